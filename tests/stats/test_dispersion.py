"""Differences inside groups: by hand, by plain loops, and under dealing by lot."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2, hypergeom, kstest

from tallyscope.benchmark import plain
from tallyscope.stats.dispersion import (
    Dispersion,
    dispersion,
    most_alike,
    pooled,
    too_alike,
    too_unlike,
)


def measured(part: list[int], whole: list[int], group: list[int]) -> Dispersion:
    columns = (np.array(column, dtype=np.int64) for column in (part, whole, group))
    return dispersion(*columns, candidates=np.ones(len(part), dtype=np.bool_))


def test_by_hand() -> None:
    # 40 and 60 of 100 each: p = 1/2, each 10 away, variance 25: (100/25 + 100/25) * 199/200
    found = measured([40, 60], [100, 100], [0, 0])
    assert found.rate.tolist() == [0.5]
    assert found.chi_square[0] == pytest.approx(8 * 199 / 200)
    # half a vote farther out: 10.5^2 / 25, twice
    assert found.chi_square_at_most[0] == pytest.approx(2 * 110.25 / 25 * 199 / 200)
    # p(1-p) (X^2 - 1) / (N - sum n^2 / N) = 0.25 * 6.96 / (200 - 100)
    assert found.extra[0] == pytest.approx(math.sqrt(0.25 * (7.96 - 1) / 100))
    assert (found.units[0], found.freedom[0]) == (2, 1)


def test_tails_by_hand() -> None:
    # chi-square with 2 degrees of freedom: P(X <= x) = 1 - exp(-x/2)
    low = too_alike(np.array([0.8]), np.array([2]), floor=0.8)
    assert low[0] == pytest.approx(1 - math.exp(-0.5))
    high = too_unlike(np.array([3.0, 5.0]), np.array([2, 0]))
    assert high.tolist() == pytest.approx([math.exp(-1.5), 1.0])
    assert too_alike(np.array([0.0]), np.array([400]), floor=0.8)[0] > 0


def test_units_that_are_too_lumpy_are_not_compared() -> None:
    # 1 of 100 has a variance by lot below 5 in a group at a few percent
    found = measured([1, 50, 40, 100], [100, 2000, 2000, 100], [0, 0, 0, 1])
    assert found.used.tolist() == [False, True, True, False]
    assert found.units.tolist() == [2, 0]
    assert found.rate[0] == pytest.approx(90 / 4000)
    assert np.isnan(found.rate[1])


def test_candidates_only() -> None:
    part, whole = np.array([40, 60, 99]), np.array([100, 100, 100])
    one = dispersion(part, whole, np.zeros(3, dtype=np.int64), candidates=np.array([True, True, False]))  # fmt: skip # noqa: E501
    assert one.chi_square[0] == pytest.approx(8 * 199 / 200)


COUNTS = st.integers(0, 900).flatmap(
    lambda n: st.tuples(st.integers(0, n), st.just(n), st.integers(0, 3))
)


@settings(deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=30))
def test_by_loops(rows: list[tuple[int, int, int]]) -> None:
    part, whole, group = (list(column) for column in zip(*rows, strict=True))
    found = measured(part, whole, group)
    slow = plain.variance.by_place(part, whole, group)
    assert set(np.flatnonzero(found.freedom > 0).tolist()) == set(slow)
    for g, one in slow.items():
        assert found.units[g] == one[0]
        told = (found.rate[g], found.chi_square[g], found.chi_square_at_most[g], found.extra[g])
        assert told == pytest.approx(one[1:], rel=1e-9, abs=1e-9)
    votes, ballots, codes = (np.array(column, dtype=np.int64) for column in (part, whole, group))
    core = most_alike(votes, ballots, codes, found, floor=0.8)
    for code in range(len(found.units)):
        members = [(v, n) for v, n, g in rows if g == code]
        assert core.p_value[code] == pytest.approx(plain.variance.core_chance(members), rel=1e-6)


@given(st.lists(COUNTS, min_size=1, max_size=30))
def test_the_other_side_differs_as_much(rows: list[tuple[int, int, int]]) -> None:
    part, whole, group = (list(column) for column in zip(*rows, strict=True))
    one = measured(part, whole, group)
    other = measured([n - v for v, n in zip(part, whole, strict=True)], whole, group)
    both = one.used & other.used
    assert (one.used == both).all()
    assert one.chi_square == pytest.approx(other.chi_square, rel=1e-9, abs=1e-9)


def test_groups_are_added_up_by_place() -> None:
    found = measured([40, 60, 45, 55, 7], [100, 100, 100, 100, 9], [0, 0, 1, 1, 2])
    group, place = np.array([0, 0, 1, 1, 2]), np.array([0, 0, 0, 0, 1])
    all_of_it = pooled(found, group, place, 2)
    assert all_of_it.units.tolist() == [4, 0]
    assert all_of_it.freedom.tolist() == [2, 0]
    assert all_of_it.chi_square[0] == pytest.approx((8 + 2) * 199 / 200)
    assert all_of_it.rate[0] == 0.5
    assert all_of_it.extra[0] == pytest.approx(math.sqrt(np.mean(found.extra[:2] ** 2)))
    assert all_of_it.chi_square[1] == 0


def test_dealing_by_lot_is_nearly_chi_square() -> None:
    # 3,000 groups: 60% of the voters for A, dealt onto units of 300, 500 and 700
    rng = np.random.default_rng(4)
    whole = np.array([300, 500, 700])
    votes = rng.multivariate_hypergeometric(whole, 900, size=3_000)
    group = np.repeat(np.arange(3_000), 3)
    found = dispersion(votes.ravel(), np.tile(whole, 3_000), group, candidates=np.ones(9_000, bool))
    assert found.chi_square.mean() == pytest.approx(2, abs=4 * 2 / math.sqrt(3_000))
    assert kstest(found.chi_square, chi2(2).cdf).pvalue > 1e-3


@pytest.mark.parametrize("size", [60, 200, 2000])
def test_the_chance_of_two_equal_counts_is_never_told_too_small(size: int) -> None:
    # two units of the same size, half of all voters for A: equal counts come about with the
    # probability of the middle of a hypergeometric
    found = measured([size // 2] * 2, [size] * 2, [0, 0])
    true = hypergeom(2 * size, size, size).pmf(size // 2)
    told = too_alike(found.chi_square_at_most, found.freedom, floor=1.0)[0]
    assert true <= told * 1.02
    assert told == pytest.approx(true, rel=0.03)


def test_the_most_alike_of_honest_groups_are_no_finding() -> None:
    # 2,000 groups of 20 units, dealt by lot: the bound of the best choice is seldom small
    rng = np.random.default_rng(8)
    whole = rng.integers(300, 900, (2_000, 20))
    votes = rng.binomial(whole, 0.4)
    group = np.repeat(np.arange(2_000), 20)
    columns = votes.ravel(), whole.ravel(), group
    found = dispersion(*columns, candidates=np.ones(40_000, dtype=np.bool_))
    core = most_alike(*columns, found, floor=1.0)
    assert (core.p_value <= 0.05).mean() <= 0.05
    assert (core.p_value <= 0.01).mean() <= 0.01
    assert core.member.sum() == core.units.sum()


@settings(deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=30), st.integers(0, 100))
def test_the_order_of_units_changes_nothing(rows: list[tuple[int, int, int]], seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(rows))
    answers = []
    for chosen in (np.arange(len(rows)), order):
        v, n, g = (np.array(column, dtype=np.int64)[chosen] for column in zip(*rows, strict=True))
        found = dispersion(v, n, g, candidates=np.ones(len(rows), dtype=np.bool_))
        answers.append(most_alike(v, n, g, found, floor=0.8))
    one, other = answers
    assert one.units.tolist() == other.units.tolist()
    assert one.p_value == pytest.approx(other.p_value, rel=1e-6)
