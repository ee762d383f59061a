"""Draws that do not depend on what places are called."""

from __future__ import annotations

import numpy as np

from tallyscope.tally import COUNT_NAMES, Counts, Tally


def nameless_order(tally: Tally) -> Counts:
    """Return the positions of the units in an order made of their counts, int64 of shape (n,).

    A tally is sorted by names. Chance that is dealt in that order would fall on other units if
    somebody wrote "Station 7" as "No. 7". Units with equal counts are ordered by the counts of
    their places; where these are equal too, nothing but the name tells them apart.
    """
    counts = [getattr(tally, name) for name in COUNT_NAMES if tally.has(name)]
    keys = [*tally.votes.T, *counts]
    places = []
    for level in tally.levels:
        rank, codes = _ranked_places(tally, level)
        places.append(rank[codes])
    return np.lexsort((*places[::-1], *keys[::-1])).astype(np.int64)


def nameless_places(tally: Tally, level: str) -> tuple[str, ...]:
    """Return the full names of the places of a level, in an order made of their counts."""
    names, _ = tally.groups(level)
    rank, _ = _ranked_places(tally, level)
    return tuple(names[int(place)] for place in np.argsort(rank))


def _ranked_places(tally: Tally, level: str) -> tuple[Counts, Counts]:
    """Return the rank of each place of a level by its sums, and each unit's place."""
    names, codes = tally.groups(level)
    columns = [np.ones(len(tally), dtype=np.int64), *tally.votes.T]
    columns += [getattr(tally, name) for name in COUNT_NAMES if tally.has(name)]
    sums = [summed(column, codes, len(names)) for column in columns]
    rank = np.empty(len(names), dtype=np.int64)
    rank[np.lexsort(sums)] = np.arange(len(names))
    return rank, codes


def summed(counts: Counts, codes: Counts, places: int) -> Counts:
    """Return the exact sum of the counts of each place, int64 of shape (places,)."""
    sums = np.zeros(places, dtype=np.int64)
    np.add.at(sums, codes, counts)
    return sums


def drawn_from(rng: np.random.Generator, heaps: Counts, taken: Counts) -> Counts:
    """Draw ballots from each unit's heap without putting any back.

    Parameters
    ----------
    rng : numpy.random.Generator
    heaps : int64 array, shape (m, k)
        Ballots of each kind.
    taken : int64 array, shape (m,)
        How many are drawn, 0 to the size of the heap.

    Returns
    -------
    int64 array, shape (m, k)
        How many of each kind were drawn (multivariate hypergeometric).

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> drawn_from(rng, np.array([[3, 0, 2]]), np.array([5])).tolist()
    [[3, 0, 2]]
    """
    drawn = np.zeros_like(heaps)
    left, wanted = heaps.sum(axis=1), taken.copy()
    for kind in range(heaps.shape[1]):
        left -= heaps[:, kind]
        drawn[:, kind] = rng.hypergeometric(heaps[:, kind], left, wanted)
        wanted -= drawn[:, kind]
    return drawn


def divided(total: Counts, weights: Counts) -> Counts:
    """Divide each total in proportion to the weights, largest remainders rounded up.

    Parameters
    ----------
    total : int64 array, shape (m,)
    weights : int64 array, shape (m, k)
        Not all 0 in a row whose total is above 0.

    Returns
    -------
    int64 array, shape (m, k)
        Rows sum to the totals. Equal remainders: the earlier column first.

    Examples
    --------
    >>> divided(np.array([10]), np.array([[2, 1, 0]])).tolist()
    [[7, 3, 0]]
    """
    size = np.maximum(weights.sum(axis=1), 1)[:, np.newaxis]
    exact = total[:, np.newaxis] * weights
    parts: Counts = exact // size
    rank = np.argsort(np.argsort(-(exact % size), axis=1, kind="stable"), axis=1)
    missing = total - parts.sum(axis=1)
    parts += rank < missing[:, np.newaxis]
    return parts
