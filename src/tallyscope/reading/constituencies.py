"""Constituencies whose names run over commas and numbers.

"The Hamilton, Larkhall and Stonehouse by-election" is about one place, not about three, and the
name of "Ward 17" is its number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from tallyscope.reading.gazetteer import PlaceWords
from tallyscope.reading.names import NameWords
from tallyscope.reading.pattern import Pattern
from tallyscope.statement import Span

_WORD = r"[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}"
_LIST = rf"{_WORD}(?:, {_WORD}){{0,3}} and {_WORD}"
_SEAT = r"(?:by-?election|bypoll|constituency|seat|riding|ward|division)\b"
_ONE_SEAT = Pattern(
    rf"\b(?:[Tt]he|[Ii]n|[Aa]) (?P<name>{_LIST}) {_SEAT}"
    r"|\b(?:seat|constituency|riding|ward|division|MP|MSP|MLA|MHA|TD) (?:of|for) "
    rf"(?P<other>{_LIST})"
)
# In a story on by-elections "in Aber and Bryn" is one seat, as British ones are called.
_PAIR = Pattern(rf"\b(?:[Ii]n|[Oo]f|[Ff]or) (?P<pair>{_WORD} and {_WORD})(?!,? and )")
_BY_ELECTION = re.compile(r"\bby-?elections?\b", re.IGNORECASE)
# One of these stands wherever `_ONE_SEAT` matches; most stories have none of them.
_WORDS_OF_SEATS = (
    *("by-election", "byelection", "bypoll", "constituency", "seat", "riding", "ward", "division"),
    *("MP", "MSP", "MLA", "MHA", "TD"),
)
_NUMBERED = Pattern(r"\bWard (?:No\.? ?)?\d{1,3}\b(?![,.]\d)")
# a district that has an ordinal for its name, as "Taipei 3rd" has; not a day
_NTH = Pattern(
    r"\b(?!(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*"
    r"|The|In|At|On|And|But|From|For|Of)\b)[A-Z][\w'-]+(?: [A-Z][\w'-]+)? \d{1,2}(?:st|nd|rd|th)"
    r"(?= [A-Z\d]|[,.;:]| (?:and|where|was|were|is|voted|had)\b)"
)
# land that is called after something else: the Orlin plateau is not Orlin
_LAND = Pattern(r"\b(?!The\b)[A-Z][\w'-]+ (?:plateau|highlands|uplands|lowlands|marshes|steppe)\b")
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)\b")


def find_constituencies(text: str) -> list[PlaceWords]:
    """Return the constituencies of a story whose names run over commas, "and" or a number.

    Examples
    --------
    >>> text = "Labour won the Aber, Bryn and Castle by-election. In Ward 17 it lost."
    >>> [place.name for place in find_constituencies(text)]
    ['Aber, Bryn and Castle', 'Ward 17']
    """
    has_seat = any(word in text for word in _WORDS_OF_SEATS)
    seats = _ONE_SEAT.finditer(text) if has_seat else ()
    named = {match["name"] or match["other"] for match in seats}
    if _BY_ELECTION.search(text):
        named |= {match["pair"] for match in _PAIR.finditer(text)}
    found = [match for name in sorted(named) for match in re.finditer(re.escape(name), text)]
    found += _NUMBERED.finditer(text) if "Ward " in text else ()
    found += _LAND.finditer(text)
    found += _NTH.finditer(text) if _ORDINAL.search(text) else ()
    return [
        PlaceWords(Span(*match.span()), match.group())
        for match in sorted(found, key=lambda match: match.start())
    ]


def is_numbered(name: str) -> bool:
    """Tell whether a place is a ward that has a number for its name."""
    return bool(_NUMBERED.fullmatch(name))


_Words = TypeVar("_Words", NameWords, PlaceWords)


def outside_of(places: Sequence[PlaceWords], found: Sequence[_Words]) -> list[_Words]:
    """Return the names or places that share no word with any of some places."""
    return [
        one
        for one in found
        if not any(
            one.span.start < place.span.stop and place.span.start < one.span.stop
            for place in places
        )
    ]
