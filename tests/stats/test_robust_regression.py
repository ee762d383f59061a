"""Predictions that a few odd units do not bend."""

from __future__ import annotations

import numpy as np
import pytest

from tallyscope.benchmark import plain
from tallyscope.stats.robust_regression import fitted_within, huber_fit


def test_a_straight_line_is_found_exactly() -> None:
    # y = 1 + 2 a - b
    columns = np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 5.0], [3.0, 1.0], [5.0, 2.0]])
    target = 1 + 2 * columns[:, 0] - columns[:, 1]
    assert huber_fit(columns, target) == pytest.approx(target, abs=1e-6)


def test_one_odd_unit_in_ten_does_not_bend_it() -> None:
    x = np.arange(50.0)
    target = 3 + 0.5 * x + 0.01 * np.sin(x)
    target[::10] += 40.0
    fitted = huber_fit(x[:, np.newaxis], target)
    others = np.arange(50) % 10 != 0
    assert np.abs(fitted - (3 + 0.5 * x))[others].max() < 0.02


def test_columns_that_say_the_same_have_a_solution() -> None:
    x = np.arange(20.0)
    fitted = huber_fit(np.stack([x, x], axis=1), 2 * x)
    assert fitted == pytest.approx(2 * x, abs=1e-5)


def test_a_constant_has_itself_as_prediction() -> None:
    assert huber_fit(np.zeros((5, 2)), np.full(5, 7.0)) == pytest.approx([7.0] * 5)


def test_by_loop() -> None:
    rng = np.random.default_rng(1)
    columns = rng.normal(size=(60, 3))
    target = columns @ [1.0, -2.0, 0.5] + rng.standard_t(2, 60)
    slow = plain.previous_election.huber_fit(columns.tolist(), target.tolist())
    assert huber_fit(columns, target) == pytest.approx(np.array(slow), abs=1e-8)


def test_groups_do_not_know_each_other() -> None:
    rng = np.random.default_rng(2)
    columns, group = rng.normal(size=(40, 1)), np.repeat([0, 1], 20)
    target = np.where(group == 0, 3 * columns[:, 0], -columns[:, 0]) + rng.normal(0, 0.1, 40)
    fitted = fitted_within(columns, target, group)
    for code in (0, 1):
        inside = group == code
        assert fitted[inside] == pytest.approx(huber_fit(columns[inside], target[inside]))
