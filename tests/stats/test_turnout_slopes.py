"""Slopes among neighbours: by hand, by loop, and what counting noise does to them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallyscope.benchmark.plain.turnout_slope import slope, slope_parts
from tallyscope.stats.turnout_slopes import lean, mean_gaps, resampled, slope_sums, without_each

Counts = npt.NDArray[np.int64]
ONE = np.zeros(1, dtype=np.int64)


def test_slopes_by_hand() -> None:
    # two stations of a million voters: 40% came and 30% chose A, 60% came and 45% chose A. The gaps
    # from 50% and 37.5% are -+10 and -+7.5 points: A has 0.75 votes per ballot, B 0.25, and so has
    # each of the ballots in all; a million voters leave no counting noise to speak of
    million = np.full(2, 1_000_000)
    came = np.array([400_000, 600_000])
    votes = np.array([[300_000, 100_000], [450_000, 150_000]])
    total = slope_sums(million, came, votes, np.zeros(2, dtype=np.int64)).by(np.zeros(2, int), 1)
    assert total.slopes()[0] == pytest.approx([0.75, 0.25], abs=1e-4)
    assert total.fair_slopes()[0] == pytest.approx([0.75, 0.25])
    # 10% squared, times a million, twice: 20,000; chance leaves about 0.24 / 2, twice
    assert total.turnout[0] + total.noise[0] == pytest.approx(20_000)
    assert total.noise[0] == pytest.approx(0.24, rel=1e-5)


def test_all_that_is_added_is_for_one_option() -> None:
    # 100 more ballots in the second station, all for A: slopes one and zero
    size = np.full(2, 1_000_000)
    votes = np.array([[300_000, 200_000], [400_000, 200_000]])
    sums = slope_sums(size, votes.sum(axis=1), votes, np.zeros(2, dtype=np.int64))
    assert sums.by(np.zeros(2, int), 1).slopes()[0] == pytest.approx([1.0, 0.0], abs=1e-4)


UNIT = st.integers(2, 900).flatmap(
    lambda e: st.integers(0, e).flatmap(
        lambda b: st.tuples(st.just(e), st.just(b), st.integers(0, b), st.integers(0, 3))
    )
)


@given(st.lists(UNIT, min_size=2, max_size=30))
def test_slopes_by_loop(units: list[tuple[int, int, int, int]]) -> None:
    size, came, votes, group = (np.array(column) for column in zip(*units, strict=True))
    present = np.bincount(group, weights=came)[group] > 0
    size, came, votes, group = size[present], came[present], votes[present], group[present]
    parts = slope_parts(size.tolist(), came.tolist(), votes.tolist(), group.tolist())
    sums = slope_sums(size, came, np.stack([votes, came - votes], axis=1), group).by(group, 4)
    for g, (turnout, cross, fair) in parts.items():
        assert sums.turnout[g] == pytest.approx(turnout, abs=1e-8)
        assert sums.cross[g, 0] == pytest.approx(cross, abs=1e-8)
        assert sums.fair[g, 0] == pytest.approx(fair, abs=1e-8)
    if sum(turnout for turnout, _, _ in parts.values()) > 1e-6:
        total = sums.by(np.zeros(4, dtype=np.int64), 1)
        assert (total.slopes()[0, 0], total.fair_slopes()[0, 0]) == pytest.approx(slope(parts))
        assert total.slopes()[0].sum() == pytest.approx(1)  # nobody else has ballots


def counted(seed: int, truth: float) -> tuple[Counts, Counts, Counts, Counts]:
    """Small stations of 40 districts; of each additional voter `truth` votes are A's."""
    rng = np.random.default_rng(seed)
    group = np.repeat(np.arange(40), 25)
    size = rng.integers(100, 300, len(group))
    gap = rng.normal(0, 0.04, len(group))
    wish = 0.5 + gap
    of_a = (0.25 + truth * gap) / wish
    came = rng.binomial(size, wish)
    return size, came, rng.binomial(came, of_a), group


@pytest.mark.parametrize("truth", [0.5, 0.9, -0.2])
def test_counting_noise_is_taken_off(truth: float) -> None:
    slopes, uncorrected = [], []
    for seed in range(20):
        size, came, votes, group = counted(seed, truth)
        total = slope_sums(size, came, votes[:, np.newaxis], group).by(np.zeros_like(group), 1)
        slopes.append(total.slopes()[0, 0])
        uncorrected.append(total.uncorrected()[0, 0])
        assert total.reliability()[0] == pytest.approx(0.56, abs=0.1)
    error = np.std(slopes) / np.sqrt(len(slopes))
    assert np.mean(slopes) == pytest.approx(truth, abs=4 * error)
    # noise votes as the station does: the uncorrected slope lies nearer to one half
    assert abs(np.mean(uncorrected) - 0.5) <= 0.7 * abs(truth - 0.5) + 4 * error


def test_samples_of_blocks_spread_like_repeated_countries() -> None:
    slopes, spreads = [], []
    for seed in range(100):
        size, came, votes, group = counted(seed, 0.7)
        sums = slope_sums(size, came, votes[:, np.newaxis], group)
        slopes.append(sums.by(np.zeros_like(group), 1).slopes()[0, 0])
        drawn = resampled(sums, group, np.random.default_rng(seed), 100)
        spreads.append(drawn.slopes()[:, 0].std())
    assert np.mean(spreads) == pytest.approx(np.std(slopes), rel=0.25)


def test_all_but_one() -> None:
    size, came, votes, group = counted(1, 0.7)
    sums = slope_sums(size, came, votes[:, np.newaxis], group)
    by_group = sums.by(group, 40)
    without_third = sums.by((group == 3).astype(np.int64), 2)
    assert without_each(by_group).slopes()[3, 0] == pytest.approx(without_third.slopes()[0, 0])


def test_without_variation_there_is_no_slope() -> None:
    same = np.full(5, 100)
    sums = slope_sums(same, same // 2, same[:, np.newaxis] // 4, np.zeros(5, dtype=np.int64))
    total = sums.by(np.zeros(5, dtype=np.int64), 1)
    assert np.isnan(total.slopes()).all()
    alone = slope_sums(same[:1], same[:1] // 2, same[:1, np.newaxis] // 4, ONE)
    assert np.isnan(alone.reliability()).all()


def test_lean_of_a_leader_without_others() -> None:
    assert np.isnan(lean(np.ones(1), np.ones(1))).all()


def test_mean_gaps_by_hand() -> None:
    # 50% came in all, half of them for A: gaps of -10 and +10 points, A's -10 and +10, others' 0
    cell, units, gaps = mean_gaps(
        np.array([100, 100]),
        np.array([40, 60]),
        np.array([15, 35]),
        np.zeros(2, dtype=np.int64),
        cells=5,
    )
    assert cell.tolist() == [-5, 4]
    assert units.tolist() == [1, 1]
    assert gaps == pytest.approx(np.array([[-10, 10], [-10, 10], [0, 0]]))
