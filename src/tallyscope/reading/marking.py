"""A sentence with its numbers, places, dates and names marked, so that rules read as grammar.

"It claimed 93% of votes in Zaporizhzhia were in favour" becomes
"It claimed <P0> of votes in <L0> were in favour". The letter tells what stands there: P a percent
number, X percentage points, N a count, R an area, L a place, G its adjective, E its people, D a
date, T a clock time, A a name. Every offset of the marked text leads back to the story.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.gazetteer import PlaceWords
from tallyscope.reading.mention import Mention
from tallyscope.reading.names import NameWords
from tallyscope.reading.pattern import Pattern, Text
from tallyscope.reading.typography import lowered
from tallyscope.statement import Span


@dataclass(frozen=True)
class Phrase:
    """Words that are marked as one: their span, and their text with the marks inside."""

    span: Span
    inner: str


Found = TimeWords | PlaceWords | NameWords | Mention | Phrase

_PHRASE_NUMBERS = 100  # phrases of dates are numbered from here: <D100> holds "on <D0>"

_SORT_LETTERS = {"percent": "P", "points": "X", "count": "N", "area": "R", "other": ""}
_REGION_WORDS = Pattern(
    r"^(?:(?:The|the|of|and|in|Republic|Region|Regions|Oblast|Province|District|County|State|City"
    r"|North|"
    r"South|East|West|Northern|Southern|Eastern|Western|Central|Occupied|Greater|Upper|Lower|"
    r"Autonomous|Community|Territory|Canton|Governorate|Prefecture|Department|Voivodeship|Krai"
    r"|Island|Islands|Peninsula|Capital|Mainland)"
    r"[ -]?)*$"
)


class Piece(NamedTuple):
    """A run of the marked text: where it begins there, and what part of the story it stands for."""

    begin: int
    text: str
    low: str
    span: Span


@dataclass(frozen=True)
class Marked:
    """One sentence, marked.

    Attributes
    ----------
    span : Span
        Of the sentence in the story.
    plain : str
        The sentence in plain characters, as long as `span`.
    pieces : tuple of Piece
    found : mapping of str to Found
        What each mark stands for, by its name ("P0").
    """

    span: Span
    plain: str
    pieces: tuple[Piece, ...]
    found: Mapping[str, Found]

    @cached_property
    def text(self) -> Text:
        """The marked sentence."""
        return Text("".join([piece.text for piece in self.pieces]))

    @cached_property
    def low(self) -> Text:
        """The marked sentence in lower case; marks keep their capital letter."""
        low = Text("".join([piece.low for piece in self.pieces]))
        low.absent = self.text.absent
        return low

    @cached_property
    def _begins(self) -> list[int]:
        return [piece.begin for piece in self.pieces]

    def at(self, offset: int) -> int:
        """Return the story's offset of the character at an offset of the marked text."""
        begin, text, _, (start, stop) = self.pieces[max(0, bisect_right(self._begins, offset) - 1)]
        if text[0] == "<":  # a mark; the words of a story have no such brackets left
            return start
        return min(start + offset - begin, stop)

    def story_span(self, start: int, stop: int) -> Span:
        """Return the story's span of a range of the marked text."""
        first = self.at(start)
        if stop <= start:
            return Span(first, first)
        begin, text, _, span = self.pieces[max(0, bisect_right(self._begins, stop - 1) - 1)]
        return Span(first, span.stop if text[0] == "<" else span.start + stop - begin)

    def words(self, start: int, stop: int) -> str:
        """Return the plain words that a range of the marked text stands for."""
        span = self.story_span(start, stop)
        return self.plain[span.start - self.span.start : span.stop - self.span.start]

    def part(self, start: int, stop: int) -> Text:
        """Return a range of the marked text; if it is all of it, what that lacks is known."""
        is_all = start <= 0 and stop >= len(self.text)
        return self.text if is_all else Text(self.text[start:stop])

    def mention(self, name: str) -> Mention:
        """Return the number that a mark such as ``<P0>`` stands for."""
        found = self.found[name.strip("<>")]
        assert isinstance(found, Mention)
        return found

    def grouped(self, letter: str, pattern: Pattern, *, lower: bool = False) -> Marked:
        """Return the sentence with every match of a pattern marked as one phrase.

        With `lower` the pattern is matched against the sentence in lower case.
        """
        text = self.low if lower else self.text
        matches = list(pattern.finditer(text)) if pattern.may_match(text) else []
        if not matches:
            return self
        pieces: list[Piece] = []
        found = dict(self.found)
        number = sum(1 for name in found if name[0] == letter and letter != "D")
        last = 0
        for match in matches:
            start, stop = match.span()
            _extend(pieces, self._slice(last, start))
            name = f"{letter}{number + _PHRASE_NUMBERS * (letter == 'D')}"
            number += 1
            span = self.story_span(start, stop)
            found[name] = Phrase(span, self.expanded(start, stop))
            _append_mark(pieces, name, span)
            last = stop
        _extend(pieces, self._slice(last, len(self.text)))
        return Marked(self.span, self.plain, tuple(pieces), found)

    def expanded(self, start: int, stop: int) -> str:
        """Return a range of the marked text with phrases opened up to the marks within them."""
        return self.opened(self.text[start:stop])

    def opened(self, text: str) -> str:
        """Return a piece of the marked text with phrases opened up to the marks within them."""
        return MARK.sub(
            lambda name: (
                found.inner if isinstance(found := self.found[name[1]], Phrase) else name.group()
            ),
            text,
        )

    def _slice(self, start: int, stop: int) -> Iterator[Piece]:
        if start >= stop:
            return
        for piece in self.pieces[max(0, bisect_right(self._begins, start) - 1) :]:
            if piece.begin >= stop:
                return
            first, last = start - piece.begin, stop - piece.begin
            if first <= 0 and last >= len(piece.text):
                yield piece
            else:
                first = max(first, 0)
                text = piece.text[first:last]
                offset = piece.span.start + first
                yield Piece(first, text, piece.low[first:last], Span(offset, offset + len(text)))

    def without(self, ranges: Sequence[tuple[int, int]]) -> Marked:
        """Return the sentence without some ranges of the marked text (sorted, no overlaps)."""
        kept: list[Piece] = []
        for start, stop in _outside(ranges, 0, len(self.text)):
            _extend(kept, self._slice(start, stop))
        return Marked(self.span, self.plain, tuple(kept), self.found)


