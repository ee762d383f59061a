"""Counts on percentages, and shares that print alike."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.stats.printed_shares import (
    chance_of_same_print,
    chance_on_percentages,
    nearest_percentage,
)


@settings(deadline=None)
@given(st.integers(1, 10**9), st.data(), st.integers(0, 4))
def test_no_percentage_is_nearer(total: int, data: st.DataObject, decimals: int) -> None:
    count = data.draw(st.integers(0, total))
    percent, off = nearest_percentage(count, total, decimals)
    step = Decimal(1).scaleb(-decimals)
    for other in (percent - step, percent, percent + step):
        assert off <= abs(Fraction(other) * total / 100 - count)


def test_venezuela() -> None:
    # 51.2% of 10,058,774 is 5,150,092.288
    assert nearest_percentage(5_150_092, 10_058_774, 1) == (Decimal("51.2"), Fraction(288, 1000))
    # 12,335,884 x 0.5195 = 6,408,491.738, so 6,408,844 lies 352 votes off
    percent, off = nearest_percentage(6_408_844, 12_335_884, 2)
    assert percent == Decimal("51.95")
    assert round(off) == 352


def test_the_chance_is_the_share_of_hits_among_all_counts() -> None:
    total = 5_000
    hits = sum(
        nearest_percentage(count, total, 0)[1] <= Fraction(1, 2) for count in range(total + 1)
    )
    assert chance_on_percentages(total, 0, 1) == pytest.approx(hits / (total + 1))
    assert chance_on_percentages(total, 0, 2) == pytest.approx((hits / (total + 1)) ** 2)
    assert chance_on_percentages(50, 1, 3) == 1.0


def test_chance_of_the_same_print_against_drawing_ballots() -> None:
    # 40,000 ballots, 60% for; the first 30% in random order; printed to a tenth of a percent
    ballots, share, part, unit = 40_000, 0.6, 0.3, 0.001
    drawn = np.random.default_rng(7).hypergeometric(24_000, 16_000, 12_000, size=20_000)
    alike = np.mean(np.abs(drawn / 12_000 - share) < unit / 2)
    expected = chance_of_same_print(share, part, ballots, unit)
    assert alike == pytest.approx(expected, abs=4 * np.sqrt(expected * (1 - expected) / 20_000))


def test_a_complete_count_prints_alike_for_sure() -> None:
    assert chance_of_same_print(0.6, 1.0, 1000, 0.01) == 1.0
