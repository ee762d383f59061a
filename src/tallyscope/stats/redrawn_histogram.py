r"""The histogram of shares against every unit drawn anew: Rozenas' estimator without drawing.

Rozenas (2017, Political Analysis 25(1):41-56) draws each unit's result anew 1,000 times around its
own, estimates the density of the shares at 1,001 points with a bandwidth of 0.0001, and adds up
what lies above the highest of the drawn densities. Between points that lie 0.001 apart, such a
density is a histogram with bins of 0.1 point. How many units fall in a bin is a sum of independent
coins, so that its mean and its spread under drawing are sums over the units,

.. math:: \mu_b = \sum_i q_{ib}, \qquad \sigma_b^2 = \sum_i q_{ib} (1 - q_{ib}),

and the highest of 1,000 draws lies near the quantile 1000/1001. Where he fits a mixture of
beta distributions to all units for their prior, every unit has a flat prior here: a unit of n
ballots with y votes is redrawn with the chances of the beta-binomial (n, y + 1, n - y + 1). It has
nothing to fit, so nothing that can fit badly.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import gammainc, gammaln

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

BINS = 1001  # 0.0, 0.1, ..., 100.0 percent: the grid of the R package spikes 1.1
DRAWS = 1000  # ibid.: a bin must lie above so many drawn densities
SDS = 4.5  # our choice: less than 1e-5 of a unit's redrawn results lies farther away
UNITS_AT_ONCE = 4_096  # our choice: sums are rounded once for so many units
UNITS_IN_CACHE = 128  # our choice: the working arrays stay within a processor's cache


class Redrawn(NamedTuple):
    """Units by bin of 0.1 point: found, and what redrawing makes of them; all float64 (1001,)."""

    observed: Floats
    expected: Floats
    sd: Floats


def redrawn_histogram(part: Counts, whole: Counts) -> Redrawn:
    """Count units by bins of 0.1 point, and work out what redrawing each unit would give.

    Parameters
    ----------
    part, whole : int64 arrays, shape (n,)
        Numerators in 0..whole and denominators >= 1.
    """
    log_factorial = gammaln(np.arange(1, 2 * int(whole.max(initial=0)) + 3, dtype=np.float64))
    expected, squares = np.zeros(BINS), np.zeros(BINS)
    for start in range(0, len(part), UNITS_AT_ONCE):
        block = slice(start, start + UNITS_AT_ONCE)
        bins, chance = _in_cache(part[block], whole[block], log_factorial)
        expected += np.bincount(bins, chance, BINS)
        squares += np.bincount(bins, chance**2, BINS)
    observed = np.bincount(_bin(part, whole), minlength=BINS).astype(np.float64)
    return Redrawn(observed, expected, np.sqrt(np.maximum(expected - squares, 0.0)))


def standing_out(redrawn: Redrawn) -> npt.NDArray[np.bool_]:
    """Tell which bins hold more units than the highest of 1,000 draws, bool (1001,).

    By the Poisson tail, which is a little above the true one; the first bin is left out, as there.
    """
    found = np.maximum(redrawn.observed, 1.0)
    tail = gammainc(found, np.maximum(redrawn.expected, 1e-300))
    out: npt.NDArray[np.bool_] = (redrawn.observed > redrawn.expected) & (tail < 1 / (DRAWS + 1))
    out[0] = False
    return out


def excess_percent(redrawn: Redrawn) -> float:
    """Return Rozenas' F: the surplus of the bins that stand out, in percent of the units."""
    surplus = (redrawn.observed - redrawn.expected)[standing_out(redrawn)]
    return 100 * float(surplus.sum()) / max(float(redrawn.observed.sum()), 1.0)


def _bin(part: Counts, whole: Counts) -> Counts:
    nearest: Counts = (2 * (BINS - 1) * part + whole) // (2 * whole)
    return nearest


def _in_cache(part: Counts, whole: Counts, log_factorial: Floats) -> tuple[Counts, Floats]:
    """Return the same as `_chances`, worked out for some units after others."""
    blocks = [slice(at, at + UNITS_IN_CACHE) for at in range(0, len(part), UNITS_IN_CACHE)]
    found = [_chances(part[block], whole[block], log_factorial) for block in blocks]
    bins, chance = zip(*found, strict=True)
    return np.concatenate(bins), np.concatenate(chance)


def _chances(part: Counts, whole: Counts, log_factorial: Floats) -> tuple[Counts, Floats]:
    """Return bin and chance of every (unit, bin) that redrawing reaches."""
    rate = (part + 1) / (whole + 2)
    sd = np.sqrt(whole * rate * (1 - rate) * (2 * whole + 2) / (whole + 3))
    first = np.maximum(np.floor(whole * rate - SDS * sd) - 2, 0).astype(np.int64)
    last = np.minimum(np.ceil(whole * rate + SDS * sd) + 2, whole).astype(np.int64)
    length = last - first + 1
    unit = np.repeat(np.arange(len(part)), length)
    begin = np.cumsum(length) - length
    count = np.arange(len(unit)) - begin[unit] + first[unit]
    rest, size = whole - part, whole[unit]
    constant = log_factorial[whole] + log_factorial[whole + 1] - log_factorial[2 * whole + 1]
    constant -= log_factorial[part] + log_factorial[rest]
    log_chance = constant[unit] - log_factorial[count] - log_factorial[size - count]
    log_chance += log_factorial[count + part[unit]]
    log_chance += log_factorial[size - count + rest[unit]]
    bins = _bin(count, size)
    begins = np.ones(len(unit), dtype=np.bool_)
    begins[1:] = (bins[1:] != bins[:-1]) | (unit[1:] != unit[:-1])
    at = np.flatnonzero(begins)
    return bins[at], np.add.reduceat(np.exp(log_chance), at)
