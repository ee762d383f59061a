"""Every way to understand the numbers of a contest before anything is called impossible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from math import prod

from tallyscope.evidence.claims import Claim, most_exact
from tallyscope.stats.announced import Announced, Count, Whole

MAX_VARIANTS = 64  # our choice: combinations of variants that are tried; packs have a few

_COUNTED: dict[str, Count] = {
    "registered": "registered",
    "ballots": "ballots",
    "valid": "valid",
    "invalid": "invalid",
    "absent": "absent",
    "votes": "votes",
    "share": "votes",
    "turnout": "ballots",
    "invalid_share": "invalid",
    "abstention": "absent",
}
_PER: dict[str, Whole] = {
    "turnout": "registered",
    "invalid_share": "ballots",
    "abstention": "registered",
}


@dataclass(frozen=True)
class Meaning:
    """What the words of a contest mean.

    Attributes
    ----------
    share_of : {"ballots", "valid"}
        What shares are shares of, where nobody says it.
    turnout_of : {"ballots", "valid"}
        What turnout counts.
    cut : bool
        Percentages were cut off, not rounded.
    """

    share_of: Whole
    turnout_of: Count
    cut: bool


MEANINGS = tuple(
    Meaning(share_of, turnout_of, cut)
    for cut in (False, True)
    for turnout_of in ("ballots", "valid")
    for share_of in ("ballots", "valid")
)


def readings(claims: Sequence[Claim]) -> list[list[Announced]]:
    """Return the claims under every meaning, in the order of `MEANINGS`."""
    return [[_announced(claim, meaning) for claim in claims] for meaning in MEANINGS]


def variants(claims: Sequence[Claim]) -> tuple[list[tuple[Claim, ...]], bool]:
    """Return every choice among numbers that are printed differently for the same thing.

    The story's numbers and those of the rows are alternatives among themselves, not to each other:
    a story that says something else than was announced is a contradiction. Where the story also
    gives a vague number ("about half"), the choice without any number is among them, since the
    exact one may be of something else. A number that another one gives more exactly is left out.

    Returns
    -------
    tuple of list and bool
        The choices, at most `MAX_VARIANTS`, and whether these are all.
    """
    choices = [_choices(group) for group in _same_things(claims)]
    combined = (
        most_exact([claim for group in choice for claim in group]) for choice in product(*choices)
    )
    return list(islice(combined, MAX_VARIANTS)), prod(map(len, choices)) <= MAX_VARIANTS


def _same_things(claims: Sequence[Claim]) -> list[list[Claim]]:
    """Group the claims that are printed for the same thing; an open denominator may be any."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        groups.setdefault((claim.row is None, claim.measure, claim.option), []).append(claim)
    same: list[list[Claim]] = []
    for group in groups.values():
        if any(not claim.of for claim in group):
            same.append(group)
            continue
        by_whole: dict[str, list[Claim]] = {}
        for claim in group:
            by_whole.setdefault(claim.of, []).append(claim)
        same.extend(by_whole.values())
    return same


def _choices(group: Sequence[Claim]) -> list[tuple[Claim, ...]]:
    exact = tuple(claim for claim in group if claim.range() is not None)
    choices: list[tuple[Claim, ...]] = [(claim,) for claim in exact]
    if _agree(exact):
        choices = [exact]
    return choices if len(exact) == len(group) else [*choices, ()]


def _agree(group: Sequence[Claim]) -> bool:
    """Say whether one number can be printed as all of these."""
    ranges = [bounds for claim in group if (bounds := claim.range()) is not None]
    highest = min((high for _, high in ranges if high is not None), default=None)
    lowest = max((low for low, _ in ranges), default=Fraction(0))
    return highest is None or lowest <= highest


def _announced(claim: Claim, meaning: Meaning) -> Announced:
    bounds = claim.range(cut=meaning.cut)
    assert bounds is not None  # vague claims were left out
    low, high = bounds
    count, per = _COUNTED[claim.measure], _PER.get(claim.measure, "")
    if claim.measure == "share":
        per = claim.of or meaning.share_of
    if claim.measure == "turnout":
        count = meaning.turnout_of
    return Announced(count, low, high, option=claim.option, per=per)
