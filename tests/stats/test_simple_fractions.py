"""Simple fractions against their neighbours: by hand, by plain loops, and as they ought to be."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.benchmark import plain
from tallyscope.stats.simple_fractions import FRACTIONS, Fraction, at_fraction, compare

Counts = npt.NDArray[np.int64]
HALF, THREE_QUARTERS = Fraction(1, 2), Fraction(3, 4)


def test_the_fractions() -> None:
    # 31 with denominators 2 to 10 (the Farey sequence), and 8 twentieths in lowest terms
    assert len(FRACTIONS) == 31 + 8
    assert list(FRACTIONS) == sorted(FRACTIONS, key=lambda f: f.part / f.whole)
    assert [tuple(f) for f in FRACTIONS] == plain.coarse_fractions.fractions()
    assert str(FRACTIONS[-1]) == "19/20"
    assert all(math.gcd(*fraction) == 1 for fraction in FRACTIONS)


def test_at_a_fraction_means_within_a_twentieth_of_a_point() -> None:
    # of 1,000: 749.5 to 750.5; of 4,000: 2,998 to 3,002
    part = np.array([749, 750, 751, 2997, 2998, 3002, 3003])
    whole = np.array([1000, 1000, 1000, 4000, 4000, 4000, 4000])
    expected = [False, True, False, False, True, True, False]
    assert at_fraction(part, whole, THREE_QUARTERS).tolist() == expected


def test_by_hand() -> None:
    # of 1,000 voters, counts within 0.95 points of one half are 491 to 509, one of them the half:
    # units at 491, ..., 499, 501, ..., 509 are symmetric and even, so neither slope nor bend
    part = np.array([*range(491, 500), *range(501, 510)] * 40 + [500] * 100)
    whole = np.full(len(part), 1000)
    found = compare(part, whole, HALF, min_neighbours=10)
    assert found is not None
    assert (found.neighbours, found.observed) == (820, 100)
    assert found.expected == pytest.approx(820 / 19, rel=1e-3)
    q = 1 / 19
    assert found.sd > math.sqrt(820 * q * (1 - q))  # what the neighbours leave open is added
    assert found.sd == pytest.approx(math.sqrt(820 * q * (1 - q)), rel=0.1)
    assert found.p_value < 1e-10
    assert found.around.tolist() == [40] * 9 + [100] + [40] * 9
    assert found.misfit == pytest.approx(0, abs=0.1)


def test_a_peak_is_no_spike() -> None:
    # counts fall off on both sides of one half as a normal with sd 0.6 points: a bend, no spike
    away = np.arange(-9, 10)
    often = np.rint(400 * np.exp(-((away / 6) ** 2) / 2)).astype(np.int64)
    part = np.repeat(500 + away, often)
    found = compare(part, np.full(len(part), 1000), HALF, min_neighbours=10)
    assert found is not None
    assert found.expected == pytest.approx(400, rel=0.03)
    assert found.p_value > 0.2


def test_units_at_other_whole_percentages_are_left_out_on_both_sides() -> None:
    # 2/3 has 66% and 67% within a point
    whole = np.full(400, 1000)
    part = np.array([660, 662, 664, 666, 668, 669, 670, 671] * 50)
    found = compare(part, whole, Fraction(2, 3), min_neighbours=10)
    assert found is not None
    assert found.neighbours == 6 * 50  # without 660 and 670
    assert found.observed == 0  # 666.17 to 667.17
    assert found.around.sum() == 300
    assert found.expected_around.sum() == pytest.approx(300)


def test_too_few_neighbours_and_fractions_that_nobody_can_make() -> None:
    whole = np.full(9, 1000)
    assert compare(np.arange(495, 504), whole, HALF, min_neighbours=10) is None
    assert compare(np.arange(495, 504), whole, HALF, min_neighbours=9) is not None
    # of 101 people the nearest to one half are 50 and 51: 49.5% and 50.5%
    assert compare(np.array([50, 51] * 20), np.full(40, 101), HALF, min_neighbours=10) is None


SIZES = st.sampled_from([100, 120, 150, 240, 501, 999, 1000, 1733])


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6), SIZES, st.sampled_from(FRACTIONS), st.integers(0, 30))
def test_by_loops(seed: int, size: int, fraction: Fraction, spike: int) -> None:
    rng = np.random.default_rng(seed)
    whole = rng.integers(size, size + 40, 150)
    rate = rng.normal(fraction.part / fraction.whole, 0.008, 150)
    part = rng.binomial(whole, np.clip(rate, 0, 1))
    part[:spike] = np.rint(whole[:spike] * fraction.part / fraction.whole)
    fast = compare(part, whole, fraction, min_neighbours=10)
    slow = plain.coarse_fractions.compare(
        part.tolist(), whole.tolist(), (fraction.part, fraction.whole)
    )
    assert (fast is None) == (slow is None)
    if fast is not None and slow is not None:
        told = (fast.neighbours, fast.observed, fast.expected, fast.sd, fast.p_value)
        assert told == pytest.approx(slow, rel=1e-6)


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6), st.sampled_from(FRACTIONS))
def test_the_mirror_image_has_the_mirrored_fraction(seed: int, fraction: Fraction) -> None:
    # what is a quarter for one side is three quarters for the other
    rng = np.random.default_rng(seed)
    whole = rng.integers(100, 2000, 300)
    part = rng.binomial(whole, np.clip(rng.normal(fraction.part / fraction.whole, 0.02, 300), 0, 1))
    one = compare(part, whole, fraction, min_neighbours=10)
    mirrored = Fraction(fraction.whole - fraction.part, fraction.whole)
    other = compare(whole - part, whole, mirrored, min_neighbours=10)
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one.observed == other.observed
        assert one.expected == pytest.approx(other.expected, rel=1e-6)
        assert one.p_value == pytest.approx(other.p_value, rel=1e-5)
        assert one.around.sum() == other.around.sum()


def test_mean_and_sd_of_honest_elections() -> None:
    # one peak of width 1.7 points around 3/4, sizes 200 to 1,500: expected counts are unbiased and
    # their spread is the one that is told
    rng = np.random.default_rng(11)
    z = []
    for _ in range(150):
        whole = rng.integers(200, 1500, 1500)
        part = rng.binomial(whole, np.clip(rng.normal(0.75, 0.01, 1500), 0, 1))
        found = compare(part, whole, THREE_QUARTERS, min_neighbours=10)
        assert found is not None
        z.append((found.observed - found.expected) / found.sd)
    assert abs(np.mean(z)) < 4 / math.sqrt(150)
    assert np.std(z) == pytest.approx(1, abs=4 / math.sqrt(2 * 150))
