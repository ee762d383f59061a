"""The day of the vote that a story is about: every day it names, weighed by many small cues."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.day_cues import Candidate, candidates
from tallyscope.reading.days import resolve
from tallyscope.reading.document import Document, Sentence
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.polling_period import (
    BY_CUES,
    OF_THE_STORY,
    is_live,
    on_the_day,
    whole_period,
)
from tallyscope.statement import Days, Read

WEIGHTS: Mapping[str, float] = {
    "tied to the vote": 1.9,
    "its own vote": 1.6,
    "beside a count": -0.6,
    "of another round": 0.7,
    "a whole week": -0.9,
    "in the lead": 0.3,
    "in the night": 1.3,
    "counted in the night": 0.2,
    "word for a vote": 0.1,
    "word for voting": 1.0,
    "word for an outcome": 0.3,
    "with such words in the lead": 0.7,
    "vote was held": 0.2,
    "a vote on it": 0.1,
    "of a story of votes": 0.8,
    "only said": -1.2,
    "polls just closed": 1.7,
    "so many days before": 0.3,
    "of several days": 0.5,
    "at a weekend": 0.6,
    "today": -0.8,
    "yesterday": 0.7,
    "weeks ago": -0.4,
    "long ago": 0.3,
    "to come": -1.5,
    "to come, and a result is told": -0.5,
    "first of the fresh days": 1.0,
    "before a day of saying": 0.3,
    "held, with a later day": 0.1,
    "after a day of voting": -0.8,
    "only fresh day without a saying": 0.7,
    "long ago, at the head, with its year": 0.2,
}
"""What each cue of `day_cues` weighs: a conditional logit over the days of a story, fitted to the
stories in tests/reading/stories/development by tests/reading/fit_polling_day.py, to one decimal."""
ANY_DAY = -2.6
"""What a day without any cue weighs; fitted with the others. Below zero no day is chosen."""


def weight(candidate: Candidate) -> float:
    """Return what speaks for a day, less what speaks against it."""
    return ANY_DAY + sum(WEIGHTS[cue] for cue in sorted(candidate.cues))


def polling_day(document: Document, published: date | None) -> Read[Days]:
    """Return the day of the vote that most of a story's numbers are about."""
    return _whole(document, published, candidates(document, published))


def polling_days(document: Document, published: date | None) -> tuple[Read[Days], Read[Days]]:
    """Return the day of the story's vote, and that of the last one, if it is still to come.

    A story on the eve of a second round is about that one, and its results are of the first.
    """
    every = candidates(document, published)
    found = _whole(document, published, every)
    day = found.value
    if day is None or published is None or day.first <= published:
        return found, found
    over = [one for one in every if one.days.last < published]
    return found, _heaviest(over)


def _whole(document: Document, published: date | None, every: Sequence[Candidate]) -> Read[Days]:
    """The heaviest day; of a page written live today; of a vote of several days all of them."""
    found = _heaviest(every)
    if found.value is None or is_live(document, found.value, published):
        today = on_the_day(document, published)
        found = today if today.value or found.value is None else found
    return found if found.value is None else whole_period(document, published, found)


def _heaviest(every: Sequence[Candidate]) -> Read[Days]:
    best = max(every, key=weight, default=None)  # the first of several
    if best is None or weight(best) <= 0:
        return _night_of_the_count(every)
    rule = OF_THE_STORY if "tied to the vote" in best.cues else BY_CUES
    return Read(best.days, "carried", rule, best.span)


def _night_of_the_count(every: Sequence[Candidate]) -> Read[Days]:
    """The first night on which somebody told how it stood: there counting follows the vote."""
    nights = [one for one in every if {"in the night", "first of the fresh days"} <= one.cues]
    if not nights:
        return Read(None, "unknown")
    return Read(nights[0].days, "carried", "vote-day:night-of-the-count", nights[0].span)


FIRST_ROUND = "vote-day:first-round"
"""Rule of the first of two rounds, in a story on the second one."""
_FIRST_ROUND = Pattern(
    r"\bfirst round(?:,? (?:held|which was held|took place|was))?,? (?:on|in|of) <(?P<day>D\d+)>"
    r"|<(?P<its>D\d+)>'s first round\b",
    re.IGNORECASE,
)


def first_round(document: Document, published: date | None, vote: Read[Days]) -> Read[Days]:
    """Return the day of the first round, in a story on the second one; else it is unknown."""
    for sentence in document.dated:
        words = _first_round_in(sentence)
        days = resolve(words, published, "past") if words else None
        if words and days is not None and days != vote.value:
            return Read(days, "carried", FIRST_ROUND, words.span)
    return Read(None, "unknown")


def _first_round_in(sentence: Sentence) -> TimeWords | None:
    """The day of a first round, if a sentence tells it."""
    match = _FIRST_ROUND.search(sentence.marked.text)
    words = sentence.marked.found[match["day"] or match["its"]] if match else None
    return words if isinstance(words, TimeWords) else None
