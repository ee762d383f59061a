"""Where a curve of power reaches the wanted height."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallyscope.stats.power_curve import crossing, rising


def of(*counts: int) -> npt.NDArray[np.int64]:
    return np.array(counts, dtype=np.int64)


DOSES = np.array([1.0, 2.0, 4.0, 8.0])


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8))
def test_the_curve_rises_and_keeps_the_sum(pairs: list[tuple[int, int]]) -> None:
    seen = of(*(a for a, _ in pairs))
    tried = of(*(a + b + 1 for a, b in pairs))
    curve = rising(seen, tried)
    assert (np.diff(curve) >= -1e-12).all()
    assert (curve * tried).sum() == pytest.approx(seen.sum())


def test_what_rises_already_stays() -> None:
    assert rising(of(1, 2, 10), of(10, 10, 10)).tolist() == [0.1, 0.2, 1.0]


def test_the_dose_lies_between_those_tried() -> None:
    found = crossing(DOSES, of(0, 60, 100, 100), of(100, 100, 100, 100), 0.8)
    # half of the way from 0.6 to 1, on the scale of logarithms from 2 to 4
    assert found.dose == pytest.approx(2 * 2**0.5)
    assert 2 < found.low < found.dose < found.high < 4


def test_never_seen() -> None:
    found = crossing(DOSES, of(0, 0, 1, 0), of(10, 10, 10, 10), 0.8)
    assert np.isnan(found).all()


def test_nothing_smaller_than_what_was_tried_is_claimed() -> None:
    found = crossing(DOSES, of(50, 50, 50, 50), of(50, 50, 50, 50), 0.8)
    assert found[:3] == (1.0, 1.0, 1.0)
    assert np.isnan(found.until)


def test_power_that_falls_again_is_told() -> None:
    # 3 of 10 or fewer have a chance of 0.0009 at 0.8
    found = crossing(DOSES, of(0, 10, 9, 3), of(10, 10, 10, 10), 0.8)
    assert found.until == 4.0
    assert 1.0 < found.dose < 2.0
    # one dose alone, and none beyond it: nobody would say "from there on"
    assert np.isnan(crossing(DOSES, of(0, 0, 10, 3), of(10, 10, 10, 10), 0.8)).all()
    # 7 of 10 or fewer have a chance of 0.32: that is no fall
    assert np.isnan(crossing(DOSES, of(0, 10, 9, 7), of(10, 10, 10, 10), 0.8).until)


def test_few_elections_leave_the_upper_end_open() -> None:
    found = crossing(np.array([1.0]), of(5), of(5), 0.8)
    # five of five are compatible with a power of 0.05**(1/5) = 0.55
    assert found.dose == 1.0
    assert np.isnan(found.high)


def test_smaller_doses_speak_for_larger_ones() -> None:
    # alone 8 of 8 leaves 0.69; with the 8 of 8 at the dose below it leaves 0.83
    alone = crossing(np.array([2.0]), of(8), of(8), 0.8)
    both = crossing(np.array([1.0, 2.0]), of(8, 8), of(8, 8), 0.8)
    assert np.isnan(alone.high)
    assert both.high == pytest.approx(2.0, rel=0.2)


def test_the_interval_holds_the_true_dose_often_enough() -> None:
    rng = np.random.default_rng(1)
    truth = np.array([0.05, 0.4, 0.95, 1.0])
    # 0.8 lies at 0.4/0.55 of the way from 2 to 4 on the scale of logarithms
    true_dose = 2 * 2 ** (0.4 / 0.55)
    held = 0
    for _ in range(400):
        tried = of(10, 10, 10, 10)
        found = crossing(DOSES, rng.binomial(tried, truth), tried, 0.8)
        high = np.inf if np.isnan(found.high) else found.high
        held += found.low <= true_dose <= high
    # 340 of 400 or fewer have a chance of 0.001 where an interval holds in 0.9
    assert held > 340
