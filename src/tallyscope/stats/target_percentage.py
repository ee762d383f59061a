r"""Many units at one and the same percentage, against units nearly there.

Had a few people more or fewer voted for the option, a unit with m of n votes would stand at
another percentage. Under the null all counts :math:`m - h, \dots, m + h` are as likely as the one
that came about, with :math:`h = \max(2, c\sqrt{m(1 - m/n)})` a part c of the spread of counting. A
unit then lies in the window of 0.1 point around percentage x with the chance :math:`q_i(x)` that so
many of these 2h + 1 counts do, and a region has :math:`\lambda(x) = \sum_i q_i(x)` units there.
What is smooth on the scale of h cannot make more, and percentages that are simple fractions of
small numbers are counted exactly.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import gammainc

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

SMALLEST_P = 1e-300  # our choice: a p-value is never printed as zero
TENTHS = 1001  # windows of 0.1 point from 0.0 to 100.0 percent
SHIFT = 0.5
# our choice: half a standard deviation of counting. A crowd of equally minded units, the narrowest
# that counting leaves, is flattened by c^2 / 6 = 4% at its top; a larger shift would take it for a
# target, a smaller one would learn its expectation from the very units that are looked at
STEP = 0.01  # our choice: all windows are looked over in steps of 1% of what is expected
SMALLEST_SHIFT = 2  # our choice: votes; fewer make no neighbourhood


class Shifted(NamedTuple):
    """Windows that each unit might have been in: index of the unit, window, chance."""

    unit: Counts
    tenth: Counts
    chance: Floats


def tenth(part: Counts, whole: Counts) -> Counts:
    """Return the window of 0.1 point each rate lies in, int64 of shape (n,), 0..1000.

    Examples
    --------
    >>> tenth(np.array([6215, 6224, 6225]), np.array([10_000] * 3)).tolist()
    [622, 622, 623]
    """
    window: Counts = (2000 * part + whole) // (2 * whole)
    return window


def shifted(part: Counts, whole: Counts, *, shift: float = SHIFT) -> Shifted:
    """Return the windows in reach of each unit and their chances, which sum to 1 by unit.

    Parameters
    ----------
    part, whole : int64 arrays, shape (n,)
        Counts in 0..whole, and wholes >= 1.
    shift : float
        Largest shift in standard deviations of counting.
    """
    spread = np.sqrt(part * (1 - part / whole))
    reach = np.maximum(np.rint(shift * spread).astype(np.int64), SMALLEST_SHIFT)
    low, high = np.maximum(part - reach, 0), np.minimum(part + reach, whole)
    length = high - low + 1
    unit = np.repeat(np.arange(len(part)), length)
    first = np.cumsum(length) - length
    count = np.arange(len(unit)) - first[unit] + low[unit]
    return Shifted(unit, tenth(count, whole[unit]), (1 / length)[unit])


@dataclass(frozen=True, eq=False)
class Crowds:
    """Units by group and window of 0.1 point.

    Attributes
    ----------
    observed : int64 array, shape (g, 1001)
    expected : float64 array, shape (g, 1001)
    tail : float64 array, shape (g, 1001)
        P(Poisson(expected) >= observed); 1 where nothing was observed. The number is a sum of
        unequal coins, whose tail is lighter: it errs on the side of silence.
    """

    observed: Counts
    expected: Floats
    tail: Floats

    def first(self, most: int) -> tuple[Counts, Counts]:
        """Return group and window of the most conspicuous windows, the first one first."""
        order = np.argsort(self.tail, axis=None, kind="stable")[:most]
        group, window = np.unravel_index(order[self.observed.flat[order] > 0], self.tail.shape)
        return group.astype(np.int64), window.astype(np.int64)

    def adjusted(self, tail: float) -> float:
        """Return the chance of a tail as small as that somewhere."""
        return somewhere(tail, self.expected[self.expected > 0])

    def allowance(self, expected: float, level: float) -> int:
        """Return the units that a window of that expectation needs to be at the level, adjusted."""
        units = max(1, math.ceil(expected))
        while self.adjusted(float(gammainc(units, expected))) > level:
            units += 1
        return units


def crowds(part: Counts, whole: Counts, group: Counts, groups: int, *, looked_at: slice) -> Crowds:
    """Count the units in each window, and what the units nearby lead one to expect.

    Parameters
    ----------
    part, whole, group : int64 arrays, shape (n,)
    groups : int
    looked_at : slice
        Of the 1,001 windows; nothing is observed or expected in the others.
    """
    shape = (groups, TENTHS)
    outside = np.ones(TENTHS, dtype=np.bool_)
    outside[looked_at] = False
    found = np.bincount(group * TENTHS + tenth(part, whole), minlength=groups * TENTHS)
    unit, near, chance = shifted(part, whole)
    due = np.bincount(group[unit] * TENTHS + near, weights=chance, minlength=groups * TENTHS)
    observed: Counts = found.reshape(shape).astype(np.int64)
    expected: Floats = due.reshape(shape).astype(np.float64)
    observed[:, outside], expected[:, outside] = 0, 0.0
    tail = np.ones(shape)
    known = observed > 0
    tail[known] = np.maximum(gammainc(observed[known], expected[known]), SMALLEST_P)
    return Crowds(observed, expected, tail)


def somewhere(p: float, expected: Floats) -> float:
    """Return the chance that some window of all has a tail as small as `p`.

    Windows can only have the tails that whole numbers of units give, and many of them cannot reach
    `p` at all: the sum over windows of the largest tail up to `p` that each can have bounds the
    chance, and is nearly its value while it is small.

    Parameters
    ----------
    p : float
    expected : float64 array, shape (k,)
        Expected units of every window that is looked at. They are taken together in steps of 1%,
        of which the lower end says how many units it takes and the upper end how likely they are.
    """
    steps, times = np.unique(np.ceil(np.log(expected) / STEP), return_counts=True)
    needed = smallest_surprise(p, np.exp((steps - 1) * STEP))
    return float(min(1.0, times @ gammainc(needed, np.exp(steps * STEP))))


def smallest_surprise(p: float, expected: Floats) -> Floats:
    """Return the smallest whole number whose Poisson tail is at most `p`, float64, at least 1.

    Examples
    --------
    >>> smallest_surprise(0.05, np.array([0.01, 1.0, 10.0])).tolist()
    [1.0, 4.0, 16.0]
    """
    low, high = np.zeros(len(expected)), np.ones(len(expected))
    while (wide := gammainc(high, expected) > p).any():
        high = np.where(wide, 2 * high, high)
    while (high - low > 1).any():
        middle = np.maximum((low + high) // 2, 1.0)
        reached = gammainc(middle, expected) <= p
        low, high = np.where(reached, low, middle), np.where(reached, middle, high)
    return high
