"""The fast statistics against the same formulas as plain loops, on random small tallies."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.benchmark import plain
from tallyscope.methods.fingerprint import fingerprint
from tallyscope.simulate.honest import country
from tallyscope.stats import proportionality, whole_percent, within_groups
from tallyscope.stats.poisson_binomial import excess_over_chance
from tallyscope.stats.whole_percent import Rate

RATES = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(st.lists(RATES, min_size=1, max_size=20))
def test_whole_percentages_by_loop(rates: list[tuple[int, int]]) -> None:
    part, whole = (np.array(column, dtype=np.int64) for column in zip(*rates, strict=True))
    assert whole_percent.is_whole(part, whole).tolist() == [
        plain.integer_percentages.is_whole(*r) for r in rates
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(RATES, min_size=1, max_size=8))
def test_chance_of_whole_percentages_by_loop(rates: list[tuple[int, int]]) -> None:
    part, whole = (np.array(column, dtype=np.int64) for column in zip(*rates, strict=True))
    fast = whole_percent.whole_probability(part, whole)
    # the fast one leaves out what lies beyond seven standard deviations: next to nothing where the
    # binomial is nearly normal, up to 1.8e-6 where a handful of votes makes it lopsided
    near_normal = np.minimum(part, whole - part) >= 50
    slow = np.array([plain.integer_percentages.whole_probability(*rate) for rate in rates])
    assert fast == pytest.approx(slow, abs=1e-5)
    assert fast[near_normal] == pytest.approx(slow[near_normal], abs=1e-9)


def test_a_chance_by_hand() -> None:
    # Binomial(2, 1/2) makes 0%, 50% and 100%, and all of them are whole
    assert plain.integer_percentages.whole_probability(1, 2) == pytest.approx(1.0)
    # Binomial(3, 1/3): 0 and 3 of 3 are whole, with the chances 8/27 and 1/27
    assert plain.integer_percentages.whole_probability(1, 3) == pytest.approx(9 / 27)


def test_whole_country_by_loop_and_by_drawing() -> None:
    tally = country(n_units=400, n_districts=20, seed=2)
    columns = (
        tally.votes_for(),
        tally.counts("ballots"),
        tally.counts("issued"),
        tally.counts("registered"),
    )
    votes, ballots, came, registered = columns
    share, turnout = Rate(votes, ballots, "ballots"), Rate(came, registered, "issued")
    hits = whole_percent.combined(whole_percent.is_whole, share, turnout, period=1)
    chances = whole_percent.combined(whole_percent.whole_probability, share, turnout, period=1)
    found = excess_over_chance(hits["either"], chances["either"])
    observed, expected, sd = plain.integer_percentages.whole_percentages(
        *(column.tolist() for column in columns)
    )
    assert (observed, expected, sd) == pytest.approx((found.observed, found.expected, found.sd))
    mean, drawn_sd = plain.integer_percentages.drawn_whole_percentages(
        *columns, draws=1_000, seed=1
    )
    assert abs(mean - expected) < 4 * sd / math.sqrt(1_000)
    assert drawn_sd == pytest.approx(sd, rel=4 / math.sqrt(2 * 1_000))


GROUPED = st.lists(
    st.tuples(st.integers(-20, 20), st.integers(-20, 20), st.integers(0, 3)),
    min_size=1,
    max_size=40,
)


@given(GROUPED)
def test_robust_z_by_loop(rows: list[tuple[int, int, int]]) -> None:
    values, _, group = zip(*rows, strict=True)
    fast = within_groups.robust_z(
        np.array(values, dtype=np.float64), np.array(group, dtype=np.int64), min_size=3
    )
    slow = plain.fingerprint.robust_z(values, group, min_size=3)
    assert fast == pytest.approx(np.array(slow), nan_ok=True)


@given(GROUPED)
def test_within_correlation_by_loop(rows: list[tuple[int, int, int]]) -> None:
    x, y, group = zip(*rows, strict=True)
    fast, _ = within_groups.within_correlation(
        np.array(x, dtype=np.float64),
        np.array(y, dtype=np.float64),
        np.array(group, dtype=np.int64),
        np.random.default_rng(0),
        draws=1,
    )
    slow = plain.fingerprint.within_correlation(plain.fingerprint.centred_products(x, y, group))
    assert fast == pytest.approx(slow, nan_ok=True, abs=1e-9)


def test_a_weight_of_two_is_a_group_twice() -> None:
    x, y, group = [0.0, 1.0, 0.0, 2.0], [0.0, 1.0, 3.0, 0.0], [0, 0, 1, 1]
    products = plain.fingerprint.centred_products(x, y, group)
    twice = plain.fingerprint.centred_products([*x, 0.0, 2.0], [*y, 3.0, 0.0], [*group, 2, 2])
    assert plain.fingerprint.within_correlation(products, [1, 2]) == pytest.approx(
        plain.fingerprint.within_correlation(twice)
    )


def test_fingerprint_cells_by_loop() -> None:
    tally = country(n_units=300, n_districts=20, seed=4)
    tally = tally.where(tally.counts("registered") >= 100)
    cells = plain.fingerprint.fingerprint_cells(
        tally.counts("ballots").tolist(),
        tally.counts("registered").tolist(),
        tally.votes_for().tolist(),
        tally.counts("valid").tolist(),
    )
    fast = fingerprint(tally).histogram.select("turnout", "share", "units").rows()
    assert {(int(t), int(s)): n for t, s, n in fast} == cells


VOTES = st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(0, 99), st.integers(0, 3))


@given(st.lists(VOTES, min_size=1, max_size=30))
def test_excess_curve_by_loop(rows: list[tuple[int, int, int, int]]) -> None:
    leader, others, cell, _ = zip(*rows, strict=True)
    blocks = proportionality.block_histograms(
        np.array(leader, dtype=np.float64),
        np.array(others, dtype=np.float64),
        np.array(cell, dtype=np.int64),
        np.zeros(len(rows), dtype=np.int64),
    )
    fast = blocks.excess(blocks.ratio())[0]
    slow = np.array(plain.excess_votes.excess_curve(leader, others, cell))
    assert fast == pytest.approx(slow, nan_ok=True, abs=1e-6)


def test_an_excess_by_hand() -> None:
    # at 50% the leader has 100 for 100 others; at 80% 300 for 100: 200 are in excess of k = 1
    curve = plain.excess_votes.excess_curve([100, 300], [100, 100], [50, 80])
    assert curve[50] == pytest.approx(200)
    assert curve[80] == pytest.approx(400 - 3 * 200)
    assert math.isnan(curve[20])


@given(st.lists(VOTES, min_size=1, max_size=20))
def test_resampled_excess_by_loop(rows: list[tuple[int, int, int, int]]) -> None:
    leader, others, cell, block = zip(*rows, strict=True)
    weights = np.array([[1.0, 0.0, 2.0, 1.0], [3.0, 1.0, 0.0, 0.0]])
    blocks = proportionality.block_histograms(
        np.array([*leader, 0, 0, 0, 0], dtype=np.float64),
        np.array([*others, 0, 0, 0, 0], dtype=np.float64),
        np.array([*cell, 0, 0, 0, 0], dtype=np.int64),
        np.array([*block, 0, 1, 2, 3], dtype=np.int64),
    )
    samples = proportionality.resampled(blocks, np.zeros(4, dtype=np.int64), weights)
    fast = samples.excess(samples.ratio())[:, 0]
    slow = plain.excess_votes.resampled_excess_curves(leader, others, cell, block, weights.tolist())
    assert fast == pytest.approx(np.array(slow), nan_ok=True, abs=1e-6)
