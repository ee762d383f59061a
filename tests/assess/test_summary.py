"""The findings in words: every sentence, and what must never be said."""

from __future__ import annotations

import re
from dataclasses import replace

import polars as pl
import pytest

from tallyscope.assess.assessment import Assessment, Grade, GradeLevel
from tallyscope.assess.auditing import audit
from tallyscope.assess.benchmarked import alarms
from tallyscope.assess.reference import Kind, rank
from tallyscope.assess.summary import cautions, summary
from tallyscope.methods import card
from tallyscope.methods.integer_percentages import IntegerPercentagesResult
from tallyscope.result import Estimate, Outcome, Result, Skipped
from tallyscope.simulate.demonstration import demonstration
from tallyscope.simulate.honest import Spread, country
from tallyscope.simulate.rounding import rounding
from tallyscope.simulate.stuffing import extreme_stuffing, incremental_stuffing
from tallyscope.simulate.tamper import Placement
from tallyscope.tally import Contest, Repair, Source, Tally
from tests.assess.outcomes import (
    small_country,
    turnout_and_share,
    votes_in_excess,
    whole_percentages,
)
from tests.tallies import small_tally

FAMILIES = ("round numbers", "turnout and share", "votes beyond proportionality")
COMPLETENESS = "completeness of the data"


def grades(**levels: GradeLevel) -> dict[str, Grade]:
    """Return descriptive grades of all families, but for those given (first word of the family)."""
    given: dict[str, GradeLevel] = dict.fromkeys((*FAMILIES, COMPLETENESS), "descriptive")
    for word, level in levels.items():
        given[next(family for family in given if family.startswith(word))] = level
    return {
        family: Grade(family, level, f"line of {family}", ()) for family, level in given.items()
    }


def told(outcomes: dict[str, Outcome], levels: dict[str, Grade]) -> tuple[str, ...]:
    adjusted = {"integer_percentages": 0.04}
    methods = [card(name) for name in outcomes]
    tally = small_country()
    ranks = {
        name: place
        for name, outcome in outcomes.items()
        if isinstance(outcome, Result)
        and (place := rank(card(name), outcome, Kind.of(tally))) is not None
    }
    return summary(tally, "leader", methods, outcomes, adjusted, levels, ranks)


def test_first_the_result_itself() -> None:
    tally = small_tally([[600, 400], [700, 300]] * 600)
    first = summary(tally, "A", (), {}, {}, grades(), {})[0]
    assert first == ("We looked at 1,200 units. A has 780,000 of 1,200,000 valid votes (65.00%).")


def test_what_was_set_aside_is_missing_in_the_sums() -> None:
    rows = {"unit": ["x", "y"], "row": [2, 3], "reason": ["no data", "totals row"]}
    tally = replace(small_tally([[3, 1]]), set_aside=pl.DataFrame(rows))
    assert summary(tally, "A", (), {}, {}, grades(), {})[0].endswith(
        "(75.00%); 1 units were set aside, so these are not the sums of the whole contest."
    )


def test_nobody_voted() -> None:
    first = summary(small_tally([[0, 0]]), "A", (), {}, {}, grades(), {})[0]
    assert first == "We looked at 1 units. A has 0 of 0 valid votes (0.00%)."


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        (grades(),
         "Nothing here stands out from what honest counting can leave behind. That does not show"
         " that the count was honest: what these tests cannot see is named below."),
        (grades(turnout="unusual", votes="unusual"),
         "Something here is unusual compared with elections widely regarded as clean: turnout and"
         " share, votes beyond proportionality. Honest causes are possible and are named below."),
        (grades(round="incompatible", turnout="unusual"),
         "Something in these figures is not what counting leaves behind, as far as the stated"
         " honest model goes: round numbers."),
        (grades(round="incompatible", completeness="impossible"),
         "Arithmetic rules these figures out: completeness of the data."),
        (grades(round="cannot tell", turnout="cannot tell", votes="cannot tell"),
         "No method applies to these results, so nothing can be said about the count."),
    ],
)  # fmt: skip
def test_then_the_worst_of_it(levels: dict[str, Grade], sentence: str) -> None:
    assert told({}, levels)[1] == sentence


BEYOND = " That lies beyond every election of the clean reference."
WITHIN = " Clean elections reach as far."


def with_regions(*adjusted: float) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "region": [f"R{i}" for i in range(len(adjusted))],
            "z": [float(i) for i in range(len(adjusted))],
            "p_adjusted": adjusted,
        }
    )


