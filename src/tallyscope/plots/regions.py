"""What charts with one row per region share."""

from __future__ import annotations

import altair as alt
import polars as pl

PLOTTED_REGIONS = 100  # our choice: more rows than that are read in the table, not in a picture
TICKS = 8  # our choice: about so many labels fit beside long names
FEW_ROWS = 12  # our choice
ROW_HEIGHT = 15  # pixels; our choice: the smallest at which names do not touch


def ranked(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with ``rank``, the order of its rows, for `region_axis`."""
    return frame.with_row_index("rank")


def region_axis() -> alt.Y:
    """Return the axis of region names, in the order of ``rank``.

    A list of the names would become part of an expression, where a name could break it; the order
    of the data would put rows with a hole last.
    """
    return alt.Y(
        "region:N",
        title=None,
        sort=alt.EncodingSortField("rank", op="min"),
        axis=alt.Axis(labelFontSize=11, labelOverlap=False),
    )


def region_height(frame: pl.DataFrame) -> int:
    """Return the height in pixels of a chart with one row per region; few rows get more room."""
    return frame.height * (ROW_HEIGHT if frame.height > FEW_ROWS else 2 * ROW_HEIGHT)
