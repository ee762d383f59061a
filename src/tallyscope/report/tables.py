"""Tables that a reader can sort, filter and take away as CSV."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl
import polars.selectors as cs

TELLING_DIGITS = 4  # our choice: with so many, what rounds to zero is told as smaller
KEPT_DIGITS = 9  # our choice: every count up to a billion is whole
PRINTED_ROWS = 50  # our choice: rows on paper, and on the screen at a time


@dataclass(frozen=True)
class Column:
    """A column: its name in the frame, its heading, and how its values are printed.

    `digits` are decimals of a number; None for text. Long text gets more room than a name.
    """

    name: str
    heading: str
    digits: int | None = None
    long: bool = False


@dataclass(frozen=True)
class Table:
    """A table of the page.

    Attributes
    ----------
    id : str
        Unique on the page; also the name of the CSV file.
    caption : str
    columns : tuple of Column
    frame : polars.DataFrame
        Has the columns that `columns` name.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    frame: pl.DataFrame

    @property
    def rows(self) -> list[tuple[Any, ...]]:
        """All rows, in the order of the columns; what is not a number there is None."""
        finite = pl.when(cs.float().is_finite()).then(cs.float()).round_sig_figs(KEPT_DIGITS)
        return self.frame.select(column.name for column in self.columns).with_columns(finite).rows()

    @property
    def first(self) -> list[list[str]]:
        """The first rows as text, for readers without scripts and for paper."""
        return [
            [printed(value, column.digits) for value, column in zip(row, self.columns, strict=True)]
            for row in self.rows[:PRINTED_ROWS]
        ]

    @property
    def data(self) -> dict[str, Any]:
        """What the page's script sorts, filters and writes out."""
        return {
            "columns": [[column.heading, column.digits, column.long] for column in self.columns],
            "rows": self.rows,
            "page": PRINTED_ROWS,
            "telling": TELLING_DIGITS,
        }


def printed(value: Any, digits: int | None) -> str:
    """Return a cell as text; the page's script prints in the same way.

    Examples
    --------
    >>> printed(-1234.5678, 1), printed(-0.3, 0), printed(3e-9, 4), printed(None, 0)
    ('−1,234.6', '0', '<0.0001', '–')
    """
    if value is None:
        return "–"
    if digits is None:
        return str(value)
    if digits >= TELLING_DIGITS and 0 < value < 10**-digits:
        return f"<{10**-digits:.{digits}f}"
    return f"{round(value, digits) + 0.0:,.{digits}f}".replace("-", "−")
