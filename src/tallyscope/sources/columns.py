"""The columns of a results file: name, place, kind of cells, and what the header speaks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.sources.cells import LARGEST_COUNT, Kind, Numbers, examine
from tallyscope.sources.headers import Match, matches
from tallyscope.sources.table import as_text
from tallyscope.sources.words import HeaderRole
from tallyscope.tally import Counts

LONGEST_NAME = 48  # letters of a header that a message shows; our choice
# Codes that are larger than so many times the number of rows are ranked first. Our choice.
MOST_CODES = 4


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a results file.

    Attributes
    ----------
    name : str
        Header with blanks collapsed; unique in the file.
    position : int
        Place in the file, from 1.
    cells : polars.Series
        Cells as the file has them.
    kind : str
        See `cells.examine`.
    numbers : Numbers or None
        Set if `kind` is "counts".
    said : tuple of Match
        Roles that the header speaks for.
    """

    name: str
    position: int
    cells: pl.Series
    kind: Kind
    numbers: Numbers | None
    said: tuple[Match, ...]

    @property
    def counts(self) -> Counts:
        """The counts, 0 where there is none."""
        assert self.numbers is not None
        return self.numbers.counts

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Whether there is a count."""
        assert self.numbers is not None
        return self.numbers.known

    @cached_property
    def places(self) -> pl.Series:
        """The cells as names of places: strings without outer blanks, null where empty."""
        text = as_text(self.cells).str.strip_chars().str.replace_all(r"\s+", " ")
        return text.set(text == "", None)

    @cached_property
    def keys(self) -> pl.Series:
        """Something that is equal in two rows where the places are, and takes less."""
        if self.cells.dtype.is_integer():
            return self.cells
        if self.cells.dtype != pl.Categorical:
            return self.places
        different = as_text(self.cells.drop_nulls().unique())
        untidy = different.str.contains(r"^\s|\s$|\s\s|[^\S ]|^$").any()
        return self.places.cast(pl.Categorical) if untidy else self.cells

    @cached_property
    def distinct(self) -> int:
        """How many different names of places there are."""
        return self.keys.drop_nulls().n_unique()

    @property
    def values(self) -> pl.Series:
        """The cells as they are kept in a tally: text that is all numbers as numbers."""
        if self.cells.dtype == pl.Categorical:
            return replace(self, cells=as_text(self.cells)).values
        if self.cells.dtype != pl.String:
            return self.cells.cast(pl.Int64) if self.cells.dtype == pl.Int32 else self.cells
        if self.numbers is not None and self.numbers.bad.is_empty():
            kept = pl.Series(self.name, self.counts, dtype=pl.Int64).set(
                pl.Series(~self.known), None
            )
            return self.cells if self.numbers.looks_like_code else kept
        text = self.places.str.replace(",", ".", literal=True)
        numbers = text.cast(pl.Float64, strict=False)
        return self.cells if numbers.null_count() > text.null_count() else numbers

    @property
    def is_number(self) -> bool:
        """Whether the cells are counts."""
        return self.numbers is not None

    def match(self, *roles: HeaderRole) -> Match | None:
        """Return what the header says for one of the roles, if it does."""
        return next((match for match in self.said if match.role in roles), None)


def columns_of(frame: pl.DataFrame) -> tuple[Column, ...]:
    """Examine every column of a table."""
    found = []
    for position, cells in enumerate(frame.get_columns(), 1):
        kind, numbers = examine(cells)
        found.append(Column(cells.name, position, cells, kind, numbers, matches(cells.name)))
    return tuple(found)


def numbered(columns: Sequence[Column]) -> tuple[Counts, Counts]:
    """Number the different names, or combinations of names, in the order in which they come.

    Parameters
    ----------
    columns : sequence of Column
        At least one.

    Returns
    -------
    numbers : int64 array, shape (n,)
        Number of the name of each row, from 0.
    firsts : int64 array, shape (number of different names,)
        Row in which each comes first.
    """
    numbers, firsts = first_come(_codes(columns[0].keys))
    for column in columns[1:]:
        own, different = first_come(_codes(column.keys))
        numbers, firsts = first_come(numbers * len(different) + own)
    return numbers, firsts


def first_come(codes: Counts) -> tuple[Counts, Counts]:
    """Number whole numbers, 0 or more, as `numbered` does names."""
    rows = len(codes)
    if codes.max(initial=0) > MOST_CODES * rows:
        codes = pl.Series(codes).rank("dense").to_numpy().astype(np.int64)
    first = np.full(codes.max(initial=0) + 1, rows)
    first[codes[::-1]] = np.arange(rows)[::-1]  # of several the last is kept: the first row
    there = np.flatnonzero(first < rows)
    order = there[np.argsort(first[there])]
    numbers = np.zeros(len(first), dtype=np.int64)
    numbers[order] = np.arange(len(order))
    return numbers[codes], first[order]


def _codes(keys: pl.Series) -> Counts:
    """Return a number for each different key, 0 where it is null."""
    if keys.dtype == pl.Categorical:
        codes = keys.to_physical()
    elif keys.dtype.is_integer() and not keys.dtype.is_unsigned_integer():
        codes = keys.cast(pl.Int64)
        span = int(codes.max() or 0) - int(codes.min() or 0)  # type: ignore[arg-type]
        codes = codes - (codes.min() or 0) if span < LARGEST_COUNT else codes.rank("dense")
    else:
        codes = keys.rank("dense")
    return (codes.cast(pl.Int64) + 1).fill_null(0).to_numpy()


def named(columns: Sequence[Column], *, most: int = 6) -> str:
    """Return the names of columns for a message: long ones cut, of many the first and the last."""
    names = [f"'{_cut(column.name)}'" for column in columns]
    if len(names) > most:
        names = [*names[: most - 2], f"… {len(names) - most + 1} more …", names[-1]]
    return ", ".join(names)


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
