"""Every name of a story that may be the place of its vote, with what the words around it tell.

Known places and those that the story declares are candidates, and so are names that stand where
places stand: behind "in", "mayor of", "people of", or as a dateline. Nothing is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tallyscope.reading.document import Document, Sentence
from tallyscope.reading.gazetteer import (
    PlaceWords,
    country_of,
    find_places,
    gazetteer,
    place_in_capitals,
    without_accents,
)
from tallyscope.reading.marking import MARK
from tallyscope.reading.names import NameWords
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.place_cues import APPOSITION, cues_of
from tallyscope.reading.places import FIRST_WORDS_OF_PLACES, TITLED, may_be_place, surnames
from tallyscope.statement import Span

NO_ELECTORATE = ("area", "union", "landmark")
"""Kinds of place in which nobody votes as such."""
# By the part of the story that a mention stands in; our choices.
HEAD, EARLY, BODY = 1.0, 0.6, 0.25
EARLY_SENTENCES = 4  # a story names its vote in the first paragraphs, or late if ever
_ITEM = Pattern(r"(?:[\w'-]+|<[ABCGL]\d+>)[,:]? <[NP]\d+>[.;,]?")  # of a list: "No, 1,822."
_ADJECTIVE = 0.6  # of a mention by name


@dataclass
class Candidate:
    """What a story tells of a place that may be that of its vote.

    Attributes
    ----------
    name : str
    span : Span or None
        Of the mention that speaks most for it; None if only its parts are named.
    known : bool
        Whether a place was marked as such, by the gazetteer or by what the story says of it.
    order : int
        How many candidates are named before it; -1 if it is not named but as an owner or object.
    parts : set of str
        "title", "lead", "early" and "body", as far as it stands there.
    cues : dict of str to float
        By cue, the weight of the part of the story in which it stands first.
    tied, plain, other : float
        Weights of the mentions that words tie to a vote, of plain ones, and of those as an
        object, a speaker or an owner.
    group : set of str
        Other candidates that are named in one list with it early on.
    """

    name: str
    span: Span | None = None
    known: bool = False
    order: int = -1
    parts: set[str] = field(default_factory=set)
    cues: dict[str, float] = field(default_factory=dict)
    tied: float = 0.0
    plain: float = 0.0
    other: float = 0.0
    by_name: bool = False
    group: set[str] = field(default_factory=set)
    _most: float = 0.0

    def note(self, cue: str, weight: float = 1.0) -> None:
        """Keep a cue with the greatest weight it was seen with."""
        self.cues[cue] = max(self.cues.get(cue, 0.0), weight)

    def add(self, span: Span, part: str, weight: float, cues: frozenset[str]) -> None:
        """Add a mention."""
        is_other = bool(cues & _AGAINST)
        is_tied = not is_other and bool(cues & TIES)
        if is_other:
            self.other += weight
        elif is_tied:
            self.tied += weight
        else:
            self.plain += weight * (_ADJECTIVE if "adjective" in cues else 1.0)
        if not cues & {"owns", "comparison", "object"}:
            self.parts.add(part)
            for cue in cues:
                self.note(cue, weight)
        speaks = weight * (1 + is_tied - is_other)
        if self.span is None or speaks > self._most:
            self.span, self._most = span, max(speaks, self._most)


TIES = frozenset(
    ["people of", "office of", "vote in", "won", "its vote", "its people", "its office", "votes"]
)
_AGAINST = frozenset(["object", "said in", "comparison", "speaks", "owns"])
_WHERE = frozenset(["in", "people of", "office of", "vote in", "dateline", "dateline's whole"])


def candidates_of(document: Document) -> dict[str, Candidate]:
    """Return by name every place that may be the one whose vote a story is about."""
    gathered = _Gathered(document)
    for part, weight, sentence in _parts(document):
        gathered.add_sentence(sentence, part, weight)
    gathered.unite_spellings()
    gathered.add_datelines()
    gathered.add_countries()
    found = gathered.found
    known = gazetteer()
    return {
        name: one
        for name, one in found.items()
        if one.known or name in known or _WHERE & one.cues.keys() or _is_told_again(one)
    }


def _is_told_again(one: Candidate) -> bool:
    """Whether the title names it, and the text does so again."""
    return "title" in one.parts and len(one.parts) > 1


def _parts(document: Document) -> Iterator[tuple[str, float, Sentence]]:
    for sentence in document.title:
        yield "title", HEAD, sentence
    number = 0
    for sentence in document.sentences:
        if number == 0:
            yield "lead", HEAD, sentence
        elif number < EARLY_SENTENCES:
            yield "early", EARLY, sentence
        else:
            yield "body", BODY, sentence
        number += number < EARLY_SENTENCES and not _ITEM.fullmatch(sentence.marked.text)


_OF = re.compile(r"(?:.* )?(?:of|for) (?:the )?(?=[A-Z])")
_SEAT_BEHIND = re.compile(r" (?:Lok Sabha|Vidhan Sabha|Assembly|Senate|Council|City|Mayoral)$")
_ABBREVIATION = re.compile(r"[A-Z]{1,3}|[A-Z]{2,}\d+|[A-Z]{1,4}-[A-Z]{1,2}")
_LIST_BEFORE = re.compile(r"(?:<[LA]\d+>(?:, |,? and )(?:the )?)+$")
_LIST_BEHIND = re.compile(r"(?:(?:, |,? and )(?:the )?<L\d+>)+")
_OWNER = re.compile(r"<L\d+>'s (?:[a-z-]+ ){0,4}$|<G\d+> (?:[a-z-]+ ){0,4}$")
_NEAR, _FAR = 70, 90  # characters in front of a mention and behind it; our choices: a clause


class _Gathered:
    """The candidates that were met so far, and the names of people."""

    def __init__(self, document: Document) -> None:
        self.found: dict[str, Candidate] = {}
        self._document = document
        names = [
            name
            for sentence in (*document.title, *document.sentences)
            for name in _people_of(sentence)
        ]
        self._people = surnames(names) | {name.name.split(" ", 1)[0] for name in _full(names)}
        self._single = frozenset(name.name for name in names if " " not in name.name)

    def get(self, name: str) -> Candidate:
        return self.found.setdefault(name, Candidate(name))

    def add_sentence(self, sentence: Sentence, part: str, weight: float) -> None:
        text = sentence.marked.text
        lists: list[tuple[int, int, str]] = []
        for match in MARK.finditer(text):
            words = sentence.marked.found[match[1]]
            before = text[max(0, match.start() - _NEAR) : match.start()]
            behind = text[match.end() : match.end() + _FAR]
            if isinstance(words, PlaceWords) and words.kind not in NO_ELECTORATE:
                one, span = self.get(words.name), words.span
                one.known = True
                form = words.form
            elif isinstance(words, NameWords):
                self._add_within(words, part, weight)
                start, stop = self._place_within(words, behind)
                if start >= stop:
                    continue
                span = Span(words.span.start + start, words.span.start + stop)
                one, form = self.get(_known_name(words.name[start:stop])), "name"
                before += words.name[:start]
            else:
                continue
            one.by_name |= form != "adjective"
            listed = _LIST_BEFORE.search(before)
            before = _OWNER.sub("", before[: listed.start()] if listed else before)
            follows = _LIST_BEHIND.match(behind)
            cues = cues_of(before, behind[follows.end() :] if follows else behind, form)
            one.add(span, part, weight, cues)
            if one.order < 0 and one.parts:
                one.order = self._next()
            if weight > BODY and form == "name":
                lists.append((match.start(), match.end(), one.name))
        self._group(text, lists)

    def _next(self) -> int:
        return sum(one.order >= 0 for one in self.found.values())

    def _group(self, text: str, lists: Sequence[tuple[int, int, str]]) -> None:
        """Note which places stand in one list: "Guadeloupe and Martinique"."""
        begin = 0
        for number in range(1, len(lists) + 1):
            joined = number < len(lists) and _JOINT.fullmatch(
                text, lists[number - 1][1], lists[number][0]
            )
            if not joined:
                group = {name for _, _, name in lists[begin:number]}
                for name in group:
                    self.found[name].group |= group - {name}
                begin = number

    def _place_within(self, words: NameWords, behind: str) -> tuple[int, int]:
        """Where a place may stand in a name: that of "Mayor of Drayford"; (0, 0) if nowhere."""
        front = _OF.match(words.name)
        start, stop = front.end() if front else 0, len(words.name)
        seat = _SEAT_BEHIND.search(words.name)
        if seat and "its vote" in cues_of("", behind, "name"):
            stop = seat.start()
        name = words.name[start:stop]
        may_be = not TITLED.match(name) and not _ABBREVIATION.fullmatch(name)
        if not front and stop == len(words.name):
            may_be = may_be and not words.body
            may_be = may_be and may_be_place(words, self._people, self._single)
        if " " in name and not FIRST_WORDS_OF_PLACES.match(name):
            may_be = may_be and (name.count(" ") == 1 and stop - start < len(words.name))
        return (start, stop) if may_be else (0, 0)

    def _add_within(self, words: NameWords, part: str, weight: float) -> None:
        """Note the known places in the name of a body: "Sierra Leone People's Party"."""
        for place in find_places(words.name) if words.body else ():
            if place.kind not in NO_ELECTORATE:
                one = self.get(place.name)
                one.note("in a body's name", weight)
                one.parts.add(part)
                if one.order < 0:
                    one.order = self._next()
                at = words.span.start
                one.span = one.span or Span(at + place.span.start, at + place.span.stop)

    def unite_spellings(self) -> None:
        """Take "BUWEERA" for Buweera, and "Kraków" for what is written without accents."""
        spelt: dict[str, list[Candidate]] = {}
        for one in self.found.values():
            spelt.setdefault(without_accents(one.name).casefold(), []).append(one)
        for same in spelt.values():
            same.sort(key=lambda one: one.name.isupper())
            for other in same[1:]:
                _unite(same[0], self.found.pop(other.name))

    def add_datelines(self) -> None:
        for cities, whole in _datelines(self._document):
            for span in cities:
                self._add_dateline(span, "dateline")
            if whole:
                self._add_dateline(whole, "dateline's whole")

    def _add_dateline(self, span: Span, cue: str) -> None:
        words = self._document.text[span.start : span.stop].strip(" .,")
        name = _known_name(words)
        if name not in gazetteer():
            spelt = {without_accents(known).casefold(): known for known in self.found}
            name = spelt.get(without_accents(words).casefold(), name)
            if name in self._people:
                return
        one = self.get(name)
        one.note(cue)
        one.span = one.span or span

    def add_countries(self) -> None:
        """Add the countries in which candidates lie."""
        for one in list(self.found.values()):
            country = country_of(one.name)
            if country and country != one.name:
                whole = self.get(country)
                whole.span = whole.span or one.span


_JOINT = re.compile(r"(?:, |,? and )(?:the )?")


def _people_of(sentence: Sentence) -> Iterator[NameWords]:
    """The names of a sentence but for those behind a word such as "island"."""
    text = sentence.marked.text
    for match in MARK.finditer(text):
        words = sentence.marked.found[match[1]]
        if isinstance(words, NameWords) and not APPOSITION.search(
            text[max(0, match.start() - _NEAR) : match.start()]
        ):
            yield words


def _full(names: Sequence[NameWords]) -> list[NameWords]:
    """Names that look like a person's first name and surname."""
    return [
        name
        for name in names
        if " " in name.name and not name.body and not FIRST_WORDS_OF_PLACES.match(name.name)
    ]


