"""Each mechanism does what its name says: small sums by hand, and doses in large countries."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import logit

from tallyscope.errors import DataError, NotApplicable
from tallyscope.simulate.careful import careful
from tallyscope.simulate.chance import divided, drawn_from, nameless_order
from tallyscope.simulate.copying import copying
from tallyscope.simulate.honest import Spread, country
from tallyscope.simulate.mechanisms import MECHANISMS
from tallyscope.simulate.padding import register_padding, turnout_padding
from tallyscope.simulate.suppression import opposition_removed, opposition_spoiled
from tallyscope.simulate.switching import switching
from tallyscope.simulate.tamper import Placement
from tallyscope.simulate.target import target_percentage
from tallyscope.simulate.totals import edited_totals, totals_of
from tallyscope.stats.whole_percent import is_whole
from tallyscope.tally import Tally
from tests.tallies import small_tally

EVERYWHERE = Placement(1.0)


def three(regions: list[str] | None = None) -> Tally:
    """Return two stations: A 50 and 40, B 30 and 35, C 20 and 5; 10 and 20 invalid."""
    return small_tally(
        [[50, 30, 20], [40, 35, 5]],
        registered=[200, 150],
        issued=[112, 101],
        ballots=[110, 100],
        invalid=[10, 20],
        choices=("A", "B", "C"),
        regions=regions,
    )


def test_switching_everything() -> None:
    after = switching(three(), EVERYWHERE, dose=1.0).tally
    assert after.votes.tolist() == [[100, 0, 0], [80, 0, 0]]
    assert after.counts("ballots").tolist() == [110, 100]


def test_switching_takes_every_vote_with_the_same_chance() -> None:
    honest = country(n_units=2_000, seed=2)
    tampered = switching(honest, EVERYWHERE, dose=0.3)
    lost = (honest.votes - tampered.tally.votes).sum(axis=0)
    for column in (1, 2):
        had = int(honest.votes[:, column].sum())
        assert abs(lost[column] / had - 0.3) < 4 * np.sqrt(0.21 / had)


def test_padding_turnout_keeps_the_shares() -> None:
    # all 88 and 49 who stayed away: 88 x (50, 30, 20, 10)/110 = 40, 24, 16, 8;
    # 49 x (40, 35, 5, 20)/100 = 19.6, 17.15, 2.45, 9.8: the largest remainders are .8 and .6
    tampered = turnout_padding(three(), EVERYWHERE, dose=1.0)
    assert tampered.tally.votes.tolist() == [[90, 54, 36], [60, 52, 7]]
    assert tampered.tally.counts("invalid").tolist() == [18, 30]
    assert tampered.tally.counts("issued").tolist() == [200, 150]
    row = tampered.truth.row(0, named=True)
    assert (row["votes_added"], row["votes_taken"]) == (40, -40)
    assert (row["ballots_added"], row["invalid_added"]) == (88, 8)


def test_padding_the_list_fills_every_name() -> None:
    tampered = register_padding(three(), EVERYWHERE, dose=1.0)
    assert tampered.tally.counts("registered").tolist() == [400, 300]
    assert tampered.tally.votes.tolist() == [[250, 30, 20], [190, 35, 5]]
    assert tampered.tally.counts("issued").tolist() == [312, 251]
    assert tampered.truth["registered_added"].to_list() == [200, 150]


def test_ballots_taken_out_leave_those_issued() -> None:
    tampered = opposition_removed(three(), EVERYWHERE, dose=1.0)
    assert tampered.tally.votes.tolist() == [[50, 0, 0], [40, 0, 0]]
    assert tampered.tally.counts("ballots").tolist() == [60, 60]
    assert tampered.tally.counts("issued").tolist() == [112, 101]
    assert tampered.truth["votes_taken"].to_list() == [50, 40]
    assert tampered.truth["ballots_added"].to_list() == [-50, -40]
    assert tampered.votes_added == 0


def test_ballots_declared_invalid_stay_in_the_box() -> None:
    tampered = opposition_spoiled(three(), EVERYWHERE, dose=1.0)
    assert tampered.tally.votes.tolist() == [[50, 0, 0], [40, 0, 0]]
    assert tampered.tally.counts("ballots").tolist() == [110, 100]
    assert tampered.tally.counts("invalid").tolist() == [60, 60]
    assert tampered.truth["invalid_added"].to_list() == [50, 40]


def test_one_target_for_all() -> None:
    # 62.2% of 110 and of 100 ballots are 68.4 and 62.2
    after = target_percentage(three(), EVERYWHERE, dose=0.622).tally
    assert after.votes[:, 0].tolist() == [68, 62]
    assert after.votes.sum(axis=1).tolist() == [100, 80]


def test_stations_above_the_target_are_not_drawn() -> None:
    # A has 45.5% and 40% of ballots; only the second is below 42%
    tampered = target_percentage(three(), Placement(0.5), dose=0.42)
    assert tampered.truth["unit"].to_list() == ["u01"]
    assert tampered.tally.votes[1].tolist()[0] == 42


def test_a_copy_is_the_whole_protocol_but_the_list() -> None:
    tampered = copying(three(), Placement(0.5))
    assert tampered.truth["unit"].to_list() == ["u01"]
    assert tampered.tally.votes.tolist() == [[50, 30, 20], [50, 30, 20]]
    assert tampered.tally.counts("issued").tolist() == [112, 112]
    assert tampered.tally.counts("invalid").tolist() == [10, 10]
    assert tampered.tally.counts("registered").tolist() == [200, 150]
    with pytest.raises(DataError, match="2 units are to be changed; expected at most 1"):
        copying(three(), EVERYWHERE)


def test_the_dose_of_copying_is_a_rank() -> None:
    votes = [[10, 0], [20, 0], [30, 0], [40, 0], [50, 0]]
    tally = small_tally(votes, registered=[60] * 5, ballots=[10, 20, 30, 40, 50])
    # the middle one of five has 30 votes, and only the two below gain by it
    after = copying(tally, Placement(0.4), dose=0.5).tally
    assert after.votes[:, 0].tolist() == [30, 30, 30, 40, 50]


def test_the_rank_is_by_votes_of_whoever_gains() -> None:
    tally = small_tally([[10, 50], [20, 40], [30, 30]])
    after = copying(tally, Placement(0.67), choice="B").tally
    assert after.votes.tolist() == [[10, 50]] * 3


def test_no_copy_where_the_list_is_too_short_for_it() -> None:
    tally = small_tally([[10, 0], [50, 0], [5, 0]], registered=[60, 60, 20], ballots=[10, 50, 5])
    assert copying(tally, Placement(0.34)).tally.votes[:, 0].tolist() == [50, 50, 5]
    with pytest.raises(DataError, match="2 units are to be changed; expected at most 1"):
        copying(tally, Placement(0.67))


def test_copies_come_from_the_own_district() -> None:
    honest = country(n_units=900, n_regions=3, n_districts=30)
    tampered = copying(honest, Placement(0.3))
    changed = np.isin(honest.units["unit"].to_numpy(), tampered.truth["unit"].to_numpy())
    for tally, before in zip(
        tampered.tally.by("district").values(), honest.by("district").values(), strict=True
    ):
        had = {tuple(votes) for votes in before.votes.tolist()}
        assert {tuple(votes) for votes in tally.votes.tolist()} <= had
    assert changed.sum() == 270


def test_edited_totals_leave_the_stations_alone() -> None:
    honest = three(regions=["N", "S"])
    tampered = edited_totals(honest, Placement(0.5), dose=1.0)
    assert tampered.tally is honest
    assert tampered.totals is not None
    row = tampered.truth.row(0, named=True)
    assert row["level"] == "region"
    edited = tampered.totals.units["unit"].to_list().index(row["unit"])
    sums = totals_of(honest, "region").votes
    assert tampered.totals.votes[1 - edited].tolist() == sums[1 - edited].tolist()
    assert tampered.totals.votes[edited].tolist() == [sums[edited].sum(), 0, 0]
    assert row["votes_added"] == row["votes_taken"] == sums[edited, 1:].sum()
    assert row["honest_votes"] == sums[edited, 0]


def test_totals_and_truth_add_up_after_other_tampering() -> None:
    honest = country(n_units=2_000, n_regions=5, n_districts=50, seed=3)
    stuffed = MECHANISMS["incremental-stuffing"](honest, Placement(0.1))
    both = edited_totals(stuffed, Placement(0.2), dose=0.2)
    again = edited_totals(both, Placement(0.2), dose=0.2, seed=5)
    assert again.totals is not None
    gain = again.totals.votes.sum(axis=0) - honest.votes.sum(axis=0)
    assert gain[0] == again.votes_added
    assert gain[0] - gain.sum() == again.truth["votes_taken"].sum()
    assert totals_of(again.tally, "district").votes.sum() == stuffed.tally.votes.sum()
    assert again.truth.filter(level="district").height == 20


def test_totals_by_hand() -> None:
    totals = totals_of(three(regions=["N", "N"]), "region")
    assert totals.units.rows() == [("N", "N")]
    assert totals.votes.tolist() == [[90, 65, 25]]
    assert [totals.counts(name).tolist() for name in ("registered", "issued", "ballots")] == [
        [350],
        [213],
        [210],
    ]


def test_edited_totals_come_last_and_at_one_level() -> None:
    honest = country(n_units=100, n_regions=2, n_districts=4)
    edited = edited_totals(honest, Placement(0.5))
    with pytest.raises(DataError) as caught:
        switching(edited, Placement(0.1))
    assert str(caught.value) == (
        "tampering: switching after district totals were edited; expected edits between station and"
        " district as the last mechanism."
    )
    with pytest.raises(DataError, match="totals by region after those of another level"):
        edited_totals(edited, Placement(0.5), level="region")
    with pytest.raises(DataError, match="the units belong to no district; expected a level"):
        edited_totals(three(), Placement(0.5))
    with pytest.raises(NotApplicable, match="no level 'county'"):
        edited_totals(honest, Placement(0.5), level="county")


def test_the_careful_one_writes_no_round_number() -> None:
    honest = country(n_units=4_000, seed=3)
    tampered = careful(honest, Placement(0.5), dose=0.2)
    changed = np.isin(honest.units["unit"].to_numpy(), tampered.truth["unit"].to_numpy())
    now, was = tampered.tally.where(changed), honest.where(changed)
    assert 1_900 < changed.sum() <= 2_000
    assert not is_whole(now.votes_for("leader"), now.counts("ballots")).any()
    assert (now.votes_for("leader") % 5 != 0).all()
    more = now.counts("ballots") > was.counts("ballots")
    assert not is_whole(now.counts("issued"), now.counts("registered"))[more].any()


@pytest.mark.parametrize("correlation", [0.0, 0.6])
def test_the_careful_one_keeps_the_slope_of_turnout_on_share(correlation: float) -> None:
    apart = Spread(0.3, 0.45, correlation)
    honest = country(n_units=6_000, stations=apart, seed=3)
    half = Placement(0.5)
    kept = careful(honest, half, dose=0.3).tally
    stuffed = MECHANISMS["incremental-stuffing"](honest, half, dose=0.3).tally
    before = slope(honest)
    assert abs(slope(kept) - before) < 0.05
    assert abs(slope(stuffed) - before) > 0.1


def slope(tally: Tally) -> float:
    """Return the slope of logit turnout on the leader's logit share within districts."""
    x, y = logit(tally.share("leader").clip(0.01, 0.99)), logit(tally.turnout.clip(0.01, 0.99))
    _, place = tally.groups("district")
    size = np.bincount(place)
    x, y = (values - (np.bincount(place, values) / size)[place] for values in (x, y))
    return float(x @ y / (x @ x))


