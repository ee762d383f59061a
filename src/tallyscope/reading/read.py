"""From a story to its statements: the flow, step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tallyscope.reading import fields
from tallyscope.reading.document import Document, Sentence, take_apart
from tallyscope.reading.fields import Memory
from tallyscope.reading.frames import find_drafts
from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.marking import MARK
from tallyscope.reading.names import NameWords
from tallyscope.reading.quantities import Mention
from tallyscope.reading.setting import Setting, setting_of
from tallyscope.reading.speakers import Spoken, reporter, resolved, speaker_of
from tallyscope.reading.story import NotUnderstood, Reading, SetAside
from tallyscope.statement import Days, Kind, Quantity, Read, Span, Statement


def read_text(text: str, *, published: date | None = None, title: str = "") -> Reading:
    """Read the statements of a story's text."""
    document = take_apart(text)
    day: Read[date] = Read(published, "stated", "published:argument") if published else Read(None, "unknown")
    statements, used = _statements(document, published)
    counted = [mention for mention in document.mentions if _in_story(document, mention)]
    return Reading(
        text=text,
        title=title,
        published=day,
        furniture=_set_aside(text, document, "furniture"),
        headings=_set_aside(text, document, "title", "crosshead"),
        sentences=tuple(sentence.span for sentence in document.sentences),
        statements=statements,
        not_understood=tuple(
            NotUnderstood(m.core, m.quantity.printed, m.why or "no frame fits")
            for m in counted
            if m.core not in used
        ),
        numbers=len(counted),
        numbers_read=sum(1 for m in counted if m.core in used),
    )


def _in_story(document: Document, mention: Mention) -> bool:
    return any(
        line.role != "furniture" and line.span.start <= mention.span.start < line.span.stop
        for line in document.lines
    )


def _set_aside(text: str, document: Document, *roles: str) -> tuple[SetAside, ...]:
    return tuple(
        SetAside(line.span, text[line.span.start : line.span.stop], line.why)
        for line in document.lines
        if line.role in roles
    )


def _statements(
    document: Document, published: date | None
) -> tuple[tuple[Statement, ...], set[Span]]:
    setting = setting_of(document.sentences, published)
    spoken = resolved(document.sentences, published)
    memory = Memory()
    before: Draft | None = None
    found: list[Statement] = []
    used: set[Span] = set()
    for sentence, said in zip(document.sentences, spoken, strict=True):
        if sentence.paragraph != memory.paragraph:
            memory.paragraph, memory.places = sentence.paragraph, Read(None, "unknown")
            before = None
        _remember_people(memory, sentence)
        drafts = find_drafts(sentence.core, before)
        for draft in drafts:
            statement = _statement(document, sentence, draft, said, memory, setting)
            if statement is not None:
                found.append(statement)
                if draft.mention:
                    used.add(draft.mention.core)
        before = drafts[-1] if drafts else None
        _remember_places(memory, sentence)
    numbered = tuple(replace(one, id=f"s{number}") for number, one in enumerate(found, 1))
    return numbered, used


def _remember_people(memory: Memory, sentence: Sentence) -> None:
    for name in MARK.findall(sentence.marked.text):
        found = sentence.marked.found[name]
        if isinstance(found, NameWords):
            memory.people.append(found)


def _remember_places(memory: Memory, sentence: Sentence) -> None:
    places = fields.places_in(sentence.marked, sentence.marked.text)
    named = [place for place in places if place.form == "name"]
    if len(named) > 1:
        memory.place_list = Read(
            tuple(dict.fromkeys(place.name for place in named)), "carried", "place:list", named[0].span
        )


def _statement(
    document: Document,
    sentence: Sentence,
    draft: Draft,
    said: Sequence[Spoken],
    memory: Memory,
    setting: Setting,
) -> Statement | None:
    core = sentence.core
    span = core.story_span(draft.start, draft.stop)
    where = draft.mention.core if draft.mention else span
    speaker = speaker_of(said, where)
    draft = replace(draft, kind=kind_of(draft, sentence, speaker))
    option = fields.option_of(draft, sentence, memory)
    if draft.kind in ("share", "votes", "poll") and option.value is None and draft.frame not in ("votes.to", "link.to"):
        return None
    if draft.kind == "territory_share":
        places = fields.territory_of(draft, core, memory)
    else:
        places = fields.places_of(draft, core, memory, setting)
    controller = fields.controller_of(draft, core, memory)
    statement = Statement(
        id="",
        kind=draft.kind,
        span=span,
        text=document.text[span.start : span.stop],
        frame=draft.frame,
        places=places,
        option=option,
        quantity=Read(with_unit(draft), "stated", draft.frame, where),
        denominator=fields.denominator_of(draft),
        attribution=speaker.who if speaker else reporter(),
        said=_said(speaker, setting),
        vote_day=fields.vote_day_of(draft, sentence, setting),
        as_of=fields.as_of_day(draft, sentence, setting),
        whole=fields.whole_of(draft, core, setting),
        controller=controller,
        negated=draft.negated,
    )
    memory.option = option if option.value else memory.option
    memory.controller = controller if controller.value else memory.controller
    if places.status == "stated":
        memory.places = replace(places, status="carried", rule="place:paragraph")
    return statement


def _said(speaker: Spoken | None, setting: Setting) -> Read[Days]:
    if speaker and speaker.day.value:
        return speaker.day
    if setting.published:
        return Read(Days(setting.published, setting.published), "default", "said:publication")
    return Read(None, "unknown")


_POLL = re.compile(
    r"\b(?:exit polls?|opinion polls?|polls?(?= (?:by|from|conducted|published|put|puts|suggest|show|gave|gives|had|has|predict|indicat|for|taken|carried|commissioned|earlier|last|this|in))|surveys?|pollsters?"
    r"|respondents|forecasts?|projected|projections?|predicted|polling average)\b(?! (?:station|place|day|committee))",
    re.IGNORECASE,
)
_CONDITIONAL = re.compile(r"\bwould (?:have|be|need|still|only|then)\b|\bcould have\b|^(?:If|Had) |[,;] (?:if|had) ", re.IGNORECASE)
_MAY_BE_POLL: tuple[Kind, ...] = ("share", "turnout", "votes")


def kind_of(draft: Draft, sentence: Sentence, speaker: Spoken | None) -> Kind:
    """Return the kind of a draft by what its clause says about it: a poll, a condition."""
    text = sentence.core.text[: draft.stop]
    if draft.kind in _MAY_BE_POLL and _POLL.search(text):
        return "poll"
    if draft.kind in (*_MAY_BE_POLL, "participants") and _CONDITIONAL.search(text):
        return "conditional"
    return draft.kind


_UNITS: dict[Kind, str] = {
    "votes": "votes",
    "invalid": "votes",
    "participants": "persons",
    "registered": "persons",
    "abstention": "persons",
    "margin": "votes",
    "threshold": "votes",
    "conditional": "votes",
}
_OWN_NOUNS = ("households", "forms", "families")


def with_unit(draft: Draft) -> Quantity:
    """Return a draft's number with the unit that its kind gives it."""
    quantity = draft.quantity
    if draft.mention is None or draft.mention.sort != "count":
        return quantity
    noun = draft.mention.noun
    if draft.kind == "counted":
        words = draft.denominator.text.split()[-1] if draft.denominator else noun
        return replace(quantity, unit=words or "areas")
    if noun in _OWN_NOUNS and draft.kind in ("registered", "participants"):
        return replace(quantity, unit=noun)
    return replace(quantity, unit=_UNITS.get(draft.kind, "votes"))
