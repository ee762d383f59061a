r"""How much the units of one place differ, measured by what drawing lots would make them differ.

If the voters of a place were dealt onto its units by lot, the number of votes in a unit of
:math:`n_i` ballots would be hypergeometric, and

.. math:: X^2 = \frac{N - 1}{N} \sum_i \frac{(v_i - n_i p)^2}{n_i p (1 - p)},
    \qquad N = \sum n_i, \quad p = \sum v_i / N,

would be k - 1 on average over k units and nearly chi-square. The *dispersion* is
:math:`X^2 / (k - 1)`: 1 for dealing by lot, more where the units have unlike voters, as honest
ones have. It grows with the size of the units; what does not is the *extra spread*, the standard
deviation :math:`\tau` of the units' own rates,

.. math:: \tau^2 = p (1 - p) \frac{X^2 - (k - 1)}{N - \sum n_i^2 / N}.

Counts are whole numbers, so the lower tail is taken as if every count lay half a vote farther from
its expected value: the chance is then never told too small.

A few odd units among many that are too alike hide them. So the units are also looked at without the
farthest ones: of the k units the m with rates next to each other that differ least. Among all
:math:`\binom{k}{m}` choices of m units, the chance that any differs so little is at most

.. math:: \binom{k}{m} \, P(\phi_0 \, \chi^2_{m-1} \le X^2_m),

however they were chosen, and true differences between the units only make it smaller.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import gammainc, gammaincc, gammaln

Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

LEAST_VARIANCE = 5.0  # our choice, after Cochran (1954): below it counts are too lumpy
HALF_A_VOTE = 0.5  # continuity correction
CORES = (1.0, 0.9, 0.75, 0.5)  # our choice: all units, and without a tenth, a quarter, one half
SMALLEST_CORE = 5  # our choice: fewer units could not be told from chance anyway
SMALLEST_P = 1e-300  # our choice: a p-value is never printed as zero


class Dispersion(NamedTuple):
    """Differences inside groups; one value per group.

    Attributes
    ----------
    used : bool array, shape (n,)
        Units that were compared.
    units, freedom : int64 arrays, shape (groups,)
        Units compared, and one less (0 for an empty group).
    rate : float64 array
        Rate of all compared units together; NaN for an empty group.
    chi_square, chi_square_at_most : float64 arrays
        X^2, and the same with every count half a vote farther out.
    extra : float64 array
        Standard deviation of the units' own rates beyond dealing by lot, 0 where there is none.
    """

    used: Bools
    units: Codes
    freedom: Codes
    rate: Floats
    chi_square: Floats
    chi_square_at_most: Floats
    extra: Floats


def dispersion(part: Codes, whole: Codes, group: Codes, *, candidates: Bools) -> Dispersion:
    """Measure how much the units of each group differ.

    Parameters
    ----------
    part, whole : int64 arrays, shape (n,)
        Numerators in 0..whole and denominators.
    group : int64 array, shape (n,)
    candidates : bool array, shape (n,)
        Units that may be compared; of them, those are whose variance by lot is at least 5.
    """
    groups = int(group.max(initial=-1)) + 1

    def totals(values: Floats | Codes, chosen: Bools) -> Floats:
        return np.bincount(group[chosen], values[chosen], groups).astype(np.float64)

    def by_lot(chosen: Bools) -> tuple[Floats, Floats]:
        """Return each group's rate, and each unit's variance at it."""
        all_of_them = np.maximum(totals(whole, chosen), 1)
        rate = totals(part, chosen) / all_of_them
        return rate, whole * (rate * (1 - rate))[group]

    _, variance = by_lot(candidates)
    used = candidates & (variance >= LEAST_VARIANCE)
    rate, variance = by_lot(used)
    used &= variance > 0
    units = np.bincount(group[used], minlength=groups)
    total = np.maximum(totals(whole, used), 1)
    safe = np.where(variance > 0, variance, 1.0)
    away = np.abs(part - whole * rate[group])
    finite = (total - 1) / total
    chi_square = finite * totals(away**2 / safe, used)
    at_most = finite * totals((away + HALF_A_VOTE) ** 2 / safe, used)
    freedom = np.maximum(units - 1, 0)
    room = np.maximum(total - totals(whole.astype(np.float64) ** 2, used) / total, 1.0)
    extra = np.sqrt(np.maximum(rate * (1 - rate) * (chi_square - freedom) / room, 0.0))
    return Dispersion(
        used, units, freedom, np.where(units > 0, rate, np.nan), chi_square, at_most, extra
    )


class Pooled(NamedTuple):
    """Differences inside the groups of each place, added up; one value per place.

    Attributes
    ----------
    units, freedom : int64 arrays, shape (places,)
    rate, chi_square, chi_square_at_most, extra : float64 arrays
        As in `Dispersion`; ``extra`` is the root of the mean square over the groups.
    """

    units: Codes
    freedom: Codes
    rate: Floats
    chi_square: Floats
    chi_square_at_most: Floats
    extra: Floats


def pooled(found: Dispersion, group: Codes, place: Codes, places: int) -> Pooled:
    """Add up the groups (buildings, say) of each place; groups of one unit add nothing.

    Parameters
    ----------
    found : Dispersion
    group, place : int64 arrays, shape (n,)
        Of each unit; every group lies in one place.
    places : int
    """
    place_of_group = np.zeros(len(found.units), dtype=np.int64)
    place_of_group[group] = place
    several = found.freedom > 0

    def added(values: Floats | Codes) -> Floats:
        chosen = values[several].astype(np.float64)
        return np.bincount(place_of_group[several], chosen, places).astype(np.float64)

    units, freedom = added(found.units), added(found.freedom)
    return Pooled(
        units=units.astype(np.int64),
        freedom=freedom.astype(np.int64),
        rate=added(np.nan_to_num(found.rate) * found.units) / np.maximum(units, 1),
        chi_square=added(found.chi_square),
        chi_square_at_most=added(found.chi_square_at_most),
        extra=np.sqrt(added(found.extra**2 * found.freedom) / np.maximum(freedom, 1)),
    )


def too_alike(chi_square_at_most: Floats, freedom: Codes, *, floor: float) -> Floats:
    r"""Return the chance of so little difference, :math:`P(\phi_0 \chi^2_{k-1} \le X^2)`.

    Parameters
    ----------
    chi_square_at_most : float64 array
    freedom : int64 array
        Where it is 0 the chance is 1.
    floor : float
        :math:`\phi_0`, the least dispersion that is granted to honest places.

    Examples
    --------
    >>> too_alike(np.array([1.0, 1.0]), np.array([9, 0]), floor=1.0).round(6).tolist()
    [0.000562, 1.0]
    """
    tail = gammainc(np.maximum(freedom, 1) / 2, chi_square_at_most / (2 * floor))
    return np.where(freedom > 0, np.maximum(tail, SMALLEST_P), 1.0)


def too_unlike(chi_square: Floats, freedom: Codes) -> Floats:
    r"""Return the chance of so much difference by lot, :math:`P(\chi^2_{k-1} \ge X^2)`."""
    tail = gammaincc(np.maximum(freedom, 1) / 2, chi_square / 2)
    return np.where(freedom > 0, np.maximum(tail, SMALLEST_P), 1.0)


class Core(NamedTuple):
    """The units of each group that are most alike; one value per group unless told otherwise.

    Attributes
    ----------
    units : int64 array, shape (groups,)
        How many they are; 0 where fewer than 5 can be compared.
    rate, dispersion : float64 arrays, shape (groups,)
        Theirs; NaN where there are none.
    p_value : float64 array, shape (groups,)
        Bound for the chance that any so many differ so little, for all sizes that were tried.
    member : bool array, shape (n,)
    """

    units: Codes
    rate: Floats
    dispersion: Floats
    p_value: Floats
    member: Bools


def most_alike(part: Codes, whole: Codes, group: Codes, found: Dispersion, *, floor: float) -> Core:
    r"""Find the units of each group that are most alike, and how likely that is by lot.

    Parameters
    ----------
    part, whole, group : int64 arrays, shape (n,)
    found : Dispersion
        Of the same units: which of them are compared.
    floor : float
        As in :func:`too_alike`.
    """
    groups = len(found.units)
    used = np.flatnonzero(found.used)
    in_order = used[np.lexsort((whole[used], part[used] / whole[used], group[used]))]
    windows = _Windows(part[in_order], whole[in_order], group[in_order], found)
    core = Core(
        np.zeros(groups, dtype=np.int64),
        np.full(groups, np.nan),
        np.full(groups, np.nan),
        np.ones(groups),
        np.zeros(len(part), dtype=np.bool_),
    )
    begin = np.zeros(groups, dtype=np.int64)
    for share in CORES:
        size = np.ceil(share * found.units).astype(np.int64)
        at, rate, chi_square, at_most = windows.closest(size)
        g = windows.group[at]
        m, k = size[g], found.units[g]
        ways = gammaln(k + 1.0) - gammaln(m + 1.0) - gammaln(k - m + 1.0)
        tail = too_alike(at_most, m - 1, floor=floor)
        p = np.exp(np.minimum(np.log(tail) + ways + np.log(len(CORES)), 0.0))
        better = (p < core.p_value[g]) | (core.units[g] == 0)
        chosen = g[better]
        core.units[chosen], begin[chosen] = m[better], at[better]
        core.rate[chosen] = rate[better]
        core.dispersion[chosen] = (chi_square / np.maximum(m - 1, 1))[better]
        core.p_value[chosen] = np.maximum(p, SMALLEST_P)[better]
    place = np.arange(len(in_order)) - begin[windows.group]
    core.member[in_order] = (place >= 0) & (place < core.units[windows.group])
    return core


class _Windows:
    """Runs of units of one group next to each other in their rates."""

    def __init__(self, part: Codes, whole: Codes, group: Codes, found: Dispersion) -> None:
        self.group = group
        self._rate = found.rate[group]
        away = part - whole * self._rate  # from the group's rate, so that sums stay small
        self._sums = [
            np.concatenate([[0.0], np.cumsum(terms)])
            for terms in (away**2 / whole, away, whole, 1 / whole)
        ]
        size = found.units
        self._place = np.arange(len(group)) - (np.cumsum(size) - size)[group]
        self._size = size[group]

    def closest(self, size: Codes) -> tuple[Codes, Floats, Floats, Floats]:
        """Return each group's run of that size with the least X^2: its begin, rate, and X^2."""
        length = size[self.group]
        fits = (self._place + length <= self._size) & (length >= SMALLEST_CORE)
        first = np.flatnonzero(fits)
        last = first + length[first]
        squares, away, whole, inverse = (total[last] - total[first] for total in self._sums)
        rate = np.clip(self._rate[first] + away / whole, 0.0, 1.0)
        spread = np.maximum(rate * (1 - rate), 1e-300)
        chi_square = np.maximum(squares - away**2 / whole, 0.0) / spread * (whole - 1) / whole
        half_votes = np.sqrt(HALF_A_VOTE**2 * inverse / spread)
        at_most = (np.sqrt(chi_square) + half_votes) ** 2  # by the triangle inequality
        best = np.lexsort((at_most, self.group[first]))
        best = best[np.unique(self.group[first][best], return_index=True)[1]]
        return first[best], rate[best], chi_square[best], at_most[best]
