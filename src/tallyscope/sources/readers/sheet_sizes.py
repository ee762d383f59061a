"""What a workbook unpacks to, before it is opened.

The reader of workbooks sets aside room for every cell between the first and the last one of a
sheet; one cell in the last corner would ask for more memory than any machine has, and end the
program. So the XML is looked at first: the addresses of cells in XLSX, the repeats of rows and
cells in ODS.
"""

from __future__ import annotations

import io
import re
import zipfile

from tallyscope.errors import DataError, Fault
from tallyscope.sources.content import Content
from tallyscope.sources.limits import MOST_SHEET_CELLS

_XLSX_SHEET = re.compile(r"xl/worksheets/[^/]*\.xml$", re.IGNORECASE)
_ADDRESS = re.compile(rb"""<(?:\w+:)?(?:c|row|dimension)\s[^>]*?\b(?:r|ref)\s*=\s*["']([^"']*)""")
_LAST_OF = re.compile(rb"^(?:[A-Za-z]+\d+:)?([A-Za-z]*)(\d*)$")
_REPEATS = re.compile(rb"""\bnumber-(rows|columns)-repeated\s*=\s*["'](\d+)""")
_FILLED = re.compile(rb"""<table:table-cell[^>]*\bnumber-columns-repeated="(\d+)"[^/>]*>""")


def refuse_bombs(content: Content) -> None:
    """Refuse a workbook that unpacks to more than its allowance, or has a sheet without end.

    Raises
    ------
    DataError
    zipfile.BadZipFile and what else unpacking raises
        If the container is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
        size = sum(info.file_size for info in archive.infolist())
        content.allowance.take(size, content.name)
        for name in archive.namelist():
            if _XLSX_SHEET.search(name):
                _refuse_large(_cells_of_xlsx(archive.read(name)), name)
            elif name == "content.xml":
                _refuse_large(_cells_of_ods(archive.read(name)), name)
            else:
                _unpack(archive, name)


def _unpack(archive: zipfile.ZipFile, name: str) -> None:
    """Compare size and checksum with what the table of contents says: it may lie."""
    with archive.open(name) as packed:
        while packed.read(1 << 20):
            pass


def _refuse_large(cells: int, name: str) -> None:
    if cells > MOST_SHEET_CELLS:
        raise DataError(
            Fault(
                f"the sheet reaches over {cells:,} cells",
                where=name,
                expected=f"at most {MOST_SHEET_CELLS:,} between its first and its last cell",
                remedy="Delete stray cells far from the table, or save the sheet as CSV",
            )
        )


def _cells_of_xlsx(xml: bytes) -> int:
    """Return rows times columns up to the last address in a sheet."""
    last_row = last_column = 0
    for address in set(_ADDRESS.findall(xml)):
        found = _LAST_OF.match(address)
        if found is not None:
            letters, digits = found.groups()
            last_column = max(last_column, _column(letters[:4].upper()))
            last_row = max(last_row, int(digits[:9] or 0))
    return last_row * last_column


def _column(letters: bytes) -> int:
    """Return the number of a column called as in a spreadsheet.

    Examples
    --------
    >>> _column(b"A"), _column(b"AB"), _column(b"")
    (1, 28, 0)
    """
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _cells_of_ods(xml: bytes) -> int:
    """Return at least how many cells the repeats of one filled cell in a row make.

    Empty cells are repeated to the end of the sheet in every file, so only filled ones count.
    """
    filled = max((int(times[:9]) for times in _FILLED.findall(xml)), default=1)
    rows = [int(times[:9]) for what, times in _REPEATS.findall(xml) if what == b"rows"]
    return filled * max(rows, default=1) if filled > 1 else 0
