"""What a small count says."""

from __future__ import annotations

import pytest
from scipy.stats import poisson

from tallyscope.stats.rare_counts import poisson_lower_bound


@pytest.mark.parametrize("count", [1, 2, 20, 500])
def test_the_bound_makes_so_many_or_more_once_in_twenty(count: int) -> None:
    assert poisson.sf(count - 1, poisson_lower_bound(count)) == pytest.approx(0.05)


def test_one_by_hand() -> None:
    # 1 - exp(-m) = 0.05 at m = -ln 0.95
    assert poisson_lower_bound(1) == pytest.approx(0.0512933, abs=1e-7)
