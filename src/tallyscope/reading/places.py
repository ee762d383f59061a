"""Places of a story: the gazetteer's, and names that the story itself uses as places.

No list holds every commune. A name is a place if the story says "in Kirn", "Kirn's residents",
"the town of Kirn" or "the Kirn district"; it then is one wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tallyscope.reading.gazetteer import PlaceWords
from tallyscope.reading.names import NameWords
from tallyscope.statement import Span

_KINDS = (
    r"(?:region|oblast|province|district|county|ward|township|canton|city|town|village|island|state"
    r"|commune|municipality|constituency|valley|borough|prefecture|peninsula|republic|port"
    r"|capital|parish|enclave)s?"
)
_PEOPLE_OF = (
    r"(?:[Rr]esidents|[Vv]oters|[Pp]eople|[Cc]itizens|[Ii]nhabitants|[Ee]lectors|[Mm]ayor|[Gg]overnor"
    r"|[Pp]resident|[Pp]arliament|[Gg]overnment|[Cc]ouncil|[Ll]eader|[Pp]arents|[Ii]slanders"
    r"|[Pp]remier|[Kk]ing|[Qq]ueen)"
)
_BEFORE = re.compile(
    rf"(?:\b{_PEOPLE_OF} of(?: the)?"
    r"|\b(?:President|Prime Minister|King|Queen|Mayor|Governor|Premier|Chancellor)"
    r"(?: [A-Z][\w.-]+){1,3} of|\b(?:living|live|lives|lived) (?:in|on)) $|"
    r"(?:\b(?:[Ii]n|[Aa]cross|[Tt]hroughout|[Nn]ear|[Oo]utside|[Aa]round)(?: the)?(?: [a-z-]+(?: "
    rf"of)?){{0,2}}|\b(?:the )?{_KINDS},? of"
    r"|\b(?:one|two|three|four|five|both|the|a|its|largest|biggest|smallest)(?: [a-z-]+)?"
    rf" {_KINDS},?) $"
)
_BEHIND = re.compile(
    r"'s? (?:residents|voters|people|parents|electorate|mayor|citizens|population|inhabitants"
    r"|council|villagers|islanders|referendum|election|electoral|plebiscite|bypass|fishermen"
    r"|farmers|workers|women|men|parliament|government|president|prime minister|economy|capital"
    r"|harbour|harbor|port|town hall|schools?|airport|bridge|streets|market|station|islands?"
    r"|university|ruling|central|national|largest|biggest|foreign|interior|army|border|coast|constitution"
    r"|highest|supreme|first)\b| (?:recorded|returned|posted) (?:the|a) |: (?:Yes|No|Leave"
    r"|Remain|For|Against) \d"
    rf"|(?: has| have)? (?:votes on|goes to the polls|has voted|have voted|has chosen"
    rf"|has elected|has decided|chooses|will stay|will remain)\b| {_KINDS}\b(?! "
    rf"(?:party|council|election))|'s {_KINDS}\b"
    rf"|, (?:an?|the) (?:[a-z-]+ ){{0,2}}{_KINDS}\b"
    r"| (?:has |will )?(?:voted|votes|held|holds?)"
    r" (?:on|an?|its|to|for|against|by|overwhelmingly)\b"
)
_JOINED = re.compile(r"(?: \([^()]{1,12}\))?,? and (?:the |in )?")
_COMMA = re.compile(r"(?: \([^()]{1,12}\))?, ")
_LIST_GOES_ON = re.compile(
    r"(?: \([^()]{1,12}\))?(?:, [A-Z][\w ]{1,30}(?: \([^()]{1,12}\))?){0,6},? and [A-Z]"
)
_NAMED_REGION = re.compile(
    r"^(?:Republic|Isle|Island|Kingdom|Duchy|Canton|Province|County|City|Commonwealth|Principality"
    r"|Port|Islands) of (?:the )?[A-Z]|"
    r" (?:Province|Region|District|Islands?|Territory|Cape|County|Oblast|Governorate|Prefecture"
    r"|Canton|Township|Valley|Peninsula)$"
)
_TITLED = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Sir|President|Prime|King|Queen|Lord|General|Justice)\b\.?")
_LONGEST_PLACE = 4  # words; our choice: "Western Bahr el Ghazal"
_NO_PLACE = re.compile(
    r"^(?:[A-Z]{2,}|Twitter|Facebook|Telegram|Parliament|Congress|Senate|English|[A-Z][a-z]+ism"
    r"|Islam|God)$"
)


def own_places(text: str, names: Sequence[NameWords]) -> frozenset[str]:
    """Return the names that a story uses as places.

    Examples
    --------
    >>> from tallyscope.reading.names import find_names
    >>> text = "Voters in Vellmar and Ostrand wanted it. Mr Berg did not."
    >>> sorted(own_places(text, find_names(text, [0, 41], frozenset())))
    ['Ostrand', 'Vellmar']
    """
    found: set[str] = set()
    for _ in range(_PASSES):
        last_stop, last_is_place = 0, False
        for name in names:
            between = text[last_stop : name.span.start]
            is_place = name.name in found or (
                _may_be_place(name)
                and (
                    _stands_as_place(text, name)
                    or (last_is_place and _goes_on(text, between, name))
                )
            )
            if is_place:
                found.add(name.name)
            last_stop, last_is_place = name.span.stop, is_place
    return frozenset(found)


_PASSES = 2  # "Aber and Bryn voted. In Aber ...": what makes Bryn a place is known only then


def _stands_as_place(text: str, name: NameWords) -> bool:
    before = text[max(0, name.span.start - 40) : name.span.start]
    behind = text[name.span.stop : name.span.stop + 30]
    return bool(_NAMED_REGION.search(name.name) or _BEFORE.search(before) or _BEHIND.match(behind))


def _goes_on(text: str, between: str, name: NameWords) -> bool:
    """Whether a name goes on a list of places: "Aber, Bryn and Castle"."""
    listed = _COMMA.fullmatch(between) and _LIST_GOES_ON.match(text, name.span.stop)
    return bool(_JOINED.fullmatch(between) or listed)


def _may_be_place(name: NameWords) -> bool:
    words = name.name
    if _NAMED_REGION.search(words):
        return True
    return not (
        name.body
        or _TITLED.match(words)
        or _NO_PLACE.match(words)
        or len(words.split()) > _LONGEST_PLACE
    )


def without_adjectives(names: Sequence[NameWords], places: Sequence[PlaceWords]) -> list[NameWords]:
    """Return names without an adjective in front: "Belarusian President X" is "President X"."""
    adjectives = {place.span.start: place for place in places if place.form == "adjective"}
    found = []
    for name in names:
        first = adjectives.get(name.span.start)
        start = first.span.stop + 1 if first else name.span.start
        if first and start < name.span.stop and not name.body:
            cut = start - name.span.start
            name = replace(name, span=Span(start, name.span.stop), name=name.name[cut:])
        found.append(name)
    return found


def as_places(
    names: Sequence[NameWords], own: frozenset[str]
) -> tuple[list[NameWords], list[PlaceWords]]:
    """Part the names of a story into names and places."""
    kept = [name for name in names if name.name not in own]
    places = [PlaceWords(name.span, name.name) for name in names if name.name in own]
    return kept, places
