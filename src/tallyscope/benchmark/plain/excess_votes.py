"""The excess-votes curve as plain loops, straight from the formulas."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from tallyscope.benchmark.plain.resampling import districts, weights_of_blocks
from tallyscope.methods.excess_votes import DRAWS, MIN_REGISTERED
from tallyscope.tally import Tally

Ints = Sequence[int]

CELLS = range(100)


def excess_curve(leader: Sequence[float], others: Sequence[float], turnout: Ints) -> list[float]:
    """Return A(x0) for x0 = 0..99; NaN where no other ballots lie around x0.

    Parameters
    ----------
    leader, others : sequences of float
        The leader's votes and all other ballots.
    turnout : sequence of int
        Whole percent rounded down, 0..99.
    """
    in_cell: defaultdict[int, float] = defaultdict(float)
    others_in_cell: defaultdict[int, float] = defaultdict(float)
    for votes, rest, x in zip(leader, others, turnout, strict=True):
        in_cell[x] += votes
        others_in_cell[x] += rest
    curve = []
    for x0 in CELLS:
        around = [x for x in CELLS if abs(x - x0) <= 1]
        below = sum(others_in_cell[x] for x in around)
        if below == 0:
            curve.append(math.nan)
            continue
        k = sum(in_cell[x] for x in around) / below
        curve.append(sum(in_cell[x] - k * others_in_cell[x] for x in CELLS))
    return curve


def resampled_excess_curves(
    leader: Ints, others: Ints, turnout: Ints, block: Ints, weights: Iterable[Sequence[float]]
) -> list[list[float]]:
    """Return A(x0) for samples in which a block of units counts as often as its weight says."""
    return [
        excess_curve(
            [weight[b] * votes for votes, b in zip(leader, block, strict=True)],
            [weight[b] * rest for rest, b in zip(others, block, strict=True)],
            turnout,
        )
        for weight in weights
    ]


def work(tally: Tally) -> list[float]:
    """Return the national curve's value at its middle, and the ends of its interval there."""
    came, registered, votes = tally.counts("ballots"), tally.counts("registered"), tally.votes_for()
    used = (came > 0) & (registered >= MIN_REGISTERED) & (came <= registered) & (votes <= came)
    turnout = np.minimum(100 * came[used] // registered[used], 99)
    middle = int(np.median(turnout))
    leader, others, cell = votes[used].tolist(), (came - votes)[used].tolist(), turnout.tolist()
    district = districts(tally)[used].tolist()
    weights = weights_of_blocks(max(district) + 1, DRAWS)
    samples = resampled_excess_curves(leader, others, cell, district, weights)
    low, high = np.nanquantile([sample[middle] for sample in samples], [0.025, 0.975])
    return [excess_curve(leader, others, cell)[middle], float(low), float(high)]
