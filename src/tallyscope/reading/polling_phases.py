"""Votes held in phases on several days, and the phase that a number belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.days import resolve
from tallyscope.reading.document import Document, Sentence
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.tense import direction_to
from tallyscope.statement import Days, Read, Span

IN_PHASES = "vote-day:in-phases"
"""Rule of a vote whose phases the story lists with their days, and of a phase of it."""
_COUNT_LASTS = 31  # days from the last phase to a count that is news; our choice
_LONGEST = 92  # days from the first phase to the last; our choice

# Votes held in three phases, on A, B and C; "the two stages of voting (A and B)".
_PHASES = Pattern(
    r"\b(?:phases|stages|legs)\b[^.;:<]{0,40}[(:]?[^.;:<]{0,20}"
    r"(?P<days><D\d+>(?:(?:,|,? and)(?: on)? <D\d+>){1,9})",
)
_DAY = Pattern(r"<(?P<day>D\d+)>")
_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_WHICH = Pattern(
    rf"\b(?P<which>{'|'.join(_NTH)}|opening|last|final)(?: and (?P<end>last|final))? "
    r"(?:phase|stage|leg)\b",
)


def phases_of(document: Document, published: date | None) -> tuple[Days, ...]:
    """Return the days of the phases of a vote that is over, as a sentence lists them."""
    for sentence in document.dated:
        listed = _PHASES.search(sentence.marked.text)
        if listed is None:
            continue
        days = []
        for match in _DAY.finditer(listed["days"]):
            words = sentence.marked.found[match["day"]]
            if isinstance(words, TimeWords):
                days.append(resolve(words, published, direction_to(sentence, words)))
        found = tuple(day for day in days if day is not None and day.first == day.last)
        in_order = all(one.last < other.first for one, other in pairwise(found))
        if not in_order or len(found) != len(days) or published is None:
            continue
        if found[-1].last <= published and (found[-1].last - found[0].first).days <= _LONGEST:
            return found
    return ()


def all_phases(phases: Sequence[Days], found: Read[Days]) -> Read[Days]:
    """Return all the phases of a vote, of which one day or that of the count was found."""
    if not phases or found.value is None:
        return found
    whole, day = Days(phases[0].first, phases[-1].last), found.value.first
    if day < whole.first or (day - whole.last).days > _COUNT_LASTS:
        return found
    return replace(found, value=whole, rule=IN_PHASES)


def phase_named(sentence: Sentence, stop: int, phases: Sequence[Days]) -> Read[Days] | None:
    """Return the day of the phase that the words up to a number name, if the story lists them."""
    words = sentence.core.words(0, stop).lower() if phases else ""
    named = [*_WHICH.finditer(words)]
    if not named:
        return None
    which = named[-1]["end"] or named[-1]["which"]
    if which in ("last", "final"):
        number = len(phases) - 1
    else:
        number = 0 if which == "opening" else _NTH.index(which)
    if number >= len(phases):
        return None
    start = sentence.core.story_span(0, stop).start
    where = Span(start + named[-1].start(), start + named[-1].end())
    return Read(phases[number], "stated", IN_PHASES, where)
