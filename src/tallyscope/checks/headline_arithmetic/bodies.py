"""Which numbers may be held against each other, the safest ground first.

Numbers of a pack are about one vote. Those of a story are read from sentences: a place may be told
of two questions, of a district, of an earlier vote. So a contradiction counts as one of the story
only if it stands in one passage and comes from one speaker; what is further apart is told, and not
judged. Where the story gives several numbers for one thing, all of them join the passage, to be
tried in turn. Options that may be two names of one thing are never added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tallyscope.evidence.claims import Claim
from tallyscope.evidence.contests import AnnouncedContest
from tallyscope.evidence.options import sort_of

PASSAGE = 400  # our choice: characters; two or three sentences of news

Ground = Literal["announcement", "passage", "story and announcement", "story"]


@dataclass(frozen=True)
class Body:
    """Numbers that are taken as one result, and where they stand together."""

    ground: Ground
    claims: tuple[Claim, ...]


def bodies(contest: AnnouncedContest) -> list[Body]:
    """Return the sets of final numbers to look at, the safest ground first, the largest last."""
    rows = [claim for claim in contest.final if claim.row is not None]
    told = [claim for claim in contest.final if claim.row is None]
    found = [Body("announcement", tuple(rows))] if rows else []
    found += [Body("passage", claims) for claims in _passages(told)]
    found.append(Body("story and announcement" if rows else "story", contest.final))
    return [Body(body.ground, apart) for body in found for apart in _apart(body.claims)]


def _passages(told: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    """Return the longest runs of one speaker's numbers that fit into a passage."""
    runs: list[tuple[Claim, ...]] = []
    for origin in dict.fromkeys(claim.origin for claim in told):
        own = [claim for claim in told if claim.origin == origin]
        for first in range(len(own)):
            start = _start(own[first])
            run = tuple(claim for claim in own[first:] if _stop(claim) - start <= PASSAGE)
            if not any(set(map(id, run)) <= set(map(id, other)) for other in runs):
                runs.append(run)
    return [_with_alternatives(run, told) for run in runs]


def _with_alternatives(run: Sequence[Claim], told: Sequence[Claim]) -> tuple[Claim, ...]:
    """Add what the story says elsewhere about the same things."""
    things = {(claim.measure, claim.option) for claim in run}
    return tuple(claim for claim in told if claim in run or (claim.measure, claim.option) in things)


def _start(claim: Claim) -> int:
    assert claim.statement is not None  # a number of the story
    return claim.statement.span.start


def _stop(claim: Claim) -> int:
    assert claim.statement is not None  # a number of the story
    return claim.statement.span.stop


def _apart(claims: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    """Split claims so that all options of one part surely exclude each other.

    Answers go together, and so do names with all others; each option in open words stands alone.
    A name with votes only and one with a share only may be a candidate and the party that stands
    behind: they do not exclude each other. Numbers without an option belong to every part.
    """
    parts: dict[str, set[str]] = {}
    for option in dict.fromkeys(claim.option for claim in claims if claim.option):
        sort = sort_of(option)
        key = option if sort == "open" else "name" if sort == "others" else sort
        parts.setdefault(key, set()).add(option)
    return [
        tuple(claim for claim in claims if not claim.option or claim.option in options)
        for key, names in parts.items()
        for options in (_exclusive(names, claims) if key == "name" else [names])
    ] or [tuple(claims)]


def _exclusive(names: set[str], claims: Sequence[Claim]) -> list[set[str]]:
    told = {
        name: {claim.measure for claim in claims if claim.option == name} & {"votes", "share"}
        for name in names
    }
    by_votes = {name for name in names if told[name] != {"share"}}
    by_share = {name for name in names if told[name] != {"votes"}}
    return [names] if names in (by_votes, by_share) else [by_votes, by_share]
