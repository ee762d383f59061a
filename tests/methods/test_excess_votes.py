"""Votes beyond proportionality: the curve by plain loops, and votes that were planted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from tallyscope.benchmark import plain
from tallyscope.errors import DataError, NotApplicable
from tallyscope.methods.excess_votes import ExcessVotesResult, excess_votes
from tallyscope.simulate.honest import Spread, country
from tallyscope.simulate.stuffing import incremental_stuffing
from tallyscope.simulate.tamper import Placement
from tallyscope.tally import Contest, Tally
from tests.methods.elections import few_districts, honest, without_ballots, without_levels
from tests.tallies import small_tally


def alike(seed: int) -> Tally:
    """Return a country whose places differ in turnout and not in taste."""
    return country(
        n_units=3_000,
        n_regions=6,
        n_districts=60,
        regions=Spread(0.15, 0),
        districts=Spread(0.17, 0),
        stations=Spread(0.27, 0),
        seed=seed,
    )


def at_centre(result: ExcessVotesResult) -> dict[str, float]:
    return result.curve.filter(x0=result.central).row(0, named=True)


@pytest.mark.parametrize("tally", [honest(), few_districts()], ids=["honest", "few districts"])
def test_national_curve_by_loop(tally: Tally) -> None:
    used = tally.counts("registered") >= 100
    leader, came, registered = (
        part[used].tolist()
        for part in (tally.votes_for(), tally.counts("ballots"), tally.counts("registered"))
    )
    others = [c - v for c, v in zip(came, leader, strict=True)]
    cells = [min(100 * c // r, 99) for c, r in zip(came, registered, strict=True)]
    expected = plain.excess_votes.excess_curve(leader, others, cells)
    curve = excess_votes(tally).curve
    assert curve["x0"].to_list() == list(range(100))
    near = [sum(m for m, x in zip(others, cells, strict=True) if abs(x - x0) <= 1) for x0 in range(100)]  # fmt: skip # noqa: E501
    for x0, value in enumerate(curve["pooled"]):
        if near[x0] < 0.005 * sum(others):
            assert value is None
        else:
            assert value == pytest.approx(expected[x0])


def test_two_lines_meet_around_the_clean_turnout() -> None:
    result = excess_votes(honest())
    lines = result.two_lines
    assert lines["turnout"].to_list() == list(range(100))
    around = lines.filter((pl.col("turnout") - result.central).abs() <= 1)
    assert around["leader"].sum() == pytest.approx(around["scaled_others"].sum())
    assert (lines["leader"] - lines["scaled_others"]).sum() == pytest.approx(result.headline.value)
    tally = honest()
    used = tally.counts("registered") >= 100
    assert lines["leader"].sum() == tally.votes_for()[used].sum()
    assert lines["others"].sum() == (tally.counts("ballots") - tally.votes_for())[used].sum()


def test_headline_spans_the_plausible_range() -> None:
    result = excess_votes(few_districts())
    inside = result.curve.filter("plausible")
    first, last = result.plausible
    assert inside["x0"].to_list() == list(range(int(first), int(last) + 1))
    ends = inside.drop("x0", "plausible")
    assert result.headline.low == ends.min_horizontal().min()
    assert result.headline.high == ends.max_horizontal().max()
    assert result.headline.value == at_centre(result)["pooled"]
    assert first <= result.central <= last
    votes = float(result.two_lines["leader"].sum())
    headline = (result.headline.low, result.headline.value, result.headline.high)
    assert result.relative == pytest.approx([end / votes for end in headline])


def test_by_hand() -> None:
    # 60 stations of 1,000: 500 came, 300 for A; 40 stations: 800 came, 600 for A. Half of the
    # others' votes lie at 50%, so that no other turnout is plausible, and there k = 3/2. A has
    # 60*300 + 40*600 = 42,000 for 60*200 + 40*200 = 20,000 others: 30,000 are explained and 12,000
    # are not, exactly what 300 added ballots in 40 stations make
    tally = small_tally(
        [[300, 200]] * 60 + [[600, 200]] * 40,
        registered=[1000] * 100,
        ballots=[500] * 60 + [800] * 40,
    )
    result = excess_votes(tally)
    assert result.plausible == (50.0, 50.0)
    assert result.headline.value == 12_000
    assert result.curve.filter(x0=80.0)["pooled"][0] == 42_000 - 3 * 20_000
    assert result.regions.row(0, named=True)["region"] == "all units"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_planted_votes_are_in_excess(seed: int) -> None:
    clean = alike(seed)
    stuffed = incremental_stuffing(clean, Placement(0.2), dose=0.5, seed=seed)
    before, after = excess_votes(clean), excess_votes(stuffed.tally)
    assert after.headline.low < stuffed.votes_added < after.headline.high
    moved = after.headline.value - before.headline.value
    assert moved == pytest.approx(stuffed.votes_added, rel=0.15)
    assert after.relative[0] > 0.02


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nothing_planted_nothing_in_excess(seed: int) -> None:
    result = excess_votes(alike(seed))
    assert result.headline.low < 0 < result.headline.high
    assert abs(result.relative[1]) < 0.02


def test_planted_votes_move_an_honestly_uneven_country_too() -> None:
    # places differ in taste here, so that only the difference to the honest twin is sharp
    clean = country(n_units=5_000, n_regions=10, n_districts=100, seed=4)
    stuffed = incremental_stuffing(clean, Placement(0.2), dose=0.5, seed=4)
    before, after = excess_votes(clean).curve, excess_votes(stuffed.tally).curve
    x0 = excess_votes(clean).central - 8  # below most of the stations that ballots were added to
    moved = after.filter(x0=x0)["pooled"][0] - before.filter(x0=x0)["pooled"][0]
    assert moved == pytest.approx(stuffed.votes_added, rel=0.3)


def test_regions_are_compared_with_themselves() -> None:
    # eager regions prefer the leader, and nothing else differs: the national curve is misled
    eager = country(
        n_units=3_000,
        n_regions=6,
        n_districts=60,
        regions=Spread(0.5, 0.8, 0.95),
        districts=Spread(0.1, 0),
        stations=Spread(0.2, 0),
        seed=1,
    )
    found = at_centre(excess_votes(eager))
    leader = eager.votes_for().sum()
    assert abs(found["pooled"]) > 0.1 * leader
    assert abs(found["stratified"]) < 0.03 * leader


def test_regions_table() -> None:
    tally = honest()
    result = excess_votes(tally)
    table = result.regions
    assert table["region"].to_list() == sorted(set(tally.units["region"]))
    assert table["n_units"].sum() == result.n_units
    assert table["applies"].all()
    assert (table["reason"] == "").all()
    assert table["excess"].sum() == pytest.approx(at_centre(result)["stratified"])
    assert (table["low"] <= table["high"]).all()
    for row in table.iter_rows(named=True):
        used = (tally.units["region"] == row["region"]).to_numpy() & (
            tally.counts("registered") >= 100
        )
        leader, others = (
            tally.votes_for()[used],
            (tally.counts("ballots") - tally.votes_for())[used],
        )
        assert row["excess"] == pytest.approx(leader.sum() - row["k_pooled"] * others.sum())
        cells = 100 * tally.counts("ballots")[used] // tally.counts("registered")[used]
        near = np.abs(cells - row["x0"]) <= 1
        assert row["k"] == pytest.approx(leader[near].sum() / others[near].sum())


def with_odd_regions() -> Tally:
    """One region too small, one full, one where nobody but the leader has votes, one sound."""
    regions = ["big"] * 200 + ["small"] * 29 + ["full"] * 40 + ["alone"] * 40
    votes = [[300 + i % 50, 200 + i % 30] for i in range(229)]
    votes += [[900, 70]] * 40 + [[500 + i, 0] for i in range(40)]
    return small_tally(
        votes,
        registered=[1000] * len(votes),
        ballots=[sum(pair) for pair in votes],
        regions=regions,
    )


def test_regions_it_does_not_apply_to_are_named_with_the_reason() -> None:
    result = excess_votes(with_odd_regions())
    reasons = dict(result.regions.select("region", "reason").iter_rows())
    assert reasons == {
        "big": "",
        "small": "fewer than 30 units",
        "full": "half of the other votes come from units above 90% turnout",
        "alone": "too few votes around its assumed clean turnout",
    }
    silent = result.regions.filter(~pl.col("applies"))
    assert silent["region"].to_list() == ["alone", "full", "small"]
    assert silent.select(pl.col("excess", "low", "high").is_null().all()).row(0) == (True,) * 3
    assert result.cautions[-1] == (
        "The regional curve says nothing about 3 of 4 regions, which count as zero in it:"
        " alone, full, small."
    )


def test_long_lists_of_silent_regions_are_cut() -> None:
    tally = country(n_units=300, n_regions=20, n_districts=20, seed=1)
    told = excess_votes(tally).cautions[-1]
    assert told.startswith("The regional curve says nothing about ")
    assert told.endswith(" ….")
    assert told.count("Region") == 12


def test_without_places_the_regional_ratio_is_the_national_one() -> None:
    result = excess_votes(without_levels())
    assert result.regions.height == 1
    assert "The file names no regions" in result.cautions[-1]
    assert not any("names no regions" in text for text in excess_votes(honest()).cautions)


@pytest.mark.parametrize(
    ("tally", "resampled"),
    [(honest(), "district"), (few_districts(), "units"), (without_levels(), "units")],
    ids=["40 districts", "6 districts", "none"],
)
def test_what_is_resampled(tally: Tally, resampled: str) -> None:
    assert excess_votes(tally).settings["resampled"] == resampled


def test_regions_are_not_resampled_whole() -> None:
    tally = country(n_units=900, n_regions=40, n_districts=40, seed=1)
    one_level = replace(tally, contest=Contest(levels=("region",)))
    assert excess_votes(one_level).settings["resampled"] == "units"


def test_without_ballots_valid_votes_are_who_came() -> None:
    result = excess_votes(without_ballots())
    assert result.settings["turnout_from"] == "valid"
    assert (
        result.two_lines["others"].sum() < excess_votes(few_districts()).two_lines["others"].sum()
    )


def test_units_are_left_out_for_one_reason_each() -> None:
    sound = [[300 + i, 200] for i in range(100)]
    tally = small_tally(
        [[0, 0], [10, 10], [150, 150], [95, 0], *sound],
        registered=[300, 50, 250, 200, *[900] * 100],
        ballots=[0, 20, 300, 90, *[500 + i for i in range(100)]],
    )
    result = excess_votes(tally)
    assert result.excluded == {
        "no ballots": 1,
        "fewer than 100 registered voters": 1,
        "turnout above 100%": 1,
        "votes above ballots": 1,
    }
    assert result.n_units == 100


@pytest.mark.parametrize("votes", [[100, 0], [0, 100]])
def test_one_sided_results_have_no_ratio(votes: list[int]) -> None:
    tally = small_tally([votes] * 100, registered=[200] * 100, ballots=[100] * 100)
    with pytest.raises(NotApplicable) as caught:
        excess_votes(tally, choice="A")
    assert str(caught.value) == "excess_votes needs votes for the choice and for other options"


def test_few_draws_make_no_interval() -> None:
    with pytest.raises(DataError) as caught:
        excess_votes(honest(), draws=19)
    assert str(caught.value) == "draws is 19; expected 20 or more."
    assert excess_votes(honest(), draws=20).settings["draws"] == 20


def test_it_is_no_test() -> None:
    result = excess_votes(honest())
    assert result.p_value is None
    assert result.unit_scores is None
    assert "It holds only if ballots were added for one option" in result.headline.how


def test_intervals_of_more_draws_agree() -> None:
    few, many = (excess_votes(alike(1), draws=draws).curve for draws in (200, 1_000))
    width = (many["pooled_high"] - many["pooled_low"]).drop_nulls()
    gap = (many["pooled_high"] - few["pooled_high"]).abs().drop_nulls()
    assert np.median(gap / width) < 0.1
