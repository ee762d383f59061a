"""What a sentence names and no field accounts for: a sign that it was not wholly understood.

A field that was read from the statement's own sentence is "stated". If the same sentence names a
person, a body or a place that stands in no field of any of its statements, or prints a number that
none of them uses, that field may be meant for the other one: it is "inferred".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from tallyscope.reading.document import Sentence
from tallyscope.reading.gazetteer import PlaceWords
from tallyscope.reading.mention import Mention
from tallyscope.reading.names import NameWords
from tallyscope.statement import Read, Statement

T = TypeVar("T")


def with_rivals(statements: Sequence[Statement], sentences: Sequence[Sentence]) -> frozenset[int]:
    """Return the numbers of the statements, which are in order, whose sentence has a rival."""
    starts = [sentence.span.start for sentence in sentences]
    at = [bisect_right(starts, one.span.start) - 1 for one in statements]
    of_sentence: dict[int, list[Statement]] = {}
    for number, one in zip(at, statements, strict=True):
        of_sentence.setdefault(number, []).append(one)
    doubtful = {
        number
        for number, told in of_sentence.items()
        if number >= 0 and has_rival(sentences[number], told)
    }
    return frozenset(here for here, number in enumerate(at) if number in doubtful)


def has_rival(sentence: Sentence, statements: Sequence[Statement]) -> bool:
    """Whether a sentence names somebody or some place, or a number, that no statement accounts for.

    A name is accounted for if a field shares a word with it ("Mr Lind" and "Anna Lind").
    """
    marked = sentence.marked
    if not marked.found:
        return False
    numbers = {one.core for one in marked.found.values() if isinstance(one, Mention)}
    if numbers and not numbers <= {one.quantity.span for one in statements if one.quantity.value}:
        return True
    named = [one for one in marked.found.values() if isinstance(one, NameWords | PlaceWords)]
    if not named:
        return False
    known = frozenset(word for one in statements for word in _words(_values(one)))
    start = marked.span.start
    printed = (marked.plain[one.span.start - start : one.span.stop - start] for one in named)
    return any(
        known.isdisjoint(_words((one.name, words)))
        for one, words in zip(named, printed, strict=True)
    )


def _values(one: Statement) -> Iterable[str]:
    """What the fields that tell who and where say."""
    who = one.attribution.value
    yield from one.places.value or ()
    yield from (who.who, who.relayed_by) if who else ()
    yield from (read.value for read in (one.option, one.whole, one.controller) if read.value)


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in _WORD.findall(text.lower())]


_WORD = re.compile(r"\w+")


def inferred(one: Statement) -> Statement:
    """Return a statement whose fields that tell who and where are doubtful."""
    return replace(
        one,
        places=_lowered(one.places),
        option=_lowered(one.option),
        whole=_lowered(one.whole),
        controller=_lowered(one.controller),
    )


def _lowered(read: Read[T]) -> Read[T]:
    return replace(read, status="inferred") if read.status == "stated" else read
