"""Charts of units beside their neighbours: both sides by distance, and region by region."""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.methods.neighbours import NeighboursResult
from tallyscope.plots.figure import Figure, data
from tallyscope.plots.regions import PLOTTED_REGIONS, ranked, region_axis, region_height

SIDES = {"high": "far above in both", "low": "far below in both"}


def figures(result: NeighboursResult) -> tuple[Figure, ...]:
    """Return the charts of the result."""
    return (
        _by_distance(result),
        *([_regions(result)] if result.regions.height > 1 else []),
    )


def _by_distance(result: NeighboursResult) -> Figure:
    frame = (
        result.by_distance.unpivot(index="distance", variable_name="side", value_name="units")
        .with_columns(pl.col("side").replace_strict(SIDES))
        .filter(pl.col("units") > 0)  # a logarithm knows no zero: the line ends there
    )
    lines = (
        alt.Chart()
        .mark_line(point=True)
        .encode(
            x=alt.X(
                "distance:Q",
                title="At least so many spreads from the neighbours, in both measures",
                scale=alt.Scale(domain=[1, 8], nice=False),
            ),
            y=alt.Y("units:Q", title="Units", scale=alt.Scale(type="log")),
            color=alt.Color("side:N", title=None, sort=list(SIDES.values())),
            tooltip=[
                alt.Tooltip("side:N", title="Units"),
                alt.Tooltip("distance:Q", title="Spreads, at least", format=".2f"),
                alt.Tooltip("units:Q", title="How many", format=",d"),
            ],
        )
    )
    layers: list[alt.Chart] = [lines]
    if result.threshold is not None and result.threshold <= 8:
        layers.append(alt.Chart().mark_rule(style="guide").encode(x=alt.datum(result.threshold)))
    told = (
        f" Units right of the dashed line ({result.threshold:.1f}) are listed."
        if result.threshold is not None
        else " Nowhere do they lie far enough apart for a list."
    )
    return Figure(
        name="distance",
        title="Units far above and far below their neighbours",
        reading=(
            "Honest units stray to both sides, so the two lines should run close together. Where"
            " the line of units above runs higher, more units have both more turnout and a larger"
            f" share of {result.choice} than their neighbours than have less of both." + told
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(height=300),
    )


def _regions(result: NeighboursResult) -> Figure:
    shown = (
        result.regions.filter((pl.col("high") > 0) | (pl.col("low") > 0))
        .sort("difference", "region", descending=[True, False])
        .head(PLOTTED_REGIONS)
    )
    frame = ranked(
        shown.with_columns(
            per_high=1e4 * pl.col("high") / pl.col("n_units"),
            per_low=-1e4 * pl.col("low") / pl.col("n_units"),
        )
    )
    base = alt.Chart().encode(
        y=region_axis(),
        tooltip=[
            alt.Tooltip("region:N", title="Region"),
            alt.Tooltip("n_units:Q", title="Units", format=",d"),
            alt.Tooltip("high:Q", title="Far above in both", format=",d"),
            alt.Tooltip("low:Q", title="Far below in both", format=",d"),
            alt.Tooltip("difference:Q", title="Difference per 10,000", format="+.1f"),
        ],
    )
    title = "Units per 10,000: far below in both to the left, far above in both to the right"
    bars = [
        base.mark_bar(style=style).encode(x=alt.X(f"{column}:Q", title=title))
        for style, column in (("surplus", "per_high"), ("saw", "per_low"))
    ]
    dots = base.mark_point(style="dot").encode(x="difference:Q")
    zero = alt.Chart().mark_rule(style="zero").encode(x=alt.datum(0))
    left_out = result.regions.height - shown.height
    return Figure(
        name="regions",
        title="Both sides, region by region",
        reading=(
            "The dot is the difference of the two bars. It lies near zero where honest units stray"
            " to both sides alike; regions at the top have a surplus of units above."
            + (f" {left_out} regions without such units are not shown." if left_out else "")
        ),
        chart=alt.layer(*bars, zero, dots, data=data(frame)).properties(
            height=region_height(frame)
        ),
    )
