"""Slopes on turnout: small countries by hand, planted ballots, and countries it declines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.benchmark.plain.turnout_slope import slope, slope_parts, work
from tallyscope.errors import NotApplicable
from tallyscope.methods.turnout_slope import METHOD, MIN_UNITS, turnout_slope
from tallyscope.simulate.honest import Spread, country
from tallyscope.simulate.stuffing import incremental_stuffing
from tallyscope.simulate.tamper import Placement
from tallyscope.tally import Contest, Tally
from tests.methods.elections import few_districts, honest, without_ballots, without_levels
from tests.tallies import small_tally


def alike(seed: int, n_units: int = 2_000) -> Tally:
    """Return a country in which turnout has nothing to do with taste."""
    return country(
        n_units=n_units,
        n_regions=5,
        n_districts=60,
        regions=Spread(0.15, 0.46),
        districts=Spread(0.17, 0.43),
        stations=Spread(0.27, 0),
        seed=seed,
    )


def by_hand(second: list[int]) -> Tally:
    # 60 stations of 1,000 voters with 500 ballots, 300 for A, and 40 with other results
    return small_tally(
        [[300, 200]] * 60 + [second] * 40,
        registered=[1000] * 100,
        ballots=[500] * 60 + [sum(second)] * 40,
    )


def test_additional_ballots_for_one_side_only() -> None:
    # 100 more ballots, 100 more for A: one vote for each. Counting noise is 0.5 of 1,000 * 0.05^2
    # per station, so that the corrected slope lies beyond the exact 1 by a hundredth or so
    result = turnout_slope(by_hand([400, 200]))
    raw = dict(result.options.select("option", "uncorrected").iter_rows())
    assert raw == pytest.approx({"A": 1.0, "B": 0.0})
    assert 1.0 < result.headline.value < 1.06
    assert result.reliability == pytest.approx(0.9, abs=0.02)
    assert result.lean[1] > 1


def test_proportional_turnout_is_fair() -> None:
    # 100 more ballots, 60 of them for A, as everywhere: the fair slope, corrected or not
    result = turnout_slope(by_hand([360, 240]))
    first = result.options.row(0, named=True)
    assert (first["slope"], first["fair"], first["uncorrected"]) == pytest.approx((0.6, 0.6, 0.6))
    assert result.lean[1] == pytest.approx(0, abs=1e-9)


def test_by_loop() -> None:
    tally = honest()
    used = tally.counts("registered") >= 100
    registered, came = tally.counts("registered")[used], tally.counts("ballots")[used]
    parts = slope_parts(
        registered.tolist(),
        came.tolist(),
        tally.votes_for()[used].tolist(),
        tally.groups("district")[1][used].tolist(),
    )
    result = turnout_slope(tally)
    first = result.options.row(by_predicate=pl.col("option") == "leader", named=True)
    assert (first["slope"], first["fair"]) == pytest.approx(slope(parts))
    assert result.headline.value == first["slope"]
    found = work(tally)
    assert found[0] == pytest.approx(first["slope"])
    # other samples of the same districts
    width = first["high"] - first["low"]
    assert found[1:] == pytest.approx([first["low"], first["high"]], abs=0.15 * width)
    value, fair = slope(parts)
    assert result.lean[1] == pytest.approx((value - fair) / (1 - fair))


def test_options_share_each_additional_ballot() -> None:
    result = turnout_slope(few_districts())
    assert result.options["share"].is_sorted(descending=True)
    # the rest of each ballot is invalid: less than a hundredth
    assert 0.97 < result.options["slope"].sum() < 1.01
    assert (result.options["low"] <= result.options["slope"]).all()
    assert (result.options["slope"] <= result.options["high"]).all()


def test_leaving_out_each_region() -> None:
    tally = honest()
    result = turnout_slope(tally)
    assert result.regions["region"].to_list() == sorted(set(tally.units["region"]))
    assert result.regions["n_units"].sum() == result.n_units
    for row in result.regions.iter_rows(named=True):
        rest = turnout_slope(tally.where((tally.units["region"] != row["region"]).to_numpy()))
        assert row["lean_without"] == pytest.approx(rest.lean[1])
        alone = turnout_slope(tally.where((tally.units["region"] == row["region"]).to_numpy()))
        assert row["slope"] == pytest.approx(alone.headline.value)
    low, high = result.lean_without
    assert (low, high) == (
        min(result.lean[1], result.regions["lean_without"].to_numpy().min()),
        max(result.lean[1], result.regions["lean_without"].to_numpy().max()),
    )


def test_one_region_makes_what_leaving_it_out_takes_away() -> None:
    clean = alike(3)
    region = sorted(set(clean.units["region"]))[0]
    stuffed = incremental_stuffing(clean, Placement(0.4, regions=(region,)), dose=0.6, seed=3).tally
    result = turnout_slope(stuffed)
    assert result.lean[0] > 0.1
    assert result.lean_without[0] < 0
    assert METHOD.statistic is not None
    assert METHOD.statistic.at_least(result) == 100 * result.lean_without[0]


def test_regions_that_differ_make_no_slope() -> None:
    # eager regions prefer the leader; inside them turnout has nothing to do with taste
    eager = country(
        n_units=3_000,
        n_regions=20,
        n_districts=60,
        regions=Spread(0.6, 1.0, 0.95),
        districts=Spread(0, 0),
        stations=Spread(0.25, 0),
        seed=1,
    )
    within = turnout_slope(eager)
    anywhere = turnout_slope(replace(eager, contest=Contest(), units=eager.units.select("unit")))
    assert abs(within.lean[1]) < 0.1  # villages vote a little less and otherwise
    assert anywhere.lean[1] > 0.3


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_ballots_tilt_the_slope(seed: int) -> None:
    clean = alike(seed)
    stuffed = incremental_stuffing(clean, Placement(0.2), dose=0.5, seed=seed).tally
    before, after = turnout_slope(clean), turnout_slope(stuffed)
    assert abs(before.lean[1]) < 0.15
    assert after.lean[0] > 0.4


def test_profile_has_every_unit_once() -> None:
    result = turnout_slope(honest())
    assert result.profile["units"].sum() == result.n_units
    gaps = result.profile["turnout"] - result.profile["choice"] - result.profile["others"]
    assert gaps.abs().to_numpy().max() < 1e-9
    inside = result.profile.filter(pl.col("gap").is_between(-29, 28))
    assert (inside["turnout"] - inside["gap"]).is_between(0, 1).all()


@pytest.mark.parametrize(
    ("tally", "resampled"),
    [
        (honest(), "the level 'district'"),
        (few_districts(), "random blocks of units"),
        (without_levels(), "random blocks of units"),
    ],
    ids=["40 districts", "6 districts", "none"],
)
def test_what_is_resampled(tally: Tally, resampled: str) -> None:
    assert turnout_slope(tally).settings["resampled"] == resampled


def test_without_places_it_says_so() -> None:
    told = turnout_slope(without_levels())
    assert "The file names no districts" in told.cautions[-1]
    assert told.regions["region"].to_list() == ["all units"]
    assert told.lean_without == (told.lean[1], told.lean[1])
    assert len(turnout_slope(honest()).cautions) == 2


def test_without_ballots_valid_votes_are_who_came() -> None:
    result = turnout_slope(without_ballots())
    assert result.settings["turnout_from"] == "valid"
    assert result.options["slope"].sum() == pytest.approx(1)


def test_units_are_left_out_for_one_reason_each() -> None:
    sound = [[300 + i, 200] for i in range(100)]
    tally = small_tally(
        [[0, 0], [10, 10], [150, 150], [95, 0], *sound],
        registered=[300, 50, 250, 200, *[900] * 100],
        ballots=[0, 20, 300, 90, *[500 + i for i in range(100)]],
    )
    result = turnout_slope(tally)
    assert result.excluded == {
        "no ballots": 1,
        "fewer than 100 registered voters": 1,
        "turnout above 100%": 1,
        "votes above ballots": 1,
    }
    assert result.n_units == MIN_UNITS == 100


def test_units_as_large_as_towns_are_declined() -> None:
    # constituencies: half of them have 70,000 voters or more
    tally = small_tally(
        [[30_000 + 50 * i, 20_000] for i in range(120)],
        registered=[70_000 + i // 60 for i in range(120)],
        ballots=[50_000 + 50 * i for i in range(120)],
    )
    with pytest.raises(NotApplicable) as caught:
        turnout_slope(tally)
    assert str(caught.value) == (
        "turnout_slope compares polling stations; half of the units have 70,000 registered voters"
        " or more, and places of that size differ as towns do"
    )


def test_turnout_that_varies_by_chance_only_is_declined() -> None:
    rng = np.random.default_rng(1)
    came = rng.binomial(500, 0.5, 200)
    votes = rng.binomial(came, 0.6)
    tally = small_tally(
        np.stack([votes, came - votes], axis=1).tolist(),
        registered=[500] * 200,
        ballots=came.tolist(),
    )
    with pytest.raises(NotApplicable, match="turnout_slope needs neighbours whose turnout differs"):
        turnout_slope(tally)


@pytest.mark.parametrize("side", ["A", "B"])
def test_one_sided_results_are_declined(side: str) -> None:
    tally = small_tally(
        [[100 + i, 0] for i in range(120)],
        registered=[400] * 120,
        ballots=[100 + i for i in range(120)],
    )
    with pytest.raises(NotApplicable) as caught:
        turnout_slope(tally, choice=side)
    assert str(caught.value) == "turnout_slope needs votes for the choice and for other options"


@settings(max_examples=15, deadline=None)
@given(st.integers(2, 5))
def test_every_count_times_the_same_number(times: int) -> None:
    # the same rates with less counting noise: uncorrected slopes stay, and correct ones go to them
    tally = few_districts()
    larger = replace(
        tally,
        votes=tally.votes * times,
        **{
            name: tally.counts(name) * times  # type: ignore[arg-type]
            for name in ("registered", "issued", "ballots", "valid", "invalid")
        },
    )
    one, other = (
        turnout_slope(each, min_registered=limit, draws=20)
        for each, limit in ((tally, 100), (larger, 100 * times))
    )
    raw, again = one.options["uncorrected"].to_list(), other.options["uncorrected"].to_list()
    assert raw == pytest.approx(again)
    assert other.reliability > one.reliability
