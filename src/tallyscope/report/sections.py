"""What the report's template shows, method by method, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tallyscope.assess.assessment import Assessment, Grade
from tallyscope.assess.benchmarked import alarms
from tallyscope.assess.words import chance_in_words, sentence_case
from tallyscope.methods import card
from tallyscope.report import silence
from tallyscope.report.words import Range, p_value, spoken
from tallyscope.result import Method, Result, Skipped
from tallyscope.tally import Tally

if TYPE_CHECKING:
    from tallyscope.report.charts import Drawn


@dataclass(frozen=True)
class Section:
    """One method on the page."""

    card: Method
    result: Result
    finding: Range
    chance: tuple[str, ...]
    would_see: tuple[str, ...]
    figures: tuple[Drawn, ...]


@dataclass(frozen=True)
class Silent:
    """A method that did not run, and why."""

    card: Method
    skipped: str


@dataclass(frozen=True)
class GradeRow:
    """One line of the table of grades."""

    grade: Grade
    title: str
    certainty: str


@dataclass(frozen=True)
class Fact:
    """A number with its name, for the head of the page."""

    name: str
    value: str
    note: str = ""


def sections(assessment: Assessment) -> tuple[Section, ...]:
    """Return a section per method that ran, in the order of the outcomes."""
    return tuple(
        _section(outcome, assessment)
        for outcome in assessment.outcomes.values()
        if isinstance(outcome, Result)
    )


def silent(assessment: Assessment) -> tuple[Silent, ...]:
    """Return the methods that did not run, in the order of the outcomes."""
    return tuple(
        Silent(card(outcome.method), outcome.reason)
        for outcome in assessment.outcomes.values()
        if isinstance(outcome, Skipped)
    )


def _section(result: Result, assessment: Assessment) -> Section:
    from tallyscope.report.charts import drawn  # loads the charting library

    return Section(
        card=card(result.method),
        result=result,
        finding=spoken(result.headline),
        chance=_chance(result, assessment.adjusted_p) + _beside(result, assessment),
        would_see=silence.of_method(assessment, result.method),
        figures=drawn(result),
    )


def _chance(result: Result, adjusted: Mapping[str, float]) -> tuple[str, ...]:
    """Say the p-value in words, with what it is a probability under."""
    if result.p_value is None:
        return (
            "This describes and does not test. There is no p-value: honest elections come with all"
            " sorts of values here.",
        )
    told = [
        f"If {result.null}, as much or more would be seen in"
        f" {chance_in_words(result.p_value)} (p {p_value(result.p_value)})."
    ]
    if result.method in adjusted:
        tests = len(adjusted)
        one = adjusted[result.method]
        told.append(
            "It was the only test with a p-value, so nothing had to be adjusted."
            if tests == 1
            else f"Allowing for all {tests} tests with a p-value, it is {chance_in_words(one)}"
            f" (adjusted p {p_value(one)})."
        )
    return tuple(told)


def _beside(result: Result, assessment: Assessment) -> tuple[str, ...]:
    """Say where the result stands among clean elections, and how often honest ones alarm."""
    place, measured = assessment.ranks.get(result.method), alarms(result.method)
    told = [] if place is None else [f"{sentence_case(str(place))}."]
    if measured is not None:
        told.append(str(measured))
    return tuple(told)


def grade_rows(assessment: Assessment) -> tuple[GradeRow, ...]:
    """Return the table of grades, worst first as the assessment has them."""
    return tuple(
        GradeRow(grade, sentence_case(grade.family), _certainty(assessment, grade))
        for grade in assessment.grades.values()
    )


def _certainty(assessment: Assessment, grade: Grade) -> str:
    """Say how sure the grade is: by a test, by an interval only, or by counting."""
    told = []
    for name in grade.methods:
        outcome = assessment.outcomes[name]
        if isinstance(outcome, Skipped):
            continue
        if name in assessment.adjusted_p:
            p = assessment.adjusted_p[name]
            told.append(f"By chance: {chance_in_words(p)} (adjusted p {p_value(p)}).")
        else:
            told.append(f"No test; {100 * outcome.headline.level:g}% interval only.")
    if not grade.methods:
        return "Counted, not estimated."
    return " ".join(told) or "Not looked at."


def facts(tally: Tally, choice: str, flagged: int) -> tuple[Fact, ...]:
    """Return the numbers at the head of the page; what is not known is not there."""
    votes, valid = int(tally.votes_for(choice).sum()), int(tally.counts("valid").sum())
    told = [Fact("Units read", f"{len(tally):,}", f"{tally.set_aside.height:,} set aside")]
    if tally.has("registered"):
        told.append(Fact("Registered voters", f"{int(tally.counts('registered').sum()):,}"))
    if tally.has("ballots"):
        ballots = int(tally.counts("ballots").sum())
        told.append(Fact("Ballots in the boxes", f"{ballots:,}", _turnout(tally, ballots)))
    share = f"{100 * votes / valid:.2f}% of {valid:,} valid votes" if valid else ""
    told.append(Fact(f"Votes for {choice}", f"{votes:,}", share))
    told.append(Fact("Entries in the list of units", f"{flagged:,}", "to look at first"))
    return tuple(told)


def _turnout(tally: Tally, ballots: int) -> str:
    registered = int(tally.counts("registered").sum()) if tally.has("registered") else 0
    return f"turnout {100 * ballots / registered:.2f}%" if registered else ""