def test_the_careful_one_leaves_stations_alone_where_every_number_is_round() -> None:
    # of 5 ballots every share is a multiple of 20%, of 100 ballots one of 1%
    tally = small_tally([[1, 4], [10, 90]], registered=[10, 150], ballots=[5, 100])
    assert careful(tally, EVERYWHERE, dose=1.0, choice="A").truth.height == 0


def test_careful_numbers_by_hand() -> None:
    # one station: 10% of 397 are about 40 votes; nothing goes with anything in a single station
    tally = small_tally([[603, 397]], registered=[1500], ballots=[1000])
    tampered = careful(tally, EVERYWHERE)
    gained = tampered.votes_added
    assert tampered.tally.votes.tolist() == [[603 + gained, 397 - gained]]
    assert 15 < gained < 65


@pytest.mark.parametrize("name", MECHANISMS)
def test_a_dose_is_a_share(name: str) -> None:
    honest = country(n_units=20, n_regions=2, n_districts=4)
    with pytest.raises(DataError, match=r"expected (a share from 0 to 1|1 or more)"):
        MECHANISMS[name](honest, EVERYWHERE, -0.1)


@pytest.mark.parametrize(
    ("name", "lacking"),
    [
        ("turnout-padding", "ballots"),
        ("register-padding", "registered"),
        ("opposition-spoiled", "invalid"),
        ("target-percentage", "ballots"),
        ("careful", "ballots"),
    ],
)
def test_counts_that_are_needed(name: str, lacking: str) -> None:
    with pytest.raises(NotApplicable, match=f"no column for {lacking}"):
        MECHANISMS[name](small_tally([[6, 4], [5, 5]]), Placement(0.5))


