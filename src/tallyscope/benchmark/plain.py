r"""The methods' statistics as plain loops, straight from their formulas.

Nobody would use these: they are what the fast ones are compared with, for their numbers in tests
and for their time in the speed table. Every function takes sequences with one entry per unit.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import median

import numpy as np
import numpy.typing as npt

Ints = Sequence[int]
Counts = npt.NDArray[np.int64]

PERCENTAGES = range(101)
CELLS = range(100)
MAD_TO_SD = 1.4826022185056018  # 1 / the upper quartile of the standard normal


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


def fingerprint_cells(
    came: Ints, registered: Ints, votes: Ints, valid: Ints
) -> dict[tuple[int, int], int]:
    """Count units by whole percent of turnout and of share, each rounded down, 100 with 99."""
    cells: Counter[tuple[int, int]] = Counter()
    for c, r, v, n in zip(came, registered, votes, valid, strict=True):
        cells[min(100 * c // r, 99), min(100 * v // n, 99)] += 1
    return dict(cells)


def robust_z(values: Sequence[float], group: Ints, *, min_size: int) -> list[float]:
    """Return (x - median) / (1.4826 MAD) within groups; NaN in small groups and without spread."""
    members = defaultdict(list)
    for value, g in zip(values, group, strict=True):
        members[g].append(value)
    middle = {g: median(inside) for g, inside in members.items()}
    spread = {
        g: MAD_TO_SD * median([abs(value - middle[g]) for value in inside])
        for g, inside in members.items()
    }
    return [
        (value - middle[g]) / spread[g]
        if len(members[g]) >= min_size and spread[g] > 0
        else math.nan
        for value, g in zip(values, group, strict=True)
    ]


Products = dict[int, tuple[float, float, float]]


def centred_products(x: Sequence[float], y: Sequence[float], group: Ints) -> Products:
    """Return, by group, the sums of xy, xx and yy about the group's own means."""
    members = defaultdict(list)
    for a, b, g in zip(x, y, group, strict=True):
        members[g].append((a, b))
    products = {}
    for g, pairs in members.items():
        mean_x = sum(a for a, _ in pairs) / len(pairs)
        mean_y = sum(b for _, b in pairs) / len(pairs)
        products[g] = (
            sum((a - mean_x) * (b - mean_y) for a, b in pairs),
            sum((a - mean_x) ** 2 for a, _ in pairs),
            sum((b - mean_y) ** 2 for _, b in pairs),
        )
    return products


def within_correlation(products: Products, weight: Sequence[float] | None = None) -> float:
    """Correlate inside groups; a group counts `weight` times, once if None."""
    xy = xx = yy = 0.0
    for g, (g_xy, g_xx, g_yy) in products.items():
        times = 1.0 if weight is None else weight[g]
        xy += times * g_xy
        xx += times * g_xx
        yy += times * g_yy
    return xy / math.sqrt(xx * yy) if xx > 0 and yy > 0 else math.nan


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
