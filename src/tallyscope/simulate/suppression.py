"""Votes for others that are taken out of the count: ballots removed, or declared invalid."""

from __future__ import annotations

import numpy as np

from tallyscope.simulate.chance import drawn_from
from tallyscope.simulate.switching import without
from tallyscope.simulate.tamper import (
    Change,
    Placement,
    Tampered,
    applied,
    begin,
    favoured,
    no_votes,
    others_of,
    placed,
    refuse_share,
)
from tallyscope.stats.randomness import stream
from tallyscope.tally import Counts, Tally


def opposition_removed(
    election: Tally | Tampered,
    where: Placement,
    *,
    dose: float = 0.3,
    choice: str | None = None,
    seed: int = 0,
) -> Tampered:
    """Take ballots for others out of the box; where issued ballots are known, these stay.

    Parameters
    ----------
    election : Tally or Tampered
    where : Placement
    dose : float
        Chance of every ballot for another choice to be taken out, 0 to 1.
    choice, seed
        As in :func:`~tallyscope.simulate.switching.switching`: the one who is spared.

    Raises
    ------
    DataError
        If a share is outside its range, or there is no such region or choice.

    Examples
    --------
    >>> from tallyscope.simulate.honest import country
    >>> honest = country(n_units=100, n_regions=2, n_districts=4)
    >>> truth = opposition_removed(honest, Placement(0.1)).truth
    >>> bool((truth["ballots_added"] == -truth["votes_taken"]).all())
    True
    """
    start = begin(election)
    rng, column = stream(seed, "opposition_removed"), favoured(start, choice)
    votes = _taken(start, where, dose, column, rng)
    carried = -votes.sum(axis=1)
    return applied(start, "opposition removed", column, Change(votes, carried_away=carried))


def opposition_spoiled(
    election: Tally | Tampered,
    where: Placement,
    *,
    dose: float = 0.3,
    choice: str | None = None,
    seed: int = 0,
) -> Tampered:
    """Declare ballots for others invalid; turnout stays as it was.

    Parameters and errors as in :func:`opposition_removed`; the tally must know invalid ballots,
    else NotApplicable.
    """
    start = begin(election)
    start.tally.counts("invalid")
    rng, column = stream(seed, "opposition_spoiled"), favoured(start, choice)
    votes = _taken(start, where, dose, column, rng)
    return applied(start, "opposition spoiled", column, Change(votes, invalid=-votes.sum(axis=1)))


def _taken(
    start: Tampered, where: Placement, dose: float, column: int, rng: np.random.Generator
) -> Counts:
    """Return the votes taken from the others as a change, int64 of shape (n, k), none above 0."""
    refuse_share("dose", dose)
    others = others_of(start.tally, column)
    units = placed(start, where, others > 0, rng, column)
    votes = no_votes(start.tally)
    number = rng.binomial(others[units], dose)
    votes[units] = -drawn_from(rng, without(start.tally, column)[units], number)
    return votes
