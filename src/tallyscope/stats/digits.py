"""Digits of counts, and how far their frequencies lie from expected ones."""

from __future__ import annotations

import sys
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.stats import chi2

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

DIGITS = 10
_POWERS = 10 ** np.arange(1, 19)


class Fit(NamedTuple):
    """Pearson's chi-square with its p-value in (0, 1]."""

    statistic: float
    p_value: float


def last_digit_of(counts: Counts) -> Counts:
    """Return the last decimal digit of each count, int64 of the same shape."""
    return counts % 10


def second_digit_of(counts: Counts) -> Counts:
    """Return the second decimal digit from the left of each count of at least 10.

    Examples
    --------
    >>> second_digit_of(np.array([10, 99, 123, 4567])).tolist()
    [0, 9, 2, 5]
    """
    if counts.size and int(counts.min()) < 10:
        raise ValueError("counts below 10 have no second digit")
    leading = np.searchsorted(_POWERS, counts, side="right") - 1  # counts >= 10**(leading + 1)
    second: Counts = counts * 10 // _POWERS[leading] % 10
    return second


def frequencies(digits: Counts) -> Counts:
    """Return how often each of the digits 0 to 9 occurs, int64 of shape (10,)."""
    return np.bincount(digits, minlength=DIGITS).astype(np.int64)


def pearson(observed: Counts, expected: Floats) -> Fit:
    """Compare frequencies with expected ones, on one degree of freedom less than there are.

    Parameters
    ----------
    observed : int64 array, shape (k,)
    expected : float64 array, shape (k,)
        All above 0, with the same sum.

    Examples
    --------
    >>> round(pearson(np.array([60, 40]), np.array([50.0, 50.0])).statistic, 3)
    4.0
    """
    statistic = float(((observed - expected) ** 2 / expected).sum())
    p_value = float(chi2.sf(statistic, len(observed) - 1))
    return Fit(statistic, max(p_value, sys.float_info.min))


def smoothed_second_digits(
    counts: Counts, spread: float, draws: int, rng: np.random.Generator
) -> Floats:
    r"""Return the frequencies of second digits in a smooth distribution of such counts.

    Every count n is redrawn as :math:`\lfloor n e^{sZ} \rceil` with standard normal Z, one election
    after another, which smooths the distribution of counts without assuming a form for it.

    Parameters
    ----------
    counts : int64 array, shape (n,)
        At least 10 each.
    spread : float
        s, the standard deviation of the logarithm.
    draws : int
    rng : numpy.random.Generator

    Returns
    -------
    float64 array, shape (10,)
        With the sum n.
    """
    total = np.zeros(DIGITS, dtype=np.int64)
    for _ in range(draws):
        redrawn = np.rint(counts * np.exp(spread * rng.standard_normal(len(counts))))
        total += frequencies(second_digit_of(np.maximum(redrawn, 10).astype(np.int64)))
    return total / draws
