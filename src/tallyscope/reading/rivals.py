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


def with_rivals(
    statements: Sequence[Statement], sentences: Sequence[Sentence]
) -> tuple[Statement, ...]:
    """Return statements in order, who and where "inferred" where their sentence has a rival."""
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
    return tuple(
        _inferred(one) if number in doubtful else one
        for number, one in zip(at, statements, strict=True)
    )


def has_rival(sentence: Sentence, statements: Sequence[Statement]) -> bool:
    """Whether a sentence names somebody or some place, or a number, that no statement accounts for.

    A name is accounted for if a field shares a word with it ("Mr Lind" and "Anna Lind").
    """
    known = frozenset(word for one in statements for word in _words(_values(one)))
    used = {one.quantity.span for one in statements if one.quantity.value}
    marked = sentence.marked
    for found in marked.found.values():
        if isinstance(found, Mention):
            if found.core not in used:
                return True
        elif isinstance(found, NameWords | PlaceWords):
            start, stop = (offset - marked.span.start for offset in found.span)
            if not known.intersection(_words((found.name, marked.plain[start:stop]))):
                return True
    return False


def _values(one: Statement) -> Iterable[str]:
    """What the fields that tell who and where say."""
    who = one.attribution.value
    yield from one.places.value or ()
    yield from (who.who, who.relayed_by) if who else ()
    yield from (read.value for read in (one.option, one.whole, one.controller) if read.value)


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in re.findall(r"\w+", text.lower())]


def _inferred(one: Statement) -> Statement:
    return replace(
        one,
        places=_lowered(one.places),
        option=_lowered(one.option),
        whole=_lowered(one.whole),
        controller=_lowered(one.controller),
    )


def _lowered(read: Read[T]) -> Read[T]:
    return replace(read, status="inferred") if read.status == "stated" else read
