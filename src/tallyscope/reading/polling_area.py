"""Where the vote was held that a story is about, or whose land it tells of.

No single sentence settles this: stories begin with a polling station, a government or a winner.
So every name that may be the place is scored by many weak cues - what the words around its mentions
say, where in the story it stands, what lies in it, whether the story speaks of a mayor or of a
president - and the best is taken. A wording that nobody foresaw leaves the other cues.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import log1p

from tallyscope.reading.constituencies import is_numbered
from tallyscope.reading.document import Document
from tallyscope.reading.gazetteer import country_of, gazetteer, is_part_of
from tallyscope.reading.marking import places_in
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.place_mentions import (
    BODY,
    NO_ELECTORATE,
    TIES,
    Candidate,
    candidates_of,
)
from tallyscope.statement import Read

WEIGHTS: Mapping[str, float] = {
    "a country": 0.9,
    "a region": 2.0,
    "a city": 0.0,
    "told early": 2.8,
    "named first": 1.1,
    "an adjective only": -0.5,
    "tied to a vote": 1.1,
    "named plainly": 0.4,
    "object, speaker or owner": 0.4,
    "vote in": 0.8,
    "won": 1.2,
    "share of": 2.1,
    "its people": 1.0,
    "its office": 0.6,
    "its kind": 1.1,
    "a part of a town": -0.7,
    "votes": 0.9,
    "in a body's name": 1.3,
    "dateline": 1.2,
    "dateline's whole": 0.5,
    "holds other places": 1.5,
    "lies in another": 0.9,
    "lies in another, tied": 1.5,
    "capital of another": -0.9,
    "a country, of national words": 1.9,
    "no country, of local words": 1.8,
    "name of a seat": 2.0,
}
"""What each cue adds to the score of a place; `tests.reading.fit_polling_area` fits them."""

_BESIDE = 3.0  # how much less a place that is listed with the best one may score; our choice
_NATIONAL = re.compile(
    r"\b(?:[Pp]arliament\w*|[Pp]residen\w+|nationwide|[Pp]rime [Mm]inister|national|nation|country"
    r"|countrywide|republic|head of state|abroad|[Ff]oreign [Mm]inist\w+|embass\w+"
    r"|[Gg]eneral [Ee]lection)\b"
)
_LOCAL = re.compile(
    r"\b(?:[Mm]ayor\w*|[Gg]overnor\w*|[Cc]ouncils?|councillors?|[Ww]ards?|[Cc]ounty|town|city"
    r"|village|borough|[Bb]y-?elections?|bypoll|municipal\w*|sheriff|precincts?|constituency"
    r"|neighbou?rhoods?|ratepayers|school board|parish|riding|citywide)\b"
)
_TITLE_ALONE = 0.75  # of a place in the title, if the text does not name it again; our choice
_FEW = 3  # words of either kind that say nothing yet; our choice
_SEAT = re.compile(r", .+ and |[a-z] and [A-Z]|\d$|-St\b")


def polling_area(document: Document) -> Read[tuple[str, ...]]:
    """Return the places whose vote, or land, most of a story's numbers are about."""
    candidates = candidates_of(document)
    scores = {
        name: sum(WEIGHTS[cue] * value for cue, value in one.items())
        for name, one in evidence(document, candidates).items()
    }
    if not scores:
        return Read(None, "unknown")
    best = _ward(candidates) or max(scores, key=lambda name: scores[name])
    best = _whole_of(best, candidates)
    top = candidates[best]
    if not _is_early(top) and (country := country_of_all(document)):
        return Read((country,), "carried", "place:only-country", top.span)
    if not (_is_early(top) or TIES & top.cues.keys() or _is_country(best)):
        return Read(None, "unknown")
    names = tuple(
        name
        for name in sorted(scores, key=lambda name: candidates[name].order)
        if name == best or (name in top.group and scores[name] > scores[best] - _BESIDE)
    )
    rule = "place:of-the-vote" if TIES & top.cues.keys() else "place:most-named"
    return Read(names, "carried", rule, top.span)