def _outside(ranges: Sequence[tuple[int, int]], start: int, stop: int) -> Iterator[tuple[int, int]]:
    for first, last in ranges:
        if last <= start or first >= stop:
            continue
        if first > start:
            yield start, first
        start = max(start, last)
    if start < stop:
        yield start, stop


MARK = re.compile(r"<([A-Z]\d+)>")


def mark(text: str, sentence: Span, found: Sequence[Found]) -> Marked:
    """Return a sentence of a plain text with everything in `found` marked.

    Parameters
    ----------
    text : str
        The whole story in plain characters.
    sentence : Span
    found : sequence of Found
        Dates, numbers, places and names of the sentence; where two overlap, dates go before
        numbers, and a name that holds a place and more swallows the place.
    """
    chosen = _without_overlaps(text, [item for item in found if _letter(item)])
    pieces: list[Piece] = []
    marks: dict[str, Found] = {}
    counts: dict[str, int] = {}
    last = sentence.start
    for item in chosen:
        letter = _letter(item)
        count = counts.get(letter, 0)
        counts[letter] = count + 1
        name = f"{letter}{count}"
        marks[name] = item
        _append(pieces, text, last, item.span.start)
        _append_mark(pieces, name, item.span)
        last = item.span.stop
    _append(pieces, text, last, sentence.stop)
    return Marked(sentence, text[sentence.start : sentence.stop], tuple(pieces), marks)


def _end(pieces: list[Piece]) -> int:
    return pieces[-1].begin + len(pieces[-1].text) if pieces else 0


def _append(pieces: list[Piece], text: str, start: int, stop: int) -> None:
    """Add words of a text as they are."""
    if start < stop:
        words = _quiet(text[start:stop])
        pieces.append(Piece(_end(pieces), words, lowered(words), Span(start, stop)))


def _append_mark(pieces: list[Piece], name: str, span: Span) -> None:
    mark = f"<{name}>"
    pieces.append(Piece(_end(pieces), mark, mark, span))


def _extend(pieces: list[Piece], others: Iterable[Piece]) -> None:
    """Add pieces behind others; where they begin is told anew if it has changed."""
    begin = _end(pieces)
    for piece in others:
        pieces.append(piece if piece.begin == begin else Piece(begin, *piece[1:]))
        begin += len(piece.text)


def _quiet(words: str) -> str:
    return words.replace("\n", " ").replace("<", "(").replace(">", ")")


