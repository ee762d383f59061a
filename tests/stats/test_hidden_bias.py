"""What unfair marking could explain: by plain loops and in the limit of a fair lottery."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import wilcoxon

from tallyscope.benchmark import plain
from tallyscope.stats.hidden_bias import (
    MOST_GAMMA,
    estimates,
    interval,
    largest_gamma,
    largest_p,
    pairs_of_size,
    walsh_quantile,
)

GAPS = st.lists(st.integers(-20, 20).map(float), min_size=1, max_size=25)


@given(GAPS, st.sampled_from([1.0, 1.5, 3.0]))
def test_signed_ranks_by_loop(gap: list[float], gamma: float) -> None:
    slow = plain.natural_experiment.signed_rank_p(gap, gamma)
    assert largest_p(np.array(gap), gamma) == pytest.approx(slow, abs=1e-9)


def test_a_fair_lottery_is_wilcoxon() -> None:
    gap = np.random.default_rng(1).normal(0.3, 1, 60)
    known = wilcoxon(gap, correction=False, method="approx").pvalue
    assert largest_p(gap, 1.0) == pytest.approx(known)


@given(GAPS, st.sampled_from([0.1, 0.4, 0.5, 0.9]))
def test_averages_of_two_by_loop(gap: list[float], part: float) -> None:
    slow = plain.natural_experiment.walsh_quantile(gap, part)
    assert walsh_quantile(np.array(gap), part) == pytest.approx(slow, abs=1e-6)


def test_more_bias_allows_more() -> None:
    gap = np.random.default_rng(2).normal(0.5, 1, 200)
    p = [largest_p(gap, gamma) for gamma in (1, 1.5, 2, 4)]
    assert p == sorted(p)
    widths = [estimates(gap, gamma) for gamma in (1, 1.5, 2, 4)]
    assert widths[0][0] == pytest.approx(widths[0][1])
    assert all(a[0] >= b[0] and a[1] <= b[1] for a, b in pairwise(widths))
    for gamma in (1, 2):
        low, high = interval(gap, gamma, 0.95)
        inner = estimates(gap, gamma)
        assert low < inner[0] <= inner[1] < high


def test_the_bias_at_which_it_is_no_longer_beyond_chance() -> None:
    gap = np.random.default_rng(3).normal(0.5, 1, 200)
    gamma = largest_gamma(gap, 0.05)
    assert gamma > 1
    assert largest_p(gap, gamma) == pytest.approx(0.05, rel=1e-3)
    assert largest_gamma(-gap, 0.05) == pytest.approx(gamma)
    assert largest_gamma(np.array([1.0, -1.0]), 0.05) == 1
    assert largest_gamma(np.arange(1.0, 20_000.0), 0.05) == MOST_GAMMA


def test_equal_pairs_say_nothing() -> None:
    assert largest_p(np.zeros(30), 1.0) == 1
    assert estimates(np.zeros(30), 2.0) == (0, 0)


def test_pairs_by_rank_of_size() -> None:
    # place 0: marked 100, 900; others 90, 200, 800, 1000. The ranks 1/4 and 3/4 of four are the
    # second and the fourth. Place 1: two marked, one other, which takes the marked one of rank 1/2
    size = np.array([100, 900, 90, 200, 800, 1000, 5, 7, 6])
    mark = np.array([1, 1, 0, 0, 0, 0, 1, 1, 0], dtype=np.bool_)
    place = np.array([0, 0, 0, 0, 0, 0, 1, 1, 1])
    ones, others = pairs_of_size(size, size, mark, place)
    assert list(zip(ones.tolist(), others.tolist(), strict=True)) == [(0, 3), (1, 5), (7, 8)]


def test_no_unit_is_in_two_pairs() -> None:
    rng = np.random.default_rng(4)
    size, place = rng.integers(1, 9, 300), rng.integers(0, 20, 300)
    mark = rng.random(300) < 0.3
    ones, others = pairs_of_size(size, size, mark, place)
    assert len(set(ones)) == len(set(others)) == len(ones)
    assert mark[ones].all()
    assert not mark[others].any()
    assert (place[ones] == place[others]).all()
    fewer = sum(min(mark[place == code].sum(), (~mark)[place == code].sum()) for code in range(20))
    assert len(ones) == fewer


def test_intervals_of_fair_lotteries_hold_the_truth() -> None:
    rng = np.random.default_rng(5)
    held = 0
    for _ in range(300):
        low, high = interval(rng.normal(0.2, 1, 40), 1.0, 0.95)
        held += low <= 0.2 <= high
    assert 0.9 < held / 300 < 0.99
    assert math.isfinite(interval(np.array([1.0]), 1.0, 0.95)[0])