def _is_early(one: Candidate) -> bool:
    """Whether a place is named in the title, the first paragraphs or a dateline."""
    return bool(one.parts - {"body"}) or max(one.cues.values(), default=0.0) > BODY


def _is_country(name: str) -> bool:
    return name in gazetteer() and gazetteer()[name].kind == "country"


# What a name may lack where it is told again: "Tamba" is Tamba Open, if that was voted in.
_OF_SEAT = Pattern(
    r" (?:Open|Regional|Rural|Urban|Central|(?:North|South|East|West)(?:[- ](?:East|West))?)"
)


def _whole_of(best: str, candidates: Mapping[str, Candidate]) -> str:
    """The seat that the best name is short for, if a place that nobody else knows is one."""
    if best in gazetteer():
        return best
    for name, one in candidates.items():
        if name.startswith(best) and _OF_SEAT.fullmatch(name, len(best)) and _is_voted_in(one):
            return name
    return best


def _ward(candidates: Mapping[str, Candidate]) -> str:
    """The only ward with a number that a story ties to its vote early; else empty."""
    wards = [name for name, one in candidates.items() if is_numbered(name) and _is_voted_in(one)]
    return wards[0] if len(wards) == 1 else ""


def _is_voted_in(one: Candidate) -> bool:
    return one.tied > BODY and _is_early(one)


def evidence(
    document: Document, candidates: Mapping[str, Candidate]
) -> dict[str, dict[str, float]]:
    """Return by candidate what speaks for it: by cue of `WEIGHTS` how much there is of it."""
    known = gazetteer()
    inside = {
        name: [other for other in candidates if is_part_of(other, name)] if name in known else []
        for name in candidates
    }
    parts = {part for found in inside.values() for part in found}
    national = _national(document.text)
    found = {}
    for name, one in candidates.items():
        place = known.get(name)
        kind = place.kind if place else ""
        country = known.get(country_of(name))
        cues = {
            "a country": float(kind == "country"),
            "a region": float(kind == "region" and one.order >= 0),
            "a city": float(kind == "city" and one.order >= 0),
            "told early": _TITLE_ALONE
            if one.parts == {"title"}
            else float(bool(one.parts - {"body"})),
            "named first": 1 / (1 + one.order) ** 2 if one.order >= 0 else 0.0,
            "an adjective only": float(one.order >= 0 and not one.by_name),
            "tied to a vote": log1p(2 * one.tied),
            "named plainly": log1p(2 * one.plain),
            "object, speaker or owner": log1p(2 * one.other),
            "holds other places": log1p(len(inside[name])),
            "lies in another": float(name in parts),
            "lies in another, tied": min(one.tied, 1.0) if name in parts else 0.0,
            "capital of another": float(
                country is not None and country.name in candidates and country.capital == name
            ),
            "a country, of national words": national if kind == "country" else 0.0,
            "no country, of local words": max(-national, 0.0) if kind in ("", "city") else 0.0,
            "name of a seat": float(is_numbered(name) or (not kind and bool(_SEAT.search(name)))),
        }
        cues.update({cue: one.cues.get(cue, 0.0) for cue in _AS_SEEN})
        found[name] = cues
    return found


_AS_SEEN = (
    *("vote in", "won", "share of", "its people", "its office", "its kind", "votes"),
    "a part of a town",
    *("in a body's name", "dateline", "dateline's whole"),
)


def _national(text: str) -> float:
    """From -1, where a story only speaks of councils, to 1, where it speaks of a country."""
    national, local = len(_NATIONAL.findall(text)), len(_LOCAL.findall(text))
    return (national - local) / (national + local + _FEW)


def country_of_all(document: Document) -> str:
    """Return the country of all places of a story, if it names several and no other; else ""."""
    named = {
        place.name
        for sentence in document.sentences
        for place in places_in(sentence.marked, sentence.marked.text)
        if place.kind not in NO_ELECTORATE
    }
    found = [country for name in sorted(named) if (country := country_of(name))]
    return found[0] if len(set(found)) == 1 and len(found) > 1 else ""
