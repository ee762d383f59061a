"""From a reading to a dossier: every statement is tested or has its reason, worst first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from tallyscope import evidence
from tallyscope.assess import check_story
from tallyscope.assess.dossier import OUTCOME_ORDER, WHY_UNTESTED, derived_from
from tallyscope.checks import CHECKS
from tallyscope.evidence import Area
from tallyscope.statement import Days
from tests.dossier.stories import TEXT, dossier, reading, statements, verdicts


def test_every_statement_is_in_a_verdict_or_untested() -> None:
    made = check_story(reading(), evidence.load(), name="story.txt")
    tested = {one.id for verdict in made.verdicts for one in verdict.statements}
    untested = {one.statement.id for one in made.untested}
    assert tested | untested == {one.id for one in statements()}
    assert not tested & untested
    assert all(one.why == WHY_UNTESTED[one.statement.kind] for one in made.untested)


def test_verdicts_come_worst_first_and_then_in_the_order_of_the_story() -> None:
    made = check_story(reading(), evidence.load())
    order = [
        (OUTCOME_ORDER.index(one.outcome), made.numbers[one.statements[0].id])
        for one in made.verdicts
    ]
    assert order == sorted(order)


def test_a_dossier_remembers_what_it_was_made_from() -> None:
    made = check_story(reading(), evidence.load(), name="story.txt")
    assert made.made_by.input_sha256 == sha256(TEXT.encode()).hexdigest()
    assert made.made_by.input_name == "story.txt"
    assert made.made_by.pack == "ukraine-2022"
    assert set(made.checks) == {check.name for check in CHECKS}


def test_the_worst_outcome_of_a_statement_counts() -> None:
    made = dossier()
    outcomes = {one.id: made.outcome(one) for one in made.reading.statements}
    assert outcomes == {
        "s1": None,
        "s2": "impossible",
        "s3": "impossible",
        "s4": "inconsistent",
        "s5": "consistent",  # another check cannot tell
        "s6": None,
    }
    assert [verdict.outcome for verdict in made.by_statement["s5"]] == ["consistent", "cannot tell"]


def test_facts_that_a_fact_was_computed_from_are_sources_too() -> None:
    pack = evidence.load()
    derived = [fact for fact in pack.facts.values() if derived_from(fact)]
    assert derived, "the pack has no derived row to test with"
    used = replace(verdicts()[1], evidence=(derived[0].id,))
    sources = [fact.id for fact in dossier(found=(used,)).sources]
    assert {derived[0].id, *derived_from(derived[0])} <= set(sources)
    assert sources == [name for name in pack.facts if name in sources]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("derived from A05 and A06", ("A05", "A06")),
        ("Derived from A1, A2 and A3", ("A1", "A2", "A3")),
        ("https://example.org", ()),
    ],
)
def test_names_of_rows_in_a_derived_source(source: str, names: tuple[str, ...]) -> None:
    days = Days(date(2022, 1, 1), date(2022, 12, 31))
    known = evidence.load().areas[0]
    row = Area(
        id="X1", place="Ukraine", measure="area", value=known.value, low=known.low,
        high=known.high, unit="km2", date=days, source=source, series="test",
    )  # fmt: skip
    assert derived_from(row) == names


def test_a_story_without_statements_makes_an_empty_dossier() -> None:
    made = check_story(reading("It rained.", ()), evidence.load())
    assert made.verdicts == ()
    assert made.untested == ()
    assert made.sources == ()
