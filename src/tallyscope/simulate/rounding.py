"""Protocols written anew to a wanted whole percentage."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from tallyscope.simulate.chance import nameless_order
from tallyscope.simulate.switching import moved
from tallyscope.simulate.tamper import (
    Change,
    Placement,
    Tampered,
    applied,
    begin,
    favoured,
    others_of,
    placed,
    refuse_unless,
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
    column = favoured(start, choice)
    wanted = _wanted(start, column, of, largest_step, rng)
    units = placed(start, where, wanted.reachable, rng, column)
    votes = moved(start.tally, column, units, wanted.votes_moved[units], rng)
    votes[units, column] += wanted.ballots_added[units]
    carried = None
    if of != "share" and start.tally.issued is not None:
        # the turnout written down is that of ballots issued: none of them is missing in the box
        carried = np.zeros(len(start.tally), dtype=np.int64)
        carried[units] = (start.tally.counts("ballots") - start.tally.issued)[units]
    return applied(start, f"rounding of {of}", column, Change(votes, carried_away=carried))


class _Wanted(NamedTuple):
    """What a rounding writer would put down in each station, int64 or bool of shape (n,)."""

    ballots_added: Counts
    votes_moved: Counts
    reachable: npt.NDArray[np.bool_]


def _wanted(
    start: Tampered, column: int, of: Rewritten, largest_step: int, rng: np.random.Generator
) -> _Wanted:
    tally, order = start.tally, nameless_order(start.honest)
    ballots, votes = tally.counts("ballots"), tally.votes[:, column]
    others = others_of(tally, column)
    added, reachable = np.zeros_like(ballots), np.ones(len(tally), dtype=np.bool_)
    if of != "share":
        registered = tally.counts("registered")
        issued = ballots if tally.issued is None else tally.issued
        chance = _dealt(rng, largest_step, order)
        turnout, reachable = _whole_above(issued, registered, registered, chance)
        added = np.where(reachable, turnout - ballots, 0)
    votes, ballots = votes + added, ballots + added
    written = votes
    if of != "turnout":
        chance = _dealt(rng, largest_step, order)
        written, share_reachable = _whole_above(votes, ballots, votes + others, chance)
        reachable = reachable & share_reachable
    return _Wanted(added, written - votes, reachable)


def _dealt(rng: np.random.Generator, steps: int, order: Counts) -> npt.NDArray[np.float64]:
    """Return a random number for each step and unit, float64 of shape (steps, n)."""
    chance = np.empty((steps, len(order)))
    chance[:, order] = rng.random(chance.shape)
    return chance


def _whole_above(
    part: Counts, whole: Counts, most: Counts, chance: npt.NDArray[np.float64]
) -> tuple[Counts, npt.NDArray[np.bool_]]:
    """Draw, for each unit, a count above `part` and up to `most` that is a whole percentage.

    Returns the count, and whether there is one; `part` where there is none. A percentage is drawn
    with equal chances (the row of `chance` that is largest) among those of the next whole
    percentages, one per row, that whole numbers can reach.
    """
    size = np.maximum(whole, 1)
    percent = 100 * part // size + 1 + np.arange(len(chance))[:, np.newaxis]
    count = (2 * percent * size + 100) // 200
    possible = is_whole(count, size) & (count > part) & (count <= most)
    possible &= 100 * count <= HIGHEST_PERCENT * whole
    drawn = np.argmax(np.where(possible, chance, -1.0), axis=0)
    reachable: npt.NDArray[np.bool_] = np.asarray(possible.any(axis=0), dtype=np.bool_)
    return np.where(reachable, count[drawn, np.arange(len(part))], part), reachable
