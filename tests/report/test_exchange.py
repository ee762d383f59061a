"""The JSON: its keys, its schema, its numbers."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tallyscope.assess.assessment import Assessment
from tallyscope.assess.benchmarked import alarms
from tallyscope.report.exchange import schema, to_json
from tallyscope.result import Result, Skipped
from tests.report import examples
from tests.report.test_html import every_example

PUBLISHED = "docs/schema/assessment.schema.json"


def told(assessment: Assessment) -> Any:
    return json.loads(to_json(assessment))


def test_keys_and_their_order() -> None:
    document = told(examples.tampered())
    assert list(document) == ["contest", "outcomes", "grades", "silence", "made_by"]
    assert list(document["outcomes"]["integer_percentages"]) == [
        "choice", "headline", "p_value", "p_adjusted", "null", "n_units", "excluded",
        "flagged_units", "cautions", "seed", "settings", "rank", "false_alarms",
    ]  # fmt: skip
    assert list(document["outcomes"]["integer_percentages"]["headline"]) == [
        "value", "low", "high", "level", "unit", "how",
    ]  # fmt: skip
    assert list(document["made_by"]) == [
        "program", "version", "seed", "settings", "input_name", "input_sha256",
    ]  # fmt: skip


@every_example
def test_numbers_are_those_of_the_assessment(example: Callable[[], Assessment]) -> None:
    assessment = example()
    document = told(assessment)
    assert list(document["outcomes"]) == list(assessment.outcomes)
    for name, outcome in assessment.outcomes.items():
        one = document["outcomes"][name]
        if isinstance(outcome, Skipped):
            assert one == {"skipped": outcome.reason}
            continue
        assert one["headline"]["value"] == outcome.headline.value
        assert one["headline"]["low"] == outcome.headline.low
        assert one["headline"]["high"] == outcome.headline.high
        assert one["p_value"] == outcome.p_value
        assert one["p_adjusted"] == assessment.adjusted_p.get(name)
        assert one["excluded"] == outcome.excluded
    grades = {family: grade["level"] for family, grade in document["grades"].items()}
    assert grades == {family: grade.level for family, grade in assessment.grades.items()}


def test_ranks_false_alarms_and_what_would_be_seen() -> None:
    assessment = examples.tampered()
    document = told(assessment)
    one = document["outcomes"]["neighbours"]
    place = assessment.ranks["neighbours"]
    assert one["rank"]["conformal_p"] == place.conformal_p
    measured = alarms("neighbours")
    assert measured is not None
    simulated = one["false_alarms"]["simulated"]
    assert sum(count["alarms"] for count in simulated) == measured.all_simulated.alarms
    assert document["silence"]["power"] == 0.8
    assert document["silence"]["benchmark"]["results"]
    whole = document["silence"]["whole"]
    assert [seen["votes"] for seen in whole] == [seen.votes for seen in assessment.silence.whole]
    for region in document["silence"]["regions"]:
        assert all(seen["votes"] is not None for seen in region["noticed"])
    for grade in document["grades"].values():
        assert grade["warning"] in grade["line"]


@every_example
def test_it_follows_the_published_schema(
    example: Callable[[], Assessment], repository: Path
) -> None:
    published = json.loads((repository / PUBLISHED).read_text("utf-8"))
    Draft202012Validator.check_schema(published)
    Draft202012Validator(published).validate(told(example()))


def test_the_published_schema_is_that_of_the_program(repository: Path) -> None:
    published = json.loads((repository / PUBLISHED).read_text("utf-8"))
    assert published == schema(), f"{PUBLISHED} is old; docs/report.md says how to write it again"


def test_the_schema_knows_every_key() -> None:
    document = told(examples.tampered())
    document["more"] = 1
    assert list(Draft202012Validator(schema()).iter_errors(document))


def test_what_is_no_number_is_null() -> None:
    assessment = examples.tampered()
    result = assessment.outcomes["excess_votes"]
    assert isinstance(result, Result)
    endless = replace(
        result,
        headline=replace(result.headline, low=float("-inf"), value=float("nan")),
        settings={"reach": float("inf"), "draws": 3},
    )
    text = to_json(replace(assessment, outcomes={**assessment.outcomes, "excess_votes": endless}))
    assert "NaN" not in text
    assert "Infinity" not in text
    one = json.loads(text)["outcomes"]["excess_votes"]
    assert one["headline"]["low"] is None
    assert one["headline"]["value"] is None
    assert one["settings"] == {"reach": None, "draws": 3}
    Draft202012Validator(schema()).validate(json.loads(text))


def test_same_assessment_same_text() -> None:
    text = to_json(examples.tampered())
    assert text == to_json(examples.tampered())
    assert text.endswith("}\n")


@pytest.mark.parametrize("name", ["registered", "ballots"])
def test_counts_that_nobody_reported_are_null(name: str) -> None:
    contest = told(examples.without_register())["contest"]
    assert (contest[name] is None) == (name == "registered")
