"""Residuals in two rates at once: by plain loops, and with a tail that fits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, multivariate_t

from tallyscope.benchmark import plain
from tallyscope.stats.joint_residuals import (
    MOST_FREEDOM,
    count_beside_others,
    count_noise,
    joint_tail,
    log_odds,
    rate_beside_others,
)
from tallyscope.stats.surroundings import SamePlace

RATES = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
GROUPED = st.lists(st.tuples(RATES, st.integers(0, 2)), min_size=1, max_size=20)


@given(GROUPED)
def test_rates_by_loop(rows: list[tuple[tuple[int, int], int]]) -> None:
    rates, group = zip(*rows, strict=True)
    part, whole = (np.array(column, dtype=np.int64) for column in zip(*rates, strict=True))
    z, usual = rate_beside_others(part, whole, SamePlace(np.array(group, dtype=np.int64)))
    assert z == pytest.approx(np.array(plain.neighbours.standardised_rates(rates, group)), abs=1e-9)
    assert ((usual > 0) & (usual < 1)).all()


def test_log_odds_by_hand() -> None:
    # 3 of 4: log(3.5 / 1.5); none of 4: log(0.5 / 4.5)
    odds = log_odds(np.array([3, 0]), np.array([4, 4]))
    assert odds == pytest.approx(np.log([3.5 / 1.5, 0.5 / 4.5]))


def test_noise_is_that_of_counting() -> None:
    # the log odds of Binomial(400, 0.7) vary by 1 / (400 * 0.7 * 0.3)
    noise = count_noise(np.array([0.7]), np.array([400]))[0]
    k = np.arange(401)
    odds = log_odds(k, np.full(401, 400))
    mass = binom.pmf(k, 400, 0.7)
    exact = (mass * odds**2).sum() - (mass * odds).sum() ** 2
    assert noise == pytest.approx(exact, rel=0.02)


def test_small_units_are_not_odd_for_being_small() -> None:
    # everybody alike: turnout differs by counting alone, in small and in large units
    rng = np.random.default_rng(1)
    whole = np.array([100, 2_000] * 500)
    z, _ = rate_beside_others(
        rng.binomial(whole, 0.6), whole, SamePlace(np.zeros(1_000, dtype=np.int64))
    )
    assert z[whole == 100].std() == pytest.approx(1, abs=0.15)
    assert z[whole == 2_000].std() == pytest.approx(1, abs=0.35)


def test_counts_by_hand() -> None:
    # logarithms of 1, e and e^2: the middle one is usual
    z, usual = count_beside_others(
        np.array([100, 272, 739]), SamePlace(np.zeros(3, dtype=np.int64))
    )
    assert usual == pytest.approx([272.0] * 3)
    assert z[1] == 0
    assert z[0] < 0 < z[2]


@pytest.mark.parametrize("freedom", [3, 8])
def test_the_tail_of_a_heavy_cloud(freedom: int) -> None:
    cloud = multivariate_t(shape=[[1, 0.5], [0.5, 1]], df=freedom, seed=1).rvs(20_000)
    tail = joint_tail(cloud[:, 0], cloud[:, 1])
    assert tail.freedom == pytest.approx(freedom, rel=0.2)
    assert tail.correlation == pytest.approx(0.5, abs=0.05)
    for level in (0.1, 0.01, 0.001):
        expected = 20_000 * level
        found = (tail.p_values <= level).sum()
        assert found == pytest.approx(expected, abs=4 * np.sqrt(expected) + 0.2 * expected)


def test_a_normal_cloud_has_a_normal_tail() -> None:
    cloud = np.random.default_rng(2).standard_normal((20_000, 2))
    tail = joint_tail(cloud[:, 0], cloud[:, 1])
    assert tail.freedom > MOST_FREEDOM / 10
    assert (tail.p_values <= 0.01).mean() == pytest.approx(0.01, abs=0.003)


def test_where_nothing_varies_nothing_is_far_out() -> None:
    tail = joint_tail(np.zeros(50), np.zeros(50))
    assert (tail.p_values == 1).all()
