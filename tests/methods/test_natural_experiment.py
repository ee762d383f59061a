"""Marked and unmarked units: by plain loops, by hand, and with planted differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from tallyscope.benchmark import plain
from tallyscope.benchmark.inputs import MARKS, marked
from tallyscope.errors import DataError, NotApplicable
from tallyscope.methods import natural_experiment as module
from tallyscope.methods.natural_experiment import natural_experiment
from tallyscope.simulate.honest import country
from tallyscope.simulate.stuffing import incremental_stuffing
from tallyscope.simulate.tamper import Placement
from tallyscope.tally import Tally
from tests.tallies import small_tally


@pytest.fixture(scope="module")
def honest() -> Tally:
    return marked(country(n_units=600, n_regions=4, n_districts=30, seed=3), 1)


def where_unmarked(tally: Tally, dose: float = 0.4) -> Tally:
    """Return the tally with ballots added in all units that are not marked."""
    stuffed = incremental_stuffing(tally, Placement(1.0), dose=dose, seed=1).tally
    here = (tally.units[MARKS] == "no").to_numpy()
    counts = {
        name: np.where(here, stuffed.counts(name), tally.counts(name))
        for name in ("issued", "ballots", "valid")
    }
    return replace(
        tally,
        votes=np.where(here[:, np.newaxis], stuffed.votes, tally.votes),
        issued=counts["issued"],
        ballots=counts["ballots"],
        valid=counts["valid"],
    )


def test_numbers_by_loop(honest: Tally) -> None:
    # the seed of the marks is that of the plain loops
    tally = marked(honest, plain.natural_experiment.SEED)
    result = natural_experiment(tally, marked=MARKS)
    value, low, high = plain.natural_experiment.work(tally)
    found = result.headline
    assert (found.value, found.low, found.high) == pytest.approx((value, low, high), abs=1e-5)


def test_marks_by_lot_make_no_difference(honest: Tally) -> None:
    result = natural_experiment(honest, marked=MARKS)
    assert result.headline.low < 0 < result.headline.high
    assert result.p_value is not None
    assert result.p_value > 0.05
    assert result.gamma == 1
    assert (result.marked_value, result.other_value) == ("yes", "no")
    assert result.level == "district"


def test_ballots_added_where_nobody_watched(honest: Tally) -> None:
    result = natural_experiment(where_unmarked(honest), marked=MARKS)
    assert result.p_value == 0.0005  # (1 + 0) / (1 + 1,999): no deal is as far out
    assert result.headline.high < -3
    turnout = result.measures.filter(measure="turnout").row(0, named=True)
    assert turnout["high"] < -5
    assert result.gamma > 1.5
    low, value, high = result.implied_votes
    assert low < value < high < 0
    share = result.measures.filter(measure="share").row(0, named=True)
    assert share["difference"] == pytest.approx(share["marked"] - share["other"])
    assert share["difference"] == pytest.approx(result.headline.value)


def test_the_larger_the_unfairness_the_less_it_says(honest: Tally) -> None:
    table = natural_experiment(where_unmarked(honest), marked=MARKS).sensitivity
    assert table["gamma"].to_list() == [1, 1.25, 1.5, 2, 3]
    assert table["p_value"].is_sorted()
    assert table["low"].is_sorted(descending=True)
    assert table["high"].is_sorted()
    assert (table["interval_low"] <= table["low"]).all()
    assert (table["interval_high"] >= table["high"]).all()


def test_regions_by_themselves(honest: Tally) -> None:
    result = natural_experiment(honest, marked=MARKS)
    for name, part in honest.by("region").items():
        row = result.regions.row(by_predicate=pl.col("region") == name, named=True)
        alone = natural_experiment(part, marked=MARKS)
        assert row["difference"] == pytest.approx(alone.headline.value)
        assert row["n_marked"] + row["n_other"] == alone.n_units


def with_marks(tally: Tally, marks: Sequence[str | None]) -> Tally:
    return replace(tally, units=tally.units.with_columns(pl.Series("x_observer", marks)))


def ten_places(each: int = 4) -> Tally:
    votes = [[50 + i % 7, 50] for i in range(10 * each)]
    regions = [f"r{i // each}" for i in range(10 * each)]
    return small_tally(votes, registered=[200] * len(votes), regions=regions)


def test_the_rarer_kind_is_the_marked_one() -> None:
    tally = with_marks(ten_places(), ["yes", "no", "yes", "yes"] * 10)
    result = natural_experiment(tally, marked="x_observer")
    assert (result.marked_value, result.other_value) == ("no", "yes")
    # in a tie it is the value that stands later in the alphabet
    tie = with_marks(ten_places(), ["yes", "no", "yes", "no"] * 10)
    assert natural_experiment(tie, marked="x_observer").marked_value == "yes"


def test_a_column_of_truth_values_or_numbers_marks_as_well() -> None:
    tally = ten_places()
    for values in ([True, False, False, False] * 10, [1, 0, 0, 0] * 10):
        column = pl.Series("x_observer", values)
        told = replace(tally, units=tally.units.with_columns(column))
        assert natural_experiment(told, marked="x_observer").n_units == 40


def test_places_with_one_kind_are_left_out() -> None:
    marks = ["yes", "no", "no", "no"] * 8 + ["no"] * 4 + ["yes"] * 4
    result = natural_experiment(with_marks(ten_places(), marks), marked="x_observer")
    assert result.n_units == 32
    assert result.excluded == {"no unit of the other kind in its place": 8}
    assert result.level == "region"


def test_where_no_place_has_both_kinds_all_are_compared() -> None:
    marks = (["yes"] * 4 + ["no"] * 4 + ["no"] * 4) * 3 + ["no"] * 4
    result = natural_experiment(with_marks(ten_places(), marks), marked="x_observer")
    assert result.level is None
    assert result.n_units == 40
    assert "all units of the country are compared" in result.cautions[-1]


def test_units_are_left_out_for_one_reason_each() -> None:
    tally = with_marks(ten_places(), [None, "no", "yes", " "] + ["yes", "no", "no", "no"] * 9)
    votes = tally.votes.copy()
    votes[4] = [0, 0]
    votes[5] = [300, 50]
    registered = tally.counts("registered").copy()
    registered[6] = 0
    tally = replace(tally, votes=votes, registered=registered, valid=None)
    valid = tally.counts("valid").copy()
    valid[7] = 1
    result = natural_experiment(replace(tally, valid=valid), marked="x_observer")
    assert result.excluded == {
        "no mark": 2,
        "no valid votes": 1,
        "votes above valid votes": 1,
        "fewer than 100 registered voters": 1,
        "turnout above 100%": 1,
    }


def test_without_registered_voters_there_is_no_turnout() -> None:
    tally = replace(with_marks(ten_places(), ["yes", "no", "no", "no"] * 10), registered=None)
    result = natural_experiment(tally, marked="x_observer")
    assert result.measures["measure"].to_list() == ["share"]


def test_a_column_that_does_not_exist() -> None:
    tally = with_marks(ten_places(), ["yes", "no", "no", "no"] * 10)
    with pytest.raises(DataError) as refused:
        natural_experiment(tally, marked="x_observers")
    assert str(refused.value) == (
        "there is no column 'x_observers' among the units; expected one of unit, region,"
        " x_observer. Did you mean 'x_observer'?"
    )


def test_a_column_with_other_than_two_values() -> None:
    for values in (["yes"], ["yes", "no", "perhaps", "no"]):
        tally = with_marks(ten_places(), values * (40 // len(values)))
        with pytest.raises(DataError) as refused:
            natural_experiment(tally, marked="x_observer")
        assert str(refused.value).startswith(
            f"the column 'x_observer' has {len(set(values))} values: "
        )


def test_nothing_marked_is_nothing_to_compare() -> None:
    with pytest.raises(NotApplicable) as refused:
        natural_experiment(ten_places())
    assert str(refused.value) == (
        "natural_experiment needs a column that marks units (--marked COLUMN)"
    )


def test_many_units_need_no_dealing(honest: Tally, monkeypatch: pytest.MonkeyPatch) -> None:
    dealt = natural_experiment(honest, marked=MARKS, draws=5_000)
    monkeypatch.setattr(module, "DEALT_UNITS", 100)
    closed = natural_experiment(honest, marked=MARKS)
    assert (dealt.seed, closed.seed) == (0, None)
    assert dealt.p_value is not None
    assert closed.p_value == pytest.approx(dealt.p_value, abs=0.03)
    assert closed.headline == dealt.headline


def test_what_is_said_of_it(honest: Tally) -> None:
    assert module.METHOD.spoken is not None
    result = natural_experiment(where_unmarked(honest), marked=MARKS)
    row = result.measures.row(0, named=True)
    assert module.METHOD.spoken(result) == (
        f"leader has {row['marked']:.1f}% on average in units marked 'yes' and {row['other']:.1f}%"
        f" in others of the same places (difference {result.headline}); marking unfair by a factor"
        f" of {result.gamma:.1f} could explain it"
    )
    fair = module.METHOD.spoken(natural_experiment(honest, marked=MARKS))
    assert fair.endswith("; dealing out the marks by lot makes such a difference often enough")
