"""Moments against sums by hand and scipy's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import kurtosis, norm, normaltest, skew

from tallyscope.stats.shape import shape_of, skewness_error


def test_moments_are_scipys() -> None:
    values = np.random.default_rng(1).gamma(2.0, size=500)
    shape = shape_of(values)
    assert shape.n == 500
    assert shape.skewness == pytest.approx(skew(values))
    assert shape.kurtosis == pytest.approx(kurtosis(values, fisher=False))
    assert shape.p_value == pytest.approx(max(normaltest(values).pvalue, 1e-307))


def test_by_hand() -> None:
    # nine zeros and a one: mean .1, variance .09; skewness (.9**3 - 9*.1**3) / 10 / .027 = 2.667
    shape = shape_of(np.array([0.0] * 18 + [1.0] * 2))
    assert shape.mean == pytest.approx(0.1)
    assert shape.sd == pytest.approx(0.3)
    assert shape.skewness == pytest.approx(0.072 / 0.027)


def test_a_bell_is_one() -> None:
    shape = shape_of(norm.ppf((np.arange(1_000) + 0.5) / 1_000))
    assert shape.skewness == pytest.approx(0, abs=1e-9)
    assert shape.kurtosis == pytest.approx(3, abs=0.1)
    assert shape.p_value > 0.5


def test_standard_error_of_the_skewness() -> None:
    assert skewness_error(10_000) == pytest.approx((6 / 10_000) ** 0.5, rel=1e-3)
