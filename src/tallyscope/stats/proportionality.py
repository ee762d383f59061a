r"""Votes beyond proportionality, as a function of the turnout assumed to be clean.

Stations are sorted into cells of one point of turnout. With leader's votes L(x) and all other
ballots M(x) in cell x, the ratio at an assumed clean turnout x0 is taken over three cells,

.. math:: k(x_0) = \sum_{|x - x_0| \le 1} L(x) / \sum_{|x - x_0| \le 1} M(x), \qquad
          A(x_0) = \sum_x [L(x) - k(x_0) M(x)]

(Shpilkin's decomposition of the turnout histogram; his and others' published totals differ mainly
by x0). Everything here is linear in the histograms, so that resampled blocks are a matrix product.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

CELLS = 100


@dataclass(frozen=True)
class Histograms:
    """Leader's votes and other ballots by cell of turnout.

    Attributes
    ----------
    leader, others : float64 array, shape (..., 100)
        Sums over units whose turnout lies in [x, x+1) percent.
    """

    leader: Floats
    others: Floats

    def ratio(self) -> Floats:
        """Return k(x0) over three cells, float64 of shape (..., 100); NaN without other ballots."""
        leader, others = three_cells(self.leader), three_cells(self.others)
        k = np.full(others.shape, np.nan)
        np.divide(leader, others, out=k, where=others > 0)
        return k

    def excess(self, ratio: Floats) -> Floats:
        """Return A for a ratio per x0, float64 of the ratio's shape."""
        total = self.leader.sum(axis=-1, keepdims=True), self.others.sum(axis=-1, keepdims=True)
        excess: Floats = total[0] - ratio * total[1]
        return excess


def three_cells(histogram: Floats) -> Floats:
    """Return the sum of each cell and its two neighbours along the last axis."""
    padded = np.pad(histogram, [(0, 0)] * (histogram.ndim - 1) + [(1, 1)])
    total: Floats = padded[..., :-2] + padded[..., 1:-1] + padded[..., 2:]
    return total


def block_histograms(leader: Floats, others: Floats, cell: Codes, block: Codes) -> Histograms:
    """Sum votes by block and cell of turnout.

    Parameters
    ----------
    leader, others : float64 arrays, shape (n,)
    cell : int64 array, shape (n,), in 0..99
    block : int64 array, shape (n,), in 0..b-1

    Returns
    -------
    Histograms
        Of shape (b, 100).
    """
    blocks = int(block.max(initial=-1)) + 1
    place = block * CELLS + cell

    def summed(votes: Floats) -> Floats:
        flat = np.bincount(place, weights=votes, minlength=blocks * CELLS).astype(np.float64)
        return flat.reshape(blocks, CELLS)

    return Histograms(summed(leader), summed(others))


def resampled(blocks: Histograms, region: Codes, weights: Floats) -> Histograms:
    """Return the histograms of each region in each bootstrap sample of blocks.

    Parameters
    ----------
    blocks : Histograms of shape (b, 100)
    region : int64 array, shape (b,), in 0..r-1
    weights : float64 array, shape (draws, b)
        How often each block stands in each sample.

    Returns
    -------
    Histograms
        Of shape (draws, r, 100).
    """
    regions = int(region.max(initial=-1)) + 1
    shape = (len(weights), regions, CELLS)
    leader, others = np.empty(shape), np.empty(shape)
    for r in range(regions):
        inside = region == r
        leader[:, r] = weights[:, inside] @ blocks.leader[inside]
        others[:, r] = weights[:, inside] @ blocks.others[inside]
    return Histograms(leader, others)


def cell_quantile(histogram: Floats, level: float) -> int:
    """Return the first cell below or in which at least `level` of the histogram's mass lies.

    Examples
    --------
    >>> cell_quantile(np.array([1.0, 1.0, 2.0]), 0.5)
    1
    """
    mass = np.cumsum(histogram)
    return int(np.searchsorted(mass, level * mass[-1]))


def partially_pooled(log_ratio: Floats, variance: Floats) -> Floats:
    r"""Shrink log-ratios of regions towards their common mean, as far as their noise asks for.

    :math:`\log k_r \sim N(\theta_r, s_r^2),\ \theta_r \sim N(\mu, \tau^2)` with the method of
    moments for :math:`\tau^2` (DerSimonian, Laird 1986, Controlled Clinical Trials 7:177-188);
    returned is the posterior mean of :math:`\theta_r`.

    Parameters
    ----------
    log_ratio : float64 array, shape (..., r, m)
        NaN where a region has no ratio.
    variance : float64 array, shape (r, m), positive where `log_ratio` is known
        Sampling variances :math:`s_r^2`.

    Returns
    -------
    float64 array, shape (..., r, m)
        NaN where `log_ratio` is NaN.
    """
    known = np.isfinite(log_ratio) & np.isfinite(variance)
    value = np.where(known, log_ratio, 0.0)
    weight = np.where(known, 1 / np.where(known, variance, 1.0), 0.0)
    total = weight.sum(axis=-2, keepdims=True)
    mean = _ratio((weight * value).sum(axis=-2, keepdims=True), total)
    spread = (weight * (value - mean) ** 2).sum(axis=-2, keepdims=True)
    freedom = known.sum(axis=-2, keepdims=True) - 1
    scale = total - _ratio((weight**2).sum(axis=-2, keepdims=True), total)
    between = np.maximum(_ratio(spread - freedom, scale), 0.0)
    trust = between / (between + np.where(known, variance, 1.0))
    return np.where(known, mean + trust * (value - mean), np.nan)


def _ratio(part: Floats, whole: Floats) -> Floats:
    ratio = np.zeros(np.broadcast(part, whole).shape)
    np.divide(part, whole, out=ratio, where=whole > 0)
    return ratio


def shifted(values: Floats, shift: Codes) -> Floats:
    """Return values[..., r, x + shift[r]], held at the ends, float64 of the same shape."""
    cells = np.clip(np.arange(CELLS)[None, :] + shift[:, None], 0, CELLS - 1)
    return np.take_along_axis(values, np.broadcast_to(cells, values.shape), axis=-1)


def regional_log_ratio(sums: Histograms, shift: Codes, min_share: float) -> Floats:
    """Return log k of each region at its own shifted x0; NaN where too few votes set it.

    Parameters
    ----------
    sums : Histograms of shape (..., r, 100)
    shift : int64 array, shape (r,)
        Cells by which a region's x0 lies above the national one.
    min_share : float
        Least part of the region's other ballots that three cells must hold.
    """
    others = three_cells(sums.others)
    enough = others >= min_share * np.maximum(sums.others.sum(axis=-1, keepdims=True), 1.0)
    ratio = sums.ratio()
    log_ratio = np.full(ratio.shape, np.nan)
    np.log(ratio, out=log_ratio, where=enough & (ratio > 0))
    return shifted(log_ratio, shift)
