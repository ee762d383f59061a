"""Marked and unmarked units as plain loops, straight from the formulas."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations_with_replacement
from statistics import fmean

from tallyscope.benchmark.inputs import MARKS, marked
from tallyscope.methods.natural_experiment import MIN_REGISTERED
from tallyscope.stats.normal import NORMAL_95
from tallyscope.tally import Tally

SEED = 0
BISECTIONS = 40

Places = list[tuple[list[float], list[float]]]  # values of marked and of other units, by place


def places_of(measure: Sequence[float], mark: Sequence[bool], place: Sequence[int]) -> Places:
    """Return the values of both kinds in each place that has both."""
    kinds: defaultdict[int, tuple[list[float], list[float]]] = defaultdict(lambda: ([], []))
    for value, is_marked, where in zip(measure, mark, place, strict=True):
        kinds[where][0 if is_marked else 1].append(value)
    return [both for both in kinds.values() if both[0] and both[1]]


def difference(places: Places) -> float:
    """Return the difference of means, averaged over places with n1 n0 / n."""
    weights = [len(ones) * len(rest) / (len(ones) + len(rest)) for ones, rest in places]
    gaps = [fmean(ones) - fmean(rest) for ones, rest in places]
    return sum(w * g for w, g in zip(weights, gaps, strict=True)) / sum(weights)


def standardised(places: Places, tau: float) -> float:
    """Return T / sd(T) over all deals after tau is taken off the marked units."""
    total = variance = 0.0
    for ones, rest in places:
        lowered = [value - tau for value in ones]
        everyone = lowered + rest
        mean, n = fmean(everyone), len(everyone)
        total += sum(value - mean for value in lowered)
        spread = sum((value - mean) ** 2 for value in everyone)
        variance += len(ones) * len(rest) / (n * (n - 1)) * spread
    return total / math.sqrt(variance) if variance > 0 else 0.0


def end_of_interval(places: Places, outwards: int) -> float:
    """Return the difference on one side of the estimate that is just refuted, by bisection."""
    inside = difference(places)
    outside = inside + 10.0 * outwards
    for _ in range(BISECTIONS):
        half = (inside + outside) / 2
        if abs(standardised(places, half)) < NORMAL_95:
            inside = half
        else:
            outside = half
    return (inside + outside) / 2


def walsh_quantile(gap: Sequence[float], part: float) -> float:
    """Return the value with that part of the averages of two differences at or below it."""
    averages = sorted((a + b) / 2 for a, b in combinations_with_replacement(gap, 2))
    return averages[max(math.ceil(part * len(averages) - 1e-9), 1) - 1]


def signed_rank_p(gap: Sequence[float], gamma: float) -> float:
    """Return the largest two-sided p-value of Wilcoxon's signed ranks under the bias."""
    unequal = sorted((abs(d), d > 0) for d in gap if d != 0)
    ranks = []
    for size, _ in unequal:
        alike = [i + 1 for i, (other, _) in enumerate(unequal) if other == size]
        ranks.append(fmean(alike))
    above = sum(rank for rank, (_, up) in zip(ranks, unequal, strict=True) if up)
    worst = gamma / (1 + gamma)
    sd = math.sqrt(worst * (1 - worst) * sum(rank**2 for rank in ranks))
    if sd == 0:
        return 1.0
    z = (max(above, sum(ranks) - above) - worst * sum(ranks)) / sd
    return min(math.erfc(z / math.sqrt(2)), 1.0)


def work(tally: Tally) -> list[float]:
    """Return the difference in share in points with its interval, for every third unit marked."""
    tally = marked(tally, SEED)
    used = tally.counts("valid") > 0
    if tally.has("registered"):
        came = tally.came
        used &= (tally.counts("registered") >= MIN_REGISTERED) & (
            came <= tally.counts("registered")
        )
    places = places_of(
        tally.share()[used].tolist(),
        [mark == "yes" for mark in tally.units[MARKS].filter(used.tolist())],
        tally.groups(tally.levels[-1])[1][used].tolist(),
    )
    ends = (end_of_interval(places, side) for side in (-1, 1))
    return [100 * difference(places), *(100 * end for end in ends)]
