r"""How many of many unequal coins come up heads: moments and upper tail of the Poisson-binomial.

Up to `EXACT_UP_TO` coins the tail is summed exactly; beyond that it is the Lugannani-Rice
saddlepoint formula for lattice variables (Daniels 1987, International Statistical Review
55(1):37-48, second continuity correction), whose relative error stays small in the far tail, where
a sum by Fourier transform would drown in rounding.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import log_ndtr, ndtr

Floats = npt.NDArray[np.float64]

EXACT_UP_TO = 500  # our choice: n^2 additions stay under a millisecond
SMALLEST_P = 1e-300  # our choice: a p-value is never printed as zero
NEWTON_STEPS = 60  # bisection alone would need 55 from the widest bracket to full precision
SADDLEPOINT_ERROR = 1e-12  # our choice: relative error of the count that the saddlepoint makes
AT_THE_MEAN = 0.01  # our choice: nearer to the mean (in sd) the formula loses digits by cancelling
LOG_SQRT_2_PI = 0.9189385332046727


def moments(probability: Floats, weight: Floats | None = None) -> tuple[float, float]:
    r"""Return mean :math:`\sum w q` and sd :math:`\sqrt{\sum w^2 q(1-q)}` of the weighted count.

    Parameters
    ----------
    probability : float64 array, shape (n,), in [0, 1]
    weight : float64 array, shape (n,), or None for ones
    """
    w = np.ones(len(probability)) if weight is None else weight
    mean = float(np.sum(w * probability))
    return mean, math.sqrt(float(np.sum(w**2 * probability * (1 - probability))))


class Excess(NamedTuple):
    """An observed weighted count against what chance explains."""

    observed: float
    expected: float
    sd: float
    excess: float
    z: float


def excess_over_chance(hit: Floats, chance: Floats, weight: Floats | None = None) -> Excess:
    """Compare a weighted count of hits with its mean and sd under chance.

    Parameters
    ----------
    hit : float64 array, shape (n,), of 0 and 1
    chance : float64 array, shape (n,), in [0, 1]
    weight : float64 array, shape (n,), or None for ones
    """
    observed = float(np.sum(hit if weight is None else weight * hit))
    expected, sd = moments(chance, weight)
    excess = observed - expected
    return Excess(observed, expected, sd, excess, excess / sd if sd > 0 else 0.0)


def upper_tail(probability: Floats, observed: int) -> float:
    """Return P(count >= observed) of independent coins, in [1e-300, 1].

    Parameters
    ----------
    probability : float64 array, shape (n,), in [0, 1]
    observed : int

    Examples
    --------
    >>> upper_tail(np.array([0.5, 0.5]), 2)
    0.25
    """
    sure = int(np.sum(probability >= 1.0))
    coins = probability[(probability > 0.0) & (probability < 1.0)]
    wanted = observed - sure
    if wanted <= 0:
        return 1.0
    if wanted > len(coins):
        return SMALLEST_P
    if len(coins) <= EXACT_UP_TO:
        tail = float(_masses(coins)[wanted:].sum())
    elif wanted > coins.sum():
        tail = _saddlepoint_tail(coins, wanted)
    else:  # the far side is the small one: fewer heads are more tails
        tail = 1 - _saddlepoint_tail(1 - coins, len(coins) - wanted + 1)
    return min(max(tail, SMALLEST_P), 1.0)


def _masses(probability: Floats) -> Floats:
    mass = np.zeros(len(probability) + 1)
    mass[0] = 1.0
    for coins, q in enumerate(probability, 1):
        mass[1 : coins + 1] = mass[1 : coins + 1] * (1 - q) + mass[:coins] * q
        mass[0] *= 1 - q
    return mass


def _saddlepoint_tail(probability: Floats, wanted: int) -> float:
    """Lugannani-Rice with the continuity correction K'(s) = wanted - 1/2 (Daniels' second)."""
    target = wanted - 0.5
    s = _saddlepoint(probability, target)
    tilted = _tilted(probability, s)
    sd = math.sqrt(float(np.sum(tilted * (1 - tilted))))
    if abs(s) * sd < AT_THE_MEAN:
        return _tail_at_the_mean(probability, target)
    cumulant = float(np.sum(np.log1p(probability * np.expm1(s))))
    w = math.copysign(math.sqrt(2 * (s * target - cumulant)), s)
    u = 2 * math.sinh(s / 2) * sd
    log_density = -0.5 * w * w - LOG_SQRT_2_PI
    return math.exp(float(log_ndtr(-w))) + math.exp(log_density) * (1 / u - 1 / w)


def _tail_at_the_mean(probability: Floats, target: float) -> float:
    """Return the limit of the formula, which is 0/0 at the mean: normal, corrected for skewness."""
    mean, sd = moments(probability)
    z = (target - mean) / sd
    third = float(np.sum(probability * (1 - probability) * (1 - 2 * probability)))
    density = math.exp(-0.5 * z * z - LOG_SQRT_2_PI)
    return float(ndtr(-z)) + third / (6 * sd**3) * (z * z - 1) * density


def _tilted(probability: Floats, s: float) -> Floats:
    heads = probability * math.exp(s)
    tilted: Floats = heads / (1 - probability + heads)
    return tilted


def _saddlepoint(probability: Floats, target: float) -> float:
    low, high = -50.0, 50.0
    s = 0.0
    for _ in range(NEWTON_STEPS):
        tilted = _tilted(probability, s)
        gap = float(np.sum(tilted)) - target
        if abs(gap) < SADDLEPOINT_ERROR * max(target, 1.0):
            break
        low, high = (s, high) if gap < 0 else (low, s)
        step = s - gap / max(float(np.sum(tilted * (1 - tilted))), 1e-300)
        s = step if low < step < high else (low + high) / 2
    return s
