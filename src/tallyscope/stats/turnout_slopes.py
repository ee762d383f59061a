r"""Slopes of each option's votes per registered voter on turnout, inside groups of neighbours.

With E registered voters, turnout t and option j's votes per registered voter :math:`w_j`, and gaps
:math:`\dot x` from the group's mean weighted by E,

.. math:: b_j = \frac{\sum_i (E_i \dot t_i \dot w_{ij} - c_{ij})}{\sum_i (E_i \dot t_i^2 - n_i)}
          \qquad
          n_i = \phi_i \frac{E_i t_i (1 - t_i)}{E_i - 1}, \quad
          c_{ij} = \phi_i \frac{E_i w_{ij} (1 - t_i)}{E_i - 1}, \quad
          \phi_i = 1 - E_i / \sum_{g(i)} E.

n and c are what counting alone adds to the sums: who turns up by chance among E voters is binomial,
and votes as the unit votes. They are taken off (the moment estimator of errors in variables,
Fuller 1987, Measurement Error Models, section 1.2), since they pull every slope towards the share.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tallyscope.stats.randomness import block_weights

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Sums:
    """Sums that slopes are ratios of; rows are units, or whatever they were summed by.

    Attributes
    ----------
    turnout : float64 array, shape (n,)
        Variation of turnout without counting noise.
    noise : float64 array, shape (n,)
        The counting noise that was taken off it.
    cross : float64 array, shape (n, k)
        Variation of each option together with turnout, without counting noise.
    cross_noise : float64 array, shape (n, k)
    fair : float64 array, shape (n, k)
        What `cross` would be if additional voters voted like the others of their group.
    """

    turnout: Floats
    noise: Floats
    cross: Floats
    cross_noise: Floats
    fair: Floats

    def by(self, code: Codes, codes: int) -> Sums:
        """Return the sums over rows of the same code, one row per code 0..codes-1."""

        def summed(part: Floats) -> Floats:
            return np.bincount(code, weights=part, minlength=codes).astype(np.float64)

        def summed_each(parts: Floats) -> Floats:
            return np.stack([summed(part) for part in parts.T], axis=1)

        return Sums(
            summed(self.turnout),
            summed(self.noise),
            summed_each(self.cross),
            summed_each(self.cross_noise),
            summed_each(self.fair),
        )

    def times(self, weights: Floats) -> Sums:
        """Return weighted sums over rows, one row for each row of `weights` (draws, n)."""
        return Sums(*(weights @ part for part in vars(self).values()))

    def slopes(self) -> Floats:
        """Return each option's slope, (n, k); NaN where turnout does not vary beyond chance."""
        return _ratio(self.cross, self.turnout)

    def fair_slopes(self) -> Floats:
        """Return the slopes that turnout without preference would have, (n, k)."""
        return _ratio(self.fair, self.turnout)

    def uncorrected(self) -> Floats:
        """Return the slopes with the counting noise left in, (n, k)."""
        return _ratio(self.cross + self.cross_noise, self.turnout + self.noise)

    def reliability(self) -> Floats:
        """Return the part of the variation of turnout that is not counting noise, (n,)."""
        return _ratio(self.turnout[:, np.newaxis], self.turnout + self.noise)[:, 0]


def slope_sums(registered: Codes, came: Codes, votes: Codes, group: Codes) -> Sums:
    """Return each unit's part of the sums.

    Parameters
    ----------
    registered, came : int64 arrays, shape (n,)
        ``2 <= registered``, ``0 <= came <= registered``.
    votes : int64 array, shape (n, k)
    group : int64 array, shape (n,), in 0..g-1
    """
    size, present = registered.astype(np.float64), came.astype(np.float64)
    groups = int(group.max(initial=-1)) + 1
    electorate = np.maximum(np.bincount(group, weights=size, minlength=groups), 1.0)
    attended = np.maximum(np.bincount(group, weights=present, minlength=groups), 1.0)
    rate = present / size
    gap = rate - (attended / electorate)[group]
    kept = 1 - size / electorate[group]
    chance = kept * size * (1 - rate) / (size - 1)
    turnout = size * gap * gap - chance * rate
    cross, cross_noise, fair = (np.empty(votes.shape) for _ in range(3))
    for j, column in enumerate(votes.T):
        total = np.bincount(group, weights=column, minlength=groups)
        of_registered = column / size
        cross_noise[:, j] = chance * of_registered
        cross[:, j] = size * gap * (of_registered - (total / electorate)[group])
        cross[:, j] -= cross_noise[:, j]
        fair[:, j] = turnout * (total / attended)[group]
    return Sums(turnout, chance * rate, cross, cross_noise, fair)


def resampled(sums: Sums, block: Codes, rng: np.random.Generator, draws: int) -> Sums:
    """Return the total sums of bootstrap samples of blocks, one row per sample."""
    blocks = int(block.max(initial=-1)) + 1
    return sums.by(block, blocks).times(block_weights(rng, blocks, draws))


def without_each(sums: Sums) -> Sums:
    """Return the total of all rows but one, for each row in turn."""
    return Sums(*(part.sum(axis=0) - part for part in vars(sums).values()))


def lean(slope: Floats, fair: Floats) -> Floats:
    r"""Return how far a slope lies from fair, 0, towards all additional votes, 1.

    :math:`(b - f) / (1 - f)`: one less the ratio of the others' slope to their fair one.

    Examples
    --------
    >>> lean(np.array([0.6, 0.8, 1.0, 1.2]), np.full(4, 0.6)).round(1).tolist()
    [0.0, 0.5, 1.0, 1.5]
    """
    leans = np.full(slope.shape, np.nan)
    np.divide(slope - fair, 1 - fair, out=leans, where=fair < 1)
    return leans


def mean_gaps(
    registered: Codes, came: Codes, votes: Codes, group: Codes, *, cells: int
) -> tuple[Codes, Codes, Floats]:
    """Average units by their turnout less their group's, in cells of one point.

    Parameters
    ----------
    registered, came, votes, group : int64 arrays, shape (n,)
        As for `slope_sums`; `votes` of one option.
    cells : int
        Units more than so many points from their group's turnout share the last cell.

    Returns
    -------
    cell : int64 array, shape (m,)
        Lower edges in points, of cells with units in them.
    units : int64 array, shape (m,)
    gaps : float64 array, shape (3, m)
        Mean gaps per 100 registered voters: of turnout, of the option and of all other ballots.
    """
    electorate = np.maximum(np.bincount(group, weights=registered), 1.0)

    def gap(part: Codes) -> Floats:
        middle = np.bincount(group, weights=part) / electorate
        points: Floats = 100 * (part / registered - middle[group])
        return points

    points = np.stack([gap(came), gap(votes), gap(came - votes)])
    cell = np.floor(points[0]).clip(-cells, cells - 1).astype(np.int64)
    found, place = np.unique(cell, return_inverse=True)
    units = np.bincount(place)
    means = np.stack([np.bincount(place, weights=part) / units for part in points])
    return found, units.astype(np.int64), means


def _ratio(part: Floats, whole: Floats) -> Floats:
    """Divide each row by its own number; NaN where that is not positive."""
    ratio = np.full(part.shape, np.nan)
    below = np.broadcast_to(whole[:, np.newaxis], part.shape)
    np.divide(part, below, out=ratio, where=below > 0)
    return ratio
