"""When: the day of the vote a result belongs to, and the day on which something was so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from tallyscope.reading.dates import COUNTS, TimeWords
from tallyscope.reading.days import resolve
from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.marking import MARK, Marked, Phrase
from tallyscope.reading.memory import CONTROL_KINDS, NEVER, PAST_PERFECT, Memory
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.polling_day import (
    RELEASED,
    VOTE_NOUN,
    WHOLE_PERIOD,
    direction_to,
    vote_days,
)
from tallyscope.reading.setting import Setting
from tallyscope.statement import Days, Kind, Read, Span

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


def is_of_a_vote(draft: Draft) -> bool:
    """Whether a number belongs to a vote: a change of ground held, or of a poll, does not."""
    if draft.kind == "change":
        return draft.controller is None and not (draft.mention and draft.mention.sort == "area")
    return draft.kind in KINDS_OF_A_VOTE


def vote_day_of(draft: Draft, sentence: Sentence, memory: Memory, setting: Setting) -> Read[Days]:
    """Return the day of the vote that a result belongs to."""
    if not is_of_a_vote(draft):
        return NEVER
    if draft.kind == "counted":
        return _past(setting)
    if draft.kind == "change" and not _IN_FRONT.search(sentence.core.text[: draft.start]):
        return _past(setting)  # its day is that of the vote it is compared with
    named = _named_day(draft, sentence, memory, setting)
    if named is not None:
        return named
    other = _other_vote(draft, sentence, memory, setting)
    if other is not None:
        return other
    text = sentence.core.text
    carried = _carried_day(sentence, memory)
    if carried.value is not None:
        return carried
    if " had been" in text and not sentence.sayings and _IT_HAD_BEEN.search(text, 0, draft.stop):
        return NEVER
    return setting.vote_day if draft.kind in ("threshold", "registered") else _past(setting)


def _carried_day(sentence: Sentence, memory: Memory) -> Read[Days]:
    """The vote that the sentence, or the paragraph before it, named by its day."""
    later = _years_later(sentence, memory)
    if later.value is not None:
        return later
    if _OF_BEFORE.match(sentence.marked.text) and memory.last_year.value is not None:
        return memory.last_year
    if memory.day_here.value is not None and memory.numbers_here:
        return memory.day_here
    return NEVER if _is_left(sentence, memory) else memory.vote_day


# "In the first round he had led with ...": an earlier vote, whose day is not told.
_OTHER_ROUND = Pattern(
    r"\b(?P<which>first round|previous (?:election|vote|referendum|ballot|poll)|last time"
    r"|last election)\b[^.;]{0,60}\bhad\b|\bhad\b[^.;]{0,60}\b(?P<other>first round|last time"
    r"|last election)\b"
)
_IN_FIRST_ROUND = Pattern(r"\bin the first round\b[^.;:]*$")
FIRST_ROUND = "first round"
_FIRST_ROUND_NEAR = 25  # characters behind a number: ", down from 77.7 per cent in the first round"


def _other_vote(
    draft: Draft, sentence: Sentence, memory: Memory, setting: Setting
) -> Read[Days] | None:
    """The day of another vote, if words say so: that of the first round, if the story tells it."""
    text, low = sentence.core.text, sentence.core.low
    if setting.first_round.value is not None and _IN_FIRST_ROUND.search(low, 0, draft.stop):
        return setting.first_round
    if draft.earlier:
        clause = low[draft.start : draft.stop + _FIRST_ROUND_NEAR]
        return setting.first_round if FIRST_ROUND in clause else NEVER
    if "had" not in text or not _OTHER_ROUND.search(text[: draft.stop]):
        return None
    if memory.day_here.value:
        return memory.day_here
    return setting.first_round if FIRST_ROUND in low[: draft.stop] else NEVER


# A sentence on the vote that the one before named: "It was closer than in 1967. Then 12,138 ..."
_OF_BEFORE = Pattern(r"(?:Then|That time|At that time|At the time|Back then|That year),? ")
_YEARS_LATER = Pattern(
    r"(?P<count>an?|one|two|three|four|five|six|seven|eight|nine|ten) years? later\b", re.IGNORECASE
)


def _years_later(sentence: Sentence, memory: Memory) -> Read[Days]:
    """The year that is told from one in the sentence before: "A year later ..."."""
    match = _YEARS_LATER.match(sentence.marked.plain)
    if match is None or memory.last_year.value is None:
        return NEVER
    year = memory.last_year.value.last.year + COUNTS[match["count"].lower()]
    days = Days(date(year, 1, 1), date(year, 12, 31))
    span = Span(sentence.span.start, sentence.span.start + match.end())
    return Read(days, "stated", "vote-day:years-later", span)


_IT_HAD_BEEN = Pattern(r"\b(?:[Tt]urnout|[Ii]t|[Tt]he figure|[Ss]upport) had been\b")
_THIS_TIME = Pattern(r"\b(?:[Tt]his time|[Nn]ow|[Tt]his year|[Tt]oday)\b")


def _is_left(sentence: Sentence, memory: Memory) -> bool:
    """Whether a sentence goes back to the story's vote, from an earlier one told with "had"."""
    if memory.day_here.value is not None:
        return False
    return bool(_THIS_TIME.search(sentence.marked.text)) or (
        memory.vote_day_with_had and not PAST_PERFECT.search(sentence.marked.text)
    )


