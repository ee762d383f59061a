"""Charts of differences within districts: all of them, and the units of those most alike.

The districts are counted in cells by the chart itself, so that its data are theirs.
"""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.methods.variance import ALIKE_P, VarianceResult
from tallyscope.plots.figure import Figure, data
from tallyscope.plots.regions import FEW_ROWS, ROW_HEIGHT, TICKS

HEIGHT = 240  # pixels; our choice
CELLS = 2  # our choice: in a doubling
LEAST = 2.0**-7  # our choice: what is more alike shares the first cell
SEE_THROUGH = 0.6  # our choice: opacity of the bars of share and turnout, which overlap
KIN = ("the others", "most alike")
EDGE = 1.5  # our choice: times what lot allows; units farther off stand at the edge
TITLES = {
    "district": "How much the units of a district differ",
    "building": "How much the units of one building differ, district by district",
}
READING = {
    "district": (
        "Every district by how much its units differ, as a multiple of what dealing its voters onto"
        " them by lot would give (the black line at 1). Honest districts lie to the right of it,"
        " mostly far to the right, since neighbourhoods differ. A district well to the left has"
        " units more alike than chance can make them."
    ),
    "building": (
        "The same for units of one building, added up by district. Where its voters are split by"
        " surname, honest buildings lie around 1 or a little to the right of it."
    ),
}


def figures(result: VarianceResult) -> tuple[Figure, ...]:
    """Return the charts of the result."""
    kinds = result.places["kind"].unique(maintain_order=True)
    return (*(_all_places(result, kind) for kind in kinds), _closest(result))


def _all_places(result: VarianceResult, kind: str) -> Figure:
    frame = result.places.filter(kind=kind).select("quantity", "dispersion")
    shown = frame["quantity"].unique(maintain_order=True).to_list()
    x = alt.X(
        "at_least:Q",
        title="Times as much as by lot",
        scale=alt.Scale(type="log", base=2, nice=False),
        axis=alt.Axis(tickCount=TICKS, format=".3~r"),
    )
    layers = [
        alt.Chart()
        .transform_calculate(
            at_least=f"pow(2, floor({CELLS} * log(max(datum.dispersion, {LEAST})) / LN2) / {CELLS})"
        )
        .transform_aggregate(places="count()", groupby=["quantity", "at_least"])
        .transform_calculate(below=f"datum.at_least * pow(2, 1 / {CELLS})")
        .mark_rect(fillOpacity=SEE_THROUGH)
        .encode(
            x=x,
            x2="below:Q",
            y=alt.Y("places:Q", title="Districts"),
            y2=alt.datum(0),
            color=alt.Color(
                "quantity:N",
                scale=alt.Scale(domain=shown, range="category"),
                legend=alt.Legend(title=None),
            ),
            tooltip=[
                alt.Tooltip("quantity:N", title="Of"),
                alt.Tooltip("at_least:Q", title="At least", format=".3~g"),
                alt.Tooltip("below:Q", title="Below", format=".3~g"),
                alt.Tooltip("places:Q", title="Districts", format=",d"),
            ],
        ),
        alt.Chart()
        .transform_aggregate(all="count()")  # one line, not one for each cell
        .mark_rule(style="median")
        .encode(x=alt.datum(1)),
    ]
    return Figure(
        name=f"{kind}s",
        title=TITLES[kind],
        reading=READING[kind],
        chart=alt.layer(*layers, data=data(frame)).properties(height=HEIGHT),
    )


def _closest(result: VarianceResult) -> Figure:
    frame = result.closest.select(
        "rank",
        "away",
        "chance",
        kin=pl.when("alike").then(pl.lit(KIN[1])).otherwise(pl.lit(KIN[0])),
        row=pl.format("{} ({})", "place", "quantity"),
    )
    rows = frame["rank"].n_unique()
    y = alt.Y(
        "row:N",
        title=None,
        sort=alt.EncodingSortField("rank", op="min"),
        axis=alt.Axis(labelFontSize=11, labelOverlap=False, labelLimit=360),
    )
    base = alt.Chart().encode(y=y)
    usual = frame.group_by("rank").agg(pl.col("chance").median())["chance"].to_numpy()
    edge = EDGE * float(usual.max())
    scale = alt.Scale(domain=[-edge, edge], clamp=True, nice=False)
    by_lot = base.transform_aggregate(half="median(chance)", groupby=["row", "rank"])
    by_lot = by_lot.transform_calculate(low="-datum.half", high="datum.half")
    tooltip = [
        alt.Tooltip("row:N", title="Place"),
        alt.Tooltip("away:Q", title="Points from those most alike", format="+.2f"),
        alt.Tooltip("kin:N", title="Unit"),
    ]
    layers = (
        by_lot.mark_rule(style="chance").encode(
            x=alt.X("low:Q", title="Points from the rate of those most alike", scale=scale),
            x2="high:Q",
        ),
        alt.Chart().mark_rule(style="zero").encode(x=alt.datum(0)),
        *(
            base.transform_filter(f"datum.kin === '{kin}'")  # the orange ones last, on top
            .mark_tick(thickness=1.5, size=ROW_HEIGHT)
            .encode(
                x="away:Q",
                color=alt.Color(
                    "kin:N",
                    scale=alt.Scale(domain=[*KIN], range="category"),
                    legend=alt.Legend(title=None),
                ),
                tooltip=tooltip,
            )
            for kin in KIN
        ),
    )
    alike = result.places.filter(pl.col("p_adjusted") <= ALIKE_P).height
    return Figure(
        name="closest",
        title="The units of the districts most alike",
        reading=(
            "Each line is one unit, by how far its result lies from that of those most alike"
            " (orange); units farther off stand at the edge. Dealing the voters by lot would leave"
            " 95 of 100 lines inside the grey bar and spread them all over it; orange lines bunched"
            f" in its middle are too alike. {alike:,} of {result.places.height:,} rows are, after"
            " allowing for their number and for the choice of the orange ones."
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(
            height=rows * (2 * ROW_HEIGHT if rows <= FEW_ROWS else ROW_HEIGHT)
        ),
    )
