"""What the story as a whole is about: where the vote was held, and when.

A headline result is told once with its place and day; later numbers lean on that. What is taken
from here is marked as carried, with the words that it was taken from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tallyscope.reading.document import Document
from tallyscope.reading.gazetteer import PlaceWords, country_of, gazetteer
from tallyscope.reading.marking import MARK, Marked, places_in
from tallyscope.reading.places import KIND_OF_PLACE
from tallyscope.reading.polling_day import VOTE_NOUN, polling_day
from tallyscope.statement import Days, Read, Span

_KINDS = rf"(?:{KIND_OF_PLACE}s?|counties|municipalities|constituencies|cities|territories)"
_PLACE_LIST = (
    r"(?:the )?(?:[a-z-]+ (?:of (?:the )?)?){0,3}?(?:<[LG]\d+>(?:'s)? (?:[a-z-]+ ){0,4})?<L\d+>"
    r"(?: (?!and\b|or\b)[a-z]+)?(?:(?:, |,? and )(?:the )?(?:[a-z-]+ (?:of )?){0,2}?<L\d+>){0,5}"
)
_PLAIN_WORD = r"(?!(?:in|on|over|after|before|for|as|to|at|from|with|and|by)\b)[\w'-]+"
_PEOPLE = (
    r"(?:[Vv]oters|[Ee]lectors|[Rr]esidents|[Cc]itizens|People|[Vv]illagers|[Ii]slanders"
    r"|[Pp]arents|[Hh]ouseholders|[Tt]ownspeople|[Ii]nhabitants)"
)
# Words that tie a place to the vote, best first.
_TIED = tuple(
    re.compile(words)
    for words in (
        rf"\b{VOTE_NOUN}(?: (?:held|was held|were held|on <D\d+>))? (?:in|across|throughout) "
        rf"(?P<places>{_PLACE_LIST})",
        rf"\b{_PEOPLE}(?: (?:in|of|across|on) )(?P<places>{_PLACE_LIST})",
        rf"(?P<places><[LGE]\d+>)(?:'s)? (?:{_PLAIN_WORD} ){{0,3}}?(?:{VOTE_NOUN}|voters|electoral"
        r"(?! (?:commission|authority|office|council|board))"
        r"|residents|electorate|parents|islanders|villagers|citizens)\b"
        r"(?! (?:commission|authority|office|council|board|officials?))",
        rf"(?P<places>{_PLACE_LIST}|<E\d+>) (?:has|have|had)?(?: [a-z]+ly)? ?(?:voted?s?|chosen"
        r"|chooses?|reject(?:ed|s)?|back(?:ed|s)?|elect(?:ed|s)?|approve[ds]?|thrown|threw"
        r"|re-elected"
        r"|turned down|(?:said|says?) (?:an? )?(?:[a-z]+ )?(?:[Yy]es|[Nn]o)|went to the polls"
        r"|goes to the polls)\b",
        r"^[Tt]he (?P<places><G\d+>)(?:, [^,]{3,60},)? (?:have|has|want|voted|back)\b",
        r"\b(?:[Mm]ayor|[Pp]resident|[Pp]arliament|[Gg]overnor|[Cc]ouncil) of (?P<places><L\d+>)"
        r" (?:has|have) (?:been )?(?:re-?elected|elected|voted|decided|chosen)\b",
        r"\b(?:elected|re-elected|declared|become|becomes|chosen)\b[^.;:<]{0,40}\b(?:mayor"
        r"|governor|president(?:-elect)?|leader|premier|head|senator) (?:of|in) "
        rf"(?P<places>{_PLACE_LIST}|<L\d+>)",
        r"(?P<places><L\d+>) has a new (?:mayor|governor|president|council|parliament|leader)\b",
        rf"(?P<places><L\d+>) (?:has |will )?(?:held|holds?|staged?|organi[sz]ed) (?:an?|its|the) "
        rf"(?:[a-z]+ ){{0,2}}{VOTE_NOUN}\b",
        rf"\b[Tt]he {_KINDS} of (?P<places><L\d+>) (?:has|have|will|is|are)\b",
        r"\b(?:regions|provinces|districts|states|parts|areas) of (?P<places><L\d+>)",
        r"\b(?:govern(?:ing)?|rule|keep|held|hold|gained|won|retained|take|took) (?P<places><L\d+>)"
        r"(?=$|[.,]| (?:with|without|from|by|in|after|again)\b)",
    )
)


# Of how much is held; in the lead only, since parts are spoken of behind it.
_HELD = (re.compile(r"(?:<P\d+>|\b[Mm]uch|\b[Mm]ost|\b[Aa]ll) of (?P<places><L\d+>)"),)


@dataclass(frozen=True)
class Setting:
    """Where and when the vote of the story was held, if the story tells."""

    places: Read[tuple[str, ...]]
    vote_day: Read[Days]
    published: date | None
    capital: str = ""


def setting_of(document: Document, published: date | None) -> Setting:
    """Return the place and day of the vote that most of a story's numbers are about."""
    places = _places(document)
    return Setting(
        places, polling_day(document, published), published, _capital(document, places.value or ())
    )


