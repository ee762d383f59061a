"""Which columns add up to which: the sums that results have to satisfy, and how often they do.

Everything here is about columns of counts and says in what share of the rows a sum holds. A sum
that holds in `HOLDS` of the rows is taken for a rule of the table: real protocols close in 97 to
100 percent of the stations, while two unrelated columns agree in next to none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tallyscope.sources.columns import Column, named
from tallyscope.tally import Counts

HOLDS = 0.95  # share of rows in which a sum must hold to be a rule of the table; our choice
SAMPLE_ROWS = 400  # rows on which sums are searched for before all rows are asked; our choice
# How far the share in such a sample may lie below the one in all rows: four standard errors.
SAMPLE_ERROR = 4 * (HOLDS * (1 - HOLDS) / SAMPLE_ROWS) ** 0.5
# Sums of neighbours are searched in tables up to this width; the search takes its cube. Our choice.
WIDEST = 120
# Coefficients this near to 0 or 1 count as such when a sum is searched by least squares. The sum
# is then checked in full, so that a wrong rounding only costs time. Our choice.
ROUNDING = 0.5

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Share:
    """In how many of the rows that could be asked something holds."""

    holding: int
    rows: int

    @property
    def is_rule(self) -> bool:
        """Whether it holds often enough to be a rule of the table."""
        return self.rows > 0 and self.holding >= HOLDS * self.rows

    def __str__(self) -> str:
        return f"{percent(self.holding, self.rows)} of {self.rows:,} rows"


def percent(part: int, whole: int) -> str:
    """Return a percentage that is 100% only if nothing is missing, and 0% only if all is.

    Examples
    --------
    >>> percent(96_765, 96_765), percent(96_764, 96_765), percent(2, 3)
    ('100%', '99.99%', '66.66%')
    """
    if part == whole:
        return "100%"
    if part == 0:
        return "0%"
    return f"{max(part * 10_000 // whole, 1) / 100:.2f}%"


def total(columns: Sequence[Column]) -> Counts:
    """Return the sum of columns by row, unknown counts as 0; int64 of shape (n,)."""
    summed = columns[0].counts.copy()
    for column in columns[1:]:
        summed += column.counts
    return summed


def all_known(columns: Sequence[Column]) -> Mask:
    """Return where every one of the columns is known; bool of shape (n,)."""
    known: Mask = np.logical_and.reduce([column.known for column in columns])
    return known


def any_known(columns: Sequence[Column]) -> Mask:
    """Return where at least one of the columns is known; bool of shape (n,)."""
    known: Mask = np.logical_or.reduce([column.known for column in columns])
    return known


def adds_up(
    parts: Sequence[Column], whole: Sequence[Column], *, holes: Sequence[Column] = ()
) -> Share:
    """Say in how many rows `parts` (and `holes`) add up to the sum of `whole`.

    Rows in which one of `parts` or `whole` is unknown, or everything is 0, are not asked. Unknown
    counts among `holes` are taken for 0: an option that was not on the ballot there.
    """
    left, right = total([*parts, *holes]), total(whole)
    asked = all_known([*parts, *whole]) & ((left > 0) | (right > 0))
    if holes:
        asked &= any_known(holes)
    return Share(int((asked & (left == right)).sum()), int(asked.sum()))


def not_below(upper: Sequence[Column], lower: Sequence[Column]) -> Share:
    """Say in how many rows the sum of `upper` is at least the sum of `lower`."""
    asked = all_known(upper) & any_known(lower)
    holds = total(upper) >= total(lower)
    return Share(int((asked & holds).sum()), int(asked.sum()))


def same(one: Column, other: Column) -> bool:
    """Tell whether two columns have the same counts in every row."""
    return bool(np.array_equal(one.known, other.known) and np.array_equal(one.counts, other.counts))


def filling(
    gaps: Sequence[Column], whole: Sequence[Column], parts: Sequence[Column]
) -> list[Column]:
    """Return the columns that fill what `parts` leave of `whole` on a sample of rows."""
    rows = _sample(whole)
    if not gaps or len(rows) == 0:
        return []
    left = total(whole)[rows] - total(parts)[rows]
    return [gap for gap in gaps if (gap.counts[rows] == left).mean() >= HOLDS - SAMPLE_ERROR]


def subset_adding_up(
    parts: Sequence[Column], whole: Sequence[Column], *, beside: Sequence[Column] = ()
) -> tuple[Column, ...]:
    """Find columns among `parts` that make up `whole`, less `beside`, as a rule; or none.

    Least squares on a sample of rows gives each part a coefficient, which is rounded to 0 or 1;
    all rows are asked before the answer counts. Columns of zeros between chosen ones belong to
    them: a party nobody voted for.
    """
    rows = _sample(whole)
    if not parts or len(rows) == 0:
        return ()
    system = np.stack([column.counts[rows] for column in parts], axis=1).astype(np.float64)
    target = total(whole)[rows] - (total(beside)[rows] if beside else 0)
    coefficients = np.linalg.lstsq(system, target.astype(np.float64), rcond=None)[0]
    chosen = [place for place, value in enumerate(coefficients) if value >= ROUNDING]
    if not chosen:
        return ()
    inside = range(chosen[0], chosen[-1] + 1)
    subset = tuple(
        parts[place] for place in inside if place in chosen or not parts[place].counts.any()
    )
    if len(subset) == 1 < len(parts):
        return ()  # a column that equals the sum is the sum under another name
    return subset if adds_up(beside, whole, holes=subset).is_rule else ()


def runs_adding_up(columns: Sequence[Column]) -> Iterator[tuple[tuple[Column, ...], Column]]:
    """Yield runs of neighbouring columns that add up to another column, the longest first.

    The runs are searched on a sample of rows by differences of cumulative sums.
    """
    if not 3 <= len(columns) <= WIDEST:
        return
    rows = _sample(columns)
    if len(rows) == 0:
        return
    table = np.stack([column.counts[rows] for column in columns], axis=1)
    before = np.concatenate(
        [np.zeros((len(rows), 1), dtype=np.int64), np.cumsum(table, axis=1)], axis=1
    )
    for length in range(len(columns) - 1, 1, -1):
        for start in range(len(columns) - length + 1):
            run = before[:, start + length] - before[:, start]
            agrees = (table == run[:, None]).mean(axis=0) >= HOLDS - SAMPLE_ERROR
            for place in np.flatnonzero(agrees).tolist():
                if not start <= place < start + length:
                    found = tuple(columns[start : start + length])
                    if adds_up((), [columns[place]], holes=found).is_rule:
                        yield found, columns[place]


def pairs_adding_up(part: Column, columns: Sequence[Column]) -> Iterator[tuple[Column, Column]]:
    """Yield columns (A, B) with ``part + A = B`` as a rule."""
    others = [column for column in columns if column is not part and column.counts.any()]
    rows = _sample([part])
    if len(rows) == 0:
        return
    for one in others:
        summed = part.counts[rows] + one.counts[rows]
        for whole in others:
            agrees = (whole.counts[rows] == summed).mean() >= HOLDS - SAMPLE_ERROR
            if whole is not one and agrees and adds_up([part, one], [whole]).is_rule:
                yield one, whole


def sentence(parts: Sequence[Column], whole: str, share: Share) -> str:
    """Return how a sum is told: ``'Yes', 'No' add up to 'Valid' in 100% of 96,765 rows``."""
    if len(parts) == 1:
        return f"{named(parts)} equals {whole} in {share}"
    many = f"{len(parts)} columns {named(parts)}" if len(parts) > 3 else named(parts)
    return f"{many} add up to {whole} in {share}"


def _sample(columns: Sequence[Column]) -> npt.NDArray[np.int64]:
    """Return up to `SAMPLE_ROWS` rows, evenly spread, in which something was counted."""
    filled = np.flatnonzero(total(columns) > 0)
    if len(filled) <= SAMPLE_ROWS:
        return filled.astype(np.int64)
    return filled[np.linspace(0, len(filled) - 1, SAMPLE_ROWS).astype(np.int64)]
