"""Neighbours at one percentage: by hand, by loops, and where voters are dealt at random."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.benchmark.plain.identical_protocols import shifted_windows
from tallyscope.benchmark.plain.identical_protocols import tenth as plain_tenth
from tallyscope.stats.equal_neighbours import SHIFT, equal_neighbours, runs
from tallyscope.stats.poisson_binomial import upper_tail

UNITS = st.lists(
    st.tuples(st.integers(50, 900), st.integers(900, 1000), st.integers(0, 1)),
    min_size=2,
    max_size=15,
)


@settings(deadline=None)
@given(UNITS)
def test_pairs_by_loop(units: list[tuple[int, int, int]]) -> None:
    units = sorted(units, key=lambda unit: unit[2])
    part, whole, place = np.array(units, dtype=np.int64).T
    found = equal_neighbours(part, whole, place, np.arange(len(units)))
    hits, chances = [], []
    for (m, n, p), (a, b, q) in pairwise(units):
        if p == q:
            hits.append(plain_tenth(m, n) == plain_tenth(a, b))
            chances.append(shifted_windows(a, b, shift=SHIFT).get(plain_tenth(m, n), 0.0))
    assert found.hit.tolist() == hits
    assert found.chance == pytest.approx(chances)


@pytest.mark.parametrize("linked", [[], [False], [True], [True, True], [False, True, False]])
def test_runs(linked: list[bool]) -> None:
    begin, links = runs(np.array(linked, dtype=np.bool_))
    rebuilt = [False] * len(linked)
    for first, length in zip(begin, links, strict=True):
        rebuilt[first : first + length] = [True] * int(length)
    assert rebuilt == linked


def test_a_run_by_hand() -> None:
    # units of 1,000 at 400, 500, 500, 500, 600 votes: one run of three. sd = 15.8, a quarter is 4,
    # so that each pair of the run has the chance 1/9; there are 4 pairs
    part = np.array([400, 500, 500, 500, 600])
    found = equal_neighbours(part, np.full(5, 1000), np.zeros(5, dtype=np.int64), np.arange(5))
    assert found.hit.tolist() == [0, 1, 1, 0]
    assert found.chance[1:3] == pytest.approx([1 / 9, 1 / 9])
    assert (found.begin.tolist(), found.length.tolist()) == ([1], [3])
    assert found.run.tolist() == [-1, 0, 0, 0, -1]
    assert found.log_p[0] == pytest.approx(math.log10(4 / 81))


def test_order_and_places_decide_who_are_neighbours() -> None:
    part, whole = np.array([500, 300, 500, 300]), np.full(4, 1000)
    together = np.zeros(4, dtype=np.int64)
    assert equal_neighbours(part, whole, together, np.array([0, 2, 1, 3])).hit.sum() == 2
    apart = np.array([0, 0, 1, 1])
    found = equal_neighbours(part, whole, apart, np.array([1, 0, 2, 3]))
    assert (found.hit.sum(), len(found.hit)) == (0, 2)
    assert (found.run == -1).all()


def test_nobody_has_no_neighbours() -> None:
    none = np.array([], dtype=np.int64)
    found = equal_neighbours(np.array([5]), np.array([9]), np.array([0]), none)
    assert (len(found.hit), found.run.tolist()) == (0, [-1])


def test_voters_dealt_at_random_onto_boxes_of_a_building() -> None:
    # the most alike that honest neighbours can be: expected pairs within chance of those found
    rng = np.random.default_rng(3)
    building = np.repeat(np.arange(4000), 5)
    minds = rng.beta(8, 8, 4000)[building]
    whole = rng.integers(280, 360, len(building))
    part = rng.binomial(whole, minds)
    found = equal_neighbours(part, whole, building, np.arange(len(building)))
    assert found.hit.sum() > 100
    assert 0.001 < upper_tail(found.chance, int(found.hit.sum())) < 0.999