def _past(setting: Setting) -> Read[Days]:
    """The day of the story's vote, unless it is still ahead: then results are of another vote."""
    day = setting.vote_day.value
    is_ahead = day is not None and setting.published is not None and day.first > setting.published
    return NEVER if is_ahead else setting.vote_day


def _named_day(
    draft: Draft, sentence: Sentence, memory: Memory, setting: Setting
) -> Read[Days] | None:
    if "<D" not in sentence.marked.text:
        return None
    near = [
        found
        for found in _dates_near(draft, sentence.core)
        if not (
            _is_spoken(found, sentence)
            or _is_of_release(found, sentence)
            or _SINCE.search(sentence.marked.plain, 0, found.span.start - sentence.span.start)
        )
    ]
    tied = list(memory.tied_days(sentence))
    if _HAD_BEEN.search(sentence.core.text[: draft.stop]):
        front = sentence.core.text[: draft.start]
        tied += [words for words in _time_words(sentence.core, front) if words.year]
    if sentence.marked.plain.startswith("If "):
        tied = []
    ahead = _dates_ahead(draft, sentence, tied)
    chosen = (
        near
        if draft.earlier
        else [
            *(words for words in tied if words in near),
            *near,
            *ahead[-1:],
            *_at_the_head(draft, sentence),
        ]
    )
    for words in chosen:
        days = resolve(words, setting.published, direction_to(sentence, words))
        if days is not None:
            return _with_all_days(
                Read(days, "stated", "vote-day:in-the-sentence", words.span), setting
            )
    return None


def _with_all_days(named: Read[Days], setting: Setting) -> Read[Days]:
    """All days of the story's vote, where a sentence names the first or the last of them."""
    whole, day = setting.vote_day.value, named.value
    if whole is None or day is None or setting.vote_day.rule != WHOLE_PERIOD:
        return named
    return setting.vote_day if whole.first <= day.first and day.last <= whole.last else named


_HEAD = Pattern(
    r"(?:(?:And|But|Yet|Then|Back),? )?(?:[Ii]n|[Aa]t|[Dd]uring) (?:the )?<(?P<day>D\d+)>(?!'s)"
)


def _at_the_head(draft: Draft, sentence: Sentence) -> list[TimeWords]:
    """The year or month that a sentence begins with, if it names no other up to a number."""
    match = _HEAD.match(sentence.marked.text)
    words = sentence.marked.found[match["day"]] if match else None
    if not isinstance(words, TimeWords) or words.form not in ("year", "month"):
        return []
    start = sentence.core.at(draft.start)
    others = [one for one in dates_of(sentence) if words.span.stop < one.span.start < start]
    return [] if others else [words]


