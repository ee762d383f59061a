"""The binomial chance of so many or more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from tallyscope.stats.exact_rate import at_least


@given(st.integers(1, 300), st.data(), st.floats(0.01, 0.99))
def test_it_is_the_tail_of_the_binomial_distribution(
    trials: int, data: st.DataObject, rate: float
) -> None:
    events = data.draw(st.integers(0, trials))
    assert at_least(events, trials, rate) == pytest.approx(
        binom.sf(events - 1, trials, rate), abs=1e-12
    )
