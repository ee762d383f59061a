"""Precision and recall by hand and by loops."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.stats.precision_recall import average_precision, precision_recall

CASES = st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=1, max_size=40).filter(
    lambda rows: any(true for _, true in rows)
)


def test_by_hand() -> None:
    # taken in turn: hit, miss, hit: precision 1, 1/2, 2/3; average (1 + 2/3) / 2
    score, truth = np.array([9.0, 5.0, 1.0]), np.array([True, False, True])
    assert precision_recall(score, truth).precision.tolist() == [1.0, 0.5, pytest.approx(2 / 3)]
    assert average_precision(score, truth) == pytest.approx(5 / 6)


@settings(deadline=None)
@given(CASES)
def test_by_loop(rows: list[tuple[int, bool]]) -> None:
    total, previous, expected = sum(true for _, true in rows), 0.0, 0.0
    for threshold in sorted({score for score, _ in rows}, reverse=True):
        taken = [true for score, true in rows if score >= threshold]
        recall = sum(taken) / total
        expected += (recall - previous) * sum(taken) / len(taken)
        previous = recall
    score, truth = (np.array(column) for column in zip(*rows, strict=True))
    assert average_precision(score.astype(float), truth) == pytest.approx(expected)


def test_the_best_order_is_one() -> None:
    assert average_precision(np.array([2.0, 2.0, 1.0]), np.array([True, True, False])) == 1.0
