"""The redrawn histogram: exact small cases, plain loops, and against real draws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.benchmark import plain
from tallyscope.stats.redrawn_histogram import (
    Redrawn,
    excess_percent,
    redrawn_histogram,
    standing_out,
)


def test_by_hand() -> None:
    # one unit with 1 of 2 votes: beta-binomial(2, 2, 2) is 3/10, 4/10, 3/10
    found = redrawn_histogram(np.array([1]), np.array([2]))
    assert found.observed[500] == 1
    assert found.expected[[0, 500, 1000]] == pytest.approx([0.3, 0.4, 0.3])
    assert found.sd[[0, 500, 1000]] == pytest.approx(np.sqrt([0.21, 0.24, 0.21]))
    assert found.expected.sum() == pytest.approx(1)


RATES = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(deadline=None, max_examples=40)
@given(st.lists(RATES, min_size=1, max_size=5))
def test_by_loops(rates: list[tuple[int, int]]) -> None:
    part, whole = (np.array(column, dtype=np.int64) for column in zip(*rates, strict=True))
    found = redrawn_histogram(part, whole)
    slow = plain.coarse_fractions.redrawn_expectation(part.tolist(), whole.tolist())
    # at most 1e-5 of a nearly normal unit is left out; a unit near 0 or 1 is lopsided
    assert found.expected == pytest.approx(slow, abs=1e-3 * len(rates))
    assert found.observed.sum() == len(rates)


def test_against_draws() -> None:
    rng = np.random.default_rng(5)
    whole = rng.integers(100, 900, 300)
    part = rng.binomial(whole, rng.beta(30, 20, 300))
    found = redrawn_histogram(part, whole)
    draws = 4_000
    rate = rng.beta(part + 1, whole - part + 1, (draws, 300))
    bins = (2000 * rng.binomial(whole, rate) + whole) // (2 * whole)
    counts = np.stack([np.bincount(drawn, minlength=1001) for drawn in bins])
    error = np.maximum(found.sd, 0.02) / math.sqrt(draws)
    assert np.abs((counts.mean(axis=0) - found.expected) / error).max() < 6
    often = found.expected > 0.5
    assert counts.std(axis=0)[often] == pytest.approx(found.sd[often], rel=0.06)


def test_what_stands_out_and_how_much_it_has_too_many() -> None:
    observed, expected = np.full(1001, 100.0), np.full(1001, 100.0)
    observed[[0, 500, 501, 502]] = [200, 140, 130, 60]
    redrawn = Redrawn(observed, expected, np.sqrt(expected))
    # P(Poisson(100) >= 140) = 1e-4, P(>= 130) = 0.002; the first bin does not count
    assert np.flatnonzero(standing_out(redrawn)).tolist() == [500]
    assert excess_percent(redrawn) == pytest.approx(100 * 40 / observed.sum())
    nothing = Redrawn(np.zeros(1001), np.zeros(1001), np.zeros(1001))
    assert excess_percent(nothing) == 0
