"""Every way to understand the numbers of a contest before anything is called impossible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
    a story that says something else than was announced is a contradiction. A number that another
    one gives more exactly is left out of the choice.

    Returns
    -------
    tuple of list and bool
        The choices, at most `MAX_VARIANTS`, and whether these are all.
    """
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        thing = (claim.row is None, claim.measure, claim.option, claim.of)
        groups.setdefault(thing, []).append(claim)
    choices = [
        [tuple(group)] if _agree(group) else [(claim,) for claim in group]
        for group in groups.values()
    ]
    combined = (
        most_exact([claim for group in choice for claim in group]) for choice in product(*choices)
    )
    return list(islice(combined, MAX_VARIANTS)), prod(map(len, choices)) <= MAX_VARIANTS


def _agree(group: Sequence[Claim]) -> bool:
    """Say whether one number can be printed as all of these."""
    ranges = [bounds for claim in group if (bounds := claim.range()) is not None]
    highest = min((high for _, high in ranges if high is not None), default=None)
    return highest is None or max(low for low, _ in ranges) <= highest


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
