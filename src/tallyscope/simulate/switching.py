"""Votes for others written down for the favoured choice."""

from __future__ import annotations

import numpy as np

from tallyscope.simulate.chance import drawn_from
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


def switching(
    election: Tally | Tampered,
    where: Placement,
    *,
    dose: float = 0.3,
    choice: str | None = None,
    seed: int = 0,
) -> Tampered:
    """Move votes from the others to the favoured choice; turnout stays as it was.

    Parameters
    ----------
    election : Tally or Tampered
    where : Placement
    dose : float
        Chance of every vote for another choice to be moved, 0 to 1.
    choice : str, optional
        Who gains; default as in :meth:`Tally.choice`.
    seed : int

    Raises
    ------
    DataError
        If a share is outside its range, or there is no such region or choice.

    Examples
    --------
    >>> from tallyscope.simulate.honest import country
    >>> honest = country(n_units=100, n_regions=2, n_districts=4)
    >>> truth = switching(honest, Placement(0.1)).truth
    >>> bool((truth["votes_added"] == truth["votes_taken"]).all())
    True
    """
    refuse_share("dose", dose)
    start = begin(election)
    rng, column = stream(seed, "switching"), favoured(start, choice)
    others = others_of(start.tally, column)
    units = placed(start, where, others > 0, rng, column)
    votes = moved(start.tally, column, units, rng.binomial(others[units], dose), rng)
    return applied(start, "switching", column, Change(votes))


def moved(
    tally: Tally, column: int, units: Counts, number: Counts, rng: np.random.Generator
) -> Counts:
    """Return the change that moves votes of those units to one choice, int64 of shape (n, k).

    Every vote for another choice is as likely to be moved as the next. `number`, int64 like
    `units`, is at most the votes of the others there.
    """
    votes = no_votes(tally)
    votes[units] = -drawn_from(rng, without(tally, column)[units], number)
    votes[units, column] = number
    return votes


def without(tally: Tally, column: int) -> Counts:
    """Return the votes with 0 for the choice of the column, int64 of shape (n, k)."""
    votes: Counts = tally.votes.copy()
    votes[:, column] = 0
    return votes