_CAPITAL = re.compile(
    r"(?P<name><L\d+>), (?:the|its) (?:[a-z-]+ )?capital\b|\bcapital(?: city| of <[L]\d+>)?,? "
    r"(?:of )?(?P<named><L\d+>)"
)


def _capital(document: Document, places: Sequence[str]) -> str:
    """The capital of the story's place: as the story says itself, else as the gazetteer does."""
    for sentence in document.sentences:
        match = _CAPITAL.search(sentence.marked.text) if "capital" in sentence.marked.text else None
        if match:
            named = places_in(sentence.marked, match["name"] or match["named"])
            if named and named[-1].name not in places:
                return named[-1].name
    known = gazetteer()
    return known[places[0]].capital if len(places) == 1 and places[0] in known else ""


_SENTENCES_TO_NAME_IT = 6  # our choice: a place named later is that of something else
_LEAD_SENTENCES = 4  # our choice: a story names its vote in the first paragraphs, or late if ever


def _places(document: Document) -> Read[tuple[str, ...]]:
    lead = (*document.title, *document.sentences[:1])
    for sentence in (*document.title, *document.sentences[:_LEAD_SENTENCES]):
        found = _tied_places(sentence.marked, _TIED)
        if found is None and sentence in lead:
            found = _tied_places(sentence.marked, _HELD)
        if found:
            return Read(found[0], "carried", "place:of-the-vote", found[1])
    listed = sum(len(_ITEM.findall(sentence.marked.text)) for sentence in document.sentences)
    titled = _in_title(document)
    if titled:
        return Read((titled.name,), "carried", "place:in-the-title", titled.span)
    for sentence in (*document.sentences[:_SENTENCES_TO_NAME_IT], *document.title):
        if listed > 1 and _ITEM.search(sentence.marked.text):
            continue  # a list of places, none of which is that of the story
        first = next(filter(_is_country, _first_places(sentence.marked)), None)
        if first:
            country = _common_country(document) if sentence not in lead else ""
            name = country or first.name
            return Read((name,), "carried", "place:first-named", first.span)
    return _only_place(document)


def _in_title(document: Document) -> PlaceWords | None:
    """The place that the title names first, if the lead names it too."""
    first = [place for sentence in document.title for place in _first_places(sentence.marked)]
    lead = {
        place.name
        for sentence in document.sentences[:_LEAD_SENTENCES]
        for place in places_in(sentence.marked, sentence.marked.text)
    }
    return next((place for place in first[:1] if place.name in lead and _is_country(place)), None)


def _only_place(document: Document) -> Read[tuple[str, ...]]:
    """The place of a story that names no other one, or the country that all of them are in."""
    found = [
        place
        for sentence in document.sentences
        for place in filter(_is_country, _first_places(sentence.marked))
    ]
    found += document.datelines
    if len({place.name for place in found}) == 1:
        return Read((found[0].name,), "carried", "place:only-one-named", found[0].span)
    country = _common_country(document)
    if country:
        return Read((country,), "carried", "place:only-country", found[0].span)
    if len(document.datelines) == 1 and country_of(document.datelines[0].name):
        head = document.datelines[0]
        return Read((country_of(head.name),), "carried", "place:dateline", head.span)
    return Read(None, "unknown")


