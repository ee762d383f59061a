"""Differences within districts: by hand, by plain loops, and with districts shared out."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from scipy.special import gammainc

from tallyscope.benchmark import plain
from tallyscope.errors import NotApplicable
from tallyscope.methods.variance import ALIKE_P, METHOD, MIN_UNITS, variance
from tallyscope.result import unit_scores_schema
from tallyscope.simulate.honest import country
from tallyscope.stats.multiplicity import holm
from tallyscope.tally import Tally
from tests.methods.elections import honest, tampered, without_ballots
from tests.tallies import small_tally


def shared_out(clean: Tally, districts: int) -> Tally:
    """Give every station of some districts its district's result, rounded to whole votes."""
    names, district = clean.groups("district")
    votes = clean.votes.copy()
    for code in range(districts):
        inside = district == code
        rate = votes[inside].sum(axis=0) / votes[inside].sum()
        valid = clean.counts("valid")[inside]
        votes[inside] = np.rint(valid[:, np.newaxis] * rate)
        votes[inside, 1] = valid - votes[inside, 0] - votes[inside, 2]
    assert len(names) > districts
    return replace(clean, votes=votes)


def two_districts() -> Tally:
    """20 stations of 1,000 ballots: in the north 460 to 536 votes for A, in the south 500 each."""
    votes = [460 + 4 * i for i in range(20)] + [500] * 20
    return small_tally(
        [[v, 1000 - v] for v in votes],
        registered=[1400 + 20 * (i % 10) for i in range(40)],
        ballots=[1000] * 40,
        regions=["north"] * 20 + ["south"] * 20,
    )


def test_by_hand() -> None:
    result = variance(two_districts(), choice="A")
    share = {row["place"]: row for row in result.places.filter(quantity="share").to_dicts()}
    finite = 19_999 / 20_000
    # north: 2, 6, ..., 38 votes from 498 on both sides, squares 10,640; variance 1000 p (1 - p)
    variance_by_lot = 1000 * 0.498 * 0.502
    chi_square = 10_640 / variance_by_lot * finite
    assert share["north"]["dispersion"] == pytest.approx(chi_square / 19)
    assert share["south"]["dispersion"] == 0
    assert share["north"]["n_units"] == share["south"]["n_units"] == 20
    assert [share[name]["rate"] for name in ("north", "south")] == pytest.approx([0.498, 0.5])
    assert share["south"]["extra_spread"] == 0
    # extra spread of north: sqrt(p (1 - p) (X^2 - 19) / (20,000 - 1,000)), in points
    assert share["north"]["extra_spread"] == pytest.approx(
        100 * np.sqrt(0.498 * 0.502 * (chi_square - 19) / 19_000)
    )
    # south: all 20, half a vote each, is 20 * 0.25 / 250 = 0.02; four sizes were tried
    assert share["south"]["alike_units"] == 20
    assert share["south"]["p_alike"] == pytest.approx(4 * gammainc(19 / 2, 0.02 / 1.6))
    assert share["north"]["p_alike"] == 1
    assert share["north"]["p_unlike"] == pytest.approx(1 - gammainc(19 / 2, chi_square / 2))
    assert (result.headline.low, result.headline.value, result.headline.high) == (1, 1, 1)
    assert result.p_value == result.places["p_adjusted"].min()
    assert result.places["p_adjusted"].to_list() == pytest.approx(
        holm(result.places["p_alike"].to_numpy()).tolist()
    )
    assert METHOD.statistic is not None
    assert METHOD.statistic.of(result) == METHOD.statistic.at_least(result) == 1000 / 2
    assert METHOD.spoken is not None
    assert METHOD.spoken(result).startswith("in 1 of 2 places half of the units or more differ")
    assert METHOD.spoken(result).endswith("(most alike: south)")


def test_units_of_places_that_are_alike_are_listed() -> None:
    scores = variance(two_districts(), choice="A").unit_scores
    assert scores is not None
    assert scores["unit"].to_list() == [f"u{i}" for i in range(20, 40)]
    assert scores["reason"][0] == (
        "one of 20 of 20 units of one district that are alike in share: they differ 0.0 times as"
        " much as by lot"
    )
    quiet = variance(honest()).unit_scores
    assert quiet is not None
    assert quiet.is_empty()
    assert dict(quiet.schema) == unit_scores_schema()


def test_the_closest_places_come_with_their_units() -> None:
    closest = variance(two_districts(), choice="A").closest
    south = closest.filter(place="south", quantity="share")
    assert south["rank"].unique().to_list() == [0]
    assert south["away"].to_list() == [0.0] * 20
    # 95% by lot: 1.96 sqrt(1/4 / 1000) = 3.1 points
    assert south["chance"].to_list() == pytest.approx([3.099] * 20, abs=1e-3)
    north = closest.filter(place="north", quantity="share")
    assert north["away"].to_list() == pytest.approx([-3.8 + 0.4 * i for i in range(20)])
    assert south["alike"].all()


def test_odd_stations_do_not_hide_the_others() -> None:
    # the south again, with four odd stations among its twenty
    tally = two_districts()
    votes = tally.votes.copy()
    south = np.flatnonzero(tally.units["region"] == "south")[:4]
    votes[south] = [[100, 900], [300, 700], [800, 200], [950, 50]]
    result = variance(replace(tally, votes=votes), choice="A")
    row = result.places.filter(quantity="share", place="south").row(0, named=True)
    assert row["dispersion"] > 50
    # without a quarter: 15 of the 16 equal ones, chosen among 20, half a vote each
    assert row["alike_units"] == 15
    assert row["alike_dispersion"] == pytest.approx(0, abs=1e-9)
    told = 4 * math.comb(20, 15) * gammainc(14 / 2, 15 * 0.25 / 250 / 1.6)
    assert row["p_alike"] == pytest.approx(told)
    assert result.headline.value == 1
    assert result.unit_scores is not None
    assert result.unit_scores.height == 15
    alike = result.closest.filter(place="south", quantity="share")
    assert alike["alike"].sum() == 15