def _known_name(words: str) -> str:
    """The gazetteer's name of a place, if it has it; words in capitals as they are usually."""
    if not words.isupper():
        found = find_places(words)
        is_one = len(found) == 1 and found[0].form == "name"
        is_all = is_one and found[0].span.stop - found[0].span.start == len(words)
        return found[0].name if is_all else words
    place = place_in_capitals(words)
    return place.name if place else words.title()


def _unite(one: Candidate, other: Candidate) -> None:
    for cue, weight in other.cues.items():
        one.note(cue, weight)
    one.parts |= other.parts
    one.known |= other.known
    one.by_name |= other.by_name
    one.tied += other.tied
    one.plain += other.plain
    one.other += other.other
    one.group |= other.group
    if other.order >= 0:
        one.order = min(one.order, other.order) if one.order >= 0 else other.order


# As in "CHARLESTOWN, Nevis, Aug 11 (Caribbean Wire) - The", "HOBART, Monday: The", "Vienna - The".
_UPPER = r"[A-Z\u00c0-\u00de]"
_WORD = rf"{_UPPER}[\w.'\u00c0-\u024f-]+"
_DATELINE = re.compile(
    rf"(?P<where>{_WORD}(?:[ /]{_WORD}){{0,3}})(?P<of>(?:, {_WORD}(?: {_WORD})?)?)"
    r"(?:,? (?:[A-Z][a-z.]{2,9} )?\d{1,2}(?: [A-Z][a-z]+)?(?: \d{4})?)?\.?(?: ?\([^()]{2,40}\))?"
    r"(?: ?(?P<dash>--?|\|) |[:.] |(?<=\)) )"
)
_DAY_OR_MONTH = re.compile(
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
)
_FIRST_PARAGRAPHS = 3  # our choice: a note of the editors or a label may stand in front
_SHORTEST = 4  # letters of a dateline; our choice: "LIVE" is longer than "ROME" is not


def _datelines(document: Document) -> Iterator[tuple[list[Span], Span | None]]:
    """Where the first paragraphs were written: the cities, and what they are said to lie in."""
    bodies = [line for line in document.lines if line.role == "body"]
    for number, line in enumerate(bodies[:_FIRST_PARAGRAPHS]):
        match = _DATELINE.match(document.text, line.span.start, line.span.stop)
        if not match or match.end("where") - match.start("where") < _SHORTEST:
            continue
        if not (match["where"].isupper() or (number == 0 and match["dash"] in ("-", "--"))):
            continue
        cities = [
            Span(match.start("where") + part.start(), match.start("where") + part.end())
            for part in re.finditer(r"[^/]+", match["where"])
        ]
        of = match["of"].strip(", ")
        whole = Span(match.end("of") - len(of), match.end("of")) if of else None
        yield cities, None if _DAY_OR_MONTH.match(of) else whole
