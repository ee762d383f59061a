"""Names told apart from the place in front of them: "In Helsinki Haavisto leads"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from tallyscope.reading.gazetteer import PlaceWords
from tallyscope.reading.names import NameWords
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.places import FIRST_WORDS_OF_PLACES, ONLY_KIND, TITLED
from tallyscope.statement import Span


def apart_from_places(
    text: str, names: Sequence[NameWords], places: Sequence[PlaceWords]
) -> list[NameWords]:
    """Return names without a place in front: "In Helsinki Haavisto leads" names two things.

    What is left must be a name that the story also writes alone, in capitals, or have a title; a
    place that is not known must not be told as part of that name elsewhere.
    """
    known = {(place.span.start, place.span.stop) for place in places if place.form == "name"}
    alone = {name.name for name in names}
    times = Counter(name.name for name in names)
    found = []
    for name in names:
        cut = 0
        if _IN.search(text[max(0, name.span.start - 8) : name.span.start]):
            acts = bool(_ACTS.match(text, name.span.stop))
            cut = _place_in_front(name, known, alone, once=times[name.name] == 1, acts=acts)
        if cut:
            words, front = name.name, Span(name.span.start, name.span.start + cut - 1)
            if (front.start, front.stop) not in known:
                found.append(NameWords(front, words[: cut - 1], body=False))
            name = replace(name, span=Span(front.stop + 1, name.span.stop), name=words[cut:])
        found.append(name)
    return found


def _place_in_front(
    name: NameWords,
    known: Collection[tuple[int, int]],
    alone: Collection[str],
    *,
    once: bool,
    acts: bool,
) -> int:
    """Where within a name another one begins behind the place in front of it; 0 if nowhere."""
    # where a word with a capital begins: "Michele de Pascale" are two names
    spaces = [
        at
        for at, letter in enumerate(name.name)
        if letter == " " and not name.name[at + 1].islower()
    ]
    for space in spaces:
        rest = name.name[space + 1 :]
        front = _KIND_BEHIND.sub("", name.name[:space])
        is_known = (name.span.start, name.span.start + len(front)) in known
        is_name = (
            rest in alone
            or rest.isupper()
            or TITLED.match(rest)
            or (is_known and acts and sum(at > space for at in spaces) < _NAMES_OF_A_PERSON)
        )
        if not is_name or ONLY_KIND.fullmatch(rest) or rest in _COMPASS:
            continue
        if is_known or (once and not FIRST_WORDS_OF_PLACES.fullmatch(front)):
            return space + 1
    if acts and once and len(spaces) > 1 and name.name[: spaces[-2]] not in _COMPASS:
        return spaces[-2] + 1  # a person's two names: "In Glasgow Pollok Ann Lee won"
    return 0


_NAMES_OF_A_PERSON = 2
_COMPASS = frozenset({"North", "South", "East", "West", "Central", "Centre", "New", "Old", "Upper"})
_ACTS = Pattern(
    r"(?: of (?:the )?[A-Z][\w'-]+(?: (?:of |for |and )?[A-Z][\w'-]+){0,5}| \([^()]{1,30}\))?"
    r" (?:was|is|has|had|won|wins|took|takes|got|gets|beat|beats|held|came|led|leads|lost|polled"
    r"|received|defeated|trailed|trails|scored|secured|unseated|ousted|kept|keeps|retained)\b"
)
_KIND_BEHIND = Pattern(r" (?:Province|State|County|Region|District|City|Oblast|Governorate)$")
_IN = Pattern(r"\b[Ii]n (?:the )?$")