@pytest.mark.parametrize("make", [honest, tampered, lambda: shared_out(honest(), 5)])
def test_by_loops(make: object) -> None:
    assert callable(make)
    tally = make()
    result = variance(tally)
    headline = result.headline
    assert plain.variance.work(tally) == [headline.value, headline.low, headline.high]


def test_districts_that_were_shared_out_are_found() -> None:
    clean = country(n_units=3_000, n_regions=5, n_districts=100, seed=3)
    before, after = variance(clean), variance(shared_out(clean, 7))
    assert before.p_value == 1.0
    assert (before.headline.low, before.headline.high) == (0, 0)
    alike = after.places.filter(pl.col("p_adjusted") <= ALIKE_P)
    planted = set(clean.groups("district")[0][:7])
    # districts of a handful of stations are too small to tell
    assert set(alike["place"]) <= planted
    assert len(set(alike["place"])) >= 5
    assert set(alike["quantity"]) == {"share"}
    assert after.p_value is not None
    assert after.p_value < 1e-6


def boxes(in_common: bool) -> Tally:
    """Two boxes in each of 40 schools of 4 districts; schools differ, boxes are dealt by lot."""
    rng = np.random.default_rng(6)
    votes = []
    for _ in range(40):
        school = int(rng.integers(600, 1000))
        first = int(rng.hypergeometric(school, 1600 - school, 800))
        half = school // 2
        votes += (
            [[half, 800 - half]] * 2
            if in_common
            else [[first, 800 - first], [school - first, 800 - school + first]]
        )
    tally = small_tally(votes, ballots=[800] * 80, regions=[f"d{i // 20}" for i in range(80)])
    return replace(
        tally,
        units=tally.units.with_columns(x_recinto=pl.Series([f"s{i // 2}" for i in range(80)])),
    )


def test_boxes_of_one_building() -> None:
    dealt = variance(boxes(in_common=False), choice="A")
    assert dealt.settings["building"] == "as the names of the file say"
    kinds = dealt.places.group_by("kind").agg(pl.col("dispersion").mean(), pl.col("n_units").sum())
    mean = dict(kinds.select("kind", "dispersion").iter_rows())
    assert mean["district"] > 5
    assert mean["building"] == pytest.approx(1, abs=0.5)
    assert dealt.p_value is not None
    assert dealt.p_value > 0.05
    copied = variance(boxes(in_common=True), choice="A")
    assert copied.headline.value == 4
    assert set(copied.places.filter(pl.col("p_adjusted") <= ALIKE_P)["kind"]) == {"building"}
    assert not any("no buildings" in caution for caution in copied.cautions)


def test_buildings_by_a_named_column_or_by_surnames() -> None:
    plainly = boxes(in_common=True)
    renamed = replace(plainly, units=plainly.units.rename({"x_recinto": "x_k"}))
    assert variance(renamed, choice="A").settings["building"] is None
    named = variance(renamed, choice="A", building="x_k")
    assert named.settings["building"] == "x_k"
    assert named.headline.value == 4
    station = pl.format("{} ({})", "x_k", pl.Series(["A-K", "L-Z"] * 40))
    by_name = replace(renamed, units=renamed.units.with_columns(station=station))
    assert variance(by_name, choice="A").headline.value == 4
    with pytest.raises(NotApplicable) as caught:
        variance(renamed, choice="A", building="school")
    assert str(caught.value) == ("variance needs a column 'school'; there are unit, region, x_k")


def test_units_are_left_out_for_one_reason_each() -> None:
    # in turn: nobody; 99 voters; turnout above 100%; two in a district of their own; 30 sound ones
    votes = [[0, 0], [20, 20], [150, 150], [60, 60], [70, 70], *[[300 + i, 300] for i in range(30)]]
    registered = [500, 99, 200, 500, 500, *[1000] * 30]
    tally = small_tally(
        votes,
        registered=registered,
        ballots=[sum(pair) for pair in votes],
        regions=["a", "a", "a", "b", "b", *["a"] * 30],
    )
    result = variance(tally)
    assert result.excluded == {
        "no valid votes": 1,
        "fewer than 100 voters": 1,
        "turnout above 100%": 1,
        "nothing in the district to compare with": 2,
    }
    assert result.n_units == 30


def test_thirty_units_are_enough_and_twenty_nine_are_not() -> None:
    tally = two_districts().where(np.arange(40) < 30)
    assert variance(tally, choice="A").n_units == MIN_UNITS == 30
    with pytest.raises(NotApplicable) as caught:
        variance(tally.where(np.arange(30) > 0))
    assert str(caught.value) == (
        "variance needs 30 units with at least 100 voters; 29 of 29 are left"
    )


def test_nothing_to_compare() -> None:
    unanimous = small_tally([[500, 0]] * 40, registered=[500] * 40, ballots=[500] * 40)
    with pytest.raises(NotApplicable) as caught:
        variance(unanimous)
    assert str(caught.value) == (
        "variance needs 5 units of one district with votes on both sides; no district of 40 units"
        " has them"
    )


def test_without_register_or_ballots() -> None:
    assert set(variance(without_ballots()).places["quantity"]) == {"share", "turnout"}
    poor = variance(replace(honest(), registered=None))
    assert set(poor.places["quantity"]) == {"share"}
    assert "The file names no buildings, so only districts could be compared." in poor.cautions
