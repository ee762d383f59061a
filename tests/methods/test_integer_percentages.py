"""Whole percentages: by hand, by plain loops, and with a known number of rewritten protocols."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from tallyscope.benchmark import plain
from tallyscope.errors import NotApplicable
from tallyscope.methods.integer_percentages import (
    LISTED_REGIONS_P,
    MIN_UNITS,
    IntegerPercentagesResult,
    integer_percentages,
)
from tallyscope.result import unit_scores_schema
from tallyscope.simulate.honest import country
from tallyscope.simulate.rounding import rounding
from tallyscope.simulate.tamper import Placement
from tallyscope.stats.multiplicity import holm
from tallyscope.stats.poisson_binomial import upper_tail
from tallyscope.stats.whole_percent import whole_probability
from tallyscope.tally import Tally
from tests.methods.elections import few_districts, honest, without_ballots, without_levels
from tests.tallies import small_tally


def row(result: IntegerPercentagesResult, **where: str | int) -> dict[str, float]:
    return result.counts.filter(**where).row(0, named=True)


def stations(result: IntegerPercentagesResult, criterion: str) -> dict[str, float]:
    return row(result, criterion=criterion, period=1, weight="stations")


def test_by_hand() -> None:
    # 30 stations of 1,000 voters: 20 with 500 of 1,000 and 250 of 500 (50%, 50%), 5 with 604 and
    # 302 (60.4%, 50%), 5 with 605 and 303 (60.5%, 50.08%): share whole in 25, turnout in 20
    ballots = [500] * 20 + [604] * 5 + [605] * 5
    votes = [250] * 20 + [302] * 5 + [303] * 5
    tally = small_tally(
        [[v, b - v] for v, b in zip(votes, ballots, strict=True)],
        registered=[1000] * 30,
        ballots=ballots,
    )
    result = integer_percentages(tally)
    observed = {name: stations(result, name)["observed"] for name in ("share", "turnout", "either", "both")}  # fmt: skip # noqa: E501
    assert observed == {"share": 25, "turnout": 20, "either": 25, "both": 20}
    leader = row(result, criterion="share", period=1, weight="leader")
    assert leader["observed"] == 20 * 250 + 5 * 302
    registered = row(result, criterion="turnout", period=5, weight="registered")
    assert registered["observed"] == 20 * 1000
    assert row(result, criterion="both", period=1, weight="ballots")["observed"] == 20 * 500
    assert result.criterion == "either"
    expected = stations(result, "either")["expected"]
    assert result.headline.value == pytest.approx(25 - expected)
    assert result.n_units == 30


def counts_by_loop(tally: Tally) -> dict[tuple[str, int, str], tuple[float, float, float]]:
    """Observed, expected and sd by criterion, period and weight, unit by unit."""
    sums: dict[tuple[str, int, str], list[float]] = {}
    columns = (tally.votes_for(), tally.counts("ballots"), tally.counts("issued"), tally.registered)
    for v, b, g, n in zip(*(np.asarray(column).tolist() for column in columns), strict=True):
        if b == 0 or n < 100 or v > 0.99 * b or g > 0.99 * n:
            continue
        for period in (1, 5):
            hits = [whole(v, b, period), whole(g, n, period)]
            chances = [chance(v, b, period), chance(g, n, period)]
            for criterion, hit, q in (
                ("share", hits[0], chances[0]),
                ("turnout", hits[1], chances[1]),
                ("either", max(hits), 1 - (1 - chances[0]) * (1 - chances[1])),
                ("both", min(hits), chances[0] * chances[1]),
            ):
                for weight, w in (
                    ("stations", 1),
                    ("registered", n),
                    ("ballots", b),
                    ("leader", v),
                ):
                    total = sums.setdefault((criterion, period, weight), [0.0, 0.0, 0.0])
                    total[0] += w * hit
                    total[1] += w * q
                    total[2] += w * w * q * (1 - q)
    return {key: (o, e, math.sqrt(variance)) for key, (o, e, variance) in sums.items()}


def whole(part: int, total: int, period: int) -> bool:
    return any(20 * abs(100 * part - k * total) <= total for k in range(0, 101, period))


def chance(part: int, total: int, period: int) -> float:
    if period == 1:
        return plain.integer_percentages.whole_probability(part, total)
    return float(whole_probability(np.array([part]), np.array([total]), period=5)[0])


@pytest.mark.parametrize("seed", [1, 2])
def test_every_count_by_loop(seed: int) -> None:
    tally = country(n_units=120, n_regions=2, n_districts=4, seed=seed)
    result = integer_percentages(tally)
    expected = counts_by_loop(tally)
    assert result.counts.height == len(expected) == 4 * 2 * 4
    for found in result.counts.iter_rows(named=True):
        key = (found["criterion"], found["period"], found["weight"])
        assert (found["observed"], found["expected"], found["sd"]) == pytest.approx(
            expected[key], rel=1e-9
        )
        assert found["excess"] == pytest.approx(found["observed"] - found["expected"])
        assert found["z"] == pytest.approx(found["excess"] / found["sd"])


def test_headline_and_p_value_are_those_of_the_counts() -> None:
    tally = without_levels()
    result = integer_percentages(tally)
    found = stations(result, "either")
    assert result.headline.value == found["excess"]
    half_width = (result.headline.high - result.headline.low) / 2
    assert half_width == pytest.approx(1.959963984540054 * found["sd"])
    used = (tally.counts("registered") >= 100) & (
        tally.counts("issued") <= 0.99 * tally.counts("registered")
    )
    share = whole_probability(tally.votes_for()[used], tally.counts("ballots")[used])
    turnout = whole_probability(tally.counts("issued")[used], tally.counts("registered")[used])
    chances = share + turnout - share * turnout
    assert result.p_value == upper_tail(chances, int(found["observed"]))
    assert result.regions.row(0, named=True) == {
        "region": "all units",
        "n_units": result.n_units,
        **{name: found[name] for name in ("observed", "expected", "sd", "excess", "z")},
        "p_value": result.p_value,
        "p_adjusted": result.p_value,
    }


def test_units_are_left_out_for_one_reason_each() -> None:
    # in turn: nobody came; 99 voters; 100 of 100 for A; 991 of 1,000 came; and 30 sound ones,
    # of which one stands exactly at 99% in both
    votes = [[0, 0], [20, 20], [100, 0], [500, 491], [792, 8], *[[300 + i, 200] for i in range(29)]]
    ballots = [sum(pair) for pair in votes]
    ballots[4] = 800
    registered = [500, 99, 200, 1000, 808 + 1, *[1000] * 29]
    result = integer_percentages(small_tally(votes, registered=registered, ballots=ballots))
    assert result.excluded == {
        "no ballots": 1,
        "fewer than 100 voters": 1,
        "share above 99%": 1,
        "turnout above 99%": 1,
    }
    assert result.n_units == 30


def test_thirty_units_are_enough_and_twenty_nine_are_not() -> None:
    tally = small_tally([[60, 40]] * 30, registered=[200] * 30, ballots=[100] * 30)
    assert integer_percentages(tally).n_units == MIN_UNITS == 30
    with pytest.raises(NotApplicable) as caught:
        integer_percentages(tally.where(np.arange(30) > 0))
    assert str(caught.value) == (
        "integer_percentages needs 30 units with at least 100 voters and rates up to 99%;"
        " 29 of 29 are left"
    )


def test_where_turnout_is_taken_from() -> None:
    tally = honest()
    assert integer_percentages(tally).settings["turnout_from"] == "issued"
    by_ballots = integer_percentages(tally, turnout_from="ballots")
    assert by_ballots.settings["turnout_from"] == "ballots"
    as_if_not_issued = integer_percentages(replace(tally, issued=None))
    assert as_if_not_issued.settings["turnout_from"] == "ballots"
    assert as_if_not_issued.counts.equals(by_ballots.counts)
    nothing_but_votes = integer_percentages(without_ballots())
    assert nothing_but_votes.settings["turnout_from"] == "valid"
    assert nothing_but_votes.settings["share_of"] == "valid"
    with pytest.raises(NotApplicable, match="no column for issued"):
        integer_percentages(without_ballots(), turnout_from="issued")


def test_without_a_register_only_the_share_is_looked_at() -> None:
    tally = replace(few_districts(), registered=None)
    result = integer_percentages(tally)
    with_register = integer_percentages(few_districts(), min_registered=0)
    assert result.criterion == "share"
    assert set(result.counts["criterion"]) == {"share"}
    assert set(result.counts["weight"]) == {"stations", "ballots", "leader"}
    assert set(result.saw["quantity"]) == {"share"}
    assert result.unit_scores is None
    assert result.settings["turnout_from"] is None
    assert (
        "No registered voters are known, so only the share could be looked at." in result.cautions
    )
    ballots = tally.counts("ballots")
    small = int((ballots < 100).sum())
    assert result.excluded["fewer than 100 voters"] == small > 0
    assert with_register.n_units >= result.n_units + small


def test_smaller_units_on_request() -> None:
    tally = honest()
    some, all_units = (integer_percentages(tally, min_registered=m) for m in (1000, 0))
    assert some.settings["min_registered"] == 1000
    assert some.n_units == int((tally.counts("registered") >= 1000).sum())
    assert all_units.n_units == len(tally)
    assert "fewer than 1000 voters" in some.excluded


def test_regions_sum_to_the_whole() -> None:
    tally = honest()
    result = integer_percentages(tally)
    national, regions = stations(result, "either"), result.regions
    assert regions["region"].to_list() == sorted(set(tally.units["region"]))
    assert regions["n_units"].sum() == result.n_units
    for name in ("observed", "expected", "excess"):
        assert regions[name].sum() == pytest.approx(national[name])
    assert (regions["sd"] ** 2).sum() == pytest.approx(national["sd"] ** 2)
    assert regions["p_adjusted"].to_list() == holm(regions["p_value"].to_numpy()).tolist()


def test_saw_has_every_unit_once_per_quantity() -> None:
    result = integer_percentages(honest())
    assert result.saw.height == 2 * 1001
    sums = result.saw.group_by("quantity").agg(pl.col("units").sum())
    assert dict(sums.iter_rows()) == {"turnout": result.n_units, "share": result.n_units}
    share = result.saw.filter(quantity="share")
    assert share["percent"].to_list()[:3] == [0.0, 0.1, 0.2]
    # nothing is drawn between the windows that the test counts as whole
    at_whole = share.filter(pl.col("percent") % 1 == 0)["units"].sum()
    assert at_whole == stations(result, "share")["observed"]


@pytest.mark.parametrize("of", ["share", "turnout", "both"])
def test_rewritten_protocols_are_counted(of: str) -> None:
    clean = country(n_units=5_000, n_regions=10, n_districts=100, seed=8)
    tampered = rounding(clean, Placement(0.03), of=of, seed=8)  # type: ignore[arg-type]
    before, after = integer_percentages(clean), integer_percentages(tampered.tally)
    planted = tampered.truth.height
    assert planted == 150
    # about a fifth of those rewritten were whole before; some lie above 99% and are not looked at
    found = after.headline.value - before.headline.value
    assert found == pytest.approx(0.8 * planted, abs=0.15 * planted)
    assert before.p_value is not None
    assert before.p_value > 0.01
    assert after.p_value is not None
    assert after.p_value < 0.01


def test_only_what_was_rewritten_stands_out() -> None:
    clean = country(n_units=5_000, n_regions=10, n_districts=100, seed=8)
    shares = integer_percentages(rounding(clean, Placement(0.05), of="share", seed=1).tally)
    assert stations(shares, "share")["z"] > 5
    assert abs(stations(shares, "turnout")["z"]) < 3


def test_places_to_look_first_lie_in_regions_that_stand_out() -> None:
    clean = country(n_units=5_000, n_regions=10, n_districts=100, seed=8)
    region = sorted(set(clean.units["region"]))[2]
    tampered = rounding(clean, Placement(0.2, regions=(region,)), of="both", seed=8)
    result = integer_percentages(tampered.tally)
    conspicuous = result.regions.filter(pl.col("p_adjusted") <= LISTED_REGIONS_P)["region"]
    assert conspicuous.to_list() == [region]
    assert result.unit_scores is not None
    listed = result.unit_scores.join(tampered.tally.units, on="unit")
    assert set(listed["region"]) == {region}
    rewritten = tampered.truth["unit"].to_list()
    assert listed["unit"].is_in(rewritten).sum() > 0.9 * listed.height
    assert len(set(rewritten) - set(listed["unit"])) < 0.1 * len(rewritten)
    by_unit = dict(zip(tampered.tally.units["unit"], range(len(tampered.tally)), strict=True))
    for unit in listed["unit"]:
        i = by_unit[unit]
        tally = tampered.tally
        assert whole(int(tally.votes_for()[i]), int(tally.counts("ballots")[i]), 1)
        assert whole(int(tally.counts("issued")[i]), int(tally.counts("registered")[i]), 1)


def test_what_a_listed_unit_is_told() -> None:
    # 60 stations at 60% and 50%, which is more than chance; each is a one-in-a-hundred meeting
    tally = small_tally([[300, 300]] * 60, registered=[1000] * 60, ballots=[600] * 60)
    scores = integer_percentages(tally).unit_scores
    assert scores is not None
    assert scores.height == 60
    q = plain.integer_percentages.whole_probability(
        300, 600
    ) * plain.integer_percentages.whole_probability(600, 1000)
    assert scores["score"][0] == pytest.approx(-math.log10(q))
    assert scores["reason"][0] == (
        "turnout 60.00% and share 50.00% are both whole percentages (by chance in"
        f" {100 * q:.1f} of 100 such units)"
    )


def test_nothing_is_listed_where_nothing_stands_out() -> None:
    scores = integer_percentages(honest()).unit_scores
    assert scores is not None
    assert scores.is_empty()
    assert dict(scores.schema) == unit_scores_schema()


def test_both_at_once_are_told_beside_what_chance_leaves() -> None:
    result = integer_percentages(honest())
    both = stations(result, "both")
    assert result.cautions[1].startswith(
        f"{both['observed']:,.0f} units are whole in turnout and share at once;"
        f" {both['expected']:,.0f} would be by chance."
    )
