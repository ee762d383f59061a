"""Units beside their neighbours: by plain loops, by hand, and planted ones."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from tallyscope.benchmark import plain
from tallyscope.errors import NotApplicable
from tallyscope.methods.neighbours import BY_CHANCE, FAR, METHOD, neighbours
from tallyscope.simulate.honest import country
from tallyscope.simulate.stuffing import extreme_stuffing
from tallyscope.simulate.tamper import Placement
from tallyscope.tally import Tally
from tests.tallies import small_tally


@pytest.fixture(scope="module")
def stuffed() -> Tally:
    honest = country(n_units=1_500, n_regions=4, n_districts=30, turnout=0.55, seed=5)
    return extreme_stuffing(honest, Placement(0.05), seed=5).tally


def test_numbers_and_list_by_loop(stuffed: Tally) -> None:
    result = neighbours(stuffed)
    directions = plain.neighbours.directions(stuffed)
    value, high, low = plain.neighbours.work(stuffed)
    assert (result.high, result.low) == (high, low)
    assert result.headline.value == pytest.approx(value)
    assert result.n_units == len(directions)
    assert result.threshold == pytest.approx(plain.neighbours.threshold(directions, BY_CHANCE, FAR))
    assert result.unit_scores is not None
    assert sorted(result.unit_scores["score"]) == pytest.approx(
        sorted(d for d in directions if result.threshold and d >= result.threshold - 1e-9)
    )


def test_pictures_count_the_same_units(stuffed: Tally) -> None:
    result = neighbours(stuffed)
    directions = plain.neighbours.directions(stuffed)
    for row in result.by_distance.iter_rows(named=True):
        assert row["high"] == sum(d >= row["distance"] for d in directions)
        assert row["low"] == sum(d <= -row["distance"] for d in directions)
    assert result.regions["high"].sum() == result.high
    assert result.regions["low"].sum() == result.low
    assert result.regions["n_units"].sum() == result.n_units
    expected = 1e4 * (result.regions["high"] - result.regions["low"]) / result.regions["n_units"]
    assert result.regions["difference"].to_list() == pytest.approx(expected.to_list())


def straying(n: int = 120) -> list[list[int]]:
    """Stations of 1,000 voters with turnouts around 50% and shares around 60%, both ways."""
    came = [500 + 10 * (i % 7 - 3) for i in range(n)]
    share = [0.60 + 0.02 * (i % 5 - 2) for i in range(n)]
    return [[round(c * s), c - round(c * s)] for c, s in zip(came, share, strict=True)]


def test_what_a_listed_unit_is_told() -> None:
    votes = [*straying(), *[[855, 45]] * 12]  # a dozen at 90% and 95%
    tally = small_tally(votes, registered=[1000] * 132, ballots=[sum(pair) for pair in votes])
    result = neighbours(tally)
    scores = result.unit_scores
    assert scores is not None
    # 1 / 12 of the list may be chance, since nobody lies as far below: under a tenth
    assert scores["unit"].to_list() == [f"u{i}" for i in range(120, 132)]
    assert scores["reason"][0] == (
        "turnout 90.0% and share 95.0% are both far above its neighbours' (50.0%, 60.0%)"
    )
    assert (result.high, result.low) == (12, 0)
    assert result.headline.value == pytest.approx(1e4 * 12 / 132)


def test_nine_alone_are_too_few_for_a_list() -> None:
    # the mirror counts one at least: 1 / 9 is above a tenth
    votes = [*straying(), *[[855, 45]] * 9]
    tally = small_tally(votes, registered=[1000] * 129, ballots=[sum(pair) for pair in votes])
    result = neighbours(tally)
    assert result.threshold is None
    assert result.unit_scores is not None
    assert result.unit_scores.is_empty()
    assert result.high == 9


def test_as_many_far_below_leave_no_list() -> None:
    votes = [*straying(), *[[446, 174]] * 12, *[[20, 130]] * 12]
    tally = small_tally(votes, registered=[1000] * 144, ballots=[sum(pair) for pair in votes])
    result = neighbours(tally)
    assert (result.high, result.low, result.headline.value) == (12, 12, 0)
    assert result.threshold is None


def test_other_sides_do_not_count() -> None:
    votes = [*straying(), *[[45, 855]] * 12]  # many came, and voted for the other side
    tally = small_tally(votes, registered=[1000] * 132, ballots=[sum(pair) for pair in votes])
    result = neighbours(tally, choice="A")
    assert (result.high, result.low) == (0, 0)


def test_units_are_left_out_for_one_reason_each() -> None:
    votes = [[0, 0], [10, 10], [150, 150], [90, 0], [300, 100], *straying()]
    tally = small_tally(
        votes,
        registered=[300, 50, 250, 200, 400, *[1000] * 120],
        ballots=[sum(pair) for pair in votes],
    )
    tally = replace(tally, valid=np.where(np.arange(125) == 3, 80, tally.counts("valid")))
    result = neighbours(tally)
    assert result.excluded == {
        "no valid votes": 1,
        "votes above valid votes": 1,
        "fewer than 100 registered voters": 1,
        "turnout above 100%": 1,
        "nearly all of a short list came, as in hospitals and on ships": 1,
    }
    assert result.n_units == 120


def test_a_full_list_of_the_usual_length_is_no_hospital() -> None:
    votes = [[950, 50], *straying()]
    tally = small_tally(votes, registered=[1000] * 121, ballots=[sum(pair) for pair in votes])
    assert neighbours(tally).n_units == 121


def with_column(tally: Tally, **columns: Iterable[Any]) -> Tally:
    """Add columns, given in the order in which the units were written down."""
    written = sorted(tally.units["unit"], key=lambda unit: (len(unit), unit))
    added = pl.DataFrame({"unit": written} | {name: list(each) for name, each in columns.items()})
    return replace(tally, units=tally.units.join(added, on="unit", maintain_order="left"))


def test_hospitals_are_compared_with_hospitals() -> None:
    # twelve places that are full and of one mind, three of another kind
    votes = [*straying(), *[[855 + i, 45 - i] for i in range(12)], *[[855, 45]] * 3]
    tally = small_tally(votes, registered=[1000] * 135, ballots=[sum(pair) for pair in votes])
    kinds = ["ordinary"] * 120 + ["hospital"] * 12 + [None] * 3
    told = neighbours(with_column(tally, x_type=kinds))
    assert neighbours(tally).high == 15
    assert (told.high, told.low) == (0, 0)
    assert told.excluded == {"too few units of its kind around it": 3}
    assert told.settings["kinds"] == "x_type"
    assert any("does not tell kinds of units apart" in text for text in neighbours(tally).cautions)
    assert not any("does not tell kinds" in text for text in told.cautions)


def test_the_nearest_are_the_neighbours_where_the_file_has_coordinates() -> None:
    # two towns far apart, one of them eager and of one mind; nobody stands out in either
    eager = [[700 + 2 * (i % 9), 100 + (i % 7)] for i in range(60)]
    votes = [*straying(60), *eager]
    tally = small_tally(votes, registered=[1000] * 120, ballots=[sum(pair) for pair in votes])
    rng = np.random.default_rng(1)
    lat = [*(50 + rng.normal(0, 0.1, 60)), *(60 + rng.normal(0, 0.1, 60))]
    placed = neighbours(with_column(tally, lat=lat, lon=[20.0] * 120))
    assert placed.settings["neighbours"] == "30 nearest"
    assert (placed.high, placed.low) == (0, 0)
    assert not any("names no districts" in text for text in placed.cautions)
    assert neighbours(tally).settings["neighbours"] == "all units"
    assert "names no districts" in neighbours(tally).cautions[-1]
    few = with_column(tally, lat=[*lat[:110], *[None] * 10], lon=[20.0] * 120)
    assert neighbours(few).excluded == {"no coordinates": 10}


def test_with_coordinates_names_change_nothing() -> None:
    tally = country(n_units=300, n_regions=2, n_districts=6, seed=1)
    rng = np.random.default_rng(1)
    lat = rng.integers(40, 42, 300).astype(float)  # many stand in the same few buildings
    placed = with_column(tally, lat=lat, lon=rng.integers(0, 2, 300).astype(float))
    order = rng.permutation(300)
    renamed = replace(
        placed, units=placed.units.with_columns(pl.Series("unit", [f"s{i:03d}" for i in order]))
    )
    assert neighbours(renamed).headline == neighbours(placed).headline


def test_without_registered_voters_votes_stand_for_turnout() -> None:
    votes = [*straying(), *[[855, 45]] * 12]
    result = neighbours(small_tally(votes))
    assert result.settings["compared"] == "votes cast"
    assert result.high == 12
    assert result.unit_scores is not None
    assert result.unit_scores["reason"][0] == (
        "900 votes and share 95.0% are both far above its neighbours' (500 votes, 60.0%)"
    )
    assert any("Without registered voters" in text for text in result.cautions)
    tiny = small_tally([*votes, [20, 20]])
    assert neighbours(tiny).excluded == {"fewer than 50 valid votes": 1}


def test_units_without_neighbours_are_no_election() -> None:
    tally = small_tally(straying(), registered=[1000] * 120, regions=[f"r{i}" for i in range(120)])
    # every region has one unit, so that all units are each other's neighbours
    assert neighbours(tally).settings["neighbours"] == "all units"
    kinds = with_column(tally, kind=[f"kind {i}" for i in range(120)])
    with pytest.raises(NotApplicable) as refused:
        neighbours(kinds)
    assert str(refused.value) == (
        "neighbours needs 100 units with neighbours of their kind; 0 of 120 are left"
    )


def test_planted_units_are_found() -> None:
    honest = country(n_units=3_000, n_regions=6, n_districts=45, turnout=0.55, seed=5)
    planted = extreme_stuffing(honest, Placement(0.02), seed=5)
    before, after = neighbours(honest), neighbours(planted.tally)
    truth = set(planted.truth["unit"])
    assert before.unit_scores is not None
    assert after.unit_scores is not None
    assert before.unit_scores.is_empty()
    listed = set(after.unit_scores["unit"])
    assert len(listed & truth) > 0.3 * len(truth)
    assert len(listed - truth) <= 0.2 * len(listed)
    assert after.headline.low > max(before.headline.high, 11.3)
    assert math.isfinite(after.at_least)


def test_what_is_said_of_it(stuffed: Tally) -> None:
    result = neighbours(stuffed)
    assert METHOD.spoken is not None
    assert result.unit_scores is not None
    assert METHOD.spoken(result) == (
        f"{result.high:,} of {result.n_units:,} units lie far above their neighbours in both at"
        f" once, {result.low:,} far below; {result.unit_scores.height:,} are listed as more than"
        " the usual straying"
    )