_SINCE = Pattern(
    r"\b(?:since|until|after|before|founded in|born in) (?:the )?$"
)  # "in office since 2006"


def _dates_ahead(draft: Draft, sentence: Sentence, tied: list[TimeWords]) -> list[TimeWords]:
    """Dates in front of a number whose clause goes on to it: ", in 1977, had 80.1 per cent"."""
    start = sentence.core.at(draft.start) - sentence.span.start
    plain = sentence.marked.plain
    found = []
    for words in dates_of(sentence):
        first, last = words.span.start - sentence.span.start, words.span.stop - sentence.span.start
        if last > start:
            continue
        gap = plain[last:start]
        loose = words in tied and _GOES_ON.search(gap)
        in_between = words.form in ("year", "month", "years ago") and (
            _WHEN.match(gap)
            or (last + _COMMA >= start and _WHEN_ITSELF.match(plain[last : last + _OPENING]))
            or (_INSERTED.search(plain[:first]) and _RUNS_ON.match(gap))
        )
        in_between = in_between or (_HELD_ON.search(plain[:first]) and _AS_WELL.match(gap))
        if (loose or in_between) and not _is_spoken(words, sentence):
            found.append(words)
    return found


_GOES_ON = Pattern(r"^[^.;:]{0,60}$|\b(?:when|in which|at which|where)\b")
_WHEN_ITSELF = Pattern(r", when (?:he|she|it|they|the [a-z]+)\b")  # of the number's own frame
_COMMA, _OPENING = 2, 30  # characters of ", " and of ", when the president"
_WHEN = Pattern(r",? (?:when|in which|at which)\b[^.;:]{0,80}$")
_INSERTED = Pattern(r", (?:held )?in $")
_HELD_ON = Pattern(r", held (?:on |in )?$")
_AS_WELL = Pattern(r"(?: [a-z ]{2,20})?, [^.;:]{0,60}$")
_RUNS_ON = Pattern(r", [^.;:]{0,40}$")


def dates_of(sentence: Sentence) -> list[TimeWords]:
    """Return the expressions of time of a sentence, in order, without clock times."""
    return list(_time_words(sentence.marked, sentence.marked.text))


def last_year_of(sentence: Sentence, published: date | None) -> Read[Days]:
    """Return the last year that a sentence names, which "then" in the next one means."""
    for words in reversed(dates_of(sentence)):
        days = resolve(words, published, "past") if words.year else None
        if days is not None:
            return Read(days, "carried", "vote-day:then", words.span)
    return NEVER


def named_vote(sentence: Sentence, setting: Setting) -> Read[Days]:
    """Return the day of an earlier vote that a sentence names: "In the election of 2020 ..."."""
    for words, span in vote_days(sentence):
        days = resolve(words, setting.published, "past")
        past = days is not None and (setting.published is None or days.last < setting.published)
        if past and direction_to(sentence, words) == "past":
            return _with_all_days(Read(days, "stated", "vote-day:in-the-sentence", span), setting)
    return NEVER


_HAD_BEEN = Pattern(r"\bhad (?:been|voted|won|taken|got|rejected|approved|backed)\b")


_IN_FRONT = Pattern(
    r"(?:^|[;.] |, and |, but |: )(?:(?:And|But|Yet|Then),? )?(?:(?:[Ii]n|[Aa]t) (?:an?|the|its) "
    r"(?:[a-z-]+ ){0,3}[a-z-]+(?: held)?,?|[Aa]t )?"
    r" ?(?P<date><D\d+>)(?:'s [^,<]{2,40})?"
    r"(?:,[^,<]{2,50},|, by [^,]{5,80},|,)? [^<:]{0,40}(?:<[IVWCBALGN]\d+>[^<:]{0,40}){0,2}$"
)


