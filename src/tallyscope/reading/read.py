"""From a story to its statements: the flow, step by step."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tallyscope.reading import fields, remarks
from tallyscope.reading.document import Document, Sentence, take_apart
from tallyscope.reading.fields import Memory
from tallyscope.reading.frames import find_drafts
from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.marking import MARK, places_in
from tallyscope.reading.names import NameWords
from tallyscope.reading.quantities import Mention
from tallyscope.reading.setting import VOTE_NOUN, Setting, setting_of
from tallyscope.reading.speakers import BY_THE_REPORTER, Spoken, resolved, speaker_of
from tallyscope.reading.story import NotUnderstood, Reading, SetAside, Story
from tallyscope.statement import Days, Kind, Quantity, Read, Span, Statement


def read_text(text: str, *, published: date | None = None, title: str = "") -> Reading:
    """Read the statements of a story's text."""
    document = take_apart(text)
    day: Read[date] = (
        Read(published, "stated", "published:argument") if published else Read(None, "unknown")
    )
    statements, used = _statements(text, document, published)
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


def read_loaded(story: Story, *, published: date | None = None) -> Reading:
    """Read."""
    return read_text(story.text, published=published or story.published.value, title=story.title)


def _in_story(document: Document, mention: Mention) -> bool:
    line = document.lines[bisect_right(document.line_starts, mention.span.start) - 1]
    return line.role != "furniture"


def _set_aside(text: str, document: Document, *roles: str) -> tuple[SetAside, ...]:
    return tuple(
        SetAside(line.span, text[line.span.start : line.span.stop], line.why)
        for line in document.lines
        if line.role in roles
    )


def _statements(
    text: str, document: Document, published: date | None
) -> tuple[tuple[Statement, ...], set[Span]]:
    setting = setting_of(document, published)
    spoken = resolved(document.sentences, published)
    memory = Memory()
    before: list[Draft] = []
    about_a_vote = len(_VOTE_WORD.findall(document.text)) >= VOTE_WORDS_OF_A_STORY
    found: list[Statement] = []
    used: set[Span] = set()
    for sentence, said in zip(document.sentences, spoken, strict=True):
        if sentence.paragraph != memory.paragraph:
            memory.paragraph, memory.places = sentence.paragraph, Read(None, "unknown")
            memory.vote_day, memory.poll = Read(None, "unknown"), False
            before = []
        _remember_people(memory, sentence)
        drafts: list[Draft] = []
        for draft in (
            find_drafts(sentence.core, before) if _MAY_HOLD.search(sentence.marked.text) else ()
        ):
            may_be = about_a_vote and draft.frame not in NEEDS_A_RESULT_BEFORE
            if draft.sure or before or drafts or may_be:
                drafts.append(draft)
        for draft in drafts:
            statement = _statement(text, sentence, draft, said, memory, setting)
            if statement is not None:
                found += _apart(statement)
                if draft.mention:
                    used.add(draft.mention.core)
        before = drafts or before
        found = _told_apart(found, drafts, sentence, memory)
        memory.poll = memory.poll or (not drafts and _speaks_of_a_poll(sentence.marked.text))
        _remember_places(memory, sentence)
    claimed = sorted(one.span for one in found)
    context = remarks.joined(text, list(remarks.remarks(document, text, spoken, claimed, setting)))
    if not (found or about_a_vote):
        context = [one for one in context if one.kind != "background"]
    if context:
        used |= {one.quantity.span for one in context if one.quantity.span and one.quantity.value}
        found = sorted([*found, *context], key=lambda one: one.span)
    return tuple(replace(one, id=f"s{number}") for number, one in enumerate(found, 1)), used


# A number, or words for who holds a place; without them no frame can find anything.
_MAY_HOLD = re.compile(r"<[PNXR]\d|control|\bheld\b|hands|occup|rule")
PEOPLE_REMEMBERED = 40
"""Names that a pronoun can reach back to; our choice: some paragraphs."""
VOTE_WORDS_OF_A_STORY = 3
"""Words such as "vote" or "turnout" in a story before its doubtful numbers count. Our choice."""
NEEDS_A_RESULT_BEFORE = ("share.stood", "share.item", "share.put")
_VOTE_WORD = re.compile(rf"\b(?:{VOTE_NOUN}|turnout|voters?|voted|candidates?)\b", re.IGNORECASE)


