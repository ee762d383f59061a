"""Whole percentages as plain loops, straight from the formulas."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from tallyscope.methods.integer_percentages import MAX_PERCENT, MIN_REGISTERED
from tallyscope.tally import Counts, Tally

Ints = Sequence[int]

PERCENTAGES = range(101)


def is_whole(part: int, whole: int) -> bool:
    """Tell whether 100 part/whole lies within 0.05 of a whole percentage."""
    return any(20 * abs(100 * part - percent * whole) <= whole for percent in PERCENTAGES)


def whole_probability(part: int, whole: int) -> float:
    """Return the chance that Binomial(whole, part/whole) makes a whole percentage."""
    if part in (0, whole):
        return 1.0
    rate = part / whole
    total = 0.0
    for percent in PERCENTAGES:
        first = math.ceil((20 * percent - 1) * whole / 2000)
        last = math.floor((20 * percent + 1) * whole / 2000)
        for count in range(max(first, 0), min(last, whole) + 1):
            total += math.exp(
                math.lgamma(whole + 1)
                - math.lgamma(count + 1)
                - math.lgamma(whole - count + 1)
                + count * math.log(rate)
                + (whole - count) * math.log1p(-rate)
            )
    return min(total, 1.0)


def whole_percentages(
    votes: Ints, ballots: Ints, came: Ints, registered: Ints
) -> tuple[int, float, float]:
    """Count units at a whole share or a whole turnout, and what chance makes of them.

    Returns
    -------
    observed : int
    expected, sd : float
    """
    observed, expected, variance = 0, 0.0, 0.0
    for v, b, c, r in zip(votes, ballots, came, registered, strict=True):
        observed += is_whole(v, b) or is_whole(c, r)
        share, turnout = whole_probability(v, b), whole_probability(c, r)
        either = share + turnout - share * turnout
        expected += either
        variance += either * (1 - either)
    return observed, expected, math.sqrt(variance)


def drawn_whole_percentages(
    votes: Counts, ballots: Counts, came: Counts, registered: Counts, *, draws: int, seed: int
) -> tuple[float, float]:
    """Return mean and sd of the count of units at whole percentages over simulated elections.

    One election after another is drawn, as in the published analyses (Kobak, Shpilkin,
    Pshenichnikov 2016, with 1,000 draws), and forgotten: memory does not grow with the draws.

    Parameters
    ----------
    votes, ballots, came, registered : int64 arrays, shape (n,)
    draws, seed : int
    """
    rng = np.random.default_rng(seed)
    counts = np.empty(draws)
    for draw in range(draws):
        share = 100 * rng.binomial(ballots, votes / ballots) / ballots
        turnout = 100 * rng.binomial(registered, came / registered) / registered
        near = (np.abs(share - np.rint(share)) <= 0.05) | (
            np.abs(turnout - np.rint(turnout)) <= 0.05
        )
        counts[draw] = near.sum()
    return float(counts.mean()), float(counts.std())


def rates(tally: Tally) -> tuple[Counts, Counts, Counts, Counts]:
    """Return votes, ballots, issued and registered of the units that whole percentages look at."""
    votes, ballots = tally.votes_for(), tally.counts("ballots")
    came, registered = tally.counts("issued"), tally.counts("registered")
    used = (ballots > 0) & (registered >= MIN_REGISTERED)
    used &= (100 * votes <= MAX_PERCENT * ballots) & (100 * came <= MAX_PERCENT * registered)
    return votes[used], ballots[used], came[used], registered[used]


def work(tally: Tally) -> list[float]:
    """Return observed, expected and sd, from loops over units and counts."""
    return list(whole_percentages(*(column.tolist() for column in rates(tally))))
