r"""How far a unit lies from what was expected of it, in two rates at once.

Both residuals are standardised by the spread of their place and the noise of the unit's own count,
so that small units are not odd for being small. Their joint distance has heavier tails than a
normal in every honest country; how heavy is read off the middle of the same election (an empirical
null as in Efron 2004, Journal of the American Statistical Association 99:96-104), and the p-value
of a unit is the tail of that curve.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from tallyscope.stats.surroundings import Surroundings
from tallyscope.stats.within_groups import MAD_TO_SD

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

SHRINK_UNITS = 20  # our choice: a place's own spread counts half where it has so many units
SMALLEST_SPREAD = 1e-6  # our choice: where all units are equal, whatever differs is far out
MIDDLE, SHOULDER = 0.5, 0.8  # our choice: up to a fifth of the units may be tampered with
MOST_FREEDOM = 200.0  # our choice: a tail of more degrees of freedom is a normal's
LEAST_FREEDOM = 1.0
BISECTIONS = 60


def log_odds(part: Codes, whole: Codes) -> Floats:
    """Return log((part + 1/2) / (whole - part + 1/2)), float64 of shape (n,)."""
    odds: Floats = np.log((part + 0.5) / (whole - part + 0.5))
    return odds


def count_noise(rate: Floats, whole: Codes) -> Floats:
    """Return the variance that counting gives the log odds of a unit with an expected rate."""
    kept = np.clip(rate, 0.01, 0.99)  # the normal approximation says nothing nearer to 0 and 1
    noise: Floats = 1 / (np.maximum(whole, 1) * kept * (1 - kept))
    return noise


def standardised(gap: Floats, noise: Floats, around: Surroundings) -> Floats:
    r"""Return the residuals in units of their own spread.

    The spread around a unit is :math:`s = 1.4826\,\mathrm{MAD}`, drawn towards that of all units
    (as if 20 more neighbours had it); what the median noise :math:`\tilde v` does not explain is
    honest difference between units, and
    :math:`z_i = r_i / \sqrt{\max(s_i^2 - \tilde v_i, 0) + v_i}`.

    Parameters
    ----------
    gap : float64 array, shape (n,)
        Residuals.
    noise : float64 array, shape (n,)
        Variance of each unit by counting alone.
    around : Surroundings
        The units that each is compared with.
    """
    own = (MAD_TO_SD * around.deviations(gap)) ** 2
    everywhere = (MAD_TO_SD * float(np.median(np.abs(gap)))) ** 2
    spread = (around.size * own + SHRINK_UNITS * everywhere) / (around.size + SHRINK_UNITS)
    between = np.maximum(spread - around.medians(noise), 0.0)
    z: Floats = gap / np.maximum(np.sqrt(between + noise), SMALLEST_SPREAD)
    return z


def rate_beside_others(part: Codes, whole: Codes, around: Surroundings) -> tuple[Floats, Floats]:
    """Return how far each unit's rate lies from its surroundings, and the rate usual there.

    Parameters
    ----------
    part, whole : int64 array, shape (n,)
        0 <= part <= whole, whole at least 1.
    around : Surroundings

    Returns
    -------
    z : float64 array, shape (n,)
        Standardised log odds less their median around the unit.
    usual : float64 array, shape (n,)
        The rate with the median log odds.
    """
    odds = log_odds(part, whole)
    middle = around.medians(odds)
    usual: Floats = expit(middle)
    return standardised(odds - middle, count_noise(usual, whole), around), usual


def count_beside_others(counts: Codes, around: Surroundings) -> tuple[Floats, Floats]:
    """Return the same for counts of at least 1: standardised logarithms, and the usual count."""
    logarithm = np.log(counts)
    middle = around.medians(logarithm)
    usual = np.exp(middle)
    return standardised(logarithm - middle, 1 / usual, around), usual


def explained(target: Floats, fitted: Floats, around: Surroundings) -> float:
    """Return the part of the differences around a unit that a prediction explains, 0 to 1.

    1 - median squared residual / median squared distance from the surroundings' median.
    """
    apart = float(np.median((target - around.medians(target)) ** 2))
    left = float(np.median((target - fitted) ** 2))
    return max(1 - left / apart, 0.0) if apart > 0 else 0.0


@dataclass(frozen=True, eq=False)
class JointTail:
    """Two standardised residuals as one distance, and the tail that the middle promises.

    Attributes
    ----------
    correlation : float
        Of the two residuals over the bulk.
    freedom : float
        Degrees of freedom of the tail; `MOST_FREEDOM` stands for a normal's.
    distance : float64 array, shape (n,)
        Squared distance from the middle, in the scale of the tail.
    p_values : float64 array, shape (n,)
        Chance of a distance so long or longer.
    """

    correlation: float
    freedom: float
    distance: Floats
    p_values: Floats


def joint_tail(first: Floats, second: Floats) -> JointTail:
    r"""Return how far out units are in two residuals at once.

    :math:`d^2 = (a^2 - 2 r a b + b^2) / (1 - r^2)` with r from the spreads of a + b and a - b
    (Gnanadesikan, Kettenring 1972, Biometrics 28:81). If (a, b) had a bivariate t distribution with
    :math:`\nu` degrees of freedom, :math:`P(d^2 > x) = (1 + x / (c\nu))^{-\nu/2}`; c and
    :math:`\nu` are those with the median and the 80% quantile of the units.
    """
    r = _robust_correlation(first, second)
    squared = (first**2 - 2 * r * first * second + second**2) / (1 - r**2)
    middle, shoulder = np.quantile(squared, [MIDDLE, SHOULDER])
    freedom = _freedom(float(shoulder), float(middle))
    scale = max(float(middle) / _quantile(MIDDLE, freedom), SMALLEST_SPREAD)
    p_values = np.power(1 + squared / (scale * freedom), -freedom / 2)
    return JointTail(r, freedom, squared / scale, np.maximum(p_values, np.finfo(float).tiny))


def _robust_correlation(first: Floats, second: Floats) -> float:
    plus, minus = (np.median(np.abs(both)) ** 2 for both in (first + second, first - second))
    if plus + minus == 0:
        return 0.0
    return float(np.clip((plus - minus) / (plus + minus), -0.95, 0.95))


def _quantile(probability: float, freedom: float) -> float:
    """Return the quantile of the squared distance in units of c."""
    return float(freedom * ((1 - probability) ** (-2 / freedom) - 1))


def _freedom(shoulder: float, middle: float) -> float:
    """Return the degrees of freedom with this ratio of quantiles, by bisection."""
    if middle <= 0:
        return LEAST_FREEDOM
    low, high = LEAST_FREEDOM, MOST_FREEDOM
    for _ in range(BISECTIONS):
        half = (low + high) / 2
        heavy = _quantile(SHOULDER, half) / _quantile(MIDDLE, half)
        low, high = (low, half) if heavy < shoulder / middle else (half, high)
    return (low + high) / 2
