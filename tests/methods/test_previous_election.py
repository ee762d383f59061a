"""Units beside an earlier vote: by plain loops, by hand, and planted ones."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from tallyscope.benchmark import plain
from tallyscope.benchmark.inputs import earlier
from tallyscope.errors import NotApplicable
from tallyscope.methods.previous_election import CELL, METHOD, previous_election
from tallyscope.simulate.honest import country
from tallyscope.simulate.stuffing import extreme_stuffing
from tallyscope.simulate.tamper import Placement, Tampered
from tallyscope.tally import Tally
from tests.tallies import small_tally


@pytest.fixture(scope="module")
def stuffed() -> Tampered:
    honest = country(n_units=900, n_regions=6, n_districts=30, turnout=0.5, seed=5)
    return extreme_stuffing(honest, Placement(0.04), seed=5)


@pytest.fixture(scope="module")
def before(stuffed: Tampered) -> Tally:
    return earlier(stuffed.honest, 1)


def test_numbers_by_loop(stuffed: Tampered, before: Tally) -> None:
    result = previous_election(stuffed.tally, previous=before)
    directions = plain.previous_election.directions(stuffed.tally, before)
    assert result.high == sum(d >= 2 for d in directions)
    assert result.low == sum(d <= -2 for d in directions)
    assert result.n_units == len(directions)
    value = 1e4 * (result.high - result.low) / len(directions)
    assert result.headline.value == pytest.approx(value)


def test_planted_units_are_listed_and_few_others(stuffed: Tampered, before: Tally) -> None:
    honest = previous_election(stuffed.honest, previous=before)
    result = previous_election(stuffed.tally, previous=before)
    assert honest.unit_scores is not None
    assert result.unit_scores is not None
    assert honest.unit_scores.height <= 2
    assert honest.upwards == 0
    assert result.upwards > 20
    planted, listed = set(stuffed.truth["unit"]), set(result.unit_scores["unit"])
    assert len(planted & listed) > 0.9 * len(planted)
    assert len(listed - planted) <= 0.15 * len(listed)
    assert honest.headline.low <= 0 <= honest.headline.high
    assert result.headline.low > 100


def test_tampered_alike_both_times_is_no_surprise(stuffed: Tampered) -> None:
    before = earlier(stuffed.tally, 1)
    result = previous_election(stuffed.tally, previous=before)
    assert result.headline.low <= 0 <= result.headline.high
    assert result.high <= 3


def test_what_was_tampered_with_then_surprises_downwards(stuffed: Tampered) -> None:
    before = earlier(stuffed.tally, 1)
    result = previous_election(stuffed.honest, previous=before)
    assert result.low > 5 > result.high
    assert result.headline.high < 0


def test_what_a_listed_unit_is_told() -> None:
    # 59 stations that do again what they did, one that goes from 50% and 60% to 90% and 80%
    rng = np.random.default_rng(1)
    came = rng.integers(400, 600, 60)
    share = rng.uniform(0.4, 0.7, 60)
    came[7], share[7] = 500, 0.6
    votes = np.stack([np.rint(came * share), came - np.rint(came * share)], axis=1).astype(int)
    now = votes + rng.integers(-9, 10, votes.shape)
    now[7] = [720, 180]
    tallies = [
        small_tally(each.tolist(), registered=[1000] * 60, ballots=each.sum(axis=1).tolist())
        for each in (now, votes)
    ]
    result = previous_election(tallies[0], previous=tallies[1])
    assert result.unit_scores is not None
    assert result.unit_scores["unit"].to_list() == ["u07"]
    assert result.unit_scores["reason"][0].startswith(
        "turnout 90.0% and share 80.0% where its earlier results predict 49.9% and 60.1%"
    )
    assert (result.high, result.low) == (1, 0)
    assert result.surprises["units"].sum() == 60
    far = result.surprises.filter(pl.col("came") > 20)
    assert far.height == 1
    assert far["came"][0] % CELL == 0


def test_a_choice_that_did_not_stand_before_is_predicted_from_the_others(
    stuffed: Tampered, before: Tally
) -> None:
    renamed = replace(before, choices=("red", "green", "blue"))
    result = previous_election(stuffed.tally, previous=renamed)
    assert result.settings["earlier_options"] == ["red", "green", "blue"]
    assert result.headline == previous_election(stuffed.tally, previous=before).headline


def test_small_options_of_the_earlier_vote_do_not_predict(before: Tally) -> None:
    votes = before.votes.copy()
    votes[:, 2] //= 100
    result = previous_election(before, previous=replace(before, votes=votes, valid=None))
    assert result.settings["earlier_options"] == ["leader", "second"]


def test_units_are_left_out_for_one_reason_each(stuffed: Tampered, before: Tally) -> None:
    registered = before.counts("registered")
    kept = registered >= 200
    now, then = stuffed.honest.where(kept), before.where(kept)
    n = len(now)
    at = np.arange(n)
    valid, earlier_valid = now.counts("valid").copy(), then.counts("valid").copy()
    votes, earlier_votes = now.votes.copy(), then.votes.copy()
    votes[at == 0], valid[at == 0] = 0, 0
    valid[at == 1] = 1
    earlier_votes[at == 2], earlier_valid[at == 2] = 0, 0
    lists = then.counts("registered").copy()
    lists[at == 3] = earlier_valid[at == 3] - 1
    then = replace(then, votes=earlier_votes, valid=earlier_valid, registered=lists)
    now = replace(now, votes=votes, valid=valid)
    result = previous_election(now, previous=then.where(at != 4))
    assert result.excluded == {
        "no valid votes": 1,
        "votes above valid votes": 1,
        "no valid votes in the earlier file": 1,
        "turnout above 100% in the earlier file": 1,
        "no such name in the other file": 1,
    }
    assert result.n_units == n - 5
    assert result.matching.filter(file="this", what="the same place")["units"][0] == n - 1


def test_without_registered_voters_votes_stand_for_turnout(
    stuffed: Tampered, before: Tally
) -> None:
    bare = [replace(each, registered=None) for each in (stuffed.tally, before)]
    result = previous_election(bare[0], previous=bare[1])
    assert result.settings["measures"] == "votes cast"
    planted = set(stuffed.truth["unit"])
    assert result.unit_scores is not None
    assert len(planted & set(result.unit_scores["unit"])) > 0.9 * len(planted)
    assert result.unit_scores["reason"][0].startswith("votes at ")
    one_side = previous_election(stuffed.tally, previous=bare[1])
    assert one_side.settings["measures"] == "votes cast"


def test_places_are_compared_where_units_have_no_pair() -> None:
    honest = country(n_units=2_000, n_regions=4, n_districts=80, seed=2)
    before = earlier(honest, 1)
    names = pl.Series("unit", [f"elsewhere {i}" for i in range(2_000)])
    renumbered = replace(before, units=before.units.with_columns(names))
    result = previous_election(honest, previous=renumbered)
    assert result.compared == "district"
    assert result.unit_scores is None
    assert result.n_units == 2_000
    assert result.regions["n_units"].sum() == 80
    assert "places of the level district are compared" in result.cautions[-1]


def test_files_of_different_countries_are_refused_with_numbers(before: Tally) -> None:
    elsewhere = small_tally([[60, 40]] * 50, registered=[200] * 50)
    with pytest.raises(NotApplicable) as refused:
        previous_election(elsewhere, previous=before)
    assert str(refused.value) == (
        "previous_election needs 30 units that both files have and that can be used; 0 of 50 are"
        " left"
    )


def test_how_much_is_explained(stuffed: Tampered, before: Tally) -> None:
    turnout, share = previous_election(stuffed.honest, previous=before).predicted
    assert turnout > 0.8
    assert share > 0.9
    # an earlier vote that has nothing to do with this one
    rng = np.random.default_rng(1)
    came = rng.binomial(before.counts("registered"), rng.uniform(0.3, 0.7, len(before)))
    shares = rng.dirichlet([4, 3, 2], len(before))
    unrelated = replace(before, votes=rng.multinomial(came, shares), valid=came)
    assert max(previous_election(stuffed.honest, previous=unrelated).predicted) < 0.4


def test_what_is_said_of_it(stuffed: Tampered, before: Tally) -> None:
    assert METHOD.spoken is not None
    result = previous_election(stuffed.tally, previous=before)
    assert result.unit_scores is not None
    assert METHOD.spoken(result) == (
        f"of the units that both files have, {result.high} surprise upwards in turnout and share,"
        f" {result.low} downwards in both; {result.unit_scores.height} units are listed,"
        f" {result.upwards} for going upwards where few go downwards as far"
    )
    places = METHOD.spoken(replace(result, compared="district", unit_scores=None))
    assert places.startswith("of the places (district) that both files have, ")
    assert "; 0 units are listed" in places


def test_plain_work_is_that_of_the_method(stuffed: Tampered) -> None:
    work = plain.previous_election.work(stuffed.tally)
    result = previous_election(
        stuffed.tally, previous=earlier(stuffed.tally, plain.previous_election.SEED)
    )
    assert work == pytest.approx([result.headline.value, result.high, result.low])
