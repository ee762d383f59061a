"""What becomes of every row: kept, or set aside with a reason; what was repaired; what is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tallyscope.errors import Fault
from tallyscope.tally import Repair

Mask = npt.NDArray[np.bool_]
SHOWN_PER_KIND = 100  # faults of one kind told one by one, then a count; our choice


class Ledger:
    """The account of the rows of one table while it is built into a tally.

    Parameters
    ----------
    rows : int64 array, shape (n,)
        Row numbers as the user sees them.
    files : sequence of str, length n or 0
        File of each row, if the table was joined of several.
    """

    def __init__(self, rows: npt.NDArray[np.int64], files: Sequence[str] = ()) -> None:
        self.rows = rows
        self.files = files
        self.reasons: npt.NDArray[np.object_] = np.full(len(rows), "", dtype=np.object_)
        self.live: Mask = np.ones(len(rows), dtype=np.bool_)
        self.repairs: list[Repair] = []
        self.faults: list[Fault] = []

    def row(self, place: int) -> str:
        """Return how a message names a row: by its file, too, if there are several."""
        number = f"row {self.rows[place]:,}"
        return f"{self.files[place]}, {number}" if self.files else number

    def set_aside(self, mask: Mask, reason: str) -> int:
        """Set the rows of a mask aside that are still there; return how many."""
        moved = mask & self.live
        self.reasons[moved] = reason
        self.live &= ~moved
        return int(moved.sum())

    def repair(self, what: str, count: int, why: str) -> None:
        """Write down that something was read through or filled in, if it was."""
        if count:
            self.repairs.append(Repair(what, count, why))

    def fault(self, faults: Sequence[Fault], hidden: int, of: str) -> None:
        """Write down faults of one kind, and how many more of it there are."""
        self.faults += faults
        if hidden:
            self.faults.append(Fault(f"{hidden:,} more {of}"))

    def reasons_told(self) -> str:
        """Return the reasons with their number of rows, the commonest first."""
        told = Counter(str(reason) for reason in self.reasons[~self.live])
        return "; ".join(f"{number:,} × {reason}" for reason, number in told.most_common())
