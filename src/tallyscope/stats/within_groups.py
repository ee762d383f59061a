"""Units against their neighbours: middles, spreads and correlations inside groups.

Groups are given as int64 codes 0..g-1, one per unit.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tallyscope.stats.normal import NORMAL_95
from tallyscope.stats.randomness import block_weights

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

MIN_BLOCKS = 10  # our choice: fewer whole groups make a coarse and too narrow bootstrap
ROUNDING = 1e-12  # our choice: four digits above what sums of doubles leave behind
MAD_TO_SD = 1.4826022185056018  # 1 / the upper quartile of the standard normal


def group_medians(values: Floats, group: Codes, groups: int) -> Floats:
    """Return the median of each group, float64 of shape (groups,); NaN for an empty group."""
    together = values[np.argsort(group, kind="stable")]
    size = np.bincount(group, minlength=groups)
    first = np.cumsum(size) - size
    medians = np.full(groups, np.nan)
    # groups of one size are the rows of one table, and short rows are sorted much faster than all
    for units in np.unique(size[size > 0]):
        alike = np.flatnonzero(size == units)
        rows = np.sort(together[first[alike, np.newaxis] + np.arange(units)], axis=1)
        medians[alike] = (rows[:, (units - 1) // 2] + rows[:, units // 2]) / 2
    return medians


def robust_z(values: Floats, group: Codes, *, min_size: int) -> Floats:
    r"""Return how far each value lies from its group's middle, in robust standard deviations.

    :math:`z = (x - \mathrm{median}) / (1.4826\,\mathrm{MAD})` within the group (Jimenez, Hidalgo,
    Klimek 2017, Science Advances 3:e1602363, standardise by mean and sd; medians are not moved by
    the outliers that are looked for).

    Parameters
    ----------
    values : float64 array, shape (n,)
    group : int64 array, shape (n,)
    min_size : int
        Groups with fewer units are not standardised.

    Returns
    -------
    float64 array, shape (n,)
        NaN in small groups and in groups more than half of which have the same value.
    """
    groups = int(group.max(initial=-1)) + 1
    gap = values - group_medians(values, group, groups)[group]
    spread = MAD_TO_SD * group_medians(np.abs(gap), group, groups)[group]
    size = np.bincount(group, minlength=groups)[group]
    z = np.full(len(values), np.nan)
    np.divide(gap, spread, out=z, where=(spread > 0) & (size >= min_size))
    return z


def within_correlation(
    x: Floats, y: Floats, group: Codes, rng: np.random.Generator, *, draws: int
) -> tuple[float, Floats]:
    r"""Correlate x and y inside groups, and resample the groups.

    :math:`r = \sum_g S_{xy,g} / \sqrt{\sum_g S_{xx,g} \sum_g S_{yy,g}}` with sums of products about
    the group's own means, so that differences between groups count for nothing.

    Returns
    -------
    r : float
        NaN where nothing varies.
    resampled : float64 array, shape (draws,)
        The same for bootstrap samples of whole groups.
    """
    groups = int(group.max(initial=-1)) + 1
    products = np.stack(
        [_centred_products(a, b, group, groups) for a, b in ((x, y), (x, x), (y, y))], axis=1
    )
    sums = np.vstack([products.sum(axis=0), block_weights(rng, groups, draws) @ products])
    scale = np.sqrt(sums[:, 1] * sums[:, 2])
    r = np.full(len(sums), np.nan)
    np.divide(sums[:, 0], scale, out=r, where=scale > 0)
    return float(r[0]), r[1:]


def correlation_interval(r: float, resampled: Floats, group: Codes) -> tuple[float, float]:
    r"""Return the 95% interval of a within-group correlation.

    Quantiles of the resampled values; with fewer than `MIN_BLOCKS` groups, which are too few to
    resample, Fisher's :math:`\tanh(\operatorname{artanh} r \pm 1.96 / \sqrt{n - g - 2})`.
    """
    groups = len(np.unique(group))
    if groups >= MIN_BLOCKS and np.isfinite(resampled).any():
        low, high = np.nanquantile(resampled, [0.025, 0.975])
        return float(low), float(high)
    freedom = len(group) - groups - 2
    if not np.isfinite(r) or abs(r) >= 1 or freedom < 1:
        return -1.0, 1.0
    half_width = NORMAL_95 / np.sqrt(freedom)
    middle = np.arctanh(r)
    return float(np.tanh(middle - half_width)), float(np.tanh(middle + half_width))


def _centred_products(x: Floats, y: Floats, group: Codes, groups: int) -> Floats:
    gap_x, gap_y = (_about_the_mean(values, group, groups) for values in (x, y))
    return np.bincount(group, weights=gap_x * gap_y, minlength=groups).astype(np.float64)


def _about_the_mean(values: Floats, group: Codes, groups: int) -> Floats:
    size = np.maximum(np.bincount(group, minlength=groups), 1)
    mean = np.bincount(group, weights=values, minlength=groups) / size
    gap: Floats = values - mean[group]
    gap[np.abs(gap) <= ROUNDING * np.abs(values)] = 0.0  # equal values have no spread
    return gap
