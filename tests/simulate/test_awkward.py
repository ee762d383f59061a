"""Awkward honest features: what each brings about, and that nothing else comes with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope import sources
from tallyscope.errors import DataError, NotApplicable
from tallyscope.simulate.awkward import AWKWARD, awkward
from tallyscope.simulate.awkward.clerks import protocol_errors, rounding_clerks
from tallyscope.simulate.awkward.sizes import tiny_units
from tallyscope.simulate.awkward.strategic import strategic_voting
from tallyscope.simulate.awkward.voters import (
    shrunk,
    with_added_voters,
    with_other_share,
    with_other_turnout,
)
from tallyscope.simulate.honest import Spread, country
from tallyscope.tally import COUNT_NAMES, Tally
from tests.simulate.test_tamper import assert_protocols_close, renamed
from tests.tallies import consistent_tallies, small_tally

ALIKE = Spread(0.0, 0.0)


@pytest.fixture(scope="module")
def honest() -> Tally:
    return country(n_units=4_000, n_regions=10, n_districts=60, seed=6)


@settings(deadline=None, max_examples=150)
@given(
    tally=consistent_tallies(),
    seed=st.integers(0, 99),
    name=st.sampled_from([name for name in AWKWARD if name != "protocol-errors"]),
)
def test_protocols_close(tally: Tally, seed: int, name: str) -> None:
    after = AWKWARD[name](tally, seed)
    assert after.units["unit"].equals(tally.units["unit"])
    assert (after.votes >= 0).all()
    assert (after.votes.sum(axis=1) == after.counts("valid")).all()
    assert (after.counts("valid") + after.counts("invalid") == after.counts("ballots")).all()
    assert (after.counts("ballots") <= after.counts("issued")).all()
    if name != "late-registration":
        assert (after.counts("issued") <= after.counts("registered")).all()


@pytest.mark.parametrize("name", AWKWARD)
def test_one_seed_one_election_whatever_the_names(name: str) -> None:
    tally = country(n_units=300, n_regions=3, n_districts=30, seed=2)
    one, again, other = (AWKWARD[name](tally, seed) for seed in (1, 1, 2))
    assert same_counts(one, again)
    assert not same_counts(one, other)
    mirrored = AWKWARD[name](renamed(tally), 1)
    assert mirrored.votes.tolist() == one.votes[::-1].tolist()
    assert mirrored.counts("registered").tolist() == one.counts("registered")[::-1].tolist()


def same_counts(one: Tally, other: Tally) -> bool:
    return np.array_equal(one.votes, other.votes) and all(
        np.array_equal(one.counts(name), other.counts(name)) for name in COUNT_NAMES
    )


@pytest.mark.parametrize("name", AWKWARD)
def test_real_elections_can_be_awkward_too(name: str, shared: Path) -> None:
    tally = sources.read(shared / "data" / "world" / "georgia-2013-president.parquet")
    after = AWKWARD[name](tally, 1)
    assert len(after) == len(tally)
    assert not np.array_equal(after.votes, tally.votes) or name == "rounding-clerks"


def test_a_name_that_is_not_there() -> None:
    assert awkward("tiny-units") is AWKWARD["tiny-units"]
    with pytest.raises(DataError) as caught:
        awkward("tiny-unit")
    assert str(caught.value) == (
        f"simulation: there is no honest feature 'tiny-unit'; expected one of {', '.join(AWKWARD)}."
        " Did you mean 'tiny-units'?"
    )


def test_tiny_units_are_tiny_and_the_others_untouched(honest: Tally) -> None:
    after = AWKWARD["tiny-units"](honest, 1)
    now, was = after.counts("registered"), honest.counts("registered")
    changed = now != was
    assert changed.sum() == pytest.approx(1_200, abs=2)
    assert now[changed].min() >= 5
    assert now[changed].max() <= 60
    # people were drawn at random: the share among those left is that of before
    before, left = (t.where(changed) for t in (honest, after))
    share = before.votes_for().sum() / before.counts("valid").sum()
    valid = left.counts("valid").sum()
    assert left.votes_for().sum() / valid == pytest.approx(share, abs=0.03)


def test_turnout_goes_with_preference(honest: Tally) -> None:
    after = AWKWARD["turnout-with-preference"](honest, 1)
    before, now = (np.corrcoef(t.turnout, t.share())[0, 1] for t in (honest, after))
    assert before < 0.3
    assert now > 0.5
    # nobody changed his mind: shares within districts stay as they were
    assert after.share() == pytest.approx(honest.share(), abs=0.25)
    assert np.median(np.abs(after.share() - honest.share())) < 0.01


def test_camps_drift_apart(honest: Tally) -> None:
    after = AWKWARD["two-camps"](honest, 1)
    village = (honest.units["kind"] == "village").to_numpy()

    def gap(rate: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        return float(np.median(rate[village]) - np.median(rate[~village]))

    # logits 0.35 up and down: about 0.17 more of a share near one half
    assert gap(after.share()) - gap(honest.share()) == pytest.approx(0.17, abs=0.03)
    assert gap(after.turnout) - gap(honest.turnout) == pytest.approx(0.045, abs=0.02)


def test_villages_of_one_mind(honest: Tally) -> None:
    after = AWKWARD["one-party-villages"](honest, 1)
    changed = (after.votes != honest.votes).any(axis=1)
    assert changed.sum() == 120
    assert (after.units.filter(changed)["kind"] == "village").all()
    # logit means of 3.5 and 2: shares about 96%, turnouts about 88%
    assert np.median(after.share()[changed]) == pytest.approx(0.97, abs=0.01)
    assert np.median(after.turnout[changed]) == pytest.approx(0.88, abs=0.02)


def test_hospitals_are_full(honest: Tally) -> None:
    after = AWKWARD["hospitals-and-barracks"](honest, 1)
    special = (after.units["kind"] == "special").to_numpy()
    there = after.where(special)
    assert special.sum() == 80
    assert (there.counts("registered") == there.counts("ballots")).all()
    assert (there.counts("issued") == there.counts("ballots")).all()
    assert there.counts("ballots").max() <= 400
    assert np.array_equal(after.votes[~special], honest.votes[~special])


def test_late_voters_exceed_the_list_in_some(honest: Tally) -> None:
    after = AWKWARD["late-registration"](honest, 1)
    assert np.array_equal(after.counts("registered"), honest.counts("registered"))
    above = after.counts("ballots") > after.counts("registered")
    changed = after.counts("ballots") != honest.counts("ballots")
    assert changed.sum() == 200
    assert 40 < above.sum() < 170
    assert not (above & ~changed).any()


def test_slips_are_in_no_direction(honest: Tally) -> None:
    after = protocol_errors(honest, seed=1)
    table = [
        np.column_stack([*(t.counts(name) for name in COUNT_NAMES), t.votes])
        for t in (honest, after)
    ]
    slip = table[1] - table[0]
    # one number in each of 1,600 protocols; two equal last digits swapped change nothing
    assert (slip != 0).sum(axis=1).max() == 1
    assert 1_450 < (slip != 0).any(axis=1).sum() <= 1_600
    up, down = (slip > 0).sum(), (slip < 0).sum()
    assert abs(up - down) < 4 * np.sqrt(up + down)
    leader = slip[:, len(COUNT_NAMES)]
    assert abs((leader > 0).sum() - (leader < 0).sum()) < 4 * np.sqrt((leader != 0).sum())


def test_a_number_that_is_computed_has_no_slip() -> None:
    after = protocol_errors(small_tally([[50, 50]] * 30), share=1.0)
    assert (after.votes.sum(axis=1) == after.counts("valid")).all()


def test_round_lists_and_votes_by_hand() -> None:
    # 1,449 voters round to 1,400 by hundreds or 1,450 by tens; 53 and 47 votes round to 50 and 50
    tally = small_tally([[53, 47]] * 40, registered=[1449] * 40, ballots=[100] * 40)
    after = rounding_clerks(tally, share=1.0)
    assert set(after.counts("registered").tolist()) == {1400, 1450}
    assert {tuple(votes) for votes in after.votes.tolist()} == {(53, 47), (50, 50)}
    assert after.counts("ballots").tolist() == [100] * 40


def test_a_list_is_not_rounded_below_its_ballots() -> None:
    tally = small_tally([[60, 42]] * 20, registered=[103] * 20, ballots=[102] * 20)
    after = rounding_clerks(tally, share=1.0)
    assert set(after.counts("registered").tolist()) <= {110, 200, 100}
    assert (after.counts("registered") >= after.counts("ballots")).all()
    with pytest.raises(DataError, match="share is 2; expected a share from 0 to 1"):
        rounding_clerks(tally, share=2.0)


def test_strategic_voters_by_hand() -> None:
    # an even race: half of the 4,000 for C go, as many to A as to B
    tally = small_tally([[3000, 3000, 4000]] * 3 + [[9000, 9000, 0]], choices=("A", "B", "C"))
    after = strategic_voting(tally, seed=1)
    assert after.votes.sum(axis=1).tolist() == [10_000] * 3 + [18_000]
    gone = 4_000 - after.votes[:3, 2]
    # 12,000 for C, 18,000 for A and for B in all; 4 standard errors of 32
    assert gone == pytest.approx([2_000] * 3, abs=130)
    assert after.votes[:3, 0] - 3_000 == pytest.approx(gone / 2, abs=100)
    assert after.votes[3].tolist() == [9_000, 9_000, 0]


def test_a_decided_race_moves_few() -> None:
    even = small_tally([[4000, 4000, 2000]], choices=("A", "B", "C"))
    decided = small_tally([[6000, 2000, 2000]], choices=("A", "B", "C"))
    stayed = [int(strategic_voting(t, seed=1).votes[0, 2]) for t in (even, decided)]
    # margins 0 and 0.4: half of 2,000 leave, and half of e^-4 of them, that is 18
    assert stayed[0] == pytest.approx(1_000, abs=90)
    assert stayed[1] == pytest.approx(1_982, abs=18)
    with pytest.raises(NotApplicable) as caught:
        strategic_voting(small_tally([[6, 4]]))
    assert str(caught.value) == ("strategic voting needs three choices or more; the results have 2")


def test_more_turnout_and_less() -> None:
    tally = country(
        n_units=2_000, n_districts=20, regions=ALIKE, districts=ALIKE, stations=ALIKE, seed=1
    )
    units = np.arange(len(tally))
    for shift in (0.5, -0.5):
        after = with_other_turnout(
            tally, units, np.full(len(tally), shift), np.random.default_rng(1)
        )
        rate = after.counts("issued").sum() / after.counts("registered").sum()
        before = tally.counts("issued").sum() / tally.counts("registered").sum()
        assert np.log(rate / (1 - rate)) - np.log(before / (1 - before)) == pytest.approx(
            shift, abs=0.02
        )
        # counting noise is what it was: variance of the rates against the binomial one
        z = after.counts("issued") - rate * after.counts("registered")
        village = (tally.units["kind"] == "village").to_numpy()
        z = (z / np.sqrt(after.counts("registered") * rate * (1 - rate)))[~village]
        assert np.std(z) == pytest.approx(1, abs=0.1)
        assert_protocols_close(after)


def test_another_mind_both_ways() -> None:
    tally = small_tally([[5000, 3000, 2000]], choices=("A", "B", "C"))
    rng = np.random.default_rng(2)
    more = with_other_share(tally, 0, np.array([0]), np.array([1.0]), rng)
    less = with_other_share(tally, 0, np.array([0]), np.array([-1.0]), rng)
    # expit(1) = 0.731
    assert more.votes[0, 0] == pytest.approx(7_311, abs=150)
    assert less.votes[0, 0] == pytest.approx(2_689, abs=150)
    assert less.votes[0, 1] / less.votes[0, 2] == pytest.approx(1.5, abs=0.1)


def test_shrinking_and_adding_by_hand() -> None:
    tally = small_tally([[6, 4]], registered=[20], issued=[12], ballots=[11], invalid=[1])
    rng = np.random.default_rng(0)
    gone = shrunk(tally, np.array([0]), np.array([5]), rng)
    assert gone.counts("registered").tolist() == [5]
    assert_protocols_close(gone)
    all_left = shrunk(tally, np.array([0]), np.array([50]), rng)
    assert all_left.votes.tolist() == [[6, 4]]
    assert all_left.counts("registered").tolist() == [20]
    more = with_added_voters(tally, np.array([0]), np.array([30]), rng)
    assert more.counts("registered").tolist() == [20]
    assert more.counts("ballots").tolist() == [41]


def test_tiny_units_of_a_file_without_lists() -> None:
    tally = small_tally([[600, 400]] * 10)
    after = tiny_units(tally, share=0.5, seed=1)
    assert sorted(after.counts("valid").tolist())[4] <= 60
    assert (after.counts("valid") == 1_000).sum() == 5


def test_kinds_are_written_where_there_are_kinds() -> None:
    tally = small_tally([[60, 40]] * 100, registered=[200] * 100, ballots=[100] * 100)
    assert "kind" not in AWKWARD["hospitals-and-barracks"](tally).units.columns
    marked = country(n_units=200, n_regions=2, n_districts=4)
    assert AWKWARD["hospitals-and-barracks"](marked).units["kind"].dtype == pl.String
