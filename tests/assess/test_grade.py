"""From numbers to a grade: every branch, with the exact line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.assess.assessment import GRADE_MEANING
from tallyscope.assess.benchmarked import thresholds
from tallyscope.assess.grade import grade, grade_completeness
from tallyscope.result import Skipped
from tallyscope.tally import NAMELESS, Contest
from tests.assess.outcomes import DESCRIBING, TESTING, a_rank, a_result
from tests.tallies import small_tally

INCOMPATIBLE_P, UNUSUAL_P = thresholds().incompatible_p, thresholds().unusual_p
BEYOND, INSIDE = a_rank(3.2), a_rank(0.4)
TOLD = (
    "Whole percentages: 120 units (100 to 140) more than expected; if dice were thrown, so many or"
    " more would be seen in {chance} (adjusted for the number of tests)."
)
AGAINST = (
    " Z of the excess: {z} standard deviations; in 14 elections widely regarded as clean -1.9 to"
    " 1.9, and 0 of them reached this value (conformal p 0.067)."
)


@pytest.mark.parametrize(
    ("p", "rank", "level", "line"),
    [
        (0.0005, BEYOND, "incompatible",
         TOLD.format(chance="1 in 2,000 honest counts") + AGAINST.format(z="3.2")),
        (INCOMPATIBLE_P, BEYOND, "incompatible",
         TOLD.format(chance="1 in 1,000 honest counts") + AGAINST.format(z="3.2")),
        (0.0011, BEYOND, "unusual",
         TOLD.format(chance="1 in 910 honest counts") + AGAINST.format(z="3.2")),
        # however small the p-value: clean elections have had that, too
        (1e-20, INSIDE, "unusual",
         TOLD.format(chance="fewer than 1 in a billion honest counts") + AGAINST.format(z="0.4")),
        (1e-20, a_rank(3.2, outside="it is unlike them"), "unusual", None),
        (1e-20, None, "unusual", TOLD.format(chance="fewer than 1 in a billion honest counts")),
        (UNUSUAL_P, INSIDE, "unusual", None),
        (0.0101, BEYOND, "descriptive", None),
        (0.47, INSIDE, "descriptive",
         TOLD.format(chance="47 in 100 honest counts") + AGAINST.format(z="0.4")),
    ],
)  # fmt: skip
def test_a_test(p: float, rank: object, level: str, line: str | None) -> None:
    found = grade(TESTING, a_result(), p, rank)  # type: ignore[arg-type]
    assert found.level == level
    assert found.family == "round numbers"
    assert found.methods == ("integer_percentages",)
    assert line is None or found.line == line


@pytest.mark.parametrize(
    ("rank", "level"), [(BEYOND, "unusual"), (INSIDE, "descriptive"), (None, "descriptive")]
)
def test_a_description_is_at_most_unusual(rank: object, level: str) -> None:
    found = grade(DESCRIBING, a_result(p_value=None), None, rank)  # type: ignore[arg-type]
    assert found.level == level
    assert found.family == "turnout and share"
    assert found.line.startswith("Turnout against share: 120 units (100 to 140).")


@pytest.mark.parametrize(
    ("p", "rank", "level"),
    [
        (1e-12, BEYOND, "unusual"),  # honest places differ: never "incompatible"
        (1e-12, INSIDE, "descriptive"),  # clean elections have had that, too
        (1e-12, None, "descriptive"),
        (0.0101, BEYOND, "descriptive"),
    ],
)
def test_a_null_that_honest_differences_break(p: float, rank: object, level: str) -> None:
    method = replace(TESTING, counting_null=False)
    assert grade(method, a_result(), p, rank).level == level  # type: ignore[arg-type]


@pytest.mark.parametrize("p", [1e-12, None])
def test_a_contested_method_is_never_graded(p: float | None) -> None:
    method = replace(TESTING, primary=False, contested=True)
    assert grade(method, a_result(), p, BEYOND).level == "descriptive"


def test_a_test_that_was_taken_out_of_the_primary_ones_describes() -> None:
    assert grade(TESTING, a_result(p_value=1e-12), None, BEYOND).level == "descriptive"


def test_a_headline_that_is_no_excess_of_units() -> None:
    result = a_result()
    slope = replace(result, headline=replace(result.headline, unit="votes per ballot"))
    assert grade(TESTING, slope, 0.25, None).line == (
        "Whole percentages: 120 votes per ballot (100 to 140); if dice were thrown, a value so far"
        " out or further would be seen in 25 in 100 honest counts (adjusted for the number of"
        " tests)."
    )


def test_fewer_than_expected_is_told_as_that() -> None:
    found = grade(TESTING, a_result(-30.0), 0.9, None)
    assert found.line.startswith("Whole percentages: 30 units (10 to 50) fewer than expected; if")


def test_a_method_that_was_silent() -> None:
    found = grade(TESTING, Skipped("integer_percentages", "3 units are left"), None, None)
    assert (found.level, found.line) == ("cannot tell", "3 units are left")
    assert found.meaning == "cannot tell from these data"


@settings(deadline=None)
@given(
    st.floats(1e-300, 1.0),
    st.floats(1e-300, 1.0),
    st.floats(-5, 5),
)
def test_a_smaller_p_is_never_graded_milder(p: float, other: float, value: float) -> None:
    order = ["descriptive", "unusual", "incompatible"]
    levels = [
        order.index(grade(TESTING, a_result(), max(p, other), a_rank(value)).level),
        order.index(grade(TESTING, a_result(), min(p, other), a_rank(value)).level),
    ]
    assert levels == sorted(levels)


def test_every_grade_has_a_meaning() -> None:
    assert set(GRADE_MEANING) == {
        "impossible",
        "incompatible",
        "unusual",
        "descriptive",
        "cannot tell",
    }


def aside(*reasons: str, regions: tuple[str, ...] | None = None) -> pl.DataFrame:
    columns: dict[str, object] = {
        "unit": [f"x{i}" for i in range(len(reasons))],
        "row": list(range(len(reasons))),
        "reason": list(reasons),
    }
    return pl.DataFrame(columns if regions is None else columns | {"region": regions})


def test_a_complete_file() -> None:
    found = grade_completeness(small_tally([[1, 1]] * 1200, ballots=[2] * 1200))
    assert found.level == "descriptive"
    assert found.family == "completeness of the data"
    assert found.line == "All 1,200 units of the file have complete counts and were read."


def test_units_without_counts_cannot_be_told_about() -> None:
    tally = replace(
        small_tally([[1, 1]] * 3),
        set_aside=aside("no data published", "votes missing", "no data published"),
    )
    found = grade_completeness(tally)
    assert found.level == "cannot tell"
    assert found.line == (
        "Cannot tell about 3 of 6 units, which were set aside (2: no data published; 1: votes"
        " missing)."
    )


def test_places_without_any_counts_are_named() -> None:
    tally = replace(
        small_tally([[1, 1]] * 2, regions=["north", "south"]),
        set_aside=aside("no data", "no data", "no data", regions=("north", "west", "east")),
    )
    assert grade_completeness(tally).line.endswith(" Nothing at all is known about east, west.")


def test_a_place_without_a_name_is_no_place() -> None:
    tally = replace(
        small_tally([[1, 1]], regions=["north"]),
        set_aside=aside("no data", "no data", regions=(NAMELESS, "west")),
    )
    assert grade_completeness(tally).line.endswith(" Nothing at all is known about west.")


def test_only_five_reasons_are_told() -> None:
    reasons = [f"reason {i}" for i in range(7) for _ in range(7 - i)]
    tally = replace(small_tally([[1, 1]]), set_aside=aside(*reasons))
    line = grade_completeness(tally).line
    assert "3: reason 4" in line
    assert "reason 5" not in line


def test_more_votes_than_ballots_are_impossible() -> None:
    # 7 + 5 votes on 6 + 5 ballots
    tally = small_tally([[4, 3], [2, 3]], ballots=[6, 5])
    found = grade_completeness(tally)
    assert found.level == "impossible"
    assert found.line == "All options together have 12 votes out of 11 ballots."


def test_more_ballots_than_were_given_out_are_impossible() -> None:
    tally = small_tally([[400, 300]] * 2, ballots=[700, 705], issued=[700, 700])
    found = grade_completeness(tally)
    assert found.level == "impossible"
    assert found.line == "The boxes held 1,405 ballots, but 1,400 were given out."


def test_single_slips_are_not_impossible_in_sum() -> None:
    # 701 ballots of 700 given out in one place; in sum as many as were given out
    tally = small_tally([[400, 300]] * 2, ballots=[701, 700], issued=[700, 701])
    assert grade_completeness(tally).level == "descriptive"


def test_impossible_before_incomplete() -> None:
    tally = replace(small_tally([[4, 3]], ballots=[6]), set_aside=aside("no data"))
    assert grade_completeness(tally).level == "impossible"


def test_places_are_not_looked_for_without_levels() -> None:
    tally = replace(
        small_tally([[1, 1]], regions=["north"]), contest=Contest(), set_aside=aside("no data")
    )
    assert "Nothing at all" not in grade_completeness(tally).line
    with_levels = replace(small_tally([[1, 1]], regions=["north"]), set_aside=aside("no data"))
    assert "Nothing at all" not in grade_completeness(with_levels).line
    assert np.array_equal(with_levels.votes, tally.votes)
