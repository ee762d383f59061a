"""Units beside their neighbours as plain loops, straight from the formulas."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from tallyscope.benchmark.plain.fingerprint import MAD_TO_SD
from tallyscope.methods.neighbours import (
    FAR,
    FULL,
    MIN_GROUP,
    MIN_REGISTERED,
    SHORT_LIST,
)
from tallyscope.stats.joint_residuals import SHRINK_UNITS
from tallyscope.tally import Tally

Ints = Sequence[int]
Rate = tuple[int, int]


def logarithm_of_odds(part: int, whole: int) -> float:
    """Return log((part + 1/2) / (whole - part + 1/2))."""
    return math.log((part + 0.5) / (whole - part + 0.5))


def standardised_rates(rates: Sequence[Rate], group: Sequence[object]) -> list[float]:
    """Return each rate's log odds less those usual in its group, in spreads of the group."""
    members: defaultdict[object, list[int]] = defaultdict(list)
    for i, g in enumerate(group):
        members[g].append(i)
    odds = [logarithm_of_odds(*rate) for rate in rates]
    gap, noise = [0.0] * len(rates), [0.0] * len(rates)
    for inside in members.values():
        middle = median(odds[i] for i in inside)
        usual = min(max(1 / (1 + math.exp(-middle)), 0.01), 0.99)
        for i in inside:
            gap[i] = odds[i] - middle
            noise[i] = 1 / (rates[i][1] * usual * (1 - usual))
    everywhere = (MAD_TO_SD * median(map(abs, gap))) ** 2
    z = [0.0] * len(rates)
    for inside in members.values():
        inner = median(gap[i] for i in inside)
        own = (MAD_TO_SD * median(abs(gap[i] - inner) for i in inside)) ** 2
        spread = (len(inside) * own + SHRINK_UNITS * everywhere) / (len(inside) + SHRINK_UNITS)
        between = max(spread - median(noise[i] for i in inside), 0.0)
        for i in inside:
            z[i] = gap[i] / math.sqrt(between + noise[i])
    return z


def same_direction(first: float, second: float) -> float:
    """Return the smaller distance with the common sign; 0 where they disagree."""
    if first * second <= 0:
        return 0.0
    return math.copysign(min(abs(first), abs(second)), first)


def threshold(directions: Sequence[float], level: float, least: float) -> float:
    """Return the smallest value from which on few enough lie mirrored below; else infinity."""
    for start in sorted(value for value in directions if value >= least):
        above = sum(value >= start for value in directions)
        below = sum(value <= -start for value in directions)
        if 1 + below <= level * above:
            return start
    return math.inf


def directions(tally: Tally) -> list[float]:
    """Return the direction of every used unit, in the order of the tally."""
    came, registered = tally.counts("ballots").tolist(), tally.counts("registered").tolist()
    votes, valid = tally.votes_for().tolist(), tally.counts("valid").tolist()
    place = tally.groups(tally.levels[-1])[1].tolist()
    kinds = tally.units["kind"].to_list() if "kind" in tally.units.columns else [""] * len(tally)
    sound = [
        n > 0 and v <= n and r >= MIN_REGISTERED and c <= r
        for c, r, v, n in zip(came, registered, votes, valid, strict=True)
    ]
    lists: defaultdict[int, list[int]] = defaultdict(list)
    for r, g in zip(registered, place, strict=True):
        lists[g].append(r)
    usual = {g: median(inside) for g, inside in lists.items()}
    left = [
        i
        for i, good in enumerate(sound)
        if good
        and not (came[i] >= FULL * registered[i] and registered[i] < SHORT_LIST * usual[place[i]])
    ]
    size: defaultdict[tuple[int, str], int] = defaultdict(int)
    for i in left:
        size[place[i], kinds[i]] += 1
    kept = [i for i in left if size[place[i], kinds[i]] >= MIN_GROUP]
    group = [(place[i], kinds[i]) for i in kept]
    turnout = standardised_rates([(came[i], registered[i]) for i in kept], group)
    share = standardised_rates([(votes[i], valid[i]) for i in kept], group)
    return [same_direction(a, b) for a, b in zip(turnout, share, strict=True)]


def work(tally: Tally) -> list[float]:
    """Return units far above less units far below per 10,000, and both numbers."""
    found = directions(tally)
    above = sum(value >= FAR for value in found)
    below = sum(value <= -FAR for value in found)
    return [1e4 * (above - below) / len(found), above, below]
