"""The place that a sentence names in front of a number: its opening, its subject, what was won.

These forms hold whatever stands between the place and the number, as long as no other clause
begins; so they also reach numbers that no frame ties to a place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tallyscope.reading.frames.frame import Draft
from tallyscope.reading.gazetteer import PlaceWords, is_part_of
from tallyscope.reading.marking import Marked, places_in
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.places import KIND_OF_PLACE
from tallyscope.statement import Read, Span

_LIST = r"(?:<L\d+>|(?<=[a-z] )<I\d+>)(?:(?:, |,? and )(?:the )?<L\d+>){0,5}"
_NAMED = rf"(?P<place>{_LIST})"
_PART = (
    rf"(?:{KIND_OF_PLACE}|commission|officials|authorities|organi[sz]ers|administration|voters"
    r"|residents|people|east|west|north|south|centre|center|heart|half|halves|third|parts?"
    r"|suburbs|outskirts|rest|bulk|remainder|<P\d+>)"
)
_CLAUSE = r"(?:^|; (?:and |but |while )?|: |, (?:and|but|while) )"
# "In the eastern half of Baghdad 31 percent voted"; nobody may say anything in between.
_OPENING = Pattern(
    rf"{_CLAUSE}(?:(?:[Bb]ut|[Aa]nd|[Yy]et|[Oo]nly|[Ee]ven|[Aa]lso|[Jj]ust) )?"
    r"(?:[Ii]n|[Oo]n|[Aa]t|[Aa]long|[Aa]cross|[Aa]round|[Nn]ear|[Tt]hroughout|[Ii]nside) "
    rf"(?:the )?(?:[a-z-]+(?:'s)? ){{0,3}}(?:{_PART} (?:of|in) )?(?:the )?{_NAMED}(?!'s)"
)
# "The province of Buenos Aires, with 37 per cent of the electorate, gives X 50.8 per cent"
_SUBJECT = Pattern(
    rf"{_CLAUSE}(?:(?:[Bb]ut|[Aa]nd|[Yy]et|[Oo]nly|[Ee]ven|[Aa]lso|[Rr]ural|[Uu]rban) )?"
    r"(?:[Tt]he )?"
    rf"(?:(?:[a-z-]+ )?{_PART} (?:(?:of|in|for) (?:the )?)?)?{_NAMED}(?: {KIND_OF_PLACE})?"
    rf"(?! (?:said|says|told|claimed|claims|announced|accused|insisted)\b|'s(?! {_PART}\b))"
)
# They carried only the Gudauta district, where they had 58.3%, or take Jayanagar by 16 votes.
_WON = Pattern(
    r"\b(?:takes?|took|carried|carries|wins?|won|gains?|gained|holds?|held|keeps?|kept|captured"
    r"|captures|loses?|lost|flipped|swept|topped|retained|retains|riding of|seat of"
    r"|constituency of)"
    rf"(?: only| even| just)?(?: the)?(?: [a-z-]+){{0,3}} {_NAMED}"
    rf"(?: {KIND_OF_PLACE}| again| back)?(?:, [a-z][^,;:<]{{2,30}}(?=,))?"
    r",? (?:with|by|on|where)\b[^;:<]{0,60}(?:<C\d+>[^;:<]{0,30})?$"
)
_WHERE = Pattern(r"(?P<place><[LI]\d+>)(?:,? [a-z]+)?, where\b[^;:]{0,60}$")
_SAYS = Pattern(r"\b(?:said|says|told|announced|claimed|claims|reported|read out|that)\b")


NEAR = 80  # characters of the marked text; our choice: a clause


def read_places(
    places: Sequence[PlaceWords], status: str, rule: str
) -> Read[tuple[str, ...]] | None:
    """Return places that were read, or None if there are none."""
    if not places:
        return None
    names = tuple(dict.fromkeys(place.name for place in places))
    span = Span(places[0].span.start, places[-1].span.stop)
    return Read(names, "stated" if status == "stated" else "carried", rule, span)


def is_within(span: Span, parts: Sequence[Span]) -> bool:
    """Whether a place stands in what is said; where the speaker speaks is no place of the vote."""
    return not parts or any(part.start <= span.start < part.stop for part in parts)


def number_at(draft: Draft, core: Marked) -> int:
    """Return the offset of a draft's number in its sentence; of the draft if it has none."""
    found = core.text.find(f"<{draft.number.strip('<>')}>") if draft.number else -1
    return found if found >= 0 else draft.start


def place_beside(draft: Draft, core: Marked, whole: Sequence[str]) -> list[PlaceWords]:
    """Return the places that the clause of a number names as those where it was.

    Parameters
    ----------
    draft : Draft
    core : Marked
    whole : sequence of str
        The place of the story; a place that contains it is no part of it.
    """
    ahead = core.text[: number_at(draft, core)]
    if "<L" not in ahead and "<I" not in ahead:
        return []
    found = _WHERE.search(ahead) or _WON.search(ahead)
    for pattern in (_OPENING, _SUBJECT):
        if found is None:
            matches = [match for match in pattern.finditer(ahead) if _reaches(ahead, match)]
            found = matches[-1] if matches else None
    named = places_in(core, found["place"]) if found else []
    return [] if any(is_part_of(one, place.name) for place in named for one in whole) else named


def _reaches(ahead: str, match: re.Match[str]) -> bool:
    """Whether the clause of a place goes on to the number."""
    between = ahead[match.end() :]
    return not re.search(r"[;:]|, (?:and|but|while|as) ", between) and not _SAYS.search(between)
