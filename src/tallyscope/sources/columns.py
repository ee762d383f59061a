"""The columns of a results file: name, place, kind of cells, and what the header speaks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.sources.cells import Kind, Numbers, examine
from tallyscope.sources.headers import Match, matches
from tallyscope.sources.words import HeaderRole
from tallyscope.tally import Counts

LONGEST_NAME = 48  # letters of a header that a message shows; our choice


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
        text = self.cells.cast(pl.String).str.strip_chars().str.replace_all(r"\s+", " ")
        return text.set(text == "", None)

    @cached_property
    def distinct(self) -> int:
        """How many different names of places there are."""
        return self.places.drop_nulls().n_unique()

    @property
    def values(self) -> pl.Series:
        """The cells as they are kept in a tally: text that is all numbers as numbers."""
        if self.cells.dtype != pl.String:
            return self.cells
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


def named(columns: Sequence[Column], *, most: int = 6) -> str:
    """Return the names of columns for a message: long ones cut, of many the first and the last."""
    names = [f"'{_cut(column.name)}'" for column in columns]
    if len(names) > most:
        names = [*names[: most - 2], f"… {len(names) - most + 1} more …", names[-1]]
    return ", ".join(names)


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
