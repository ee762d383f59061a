"""The frames, in the order in which they may claim a number, and how they are applied."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tallyscope.reading.frames import counts, no_results, participation, shares, territory
from tallyscope.reading.frames.frame import Draft, Frame
from tallyscope.reading.frames.pairs import LINKS, Link
from tallyscope.reading.marking import Marked

# Numbers that only look like results first, so that no result claims them.
FRAMES: tuple[Frame, ...] = (
    *no_results.FRAMES,
    *participation.FRAMES,
    *territory.FRAMES,
    *counts.FRAMES,
    *shares.FRAMES,
)

_NUMBER = re.compile(r"<[PNXR]\d+>")

__all__ = ["FRAMES", "LINKS", "Draft", "Frame", "Link", "find_drafts"]


def find_drafts(marked: Marked, before: Draft | None = None) -> list[Draft]:
    """Return the drafts of one sentence whose phrases are marked, in the order of its numbers.

    Parameters
    ----------
    marked : Marked
    before : Draft or None
        The last draft of the sentence before, for numbers that lean on it.
    """
    claimed = _by_frames(marked)
    drafts = [draft for draft in claimed.values()]
    leaning = [draft for draft in drafts if draft.mention is None]
    last = before
    begin = 0
    found: list[Draft] = []
    for number in _NUMBER.finditer(marked.text):
        draft = claimed.get(number.group())
        if draft is None:
            draft = _by_links(marked, last, begin if last is not before else 0, number, last is before)
        if draft is None:
            continue
        found.append(draft)
        last, begin = draft, max(number.end(), draft.stop)
    return [*leaning, *found]


def _by_frames(marked: Marked) -> dict[str, Draft]:
    claimed: dict[str, Draft] = {}
    for frame in FRAMES:
        for draft in frame.find(marked):
            key = draft.number if draft.mention else f"words at {draft.start}"
            claimed.setdefault(key, draft)
    return claimed


def _by_links(
    marked: Marked, before: Draft | None, begin: int, number: re.Match[str], across: bool
) -> Draft | None:
    if before is None:
        return None
    links: Iterable[Link] = (link for link in LINKS if link.from_before or not across)
    return next(
        (draft for link in links if (draft := link.follow(marked, before, begin, number))), None
    )
