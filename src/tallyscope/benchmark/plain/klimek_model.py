"""The fitted model of Klimek et al. as plain loops, straight from the formulas."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

from tallyscope.methods.klimek_model import MIN_REGISTERED
from tallyscope.stats.klimek_model import (
    ALPHA,
    BINS,
    EXTREME,
    EXTREME_SD,
    INCREMENTAL,
    PEAK_FROM,
    PEAK_HEIGHT,
    regular_draws,
)
from tallyscope.tally import Tally

Values = Sequence[float]

POINTS = 4_096  # fewer than the fast one takes: each costs a loop
STEP = 0.001
NORMAL = NormalDist()


def first_peak(values: Values) -> float:
    """Return the first high peak above 0.3, or of all, of a kernel density in steps of 0.001."""
    n = len(values)
    mean = sum(values) / n
    sd = math.sqrt(sum((value - mean) ** 2 for value in values) / (n - 1))
    bandwidth = sd * n**-0.2
    steps = round(1 / STEP) + 1
    counts = [0] * steps
    for value in values:
        counts[round(value / STEP)] += 1
    reach = int(6 * bandwidth / STEP + 0.5)
    kernel = [math.exp(-((k * STEP / bandwidth) ** 2) / 2) for k in range(reach + 1)]
    density = [
        sum(
            counts[x] * kernel[abs(x - at)]
            for x in range(max(at - reach, 0), min(at + reach, steps - 1) + 1)
        )
        for at in range(steps)
    ]
    highest = max(density)
    peaks = [
        at * STEP
        for at in range(1, steps - 1)
        if density[at - 1] < density[at] >= density[at + 1] and density[at] >= PEAK_HEIGHT * highest
    ]
    return next((peak for peak in peaks if peak > PEAK_FROM), peaks[0] if peaks else math.nan)


def core(turnout: Values, share: Values) -> tuple[float, float, float, float, float]:
    """Return both peaks, both spreads to their left, and theta."""
    middle, peak = first_peak(turnout), first_peak(share)
    both = [t for t, s in zip(turnout, share, strict=True) if t < middle and s < peak]
    left = [s for s in share if s < peak]
    right = [s for s in share if s > peak]
    return (
        middle,
        peak,
        math.sqrt(sum((t - middle) ** 2 for t in both) / len(both)),
        math.sqrt(sum((s - peak) ** 2 for s in left) / len(left)),
        math.sqrt(math.sqrt(sum((s - peak) ** 2 for s in right) / len(right))),
    )


def truncated_normal(uniform: float, mean: float, sd: float) -> float:
    """Return a quantile of the normal distribution within [0, 1]."""
    low, high = NORMAL.cdf(-mean / sd), NORMAL.cdf((1 - mean) / sd)
    level = min(max(low + (high - low) * uniform, 1e-300), 1 - 1e-16)
    return min(max(mean + sd * NORMAL.inv_cdf(level), 0.0), 1.0)


def histogram(shares: Values, units: int) -> list[float]:
    """Return the shares by whole percent, scaled to the number of units."""
    counts = [0.0] * BINS
    for share in shares:
        counts[min(max(math.floor(100 * share + 0.5), 0), BINS - 1)] += units / len(shares)
    return counts


def fit(turnout: Values, share: Values) -> tuple[float, float, float]:
    """Return the incremental and extreme part and the exponent of the best fit."""
    middle, peak, sd_turnout, sd_share, theta = core(turnout, share)
    n, observed = len(share), histogram(share, len(share))
    points = list(zip(*regular_draws(POINTS).tolist(), strict=True))
    a = [truncated_normal(u, middle, sd_turnout) for u, _, _, _ in points]
    r = [truncated_normal(u, peak, sd_share) for _, u, _, _ in points]
    parts = (
        [truncated_normal(u, 0, theta) for _, _, u, _ in points],
        [1 - truncated_normal(u, 0, EXTREME_SD) for _, _, _, u in points],
    )
    alone = histogram(r, n)
    weight = [1 / (count + 1) ** 2 for count in observed]
    best = (math.inf, 0.0, 0.0, 0.0)
    for alpha in ALPHA.tolist():
        added = [
            histogram(
                [
                    (t * s + x * (1 - t) + x**alpha * (1 - s) * t) / (1 - (1 - x) * (1 - t))
                    for t, s, x in zip(a, r, part, strict=True)
                ],
                n,
            )
            for part in parts
        ]
        best = min(best, _best_parts(alpha, alone, added, observed, weight))
    return best[1], best[2], best[3]


def _best_parts(
    alpha: float, alone: Values, added: Sequence[Values], observed: Values, weight: Values
) -> tuple[float, float, float, float]:
    """Expand the squares once, so that each point of the grid is a sum of six terms."""
    gaps = [
        [count - seen for count, seen in zip(alone, observed, strict=True)],
        *([count - one for count, one in zip(each, alone, strict=True)] for each in added),
    ]
    m = [
        [sum(w * p * q for w, p, q in zip(weight, one, other, strict=True)) for other in gaps]
        for one in gaps
    ]
    level = [
        sum(w * count for w, count in zip(weight, row, strict=True)) for row in (alone, *gaps[1:])
    ]
    best = (math.inf, 0.0, 0.0, alpha)
    for f_i in INCREMENTAL.tolist():
        for f_e in EXTREME.tolist():
            if f_i + f_e > 1 + 1e-9:
                break
            distance = m[0][0] + 2 * f_i * m[0][1] + 2 * f_e * m[0][2]
            distance += f_i * f_i * m[1][1] + 2 * f_i * f_e * m[1][2] + f_e * f_e * m[2][2]
            distance += level[0] + f_i * level[1] + f_e * level[2]
            best = min(best, (distance, f_i, f_e, alpha))
    return best


def work(tally: Tally) -> list[float]:
    """Return the parts with incremental and with extreme additions, and the exponent."""
    ballots, registered, votes = (
        tally.counts("ballots"),
        tally.counts("registered"),
        tally.votes_for(),
    )
    came = tally.counts("issued") if tally.has("issued") else ballots
    used = (ballots > 0) & (registered >= MIN_REGISTERED) & (came <= registered)
    used &= votes <= ballots
    turnout, share = came[used] / registered[used], votes[used] / ballots[used]
    return list(fit(turnout.tolist(), share.tolist()))
