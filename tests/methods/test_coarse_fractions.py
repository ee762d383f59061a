"""Simple fractions: by hand, by plain loops, and with a known number of rewritten protocols."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from tallyscope.benchmark import plain
from tallyscope.errors import NotApplicable
from tallyscope.methods.coarse_fractions import (
    LISTED_Q,
    METHOD,
    MIN_UNITS,
    CoarseFractionsResult,
    coarse_fractions,
)
from tallyscope.result import unit_scores_schema
from tallyscope.simulate.honest import country
from tallyscope.stats.multiplicity import benjamini_hochberg
from tallyscope.tally import Tally
from tests.methods.elections import honest, without_ballots, without_levels
from tests.tallies import small_tally


def crowded(at_half: int = 60) -> Tally:
    """300 units of 1,000 ballots, votes from 451 to 549, and some more at exactly one half."""
    votes = [451 + (7 * i) % 99 for i in range(300)] + [500] * at_half
    return small_tally(
        [[v, 1000 - v] for v in votes],
        registered=[2347] * len(votes),
        ballots=[1000] * len(votes),
    )


def row(result: CoarseFractionsResult, quantity: str, fraction: str) -> dict[str, Any]:
    return result.fractions.filter(quantity=quantity, fraction=fraction).row(0, named=True)


def test_by_hand() -> None:
    # 300 units over 99 counts: 3 or 4 at each, so 58 of 300 within 491..509, 60 more at the half
    result = coarse_fractions(crowded(), choice="A")
    half = row(result, "share", "1/2")
    beside = sum(491 <= 451 + (7 * i) % 99 <= 509 for i in range(300))
    assert half["neighbours"] == beside + 60
    own = sum(451 + (7 * i) % 99 == 500 for i in range(300))
    assert half["observed"] == own + 60
    assert half["expected"] == pytest.approx((beside + 60) / 19, rel=0.15)
    assert result.headline.unit == "units at 1/2 of the votes"
    assert result.headline.value == pytest.approx(half["excess"])
    assert result.p_value == half["q_value"] == pytest.approx(result.fractions["q_value"].min())
    assert half["z"] == pytest.approx(half["excess"] / half["sd"])
    # 1,000 of 2,347 registered is 42.6%: a turnout of 3/7 (42.86%) has neighbours, none at it
    assert row(result, "turnout", "3/7")["observed"] == 0


def test_what_stands_out_is_listed_where_most_of_it_is_too_much() -> None:
    result = coarse_fractions(crowded(), choice="A")
    assert result.unit_scores is not None
    half = row(result, "share", "1/2")
    assert result.unit_scores.height == half["observed"]
    assert result.unit_scores["score"][0] == pytest.approx(half["observed"] / half["expected"])
    assert result.unit_scores["reason"][0] == (
        f"share is 1/2 (50%), where {half['observed']} units stand and {half['expected']:.0f}"
        " would by chance"
    )
    quiet = coarse_fractions(honest()).unit_scores
    assert quiet is not None
    assert quiet.is_empty()
    assert dict(quiet.schema) == unit_scores_schema()


def test_a_unit_at_two_crowded_fractions_is_listed_once_for_the_more_crowded() -> None:
    votes = [451 + (7 * i) % 99 for i in range(300)] + [500] * 60
    registered = [2451 + (7 * i) % 99 for i in range(300)] + [2500] * 60  # 2/5 in the last ones
    tally = small_tally(
        [[v, 1000 - v] for v in votes], registered=registered, ballots=[1000] * len(votes)
    )
    result = coarse_fractions(tally, choice="A")
    scores = result.unit_scores
    assert scores is not None
    assert scores["unit"].is_unique().all()
    ratios = [
        r["observed"] / r["expected"]
        for r in (row(result, "share", "1/2"), row(result, "turnout", "2/5"))
    ]
    both = scores.filter(pl.col("unit") == "u359")
    assert both["score"][0] == pytest.approx(max(ratios))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_fraction_by_loops(seed: int) -> None:
    tally = country(n_units=300, n_regions=2, n_districts=4, seed=seed)
    result = coarse_fractions(tally)
    kept = tally.counts("registered") >= 100
    rates = {
        "share": (tally.votes_for()[kept], tally.counts("ballots")[kept]),
        "turnout": (tally.counts("issued")[kept], tally.counts("registered")[kept]),
    }
    slow = {
        (quantity, f"{a}/{b}"): found
        for quantity, (part, whole) in rates.items()
        for a, b in plain.coarse_fractions.fractions()
        if (found := plain.coarse_fractions.compare(part.tolist(), whole.tolist(), (a, b)))
    }
    assert result.fractions.height == len(slow) > 5
    for fast in result.fractions.iter_rows(named=True):
        told = [fast[name] for name in ("neighbours", "observed", "expected", "sd", "p_value")]
        assert told == pytest.approx(slow[fast["quantity"], fast["fraction"]], rel=1e-6)
    headline = result.headline
    assert plain.coarse_fractions.work(tally) == pytest.approx(
        [headline.value, headline.low, headline.high]
    )


def test_tables_belong_together() -> None:
    result = coarse_fractions(without_levels())
    fractions = result.fractions
    assert fractions["q_value"].to_list() == pytest.approx(
        benjamini_hochberg(fractions["p_value"].to_numpy()).tolist()
    )
    assert result.settings["fractions_looked_at"] == fractions.height
    around = result.around.group_by("quantity", "fraction", maintain_order=True).agg(
        pl.col("units").sum(), pl.col("expected").sum(), pl.len()
    )
    assert around["len"].to_list() == [19] * fractions.height
    assert around["units"].to_list() == fractions["neighbours"].to_list()
    assert around["expected"].to_list() == pytest.approx(fractions["neighbours"].to_list())
    middle = result.around.filter(offset=0)
    assert (middle["units"] >= fractions["observed"]).all()


def test_units_are_left_out_for_one_reason_each() -> None:
    # in turn: nobody came; 99 voters; more votes than ballots; more ballots than voters
    votes = [[0, 0], [20, 20], [300, 0], [150, 150], *[[400 + i, 500 - i] for i in range(110)]]
    ballots = [0, 40, 200, 300, *[900] * 110]
    registered = [500, 99, 500, 200, *[1800] * 110]
    result = coarse_fractions(small_tally(votes, registered=registered, ballots=ballots))
    assert result.excluded == {
        "no ballots": 1,
        "fewer than 100 voters": 1,
        "more votes than ballots": 1,
        "turnout above 100%": 1,
    }
    assert result.n_units == 110


def test_a_hundred_units_are_enough_and_ninety_nine_are_not() -> None:
    tally = crowded(0).where(np.arange(300) < 100)
    assert coarse_fractions(tally, choice="A").n_units == MIN_UNITS == 100
    with pytest.raises(NotApplicable) as caught:
        coarse_fractions(tally.where(np.arange(100) > 0))
    assert str(caught.value) == (
        "coarse_fractions needs 100 units with at least 100 voters; 99 of 99 are left"
    )


def test_without_neighbours_there_is_nothing_to_say() -> None:
    # everybody at 53.1% of the votes and 73.3% of the register: no simple fraction within a point
    tally = small_tally([[531, 469]] * 120, registered=[1364] * 120, ballots=[1000] * 120)
    with pytest.raises(NotApplicable) as caught:
        coarse_fractions(tally)
    assert str(caught.value) == (
        "coarse_fractions needs 10 units within a point of a simple fraction; none of 39 has them"
    )


def test_without_a_register_or_ballots() -> None:
    poor = coarse_fractions(replace(honest(), registered=None))
    assert set(poor.fractions["quantity"]) == {"share"}
    assert poor.settings["turnout_from"] is None
    assert "Only the share could be looked at." in poor.cautions
    by_valid = coarse_fractions(without_ballots())
    assert by_valid.settings["share_of"] == by_valid.settings["turnout_from"] == "valid"


def test_protocols_rewritten_to_one_fraction_stand_out_there_and_nowhere_else() -> None:
    clean = country(n_units=5_000, n_regions=10, n_districts=100, seed=8)
    before = coarse_fractions(clean)
    assert before.p_value is not None
    assert before.p_value > 0.05
    chosen = np.random.default_rng(1).choice(5_000, 60, replace=False)
    votes = clean.votes.copy()
    valid = votes.sum(axis=1)
    wanted = np.rint(0.6 * clean.counts("ballots")).astype(np.int64)[chosen]
    votes[chosen, 0] = np.minimum(wanted, valid[chosen])
    votes[chosen, 1], votes[chosen, 2] = valid[chosen] - votes[chosen, 0], 0
    after = coarse_fractions(replace(clean, votes=votes))
    assert after.headline.unit == "units at 3/5 of the votes"
    # stations below 1,000 ballots meet 60% within 0.05 points in part only: 47 stand there, and
    # those that do not quite are neighbours that raise the expected number
    assert 25 <= after.headline.value <= 60
    standing = after.fractions.filter(pl.col("q_value") <= LISTED_Q)
    assert standing["fraction"].to_list() == ["3/5"]
    assert after.p_value is not None
    assert after.p_value < 1e-6
    assert after.spikes.filter(percent=60.0).height == 1
    assert after.redrawn_excess > before.redrawn_excess
    assert METHOD.statistic is not None
    assert METHOD.statistic.of(after) > 4 > METHOD.statistic.of(before)


def test_other_crowds_than_simple_fractions_are_told() -> None:
    # a fifth of the units near three quarters stands at 75.4%, which is no simple fraction
    rng = np.random.default_rng(3)
    even = rng.integers(680, 824, 2_900).tolist()  # ends are not near a fraction

    def looked_at(votes: list[int]) -> CoarseFractionsResult:
        pairs = [[v, 1000 - v] for v in votes]
        return coarse_fractions(small_tally(pairs, ballots=[1000] * len(votes)))

    rough, smooth = looked_at(even + [754] * 100), looked_at(even)
    assert any("not as smooth as counting makes them" in caution for caution in rough.cautions)
    assert not any("not as smooth" in caution for caution in smooth.cautions)
    assert smooth.misfit < 1.6 < rough.misfit
