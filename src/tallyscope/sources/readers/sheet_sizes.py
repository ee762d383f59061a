"""What a workbook unpacks to, before it is opened.

The reader of workbooks sets aside room for every cell between the first and the last one of a
sheet; one cell in the last corner would ask for more memory than any machine has, and end the
program. So the XML is looked at first: whether it is well-formed, and the addresses of cells in
XLSX, the repeats of rows and cells in ODS.
"""

from __future__ import annotations

import io
import re
import zipfile
from xml.parsers import expat

from tallyscope.errors import DataError, Fault
from tallyscope.sources.content import Content
from tallyscope.sources.limits import MOST_SHEET_CELLS

_OF_CELLS = b"sheetData"
_QUOTED = rb"""(?:[^>"']|"[^"]*"|'[^']*')"""  # an attribute may hold a ">"
_ADDRESS = re.compile(
    rb"<(?:\w+:)?(?:c|row|dimension)(?=\s)" + _QUOTED + rb"""*?\s(?:r|ref)\s*=\s*["']([^"']*)"""
)
# The longest address of any spreadsheet is "XFD1048576".
_LAST_OF = re.compile(rb"^(?:[A-Za-z]{1,3}\d{1,7}:)?([A-Za-z]{0,3})(\d{0,7})$")
_ROW = re.compile(rb"<(?:\w+:)?table-row\b(" + _QUOTED + rb"*)>")
_CELL = re.compile(rb"<(?:\w+:)?table-cell\b(" + _QUOTED + rb"*)>")
_REPEATED = re.compile(rb"""\bnumber-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})""")


def refuse_bombs(content: Content) -> bool:
    """Refuse a workbook that unpacks to more than its allowance, or has a sheet without end.

    Returns
    -------
    bool
        Whether it has sheets in XML, which were looked through; those of XLSB are binary.

    Raises
    ------
    DataError
    zipfile.BadZipFile and what else unpacking raises
        If the container is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
        looked_through = False
        size = sum(info.file_size for info in archive.infolist())
        content.allowance.take(size, content.name)
        for name in archive.namelist():
            if _is_sheet(archive, name):
                xml = _well_formed(archive.read(name), name)
                _refuse_large(_cells_of_xlsx(xml, name), name)
                looked_through = True
            elif name == "content.xml":
                _refuse_large(_cells_of_ods(_well_formed(archive.read(name), name)), name)
                looked_through = True
    return looked_through


def _is_sheet(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a part holds cells of XLSX, whatever its name; pictures need not fit into memory.

    It is read to its end, which compares size and checksum: the table of contents may lie.
    """
    found, before = False, b""
    with archive.open(name) as packed:
        while piece := packed.read(1 << 20):
            found = found or _OF_CELLS in before + piece
            before = piece[-len(_OF_CELLS) :]
    return found


def _well_formed(xml: bytes, name: str) -> bytes:
    """Return XML as it is; refuse what the reader of workbooks may take otherwise than we do."""
    try:
        expat.ParserCreate().Parse(xml, True)
    except (expat.ExpatError, LookupError) as error:  # the latter for an unknown encoding
        raise _damaged(str(error), name, "well-formed XML") from None
    return xml


def _damaged(what: str, name: str, expected: str) -> DataError:
    return DataError(
        Fault(
            f"the sheet is damaged: {what}",
            where=name,
            expected=expected,
            remedy="Fetch it again, or open it in a spreadsheet and save it anew",
        )
    )


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


def _cells_of_xlsx(xml: bytes, name: str) -> int:
    """Return rows times columns up to the last address in a sheet."""
    last_row = last_column = 0
    for address in set(_ADDRESS.findall(xml)):
        found = _LAST_OF.match(address)
        if found is None:
            shown = address[:_SHOWN].decode("utf-8", "replace")
            raise _damaged(f"{shown!r} is no address of a cell", name, "one such as B12")
        letters, digits = found.groups()
        last_column = max(last_column, _column(letters.upper()))
        last_row = max(last_row, int(digits or 0))
    return last_row * last_column


_SHOWN = 12  # characters of a wrong address; our choice: the longest right one has ten


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
    """Return how many filled cells the repeats of rows and cells make.

    Empty cells are repeated to the end of the sheet in every file, so only filled ones count.
    """
    rows = list(_ROW.finditer(xml))
    stops = [row.start() for row in rows[1:]] + [len(xml)]
    return sum(
        _times(row[1]) * _filled(xml, row.end(), stop)
        for row, stop in zip(rows, stops, strict=True)
    )


def _filled(xml: bytes, start: int, stop: int) -> int:
    """Return the filled cells between two places: those with a value, or words inside."""
    return sum(
        _times(cell[1])
        for cell in _CELL.finditer(xml, start, stop)
        if not cell[1].endswith(b"/") or b"value" in cell[1]
    )


def _times(attributes: bytes) -> int:
    found = _REPEATED.search(attributes)
    return int(found[1]) if found else 1
