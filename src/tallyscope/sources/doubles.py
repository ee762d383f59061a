"""Rows that stand twice, and rows with more votes than ballots.

Publishers make a few such mistakes in a country's results. Up to `FEW` of the rows they are set
aside one by one; above, or if the user wants to be strict, the whole file is in doubt, and all of
them are faults.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import Fault
from tallyscope.sources.ledger import SHOWN_PER_KIND, Ledger, Mask
from tallyscope.tally import Counts

# Share of the rows up to which doubles, or rows with too many votes, are single mistakes. Our
# choice: well-regarded publications have up to 1.1 percent.
FEW = 0.02


def settle_doubles(
    units: pl.Series,
    counts: Sequence[npt.NDArray[np.integer]],
    ledger: Ledger,
    *,
    strict: bool,
) -> pl.Series:
    """Set aside copies of rows, and number the units that have one name and different counts.

    Parameters
    ----------
    units : polars.Series of str, length n
        Ids of the units.
    counts : m arrays of whole numbers, shape (n,)
        All counts of each row.
    ledger : Ledger
    strict : bool
        Whether every double is a fault.

    Returns
    -------
    polars.Series of str, length n
        The ids, unique among the rows that are left.
    """
    repeated = _repeated(units) & ledger.live
    if not repeated.any():
        return units
    places = np.flatnonzero(repeated)
    columns = {str(number): column[places] for number, column in enumerate(counts)}
    table = pl.DataFrame(columns).with_columns(unit=units[places])
    copies = ~_firsts(table)
    later = ~_firsts(table.select("unit"))
    if not later.any():
        return units
    if strict or int(later.sum()) > FEW * len(units):
        _doubt_doubles(units, places[later], copies[later], ledger)
        return units
    mask = np.zeros(len(units), dtype=np.bool_)
    mask[places[copies]] = True
    ledger.set_aside(mask, "duplicate row: the same unit with the same counts stands before it")
    return _numbered(units, places[later & ~copies], ledger)


def set_excess_aside(
    votes: Counts, limit: Counts, *, of: str, ledger: Ledger, strict: bool
) -> None:
    """Set aside the units with more votes than `limit`.

    Parameters
    ----------
    votes, limit : int64 array, shape (n,)
        What was counted, and what it cannot exceed.
    of : str
        Both in words: "votes than ballots".
    ledger : Ledger
    strict : bool
        Whether every such unit is a fault.
    """
    excess = (votes > limit) & ledger.live
    number = int(excess.sum())
    if not (strict and number) and number <= FEW * len(votes):
        ledger.set_aside(excess, f"more {of}")
        return
    places = np.flatnonzero(excess)
    faults = [
        Fault(
            f"there are more {of}: {votes[place]:,} against {limit[place]:,}",
            where=ledger.row(place),
            expected=f"no more {of}",
            remedy="Correct the row, or name the right columns with --columns",
        )
        for place in places[:SHOWN_PER_KIND]
    ]
    ledger.fault(faults, number - len(faults), f"rows with more {of}")


def _repeated(names: pl.Series) -> Mask:
    """Return where a name stands that stands elsewhere, too; bool of shape (n,).

    The names themselves are compared only where their hashes are equal, which takes less.
    """
    hashes = names.hash().to_numpy()
    ordered = np.sort(hashes)
    twice = ordered[1:][ordered[1:] == ordered[:-1]]
    repeated = np.zeros(len(names), dtype=np.bool_)
    if len(twice):
        places = np.flatnonzero(np.isin(hashes, twice))
        repeated[places] = names[places].is_duplicated().to_numpy()
    return repeated


def _firsts(table: pl.DataFrame) -> Mask:
    """Return where a row stands for the first time; bool of shape (n,)."""
    first = table.select(pl.struct(pl.all()).is_first_distinct()).to_series()
    return first.to_numpy()


def _doubt_doubles(units: pl.Series, places: Counts, copies: Mask, ledger: Ledger) -> None:
    faults = []
    for place, copy in list(zip(places, copies, strict=True))[:SHOWN_PER_KIND]:
        same = "with the same counts" if copy else "with other counts"
        faults.append(
            Fault(
                f"the unit '{units[int(place)]}' stands here again, {same}",
                where=ledger.row(place),
                expected="every unit once",
                remedy="Delete the copy, or name the columns that tell the units apart:"
                " --levels or --columns unit=COLUMN",
            )
        )
    ledger.fault(faults, len(places) - len(faults), "units that stand there again")


def _numbered(units: pl.Series, places: Counts, ledger: Ledger) -> pl.Series:
    """Number the later of units with one name and different counts: "Name (2)"."""
    taken = set(units)
    names = units.to_list()
    for place in places:
        number = 2
        while f"{names[place]} ({number})" in taken:
            number += 1
        names[place] = f"{names[place]} ({number})"
        taken.add(names[place])
    ledger.repair(
        "units with one name and different counts numbered “(2)”",
        len(places),
        "they may be different stations; both are kept",
    )
    return pl.Series(units.name, names, dtype=pl.String)
