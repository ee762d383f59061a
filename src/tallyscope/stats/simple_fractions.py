r"""Units that sit exactly at a simple fraction, against their neighbours within a point.

Simple fractions come about by chance more often than others, since few people make few fractions:
of 120 votes 3/4 is one count of 121, 0.7512 is none. So a smooth curve is no null. Drawing every
unit anew around its own result (Rozenas 2017, Political Analysis 25(1):41-56) keeps the arithmetic
but moves every unit a second time by its own noise, which flattens honest peaks and invents spikes
at their tops. Here nothing is moved. A unit of n people whose result lies within 0.95 points of
the fraction f could have had any count m there, with chances that vary smoothly,

.. math:: P(m) \propto \exp(\beta_1 x + \beta_2 x^2), \quad x = (m / n - f) / 0.0095,

and its chance of standing at f itself (within 0.05 points) is the sum of P(m) over the counts that
do. The slope and the bend are fitted to the units that do *not* stand there, so that a spike does
not hide itself, and a weak normal prior keeps them near zero where there are few. Counts at other
simple fractions and whole percentages are left out on both sides. The number of units at f is then
Poisson-binomial, and its tail needs no drawing.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tallyscope.stats.poisson_binomial import upper_tail

Bools = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

GRAIN = 10_000  # windows are told in ten-thousandths
HIT = 5  # 0.05 points, as for whole percentages: Kobak et al. 2016, section 2
REACH = 95  # our choice: 0.95 points, up to the windows of the next whole percentages
PRIOR_SD = 0.5  # our choice: chances may differ by half within a point, which no electorate does
STEPS, STEP_ERROR = 20, 1e-9  # our choice: Newton needs about five
CELLS = 8  # our choice: neighbours are compared with their fit in eight cells
LONGEST = 10  # our choice: denominators up to ten, and twentieths (multiples of five percent)
NODES = ((2 / 3, 0.0), (1 / 6, math.sqrt(3.0)), (1 / 6, -math.sqrt(3.0)))
# Gauss-Hermite with three nodes: weights and places, in sd, for what the neighbours leave open


class Fraction(NamedTuple):
    """A fraction in lowest terms."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part}/{self.whole}"


