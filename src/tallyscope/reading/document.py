"""A story taken apart: lines, sentences, and in every sentence its marks and acts of saying."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from tallyscope.reading.attribution import sayings
from tallyscope.reading.constituencies import find_constituencies, outside_of
from tallyscope.reading.dates import TimeWords, find_dates
from tallyscope.reading.furniture import Line, datelines, lines_of, without_dateline
from tallyscope.reading.gazetteer import PlaceWords, find_places, place_in_capitals
from tallyscope.reading.marking import Found, Marked, mark
from tallyscope.reading.mention import Mention
from tallyscope.reading.names import find_names
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.phrases import phrases, simplify
from tallyscope.reading.places import as_places, own_places, without_adjectives
from tallyscope.reading.places_apart import apart_from_places
from tallyscope.reading.quantities import find_quantities
from tallyscope.reading.saying import Saying
from tallyscope.reading.sentences import paragraphs, sentences
from tallyscope.reading.tables import Table, find_tables, heads_of, with_rows, with_units_of_leads
from tallyscope.reading.typography import plain
from tallyscope.statement import Span


@dataclass(frozen=True)
class Sentence:
    """One sentence of the story.

    Attributes
    ----------
    span : Span
    paragraph : int
        Number of its paragraph.
    marked : Marked
        With numbers, dates, places and names marked.
    """

    span: Span
    paragraph: int
    marked: Marked

    @cached_property
    def core(self) -> Marked:
        """The sentence without asides, and with phrases marked too: what frames look at."""
        return phrases(simplify(self.marked))

    @cached_property
    def sayings(self) -> tuple[Saying, ...]:
        """The acts of saying in the sentence."""
        return tuple(sayings(self.marked))


@dataclass(frozen=True)
class Document:
    """A story taken apart.

    Attributes
    ----------
    text : str
        The story in plain characters.
    lines : tuple of Line
    sentences : tuple of Sentence
        Of the paragraphs that belong to the story.
    title : tuple of Sentence
        The title, in which places and days are looked for but no statements.
    dates, mentions
        Every expression of time and every number of the whole text.
    datelines : tuple of PlaceWords
        Known places in capitals in front of paragraphs, where reports were written.
    leads : mapping of int to Sentence
        By paragraph: the sentence that leads in to a table of which the paragraph is a row.
    groups : mapping of int to PlaceWords
        By paragraph: the place in a line of its own above such rows.
    """

    text: str
    lines: tuple[Line, ...]
    sentences: tuple[Sentence, ...]
    title: tuple[Sentence, ...]
    dates: tuple[TimeWords, ...]
    mentions: tuple[Mention, ...]
    datelines: tuple[PlaceWords, ...] = ()
    leads: Mapping[int, Sentence] = field(default_factory=dict)
    groups: Mapping[int, PlaceWords] = field(default_factory=dict)

    @cached_property
    def dated(self) -> tuple[Sentence, ...]:
        """The sentences that name a day or a time of some length."""
        return tuple(one for one in self.sentences if "<D" in one.marked.text)

    @cached_property
    def line_starts(self) -> list[int]:
        """Where the lines begin, to find the line of an offset."""
        return [line.span.start for line in self.lines]


_LOWER = Pattern(r"(?<![\w'-])[a-z][a-z'-]+")


def take_apart(story_text: str) -> Document:
    """Return a story's lines and sentences with everything marked in them."""
    text = plain(story_text)
    parts = paragraphs(text)
    tables = find_tables(text, parts)
    lines = with_rows(lines_of(text, parts), tables)
    spans = [
        (number, span)
        for number, line in enumerate(lines)
        if line.role in ("body", "title")
        for span in sentences(text, without_dateline(text, line.span))
    ]
    dates = find_dates(text)
    mentions = find_quantities(text, [words.span for words in dates])
    mentions = with_units_of_leads(text, mentions, tables, parts)
    names = find_names(text, [s.start for _, s in spans], frozenset(_LOWER.findall(text)))
    heads = datelines(text, lines)
    seats = [*find_constituencies(text), *heads_of(text, tables)]
    names, places = outside_of(seats, names), outside_of(seats, find_places(text))
    names = apart_from_places(text, names, places)
    in_rows = {text[head.start : head.stop].upper() for table in tables for head in table.heads}
    kept, own = as_places(names, own_places(text, names, heads | in_rows))
    kept = without_adjectives(kept, places)
    found = _Ordered([*dates, *mentions, *places, *seats, *own, *kept])
    read = tuple(_sentence(text, number, span, found.within(span)) for number, span in spans)
    return Document(
        text,
        tuple(lines),
        tuple(sentence for sentence in read if lines[sentence.paragraph].role == "body"),
        tuple(sentence for sentence in read if lines[sentence.paragraph].role == "title"),
        tuple(dates),
        tuple(mentions),
        tuple(filter(None, map(place_in_capitals, sorted(heads)))),
        dict(_leads(text, parts, tables, found)),
        dict(_groups(tables, [*places, *seats])),
    )


def _leads(
    text: str, parts: Sequence[Span], tables: Sequence[Table], found: _Ordered
) -> Iterator[tuple[int, Sentence]]:
    """The last sentence of the paragraph that leads in to each row of a table."""
    for table in tables:
        span = sentences(text, parts[table.lead])[-1]
        lead = _sentence(text, table.lead, span, found.within(span))
        yield from ((row, lead) for row in table.rows)


def _groups(
    tables: Sequence[Table], places: Sequence[PlaceWords]
) -> Iterator[tuple[int, PlaceWords]]:
    """The place above each row that has one in a line of its own."""
    for table in tables:
        for row, head in table.groups.items():
            yield from ((row, place) for place in places if place.span == head)


def _sentence(text: str, paragraph: int, span: Span, found: Sequence[Found]) -> Sentence:
    return Sentence(span, paragraph, mark(text, span, found))


class _Ordered:
    """Everything found in a text, ready to be asked what lies within a sentence."""

    def __init__(self, found: Iterable[Found]) -> None:
        self._found = sorted(found, key=lambda item: item.span.start)
        self._starts = [item.span.start for item in self._found]

    def within(self, span: Span) -> list[Found]:
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.stop)
        return [item for item in self._found[first:last] if item.span.stop <= span.stop]
