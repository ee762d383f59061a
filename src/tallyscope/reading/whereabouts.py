"""Where a result was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.gazetteer import PlaceWords
from tallyscope.reading.marking import Marked, places_in
from tallyscope.reading.memory import CONTROL_KINDS, NOWHERE, Memory
from tallyscope.reading.names import surname
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.places import KIND_OF_PLACE
from tallyscope.reading.setting import Setting
from tallyscope.reading.speakers import Spoken
from tallyscope.statement import Read, Span


def read_places(
    places: Sequence[PlaceWords], status: str, rule: str
) -> Read[tuple[str, ...]] | None:
    """Return places that were read, or None if there are none."""
    if not places:
        return None
    names = tuple(dict.fromkeys(place.name for place in places))
    span = Span(places[0].span.start, places[-1].span.stop)
    return Read(names, "stated" if status == "stated" else "carried", rule, span)


_IN = Pattern(r"<I\d+>")
_THERE = Pattern(r"\bthere\b")
_IT_WAS = Pattern(
    r"(?:^|\b(?:that|and|but|when|where),? |<D\d+>,? )(?:[Ii]t|the figure) (?:was|is|stood|had "
    r"been|reached|came)\b"
)
_OFFICIALS_THERE = Pattern(r"\b[Oo]fficials there\b|\b(?:[Aa]uthorities|[Cc]ommission) there\b")
_HERE = Pattern(r"\bhere\b|\bthe (?:country|nation|state)'s\b")
_ANY_PLACES = Pattern(r"<[LI]\d+>(?:(?:, |,? and )(?:the )?<L\d+>){0,5}")
# The subject of a clause, right in front of a number or at the head of its frame.
_PLACES = r"(?P<place><[LEW]\d+>(?:(?:, |,? and )<L\d+>){0,5})"
_SUBJECT = Pattern(
    r"(?:^|[,;:-] |<D\d+>,? |\b(?:and|but|while|that|as|where|in|after|when) |\b[Oo]n (?:the "
    r"(?:[a-z-]+ )"
    rf"{{1,3}}of )?)(?:[Oo]nly )?"
    rf"(?:(?:[Tt]he )?(?:[a-z-]+ )?{KIND_OF_PLACE}(?:,| of)? )?(?:[Tt]he )?{_PLACES}(?:'s "
    rf"(?:[a-z]+ )?(?:voters|residents|people"
    r"|electorate|citizens))?(?:, [^,<]{2,40}(?=,))?,?(?: (?:by contrast|however|too|though"
    r"|meanwhile|instead),?)?"
    r"(?: (?:recorded|saw|came|returned|gave|posted|produced|delivered|voted|preferred|backed|chose"
    r"|went|favou?red|rejected|opted|picked|elected|wanted|stuck|stayed|swung|turned|approved)"
    r"(?: [a-z-]+){0,3}(?:,? (?:with|at|on))?|,? (?:with|at|on)|(?: was| is| were)(?: "
    r"[a-z-]+){1,4}, (?:with|at|on)"
    r"|, which|:)?(?: "
    r"(?:has|have|had|also|itself|narrowly|overwhelmingly)){0,2} $"
)
_HEAD = Pattern(rf"(?:[Oo]nly )?(?:the )?{_PLACES} (?!and\b)[a-z]+ ")
_ITEM = Pattern(rf"(?:[*•-] )?{_PLACES}: ")


def places_of(
    draft: Draft, sentence: Sentence, speaker: Spoken | None, memory: Memory, setting: Setting
) -> Read[tuple[str, ...]]:
    """Return the places that a result is about, `speaker` being who tells it."""
    core = sentence.core
    said = speaker.saying.said if speaker else ()
    who = surname(speaker.who.value.who) if speaker and speaker.who.value else ""
    found = (
        _own_place(draft, core)
        or _place_of_item(core)
        or _place_of_the(draft, sentence, said, memory, setting)
        or _place_pointed_to(draft, sentence, memory, setting)
        or _place_of_clause(draft, sentence, said)
        or _place_of_speaker(sentence, speaker, setting)
        or _carried_place(draft, core, memory, setting, who)
    )
    if found.value is not None:
        return found
    return _place_of_officials(sentence) or _same_officials(speaker, memory) or found


def _own_place(draft: Draft, core: Marked) -> Read[tuple[str, ...]] | None:
    if draft.place is not None:
        named = places_in(core, core.text[draft.place.start : draft.place.stop])
        inner = _WITHIN.match(core.text, draft.place.start)
        named = places_in(core, inner.group()) if inner else named
        status = "stated" if draft.own_place else "carried"
        return read_places(named, status, "place:of-the-frame")
    part = _PART_OF.search(core.text, draft.start, draft.stop)
    if part and draft.kind in CONTROL_KINDS:
        return read_places(places_in(core, part["place"]), "stated", "place:part-of")
    kept = _KEPT.search(core.text, max(0, draft.start - _NEAR), draft.stop)
    if kept and draft.kind not in CONTROL_KINDS:
        return read_places(places_in(core, kept["place"]), "stated", "place:kept")
    inside = [
        place
        for phrase in _IN.finditer(core.text, draft.start, draft.stop)
        for place in places_in(core, phrase.group())
    ]
    return read_places(inside, "stated", "place:inside")


_PART_OF = Pattern(r"\bof (?:the )?(?P<place><L\d+>)(?!'s)")
# A party keeps a place with so many percent.
_KEPT = Pattern(
    r"\b(?:keeps?|kept|carried|carries|holds?|held|won|wins|took|takes) (?:only )?(?:the )?"
    r"(?P<place><L\d+>)(?: [a-z]+)?,? with\b"
)
_WITHIN = Pattern(r"(?:the )?<L\d+>'s (?:[a-z-]+ ){0,4}?<L\d+>(?!'s)")  # "Russia's Kursk region"


def _place_of_item(core: Marked) -> Read[tuple[str, ...]] | None:
    """The place at the head of a line of a list: "Carrow: Yes 39.5, No 54.8 per cent"."""
    item = _ITEM.match(core.text)
    return read_places(places_in(core, item["place"]), "stated", "place:item") if item else None


# "in the capital", "on the smaller island": a place that was named before.
_THE_PLACE = Pattern(
    rf"\b(?:[Ii]n|[Oo]n|[Aa]t|[Aa]cross|[Oo]f) the (?:(?!same|whole|rest)[a-z-]+ ){{0,2}}?"
    rf"(?P<kind>{KIND_OF_PLACE}"
    r")\b(?! of\b| <L| ?-)"
)
_CITIES = frozenset({"city", "town", "village", "port", "suburb", "hamlet", "settlement"})
_REGIONS = frozenset({"region", "province", "oblast", "district", "county", "state", "republic"})


def _place_of_the(
    draft: Draft, sentence: Sentence, said: Sequence[Span], memory: Memory, setting: Setting
) -> Read[tuple[str, ...]] | None:
    core, marked = sentence.core, sentence.marked
    first, last = core.at(draft.start) - _NEAR, core.story_span(draft.start, draft.stop).stop
    found = [
        match
        for match in _THE_PLACE.finditer(marked.text)
        if first <= marked.at(match.start()) < last
    ]
    if not found or _NAMED_IN.search(marked.text, found[-1].end(), _offset(marked, last)):
        return None
    the_place, kind = found[-1], found[-1]["kind"]
    where = marked.story_span(*the_place.span())
    if the_place.start() and not _is_within(where, said):
        return None
    if kind == "capital":
        name = setting.capital
        return Read((name,), "carried", "place:the-capital", where) if name else NOWHERE
    here = [place for place in places_in(marked, marked.text) if place.span.stop <= where.start]
    for place in (*here[::-1][:1], *((memory.topic,) if memory.topic else ())):
        if _is_a(kind, place) and not _holds(draft, core, place):
            return Read((place.name,), "carried", "place:the-one-before", where)
    return None


_NEAR = 80  # characters of the marked text; our choice: a clause


def _holds(draft: Draft, core: Marked, place: PlaceWords) -> bool:
    """Whether a place is not what is held but who holds it."""
    if draft.controller is None:
        return False
    return place in places_in(core, core.text[draft.controller.start : draft.controller.stop])


def _place_pointed_to(
    draft: Draft, sentence: Sentence, memory: Memory, setting: Setting
) -> Read[tuple[str, ...]] | None:
    """The place that "here", "there" or "it was" points to."""
    text = sentence.core.text
    if _HERE.search(text, draft.start, draft.stop):
        return setting.places if setting.places.value is not None else None
    it_was = _IT_WAS.search(text, max(0, draft.start - _NEAR), draft.stop)
    if it_was and memory.last_places.value is not None:
        return replace(memory.last_places, status="carried", rule="place:it")
    return _place_there(draft, sentence, memory)


def _place_there(draft: Draft, sentence: Sentence, memory: Memory) -> Read[tuple[str, ...]] | None:
    text, marked, topic = sentence.core.text, sentence.marked, memory.topic
    of_before = read_places([topic] if topic else [], "carried", "place:there")
    if text.startswith("There, ") or _OFFICIALS_THERE.search(text, 0, draft.start):
        return of_before
    if not _THERE.search(text, draft.start, draft.stop + len(" there")):
        return None
    stop = sentence.core.at(draft.start)
    before_it = [
        match.group()
        for match in _ANY_PLACES.finditer(marked.text)
        if marked.at(match.start()) < stop and not _BESIDE.search(marked.text, 0, match.start())
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


def _place_of_clause(
    draft: Draft, sentence: Sentence, said: Sequence[Span]
) -> Read[tuple[str, ...]] | None:
    """The place that the number's own clause names, as a word of place or as its subject."""
    core, text = sentence.core, sentence.core.text
    where = _WHERE_IT.search(text, 0, draft.start) or _WHERE_IT.match(text, draft.start, draft.stop)
    if where:
        return read_places(places_in(core, where["place"]), "stated", "place:where")
    ahead = text[max(0, draft.start - _NEAR) : draft.start]
    subject = _SUBJECT.search(ahead) if _NAMED.search(ahead) else None
    subject = subject or _HEAD.match(text, draft.start, draft.stop)
    if subject and draft.kind not in (*CONTROL_KINDS, "change"):
        return read_places(places_in(core, subject["place"]), "stated", "place:subject")
    front, behind = _place_in_front(draft, core, said), _place_behind(draft, core)
    parted = front and front.span and _CLAUSE_BETWEEN.search(_between(front.span, draft, core))
    return behind if behind and parted else front or behind


