"""Fives and zeros as plain loops, straight from the formulas."""

from __future__ import annotations

from tallyscope.methods.five_and_zero import MIN_COUNT, MIN_REGISTERED
from tallyscope.tally import Tally


def work(tally: Tally) -> list[float]:
    """Return the percentage of units whose winner's votes end in 0 or 5."""
    registered = tally.counts("registered").tolist()
    votes = tally.votes_for().tolist()
    ends = [
        str(v)[-1] in "05"
        for v, r in zip(votes, registered, strict=True)
        if r >= MIN_REGISTERED and v >= MIN_COUNT
    ]
    return [100 * sum(ends) / len(ends)]
