"""Honest clerks who slip, or who like round numbers; neither knows whom it helps."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from tallyscope.errors import DataError, Fault
from tallyscope.simulate.awkward.voters import some_units
from tallyscope.stats.randomness import stream
from tallyscope.tally import COUNT_NAMES, Counts, Tally

# Challu, Seira and Simpser 2020, American Political Science Review 114:1039: more than 40% of
# Mexico's tallies are inconsistent, in favour of nobody.
WRONG = 0.4
FEW_BALLOTS, FEW = 0.6, 9  # our choice: share of slips by 1 to 9; of the others two digits swap
ROUND, HUNDREDS, ROUND_VOTES = 0.1, 0.5, 0.5  # our choice: clerks; by 100 and not 10; votes, too


def protocol_errors(tally: Tally, *, share: float = WRONG, seed: int = 0) -> Tally:
    """Put one slip of the pen into a share of all protocols.

    One number of the protocol, each as likely as the next, is written wrong: by 1 to 9 up or down,
    or with its last two digits swapped. Nothing is made to add up afterwards.
    """
    rng = stream(seed, "protocol_errors")
    units = some_units(tally, share, rng)
    sheet = _sheet_of(tally)
    numbers = sheet.numbers.copy()
    field = rng.integers(numbers.shape[1], size=len(units))
    right = numbers[units, field]
    by = rng.integers(1, FEW + 1, size=len(units)) * rng.choice([-1, 1], size=len(units))
    swapped = right // 100 * 100 + right % 10 * 10 + right // 10 % 10
    few = rng.random(len(units)) < FEW_BALLOTS
    numbers[units, field] = np.where(few, np.abs(right + by), swapped)
    return _tally_of(tally, sheet._replace(numbers=numbers))


def rounding_clerks(tally: Tally, *, share: float = ROUND, seed: int = 0) -> Tally:
    """Round lists, and in half of them votes, honestly in a share of all stations.

    Lists go to the nearest ten or hundred, upwards where ballots would exceed them. Votes of each
    choice go to the nearest ten, and the protocol is made to add up.

    Raises
    ------
    DataError
        If `share` is no share.
    """
    if not 0 <= share <= 1:
        raise DataError(Fault(f"share is {share:g}", expected="a share from 0 to 1"))
    rng = stream(seed, "rounding_clerks")
    units = some_units(tally, share, rng)
    base = np.where(rng.random(len(units)) < HUNDREDS, 100, 10)
    of_votes = units[rng.random(len(units)) < ROUND_VOTES]
    votes = tally.votes.copy()
    votes[of_votes] = _nearest(votes[of_votes], np.array(10))
    added = votes.sum(axis=1) - tally.votes.sum(axis=1)

    def plus(counts: Counts | None) -> Counts | None:
        return None if counts is None else counts + added

    issued, ballots, valid = plus(tally.issued), plus(tally.ballots), plus(tally.valid)
    registered = tally.registered
    if registered is not None:
        handed_out = next(c for c in (issued, ballots, valid) if c is not None)
        nearest = _nearest(registered[units], base)
        enough = -(-handed_out[units] // base) * base
        honest_excess = registered[units] < _handed_out(tally)[units]
        registered = registered.copy()
        registered[units] = np.where(honest_excess, nearest, np.maximum(nearest, enough))
    return replace(
        tally, votes=votes, registered=registered, issued=issued, ballots=ballots, valid=valid
    )


def _nearest(counts: Counts, base: Counts) -> Counts:
    nearest: Counts = (2 * counts + base) // (2 * base) * base
    return nearest


def _handed_out(tally: Tally) -> Counts:
    known = (tally.issued, tally.ballots, tally.valid)
    return next(counts for counts in known if counts is not None)


class _Sheet(NamedTuple):
    """All numbers of the protocols that clerks wrote, int64 of shape (n, f), votes last."""

    names: tuple[str, ...]
    numbers: Counts


def _sheet_of(tally: Tally) -> _Sheet:
    names = tuple(name for name in COUNT_NAMES if tally.has(name) and name not in tally.derived)
    columns = [getattr(tally, name) for name in names]
    return _Sheet(names, np.column_stack([*columns, tally.votes]))


def _tally_of(tally: Tally, sheet: _Sheet) -> Tally:
    written = {name: sheet.numbers[:, i] for i, name in enumerate(sheet.names)}
    votes = sheet.numbers[:, len(sheet.names) :]
    return replace(
        tally,
        votes=votes,
        registered=written.get("registered", tally.registered),
        issued=written.get("issued", tally.issued),
        ballots=written.get("ballots", tally.ballots),
        valid=written.get("valid", votes.sum(axis=1)),
        invalid=written.get("invalid", tally.invalid),
    )
