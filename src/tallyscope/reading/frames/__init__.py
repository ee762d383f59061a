"""The frames, in the order in which they may claim a number, and how they are applied."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from tallyscope.reading.frames import (
    beside,
    chosen,
    counted,
    cues,
    cues_of_people,
    electorate,
    gained,
    ground,
    held,
    margins,
    pairs,
    prizes,
    sides,
    territory,
    thresholds,
    turnout,
    unused,
    votes,
)
from tallyscope.reading.frames.frame import Draft, Frame
from tallyscope.reading.frames.link import Link
from tallyscope.reading.frames.links import LINKS
from tallyscope.reading.frames.within import numbers_within
from tallyscope.reading.marking import Marked
from tallyscope.reading.pattern import Pattern, Sieve

# Numbers that only look like results first, so that no result claims them.
FRAMES: tuple[Frame, ...] = (
    *cues.ROWS,
    *counted.FRAMES,
    *thresholds.FRAMES,
    *prizes.FRAMES,
    *margins.FRAMES,
    *unused.FRAMES,
    *electorate.FRAMES,
    *turnout.FRAMES,
    *territory.FRAMES,
    *ground.FRAMES,
    *held.FRAMES,
    *sides.FRAMES,
    *votes.FRAMES,
    *chosen.FRAMES,
    *gained.FRAMES,
)
# Wide forms of words, for numbers that nothing else claims.
_WIDE = (*cues.FRAMES, *cues_of_people.FRAMES, *beside.FRAMES, *pairs.FRAMES)
LATE: tuple[Frame, ...] = (*ground.LATE, *_WIDE)

Which = Literal["all", "late", "late on land"]
_NUMBER = Pattern(r"<[PNXR]\d+>")

__all__ = ["FRAMES", "LATE", "LINKS", "Draft", "Frame", "Link", "find_drafts"]


def find_drafts(
    marked: Marked,
    before: Sequence[Draft] = (),
    far: Sequence[Draft] = (),
    *,
    on_land: bool = True,
) -> list[Draft]:
    """Return the drafts of one sentence whose phrases are marked, in order.

    Parameters
    ----------
    marked : Marked
    before : sequence of Draft
        The drafts of the sentence before, for numbers that lean on one of them.
    far : sequence of Draft
        Those of the paragraph before.
    on_land : bool
        Whether the story has said who holds land, so that "X has P" may be a share of it.
    """
    claimed = _by_frames(marked, "all")
    late: dict[str, Draft] | None = None
    others = [draft for draft in claimed.values() if draft.mention is None]
    others += numbers_within(marked)
    found: list[Draft] = []
    begin = 0
    numbers = list(_NUMBER.finditer(marked.text))
    ends = [number.start() for number in numbers[1:]] + [len(marked.text)]
    for number, after in zip(numbers, ends, strict=False):
        draft = claimed.get(number.group())
        if (
            draft is None
            and late
            and found
            and _is_of_one_match(late.get(number.group()), found[-1])
        ):
            draft = late[number.group()]
        elif draft is None or draft.leans:
            draft = _by_links(marked, found, before, far, begin, number) or draft
        if draft is None:
            late = (
                _by_frames(marked, "late on land" if on_land else "late") if late is None else late
            )
            draft = late.get(number.group())
        if draft is not None:
            found.append(draft)
            begin = draft.stop if number.end() <= draft.stop <= after else number.end()
    return sorted([*others, *found], key=lambda draft: draft.start)


def _is_of_one_match(draft: Draft | None, before: Draft) -> bool:
    """Whether two numbers are the two of one pair that a late frame found."""
    return draft is not None and (draft.frame, draft.start) == (before.frame, before.start)


def _by_frames(marked: Marked, which: Which) -> dict[str, Draft]:
    """The draft of each number, by its mark: that of the first frame that claims it."""
    claimed: dict[str, Draft] = {}
    for frame in _LISTS[which].passing(marked.low):
        for draft in frame.find(marked):
            where = draft.place.start if draft.place else draft.start
            claimed.setdefault(draft.number or f"words about {where}", draft)
    return claimed


def _sieve(*frames: Frame) -> Sieve[Frame]:
    return Sieve((frame.pattern, frame) for frame in frames)


_LISTS: Mapping[Which, Sieve[Frame]] = {
    "all": _sieve(*FRAMES),
    "late": _sieve(*_WIDE),
    "late on land": _sieve(*LATE),
}


def _by_links(
    marked: Marked,
    found: Sequence[Draft],
    before: Sequence[Draft],
    far: Sequence[Draft],
    begin: int,
    number: re.Match[str],
) -> Draft | None:
    """The draft of a number that leans on one before it, in its sentence or the one before."""
    if not (found or before or far):
        return None
    for link in LINKS:
        for leader in link.leaders(found, before, far):
            draft = link.follow(marked, leader, begin, number)
            if draft is not None:
                return draft
    return None
