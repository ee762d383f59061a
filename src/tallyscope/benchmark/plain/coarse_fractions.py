"""Simple fractions as plain loops, straight from the formulas."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tallyscope.methods.coarse_fractions import MIN_NEIGHBOURS, MIN_REGISTERED
from tallyscope.stats.normal import NORMAL_95
from tallyscope.stats.poisson_binomial import upper_tail
from tallyscope.tally import Tally

Ints = Sequence[int]
Floats = npt.NDArray[np.float64]
Pair = tuple[int, int]

PRIOR = 4.0  # 1 / 0.5^2
NODES = ((2 / 3, 0.0), (1 / 6, math.sqrt(3)), (1 / 6, -math.sqrt(3)))


def fractions() -> list[Pair]:
    """Return the fractions between 0 and 1 with denominators up to ten, and the twentieths."""
    found: list[Pair] = []
    for b in (2, 3, 4, 5, 6, 7, 8, 9, 10, 20):
        for a in range(1, b):
            if math.gcd(a, b) == 1 and (a, b) not in found:
                found.append((a, b))
    return sorted(found, key=lambda pair: pair[0] / pair[1])


def close(part: int, whole: int, fraction: Pair, ten_thousandths: int) -> bool:
    """Tell whether part/whole lies that near to a fraction."""
    a, b = fraction
    return 10_000 * abs(b * part - a * whole) <= ten_thousandths * b * whole


def counts_beside(whole: int, fraction: Pair) -> list[tuple[float, bool, int]]:
    """Return place in -1..1, whether it is the fraction, and the count, of all counts near by."""
    a, b = fraction
    others = [other for other in [*fractions(), *((k, 100) for k in range(101))] if a * other[1] != b * other[0]]  # fmt: skip # noqa: E501
    found = []
    for count in range(int(whole * (a / b - 0.0096)), int(whole * (a / b + 0.0096)) + 2):
        if not (0 <= count <= whole and close(count, whole, fraction, 95)):
            continue
        hit = close(count, whole, fraction, 5)
        if hit or not any(close(count, whole, other, 5) for other in others):
            found.append(((count / whole - a / b) / 0.0095, hit, count))
    return found


Beside = list[tuple[float, bool, int]]
Units = list[tuple[Beside, float, bool]]


def neighbours(part: Ints, whole: Ints, fraction: Pair) -> Units:
    """Return, for each unit near the fraction, its possible counts, and its own place and kind."""
    units = []
    for v, n in zip(part, whole, strict=True):
        if close(v, n, fraction, 95):
            beside = counts_beside(n, fraction)
            own = [(x, hit) for x, hit, count in beside if count == v]
            if own:
                units.append((beside, *own[0]))
    return units


def fitted(units: Units) -> tuple[float, float, Floats]:
    """Return slope, bend and curvature, by Newton's method from the units beside the fraction."""
    slope = bend = 0.0
    curvature = np.diag([PRIOR, PRIOR])
    for _ in range(30):
        gradient = np.array([-PRIOR * slope, -PRIOR * bend])
        curvature = np.diag([PRIOR, PRIOR])
        for beside, own_x, own_hit in units:
            if own_hit:
                continue
            rest = [(x, math.exp(slope * x + bend * x * x)) for x, hit, _ in beside if not hit]
            total = sum(w for _, w in rest)
            moment = [sum(w * x**k for x, w in rest) / total for k in range(5)]
            mean = np.array(moment[1:3])
            square = np.array([[moment[2], moment[3]], [moment[3], moment[4]]])
            gradient += np.array([own_x, own_x**2]) - mean
            curvature += square - np.outer(mean, mean)
        step = np.linalg.solve(curvature, gradient)
        slope, bend = slope + float(step[0]), bend + float(step[1])
    return slope, bend, curvature


def chances(units: Units, slope: float, bend: float) -> tuple[list[float], Floats]:
    """Return each unit's chance of the fraction, and how their sum moves with slope and bend."""
    at_it, moved_by = [], np.zeros(2)
    for beside, _, _ in units:
        weights = [math.exp(slope * x + bend * x * x) for x, _, _ in beside]
        total = sum(weights)
        q = sum(w for w, (_, hit, _) in zip(weights, beside, strict=True) if hit) / total
        for k in (1, 2):
            moved_by[k - 1] += sum(
                (w / total) * x**k * (hit - q)
                for w, (x, hit, _) in zip(weights, beside, strict=True)
            )
        at_it.append(q)
    return at_it, moved_by


def compare(part: Ints, whole: Ints, fraction: Pair) -> tuple[int, int, float, float, float] | None:
    """Return neighbours, observed, expected, sd and p-value; None where there are too few."""
    units = neighbours(part, whole, fraction)
    can = any(hit for beside, _, _ in units for _, hit, _ in beside)
    if len(units) < MIN_NEIGHBOURS or not can:
        return None
    slope, bend, curvature = fitted(units)
    at_it, moved_by = chances(units, slope, bend)
    left_open = math.sqrt(float(moved_by @ np.linalg.solve(curvature, moved_by)))
    observed, expected = sum(hit for _, _, hit in units), sum(at_it)
    sd = math.sqrt(sum(q * (1 - q) for q in at_it) + left_open**2)
    p_value = 0.0
    for weight, node in NODES:
        moved = np.clip(np.array(at_it) * (1 + node * left_open / expected), 0, 1)
        p_value += weight * upper_tail(moved, observed)
    return len(units), observed, expected, sd, p_value


def redrawn_expectation(part: Ints, whole: Ints) -> list[float]:
    """Return the expected units by bins of 0.1 point if each is redrawn, every count summed."""
    bins = [0.0] * 1001
    for y, n in zip(part, whole, strict=True):
        for m in range(n + 1):
            log_chance = (
                math.lgamma(n + 1) - math.lgamma(m + 1) - math.lgamma(n - m + 1)
                + math.lgamma(m + y + 1) + math.lgamma(2 * n - m - y + 1) - math.lgamma(2 * n + 2)
                - math.lgamma(y + 1) - math.lgamma(n - y + 1) + math.lgamma(n + 2)
            )  # fmt: skip
            bins[(2000 * m + n) // (2 * n)] += math.exp(log_chance)
    return bins


def work(tally: Tally) -> list[float]:
    """Return the excess at the fraction with the smallest p-value, and the ends of its range."""
    votes, ballots = tally.votes_for(), tally.counts("ballots")
    came, registered = tally.counts("issued"), tally.counts("registered")
    used = (ballots > 0) & (registered >= MIN_REGISTERED) & (votes <= ballots) & (came <= registered)  # fmt: skip # noqa: E501
    found = []
    for part, whole in ((votes, ballots), (came, registered)):
        columns = part[used].tolist(), whole[used].tolist()
        found += [one for pair in fractions() if (one := compare(*columns, pair))]
    _, observed, expected, sd, _ = min(found, key=lambda one: one[-1])
    excess = observed - expected
    return [excess, excess - NORMAL_95 * sd, excess + NORMAL_95 * sd]
