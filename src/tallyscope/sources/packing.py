"""Columns of text packed part by part, so that a large table takes a fraction of its text.

A column whose every cell is a whole number, written as numbers are, becomes one of integers; one
whose cells repeat becomes one of categories; any other stays text. Cells can be told from a packed
column letter by letter, so that whoever reads it finds what the file has.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

# A column whose cells are different in more than this part of the first rows stays text: its
# categories would take more. Our choice.
MOSTLY_DIFFERENT = 0.5


class Packing:
    """A table to which rows are added.

    Parameters
    ----------
    names : sequence of str
        Names of its columns.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._parts: dict[str, list[pl.Series]] = {name: [] for name in names}
        self._text: set[str] = set()  # columns that stay text

    def add(self, frame: pl.DataFrame) -> None:
        """Add the rows of a table of text with these columns."""
        if not any(self._parts.values()):
            different = frame.select(pl.all().approx_n_unique()).row(0)
            most = MOSTLY_DIFFERENT * frame.height
            self._text = {
                name for name, number in zip(frame.columns, different, strict=True) if number > most
            }
        for name, parts in self._parts.items():
            parts.append(_packed(frame[name], stays_text=name in self._text))

    def frame(self) -> pl.DataFrame:
        """Return the table, and forget it."""
        return pl.DataFrame([_joined(self._parts.pop(name)) for name in [*self._parts]])


def _packed(cells: pl.Series, *, stays_text: bool) -> pl.Series:
    numbers = cells.cast(pl.Int64, strict=False)
    if numbers.null_count() == cells.null_count() and (numbers.cast(pl.String) == cells).all():
        small = numbers.cast(pl.Int32, strict=False)
        return small if small.null_count() == numbers.null_count() else numbers
    return cells if stays_text else cells.cast(pl.Categorical)


def _joined(parts: list[pl.Series]) -> pl.Series:
    """Join the parts of a column; they are given up one by one."""
    for kind in (pl.String, pl.Categorical, pl.Int64):
        if any(part.dtype == kind for part in parts):
            for place, part in enumerate(parts):
                # categories cannot be made of numbers at once
                text = part.cast(pl.String) if kind == pl.Categorical != part.dtype else part
                parts[place] = text.cast(kind)
            break
    return pl.concat(parts, rechunk=True)