def test_padding_a_file_without_invalid_ballots() -> None:
    tally = small_tally([[60, 40]], registered=[200], ballots=[100])
    after = turnout_padding(tally, EVERYWHERE, dose=1.0).tally
    assert after.votes.tolist() == [[120, 80]]
    assert after.invalid is None


@pytest.mark.parametrize("name", ["switching", "opposition-removed", "copying"])
def test_votes_alone_are_enough(name: str) -> None:
    tally = small_tally([[6, 4], [5, 5]])
    after = MECHANISMS[name](tally, Placement(0.5), 1.0).tally
    assert (after.votes.sum(axis=1) == after.counts("valid")).all()
    assert not np.array_equal(after.votes, tally.votes)


def test_drawing_ballots_from_heaps() -> None:
    rng = np.random.default_rng(1)
    heaps = np.tile([60, 30, 10], (20_000, 1))
    drawn = drawn_from(rng, heaps, np.full(20_000, 20))
    assert (drawn.sum(axis=1) == 20).all()
    assert (drawn <= heaps).all()
    # mean 20 x (.6, .3, .1); variance 20 p (1 - p) (100 - 20) / 99
    assert drawn.mean(axis=0) == pytest.approx([12, 6, 2], abs=0.06)
    assert drawn.var(axis=0) == pytest.approx([3.88, 3.39, 1.45], rel=0.05)


def test_dividing_in_proportion() -> None:
    assert divided(np.array([1, 0, 7]), np.array([[1, 1], [0, 0], [5, 2]])).tolist() == [
        [1, 0],
        [0, 0],
        [5, 2],
    ]


def test_an_order_that_names_do_not_make() -> None:
    # by votes of A; u01 and u02 are equal, and S (2 votes in all) comes before N (3)
    tally = small_tally([[1, 1], [1, 0], [1, 0], [1, 0]], regions=["N", "N", "S", "N"])
    assert nameless_order(tally).tolist() == [2, 1, 3, 0]
