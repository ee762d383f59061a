"""Middles, spreads and correlations inside groups: by hand, and by plain loops."""

from __future__ import annotations

import math
from statistics import median

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.stats.within_groups import (
    MIN_BLOCKS,
    correlation_interval,
    group_medians,
    robust_z,
    within_correlation,
)

Floats = npt.NDArray[np.float64]
Rows = list[tuple[int, int, int]]
ROWS = st.lists(
    st.tuples(st.integers(-20, 20), st.integers(-20, 20), st.integers(0, 3)),
    min_size=1,
    max_size=40,
)


def columns(rows: Rows) -> tuple[Floats, Floats, npt.NDArray[np.int64]]:
    x, y, group = zip(*rows, strict=True)
    return np.array(x, float), np.array(y, float), np.array(group, dtype=np.int64)


def robust_z_by_loop(rows: Rows, min_size: int) -> list[float]:
    z = []
    for value, _, g in rows:
        inside = [v for v, _, h in rows if h == g]
        middle = median(inside)
        spread = 1.4826022185056018 * median(abs(v - middle) for v in inside)
        known = len(inside) >= min_size and spread > 0
        z.append((value - middle) / spread if known else math.nan)
    return z


def correlation_by_loop(rows: Rows) -> float:
    sums = {"xy": 0.0, "xx": 0.0, "yy": 0.0}
    for g in {g for _, _, g in rows}:
        inside = [(x, y) for x, y, h in rows if h == g]
        mean_x = sum(x for x, _ in inside) / len(inside)
        mean_y = sum(y for _, y in inside) / len(inside)
        for x, y in inside:
            sums["xy"] += (x - mean_x) * (y - mean_y)
            sums["xx"] += (x - mean_x) ** 2
            sums["yy"] += (y - mean_y) ** 2
    scale = math.sqrt(sums["xx"] * sums["yy"])
    return sums["xy"] / scale if scale > 1e-9 else math.nan


def correlation(rows: Rows) -> float:
    r, _ = within_correlation(*columns(rows), np.random.default_rng(0), draws=1)
    return r


def test_medians_of_odd_even_and_empty_groups() -> None:
    # group 0: 1, 2, 9; group 1: 4, 8; group 2: nobody
    found = group_medians(np.array([9.0, 4.0, 1.0, 8.0, 2.0]), np.array([0, 1, 0, 1, 0]), 3)
    assert found.tolist()[:2] == [2.0, 6.0]
    assert math.isnan(found[2])


def test_robust_z_by_hand() -> None:
    # middle 3, distances 2 1 0 1 97, their middle 1
    z = robust_z(np.array([1.0, 2.0, 3.0, 4.0, 100.0]), np.zeros(5, dtype=np.int64), min_size=5)
    assert z == pytest.approx(np.array([-2, -1, 0, 1, 97]) / 1.4826022185056018)


def test_groups_that_are_small_or_alike_are_not_standardised() -> None:
    # three units where four are asked for; and of four units three have the same value
    values = np.array([1.0, 2.0, 3.0, 7.0, 7.0, 7.0, 9.0])
    z = robust_z(values, np.array([0, 0, 0, 1, 1, 1, 1]), min_size=4)
    assert np.isnan(z).all()


@settings(deadline=None)
@given(ROWS, st.integers(1, 5))
def test_robust_z_as_defined(rows: Rows, min_size: int) -> None:
    x, _, group = columns(rows)
    expected = np.array(robust_z_by_loop(rows, min_size))
    assert robust_z(x, group, min_size=min_size) == pytest.approx(expected, nan_ok=True)


@settings(deadline=None)
@given(ROWS, st.integers(1, 9), st.integers(-9, 9))
def test_robust_z_knows_no_units_of_measurement(rows: Rows, scale: int, origin: int) -> None:
    x, _, group = columns(rows)
    assert robust_z(scale * x + origin, group, min_size=1) == pytest.approx(
        robust_z(x, group, min_size=1), nan_ok=True
    )


def test_correlation_by_hand() -> None:
    # group 0: x -1 0 1, y -1 2 -1 (xy 0, xx 2, yy 6); group 1: x -1 1, y -1 1 (2, 2, 2)
    rows = [(-1, -1, 0), (0, 2, 0), (1, -1, 0), (9, 99, 1), (11, 101, 1)]
    assert correlation(rows) == pytest.approx(2 / math.sqrt(4 * 8))


@settings(deadline=None)
@given(ROWS)
def test_correlation_as_defined(rows: Rows) -> None:
    assert correlation(rows) == pytest.approx(correlation_by_loop(rows), nan_ok=True, abs=1e-9)


@settings(deadline=None)
@given(ROWS, st.lists(st.integers(-100, 100), min_size=4, max_size=4))
def test_differences_between_groups_count_for_nothing(rows: Rows, moved: list[int]) -> None:
    shifted = [(x + moved[g], y - moved[g], g) for x, y, g in rows]
    assert correlation(shifted) == pytest.approx(correlation(rows), nan_ok=True, abs=1e-9)


def test_equal_values_have_no_correlation() -> None:
    # ten times 0.1 sum to 0.9999999999999999 in doubles: the difference is not a spread
    x = np.full(10, 0.1)
    r, resampled = within_correlation(
        x, np.arange(10.0), np.zeros(10, dtype=np.int64), np.random.default_rng(0), draws=3
    )
    assert math.isnan(r)
    assert np.isnan(resampled).all()


def test_resampled_correlations_are_those_of_whole_groups() -> None:
    # one group rises (r = 1), one falls with twice the spread: six samples of two groups
    rows = [(0, 0, 0), (1, 1, 0), (0, 2, 1), (2, 0, 1)]
    _, resampled = within_correlation(*columns(rows), np.random.default_rng(1), draws=200)
    both = (0.5 - 2) / 2.5
    assert {round(float(r), 9) for r in resampled} == {1.0, both, -1.0}


def test_interval_of_many_groups_is_that_of_the_samples() -> None:
    resampled = np.linspace(0.0, 1.0, 101)
    low, high = correlation_interval(0.3, resampled, np.arange(MIN_BLOCKS))
    assert (low, high) == pytest.approx((0.025, 0.975))


def test_interval_of_few_groups_is_fishers() -> None:
    # 30 units in 2 groups: tanh(artanh 0.5 +- 1.96 / sqrt(26))
    group = np.repeat([0, 1], 15)
    low, high = correlation_interval(0.5, np.array([0.4, 0.6]), group)
    assert low == pytest.approx(math.tanh(math.atanh(0.5) - 1.959963984540054 / math.sqrt(26)))
    assert high == pytest.approx(math.tanh(math.atanh(0.5) + 1.959963984540054 / math.sqrt(26)))


@pytest.mark.parametrize(("r", "units"), [(math.nan, 30), (1.0, 30), (-1.0, 30), (0.5, 3)], ids=str)
def test_nothing_is_known_of_a_correlation_without_spread(r: float, units: int) -> None:
    group = np.zeros(units, dtype=np.int64)
    assert correlation_interval(r, np.array([r]), group) == (-1.0, 1.0)


def test_samples_that_say_nothing_leave_fishers_interval() -> None:
    group = np.repeat(np.arange(MIN_BLOCKS), 10)
    low, high = correlation_interval(0.0, np.full(5, np.nan), group)
    assert high == pytest.approx(math.tanh(1.959963984540054 / math.sqrt(88)))
    assert low == -high
