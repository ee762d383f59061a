"""Holm's and Benjamini and Hochberg's adjustment: by hand, and from their definitions."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.stats.multiplicity import benjamini_hochberg, holm

P_VALUES = st.lists(st.integers(1, 50).map(lambda p: p / 50), max_size=12)


def holm_by_definition(p_values: list[float]) -> list[float]:
    """For each p: the largest of (n - j + 1) p_(j) over the ranks j up to its own, at most 1."""
    ordered = sorted(p_values)
    n = len(ordered)
    return [
        max(min(1.0, (n - j) * ordered[j]) for j in range(n) if ordered[j] <= p) for p in p_values
    ]


def test_by_hand() -> None:
    # sorted 0.01, 0.02, 0.04, 0.5: 4*0.01, 3*0.02, 2*0.04, 1*0.5
    assert holm([0.5, 0.01, 0.04, 0.02]) == pytest.approx([0.5, 0.04, 0.08, 0.06])


def test_a_larger_p_is_never_adjusted_below_a_smaller_one() -> None:
    # 3*0.02 = 0.06 > 2*0.025 = 0.05
    assert holm([0.02, 0.025, 0.9]) == pytest.approx([0.06, 0.06, 0.9])


def test_at_most_one() -> None:
    assert holm([0.6, 0.7]).tolist() == [1.0, 1.0]


def test_one_test_needs_no_adjustment() -> None:
    assert holm([0.03]).tolist() == [0.03]


def test_no_test() -> None:
    assert holm([]).tolist() == []


@settings(deadline=None)
@given(P_VALUES)
def test_as_defined(p_values: list[float]) -> None:
    assert holm(p_values).tolist() == pytest.approx(holm_by_definition(p_values))


@settings(deadline=None)
@given(P_VALUES)
def test_between_the_p_value_and_bonferroni(p_values: list[float]) -> None:
    p, adjusted = np.array(p_values), holm(p_values)
    assert (adjusted >= p).all()
    assert (adjusted <= np.minimum(len(p) * p, 1) + 1e-12).all()


def q_by_definition(p_values: list[float]) -> list[float]:
    """For each p: the smallest of n p_(j) / j over the ranks j from its own on, at most 1."""
    ordered = sorted(p_values)
    n = len(ordered)
    return [
        min(1.0, *(n * ordered[j] / (j + 1) for j in range(n) if ordered[j] >= p)) for p in p_values
    ]


def test_q_values_by_hand() -> None:
    # sorted 0.01, 0.02, 0.04, 0.5: 4*0.01, 4*0.02/2, 4*0.04/3, 4*0.5/4
    assert benjamini_hochberg([0.5, 0.01, 0.04, 0.02]) == pytest.approx([0.5, 0.04, 0.16 / 3, 0.04])
    assert benjamini_hochberg([]).tolist() == []


@settings(deadline=None)
@given(P_VALUES)
def test_q_values_as_defined(p_values: list[float]) -> None:
    assert benjamini_hochberg(p_values).tolist() == pytest.approx(q_by_definition(p_values))


@settings(deadline=None)
@given(P_VALUES)
def test_q_values_lie_between_the_p_value_and_holm(p_values: list[float]) -> None:
    q = benjamini_hochberg(p_values)
    assert (q >= np.array(p_values) - 1e-12).all()
    assert (q <= holm(p_values) + 1e-12).all()
