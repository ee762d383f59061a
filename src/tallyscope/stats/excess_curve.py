"""The curve of votes beyond proportionality: national, by region, and in bootstrap samples.

Built on :mod:`tallyscope.stats.proportionality`. A region's assumed clean turnout lies as far from
the median turnout of its own other ballots as the nation's does from the nation's, so that a
region of eager voters is compared with its own low end.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from tallyscope.stats.proportionality import (
    Histograms,
    block_histograms,
    cell_quantile,
    partially_pooled,
    regional_log_ratio,
    resampled,
    three_cells,
)

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

PLAUSIBLE_QUANTILES = (0.10, 0.50)
# our choice: the clean turnout lies between the turnout below which a tenth of the others' votes
# lie (further left few and odd stations set the ratio) and their median (ballots added for one
# option only move stations up, so that the middle of the others' votes is an upper bound)
WINDOW_MIN_SHARE = 0.005  # our choice: three cells with less of the others' votes set no ratio
REGION_MIN_UNITS = 30  # our choice: fewer units make no histogram
NO_CORE_CELL = 90  # our choice: half of the others' votes above 90% turnout leave no clean core
INTERVAL = (0.025, 0.975)


@dataclass(frozen=True, eq=False)
class ExcessCurve:
    """Histograms of regions (r, 100) and of their bootstrap samples (draws, r, 100).

    Attributes
    ----------
    observed, samples : Histograms
    units : int64 array, shape (r,)
    """

    observed: Histograms
    samples: Histograms
    units: Codes

    @cached_property
    def national(self) -> Histograms:
        """Sums over regions, shape (100,)."""
        return Histograms(self.observed.leader.sum(axis=0), self.observed.others.sum(axis=0))

    @cached_property
    def plausible(self) -> tuple[int, int]:
        """First and last cell that may hold the clean turnout."""
        first, last = (cell_quantile(self.national.others, q) for q in PLAUSIBLE_QUANTILES)
        return first, last

    @cached_property
    def central(self) -> int:
        """The plausible cell with most of the others' votes around it."""
        first, last = self.plausible
        return first + int(np.argmax(three_cells(self.national.others)[first : last + 1]))

    @cached_property
    def middles(self) -> Codes:
        """Median cell of each region's other ballots, int64 (r,)."""
        return np.array([cell_quantile(others, 0.5) for others in self.observed.others])

    @cached_property
    def shift(self) -> Codes:
        """Cells by which each region's x0 lies above the nation's, int64 (r,)."""
        return self.middles - cell_quantile(self.national.others, 0.5)

    @cached_property
    def applies(self) -> npt.NDArray[np.bool_]:
        """Whether a region has units enough and a core of moderate turnout, bool (r,)."""
        return (self.units >= REGION_MIN_UNITS) & (self.middles < NO_CORE_CELL)

    def pooled(self) -> tuple[Floats, Floats, Floats]:
        """Return the national A(x0) and the ends of its interval, float64 (100,) each."""
        enough = three_cells(self.national.others) >= WINDOW_MIN_SHARE * self.national.others.sum()
        samples = Histograms(self.samples.leader.sum(axis=1), self.samples.others.sum(axis=1))
        value = np.where(enough, self.national.excess(self.national.ratio()), np.nan)
        low, high = _interval(np.where(enough, samples.excess(samples.ratio()), np.nan))
        return value, low, high

    @cached_property
    def log_ratio(self) -> Floats:
        """Own log k of each region at its shifted x0, float64 (r, 100); NaN where none."""
        own = regional_log_ratio(self.observed, self.shift, WINDOW_MIN_SHARE)
        return np.where(self.applies[:, None], own, np.nan)

    @cached_property
    def _sample_log_ratio(self) -> Floats:
        own = regional_log_ratio(self.samples, self.shift, WINDOW_MIN_SHARE)
        return np.where(np.isfinite(self.log_ratio), own, np.nan)

    @cached_property
    def _variance(self) -> Floats:
        """Sampling variance of log k: that of the bootstrap, never less than that of counting."""
        leader, others = (
            three_cells(votes)[np.arange(len(self.units)), self.middles]
            for votes in (self.observed.leader, self.observed.others)
        )
        counting = 1 / np.maximum(leader, 1.0) + 1 / np.maximum(others, 1.0)
        known = np.isfinite(self._sample_log_ratio)
        n = np.maximum(known.sum(axis=0), 1)
        value = np.where(known, self._sample_log_ratio, 0.0)
        mean = value.sum(axis=0) / n
        between = (np.where(known, value - mean, 0.0) ** 2).sum(axis=0) / n
        variance: Floats = np.maximum(between, counting[:, None])
        return variance

    def pooled_ratio(self) -> Floats:
        """Return the partially pooled k of each region, float64 (r, 100); NaN where none."""
        return np.exp(partially_pooled(self.log_ratio, self._variance))

    def by_region(self) -> tuple[Floats, Floats, Floats]:
        """Return A of each region and its interval, float64 (r, 100) each; NaN where none."""
        value = self.observed.excess(self.pooled_ratio())
        low, high = _interval(self._sampled_by_region)
        return value, low, high

    def stratified(self) -> tuple[Floats, Floats, Floats]:
        """Return the sum of A over regions and its interval, float64 (100,) each.

        Regions to which the method does not apply count nothing; they are named elsewhere.
        """
        value, _, _ = self.by_region()
        low, high = _interval(_known_sum(self._sampled_by_region, axis=1))
        return _known_sum(value, axis=0), low, high

    @cached_property
    def _sampled_by_region(self) -> Floats:
        ratio = np.exp(partially_pooled(self._sample_log_ratio, self._variance))
        return self.samples.excess(ratio)


