"""Both sides counted, by hand, with intervals that hold the truth."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from tallyscope.benchmark import plain
from tallyscope.stats.asymmetry import asymmetry, beyond_steps, same_direction

DISTANCES = st.floats(-9, 9, allow_subnormal=False)


@given(st.lists(st.tuples(DISTANCES, DISTANCES), min_size=1, max_size=20))
def test_direction_by_loop(pairs: list[tuple[float, float]]) -> None:
    first, second = (np.array(column) for column in zip(*pairs, strict=True))
    slow = [plain.neighbours.same_direction(a, b) for a, b in pairs]
    assert same_direction(first, second).tolist() == slow


def test_steps_by_hand() -> None:
    above, below = beyond_steps(np.array([2.0, -1.5, 0.5, -3.0]), np.array([1.0, 1.5, 3.0]))
    assert above.tolist() == [1, 1, 0]
    assert below.tolist() == [2, 2, 1]


def test_few_places_by_hand() -> None:
    # 3 above, 1 below of 100 units: 200 per 10,000; the part above by Clopper and Pearson
    direction = np.array([3.0] * 3 + [-3.0] + [0.0] * 96)
    found = asymmetry(direction, np.zeros(100, dtype=np.int64), far=2.0)
    ends = binomtest(3, 4).proportion_ci(0.95, method="exact")
    least = binomtest(3, 4, alternative="greater").proportion_ci(0.95, method="exact").low
    assert (found.above, found.below, found.value) == (3, 1, 200)
    assert found.low == pytest.approx(400 * (2 * ends.low - 1))
    assert found.high == pytest.approx(400 * (2 * ends.high - 1))
    assert found.at_least == pytest.approx(400 * (2 * least - 1))


def test_nobody_far_out_is_zero() -> None:
    found = asymmetry(np.zeros(50), np.zeros(50, dtype=np.int64), far=2.0)
    assert str((found.low, found.value, found.high)) == "(0.0, 0.0, 0.0)"  # no minus


def test_places_that_go_together_widen_the_interval() -> None:
    # the same 40 units above, once spread over 40 places and once in four
    spread, together = np.zeros(1_000), np.zeros(1_000)
    spread[::25] = 3.0
    together[:40] = 3.0
    place = np.repeat(np.arange(100), 10)
    one, other = (asymmetry(each, place, far=2.0) for each in (spread, together))
    assert one.value == other.value == 400
    assert other.high - other.low > 2 * (one.high - one.low)
    assert other.at_least < one.at_least


def test_the_error_between_places_by_loop() -> None:
    rng = np.random.default_rng(1)
    place = np.sort(rng.integers(0, 12, 300))
    direction = np.where(place < 2, 3.0, 0.0)  # whole places, so that units by themselves vary less
    found = asymmetry(direction, place, far=2.0)
    gaps = []
    for code in range(12):
        inside = direction[place == code]
        signed = sum(inside >= 2) - sum(inside <= -2)
        gaps.append(signed - found.value / 1e4 * len(inside))
    error = 1e4 * np.sqrt(12 / 11 * sum(gap**2 for gap in gaps)) / 300
    assert found.high == pytest.approx(found.value + 1.959964 * error, rel=1e-5)
    assert found.at_least == pytest.approx(found.value - 1.644854 * error, rel=1e-5)
