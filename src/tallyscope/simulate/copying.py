"""One protocol written down for other stations of the same district as well."""

from __future__ import annotations

import numpy as np

from tallyscope.simulate.chance import nameless_order
from tallyscope.simulate.tamper import (
    Change,
    Mask,
    Placement,
    Tampered,
    applied,
    begin,
    favoured,
    no_votes,
    placed,
    refuse_share,
)
from tallyscope.stats.randomness import stream
from tallyscope.tally import Counts, Tally


def copying(
    election: Tally | Tampered,
    where: Placement,
    *,
    dose: float = 1.0,
    choice: str | None = None,
    seed: int = 0,
) -> Tampered:
    """Replace everything counted in a station by the protocol of another one of its district.

    Parameters
    ----------
    election : Tally or Tampered
    where : Placement
        The stations that get a copy. Those that have more votes for the favoured choice, or a
        shorter list than the copied protocol has ballots issued, are not drawn; nor is the one
        copied.
    dose : float
        Which protocol of the district is copied, by rank of the favoured choice's votes: 0 the one
        with the fewest, 0.5 the middle one, 1 the one with most that fits the district's median
        list.
    choice, seed
        As in :func:`~tallyscope.simulate.switching.switching`.

    Raises
    ------
    DataError
        If a share is outside its range, or there is no such region or choice.

    Notes
    -----
    The number of voters on the list stays a station's own; issued ballots, ballots, invalid ones
    and votes are the copy's.

    Examples
    --------
    >>> from tallyscope.simulate.honest import country
    >>> honest = country(n_units=100, n_regions=2, n_districts=4)
    >>> copied = copying(honest, Placement(0.2)).tally
    >>> len({tuple(votes) for votes in copied.votes.tolist()})
    80
    """
    refuse_share("dose", dose)
    start = begin(election)
    tally = start.tally
    rng, column = stream(seed, "copying"), favoured(start, choice)
    model = _models(start, column, dose)
    gain = tally.votes[model, column] - tally.votes[:, column]
    able = (gain > 0) & _fits(tally, model)
    units = placed(start, where, able, rng, column)
    votes = no_votes(tally)
    votes[units] = (tally.votes[model] - tally.votes)[units]
    invalid, carried = np.zeros_like(gain), np.zeros_like(gain)
    if tally.invalid is not None:
        invalid[units] = (tally.invalid[model] - tally.invalid)[units]
    if tally.issued is not None and tally.ballots is not None:
        away = tally.issued - tally.ballots
        carried[units] = (away[model] - away)[units]
    return applied(start, "copying", column, Change(votes, invalid, carried))


def _models(start: Tampered, column: int, dose: float) -> Counts:
    """Return, for each unit, the position of the protocol copied in its district, int64 (n,)."""
    tally = start.tally
    level = tally.levels[-1] if tally.levels else None
    names, place = tally.groups(level)
    left_out = ~_at_most_median(tally, place, len(names))
    order = nameless_order(start.honest)
    ranked = order[np.lexsort((tally.votes[order, column], left_out[order], place[order]))]
    fitting = np.bincount(place, weights=~left_out, minlength=len(names)).astype(np.int64)
    size = np.bincount(place, minlength=len(names))
    first = np.cumsum(size) - size
    picked = first + np.rint(dose * np.maximum(fitting - 1, 0)).astype(np.int64)
    model: Counts = ranked[picked][place]
    return model


def _at_most_median(tally: Tally, place: Counts, places: int) -> Mask:
    """Tell which protocols fit the median list of their district, bool of shape (n,)."""
    if tally.registered is None:
        return np.ones(len(tally), dtype=np.bool_)
    order = np.lexsort((tally.registered, place))
    size = np.bincount(place, minlength=places)
    middle = tally.registered[order][np.cumsum(size) - size + size // 2]
    fits: Mask = _handed_out(tally) <= middle[place]
    return fits


def _fits(tally: Tally, model: Counts) -> Mask:
    """Tell which lists are long enough for the copy, bool of shape (n,)."""
    if tally.registered is None:
        return np.ones(len(tally), dtype=np.bool_)
    fits: Mask = _handed_out(tally)[model] <= tally.registered
    return fits


def _handed_out(tally: Tally) -> Counts:
    """Return the ballots that voters must have been given, int64 of shape (n,)."""
    for name in ("issued", "ballots"):
        counts: Counts | None = getattr(tally, name)
        if counts is not None:
            return counts
    return tally.counts("valid")
