"""Last digits as plain loops, straight from the formulas."""

from __future__ import annotations

from collections import Counter

from tallyscope.methods.last_digit import MIN_COUNT, MIN_REGISTERED
from tallyscope.tally import Tally


def work(tally: Tally) -> list[float]:
    """Return the mean last digit of the winner's votes and the chi-square of all ten."""
    registered = tally.counts("registered").tolist()
    votes = tally.votes_for().tolist()
    counts = [
        v for v, r in zip(votes, registered, strict=True) if r >= MIN_REGISTERED and v >= MIN_COUNT
    ]
    digits = [int(str(count)[-1]) for count in counts]
    found = Counter(digits)
    tenth = len(counts) / 10
    chi_square = sum((found[digit] - tenth) ** 2 / tenth for digit in range(10))
    return [sum(digits) / len(digits), chi_square]