def excess_curve(
    leader: Floats,
    others: Floats,
    cell: Codes,
    block: Codes,
    region: Codes,
    rng: np.random.Generator,
    *,
    draws: int,
) -> ExcessCurve:
    """Sum votes into histograms and resample blocks with Poisson(1) weights.

    Parameters
    ----------
    leader, others : float64 arrays, shape (n,)
        Votes of the leader and all other ballots of each unit.
    cell : int64 array, shape (n,), in 0..99
        Turnout of each unit, whole percent rounded down.
    block, region : int64 arrays, shape (n,)
        What is resampled as a whole, and the region; blocks do not cross regions.
    rng : numpy.random.Generator
    draws : int
    """
    blocks = block_histograms(leader, others, cell, block)
    region_of_block = np.zeros(len(blocks.leader), dtype=np.int64)
    region_of_block[block] = region
    once = resampled(blocks, region_of_block, np.ones((1, len(region_of_block))))
    weights = rng.poisson(1.0, size=(draws, len(region_of_block))).astype(np.float64)
    return ExcessCurve(
        Histograms(once.leader[0], once.others[0]),
        resampled(blocks, region_of_block, weights),
        np.bincount(region, minlength=once.leader.shape[1]),
    )


def _known_sum(values: Floats, axis: int) -> Floats:
    known = np.isfinite(values)
    total: Floats = np.where(known, values, 0.0).sum(axis=axis)
    return np.where(known.any(axis=axis), total, np.nan)


def _interval(samples: Floats) -> tuple[Floats, Floats]:
    """Return the ends of the middle 95% over the first axis; NaN unless half the samples speak."""
    known = np.isfinite(samples)
    enough = 2 * known.sum(axis=0) >= len(samples)
    ordered = np.sort(np.where(known, samples, np.inf), axis=0)
    last = np.maximum(known.sum(axis=0) - 1, 0)
    ends = []
    for level in INTERVAL:
        index = np.round(level * last).astype(np.int64)
        end = np.take_along_axis(ordered, index[None], axis=0)[0]
        ends.append(np.where(enough, end, np.nan))
    return ends[0], ends[1]
