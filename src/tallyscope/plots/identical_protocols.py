"""Charts of equal results: the crowd at one percentage, the looks, the regions."""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.methods.identical_protocols import LISTED_P, IdenticalProtocolsResult
from tallyscope.plots.figure import Figure, data
from tallyscope.plots.regions import PLOTTED_REGIONS, TICKS, ranked, region_axis, region_height

LOOKS = {
    "copies across districts": "equal protocols of two districts",
    "copies in a district": "three or more equal in a district",
    "doubles in a district": "two equal protocols of a district",
    "neighbours": "neighbours at one share",
    "share": "units at one share",
    "turnout": "units at one turnout",
}
LOOK_HEIGHT = 30  # pixels; our choice
HALF_WINDOW = 0.05  # percent: windows are 0.1 point wide


def figures(result: IdenticalProtocolsResult) -> tuple[Figure, ...]:
    """Return the charts of the result; regions only where there are several."""
    regions = [_regions(result)] if result.targets["region"].n_unique() > 1 else []
    return (_crowd(result), _looks(result), *regions)


def _crowd(result: IdenticalProtocolsResult) -> Figure:
    top = result.targets.row(0, named=True)
    frame = result.window.with_columns(
        low=pl.col("percent") - HALF_WINDOW,
        high=pl.col("percent") + HALF_WINDOW,
        step=pl.when(pl.col("percent") == top["percent"])
        .then(pl.lit("the most conspicuous"))
        .otherwise(pl.lit("the others")),
    )
    quantity = "Turnout" if top["quantity"] == "turnout" else f"Share of {result.choice}"
    tooltip = [
        alt.Tooltip("percent:Q", title="Percent", format=".1f"),
        alt.Tooltip("units:Q", title="Units found", format=",d"),
        alt.Tooltip("expected:Q", title="Expected", format=",.1f"),
    ]
    scale = alt.Scale(zero=False, nice=False)
    x = alt.X("low:Q", title=f"{quantity}, percent", scale=scale)
    bars = (
        alt.Chart()
        .mark_rect(style="cell")
        .encode(
            x=x,
            x2="high:Q",
            y=alt.Y("units:Q", title="Units within 0.1 point"),
            y2=alt.datum(0),
            color=alt.Color(
                "step:N",
                scale=alt.Scale(domain=["the others", "the most conspicuous"], range="category"),
                legend=None,
            ),
            tooltip=tooltip,
        )
    )
    line = (
        alt.Chart()
        .mark_line(style="median", interpolate="monotone")
        .encode(x=alt.X("percent:Q", scale=scale), y="expected:Q")
    )
    return Figure(
        name="crowd",
        title="The most conspicuous percentage and its surroundings",
        reading=(
            f"Units of {top['region']} by {top['quantity']}, in steps of 0.1 point. The line is"
            " what the units nearby lead one to expect, those of the bar itself among them: a few"
            " votes more or fewer would have put them elsewhere. Honest counting gives an uneven"
            " row of bars around the line; one bar high above all others is a result that many"
            " units share to a tenth of a point. In every election some bar is the highest: how"
            " surprising it is after allowing for all percentages and regions is what counts."
        ),
        chart=alt.layer(bars, line, data=data(frame)).properties(height=280),
    )


def _looks(result: IdenticalProtocolsResult) -> Figure:
    frame = result.looks.with_columns(
        pl.col("look").replace_strict(LOOKS, return_dtype=pl.String),
        ratio=pl.col("observed") / pl.max_horizontal("expected", 1.0),
        verdict=pl.when(pl.col("p_value") <= LISTED_P)
        .then(pl.lit("stands out"))
        .otherwise(pl.lit("within chance")),
        told=pl.when("counts").then(pl.lit("tested")).otherwise(pl.lit("told, not tested")),
    )
    tooltip = [
        alt.Tooltip("look:N", title="Looked at"),
        alt.Tooltip("observed:Q", title="Found", format=",d"),
        alt.Tooltip("expected:Q", title="Expected", format=",.1f"),
        alt.Tooltip("p_value:Q", title="p of this look", format=".2g"),
        alt.Tooltip("told:N", title="In the test"),
    ]
    base = alt.Chart().encode(y=alt.Y("look:N", title=None, sort=None))
    layers = (
        alt.Chart().mark_rule(style="zero").encode(x=alt.datum(1)),
        base.mark_point(style="dot").encode(
            x=alt.X("ratio:Q", title="Found, in times of what is expected"),
            color=alt.Color(
                "verdict:N",
                scale=alt.Scale(domain=["within chance", "stands out"], range="category"),
                legend=alt.Legend(title=None),
            ),
            tooltip=tooltip,
        ),
    )
    return Figure(
        name="looks",
        title="Equal results found, against those expected",
        reading=(
            "Each dot is one look: pairs of equal protocols, pairs of neighbours with one share,"
            " and units at the most conspicuous share and turnout. At 1 as many are found as"
            " nearly equal results lead one to expect (where less than one is expected, the number"
            " itself is shown). The last two are picked out of thousands and always lie to the"
            " right; orange ones stand out even after allowing for that. Two equal protocols of"
            " a district are told only: typing one protocol twice makes them, too."
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(height=LOOK_HEIGHT * frame.height),
    )


def _regions(result: IdenticalProtocolsResult) -> Figure:
    strongest = result.targets.group_by("region", maintain_order=True).first()
    frame = ranked(strongest.head(PLOTTED_REGIONS)).with_columns(
        excess=pl.col("units") - pl.col("expected"),
        verdict=pl.when(pl.col("p_adjusted") <= LISTED_P)
        .then(pl.lit("stands out"))
        .otherwise(pl.lit("within chance")),
    )
    tooltip = [
        alt.Tooltip("region:N", title="Region"),
        alt.Tooltip("quantity:N", title="Of"),
        alt.Tooltip("percent:Q", title="Percent", format=".1f"),
        alt.Tooltip("units:Q", title="Units found", format=",d"),
        alt.Tooltip("expected:Q", title="Expected", format=",.1f"),
        alt.Tooltip("p_adjusted:Q", title="p, adjusted for all percentages", format=".2g"),
    ]
    base = alt.Chart().encode(y=region_axis())
    layers = (
        alt.Chart().mark_rule(style="zero").encode(x=alt.datum(0)),
        base.mark_point(style="dot").encode(
            x=alt.X(
                "excess:Q", title="Units beyond those expected", axis=alt.Axis(tickCount=TICKS)
            ),
            color=alt.Color(
                "verdict:N",
                scale=alt.Scale(domain=["within chance", "stands out"], range="category"),
                legend=alt.Legend(title=None),
            ),
            tooltip=tooltip,
        ),
    )
    return Figure(
        name="regions",
        title="Where the most conspicuous percentages are",
        reading=(
            "Units at the most conspicuous percentage of a region, beyond those expected; only"
            f" regions with one of the {result.targets.height} most conspicuous percentages. Orange"
            f" ones stand out after allowing for all percentages and regions (p up to {LISTED_P})."
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(height=region_height(frame)),
    )
