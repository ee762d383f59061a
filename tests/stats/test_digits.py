"""Digits of counts against their decimal writing, frequencies against exact sums."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from tallyscope.stats.digits import (
    frequencies,
    last_digit_of,
    pearson,
    second_digit_of,
    smoothed_second_digits,
)
from tallyscope.stats.randomness import stream

COUNTS = st.lists(st.integers(10, 10**12), min_size=1, max_size=30)


@settings(deadline=None)
@given(COUNTS)
def test_digits_are_those_that_are_written(counts: list[int]) -> None:
    array = np.array(counts)
    assert last_digit_of(array).tolist() == [int(str(count)[-1]) for count in counts]
    assert second_digit_of(array).tolist() == [int(str(count)[1]) for count in counts]


def test_a_count_of_one_digit_has_no_second() -> None:
    with pytest.raises(ValueError, match="below 10"):
        second_digit_of(np.array([9, 10]))


def test_frequencies_have_ten_places() -> None:
    assert frequencies(np.array([1, 1, 9])).tolist() == [0, 2, 0, 0, 0, 0, 0, 0, 0, 1]


def test_pearson_is_that_of_scipy() -> None:
    observed = np.array([12, 8, 11, 9, 10, 14, 6, 10, 10, 10])
    fit, theirs = pearson(observed, np.full(10, 10.0)), chisquare(observed)
    assert fit.statistic == pytest.approx(theirs.statistic)
    assert fit.p_value == pytest.approx(theirs.pvalue)


def test_the_p_value_is_never_zero() -> None:
    assert pearson(np.array([10**6, 0]), np.array([5e5, 5e5])).p_value > 0


def test_smoothing_without_spread_changes_nothing() -> None:
    counts = np.array([10, 57, 99, 1234])
    smoothed = smoothed_second_digits(counts, 0.0, 3, stream(0, "test"))
    assert smoothed.tolist() == frequencies(second_digit_of(counts)).tolist()


def test_counts_spread_over_powers_of_ten_have_benfords_second_digits() -> None:
    # 10**u with u uniform over whole decades follows Benford's law: mean 4.187
    counts = np.rint(10 ** np.linspace(2, 6, 40_001)[:-1]).astype(np.int64)
    smoothed = smoothed_second_digits(counts, 0.1, 5, stream(0, "test"))
    assert smoothed.sum() == pytest.approx(40_000)
    assert (np.arange(10) * smoothed).sum() / 40_000 == pytest.approx(4.187, abs=0.03)


def test_smoothing_spreads_a_crowd() -> None:
    # 1,000 counts of exactly 600: second digit 0 only; a tenth either way reaches 54 to 66
    smoothed = smoothed_second_digits(np.full(1_000, 600), 0.1, 20, stream(0, "test"))
    assert smoothed[0] < 300
    assert smoothed[[5, 6, 7, 8, 9, 1, 2, 3, 4]].min() > 10