_NAMED = Pattern(r"<[LEW]")
_BESIDE = Pattern(r"\b(?:with|from|to|against) (?:the )?$")
# A place in front of ", where she won with".
_WHERE_IT = Pattern(r"(?P<place><[LI]\d+>)(?: [a-z]+)?,? where\b[^,;:]{0,60}$")
_CLAUSE_BETWEEN = Pattern(r"[,;:]| (?:and|but|while) ")


def _between(span: Span, draft: Draft, core: Marked) -> str:
    """The words between a place and the number that may belong to it."""
    return core.plain[span.stop - core.span.start : core.at(draft.start) - core.span.start]


def _place_in_front(
    draft: Draft, core: Marked, said: Sequence[Span]
) -> Read[tuple[str, ...]] | None:
    clause = core.text.rfind(";", 0, draft.start) + 1
    told = _TELLING.match(core.text)
    before = list(_IN.finditer(core.text, told.end() if told else clause, draft.start))
    other = _OTHER_SUBJECT.search(core.text, clause, draft.start)
    if other and (not before or before[-1].end() <= other.start()):
        return read_places(places_in(core, other["place"]), "stated", "place:in-front")
    opens = bool(_OPENS.match(core.text, clause))  # "In Luhansk, organisers said ..."
    for phrase in reversed(before):
        named = places_in(core, phrase.group())
        if not named:
            continue
        first = opens and phrase is before[0]
        if first or (
            _is_within(named[0].span, said)
            and not _TELLS.search(core.text, phrase.end(), draft.start)
        ):
            return read_places(named, "stated", "place:in-front")
    return None


