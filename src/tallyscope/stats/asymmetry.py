r"""Units far above in two measures at once against units far below in both.

Ballots added for one option move a unit up in turnout and in share; hardly anything that is done to
results moves both down. Where honest units differ as often one way as the other, the units below
tell how many of those above are honest differences.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from tallyscope.stats.normal import NORMAL_95
from tallyscope.stats.rare_counts import LOWER_BOUND_LEVEL

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

MIN_BLOCKS = 10  # our choice: fewer whole places tell too little of how they vary
NORMAL_ONE_SIDED_95 = 1.6448536269514722  # below it lie 95% of a standard normal
OF_UNITS = 1e4  # differences are told per 10,000 units


def same_direction(first: Floats, second: Floats) -> Floats:
    """Return the smaller of two distances with their common sign; 0 where they disagree.

    Examples
    --------
    >>> same_direction(np.array([3.0, -2.0, 1.0]), np.array([2.0, -5.0, -1.0])).tolist()
    [2.0, -2.0, 0.0]
    """
    nearer = np.minimum(np.abs(first), np.abs(second))
    both: Floats = np.where(first * second > 0, np.sign(first) * nearer, 0.0)
    return both


def beyond_steps(direction: Floats, steps: Floats) -> tuple[Codes, Codes]:
    """Return how many values lie at or above each step, and at or below minus each step."""
    rising, falling = np.sort(direction), np.sort(-direction)
    above, below = (
        len(direction) - np.searchsorted(values, steps, side="left") for values in (rising, falling)
    )
    return above.astype(np.int64), below.astype(np.int64)


@dataclass(frozen=True)
class Asymmetry:
    """How many more units lie far above than far below, per 10,000 units.

    Attributes
    ----------
    above, below : int
        Units at least that far out.
    value, low, high : float
        Difference and its 95% interval.
    at_least : float
        What chance leaves certain of it (one-sided 95%).
    """

    above: int
    below: int
    value: float
    low: float
    high: float
    at_least: float


def asymmetry(direction: Floats, block: Codes, *, far: float) -> Asymmetry:
    r"""Count units on both sides, with whole places as what varies.

    Parameters
    ----------
    direction : float64 array, shape (n,)
        As :func:`same_direction` returns it.
    block : int64 array, shape (n,), in 0..b-1
        Place of each unit.
    far : float
        Units so far out are counted.

    Notes
    -----
    With :math:`s_b` units above less units below among the :math:`n_b` of place b, the difference
    per unit is :math:`R = \sum s_b / \sum n_b`, and its variance between places
    :math:`\frac{B}{B-1} \sum (s_b - R n_b)^2 / (\sum n_b)^2`. The interval is the wider one of that
    and of Clopper and Pearson's for the part above, in which each unit is above or below by itself;
    it is the latter alone where there are fewer than 10 places.
    """
    blocks = int(block.max(initial=-1)) + 1
    out = [direction >= far, direction <= -far]
    above, below = (int(side.sum()) for side in out)
    rate = (above - below) / len(direction)
    low, high, at_least = (
        (2 * part - 1) * (above + below) / len(direction) for part in _part_above(above, below)
    )
    if blocks >= MIN_BLOCKS:
        size = np.bincount(block)
        signed = np.bincount(block, weights=out[0].astype(np.float64) - out[1])
        gaps = signed - rate * size
        error = float(np.sqrt(blocks / (blocks - 1) * (gaps**2).sum())) / len(direction)
        low, high = min(low, rate - NORMAL_95 * error), max(high, rate + NORMAL_95 * error)
        at_least = min(at_least, rate - NORMAL_ONE_SIDED_95 * error)
    # adding zero takes the minus from a zero
    return Asymmetry(above, below, *(OF_UNITS * each + 0.0 for each in (rate, low, high, at_least)))


def _part_above(above: int, below: int) -> tuple[float, float, float]:
    """Return the ends of the two-sided interval and the one-sided lower bound of the part above."""

    def lower(level: float) -> float:
        return float(betaincinv(above, below + 1, level)) if above else 0.0

    upper = float(betaincinv(above + 1, below, 0.975)) if below else 1.0
    return lower(0.025), upper, lower(LOWER_BOUND_LEVEL)
