"""What charts with one row per region share."""

from __future__ import annotations

import altair as alt
import polars as pl

PLOTTED_REGIONS = 100  # our choice: more rows than that are read in the table, not in a picture
TICKS = 8  # our choice: about so many labels fit beside long names
FEW_ROWS = 12  # our choice
ROW_HEIGHT = 15  # pixels; our choice: the smallest at which names do not touch


def region_axis(frame: pl.DataFrame) -> alt.Y:
    """Return the axis of region names, in the order of the rows."""
    return alt.Y(
        "region:N",
        title=None,
        sort=frame["region"].to_list(),  # "as in the data" would put rows with a hole last
        axis=alt.Axis(labelFontSize=11, labelOverlap=False),
    )


def region_height(frame: pl.DataFrame) -> int:
    """Return the height in pixels of a chart with one row per region; few rows get more room."""
    return frame.height * (ROW_HEIGHT if frame.height > FEW_ROWS else 2 * ROW_HEIGHT)
