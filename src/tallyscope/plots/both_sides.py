"""A chart of two opposite sides by region, for methods that hold one against the other."""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.plots.figure import AnyChart, data
from tallyscope.plots.regions import PLOTTED_REGIONS, ranked, region_axis, region_height


def both_sides(regions: pl.DataFrame, *, high: str, low: str, title: str) -> tuple[AnyChart, int]:
    """Return the chart, largest difference on top, and how many regions it leaves out.

    Parameters
    ----------
    regions : polars.DataFrame
        ``region``, ``n_units``, ``high``, ``low`` (numbers of units), ``difference`` per 10,000.
    high, low : str
        What the units of each side are, for the tooltip.
    title : str
        Of the axis.
    """
    shown = (
        regions.filter((pl.col("high") > 0) | (pl.col("low") > 0))
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
            alt.Tooltip("high:Q", title=high, format=",d"),
            alt.Tooltip("low:Q", title=low, format=",d"),
            alt.Tooltip("difference:Q", title="Difference per 10,000", format="+.1f"),
        ],
    )
    bars = [
        base.mark_bar(style=style).encode(x=alt.X(f"{column}:Q", title=title))
        for style, column in (("surplus", "per_high"), ("saw", "per_low"))
    ]
    dots = base.mark_point(style="dot").encode(x="difference:Q")
    zero = alt.Chart().mark_rule(style="zero").encode(x=alt.datum(0))
    chart = alt.layer(*bars, zero, dots, data=data(frame)).properties(height=region_height(frame))
    return chart, regions.height - shown.height
