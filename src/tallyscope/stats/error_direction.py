r"""Whom errors favour: units with an error against units of like size without one.

In each stratum s (units of one district and of like size) the units without an error have together
the share :math:`p_s` of the choice. A unit with an error, with L votes of the choice among N, has

.. math:: g_i = L_i - p_{s(i)} N_i

votes of the choice beyond that. If errors fall on units of a stratum without regard to the choice,
g is above 0 as often as below, and so is its sum in each district. The test flips the signs of the
districts' sums: it grants every district a tie of its own between errors and preference, and asks
whether these ties point one way. Challú, Seira, Simpser (2020), American Political Science Review
114(3), ask the same of Mexican tallies by regression.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, stdtrit

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

STRATUM = 12  # our choice: units of like size; some without an error even where 40% have one
MIN_BLOCKS = 10  # our choice: with fewer districts, strata are taken one by one
EXACT_UP_TO = 14  # our choice: 16,384 patterns of signs are summed in some milliseconds
LARGEST = 5  # our choice: so many values are gone through pattern by pattern in any case
AT_THE_MEAN = 1e-4  # our choice: nearer to the mean the formula loses digits by cancelling
OVERFLOW = 350.0  # cosh of more is beyond a double's square
LEVEL = 0.95
BISECTIONS = 200  # 60 suffice from most brackets
TIE = 1e-9  # relative: sums that differ by rounding only are the same
SMALLEST_P = 1e-300  # our choice: a p-value is never printed as zero


@dataclass(frozen=True)
class Gain:
    """Votes of the choice in units with an error beyond those of like units without one.

    Attributes
    ----------
    tested, blocks : int
        Units with an error that have like units without one, and the districts they lie in.
    votes, low, high : float
        The gain and its 95% interval from the differences between districts; with fewer than two
        districts the interval holds whatever could be.
    whole, points : float
        Votes of all options in these units, and the gain in percentage points of them.
    p_value : float
        Chance of at least so many votes if every district's sign is a coin.
    """

    tested: int
    blocks: int
    votes: float
    low: float
    high: float
    whole: float
    points: float
    p_value: float


NO_GAIN = Gain(0, 0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)


def size_strata(district: Counts, size: Counts, ties: tuple[Counts, ...]) -> Counts:
    """Cut each district into strata of about 12 units of like size.

    Parameters
    ----------
    district, size : int64 arrays, shape (n,)
    ties : tuple of int64 arrays, shape (n,)
        Put units of one size into an order that does not depend on their names.

    Returns
    -------
    int64 array, shape (n,), in 0..s-1
    """
    order = np.lexsort((*ties[::-1], size, district))
    units = np.bincount(district)
    first = np.cumsum(units) - units
    rank = np.empty(len(district), dtype=np.int64)
    rank[order] = np.arange(len(district)) - first[district[order]]
    classes = np.maximum(units // STRATUM, 1)
    step = rank * classes[district] // units[district]
    code = district * (int(classes.max(initial=1)) + 1) + step
    return np.unique(code, return_inverse=True)[1].astype(np.int64)


def leaders_gain(
    votes: Floats, whole: Floats, error: Mask, sound: Mask, stratum: Counts, district: Counts
) -> Gain:
    """Compare units with an error with those of their stratum that have none.

    Parameters
    ----------
    votes, whole : float64 arrays, shape (n,)
        Votes of the choice, and of all options.
    error, sound : bool arrays, shape (n,)
        Units with the error, and units to compare with.
    stratum, district : int64 arrays, shape (n,)
    """
    strata = int(stratum.max(initial=-1)) + 1
    ours, all_votes = (
        np.bincount(stratum, weights=column * sound, minlength=strata) for column in (votes, whole)
    )
    tested = np.flatnonzero(error & (whole > 0) & (all_votes[stratum] > 0))
    if not len(tested):
        return NO_GAIN
    place = stratum[tested]
    gain = votes[tested] - ours[place] / all_votes[place] * whole[tested]
    block = district[tested] if len(np.unique(district[tested])) >= MIN_BLOCKS else place
    _, block = np.unique(block, return_inverse=True)
    sums, sizes = (np.bincount(block, weights=w).astype(np.float64) for w in (gain, whole[tested]))
    total, size = float(sums.sum()), float(sizes.sum())
    low, high = _interval(sums, sizes)
    most = float(votes[tested].sum())  # with p = 0, and all but those of others with p = 1
    return Gain(
        tested=len(tested),
        blocks=len(sums),
        votes=total,
        low=max(low, most - size),
        high=min(high, most),
        whole=size,
        points=100 * total / size,
        p_value=sign_flip_tail(sums),
    )


def announced_gain(stations: Floats, announced: Floats, option: int) -> Gain:
    """Compare published totals with what the units of their places add up to.

    Parameters
    ----------
    stations, announced : float64 arrays, shape (p, k)
        Votes of each option by place; every place counts for itself.
    option : int
        Column of the choice.

    Returns
    -------
    Gain
        Votes of the choice in the totals beyond its share in the units; an exact number.
    """
    if not len(stations):
        return NO_GAIN
    whole = announced.sum(axis=1)
    gain = announced[:, option] - stations[:, option] / np.maximum(stations.sum(axis=1), 1) * whole
    votes, size = float(gain.sum()), float(whole.sum())
    return Gain(
        tested=len(gain),
        blocks=len(gain),
        votes=votes,
        low=votes,
        high=votes,
        whole=size,
        points=100 * votes / max(size, 1.0),
        p_value=sign_flip_tail(gain),
    )


def _interval(sums: Floats, sizes: Floats) -> tuple[float, float]:
    """Return the interval of the total, from the blocks' differences to the common rate."""
    blocks = len(sums)
    if blocks < 2:
        return -math.inf, math.inf
    total = float(sums.sum())
    rest = sums - total / float(sizes.sum()) * sizes
    sd = math.sqrt(blocks / (blocks - 1) * float(np.sum(rest**2)))
    half = float(stdtrit(blocks - 1, (1 + LEVEL) / 2)) * sd
    return total - half, total + half


