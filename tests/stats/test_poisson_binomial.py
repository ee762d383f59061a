"""Unequal coins: moments by hand, tails against every outcome and against exact convolution."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise, product

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.stats.poisson_binomial import (
    EXACT_UP_TO,
    SMALLEST_P,
    excess_over_chance,
    moments,
    upper_tail,
)

Floats = npt.NDArray[np.float64]


def tail_over_every_outcome(coins: list[Fraction], observed: int) -> Fraction:
    total = Fraction(0)
    for faces in product((0, 1), repeat=len(coins)):
        if sum(faces) >= observed:
            total += math.prod(q if face else 1 - q for q, face in zip(coins, faces, strict=True))
    return total


def tails_by_convolution(coins: Floats) -> Floats:
    """P(count >= k) for k = 0..n; products of positive numbers only, so small ones are exact."""
    mass = np.array([1.0])
    for q in coins:
        mass = np.append(mass * (1 - q), 0.0) + np.append(0.0, mass * q)
    return np.cumsum(mass[::-1])[::-1]


def test_moments_by_hand() -> None:
    # 2*0.5 + 4*0.25 = 2; 4*0.5*0.5 + 16*0.25*0.75 = 1 + 3
    assert moments(np.array([0.5, 0.25]), np.array([2.0, 4.0])) == pytest.approx((2.0, 2.0))
    # without weights: 0.75, and 0.25 + 0.1875
    assert moments(np.array([0.5, 0.25])) == pytest.approx((0.75, math.sqrt(0.4375)))


def test_excess_by_hand() -> None:
    # 10 of weight are hit, 2 are expected, sd 2: four standard deviations
    found = excess_over_chance(
        np.array([1.0, 1.0]), np.array([0.5, 0.25]), np.array([2.0, 4.0]) * (10 / 6)
    )
    assert found.observed == pytest.approx(10.0)
    assert found.expected == pytest.approx(10 / 3)
    assert found.sd == pytest.approx(10 / 3)
    assert found.excess == pytest.approx(20 / 3)
    assert found.z == pytest.approx(2.0)


def test_nothing_stands_out_where_nothing_is_random() -> None:
    found = excess_over_chance(np.array([1.0, 0.0]), np.array([1.0, 0.0]))
    assert found == (1.0, 1.0, 0.0, 0.0, 0.0)


@settings(deadline=None)
@given(st.lists(st.integers(0, 12), max_size=8), st.integers(-1, 10))
def test_tail_over_every_outcome(twelfths: list[int], observed: int) -> None:
    coins = [Fraction(q, 12) for q in twelfths]
    expected = max(float(tail_over_every_outcome(coins, observed)), SMALLEST_P)
    found = upper_tail(np.array([float(q) for q in coins]), observed)
    assert found == pytest.approx(expected, rel=1e-12)


def test_tail_of_sure_and_impossible_coins() -> None:
    sure, never = np.ones(3), np.zeros(2)
    coins = np.concatenate([sure, never, [0.25]])
    assert upper_tail(coins, 3) == 1.0
    assert upper_tail(coins, 4) == pytest.approx(0.25)
    assert upper_tail(coins, 5) == SMALLEST_P


def test_tail_of_no_coins() -> None:
    assert upper_tail(np.array([]), 0) == 1.0
    assert upper_tail(np.array([]), 1) == SMALLEST_P


rng = np.random.default_rng(20)
MANY = EXACT_UP_TO + 100
# largest relative error allowed: the formula's error falls with the spread of the count
COINS: dict[str, tuple[Floats, float]] = {
    "whole percentages": (rng.uniform(0.10, 0.25, 2_000), 2e-5),
    "any": (rng.uniform(0.0, 1.0, MANY), 2e-4),
    "fair": (np.full(MANY, 0.5), 2e-4),
    "nearly sure or nearly impossible": (rng.beta(0.1, 0.1, MANY), 2e-3),
    "rare": (rng.uniform(0.0, 0.01, MANY), 4e-3),
}


@pytest.mark.parametrize("kind", COINS)
def test_saddlepoint_against_convolution(kind: str) -> None:
    coins, tolerance = COINS[kind]
    exact = tails_by_convolution(coins)
    mean, sd = moments(coins)
    first, last = int(mean - 6 * sd), int(mean + 20 * sd)
    compared = 0
    for observed in range(max(first, 1), min(last, len(coins) - 20)):
        if exact[observed] < 1e-250:
            break
        compared += 1
        assert upper_tail(coins, observed) == pytest.approx(exact[observed], rel=tolerance)
    assert exact[observed] < 1e-12  # far out, where a normal would be off by orders of magnitude
    assert compared > 15


def test_saddlepoint_at_the_mean_of_fair_coins() -> None:
    # 601 coins: 301 heads or more have the chance 1/2 by symmetry
    assert upper_tail(np.full(601, 0.5), 301) == pytest.approx(0.5, abs=1e-12)


def test_saddlepoint_at_the_mean_of_skewed_coins() -> None:
    # mean 1.5, so that "two or more" lies at it; a normal would say 0.5
    coins = np.full(600, 0.0025)
    exact = 1 - 0.9975**600 - 600 * 0.0025 * 0.9975**599
    assert exact == pytest.approx(0.4424, abs=1e-4)
    assert upper_tail(coins, 2) == pytest.approx(exact, rel=0.02)


def test_far_below_the_mean_of_nearly_sure_coins() -> None:
    nearly_sure = np.full(MANY, 1 - 1e-16)
    assert upper_tail(nearly_sure, 1) == 1.0


def test_tail_falls_with_the_count() -> None:
    coins = COINS["whole percentages"][0]
    tails = [upper_tail(coins, k) for k in range(len(coins))]
    assert all(one >= other for one, other in pairwise(tails))
    assert tails[0] == 1.0
    assert tails[-1] == SMALLEST_P


@settings(deadline=None)
@given(st.permutations(list(range(20))), st.integers(1, 20))
def test_order_does_not_matter(order: list[int], observed: int) -> None:
    coins = np.linspace(0.05, 0.95, 20)
    assert upper_tail(coins[order], observed) == pytest.approx(upper_tail(coins, observed))


def test_never_zero() -> None:
    assert upper_tail(np.full(MANY, 1e-9), MANY) == SMALLEST_P


def test_coins_too_rare_for_any_tilt() -> None:
    assert upper_tail(np.full(MANY, 1e-40), MANY // 2) == SMALLEST_P
