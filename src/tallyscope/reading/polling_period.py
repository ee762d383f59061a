"""Votes of several days, and days that are told by their distance from a vote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from tallyscope.reading.dates import COUNTS, DAYS_OF_A_WEEK, TimeWords
from tallyscope.reading.days import resolve
from tallyscope.reading.document import Document, Sentence
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.vote_words import VOTE_NOUN
from tallyscope.statement import Days, Read, Span

LONGEST_VOTE = 16
"""Days; our choice: votes of several days last two weeks or so; a month is no vote day."""

WHOLE_PERIOD = "vote-day:whole-period"
"""Rule of a vote whose first and last day different sentences tell."""
OF_THE_STORY = "vote-day:of-the-story"
"""Rule of a day that words of the story tie to its vote."""
BY_CUES = "vote-day:by-cues"
"""Rule of a day for which only several small cues speak together."""
_NOT_EARLY = r"(?<![Ee]arly )(?<![Aa]dvance )(?<![Pp]ostal )(?<![Oo]verseas )"
_BEGAN = Pattern(
    rf"\b{_NOT_EARLY}(?:{VOTE_NOUN}|[Vv]oting|[Pp]olls|[Pp]olling|[Bb]alloting)\b[^.;:<]{{0,40}}"
    r"\b(?:began|begun|started|opened)(?: [a-z]+| <[LIA]\d+>){0,4} <(?P<day>D\d+)>",
)
_ENDED = Pattern(
    rf"\b(?:{VOTE_NOUN}|[Vv]oting|[Pp]olls|[Pp]olling|[Bb]alloting)\b[^.;:]{{0,60}}"
    r"\b(?:ended|closed|concluded|finished|wrapped up)(?: [a-z]+| <[LIA]\d+>){0,4} "
    r"<(?P<day>D\d+)>"
    rf"|\b(?:{VOTE_NOUN}|[Vv]oting|[Pp]olls|[Pp]olling|[Bb]alloting)\b[^.;:]{{0,90}}\b(?:went on"
    r"|continued|carried on|lasted|extended|stayed open|kept open|ran)\b"
    r"[^.;:]{0,40}\b(?:until|till|through|to) <(?P<day_>D\d+)>",
)


def whole_period(document: Document, published: date | None, found: Read[Days]) -> Read[Days]:
    """All the days of a vote that the story says to have begun on one and ended on another."""
    began, ended = _edge(document, published, _BEGAN), _edge(document, published, _ENDED)
    last = ended or found.value
    if began is None or last is None or found.value is None or ended is None:
        whole = _counted_days(document, began, ended or found.value) if found.value else None
        if whole is not None:
            return replace(found, value=whole, rule=WHOLE_PERIOD)
    if began is None or last is None or found.value is None:
        return found
    days = Days(began.first, last.last) if began.first < last.last else found.value
    # the night of the count is no day of a vote whose first and last day are told
    is_later = ended is not None and found.rule != OF_THE_STORY and found.value.first > days.last
    is_inside = days.first <= found.value.first <= days.last
    if (days.last - days.first).days > LONGEST_VOTE or not (is_inside or is_later):
        return found
    return replace(found, value=days, rule=WHOLE_PERIOD) if days != found.value else found


_NUMBER = "|".join(COUNTS)
# "Three days of voting", "the week-long ballot", "voted over two days"
_HOW_LONG = Pattern(
    rf"\b(?:(?P<count>{_NUMBER}) days of (?:voting|polling|balloting)|(?P<long>{_NUMBER})-day"
    rf" (?:{VOTE_NOUN})|(?P<week>week-?long) (?:[a-z]+ )?{VOTE_NOUN}"
    rf"|(?:voted|voting|polling|vote|ballot) (?:over|for|during) (?P<over>{_NUMBER}) days)\b",
    re.IGNORECASE,
)


def _counted_days(document: Document, began: Days | None, ended: Days | None) -> Days | None:
    """The days of a vote of so many days, whose first or last one is told."""
    first = began.first if began is not None and began.first == began.last else None
    last = ended.last if ended is not None and ended.first == ended.last else None
    for sentence in document.sentences:
        is_edge = first is not None or (last is not None and _edge_of(sentence))
        told = _HOW_LONG.search(sentence.marked.plain) if is_edge else None
        if told is None:
            continue
        word = told["count"] or told["long"] or told["over"]
        step = timedelta(days=(COUNTS[word.lower()] if word else DAYS_OF_A_WEEK) - 1)
        if first is not None:
            return Days(first, first + step)
        if last is not None:
            return Days(last - step, last)
    return None


def _edge_of(sentence: Sentence) -> bool:
    """Whether the sentence that says how long a vote was tells its end, too."""
    return bool(_ENDED.search(sentence.marked.text))


# "Two days after the vote", "a day after voters went to the polls"
_AFTER_THE_VOTE = Pattern(
    rf"\b(?P<count>{_NUMBER}|the|\d{{1,2}}) (?P<unit>day|week)s? after (?:[^.,;]{{0,40}} )?"
    rf"(?:{VOTE_NOUN}|voted|went to the polls|polling day)\b",
    re.IGNORECASE,
)


def told_by_distance(sentence: Sentence, published: date | None) -> Iterator[tuple[Days, Span]]:
    """Yield the day of a vote that a sentence tells by its distance from the day it speaks of."""
    if published is None or " after " not in sentence.marked.plain:
        return
    for told in _AFTER_THE_VOTE.finditer(sentence.marked.plain):
        word = told["count"].lower()
        count = int(word) if word.isdigit() else COUNTS.get(word, 1)
        step = timedelta(days=count * (DAYS_OF_A_WEEK if told["unit"].lower() == "week" else 1))
        today = published
        for words in days_in(sentence):
            days = resolve(words, published, "past")
            if days is not None and days.first == days.last <= published:
                today = days.first
        start = sentence.span.start
        yield Days(today - step, today - step), Span(start + told.start(), start + told.end())


def _edge(document: Document, published: date | None, pattern: Pattern) -> Days | None:
    """The first or the last day of a vote, as the first sentence that tells it does."""
    for sentence in document.dated:
        match = pattern.search(sentence.marked.text)
        found = match.groupdict() if match else {}
        words = sentence.marked.found.get(found.get("day") or found.get("day_") or "")
        if isinstance(words, TimeWords):
            return resolve(words, published, "past")
    return None


def days_in(sentence: Sentence) -> Iterator[TimeWords]:
    """Yield the expressions of time of a sentence, without clock times."""
    for words in sentence.marked.found.values():
        if isinstance(words, TimeWords) and words.form != "clock":
            yield words


# "Polls have closed": a story without a date that says so was written on the day.
POLLS_NOW = Pattern(
    r"\b[Pp]oll(?:s|ing stations|ing places)? (?:are|have)(?: now| just)? (?:been )?(?:shut|closed"
    r"|open|opened)\b|\b[Ee]xit polls? (?:is|are) (?:out|in|here)\b"
    r"|\b[Vv]oting (?:is|has) (?:under ?way|now |just )"
)
_ENTRIES = 3  # lines that begin with a clock time, from which a page is one that was written live
_ENTRY = Pattern(r"\d{1,2}[.:]\d\d(?: ?[ap]\.?m\.?)?(?: ?(?:$|[:-] )| (?=[A-Z\"]))")


_LONGEST_TIME = 16  # characters of "11:40 p.m.: The"
_A_WEEK = 7  # days; what is told as earlier is of another vote


def is_live(document: Document, found: Days, published: date | None) -> bool:
    """Tell whether a page was written hour by hour, and the day found is of an earlier vote."""
    if published is None or (published - found.last).days <= _A_WEEK:
        return False
    begins = (document.text[line.span.start : line.span.stop].lstrip() for line in document.lines)
    return sum(_ENTRY.match(words[:_LONGEST_TIME]) is not None for words in begins) >= _ENTRIES


def on_the_day(document: Document, published: date | None) -> Read[Days]:
    """Return the day of publication, if the polls have just closed and no other day is told."""
    for sentence in document.sentences if published else ():
        now = POLLS_NOW.search(sentence.marked.text)
        if now and published and not any(True for _ in days_in(sentence)):
            where = sentence.marked.story_span(*now.span())
            return Read(Days(published, published), "carried", "vote-day:polls-closed", where)
    return Read(None, "unknown")
