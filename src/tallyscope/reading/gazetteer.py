"""Places that votes are about: countries, their first-level units, cities that news names often.

The list, ``places.csv``, was written for this package from general knowledge, and checked for
completeness against the first-level units of ISO 3166-2 (names that are common surnames or words as
well were left to what each story says of them): it holds no statistics, only names, other
spellings, the place that contains each, the adjective, and of countries the capital (where the
government sits in two cities, the one that reports name). Which state a disputed place is filed
under says where other sources list it, nothing more.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal
from unicodedata import normalize

from tallyscope.statement import Span

Form = Literal["name", "adjective", "people"]


@dataclass(frozen=True)
class Place:
    """A row of the gazetteer; `capital` is told of countries and some regions only."""

    name: str
    kind: str
    parent: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str = ""


@dataclass(frozen=True)
class PlaceWords:
    """A place as it stands in the story.

    Attributes
    ----------
    span : Span
    name : str
        Its name in the gazetteer; the words of the story for a place that is not in it.
    form : {"name", "adjective", "people"}
        "Ukraine", "Ukrainian" or "Ukrainians".
    kind : str
        "country", "region", "city", "area", "landmark", "union", or "" if not in the gazetteer.
    """

    span: Span
    name: str
    form: Form = "name"
    kind: str = ""


@lru_cache(maxsize=1)
def gazetteer() -> Mapping[str, Place]:
    """Return every known place by its name."""
    table = files("tallyscope.reading").joinpath("places.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines())
    return {
        row["name"]: Place(
            row["name"],
            row["kind"],
            row["parent"],
            _split(row["aliases"]),
            _split(row["demonyms"]),
            row["capital"],
        )
        for row in rows
    }


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


@lru_cache(maxsize=1)
def _by_first_word() -> Mapping[str, tuple[tuple[str, str, Form], ...]]:
    """Spellings by their first word, longest first: (spelling, place, form)."""
    words: dict[str, list[tuple[str, str, Form]]] = {}
    for place in gazetteer().values():
        for spelling in (place.name, *place.aliases):
            spelling = without_accents(spelling)
            words.setdefault(_first_word(spelling), []).append((spelling, place.name, "name"))
        for demonym in place.demonyms or _demonyms_of_part(place.name):
            words.setdefault(_first_word(demonym), []).append((demonym, place.name, "adjective"))
            if not demonym.endswith(("s", "sh", "ch", "ese")):
                people = demonym + "s"
                words.setdefault(_first_word(people), []).append((people, place.name, "people"))
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for first, entries in words.items()
    }


def _demonyms_of_part(name: str) -> tuple[str, ...]:
    """The adjectives of a place such as Western Australia, from those of the place in its name."""
    direction, _, rest = name.partition(" ")
    whole = gazetteer().get(rest) if _COMPASS.fullmatch(direction) else None
    return tuple(f"{direction} {demonym}" for demonym in whole.demonyms) if whole else ()


_COMPASS = re.compile(r"(?:North|South|East|West)(?:ern)?")
_WORD = re.compile(r"(?<![\w'-])[^\W\d_a-z]\w*")


_ACCENTED = {
    chr(code): base
    for code in range(0x00C0, 0x0250)
    if (base := normalize("NFD", chr(code))[0]).isascii() and base.isalpha()
}
_MAY_BE_ACCENTED = re.compile("[\u00c0-\u024f]")


def without_accents(text: str) -> str:
    """Return `text` without the accents of Latin letters, character for character.

    Examples
    --------
    >>> without_accents("Nouméa, São Paulo")
    'Noumea, Sao Paulo'
    """
    return text if text.isascii() else _MAY_BE_ACCENTED.sub(_without_accent, text)


def _without_accent(letter: re.Match[str]) -> str:
    return _ACCENTED.get(letter[0], letter[0])


def _first_word(spelling: str) -> str:
    match = _WORD.match(spelling)
    return match.group() if match else spelling


def find_places(text: str) -> list[PlaceWords]:
    """Return the known places of a plain text, in order, without overlaps.

    Examples
    --------
    >>> [found.name for found in find_places("Lugansk, Donetsk and most Ukrainians")]
    ['Luhansk', 'Donetsk', 'Ukraine']
    """
    text = without_accents(text)
    found: list[PlaceWords] = []
    known = _by_first_word()
    places = gazetteer()
    last = 0
    for match in _WORD.finditer(text):
        start = match.start()
        if start < last:
            continue
        for spelling, name, form in known.get(match.group(), ()):
            stop = start + len(spelling)
            if text.startswith(spelling, start) and not _runs_on(text, stop):
                start, name = _with_direction(text, start, name)
                found.append(PlaceWords(Span(start, stop), name, form, places[name].kind))
                last = stop
                break
    return found


_DIRECTION = re.compile(r"\b(north|south|east|west)(?:ern)? $")


def _with_direction(text: str, start: int, name: str) -> tuple[int, str]:
    """A known place that is written "northern Kosovo", without a capital."""
    match = _DIRECTION.search(text[max(0, start - 9) : start])
    longer = f"{match[1].title()} {name}" if match else ""
    return (
        (start - len(match.group()), longer) if match and longer in gazetteer() else (start, name)
    )


def _runs_on(text: str, stop: int) -> bool:
    """Whether a name goes on behind `stop` ("Polish" in "Polishchuk")."""
    after = text[stop : stop + 2]
    if text.startswith(" City", stop):  # "Kansas City" is another place than Kansas
        return True
    return after[:1].isalnum() or (after[:1] in "-'" and after[1:].isupper())


def is_part_of(name: str, whole: str) -> bool:
    """Tell whether the gazetteer files one place under another.

    Examples
    --------
    >>> is_part_of("Mariupol", "Ukraine")
    True
    """
    places = gazetteer()
    while name in places:
        name = places[name].parent
        if name == whole:
            return True
    return False


def country_of(name: str) -> str:
    """Return the country that the gazetteer files a place under; empty if it knows none.

    Examples
    --------
    >>> country_of("Mariupol"), country_of("Nowhere")
    ('Ukraine', '')
    """
    places = gazetteer()
    while name in places and places[name].kind != "country" and places[name].parent:
        name = places[name].parent
    return name if name in places and places[name].kind == "country" else ""


def place_in_capitals(words: str) -> PlaceWords | None:
    """Return the known place that words in capitals name, such as "SAO PAULO"."""
    found = find_places(words.title())
    return found[0] if len(found) == 1 and found[0].form == "name" else None
