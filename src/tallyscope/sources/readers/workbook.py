"""Sheets of workbooks (XLSX, XLSB, XLS, ODS), read by calamine as the cells that are shown.

A sheet is a grid of cells, not a table: the header may stand below a title and over several rows,
with cells merged across and down. `header_rows` finds it, as in text. Rows are numbered as the
spreadsheet shows them. Hidden sheets are read only if they are named.
"""

from __future__ import annotations

import logging

import fastexcel
import polars as pl

from tallyscope.errors import DataError, Fault
from tallyscope.sources.containers import DAMAGE
from tallyscope.sources.content import ALL, Content, below, pick
from tallyscope.sources.grids import table_of_grid
from tallyscope.sources.joining import joined
from tallyscope.sources.readers.sheet_sizes import refuse_bombs
from tallyscope.sources.readers.trial_decoding import refuse_fatal
from tallyscope.sources.table import Table

# The libraries log what puzzles them in a sheet; without a handler it would go to the screen.
for _library in ("fastexcel", "calamine"):
    logging.getLogger(_library).addHandler(logging.NullHandler())


def read(content: Content) -> Table:
    """Read the one sheet with a table, the one that is named, or all as one table.

    Raises
    ------
    DataError
        If the workbook is damaged or locked, has no table, or several sheets may be meant.
    """
    _refuse_bombs(content)
    try:
        book = fastexcel.read_excel(content.data)
        if content.part in book.sheet_names:
            return _table(content, content.part, _grid(book, content.part))
        grids = {name: _grid(book, name) for name in _shown(book)}
    except fastexcel.FastExcelError as error:
        raise _unreadable(error) from None
    tables = {name: grid for name, grid in grids.items() if grid.height > 1 and grid.width > 1}
    if not tables:
        raise DataError(
            Fault("no sheet has a table", where=f"sheets {', '.join(book.sheet_names)}")
        )
    if content.part == ALL:
        sheets = [_table(content, name, grid) for name, grid in tables.items()]
        return joined(sheets, what=content.what, level="sheet")
    name = pick(content, list(tables), kind="sheets")
    return _table(content, name, tables[name])


def _refuse_bombs(content: Content) -> None:
    """Refuse a workbook that unpacks to more than a results file can be, or is damaged."""
    try:
        looked_through = content.data.startswith(b"PK") and refuse_bombs(content)
    except (*DAMAGE, ValueError, RuntimeError, NotImplementedError) as error:
        raise _unreadable(error) from None
    if not looked_through:
        refuse_fatal("workbook", content.data, called="the workbook")


def _unreadable(error: Exception) -> DataError:
    first = (str(error).splitlines() or ["no reason given"])[0]
    return DataError(
        Fault(
            f"the workbook cannot be read: {first}",
            expected="an Excel or ODS workbook without a password",
            remedy="Open it in a spreadsheet and save it again, or save the sheet as CSV",
        )
    )


def _shown(book: fastexcel.ExcelReader) -> list[str]:
    names = book.sheet_names
    if len(names) == 1:
        return names
    lazy = {name: book.load_sheet(name, n_rows=1, header_row=None) for name in names}
    return [name for name, sheet in lazy.items() if sheet.visible == "visible"] or names


def _grid(book: fastexcel.ExcelReader, name: str) -> pl.DataFrame:
    """Return all cells of a sheet as text, from its first row on."""
    sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
    return sheet.to_polars()


def _table(content: Content, name: str, grid: pl.DataFrame) -> Table:
    where = f"{content.where}/{name}" if content.where else name
    contest = below(content.part, name) if content.part != ALL else ""
    return table_of_grid(grid, what=content.what, where=where, contest=contest)
