"""Land: what whole a place is a share of, which places make up a share, and who holds them."""

from __future__ import annotations

import re
from dataclasses import replace

from tallyscope.reading.frames.frame import Draft, Words
from tallyscope.reading.gazetteer import PlaceWords, gazetteer
from tallyscope.reading.marking import MARK, Marked, names_in, places_in
from tallyscope.reading.memory import UNKNOWN, Memory
from tallyscope.reading.options import is_pronoun
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.places import KIND_OF_PLACE
from tallyscope.reading.places_beside import read_places
from tallyscope.reading.setting import Setting
from tallyscope.reading.speakers import Spoken
from tallyscope.statement import Read, Span


def _without_article(words: str) -> str:
    return re.sub(r"^(?:the|a|an) ", "", words, flags=re.IGNORECASE)


def controller_of(draft: Draft, core: Marked, memory: Memory, spoken: Spoken | None) -> Read[str]:
    """Return who is said to hold a place; a capital stands for its country.

    "It holds ..." in the mouth of a speaker means the speaker.
    """
    may_be = draft.kind == "change" or draft.of_land
    if not may_be or draft.kind == "territory_share":
        return UNKNOWN
    if draft.controller is None:
        return _before(memory)
    words = _holder(draft.controller, core)
    places = places_in(core, core.text[words.start : words.stop])
    span = core.story_span(words.start, words.stop)
    if places and _only_place(core, words):
        place = places[-1]
        parent = gazetteer()[place.name].parent if place.name in CAPITALS else ""
        return Read(parent or place.name, "stated", "controller:named", span)
    if is_pronoun(words.text) or _POSSESSIVE.match(words.text):
        return _meant(words, core, spoken) or (
            _before(memory) if is_pronoun(words.text) else _named(words, span)
        )
    if _AGAIN.fullmatch(words.text.strip()):
        before = _before(memory)
        return before if before.value else replace(_named(words, span), status="inferred")
    return _named(words, span)


# Words for a holder that was named before: "The group holds about 90 per cent of Rakhine".
_AGAIN = Pattern(r"(?:the )?(?:group|movement|alliance|organi[sz]ation)", re.IGNORECASE)


def _before(memory: Memory) -> Read[str]:
    """Who held the place that was spoken of before."""
    held = memory.controller
    return replace(held, status="carried", rule="controller:before") if held.value else UNKNOWN


def _meant(words: Words, core: Marked, spoken: Spoken | None) -> Read[str] | None:
    """Whom "it" or "its soldiers" means behind a speaker: the speaker, or the speaker's place."""
    if spoken is None or spoken.saying.who_span.start >= core.at(words.start):
        return None
    span = core.story_span(words.start, words.stop)
    if is_pronoun(words.text):
        return Read(_without_article(spoken.saying.who), "carried", "controller:speaker", span)
    owner = _place_within(core, spoken.saying.who_span)
    return Read(owner, "carried", "controller:of-the-speaker", span) if owner else None


def _named(words: Words, span: Span) -> Read[str]:
    text = re.sub(
        r"^(?:(?:and|but|while|that|he|she|they|it) (?:said |says )?)?(?:[Tt]he )?",
        "",
        words.text.strip(),
    )
    text = _ATTRIBUTE.sub(r"\1s", text.strip())
    return Read(text, "stated", "controller:named", span)


_ATTRIBUTE = Pattern(
    r"^(rebel|insurgent|separatist|militant|jihadist|loyalist)$"
)  # "rebel control"


_POSSESSIVE = Pattern(r"(?:its|their|his|our) ")  # "Ukraine's general staff says its soldiers"


def _place_within(core: Marked, who: Span) -> str:
    """The place that the words for a speaker name."""
    found = (one for one in core.found.values() if isinstance(one, PlaceWords))
    return next((one.name for one in found if who.start <= one.span.start < who.stop), "")


_LED = Pattern(r"<[GLA]\d+>-$")  # "Kurdish-" in front of "led forces"
_SOMEWHERE = Pattern(
    r"(?:before|after|since|until) (?:the |this )?[a-z]+,? (?=they\b|it\b|the |<)"
    r"|[^,]*\bthat (?=<|the |they\b|it\b|its |their )|(?:near|along|in|around|at|on"
    r"|from)\b[^,]*<[LI]\d+>,? (?=the |<)",
    re.IGNORECASE,
)


