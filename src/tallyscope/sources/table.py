"""A table as it was read, before anybody knows what its columns mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.sources.limits import refuse_wide
from tallyscope.tally import Repair


@dataclass(frozen=True, eq=False, kw_only=True)
class Table:
    """Rows and columns of one file.

    Attributes
    ----------
    frame : polars.DataFrame, n rows
        Cells as the file has them; column names are unique.
    rows : int64 array, shape (n,)
        Row numbers as a spreadsheet shows them: a header in the first line is row 1, the row
        below it row 2. Tables without a header line are numbered as if they had one.
    what, where, sha256 : str
        As in `tallyscope.tally.Source`.
    repairs : tuple of Repair
        What was done to get a table at all.
    files : tuple of str, length n or 0
        File of each row, if the table was joined of several.
    contest : str
        The contest that is wanted, if the table has several; empty for the only one.
    facts : mapping of str to str
        "title", "date" and the like, where the file tells them beside its table.
    roles : mapping of str to str
        What columns mean, in the form of ``--columns``, where the format itself says it.
    """

    frame: pl.DataFrame
    rows: npt.NDArray[np.int64]
    what: str
    where: str = ""
    sha256: str = ""
    repairs: tuple[Repair, ...] = ()
    files: tuple[str, ...] = ()
    contest: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of_frame(
        cls, frame: pl.DataFrame, *, what: str, where: str = "", contest: str = ""
    ) -> Self:
        """Make a table of a frame that has column names and no header line."""
        refuse_wide(frame.width)
        named = frame.rename(
            dict(zip(frame.columns, unique_names(frame.columns), strict=True)), strict=False
        )
        rows = np.arange(frame.height, dtype=np.int64) + 2
        table = cls(frame=named, rows=rows, what=what, where=where, contest=contest)
        return table.without_blank_rows()

    def kept(self, mask: npt.NDArray[np.bool_], repair: Repair | None = None) -> Self:
        """Return the rows where `mask` (bool, shape (n,)) holds, and write down why."""
        return replace(
            self,
            frame=self.frame.filter(mask),
            rows=self.rows[mask],
            files=tuple(np.array(self.files)[mask].tolist()) if self.files else (),
            repairs=self.repairs if repair is None else (*self.repairs, repair),
        )

    def repaired(self, *repairs: Repair) -> Self:
        """Write down what was done to get the table."""
        return replace(self, repairs=(*repairs, *self.repairs)) if repairs else self

    def without_blank_rows(self) -> Self:
        """Leave out the rows in which every cell is empty, and count them."""
        if not self.frame.width:
            return self
        empty = blank(self.frame.to_series(0))
        if not empty.any():
            return self
        suspects = empty.arg_true()
        wholly = self.frame[suspects].select(
            pl.all_horizontal(
                pl.all().is_null()
                | (pl.all().cast(pl.String, strict=False).str.strip_chars() == "")
            )
        )
        kept = np.ones(self.frame.height, dtype=np.bool_)
        kept[suspects.to_numpy()[wholly.to_series().fill_null(value=False).to_numpy()]] = False
        if kept.all():
            return self
        repair = Repair("blank rows left out", int((~kept).sum()), "every cell is empty")
        return self.kept(kept, repair)


def unique_names(headers: Sequence[str]) -> tuple[str, ...]:
    """Return headers with blanks collapsed, the empty ones and the doubles numbered.

    Examples
    --------
    >>> unique_names([" Votes  cast", "", "Total", "Total"])
    ('Votes cast', 'column 2', 'Total', 'Total (2)')
    """
    names: list[str] = []
    taken: set[str] = set()
    times: Counter[str] = Counter()
    for place, header in enumerate(headers, 1):
        base = name = " ".join(header.split()) or f"column {place}"
        while name in taken:
            times[base] += 1
            name = f"{base} ({times[base] + 1})"
        taken.add(name)
        names.append(name)
    return tuple(names)


def as_text(cells: pl.Series) -> pl.Series:
    """Return cells as the file has them, which `packing` may have made numbers or categories."""
    if cells.dtype == pl.Categorical:
        return _text_of_categories(cells)
    return cells if cells.dtype == pl.String else cells.cast(pl.String)


def _text_of_categories(cells: pl.Series) -> pl.Series:
    """Return categories as text; cells that are equal share their letters, as in no cast."""
    different = cells.drop_nulls().unique()
    if different.is_empty():
        return cells.cast(pl.String)
    numbers = different.to_physical().to_numpy()
    place = np.zeros(int(numbers.max()) + 1, dtype=np.uint32)
    place[numbers] = np.arange(len(numbers), dtype=np.uint32)
    places = pl.Series(place).gather(cells.to_physical())
    return different.cast(pl.String).gather(places).alias(cells.name)


def blank(cells: pl.Series) -> pl.Series:
    """Return where cells are empty, or have blanks only; bool of length n."""
    if cells.dtype == pl.Categorical:
        different = as_text(cells.drop_nulls().unique())
        blanks = different.filter(different.str.strip_chars() == "")
        return cells.is_null() | cells.is_in(blanks.implode()).fill_null(value=False)
    if cells.dtype != pl.String:
        return cells.is_null()
    return cells.is_null() | (cells.str.strip_chars() == "")