_OPENS = Pattern(r"(?:(?:But|And|Yet|Only|Even|Also) )?<I\d+>")
# "Announcing the result in Kilvaig, ...": where it was told is not where it was voted.
_TELLING = Pattern(r"(?:Announcing|Speaking|Addressing|Talking|Presenting)\b[^,]{3,120}, ")
# The subject of a second clause: "passed in Missouri, but Florida's fell short".
_OTHER_SUBJECT = Pattern(r", (?:but|while|and) (?P<place><L\d+>)(?:'s)? [^;]{3,60}$")
_TELLS = Pattern(r"\b(?:that|said|says|saying|read out|announced|reported)\b")


def _place_behind(draft: Draft, core: Marked) -> Read[tuple[str, ...]] | None:
    behind = _BEHIND_CLOSE.match(core.text, draft.stop)
    if behind and _STAYS.search(core.text[: draft.stop]):
        return None  # "to stay in the Union" is what was voted for
    if draft.mention is not None and draft.mention.sort == "area":
        behind = _BEHIND_AREA.match(core.text, draft.stop)
    if behind is None or behind["place"] is None:
        return None
    return read_places(places_in(core, behind["place"]), "stated", "place:behind")


_STAYS = Pattern(r"\b(?:stay|remain|be|live|membership|believed?|confidence|trust)$")