def sign_flip_tail(values: Floats) -> float:
    r"""Return the chance that coins as signs of the values make a sum at least as large.

    All patterns of signs of the 14 largest values (of the 5 largest, if there are more than 14) are
    gone through. For the rest it is the saddlepoint formula of Lugannani and Rice with the cumulant
    :math:`K(s) = \sum \log\cosh(s t)` (Robinson 1982, Journal of the Royal Statistical Society B
    44:91-101), which a few large values among many small ones would lead astray.

    Parameters
    ----------
    values : float64 array, shape (g,)

    Examples
    --------
    >>> sign_flip_tail(np.array([1.0, 2.0, 4.0]))
    0.125
    """
    sizes = np.sort(np.abs(values[values != 0]))[::-1]
    wanted, most = float(values.sum()), float(sizes.sum())
    if not len(sizes):
        return 1.0
    wanted -= TIE * most
    first = len(sizes) if len(sizes) <= EXACT_UP_TO else LARGEST
    sums = np.array(list(product((-1.0, 1.0), repeat=first))) @ sizes[:first]
    tails = [_upper_tail(sizes[first:], wanted - total) for total in sums]
    return max(float(np.mean(tails)), 0.5 ** len(sizes), SMALLEST_P)


def _upper_tail(sizes: Floats, wanted: float) -> float:
    """Return P(sum of randomly signed sizes >= wanted)."""
    if wanted <= -sizes.sum():
        return 1.0
    if wanted >= sizes.sum() * (1 - 2 * TIE):
        return 0.5 ** len(sizes) if wanted <= sizes.sum() else 0.0
    if wanted < 0:
        return 1 - _upper_tail(sizes, -wanted)
    scale = float(np.sqrt(np.sum(sizes**2)))
    t, x = sizes / scale, wanted / scale
    s = _saddlepoint(t, x)
    cumulant = float(np.sum(np.logaddexp(s * t, -s * t) - math.log(2)))
    w = math.sqrt(max(2 * (s * x - cumulant), 0.0))
    u = s * math.sqrt(float(np.sum((t / np.cosh(np.minimum(s * t, OVERFLOW))) ** 2)))
    if w < AT_THE_MEAN or u == 0:
        return float(ndtr(-w))
    density = math.exp(-0.5 * w * w) / math.sqrt(2 * math.pi)
    return float(np.clip(ndtr(-w) + density * (1 / u - 1 / w), 0.0, 1.0))


def _saddlepoint(t: Floats, x: float) -> float:
    """Return s with sum t tanh(s t) = x, by bisection."""
    low, high = 0.0, 1.0
    while float(np.sum(t * np.tanh(high * t))) < x and high < 1e12:
        high *= 2
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        if float(np.sum(t * np.tanh(middle * t))) < x:
            low = middle
        else:
            high = middle
        if high - low <= 1e-12 * high:
            break
    return (low + high) / 2
