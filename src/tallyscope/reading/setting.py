"""What the story as a whole is about: where the vote was held, and when.

A headline result is told once with its place and day; later numbers lean on that. What is taken
from here is marked as carried, with the words that it was taken from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tallyscope.reading.document import Document
from tallyscope.reading.gazetteer import country_of, gazetteer
from tallyscope.reading.marking import places_in
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.polling_area import country_of_all, polling_area
from tallyscope.reading.polling_day import first_round, polling_day
from tallyscope.reading.polling_phases import all_phases, phases_of
from tallyscope.statement import Days, Read


@dataclass(frozen=True)
class Setting:
    """Where and when the vote of the story was held, if the story tells."""

    places: Read[tuple[str, ...]]
    vote_day: Read[Days]
    published: date | None
    capital: str = ""
    country: str = ""
    first_round: Read[Days] = field(default_factory=lambda: Read(None, "unknown"))
    phases: tuple[Days, ...] = ()


def setting_of(document: Document, published: date | None) -> Setting:
    """Return the place and day of the vote that most of a story's numbers are about."""
    places = polling_area(document)
    phases = phases_of(document, published)
    day = all_phases(phases, polling_day(document, published))
    return Setting(
        places,
        day,
        published,
        _capital(document, places.value or ()),
        _country(document, places.value or ()),
        first_round(document, published, day),
        phases,
    )


_CAPITAL = Pattern(
    r"(?P<name><L\d+>), (?:the|its) (?:[a-z-]+ )?capital\b|\bcapital(?: city| of <[L]\d+>)?,? "
    r"(?:of )?(?P<named><L\d+>)"
)


def _capital(document: Document, places: Sequence[str]) -> str:
    """The capital of the story's place: as the story says itself, else as the gazetteer does."""
    for sentence in document.sentences:
        match = _CAPITAL.search(sentence.marked.text)
        if match:
            named = places_in(sentence.marked, match["name"] or match["named"])
            if named and named[-1].name not in places:
                return named[-1].name
    known = gazetteer()
    return known[places[0]].capital if len(places) == 1 and places[0] in known else ""


def _country(document: Document, places: Sequence[str]) -> str:
    """The country that a story on a city or a region without a capital of its own lies in."""
    known = gazetteer()
    if any(name in known and known[name].capital for name in places):
        return ""  # "nationwide" in Scotland is of Scotland
    countries = {country for name in places if (country := country_of(name))}
    if countries:
        return countries.pop() if len(countries) == 1 else ""
    return country_of_all(document) if places else ""
