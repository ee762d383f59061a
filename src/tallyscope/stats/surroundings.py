"""Which units lie around which: the others of a place, or the nearest on the map."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from tallyscope.stats.within_groups import group_medians

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


class Surroundings(Protocol):
    """The units that each unit is compared with."""

    @property
    def size(self) -> Codes:
        """How many units each is compared with, int64 of shape (n,)."""

    def medians(self, values: Floats) -> Floats:
        """Return the middle of the values around each unit, float64 of shape (n,)."""

    def deviations(self, values: Floats) -> Floats:
        """Return the median distance of the values around each unit from their middle."""


@dataclass(frozen=True, eq=False)
class SamePlace:
    """All units of one place are compared with each other.

    Attributes
    ----------
    group : int64 array, shape (n,), in 0..g-1
    """

    group: Codes

    @property
    def size(self) -> Codes:
        """Units of each unit's place."""
        return np.bincount(self.group)[self.group].astype(np.int64)

    def medians(self, values: Floats) -> Floats:
        """Return the median of each unit's place."""
        groups = int(self.group.max(initial=-1)) + 1
        return group_medians(values, self.group, groups)[self.group]

    def deviations(self, values: Floats) -> Floats:
        """Return the median absolute deviation in each unit's place."""
        return self.medians(np.abs(values - self.medians(values)))


@dataclass(frozen=True, eq=False)
class Nearest:
    """Each unit is compared with those nearest to it.

    Attributes
    ----------
    index : int64 array, shape (n, k)
        Positions of the neighbours of each unit.
    """

    index: Codes

    @property
    def size(self) -> Codes:
        """The same number for every unit."""
        return np.full(len(self.index), self.index.shape[1], dtype=np.int64)

    def medians(self, values: Floats) -> Floats:
        """Return the median over each unit's neighbours."""
        middle: Floats = np.median(values[self.index], axis=1)
        return middle

    def deviations(self, values: Floats) -> Floats:
        """Return the median distance of the neighbours from their own middle."""
        gap = np.abs(values[self.index] - self.medians(values)[:, np.newaxis])
        apart: Floats = np.median(gap, axis=1)
        return apart


def crossed(first: Codes, second: Codes) -> Codes:
    """Return one code for each pair of codes that occurs, int64 (n,).

    Examples
    --------
    >>> crossed(np.array([0, 0, 1]), np.array([5, 7, 7])).tolist()
    [0, 1, 2]
    """
    pair = first * (int(second.max(initial=0)) + 1) + second
    codes: Codes = np.unique(pair, return_inverse=True)[1].astype(np.int64)
    return codes


def nearest(latitude: Floats, longitude: Floats, group: Codes, count: int) -> Codes:
    """Return the positions of the `count` nearest other units of the same group, int64 (n, count).

    Parameters
    ----------
    latitude, longitude : float64 array, shape (n,)
        Degrees.
    group : int64 array, shape (n,), in 0..g-1
        Only units of one group are neighbours; each group has more than `count` units.
    count : int
    """
    from scipy.spatial import cKDTree

    north, east = np.radians(latitude), np.radians(longitude)
    point = np.stack(
        [np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)], axis=1
    )
    index = np.empty((len(point), count), dtype=np.int64)
    for code in np.unique(group):
        inside = np.flatnonzero(group == code)
        found = np.asarray(cKDTree(point[inside]).query(point[inside], k=count + 1)[1])
        # a unit is not always the first in its own list: others may stand in the same building
        itself = found == np.arange(len(inside))[:, np.newaxis]
        itself[~itself.any(axis=1), -1] = True
        index[inside] = inside[found[~itself].reshape(len(inside), count)]
    return index
