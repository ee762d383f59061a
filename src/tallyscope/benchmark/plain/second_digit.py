"""Second digits as plain loops, straight from the formulas."""

from __future__ import annotations

import math
from collections import Counter

from tallyscope.methods.second_digit import DRAWS, MIN_COUNT, MIN_REGISTERED, SPREAD
from tallyscope.stats.randomness import stream
from tallyscope.tally import Tally


def work(tally: Tally) -> list[float]:
    """Return the mean second digit of the winner's votes and the mean of redrawn counts."""
    registered = tally.counts("registered").tolist()
    votes = tally.votes_for().tolist()
    counts = [
        v for v, r in zip(votes, registered, strict=True) if r >= MIN_REGISTERED and v >= MIN_COUNT
    ]
    rng = stream(0, "plain")
    redrawn: Counter[int] = Counter()
    for _ in range(DRAWS):
        for count in counts:
            drawn = max(round(count * math.exp(SPREAD * rng.standard_normal())), MIN_COUNT)
            redrawn[int(str(drawn)[1])] += 1
    expected = sum(digit * times for digit, times in redrawn.items()) / redrawn.total()
    return [sum(int(str(count)[1]) for count in counts) / len(counts), expected]
