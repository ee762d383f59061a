"""The dossier as JSON: after its schema, the same bytes every time, nothing lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tallyscope.assess.dossier import Dossier
from tallyscope.report.dossier_exchange import schema, to_json
from tests.dossier.stories import TEXT, dossier, reading, verdicts, with_second_reading


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    value: dict[str, Any] = json.loads(to_json(dossier()))
    return value


def test_the_published_schema_is_that_of_the_program(repository: Path) -> None:
    published = (repository / "docs" / "schema" / "dossier.schema.json").read_text("utf-8")
    assert json.loads(published) == schema()


def test_schema_is_sound_and_closed() -> None:
    Draft202012Validator.check_schema(schema())
    for name, part in schema()["$defs"].items():
        if part.get("type") == "object":
            assert part["additionalProperties"] is False, name


@pytest.mark.parametrize("made", [dossier(), dossier(found=()), dossier(reading("It rained.", ()))])
def test_json_follows_the_schema(made: Dossier) -> None:
    Draft202012Validator(schema()).validate(json.loads(to_json(made)))


def test_keys_keep_their_order(told: dict[str, Any]) -> None:
    assert list(told) == [
        "story",
        "verdicts",
        "untested",
        "evidence",
        "second_reading",
        "made_by",
    ]
    assert list(told["verdicts"][0]) == [
        "check",
        "title",
        "statements",
        "outcome",
        "outcome_words",
        "summary",
        "lines",
        "tolerance",
        "evidence",
        "would_make_it_true",
        "blind_to",
    ]


def test_the_story_is_there_with_every_statement(told: dict[str, Any]) -> None:
    story = told["story"]
    assert story["text"] == TEXT
    assert [one["id"] for one in story["statements"]] == ["s1", "s2", "s3", "s4", "s5", "s6"]
    first = story["statements"][1]
    assert first["quantity"]["value"]["value"] == "93"
    assert TEXT[first["span"]["start"] : first["span"]["stop"]] == first["text"]


def test_every_statement_is_tested_or_has_a_reason(told: dict[str, Any]) -> None:
    tested = {name for verdict in told["verdicts"] for name in verdict["statements"]}
    untested = {one["statement"] for one in told["untested"]}
    assert tested | untested == {one["id"] for one in told["story"]["statements"]}
    assert tested & untested == set()
    assert all(one["why"] for one in told["untested"])


def test_verdicts_are_told_in_full(told: dict[str, Any]) -> None:
    first = verdicts()[0]
    verdict = told["verdicts"][0]
    assert verdict["summary"] == first.summary
    assert verdict["lines"] == list(first.lines)
    assert verdict["outcome_words"] == "cannot all be true"
    assert verdict["title"] == "Arithmetic"


def test_a_second_reading_is_told_beside(told: dict[str, Any]) -> None:
    assert told["second_reading"] is None
    made = json.loads(to_json(with_second_reading()))
    Draft202012Validator(schema()).validate(made)
    second = made["second_reading"]
    assert [one["id"] for one in second["statements"]] == ["s2"]
    assert second["differences"][0]["model"] == "turnout"
    assert second["refused"] == [{"what": "share 12%", "why": "it is not in the story"}]
    assert second["failed"] == ""
    assert made["verdicts"] == told["verdicts"]


def test_facts_keep_the_digits_of_their_source(told: dict[str, Any]) -> None:
    facts = {fact["id"]: fact for fact in told["evidence"]}
    assert set(facts) == {"N15", "N16", "A06", "C02"}
    assert (facts["C02"]["value"], facts["C02"]["low"], facts["C02"]["high"]) == (
        "56.6",
        "56.6",
        "57.1",
    )
    assert facts["A06"]["value"] == "603628"
    assert facts["C02"]["first_day"] == "2022-09-28"


def test_the_same_dossier_makes_the_same_bytes() -> None:
    assert to_json(dossier()) == dossier().to_json()
    assert to_json(dossier()).endswith("}\n")
