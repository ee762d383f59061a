r"""How lopsided differences among neighbours are along one diagonal more than along the other.

With x and y the gaps of a unit from its district's middle in two logits, each in robust standard
deviations of all such gaps, and the quantile skewness (Hinkley 1975, Biometrika 62:101; Kelley
1947, Fundamentals of Statistics, for p = 0.1)

.. math:: K(a) = \frac{q_{1-p}(a) + q_p(a) - 2 q_{1/2}(a)}{q_{1-p}(a) - q_p(a)},

the lopsidedness is

.. math:: D = K(x + w y) - K(x - w y) - c\,K(y), \qquad c = \frac{2 w^3}{(1 + w^2)^{3/2}}.

For independent x and y the third cumulant of :math:`x \pm w y` is that of x plus or minus
:math:`w^3` times that of y: skewness of x alone takes itself away between the two diagonals, and
skewness of y alone is what the last term takes off. What is left is skewness that x and y have
together. The standard error comes from the influence functions of the quantiles (their densities
after Siddiqui 1960, Journal of Research of the National Bureau of Standards 64B:145), summed by
district, so that units of one district may depend on each other.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tallyscope.stats.within_groups import MAD_TO_SD, group_medians

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

TAIL = 0.05  # our choice: a tenth of the units in both tails; further out are those of one mind
WEIGHT = 0.5  # our choice: stuffing moves a station about twice as far in turnout as in share
BANDWIDTH = 0.02  # our choice: of the densities, in probability


class Lopsided(NamedTuple):
    """The lopsidedness, its standard error, and what it is made of."""

    value: float
    error: float
    along: float
    across: float
    second: float


def gaps(values: Floats, group: Codes) -> Floats:
    """Return gaps from the groups' medians, over their robust sd, float64 of shape (n,).

    NaN where more than half of all gaps are zero.
    """
    groups = int(group.max(initial=-1)) + 1
    gap = values - group_medians(values, group, groups)[group]
    spread = MAD_TO_SD * float(np.median(np.abs(gap)))
    return gap / spread if spread > 0 else np.full(len(gap), np.nan)


def lopsidedness(x: Floats, y: Floats, block: Codes) -> Lopsided:
    """Return the lopsidedness of standardised gaps.

    Parameters
    ----------
    x, y : float64 arrays, shape (n,)
        From :func:`gaps`, finite.
    block : int64 array, shape (n,)
        Units that may depend on each other have one code, 0 to some number.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> x, y = rng.standard_normal((2, 10_000))
    >>> abs(lopsidedness(x, y, np.arange(10_000)).value) < 0.05
    True
    """
    correction = 2 * WEIGHT**3 / (1 + WEIGHT**2) ** 1.5
    along, of_along = _skewness(x + WEIGHT * y)
    across, of_across = _skewness(x - WEIGHT * y)
    second, of_second = _skewness(y)
    influence = of_along - of_across - correction * of_second
    by_block = np.bincount(block, influence)
    return Lopsided(
        along - across - correction * second,
        float(np.sqrt((by_block**2).sum())) / len(x),
        along,
        across,
        second,
    )


def _skewness(values: Floats) -> tuple[float, Floats]:
    """Return the quantile skewness and the influence of each value on it."""
    points = np.array([TAIL, 0.5, 1 - TAIL])
    low, middle, high = np.quantile(values, points)
    width = high - low
    beside = np.quantile(values, np.concatenate([points - BANDWIDTH, points + BANDWIDTH]))
    per_density = (beside[3:] - beside[:3]) / (2 * BANDWIDTH)
    cuts = ((values <= cut) for cut in (low, middle, high))
    of_low, of_middle, of_high = (
        (point - below) * slope
        for point, below, slope in zip(points, cuts, per_density, strict=True)
    )
    skewness = float((high + low - 2 * middle) / width)
    influence: Floats = (of_high + of_low - 2 * of_middle - skewness * (of_high - of_low)) / width
    return skewness, influence
