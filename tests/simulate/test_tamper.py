"""Tampering: the truth it writes down is the difference of the tallies, to the vote."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.errors import DataError, NotApplicable
from tallyscope.simulate.honest import country
from tallyscope.simulate.mechanisms import MECHANISMS, mechanism
from tallyscope.simulate.rounding import rounding
from tallyscope.simulate.stuffing import extreme_stuffing, incremental_stuffing
from tallyscope.simulate.tamper import Among, Placement, Tampered
from tallyscope.simulate.totals import totals_of
from tallyscope.stats.whole_percent import is_whole
from tallyscope.tally import Tally
from tests.tallies import consistent_tallies, small_tally

EVERYWHERE = Placement(1.0)
ADDED = ["votes_added", "votes_taken", "ballots_added", "invalid_added", "registered_added"]
IN_STATIONS = [name for name in MECHANISMS if name != "edited-totals"]


def assert_protocols_close(tally: Tally) -> None:
    assert (tally.votes >= 0).all()
    assert (tally.votes.sum(axis=1) == tally.counts("valid")).all()
    assert (tally.counts("valid") + tally.counts("invalid") == tally.counts("ballots")).all()
    assert (tally.counts("ballots") <= tally.counts("issued")).all()
    assert (tally.counts("issued") <= tally.counts("registered")).all()


def assert_truth_is_the_difference(tampered: Tampered, choice: str) -> None:
    before, after = tampered.honest, tampered.tally
    per_unit = (
        before.units.select("unit")
        .join(
            tampered.truth.group_by("unit").agg(
                pl.col(ADDED).sum(),
                pl.col("honest_votes").first(),
            ),
            on="unit",
            how="left",
            maintain_order="left",
        )
        .fill_null(0)
    )
    gain = after.votes - before.votes
    column = before.choices.index(choice)
    assert per_unit["votes_added"].to_list() == gain[:, column].tolist()
    assert per_unit["votes_taken"].to_list() == (gain[:, column] - gain.sum(axis=1)).tolist()
    for name in ("ballots", "invalid", "registered"):
        added = after.counts(name) - before.counts(name)
        assert per_unit[f"{name}_added"].to_list() == added.tolist()
    touched = (per_unit.select(ADDED).to_numpy() != 0).any(axis=1)
    honest = per_unit["honest_votes"].to_numpy()
    assert (honest[touched] == before.votes[touched, column]).all()
    assert tampered.votes_added == int(gain[:, column].sum())
    truth = tampered.truth
    valid_added = truth["ballots_added"] - truth["invalid_added"]
    assert (truth["votes_added"] - truth["votes_taken"] == valid_added).all()
    assert set(truth["level"]) <= {"unit"}


@settings(deadline=None, max_examples=150)
@given(
    tally=consistent_tallies(),
    seed=st.integers(0, 99),
    name=st.sampled_from(IN_STATIONS),
    among=st.sampled_from(["random", "small units", "strongholds"]),
)
def test_exact_accounting(tally: Tally, seed: int, name: str, among: Among) -> None:
    tampered = as_many_as_can_be(name, tally, seed, among)
    assert_protocols_close(tampered.tally)
    assert_truth_is_the_difference(tampered, tally.winner)
    assert tampered.honest is tally
    assert tampered.totals is None
    if name != "register-padding":
        assert np.array_equal(tampered.tally.counts("registered"), tally.counts("registered"))
    if name not in ("opposition-spoiled", "turnout-padding", "copying"):
        assert np.array_equal(tampered.tally.counts("invalid"), tally.counts("invalid"))
    if name not in ("rounded-turnout", "rounded-both", "opposition-removed", "copying"):
        in_box = tampered.tally.counts("issued") - tampered.tally.counts("ballots")
        assert np.array_equal(in_box, tally.counts("issued") - tally.counts("ballots"))


def as_many_as_can_be(name: str, tally: Tally, seed: int, among: Among = "random") -> Tampered:
    """Tamper with as many stations as the mechanism finds possible."""
    for able in range(len(tally), 0, -1):
        try:
            return MECHANISMS[name](tally, Placement(able / len(tally), among=among), seed=seed)
        except DataError:
            continue
    return MECHANISMS[name](tally, Placement(0.0), seed=seed)


@pytest.mark.parametrize("name", MECHANISMS)
def test_same_seed_same_tampering(name: str) -> None:
    honest = country(n_units=400, n_regions=4, n_districts=40)
    one, again, another = (MECHANISMS[name](honest, Placement(0.1), seed=s) for s in (1, 1, 2))
    assert one.truth.height > 0
    assert one.truth.equals(again.truth)
    assert not one.truth.equals(another.truth)


@pytest.mark.parametrize("name", MECHANISMS)
def test_nothing_planted_nothing_changed(name: str) -> None:
    honest = country(n_units=200, n_regions=4, n_districts=8)
    tampered = MECHANISMS[name](honest, Placement(0.0))
    assert tampered.truth.height == 0
    assert np.array_equal(tampered.tally.votes, honest.votes)


@pytest.mark.parametrize("name", MECHANISMS)
@pytest.mark.parametrize("where", [Placement(0.1, regions=2), Placement(0.1, among="small units")])
def test_names_do_not_matter(name: str, where: Placement) -> None:
    honest = country(n_units=300, n_regions=3, n_districts=30, seed=2)
    mirrored = renamed(honest)
    one, other = (MECHANISMS[name](tally, where, seed=4) for tally in (honest, mirrored))
    assert other.tally.votes.tolist() == one.tally.votes[::-1].tolist()
    assert other.truth.select(ADDED).sort(ADDED).equals(one.truth.select(ADDED).sort(ADDED))


def renamed(tally: Tally) -> Tally:
    """Name all places so that the last in the order of names become the first."""
    width = len(str(len(tally)))
    columns = {}
    for column in (*tally.levels, "station"):
        names = tally.units[column].unique().sort().to_list()
        new = {name: f"{column} {len(names) - i:0{width}d}" for i, name in enumerate(names)}
        columns[column] = tally.units[column].replace_strict(new)
    units = pl.DataFrame(columns)
    unit = units.select(pl.concat_str(units.columns, separator=" / ")).to_series()
    units = units.insert_column(0, unit.alias("unit"))
    return replace(tally, units=units.with_columns(tally.units["kind"]))


@pytest.mark.parametrize("name", ["switching", "edited-totals"])
@pytest.mark.parametrize("among", ["small units", "strongholds"])
def test_stations_are_picked_by_their_trait(name: str, among: Among) -> None:
    honest = country(n_units=600, n_regions=4, n_districts=40, seed=1)
    tampered = MECHANISMS[name](honest, Placement(0.2, among=among), seed=1)
    tally = honest if name == "switching" else totals_of(honest, "district")
    changed = tally.units["unit"].is_in(tampered.truth["unit"].to_list()).to_numpy()
    trait = tally.counts("registered") if among == "small units" else -tally.share("leader")
    assert changed.sum() == round(0.2 * len(tally))
    assert trait[changed].max() <= trait[~changed].min()


def test_a_mechanism_that_is_not_there() -> None:
    assert mechanism("switching") is MECHANISMS["switching"]
    with pytest.raises(DataError) as caught:
        mechanism("swiching")
    assert str(caught.value) == (
        f"tampering: there is no mechanism 'swiching'; expected one of {', '.join(MECHANISMS)}."
        " Did you mean 'switching'?"
    )


def test_one_after_another_adds_up() -> None:
    honest = country(n_units=2_000, seed=1)
    stuffed = incremental_stuffing(honest, Placement(0.2), dose=0.3)
    both = rounding(stuffed, Placement(0.1), of="both")
    assert_protocols_close(both.tally)
    assert_truth_is_the_difference(both, "leader")
    assert both.truth["mechanism"].unique().sort().to_list() == [
        "incremental stuffing",
        "rounding of both",
    ]
    assert both.truth.head(stuffed.truth.height).equals(stuffed.truth)
    doubly = both.truth.filter(pl.col("unit").is_duplicated())
    assert doubly.height > 0  # some stations were stuffed and rewritten
    assert doubly.group_by("unit").agg(pl.col("honest_votes").n_unique())["honest_votes"].max() == 1


def test_a_second_mechanism_leaves_the_first_ones_stations_alone() -> None:
    honest = country(n_units=400, n_districts=20)
    rounded = rounding(honest, Placement(0.1))
    after_stuffing = incremental_stuffing(rounded, Placement(0.1)).truth
    alone = incremental_stuffing(honest, Placement(0.1)).truth
    stuffed = after_stuffing.filter(mechanism="incremental stuffing")
    assert stuffed["unit"].to_list() == alone["unit"].to_list()


def test_everybody_who_stayed_away_is_the_most_that_stuffing_can_add() -> None:
    # A wins; 100 - 60 and 80 - 80 voters took no ballot
    tally = small_tally(
        [[40, 20], [50, 28]], registered=[100, 80], issued=[60, 80], ballots=[60, 78]
    )
    tampered = incremental_stuffing(tally, Placement(0.5), dose=1.0)
    assert tampered.tally.votes.tolist() == [[80, 20], [50, 28]]
    assert tampered.tally.counts("issued").tolist() == [100, 80]
    assert tampered.tally.counts("ballots").tolist() == [100, 78]
    assert tampered.truth.rows(named=True) == [
        {
            "unit": "u00",
            "level": "unit",
            "mechanism": "incremental stuffing",
            "votes_added": 40,
            "votes_taken": 0,
            "ballots_added": 40,
            "invalid_added": 0,
            "registered_added": 0,
            "honest_votes": 40,
        }
    ]


def test_extreme_stuffing_uses_nearly_everybody() -> None:
    honest = country(n_units=2_000, seed=2)
    tampered = extreme_stuffing(honest, Placement(0.5))
    away = honest.counts("registered") - honest.counts("issued")
    added = tampered.tally.counts("issued") - honest.counts("issued")
    used = added[added > 0].sum() / away[added > 0].sum()
    # a half-normal variable of sd 0.075 has the mean 0.075 sqrt(2/pi) = 0.0598
    assert used == pytest.approx(1 - 0.0598, abs=0.01)


def test_dose_is_the_share_of_those_who_stayed_away() -> None:
    honest = country(n_units=2_000, seed=2)
    tampered = incremental_stuffing(honest, EVERYWHERE, dose=0.3)
    away = int((honest.counts("registered") - honest.counts("issued")).sum())
    # binomial: 4 standard errors of sqrt(0.3 * 0.7 / away)
    assert abs(tampered.votes_added / away - 0.3) < 4 * np.sqrt(0.21 / away)


def test_without_issued_ballots_those_in_the_boxes_came() -> None:
    tally = small_tally([[6, 4]], registered=[30], ballots=[10])
    tampered = incremental_stuffing(tally, EVERYWHERE, dose=1.0)
    assert tampered.votes_added == 20
    assert tampered.tally.issued is None


@pytest.mark.parametrize(
    ("of", "numerator", "denominator"),
    [
        ("rounded-share", "votes", "ballots"),
        ("rounded-turnout", "issued", "registered"),
    ],
)
def test_rewritten_stations_are_whole(of: str, numerator: str, denominator: str) -> None:
    honest = country(n_units=1_000, seed=3)
    tampered = MECHANISMS[of](honest, Placement(0.3), seed=1)
    changed = np.isin(honest.units["unit"].to_numpy(), tampered.truth["unit"].to_numpy())
    tally = tampered.tally
    part = tally.votes_for("leader") if numerator == "votes" else tally.counts("issued")
    whole = tally.counts("ballots" if denominator == "ballots" else "registered")
    assert changed.sum() == 300
    assert is_whole(part[changed], whole[changed]).all()
    rate_before = (
        honest.share("leader", of="ballots")
        if of == "rounded-share"
        else honest.counts("issued") / honest.counts("registered")
    )
    step = 100 * (part / whole - rate_before)[changed]
    assert step.min() > 0
    assert step.max() < 5.06  # at most five whole percentages up, and half a window


def test_rewriting_both_makes_both_whole() -> None:
    honest = country(n_units=1_000, seed=4)
    tampered = rounding(honest, Placement(0.1), of="both")
    changed = np.isin(honest.units["unit"].to_numpy(), tampered.truth["unit"].to_numpy())
    now = tampered.tally.where(changed)
    assert is_whole(now.votes_for("leader"), now.counts("ballots")).all()
    assert is_whole(now.counts("ballots"), now.counts("registered")).all()
    assert (now.counts("issued") == now.counts("ballots")).all()


def test_a_small_sum_of_rounding() -> None:
    # A has 603 of 1,000 ballots: the next whole percentage is 61%, so 7 votes move from B
    tally = small_tally([[603, 397]], registered=[1500], ballots=[1000])
    tampered = rounding(tally, EVERYWHERE, largest_step=1)
    assert tampered.tally.votes.tolist() == [[610, 390]]
    row = tampered.truth.row(0, named=True)
    assert (row["votes_added"], row["votes_taken"], row["ballots_added"]) == (7, 7, 0)
    assert row["honest_votes"] == 603


def test_a_small_sum_of_rounding_turnout() -> None:
    # 1,003 issued, 1,000 in the boxes, 1,500 registered: 66.87%; 67% are 1,005 ballots
    tally = small_tally([[603, 397]], registered=[1500], issued=[1003], ballots=[1000])
    tampered = rounding(tally, EVERYWHERE, of="turnout", largest_step=1)
    assert tampered.tally.counts("ballots").tolist() == [1005]
    assert tampered.tally.counts("issued").tolist() == [1005]
    assert tampered.tally.votes.tolist() == [[608, 397]]


def test_stations_where_no_percentage_can_be_reached_are_not_drawn() -> None:
    # of 7 ballots only 0 and 100% are whole percentages
    tally = small_tally([[5, 2], [603, 397]], ballots=[7, 1000])
    tampered = rounding(tally, Placement(0.5))
    assert tampered.truth["unit"].to_list() == ["u01"]
    with pytest.raises(DataError) as caught:
        rounding(tally, EVERYWHERE)
    assert str(caught.value) == (
        "tampering: 2 units are to be changed; expected at most 1, which is how many of them can"
        " be."
    )


def test_nobody_rounds_to_all() -> None:
    # 985 of 1,000 can become 99%; from 99% on only 100% is left, which nobody writes
    tally = small_tally([[985, 15], [990, 10], [995, 5]], ballots=[1000] * 3)
    tampered = rounding(tally, Placement(0.34))
    assert tampered.tally.votes.tolist() == [[990, 10], [990, 10], [995, 5]]
    with pytest.raises(DataError, match="2 units are to be changed; expected at most 1"):
        rounding(tally, Placement(0.66))


def test_placement_by_number_and_by_name_of_regions() -> None:
    honest = country(n_units=400, n_regions=5, n_districts=10)
    for where, regions in ((Placement(0.5, 2), 2), (Placement(0.5, ("Region 2",)), 1)):
        truth = incremental_stuffing(honest, where).truth.join(honest.units, on="unit")
        assert truth["region"].n_unique() == regions
    assert truth["region"].unique().to_list() == ["Region 2"]
    assert truth.height == round(0.5 * len(honest.by("region")["Region 2"]))


def test_another_choice_can_gain() -> None:
    tally = small_tally([[6, 4]], registered=[30], ballots=[10])
    tampered = incremental_stuffing(tally, EVERYWHERE, dose=1.0, choice="B")
    assert tampered.tally.votes.tolist() == [[6, 24]]


@pytest.mark.parametrize(
    ("where", "message"),
    [
        (Placement(1.2), "tampering: share_of_units is 1.2; expected a share from 0 to 1."),
        (Placement(0.1, 3), "tampering: 3 regions asked for; expected 0 to 2."),
        (
            Placement(0.1, ("Region 1", "Regoin 2")),
            "tampering: there is no region 'Regoin 2'. Did you mean 'Region 2' or 'Region 1'?",
        ),
    ],
)
def test_wrong_placements_are_told(where: Placement, message: str) -> None:
    honest = country(n_units=20, n_regions=2, n_districts=4)
    with pytest.raises(DataError) as caught:
        incremental_stuffing(honest, where)
    assert str(caught.value) == message


def test_wrong_doses_and_steps_are_told() -> None:
    honest = country(n_units=20, n_regions=2, n_districts=4)
    with pytest.raises(DataError, match=r"dose is -0\.1; expected a share from 0 to 1"):
        incremental_stuffing(honest, EVERYWHERE, dose=-0.1)
    with pytest.raises(DataError, match="largest_step is 0; expected 1 or more"):
        rounding(honest, EVERYWHERE, largest_step=0)


def test_regions_need_a_level() -> None:
    tally = small_tally([[6, 4]], registered=[30], ballots=[10])
    with pytest.raises(DataError, match="the units belong to no region"):
        incremental_stuffing(tally, Placement(0.1, 1))


def test_stuffing_needs_registered_voters() -> None:
    with pytest.raises(NotApplicable, match="no column for registered"):
        incremental_stuffing(small_tally([[6, 4]], ballots=[10]), EVERYWHERE)
