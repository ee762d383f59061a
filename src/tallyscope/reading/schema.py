"""A reading as JSON: the keys are promised, and the schema is published in docs/schema."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from tallyscope.reading.story import NotUnderstood, Reading, SetAside
from tallyscope.statement import (
    Attribution,
    Comparator,
    Days,
    Kind,
    Quantity,
    Read,
    Span,
    Statement,
    Status,
)

T = TypeVar("T")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SpanJson(_Strict):
    """Half-open range of characters of the text."""

    start: int
    stop: int


class ReadJson(_Strict, Generic[T]):
    """One field with the way it was read."""

    value: T | None
    status: Status
    rule: str
    span: SpanJson | None


class QuantityJson(_Strict):
    """A number; ``value`` is a decimal number in text, in the printed unit."""

    value: str | None
    comparator: Comparator
    unit: str
    printed: str
    decimals: int


class AttributionJson(_Strict):
    """Who says it."""

    who: str
    cue: str
    relayed_by: str


class DaysJson(_Strict):
    """A day or an interval of days, both ends included."""

    first: date
    last: date


class StatementJson(_Strict):
    """One claim of the story."""

    id: str
    kind: Kind
    span: SpanJson
    text: str
    frame: str
    places: ReadJson[list[str]]
    option: ReadJson[str]
    quantity: ReadJson[QuantityJson]
    denominator: ReadJson[str]
    attribution: ReadJson[AttributionJson]
    said: ReadJson[DaysJson]
    vote_day: ReadJson[DaysJson]
    as_of: ReadJson[DaysJson]
    whole: ReadJson[str]
    controller: ReadJson[str]
    negated: bool
    origin: Literal["rules", "model"]


class SetAsideJson(_Strict):
    """A line that is no statement, and why."""

    span: SpanJson
    text: str
    why: str


class NotUnderstoodJson(_Strict):
    """A number that no statement uses, and why."""

    span: SpanJson
    printed: str
    why: str


class ReadingJson(_Strict):
    """Everything that was read in a story, and everything that was not."""

    title: str
    published: ReadJson[date]
    text: str
    statements: list[StatementJson]
    not_understood: list[NotUnderstoodJson]
    numbers: int
    numbers_read: int
    furniture: list[SetAsideJson]
    headings: list[SetAsideJson]
    notices: list[str]


def reading_schema() -> dict[str, Any]:
    """Return the JSON schema of a reading."""
    return ReadingJson.model_json_schema()


def reading_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as JSON values."""
    whole = ReadingJson(
        title=reading.title,
        published=_read(reading.published, reading.published.value),
        text=reading.text,
        statements=[statement_json(one) for one in reading.statements],
        not_understood=[_not_understood(one) for one in reading.not_understood],
        numbers=reading.numbers,
        numbers_read=reading.numbers_read,
        furniture=[_set_aside(one) for one in reading.furniture],
        headings=[_set_aside(one) for one in reading.headings],
        notices=list(reading.notices),
    )
    return whole.model_dump(mode="json")


def statement_json(one: Statement) -> StatementJson:
    """Return one statement in its JSON form."""
    places = list(one.places.value) if one.places.value is not None else None
    return StatementJson(
        id=one.id,
        kind=one.kind,
        span=_span(one.span),
        text=one.text,
        frame=one.frame,
        places=_read(one.places, places),
        option=_read(one.option, one.option.value),
        quantity=_read(one.quantity, _quantity(one.quantity.value)),
        denominator=_read(one.denominator, one.denominator.value),
        attribution=_read(one.attribution, _attribution(one.attribution.value)),
        said=_read(one.said, _days(one.said.value)),
        vote_day=_read(one.vote_day, _days(one.vote_day.value)),
        as_of=_read(one.as_of, _days(one.as_of.value)),
        whole=_read(one.whole, one.whole.value),
        controller=_read(one.controller, one.controller.value),
        negated=one.negated,
        origin=one.origin,
    )


def _read(read: Read[Any], value: T | None) -> ReadJson[T]:
    span = _span(read.span) if read.span is not None else None
    return ReadJson(value=value, status=read.status, rule=read.rule, span=span)


def _span(span: Span) -> SpanJson:
    return SpanJson(start=span.start, stop=span.stop)


def _quantity(quantity: Quantity | None) -> QuantityJson | None:
    if quantity is None:
        return None
    return QuantityJson(
        value=_number(quantity.value),
        comparator=quantity.comparator,
        unit=quantity.unit,
        printed=quantity.printed,
        decimals=quantity.decimals,
    )


def _number(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _attribution(who: Attribution | None) -> AttributionJson | None:
    if who is None:
        return None
    return AttributionJson(who=who.who, cue=who.cue, relayed_by=who.relayed_by)


def _days(days: Days | None) -> DaysJson | None:
    return None if days is None else DaysJson(first=days.first, last=days.last)


def _set_aside(line: SetAside) -> SetAsideJson:
    return SetAsideJson(span=_span(line.span), text=line.text, why=line.why)


def _not_understood(number: NotUnderstood) -> NotUnderstoodJson:
    return NotUnderstoodJson(span=_span(number.span), printed=number.printed, why=number.why)
