"""From the cells of a CSV file to values, every fault of the file kept."""

from __future__ import annotations

import calendar
import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from tallyscope.errors import Fault, did_you_mean
from tallyscope.evidence.tables import ALIAS_MARK, COMMENT, Column, Table
from tallyscope.statement import Days

UNSOURCED = ("unsourced", "unknown", "recalled", "n/a", "none", "?", "-")  # no sources
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True)
class Line:
    """One data line of a table: its number in the file and its cells by column name."""

    number: int
    cells: Mapping[str, str]


@dataclass
class Faults:
    """Collects what is wrong, with where it stands."""

    found: list[Fault] = field(default_factory=list)

    def add(self, where: str, found: str, expected: str = "", remedy: str = "") -> None:
        """Keep one fault."""
        self.found.append(Fault(found, where=where, expected=expected, remedy=remedy))


def read_table(path: Path, table: Table, faults: Faults) -> tuple[Line, ...]:
    """Return the lines whose cells fit the columns; the rest are faults."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as wrong:
        faults.add(
            table.path,
            f"byte {wrong.start} is not UTF-8",
            remedy="Save the file as 'CSV UTF-8'.",
        )
        return ()
    try:
        rows = list(_records(text))
    except csv.Error as wrong:
        faults.add(table.path, f"is not a CSV file ({wrong})")
        return ()
    if not rows:
        faults.add(table.path, "is empty", expected="a line with the names of the columns")
        return ()
    (number, header), *data = rows
    if not _header_fits(header, table, f"{table.path}, line {number}", faults):
        return ()
    return tuple(_lines(data, header, table, faults))


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and cells of every line that is neither empty nor a comment."""
    lines = ["\n" if line.startswith(COMMENT) else line for line in text.splitlines(keepends=True)]
    reader = csv.reader(lines, strict=True)
    before = 0
    for cells in reader:
        first, before = before + 1, reader.line_num
        if any(cell.strip() for cell in cells):
            yield first, [cell.strip() for cell in cells]


def _header_fits(header: Sequence[str], table: Table, where: str, faults: Faults) -> bool:
    names = [column.name for column in table.columns]
    before = len(faults.found)
    for name in names:
        if name not in header:
            faults.add(where, f"column {name!r} is missing", remedy=f"Columns: {', '.join(names)}.")
    for name in header:
        if name not in names:
            faults.add(
                where,
                f"there is no column {name!r}",
                expected="one of " + ", ".join(names),
                remedy=did_you_mean(name, names).strip(),
            )
        elif header.count(name) > 1:
            faults.add(where, f"column {name!r} stands there twice")
    return len(faults.found) == before


def _lines(
    data: Sequence[tuple[int, list[str]]], header: Sequence[str], table: Table, faults: Faults
) -> Iterator[Line]:
    for number, cells in data:
        if len(cells) != len(header):
            faults.add(
                f"{table.path}, line {number}",
                f"{len(cells)} cells",
                expected=f"{len(header)}",
                remedy='Put a text that contains commas between "double quotes".',
            )
            continue
        yield Line(number, dict(zip(header, cells, strict=True)))


def check_cells(line: Line, table: Table, known_places: Sequence[str], faults: Faults) -> bool:
    """Check every cell of a line against its column; False if any is wrong."""
    before = len(faults.found)
    for column in table.columns:
        where = f"{table.path}, line {line.number}, {column.name}"
        cell = line.cells[column.name]
        if not cell:
            if column.required:
                faults.add(where, "is empty", expected=column.about)
            continue
        if column.allowed and cell not in column.allowed:
            faults.add(
                where,
                f"{cell!r}",
                expected="one of " + ", ".join(column.allowed),
                remedy=did_you_mean(cell, column.allowed).strip(),
            )
        _CHECKS[column.form](cell, column, known_places, where, faults)
    return len(faults.found) == before


def number_in(cell: str) -> Decimal | None:
    """Return the number in a cell, or None.

    Examples
    --------
    >>> number_in("93.11"), number_in("2 115 800")
    (Decimal('93.11'), None)
    """
    try:
        value = Decimal(cell)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def days_in(cell: str) -> Days | None:
    """Return the day, month or year in a cell, or None.

    Examples
    --------
    >>> days_in("2022-09")
    Days(first=datetime.date(2022, 9, 1), last=datetime.date(2022, 9, 30))
    """
    match = _ISO.fullmatch(cell)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    assert year is not None
    try:
        first = date(year, month or 1, day or 1)
        last_month = month or 12
        last = date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except ValueError:
        return None
    return Days(first, last)


def aliases_in(cell: str) -> tuple[str, ...]:
    """Return the names in a cell, in their order."""
    return tuple(name.strip() for name in cell.split(ALIAS_MARK) if name.strip())


def _check_text(
    cell: str, column: Column, _known: Sequence[str], where: str, faults: Faults
) -> None:
    if column.name == "source" and cell.lower().strip(".") in UNSOURCED:
        faults.add(
            where,
            f"{cell!r} is no source",
            expected="an address or a citation",
            remedy="Leave out what nobody can look up.",
        )


def _check_number(
    cell: str, _column: Column, _known: Sequence[str], where: str, faults: Faults
) -> None:
    value = number_in(cell)
    if value is None:
        faults.add(
            where,
            f"{cell!r}",
            expected="a number such as 93.11 or 2115800",
            remedy="No spaces, no thousands separators, a point for decimals.",
        )
    elif value < 0:
        faults.add(where, f"{cell!r} is below zero", expected="zero or more")


def _check_days(
    cell: str, _column: Column, _known: Sequence[str], where: str, faults: Faults
) -> None:
    if days_in(cell) is None:
        faults.add(where, f"{cell!r}", expected="a date such as 2022-09-27, 2022-09 or 2022")


def _check_place(
    cell: str, _column: Column, known: Sequence[str], where: str, faults: Faults
) -> None:
    if cell not in known:
        faults.add(
            where,
            f"{cell!r} is not in places.csv",
            remedy=did_you_mean(cell, known).strip() or "Add it there, with a source.",
        )


def _check_nothing(
    _cell: str, _column: Column, _known: Sequence[str], _where: str, _faults: Faults
) -> None:
    """Accept any text."""


_CHECKS: Mapping[str, Callable[[str, Column, Sequence[str], str, Faults], None]] = {
    "text": _check_text,
    "number": _check_number,
    "days": _check_days,
    "place": _check_place,
    "aliases": _check_nothing,
}
