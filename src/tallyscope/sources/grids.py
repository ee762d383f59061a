"""A grid of cells, as a sheet or a web page has it, into a table with a header and rows."""

from __future__ import annotations

import numpy as np
import polars as pl

from tallyscope.errors import DataError, Fault
from tallyscope.sources.header_rows import HEAD_RECORDS, header_of
from tallyscope.sources.margins import tidied
from tallyscope.sources.table import Table


def table_of_grid(grid: pl.DataFrame, *, what: str, where: str, contest: str = "") -> Table:
    """Find the table in a grid.

    Parameters
    ----------
    grid : polars.DataFrame of str
        All cells from the first row on, null where empty.
    what, where, contest : str
        As in `table.Table`.

    Raises
    ------
    DataError
        If the grid is empty or has no header.
    """
    columns = grid.get_columns()
    filled = [place for place, cells in enumerate(columns) if cells.null_count() < grid.height]
    if not filled:
        raise DataError(Fault("there are no cells", where=where, expected="a table of results"))
    width = filled[-1] + 1
    head = grid.head(HEAD_RECORDS).fill_null("").rows()
    header = header_of([row[:width] for row in head])
    start = header.above + header.depth
    frame = grid[start:, :width]
    frame.columns = list(header.names)
    table = Table(
        frame=frame,
        rows=np.arange(frame.height, dtype=np.int64) + start + 1,
        what=what,
        where=where,
        repairs=header.repairs,
        contest=contest,
    )
    return tidied(table.without_blank_rows())