_STATEMENTS_BACK = 20  # our choice: "respectively" looks back a paragraph or two


def _told_apart(
    found: list[Statement], drafts: Sequence[Draft], sentence: Sentence, memory: Memory
) -> list[Statement]:
    """Give "49, 52 and 71 per cent respectively" their places, one by one."""
    count = sum(1 for draft in drafts if draft.frame == "link.respectively") + 1
    if count == 1:
        return found
    here = [place.name for place in places_in(sentence.marked, sentence.marked.text)]
    before = found[-count - _STATEMENTS_BACK : -count]
    earlier = [one.places.value[0] for one in before if one.places.value]
    names = here if len(here) == count else list(dict.fromkeys(earlier))[-count:]
    if len(names) != count:
        return found
    told = [
        replace(one, places=Read((name,), "carried", "place:respectively", one.span))
        for one, name in zip(found[-count:], names, strict=True)
    ]
    return [*found[:-count], *told]


def _remember_people(memory: Memory, sentence: Sentence) -> None:
    for name in MARK.findall(sentence.marked.text):
        found = sentence.marked.found[name]
        if isinstance(found, NameWords):
            memory.people.append(found)
    del memory.people[:-PEOPLE_REMEMBERED]


def _remember_places(memory: Memory, sentence: Sentence) -> None:
    places = places_in(sentence.marked, sentence.marked.text)
    named = [place for place in places if place.form == "name"]
    if len(named) > 1:
        memory.place_list = Read(
            tuple(dict.fromkeys(place.name for place in named)),
            "carried",
            "place:list",
            named[0].span,
        )


def _statement(
    text: str,
    sentence: Sentence,
    draft: Draft,
    said: Sequence[Spoken],
    memory: Memory,
    setting: Setting,
) -> Statement | None:
    core = sentence.core
    span = _trimmed(text, core.story_span(draft.start, draft.stop))
    where = draft.mention.core if draft.mention else span
    speaker = speaker_of(said, where)
    needs_option = draft.kind in ("share", "votes") and not draft.second
    draft = replace(draft, kind=kind_of(draft, sentence, memory, speaker))
    option = fields.option_of(draft, sentence, memory)
    if needs_option and option.value is None:
        return None
    if draft.kind == "territory_share":
        places = fields.territory_of(draft, core, memory)
    else:
        said_parts = speaker.saying.said if speaker else ()
        places = fields.places_of(draft, core, said_parts, memory, setting)
    controller = fields.controller_of(draft, core, memory, speaker.saying.who if speaker else "")
    statement = Statement(
        id="",
        kind=draft.kind,
        span=span,
        text=text[span.start : span.stop],
        frame=draft.frame,
        places=places,
        option=option,
        quantity=Read(with_unit(draft), "stated", draft.frame, where),
        denominator=fields.denominator_of(draft),
        attribution=speaker.who if speaker else BY_THE_REPORTER,
        said=_said(speaker, setting),
        vote_day=fields.vote_day_of(draft, sentence, memory, setting),
        as_of=fields.as_of_day(draft, sentence, setting),
        whole=fields.whole_of(draft, core, setting),
        controller=controller,
        negated=draft.negated,
    )
    if option.value:
        first = memory.first_option.span
        is_new = first is None or first.start < sentence.span.start
        memory.first_option = option if is_new else memory.first_option
        memory.option = option
    memory.controller = controller if controller.value else memory.controller
    if statement.vote_day.status == "stated" and not draft.earlier:
        memory.vote_day = replace(statement.vote_day, status="carried", rule="vote-day:paragraph")
    if (places.status == "stated" and not draft.leans) or places.rule == "place:there":
        memory.places = replace(places, status="carried", rule="place:paragraph")
    return statement


def _apart(statement: Statement) -> list[Statement]:
    """Part "large parts of A and B" into a statement for each place; a number stays whole."""
    places = statement.places.value or ()
    quantity = statement.quantity.value
    vague = quantity is not None and quantity.value is None
    if statement.kind != "control_share" or not vague or len(places) < len(("A", "B")):
        return [statement]
    return [
        replace(statement, places=replace(statement.places, value=(place,))) for place in places
    ]


_LEADING = re.compile(r"[\s,;:)(-]*(?:(?:and|but|while|as (?:were|did|was)) )?")