def _common_country(document: Document) -> str:
    """The country of several places, if all that a story names lie in it; else empty."""
    named = [
        place
        for sentence in document.sentences
        for place in places_in(sentence.marked, sentence.marked.text)
        if place.kind not in ("area", "union")
    ]
    countries = [country_of(place.name) for place in (*named, *document.datelines)]
    known = {country for country in countries if country}
    return known.pop() if len(known) == 1 and len(countries) > 1 else ""


def _tied_places(
    marked: Marked, patterns: Sequence[re.Pattern[str]]
) -> tuple[tuple[str, ...], Span] | None:
    for pattern in patterns:
        match = pattern.search(marked.text)
        if match:
            begin, end = match.span("places")
            inner = _WITHIN.match(marked.text, begin)
            named = [
                place.name
                for place in _place_marks(marked, inner["inner"] if inner else match["places"])
            ]
            if named:
                return tuple(dict.fromkeys(named)), marked.story_span(begin, end)
    return None


# "Nigeria's Kogi State", "the Indian state of Assam": the smaller place is meant.
_WITHIN = re.compile(
    rf"(?:the )?<[LG]\d+>(?:'s (?:[a-z-]+ ){{0,4}}?| (?:[a-z-]+ ){{0,2}}{_KINDS} of (?:the )?)"
    r"(?P<inner><L\d+>)(?!'s)"
)


def _place_marks(marked: Marked, text: str) -> Iterator[PlaceWords]:
    for place in places_in(marked, text):
        if place.kind not in ("area", "union", "landmark"):
            yield place


# What a vote is about is not where it is held: "independence from Serbia", "to join Russia".
_OBJECT = re.compile(
    r"\b(?:from|join|joining|leave|leaving|quit|quitting|with|to|part of|against|stay in|remain "
    r"in|by) (?:the )?(?:<G\d+> )?$"
)
# Who speaks is not where a vote is held: "Moscow said", "In Madrid the foreign ministry said".
_SPEAKS = re.compile(
    r"(?:'s (?:[a-z]+ ){1,2})?(?: has| have)? (?:said|says|told)\b"
    r"(?! (?:an? )?(?:[a-z]+ )?(?:yes|no|Yes|No)\b)"
)


_SUBJECT = re.compile(r"(?:^|[,;\"] |\b(?:and|but|while|as|in) )(?:the )?$", re.IGNORECASE)
# an item of a list of places, such as "Eastport: Yes 61%"
_ITEM = re.compile(r"<L\d+>: (?:Yes|No|Leave|Remain|For|Against|[a-z]+) <[PN]")


def _first_places(marked: Marked) -> Iterator[PlaceWords]:
    """The places of a sentence, those last that only own something there: "Moscow's blessing"."""
    owners: list[PlaceWords] = []
    for match in MARK.finditer(marked.text):
        if match[1][0] not in "LGE":
            continue
        before = marked.text[max(0, match.start() - _NEAR) : match.start()]
        speaks = _SUBJECT.search(before) and _SPEAKS.match(marked.text, match.end())
        if _OBJECT.search(before) or speaks:
            continue
        inner = _WITHIN.match(marked.text, match.start())
        found = list(_place_marks(marked, inner["inner"] if inner else match.group()))
        owns = inner is None and marked.text.startswith("'s ", match.end())
        acts = _is_capital(found) and not _WHERE.search(before)
        if owns or acts:
            owners += found
        else:
            yield from (
                place for place in owners if place.kind == "country" and _holds(place, found)
            )
            yield from found
    yield from owners


def _holds(country: PlaceWords, places: Sequence[PlaceWords]) -> bool:
    """Whether places lie in a country: "Sri Lanka's army took the Mullaitivu district"."""
    return any(country_of(place.name) == country.name for place in places)


_NEAR = 40  # characters in front of a place; the longest words that are looked for there
_WHERE = re.compile(
    r"\b(?:in|of|across|throughout|around) (?:the )?(?:[a-z]+ ){0,2}$", re.IGNORECASE
)


def _is_capital(places: Sequence[PlaceWords]) -> bool:
    """Whether a place may stand for a government: "whom Moscow has put in charge"."""
    known = gazetteer()
    return any(
        place.name in known and known[country_of(place.name)].capital == place.name
        for place in places
        if country_of(place.name)
    )


def _is_country(place: PlaceWords) -> bool:
    """Whether a place can be where a whole vote is held; an adjective is only if a country's."""
    return place.form != "adjective" or place.kind == "country"
