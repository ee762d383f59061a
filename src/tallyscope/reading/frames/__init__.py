"""The frames, in the order in which they may claim a number, and how they are applied."""

from __future__ import annotations

import re
from collections.abc import Sequence

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


def find_drafts(marked: Marked, before: Sequence[Draft] = ()) -> list[Draft]:
    """Return the drafts of one sentence whose phrases are marked, in the order of its numbers.

    Parameters
    ----------
    marked : Marked
    before : sequence of Draft
        The drafts of the sentence before, for numbers that lean on one of them.
    """
    claimed = _by_frames(marked)
    without_number = [draft for draft in claimed.values() if draft.mention is None]
    without_number += participation.numbers_within(marked)
    found: list[Draft] = []
    begin = 0
    numbers = list(_NUMBER.finditer(marked.text))
    for i, number in enumerate(numbers):
        draft = claimed.get(number.group())
        if draft is None or draft.inherits:
            draft = _by_links(marked, found, before, begin, number) or draft
        if draft is not None:
            found.append(draft)
            after = numbers[i + 1].start() if i + 1 < len(numbers) else len(marked.text)
            begin = draft.stop if number.end() <= draft.stop <= after else number.end()
    return sorted([*without_number, *found], key=lambda draft: draft.start)


def _by_frames(marked: Marked) -> dict[str, Draft]:
    claimed: dict[str, Draft] = {}
    for frame in FRAMES:
        if not frame.needs.search(marked.low):
            continue
        for draft in frame.find(marked):
            key = draft.number if draft.mention else f"words at {draft.start}"
            claimed.setdefault(key, draft)
    return claimed


def _by_links(
    marked: Marked,
    found: Sequence[Draft],
    before: Sequence[Draft],
    begin: int,
    number: re.Match[str],
) -> Draft | None:
    """The draft of a number that leans on one before it: in its sentence, or the sentence before."""
    for link in LINKS:
        for leader in link.leaders(found, before):
            draft = link.follow(marked, leader, begin, number)
            if draft is not None:
                return draft
    return None
