"""A real election voted anew: what is kept, exactly or within chance, and what is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit, logit

from tallyscope import sources
from tallyscope.errors import DataError
from tallyscope.simulate.honest import Spread, country
from tallyscope.simulate.rates import latent_rates
from tallyscope.simulate.resampled import resample
from tallyscope.tally import CountName, Counts, Tally
from tests.simulate.test_tamper import assert_protocols_close, renamed
from tests.tallies import consistent_tallies, small_tally

Floats = npt.NDArray[np.float64]


def spread_within(tally: Tally, rate: Floats, where: Tally | None = None) -> float:
    """Return the sd of logit rates within districts, counting noise included.

    Stations are those of at least 100 votes in `where`, full ones (hospitals) left out.
    """
    chosen = where or tally
    use = (chosen.counts("valid") >= 100) & (rate > 0) & (rate < 1)
    if chosen.registered is not None:
        use &= chosen.turnout < 0.98
    names, place = tally.groups(tally.levels[-1])
    y, place = logit(rate[use]), place[use]
    size = np.maximum(np.bincount(place, minlength=len(names)), 1)
    mean = np.bincount(place, y, len(names)) / size
    return float(np.std(y - mean[place]))


def level_rates(part: Counts, whole: Counts, tally: Tally) -> Floats:
    _, place = tally.groups(tally.levels[0])
    return np.bincount(place, part) / np.bincount(place, whole)


@settings(deadline=None, max_examples=100)
@given(tally=consistent_tallies(), seed=st.integers(0, 99), spread=st.sampled_from([0.0, 1.0, 2.0]))
def test_protocols_close_and_voters_are_the_same(tally: Tally, seed: int, spread: float) -> None:
    again = resample(tally, seed=seed, spread=spread)
    assert_protocols_close(again)
    assert np.array_equal(again.counts("registered"), tally.counts("registered"))
    assert again.units.equals(tally.units)
    assert again.choices == tally.choices
    never = tally.votes.sum(axis=0) == 0
    assert (again.votes.sum(axis=0)[never] == 0).all()


def kept_as_they_were(tally: Tally, *, tolerance: float) -> None:
    again = resample(tally, seed=3)
    for rate in (Tally.share, lambda t: t.turnout):
        before, after = (spread_within(t, rate(t), tally) for t in (tally, again))
        assert after == pytest.approx(before, rel=tolerance)
    ratios: tuple[tuple[CountName, CountName], ...] = (
        ("ballots", "registered"),
        ("invalid", "ballots"),
    )
    for part, whole in ratios:
        before_, after_ = (level_rates(t.counts(part), t.counts(whole), t) for t in (tally, again))
        assert after_ == pytest.approx(before_, abs=0.01)
    before_, after_ = (level_rates(t.votes_for(), t.counts("valid"), t) for t in (tally, again))
    assert after_ == pytest.approx(before_, abs=0.02)


def test_levels_and_spread_of_a_simulated_country_are_kept() -> None:
    kept_as_they_were(country(n_units=8_000, n_regions=10, n_districts=100, seed=2), tolerance=0.03)


def test_levels_and_spread_of_a_real_country_are_kept(shared: Path) -> None:
    tally = sources.read(shared / "data" / "world" / "poland-2020-president-r2.parquet")
    kept_as_they_were(tally, tolerance=0.03)


def test_drawing_twice_does_not_widen_the_spread() -> None:
    # counting noise of 300 voters: sd 1 / sqrt(300 x 1/4) = 0.12, of the size of the spread itself
    alike = Spread(0.1, 0.1)
    tally = country(n_units=6_000, n_regions=5, n_districts=60, stations=alike, seed=4)
    small = tally.where(tally.counts("registered") < 600)
    thrice = resample(resample(resample(small, seed=1), seed=2), seed=3)
    before, after = (spread_within(t, t.share()) for t in (small, thrice))
    assert after == pytest.approx(before, rel=0.08)


def test_turnout_keeps_going_with_preference() -> None:
    eager = Spread(0.3, 0.45, 0.7)
    tally = country(n_units=4_000, n_regions=5, n_districts=60, stations=eager, seed=4)
    before, after = (
        np.corrcoef(t.turnout, t.share())[0, 1] for t in (tally, resample(tally, seed=9))
    )
    assert before > 0.25
    assert after == pytest.approx(before, abs=0.04)


def test_spread_is_a_factor() -> None:
    tally = country(n_units=4_000, n_regions=5, n_districts=60, seed=4)
    none, double = (resample(tally, spread=factor) for factor in (0.0, 2.0))
    # stations of 1,000 voters, 600 valid: counting alone makes about 1 / sqrt(600 / 4) = 0.08
    assert spread_within(none, none.share()) < 0.11
    assert spread_within(double, double.share()) > 1.7 * spread_within(tally, tally.share())
    with pytest.raises(DataError) as caught:
        resample(tally, spread=-1.0)
    assert str(caught.value) == "resampled election: spread is -1; expected 0 or more."


def test_one_seed_one_election_whatever_the_names() -> None:
    tally = country(n_units=300, n_regions=3, n_districts=30, seed=2)
    one, again, another = (resample(tally, seed=seed) for seed in (1, 1, 2))
    assert np.array_equal(one.votes, again.votes)
    assert not np.array_equal(one.votes, another.votes)
    assert resample(renamed(tally), seed=1).votes.tolist() == one.votes[::-1].tolist()


def test_votes_alone() -> None:
    tally = small_tally([[60, 40], [55, 45], [70, 30]])
    again = resample(tally, seed=1)
    assert again.votes.sum(axis=1).tolist() == [100, 100, 100]
    assert again.ballots is None
    assert again.invalid is None


def test_ballots_by_their_sum_and_votes_for_nobody() -> None:
    tally = replace(
        small_tally([[60, 30], [55, 35]], registered=[300, 300], invalid=[10, 10]),
        valid=np.array([100, 100]),
    )
    again = resample(tally, seed=1)
    assert again.ballots is None
    assert again.invalid is not None
    # of 100 valid votes 10 are for nobody in the table
    assert (again.votes.sum(axis=1) < again.counts("valid")).all()


def test_more_ballots_than_voters_are_cut_to_the_list() -> None:
    tally = small_tally([[60, 60]] * 3, registered=[100, 100, 100], ballots=[120, 120, 120])
    again = resample(tally)
    assert again.counts("ballots").tolist() == [100, 100, 100]


def test_rates_of_a_place_expect_what_was_counted() -> None:
    rng = np.random.default_rng(1)
    whole = rng.integers(1, 2_000, 400)
    place = rng.integers(0, 20, 400)
    part = rng.binomial(whole, expit(rng.normal(0, 0.8, 400)))
    rates = latent_rates(part, whole, place, 20)
    expected = np.bincount(place, whole * rates)
    assert expected == pytest.approx(np.bincount(place, part), rel=1e-9)


def test_nothing_and_everything_stay_so() -> None:
    part, whole = np.array([0, 0, 7, 9]), np.array([5, 6, 7, 9])
    rates = latent_rates(part, whole, np.array([0, 0, 1, 1]), 3)
    assert rates.tolist() == [0, 0, 1, 1]


def test_equal_rates_are_pulled_together_wholly() -> None:
    # 48 and 52 of 100 differ by less than counting noise: no variance is left
    part = np.array([48, 52, 50, 49, 51])
    rates = latent_rates(part, np.full(5, 100), np.zeros(5, dtype=np.int64), 1)
    assert rates == pytest.approx(np.full(5, 0.5), abs=1e-12)
