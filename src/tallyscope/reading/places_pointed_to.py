"""The place that words point to: "in the capital", "here", "there", "it was", "nationwide"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.gazetteer import PlaceWords, gazetteer
from tallyscope.reading.marking import Marked, places_in
from tallyscope.reading.memory import NOWHERE, Memory
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.places import KIND_OF_PLACE
from tallyscope.reading.places_beside import NEAR, is_within, number_at, read_places
from tallyscope.reading.setting import Setting
from tallyscope.statement import Read, Span


def place_pointed_to(
    draft: Draft, sentence: Sentence, said: Sequence[Span], memory: Memory, setting: Setting
) -> Read[tuple[str, ...]] | None:
    """Return the place that words around a number point to, or None.

    Parameters
    ----------
    draft : Draft
    sentence : Sentence
    said : sequence of Span
        What the speaker says; where he speaks is no place of the vote.
    memory : Memory
    setting : Setting
    """
    return (
        _nationwide(draft, sentence.core, setting)
        or _place_of_the(draft, sentence, said, memory, setting)
        or _here_or_there(draft, sentence, memory, setting)
    )


_ALL_OVER = (
    r"(?:nationwide|nationally|countrywide|across the (?:country|nation)"
    r"|in the (?:country|nation) as a whole)"
)
_NATIONWIDE = Pattern(rf"^(?:[^,;:<]{{1,20}} )?{_ALL_OVER}\b[^;:]*$", re.IGNORECASE)
_NATIONAL = Pattern(r"\bthe (?:nationwide|national) (?:[a-z]+ ){0,2}$")
_TOO = Pattern(rf"(?: of (?:<[VW]\d+>|the (?:territory|land|country)))?,? {_ALL_OVER}\b")


def _nationwide(draft: Draft, core: Marked, setting: Setting) -> Read[tuple[str, ...]] | None:
    """The country of a story on a city or a region, where it tells of the whole country."""
    at = number_at(draft, core)
    ahead = core.text[:at]
    alone = _NATIONWIDE.match(ahead) and not _PLACE_MARK.search(ahead)
    told = bool(alone or _NATIONAL.search(ahead))
    if not (told or _TOO.match(core.text, core.text.find(">", at) + 1)):
        return None
    if not setting.country:
        return setting.places
    return replace(setting.places, value=(setting.country,), rule="place:nationwide")


# "in the capital", "on the smaller island": a place that was named before.
_THE_PLACE = Pattern(
    rf"(?<!mayor )(?<!governor )(?<!leader )(?<!head )(?<!president )"
    r"\b(?:[Ii]n|[Oo]n|[Aa]t|[Aa]cross|[Oo]f) the "
    r"(?:(?!same|whole|rest|inner|new|proposed)[a-z-]+ ){0,2}?"
    rf"(?P<kind>{KIND_OF_PLACE}"
    r")\b(?! of\b| <L| ?-|'s)"
)
_CITIES = frozenset({"city", "town", "village", "port", "suburb", "hamlet", "settlement"})
_REGIONS = frozenset({"region", "province", "oblast", "district", "county", "state", "republic"})


def _place_of_the(
    draft: Draft, sentence: Sentence, said: Sequence[Span], memory: Memory, setting: Setting
) -> Read[tuple[str, ...]] | None:
    core, marked = sentence.core, sentence.marked
    first, last = core.at(draft.start) - NEAR, core.story_span(draft.start, draft.stop).stop
    found = [
        match
        for match in _THE_PLACE.finditer(marked.text)
        if first <= marked.at(match.start()) < last
    ]
    if not found or _NAMED_IN.search(marked.text, found[-1].end(), _offset(marked, last)):
        return None
    the_place, kind = found[-1], found[-1]["kind"]
    where = marked.story_span(*the_place.span())
    if the_place.start() and not is_within(where, said):
        return None
    if kind == "capital":
        name = setting.capital or _own_capital(setting)
        return Read((name,), "carried", "place:the-capital", where) if name else NOWHERE
    here = [place for place in places_in(marked, marked.text) if place.span.stop <= where.start]
    for place in (*here[::-1][:1], *((memory.topic,) if memory.topic else ())):
        is_one = _is_a(kind, place) or (place in here and place.kind in ("region", "city"))
        if is_one and not _holds(draft, core, place):
            return Read((place.name,), "carried", "place:the-one-before", where)
    return None


def _own_capital(setting: Setting) -> str:
    """The story's place, if it is the capital of its country."""
    known = gazetteer()
    names = setting.places.value or ()
    if len(names) != 1 or setting.country not in known:
        return ""
    return names[0] if known[setting.country].capital == names[0] else ""


def _holds(draft: Draft, core: Marked, place: PlaceWords) -> bool:
    """Whether a place is not what is held but who holds it."""
    if draft.controller is None:
        return False
    return place in places_in(core, core.text[draft.controller.start : draft.controller.stop])