def _holder(words: Words, core: Marked) -> Words:
    """The words for who holds a place: all of "Kurdish-led forces", not where they do it."""
    led = _LED.search(core.text, 0, words.start)
    where = _SOMEWHERE.match(core.text, words.start, words.stop)
    start = led.start() if led else where.end() if where else words.start
    return Words(start, words.stop, core.words(start, words.stop))


CAPITALS = frozenset(
    {"Moscow", "Kyiv", "Ankara", "Baghdad", "Damascus", "Tbilisi", "Baku", "Chisinau", "Belgrade"}
)
"""Cities that reports name when they mean a government that holds land; our choice."""


_FORCES = Pattern(
    r"(?:^|\b)(?:the|forces|troops|army|military|government|officials|authorities|say|says|said"
    r"|they|it|that|have|has|and|but)\b"
)


def _only_place(core: Marked, words: Words) -> bool:
    """Whether nothing but a place and words such as "forces" names the controller."""
    text = MARK.sub("", core.expanded(words.start, words.stop))
    return not re.sub(r"[^a-z]", "", _FORCES.sub("", text.lower()))


def whole_of(draft: Draft, core: Marked, memory: Memory, setting: Setting) -> Read[str]:
    """Return the place that a territory share is a share of."""
    if draft.kind != "territory_share":
        return UNKNOWN
    if draft.whole is None:
        return memory.whole
    span = core.story_span(draft.whole.start, draft.whole.stop)
    places = places_in(core, core.text[draft.whole.start : draft.whole.stop])
    if places:
        return Read(places[-1].name, "stated", "whole:named", span)
    if is_pronoun(draft.whole.text) and memory.topic and memory.topic.form == "name":
        return Read(memory.topic.name, "carried", "whole:the-place-before", memory.topic.span)
    if setting.places.value and len(setting.places.value) == 1:
        return Read(setting.places.value[0], "carried", "whole:of-the-story", span)
    return UNKNOWN


def territory_of(
    draft: Draft, core: Marked, memory: Memory, setting: Setting
) -> Read[tuple[str, ...]]:
    """Return the places that together make up a share of a territory."""
    if draft.option is None:
        return memory.place_list
    words = core.text[draft.option.start : draft.option.stop]
    relative = _RELATIVE.search(words)
    named = places_in(core, relative["place"] if relative else words)
    found = read_places(
        [place for place in named if place.form == "name"], "stated", "place:subject"
    )
    if found and not _THE_REGIONS.search(draft.option.text):
        return found
    if _IT.search(draft.option.text) and memory.last_places.value:
        return replace(memory.last_places, status="carried", rule="place:it")
    if _THE_REGION.search(draft.option.text):
        return memory.places if memory.places.value else setting.places
    own = names_in(core, draft.option.start, draft.option.stop)
    if own and not found and not _THE_REGIONS.search(draft.option.text):
        return Read((own[0].name,), "stated", "place:subject", own[0].span)
    listed = memory.place_list
    if listed.value:
        return Read(listed.value, "carried", "place:the-list-before", listed.span)
    return Read(None, "unknown")


# "Essequibo, a region that makes up ...": what stands before it is another matter.
_RELATIVE = Pattern(
    r"(?P<place><L\d+>)(?: <D\d+>)?(?:, (?:an? |the )?[\w -]{2,40})?,? (?:that|which)$"
)
_THE_REGIONS = Pattern(
    r"\b(?:(?:[Tt]he|[Tt]hese|[Tt]hose|[Bb]oth|[Aa]ll)\b(?: [\w-]+){0,2}? (?:regions|areas"
    r"|territories|provinces|districts|republics|oblasts)\b|[Tt]hey\b|[Bb]oth$|[Tt]ogether\b)"
)
_IT = Pattern(r"^\W*[Ii]t\b|[;,] it$")
_THE_REGION = Pattern(r"^\W*(?:[Tt]he (?:[a-z-]+ ){0,2}?" + KIND_OF_PLACE + r"|[Ii]t)\b(?! of)")
