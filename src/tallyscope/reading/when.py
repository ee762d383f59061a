"""When: the day of the vote a result belongs to, and the day on which something was so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.days import resolve
from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.marking import MARK, Marked, Phrase
from tallyscope.reading.memory import CONTROL_KINDS, Memory
from tallyscope.reading.polling_day import (
    RELEASED,
    VOTE_NOUN,
    direction_of,
    direction_to,
    vote_days,
)
from tallyscope.reading.setting import Setting
from tallyscope.statement import Days, Kind, Read

KINDS_OF_A_VOTE: tuple[Kind, ...] = (
    "share",
    "votes",
    "turnout",
    "participants",
    "registered",
    "invalid",
    "counted",
    "threshold",
    "margin",
    "abstention",
    "outcome",
    "conditional",
)


def _is_conditional(sentence: Sentence) -> bool:
    return sentence.marked.plain.startswith("If ")


def vote_day_of(draft: Draft, sentence: Sentence, memory: Memory, setting: Setting) -> Read[Days]:
    """Return the day of the vote that a result belongs to."""
    if draft.kind not in KINDS_OF_A_VOTE:
        return Read(None, "unknown")
    if draft.kind == "counted":
        return _past(setting)
    named = _named_day(draft, sentence, setting)
    if named is not None:
        return named
    if draft.earlier:
        return Read(None, "unknown")
    if _OTHER_ROUND.search(sentence.core.text[: draft.stop]):
        return Read(None, "unknown")
    if memory.vote_day.value is not None:
        return memory.vote_day
    return setting.vote_day if draft.kind in ("threshold", "registered") else _past(setting)


# "In the first round he had led with ...": an earlier vote, whose day is not told.
_OTHER_ROUND = re.compile(
    r"\b(?:first round|previous (?:election|vote|referendum|ballot|poll)|last time|last election)\b"
    r"[^.;]{0,60}\bhad\b|\bhad\b[^.;]{0,60}\b(?:first round|last time|last election)\b"
)


def _past(setting: Setting) -> Read[Days]:
    """The day of the story's vote, unless it is still ahead: then results are of another vote."""
    day = setting.vote_day.value
    is_ahead = day is not None and setting.published is not None and day.first > setting.published
    return Read(None, "unknown") if is_ahead else setting.vote_day


def _named_day(draft: Draft, sentence: Sentence, setting: Setting) -> Read[Days] | None:
    near = [
        found
        for found in _dates_near(draft, sentence.core)
        if not (_is_spoken(found, sentence) or _is_of_release(found, sentence))
    ]
    tied = [words for words, _ in vote_days(sentence)]
    if _HAD_BEEN.search(sentence.core.text[: draft.stop]):
        front = sentence.core.text[: draft.start]
        tied += [words for words in _time_words(sentence.core, front) if words.year]
    tied = [words for words in tied if not _is_conditional(sentence)]
    start = sentence.core.at(draft.start)
    between = sentence.marked.plain
    ahead = [
        words
        for words in tied
        if words.span.stop <= start
        and _GOES_ON.search(
            between[words.span.stop - sentence.span.start : start - sentence.span.start]
        )
    ]
    chosen = (
        near if draft.earlier else [*(words for words in tied if words in near), *near, *ahead[-1:]]
    )
    for words in chosen:
        days = resolve(words, setting.published, direction_to(sentence, words))
        if days is not None:
            return Read(days, "stated", "vote-day:in-the-sentence", words.span)
    return None


def named_vote(sentence: Sentence, setting: Setting) -> Read[Days]:
    """Return the day of an earlier vote that a sentence names: "In the election of 2020 ..."."""
    for words, span in vote_days(sentence):
        days = resolve(words, setting.published, "past")
        past = days is not None and (setting.published is None or days.last < setting.published)
        if past and direction_of(sentence.marked.text) == "past":
            return Read(days, "stated", "vote-day:in-the-sentence", span)
    return Read(None, "unknown")


