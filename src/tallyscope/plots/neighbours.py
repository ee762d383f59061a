"""Charts of units beside their neighbours: both sides by distance, and region by region."""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.methods.neighbours import NeighboursResult
from tallyscope.plots.both_sides import both_sides
from tallyscope.plots.figure import Figure, data

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
    chart, left_out = both_sides(
        result.regions,
        high="Far above in both",
        low="Far below in both",
        title="Units per 10,000: far below in both to the left, far above in both to the right",
    )
    return Figure(
        name="regions",
        title="Both sides, region by region",
        reading=(
            "The dot is the difference of the two bars. It lies near zero where honest units stray"
            " to both sides alike; regions at the top have a surplus of units above."
            + (f" {left_out} regions without such units are not shown." if left_out else "")
        ),
        chart=chart,
    )