def _dates_near(draft: Draft, core: Marked) -> Iterator[TimeWords]:
    """Dates inside a frame, close behind it, or at the head of its clause."""
    inside = core.text[draft.start : draft.stop]
    if not draft.earlier:
        front = _IN_FRONT.search(core.text[: draft.start])
        inside += front["date"] if front else ""
        behind = _DATE_BEHIND.match(core.text, draft.stop)
        if draft.kind == "change":
            behind = _DATE_OF_GROUND.match(core.text, draft.stop)
        inside += (behind["date"] or behind["its"]) if behind else ""
    yield from _time_words(core, inside)


_DATE_OF_GROUND = Pattern(
    r"(?: (?:sq(?:uare|\.)?[ -]?(?:km|kilomet(?:er|re)s?|miles?)|km2))?(?: (?:of|in|around) "
    r"(?:the )?(?:<[LG]\d+>(?:'s)?(?: [a-z]+)?|[a-z]+)| <I\d+>)?(?: in the course)? ?"
    r"(?P<date><D\d+>)(?P<its>)"
)
_DATE_BEHIND = Pattern(
    r"(?:,? <I\d+>)?(?: (?:in|at) (?:the|its|his|her|an?) (?:[a-z-]+ ){0,3}"
    rf"{VOTE_NOUN},?)?(?:,? (?P<date><D\d+>)(?!'s|,? (?:the|<A))|,? (?:in|at|of) (?P<its><D\d+>)'s"
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
    return bool(RELEASED.search(before) or _PUBLISHED_ON.search(before))


_PUBLISHED_ON = Pattern(r"\b(?:published|released)\b[^.;:]{0,40} on $")


def as_of_day(draft: Draft, sentence: Sentence, memory: Memory, setting: Setting) -> Read[Days]:
    """Return the day on which something was so: of control, of a poll, of a change."""
    if draft.kind in (*CONTROL_KINDS, "change", "poll") and not is_of_a_vote(draft):
        for words in _dates_near(draft, sentence.core):
            if _AFTER.search(sentence.marked.plain[: words.span.start - sentence.span.start]):
                continue
            days = resolve(words, setting.published, "past")
            if days is not None and not _is_spoken(words, sentence):
                return Read(days, "stated", "as-of:in-the-sentence", words.span)
    if draft.kind == "poll":
        return _poll_day(sentence, memory, setting)
    is_past = draft.earlier or _ONCE.search(sentence.core.text[draft.start : draft.stop])
    if draft.kind in CONTROL_KINDS and setting.published and not is_past:
        return Read(Days(setting.published, setting.published), "default", "as-of:publication")
    return NEVER


# "since the coup of 2021" does not date what is told; "once held" was so on no known day.
_AFTER = Pattern(r"\b(?:after|since|before|until|following)\b[^.;,]{0,60}$", re.IGNORECASE)
_ONCE = Pattern(r"\b(?:once|formerly|previously)\b")


_ON_THE_DAY = Pattern(r"\bon (?:the|polling|voting|election) day\b(?! (?:before|after))")


def _poll_day(sentence: Sentence, memory: Memory, setting: Setting) -> Read[Days]:
    """The day of a poll: named beside it, that of the vote, or that of the polls before."""
    if _ON_THE_DAY.search(sentence.core.text) and setting.vote_day.value is not None:
        return replace(setting.vote_day, rule="as-of:day-of-the-vote")
    found = first_date(sentence, setting)
    return found if found.value is not None else memory.poll_day


def first_date(sentence: Sentence, setting: Setting) -> Read[Days]:
    """Return the first day that a sentence names, unless somebody said something on it."""
    for words in _time_words(sentence.core, sentence.core.text):
        days = resolve(words, setting.published, "past")
        if days is not None and not _is_spoken(words, sentence):
            return Read(days, "stated", "as-of:in-the-sentence", words.span)
    return NEVER
