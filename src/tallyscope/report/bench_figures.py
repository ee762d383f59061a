"""Pictures of a benchmark: false alarms, power curves, the least that is noticed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import polars as pl

from tallyscope.benchmark import findings
from tallyscope.benchmark.cases import USUAL
from tallyscope.methods import METHODS
from tallyscope.plots.figure import AnyChart, data
from tallyscope.plots.theme import LIGHT
from tallyscope.simulate.awkward import AWKWARD

CELL = 26  # pixels; our choice: a number of three figures fits in
TITLES = {method.name: method.title for method in METHODS}


def false_alarms(alarms: Mapping[str, Mapping[str, Any]]) -> AnyChart:
    """Draw the share of honest elections alarmed at, by method and feature.

    Parameters
    ----------
    alarms : mapping
        As in the packaged table: by method, ``simulated`` with elections and alarms by feature.
    """
    frame = pl.DataFrame(
        [
            {"method": TITLES[name], "feature": feature, "percent": 100 * number / elections}
            for name, told in alarms.items()
            for feature, (elections, number) in told["simulated"].items()
        ]
    )
    base = alt.Chart(data(frame)).encode(
        x=alt.X(
            "feature:N",
            sort=[USUAL, *AWKWARD],
            title=None,
            axis=alt.Axis(orient="top", labelAngle=-40),
        ),
        y=alt.Y("method:N", sort=[TITLES[name] for name in alarms], title=None,
                axis=alt.Axis(labelLimit=260)),
    )  # fmt: skip
    cells = base.mark_rect().encode(
        color=alt.Color(
            "percent:Q",
            scale=alt.Scale(
                domain=[0, 5, 20, 100], range=[LIGHT.paper, "#e3eef5", "#7fb3d5", LIGHT.first]
            ),
            legend=None,
        )
    )
    dark = alt.datum.percent > 50
    numbers = base.mark_text(fontSize=10).encode(
        text=alt.Text("percent:Q", format=".0f"),
        color=alt.when(dark).then(alt.value(LIGHT.paper)).otherwise(alt.value(LIGHT.ink)),
    )
    return alt.layer(cells, numbers).properties(width=alt.Step(1.6 * CELL), height=alt.Step(CELL))


def power_curves(powers: pl.DataFrame, detectable: pl.DataFrame) -> alt.FacetChart:
    """Draw how often tampering anywhere is noticed by the method that needs least of it.

    Parameters
    ----------
    powers : polars.DataFrame
        As :func:`tallyscope.benchmark.findings.powers` returns it.
    detectable : polars.DataFrame
        As :func:`tallyscope.benchmark.findings.detectable` returns it.
    """
    best = (
        detectable.filter(pl.col("method") != findings.ANY)
        .sort("percent", "method", nulls_last=True, maintain_order=True)
        .unique(findings.CELL, keep="first", maintain_order=True)
        .select(*findings.CELL, "method")
    )
    frame = (
        powers.join(best, on=[*findings.CELL, "method"])
        .filter(pl.col("where") == "anywhere", pl.col("votes_percent") > 0)
        .sort("mechanism", "n_units", "votes_percent")
    ).select(
        "mechanism",
        "votes_percent",
        units=pl.col("n_units").map_elements("{:,}".format, return_dtype=pl.String),
        n_units="n_units",
        noticed=pl.col("seen") / pl.col("elections"),
    )
    sizes = frame.select("n_units", "units").unique().sort("n_units")["units"].to_list()
    x = alt.X("votes_percent:Q", title="Votes, % of the leader's", scale=alt.Scale(type="log"))
    y = alt.Y("noticed:Q", title="Noticed", axis=alt.Axis(format="%", tickCount=5),
              scale=alt.Scale(domain=[0, 1]))  # fmt: skip
    lines = alt.Chart().mark_line(point=True).encode(
        x=x,
        y=y,
        color=alt.Color("units:N", title="Units", sort=sizes,
                        scale=alt.Scale(domain=sizes, range=_shades(sizes))),
    )  # fmt: skip
    wanted = (
        alt.Chart()
        .mark_rule(strokeDash=[3, 3], color=LIGHT.third)
        .encode(y=alt.datum(findings.WANTED_POWER))
    )
    return (
        alt.layer(lines, wanted, data=data(frame))
        .properties(width=170, height=110)
        .facet(alt.Facet("mechanism:N", title=None), columns=4)
    )


def least(detectable: pl.DataFrame) -> AnyChart:
    """Draw the least that is noticed in four elections of five, with its interval, and what is not.

    Parameters
    ----------
    detectable : polars.DataFrame
        As :func:`tallyscope.benchmark.findings.detectable` returns it.
    """
    frame = detectable.filter(
        pl.col("method") == findings.ANY, pl.col("where") == "anywhere"
    ).with_columns(
        units=pl.col("n_units").map_elements("{:,}".format, return_dtype=pl.String),
        end=pl.coalesce("high", "tried"),
    )
    sizes = frame.select("n_units", "units").unique().sort("n_units")["units"].to_list()
    y = alt.Y("mechanism:N", title=None, sort=alt.EncodingSortField("tried", op="max"))
    offset = alt.YOffset("units:N", sort=sizes)
    colour = alt.Color("units:N", title="Units", sort=sizes,
                       scale=alt.Scale(domain=sizes, range=_shades(sizes)))  # fmt: skip
    log = alt.Scale(type="log")
    title = "Votes, % of the leader's (cross: not noticed up to there)"
    base = alt.Chart(data(frame))
    found = base.transform_filter("isValid(datum.percent)")
    ends = found.mark_rule().encode(
        x=alt.X("low:Q", title=title, scale=log), x2="end:Q", y=y, yOffset=offset, color=colour
    )
    points = found.mark_point(filled=True, size=45, opacity=1).encode(
        x=alt.X("percent:Q", title=title, scale=log), y=y, yOffset=offset, color=colour
    )
    never = (
        base.transform_filter("!isValid(datum.percent)")
        .mark_point(shape="cross", angle=45, size=60)
        .encode(x=alt.X("tried:Q", title=title, scale=log), y=y, yOffset=offset, color=colour)
    )
    return alt.layer(ends, points, never).properties(width=420, height=alt.Step(14))


def _shades(sizes: Sequence[str]) -> list[str]:
    return ["#7fb3d5", LIGHT.first, LIGHT.second, LIGHT.ink][: len(sizes)]
