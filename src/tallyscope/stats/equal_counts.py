r"""Rows of counts that are equal, against rows that are nearly equal.

Two honest protocols are equal by accident about as often as they differ by a given handful of
votes. With :math:`N_0` pairs that are equal and :math:`N` pairs that agree in everything but two
counts, and differ in each of these by at most `reach`, each of the :math:`K = (2\,reach + 1)^2`
differences is as likely as any other, so that

.. math:: N_0 \mid N \sim \operatorname{Binomial}(N, 1/K), \qquad
          E[N_0] \approx (N - N_0) / (K - 1).

Nothing needs to be assumed about how alike the places are: pairs of like places are common among
the equal and the nearly equal ones in the same measure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree
from scipy.special import betainc

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

MOVING = ("issued", "ballots", "valid")  # counts that follow from votes
LARGEST_NUMBER = 2**62  # what an int64 holds, with room for a sign
SMALLEST_P = 1e-300  # our choice: a p-value is never printed as zero


class Pairs(NamedTuple):
    """Pairs of rows: those that are equal, and those that are near (the equal ones included)."""

    equal: int
    near: int
    reach: int

    @property
    def differences(self) -> int:
        """How many differences a near pair can have."""
        return (2 * self.reach + 1) ** 2

    @property
    def expected(self) -> float:
        """Equal pairs that the nearly equal ones lead one to expect."""
        return (self.near - self.equal) / (self.differences - 1)

    @property
    def mostly_beyond_chance(self) -> bool:
        """Whether more than half of the equal pairs are beyond those expected."""
        return self.equal > 2 * self.expected

    def without(self, part: Pairs) -> Pairs:
        """Leave out the pairs of a part."""
        return Pairs(self.equal - part.equal, self.near - part.near, self.reach)

    @property
    def p_value(self) -> float:
        """Chance of so many equal pairs among the near ones, in [1e-300, 1]."""
        if self.equal == 0:
            return 1.0
        tail = float(betainc(self.equal, self.near - self.equal + 1, 1 / self.differences))
        return min(max(tail, SMALLEST_P), 1.0)


def equal_rows(columns: Counts) -> Counts:
    """Return a code per row, the same for equal rows, in the order of the rows' counts.

    Parameters
    ----------
    columns : int64 array, shape (n, m)

    Returns
    -------
    int64 array, shape (n,), in 0..g-1

    Examples
    --------
    >>> equal_rows(np.array([[7, 1], [3, 2], [7, 1]])).tolist()
    [1, 0, 1]
    """
    if not len(columns):
        return np.zeros(0, dtype=np.int64)
    # one number for a row, the counts being its digits, is sorted much faster than many columns
    number, numbers = np.zeros(len(columns), dtype=np.int64), 1
    for column in columns.T:
        digit, least = column, int(column.min())
        digits = int(column.max()) - least + 1
        if numbers * digits > LARGEST_NUMBER:
            number, digit, least = _ranks(number), _ranks(column), 0
            numbers = digits = len(columns)
        number = number * digits + (digit - least)
        numbers *= digits
    return _ranks(number)


def _ranks(values: Counts) -> Counts:
    """Return the rank of each value among the different ones, from 0, int64 of shape (n,)."""
    order = np.argsort(values)
    ordered = values[order]
    new = np.ones(len(values), dtype=np.int64)
    new[1:] = ordered[1:] != ordered[:-1]
    ranks = np.empty(len(values), dtype=np.int64)
    ranks[order] = np.cumsum(new) - 1
    return ranks


def pairs(first: Counts, second: Counts, rest: Counts, *, reach: int) -> Pairs:
    """Count the pairs of rows that are equal and near in two counts and agree in the rest.

    Parameters
    ----------
    first, second : int64 arrays, shape (n,)
        The counts that may differ.
    rest : int64 array, shape (n,)
        Code of everything that must be equal.
    reach : int
        Largest difference of a near pair.

    Examples
    --------
    >>> pairs(np.array([10, 10, 12]), np.array([5, 5, 4]), np.array([0, 0, 0]), reach=2)
    Pairs(equal=1, near=3, reach=2)
    """
    if len(rest) == 0:
        return Pairs(0, 0, reach)
    apart = rest * (2 * reach + 2)  # farther than any near pair
    points = np.stack([first, second, apart], axis=1)
    points = points[_accompanied(first, rest, reach)]
    if not len(points):
        return Pairs(0, 0, reach)
    tree = cKDTree(points.astype(np.float64))
    near = (int(tree.count_neighbors(tree, reach, p=np.inf)) - len(points)) // 2
    size = np.bincount(equal_rows(points))
    return Pairs(int((size * (size - 1) // 2).sum()), near, reach)


def _accompanied(first: Counts, rest: Counts, reach: int) -> Mask:
    """Tell which rows have another one near in the first count that agrees in the rest, bool (n,).

    The others are in no near pair, and leaving them out is cheaper than searching them.
    """
    order = np.lexsort((first, rest))
    follows = (np.diff(rest[order]) == 0) & (np.diff(first[order]) <= reach)
    mask = np.zeros(len(rest), dtype=np.bool_)
    mask[order[1:]] = follows
    mask[order[:-1]] |= follows
    return mask


@dataclass(frozen=True, eq=False)
class EqualRows:
    """Which rows are equal, and in which places they stand.

    Attributes
    ----------
    code : int64 array, shape (n,)
        Same for equal rows; -1 for rows that were not compared.
    place : int64 array, shape (n,)
    across, within, groups : Pairs
        Pairs of rows of two places; of one place; and those of one place that belong to three
        equal rows or more, among the near pairs that are not just two equal rows.
    """

    code: Counts
    place: Counts
    across: Pairs
    within: Pairs
    groups: Pairs

    def copies(self, order: Counts) -> Mask:
        """Return the later one, in the order given, of each two equal rows, bool (n,).

        Three or more equal rows are no slip, and none of them is returned.
        """
        times = np.bincount(self.code[self.code >= 0] + 1, minlength=1)[self.code + 1]
        _, first = np.unique(self.code[order], return_index=True)
        mask: Mask = (times == 2) & (self.code >= 0)
        mask[order[first]] = False
        return mask

    def together(self) -> Counts:
        """Return how many equal rows each row has in its place, itself among them, int64 (n,)."""
        codes = equal_rows(np.stack([self.code, self.place], axis=1))
        return np.where(self.code >= 0, np.bincount(codes)[codes], 0)

    def p_values(self) -> Floats:
        """Return the smaller p-value of the two kinds of pairs each row is in, float64 (n,).

        It is 1 for rows without an equal one, and where most equal pairs are chance.
        """
        everywhere = np.bincount(self.code + 1)[self.code + 1]
        kinds = (self.within, self.together() > 1), (self.across, everywhere > self.together())
        p = np.ones(len(self.code))
        for found, members in kinds:
            if found.mostly_beyond_chance:
                p = np.where(members & (self.code >= 0), np.minimum(p, found.p_value), p)
        return p


def compared(
    first: Counts, second: Counts, rest: Counts, place: Counts, mask: Mask, *, reach: int
) -> EqualRows:
    """Compare the rows of a mask with each other.

    Parameters
    ----------
    first, second : int64 arrays, shape (n,)
        The counts in which near rows may differ.
    rest : int64 array, shape (n, m)
        All other counts, equal in near rows.
    place : int64 array, shape (n,)
    mask : bool array, shape (n,)
    reach : int
    """
    first, second, same = first[mask], second[mask], equal_rows(rest[mask])
    everywhere = pairs(first, second, same, reach=reach)
    in_place = equal_rows(np.stack([same, place[mask]], axis=1))
    within = pairs(first, second, in_place, reach=reach)
    code = np.full(len(mask), -1, dtype=np.int64)
    code[mask] = equal_rows(np.stack([first, second, same], axis=1))
    sizes = np.bincount(equal_rows(np.stack([first, second, in_place], axis=1)), minlength=1)
    twos = int(np.sum(sizes == 2))
    groups = Pairs(within.equal - twos, within.near - twos, reach)
    return EqualRows(code, place, everywhere.without(within), within, groups)


def equal_protocols(
    votes: Counts,
    counts: Mapping[str, Counts],
    place: Counts,
    mask: Mask,
    *,
    least: int,
    reach: int,
) -> tuple[EqualRows, EqualRows]:
    """Compare protocols in all counts, and in all but the list of voters, a station's own.

    Near protocols may differ in the votes of the two largest options, and in what follows from
    them (valid votes, ballots, those who stayed away).

    Parameters
    ----------
    votes : int64 array, shape (n, k)
    counts : mapping of str to int64 array, shape (n,)
        "registered", "issued", "ballots", "valid", "invalid", as far as they are known.
    place : int64 array, shape (n,)
    mask : bool array, shape (n,)
    least : int
        Protocols are compared only if each count that may differ is at least that large.
    reach : int
    """
    by_size = np.argsort(-votes.sum(axis=0), kind="stable")
    first, second, *others = (*votes[:, by_size].T, np.zeros(len(votes), dtype=np.int64))
    gaps = [count - votes.sum(axis=1) for name, count in counts.items() if name in MOVING]
    fixed = [counts["invalid"]] if "invalid" in counts else []
    rest = np.stack([*others, *gaps, *fixed], axis=1)
    mask = mask & (first >= least) & (second >= least)
    results = compared(first, second, rest, place, mask, reach=reach)
    if "registered" not in counts:
        return results, results
    stayed = counts["registered"] - counts.get("ballots", counts.get("valid", votes.sum(axis=1)))
    whole = np.column_stack([rest, counts["registered"]])
    return compared(first, second, whole, place, mask & (stayed >= least), reach=reach), results