def _is_within(span: Span, parts: Sequence[Span]) -> bool:
    """Whether a place stands in what is said; where the speaker speaks is no place of the vote."""
    return not parts or any(part.start <= span.start < part.stop for part in parts)


_BEHIND_CLOSE = Pattern(r"(?:,? <D\d+>| nationwide)?,? (?P<place><I\d+>)")
# Of an area: so many square kilometres of the region of another country.
_BEHIND_AREA = Pattern(
    r"(?: (?:sq(?:uare|\.)?[ -]?(?:km|kilomet(?:er|re)s?|miles?)|km2))?(?: of| near| around)? "
    r"(?P<place>"
    r"<I\d+>|(?:the )?(?:<L\d+>'s )?<L\d+>)"
)


def _place_of_officials(sentence: Sentence) -> Read[tuple[str, ...]] | None:
    """Where officials tell a result, if nothing names another place: "Officials in X said ..."."""
    officials = _OFFICIALS_IN.search(sentence.marked.text)
    if officials is None:
        return None
    return read_places(places_in(sentence.marked, officials["place"]), "carried", _OF_OFFICIALS)


def _same_officials(speaker: Spoken | None, memory: Memory) -> Read[tuple[str, ...]] | None:
    """Their place where they are only "they": "Turnout was 61.4%, they added."."""
    again = speaker is not None and speaker.who.status == "carried"
    return memory.last_places if again and memory.last_places.rule == _OF_OFFICIALS else None


_OF_OFFICIALS = "place:of-the-officials"
_OFFICIALS_IN = Pattern(
    r"\b(?:[Oo]fficials|[Aa]uthorities|[Oo]rgani[sz]ers|[Cc]ommission) (?:in|of|for)"
    r" (?P<place><L\d+>)"
)


def _place_of_speaker(
    sentence: Sentence, speaker: Spoken | None, setting: Setting
) -> Read[tuple[str, ...]] | None:
    """Where a speaker belongs, if the story is about several places and names one of them there.

    "X, who heads the commission in Donetsk, said ..." in a story on Donetsk and Luhansk.
    """
    several = setting.places.value or ()
    if speaker is None or len(several) < 2 or not speaker.saying.said:
        return None
    marked = sentence.marked
    before = [
        place
        for place in places_in(marked, marked.text)
        if place.span.start < speaker.saying.said[0].start and place.name in several
    ]
    return read_places(before, "carried", "place:of-the-speaker") if len(before) == 1 else None


def _carried_place(
    draft: Draft, core: Marked, memory: Memory, setting: Setting, who: str
) -> Read[tuple[str, ...]]:
    """The place of the sentence, of the paragraph, of the speaker or of the whole story.

    A part that a sentence before named is no topic if the story is about a known whole.
    """
    named, whole = memory.places, setting.places
    if named.value is not None:
        here = named.span is not None and named.span.start >= core.span.start
        here = here or bool(_THERE.search(core.text, draft.start, draft.stop + 6))
        if here or whole.value is None or set(named.value) & set(whole.value):
            return named
    return memory.places_of.get(who, setting.places)