FRACTIONS = tuple(
    sorted(
        {
            Fraction(a // math.gcd(a, b), b // math.gcd(a, b))
            for b in (*range(2, LONGEST + 1), 20)
            for a in range(1, b)
        },
        key=lambda fraction: fraction.part / fraction.whole,
    )
)


class Comparison(NamedTuple):
    """Units at one fraction against their neighbours.

    Attributes
    ----------
    fraction : Fraction
    neighbours : int
        Units within 0.95 points, those at the fraction among them.
    observed : int
        Units at the fraction.
    expected, sd : float
        What chance puts there, and its standard deviation with what the neighbours leave open.
    p_value : float
        Probability of at least the observed number.
    around, expected_around : float64 arrays, shape (19,)
        Units found and expected by tenths of a point from -0.9 to 0.9 around the fraction.
    misfit, freedom : float
        Pearson's chi-square of the neighbours about their fit, and its degrees of freedom.
    """

    fraction: Fraction
    neighbours: int
    observed: int
    expected: float
    sd: float
    p_value: float
    around: Floats
    expected_around: Floats
    misfit: float
    freedom: float


class _Possible(NamedTuple):
    """Every count that the neighbours could have had: index of the unit, place, kind."""

    unit: Counts
    x: Floats
    hit: Bools
    own: Bools
    units: int

    def sums(self, values: Floats) -> Floats:
        return np.bincount(self.unit, values, self.units).astype(np.float64)

    def of_units(self, values: Bools | Floats) -> Floats:
        """Return the value at each unit's own count."""
        found = np.zeros(self.units)
        found[self.unit[self.own]] = values[self.own]
        return found


def at_fraction(part: Counts, whole: Counts, fraction: Fraction) -> Bools:
    """Tell which results lie within 0.05 points of a fraction, decided in whole numbers.

    Examples
    --------
    >>> at_fraction(np.array([300, 301, 299]), np.array([400, 400, 400]), Fraction(3, 4)).tolist()
    [True, False, False]
    """
    return _within(part, whole, fraction, HIT)


def _within(part: Counts, whole: Counts, fraction: Fraction, reach: int) -> Bools:
    gap = np.abs(fraction.whole * part - fraction.part * whole)
    near: Bools = GRAIN * gap <= reach * fraction.whole * whole
    return near


def compare(
    part: Counts, whole: Counts, fraction: Fraction, *, min_neighbours: int
) -> Comparison | None:
    """Compare the number of units at a fraction with what their neighbours lead one to expect.

    Parameters
    ----------
    part, whole : int64 arrays, shape (n,)
        Numerators in 0..whole and denominators >= 1.
    fraction : Fraction
    min_neighbours : int

    Returns
    -------
    Comparison or None
        None with fewer neighbours, or where none of them can make the fraction.
    """
    near = _within(part, whole, fraction, REACH)
    if near.sum() < min_neighbours:
        return None
    possible = _possible_counts(part[near], whole[near], fraction)
    if possible.units < min_neighbours or not possible.hit.any():
        return None
    shape, curvature = _fitted(possible)
    density = np.exp(_terms(possible.x) @ shape)
    chance = density / possible.sums(density)[possible.unit]
    at_it = possible.sums(chance * possible.hit)
    open_ = _left_open(possible, chance, at_it, curvature)
    observed = int(possible.hit[possible.own].sum())
    around = np.clip(np.rint(possible.x * REACH / 10).astype(np.int64) + 9, 0, 18)
    misfit, freedom = _misfit(possible, density)
    return Comparison(
        fraction=fraction,
        neighbours=possible.units,
        observed=observed,
        expected=float(at_it.sum()),
        sd=math.hypot(math.sqrt(float(np.sum(at_it * (1 - at_it)))), open_),
        p_value=_tail(at_it, observed, open_),
        around=np.bincount(around[possible.own], minlength=19).astype(np.float64),
        expected_around=np.bincount(around, chance, 19).astype(np.float64),
        misfit=misfit,
        freedom=freedom,
    )


def _possible_counts(part: Counts, whole: Counts, fraction: Fraction) -> _Possible:
    a, b = fraction
    middle, reach = a * whole / b, REACH * whole / GRAIN
    first = np.maximum(np.ceil(middle - reach), 0).astype(np.int64)
    last = np.minimum(np.floor(middle + reach), whole).astype(np.int64)
    length = np.maximum(last - first + 1, 0)
    unit = np.repeat(np.arange(len(whole)), length)
    begin = np.cumsum(length) - length
    count = np.arange(len(unit)) - begin[unit] + first[unit]
    size = whole[unit]
    hit = at_fraction(count, size, fraction)
    kept = (hit | ~_at_another(count, size, fraction)) & _within(count, size, fraction, REACH)
    own = (count == part[unit]) & kept
    kept &= np.bincount(unit[own], minlength=len(whole))[unit] > 0
    unit, count, size = unit[kept], count[kept], size[kept]
    known, unit = np.unique(unit, return_inverse=True)
    x = GRAIN * (b * count - a * size) / (REACH * b * size)
    return _Possible(unit.astype(np.int64), x, hit[kept], own[kept], len(known))


def _at_another(count: Counts, size: Counts, fraction: Fraction) -> Bools:
    """Tell which counts lie at another simple fraction or at a whole percentage."""
    percent = (200 * count + size) // (2 * size)
    other: Bools = GRAIN * np.abs(100 * count - percent * size) <= HIT * 100 * size
    middle = fraction.part / fraction.whole
    for another in FRACTIONS:
        away = abs(another.part / another.whole - middle)
        if another != fraction and away <= (REACH + HIT) / GRAIN:
            other |= at_fraction(count, size, another)
    return other


def _terms(x: Floats) -> Floats:
    return np.stack([x, x * x], axis=1)


def _fitted(possible: _Possible) -> tuple[Floats, Floats]:
    """Fit slope and bend to the units beside the fraction; also return the curvature there."""
    beside, terms = ~possible.hit, _terms(possible.x)
    columns = possible.x, possible.x * possible.x
    units = possible.of_units(beside) > 0
    own = np.stack([possible.of_units(term) for term in columns], axis=1)
    prior = np.eye(2) / PRIOR_SD**2
    shape, curvature = np.zeros(2), prior
    for _ in range(STEPS):
        chance = np.exp(terms @ shape) * beside
        chance /= np.maximum(possible.sums(chance), 1e-300)[possible.unit]
        weighted = [chance * term for term in columns]
        mean = np.stack([possible.sums(one) for one in weighted], axis=1)
        square = np.array(
            [[possible.sums(one * two)[units].sum() for one in weighted] for two in columns]
        )
        curvature = square - mean[units].T @ mean[units] + prior
        step = np.linalg.solve(curvature, (own - mean)[units].sum(axis=0) - prior @ shape)
        shape = shape + step
        if np.abs(step).max() < STEP_ERROR:
            break
    return shape, curvature


def _left_open(possible: _Possible, chance: Floats, at_it: Floats, curvature: Floats) -> float:
    """Return the sd of the expected number that comes from fitting slope and bend."""
    by_shape = np.array(
        [
            np.sum(possible.sums(chance * possible.hit * term))
            - np.sum(at_it * possible.sums(chance * term))
            for term in _terms(possible.x).T
        ]
    )
    return math.sqrt(float(by_shape @ np.linalg.solve(curvature, by_shape)))


def _tail(at_it: Floats, observed: int, open_: float) -> float:
    expected = float(at_it.sum())
    return sum(
        weight * upper_tail(np.clip(at_it * (1 + node * open_ / expected), 0, 1), observed)
        for weight, node in NODES
    )


def _misfit(possible: _Possible, density: Floats) -> tuple[float, float]:
    beside = ~possible.hit & (possible.of_units(~possible.hit) > 0)[possible.unit]
    chance = density * beside
    chance /= np.maximum(possible.sums(chance), 1e-300)[possible.unit]
    cell = np.minimum(((possible.x + 1) * CELLS / 2).astype(np.int64), CELLS - 1)
    expected = np.bincount(cell, chance, CELLS)
    found = np.bincount(cell[possible.own & beside], minlength=CELLS)
    full = expected > 0
    away = float(np.sum((found - expected)[full] ** 2 / expected[full]))
    return away, max(float(full.sum()) - 3, 0.0)
