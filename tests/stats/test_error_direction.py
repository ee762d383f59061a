"""Whom errors favour: by hand, by loops, and signs of districts as coins."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.benchmark.plain import protocol_arithmetic as plain
from tallyscope.stats.error_direction import (
    MIN_BLOCKS,
    NO_GAIN,
    STRATUM,
    announced_gain,
    leaders_gain,
    sign_flip_tail,
    size_strata,
)


def test_strata_are_units_of_like_size_in_one_district() -> None:
    # 25 units of one district make two strata, 5 of another one
    district = np.array([0] * 25 + [1] * 5)
    size = np.arange(30)[::-1].copy()
    strata = size_strata(district, size, (size,))
    assert np.bincount(strata).tolist() == [13, 12, 5]
    assert size[strata == 0].max() < size[strata == 1].min()
    assert set(strata[:25]) == {0, 1}


UNITS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 40), st.integers(1, 60), st.booleans()),
    min_size=1,
    max_size=60,
)


@given(UNITS)
def test_strata_and_gains_by_loop(units: list[tuple[int, int, int, bool]]) -> None:
    units = sorted(set(units))  # equal units have no order of their own
    district = np.unique([d for d, *_ in units], return_inverse=True)[1].astype(np.int64)
    whole = np.array([n for _, _, n, _ in units], dtype=np.int64)
    votes = np.minimum(np.array([v for _, v, _, _ in units], dtype=np.int64), whole)
    error = np.array([wrong for *_, wrong in units])
    fast = size_strata(district, whole, (votes,))
    slow = plain.size_strata(district.tolist(), whole.tolist(), [(v,) for v in votes.tolist()])
    together = [a == b for a in slow for b in slow]
    if len({*zip(district.tolist(), whole.tolist(), votes.tolist(), strict=True)}) == len(units):
        assert (fast[:, None] == fast[None, :]).ravel().tolist() == together
    found = leaders_gain(
        votes.astype(np.float64), whole.astype(np.float64), error, ~error, fast, district
    )
    expected = plain.gains(votes.tolist(), whole.tolist(), error.tolist(), fast.tolist())
    assert found.tested == len(expected)
    assert found.votes == pytest.approx(sum(gain for _, gain in expected), abs=1e-9)
    assert found.low <= found.votes + 1e-9
    assert found.votes <= found.high + 1e-9


def test_a_gain_by_hand() -> None:
    # sound units of the stratum: 50 + 30 of 200, that is 40%; the one with an error has 60 of 100,
    # 20 votes more; one district leaves the interval at whatever could be: 60 - 100 to 60
    found = leaders_gain(
        np.array([50.0, 30.0, 60.0]),
        np.array([100.0, 100.0, 100.0]),
        np.array([False, False, True]),
        np.array([True, True, False]),
        np.zeros(3, dtype=np.int64),
        np.zeros(3, dtype=np.int64),
    )
    assert (found.tested, found.blocks, found.whole) == (1, 1, 100.0)
    assert (found.votes, found.points) == (20.0, 20.0)
    assert (found.low, found.high) == (-40.0, 60.0)
    assert found.p_value == 0.5


def test_without_like_units_nothing_is_tested() -> None:
    one = np.ones(2)
    error = np.array([True, True])
    zero = np.zeros(2, dtype=np.int64)
    assert leaders_gain(one, one, error, ~error, zero, zero) == NO_GAIN
    empty = np.zeros(2)
    assert leaders_gain(empty, empty, ~error, error, zero, zero) == NO_GAIN


def test_few_districts_are_taken_apart() -> None:
    # one district of three strata, an error in each: three blocks; with ten districts ten
    def blocks(districts: int) -> int:
        n = 3 * STRATUM * districts
        district = np.repeat(np.arange(districts), 3 * STRATUM)
        size = np.tile(np.arange(3 * STRATUM), districts)
        error = size % STRATUM == 0
        strata = size_strata(district, size, (size,))
        whole = np.full(n, 100.0)
        return leaders_gain(whole / 2, whole, error, ~error, strata, district).blocks

    assert blocks(1) == 3
    assert blocks(MIN_BLOCKS - 1) == 3 * (MIN_BLOCKS - 1)
    assert blocks(MIN_BLOCKS) == MIN_BLOCKS


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(-9, 9), min_size=1, max_size=10))
def test_signs_by_loop(values: list[int]) -> None:
    fast = sign_flip_tail(np.array(values, dtype=np.float64))
    assert fast == pytest.approx(plain.sign_flip_tail(values))


def test_signs_by_hand() -> None:
    # of the eight sums of 1, 2 and 4 with signs only 7 reaches 7, and 7, 5, 3 reach 3
    assert sign_flip_tail(np.array([1.0, 2.0, 4.0])) == 1 / 8
    assert sign_flip_tail(np.array([1.0, -2.0, 4.0])) == 3 / 8
    assert sign_flip_tail(np.array([0.0, 0.0])) == 1.0
    assert sign_flip_tail(np.array([])) == 1.0


@pytest.mark.parametrize(("blocks", "shift"), [(20, 0.4), (60, 0.2), (400, 0.1), (30, -0.3)])
def test_the_formula_for_many_agrees_with_coins(blocks: int, shift: float) -> None:
    rng = np.random.default_rng(blocks)
    values = rng.standard_t(3, blocks) + shift
    signs = np.sign(rng.random((100_000, blocks)) - 0.5)
    drawn = float(np.mean(signs @ np.abs(values) >= values.sum()))
    error = math.sqrt(drawn * (1 - drawn) / 100_000)
    assert sign_flip_tail(values) == pytest.approx(drawn, abs=4 * error + 0.02 * drawn)


def test_the_formula_meets_the_exact_sum() -> None:
    values = np.random.default_rng(5).gamma(2.0, 1.0, 14) * np.tile([1, 1, 1, -1, 1, 1, -1], 2)
    exact = sign_flip_tail(values)
    assert sign_flip_tail(np.append(values, 1e-6)) == pytest.approx(exact, rel=0.05)


def test_all_districts_one_way() -> None:
    assert sign_flip_tail(np.ones(30)) == pytest.approx(0.5**30)
    assert sign_flip_tail(np.ones(5_000)) == 1e-300
    assert sign_flip_tail(-np.arange(1.0, 21.0)) == pytest.approx(1.0)


def test_signs_of_fair_coins_reject_at_the_level() -> None:
    rng = np.random.default_rng(6)
    p = np.array([sign_flip_tail(rng.laplace(size=25)) for _ in range(400)])
    assert abs((p <= 0.05).mean() - 0.05) < 4 * math.sqrt(0.05 * 0.95 / 400)


def test_the_interval_covers() -> None:
    rng = np.random.default_rng(7)
    covered = 0
    for _ in range(200):
        district = np.repeat(np.arange(20), 24)
        whole = rng.integers(200, 900, len(district))
        share = np.clip(rng.beta(20, 20, 20)[district] + rng.normal(0, 0.05, len(district)), 0, 1)
        error = rng.random(len(district)) < 0.3
        votes = rng.binomial(whole, np.clip(share + 0.02 * error, 0, 1))
        strata = size_strata(district, whole, (votes,))
        found = leaders_gain(
            votes.astype(np.float64), whole.astype(np.float64), error, ~error, strata, district
        )
        covered += found.low <= 0.02 * found.whole <= found.high
    assert 0.9 <= covered / 200 <= 0.99


def test_published_totals_by_hand() -> None:
    # 40 of 100 and 10 of 50 in the units; 50 of 110 and 10 of 50 in the totals: 50 - 44 votes more
    found = announced_gain(
        np.array([[40.0, 60.0], [10.0, 40.0]]), np.array([[50.0, 60.0], [10.0, 40.0]]), 0
    )
    assert (found.votes, found.low, found.high, found.whole) == (6.0, 6.0, 6.0, 160.0)
    assert found.points == pytest.approx(100 * 6 / 160)
    assert found.p_value == 0.5  # one place that differs, and its sign is a coin
    none = np.zeros((0, 2))
    assert announced_gain(none, none, 0) == NO_GAIN
