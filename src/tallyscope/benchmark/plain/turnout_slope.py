"""Slopes on turnout within districts as plain loops, straight from the formulas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from tallyscope.benchmark.plain.resampling import districts, weights_of_blocks
from tallyscope.methods.turnout_slope import DRAWS, MIN_REGISTERED
from tallyscope.tally import Tally

Ints = Sequence[int]
Parts = dict[int, tuple[float, float, float]]


def slope_parts(registered: Ints, came: Ints, votes: Ints, group: Ints) -> Parts:
    """Return, by group, the sums for turnout, for votes with turnout, and for fair votes.

    The noise of counting is taken off turnout and off votes with turnout.
    """
    members = defaultdict(list)
    for e, b, v, g in zip(registered, came, votes, group, strict=True):
        members[g].append((e, b, v))
    parts = {}
    for g, units in members.items():
        electorate = sum(e for e, _, _ in units)
        attended = sum(b for _, b, _ in units)
        share = sum(v for _, _, v in units)
        turnout = cross = 0.0
        for e, b, v in units:
            gap = b / e - attended / electorate
            chance = (1 - e / electorate) * e * (1 - b / e) / (e - 1)
            turnout += e * gap**2 - chance * b / e
            cross += e * gap * (v / e - share / electorate) - chance * v / e
        parts[g] = turnout, cross, turnout * share / attended
    return parts


def slope(parts: Parts, weight: Sequence[float] | None = None) -> tuple[float, float]:
    """Return the slope and the fair slope; a group counts `weight` times, once if None."""
    turnout = cross = fair = 0.0
    for g, (g_turnout, g_cross, g_fair) in parts.items():
        times = 1.0 if weight is None else weight[g]
        turnout += times * g_turnout
        cross += times * g_cross
        fair += times * g_fair
    return cross / turnout, fair / turnout


def work(tally: Tally) -> list[float]:
    """Return the slope of the choice and the ends of its interval."""
    came, registered, votes = tally.counts("ballots"), tally.counts("registered"), tally.votes_for()
    used = (came > 0) & (registered >= MIN_REGISTERED) & (came <= registered) & (votes <= came)
    district = districts(tally)[used].tolist()
    counts = [column[used].tolist() for column in (registered, came, votes)]
    parts = slope_parts(counts[0], counts[1], counts[2], district)
    weights = weights_of_blocks(max(district) + 1, DRAWS)
    low, high = np.quantile([slope(parts, weight)[0] for weight in weights], [0.025, 0.975])
    return [slope(parts)[0], float(low), float(high)]
