"""Marks dealt out by lot: by hand, by all deals, by loops, and over many lotteries."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.stats import binom

from tallyscope.benchmark import plain
from tallyscope.stats.randomisation import difference, p_by_dealing


def test_one_place_by_hand() -> None:
    # marked 1, 3; others 4, 6, 6: means 2 and 16/3; n1 n0 / n = 6/5
    y = np.array([1.0, 3.0, 4.0, 6.0, 6.0])
    mark = np.array([True, True, False, False, False])
    found = difference(y, mark, np.zeros(5, dtype=np.int64))
    assert found.value == pytest.approx(2 - 16 / 3)
    assert found.marked == 2
    assert found.other == pytest.approx(16 / 3)
    # T = 1 + 3 - 2 * 4 = -4; its variance is 2 * 3 / (5 * 4) * 18 = 5.4
    assert found.p_value == pytest.approx(0.08519, abs=1e-5)  # z = -4 / sqrt(5.4)


def test_places_count_by_their_pairs_of_kinds() -> None:
    # place 0: 1 and 1 unit, difference 2, weight 1/2; place 1: 2 and 2, difference -1, weight 1
    y = np.array([3.0, 1.0, 5.0, 5.0, 6.0, 6.0])
    mark = np.array([True, False, True, True, False, False])
    found = difference(y, mark, np.array([0, 0, 1, 1, 1, 1]))
    assert found.value == pytest.approx((0.5 * 2 + 1 * -1) / 1.5)


def test_dealing_against_all_deals() -> None:
    rng = np.random.default_rng(1)
    y = rng.normal(size=9)
    mark = np.array([True, True, False, False, True, False, False, False, False])
    place = np.array([0, 0, 0, 0, 1, 1, 1, 1, 1])
    gaps = y - np.array([y[:4].mean()] * 4 + [y[4:].mean()] * 5)
    sums = [
        gaps[list(first)].sum() + gaps[second]
        for first in combinations(range(4), 2)
        for second in range(4, 9)
    ]
    found = abs(gaps[mark].sum())
    exact = np.mean(np.abs(sums) >= found - 1e-9)
    p = p_by_dealing(y, mark, place, rng, draws=19_999)
    assert p == pytest.approx(exact, abs=0.015)
    variance = difference(y, mark, place)
    assert np.var(sums) == pytest.approx(  # the closed form is that of all deals
        (found / -_z(variance.p_value)) ** 2
    )


def _z(p_value: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(p_value / 2))


def test_interval_by_loop() -> None:
    rng = np.random.default_rng(2)
    place = np.repeat(np.arange(15), 8)
    y = rng.normal(size=120) + place
    mark = np.arange(120) % 8 < rng.integers(1, 7, 120)
    mark[::8], mark[7::8] = True, False  # both kinds everywhere
    found = difference(y, mark, place)
    places = plain.natural_experiment.places_of(y.tolist(), mark.tolist(), place.tolist())
    assert found.value == pytest.approx(plain.natural_experiment.difference(places))
    for end, side in ((found.low, -1), (found.high, 1)):
        slow = plain.natural_experiment.end_of_interval(places, side)
        assert end == pytest.approx(slow, abs=1e-6)


def test_few_units_refute_nothing() -> None:
    found = difference(np.array([1.0, 2.0]), np.array([True, False]), np.zeros(2, dtype=np.int64))
    assert (found.value, found.low, found.high) == (-1, -np.inf, np.inf)


def test_where_nothing_varies_nothing_differs() -> None:
    y = np.full(20, 0.3)
    mark = np.arange(20) < 6
    found = difference(y, mark, np.zeros(20, dtype=np.int64))
    assert found.value == pytest.approx(0, abs=1e-12)
    assert found.p_value == 1
    assert found.low == found.high == pytest.approx(0, abs=1e-12)
    rng = np.random.default_rng(0)
    assert p_by_dealing(y, mark, np.zeros(20, dtype=np.int64), rng, draws=50) == 1


def lottery(rng: np.random.Generator, effect: float) -> tuple[float, bool, float, float]:
    """Return p, whether the interval holds the effect, and both p-values, of one lottery."""
    place = np.repeat(np.arange(12), 15)
    y = rng.standard_t(4, 180) + 2 * rng.normal(size=12)[place]
    mark = np.zeros(180, dtype=np.bool_)
    for start in range(0, 180, 15):
        mark[start + rng.choice(15, 4, replace=False)] = True
    found = difference(y + effect * mark, mark, place)
    dealt = p_by_dealing(y + effect * mark, mark, place, rng, draws=199)
    return found.value, found.low <= effect <= found.high, found.p_value, dealt


def test_lotteries_are_rejected_at_the_level_and_intervals_hold_the_effect() -> None:
    rng = np.random.default_rng(3)
    runs = [lottery(rng, 0.0) for _ in range(300)]
    for column in (2, 3):
        rejected = sum(run[column] <= 0.05 for run in runs)
        assert binom.ppf(0.001, 300, 0.05) <= rejected <= binom.ppf(0.999, 300, 0.05)
    runs = [lottery(rng, 0.5) for _ in range(300)]
    assert sum(run[1] for run in runs) >= binom.ppf(0.001, 300, 0.95)
    assert np.mean([run[0] for run in runs]) == pytest.approx(0.5, abs=0.06)
