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
MOST_CODES = 2
FIRST_ROWS = 1_000  # in which nearly every column has two names, if it has them at all; our choice
_UNTIDY = r"^\s|\s$|\s\s|[^\S ]|^$"  # blanks that are no part of a name, or nothing else
Places = npt.NDArray[np.int32]  # of rows: a table of 2^31 rows is larger than any text that is read


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
    def stored(self) -> npt.NDArray[np.integer]:
        """The same in as few bytes as they were read in; for tables of many columns."""
        assert self.numbers is not None
        return self.numbers.stored

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Whether there is a count."""
        assert self.numbers is not None
        return self.numbers.known

    @cached_property
    def places(self) -> pl.Series:
        """The cells as names of places: strings without outer blanks, null where empty."""
        text = as_text(self.cells)
        if self._is_tidy:
            return text
        text = text.str.strip_chars().str.replace_all(r"\s+", " ")
        return text.set(text == "", None)

    @cached_property
    def _is_tidy(self) -> bool:
        """Whether the cells stand as names do; a large table has no room for a copy of them."""
        if self.cells.dtype not in (pl.String, pl.Categorical):
            return True
        repeat = self.cells.dtype == pl.Categorical
        different = as_text(self.cells.drop_nulls().unique()) if repeat else self.cells
        return not different.str.contains(_UNTIDY).any()

    @cached_property
    def keys(self) -> pl.Series:
        """Something that is equal in two rows where the places are, and takes less."""
        if self.cells.dtype.is_integer():
            return self.cells
        if self.cells.dtype != pl.Categorical:
            return self.places
        return self.cells if self._is_tidy else self.places.cast(pl.Categorical)

    @cached_property
    def distinct(self) -> int:
        """How many different names of places there are."""
        return self.keys.drop_nulls().n_unique()

    @cached_property
    def has_one_name(self) -> bool:
        """Whether all filled cells have the same name; most columns tell in their first rows."""
        head = replace(self, cells=self.cells.head(FIRST_ROWS))
        return head.distinct <= 1 and self.distinct == 1

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


def numbered(columns: Sequence[Column]) -> tuple[Places, Places]:
    """Number the different names, or combinations of names, in the order in which they come.

    Parameters
    ----------
    columns : sequence of Column
        At least one.

    Returns
    -------
    numbers : int32 array, shape (n,)
        Number of the name of each row, from 0.
    firsts : int32 array, shape (number of different names,)
        Row in which each comes first.
    """
    numbers, firsts = first_come(_codes(columns[0].keys))
    for column in columns[1:]:
        own, different = first_come(_codes(column.keys))
        if len(different) == 1:
            continue
        both = numbers.astype(np.int64)
        both *= len(different)
        both += own
        numbers, firsts = first_come(both)
    return numbers, firsts


def first_come(codes: npt.NDArray[np.integer]) -> tuple[Places, Places]:
    """Number whole numbers, 0 or more, as `numbered` does names."""
    rows = len(codes)
    if codes.max(initial=0) > MOST_CODES * rows:
        codes = pl.Series(codes).rank("dense").to_numpy()
    first = np.full(int(codes.max(initial=0)) + 1, rows, dtype=np.int32)
    # of several rows the last one written is kept: the first row
    first[codes[::-1]] = np.arange(rows - 1, -1, -1, dtype=np.int32)
    there = np.flatnonzero(first < rows)
    order = there[np.argsort(first[there])]
    numbers = np.zeros(len(first), dtype=np.int32)
    numbers[order] = np.arange(len(order), dtype=np.int32)
    return numbers[codes], first[order]


def _codes(keys: pl.Series) -> npt.NDArray[np.integer]:
    """Return a number for each different key, 0 where it is null."""
    if keys.dtype == pl.Categorical:
        codes = keys.to_physical()
    elif keys.dtype.is_signed_integer():
        least, most = keys.min(), keys.max()
        assert isinstance(least, int | None)
        assert isinstance(most, int | None)
        span = (most or 0) - (least or 0)
        codes = keys.cast(pl.Int64) - (least or 0) if span < LARGEST_COUNT else keys.rank("dense")
    else:
        codes = keys.rank("dense")
    if codes.null_count():
        return (codes.cast(pl.Int64) + 1).fill_null(0).to_numpy()
    return codes.to_numpy()


def named(columns: Sequence[Column], *, most: int = 6) -> str:
    """Return the names of columns for a message: long ones cut, of many the first and the last."""
    names = [f"'{_cut(column.name)}'" for column in columns]
    if len(names) > most:
        names = [*names[: most - 2], f"… {len(names) - most + 1} more …", names[-1]]
    return ", ".join(names)


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
