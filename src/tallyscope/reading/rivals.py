"""When a sentence leaves another reading: what was read from it is then inferred, not stated.

A field that was read from the statement's own sentence is "stated" only if that sentence settles
it. It is "inferred" if the sentence also names a person, a body, a place, a day or a number that no
field accounts for; if it points to another sentence ("he", "there", "the south"); or if the field
was read by a form that fits much else (`_doubtful_fields`). The criteria are general ones: none
names a word of a single story.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.document import Sentence
from tallyscope.reading.gazetteer import PlaceWords
from tallyscope.reading.marking import MARK
from tallyscope.reading.mention import Mention
from tallyscope.reading.names import NameWords
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.vote_words import VOTE_NOUN
from tallyscope.statement import Read, Span, Statement

WHO_AND_WHERE = ("places", "option", "whole", "controller")
"""Fields that another name, number or place of the sentence may be meant for."""


def without_doubtful(
    statements: Sequence[Statement], sentences: Sequence[Sentence]
) -> list[Statement]:
    """Return the statements, which are in order, with their doubtful fields as inferred."""
    starts = [sentence.span.start for sentence in sentences]
    at = [bisect_right(starts, one.span.start) - 1 for one in statements]
    of_sentence: dict[int, list[Statement]] = {}
    for number, one in zip(at, statements, strict=True):
        of_sentence.setdefault(number, []).append(one)
    rivals = {
        number: number >= 0 and has_rival(sentences[number], told)
        for number, told in of_sentence.items()
    }
    found = []
    for number, one in zip(at, statements, strict=True):
        fields = set(WHO_AND_WHERE) if rivals[number] else set()
        if number >= 0 and one.quantity.value:
            fields |= {*_doubtful_fields(one, of_sentence[number], sentences[number])}
        found.append(inferred(one, fields) if fields else one)
    return found


def has_rival(sentence: Sentence, statements: Sequence[Statement]) -> bool:
    """Whether a sentence names something that no field of its statements accounts for.

    That is a person or body, a place, a number, or a day. A name is accounted for if a field
    shares a word with it ("Mr Lind" and "Anna Lind"), a day if a field was read there.
    """
    marked = sentence.marked
    if not marked.found:
        return False
    numbers = {one.core for one in marked.found.values() if isinstance(one, Mention)}
    if numbers and not numbers <= {one.quantity.span for one in statements if one.quantity.value}:
        return True
    if any(one.quantity.value for one in statements) and _names_another_day(sentence, statements):
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


# Words for a time that no day was read from; "May" may be a verb.
_SOME_TIME = Pattern(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:19|20)\d\d|ago|earlier|later|previous(?:ly)?"
    r"|formerly|then)\b|\b(?:last|next) (?:week|month|year|time)\b"
)


def _names_another_day(sentence: Sentence, statements: Sequence[Statement]) -> bool:
    """Whether a day of the sentence, or words for a time, stands in no field."""
    marked = sentence.marked
    read = [
        field.span
        for one in statements
        for field in (one.said, one.vote_day, one.as_of)
        if field.span
    ]
    days = (
        marked.found[name].span
        for name in MARK.findall(marked.text)
        if isinstance(marked.found[name], TimeWords) and name.startswith("D")
    )
    return any(not _meets(day, read) for day in days) or bool(_SOME_TIME.search(marked.text))


def _meets(span: Span, others: Iterable[Span]) -> bool:
    return any(one.start < span.stop and span.start < one.stop for one in others)


def _values(one: Statement) -> Iterable[str]:
    """What the fields that tell who and where say."""
    who = one.attribution.value
    yield from one.places.value or ()
    yield from (who.who, who.relayed_by) if who else ()
    yield from (read.value for read in (one.option, one.whole, one.controller) if read.value)


def _words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in _WORD.findall(text.lower())]


_WORD = re.compile(r"\w+")


def _doubtful_fields(
    one: Statement, told: Sequence[Statement], sentence: Sentence
) -> Iterator[str]:
    """Fields of a statement with a number that its sentence does not settle by itself."""
    if _points_elsewhere(one, sentence):
        yield from WHO_AND_WHERE
    if _side_in_doubt(one, told, sentence):
        yield from ("option", "denominator")
    for field, is_in_doubt in _IN_DOUBT.items():
        if is_in_doubt(one, sentence):
            yield field


def _points_elsewhere(one: Statement, sentence: Sentence) -> bool:
    """Whether another sentence is needed, or the form of words fits much else."""
    words = sentence.marked.plain[: one.span.stop - sentence.span.start]
    return bool(
        _POINTER.search(words)
        or _CLAUSE_APART.search(sentence.marked.text)
        or _WIDE_FRAMES.match(one.frame)
    )


# What points to another sentence, in front of the end of the statement.
_POINTER = Pattern(
    r"^(?:That|This|It|He|She|They|There|Here|Then|Those|These)\b"
    r"|\b(?:he|she|they|it|his|her|hers|him|them|its|their|there|here|same|latter|former)\b"
    r"(?! own figures)"
)
# "..., when the party got 39%": told of another time or place than the sentence
_CLAUSE_APART = Pattern(r"(?:, |- )(?:in )?(?:when|where|which|who|whose|whom)\b[^.;]*<[PNRX]\d")
_WIDE_FRAMES = Pattern(r"(?:beside|cue|link|held)\.")
_WHOLES = (
    *("votes", "valid", "ballots", "registered", "voters", "counted", "stations"),
    *("territory", "districts"),
)
"""What a share of a vote or of land may be of; "people" and "respondents" leave that open."""
_WEAK_DENOMINATORS = ("denominator:around", "denominator:as-before")

_KINDS = (
    r"(?:south|north|east|west|city|cities|town|village|province|region|district|county|state"
    r"|country|island|capital|ward|department|canton|commune|republic|municipality|area"
    r"|constituency|seat|parish)s?"
)
# "the south", "neighbouring towns": a place that no name stands for
_UNNAMED_PLACE = Pattern(
    r"\b(?:the|this|that|its|their|neighbou?ring|each|every|an?|other|some|both|all|most) "
    rf"(?:[a-z]+ )?{_KINDS}\b(?! (?:of )?<)"
)
_PARTS = (
    r"(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west)(?:ern)?|central"
    r"|upper|lower|inner|outer|rural|urban"
)
_WEAK_PLACES = ("place:of-the-people", "place:beside", "place:nationwide")
_PLACED_BY_POSITION = ("place:in-front", "place:behind")
_LONG_NAME = 3  # words; our choice: "In Zvecan Ilir Peci" may be a place and who won there


def _place_in_doubt(one: Statement, sentence: Sentence) -> bool:
    """Whether another place may be meant, a part of it, or a longer name."""
    text = sentence.marked.text
    if one.places.rule in _WEAK_PLACES or _UNNAMED_PLACE.search(text):
        return True
    here = {
        name: words
        for name, words in sentence.marked.found.items()
        if isinstance(words, PlaceWords)
    }
    by_position = one.places.rule in _PLACED_BY_POSITION
    if by_position and len({words.name for words in here.values()}) > 1:
        return True
    for name, words in here.items():
        if words.name not in (one.places.value or ()):
            continue
        mark = text.find(f"<{name}>")
        behind = text[mark + len(name) + 2 :]
        is_long = not words.kind and words.name.count(" ") + 1 >= _LONG_NAME
        if is_long and by_position and not behind.startswith(","):
            return True
        if _GOES_ON.match(behind) or _PART_OF.search(text[:mark] if mark >= 0 else ""):
            return True
    return False


_GOES_ON = Pattern(r" (?:[A-Z\d\u00c0-\u00de]|<[ANLG]\d|(?:town|city|village)\b)")
_PART_OF = Pattern(rf"\b(?:{_PARTS}) $")

_PRONOUN = Pattern(r"\b(?:it|them|him|her|this|that|so|these|those|one)\b")
_PAIR = Pattern(r"\bby <[PN]\d+>(?: [a-z]+)? (?:to|against) <[PN]|<[PN]\d+>[- ]to[- ]<[PN]")


def _side_in_doubt(one: Statement, told: Sequence[Statement], sentence: Sentence) -> bool:
    """Whether the side is a pronoun's, one of two by their order, or of another whole."""
    if one.kind not in ("share", "votes", "poll"):
        return False
    if one.option.value and _PRONOUN.search(one.option.value):
        return True
    others = (other for other in told if other.kind == one.kind and other is not one)
    lacks = one.denominator.value is None and any(other.denominator.value for other in others)
    return lacks or bool(_PAIR.search(sentence.marked.text))


