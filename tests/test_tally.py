"""The one table of results: checked at birth, sorted, read-only; unknown is never zero."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.errors import DataError, NotApplicable
from tallyscope.tally import COUNT_NAMES, Contest, Source, Tally, no_units_set_aside
from tests.tallies import consistent_tallies, small_tally


def parts(**changes: Any) -> dict[str, Any]:
    """Return the arguments of a sound tally of two units, with some of them changed."""
    sound: dict[str, Any] = {
        "contest": Contest(name="small", levels=("region",)),
        "units": pl.DataFrame({"unit": ["a", "b"], "region": ["north", "south"]}),
        "choices": ("yes", "no"),
        "votes": np.array([[3, 1], [2, 5]]),
        "registered": np.array([10, 20]),
    }
    return sound | changes


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"votes": np.array([[3, 1]])},
         "votes have the shape (1, 2); expected (2, 2): units by choices."),
        ({"votes": np.array([3, 1])},
         "votes have the shape (2,); expected (2, 2): units by choices."),
        ({"registered": np.array([1, 2, 3])}, "registered has the shape (3,); expected (2,)."),
        ({"choices": ("yes", "yes")}, "a choice stands twice among the choices."),
        ({"choices": (), "votes": np.empty((2, 0), dtype=np.int64)},
         "there are no choices; expected at least one."),
        ({"units": pl.DataFrame({"region": ["n", "s"]})},
         "the table of units has no column 'unit'."),
        ({"units": pl.DataFrame({"unit": ["a", "b"]})},
         "the table of units has no column for the level 'region'."),
        ({"units": pl.DataFrame({"unit": ["a", "a"], "region": ["n", "s"]})},
         "unit 'a': this unit stands there twice."),
        ({"units": pl.DataFrame({"unit": [1, 2], "region": ["n", "s"]})},
         "the column 'unit' is Int64; expected text."),
        ({"units": pl.DataFrame({"unit": ["a", "b"], "region": ["n", None]})},
         "the column 'region' has 1 empty cells; expected names."),
        ({"votes": np.array([[3, 1], [-2, 5]])},
         "unit 'b': yes is -2; expected no negative count."),
        ({"registered": np.array([-1000, 20])},
         "unit 'a': registered is -1,000; expected no negative count."),
        ({"votes": np.array([[3.0, 1.0], [2.0, np.nan]])},
         "2 faults found.\n"
         "  1. yes is float64; expected whole numbers (int64).\n"
         "  2. no is float64; expected whole numbers (int64)."),
        ({"registered": np.array([True, False])},
         "registered is bool; expected whole numbers (int64)."),
        ({"votes": np.array([[-3, 1], [2, -5]]), "registered": np.array([-1, 2])},
         "3 faults found.\n"
         "  1. unit 'a': registered is -1; expected no negative count.\n"
         "  2. unit 'a': yes is -3; expected no negative count.\n"
         "  3. unit 'b': no is -5; expected no negative count."),
    ],
)  # fmt: skip
def test_faults_are_refused_at_birth(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError) as caught:
        Tally(**parts(**changes))
    assert str(caught.value) == message


def test_faults_name_the_file() -> None:
    with pytest.raises(DataError, match=r"^results\.csv: unit 'a': yes is -3"):
        Tally(**parts(source=Source(what="results.csv"), votes=np.array([[-3, 1], [2, 5]])))


def test_units_are_sorted_and_counts_go_with_them() -> None:
    tally = Tally(
        **parts(
            units=pl.DataFrame({"unit": ["b", "a"], "region": ["south", "north"]}),
            ballots=np.array([8, 4]),
        )
    )
    assert tally.units["unit"].to_list() == ["a", "b"]
    assert tally.units["region"].to_list() == ["north", "south"]
    assert tally.votes.tolist() == [[2, 5], [3, 1]]
    assert tally.counts("registered").tolist() == [20, 10]
    assert tally.counts("ballots").tolist() == [4, 8]


@settings(deadline=None)
@given(consistent_tallies(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(tally: Tally, shuffler: Any) -> None:
    order = np.array(shuffler.sample(range(len(tally)), len(tally)))
    again = dataclasses.replace(
        tally,
        units=tally.units[order],
        votes=tally.votes[order],
        **{name: getattr(tally, name)[order] for name in COUNT_NAMES if tally.has(name)},
    )
    assert again.units.equals(tally.units)
    assert np.array_equal(again.votes, tally.votes)
    for name in COUNT_NAMES:
        assert np.array_equal(again.counts(name), tally.counts(name))


def test_valid_votes_that_are_not_reported_are_summed_and_told() -> None:
    assert Tally(**parts()).counts("valid").tolist() == [4, 7]
    assert Tally(**parts()).derived == ("valid",)
    reported = Tally(**parts(valid=np.array([5, 7])))
    assert reported.counts("valid").tolist() == [5, 7]
    assert reported.derived == ()


def test_counts_cannot_be_written_to() -> None:
    given = parts()
    tally = Tally(**given)
    with pytest.raises(ValueError, match="read-only"):
        tally.votes[0, 0] = 99
    given["votes"][0, 0] = 99  # nor through the array that it was made of
    assert tally.votes[0, 0] == 3
    with pytest.raises(dataclasses.FrozenInstanceError):
        tally.choices = ("x",)  # type: ignore[misc]


def test_counts_that_nobody_reported_are_not_zero() -> None:
    tally = Tally(**parts())
    assert not tally.has("ballots")
    with pytest.raises(NotApplicable, match=r"^the results have no column for ballots$"):
        tally.counts("ballots")
    with pytest.raises(NotApplicable, match="no column for ballots"):
        _ = tally.turnout


def test_small_counts_are_widened() -> None:
    tally = Tally(**parts(votes=np.array([[3, 1], [2, 5]], dtype=np.uint8)))
    assert tally.votes.dtype == np.int64


def test_winner_focus_and_choice() -> None:
    tally = Tally(**parts())  # yes 5, no 6
    assert (tally.winner, tally.choice(), tally.choice("yes")) == ("no", "no", "yes")
    focused = Tally(**parts(contest=Contest(levels=("region",), focus="yes")))
    assert (focused.winner, focused.choice(), focused.choice("no")) == ("no", "yes", "no")
    assert tally.votes_for().tolist() == [1, 5]
    assert tally.votes_for("yes").tolist() == [3, 2]


def test_the_first_of_equals_is_called_the_winner() -> None:
    assert small_tally([[1, 1]]).winner == "A"


def test_a_misspelt_choice_is_answered_with_a_close_one() -> None:
    tally = small_tally([[1, 1]], choices=("united_russia", "cprf"))
    with pytest.raises(DataError) as caught:
        tally.choice("united_rusia")
    assert str(caught.value) == (
        "there is no choice 'united_rusia'; expected one of 'united_russia', 'cprf'."
        " Did you mean 'united_russia'?"
    )


def test_a_focus_that_does_not_exist() -> None:
    with pytest.raises(DataError, match="there is no choice 'maybe'"):
        Tally(**parts(contest=Contest(levels=("region",), focus="maybe"))).choice()


def test_shares_name_their_denominator() -> None:
    tally = small_tally([[3, 1], [0, 0]], registered=[16, 0], ballots=[5, 0], invalid=[1, 0])
    assert tally.share("A")[0] == 3 / 4
    assert tally.share("A", of="ballots")[0] == 3 / 5
    assert tally.share("A", of="registered")[0] == 3 / 16
    assert tally.turnout[0] == 5 / 16
    assert np.isnan([tally.share("A")[1], tally.turnout[1]]).all()  # 0 of 0 is not known


def two_levels() -> Tally:
    return Tally(
        contest=Contest(levels=("region", "district")),
        units=pl.DataFrame(
            {
                "unit": ["a", "b", "c", "d"],
                "region": ["south", "north", "north", "north"],
                "district": ["centre", "centre", "east", "centre"],
            }
        ),
        choices=("A",),
        votes=np.array([[1], [2], [3], [4]]),
    )


def test_places_are_told_apart_by_the_levels_above_them() -> None:
    names, codes = two_levels().groups("district")
    assert names == ("north / centre", "north / east", "south / centre")
    assert codes.tolist() == [2, 0, 1, 0]
    names, codes = two_levels().groups("region")
    assert (names, codes.tolist()) == (("north", "south"), [1, 0, 0, 0])


def test_no_level_is_one_group() -> None:
    names, codes = two_levels().groups(None)
    assert (names, codes.tolist()) == (("all units",), [0, 0, 0, 0])


def test_an_unknown_level() -> None:
    with pytest.raises(NotApplicable) as caught:
        two_levels().level("county")
    assert str(caught.value) == "the results have no level 'county'; they have region, district"
    with pytest.raises(NotApplicable, match=r"they have no level at all$"):
        small_tally([[1, 1]]).groups("county")


def test_neighbourhood_is_the_smallest_level_with_units_enough() -> None:
    # units have 1, 2, 1, 2 units in their district and 1, 3, 3, 3 in their region
    tally = two_levels()
    assert tally.neighbourhood(1) == "district"
    assert tally.neighbourhood(2) == "region"
    assert tally.neighbourhood(4) is None
    assert small_tally([[1, 1]]).neighbourhood(1) is None
    assert tally.where(np.zeros(4, dtype=np.bool_)).neighbourhood(1) is None


@pytest.mark.parametrize("kept", [[1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 0, 0], [1, 1, 1, 1]])
def test_places_of_a_part_are_those_that_are_left(kept: list[int]) -> None:
    whole, mask = two_levels(), np.array(kept, dtype=np.bool_)
    unasked = whole.where(mask)
    for level in whole.levels:
        whole.groups(level)
    asked = whole.where(mask)
    for level in whole.levels:
        (names, codes), (left, of) = unasked.groups(level), asked.groups(level)
        assert (left, of.tolist(), of.dtype) == (names, codes.tolist(), codes.dtype)


def test_a_part_cannot_be_changed_either() -> None:
    part = Tally(**parts()).where(np.array([False, True]))
    for counts in (part.votes, part.counts("registered"), part.groups("region")[1]):
        with pytest.raises(ValueError, match="read-only"):
            counts[0] = 9


def test_where_keeps_what_is_set_aside() -> None:
    aside = pl.DataFrame({"unit": ["x"], "row": [7], "reason": ["no data published"]})
    tally = Tally(**parts(set_aside=aside, invalid=np.array([0, 1])))
    kept = tally.where(np.array([False, True]))
    assert kept.units["unit"].to_list() == ["b"]
    assert kept.counts("registered").tolist() == [20]
    assert kept.counts("invalid").tolist() == [1]
    assert kept.ballots is None
    assert kept.derived == ("valid",)
    assert kept.set_aside.equals(aside)


def test_rows_that_are_no_units_leave_nothing_unknown() -> None:
    reasons = ["no data published", "totals row of north", "duplicate row of a", "votes missing"]
    aside = pl.DataFrame({"unit": list("wxyz"), "row": [2, 3, 4, 5], "reason": reasons})
    assert Tally(**parts(set_aside=aside)).unknown_units["unit"].to_list() == ["w", "z"]
    assert Tally(**parts()).unknown_units.is_empty()


def test_by_level() -> None:
    by = two_levels().by("region")
    assert {name: tally.votes.ravel().tolist() for name, tally in by.items()} == {
        "north": [2, 3, 4],
        "south": [1],
    }


@settings(deadline=None)
@given(consistent_tallies())
def test_parts_of_a_level_sum_to_the_whole(tally: Tally) -> None:
    whole = sum(part.votes.sum(axis=0) for part in tally.by("region").values())
    assert np.array_equal(whole, tally.votes.sum(axis=0))


def test_shown_in_one_line() -> None:
    tally = Tally(**parts())
    assert repr(tally) == "<Tally small: 2 units, 2 choices, 0 set aside>"
    unnamed = Tally(**parts(contest=Contest(levels=("region",))))
    assert repr(unnamed).startswith("<Tally contest without a name:")
    read = Tally(**parts(contest=Contest(levels=("region",)), source=Source(what="r.csv")))
    assert repr(read).startswith("<Tally r.csv:")


def test_nothing_set_aside_has_the_columns_of_something() -> None:
    table = no_units_set_aside(("region",))
    assert table.columns == ["unit", "row", "reason", "region"]
    assert table.height == 0


def test_a_tally_of_no_units() -> None:
    nobody = Tally(**parts()).where(np.zeros(2, dtype=np.bool_))
    assert len(nobody) == 0
    assert nobody.winner == "yes"
    assert nobody.share("yes").shape == (0,)


def test_those_who_came_are_the_ballots_where_they_are_known() -> None:
    known = small_tally([[3, 1], [5, 2]], registered=[20, 30], ballots=[5, 9])
    assert (known.came_by, known.came.tolist()) == ("ballots", [5, 9])
    assert known.unit_size.tolist() == [20, 30]
    bare = small_tally([[3, 1], [5, 2]])
    assert (bare.came_by, bare.came.tolist()) == ("valid", [4, 7])
    assert bare.unit_size.tolist() == [4, 7]
