"""Votes that are told from another one named before: "then", "that year", "a year later"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tallyscope.reading.dates import COUNTS
from tallyscope.reading.days import month_at
from tallyscope.reading.document import Sentence
from tallyscope.reading.memory import NEVER, Memory
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.setting import Setting
from tallyscope.reading.vote_words import VOTE_NOUN
from tallyscope.statement import Days, Read, Span

# A sentence on the vote that the one before named: "It was closer than in 1967. Then 12,138 ..."
_OF_BEFORE = Pattern(
    r"(?:In that (?:election|vote|referendum|ballot|poll|year)|Then|That time|At that time"
    r"|At the time|Back then|That year),? "
)
_THAT_YEAR = Pattern(r"\bthat (?:same )?year\b")


def vote_then(sentence: Sentence, memory: Memory) -> Read[Days]:
    """Return the vote, or the year, that the sentence before named, if this one goes back to it."""
    text, named = sentence.marked.text, memory.last_year
    if _THAT_YEAR.search(text) and named.value is not None:
        year = named.value.last.year
        return replace(named, value=Days(date(year, 1, 1), date(year, 12, 31)))
    return named if _OF_BEFORE.match(text) else NEVER


# "A year later ...", "In the election three months earlier ..."
_LATER = Pattern(
    rf"(?:[Ii]n (?:the|an?) (?:[a-z-]+ ){{0,3}}?{VOTE_NOUN} )?(?:[Jj]ust |[Oo]nly )?"
    rf"(?P<count>{'|'.join(COUNTS)}) (?:(?P<years>years?) later"
    r"|months? (?:(?P<later>later)|earlier|before(?! the\b)))\b",
    re.IGNORECASE,
)


def told_from(sentence: Sentence, memory: Memory, setting: Setting) -> Read[Days] | None:
    """Return the year or month that is told from one named before: "A year later ..."."""
    match = _LATER.match(sentence.marked.plain)
    base = memory.last_year.value
    if match is None or (base is None and (match["years"] or match["later"])):
        return None
    base = base or setting.vote_day.value
    if base is None:
        return None
    count = COUNTS[match["count"].lower()]
    span = Span(sentence.span.start, sentence.span.start + match.end())
    if match["years"]:
        year = base.last.year + count
        days = Days(date(year, 1, 1), date(year, 12, 31))
    elif base.first.year == base.last.year and (base.last - base.first).days > _LONGEST_MONTH:
        return None  # so many months from a whole year are no month
    else:
        days = month_at(base.first, count if match["later"] else -count)
    return Read(days, "carried", "vote-day:by-distance", span)


_LONGEST_MONTH = 31  # days
