"""The dossier as JSON, after a published schema (docs/schema/dossier.schema.json).

Keys and their order are stable: a key may be added in a new version, none changes its meaning.
"""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from tallyscope.assess.dossier import Dossier
from tallyscope.evidence import Fact
from tallyscope.reading.schema import ReadingJson, SpanJson, StatementJson
from tallyscope.report.dossier_words import OUTCOME_WORDS, fact_words
from tallyscope.result import Verdict

SCHEMA_ID = "https://json-schema.org/draft/2020-12/schema"


class Strict(BaseModel):
    """What is not described is not there."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class VerdictModel(Strict):
    """The answer of one check about statements of the story."""

    check: str
    title: str
    statements: list[str] = Field(description="ids of the statements that were tested together")
    outcome: Literal["consistent", "inconsistent", "impossible", "cannot tell"]
    outcome_words: str = Field(description="the outcome as the page words it")
    summary: str
    lines: list[str] = Field(description="the arithmetic, line by line")
    tolerance: str
    evidence: list[str] = Field(description="ids of the rows of evidence that were used")
    would_make_it_true: list[str]
    blind_to: list[str] = Field(description="what the check cannot see")


class UntestedModel(Strict):
    """A statement that no check took up, and why."""

    statement: str = Field(description="id of the statement")
    why: str


class FactModel(Strict):
    """A row of evidence that a verdict used, or from which such a row was computed."""

    id: str
    about: str
    place: str
    measure: str
    value: str = Field(description="decimal number with the digits of the source")
    low: str = Field(description="smallest value that the source allows")
    high: str = Field(description="largest value that the source allows")
    unit: str
    first_day: date
    last_day: date
    source: str
    note: str


class RefusedModel(Strict):
    """Something that the second reader said and that was not accepted, and why."""

    what: str
    why: str


class DifferenceModel(Strict):
    """Where the second reader and the rules read the same number differently."""

    field: Literal["statement", "kind", "places", "option", "speaker"]
    span: SpanJson
    text: str
    rules: str
    model: str


class SecondReadingModel(Strict):
    """What a language model read, as far as the story bears it out; no check uses it."""

    statements: list[StatementJson]
    refused: list[RefusedModel]
    differences: list[DifferenceModel]
    failed: str = Field(description="why there is no second reading; empty if there is one")


class DossierMadeByModel(Strict):
    """What is needed to make the same bytes again."""

    program: str
    version: str
    input_name: str
    input_sha256: str = Field(description="of the story's text in UTF-8")
    pack: str
    pack_title: str


class DossierModel(Strict):
    """A checked story."""

    model_config = ConfigDict(title="tallyscope dossier", json_schema_extra={"$schema": SCHEMA_ID})

    story: ReadingJson
    verdicts: list[VerdictModel] = Field(description="worst first")
    untested: list[UntestedModel]
    evidence: list[FactModel]
    second_reading: SecondReadingModel | None = Field(
        description="null if no language model was asked"
    )
    made_by: DossierMadeByModel


def to_json(dossier: Dossier) -> str:
    """Return the dossier as JSON, with a line feed at its end."""
    made_by = dossier.made_by
    model = DossierModel(
        story=ReadingJson.model_validate(dossier.reading.to_json()),
        verdicts=[_verdict(dossier, verdict) for verdict in dossier.verdicts],
        untested=[
            UntestedModel(statement=one.statement.id, why=one.why) for one in dossier.untested
        ],
        evidence=[_fact(fact) for fact in dossier.sources],
        second_reading=_second(dossier),
        made_by=DossierMadeByModel(
            program=made_by.program,
            version=made_by.version,
            input_name=made_by.input_name,
            input_sha256=made_by.input_sha256,
            pack=made_by.pack,
            pack_title=made_by.pack_title,
        ),
    )
    told = model.model_dump(mode="json")
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def schema() -> dict[str, Any]:
    """Return the JSON Schema of what `to_json` writes."""
    return DossierModel.model_json_schema(mode="serialization")


def _second(dossier: Dossier) -> SecondReadingModel | None:
    second = dossier.second_reading
    return None if second is None else SecondReadingModel.model_validate(second.to_json())


def _verdict(dossier: Dossier, verdict: Verdict) -> VerdictModel:
    return VerdictModel(
        check=verdict.check,
        title=dossier.checks[verdict.check].title,
        statements=[one.id for one in verdict.statements],
        outcome=verdict.outcome,
        outcome_words=OUTCOME_WORDS[verdict.outcome],
        summary=verdict.summary,
        lines=list(verdict.lines),
        tolerance=verdict.tolerance,
        evidence=list(verdict.evidence),
        would_make_it_true=list(verdict.would_make_it_true),
        blind_to=list(verdict.blind_to),
    )


def _fact(fact: Fact) -> FactModel:
    return FactModel(
        id=fact.id,
        about=fact_words(fact),
        place=fact.place,
        measure=fact.measure,
        value=_digits(fact.value),
        low=_digits(fact.low),
        high=_digits(fact.high),
        unit=fact.unit,
        first_day=fact.date.first,
        last_day=fact.date.last,
        source=fact.source,
        note=fact.note,
    )


def _digits(value: Decimal) -> str:
    """Return a number with the digits of its source, never as 9E+4."""
    return f"{value:f}"
