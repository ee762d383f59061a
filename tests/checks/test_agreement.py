"""Statements of one story against each other."""

from __future__ import annotations

from tallyscope.checks.agreement import agreement
from tallyscope.evidence import Pack
from tallyscope.result import Verdict
from tallyscope.statement import Statement
from tests.checks.stories import beside, told

EMPTY = Pack(name="empty", title="")
TWO = ("North", "South")


def outcomes(*story: Statement) -> list[str]:
    return [verdict.outcome for verdict in agreement(story, EMPTY)]


def shares(north: str, south: str, option: str = "yes") -> list[Statement]:
    return [
        told("share", north, place="North", option=option),
        told("share", south, place="South", option=option),
    ]


def all_voted(option: str = "") -> Statement:
    return told("outcome", place=TWO, option=option, text="both voted to join")


def only(*story: Statement) -> Verdict:
    (verdict,) = agreement(story, EMPTY)
    return verdict


def test_all_voted_to_join() -> None:
    verdict = only(all_voted(), *shares("93%", "87%"))
    assert verdict.outcome == "consistent"
    assert verdict.summary == (
        "“both voted to join”: the story gives 93% in North, 87% in South; more than half in each"
        " place."
    )
    assert len(verdict.statements) == 3


def test_a_share_below_half_contradicts() -> None:
    verdict = only(all_voted(), *shares("93%", "47%"))
    assert verdict.outcome == "inconsistent"
    assert verdict.summary.endswith("not a majority in South.")


def test_half_is_no_clear_majority() -> None:
    # 50% stands for 49.5 to 50.5
    assert outcomes(all_voted(), *shares("93%", "50%")) == ["cannot tell"]


def test_a_place_without_a_share_is_open() -> None:
    verdict = only(all_voted(), told("share", "93%", place="North", option="yes"))
    assert verdict.outcome == "cannot tell"
    assert verdict.summary.endswith("no clear majority is given for South.")


def test_a_vague_share_leaves_it_open() -> None:
    vague = told("share", "93%", place="North", option="yes", comparator="about")
    south = told("share", "87%", place="South", option="yes")
    assert outcomes(all_voted(), vague, south) == ["cannot tell"]


def test_another_name_for_the_option_is_no_contradiction() -> None:
    assert outcomes(all_voted("to join"), *shares("93%", "87%")) == ["consistent"]
    assert outcomes(all_voted("to join"), *shares("93%", "47%")) == ["cannot tell"]
    assert outcomes(all_voted("no"), *shares("33%", "47%")) == []
    assert outcomes(all_voted("no"), *shares("63%", "47%", "no")) == ["inconsistent"]


def test_a_denied_outcome_is_not_compared() -> None:
    denied = told("outcome", place=TWO, negated=True, text="did not vote to join")
    assert outcomes(denied, *shares("93%", "47%")) == []


def test_two_numbers_for_one_thing() -> None:
    def twice(one: str, other: str, who: str = "x") -> list[str]:
        return outcomes(told("turnout", one, who="x"), told("turnout", other, who=who))

    assert twice("76.86%", "77%") == ["consistent"]
    assert twice("76.86%", "78.86%") == ["cannot tell"]
    assert twice("76.86%", "76.86%") == []
    assert twice("49%", "71%") == []  # so far apart that they are of two things
    assert twice("76.86%", "78.86%", who="y") == []


def test_what_two_numbers_are_of_is_named() -> None:
    verdict = only(told("votes", "5,101", option="A"), told("votes", "5,203", option="A"))
    assert verdict.summary == (
        "Testland: the story gives 5,101 and 5,203 for the same thing (votes of A); they cannot"
        " both be right."
    )


def test_vague_numbers_are_not_compared() -> None:
    assert outcomes(told("turnout", "70%", comparator="about"), told("turnout", "75%")) == []


def test_interim_and_final_are_two_things() -> None:
    story = beside(told("counted", "30%"), told("turnout", "70%"))
    story.append(told("turnout", "80%"))
    assert outcomes(*story) == []


def test_on_friday_is_tomorrow() -> None:
    verdict = only(
        told("plan", as_of="2022-09-30", text="The areas will become part of Russia on Friday"),
        told("plan", as_of="2022-09-30", text="the regions will be incorporated tomorrow"),
    )
    assert verdict.outcome == "consistent"
    assert verdict.summary == "The story dates joining 2 times, each time 30 September 2022."


def test_different_days_may_be_different_events() -> None:
    verdict = only(
        told("plan", as_of="2022-09-30", text="a ceremony on Friday"),
        told("plan", as_of="2022-10-03", text="the ceremony on Monday"),
    )
    assert verdict.outcome == "cannot tell"
    assert verdict.summary.endswith("2 times, on different days.")
    assert verdict.lines[0] == "30 September 2022: “a ceremony on Friday”."


def test_plans_without_a_day_or_about_other_things() -> None:
    assert outcomes(told("plan", text="a ceremony"), told("plan", text="the ceremony")) == []
    assert (
        outcomes(
            told("plan", as_of="2022-09-30", text="a ceremony"),
            told("plan", as_of="2022-10-03", text="a concert"),
        )
        == []
    )