# "Karsian peacekeepers": of a body of that name, or of a country that no gazetteer has
_SOLDIERS = Pattern(r"<A\d+> (?:peacekeepers|army|troops|forces|soldiers|military|police)\b")


def _holder_in_doubt(one: Statement, sentence: Sentence) -> bool:
    """Whether who holds a place are soldiers of whom it is open."""
    return bool(one.controller.value and _SOLDIERS.search(sentence.marked.text))


_PLAIN_SAYINGS = Pattern(
    r"attribution:(?:prefix|suffix|inverted|according-to|figures|put-by|relay|reporter)$"
)
_WORD_OF_SAYING = Pattern(
    r"\b(?:said|says?|according|announced|declared|claim(?:s|ed)?|reported|told|estimate[ds]?"
    r"|polls?|survey|forecast|figures|data|show(?:s|ed)|called|rejected|denied|published|released)\b"
)


def _speaker_in_doubt(one: Statement, sentence: Sentence) -> bool:
    """Whether it is no plain word of saying that tells who speaks, or one was passed over."""
    if not _PLAIN_SAYINGS.match(one.attribution.rule):
        return True
    is_default = one.attribution.status == "default"
    is_of_a_poll = one.kind == "poll"
    return is_default and (is_of_a_poll or bool(_WORD_OF_SAYING.search(sentence.marked.text)))


