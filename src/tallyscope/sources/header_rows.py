"""Which rows at the top of a grid are the header, and the names that they give the columns.

Published tables begin with a title, then a header of one row or several, merged across ("Votes for"
over "Yes" and "No") and down, then often a row that numbers the columns. The lowest row of the
header has names of its own under a heading; the heading is kept where it says more than they do.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tallyscope.errors import DataError, Fault
from tallyscope.sources.counting import COUNT_ROLES
from tallyscope.sources.headers import matches
from tallyscope.sources.repeated_columns import repeated
from tallyscope.sources.table import unique_names
from tallyscope.tally import Repair

HEAD_RECORDS = 40  # rows in which the header is looked for; our choice
DEEPEST = 4  # rows that a header may have; our choice
FEWEST_NUMBERED = 5  # columns that a row must count, or it may be a small station; our choice

Record = Sequence[str]
_NUMBER = re.compile(r"^[-−+]?\d[\d\s.,'’]*%?$")
_VOTES = ("valid", "ballots")


@dataclass(frozen=True)
class Header:
    """Where the header is, and what it says.

    Attributes
    ----------
    above : int
        Rows above it.
    depth : int
        Rows that it takes, the one that numbers the columns included.
    names : tuple of str
        Unique names of the columns.
    repairs : tuple of Repair
        What was left out or put together.
    as_written : bool
        Whether one row of the file has these names, and no more is the header.
    """

    above: int
    depth: int
    names: tuple[str, ...]
    repairs: tuple[Repair, ...]
    as_written: bool = True


def header_of(records: Sequence[Record]) -> Header:
    """Find the header in the first rows of a grid.

    Parameters
    ----------
    records : sequence of rows
        The first rows, at most `HEAD_RECORDS` of them, cells as text.

    Raises
    ------
    DataError
        If no row has names for half of the columns, or there are numbers where names should be.
    """
    written = records
    records = _as_long_as_rows(records)
    width = _width(records)
    above = next(
        (place for place, row in enumerate(records) if _filled(row) >= max(2, width / 2)), None
    )
    if above is None:
        raise DataError(
            Fault(
                f"none of the first {len(records)} rows is a header",
                expected=f"a row with the names of the {width} columns",
                remedy="Put a header above the first row, or take the file that has one",
            )
        )
    _refuse_numbers(records[above], above + 1)
    first, last = _extent(records, above)
    rows = records[first : last + 1]
    numbered = last + 1 < len(records) and _numbers_columns(records[last + 1])
    names = unique_names(_combined(rows) if len(rows) > 1 else rows[0])
    told = _told(first, len(rows), numbered)
    if records is not written:
        why = "the rows are as long as if the last group of columns came again for every choice"
        told.append(Repair("columns of a group named again", len(names), why))
    as_written = records is written and len(rows) + numbered == 1
    return Header(first, len(rows) + numbered, names, tuple(told), as_written)


def _as_long_as_rows(records: Sequence[Record]) -> Sequence[Record]:
    """Lengthen the header of a table that names a group of columns once for all its choices."""
    for place, header in enumerate(records[:DEEPEST]):
        below = [row for row in records[place + 1 :] if _filled(row)]
        if below and _filled(header) >= len(header) - 1 and len(header) < len(below[0]):
            longer = repeated(header, below)
            if longer is not None:
                return [*records[:place], longer, *records[place + 1 :]]
    return records


def _told(above: int, depth: int, numbered: bool) -> list[Repair]:
    told = []
    if above:
        why = "they have fewer cells than the table below them"
        told.append(Repair("lines above the header left out", above, why))
    if depth > 1:
        why = "no row among them has numbers, and the lower ones name columns under a heading"
        told.append(Repair("rows read together as one header", depth, why))
    if numbered:
        told.append(Repair("row that numbers the columns left out", 1, "it counts from 1"))
    return told


def _width(records: Sequence[Record]) -> int:
    """Return how many columns the commonest row has; of two, the larger number."""
    widths = Counter(len(row) for row in records if _filled(row))
    return max(widths, key=lambda width: (widths[width], width), default=0)


def _filled(row: Record) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _refuse_numbers(header: Record, row: int) -> None:
    filled = [cell.strip() for cell in header if cell.strip()]
    numbers = [cell for cell in filled if cell.replace(" ", "").isdigit()]
    if len(numbers) > len(filled) / 2:
        raise DataError(
            Fault(
                f"the first row has numbers ({', '.join(numbers[:4])} …) where names should be",
                where=f"row {row}",
                expected="a header: one row with the names of the columns",
                remedy="Put a header above the first row, or take the file that has one; in exports"
                " of several files (Bulgaria: protocols.txt, votes.txt, sections.txt) a readme"
                " beside them names the columns, and votes and protocols are joined by the section",
            )
        )


def _extent(records: Sequence[Record], main: int) -> tuple[int, int]:
    """Return the first and the last row of the header around its fullest row."""
    last = main
    while last + 1 < min(len(records), main + DEEPEST) and _continues(records, main, last + 1):
        last += 1
    first = main
    if last == main and main and _needs_heading(records[main]) and _filled(records[main - 1]) > 1:
        first = main - 1
    return first, last


def _continues(records: Sequence[Record], main: int, place: int) -> bool:
    """Tell whether a row names columns under headings: words only, beside or below gaps above."""
    row, upper = records[place], records[main]
    words = [column for column, cell in enumerate(row) if cell.strip()]
    if len(words) < 2 or any(_NUMBER.match(row[column].strip()) for column in words):
        return False
    if not any(_NUMBER.match(cell.strip()) for rest in records[place + 1 :] for cell in rest):
        return False
    gaps = [column for column in range(len(row)) if not (upper[column : column + 1] or [""])[0]]
    under = [column for column in words if column in gaps]
    headings = [column for column in words if column + 1 in gaps and column + 1 in words]
    return bool(under) and len(under) + len(headings) >= len(words) - 1


def _needs_heading(row: Record) -> bool:
    """Tell whether the fullest row says too little: names twice, or none for some columns."""
    names = [cell.strip() for cell in row if cell.strip()]
    return len(set(names)) < len(names)


def _numbers_columns(row: Record) -> bool:
    """Tell whether a row counts the columns: "1", "2", "3", perhaps "A", "B" before them."""
    cells = [(place, cell.strip().rstrip(".")) for place, cell in enumerate(row) if cell.strip()]
    numbers = [(place, int(cell)) for place, cell in cells if re.fullmatch(r"[0-9]{1,3}", cell)]
    letters = [place for place, cell in cells if len(cell) == 1 and cell.isalpha()]
    if len(numbers) < FEWEST_NUMBERED or len(numbers) + len(letters) < len(cells):
        return False
    if not letters and all(number == place + 1 for place, number in numbers):
        return True
    first = numbers[0][0]
    from_one = [number for _, number in numbers] == list(range(1, len(numbers) + 1))
    return from_one and all(place < first for place in letters)


def _combined(rows: Sequence[Record]) -> list[str]:
    """Return one name per column of a header of several rows."""
    width = max(map(len, rows))
    grid = [[" ".join(cell.split()) for cell in row] + [""] * (width - len(row)) for row in rows]
    for upper, lower in itertools.pairwise(grid):
        for column in range(1, width):
            if not upper[column] and lower[column]:
                upper[column] = upper[column - 1]
    lowest = Counter(cell for cell in grid[-1] if cell)
    return [_name([row[column] for row in grid], lowest) for column in range(width)]


def _name(parts: Sequence[str], lowest: Counter[str]) -> str:
    """Choose what names a column: the lowest cell, the heading above it, or both."""
    said = list(dict.fromkeys(part for part in parts if part))
    if len(said) < 2:
        return said[0] if said else ""
    heading, own = " ".join(said[:-1]), said[-1]
    if lowest[own] > 1:
        plain = {match.role for match in matches(own)}
        return heading if plain & {*_VOTES} else f"{heading} {own}"
    counts = {match.role for match in matches(heading)}
    speaks = bool(counts) and not counts & {*_VOTES, "candidate name", "not needed"}
    own_count = any(match.role in COUNT_ROLES for match in matches(own))
    return f"{heading} {own}" if speaks and not own_count else own
