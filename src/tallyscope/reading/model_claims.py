"""What a second reader claims to have read, held against the story and against the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import ClassVar, Literal

from tallyscope.reading.document import take_apart
from tallyscope.reading.gazetteer import find_places
from tallyscope.reading.mention import Mention
from tallyscope.reading.options import canonical
from tallyscope.reading.speakers import REPORTER
from tallyscope.reading.story import Reading
from tallyscope.reading.typography import plain
from tallyscope.statement import Attribution, Kind, Quantity, Read, Span, Statement

RULE = "model"
_SHOWN = 120  # characters of a model's words that a refusal repeats; our choice: one line
_FRACTION_ROOM = Decimal(1)
"""Points by which a model's value of "two thirds" may differ from 66.67; our choice: rounding."""

KINDS: dict[Kind, str] = {
    "share": "share of the votes for an option or a candidate, in percent",
    "votes": "number of votes for an option or a candidate",
    "turnout": "turnout, in percent",
    "participants": "number of people who voted or of ballots cast",
    "registered": "number of people entitled to vote",
    "invalid": "invalid or blank ballots",
    "counted": "how much has been counted",
    "threshold": "a share or number that must be reached",
    "poll": "result of an opinion poll, an exit poll or a forecast",
    "margin": "lead of one option over another",
    "abstention": "people who did not vote",
    "change": "change against an earlier vote",
    "conditional": "a result that would have come about under a condition",
    "territory_share": "share of a territory",
    "control_share": "share of a place that somebody holds",
}
"""The kinds that a model is asked for: those with a number."""
_IN_PERCENT: tuple[Kind, ...] = ("share", "turnout")
_COUNTED: tuple[Kind, ...] = ("votes", "participants", "registered")
_UNITS: dict[Kind, str] = {
    "votes": "votes",
    "participants": "persons",
    "registered": "persons",
    "abstention": "persons",
    "counted": "areas",
}
"""Units of counts; of every other kind they are votes."""


@dataclass(frozen=True)
class Proposal:
    """One result as a model gives it; see the prompt for the meaning of the fields."""

    __pydantic_config__: ClassVar[dict[str, object]] = {
        "extra": "forbid",
        "coerce_numbers_to_str": True,  # servers that do not hold models to the schema
    }

    quotation: str
    kind: str
    number: str
    value: str
    places: tuple[str, ...]
    option: str | None
    speaker: str | None


@dataclass(frozen=True)
class Refused:
    """Something a model said that was not accepted, and why."""

    what: str
    why: str


@dataclass(frozen=True)
class Difference:
    """Where the model and the rules read the same number differently.

    Attributes
    ----------
    field : {"statement", "kind", "places", "option", "speaker"}
        "statement" if only one of the two has a statement with this number.
    span : Span
        Of the number in the story.
    text : str
        The words of the statement.
    rules, model : str
        What each of them read; empty if it has nothing.
    """

    field: Literal["statement", "kind", "places", "option", "speaker"]
    span: Span
    text: str
    rules: str
    model: str


class _UnfoundedError(Exception):
    """Why a proposal is refused."""


def judged(
    reading: Reading, proposals: Sequence[Proposal]
) -> tuple[tuple[Statement, ...], tuple[Refused, ...]]:
    """Return the statements of a model that the story bears out, and what is refused and why."""
    mentions = take_apart(reading.text).mentions
    accepted: dict[Statement, None] = {}
    refused: list[Refused] = []
    for proposal in proposals:
        what = _shown(f"{proposal.kind} {proposal.number}: “{proposal.quotation}”")
        try:
            statement, unknown = _statement(reading, mentions, proposal)
        except _UnfoundedError as error:
            refused.append(Refused(what, str(error)))
            continue
        refused += [
            Refused(_shown(words), f"the story does not say it, so the {name} of {what} is unknown")
            for name, words in unknown
        ]
        if statement in accepted:
            refused.append(Refused(what, "the same statement was given before"))
        accepted[statement] = None
    ordered = sorted(
        accepted, key=lambda one: (one.span, one.quantity.span or one.span, one.kind, repr(one))
    )
    return tuple(replace(one, id=f"m{n}") for n, one in enumerate(ordered, 1)), tuple(refused)


def _shown(words: str) -> str:
    """A model's words on one line, without characters that steer a terminal."""
    line = "".join(c if c.isprintable() else " " for c in words)
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


