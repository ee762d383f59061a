"""The model of stuffed elections: by loop, its two readings, and what it says of itself."""

from __future__ import annotations

import numpy as np
import pytest

from tallyscope.benchmark.plain.klimek_model import work
from tallyscope.errors import NotApplicable
from tallyscope.methods.klimek_model import METHOD, MIN_UNITS, PUBLISHED, klimek_model
from tallyscope.simulate.honest import Spread, country
from tallyscope.stats.klimek_model import ALPHA, INCREMENTAL
from tallyscope.tally import Tally
from tests.methods.elections import few_districts, honest, without_ballots
from tests.tallies import small_tally


def of_one_kind(seed: int, n_units: int = 3_000) -> Tally:
    """Return a country that the model could have drawn: all places alike but for themselves."""
    nothing = Spread(0.0, 0.0)
    return country(
        n_units=n_units,
        n_regions=2,
        n_districts=4,
        regions=nothing,
        districts=nothing,
        stations=Spread(0.25, 0.25),
        seed=seed,
    )


def test_by_loop() -> None:
    tally = honest()
    found = klimek_model(tally, choice="leader").fits.row(0, named=True)
    incremental, extreme, _ = work(tally)
    assert found["incremental"] == pytest.approx(incremental, abs=0.03)
    assert found["extreme"] == pytest.approx(extreme, abs=0.005)


def test_two_readings_and_the_range_over_both() -> None:
    result = klimek_model(few_districts(), choice="leader")
    assert result.fits["reading"].to_list() == ["as in the paper", "as in the toolkit"]
    spreads = result.core["sd_share"]
    assert spreads[1] == pytest.approx(spreads[0] * np.sqrt(2))
    parts = result.fits["incremental"]
    assert result.headline.value == parts[0]
    assert result.headline.low <= parts.to_numpy().min()
    assert parts.to_numpy().max() <= result.headline.high
    assert set(result.profile["reading"]) == set(result.fits["reading"])
    assert result.profile.height == 2 * len(INCREMENTAL)


def test_the_fit_does_not_depend_on_the_seed_and_its_scatter_does() -> None:
    one, other = (klimek_model(honest(), choice="leader", seed=seed) for seed in (1, 2))
    names = ["reading", "incremental", "extreme", "alpha", "distance", "misplaced"]
    assert one.fits.select(names).equals(other.fits.select(names))
    assert not one.fits.equals(other.fits)


def test_histograms_hold_every_unit() -> None:
    result = klimek_model(few_districts())
    sums = result.histogram.select("observed", "fitted", "alone").sum().row(0)
    assert sums == pytest.approx((result.n_units,) * 3)
    gap = (result.histogram["fitted"] - result.histogram["observed"]).abs().sum()
    assert result.fits["misplaced"][0] == pytest.approx(gap / 2 / result.n_units)


def test_even_a_country_of_one_kind_is_given_some_additions() -> None:
    # nothing was added; by the toolkit's reading half of the stations may be stuffed
    found = [klimek_model(of_one_kind(seed), choice="leader") for seed in range(4)]
    assert max(result.headline.value for result in found) < 0.15
    assert max(result.headline.high for result in found) > 0.3
    assert max(result.fits["misplaced"][0] for result in found) < 0.15


def test_a_country_of_two_kinds_is_misplaced() -> None:
    rng = np.random.default_rng(1)
    share = np.concatenate([rng.normal(0.36, 0.03, 1_000), rng.normal(0.75, 0.03, 1_000)])
    ballots = np.rint(2_000 * rng.normal(0.6, 0.05, 2_000)).astype(np.int64)
    votes = np.rint(ballots * share).astype(np.int64)
    tally = small_tally(
        np.stack([votes, ballots - votes], axis=1).tolist(),
        registered=[2_000] * 2_000,
        ballots=ballots.tolist(),
    )
    result = klimek_model(tally, choice="A")
    assert result.fits["misplaced"][0] == pytest.approx(0.5, abs=0.02)
    assert result.cautions[2].startswith("That is a poor fit")


def test_the_edge_of_what_was_tried_is_told() -> None:
    result = klimek_model(of_one_kind(1), choice="leader")
    assert result.fits["alpha"][0] == ALPHA[-1]
    assert result.cautions[-1] == "The best fit lies at the edge of what was tried: exponent."


def test_log_vote_rates_of_both_totals() -> None:
    result = klimek_model(few_districts())
    assert result.log_vote_rate["of"].to_list() == ["registered", "valid"]
    assert (result.log_vote_rate["n"] <= result.n_units).all()
    # of registered voters everybody who stayed away counts against the choice
    assert result.log_vote_rate["mean"][0] > result.log_vote_rate["mean"][1]


def test_published_fits_are_shown() -> None:
    result = klimek_model(few_districts())
    assert result.published.rows() == list(PUBLISHED)
    ratios = result.published["klimek"] / result.published["mebane_kalinin"]
    assert ratios.to_numpy().max() > 5


def test_where_rates_are_taken_from() -> None:
    assert klimek_model(few_districts()).settings["turnout_from"] == "issued"
    told = klimek_model(without_ballots()).settings
    assert (told["turnout_from"], told["share_of"]) == ("valid", "valid")


def test_units_are_left_out_for_one_reason_each() -> None:
    rng = np.random.default_rng(1)
    sound = rng.binomial(500, rng.normal(0.5, 0.05, 100)).tolist()
    tally = small_tally(
        [[0, 0], [10, 10], [150, 150], [95, 0], *([v, 500 - v] for v in sound)],
        registered=[300, 50, 250, 200, *(850 + rng.integers(0, 100, 100)).tolist()],
        ballots=[0, 20, 300, 90, *[500] * 100],
    )
    result = klimek_model(tally, choice="A")
    assert result.excluded == {
        "no ballots": 1,
        "fewer than 100 registered voters": 1,
        "turnout above 100%": 1,
        "votes above ballots": 1,
    }
    assert result.n_units == MIN_UNITS == 100


def test_countries_without_a_peak_are_declined() -> None:
    votes = [[200, 200]] * 150
    tally = small_tally(votes, registered=[1000 - i for i in range(150)], ballots=[400] * 150)
    with pytest.raises(NotApplicable) as caught:
        klimek_model(tally, choice="A")
    assert str(caught.value) == (
        "klimek_model needs a peak of turnout and of the share with units on both sides of it"
    )


def test_a_small_option_has_its_peak_below_thirty_percent() -> None:
    result = klimek_model(honest(), choice="third")
    assert result.core["share"][0] < 0.3


def test_it_grades_nothing() -> None:
    assert METHOD.contested
    assert not METHOD.primary
    result = klimek_model(few_districts())
    assert result.p_value is None
    assert result.cautions[0].startswith("A contested method")
    assert METHOD.spoken is not None
    assert METHOD.spoken(result).startswith("the model looks most like the country with additions")