_VOTING = rf"(?:{VOTE_NOUN}|voted|turnout|turned out|went to the polls)"
_TIED = Pattern(rf"\b{_VOTING}\b[^<.;,]{{0,25}}<D|<D\d+>(?:'s|,)? (?:[\w-]+ ){{0,4}}{_VOTING}\b")
_LONGEST_PERIOD = 31  # days; our choice: a month with its year tells one vote from another


def _day_in_doubt(one: Statement, sentence: Sentence) -> bool:
    """Whether the day of the vote is a long period, or may be that of a count or of saying it.

    A day or month with its year settles it, a day without one only beside a word for voting.
    """
    day = one.vote_day.value
    if day is None:
        return False
    length = (day.last - day.first).days + 1
    if str(day.first.year) in sentence.marked.plain:
        return length > _LONGEST_PERIOD
    return length > 1 or not _TIED.search(sentence.marked.text)


def _whole_in_doubt(one: Statement, _: Sentence) -> bool:
    """Whether a share is of something that is no whole of a vote, or of a poll's likely voters."""
    is_weak = one.denominator.rule in _WEAK_DENOMINATORS or one.denominator.value not in _WHOLES
    return is_weak or one.kind == "poll"


_IN_DOUBT: Mapping[str, Callable[[Statement, Sentence], bool]] = {
    "denominator": _whole_in_doubt,
    "places": _place_in_doubt,
    "controller": _holder_in_doubt,
    "attribution": _speaker_in_doubt,
    "vote_day": _day_in_doubt,
}


def inferred(one: Statement, fields: Iterable[str]) -> Statement:
    """Return a statement with some fields as inferred, if they were stated or assumed."""
    lowered: dict[str, Any] = {name: _lowered(getattr(one, name)) for name in sorted(fields)}
    return replace(one, **lowered)


def _lowered(read: Read[Any]) -> Read[Any]:
    is_assumed = read.status == "default" and read.rule == "attribution:reporter"
    return replace(read, status="inferred") if read.status == "stated" or is_assumed else read
