"""Tables of results: short lines under a lead-in such as "Turnout by region:" or a heading.

The lead-in says what the numbers of its rows are, and whether the rows begin with places. A line
without a number above some rows, once or again and again, is the place of those below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tallyscope.reading.furniture import Line
from tallyscope.reading.gazetteer import PlaceWords, find_places
from tallyscope.reading.mention import Mention
from tallyscope.reading.places import KIND_OF_PLACE
from tallyscope.statement import Span


@dataclass(frozen=True)
class Table:
    """Some rows under a lead-in.

    Attributes
    ----------
    lead : int
        Number of the paragraph that leads in.
    rows : tuple of int
        Numbers of the paragraphs that are its rows, or places above rows.
    heads : tuple of Span
        The places that rows begin with.
    groups : mapping of int to Span
        By row: the place in a line of its own above it.
    """

    lead: int
    rows: tuple[int, ...]
    heads: tuple[Span, ...] = ()
    groups: Mapping[int, Span] = field(default_factory=dict)


_LONGEST_ROW = 90  # characters; our choice: a place or a name, and some numbers
_LONGEST_HEADING = 70  # characters; our choice: a heading is no paragraph
_FEWEST_ROWS = 2
# What speaks of results in a lead-in; without it, and without places, the lines below are anything.
_OF_RESULTS = re.compile(
    r"\b(?:results?|figures|numbers|turn-?out|participation|polling|votes?|voted|voters|voting"
    r"|shares?|tally|tallies|counts?|returns|fared|breakdown|scores?|support|ballots?|standings"
    r"|electorate|projections?|candidates)\b",
    re.IGNORECASE,
)
_SEATS = re.compile(r"\b(?:seats?|mandates|deputies|councillors|members)\b", re.IGNORECASE)
_KINDS = (
    rf"(?:(?!seats){KIND_OF_PLACE}s|counties|municipalities|constituencies|cities|parishes"
    r"|territories|colonies|areas|localities|local governments?|arrondissements|electorates)"
)
_BY_PLACE = re.compile(
    rf"\b(?:by|per|each|every) (?:[a-z-]+ ){{0,3}}?(?:{KIND_OF_PLACE}|area|locality|place"
    rf"|arrondissement|electorate)\b|\b{_KINDS}\b",
    re.IGNORECASE,
)
_ITEM = r"(?:[-*•▪–] ?)?"
_NAME = r"[^\W\d_a-z][^:\d\n]{0,40}?"
_ROW = re.compile(
    rf"{_ITEM}(?:\d+\. )?(?P<head>[^\W\d_a-z][^:\n]{{1,45}}?)(?: \([^()]{{1,25}}\))?"
    rf"(?: ?:| [-–]|\t) ?(?P<rest>[^\n]*\d[^\n]*)"
)
_BARE_ROW = re.compile(
    rf"{_ITEM}(?:\d+\. )?(?P<head>{_NAME})(?: \([^()]{{1,25}}\))? (?P<rest>\d[\d.,' ]*"
    r"(?: ?%| ?per ?cent| votes)?(?: \([^()]{1,20}\))?)"
)
_GROUP = re.compile(r"[^\W\d_a-z][\w'. -]{1,35}")
# Heads of rows that are no places.
_NO_PLACE = re.compile(
    r"(?:turn-?out|participation|registered|eligible|electorate|electors|votes?|voters?|ballots?"
    r"|voted|valid|invalid|spoil(?:t|ed)|blank|void|null|rejected|informal|total|yes|no|for|against"
    r"|others?|abstain\w*|abstention|majority|margin|counted|stations?|seats?|overall|nationwide"
    r"|source|note|update|quorum|threshold|papers?)\b",
    re.IGNORECASE,
)
_OPTION_BEHIND = re.compile(
    r"[^\W\d_a-z][^\d:]{1,40}? \d|\d[\d.,]*(?: ?%| ?per ?cent| votes)? (?:for|against"
    r"|in favou?r|yes|no)\b",
)
_IN_PERCENT = re.compile(r"\bin (?:%|per ?cent|percentages)|\((?:%|per ?cent)\)", re.IGNORECASE)
_WHOLE = 100


def find_tables(text: str, paragraphs: Sequence[Span]) -> list[Table]:
    r"""Return the tables of a plain text.

    Examples
    --------
    >>> from tallyscope.reading.sentences import paragraphs
    >>> text = "Turnout by region:\n\nKhatlon: 88.6%\nSughd: 86.2%\n\nThe vote was calm."
    >>> [table] = find_tables(text, paragraphs(text))
    >>> table.rows, [text[head.start : head.stop] for head in table.heads]
    ((1, 2), ['Khatlon', 'Sughd'])
    """
    found, number = [], 0
    lines = [text[span.start : span.stop] for span in paragraphs]
    while number < len(lines):
        rows = _rows_below(lines, number) if _leads(lines[number]) else []
        if sum(_is_row(lines[row]) for row in rows) >= _FEWEST_ROWS:
            found.append(_table(text, paragraphs, number, rows))
            number = rows[-1]
        number += 1
    return found


def _leads(line: str) -> bool:
    ends = line.endswith(":")
    heading = len(line) <= _LONGEST_HEADING and line[-1:].isalpha() and bool(_BY_PLACE.search(line))
    tells = bool(_OF_RESULTS.search(line) or _BY_PLACE.search(line))
    return (ends or heading) and tells and not _is_row(line)


def _is_row(line: str) -> bool:
    if len(line) > _LONGEST_ROW or (line[-1:] in ".!?" and "%" not in line[-3:]):
        return False
    return bool(_ROW.fullmatch(line) or _BARE_ROW.fullmatch(line))


def _rows_below(lines: Sequence[str], lead: int) -> list[int]:
    """The rows that follow a lead-in without a gap, with the places above them."""
    rows: list[int] = []
    for number in range(lead + 1, len(lines)):
        line = lines[number]
        below = lines[number + 1] if number + 1 < len(lines) else ""
        is_group = bool(_GROUP.fullmatch(line)) and bool(_BARE_ROW.fullmatch(below))
        if not (_is_row(line) or is_group):
            break
        rows.append(number)
    return rows


def _table(text: str, paragraphs: Sequence[Span], lead: int, rows: Sequence[int]) -> Table:
    lines = {row: text[paragraphs[row].start : paragraphs[row].stop] for row in rows}
    told = text[paragraphs[lead].start : paragraphs[lead].stop]
    by_place = bool(_BY_PLACE.search(told))
    groups = _groups(lines, paragraphs, by_place=by_place)
    with_head = {row: match for row in rows if (match := _ROW.fullmatch(lines[row]))}
    parted = [
        bool(_OPTION_BEHIND.match(match["rest"])) and not _NO_PLACE.match(match["head"])
        for match in with_head.values()
    ]
    heads: list[Span] = []
    if not groups and (by_place or (len(parted) >= _FEWEST_ROWS and all(parted))):
        for row in rows:
            match = with_head.get(row) or (_BARE_ROW.fullmatch(lines[row]) if by_place else None)
            if match and not _NO_PLACE.match(match["head"]):
                start = paragraphs[row].start
                heads.append(Span(start + match.start("head"), start + match.end("head")))
    heads += list(dict.fromkeys(groups.values()))
    return Table(lead, tuple(rows), tuple(heads), groups)


def _groups(
    lines: Mapping[int, str], paragraphs: Sequence[Span], *, by_place: bool
) -> dict[int, Span]:
    """By row, the line above it that names a place: so if the lead-in, or what repeats, says it."""
    groups: dict[int, Span] = {}
    names: list[str] = []
    above: Span | None = None
    for row, line in lines.items():
        match = _BARE_ROW.fullmatch(line) or _ROW.fullmatch(line)
        if match is None:
            above = paragraphs[row]
        elif above:
            groups[row] = above
            names.append(match["head"])
    return groups if by_place or len(set(names)) < len(names) else {}


def heads_of(text: str, tables: Sequence[Table]) -> Iterator[PlaceWords]:
    """Yield the places that rows begin with and that the gazetteer does not know."""
    for head in (head for table in tables for head in table.heads):
        words = text[head.start : head.stop]
        rest = words
        for place in reversed(find_places(words)):
            rest = rest[: place.span.start] + rest[place.span.stop :]
        if rest == words or not _ONLY_KINDS.fullmatch(rest):
            yield PlaceWords(head, words)


_ONLY_KINDS = re.compile(rf"(?: |the|of|{KIND_OF_PLACE}|{_KINDS})*", re.IGNORECASE)


def with_rows(lines: Sequence[Line], tables: Sequence[Table]) -> list[Line]:
    """Return the lines of a story with rows as parts of it, however short they are."""
    rows = {row for table in tables if lines[table.lead].role != "furniture" for row in table.rows}
    return [
        Line(line.span, "body") if number in rows else line for number, line in enumerate(lines)
    ]


def with_units_of_leads(
    text: str, mentions: Sequence[Mention], tables: Sequence[Table], paragraphs: Sequence[Span]
) -> list[Mention]:
    """Return numbers as percent in the rows of a table that is said to be in percent."""
    spans = [
        paragraphs[row]
        for table in tables
        if _IN_PERCENT.search(text, *paragraphs[table.lead])
        for row in table.rows
    ]
    return [
        replace(mention, sort="percent", quantity=replace(mention.quantity, unit="percent"))
        if mention.sort == "count"
        and (mention.quantity.value or 0) <= _WHOLE
        and any(span.start <= mention.span.start < span.stop for span in spans)
        else mention
        for mention in mentions
    ]


def tells_of_seats(lead: str) -> bool:
    """Tell whether a lead-in is of seats and not of votes."""
    return bool(_SEATS.search(lead)) and not re.search(r"\bvotes?\b|per ?cent", lead)
