"""Data frames of other libraries into a table; the only module that knows narwhals."""

from __future__ import annotations

from typing import Any

import polars as pl
from narwhals.stable import v2 as nw
from narwhals.stable.v2.typing import IntoFrame

from tallyscope.errors import DataError, Fault
from tallyscope.sources.table import Table


def table_of_frame(frame: IntoFrame, *, name: str = "") -> Table:
    """Take a pandas, polars or Arrow frame (eager or lazy) as a table.

    Raises
    ------
    DataError
        If it is no data frame.
    """
    try:
        known = nw.from_native(frame)
    except TypeError:
        raise DataError(
            Fault(
                f"a {type(frame).__name__} is no data frame",
                expected="a pandas, polars or Arrow data frame",
            )
        ) from None
    eager = known.collect() if isinstance(known, nw.LazyFrame) else known
    native = eager.to_native()
    if not isinstance(native, pl.DataFrame):
        native = _polars(eager)
    return Table.of_frame(native, what=name or "data frame")


def _polars(frame: nw.DataFrame[Any]) -> pl.DataFrame:
    # by way of Python lists, so that no further library is needed to move the columns
    columns = {str(name): frame[name].to_list() for name in frame.columns}
    return pl.DataFrame([pl.Series(name, cells, strict=False) for name, cells in columns.items()])
