"""Small units: by loop, by hand, and countries in which size does or does not matter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from tallyscope.benchmark.plain.small_units import work
from tallyscope.errors import NotApplicable
from tallyscope.methods.small_units import METHOD, MIN_UNITS, PARTS, small_units
from tallyscope.simulate.honest import country
from tests.calibration.test_small_units import stuffed, without_villages
from tests.methods.elections import few_districts, honest, without_ballots, without_levels
from tests.tallies import small_tally


def test_by_loop() -> None:
    # six districts: the interval is that of dealing, as in the loop
    result = small_units(few_districts())
    found = result.headline
    assert [found.value, found.low, found.high] == pytest.approx(work(few_districts()))


def test_small_units_that_have_more_of_both() -> None:
    # each of five districts has 18 stations of 1,000 voters with turnouts of 40% to 57% and shares
    # of 51% to 59.5%, and two of 200 that lie three points above the middle in both
    votes, registered, regions = [], [], []
    for district in range(5):
        for i in range(18):
            ballots, share = 400 + 10 * i, 510 + 5 * (7 * i % 18)
            votes.append([ballots * share // 1000, ballots - ballots * share // 1000])
            registered.append(1000)
        votes += [[65, 38]] * 2
        registered += [200] * 2
        regions += [f"r{district}"] * 20
    tally = small_tally(
        votes,
        registered=registered,
        ballots=[sum(pair) for pair in votes],
        regions=regions,
    )
    result = small_units(tally, choice="A")
    assert result.part == pytest.approx(0.1)
    assert result.parts["n_small"].to_list() == pytest.approx([5, 10, 20, 30])
    # the smallest 5% would be one of the two in each district: five small units are too few
    assert result.parts["turnout"].is_null().to_list() == [True, False, False, False]
    row = result.parts.row(1, named=True)
    assert row["votes"] == pytest.approx(10 * 65)
    # middles 48.25% and 55.4%, steps 1.48 * 5 and 1.48 * 2.5 points, nearly
    assert row["turnout"] == pytest.approx((51.5 - 48.5) / (1.4826 * 5), abs=0.15)
    assert row["share"] == pytest.approx((63.1 - 55.25) / (1.4826 * 2.5), abs=0.3)
    assert result.headline.value == row["turnout"]


def test_only_both_at_once_count() -> None:
    tally = without_villages(1)
    small = tally.counts("registered") < np.median(tally.counts("registered"))
    moved = np.where(small, tally.votes[:, 1] // 3, 0)
    switched = replace(tally, votes=tally.votes + np.stack([moved, -moved], axis=1))
    share_only = small_units(switched, choice="leader")
    row = share_only.parts.row(by_predicate=pl.col("part") == share_only.part, named=True)
    assert row["share"] > 0.5
    assert abs(row["turnout"]) < 0.2
    assert share_only.headline.low < 0
    assert share_only.p_value is not None
    assert share_only.p_value > 0.01


def test_stuffed_small_units_stand_out() -> None:
    clean = country(n_units=2_400, n_regions=5, n_districts=60, seed=1)
    before, after = (
        small_units(tally, choice="leader") for tally in (clean, stuffed(clean, 0.1, 0.3))
    )
    assert before.headline.low < 0
    assert after.headline.low > 0.5
    assert after.p_value == 1 / 2_000
    assert after.part == pytest.approx(0.1)


def test_who_wins_does_not_matter() -> None:
    # the other side's share falls where the leader's rises
    tally = stuffed(without_villages(2), 0.1, 0.4)
    gains, loses = (small_units(tally, choice=choice) for choice in ("leader", "other"))
    assert gains.headline.low > 0
    assert loses.headline.high < 0
    assert loses.p_value == 1.0


def test_headline_is_the_part_that_is_certain_furthest() -> None:
    result = small_units(honest())
    known = result.parts.drop_nulls().with_columns(
        certain=pl.min_horizontal("turnout_low", "share_low")
    )
    best = known.sort("certain").row(-1, named=True)
    assert result.part == best["part"]
    assert result.headline.value == min(best["turnout"], best["share"])
    assert result.parts["part"].to_list() == list(PARTS)
    assert METHOD.statistic is not None
    assert METHOD.statistic.of(result) == 100 * result.headline.low


def test_regions_make_the_whole() -> None:
    result = small_units(honest())
    assert result.regions["region"].to_list() == sorted(set(honest().units["region"]))
    assert result.regions["n_units"].sum() == result.n_units
    row = result.parts.row(by_predicate=pl.col("part") == result.part, named=True)
    assert result.regions["n_small"].sum() == pytest.approx(row["n_small"])
    region = result.regions["region"][0]
    alone = small_units(honest().where((honest().units["region"] == region).to_numpy()))
    own = alone.parts.row(by_predicate=pl.col("part") == result.part, named=True)
    assert result.regions["share"][0] == pytest.approx(own["share"])


def test_cells_hold_all_of_each_size() -> None:
    sums = small_units(honest()).cells.group_by("size").agg(pl.col("percent").sum())
    assert dict(sums.iter_rows()) == pytest.approx({"small": 100.0, "large": 100.0})


def test_without_places_it_says_so() -> None:
    result = small_units(without_levels())
    assert "The file names no districts" in result.cautions[-1]
    assert result.regions["region"].to_list() == ["all units"]
    assert result.settings["district"] is None
    assert len(small_units(honest()).cautions) == 1


def test_without_ballots_valid_votes_are_who_came() -> None:
    assert small_units(without_ballots()).settings["turnout_from"] == "valid"


def test_units_are_left_out_for_one_reason_each() -> None:
    sound = [[300 + i % 50, 200 + i % 7] for i in range(100)]
    tally = small_tally(
        [[0, 0], [10, 10], [150, 150], [60, 40], *sound],
        registered=[300, 50, 250, 200, *[900 + i for i in range(100)]],
        ballots=[0, 20, 300, 100, *[sum(pair) for pair in sound]],
        regions=["big"] * 3 + ["alone"] + ["big"] * 100,
    )
    result = small_units(tally)
    assert result.excluded == {
        "no valid votes": 1,
        "fewer than 100 registered voters": 1,
        "turnout above 100%": 1,
        "in a district of fewer than 10 units, or where most are equal": 1,
    }
    assert result.n_units == MIN_UNITS == 100


def test_units_of_one_size_are_declined() -> None:
    votes = [[300 + i % 50, 200 + i % 7] for i in range(120)]
    tally = small_tally(votes, registered=[900] * 120, ballots=[sum(pair) for pair in votes])
    with pytest.raises(NotApplicable) as caught:
        small_units(tally)
    assert str(caught.value) == "small_units needs districts whose units differ in size"


def test_districts_too_small_to_compare_in_are_declined() -> None:
    votes = [[300 + i % 50, 200 + i % 7] for i in range(120)]
    tally = small_tally(
        votes,
        registered=[900 + i for i in range(120)],
        ballots=[sum(pair) for pair in votes],
        regions=["big"] * 90 + [f"r{i}" for i in range(30)],
    )
    with pytest.raises(NotApplicable) as caught:
        small_units(tally)
    assert str(caught.value) == (
        "small_units needs 100 units in districts of 10 that differ; 90 of 120 are left"
    )


def test_shape_of_the_finding() -> None:
    assert METHOD.spoken is not None
    told = METHOD.spoken(small_units(stuffed(without_villages(1), 0.1, 0.3), choice="leader"))
    assert told.startswith("the smallest 10% of each district's units lie +")
    assert "in the share of leader" in told
