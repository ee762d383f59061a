r"""How unfair the marking would have to be to make a difference that is not there.

Marked and other units of one place and of similar size are paired. If of such a pair one was up to
:math:`\Gamma` times as likely to be marked as the other, for reasons that go with how it votes, the
chance that the marked one has the larger value by itself lies between :math:`1 / (1 + \Gamma)` and
:math:`\Gamma / (1 + \Gamma)`. Wilcoxon's signed ranks then give the largest p-value, and the
averages of two differences (Walsh) the range of the estimate: :math:`\Gamma = 1` is a lottery
(Rosenbaum 2002, Observational Studies, section 4).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

BISECTIONS = 40
ROUNDING = 1e-9  # our choice: a part of a whole number that doubles leave behind
MOST_GAMMA = 100.0  # our choice: nobody argues about more


def pairs_of_size(size: Codes, value: Codes, marked: Mask, place: Codes) -> tuple[Codes, Codes]:
    """Pair each unit of the rarer kind of a place with one of the other kind, by rank of size.

    The i-th of k units takes the unit with the same rank, relative to their number, among those of
    the other kind, so that no unit is in two pairs.

    Parameters
    ----------
    size, value : int64 array, shape (n,)
        Units of one size are put in the order of their values.
    marked : bool array, shape (n,)
    place : int64 array, shape (n,), in 0..s-1

    Returns
    -------
    marked_units, other_units : int64 array, shape (m,)
        Positions.
    """
    order = np.lexsort((value, size, ~marked, place))
    places = int(place.max(initial=-1)) + 1
    ones = np.bincount(place, weights=marked, minlength=places).astype(np.int64)
    total = np.bincount(place, minlength=places)
    rest, fewer = total - ones, np.minimum(ones, total - ones)
    first = np.cumsum(total) - total
    of_pair = np.repeat(np.arange(places), fewer)
    rank = np.arange(len(of_pair)) - np.repeat(np.cumsum(fewer) - fewer, fewer)

    def taken(count: Codes) -> Codes:
        spot: Codes = (2 * rank + 1) * count[of_pair] // (2 * fewer[of_pair])
        return spot

    return order[first[of_pair] + taken(ones)], order[(first + ones)[of_pair] + taken(rest)]


def largest_p(gap: Floats, gamma: float) -> float:
    """Return the largest two-sided p-value of signed ranks that the bias allows.

    Parameters
    ----------
    gap : float64 array, shape (m,)
        Marked less other, pair by pair; equal pairs say nothing.
    gamma : float
        At least 1.
    """
    above, ranks = _ranks(gap)
    worst = gamma / (1 + gamma)
    sd = np.sqrt(worst * (1 - worst) * (ranks**2).sum())
    if sd == 0:
        return 1.0
    z = (max(above, ranks.sum() - above) - worst * ranks.sum()) / sd
    return float(min(2 * ndtr(-z), 1.0))


def largest_gamma(gap: Floats, level: float) -> float:
    """Return the bias up to which the p-value stays at or below the level; 1 if it never does."""
    if largest_p(gap, 1.0) > level:
        return 1.0
    low, high = 1.0, MOST_GAMMA
    if largest_p(gap, high) <= level:
        return high
    for _ in range(BISECTIONS):
        half = (low + high) / 2
        low, high = (half, high) if largest_p(gap, half) <= level else (low, half)
    return low


def estimates(gap: Floats, gamma: float) -> tuple[float, float]:
    """Return the smallest and the largest Hodges-Lehmann estimate that the bias allows."""
    lower = 1 / (1 + gamma)
    return walsh_quantile(gap, lower), walsh_quantile(gap, 1 - lower)


def interval(gap: Floats, gamma: float, level: float) -> tuple[float, float]:
    """Return the 95% interval that the bias allows: differences that no test refutes.

    Parameters
    ----------
    gap : float64 array, shape (m,)
    gamma : float
    level : float
        Of the interval, 0.95.
    """
    m = len(gap)
    worst = gamma / (1 + gamma)
    ranks = m * (m + 1) / 2
    sd = np.sqrt(worst * (1 - worst) * m * (m + 1) * (2 * m + 1) / 6)
    reach = min(worst + ndtri((1 + level) / 2) * sd / ranks, 1.0)
    return walsh_quantile(gap, 1 - reach), walsh_quantile(gap, reach)


def walsh_quantile(gap: Floats, part: float) -> float:
    """Return the value with that part of all averages of two differences (or one) below it.

    Counted without writing the averages down: their number is quadratic in the pairs.
    """
    values = np.sort(gap)
    m = len(values)
    wanted = math.ceil(part * m * (m + 1) / 2 - ROUNDING)
    low, high = float(values[0]), float(values[-1])
    for _ in range(BISECTIONS):
        half = (low + high) / 2
        below = np.searchsorted(values, 2 * half - values, side="right")
        count = int(np.maximum(below - np.arange(m), 0).sum())  # i <= j with a sum up to 2 half
        low, high = (half, high) if count < wanted else (low, half)
    return (low + high) / 2


def _ranks(gap: Floats) -> tuple[float, Floats]:
    """Return the sum of the ranks of pairs above zero, and all ranks."""
    from scipy.stats import rankdata

    unequal = gap[gap != 0]
    ranks: Floats = rankdata(np.abs(unequal)).astype(np.float64)
    return float(ranks[unequal > 0].sum()), ranks
