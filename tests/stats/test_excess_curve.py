"""The curve over the assumed clean turnout: by hand, and by plain loops over small histograms."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.stats.excess_curve import (
    NO_CORE_CELL,
    PLAUSIBLE_QUANTILES,
    REGION_MIN_UNITS,
    WINDOW_MIN_SHARE,
    ExcessCurve,
    excess_curve,
)
from tallyscope.stats.proportionality import CELLS, Histograms

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
BIG = REGION_MIN_UNITS


def histogram(cells: dict[int, float]) -> list[float]:
    return [cells.get(cell, 0.0) for cell in range(CELLS)]


def near(values: list[float], x: int) -> float:
    return sum(values[max(x - 1, 0) : x + 2])


def quantile(values: list[float], level: float) -> int:
    seen, x = values[0], 0
    while seen < level * sum(values):
        x += 1
        seen += values[x]
    return x


def own_log_ratio(leader: list[float], others: list[float], shift: int, x0: int) -> float:
    x = min(max(x0 + shift, 0), CELLS - 1)
    enough = near(others, x) >= WINDOW_MIN_SHARE * max(sum(others), 1.0) and near(others, x) > 0
    return (
        math.log(near(leader, x) / near(others, x)) if enough and near(leader, x) > 0 else math.nan
    )


def pooled(values: list[float], variances: list[float]) -> list[float]:
    known = [(y, s) for y, s in zip(values, variances, strict=True) if math.isfinite(y)]
    if not known:
        return values
    total = sum(1 / s for _, s in known)
    mean = sum(y / s for y, s in known) / total
    q = sum((y - mean) ** 2 / s for y, s in known)
    scale = total - sum(1 / s**2 for _, s in known) / total
    between = max((q - len(known) + 1) / scale, 0.0) if len(known) > 1 else 0.0
    return [
        mean + between / (between + s) * (y - mean) for y, s in zip(values, variances, strict=True)
    ]


class ByLoop:
    """Regional and national numbers at one x0, straight from the definitions."""

    def __init__(self, curve: ExcessCurve, x0: int) -> None:
        self.leader, self.others = curve.observed.leader.tolist(), curve.observed.others.tolist()
        self.regions = range(len(self.leader))
        nation = [sum(cells) for cells in zip(*self.others, strict=True)]
        middle = quantile(nation, 0.5)
        self.middles = [quantile(others, 0.5) for others in self.others]
        shifts = [m - middle for m in self.middles]
        applies = [
            curve.units[r] >= REGION_MIN_UNITS and self.middles[r] < NO_CORE_CELL
            for r in self.regions
        ]
        own = [
            own_log_ratio(self.leader[r], self.others[r], shifts[r], x0) if applies[r] else math.nan
            for r in self.regions
        ]
        drawn = [
            [
                own_log_ratio(leader[r], others[r], shifts[r], x0)
                if math.isfinite(own[r])
                else math.nan
                for r in self.regions
            ]
            for leader, others in zip(
                curve.samples.leader.tolist(), curve.samples.others.tolist(), strict=True
            )
        ]
        self.variances = [self._variance(r, [sample[r] for sample in drawn]) for r in self.regions]
        self.log_k = pooled(own, self.variances)
        self.sampled_log_k = [pooled(sample, self.variances) for sample in drawn]

    def _variance(self, r: int, drawn: list[float]) -> float:
        counting = 1 / max(near(self.leader[r], self.middles[r]), 1) + 1 / max(
            near(self.others[r], self.middles[r]), 1
        )
        known = [y for y in drawn if math.isfinite(y)]
        if not known:
            return counting
        mean = sum(known) / len(known)
        return max(sum((y - mean) ** 2 for y in known) / len(known), counting)


@st.composite
def small_curves(draw: st.DrawFn) -> ExcessCurve:
    seed = draw(st.integers(0, 10_000))
    rng = np.random.default_rng(seed)
    regions, draws = int(rng.integers(1, 5)), 6
    cells = rng.integers(20, 99, 8)

    def votes(shape: tuple[int, ...]) -> Floats:
        values = np.zeros((*shape, CELLS))
        values[..., cells] = rng.integers(0, 300, (*shape, len(cells)))
        return values

    return ExcessCurve(
        Histograms(votes((regions,)), votes((regions,)) + 1e-9),
        Histograms(votes((draws, regions)), votes((draws, regions))),
        rng.integers(REGION_MIN_UNITS - 3, 100, regions),
    )


@settings(deadline=None, max_examples=40)
@given(small_curves(), st.integers(15, 99))
def test_regional_ratio_as_defined(curve: ExcessCurve, x0: int) -> None:
    expected = ByLoop(curve, x0)
    found = np.log(curve.pooled_ratio()[:, x0])
    assert found == pytest.approx(np.array(expected.log_k), nan_ok=True, abs=1e-9)
    value, _, _ = curve.by_region()
    for r in expected.regions:
        by_loop = sum(expected.leader[r]) - math.exp(expected.log_k[r]) * sum(expected.others[r])
        assert value[r, x0] == pytest.approx(by_loop, nan_ok=True, rel=1e-9)


@settings(deadline=None, max_examples=40)
@given(small_curves(), st.integers(15, 99))
def test_stratified_sum_and_its_interval_as_defined(curve: ExcessCurve, x0: int) -> None:
    expected = ByLoop(curve, x0)
    value, low, high = (part[x0] for part in curve.stratified())
    known = [r for r in expected.regions if math.isfinite(expected.log_k[r])]
    total = [
        sum(expected.leader[r]) - math.exp(expected.log_k[r]) * sum(expected.others[r])
        for r in known
    ]
    assert value == pytest.approx(sum(total) if known else math.nan, nan_ok=True, rel=1e-9)
    sums = []
    for sample, log_k in enumerate(expected.sampled_log_k):
        votes = [
            curve.samples.leader[sample, r].sum()
            - math.exp(log_k[r]) * curve.samples.others[sample, r].sum()
            for r in expected.regions
            if math.isfinite(log_k[r])
        ]
        if votes:
            sums.append(sum(votes))
    if 2 * len(sums) < len(curve.samples.leader):
        assert math.isnan(low)
        assert math.isnan(high)
    else:
        ordered = sorted(sums)
        assert low == pytest.approx(ordered[round(0.025 * (len(sums) - 1))], rel=1e-9)
        assert high == pytest.approx(ordered[round(0.975 * (len(sums) - 1))], rel=1e-9)


def one_region(leader: dict[int, float], others: dict[int, float]) -> ExcessCurve:
    observed = Histograms(np.array([histogram(leader)]), np.array([histogram(others)]))
    samples = Histograms(observed.leader[None], observed.others[None])
    return ExcessCurve(observed, samples, np.array([BIG]))


def test_plausible_range_and_centre_by_hand() -> None:
    # others: 5 at 20%, 5 at 30%, 20 at 40%, 25 at 50%, 45 at 80%: a tenth lies up to 30%, half up
    # to 50%; three cells around 50% hold most within that range (those at 80% do not count)
    curve = one_region({50: 1}, {20: 5, 30: 5, 40: 20, 50: 25, 80: 45})
    assert PLAUSIBLE_QUANTILES == (0.1, 0.5)
    assert curve.plausible == (30, 50)
    assert curve.central in (49, 50)
    assert curve.central == 49  # the first of the cells with equally many


def test_pooled_curve_is_silent_where_hardly_anybody_voted() -> None:
    # 4 of 1,004 others are fewer than half a percent
    curve = one_region({50: 2_000, 90: 10}, {50: 1_000, 90: 4})
    value, low, high = curve.pooled()
    assert value[50] == 2_010 - 2 * 1_004
    assert (low[50], high[50]) == (value[50], value[50])
    assert np.isnan([value[90], low[90], high[90]]).all()


def test_an_eager_region_is_compared_with_its_own_low_end() -> None:
    # the same people, 20 points more eager, and twice as fond of the leader: no excess anywhere
    others = np.array([histogram({40: 100, 50: 200}), histogram({60: 100, 70: 200})])
    leader = others * np.array([[1.0], [2.0]])
    curve = ExcessCurve(
        Histograms(leader, others),
        Histograms(np.stack([leader] * 3), np.stack([others] * 3)),
        np.array([BIG, BIG]),
    )
    assert curve.middles.tolist() == [50, 70]
    assert curve.shift.tolist() == [0, 20]  # the nation's middle is 50%, too
    assert np.nanmax(np.abs(curve.observed.excess(np.exp(curve.log_ratio)))) < 1e-9
    pooled_value, _, _ = curve.pooled()
    assert pooled_value[50] == 900 - 600  # the national ratio of 1 takes the difference for excess


def test_regions_that_are_small_or_without_a_core_do_not_apply() -> None:
    others = np.array([histogram({50: 10}), histogram({50: 10}), histogram({95: 10})])
    curve = ExcessCurve(
        Histograms(others, others),
        Histograms(others[None], others[None]),
        np.array([BIG, BIG - 1, BIG]),
    )
    assert curve.applies.tolist() == [True, False, False]
    value, low, high = curve.by_region()
    for part in (value, low, high):
        assert np.isnan(part[1:]).all()
    assert curve.stratified()[0][50] == 0.0


def test_interval_needs_half_of_the_samples() -> None:
    # in one of three samples there are other ballots at 50%
    full, empty = np.array([histogram({50: 10})]), np.zeros((1, CELLS))

    def low_end(*others: Floats) -> float:
        samples = Histograms(np.stack([full] * len(others)), np.stack(others))
        low = ExcessCurve(Histograms(full, full), samples, np.array([BIG])).pooled()[1]
        return float(low[50])

    assert math.isnan(low_end(full, empty, empty))
    assert low_end(full, full, empty) == 0.0


def units(seed: int, n: int = 400) -> tuple[Floats, Floats, Codes, Codes, Codes]:
    rng = np.random.default_rng(seed)
    block = rng.integers(0, 40, n)
    block = np.unique(block, return_inverse=True)[1].astype(np.int64)
    return (
        rng.integers(0, 500, n).astype(np.float64),
        rng.integers(1, 500, n).astype(np.float64),
        rng.integers(30, 80, n),
        block,
        block // 20,
    )


def test_observed_histograms_are_sums_over_regions() -> None:
    leader, others, cell, block, region = units(1)
    curve = excess_curve(leader, others, cell, block, region, np.random.default_rng(0), draws=30)
    for r in (0, 1):
        for x in range(CELLS):
            inside = (region == r) & (cell == x)
            assert curve.observed.leader[r, x] == leader[inside].sum()
            assert curve.observed.others[r, x] == others[inside].sum()
    assert curve.units.tolist() == np.bincount(region).tolist()
    assert curve.samples.leader.shape == (30, 2, CELLS)


def test_bootstrap_spread_is_that_of_the_blocks() -> None:
    # Poisson(1) weights: the total's variance is the sum of the squared block totals
    leader, others, cell, block, region = units(2)
    curve = excess_curve(leader, others, cell, block, region, np.random.default_rng(0), draws=2_000)
    totals = curve.samples.leader.sum(axis=(1, 2))
    expected = math.sqrt((np.bincount(block, weights=leader) ** 2).sum())
    assert totals.mean() == pytest.approx(leader.sum(), abs=4 * expected / math.sqrt(2_000))
    assert totals.std() == pytest.approx(expected, rel=4 / math.sqrt(2 * 2_000))


@pytest.mark.parametrize("part", ["pooled", "stratified"])
def test_interval_lies_around_the_value(part: str) -> None:
    curve = excess_curve(*units(3), np.random.default_rng(0), draws=200)
    value, low, high = getattr(curve, part)()
    first, last = curve.plausible
    inside = slice(first, last + 1)
    assert (low[inside] <= value[inside]).all()
    assert (value[inside] <= high[inside]).all()
