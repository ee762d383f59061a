"""The findings in plain words: what was asked, what was found, how sure, what else could be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tallyscope.assess.assessment import WORST_FIRST, Grade
from tallyscope.assess.benchmarked import alarms, thresholds
from tallyscope.assess.grade import COMPLETENESS
from tallyscope.assess.reference import Rank, false_alarms
from tallyscope.assess.words import chance_in_words, listed
from tallyscope.result import Method, Outcome, Result
from tallyscope.tally import Tally


def summary(
    tally: Tally,
    choice: str,
    methods: Sequence[Method],
    outcomes: Mapping[str, Outcome],
    adjusted: Mapping[str, float],
    grades: Mapping[str, Grade],
    ranks: Mapping[str, Rank],
) -> tuple[str, ...]:
    """Return the findings as sentences, most important first."""
    votes, valid = int(tally.votes_for(choice).sum()), int(tally.counts("valid").sum())
    sentences = [
        f"We looked at {len(tally):,} units. {choice} has {votes:,} of {valid:,} valid votes"
        f" ({100 * votes / max(valid, 1):.2f}%)" + _of_how_many(tally),
        _overall(grades),
    ]
    for method in sorted(methods, key=lambda one: _importance(one, outcomes, grades)):
        outcome = outcomes[method.name]
        if isinstance(outcome, Result):
            sentences.append(
                _finding(method, outcome, adjusted.get(method.name), ranks.get(method.name))
            )
        else:
            sentences.append(f"{method.title}: not looked at, because {outcome.reason}.")
    if grades[COMPLETENESS].level != "descriptive":
        sentences.append(grades[COMPLETENESS].line)
    return tuple(sentences)


def _importance(
    method: Method, outcomes: Mapping[str, Outcome], grades: Mapping[str, Grade]
) -> tuple[bool, int]:
    """Order what was found before what was not looked at, and the worst of it first."""
    silent = not isinstance(outcomes[method.name], Result)
    return silent, WORST_FIRST.index(
        grades[method.family].level if method.family in grades else "cannot tell"
    )


def _of_how_many(tally: Tally) -> str:
    unknown = tally.unknown_units.height
    if not unknown:
        return "."
    return f"; {unknown:,} units were set aside, so these are not the sums of the whole contest."


def cautions(tally: Tally, choice: str, asked: str | None) -> tuple[str, ...]:
    """Return what the whole audit cannot tell."""
    told = [
        "A conspicuous number is never proof by itself: it says where to look, in protocols, ballot"
        " papers and witnesses. An inconspicuous one does not show that the count was honest.",
        "Nothing here sees pressure on voters, unequal campaigns, wrong registers, or votes that"
        " were changed in a way that looks like voting.",
        "It is about the published figures only: whether they are the counted ones it cannot know.",
    ]
    if asked is None and tally.contest.focus is None:
        told.append(f"Nobody said whose gain to test; it is the winner's, {choice}.")
    if not tally.levels:
        told.append("The file names no regions or districts, so nothing is compared locally.")
    if not tally.has("registered"):
        told.append("The file has no registered voters, so nothing about turnout can be said.")
    if tally.source.repairs:
        count = sum(repair.count for repair in tally.source.repairs)
        told.append(f"{count:,} repairs were made on reading; they are listed with their reasons.")
    return tuple(told)


def _overall(grades: Mapping[str, Grade]) -> str:
    by_level: dict[str, list[str]] = {}
    for grade in grades.values():
        by_level.setdefault(grade.level, []).append(grade.family)
    if "impossible" in by_level:
        return f"Arithmetic rules these figures out: {listed(by_level['impossible'])}."
    if "incompatible" in by_level:
        return (
            "Something in these figures is not what counting leaves behind, as far as the stated"
            f" honest model goes: {listed(by_level['incompatible'])}."
        )
    if all(grade.warning for grade in grades.values() if grade.level == "unusual") and (
        "unusual" in by_level
    ):
        return (
            "Something here is unusual compared with elections widely regarded as clean:"
            f" {listed(by_level['unusual'])}. It is a warning only, since some honest elections"
            " look the same; which ones is told with the grade."
        )
    if "unusual" in by_level:
        return (
            "Something here is unusual compared with elections widely regarded as clean:"
            f" {listed(by_level['unusual'])}. Honest causes are possible and are named below."
        )
    if all(
        grade.level == "cannot tell" for grade in grades.values() if grade.family != COMPLETENESS
    ):
        return "No method applies to these results, so nothing can be said about the count."
    return (
        "Nothing here stands out from what honest counting can leave behind. That does not show"
        " that the count was honest: what these tests cannot see is named below."
    )


def _finding(method: Method, result: Result, adjusted_p: float | None, place: Rank | None) -> str:
    """Say what a method found, how likely chance makes it, and where clean elections stand."""
    if method.contested:
        accused = false_alarms(method)
        told = "" if accused is None else f"; a contested method: {accused}"
        return f"{method.title}: {result.headline}{told}."
    told = f"{method.title}: {method.spoken(result) if method.spoken else result.headline}"
    if adjusted_p is not None:
        told += f"; as much or more is seen in {chance_in_words(adjusted_p)}"
    told += _among_clean(place)
    measured = alarms(method.name)
    if measured is not None and _stands_out(adjusted_p, place):
        told += f" {measured}"
    return told


def _among_clean(place: Rank | None) -> str:
    if place is None:
        return "."
    if place.outside:
        return f". It is outside the reference of clean elections: {place.outside}."
    if place.beyond:
        return ". That lies beyond every election of the clean reference."
    if place.value > place.highest:
        return ". None of the clean reference reached as far, but chance may have carried it there."
    return ". Clean elections reach as far."


def _stands_out(adjusted_p: float | None, place: Rank | None) -> bool:
    if adjusted_p is not None:
        return adjusted_p <= thresholds().unusual_p
    return place is not None and place.beyond
