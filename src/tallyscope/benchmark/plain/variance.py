"""Differences within districts as plain loops, straight from the formulas."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from scipy.special import gammainc

from tallyscope.benchmark.plain.resampling import districts
from tallyscope.methods.variance import ALIKE_P, FLOOR, MIN_COMPARED, MIN_REGISTERED, SURELY_P
from tallyscope.stats.dispersion import CORES
from tallyscope.tally import Tally

Ints = Sequence[int]
Group = tuple[int, float, float, float, float]

LEAST_VARIANCE = 5


def rate_of(units: Sequence[tuple[int, int]]) -> float:
    """Return the rate of all units together."""
    return sum(v for v, _ in units) / max(sum(n for _, n in units), 1)


def group(units: Sequence[tuple[int, int]]) -> Group | None:
    """Return units compared, rate, X^2, X^2 with half a vote more, and extra spread of one group.

    Parameters
    ----------
    units : sequence of (part, whole)
    """
    p = rate_of(units)
    kept = [(v, n) for v, n in units if n * p * (1 - p) >= LEAST_VARIANCE]
    if len(kept) < 2:
        return None
    p, total = rate_of(kept), sum(n for _, n in kept)
    if p in (0.0, 1.0):
        return None
    finite = (total - 1) / total
    chi_square = finite * sum((v - n * p) ** 2 / (n * p * (1 - p)) for v, n in kept)
    at_most = finite * sum((abs(v - n * p) + 0.5) ** 2 / (n * p * (1 - p)) for v, n in kept)
    room = max(total - sum(n * n for _, n in kept) / total, 1.0)
    extra = max(p * (1 - p) * (chi_square - (len(kept) - 1)) / room, 0.0) ** 0.5
    return len(kept), p, chi_square, at_most, extra


def by_place(part: Ints, whole: Ints, place: Ints) -> dict[int, Group]:
    """Return the same for every place that has two units to compare."""
    units = defaultdict(list)
    for v, n, g in zip(part, whole, place, strict=True):
        units[g].append((v, n))
    found = {g: group(inside) for g, inside in units.items()}
    return {g: one for g, one in found.items() if one is not None}


def core_chance(units: Sequence[tuple[int, int]]) -> float:
    """Return the bound for the chance that so many units of one district are so much alike."""
    p = rate_of(units)
    kept = [(v, n) for v, n in units if n * p * (1 - p) >= LEAST_VARIANCE]
    kept.sort(key=lambda unit: (unit[0] / unit[1], unit[1]))
    k, smallest = len(kept), 1.0
    for share in CORES:
        m = math.ceil(share * k)
        for first in range(k - m + 1 if m >= MIN_COMPARED else 0):
            run = kept[first : first + m]
            q, total = rate_of(run), sum(n for _, n in run)
            if q in (0.0, 1.0):
                continue
            apart = (total - 1) / total * sum((v - n * q) ** 2 / (n * q * (1 - q)) for v, n in run)
            half_votes = sum(0.25 / (n * q * (1 - q)) for _, n in run)
            at_most = (math.sqrt(apart) + math.sqrt(half_votes)) ** 2
            tail = float(gammainc((m - 1) / 2, at_most / (2 * FLOOR)))
            smallest = min(smallest, len(CORES) * math.comb(k, m) * tail)
    return max(smallest, 1e-300)


def work(tally: Tally) -> list[float]:
    """Return the number of districts too alike by Holm's 0.05, by Holm's 0.01, and by q-values."""
    valid, votes, registered = tally.counts("valid"), tally.votes_for(), tally.counts("registered")
    came = tally.counts("ballots")
    used = (valid > 0) & (registered >= MIN_REGISTERED) & (votes <= valid) & (came <= registered)
    place = districts(tally)[used].tolist()
    tests = []
    for part, whole in ((votes, valid), (came, registered)):
        columns = part[used].tolist(), whole[used].tolist(), place
        enough = {g for g, one in by_place(*columns).items() if one[0] >= MIN_COMPARED}
        units = defaultdict(list)
        for v, n, g in zip(*columns, strict=True):
            units[g].append((v, n))
        tests += [(core_chance(units[g]), g) for g in enough]
    tests.sort()
    counts = []
    for level in (ALIKE_P, SURELY_P):
        rejected = set()
        for i, (p, g) in enumerate(tests):
            if p * (len(tests) - i) > level:
                break
            rejected.add(g)
        counts.append(len(rejected))
    last = max((i for i, (p, _) in enumerate(tests) if p * len(tests) <= ALIKE_P * (i + 1)), default=-1)  # fmt: skip # noqa: E501
    return [counts[0], counts[1], len({g for _, g in tests[: last + 1]})]
