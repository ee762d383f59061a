"""Windows of 0.1 point: by hand, by loops, and how rarely chance crowds one of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from tallyscope.benchmark.plain import identical_protocols as plain
from tallyscope.stats.target_percentage import (
    SHIFT,
    TENTHS,
    crowds,
    shifted,
    smallest_surprise,
    somewhere,
    tenth,
)

RATES = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
EVERYWHERE = slice(0, TENTHS)


@given(RATES)
def test_windows_are_those_of_exact_fractions(rate: tuple[int, int]) -> None:
    part, whole = rate
    window = int(tenth(np.array([part]), np.array([whole]))[0])
    # 100 m/n lies in [x - 0.05, x + 0.05) with x = window / 10
    assert (2 * window - 1) * whole <= 2000 * part < (2 * window + 1) * whole


def test_windows_in_reach_by_hand() -> None:
    # 100 of 200: sd = sqrt(50) = 7.07, half of it rounded is 4; 96..104 are 48.0% to 52.0%
    unit, window, chance = shifted(np.array([100]), np.array([200]))
    assert unit.tolist() == [0] * 9
    assert window.tolist() == [480, 485, 490, 495, 500, 505, 510, 515, 520]
    assert chance.tolist() == [1 / 9] * 9
    # 1 of 10: sd = 0.95, so two votes either way, but not below none
    _, window, chance = shifted(np.array([1]), np.array([10]))
    assert window.tolist() == [0, 100, 200, 300]
    assert chance.tolist() == [0.25] * 4


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(RATES, st.integers(0, 2)), min_size=1, max_size=12))
def test_crowds_by_loop(rows: list[tuple[tuple[int, int], int]]) -> None:
    part, whole = np.array([rate for rate, _ in rows], dtype=np.int64).T
    group = np.array([g for _, g in rows], dtype=np.int64)
    found = crowds(part, whole, group, 3, looked_at=slice(10, 991))
    slow = plain.windows(part.tolist(), whole.tolist(), group.tolist())
    assert {(g, w) for g, w in np.argwhere(found.observed).tolist()} == set(slow)
    for (g, window), (units, expected) in slow.items():
        assert found.observed[g, window] == units
        assert found.expected[g, window] == pytest.approx(expected)
        assert found.tail[g, window] == pytest.approx(plain.poisson_tail(units, expected))


def test_every_unit_is_expected_once() -> None:
    rng = np.random.default_rng(1)
    whole = rng.integers(100, 2000, 500)
    part = rng.binomial(whole, 0.4)
    found = crowds(part, whole, np.zeros(500, dtype=np.int64), 1, looked_at=EVERYWHERE)
    assert found.observed.sum() == 500
    assert found.expected.sum() == pytest.approx(500)


def test_most_conspicuous_first_and_only_what_was_observed() -> None:
    # 40 units of 1,000 at exactly 62.2%, and ten elsewhere
    part = np.array([622] * 40 + list(range(300, 400, 10)))
    whole = np.full(50, 1000)
    group = np.array([1] * 40 + [0] * 10)
    found = crowds(part, whole, group, 2, looked_at=slice(10, 991))
    group_of, window = found.first(100)
    assert (group_of[0], window[0]) == (1, 622)
    assert len(window) == 11
    # sd = sqrt(1000 * .622 * .378) = 15.3, so 8 votes either way make 17 windows of 40/17 units
    assert found.expected[1, 622] == pytest.approx(40 / 17)
    assert found.adjusted(float(found.tail[1, 622])) < 1e-20


def test_nothing_is_looked_at_outside() -> None:
    found = crowds(np.array([999]), np.array([1000]), np.array([0]), 1, looked_at=slice(10, 991))
    assert found.observed.sum() == 0
    assert found.expected[0, 991:].sum() == 0
    assert len(found.first(5)[0]) == 0


@pytest.mark.parametrize("p", [0.05, 1e-6, 1e-40])
def test_smallest_surprise(p: float) -> None:
    expected = np.array([0.001, 0.3, 1.0, 12.0, 150.0])
    needed = smallest_surprise(p, expected)
    assert np.all(poisson.sf(needed - 1, expected) <= p)
    assert np.all(poisson.sf(needed - 2, expected) > p)


def test_somewhere_adds_up_what_each_window_can_reach() -> None:
    # at 0.05 a window of 1 expected unit needs 4 (0.019), one of 10 needs 16 (0.049)
    exactly = poisson.sf(3, 1.0) + poisson.sf(15, 10.0)
    assert exactly <= somewhere(0.05, np.array([1.0, 10.0])) <= 1.1 * exactly
    assert somewhere(0.05, np.full(1000, 1.0)) == 1.0


def test_allowance_is_what_chance_makes_somewhere() -> None:
    found = crowds(
        np.arange(400, 600), np.full(200, 1000), np.zeros(200, dtype=np.int64), 1,
        looked_at=EVERYWHERE,
    )  # fmt: skip
    units = found.allowance(1.0, 0.05)
    assert found.adjusted(float(poisson.sf(units - 1, 1.0))) <= 0.05
    assert found.adjusted(float(poisson.sf(units - 2, 1.0))) > 0.05


def test_a_crowd_of_equally_minded_units_is_hardly_flattened() -> None:
    # 20,000 units of 400 voters with one mind: the narrowest crowd that counting leaves
    rng = np.random.default_rng(2)
    whole = np.full(20_000, 400)
    part = rng.binomial(whole, 0.5)
    found = crowds(part, whole, np.zeros(20_000, dtype=np.int64), 1, looked_at=EVERYWHERE)
    top = found.expected[0, 500] / (20_000 * 0.0398776)  # Binomial(400, 1/2) at 200
    assert top == pytest.approx(1 - SHIFT**2 / 6, abs=0.02)
    assert found.adjusted(float(found.tail.min())) > 0.001
