"""The JSON of a reading keeps to the published schema."""

from __future__ import annotations

import json
from datetime import date

import jsonschema

from tallyscope.reading import read_text
from tallyscope.reading.schema import reading_schema
from tests.conftest import REPOSITORY

PUBLISHED = REPOSITORY / "docs" / "schema" / "reading.schema.json"
STORY = """Officials in Norland said on Sunday that 52.3% of votes in Eastport were in favour.

Turnout was 61.4%, and 17 of the 30 seats were not yet filled."""


def test_the_schema_is_published() -> None:
    assert json.loads(PUBLISHED.read_text("utf-8")) == reading_schema()


def test_a_reading_keeps_to_it() -> None:
    reading = read_text(STORY, published=date(2024, 5, 6))
    data = json.loads(json.dumps(reading.to_json()))
    jsonschema.validate(data, reading_schema())
    assert len(data["statements"]) == len(reading.statements) >= 2
