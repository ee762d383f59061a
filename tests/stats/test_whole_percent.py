"""Whole percentages: exact small cases, and plain twins in fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tallyscope.stats import whole_percent
from tallyscope.stats.whole_percent import (
    Rate,
    combined,
    is_whole,
    tenth_points,
    whole_probability,
)

Counts = npt.NDArray[np.int64]
WINDOW = Fraction(1, 20)  # percentage points on either side, Kobak et al. 2016


def is_whole_by_definition(part: int, whole: int, period: int) -> bool:
    percent = Fraction(100 * part, whole)
    return any(abs(percent - k) <= WINDOW for k in range(0, 101, period))


def whole_probability_by_definition(part: int, whole: int, period: int) -> Fraction:
    rate = Fraction(part, whole)
    return sum(
        (
            math.comb(whole, m) * rate**m * (1 - rate) ** (whole - m)
            for m in range(whole + 1)
            if is_whole_by_definition(m, whole, period)
        ),
        Fraction(0),
    )


def counts(*values: int) -> Counts:
    return np.array(values, dtype=np.int64)


@st.composite
def rates(draw: st.DrawFn, largest: int) -> tuple[int, int]:
    whole = draw(st.integers(1, largest))
    return draw(st.integers(0, whole)), whole


@settings(deadline=None)
@given(rates(5_000), st.sampled_from([1, 5]))
def test_is_whole_as_defined(rate: tuple[int, int], period: int) -> None:
    part, whole = rate
    found = bool(is_whole(counts(part), counts(whole), period=period)[0])
    assert found == is_whole_by_definition(part, whole, period)


def test_the_edge_of_the_window_is_inside_it() -> None:
    # of 2,000: 1,001 are 50.05%, exactly 0.05 away; 1,002 are 50.1%
    assert is_whole(counts(999, 1000, 1001, 1002), np.full(4, 2000)).tolist() == [
        True,
        True,
        True,
        False,
    ]


def test_multiples_of_five_only() -> None:
    # 55%, 56%, 0%, 100%, and 57.5%, halfway between two of them
    parts = counts(550, 560, 0, 1000, 575)
    assert is_whole(parts, np.full(5, 1000), period=5).tolist() == [True, False, True, True, False]


@pytest.mark.parametrize(
    ("part", "whole", "period", "expected"),
    [
        # 0, 1 or 2 of 2 are 0%, 50% or 100%: all whole
        (1, 2, 1, Fraction(1)),
        # of 3 only 0 and 3: (2/3)^3 + (1/3)^3 = 9/27
        (1, 3, 1, Fraction(1, 3)),
        # 0, 20, 40, 60, 80, 100%: all whole, all multiples of five
        (2, 5, 5, Fraction(1)),
        # of 8, 0, 2, 4, 6, 8 are 0, 25, ... 100%; by symmetry half of the mass sits on even counts
        (4, 8, 1, Fraction(1, 2)),
        # of 10 every count is a multiple of ten percent
        (3, 10, 5, Fraction(1)),
        # of 50 the counts are 0, 2, 4, ...%: five divides those of 0, 5, 10, ... voters
        (25, 50, 5, Fraction(sum(math.comb(50, m) for m in range(0, 51, 5)), 2**50)),
    ],
)
def test_small_sums(part: int, whole: int, period: int, expected: Fraction) -> None:
    found = whole_probability(counts(part), counts(whole), period=period)[0]
    assert found == pytest.approx(float(expected), rel=1e-11)


@settings(deadline=None, max_examples=60)
@given(rates(150), st.sampled_from([1, 5]))
def test_probability_as_defined(rate: tuple[int, int], period: int) -> None:
    part, whole = rate
    found = whole_probability(counts(part), counts(whole), period=period)[0]
    assert found == pytest.approx(
        float(whole_probability_by_definition(part, whole, period)), abs=1e-11
    )


@pytest.mark.parametrize("period", [1, 5])
@pytest.mark.parametrize(
    ("part", "whole"), [(1, 2_900), (17, 1_701), (1_400, 2_345), (9_990, 10_000)]
)
def test_probability_of_large_units(part: int, whole: int, period: int) -> None:
    m = np.arange(whole + 1)
    inside = is_whole(m, np.full(whole + 1, whole), period=period)
    expected = stats.binom.pmf(m[inside], whole, part / whole).sum()
    assert whole_probability(counts(part), counts(whole), period=period)[0] == pytest.approx(
        expected, abs=1e-10
    )


@pytest.mark.parametrize("part", [1, 2, 5, 50, 99])
def test_skewed_counts_lose_no_mass(part: int) -> None:
    # of 100 every count is a whole percentage, however far from the rate it lies
    assert whole_probability(counts(part), counts(100))[0] == pytest.approx(1.0, abs=4e-12)


def test_nothing_is_random_at_the_ends() -> None:
    assert whole_probability(counts(0, 7), counts(7, 7)).tolist() == [1.0, 1.0]


def test_no_units() -> None:
    assert whole_probability(counts(), counts()).shape == (0,)
    assert is_whole(counts(), counts()).shape == (0,)


@settings(deadline=None)
@given(rates(3_000))
def test_counting_the_others_instead_changes_nothing(rate: tuple[int, int]) -> None:
    part, whole = rate
    one, other = whole_probability(counts(part, whole - part), counts(whole, whole))
    assert one == pytest.approx(other, rel=1e-9)


def test_units_are_computed_in_blocks_that_do_not_show(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(1)
    whole = rng.integers(1, 3_000, 100)
    part = rng.binomial(whole, rng.random(100))
    at_once = whole_probability(part, whole)
    monkeypatch.setattr(whole_percent, "UNITS_AT_ONCE", 7)
    assert whole_probability(part, whole) == pytest.approx(at_once, rel=1e-12)


def test_fine_grained_rates_are_whole_one_time_in_ten() -> None:
    # a spread of several points over windows of 0.1 in every point
    assert whole_probability(counts(5_123), counts(10_000))[0] == pytest.approx(0.11, abs=0.003)


def test_either_and_both_of_a_share_and_a_turnout() -> None:
    # shares 50%, 50.4%; turnouts 60.4%, 60%; second unit is whole in turnout only
    share = Rate(counts(500, 504), counts(1000, 1000), "ballots")
    turnout = Rate(counts(604, 600), counts(1000, 1000), "issued")
    hits = combined(is_whole, share, turnout, period=1)
    assert {name: hit.tolist() for name, hit in hits.items()} == {
        "share": [1.0, 0.0],
        "turnout": [0.0, 1.0],
        "either": [1.0, 1.0],
        "both": [0.0, 0.0],
    }
    chances = combined(whole_probability, share, turnout, period=1)
    s, t = chances["share"], chances["turnout"]
    assert chances["both"] == pytest.approx(s * t)
    assert chances["either"] == pytest.approx(1 - (1 - s) * (1 - t))


def test_without_turnout_there_is_only_the_share() -> None:
    share = Rate(counts(500), counts(1000), "valid")
    assert {k: v.tolist() for k, v in combined(is_whole, share, None, period=1).items()} == {
        "share": [1.0]
    }


@settings(deadline=None)
@given(st.lists(rates(4_000), max_size=30))
def test_tenth_points_by_loop(units: list[tuple[int, int]]) -> None:
    expected = [0] * 1001
    for part, whole in units:
        expected[math.floor(Fraction(1000 * part, whole) + Fraction(1, 2))] += 1
    parts, wholes = (counts(*(unit[i] for unit in units)) for i in (0, 1))
    assert tenth_points(parts, wholes).tolist() == expected


def test_halfway_between_two_tenth_points_goes_up() -> None:
    # 1 of 2,000 is 0.05%
    windows = tenth_points(counts(1), counts(2000))
    assert windows[:2].tolist() == [0, 1]
