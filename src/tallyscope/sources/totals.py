"""Rows that sum up other rows.

A total is recognised by arithmetic: all its counts equal the sums over the other rows of its
place, or of the whole table (for every count, twice the row is the sum of the group with the row
in it). The places are gone through from the finest level to the whole, totals that were found
left out, so that totals of districts, regions and the country may stand in one table. A name such
as "Total" or "Итого" is a second witness. Both: the row is set aside. Only one: a fault, because
the row may be a station or a total of rows that are not there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import Fault
from tallyscope.sources.cells import BLANK_MARKERS
from tallyscope.sources.columns import Column, numbered
from tallyscope.sources.headers import says_total, total_words
from tallyscope.sources.ledger import SHOWN_PER_KIND, Ledger, Mask
from tallyscope.tally import Counts

# A total without a name needs at least two filled rows beside it, or every pair of equal stations
# would be one.
SMALLEST_GROUP = 3
Whole = npt.NDArray[np.integer]
# Rows with fewer counts above 0 are equal to a sum by accident too easily. Our choice.
FEWEST_COUNTS = 2
# Weights of the fingerprint are below this: sums over a country's counts then fit into 64 bits.
_WEIGHTS_BELOW = 1 << 20


@dataclass(frozen=True, eq=False)
class NamedRows:
    """Names of the rows of a table with n rows.

    Attributes
    ----------
    rows : int
    levels : sequence of Column
        Names of the places that contain the rows, largest first.
    unit : polars.Series or None
        Names of the units; null where empty.
    """

    rows: int
    levels: Sequence[Column]
    unit: pl.Series | None


def set_totals_aside(
    names: NamedRows, counts: Sequence[Whole], known: Sequence[Mask], ledger: Ledger
) -> None:
    """Set totals rows aside, or write down a fault where only name or arithmetic speaks.

    Parameters
    ----------
    names : NamedRows
    counts : m arrays of whole numbers, shape (n,)
        All counts of each row, unknown ones as 0.
    known : m bool arrays, shape (n,)
        Which of them are known.
    ledger : Ledger
    """
    called, blank = _called_total(names)
    by_sum = _sums_of_others(names.levels, counts, called)
    by_block = called & ~by_sum & _sums_of_blocks(called | by_sum, counts, known)
    clear = (by_sum & (called | blank)) | by_block
    number = ledger.set_aside(clear, "totals row: its counts are the sums of other rows")
    ledger.repair(
        "totals rows set aside", number, "name and counts both say that they sum up other rows"
    )
    _doubt(
        by_sum & ~clear,
        ledger,
        "all counts of the row are the sums over the other rows of its place, but it is not"
        " called a total",
    )
    _doubt(
        called & ~clear & (_filled(counts) > 0),
        ledger,
        "the row is called a total, but its counts are not the sums of other rows",
    )


def _doubt(mask: Mask, ledger: Ledger, found: str) -> None:
    places = np.flatnonzero(mask & ledger.live)
    faults = [
        Fault(
            found,
            where=ledger.row(place),
            expected="stations only, or totals that are named and add up",
            remedy="Delete the row if it is a total; otherwise correct its name or its counts",
        )
        for place in places[:SHOWN_PER_KIND]
    ]
    ledger.fault(faults, len(places) - len(faults), "rows that may be totals")


def _called_total(names: NamedRows) -> tuple[Mask, Mask]:
    """Return the rows with a name of a total, and the rows in which a name is empty.

    The name of a level counts only where the unit has none: a district may be called Suma.
    """
    called = np.zeros(names.rows, dtype=np.bool_)
    blank = np.zeros(names.rows, dtype=np.bool_)
    for level in names.levels:
        called |= _says_total(level.places)
        blank |= level.places.is_null().to_numpy()
    if names.unit is not None:
        nameless = names.unit.is_null() | names.unit.str.to_lowercase().is_in(BLANK_MARKERS)
        empty = nameless.fill_null(value=True).to_numpy()
        called = _says_total(names.unit) | (called & empty)
        blank |= empty
    return called, blank


def _says_total(column: pl.Series) -> Mask:
    different = column.drop_nulls().unique()
    likely = different.filter(different.str.normalize("NFKD").str.contains(_beginnings()))
    totals = [name for name in likely if says_total(name)]
    return column.is_in(totals).fill_null(value=False).to_numpy()


@cache
def _beginnings() -> str:
    """Return how names of totals begin; only such names are looked at word by word: it is slow."""
    return rf"(?i)^[\W_]*(?:ł|{'|'.join(sorted({word[:3] for word in total_words()}))})"


def _sums_of_others(levels: Sequence[Column], counts: Sequence[Whole], called: Mask) -> Mask:
    """Return the rows whose counts are the sums of the other rows of their place.

    Rows that are called totals may sum up a single row.
    """
    rows, width = len(called), len(counts)
    found = np.zeros(rows, dtype=np.bool_)
    weights = np.random.default_rng(0).integers(1, _WEIGHTS_BELOW, width)
    marks = np.zeros(rows, dtype=np.int64)
    for column, weight in zip(counts, weights, strict=True):
        marks += column * weight
    filled = _filled(counts)
    for places in _groupings(levels):
        groups = _groups(places, rows)
        live = (marks > 0) & ~found
        sums, sizes = _group_sums(groups, np.where(live, marks, 0), live)
        likely = live & (2 * marks == sums) & (sizes >= np.where(called, 2, SMALLEST_GROUP))
        likely &= filled >= min(FEWEST_COUNTS, width)
        for row in np.flatnonzero(likely):
            place = (groups == groups[row]) & live
            found[row] = all(2 * int(column[row]) == column[place].sum() for column in counts)
    return found


def _filled(counts: Sequence[Whole]) -> npt.NDArray[np.int32]:
    """Return how many counts of each row are above 0; shape (n,)."""
    filled = np.zeros(len(counts[0]), dtype=np.int32)
    for column in counts:
        filled += column > 0
    return filled


def _groupings(levels: Sequence[Column]) -> Iterator[Sequence[Column]]:
    """Yield the levels by which rows are grouped, finest places first, at last none at all.

    Single levels are asked too: a total of a region may have any name for its district.
    """
    for depth in range(len(levels), 1, -1):
        yield levels[:depth]
    for level in reversed(levels):
        yield [level]
    yield []


def _groups(levels: Sequence[Column], rows: int) -> npt.NDArray[np.int32]:
    """Return the number of the place of each row; shape (n,)."""
    return numbered(levels)[0] if levels else np.zeros(rows, dtype=np.int32)


def _group_sums(
    groups: npt.NDArray[np.int32], marks: Counts, live: Mask
) -> tuple[Counts, npt.NDArray[np.intp]]:
    """Return the sum of the marks of each row's place, and how many rows of it there are."""
    number = int(groups.max(initial=0)) + 1
    sums = np.zeros(number, dtype=np.int64)
    np.add.at(sums, groups, marks)  # bincount would add up in float64, which is too short
    return sums[groups], np.bincount(groups[live], minlength=number)[groups]


def _sums_of_blocks(totals: Mask, counts: Sequence[Whole], known: Sequence[Mask]) -> Mask:
    """Return the totals that sum up the block of rows since, or until, the next total.

    Totals rows often leave a count out; only what they have is compared.
    """
    places = np.flatnonzero(totals)
    result = np.zeros(len(totals), dtype=np.bool_)
    if not len(places):
        return result
    above, below, whole = (np.ones(len(places), dtype=np.bool_) for _ in range(3))
    for column, is_known in zip(counts, known, strict=True):
        own, empty = column[places], ~is_known[places]
        before = np.concatenate([[0], np.where(totals, 0, column).cumsum(dtype=np.int64)])
        starts = np.concatenate([[0], places[:-1]])
        above &= (own == before[places] - before[starts]) | empty
        ends = np.concatenate([places[1:], [len(totals)]])
        below &= (own == before[ends] - before[places]) | empty
        whole &= (own == before[-1]) | empty
    enough = _filled([column[places] for column in counts]) >= min(FEWEST_COUNTS, len(counts))
    result[places] = (above | below | whole) & enough
    return result
