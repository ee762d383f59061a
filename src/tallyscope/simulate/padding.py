"""More voters than came: ballots spread over all choices, and names that are nobody's."""

from __future__ import annotations

import numpy as np

from tallyscope.simulate.chance import divided
from tallyscope.simulate.tamper import (
    Change,
    Placement,
    Tampered,
    applied,
    begin,
    favoured,
    no_votes,
    placed,
    refuse_share,
    stayed_away,
)
from tallyscope.stats.randomness import stream
from tallyscope.tally import Tally


def turnout_padding(
    election: Tally | Tampered,
    where: Placement,
    *,
    dose: float = 0.3,
    choice: str | None = None,
    seed: int = 0,
) -> Tampered:
    """Add ballots in proportion to those counted, so that turnout rises and no share changes.

    Parameters
    ----------
    election : Tally or Tampered
        With registered voters and ballots.
    where : Placement
    dose : float
        Chance of every voter who took no ballot to be used, 0 to 1. The number is divided over the
        choices and the invalid ballots as these were counted, largest remainders rounded up, as
        somebody who multiplies a protocol would do it.
    choice : str, optional
        Whose votes `truth` speaks of; default as in :meth:`Tally.choice`.
    seed : int

    Raises
    ------
    DataError
        If a share is outside its range, or there is no such region or choice.
    NotApplicable
        If the tally does not know registered voters or ballots.
    """
    refuse_share("dose", dose)
    start = begin(election)
    tally = start.tally
    rng, column = stream(seed, "turnout_padding"), favoured(start, choice)
    away = stayed_away(tally)
    units = placed(start, where, (away > 0) & (tally.votes.sum(axis=1) > 0), rng, column)
    counted = tally.votes[units]
    if tally.invalid is not None:
        counted = np.column_stack([counted, tally.invalid[units]])
    added = divided(rng.binomial(away[units], dose), counted)
    votes, invalid = no_votes(tally), np.zeros_like(away)
    votes[units] = added[:, : len(tally.choices)]
    if tally.invalid is not None:
        invalid[units] = added[:, -1]
    return applied(start, "turnout padding", column, Change(votes, invalid))


def register_padding(
    election: Tally | Tampered,
    where: Placement,
    *,
    dose: float = 0.1,
    choice: str | None = None,
    seed: int = 0,
) -> Tampered:
    """Put names on the list that are nobody's, and ballots for the favoured choice in all of them.

    Parameters
    ----------
    election : Tally or Tampered
        With registered voters.
    where : Placement
    dose : float
        Names added per voter on the list, 0 to 1; their number is binomial.
    choice, seed
        As in :func:`~tallyscope.simulate.switching.switching`.

    Raises
    ------
    DataError
        If a share is outside its range, or there is no such region or choice.
    NotApplicable
        If the tally does not know registered voters.
    """
    refuse_share("dose", dose)
    start = begin(election)
    rng, column = stream(seed, "register_padding"), favoured(start, choice)
    registered = start.tally.counts("registered")
    units = placed(start, where, registered > 0, rng, column)
    votes, names = no_votes(start.tally), np.zeros_like(registered)
    names[units] = rng.binomial(registered[units], dose)
    votes[:, column] = names
    return applied(start, "register padding", column, Change(votes, registered=names))
