r"""Two kinds of units in the same places, as if kinds had been dealt out by lot.

With :math:`n_1` marked and :math:`n_0` other units in a place, the estimate is the difference of
their means, averaged over places with the weights :math:`w_s = n_1 n_0 / n`,

.. math:: \hat\tau = T / \sum_s w_s, \qquad
          T = \sum_{\text{marked } i} (y_i - \bar y_{s(i)})
            = \sum_s w_s (\bar y_{1s} - \bar y_{0s}).

If marks were dealt out by lot within places and made no difference, every other deal would have
been as likely: T has mean 0 and variance
:math:`\sum_s \frac{n_1 n_0}{n (n - 1)} \sum_{i \in s} (y_i - \bar y_s)^2`. The interval holds the
differences :math:`\tau` that are not refuted in this way after :math:`\tau` is taken off the marked
units (Rosenbaum 2002, Observational Studies, section 2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr

from tallyscope.stats.normal import NORMAL_95

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

AT_ONCE = 2_000_000  # our choice: random numbers held in memory at a time (16 MB)
TIE = 1e-9  # our choice: deals that differ by rounding alone are equally far out


@dataclass(frozen=True)
class Difference:
    """Marked less other units.

    Attributes
    ----------
    value, low, high : float
        In the unit of the measure; ends may be infinite where few units refute nothing.
    p_value : float
        Two-sided, by the normal approximation to all deals.
    marked, other : float
        Weighted means of both kinds; their difference is the value.
    """

    value: float
    low: float
    high: float
    p_value: float
    marked: float
    other: float


@dataclass(frozen=True, eq=False)
class _Sums:
    weight: Floats
    total: Floats
    means: tuple[Floats, Floats]
    spread: Floats
    chance: Floats


def difference(measure: Floats, marked: Mask, place: Codes) -> Difference:
    """Return the difference within places and its interval.

    Parameters
    ----------
    measure : float64 array, shape (n,)
    marked : bool array, shape (n,)
    place : int64 array, shape (n,), in 0..s-1
        Each place has at least one unit of each kind.
    """
    sums = _sums(measure, marked, place)
    weight, total = sums.weight.sum(), sums.total.sum()
    variance = float((sums.chance * sums.spread).sum())
    z = total / np.sqrt(variance) if variance > 0 else 0.0
    low, high = _inverted(sums)
    means = [float((sums.weight * mean).sum() / weight) for mean in sums.means]
    return Difference(
        float(total / weight), low, high, float(2 * ndtr(-abs(z))), means[0], means[1]
    )


def _sums(measure: Floats, marked: Mask, place: Codes) -> _Sums:
    ones = np.bincount(place, weights=marked)
    size = np.bincount(place)
    rest = size - ones
    means = tuple(
        np.bincount(place, weights=measure * kind) / count
        for kind, count in ((marked, ones), (~marked, rest))
    )
    middle = np.bincount(place, weights=measure) / size
    spread = np.bincount(place, weights=(measure - middle[place]) ** 2).astype(np.float64)
    spread[spread <= (TIE * np.abs(middle)) ** 2 * size] = 0.0  # equal values have no spread
    weight = ones * rest / size
    chance = weight / (size - 1)
    return _Sums(weight, weight * (means[0] - means[1]), (means[0], means[1]), spread, chance)


def _inverted(sums: _Sums) -> tuple[float, float]:
    """Return the ends of the differences that are not refuted: the roots of a quadratic.

    (T - tau W)^2 = z^2 (A - 2 tau B + tau^2 C), the variance being that of y - tau on the marked.
    """
    squared = NORMAL_95**2
    weight, total = float(sums.weight.sum()), float(sums.total.sum())
    a = float((sums.chance * sums.spread).sum())
    b = float((sums.chance * sums.total).sum())
    c = float((sums.chance * sums.weight).sum())
    lead = weight**2 - squared * c
    if lead <= 0:
        return -np.inf, np.inf
    half = total * weight - squared * b
    root = np.sqrt(max(half**2 - lead * (total**2 - squared * a), 0.0))
    return float((half - root) / lead), float((half + root) / lead)


def p_by_dealing(
    measure: Floats, marked: Mask, place: Codes, rng: np.random.Generator, *, draws: int
) -> float:
    """Return the two-sided p-value from marks dealt out anew within places.

    Parameters
    ----------
    measure, marked, place
        As in :func:`difference`, in an order that does not depend on names.
    rng : numpy.random.Generator
    draws : int
        Deals; p is (1 + deals at least as far out) / (1 + draws).
    """
    order = np.argsort(place, kind="stable")
    where, size = place[order], np.bincount(place)
    middle = np.bincount(place, weights=measure) / size
    gap = (measure - middle[place])[order]
    quota = np.bincount(place, weights=marked).astype(np.int64)
    first = np.cumsum(size) - size
    # after sorting by place and chance, the first units of each place are the marked ones
    dealt = np.arange(len(where)) - first[where] < quota[where]
    found = abs(float(gap[marked[order]].sum()))
    hits, left = 0, draws
    while left:
        now = min(left, max(AT_ONCE // max(len(where), 1), 1))
        shuffled = np.argsort(where + rng.random((now, len(where))), axis=1)
        sums = np.abs(gap[shuffled][:, dealt].sum(axis=1))
        hits += int((sums >= found - TIE * max(found, 1.0)).sum())
        left -= now
    return (1 + hits) / (1 + draws)