def _letter(item: Found) -> str:
    if isinstance(item, Mention):
        return _SORT_LETTERS[item.sort]
    if isinstance(item, TimeWords):
        return "T" if item.form == "clock" else "D"
    if isinstance(item, PlaceWords):
        return {"name": "L", "adjective": "G", "people": "E"}[item.form]
    return "A"


def _without_overlaps(text: str, found: list[Found]) -> list[Found]:
    if len(found) <= 1:
        return found
    places = [item for item in found if isinstance(item, PlaceWords)]
    names = [item for item in found if isinstance(item, NameWords)]
    names = [name for name in names if not _is_place(text, name, places)]
    hidden = {
        place
        for name in names
        for place in places
        if name.span.start < place.span.stop and place.span.start < name.span.stop
    }
    kept: list[Found] = []
    order = [item for item in found if isinstance(item, TimeWords)]
    numbers = [item for item in found if isinstance(item, Mention)]
    free = [
        place
        for place in places
        if place not in hidden and not (place.kind == "" and _holds_known(text, place, places))
    ]
    free.sort(key=lambda place: place.span.start - place.span.stop)  # the longer name first
    ranked: list[Found] = [*order, *numbers, *names, *free]
    start = min((item.span.start for item in ranked), default=0)
    taken = bytearray(max((item.span.stop - start for item in ranked), default=0))
    for item in ranked:
        first, last = item.span.start - start, item.span.stop - start
        if taken.find(1, first, last) < 0:
            kept.append(item)
            taken[first:last] = b"\x01" * (last - first)
    return sorted(kept, key=lambda item: item.span.start)


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.stop and b.start < a.stop


_CONSTITUENCY = frozenset({"North", "South", "East", "West", "Central", "Centre", "Center"})


def _holds_known(text: str, own: PlaceWords, places: list[PlaceWords]) -> bool:
    """Whether a place of the story's own is a known one with a word such as "Region" behind it."""
    known = [place for place in places if place.kind]
    inside = [place for place in known if place.span.start == own.span.start]
    rest = text[inside[0].span.stop : own.span.stop].strip() if inside else ""
    if rest in _CONSTITUENCY:
        return False  # "Galway West" is not Galway
    if rest.isupper():
        return True  # "In KwaZulu-Natal MK leads"
    return _is_place(text, NameWords(own.span, own.name, body=False), known)


def _is_place(text: str, name: NameWords, places: list[PlaceWords]) -> bool:
    """Whether nothing but places and words such as "Region" stand in a capitalised run."""
    rest = text[name.span.start : name.span.stop]
    inside = [place for place in places if _overlap(place.span, name.span)]
    if not inside:
        return False
    for place in reversed(inside):
        start = max(0, place.span.start - name.span.start)
        rest = rest[:start] + rest[max(0, place.span.stop - name.span.start) :]
    if rest.strip() in _QUARTERS and all(place.kind == "city" for place in inside):
        return False  # "South Brisbane" is not Brisbane
    return bool(_REGION_WORDS.match(rest.strip()))


_QUARTERS = frozenset({"North", "South", "East", "West"})


def places_in(marked: Marked, text: str) -> list[PlaceWords]:
    """Return the places that a piece of marked text names.

    Of "Moldova's Transnistria region" and of "Boston, Lincs" only the smaller place is returned.
    """
    if "<" not in text:
        return []
    here = [marked.found[name] for name in MARK.findall(text)]
    if not any(isinstance(found, PlaceWords | Phrase) for found in here):
        return []
    opened = text
    if any(isinstance(found, Phrase) for found in here):
        opened = marked.opened(text)
    inmost = _IN_ANOTHER.sub("", opened)
    if " and " not in inmost and inmost.count("<L") == 2:
        inmost = _ITS_PARENT.sub(r"\1", inmost)
    found = (marked.found[name] for name in MARK.findall(inmost))
    return [place for place in found if isinstance(place, PlaceWords)]


def names_in(marked: Marked, start: int, stop: int) -> list[NameWords]:
    """Return the names that are no places in a range of marked text, inside its phrases too."""
    marks = MARK.findall(marked.expanded(start, stop))
    return [name for mark in marks if isinstance(name := marked.found[mark], NameWords)]


_IN_ANOTHER = Pattern(r"<L\d+>'s (?=(?:[a-z-]+ ){0,4}<L)")
_ITS_PARENT = Pattern(
    r"(<L\d+>), (?:in (?:the )?|(?:the|a) (?:[a-z-]+ ){0,3}(?:of|in) (?:the )?)?<L\d+>"
)
