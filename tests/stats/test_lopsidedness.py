"""Lopsidedness: by hand, what takes itself away, and its standard error."""

from __future__ import annotations

import numpy as np
import pytest

from tallyscope.stats.lopsidedness import WEIGHT, gaps, lopsidedness


def test_gaps_by_hand() -> None:
    values = np.array([1.0, 2.0, 4.0, 10.0, 10.0, 13.0])
    group = np.array([0, 0, 0, 1, 1, 1])
    # medians 2 and 10; absolute gaps 1, 0, 2, 0, 0, 3 have the median 0.5
    assert gaps(values, group) * 1.4826 * 0.5 == pytest.approx([-1, 0, 2, 0, 0, 3], abs=1e-4)
    assert np.isnan(gaps(np.zeros(5), np.zeros(5, dtype=np.int64))).all()


def test_skewness_of_one_alone_takes_itself_away() -> None:
    rng = np.random.default_rng(1)
    n = 400_000
    units = np.arange(n)
    skewed, even = rng.gamma(4.0, 0.5, n) - 2, rng.standard_normal(n)
    first = lopsidedness(skewed, even, units)
    second = lopsidedness(even, skewed, units)
    assert min(first.along, first.across) > 0.1
    assert first.value == pytest.approx(0, abs=0.01)
    assert second.second > 0.2
    assert second.value == pytest.approx(0, abs=0.02)


def test_a_tail_of_both_is_seen_and_its_mirror_image_is_the_opposite() -> None:
    rng = np.random.default_rng(2)
    n = 40_000
    x, y = rng.standard_normal((2, n))
    pushed = np.arange(n) < n // 10
    x[pushed] += 1.5
    y[pushed] += 0.7
    units = np.arange(n)
    assert lopsidedness(x, y, units).value > 5 * lopsidedness(x, y, units).error
    assert lopsidedness(x, -y, units).value == pytest.approx(-lopsidedness(x, y, units).value)


@pytest.mark.parametrize("together", [1, 20])
def test_the_error_is_that_of_repeated_draws(together: int) -> None:
    rng = np.random.default_rng(3)
    n = 4_000
    block = np.arange(n) // together
    found = []
    for _ in range(200):
        shared = rng.standard_normal((2, n // together))[:, block]
        x, y = 0.8 * rng.standard_normal((2, n)) + 0.6 * shared
        found.append(lopsidedness(x, y, block)[:2])
    values, errors = np.array(found).T
    # the sd of 200 draws has an error of 5%, densities are estimated within a few percent
    assert errors.mean() == pytest.approx(values.std(), rel=0.2)


def test_weight_of_the_correction() -> None:
    # third cumulants of x + wy and of x - wy differ by 2 w^3 that of y, over the same variance
    assert pytest.approx(0.1789, abs=1e-4) == 2 * WEIGHT**3 / (1 + WEIGHT**2) ** 1.5
