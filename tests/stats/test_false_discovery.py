"""Lists with a known part of chance, by hand and by plain loops."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallyscope.benchmark.plain.neighbours import threshold
from tallyscope.stats.false_discovery import (
    beyond_the_mirror,
    discoveries_down_the_tree,
    discoveries_within,
    simes,
)

P = st.floats(0.0001, 1.0)
FAMILIES = st.lists(st.tuples(P, st.integers(0, 3)), min_size=1, max_size=30)


def benjamini_hochberg(p_values: list[float], level: float) -> list[bool]:
    """List the k smallest for the largest k with p(k) <= level k / n."""
    n = len(p_values)
    k = max((i for i, p in enumerate(sorted(p_values), 1) if p <= level * i / n), default=0)
    return [] if not n else [k > 0 and p <= sorted(p_values)[k - 1] for p in p_values]


def test_simes_by_hand() -> None:
    # 0.04 * 3/1 = 0.12, 0.05 * 3/2 = 0.075, 0.5 * 3/3: the smallest is 0.075; one member is itself
    p = simes(np.array([0.5, 0.04, 0.05, 0.2]), np.array([0, 0, 0, 2]), 3)
    assert p[[0, 2]] == pytest.approx([0.075, 0.2])
    assert math.isnan(p[1])


@given(FAMILIES)
def test_each_family_by_loop(rows: list[tuple[float, int]]) -> None:
    p, family = (np.array(column) for column in zip(*rows, strict=True))
    level = np.array([0.3, 0.1, 0.0, 0.6])
    found = discoveries_within(p, family.astype(np.int64), level)
    for f in range(4):
        inside = family == f
        assert found[inside].tolist() == benjamini_hochberg(p[inside].tolist(), level[f])


def test_down_a_tree_by_hand() -> None:
    # two regions; the first has the districts 0 and 1, the second the districts 2 and 3
    region = np.array([0, 0, 0, 0, 1, 1, 1, 1])
    district = np.array([0, 0, 1, 1, 2, 2, 3, 3])
    p = np.array([0.001, 0.5, 0.4, 0.9, 0.3, 0.6, 0.7, 0.8])
    regions, districts, units = discoveries_down_the_tree(p, (region, district), 0.1)
    # Simes: districts 0.002, 0.8, 0.6, 0.8; regions 0.004, 0.8. At 0.1 the first region is listed;
    # of its districts, at 0.1 * 1/2, the first; of its units, at 0.1 * 1/2 * 1/2, the first
    assert regions.tolist() == [True, False]
    assert districts.tolist() == [True, False, False, False]
    assert units.tolist() == [True] + [False] * 7


def test_without_places_it_is_one_family() -> None:
    p = np.array([0.01, 0.02, 0.5, 0.9])
    (units,) = discoveries_down_the_tree(p, (), 0.1)
    assert units.tolist() == benjamini_hochberg(p.tolist(), 0.1)


def test_what_chance_lists_stays_below_the_level() -> None:
    # 200 countries of 20 districts of 20 units; three units in each of four districts are far out
    rng = np.random.default_rng(1)
    district = np.repeat(np.arange(20), 20)
    region = district // 5
    real = (np.arange(400) % 20 < 3) & (district % 5 == 0)
    wrong = []
    for _ in range(200):
        p = np.where(real, 1e-5, rng.random(400))
        *_, units = discoveries_down_the_tree(p, (region, district), 0.1)
        wrong.append((units & ~real).sum() / max(units.sum(), 1))
    assert np.mean(wrong) < 0.1


def test_nothing_far_out_lists_a_place_in_one_case_of_twenty() -> None:
    rng = np.random.default_rng(2)
    district = np.repeat(np.arange(20), 20)
    runs = [
        discoveries_down_the_tree(rng.random(400), (district // 5, district), 0.05)
        for _ in range(400)
    ]
    assert sum(regions.any() for regions, *_ in runs) <= 34  # 20 expected, sd 4.4


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=40), st.sampled_from([0.1, 0.3, 0.6]))
def test_the_mirror_by_loop(values: list[float], level: float) -> None:
    found = beyond_the_mirror(np.array(values), level, least=1.0)
    assert found == threshold(values, level, 1.0)


def test_a_symmetric_election_lists_nobody() -> None:
    rng = np.random.default_rng(3)
    runs = [beyond_the_mirror(rng.standard_normal(2_000), 0.1, least=1.0) for _ in range(200)]
    assert sum(map(math.isfinite, runs)) <= 10
