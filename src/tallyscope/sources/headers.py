"""Which role the words of a header speak for.

A header is cut into words without case, accents and punctuation; the phrases of `words` are then
looked for in it. Phrases without a star must be all that the header says (apart from numbers,
single letters and fillers such as "number of"), because "valid" may stand in the name of a party.
Of several phrases that fit, those with most words win, then those that come first in the header,
then those whose words stand nearest to each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from tallyscope.sources.words import (
    ANSWERS,
    FILLERS,
    PLACE_FILLERS,
    TABLES,
    TOTAL_WORDS,
    HeaderRole,
)

PLACE_ROLES: frozenset[HeaderRole] = frozenset(
    ("level", "unit", "unit number", "name", "title", "country", "date", "round", "link", "extra")
)
# A header of this form is a share in percent, whatever else it says.
PERCENT_SIGN = re.compile(r"%|\bpct\b|_pc$", re.IGNORECASE)
_LETTERS_WITHOUT_PARTS = str.maketrans({"ł": "l", "ı": "i", "đ": "d", "ø": "o"})


@dataclass(frozen=True)
class Match:
    """One role that a header speaks for: by which words, of which language."""

    role: HeaderRole
    phrase: str
    language: str

    def __str__(self) -> str:
        return f"header says “{self.phrase.replace('*', '…')}” ({self.language})"


@dataclass(frozen=True)
class _Phrase:
    role: HeaderRole
    words: tuple[str, ...]
    printed: str
    language: str


def words_of(header: str) -> tuple[str, ...]:
    """Return the words of a header without case, accents, punctuation and underscores.

    Examples
    --------
    >>> words_of("Geçerli_Oy")
    ('gecerli', 'oy')
    >>> words_of("RegisteredVoters (total)")
    ('registered', 'voters', 'total')
    """
    spaced = re.sub(r"(?<=[a-zа-яё])(?=[A-ZА-ЯЁ])", " ", header)
    apart = unicodedata.normalize("NFKD", spaced).casefold()
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return tuple(re.findall(r"[^\W_]+", bare.translate(_LETTERS_WITHOUT_PARTS)))


def plain(header: str) -> str:
    """Return a header or cell in one comparable form: its words joined by blanks."""
    return " ".join(words_of(header))


def matches(header: str) -> tuple[Match, ...]:
    """Return the roles that a header speaks for: none, one, or several that only sums can tell.

    Examples
    --------
    >>> [match.role for match in matches("Число недействительных избирательных бюллетеней")]
    ['invalid']
    >>> sorted({match.role for match in matches("Total votes")})
    ['ballots', 'valid']
    """
    if PERCENT_SIGN.search(header):
        return (Match("percent", "%", "sign"),)
    return _said(header) or next(filter(None, map(_said, header.split("/"))), ())


def _said(header: str) -> tuple[Match, ...]:
    """Return what a header, or one of the languages of a bilingual one, speaks for."""
    said = words_of(header)
    found = [phrase for phrase in _phrases_starting_in(said) if _fits(phrase, said)]
    if len(said) > 1 and said[-1] in _answers():
        found = [phrase for phrase in found if phrase.role not in ("valid", "ballots")]
    if not found:
        return ()
    best = max(_precision(phrase, said) for phrase in found)
    by_role = {
        phrase.role: Match(phrase.role, phrase.printed, phrase.language)
        for phrase in reversed(found)
        if _precision(phrase, said) == best
    }
    return tuple(by_role.values())


def says_total(cell: str) -> bool:
    """Tell whether the name of a row says that it sums up others.

    Examples
    --------
    >>> [says_total(name) for name in ("Итого по району", "TOTAL", "Total Energy petrol station")]
    [True, True, False]
    """
    said = words_of(cell)
    if not said:
        return False
    if "".join(said[:2]) == "subtotal":
        return True
    sure = {"итого", "всего", "разом", "усього", "razem", "ogolem", "insgesamt", "subtotal"}
    return said[0] in sure or all(word in total_words() for word in said)


def says_nothing(words: Iterable[str], *, of_place: bool = False) -> bool:
    """Tell whether words of a header are numbers, single letters and fillers only.

    Parameters
    ----------
    words : iterable of str
        As `words_of` returns them.
    of_place : bool
        Whether the header is one of a place, where "name" and "code" say nothing either.
    """
    fillers, beside_places = _fillers()
    return all(
        len(word) == 1 or word.isdigit() or word in fillers or (of_place and word in beside_places)
        for word in words
    )


@cache
def total_words() -> frozenset[str]:
    """Return the words of names of totals in the form of `words_of`."""
    return frozenset(plain(word) for word in TOTAL_WORDS)


@cache
def _answers() -> frozenset[str]:
    return frozenset(plain(word) for word in ANSWERS)


@cache
def _fillers() -> tuple[frozenset[str], frozenset[str]]:
    return (
        frozenset(plain(word) for word in FILLERS),
        frozenset(plain(word) for word in PLACE_FILLERS),
    )


@cache
def _phrases_by_first_word() -> dict[str, tuple[tuple[int, _Phrase], ...]]:
    """Return the phrases, numbered in the order of `words`, by their first word with its star."""
    grouped: dict[str, list[tuple[int, _Phrase]]] = {}
    for number, phrase in enumerate(_all_phrases()):
        grouped.setdefault(phrase.words[0], []).append((number, phrase))
    return {word: tuple(phrases) for word, phrases in grouped.items()}


def _all_phrases() -> Iterator[_Phrase]:
    for language, table in TABLES.items():
        for role, phrases in table.items():
            for printed in (text.strip() for text in phrases.split("|")):
                yield _Phrase(
                    role, tuple(_bare(word) for word in printed.split()), printed, language
                )


def _bare(word: str) -> str:
    stem = plain(word.rstrip("*"))
    return stem + "*" if word.endswith("*") else stem


def _phrases_starting_in(said: tuple[str, ...]) -> Iterator[_Phrase]:
    """Yield the phrases whose first word is said: by the letters of the header, then of `words`."""
    by_word = _phrases_by_first_word()
    letters = {word[:1]: place for place, word in reversed(list(enumerate(said)))}
    beginnings = {word[:end] + "*" for word in said for end in range(1, len(word) + 1)}
    found = [
        (letters[first[:1]], number, phrase)
        for first in by_word.keys() & beginnings.union(said)
        for number, phrase in by_word[first]
    ]
    for _, _, phrase in sorted(found, key=lambda one: one[:2]):
        yield phrase


def _fits(phrase: _Phrase, said: tuple[str, ...]) -> bool:
    used = set()
    for wanted in phrase.words:
        place = _find(wanted, said)
        if place is None:
            return False
        used.add(place)
    if any(word.endswith("*") for word in phrase.words):
        return True
    rest = (word for place, word in enumerate(said) if place not in used)
    return says_nothing(rest, of_place=phrase.role in PLACE_ROLES)


def _precision(phrase: _Phrase, said: tuple[str, ...]) -> tuple[int, int, int]:
    """Say how well a phrase that fits fits: many words, early in the header, near each other."""
    found = (_find(word, said) for word in phrase.words)
    places = [place for place in found if place is not None]
    return len(phrase.words), -min(places), min(places) - max(places)


def _find(wanted: str, said: tuple[str, ...]) -> int | None:
    for place, word in enumerate(said):
        if word == wanted or (wanted.endswith("*") and word.startswith(wanted[:-1])):
            return place
    return None
