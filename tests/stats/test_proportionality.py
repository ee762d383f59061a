"""Votes beyond proportionality: exact sums, and plain loops straight from the formulas."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.stats.proportionality import (
    CELLS,
    Histograms,
    block_histograms,
    cell_quantile,
    partially_pooled,
    regional_log_ratio,
    resampled,
    shifted,
    three_cells,
)

Floats = npt.NDArray[np.float64]
Units = list[tuple[int, int, int, int]]  # leader's votes, other ballots, cell, block
UNITS = st.lists(
    st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(0, 99), st.integers(0, 3)),
    min_size=1,
    max_size=25,
)


def histograms(units: Units) -> Histograms:
    """One histogram per block 0..3, empty ones too."""
    leader, others, cell, block = zip(*units, (0, 0, 0, 3), strict=True)
    return block_histograms(
        np.array(leader, float), np.array(others, float), np.array(cell), np.array(block)
    )


def histogram(cells: dict[int, float]) -> Floats:
    values = np.zeros(CELLS)
    for cell, votes in cells.items():
        values[cell] = votes
    return values


def excess_by_loop(units: Units, x0: int) -> float:
    near = [(leader, others) for leader, others, cell, _ in units if abs(cell - x0) <= 1]
    if sum(others for _, others in near) == 0:
        return math.nan
    k = sum(leader for leader, _ in near) / sum(others for _, others in near)
    return sum(leader - k * others for leader, others, _, _ in units)


@settings(deadline=None)
@given(UNITS)
def test_histograms_by_loop(units: Units) -> None:
    found = histograms(units)
    for block in range(4):
        for cell in range(CELLS):
            here = [unit for unit in units if unit[2:] == (cell, block)]
            assert found.leader[block, cell] == sum(unit[0] for unit in here)
            assert found.others[block, cell] == sum(unit[1] for unit in here)


@settings(deadline=None)
@given(UNITS)
def test_excess_as_defined(units: Units) -> None:
    one = [(leader, others, cell, 0) for leader, others, cell, _ in units]
    found = histograms(one)
    values = found.excess(found.ratio())[0]
    expected = [excess_by_loop(one, x0) for x0 in range(CELLS)]
    assert values == pytest.approx(np.array(expected), nan_ok=True, abs=1e-6)


def test_three_cells_are_a_cell_and_its_neighbours() -> None:
    sums = three_cells(histogram({0: 1, 1: 10, 2: 100, 99: 5}))
    assert sums[:4].tolist() == [11, 111, 110, 100]
    assert sums[97:].tolist() == [0, 5, 5]


def test_what_was_added_is_in_excess_of_every_clean_cell() -> None:
    # everywhere 2 votes for each other ballot; then 300 votes are added at 90%
    others = histogram({40: 50, 60: 100, 90: 10})
    leader = 2 * others + histogram({90: 300})
    clean = Histograms(leader, others)
    excess = clean.excess(clean.ratio())
    assert excess[[39, 40, 41, 59, 60, 61]].tolist() == [300] * 6
    # from the full station's point of view (k = 32) the others are missing 4,500
    assert excess[90] == 620 - 32 * 160
    assert math.isnan(excess[75])


def test_proportional_votes_leave_no_excess() -> None:
    others = histogram({cell: float(cell) for cell in range(100)})
    clean = Histograms(3 * others, others)
    assert np.abs(clean.excess(clean.ratio())).max() < 1e-9


@settings(deadline=None)
@given(UNITS)
def test_resampled_by_loop(units: Units) -> None:
    blocks = histograms(units)
    region = np.array([0, 1, 0, 1])
    weights = np.array([[1.0, 0.0, 2.0, 1.0], [3.0, 1.0, 0.0, 0.0], [1.0, 1.0, 1.0, 1.0]])
    found = resampled(blocks, region, weights)
    for draw in range(3):
        for r in range(2):
            for name in ("leader", "others"):
                expected = sum(
                    weights[draw, b] * getattr(blocks, name)[b] for b in range(4) if region[b] == r
                )
                assert getattr(found, name)[draw, r] == pytest.approx(expected)


@pytest.mark.parametrize(
    ("masses", "level", "expected"),
    [
        ([1, 1, 2], 0.5, 1),
        ([1, 1, 2], 0.51, 2),
        ([1, 1, 2], 0.0, 0),
        ([0, 4, 0], 0.5, 1),
        ([0, 4, 0], 1.0, 1),
        ([0, 0, 0], 0.5, 0),
    ],
)
def test_cell_quantile(masses: list[float], level: float, expected: int) -> None:
    assert cell_quantile(np.array(masses, float), level) == expected


def pooled_by_loop(values: list[float], variances: list[float]) -> list[float]:
    """DerSimonian and Laird 1986, equations for one column."""
    known = [(y, s) for y, s in zip(values, variances, strict=True) if math.isfinite(y)]
    if not known:
        return [math.nan] * len(values)
    total = sum(1 / s for _, s in known)
    mean = sum(y / s for y, s in known) / total
    q = sum((y - mean) ** 2 / s for y, s in known)
    scale = total - sum(1 / s**2 for _, s in known) / total
    between = max((q - (len(known) - 1)) / scale, 0.0) if scale > 1e-12 else 0.0
    return [
        mean + between / (between + s) * (y - mean) for y, s in zip(values, variances, strict=True)
    ]


COLUMN = st.lists(
    st.tuples(st.one_of(st.integers(-30, 30).map(lambda y: y / 10), st.just(math.nan)),
              st.integers(1, 40).map(lambda s: s / 20)),
    min_size=1, max_size=8,
)  # fmt: skip


@settings(deadline=None)
@given(COLUMN)
def test_partial_pooling_as_defined(column: list[tuple[float, float]]) -> None:
    values, variances = (np.array(part)[:, None] for part in zip(*column, strict=True))
    found = partially_pooled(values, variances)[:, 0]
    expected = pooled_by_loop(values[:, 0].tolist(), variances[:, 0].tolist())
    assert found == pytest.approx(np.array(expected), nan_ok=True, abs=1e-9)


def test_partial_pooling_by_hand() -> None:
    # 0 and 4, both with variance 1: mean 2, Q = 8, scale 2 - 2/2 = 1, tau^2 = (8 - 1)/1 = 7
    found = partially_pooled(np.array([[0.0], [4.0]]), np.ones((2, 1)))
    assert found[:, 0] == pytest.approx([2 - 2 * 7 / 8, 2 + 2 * 7 / 8])


def test_noise_alone_is_pooled_wholly() -> None:
    # 0 and 1 with variance 1: Q = 0.5 is below its one degree of freedom
    found = partially_pooled(np.array([[0.0], [1.0], [math.nan]]), np.ones((3, 1)))
    assert found[:2, 0].tolist() == [0.5, 0.5]
    assert math.isnan(found[2, 0])


@settings(deadline=None)
@given(COLUMN)
def test_pooled_values_lie_between_their_own_and_the_common_one(
    column: list[tuple[float, float]],
) -> None:
    values, variances = (np.array(part)[:, None] for part in zip(*column, strict=True))
    known = np.isfinite(values)
    if known.any():
        found = partially_pooled(values, variances)
        assert (found[known] <= values[known].max() + 1e-9).all()
        assert (found[known] >= values[known].min() - 1e-9).all()


def test_every_sample_is_pooled_by_itself() -> None:
    values = np.array([[[0.0], [4.0]], [[0.0], [1.0]]])
    together = partially_pooled(values, np.ones((2, 1)))
    apart = np.stack([partially_pooled(sample, np.ones((2, 1))) for sample in values])
    assert together == pytest.approx(apart)


def test_shifted_cells_are_held_at_the_ends() -> None:
    values = np.tile(np.arange(CELLS, dtype=np.float64), (3, 1))
    found = shifted(values, np.array([0, 5, -5]))
    assert found[0].tolist() == values[0].tolist()
    assert found[1, :2].tolist() == [5, 6]
    assert found[1, 93:].tolist() == [98, 99, 99, 99, 99, 99, 99]
    assert found[2, :7].tolist() == [0, 0, 0, 0, 0, 0, 1]


def test_regional_log_ratio_by_hand() -> None:
    # at 50% 300 votes to 100 others; at 80% 40 to 1, too few others; at 30% nobody for the leader
    sums = Histograms(histogram({50: 300, 80: 40})[None], histogram({30: 99, 50: 100, 80: 1})[None])
    found = regional_log_ratio(sums, np.array([0]), 0.01)[0]
    assert found[[49, 50, 51]].tolist() == [math.log(3.0)] * 3
    assert np.isnan(found[[30, 65, 80]]).all()
    # a region whose voters are eager by two cells is asked two cells further up
    moved = regional_log_ratio(sums, np.array([2]), 0.01)[0]
    assert moved[48] == math.log(3.0)


def test_a_region_without_other_ballots_sets_no_ratio() -> None:
    sums = Histograms(histogram({50: 300})[None], np.zeros((1, CELLS)))
    assert np.isnan(regional_log_ratio(sums, np.array([0]), 0.005)).all()
