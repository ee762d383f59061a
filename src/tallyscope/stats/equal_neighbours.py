"""Units that follow each other at one and the same percentage, against what chance makes.

The chance that the second of two neighbours stands in the window of 0.1 point of the first is
that of a count shifted by a few votes (:mod:`tallyscope.stats.target_percentage`): neighbours that
are honestly alike are alike to within the spread of counting, not to a tenth of a point.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tallyscope.stats.target_percentage import shifted, tenth

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

LOWEST_LOG_P = -300.0  # our choice: a p-value is never printed as zero
SHIFT = 0.25
# our choice: in standard deviations of counting. Boxes of one building among which voters are dealt
# at random differ by counting only, which flattens their expectation by SHIFT^2 / 12 = 0.5%; half a
# standard deviation would make that 2%, which a country of 100,000 stations shows


@dataclass(frozen=True, eq=False)
class EqualNeighbours:
    """Pairs of neighbours, and the runs of those that are alike.

    Attributes
    ----------
    hit : float64 array, shape (k,), of 0 and 1
        Whether the two of a pair stand in one window of 0.1 point.
    chance : float64 array, shape (k,), in [0, 1]
        Chance of each pair to.
    begin : int64 array, shape (r,)
        First unit of each run.
    length : int64 array, shape (r,)
        Units in each run, at least 2.
    log_p : float64 array, shape (r,)
        Logarithm (base 10) of the chance of each run times the k pairs that might begin one; above
        0 it is no chance any more, but still an order.
    run : int64 array, shape (n,)
        Run that each unit belongs to; -1 for none.
    """

    hit: Floats
    chance: Floats
    begin: Counts
    length: Counts
    log_p: Floats
    run: Counts


def equal_neighbours(part: Counts, whole: Counts, place: Counts, order: Counts) -> EqualNeighbours:
    """Compare each unit with the one that follows it in its place.

    Parameters
    ----------
    part, whole, place : int64 arrays, shape (n,)
        Counts in 0..whole, wholes >= 1 in the units of `order`, and the place of each unit.
    order : int64 array, shape (m,)
        Units in the order in which they follow each other; those of one place stand together.
    """
    first, second = order[:-1], order[1:]
    together = place[first] == place[second]
    hit, chance = alike(part, whole, first, second)
    hit, chance = hit * together, chance * together
    begin, links = runs(hit > 0)
    surprise = np.cumsum(np.log10(np.where(hit > 0, chance, 1.0)))
    total = np.concatenate([[0.0], surprise])
    pairs = max(int(together.sum()), 1)
    log_p = total[begin + links] - total[begin] + np.log10(pairs)
    log_p = np.maximum(log_p, LOWEST_LOG_P)
    run = np.full(len(part), -1, dtype=np.int64)
    which = np.repeat(np.arange(len(begin)), links + 1)
    step = np.arange(len(which)) - np.repeat(np.cumsum(links + 1) - links - 1, links + 1)
    run[order[begin[which] + step]] = which
    return EqualNeighbours(hit[together], chance[together], order[begin], links + 1, log_p, run)


def alike(part: Counts, whole: Counts, first: Counts, second: Counts) -> tuple[Floats, Floats]:
    """Tell which pairs of units lie in one window, and the chance of each pair to.

    Parameters
    ----------
    part, whole : int64 arrays, shape (n,)
    first, second : int64 arrays, shape (k,)
        Indices of the two units of each pair; the second one's count is shifted.

    Returns
    -------
    hit : float64 array, shape (k,), of 0 and 1
    chance : float64 array, shape (k,), in [0, 1]
    """
    place = tenth(part[first], whole[first])
    index, near, chance = shifted(part[second], whole[second], shift=SHIFT)
    meets = np.where(near == place[index], chance, 0.0)
    hit = (place == tenth(part[second], whole[second])).astype(np.float64)
    return hit, np.bincount(index, weights=meets, minlength=len(first)).astype(np.float64)


def runs(linked: npt.NDArray[np.bool_]) -> tuple[Counts, Counts]:
    """Return where runs of linked neighbours begin, and how many links each has.

    Parameters
    ----------
    linked : bool array, shape (k,)
        Whether the i-th and the following one are linked.

    Examples
    --------
    >>> runs(np.array([True, True, False, True]))
    (array([0, 3]), array([2, 1]))
    """
    edge = np.diff(np.concatenate([[0], linked.astype(np.int64), [0]]))
    begin = np.flatnonzero(edge == 1)
    return begin, np.flatnonzero(edge == -1) - begin
