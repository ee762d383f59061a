"""Small against large: labels and differences by hand and by loop, dealing by permutation."""

from __future__ import annotations

import math
from itertools import permutations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallyscope.benchmark.plain.small_units import difference, small_labels
from tallyscope.stats import small_against_large
from tallyscope.stats.small_against_large import (
    chance_of_both,
    contrasts,
    dealt_anew,
    smallest,
)

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

UNIT = st.tuples(
    st.integers(100, 105), st.integers(0, 3), st.floats(-4, 4, width=16), st.floats(-4, 4, width=16)
)


@given(st.lists(UNIT, min_size=1, max_size=40), st.sampled_from([0.05, 0.1, 0.3, 0.5]))
def test_labels_and_differences_by_loop(
    units: list[tuple[int, int, float, float]], part: float
) -> None:
    size, group, turnout, share = zip(*units, strict=True)
    sizes, groups = np.array(size), np.array(group)
    label = smallest(sizes, groups, part)
    slow = small_labels(size, group, part)
    assert label.tolist() == pytest.approx(slow)
    value = np.stack([np.array(turnout), np.array(share)], axis=1)
    found = contrasts(label[:, np.newaxis], value, groups)
    for j, column in enumerate((turnout, share)):
        expected, error, weight = difference(slow, column, group)
        assert found.weight.sum() == pytest.approx(weight, abs=1e-9)
        assert found.differences()[0, j] == pytest.approx(expected, abs=1e-9, nan_ok=True)
        assert found.errors()[0, j] == pytest.approx(error, abs=1e-9, nan_ok=True)


def test_a_difference_by_hand() -> None:
    # two districts; in each the small unit lies at 2, the others at 0 and 1: 2 less 0.5
    value = np.array([[2.0], [0.0], [1.0], [2.0], [0.0], [1.0]])
    size, group = np.array([1, 5, 6, 2, 9, 8]), np.array([0, 0, 0, 1, 1, 1])
    label = smallest(size, group, 0.34)
    assert label.tolist() == [1, 0, 0, 1, 0, 0]
    found = contrasts(label[:, np.newaxis], value, group)
    assert found.differences()[0, 0] == pytest.approx(1.5)


def test_covariance_is_that_of_all_orders() -> None:
    # six orders of three units, each with the value -1, 0 or 2 at the small one: mean 1/3
    value = np.array([[-1.0, 1.0], [0.0, 0.5], [2.0, -3.0]])
    label = np.array([[1.0, 1.0], [0.0, 0.5], [0.0, 0.5]])
    group = np.zeros(3, dtype=np.int64)
    found = contrasts(label, value, group)
    centred = value - value.mean(axis=0)
    sums = np.array([(label.T @ centred[list(order)]).ravel() for order in permutations(range(3))])
    assert sums.mean(axis=0) == pytest.approx(np.zeros(4), abs=1e-12)
    expected = (sums.T @ sums) / 6
    assert found.covariance.reshape(4, 4) == pytest.approx(expected)


def some_country(units: int) -> tuple[Floats, Floats, Codes]:
    rng = np.random.default_rng(units)
    group = np.sort(rng.integers(0, units // 20, units))
    size = rng.integers(100, 900, units)
    value = rng.standard_t(3, (units, 2)).clip(-4, 4)
    value[:, 1] += 0.5 * value[:, 0]
    label = np.stack([smallest(size, group, part) for part in (0.1, 0.3)], axis=1)
    return label, value, group


def test_permuting_and_the_normal_limit_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    label, value, group = some_country(1_000)
    found = contrasts(label, value, group)
    permuted = dealt_anew(found, label, value, group, np.random.default_rng(1), draws=1_500)
    monkeypatch.setattr(small_against_large, "PERMUTED_UP_TO", 0)
    normal = dealt_anew(found, label, value, group, np.random.default_rng(1), draws=1_500)
    spread = np.sqrt(np.einsum("pqpq->pq", found.covariance))
    for draws in (permuted, normal):
        assert np.abs(draws.mean(axis=0) / spread).max() < 4 / math.sqrt(1_500)
        assert (draws.std(axis=0) / spread).ravel() == pytest.approx(np.ones(4), abs=0.08)
        flat = draws.reshape(1_500, 4)
        expected = found.covariance.reshape(4, 4) / np.outer(spread, spread)
        assert np.corrcoef(flat.T) == pytest.approx(expected, abs=0.1)
    tops = [found.z(draws).max(axis=1) for draws in (permuted, normal)]
    for level in (0.9, 0.95, 0.99):
        one, other = (np.quantile(top, level, axis=0) for top in tops)
        assert one == pytest.approx(other, abs=0.3)


def test_bootstrap_samples_are_of_whole_groups() -> None:
    label, value, group = some_country(400)
    found = contrasts(label, value, group)
    drawn = found.resampled(np.random.default_rng(1), 2_000)
    assert drawn.shape == (2_000, 2, 2)
    assert drawn.mean(axis=0) == pytest.approx(found.differences(), abs=0.1)


def test_chance_of_both_by_hand() -> None:
    # T = max over parts of the smaller z = 1.0, from the second part. Of four draws the first
    # value reaches it in three and the second in one: (1 + 3) / (1 + 4)
    z = np.array([[3.0, 0.5], [1.0, 2.0]])
    dealt = np.array(
        [[[2.0, 0.0], [0, 0]], [[0, 0], [1.5, 0]], [[1.0, 1.0], [0, 0]], [[0, -1], [0, 0]]]
    )
    assert chance_of_both(z, dealt) == pytest.approx(4 / 5)


def test_without_small_units_there_is_no_difference() -> None:
    group, size = np.zeros(5, dtype=np.int64), np.arange(100, 105)
    label = smallest(size, group, 0.1)[:, np.newaxis]
    assert label.sum() == 0
    found = contrasts(label, np.ones((5, 2)), group)
    assert np.isnan(found.differences()).all()
    assert np.isnan(found.z(found.cross.sum(axis=0))).all()
