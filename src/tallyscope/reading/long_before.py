"""Earlier votes that no word ties to their day: a date of long before is that of another vote."""

from __future__ import annotations

import re

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.days import Direction, resolve
from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.memory import NEVER, ONLY_DATE
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.sentence_dates import dates_of, is_spoken
from tallyscope.reading.setting import Setting
from tallyscope.reading.tense import direction_to
from tallyscope.reading.vote_words import VOTE_NOUN
from tallyscope.statement import Days, Read

SINCE = Pattern(
    r"\b(?:since|until|after|before|founded in|born in) (?:the )?$"
)  # "in office since 2006"


def only_date(draft: Draft, sentence: Sentence, setting: Setting) -> Read[Days] | None:
    """Return the only date of a sentence, in front of a number, if it is of long before."""
    every = dates_of(sentence)
    ahead = len(every) == 1 and every[0].span.stop <= sentence.core.at(draft.start)
    if not ahead or draft.kind in ("conditional", "threshold"):
        return None
    words = every[0]
    before = sentence.marked.plain[: words.span.start - sentence.span.start]
    aside = _ASIDE.search(before)
    if is_spoken(words, sentence) or SINCE.search(before) or (aside and not _VOTE.search(aside[0])):
        return None
    return _of_long_before(words, direction_to(sentence, words), setting)


def _of_long_before(words: TimeWords, direction: Direction, setting: Setting) -> Read[Days] | None:
    """What a date means, if that is long before the story's vote."""
    days, vote = resolve(words, setting.published, direction), setting.vote_day.value
    if days is None or vote is None or (vote.first - days.last).days < _LONG_BEFORE:
        return None
    return Read(days, "inferred", ONLY_DATE, words.span)


# "Bojayá, where 79 people died in 2002", "up from 39.4 per cent in 2020"
_ASIDE = Pattern(r"\b(?:which|who|whom|where|whose|that|from) [^,;:]{0,70}$")
_VOTE = Pattern(rf"\b(?:{VOTE_NOUN}|voted|elected)\b", re.IGNORECASE)
_LONG_BEFORE = 60  # days; our choice


def named_at_the_head(sentence: Sentence, setting: Setting) -> Read[Days]:
    """Return the date that a sentence begins with, if it is of long before the vote.

    "Five years ago things were clearer." tells of which vote the next sentences are.
    """
    begins = _BEGINS_WITH_DATE.match(sentence.marked.text)
    words = sentence.marked.found[begins["day"]] if begins else None
    if not isinstance(words, TimeWords) or len(dates_of(sentence)) > 1:
        return NEVER
    return _of_long_before(words, "past", setting) or NEVER


_BEGINS_WITH_DATE = Pattern(r"(?:[Bb]ack )?(?:[Ii]n |[Aa]t )?(?:only )?<(?P<day>D\d+)>(?! old)")