_GOES_ON = re.compile(r"^[^.;:]{0,60}$|\b(?:when|in which|at which|where)\b")


_HAD_BEEN = re.compile(r"\bhad (?:been|voted|won|taken|got|rejected|approved|backed)\b")


_IN_FRONT = re.compile(
    r"(?:^|[;.] |, and |, but |: )(?:[Ii]n (?:a|an|the) (?:[a-z-]+ ){1,3}(?:held )?|[Aa]t )?"
    r"(?P<date><D\d+>)(?:'s [^,<]{2,40})?"
    r"(?:,[^,<]{2,50},|,)? [^<]{0,40}(?:<[IVWCBALG]\d+>[^<]{0,25}){0,2}$"
)


def _dates_near(draft: Draft, core: Marked) -> Iterator[TimeWords]:
    """Dates inside a frame, close behind it, or at the head of its clause."""
    inside = core.text[draft.start : draft.stop]
    if not draft.earlier:
        front = _IN_FRONT.search(core.text[: draft.start])
        inside += front["date"] if front else ""
        behind = _DATE_BEHIND.match(core.text, draft.stop)
        inside += (behind["date"] or behind["its"]) if behind else ""
    yield from _time_words(core, inside)


_DATE_BEHIND = re.compile(
    r"(?:,? <I\d+>)?(?:,? (?P<date><D\d+>)(?!'s|,? (?:the|<A))|,? (?:in|at|of) (?P<its><D\d+>)'s"
    rf" (?:[a-z-]+ ){{0,3}}{VOTE_NOUN}\b)"
)


def _time_words(marked: Marked, text: str) -> Iterator[TimeWords]:
    for name in MARK.findall(text):
        found = marked.found[name]
        if isinstance(found, Phrase):
            yield from _time_words(marked, found.inner)
        elif isinstance(found, TimeWords) and found.form != "clock":
            yield found


def _is_spoken(words: TimeWords, sentence: Sentence) -> bool:
    return any(
        sentence.marked.found[name] is words for saying in sentence.sayings for name in saying.dates
    )


def _is_of_release(words: TimeWords, sentence: Sentence) -> bool:
    """Whether figures came out on that day: "results published on Saturday showed ..."."""
    before = sentence.marked.plain[: words.span.start - sentence.span.start]
    return bool(RELEASED.search(before))


def as_of_day(draft: Draft, sentence: Sentence, setting: Setting) -> Read[Days]:
    """Return the day on which something was so: of control, of a poll, of a change."""
    if draft.kind in (*CONTROL_KINDS, "change", "poll"):
        for words in _dates_near(draft, sentence.core):
            if _AFTER.search(sentence.marked.plain[: words.span.start - sentence.span.start]):
                continue
            days = resolve(words, setting.published, "past")
            if days is not None and not _is_spoken(words, sentence):
                return Read(days, "stated", "as-of:in-the-sentence", words.span)
    if draft.kind == "poll":
        return _first_date(sentence, setting)
    is_past = draft.earlier or _ONCE.search(sentence.core.text[draft.start : draft.stop])
    if draft.kind in CONTROL_KINDS and setting.published and not is_past:
        return Read(Days(setting.published, setting.published), "default", "as-of:publication")
    return Read(None, "unknown")


# "since the coup of 2021" does not date what is told; "once held" was so on no known day.
_AFTER = re.compile(r"\b(?:after|since|before|until|following)\b[^.;,]{0,60}$", re.IGNORECASE)
_ONCE = re.compile(r"\b(?:once|formerly|previously)\b")


def _first_date(sentence: Sentence, setting: Setting) -> Read[Days]:
    for words in _time_words(sentence.core, sentence.core.text):
        days = resolve(words, setting.published, "past")
        if days is not None:
            return Read(days, "stated", "as-of:in-the-sentence", words.span)
    return Read(None, "unknown")
