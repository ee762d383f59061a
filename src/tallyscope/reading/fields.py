"""What a number is a number of, and what a share is a share of."""

from __future__ import annotations

import re

from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.marking import Marked
from tallyscope.reading.memory import CONTROL_KINDS, UNKNOWN, Memory
from tallyscope.reading.names import surname
from tallyscope.reading.options import is_pronoun, read_option
from tallyscope.reading.saying import MEDIA
from tallyscope.statement import Kind, Read, Span

_OF_THESE = ("them", "us", "those")  # shares of somebody named before
KINDS_WITH_OPTION: tuple[Kind, ...] = ("share", "votes", "poll")


def denominator_of(draft: Draft, core: Marked) -> Read[str]:
    """Return what a share is said to be a share of, in the words of `DENOMINATORS`."""
    if draft.kind in CONTROL_KINDS:
        return _denominator_of_land(draft)
    if draft.denominator is None or draft.mention is None or draft.mention.sort == "count":
        return UNKNOWN
    words = draft.denominator.text.lower()
    if words in _OF_THESE:
        return UNKNOWN
    name = next((name for pattern, name in DENOMINATORS if pattern.search(words)), words)
    if name == words and "<E" in core.expanded(draft.denominator.start, draft.denominator.stop):
        return UNKNOWN  # "two in three Catalans": it is not said of what
    return Read(name, "stated" if not draft.leans else "carried", "denominator:of-the-frame")


_UNITS_OF_LAND = re.compile(
    r"townships?|districts?|villages?|towns?|settlements?|municipalit|count(?:y|ies)"
)


def _denominator_of_land(draft: Draft) -> Read[str]:
    words = draft.place.text.lower() if draft.place else ""
    name = "districts" if _UNITS_OF_LAND.search(words) else "territory"
    return Read(name, "stated", "denominator:land")


DENOMINATORS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(words), name)
    for words, name in (
        (r"station|precinct|polling place|box|protocol|tally sheet|centre", "stations"),
        (r"\bvalid\b", "valid"),
        (
            r"registered|enrolled|eligible|electorate|electors|entitled|\b(?:list|roll"
            r"|register)s?\b|right to vote",
            "registered",
        ),
        (r"respondent|polled|surveyed|asked", "respondents"),
        (r"ballot|paper|repl(?:y|ies)|returns|forms|envelope|\bthose cast\b", "ballots"),
        (
            r"voters|who (?:had )?(?:voted|took part|taken part|turned out|participated|cast"
            r"|went)|voting|taking part|participa|casting",
            "voters",
        ),
        (r"\bvotes?\b|\bpoll\b", "votes"),
        (
            r"district|township|ward|council|area|municipalit|count(?:y|ies)|constituenc|commune"
            r"|province|region",
            "districts",
        ),
        (r"territory|land\b", "territory"),
        (r"population|people|residents|citizens|inhabitants|adults|public", "population"),
    )
)
"""What a share can be a share of, by the words for it; the first that fits."""


def option_of(draft: Draft, sentence: Sentence, memory: Memory) -> Read[str]:
    """Return what the number is a number of; unknown if the story names nothing."""
    if draft.kind not in (*KINDS_WITH_OPTION, "conditional", "threshold", "margin"):
        return UNKNOWN
    if draft.option is None:
        return _leading(draft, sentence, memory) if draft.kind == "margin" else UNKNOWN
    text, span = read_option(sentence.core, draft.option)
    if not draft.own_option:
        return (
            Read(memory.option.value, "carried", draft.frame, span)
            if memory.option.value
            else UNKNOWN
        )
    if not text:
        return UNKNOWN
    if not is_pronoun(text):
        return Read(text, "stated", draft.frame, span)
    if text.lower() in ("it", "them") and " " in draft.option.text.strip():
        words = re.sub(r"^(?:were|was|are|is) ", "", draft.option.text.strip())
        return Read(words, "stated", draft.frame, span)
    if text.lower() in ("so", "the same", "did so", "did the same", "did"):
        return (
            Read(memory.option.value, "carried", "option:did-so", span)
            if memory.option.value
            else UNKNOWN
        )
    return _meant_by(text.lower(), span, memory)


_LEAD = re.compile(r"\b(?:lead|majority|ahead|advantage)\b")


def _leading(draft: Draft, sentence: Sentence, memory: Memory) -> Read[str]:
    """Who has "a lead of N" behind a result: the option of that result."""
    words = sentence.core.text[draft.start : draft.stop]
    first = memory.first_option
    here = first.span is not None and first.span.start >= sentence.span.start
    if here and _LEAD.search(words):
        return Read(first.value, "carried", draft.frame, first.span)
    return UNKNOWN


_NO_PERSON = re.compile(rf"{MEDIA.pattern}|^\w*[A-Z]\w*[A-Z]\w*$")  # agencies, acronyms
_WOMAN = re.compile(r"^(?:Mrs|Ms|Miss|Madam|Dame|Lady)\b")


_MAN = re.compile(r"^(?:Mr|Sir|Lord)\b")


def _meant_by(pronoun: str, span: Span, memory: Memory) -> Read[str]:
    """The person or party that a pronoun stands for: the last one that fits."""
    if pronoun in ("it", "they", "them", "both", "each"):
        bodies = [name for name in memory.people if name.body and name.span.stop <= span.start]
        name = bodies[-1].name if bodies else None
    else:
        wanted, other = (_WOMAN, _MAN) if pronoun in ("she", "her") else (_MAN, _WOMAN)
        titled = {surname(name.name) for name in memory.people if other.match(name.name)}
        fitting = [
            person
            for person in memory.people
            if not person.body
            and not _NO_PERSON.search(person.name)
            and surname(person.name) not in titled
            and person.span.stop <= span.start
        ]
        marked = [person for person in fitting if wanted.match(person.name)]
        chosen = fitting[-1:] or marked[-1:]
        name = chosen[0].name if chosen else None
    return Read(name, "carried", "option:pronoun", span) if name else UNKNOWN
