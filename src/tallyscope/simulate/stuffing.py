"""Ballots for one choice in the names of voters who stayed away."""

from __future__ import annotations

from scipy.special import ndtr, ndtri

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
from tallyscope.tally import Counts, Tally

# Klimek et al. 2012, PNAS 109(41):16469, supporting text: the share of those who stayed away whose
# ballots are *not* added in extreme fraud is a half-normal variable with this parameter.
EXTREME_SD = 0.075


def incremental_stuffing(
    election: Tally | Tampered,
    where: Placement,
    *,
    dose: float = 0.3,
    choice: str | None = None,
    seed: int = 0,
) -> Tampered:
    """Add ballots for the favoured choice in the names of some who stayed away.

    Every voter who took no ballot is used with the chance `dose`, so that the number added is
    binomial and sits on no round number.

    Parameters
    ----------
    election : Tally or Tampered
        With registered voters and ballots.
    where : Placement
    dose : float
        Share of those who stayed away, 0 to 1.
    choice : str, optional
        Who gains; default as in :meth:`Tally.choice`.
    seed : int

    Raises
    ------
    DataError
        If a share is outside its range, or there is no such region or choice.
    NotApplicable
        If the tally does not know registered voters or ballots.

    Examples
    --------
    >>> from tallyscope.simulate.honest import country
    >>> honest = country(n_units=100, n_regions=2, n_districts=4)
    >>> stuffed = incremental_stuffing(honest, Placement(0.1))
    >>> stuffed.truth.height
    10
    >>> int(stuffed.tally.votes.sum() - honest.votes.sum()) == stuffed.votes_added
    True
    """
    refuse_share("dose", dose)
    start = begin(election)
    rng = stream(seed, "incremental_stuffing")
    away, column = stayed_away(start.tally), favoured(start, choice)
    units = placed(start, where, away > 0, rng, column)
    return _stuffed(start, "incremental stuffing", column, units, rng.binomial(away[units], dose))


def extreme_stuffing(
    election: Tally | Tampered,
    where: Placement,
    *,
    dose: float = 1.0,
    choice: str | None = None,
    seed: int = 0,
) -> Tampered:
    r"""Add ballots for the favoured choice in the names of nearly all who stayed away.

    The share used is :math:`1 - |x|`, x normal with mean 0 and sd 0.075 within (-1, 1), as in the
    extreme fraud of Klimek et al. 2012, times `dose` (1 as published). Other parameters and errors
    as in :func:`incremental_stuffing`.
    """
    refuse_share("dose", dose)
    start = begin(election)
    rng = stream(seed, "extreme_stuffing")
    away, column = stayed_away(start.tally), favoured(start, choice)
    units = placed(start, where, away > 0, rng, column)
    within = ndtr(1 / EXTREME_SD)
    left_out = EXTREME_SD * ndtri(0.5 + (within - 0.5) * rng.random(len(units)))
    added = rng.binomial(away[units], dose * (1 - left_out))
    return _stuffed(start, "extreme stuffing", column, units, added)


def _stuffed(
    start: Tampered, mechanism: str, column: int, units: Counts, added: Counts
) -> Tampered:
    votes = no_votes(start.tally)
    votes[units, column] = added
    return applied(start, mechanism, column, Change(votes))
