"""The statements of a story that carry a number, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tallyscope.reading.denominators import denominator_of
from tallyscope.reading.document import Document, Sentence
from tallyscope.reading.fields import option_of
from tallyscope.reading.frames import find_drafts
from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.kinds import kind_of, with_unit
from tallyscope.reading.land import controller_of, territory_of, whole_of
from tallyscope.reading.marking import places_in
from tallyscope.reading.memory import CONTROL_KINDS, Memory
from tallyscope.reading.options import options_in_a_row
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.rows import leaders_of_row
from tallyscope.reading.setting import Setting
from tallyscope.reading.speakers import BY_THE_REPORTER, Spoken, said_on, speaker_of
from tallyscope.reading.state_day import as_of_day, first_date
from tallyscope.reading.tables import tells_of_seats
from tallyscope.reading.topic import is_about_a_vote, is_about_something_else
from tallyscope.reading.when import last_year_of, named_vote, vote_day_of
from tallyscope.reading.whereabouts import places_of
from tallyscope.statement import Read, Span, Statement

HOLDS_OF_ANYTHING = ("share.stood", "share.won", "beside.verb")
"""Frames of "X has P", which may be land or votes."""
NEEDS_LAND_BEFORE = (
    "ground.answers-to",
    "held.that-includes",
    "held.that-includes-too",
    "held.theirs",
    "held.remain",
)
"""Frames that count only once the story has said who holds land."""

# A number, or words for who holds a place; without them no frame can find anything.
_MAY_HOLD = Pattern(
    r"<[PNXR]\d|control|\bh[eo]ld|hands|occup|rule|govern|cl[iu]ng|fall|loyal"
    r"|belong|theirs|includ"
)
# What a sentence must speak of to tell of a vote in a story about something else.
_PUBLIC_VOTE = Pattern(
    r"\b(?:referend\w+|plebiscites?|elections?|by-elections?|voters|electorate|turnout|polling)\b"
)
_OF_A_PUBLIC_VOTE = (*CONTROL_KINDS, "share", "votes", "turnout")


def results(
    text: str, document: Document, spoken: Sequence[tuple[Spoken, ...]], setting: Setting
) -> list[Statement]:
    """Return the statements with a number, or with words for one, in order.

    Parameters
    ----------
    text : str
        The story as it was written.
    document : Document
    spoken : sequence
        Acts of saying of each sentence, resolved.
    setting : Setting
    """
    about_a_vote = is_about_a_vote(document.text)
    elsewhere = is_about_something_else(document.text)
    memory = Memory()
    found: list[Statement] = []
    for sentence, said in zip(document.sentences, spoken, strict=True):
        memory.enter(sentence)
        lead = document.leads.get(sentence.paragraph)
        if lead:
            memory.before = leaders_of_row(lead, sentence, memory)
            memory.group = document.groups.get(sentence.paragraph)
        of_seats = lead is not None and tells_of_seats(lead.marked.plain)
        drafts = [] if of_seats else _drafts(sentence, memory, about_a_vote=about_a_vote)
        drafts = _of_a_public_vote(drafts, sentence) if elsewhere else drafts
        told: list[Draft] = []
        unread: set[tuple[str, int]] = set()
        for draft in drafts:
            if draft.second and draft.option is None and (draft.frame, draft.start) in unread:
                continue  # the other number of a pair whose first has no option
            statement = _statement(text, sentence, draft, said, memory, setting)
            if statement is None:
                unread.add((draft.frame, draft.start))
            else:
                memory.keep(statement, draft, sentence)
                found += _apart(statement)
                before = statement.option.value or ""
                same = before == draft.option_before
                told.append(draft if same else replace(draft, option_before=before))
        found = _told_apart(found, drafts, sentence)
        memory.leave(sentence, told)
        if not drafts and memory.poll:
            day = first_date(sentence, setting)
            memory.poll_day = replace(day, status="carried") if day.value else memory.poll_day
        memory.last_year = last_year_of(sentence, setting.published, memory.last_year)
        if not drafts:
            memory.date(named_vote(sentence, setting))
    return found


def _drafts(sentence: Sentence, memory: Memory, *, about_a_vote: bool) -> list[Draft]:
    """The drafts of a sentence that are sure, or stand among results."""
    if not _MAY_HOLD.search(sentence.marked.text):
        return []
    drafts: list[Draft] = []
    for draft in _on_land(_found(sentence, memory), memory):
        may_be = draft.option is not None and memory.knows(draft.option.text)
        if draft.sure or memory.before or drafts or may_be or about_a_vote:
            drafts.append(draft)
    return drafts


def _of_a_public_vote(drafts: Sequence[Draft], sentence: Sentence) -> list[Draft]:
    """The drafts that are surely of a vote or of land, in a story about something else."""
    is_public = bool(_PUBLIC_VOTE.search(sentence.marked.low))
    return [
        draft
        for draft in drafts
        if draft.sure
        and draft.kind in _OF_A_PUBLIC_VOTE
        and (is_public or draft.kind in CONTROL_KINDS)
    ]


def _found(sentence: Sentence, memory: Memory) -> list[Draft]:
    on_land = memory.controller.value is not None
    return find_drafts(sentence.core, memory.before, memory.far, on_land=on_land)


def _on_land(drafts: Sequence[Draft], memory: Memory) -> Iterator[Draft]:
    """Read "X has P" as a share of land where land was spoken of before, and not elsewhere."""
    is_land = any(draft.kind in CONTROL_KINDS for draft in memory.before)
    for draft in drafts:
        if is_land and draft.frame in HOLDS_OF_ANYTHING and draft.denominator is None:
            yield replace(draft, kind="control_share", controller=draft.option, option=None)
        elif draft.frame not in NEEDS_LAND_BEFORE or memory.controller.value:
            yield draft


def _statement(
    text: str,
    sentence: Sentence,
    draft: Draft,
    said: Sequence[Spoken],
    memory: Memory,
    setting: Setting,
) -> Statement | None:
    """Fill what a draft lacks; None if a share or a count of votes has no option."""
    core = sentence.core
    span = _trimmed(text, core.story_span(draft.start, draft.stop))
    words = core.words(draft.start, draft.stop)
    where = draft.mention.core if draft.mention else span
    speaker = speaker_of([one for one in said if not one.saying.is_act], where)
    needs_option = draft.kind in ("share", "votes") and not draft.second
    polled = memory.poll or _goes_on_polling(draft, memory)
    kind = kind_of(draft, sentence, speaker, polled=polled)
    draft = draft if kind == draft.kind else replace(draft, kind=kind)
    option = option_of(draft, sentence, memory)
    if needs_option and (option.value is None or _is_nobody(draft, option.value)):
        return None
    return Statement(
        id="",
        kind=draft.kind,
        span=span,
        text=text[span.start : span.stop],
        frame=draft.frame,
        places=_places(draft, sentence, speaker, memory, setting),
        option=option,
        quantity=Read(with_unit(draft, words), "stated", draft.frame, where),
        denominator=denominator_of(draft, sentence, memory),
        attribution=speaker.who if speaker else BY_THE_REPORTER,
        said=said_on(speaker, setting.published),
        vote_day=vote_day_of(draft, sentence, memory, setting),
        as_of=as_of_day(draft, sentence, memory, setting),
        whole=whole_of(draft, core, memory, setting),
        controller=controller_of(draft, core, memory, speaker),
        negated=draft.negated,
    )


_NOBODY = Pattern(
    r"(?:nobody|no ?one|none|neither|no (?:candidate|party|option|side|list"
    r"|single))",
    re.IGNORECASE,
)


def _is_nobody(draft: Draft, option: str) -> bool:
    """Whether an option says that there is none; in quotation marks it is an answer."""
    is_quoted = draft.option is not None and draft.option.text.startswith('"')
    return bool(_NOBODY.match(option)) and not is_quoted


_SIDES_OF_A_POLL = Pattern(r"beside\.|link\.|pair\.|share\.(?:put|stood|won|for|side-item|item)")


def _goes_on_polling(draft: Draft, memory: Memory) -> bool:
    """Whether a number without a verb of voting follows one of a poll."""
    return memory.polled and bool(_SIDES_OF_A_POLL.match(draft.frame))


def _places(
    draft: Draft, sentence: Sentence, speaker: Spoken | None, memory: Memory, setting: Setting
) -> Read[tuple[str, ...]]:
    if draft.kind == "territory_share":
        return territory_of(draft, sentence.core, memory, setting)
    return places_of(draft, sentence, speaker, memory, setting)


_STATEMENTS_BACK = 20  # our choice: "respectively" looks back a paragraph or two


def _told_apart(
    found: list[Statement], drafts: Sequence[Draft], sentence: Sentence
) -> list[Statement]:
    """Give "49, 52 and 71 per cent respectively" their places or options, one by one."""
    count = sum(1 for draft in drafts if draft.frame == "link.respectively") + 1
    if count == 1:
        return found
    here = [place.name for place in places_in(sentence.marked, sentence.marked.text)]
    before = found[-count - _STATEMENTS_BACK : -count]
    earlier = [one.places.value[0] for one in before if one.places.value]
    options = options_in_a_row(sentence.core, count)
    if options and len(here) != count:
        parted = [
            replace(one, option=Read(name, "carried", "option:respectively", span))
            for one, (name, span) in zip(found[-count:], options, strict=True)
        ]
        return [*found[:-count], *parted]
    names = here if len(here) == count else list(dict.fromkeys(earlier))[-count:]
    if len(names) != count:
        return found
    told = [
        replace(one, places=Read((name,), "carried", "place:respectively", one.span))
        for one, name in zip(found[-count:], names, strict=True)
    ]
    return [*found[:-count], *told]


def _apart(statement: Statement) -> list[Statement]:
    """Part "large parts of A and B" into a statement for each place; a number stays whole."""
    places = statement.places.value or ()
    quantity = statement.quantity.value
    is_vague = quantity is not None and quantity.value is None
    if statement.kind != "control_share" or not is_vague:
        return [statement]
    return [
        replace(statement, places=replace(statement.places, value=(place,))) for place in places
    ] or [statement]


_LEADING = Pattern(r"[\s,;:)(-]*(?:(?:and|but|while|as (?:were|did|was)) )?")


def _trimmed(text: str, span: Span) -> Span:
    """A span without the comma or "and" that ties it to the one before."""
    match = _LEADING.match(text, span.start, span.stop)
    return Span(match.end() if match else span.start, span.stop)
