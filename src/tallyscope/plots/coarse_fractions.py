"""Charts of simple fractions: every fraction against chance, and what lies around the crowded."""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.methods.coarse_fractions import LISTED_Q, CoarseFractionsResult
from tallyscope.plots.figure import Figure, data, percent_axis, percent_scale

QUANTITIES = {"turnout": "Turnout", "share": "Share of {choice}"}
TITLES = {"turnout": "turnout", "share": "the share"}
BAR = 0.86  # our choice: of a tenth of a point; bars that touch hide their lines
CHANCE = 2.0  # our choice: standard deviations that are shaded
HEIGHT = 200  # pixels; our choice


def figures(result: CoarseFractionsResult) -> tuple[Figure, ...]:
    """Return the charts of the result; those of turnout only where turnout is known."""
    known = result.fractions["quantity"].unique(maintain_order=True).to_list()
    return (*(_fractions(result, quantity) for quantity in known), _around(result))


def _named(result: CoarseFractionsResult, quantity: str) -> str:
    return QUANTITIES[quantity].format(choice=result.choice)


def _fractions(result: CoarseFractionsResult, quantity: str) -> Figure:
    frame = result.fractions.filter(quantity=quantity).select(
        "fraction",
        "percent",
        "observed",
        "expected",
        "excess",
        "z",
        "q_value",
        chance=pl.lit(CHANCE),
        verdict=pl.when(pl.col("q_value") <= LISTED_Q)
        .then(pl.lit("stands out"))
        .otherwise(pl.lit("within chance")),
        label=pl.when(pl.col("q_value") <= LISTED_Q)
        .then(pl.col("fraction"))
        .otherwise(pl.lit("")),  # a filter that leaves nothing makes the viewer complain
    )
    x = alt.X(
        "percent:Q",
        title=f"{_named(result, quantity)}, percent",
        scale=percent_scale(),
        axis=percent_axis(10),
    )
    base = alt.Chart().encode(x=x)
    tooltip = [
        alt.Tooltip("fraction:N", title="Fraction"),
        alt.Tooltip("percent:Q", title="Percent", format=".2f"),
        alt.Tooltip("observed:Q", title="Units found", format=",d"),
        alt.Tooltip("expected:Q", title="Expected from neighbours", format=",.1f"),
        alt.Tooltip("z:Q", title="In standard deviations", format="+.1f"),
        alt.Tooltip("q_value:Q", title="q, for all fractions", format=".2g"),
    ]
    band = (
        alt.Chart()
        .transform_aggregate(fractions="count()")  # one band, not one for each fraction
        .mark_rect(style="plausible")
        .encode(y=alt.datum(-CHANCE), y2=alt.datum(CHANCE))
    )
    colour = alt.Color(
        "verdict:N",
        scale=alt.Scale(domain=["within chance", "stands out"], range="category"),
        legend=alt.Legend(title=None),
    )
    z_axis = alt.Y("z:Q", title="Units above chance, in sd")
    layers = (
        band,
        alt.Chart().mark_rule(style="zero").encode(y=alt.datum(0)),
        base.mark_rule(strokeWidth=2).encode(y=z_axis, y2=alt.datum(0), color=colour),
        base.mark_point(style="dot").encode(y=z_axis, color=colour, tooltip=tooltip),
        base.mark_text(style="note", dy=-10).encode(y=z_axis, text="label:N"),
    )
    return Figure(
        name=f"fractions-{quantity}",
        title=f"Simple fractions of {TITLES[quantity]}: more units than beside them?",
        reading=(
            "One dot for each simple fraction: how many units sit exactly there, compared with what"
            " their neighbours within a point lead one to expect. Chance alone leaves 95 of 100"
            f" dots inside the grey band, up to {CHANCE:.0f} standard deviations. Orange dots stand"
            " out even after allowing for the number of fractions."
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(height=HEIGHT),
    )


def _around(result: CoarseFractionsResult) -> Figure:
    top = result.fractions.row(
        int(result.fractions["p_value"].arg_min() or 0), named=True
    )  # the first of the smallest, as in the headline
    frame = result.around.filter(quantity=top["quantity"], fraction=top["fraction"]).select(
        "units",
        "expected",
        percent=top["percent"] + pl.col("offset") / 10,
        left=top["percent"] + (pl.col("offset") - BAR / 2) / 10,
        right=top["percent"] + (pl.col("offset") + BAR / 2) / 10,
        place=pl.when(offset=0).then(pl.lit("at the fraction")).otherwise(pl.lit("beside it")),
    )
    tooltip = [
        alt.Tooltip("percent:Q", title="Percent", format=".2f"),
        alt.Tooltip("units:Q", title="Units found", format=",d"),
        alt.Tooltip("expected:Q", title="Expected from neighbours", format=",.1f"),
    ]
    x = alt.X(
        "left:Q",
        title=f"{_named(result, top['quantity'])}, percent",
        scale=alt.Scale(zero=False, nice=False),
        axis=alt.Axis(tickCount=10),
    )
    y = alt.Y("units:Q", title="Units within 0.1 point")
    bars = (
        alt.Chart()
        .mark_rect()
        .encode(
            x=x,
            x2="right:Q",
            y=y,
            y2=alt.datum(0),
            color=alt.Color(
                "place:N",
                scale=alt.Scale(domain=["beside it", "at the fraction"], range="category"),
                legend=alt.Legend(title=None),
            ),
            tooltip=tooltip,
        )
    )
    expected = (
        alt.Chart().mark_rule(style="median").encode(x="left:Q", x2="right:Q", y="expected:Q")
    )
    return Figure(
        name="around",
        title=f"Units around {top['fraction']} ({top['percent']:.4g}%), which stands out most",
        reading=(
            "Units by tenths of a point; black lines are what counting leads one to expect from all"
            " of them together. Honest results fill every bar to about its line. A wanted result"
            " lifts the orange bar in the middle and no other. Units at other whole percentages and"
            " simple fractions are left out."
        ),
        chart=alt.layer(bars, expected, data=data(frame)).properties(height=HEIGHT),
    )