_Unknown = list[tuple[str, str]]
"""Fields of a proposal that the story does not bear out: name of the field, words given."""


def _statement(
    reading: Reading, mentions: Sequence[Mention], proposal: Proposal
) -> tuple[Statement, _Unknown]:
    kind = _kind(proposal.kind)
    span = _quotation(reading, proposal.quotation)
    mention = _mention(reading.text, span, mentions, proposal)
    unknown: _Unknown = []
    statement = Statement(
        id="",
        kind=kind,
        span=span,
        text=proposal.quotation,
        frame=RULE,
        places=_places(reading.text, span, proposal, unknown),
        option=_words("option", proposal.option, reading.text, span, unknown),
        quantity=Read(_quantity(kind, mention), "stated", RULE, mention.core),
        denominator=Read(None, "unknown"),
        attribution=_speaker(reading.text, span, proposal, unknown),
        said=Read(None, "unknown"),
        vote_day=Read(None, "unknown"),
        as_of=Read(None, "unknown"),
        origin="model",
    )
    return statement, unknown


def _kind(name: str) -> Kind:
    kind = next((known for known in KINDS if known == name), None)
    if kind is None:
        raise _UnfoundedError("there is no such kind of result")
    return kind


def _quotation(reading: Reading, quotation: str) -> Span:
    """Where the quotation stands in the story; lines set aside are not the story."""
    start = reading.text.find(quotation) if quotation.strip() else -1
    if start < 0:
        raise _UnfoundedError("the quotation does not stand in the story in these characters")
    while start >= 0:
        span = Span(start, start + len(quotation))
        if not any(_overlap(span, line.span) for line in reading.furniture):
            return span
        start = reading.text.find(quotation, start + 1)
    raise _UnfoundedError("the quotation stands in a line that belongs to the page, not the story")


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.stop and other.start < one.stop


def _mention(text: str, span: Span, mentions: Sequence[Mention], proposal: Proposal) -> Mention:
    """The number of the story that a proposal points at, as our own rules read it."""
    if not proposal.number.strip() or proposal.number not in proposal.quotation:
        raise _UnfoundedError("the number does not stand in the quotation in these characters")
    found = [
        mention
        for printed in _every(proposal.number, text, span)
        if (mention := _only(text, printed, span, mentions)) is not None
    ]
    if not found:
        raise _UnfoundedError("these characters are not one whole number of the story")
    same = [mention for mention in found if _same_value(proposal.value, mention)]
    if not same:
        printed = found[0].quantity
        raise _UnfoundedError(
            f"its value is given as {_shown(proposal.value)}, but the story prints"
            f" “{printed.printed}”, which is {printed.value:f}"
        )
    if same[0].why:
        raise _UnfoundedError(f"the number is no result: {same[0].why}")
    return same[0]


def _every(words: str, text: str, within: Span) -> Iterator[Span]:
    """Every place where words stand in a range of the story."""
    start = text.find(words, within.start, within.stop)
    while start >= 0:
        yield Span(start, start + len(words))
        start = text.find(words, start + 1, within.stop)


def _only(text: str, printed: Span, within: Span, mentions: Sequence[Mention]) -> Mention | None:
    """The one number in a range; None if it holds several, or only some digits of one."""
    touched = [mention for mention in mentions if _overlap(mention.core, printed)]
    if len(touched) != 1:
        return None
    core = touched[0].core
    behind = text[printed.stop : core.stop]  # a unit may be left out, a digit may not
    if core.start < printed.start or core.stop > within.stop or re.search(r"\d", behind):
        return None
    return touched[0]


_VALUE = re.compile(r"-?[0-9]{1,18}(?:\.[0-9]{1,9})?")  # as many digits as a printed number has


def _same_value(given: str, mention: Mention) -> bool:
    quantity = mention.quantity
    if quantity.value is None or not _VALUE.fullmatch(given.strip()):
        return False
    is_fraction = quantity.unit == "percent" and not re.search(r"\d", quantity.printed)
    room = _FRACTION_ROOM if is_fraction else Decimal(0)
    return abs(Decimal(given.strip()) - quantity.value) <= room


