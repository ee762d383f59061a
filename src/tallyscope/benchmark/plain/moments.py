"""Skewness and kurtosis as plain loops, straight from the formulas."""

from __future__ import annotations

import math

from tallyscope.methods.moments import MIN_REGISTERED
from tallyscope.tally import Tally


def work(tally: Tally) -> list[float]:
    """Return skewness and kurtosis of turnout."""
    registered = tally.counts("registered").tolist()
    ballots = tally.counts("ballots").tolist()
    rates = [
        b / r for b, r in zip(ballots, registered, strict=True) if r >= MIN_REGISTERED and b > 0
    ]
    n = len(rates)
    mean = sum(rates) / n
    sd = math.sqrt(sum((rate - mean) ** 2 for rate in rates) / n)
    return [sum(((rate - mean) / sd) ** power for rate in rates) / n for power in (3, 4)]
