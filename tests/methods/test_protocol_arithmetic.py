"""Errors of protocols: counted by hand, their direction by plain loops, and planted ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from tallyscope.benchmark.plain.protocol_arithmetic import work
from tallyscope.errors import NotApplicable
from tallyscope.methods.protocol_arithmetic import (
    ANY,
    METHOD,
    TOTALS,
    ProtocolArithmeticResult,
    protocol_arithmetic,
)
from tallyscope.simulate.honest import country
from tallyscope.tally import Counts, Tally
from tests.methods.elections import few_districts, honest, summed, without_levels
from tests.tallies import small_tally


def row(result: ProtocolArithmeticResult, identity: str, sign: str = "either") -> dict[str, Any]:
    return result.identities.filter(identity=identity, sign=sign).row(0, named=True)


def with_slips(tally: Tally, part: float, seed: int) -> Tally:
    """Add or take away a few votes of any option, in proportion, and leave the sums as they are."""
    rng = np.random.default_rng(seed)
    wrong = rng.random(len(tally)) < part
    votes = tally.votes.copy()
    amount = rng.integers(1, 4, len(tally)) * np.where(rng.random(len(tally)) < 0.5, 1, -1)
    for i in np.flatnonzero(wrong):
        option = rng.choice(len(tally.choices), p=votes[i] / votes[i].sum())
        votes[i, option] = max(votes[i, option] + amount[i], 0)
    return replace(tally, votes=votes)


def written_up(tally: Tally, part: float, seed: int, *, by: float = 0.1) -> tuple[Tally, Counts]:
    """Add votes to the leader in part of the units and leave valid and ballots as they are."""
    rng = np.random.default_rng(seed)
    wrong = rng.random(len(tally)) < part
    added = np.where(wrong, np.rint(by * tally.counts("valid")), 0).astype(np.int64)
    votes = tally.votes.copy()
    votes[:, 0] += added
    return replace(tally, votes=votes), added


def test_no_error_no_test() -> None:
    result = protocol_arithmetic(honest())
    assert (result.p_value, result.null) == (None, "")
    assert (result.headline.low, result.headline.value, result.headline.high) == (0, 0, 0)
    assert "no unit contradicts itself" in result.headline.how
    assert row(result, ANY)["found"] == 0
    assert row(result, "ballots and issued", "fewer")["found"] != 0  # ballots carried away
    assert row(result, "ballots and issued", "fewer")["p_value"] is None
    assert result.unit_scores is not None
    assert result.unit_scores.is_empty()


def test_said_in_words() -> None:
    assert METHOD.spoken is not None
    assert METHOD.spoken(protocol_arithmetic(honest())) == "0 of 600 units contradict themselves"
    told = METHOD.spoken(protocol_arithmetic(with_slips(honest(), 0.4, 1)))
    assert " of 600 units contradict themselves; leader has " in told
    assert told.endswith(" more there than like units give it")
    sums = METHOD.spoken(protocol_arithmetic(honest(), totals=summed(honest())))
    assert sums.endswith("; 0 of 4 published totals are no sums of units")


def test_counts_by_hand() -> None:
    # 40 units of 100 voters, 60 ballots given out, 60 found, 58 valid, 2 invalid, A 30, B 28; then
    # one with 63 in the boxes, one with 5 invalid, one with 20 for B, one with 101 ballots
    tally = small_tally(
        [[30, 28]] * 37 + [[31, 27], [30, 20], [50, 49]],
        registered=[100] * 40,
        issued=[60] * 39 + [101],
        ballots=[60] * 36 + [63, 60, 60, 101],
        invalid=[2] * 37 + [5, 2, 2],
    )
    tally = replace(tally, valid=np.array([58] * 39 + [99]), derived=())
    result = protocol_arithmetic(tally)
    assert row(result, "ballots and issued", "more")["found"] == 1
    assert row(result, "ballots and issued", "more")["ballots"] == 3
    assert row(result, "valid and invalid", "more")["found"] == 1  # 58 + 5 of 60
    assert row(result, "valid and invalid", "fewer")["found"] == 1  # 58 + 2 of 63
    assert row(result, "options and valid", "fewer")["ballots"] == 8  # 50 of 58
    assert row(result, "ballots and list", "more")["found"] == 1
    assert row(result, ANY)["found"] == 3  # the long list is none
    assert row(result, ANY)["ballots"] == 3 + 3 + 8  # the larger one where a unit has two
    assert result.unit_scores is not None
    assert result.unit_scores.rows() == [
        ("u38", 16.0, "8 fewer votes of all options than valid ones")
    ]


def test_direction_by_hand() -> None:
    # one stratum of 30 units: 29 sound ones with 50%, one with 60 of 100 and 5 invalid too many:
    # 10 votes more than like units; one block, so that the interval is 60 - 100 to 60
    tally = small_tally(
        [[50, 50]] * 29 + [[60, 40]],
        registered=[200] * 30,
        ballots=[100] * 29 + [105],
        invalid=[0] * 30,
    )
    result = protocol_arithmetic(replace(tally, derived=()))
    assert result.headline.value == pytest.approx(10)
    assert (result.headline.low, result.headline.high) == (-40, 60)
    assert result.p_value == 0.5
    assert row(result, ANY)["points"] == pytest.approx(10)
    assert result.relative[1] == pytest.approx(10 / (29 * 50 + 60))
    assert "in the 1 of 1 units" in result.headline.how
    against = protocol_arithmetic(replace(tally, derived=()), choice="B")
    assert against.headline.value == pytest.approx(-10)
    assert against.p_value == 1.0


def test_plain_and_fast_agree() -> None:
    tally = with_slips(country(n_units=900, n_regions=4, n_districts=20, seed=2), 0.4, 1)
    result = protocol_arithmetic(tally)
    assert work(tally) == [pytest.approx(result.headline.value)]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_of_five_protocols_with_slips_are_no_suspicion(seed: int) -> None:
    tally = with_slips(country(n_units=3_000, n_regions=5, n_districts=45, seed=seed), 0.4, seed)
    result = protocol_arithmetic(tally)
    assert row(result, ANY)["found"] > 1_000
    assert result.p_value is not None
    assert result.p_value > 0.01
    assert result.headline.low < 0 < result.headline.high
    assert result.unit_scores is not None
    assert result.unit_scores.height < 100  # small units only


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_votes_written_up_for_the_leader_are_found_among_slips(seed: int) -> None:
    clean = country(n_units=3_000, n_regions=5, n_districts=45, seed=seed)
    tampered, added = written_up(with_slips(clean, 0.1, seed), 0.1, seed, by=0.15)
    result = protocol_arithmetic(tampered)
    assert result.p_value is not None
    assert result.p_value < 0.001
    # of the votes written up the share that others have is beyond what like units give
    expected = 0.54 * added.sum()
    assert result.headline.low < expected < result.headline.high
    assert row(result, "options and valid", "more")["p_adjusted"] < 0.001
    others = protocol_arithmetic(tampered, choice="second").p_value
    assert others is not None
    assert others > 0.9


def test_longer_lists_are_told_apart() -> None:
    # voters from elsewhere vote in some stations, and prefer the leader: no contradiction
    clean = country(n_units=2_000, n_regions=4, n_districts=40, seed=4)
    guests = np.where(np.arange(2_000) % 10 == 0, clean.counts("registered"), 0)
    votes = clean.votes.copy()
    votes[:, 0] += guests
    issued, ballots, valid = (
        clean.counts("issued") + guests,
        clean.counts("ballots") + guests,
        clean.counts("valid") + guests,
    )
    result = protocol_arithmetic(
        replace(clean, votes=votes, issued=issued, ballots=ballots, valid=valid)
    )
    assert row(result, "ballots and list", "more")["p_value"] < 0.001
    assert row(result, ANY)["found"] == 0
    assert result.p_value is None
    assert result.headline.value == 0


def test_what_holds_nowhere_is_no_rule() -> None:
    tally = country(n_units=300, n_regions=3, n_districts=6, seed=1)
    blank = replace(tally, votes=tally.votes - np.array([0, 0, 1]))
    result = protocol_arithmetic(blank)
    assert row(result, "options and valid", "fewer")["rule"] is False
    assert row(result, "options and valid", "fewer")["p_value"] is None
    assert row(result, ANY)["found"] == 0
    assert any("taken for no rule: options and valid" in text for text in result.cautions)


def test_what_reading_set_aside_is_told() -> None:
    aside = pl.DataFrame(
        {
            "unit": ["x", "y", "z", "w"],
            "row": [1, 2, 3, 4],
            "reason": ["more votes than ballots"] * 2
            + ["more votes for the choices than valid votes", "no data published"],
        }
    )
    result = protocol_arithmetic(replace(honest(), set_aside=aside))
    assert result.set_aside.rows() == [
        ("more votes than ballots", 2),
        ("more votes for the choices than valid votes", 1),
    ]
    assert result.cautions[1].startswith("3 rows were set aside on reading as contradictions")


def test_counts_that_were_worked_out_contradict_nothing() -> None:
    tally = replace(few_districts(), ballots=None, issued=None)
    made = replace(tally, ballots=tally.counts("valid") + 7, derived=("ballots",))
    assert "valid and invalid" not in protocol_arithmetic(made).identities["identity"]


def test_published_totals_that_are_the_sums() -> None:
    result = protocol_arithmetic(honest(), totals=summed(honest()))
    found = row(result, TOTALS)
    assert (found["asked"], found["found"], found["p_value"]) == (4, 0, None)
    assert result.announced.is_empty()
    assert result.p_value is None
    assert result.cautions[-1].startswith("4 published totals were compared; 0 were not")


def test_published_totals_that_favour_the_leader() -> None:
    tally = country(n_units=600, n_regions=12, n_districts=24, seed=3)
    totals = summed(tally)
    votes = totals.votes.copy()
    votes[:, 0] += 100  # in all 12 regions
    result = protocol_arithmetic(tally, choice="leader", totals=replace(totals, votes=votes))
    found = row(result, TOTALS)
    assert (found["asked"], found["found"], found["ballots"]) == (12, 12, 1200)
    assert result.p_value == found["p_value"] == 0.5**12
    regions = tally.by("region").values()
    shares = np.array([t.votes_for("leader").sum() / t.votes.sum() for t in regions])
    assert result.headline.value == pytest.approx(float((100 * (1 - shares)).sum()))
    assert result.announced.columns == ["place", "count", "stations", "announced", "difference"]
    assert result.announced["difference"].to_list() == [100] * 12
    assert set(result.announced["count"]) == {"leader"}


def test_totals_of_other_places_are_told() -> None:
    totals = replace(summed(honest()), units=pl.DataFrame({"unit": ["a", "b", "c", "d"]}))
    result = protocol_arithmetic(honest(), totals=totals)
    assert result.cautions[-1].endswith("and 4 are of no place of the file.")


def test_votes_alone_are_refused() -> None:
    tally = small_tally([[60, 60]] * 30)
    with pytest.raises(NotApplicable) as caught:
        protocol_arithmetic(tally)
    assert str(caught.value) == (
        "protocol_arithmetic needs counts that must agree (ballots issued, found, valid, invalid);"
        " the results have the options' votes only"
    )


def test_units_are_left_out_for_one_reason_each() -> None:
    tally = small_tally(
        [[0, 0], [30, 30], *[[200 + i, 200] for i in range(40)]],
        registered=[500, 90, *[900] * 40],
        ballots=[0, 60, *[400 + i for i in range(40)]],
    )
    result = protocol_arithmetic(tally)
    assert result.excluded == {"no votes": 1, "fewer than 100 voters": 1}
    assert result.n_units == 40


def test_without_places_all_units_are_compared() -> None:
    tampered, _ = written_up(without_levels(), 0.2, 1)
    result = protocol_arithmetic(tampered)
    assert result.settings["district"] is None
    assert row(result, ANY)["blocks"] > 10
    assert result.p_value is not None
    assert result.p_value < 0.05
