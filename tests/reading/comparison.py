"""When a field that was read is right: names and options by their words, the rest exactly."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from tallyscope.reading.gazetteer import gazetteer, without_accents
from tallyscope.reading.options import canonical
from tallyscope.reading.when import KINDS_OF_A_VOTE
from tallyscope.statement import Days, Read, Statement

SMALL_WORDS = frozenset(
    [
        *("the", "a", "an", "of", "in", "to", "for", "his", "her", "its", "their"),
        *("mr", "mrs", "ms", "dr", "president", "prime", "minister", "head", "chief"),
        *("has", "have", "had", "been", "was", "were", "it", "side", "vote", "and", "that"),
    ]
)
"""Words that a name or an option may have or lack: titles, articles, small verbs."""

DESIGNATORS = re.compile(
    r"\b(?:the|county|district|ward|constituency|seat|division|riding|municipality|borough|province"
    r"|township|sub-county|commune|canton|prefecture|region|oblast|governorate"
    r"|valley|island|GRC|Lok Sabha|Assembly)\b",
    re.IGNORECASE,
)
"""Words of a place's kind: "Lorokwe Ward" is Lorokwe. City and State are none: they tell a city
from its country and a state from its capital."""

Wanted = Mapping[str, Any]


def words(text: str) -> frozenset[str]:
    """Return the words that tell two names apart."""
    found = re.findall(r"[\w-]+", text.lower().replace("’s", "").replace("'s", ""))
    return frozenset(found) - SMALL_WORDS


def same_words(read: str | None, wanted: str | None) -> bool:
    """Whether two names mean the same: the words of one are all among those of the other."""
    if not read or not wanted:
        return not read and not wanted
    if canonical(read) == canonical(wanted):
        return True
    mine, theirs = words(read) or _last_word(read), words(wanted) or _last_word(wanted)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def _last_word(text: str) -> frozenset[str]:
    """What is left of a name that has small words only: "the Minister"."""
    return frozenset(text.lower().split()[-1:])


def same_places(read: tuple[str, ...] | None, wanted: list[str]) -> bool:
    """Whether the same places are named.

    With or without accents and the word for their kind; "Karabakh" is what the gazetteer calls
    Nagorno-Karabakh.
    """
    return {_bare(name) for name in read or ()} == {_bare(name) for name in wanted}


def same_place(name: str, other: str) -> bool:
    """Whether two names mean the same place, as `same_places` has it."""
    return _bare(name) == _bare(other)


def _bare(name: str) -> str:
    plain = without_accents(name)
    plain = without_accents(_canonical_names().get(plain, plain))
    return " ".join(DESIGNATORS.sub(" ", plain).split())


@cache
def _canonical_names() -> Mapping[str, str]:
    """The gazetteer's name by each other name of a place that no other place has."""
    places = gazetteer().values()
    others = [(without_accents(alias), place.name) for place in places for alias in place.aliases]
    names = Counter(alias for alias, _ in others)
    own = {without_accents(place.name) for place in places}
    return {alias: name for alias, name in others if names[alias] == 1 and alias not in own}


def same_days(read: Read[Days], wanted: list[str] | None) -> bool:
    """Whether days agree; the default of the document counts as unknown where none is wanted."""
    days = read.value and [read.value.first.isoformat(), read.value.last.isoformat()]
    return days == wanted or (read.status == "default" and wanted is None)


def _who(one: Statement) -> str:
    return one.attribution.value.who if one.attribution.value else ""


def _relayed_by(one: Statement) -> str:
    return one.attribution.value.relayed_by if one.attribution.value else ""


def _comparator(one: Statement) -> str | None:
    return one.quantity.value.comparator if one.quantity.value else None


def _printed(one: Statement) -> str:
    return one.quantity.value.printed if one.quantity.value else ""


FIELDS: Mapping[str, Callable[[Statement, Wanted], bool]] = {
    "comparator": lambda one, wanted: _comparator(one) == wanted["comparator"],
    "printed": lambda one, wanted: _printed(one) == (wanted["printed"] or ""),
    "places": lambda one, wanted: same_places(one.places.value, wanted["places"]),
    "option": lambda one, wanted: same_words(one.option.value, wanted["option"]),
    "denominator": lambda one, wanted: (one.denominator.value or None) == wanted["denominator"],
    "speaker": lambda one, wanted: same_words(_who(one), wanted["speaker"]),
    "relayed_by": lambda one, wanted: same_words(_relayed_by(one), wanted["relayed_by"]),
    "said": lambda one, wanted: same_days(one.said, wanted["said"]),
    "vote_day": lambda one, wanted: same_days(one.vote_day, wanted["vote_day"]),
    "as_of": lambda one, wanted: same_days(one.as_of, wanted["as_of"]),
    "whole": lambda one, wanted: same_words(one.whole.value, wanted["whole"]),
    "controller": lambda one, wanted: same_words(one.controller.value, wanted["controller"]),
    "negated": lambda one, wanted: one.negated == bool(wanted["negated"]),
}
"""How each field of a statement is compared with the hand-made reading."""


def all_stated(one: Statement) -> bool:
    """Whether nothing is carried or inferred and nothing that its kind needs is unknown."""
    needed: list[Read[Any]] = [one.places, one.quantity]
    if one.kind in ("share", "votes"):
        needed.append(one.option)
    if one.kind in KINDS_OF_A_VOTE:
        needed.append(one.vote_day)
    others: list[Read[Any]] = [one.option, one.denominator, one.attribution, one.said]
    others += [one.vote_day, one.as_of, one.whole, one.controller]
    known = all(read.status in ("stated", "default") for read in needed)
    return known and all(read.status not in ("carried", "inferred") for read in (*needed, *others))
