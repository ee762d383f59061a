"""The fingerprint as plain loops, straight from the formulas."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

import numpy as np

from tallyscope.benchmark.plain.resampling import districts, weights_of_blocks
from tallyscope.methods.fingerprint import DRAWS, FAR_OUT, MIN_GROUP, MIN_REGISTERED
from tallyscope.tally import Tally

Ints = Sequence[int]

MAD_TO_SD = 1.4826022185056018  # 1 / the upper quartile of the standard normal


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


def work(tally: Tally) -> list[float]:
    """Return the correlation within districts and the number of cells and of units far out."""
    came, registered = tally.counts("ballots"), tally.counts("registered")
    votes, valid = tally.votes_for(), tally.counts("valid")
    used = (valid > 0) & (registered >= MIN_REGISTERED) & (came <= registered) & (votes <= valid)
    district = districts(tally)[used].tolist()
    turnout, share = ((a[used] / b[used]).tolist() for a, b in ((came, registered), (votes, valid)))
    cells = fingerprint_cells(
        *(column[used].tolist() for column in (came, registered, votes, valid))
    )
    far = [robust_z(values, district, min_size=MIN_GROUP) for values in (turnout, share)]
    both = sum(a >= FAR_OUT and b >= FAR_OUT for a, b in zip(*far, strict=True))
    weights = weights_of_blocks(max(district) + 1, DRAWS)
    products = centred_products(turnout, share, district)
    resampled = [within_correlation(products, weight) for weight in weights]
    low, high = np.nanquantile(resampled, [0.025, 0.975])
    return [within_correlation(products), float(low), float(high), len(cells), both]