def _here_or_there(
    draft: Draft, sentence: Sentence, memory: Memory, setting: Setting
) -> Read[tuple[str, ...]] | None:
    """The place that "here", "there" or "it was" points to."""
    text = sentence.core.text
    if _HERE.search(text, max(0, draft.start - _OF_IT), draft.stop):
        return setting.places if setting.places.value is not None else None
    it_was = _IT_WAS.search(text, max(0, draft.start - NEAR), draft.stop)
    at = number_at(draft, sentence.core)
    if it_was and _OPENS.match(text) and text.find("<I") < it_was.start():
        it_was = None  # "In Scotland it was 60.4%"
    if it_was and (
        _PLACE_MARK.search(text, it_was.end(), at)
        or _PLACE_BEHIND.match(text, max(at, 0))
        or _PLACE_AHEAD.search(text[: it_was.start()])
    ):
        it_was = None  # "It was highest in Kirn, where ...", "In Kirn on 11 May it was ..."
    if it_was and memory.last_places.value is not None:
        return replace(memory.last_places, status="carried", rule="place:it")
    if _ITS_VOTERS.search(text, 0, draft.stop) and memory.topic and not _PLACE_MARK.search(text):
        return read_places([memory.topic], "carried", "place:it")
    return _place_there(draft, sentence, memory)


def _place_there(draft: Draft, sentence: Sentence, memory: Memory) -> Read[tuple[str, ...]] | None:
    text, marked, topic = sentence.core.text, sentence.marked, memory.topic
    of_before = read_places([topic] if topic else [], "carried", "place:there")
    if _OPENS_THERE.match(text) or _OFFICIALS_THERE.search(text, 0, draft.start):
        return of_before
    if not THERE.search(text, max(0, draft.start - _THERE_BY), draft.stop + len(" there")):
        return None
    stop = sentence.core.at(draft.start)
    before_it = [
        match.group()
        for match in _ANY_PLACES.finditer(marked.text)
        if marked.at(match.start()) < stop
        and not _BESIDE.search(marked.text, 0, match.start())
        and not _WITHIN_A_KIND.match(marked.text, match.start())
    ]
    if not before_it:
        return of_before
    return read_places(places_in(marked, before_it[-1]), "carried", "place:there")


_NAMED_IN = Pattern(r"\b(?:in|across) (?:the )?(?:[a-z-]+ ){0,3}<L\d")


def _offset(marked: Marked, stop: int) -> int:
    """The offset in the marked text behind all that stands before an offset of the story."""
    return next(
        (piece.begin for piece in marked.pieces if piece.span.start >= stop), len(marked.text)
    )


def _is_a(kind: str, place: PlaceWords) -> bool:
    """Whether a place can be called by a noun: what the gazetteer does not know can be any."""
    if place.form == "adjective" or place.kind in ("country", "union", "area"):
        return False
    if kind in _CITIES:
        return place.kind in ("", "city")
    return place.kind in ("", "region") if kind in _REGIONS else True


# not "There were 12 invalid papers"
_IS = r"(?:is|are|was|were|had been|has been|have been|will|would|has|had|came|remains?|seems?)"
_OPENS_THERE = Pattern(rf"(?:(?:And|But|Yet) there|There)(?:,| (?!{_IS}\b))")
_THERE_BY = 12  # characters of "there leads ", in front of a margin
THERE = Pattern(rf"(?<!, )(?<!and )(?<!but )(?<!that )(?<!^)\bthere\b|\bthere\b(?! {_IS}\b)")
_PLACE_AHEAD = Pattern(r"(?:^|[;,.] |\b(?:and|but|while) )<I\d+>,?(?: <D\d+>)?,? ?$")
_IT_WAS = Pattern(
    r"(?:^|\b(?:that|and|but|when|where),? |<D\d+>,? )(?:[Ii]t|the figure) (?:was|is|stood|had "
    r"been|reached|came)\b"
)
_OPENS = Pattern(r"^(?:But |And |Only )?<I\d+>")
_PLACE_MARK = Pattern(r"<[LI]\d+>")
_PLACE_BEHIND = Pattern(r"<[PN]\d+>(?: of <[VW]\d+>)? <I\d+>")  # "It reached 54 percent in Kirn"
_OFFICIALS_THERE = Pattern(r"\b[Oo]fficials there\b|\b(?:[Aa]uthorities|[Cc]ommission) there\b")
# "There were 3,940 voters on its register": of the place that the sentence before is about
_ITS_VOTERS = Pattern(
    r"\b[Ii]ts (?:<N\d+> )?(?:<W\d+>|(?:electoral |voters'? )?(?:register|roll|rolls|lists?)\b"
    r"|(?:[a-z-]+ )?(?:voters|electors|electorate|residents)\b)"
)
_OF_IT = 20  # characters of "Of the country's ", in front of a number
_HERE = Pattern(r"\bhere\b|\bthe (?:country|nation|state)'s\b")
_ANY_PLACES = Pattern(rf"<[LI]\d+>(?:(?:, |,? and )(?:the )?<L\d+>(?! {KIND_OF_PLACE}\b)){{0,5}}")
# "Orellana, the Amazon province": not what "there" means, but what kind of place it is
_WITHIN_A_KIND = Pattern(rf"(?<=, the )<L\d+> {KIND_OF_PLACE}\b")
_BESIDE = Pattern(r"\b(?:with|from|to|against) (?:the )?$")
