"""Tables of web pages: commissions also publish them under names that end in ".xls".

The largest table of the page is read, cells merged across and down as in a sheet. Nothing that the
page refers to is fetched.
"""

from __future__ import annotations

import polars as pl
from lxml import etree, html

from tallyscope.errors import DataError, Fault
from tallyscope.sources.content import Content
from tallyscope.sources.encodings import to_utf8
from tallyscope.sources.grids import table_of_grid
from tallyscope.sources.limits import MOST_COLUMNS, MOST_SHEET_CELLS, refuse_large_tree
from tallyscope.sources.table import Table
from tallyscope.tally import Repair

WIDEST_SPAN = 1_000  # cells that one may be merged over; more is no table. Our choice
_AT_MOST = f"at most {MOST_SHEET_CELLS:,}"
HEAD = 2_000  # bytes in which a page declares its encoding; our choice


def read(content: Content) -> Table:
    """Read the largest table of a web page.

    Raises
    ------
    DataError
        If there is no table with a header and two rows in it.
    """
    refuse_large_tree(len(content.data), "web page")
    tables = sorted(_tables(content.data), key=len)
    if not tables or len(tables[-1]) < 3:
        raise DataError(
            Fault(
                "the file is a web page without a table of results",
                expected="a table with a header and one row per station",
                remedy="Take the table itself, or save it as CSV or Excel",
            )
        )
    grid = tables[-1]
    width = max(map(len, grid))
    columns = {
        f"c{place}": [row[place] if place < len(row) else None for row in grid]
        for place in range(width)
    }
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    table = table_of_grid(frame, what=content.what, where=content.where, contest=content.part)
    why = "the file is a web page; rows are counted within the table"
    return table.repaired(Repair(f"largest of {len(tables)} tables read", 1, why))


def _tables(data: bytes) -> list[list[list[str | None]]]:
    declared = b"charset=" in data[:HEAD]
    encoding = None if declared else "utf-8"
    parser = html.HTMLParser(no_network=True, huge_tree=False, encoding=encoding)
    try:
        page = html.document_fromstring(data if declared else to_utf8(data)[0], parser=parser)
    except (etree.LxmlError, ValueError):
        return []
    # pages are laid out by tables in tables; the innermost have the numbers
    return [_grid(table) for table in page.iter("table") if table.find(".//table") is None]


def _grid(table: html.HtmlElement) -> list[list[str | None]]:
    """Return the cells of a table; a merged one stands in its first place."""
    grid: list[list[str | None]] = []
    room = MOST_SHEET_CELLS
    down: dict[int, int] = {}  # rows that a cell above still covers, by column
    for row in table.iter("tr"):
        cells: list[str | None] = []
        for cell in row.iterchildren("td", "th"):
            if len(cells) > MOST_COLUMNS:
                break
            _skip_covered(cells, down)
            across, rows = _span(cell, "colspan"), _span(cell, "rowspan")
            for place in range(len(cells), len(cells) + across):
                if rows > 1:
                    down[place] = rows - 1
            text = " ".join(cell.text_content().split())
            cells += [text or None, *[None] * (across - 1)]
        _skip_covered(cells, down)
        grid.append(cells[:MOST_COLUMNS])
        room -= len(grid[-1])
        if room < 0:
            raise DataError(Fault("a table of the page has too many cells", expected=_AT_MOST))
    return grid


def _skip_covered(cells: list[str | None], down: dict[int, int]) -> None:
    while down.get(len(cells), 0):
        down[len(cells)] -= 1
        cells.append(None)


def _span(cell: html.HtmlElement, name: str) -> int:
    text = str(cell.get(name, "1"))
    return min(int(text), WIDEST_SPAN) if text.isdecimal() and 0 < len(text) < 6 else 1
