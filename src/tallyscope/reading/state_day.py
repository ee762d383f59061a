"""The day on which something was so: of control, of a poll, of ground that changed hands."""

from __future__ import annotations

import re
from dataclasses import replace

from tallyscope.reading.days import resolve
from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.memory import CONTROL_KINDS, NEVER, Memory
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.sentence_dates import is_spoken, time_words
from tallyscope.reading.setting import Setting
from tallyscope.reading.when import dates_near, is_of_a_vote
from tallyscope.statement import Days, Read


def as_of_day(draft: Draft, sentence: Sentence, memory: Memory, setting: Setting) -> Read[Days]:
    """Return the day on which something was so: of control, of a poll, of a change."""
    if draft.kind in (*CONTROL_KINDS, "change", "poll") and not is_of_a_vote(draft):
        for words in dates_near(draft, sentence.core):
            if _AFTER.search(sentence.marked.plain[: words.span.start - sentence.span.start]):
                continue
            days = resolve(words, setting.published, "past")
            if days is not None and not is_spoken(words, sentence):
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
    if "<D" not in sentence.marked.text:
        return NEVER
    for words in time_words(sentence.core, sentence.core.text):
        days = resolve(words, setting.published, "past")
        if days is not None and not is_spoken(words, sentence):
            return Read(days, "stated", "as-of:in-the-sentence", words.span)
    return NEVER
