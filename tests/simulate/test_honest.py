"""The honest country: arithmetic that closes, spreads that are the stated ones, no trace of us."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import logit

from tallyscope.errors import DataError
from tallyscope.methods.integer_percentages import integer_percentages
from tallyscope.simulate.honest import Spread, country
from tallyscope.tally import Tally

NO_SPREAD = Spread(0.0, 0.0)


def same(one: Tally, other: Tally) -> bool:
    return one.units.equals(other.units) and all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("votes", "registered", "issued", "ballots", "valid", "invalid")
    )


def test_arithmetic_closes_in_every_station() -> None:
    tally = country(n_units=3_000, seed=5)
    assert (tally.votes.sum(axis=1) == tally.counts("valid")).all()
    assert (tally.counts("valid") + tally.counts("invalid") == tally.counts("ballots")).all()
    assert (tally.counts("ballots") <= tally.counts("issued")).all()
    assert (tally.counts("issued") <= tally.counts("registered")).all()
    assert (tally.counts("registered") >= 50).all()
    assert (tally.counts("registered") <= 3_000).all()
    assert (tally.counts("issued") > tally.counts("ballots")).any()
    assert (tally.counts("invalid") > 0).any()


def test_places_are_nested_and_none_is_empty() -> None:
    tally = country(n_units=700, n_regions=7, n_districts=30)
    assert tally.levels == ("region", "district")
    assert tally.units["region"].n_unique() == 7
    assert tally.units["district"].n_unique() == 30
    assert tally.units.select("region", "district").n_unique() == 30  # one region per district


def test_one_station_per_district_is_possible() -> None:
    tally = country(n_units=4, n_regions=2, n_districts=4)
    assert tally.units.drop("kind").rows() == [
        ("Region 1 / District 1 / Station 1", "Region 1", "District 1", "Station 1"),
        ("Region 1 / District 2 / Station 2", "Region 1", "District 2", "Station 2"),
        ("Region 2 / District 3 / Station 3", "Region 2", "District 3", "Station 3"),
        ("Region 2 / District 4 / Station 4", "Region 2", "District 4", "Station 4"),
    ]


def test_units_are_in_the_order_of_their_numbers() -> None:
    tally = country(n_units=1_200, n_regions=12, n_districts=101)
    assert tally.units["station"].to_list() == [f"Station {i:04d}" for i in range(1, 1_201)]
    assert tally.units["region"].is_sorted()
    assert tally.units["district"].is_sorted()


def test_same_seed_same_election_and_another_seed_another() -> None:
    one = country(n_units=300, n_districts=20, seed=3)
    assert same(one, country(n_units=300, n_districts=20, seed=3))
    assert not same(one, country(n_units=300, n_districts=20, seed=4))


def test_without_effects_counting_alone_makes_the_spread() -> None:
    tally = country(
        n_units=20_000, regions=NO_SPREAD, districts=NO_SPREAD, stations=NO_SPREAD, seed=1
    )
    town = tally.where((tally.units["kind"] == "town").to_numpy())
    issued, registered = town.counts("issued").sum(), town.counts("registered").sum()
    # binomial standard error of the national rate: sqrt(0.65 * 0.35 / 19 million) = 0.00011
    assert abs(issued / registered - 0.65) < 4 * np.sqrt(0.65 * 0.35 / registered)
    valid = town.counts("valid").sum()
    assert abs(town.votes_for("leader").sum() / valid - 0.46) < 4 * np.sqrt(0.46 * 0.54 / valid)


def test_spreads_of_regions_and_their_correlation_are_the_stated_ones() -> None:
    spread = Spread(0.3, 0.6, 0.5)
    tally = country(
        n_units=20_000,
        n_regions=2_000,
        n_districts=2_000,
        regions=spread,
        districts=NO_SPREAD,
        stations=NO_SPREAD,
        seed=2,
    )
    groups = list(tally.by("region").values())
    turnout = logit([g.counts("issued").sum() / g.counts("registered").sum() for g in groups])
    share = logit([g.votes_for("leader").sum() / g.counts("valid").sum() for g in groups])
    # standard error of an sd from 2,000 regions is 1.6%; village shares add a little
    assert np.std(turnout) == pytest.approx(0.3, rel=0.08)
    assert np.std(share) == pytest.approx(0.6, rel=0.08)
    assert np.corrcoef(turnout, share)[0, 1] == pytest.approx(0.5, abs=0.08)


def test_sizes_of_lists_are_those_of_the_country_imitated() -> None:
    registered = country(seed=0).counts("registered")
    # Poland 2020, run-off: quartiles 676, 1,074 and 1,519 voters
    assert np.quantile(registered, [0.25, 0.5, 0.75]) == pytest.approx([676, 1074, 1519], rel=0.1)
    assert (registered == registered.max()).sum() < 20  # no heap on the bound


def test_invalid_ballots_and_those_carried_away_are_as_rare_as_measured() -> None:
    tally = country(seed=0)
    issued, ballots = tally.counts("issued").sum(), tally.counts("ballots").sum()
    # the mean of a logit-normal share with median 0.83% and sd 0.56 is 0.96%
    assert tally.counts("invalid").sum() / ballots == pytest.approx(0.0096, rel=0.05)
    assert (issued - ballots) / issued == pytest.approx(0.00115, rel=0.05)


def test_villages_prefer_the_leader() -> None:
    tally = country(seed=0)
    village = (tally.units["kind"] == "village").to_numpy()
    share = tally.share("leader")
    assert np.nanmedian(share[village]) > np.nanmedian(share[~village]) + 0.03


def test_an_honest_country_has_no_excess_of_whole_percentages() -> None:
    p_values = [
        integer_percentages(country(n_units=4_000, seed=seed)).p_value for seed in range(40)
    ]
    rejected = sum(p is not None and p <= 0.05 for p in p_values)
    # at most 2 expected of 40; 8 or more have the chance 0.0002
    assert rejected < 8


def test_every_wrong_argument_is_told_at_once() -> None:
    with pytest.raises(DataError) as caught:
        country(n_units=3, n_districts=4, shares=(0.5, 0.4), turnout=1.5)
    message = str(caught.value)
    assert message.startswith("simulated country: 4 faults found.")
    assert "3 units in 4 districts in 20 regions" in message
    assert "3 choices and 2 shares; expected two choices or more, and one share for each" in message
    assert "the shares are (0.5, 0.4); expected positive shares that sum to 1" in message
    assert "turnout is 1.5; expected a share between 0 and 1" in message
