"""Protocols written anew to a wanted whole percentage."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from tallyscope.simulate.tamper import (
    Placement,
    Tampered,
    begin,
    placed,
    recorded,
    refuse_unless,
    with_added,
)
from tallyscope.stats.randomness import stream
from tallyscope.stats.whole_percent import is_whole
from tallyscope.tally import Counts, Tally

Rewritten = Literal["share", "turnout", "both"]

# Our choice: somebody who writes a wanted percentage takes one of the next few above the counted
# one; larger steps would be found by other means.
LARGEST_STEP = 5
HIGHEST_PERCENT = 99  # our choice: nobody rounds to 100%, and methods set such stations aside


def rounding(
    election: Tally | Tampered,
    where: Placement,
    *,
    of: Rewritten = "share",
    largest_step: int = LARGEST_STEP,
    choice: str | None = None,
    seed: int = 0,
) -> Tampered:
    """Write protocols anew with a whole percentage that is higher than the counted one.

    Parameters
    ----------
    election : Tally or Tampered
        With ballots; with registered voters where turnout is rewritten.
    where : Placement
    of : {"share", "turnout", "both"}
        "share": votes are moved from the other choices, each other vote as likely as the next,
        until the favoured choice has a whole percentage of ballots. "turnout": ballots for the
        favoured choice are added until ballots are a whole percentage of registered voters, and
        as many are written down as issued. "both": first turnout, then the share.
    largest_step : int
        The percentage is drawn among the next that many above the counted one, up to 99%, that
        whole numbers can reach.
    choice, seed
        As in :func:`incremental_stuffing`.

    Raises
    ------
    DataError
        If a share is outside its range, or there is no such region or choice.
    NotApplicable
        If the tally lacks the counts.

    Notes
    -----
    A count is whole as in :mod:`tallyscope.stats.whole_percent`: within 0.05 points. In a station
    where no percentage can be reached nothing is written, and it is not drawn.

    Examples
    --------
    >>> from tallyscope.simulate.honest import country
    >>> honest = country(n_units=100, n_regions=2, n_districts=4)
    >>> rewritten = rounding(honest, Placement(0.05)).tally
    >>> changed = rewritten.votes_for() > honest.votes_for()
    >>> is_whole(rewritten.votes_for()[changed], rewritten.counts("ballots")[changed]).tolist()
    [True, True, True, True, True]
    """
    refuse_unless(largest_step >= 1, f"largest_step is {largest_step}", "1 or more")
    start = begin(election)
    rng = stream(seed, f"rounding {of}")
    column = start.honest.choices.index(start.honest.choice(choice))
    wanted = _wanted(start.tally, column, of, largest_step, rng)
    units = placed(start.tally, where, wanted.reachable, rng)
    added = np.zeros(len(start.tally), dtype=np.int64)
    added[units] = wanted.ballots_added[units]
    votes = with_added(start.tally, column, added)
    for unit in units:
        _move(votes[unit], column, int(wanted.votes[unit] - votes[unit, column]), rng)
    ballots = start.tally.counts("ballots") + added
    issued = start.tally.issued
    if issued is not None:
        issued = np.where(added > 0, ballots, issued)
    after = replace(
        start.tally,
        votes=votes,
        valid=start.tally.counts("valid") + added,
        ballots=ballots,
        issued=issued,
    )
    return recorded(start, f"rounding of {of}", after, column)


class _Wanted(NamedTuple):
    """What a rounding writer would put down in each station, int64 or bool of shape (n,)."""

    ballots_added: Counts
    votes: Counts
    reachable: npt.NDArray[np.bool_]


def _wanted(
    tally: Tally, column: int, of: Rewritten, largest_step: int, rng: np.random.Generator
) -> _Wanted:
    ballots, votes = tally.counts("ballots"), tally.votes[:, column]
    others = tally.votes.sum(axis=1) - votes
    added, reachable = np.zeros_like(ballots), np.ones(len(tally), dtype=np.bool_)
    if of != "share":
        registered = tally.counts("registered")
        issued = ballots if tally.issued is None else tally.issued
        turnout, reachable = _whole_above(issued, registered, registered, largest_step, rng)
        added = np.where(reachable, turnout - ballots, 0)
    votes, ballots = votes + added, ballots + added
    if of != "turnout":
        votes, share_reachable = _whole_above(votes, ballots, votes + others, largest_step, rng)
        reachable = reachable & share_reachable
    return _Wanted(added, votes, reachable)


def _whole_above(
    part: Counts, whole: Counts, most: Counts, largest_step: int, rng: np.random.Generator
) -> tuple[Counts, npt.NDArray[np.bool_]]:
    """Draw, for each unit, a count above `part` and up to `most` that is a whole percentage.

    Returns the count, and whether there is one; `part` where there is none. A percentage is drawn
    with equal chances among those of the next `largest_step` that whole numbers can reach.
    """
    size = np.maximum(whole, 1)
    percent = 100 * part // size + 1 + np.arange(largest_step)[:, np.newaxis]
    count = (2 * percent * size + 100) // 200
    possible = is_whole(count, size) & (count > part) & (count <= most)
    possible &= 100 * count <= HIGHEST_PERCENT * whole
    drawn = np.argmax(np.where(possible, rng.random(possible.shape), -1.0), axis=0)
    reachable: npt.NDArray[np.bool_] = np.asarray(possible.any(axis=0), dtype=np.bool_)
    return np.where(reachable, count[drawn, np.arange(len(part))], part), reachable


def _move(votes: Counts, column: int, moved: int, rng: np.random.Generator) -> None:
    """Move that many votes of one unit, int64 of shape (k,), to the choice of the column."""
    others = np.flatnonzero(np.arange(len(votes)) != column)
    votes[others] -= rng.multivariate_hypergeometric(votes[others], moved)
    votes[column] += moved
