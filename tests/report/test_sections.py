"""What the sections say beside the numbers."""

from __future__ import annotations

from dataclasses import replace

from tallyscope.assess.assessment import Assessment
from tallyscope.assess.benchmarked import alarms
from tallyscope.report.html import command
from tallyscope.report.sections import facts, grade_rows, sections
from tests.report import examples


def chance_of(assessment: Assessment, name: str) -> str:
    return " ".join(next(one.chance for one in sections(assessment) if one.card.name == name))


def test_several_tests_are_allowed_for() -> None:
    two = replace(examples.tampered(), adjusted_p={"integer_percentages": 0.004, "another": 0.5})
    assert (
        "Allowing for all 2 tests with a p-value, it is 1 in 250 honest counts (adjusted p ="
        " 0.004)."
    ) in chance_of(two, "integer_percentages")


def test_one_test_needs_no_adjustment() -> None:
    assessment = examples.tampered()
    alone = {"integer_percentages": assessment.adjusted_p["integer_percentages"]}
    told = chance_of(replace(assessment, adjusted_p=alone), "integer_percentages")
    assert "It was the only test with a p-value, so nothing had to be adjusted." in told


def test_a_test_that_does_not_count_is_not_adjusted() -> None:
    told = chance_of(replace(examples.tampered(), adjusted_p={}), "integer_percentages")
    assert "as much or more would be seen in" in told
    assert "adjusted" not in told


def test_clean_elections_and_false_alarms_stand_beside_the_finding() -> None:
    assessment = examples.tampered()
    for name in ("integer_percentages", "neighbours"):
        told = chance_of(assessment, name)
        assert str(assessment.ranks[name])[1:] in told
        assert told.endswith(str(alarms(name)))


def test_grades_say_how_sure_they_are() -> None:
    rows = {row.grade.family: row.certainty for row in grade_rows(examples.tampered())}
    assert rows["round numbers"].startswith("By chance: 1 in ")
    assert rows["turnout and share"] == "No test; 95% interval only."
    assert rows["completeness of the data"] == "Counted, not estimated."
    silent = {row.grade.family: row.certainty for row in grade_rows(examples.tiny())}
    assert silent["round numbers"] == "Not looked at."


def test_facts_leave_out_what_nobody_reported() -> None:
    names = [fact.name for fact in facts(examples.without_register().tally, "leader", 3)]
    assert names == [
        "Units read", "Ballots in the boxes", "Votes for leader", "Entries in the list of units",
    ]  # fmt: skip
    told = {fact.name: fact for fact in facts(examples.tampered_tally(), "leader", 3)}
    tally = examples.tampered_tally()
    ballots, registered = int(tally.counts("ballots").sum()), int(tally.counts("registered").sum())
    assert told["Ballots in the boxes"].note == f"turnout {100 * ballots / registered:.2f}%"
    assert told["Units read"].note == "3 set aside"


def test_the_command_without_a_choice() -> None:
    made_by = replace(examples.tampered().made_by, input_name="r.csv", settings={}, seed=0)
    assert command(made_by) == "tallyscope audit r.csv --seed 0 --html report.html"
