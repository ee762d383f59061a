"""Counts that are missing, cells that are no counts, and what may be concluded for them.

* A choice that is missing where the valid votes are known, and the other choices add up to them
  exactly, was not on that ballot: 0, and told.
* A count that is missing in more than `HALF` of the rows with data is not reported: None.
* Any other hole sets the unit aside; a row without any count was not published.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tallyscope.errors import Fault
from tallyscope.sources.arithmetic import all_known, percent, total
from tallyscope.sources.cells import LARGEST_COUNT
from tallyscope.sources.columns import Column
from tallyscope.sources.ledger import SHOWN_PER_KIND, Ledger, Mask
from tallyscope.tally import COUNT_NAMES, CountName, Counts

HALF = 0.5  # a count that is missing more often is not reported; our choice
SHOWN_CHOICES = 3  # choices named in a reason, then a count; our choice

NO_DATA = "no data published"
_WRONG = {
    "negative": ("the count is negative: {}", "0 or more"),
    "fraction": ("{} is no whole number", "a whole number"),
    "too large": ("{} is too large for a count", f"at most {LARGEST_COUNT:,}"),
    "thousands or decimals": ("{} may have thousands or decimals", "a number without separators"),
    "not a number": ("{!r} is no number", "a whole number, or an empty cell"),
}
_REMEDY = "Correct the cell; leave it empty if the count is unknown"


@dataclass(eq=False)
class Filled:
    """The counts of n rows.

    Attributes
    ----------
    counts : mapping of count name to int64 array, shape (n,)
        0 where unknown.
    known : mapping of count name to bool array, shape (n,)
    votes : list of k arrays of whole numbers, shape (n,)
        In as few bytes as they were read in.
    votes_known : list of k bool arrays, shape (n,)
    """

    counts: dict[CountName, Counts]
    known: dict[CountName, Mask]
    votes: list[npt.NDArray[np.integer]]
    votes_known: list[Mask]

    @property
    def columns(self) -> list[npt.NDArray[np.integer]]:
        """All counts and votes, each of shape (n,)."""
        return [*self.counts.values(), *self.votes]

    @property
    def columns_known(self) -> list[Mask]:
        """Which of them are known."""
        return [*self.known.values(), *self.votes_known]

    def give_up(self, rows: npt.NDArray[np.intp]) -> tuple[dict[CountName, Counts], Counts]:
        """Return the counts and votes (shape (m, k)) of m rows in this order, read-only int64.

        Column by column, each forgotten: there may be no room for all of them twice.
        """
        self.known, self.votes_known = {}, []
        counts = {name: _fixed(self.counts.pop(name)[rows]) for name in [*self.counts]}
        votes = np.empty((len(rows), len(self.votes)), dtype=np.int64)
        for place in range(len(self.votes)):
            votes[:, place] = self.votes.pop(0)[rows]
        return counts, _fixed(votes)


def _fixed(counts: Counts) -> Counts:
    counts.flags.writeable = False
    return counts


def added(votes: Sequence[npt.NDArray[np.integer]]) -> Counts:
    """Return the sum of columns by row, int64 of shape (n,)."""
    summed = np.zeros(len(votes[0]), dtype=np.int64)
    for column in votes:
        summed += column
    return summed


def filled_from(
    counts: Mapping[CountName, Sequence[Column]],
    choices: Sequence[Column],
    gap: Column | None,
    ledger: Ledger,
) -> Filled:
    """Take the counts out of their columns, and write down what is wrong or missing."""
    for column in {c.position: c for group in (*counts.values(), choices) for c in group}.values():
        write_down_cells(column, ledger)
    votes = [column.stored for column in choices]
    votes_known = [column.known for column in choices]
    if "valid" in counts:
        target = total(counts["valid"]) - (gap.counts if gap is not None else 0)
        votes_known = _with_those_not_on_ballot(
            votes, votes_known, target, all_known(counts["valid"]), choices, ledger
        )
    filled = {name: total(counts[name]) for name in COUNT_NAMES if name in counts}
    known = {name: all_known(counts[name]) for name in COUNT_NAMES if name in counts}
    with_data = _anywhere([*votes_known, *known.values()])
    for name in [*filled]:
        if _not_reported(name, known[name], with_data, ledger):
            del filled[name], known[name]
    return Filled(filled, known, votes, votes_known)


def set_holes_aside(filled: Filled, choices: Sequence[Column], ledger: Ledger) -> None:
    """Set aside every unit in which a count is missing."""
    names = [*filled.counts]
    rows = len(ledger.live)
    holes = np.flatnonzero(_anywhere([~known for known in filled.columns_known]) & ledger.live)
    if not len(holes):
        return
    missing = ~np.column_stack([known[holes] for known in filled.columns_known])
    patterns, of = np.unique(missing, axis=0, return_inverse=True)
    for number, pattern in enumerate(patterns):
        mask = np.zeros(rows, dtype=np.bool_)
        mask[holes[of.ravel() == number]] = True
        ledger.set_aside(mask, _reason(pattern, names, choices))


def _reason(pattern: Mask, names: Sequence[str], choices: Sequence[Column]) -> str:
    if pattern.all():
        return NO_DATA
    counts = [name for name, hole in zip(names, pattern, strict=False) if hole]
    votes = [
        column.name for column, hole in zip(choices, pattern[len(names) :], strict=True) if hole
    ]
    if len(votes) == len(choices):
        # the counts that follow from votes are missing with them; what else is missing is told
        others = [name for name in counts if name == "registered"]
        return " and ".join([*others, "votes"]) + " missing"
    told = [f"{' and '.join(counts)} missing"] if counts else []
    if votes:
        shown = ", ".join(votes[:SHOWN_CHOICES])
        more = len(votes) - SHOWN_CHOICES
        told.append(f"votes missing: {shown}" + (f" and {more} more" if more > 0 else ""))
    return "; ".join(told)


def write_down_cells(column: Column, ledger: Ledger) -> None:
    """Write down what was read through in a column of counts, and the cells that are no counts."""
    assert column.numbers is not None
    for repair in column.numbers.repairs:
        ledger.repair(f"{repair.what} in '{column.name}'", repair.count, repair.why)
    bad = column.numbers.bad
    faults = [
        Fault(
            _WRONG[problem][0].format(cell),
            where=f"{ledger.row(index)}, column '{column.name}'",
            expected=_WRONG[problem][1],
            remedy=_REMEDY,
        )
        for index, cell, problem in bad.head(SHOWN_PER_KIND).iter_rows()
    ]
    ledger.fault(faults, bad.height - len(faults), f"such cells in column '{column.name}'")


def _with_those_not_on_ballot(
    votes: Sequence[npt.NDArray[np.integer]],
    known: Sequence[Mask],
    target: Counts,
    target_known: Mask,
    choices: Sequence[Column],
    ledger: Ledger,
) -> list[Mask]:
    """Return which votes are known, with those of missing choices that were not on the ballot."""
    closes = target_known & (added(votes) == target) & (_anywhere(known) | (target == 0))
    absent = [~there & closes for there in known]
    names = [column.name for column, gone in zip(choices, absent, strict=True) if gone.any()]
    ledger.repair(
        f"votes taken as 0 for choices that were not on the ballot: {', '.join(names[:10])}",
        int(_anywhere(absent).sum()),
        "the valid votes are known there, and the other choices add up to them exactly",
    )
    return [
        there | gone if gone.any() else there for there, gone in zip(known, absent, strict=True)
    ]


def _anywhere(masks: Sequence[Mask]) -> Mask:
    """Return the rows that one of the masks has; there may be no room for all of them stacked."""
    found = masks[0].copy()
    for mask in masks[1:]:
        found |= mask
    return found


def _not_reported(name: str, known: Mask, with_data: Mask, ledger: Ledger) -> bool:
    rows = int(with_data.sum())
    missing = int((with_data & ~known).sum())
    if not rows or missing <= HALF * rows:
        return False
    ledger.repair(
        f"{name} taken as not reported",
        rows - missing,
        f"it is missing in {percent(missing, rows)} of the {rows:,} rows with data",
    )
    return True