def test_whole_percentages_in_words() -> None:
    result = whole_percentages()
    row = result.counts.filter(criterion="either", period=1, weight="stations").row(0, named=True)
    sentence = told({"integer_percentages": result}, grades())[2]
    assert sentence == (
        f"Whole percentages: {row['observed']:.0f} units stand at one, {row['expected']:.0f} ±"
        f" {2 * row['sd']:.0f} would by chance; as much or more is seen in 1 in 25 honest counts."
        + WITHIN
    )


def with_excess(result: IntegerPercentagesResult) -> IntegerPercentagesResult:
    return replace(result, counts=result.counts.with_columns(z=pl.lit(9.0)))


def test_regions_are_named_where_round_numbers_stand_out() -> None:
    result = with_excess(whole_percentages())
    some = replace(result, regions=with_regions(0.001, 0.02, 0.01))
    sentence = told({"integer_percentages": some}, grades())[2]
    assert " by chance, most of all in R2, R0; as much" in sentence
    assert BEYOND in sentence
    many = replace(result, regions=with_regions(*[0.001] * 7))
    sentence = told({"integer_percentages": many}, grades())[2]
    assert " most of all in R6, R5, R4, R3, R2; " in sentence
    none = replace(result, regions=with_regions(0.5))
    assert "most of all" not in told({"integer_percentages": none}, grades())[2]


@pytest.mark.parametrize(
    ("low", "high", "direction"),
    [(0.1, 0.3, "higher"), (-0.3, -0.1, "lower"), (-0.1, 0.3, "neither higher nor lower")],
)
def test_turnout_and_share_in_words(low: float, high: float, direction: str) -> None:
    headline = Estimate((low + high) / 2, low, high, 0.95, "correlation", "")
    result = replace(turnout_and_share(), headline=headline, unit_scores=None)
    sentence = told({"fingerprint": result}, grades())[2]
    assert sentence == (
        "Turnout against share: within districts, where more people voted the share is"
        f" {direction} (correlation {headline.value:.2f}); 0 of {result.n_units} units lie far"
        " above their district in both at once." + WITHIN
    )


def test_more_than_any_clean_election_but_perhaps_by_chance() -> None:
    # one of 400 is 25 per 10,000, above all clean elections; its lower bound is not
    one = pl.DataFrame({"unit": ["u"], "score": [4.0], "reason": ["far"]})
    result = replace(turnout_and_share(), unit_scores=one)
    sentence = told({"fingerprint": result}, grades())[2]
    assert sentence.endswith(
        " None of the clean reference reached as far, but chance may have carried it there."
    )


def test_votes_in_excess_in_words() -> None:
    result = replace(
        votes_in_excess(),
        headline=Estimate(18.7e6, 3.02e6, 30.8e6, 0.95, "votes", ""),
        plausible=(40.0, 69.0),
        relative=(-0.5, 0.1, 0.2),
    )
    sentence = told({"excess_votes": result}, grades())[2]
    expected = (
        "Votes beyond proportionality: between 3,000,000 and 31,000,000, depending on the turnout"
        " that is taken for clean (40% to 69%) and on whether regions are compared with"
        " themselves; it is not a number of stolen votes."
    )
    assert sentence == expected + WITHIN
    beyond = replace(result, relative=(0.2, 0.3, 0.4))
    assert told({"excess_votes": beyond}, grades())[2].startswith(expected + BEYOND)


def test_what_stands_out_comes_with_the_honest_elections_that_do() -> None:
    beyond = replace(votes_in_excess(), relative=(0.2, 0.3, 0.4))
    assert told({"excess_votes": beyond}, grades())[2].endswith(f" {alarms('excess_votes')}")
    inside = replace(votes_in_excess(), relative=(-0.5, 0.1, 0.2))
    assert str(alarms("excess_votes")) not in told({"excess_votes": inside}, grades())[2]


def test_a_warning_is_called_one() -> None:
    levels = grades(turnout="unusual")
    levels["turnout and share"] = replace(levels["turnout and share"], warning="A warning only: x.")
    assert told({}, levels)[1] == (
        "Something here is unusual compared with elections widely regarded as clean: turnout and"
        " share. It is a warning only, since some honest elections look the same; which ones is"
        " told with the grade."
    )
    levels["votes beyond proportionality"] = replace(
        levels["votes beyond proportionality"], level="unusual"
    )
    assert "warning only" not in told({}, levels)[1]


