r"""Counts that make a whole percentage: which they are, and how often chance makes them.

A count m out of n is *whole* if 100 m/n lies within 0.05 points of a multiple of `period`:

.. math:: 20\,|100\,m - k\,n| \le n \quad\text{for some multiple } k \text{ of the period,}

decided in integer arithmetic, so that no station sits on a boundary by floating point.
Under the null the count is Binomial(n, m/n), and the probability of a whole percentage is the sum
of the binomial masses inside the windows (Kobak, Shpilkin, Pshenichnikov 2016, Annals of Applied
Statistics 10(1):54, who draw it 1,000 times instead of summing it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

HALF_WIDTHS_PER_POINT = 20  # window of +-1/20 point: Kobak et al. 2016, section 2
LOG_LEFT_OUT = -27.0  # our choice: at most e^-27 = 2e-12 of the mass is left out on either side
UNITS_AT_ONCE = 8_192  # our choice: the working arrays stay within a processor's cache


class Rate(NamedTuple):
    """One percentage per unit: counts int64 of shape (n,), and the name of the numerator."""

    part: Counts
    whole: Counts
    name: str


def combined(
    measure: Callable[..., npt.NDArray[np.bool_] | Floats],
    share: Rate,
    turnout: Rate | None,
    *,
    period: int,
) -> dict[str, Floats]:
    """Measure a share, a turnout, either of them and both at once.

    Parameters
    ----------
    measure : :func:`is_whole` or :func:`whole_probability`
        A hit is a chance of 0 or 1, so one rule combines hits and (independent) chances alike.
    share : Rate
    turnout : Rate or None
        Without it only the share is measured.
    period : int

    Returns
    -------
    dict of str to float64 array, shape (n,)
        By criterion: "share", and with turnout "turnout", "either", "both".
    """
    s = measure(share.part, share.whole, period=period).astype(np.float64)
    if turnout is None:
        return {"share": s}
    t = measure(turnout.part, turnout.whole, period=period).astype(np.float64)
    return {"share": s, "turnout": t, "either": s + t - s * t, "both": s * t}


def is_whole(part: Counts, whole: Counts, *, period: int = 1) -> npt.NDArray[np.bool_]:
    """Tell which counts make a whole percentage.

    Parameters
    ----------
    part, whole : int64 arrays, shape (n,)
        Numerators in 0..whole and denominators >= 1.
    period : int
        1 for every whole percent, 5 for multiples of five.

    Returns
    -------
    bool array, shape (n,)

    Examples
    --------
    >>> is_whole(np.array([620, 621, 1]), np.array([1000, 1000, 3])).tolist()
    [True, False, False]
    """
    nearest = period * ((200 * part + period * whole) // (2 * period * whole))
    near: npt.NDArray[np.bool_] = HALF_WIDTHS_PER_POINT * np.abs(100 * part - nearest * whole) <= (
        whole
    )
    return near


def whole_probability(part: Counts, whole: Counts, *, period: int = 1) -> Floats:
    """Return the chance that Binomial(whole, part/whole) makes a whole percentage.

    Parameters
    ----------
    part, whole : int64 arrays, shape (n,)
        Observed numerators in 0..whole and denominators >= 1; the rate is their ratio.
    period : int
        As in :func:`is_whole`.

    Returns
    -------
    float64 array, shape (n,)
        Probabilities in [0, 1]; 1 where the rate is 0 or 1.
    """
    probability = np.ones(len(part))
    random = np.flatnonzero((part > 0) & (part < whole))
    log_factorial = gammaln(np.arange(1, int(whole.max(initial=0)) + 2, dtype=np.float64))
    for start in range(0, len(random), UNITS_AT_ONCE):
        block = random[start : start + UNITS_AT_ONCE]
        probability[block] = _window_mass(part[block], whole[block], period, log_factorial)
    return probability


def _window_mass(part: Counts, whole: Counts, period: int, log_factorial: Floats) -> Floats:
    rate = part / whole
    log_odds = np.log(rate) - np.log1p(-rate)
    constant = log_factorial[whole] + whole * np.log1p(-rate)
    mass = np.zeros(len(part))
    for unit, count in _whole_counts(rate, whole, period):
        log_mass = constant[unit] + count * log_odds[unit]
        log_mass -= log_factorial[count]
        log_mass -= log_factorial[whole[unit] - count]
        mass += np.bincount(unit, weights=np.exp(log_mass), minlength=len(part))
    return np.minimum(mass, 1.0)


def _whole_counts(rate: Floats, whole: Counts, period: int) -> Iterator[tuple[Counts, Counts]]:
    r"""Yield (index of unit, count) for every whole count within reach of the rate.

    Bernstein's inequality :math:`P(|m - np| \ge t) \le 2 \exp(-t^2 / (2np(1-p) + 2t/3))` says how
    far to go, and holds for small and skewed counts too.
    """
    slack = -LOG_LEFT_OUT / 3
    counts_away = slack + np.sqrt(slack**2 + 6 * slack * whole * rate * (1 - rate))
    reach = 100 * counts_away / whole + 1 / HALF_WIDTHS_PER_POINT
    first = np.ceil(np.maximum(100 * rate - reach, 0) / period).astype(np.int64)
    last = np.floor(np.minimum(100 * rate + reach, 100) / period).astype(np.int64)
    unit, steps = _ranges(first, last)
    centre = HALF_WIDTHS_PER_POINT * period * steps * whole[unit]
    scale = 100 * HALF_WIDTHS_PER_POINT
    low = -((whole[unit] - centre) // scale)  # ceiling of (centre - whole) / scale
    high = np.minimum((centre + whole[unit]) // scale, whole[unit])
    inside = np.flatnonzero(low <= high)
    unit, low, high = unit[inside], np.maximum(low[inside], 0), high[inside]
    yield unit, low
    more = np.flatnonzero(high > low)
    which, counts = _ranges(low[more] + 1, high[more])
    yield unit[more][which], counts


def _ranges(first: Counts, last: Counts) -> tuple[Counts, Counts]:
    """Return (index, value) of all whole numbers first[i]..last[i], both ends included."""
    length = np.maximum(last - first + 1, 0)
    index = np.repeat(np.arange(len(first)), length)
    begin = np.cumsum(length) - length
    return index, np.arange(len(index)) - begin[index] + first[index]


def tenth_points(part: Counts, whole: Counts) -> Counts:
    """Return the number of units in each window of 0.1 point, int64 of shape (1001,).

    The windows are centred on 0.0, 0.1, ..., 100.0 percent, in integer arithmetic; a rate halfway
    between two goes to the upper one.
    """
    return np.bincount((2000 * part + whole) // (2 * whole), minlength=1001)[:1001]