def _trimmed(text: str, span: Span) -> Span:
    """A span without the comma or "and" that ties it to the one before."""
    match = _LEADING.match(text, span.start, span.stop)
    return Span(match.end() if match else span.start, span.stop)


def _said(speaker: Spoken | None, setting: Setting) -> Read[Days]:
    if speaker and speaker.day.value:
        return speaker.day
    if setting.published:
        return Read(Days(setting.published, setting.published), "default", "said:publication")
    return Read(None, "unknown")


_POLL = re.compile(
    r"(?:<[AC]\d+> polls?\b|\b(?:exit[- ]polls?|opinion polls?|surveys?|pollsters?|respondents"
    r"|forecasts?|projected|projections?|predicted"
    r"|polling average|(?:a|an|the latest|latest|new|recent|another|one|tracking|final|several"
    r"|polls?(?: by| from)) polls?"
    r"|polls?(?= (?:by|from|conducted|published|put|puts|suggest\w*|show\w*|gave|gives|had|has"
    r"|predict\w*|indicat\w*|taken"
    r"|carried|commissioned)\b)"
    r"|(?<!the )(?<!to )(?<!at )(?<!of )polls(?! (?:close[sd]?|open(?:s|ed)?|had|have|has been"
    r"|were)\b))\b)(?! (?:station|place|day|committee|worker))",
    re.IGNORECASE,
)
_POLL_WORDS = re.compile(r"poll|survey|forecast|project|predict|respond")


def _speaks_of_a_poll(text: str) -> bool:
    return bool(_POLL_WORDS.search(text) and _POLL.search(text))


_FORECAST = re.compile(
    r"\b(?:would|will|expected to|set to|likely to|may) (?!have\b|need|require)", re.IGNORECASE
)
_CONDITIONAL = re.compile(
    r"\bwould(?:n't| not)? have\b|\bcould have\b|^(?:If|Had) |[,;] (?:if|had (?:the|he|she|they"
    r"|it|all|<[ALCN])) ",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"; | - |: |, (?:and|but|while) |\. ")
_MAY_BE_POLL: tuple[Kind, ...] = ("share", "turnout", "votes", "participants", "margin")


def _is_polled(draft: Draft, speaker: Spoken | None) -> bool:
    """Whether a share is one of people asked, or told by a pollster."""
    who = speaker.saying.who if speaker else ""
    asked = draft.denominator.text if draft.denominator else ""
    return bool(_POLL.search(who) or _ASKED.search(asked))


_ASKED = re.compile(r"asked|polled|surveyed|respondents")


def kind_of(draft: Draft, sentence: Sentence, memory: Memory, speaker: Spoken | None) -> Kind:
    """Return the kind of a draft by what its clause says about it: a poll, a condition."""
    if draft.kind not in _MAY_BE_POLL:
        return draft.kind
    text = sentence.core.text[: draft.stop]
    ends = [match.end() for match in _CLAUSES.finditer(text, 0, draft.start)]
    clause = text[ends[-1] if ends else 0 :]
    if _CONDITIONAL.search(clause):
        return "conditional"
    if _POLL.search(text) or _FORECAST.search(text[draft.start :]):
        return "poll"
    if draft.kind == "share" and (memory.poll or _is_polled(draft, speaker)):
        return "poll"
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
_STATIONS = re.compile(r"station|precinct|polling place|box|protocol|tally sheet")
_OWN_NOUNS = ("households", "forms", "families")


def with_unit(draft: Draft) -> Quantity:
    """Return a draft's number with the unit that its kind gives it."""
    quantity = draft.quantity
    if draft.mention is None or draft.mention.sort != "count":
        return quantity
    noun = draft.mention.noun
    are_ballots = noun in ("votes", "vote", "ballots", "ballot", "papers", "cast")
    if draft.kind == "participants" and are_ballots:
        return replace(quantity, unit="votes")
    if draft.kind == "counted":
        words = draft.denominator.text if draft.denominator else noun
        return replace(quantity, unit="stations" if _STATIONS.search(words) else "areas")
    if noun in _OWN_NOUNS and draft.kind in ("registered", "participants"):
        return replace(quantity, unit=noun)
    return replace(quantity, unit=_UNITS.get(draft.kind, "votes"))
