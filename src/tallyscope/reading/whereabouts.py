"""Where a result was: its places, the whole of a territory, and who holds it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tallyscope.reading.document import Sentence
from tallyscope.reading.frames.frame import Draft, Words
from tallyscope.reading.gazetteer import PlaceWords, gazetteer
from tallyscope.reading.marking import MARK, Marked, places_in
from tallyscope.reading.memory import CONTROL_KINDS, UNKNOWN, Memory
from tallyscope.reading.names import surname
from tallyscope.reading.options import is_pronoun
from tallyscope.reading.setting import Setting
from tallyscope.reading.speakers import Spoken
from tallyscope.statement import Read, Span


def _read_places(
    places: Sequence[PlaceWords], status: str, rule: str
) -> Read[tuple[str, ...]] | None:
    if not places:
        return None
    names = tuple(dict.fromkeys(place.name for place in places))
    span = Span(places[0].span.start, places[-1].span.stop)
    return Read(names, "stated" if status == "stated" else "carried", rule, span)


_IN = re.compile(r"<I\d+>")


_THERE = re.compile(r"\bthere\b")


_ANY_PLACE = re.compile(r"<[LI]\d+>")


_SUBJECT = re.compile(
    r"(?:^|[,;:-] |\b(?:and|but|while|that|as|where|in|after|when) )(?:[Oo]nly )?"
    r"(?:the )?(?P<place><[LEW]\d+>)(?:'s (?:[a-z]+ )?(?:voters|residents|people"
    r"|electorate|citizens))?,?"
    r"(?: (?:recorded|saw|came|returned|gave|posted|produced|delivered|voted)"
    r"(?: [a-z-]+){0,3}|,? (?:with|at|on)|, which|:)?(?: "
    r"(?:has|have|had|also|itself|narrowly|overwhelmingly)){0,2} $"
)


def places_of(
    draft: Draft, sentence: Sentence, speaker: Spoken | None, memory: Memory, setting: Setting
) -> Read[tuple[str, ...]]:
    """Return the places that a result is about, `speaker` being who tells it."""
    core = sentence.core
    said = speaker.saying.said if speaker else ()
    who = surname(speaker.who.value.who) if speaker and speaker.who.value else ""
    return (
        _own_place(draft, core)
        or _place_of_clause(draft, core, said)
        or _place_of_speaker(sentence, speaker, setting)
        or _carried_place(draft, core, memory, setting, who)
    )


def _own_place(draft: Draft, core: Marked) -> Read[tuple[str, ...]] | None:
    if draft.place is not None:
        named = places_in(core, core.text[draft.place.start : draft.place.stop])
        status = "stated" if draft.own_place else "carried"
        return _read_places(named, status, "place:of-the-frame")
    inside = [
        place
        for phrase in _IN.finditer(core.text, draft.start, draft.stop)
        for place in places_in(core, phrase.group())
    ]
    return _read_places(inside, "stated", "place:inside")


def _place_of_clause(
    draft: Draft, core: Marked, said: Sequence[Span]
) -> Read[tuple[str, ...]] | None:
    there = _THERE.search(core.text[: draft.stop + 6], draft.start)
    before_it = _ANY_PLACE.findall(core.text[: draft.start]) if there else []
    if before_it:
        return _read_places(places_in(core, before_it[-1]), "carried", "place:there")
    subject = _SUBJECT.search(core.text[max(0, draft.start - 80) : draft.start])
    if subject:
        return _read_places(places_in(core, subject["place"]), "stated", "place:subject")
    behind = _BEHIND_CLOSE.match(core.text, draft.stop)
    if behind:
        return _read_places(places_in(core, behind["place"]), "stated", "place:behind")
    before = [phrase.group() for phrase in _IN.finditer(core.text, 0, draft.start)]
    opens = bool(_IN.match(core.text))  # "In Luhansk, organisers said ..."
    for phrase in reversed(before):
        named = places_in(core, phrase)
        if named and ((phrase is before[0] and opens) or _is_within(named[0].span, said)):
            return _read_places(named, "stated", "place:in-front")
    return None


def _is_within(span: Span, parts: Sequence[Span]) -> bool:
    """Whether a place stands in what is said; where the speaker speaks is no place of the vote."""
    return not parts or any(part.start <= span.start < part.stop for part in parts)


_BEHIND_CLOSE = re.compile(r"(?:,? <D\d+>| nationwide)?,? (?P<place><I\d+>)")


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
    return _read_places(before, "carried", "place:of-the-speaker") if len(before) == 1 else None


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


def _without_article(words: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", words, flags=re.IGNORECASE)


def controller_of(draft: Draft, core: Marked, memory: Memory, speaker: str) -> Read[str]:
    """Return who is said to hold a place; a capital stands for its country.

    "It holds ..." in the mouth of a speaker means the speaker.
    """
    if draft.kind not in (*CONTROL_KINDS, "change") or draft.kind == "territory_share":
        return UNKNOWN
    if draft.controller is None:
        held = memory.controller
        return (
            Read(held.value, "carried", "controller:before", held.span) if held.value else UNKNOWN
        )
    words = draft.controller
    places = places_in(core, core.text[words.start : words.stop])
    span = core.story_span(words.start, words.stop)
    if places and _only_place(core, words):
        place = places[-1]
        parent = gazetteer()[place.name].parent if place.name in CAPITALS else ""
        return Read(parent or place.name, "stated", "controller:named", span)
    if is_pronoun(words.text) and speaker:
        return Read(_without_article(speaker), "carried", "controller:speaker", span)
    if is_pronoun(words.text):
        return UNKNOWN
    text = re.sub(
        r"^(?:(?:and|but|while|that|he|she|they|it) (?:said |says )?)?(?:the )?",
        "",
        words.text.strip(),
    )
    return Read(text.strip(), "stated", "controller:named", span)


CAPITALS = frozenset(
    {"Moscow", "Kyiv", "Ankara", "Baghdad", "Damascus", "Tbilisi", "Baku", "Chisinau", "Belgrade"}
)
"""Cities that reports name when they mean a government that holds land; our choice."""


_FORCES = re.compile(
    r"(?:^|\b)(?:the|forces|troops|army|military|government|officials|authorities|say|says|said"
    r"|they|it|that|have|has|and|but)\b"
)


def _only_place(core: Marked, words: Words) -> bool:
    """Whether nothing but a place and words such as "forces" names the controller."""
    text = MARK.sub("", core.expanded(words.start, words.stop))
    return not re.sub(r"[^a-z]", "", _FORCES.sub("", text.lower()))


def whole_of(draft: Draft, core: Marked, setting: Setting) -> Read[str]:
    """Return the place that a territory share is a share of."""
    if draft.whole is None:
        return UNKNOWN
    span = core.story_span(draft.whole.start, draft.whole.stop)
    places = places_in(core, core.text[draft.whole.start : draft.whole.stop])
    if places:
        return Read(places[-1].name, "stated", "whole:named", span)
    if setting.places.value and len(setting.places.value) == 1:
        return Read(setting.places.value[0], "carried", "whole:of-the-story", span)
    return UNKNOWN


def territory_of(draft: Draft, core: Marked, memory: Memory) -> Read[tuple[str, ...]]:
    """Return the places that together make up a share of a territory."""
    if draft.option is None:
        return memory.place_list
    words = core.text[draft.option.start : draft.option.stop]
    relative = _RELATIVE.search(words)
    named = places_in(core, relative["place"] if relative else words)
    found = _read_places(
        [place for place in named if place.form == "name"], "stated", "place:subject"
    )
    if found and not _THE_REGIONS.search(draft.option.text):
        return found
    listed = memory.place_list
    if listed.value:
        return Read(listed.value, "carried", "place:the-list-before", listed.span)
    return Read(None, "unknown")


# "Essequibo, a region that makes up ...": what stands before it is another matter.
_RELATIVE = re.compile(
    r"(?P<place><L\d+>)(?: <D\d+>)?(?:, (?:an? |the )?[\w -]{2,40})?,? (?:that|which)$"
)
_THE_REGIONS = re.compile(
    r"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Bb]oth|[Aa]ll|[Tt]hey)\b(?: \w+){0,2} ?(?:regions|areas"
    r"|territories|provinces|districts|republics|oblasts)?"
)
