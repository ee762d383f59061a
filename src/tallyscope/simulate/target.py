"""Many stations written anew to one wanted percentage."""

from __future__ import annotations

import numpy as np

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
    refuse_share,
)
from tallyscope.stats.randomness import stream
from tallyscope.tally import Tally

# Saratov 2016: 114 of 1,890 stations stood at 62.15 to 62.25% of ballots (Shpilkin).
TARGET = 0.622


def target_percentage(
    election: Tally | Tampered,
    where: Placement,
    *,
    dose: float = TARGET,
    choice: str | None = None,
    seed: int = 0,
) -> Tampered:
    """Move votes until the favoured choice has the wanted share of ballots, the same everywhere.

    Parameters
    ----------
    election : Tally or Tampered
        With ballots.
    where : Placement
        Stations that stand at the target or above it are not drawn.
    dose : float
        The wanted share of ballots, 0 to 1; what is written is the nearest whole number of votes.
    choice, seed
        As in :func:`~tallyscope.simulate.switching.switching`.

    Raises
    ------
    DataError
        If a share is outside its range, or there is no such region or choice.
    NotApplicable
        If the tally does not know ballots.

    Examples
    --------
    >>> from tallyscope.simulate.honest import country
    >>> honest = country(n_units=100, n_regions=2, n_districts=4)
    >>> rewritten = target_percentage(honest, Placement(0.05)).tally
    >>> changed = rewritten.votes_for() > honest.votes_for()
    >>> set(rewritten.share(of="ballots")[changed].round(2).tolist())
    {0.62}
    """
    refuse_share("dose", dose)
    start = begin(election)
    rng, column = stream(seed, "target_percentage"), favoured(start, choice)
    wanted = np.rint(dose * start.tally.counts("ballots")).astype(np.int64)
    missing = wanted - start.tally.votes[:, column]
    able = (missing > 0) & (missing <= others_of(start.tally, column))
    units = placed(start, where, able, rng, column)
    votes = moved(start.tally, column, units, missing[units], rng)
    return applied(start, "target percentage", column, Change(votes))
