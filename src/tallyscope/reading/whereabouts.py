"""Where a result was."""

from __future__ import annotations

from collections.abc import Sequence

from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft, Words
from tallyscope.reading.marking import Marked, names_in, places_in
from tallyscope.reading.memory import CONTROL_KINDS, Memory
from tallyscope.reading.names import NameWords, surname
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.places import KIND_OF_PLACE
from tallyscope.reading.places_beside import (
    NEAR,
    is_within,
    number_at,
    place_beside,
    read_places,
)
from tallyscope.reading.places_pointed_to import THERE, place_pointed_to
from tallyscope.reading.setting import Setting
from tallyscope.reading.speakers import Spoken
from tallyscope.statement import Read, Span

_IN = Pattern(r"<I\d+>")
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
_ITEM = Pattern(
    rf"(?:^(?:[*•-] )?|[;.>] |\b(?:from|for|in) (?:the )?(?:[a-z-]+ ){{0,4}}){_PLACES}: "
)


def places_of(
    draft: Draft, sentence: Sentence, speaker: Spoken | None, memory: Memory, setting: Setting
) -> Read[tuple[str, ...]]:
    """Return the places that a result is about, `speaker` being who tells it."""
    core = sentence.core
    said = speaker.saying.said if speaker else ()
    who = surname(speaker.who.value.who) if speaker and speaker.who.value else ""
    found = (
        _own_place(draft, core)
        or _place_of_item(draft, core)
        or _place_of_people(draft, core)
        or place_pointed_to(draft, sentence, said, memory, setting)
        or _place_of_clause(draft, sentence, said)
        or _place_of_part(draft, core, setting)
        or _place_of_speaker(sentence, speaker, setting)
        or _place_of_group(memory)
        or _place_of_scene(draft, memory, setting)
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
        smaller = _IN_A_LARGER.search(core.text[: draft.place.start])
        if smaller and core.text.startswith("<I", draft.place.start):
            named = places_in(core, smaller.group())
        if not named and draft.of_land and (name := _name_of(draft.place, core)):
            return Read((name.name,), "stated", "place:name-of-the-frame", name.span)
        status = "stated" if draft.own_place else "carried"
        return read_places(named, status, "place:of-the-frame")
    part = _PART_OF.search(core.text, draft.start, draft.stop)
    if part and draft.kind in CONTROL_KINDS:
        return read_places(places_in(core, part["place"]), "stated", "place:part-of")
    kept = list(_KEPT.finditer(core.text, max(0, draft.start - NEAR), draft.stop))
    if kept and draft.kind not in CONTROL_KINDS:
        number = number_at(draft, core)
        if not _ANOTHER.search(core.text, kept[-1].end(), max(number, kept[-1].end())):
            return read_places(places_in(core, kept[-1]["place"]), "stated", "place:kept")
    voters = _VOTERS_OF.search(core.text, draft.start, draft.stop)
    if voters:
        return read_places(places_in(core, voters["place"]), "stated", "place:of-the-voters")
    number = number_at(draft, core)
    inside = [
        place
        for phrase in _IN.finditer(core.text, draft.start, draft.stop)
        if not _ANOTHER_NUMBER.search(core.text, phrase.end(), max(number, phrase.end()))
        for place in places_in(core, phrase.group())
    ]
    return read_places(inside, "stated", "place:inside")


_ANOTHER_NUMBER = Pattern(r"<[PNX]\d+>")


def _name_of(words: Words, core: Marked) -> NameWords | None:
    """The name that words for land consist of, if no gazetteer knows the place."""
    names = names_in(core, words.start, words.stop)
    return names[0] if len(names) == 1 else None


_VOTERS_OF = Pattern(r"<W\d+> (?:on|of|from) (?:the )?(?P<place><L\d+>)")
_PART_OF = Pattern(r"\bof (?:the )?(?P<place><L\d+>)(?!'s)")
# A party keeps a place with so many percent, or takes one in a larger place by so many votes.
_KEPT = Pattern(
    r"\b(?:keeps?|kept|carried|carries|holds?|held|won|wins|took|takes|snatch(?:ed|es)"
    r"|wrest(?:ed|s)|gain(?:ed|s)|flip(?:ped|s)|captured?s?|los[te]s?|retain(?:ed|s)?|seized?s?)"
    r" (?:only )?(?:the |(?:his|her|its|their) (?:[a-z]+ ){1,3}(?:of )?)?(?P<place><L\d+>)"
    r"(?: (?!with\b|by\b|and\b)[a-z]+)?(?: <I\d+>)?(?: from (?:the )?<[AC]\d+>)?,? (?:with|by)\b"
)
_ANOTHER = Pattern(r"<[LIP]\d+>|[;:]")  # another place, or a number that is nearer
_WITHIN = Pattern(r"(?:the )?<L\d+>'s (?:[a-z-]+ ){0,4}?<L\d+>(?!'s)")  # "Russia's Kursk region"


def _place_of_item(draft: Draft, core: Marked) -> Read[tuple[str, ...]] | None:
    """The place at the head of an item of a list: "Carrow: Yes 39.5, No 54.8 per cent"."""
    items = list(_ITEM.finditer(core.text, 0, number_at(draft, core)))
    named = places_in(core, items[-1]["place"]) if items else []
    lead = None if items else _BEFORE_A_COLON.match(core.text, 0, number_at(draft, core))
    if lead and "<L" not in core.expanded(lead.end(), draft.stop):
        named = [place for place in places_in(core, lead["place"]) if place.form == "name"]
    return read_places(named, "stated", "place:item")


# As in "Okinawa held a referendum of its own: 89 per cent were for it".
_BEFORE_A_COLON = Pattern(
    r"(?:[^:;<]{0,40}|[^:;<]{0,20}<D\d+>,? )(?P<place><L\d+>)(?:'s)? "
    r"(?!officials|authorities|police|troops|forces|media)(?:(?!<[LIPN]\d)[^:;]){3,80}: "
    r"(?!\")"
)


# As in 76% of Greek Cypriots, or 9.3 million Portuguese who had been called to the polls.
_PEOPLE = Pattern(
    r"<[NP]\d+> (?:of )?(?:the )?(?:<G\d+> )?(?P<people><[WE]\d+>|<G\d+>(?= (?:had|have|were|are"
    r"|can|could|voted|who|registered)\b))(?! (?:in|of|from|on|abroad|living|overseas)\b)"
)


def _place_of_people(draft: Draft, core: Marked) -> Read[tuple[str, ...]] | None:
    """The place of a people that a number counts."""
    match = _PEOPLE.search(core.text, max(0, number_at(draft, core)), draft.stop + _A_MARK)
    named = (
        places_in(core, match["people"])
        if match and match.start() == number_at(draft, core)
        else []
    )
    people = [place for place in named if place.form != "name"]
    return read_places(people[-1:], "stated", "place:of-the-people")


_A_MARK = 8  # characters of " <W12> ", behind a number at the end of its frame


def _place_of_clause(
    draft: Draft, sentence: Sentence, said: Sequence[Span]
) -> Read[tuple[str, ...]] | None:
    """The place that the number's own clause names, as a word of place or as its subject."""
    core, text = sentence.core, sentence.core.text
    where = _WHERE_IT.search(text, 0, draft.start) or _WHERE_IT.match(text, draft.start, draft.stop)
    if where:
        return read_places(places_in(core, where["place"]), "stated", "place:where")
    ahead = text[max(0, draft.start - NEAR) : draft.start]
    subject = _SUBJECT.search(ahead) if _NAMED.search(ahead) else None
    subject = subject or _HEAD.match(text, draft.start, draft.stop)
    if subject and draft.kind not in (*CONTROL_KINDS, "change"):
        return read_places(places_in(core, subject["place"]), "stated", "place:subject")
    front, behind = _place_in_front(draft, core, said), _place_behind(draft, core)
    parted = front and front.span and _CLAUSE_BETWEEN.search(_between(front.span, draft, core))
    return behind if behind and parted else front or behind


_NAMED = Pattern(r"<[LEW]")
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
        smaller = _IN_A_LARGER.search(core.text[: phrase.start()])
        named = places_in(core, (smaller or phrase).group())
        if not named:
            continue
        first = opens and phrase is before[0]
        if first or (
            is_within(named[0].span, said)
            and not _TELLS.search(core.text, phrase.end(), draft.start)
        ):
            return read_places(named, "stated", "place:in-front")
    return None


_IN_A_LARGER = Pattern(r"<[LI]\d+> $")  # "Isabela City in Basilan went the other way"
_OPENS = Pattern(r"(?:(?:But|And|Yet|Only|Even|Also) )?<I\d+>")
# "Announcing the result in Kilvaig, ...": where it was told is not where it was voted.
_TELLING = Pattern(r"(?:Announcing|Speaking|Addressing|Talking|Presenting)\b[^,]{3,120}, ")
# The subject of a second clause: "passed in Missouri, but Florida's fell short".
_OTHER_SUBJECT = Pattern(r", (?:but|while|and) (?P<place><L\d+>)(?:'s)? [^;]{3,60}$")
_TELLS = Pattern(r"\b(?:that|said|says|saying|read out|announced|reported)\b")


def _place_behind(draft: Draft, core: Marked) -> Read[tuple[str, ...]] | None:
    behind = _BEHIND_CLOSE.match(core.text, draft.stop)
    if behind and behind.group()[0] == "," and _OWN_NUMBER.match(core.text, behind.end()):
        return None  # "No won with 51.8%, in Kirn with 50.9%"
    if behind and _STAYS.search(core.text[: draft.stop]):
        return None  # "to stay in the Union" is what was voted for
    if draft.mention is not None and draft.mention.sort == "area":
        behind = _BEHIND_AREA.match(core.text, draft.stop)
    if behind is None or behind["place"] is None:
        return None
    return read_places(places_in(core, behind["place"]), "stated", "place:behind")


_OWN_NUMBER = Pattern(r",? (?:(?:with|at|on|by) )?(?:(?:only|just) )?<[PN]")
_STAYS = Pattern(
    r"\b(?:staying|remaining|living|stay|remain|be|live|membership|believed?|confidence|trust)$"
)


_BEHIND_CLOSE = Pattern(r"(?:,? <D\d+>| nationwide)?,? (?P<place><I\d+>)")
# Of an area: so many square kilometres of the region of another country.
_BEHIND_AREA = Pattern(
    r"(?: (?:sq(?:uare|\.)?[ -]?(?:km|kilomet(?:er|re)s?|miles?)|km2))?(?: of| near| around)? "
    r"(?P<place>"
    r"<I\d+>|(?:the )?(?:<L\d+>'s )?<L\d+>)"
)


def _place_of_part(draft: Draft, core: Marked, setting: Setting) -> Read[tuple[str, ...]] | None:
    """A place that the clause names as where its number was, in whatever words."""
    if draft.kind in (*CONTROL_KINDS, "change"):
        return None
    return read_places(
        place_beside(draft, core, setting.places.value or ()), "stated", "place:beside"
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


def _place_of_group(memory: Memory) -> Read[tuple[str, ...]] | None:
    """The place in a line of its own above the rows of a table."""
    return read_places([memory.group] if memory.group else [], "carried", "place:of-the-group")


def _place_of_scene(draft: Draft, memory: Memory, setting: Setting) -> Read[tuple[str, ...]] | None:
    """Where a candidate ran: "X was humbled in New Delhi. Y got 30,088 votes ..."."""
    scene = memory.scene
    if scene is None or draft.kind not in ("share", "votes", "margin"):
        return None
    whole = setting.places.value or ()
    if scene.name in whole or scene.kind == "country":
        return None
    return read_places([scene], "carried", "place:of-the-scene")


def _carried_place(
    draft: Draft, core: Marked, memory: Memory, setting: Setting, who: str
) -> Read[tuple[str, ...]]:
    """The place of the sentence, of the paragraph, of the speaker or of the whole story.

    A part that a sentence before named is no topic if the story is about a known whole.
    """
    named, whole = memory.places, setting.places
    if named.value is not None:
        here = named.span is not None and named.span.start >= core.span.start
        here = here or bool(THERE.search(core.text, draft.start, draft.stop + 6))
        here = here or bool(_RUNNER_UP.search(core.text, 0, draft.stop))
        if here or whole.value is None or set(named.value) & set(whole.value):
            return named
    return memory.places_of.get(who, setting.places)


# Who comes second ran where the winner of the sentence before ran.
_RUNNER_UP = Pattern(
    r"\b(?:trail(?:ed|s|ing)|runner-up|(?:came|comes?|was|is|finished|placed|ended) (?:up |in )?"
    r"(?:a (?:distant |close |narrow )?)?(?:second|third|fourth|last))\b"
)