def test_a_method_without_words_says_its_headline() -> None:
    silent = replace(card("fingerprint"), spoken=None)
    result = turnout_and_share()
    outcomes: dict[str, Outcome] = {"fingerprint": result}
    sentence = summary(small_country(), "leader", [silent], outcomes, {}, grades(), {})[2]
    assert sentence.startswith(f"Turnout against share: {result.headline}.")


def test_what_was_not_looked_at_and_why() -> None:
    outcomes: dict[str, Outcome] = {"fingerprint": Skipped("fingerprint", "there is no register")}
    sentence = told(outcomes, grades(turnout="cannot tell"))[2]
    assert sentence == "Turnout against share: not looked at, because there is no register."


def test_last_what_is_missing() -> None:
    assert told({}, grades(completeness="cannot tell"))[-1] == f"line of {COMPLETENESS}"
    assert len(told({}, grades())) == 2


def caution_about(text: str, tally: Tally, asked: str | None = "A") -> bool:
    return any(text in caution for caution in cautions(tally, "A", asked))


def test_cautions_stand_where_they_apply() -> None:
    full = small_tally([[2, 1]], registered=[9], regions=["north"])
    bare = small_tally([[2, 1]])
    assert len(cautions(full, "A", "A")) == 3
    assert caution_about("Nobody said whose gain to test; it is the winner's, A.", full, None)
    focused = replace(full, contest=Contest(levels=("region",), focus="A"))
    assert not caution_about("Nobody said", focused, None)
    assert caution_about("names no regions or districts", bare)
    assert caution_about("no registered voters", bare)
    repaired = replace(full, source=Source(repairs=(Repair("a", 1200, ""), Repair("b", 34, ""))))
    assert caution_about("1,234 repairs were made on reading", repaired)


FORBIDDEN = (
    r"fraud",
    r"proven",
    r"prove[sd]?\b",
    r"guilt",
    r"rigged",
    r"falsif",
    r"cheat",
    r"crime|criminal",
    r"fake",
    r"true result",
    r"clean election\b(?! have)",
    r"was honest\b(?!\.|:)",
)


def elections() -> dict[str, Tally]:
    clean = country(n_units=800, n_regions=4, n_districts=40, seed=1)
    return {
        "honest": clean,
        "eager": country(n_units=800, regions=Spread(0.5, 0.8, 0.9), n_districts=40, seed=2),
        "rounded": rounding(clean, Placement(0.3), of="both").tally,
        "stuffed": incremental_stuffing(clean, Placement(0.4), dose=0.6).tally,
        "extreme": extreme_stuffing(clean, Placement(0.1)).tally,
        "demonstration": demonstration(n_units=2_000).tally,
        "tiny": clean.where(clean.counts("registered") < 120),
        "no register": replace(clean, registered=None),
        "no places": replace(clean, contest=Contest(), units=clean.units.select("unit")),
        "impossible": replace(clean, ballots=clean.counts("valid") - 1, invalid=None),
        "nobody": clean.where(clean.counts("registered") < 0),
    }


ELECTIONS = elections()


@pytest.mark.parametrize("name", ELECTIONS)
def test_what_must_never_be_said(name: str) -> None:
    assessment = audit(ELECTIONS[name])
    for text in everything_said(assessment):
        for word in FORBIDDEN:
            assert not re.search(word, text, re.IGNORECASE), f"{word}: {text}"
        assert "stolen" not in text.replace("not a number of stolen votes", "")
    assert "never proof by itself" in assessment.cautions[0]
    assert "does not show that the count was honest" in " ".join(assessment.cautions)


def everything_said(assessment: Assessment) -> list[str]:
    said = [*assessment.summary, *(grade.line for grade in assessment.grades.values())]
    said += [grade.meaning for grade in assessment.grades.values()]
    for outcome in assessment.outcomes.values():
        if isinstance(outcome, Skipped):
            said.append(outcome.reason)
        else:
            said += [*outcome.cautions, outcome.headline.how, outcome.null, str(outcome.headline)]
    return said


def test_the_grades_of_these_elections_are_of_all_kinds() -> None:
    levels = {grade.level for tally in ELECTIONS.values() for grade in audit(tally).grades.values()}
    assert levels == {"impossible", "incompatible", "unusual", "descriptive", "cannot tell"}