def _quantity(kind: Kind, mention: Mention) -> Quantity:
    is_count = mention.sort == "count"
    if kind in _IN_PERCENT and mention.sort != "percent":
        raise _UnfoundedError(f"a {kind} is in percent, and the story prints something else")
    if kind in _COUNTED and not is_count:
        raise _UnfoundedError(f"{kind} are counted, and the story prints something else")
    unit = _UNITS.get(kind, "votes") if is_count else mention.quantity.unit
    return replace(mention.quantity, unit=unit)


def _words(name: str, words: str | None, text: str, span: Span, unknown: _Unknown) -> Read[str]:
    """A field in the story's words: stated in the quotation, carried from elsewhere, or unknown."""
    if not words or not words.strip():
        return Read(None, "unknown")
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    if match := whole.search(text, span.start, span.stop):
        return Read(words, "stated", RULE, Span(*match.span()))
    if match := whole.search(text):
        return Read(words, "carried", RULE, Span(*match.span()))
    unknown.append((name, words))
    return Read(None, "unknown")


def _places(text: str, span: Span, proposal: Proposal, unknown: _Unknown) -> Read[tuple[str, ...]]:
    read = [_words("place", words, text, span, unknown) for words in proposal.places]
    known = [one for one in read if one.value is not None]
    if not known:
        return Read(None, "unknown")
    names = tuple(dict.fromkeys(_place(one.value or "") for one in known))
    weakest = next((one for one in known if one.status == "carried"), known[0])
    return Read(names, weakest.status, RULE, weakest.span)


def _place(words: str) -> str:
    """The gazetteer's name of a place, or the words of the story."""
    found = find_places(plain(words))
    return found[0].name if len(found) == 1 else words


def _speaker(text: str, span: Span, proposal: Proposal, unknown: _Unknown) -> Read[Attribution]:
    read = _words("speaker", proposal.speaker, text, span, unknown)
    who = None if read.value is None else Attribution(read.value)
    return Read(who, read.status, read.rule, read.span)


def differences(rules: Sequence[Statement], model: Sequence[Statement]) -> tuple[Difference, ...]:
    """Compare statements that stand on the same number of the story.

    A number that only one reader has is one difference. Statements of the rules without a number
    are left out: a model is not asked for them. Of several statements of the rules on one number
    the first counts.
    """
    by_rules = _by_number(rules)
    by_model = _by_number(model)
    found: list[Difference] = []
    for span in sorted({*by_rules, *by_model}):
        ours, theirs = by_rules.get(span, []), by_model.get(span, [])
        if not ours:
            found += [Difference("statement", span, one.text, "", _told(one)) for one in theirs]
        elif not theirs:
            found += [Difference("statement", span, one.text, _told(one), "") for one in ours]
        for one in theirs if ours else ():
            found += _fields(span, ours[0], one)
    return tuple(found)


def _by_number(statements: Sequence[Statement]) -> dict[Span, list[Statement]]:
    numbers: dict[Span, list[Statement]] = {}
    for one in statements:
        span, quantity = one.quantity.span, one.quantity.value
        if span is not None and quantity is not None and quantity.value is not None:
            numbers.setdefault(span, []).append(one)
    return numbers


def _told(one: Statement) -> str:
    quantity = one.quantity.value
    return f"{one.kind} {quantity.printed if quantity else ''}".strip()


def _fields(span: Span, ours: Statement, theirs: Statement) -> Iterator[Difference]:
    if ours.kind != theirs.kind:
        yield Difference("kind", span, theirs.text, ours.kind, theirs.kind)
    here, there = ours.places.value or (), theirs.places.value or ()
    if set(here) != set(there):
        yield Difference("places", span, theirs.text, ", ".join(here), ", ".join(there))
    option, other = ours.option.value or "", theirs.option.value or ""
    if canonical(option) != canonical(other):
        yield Difference("option", span, theirs.text, option, other)
    who, other = _who(ours), _who(theirs)
    if not _same_name(who, other):
        yield Difference("speaker", span, theirs.text, who, other)


def _same_name(one: str, other: str) -> bool:
    """Whether one is part of the other: "Ann Lee" and "election chief Ann Lee"."""
    words, others = set(one.casefold().split()), set(other.casefold().split())
    return words == others or (bool(words and others) and (words <= others or others <= words))


_ARTICLE = re.compile(r"^the ", re.IGNORECASE)


def _who(one: Statement) -> str:
    """Who says it; nobody if it is the story itself."""
    who = one.attribution.value.who if one.attribution.value else ""
    return "" if who == REPORTER else _ARTICLE.sub("", who)
