"""Lopsided differences among neighbours as plain loops, straight from the formulas."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median

from tallyscope.benchmark.plain.resampling import districts
from tallyscope.methods.lopsided_neighbours import MAX_PERCENT, MIN_GROUP, MIN_REGISTERED
from tallyscope.stats.lopsidedness import TAIL, WEIGHT
from tallyscope.stats.within_groups import MAD_TO_SD
from tallyscope.tally import Tally


def quantile(ordered: Sequence[float], part: float) -> float:
    """Return a quantile of sorted values, straight between two of them."""
    place = part * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def skewness(values: Sequence[float]) -> float:
    """Return the quantile skewness."""
    ordered = sorted(values)
    low, middle, high = (quantile(ordered, part) for part in (TAIL, 0.5, 1 - TAIL))
    return (high + low - 2 * middle) / (high - low)


def gaps(values: Sequence[float], group: Sequence[int]) -> list[float]:
    """Return the gaps from the groups' medians over the robust standard deviation of all."""
    members = defaultdict(list)
    for value, code in zip(values, group, strict=True):
        members[code].append(value)
    middle = {code: median(of) for code, of in members.items()}
    gap = [value - middle[code] for value, code in zip(values, group, strict=True)]
    spread = MAD_TO_SD * median(abs(one) for one in gap)
    return [one / spread for one in gap]


def work(tally: Tally) -> list[float]:
    """Return the lopsidedness of the tally, in hundredths."""
    rows = zip(
        tally.counts("registered").tolist(),
        tally.counts("ballots").tolist(),
        tally.votes_for().tolist(),
        districts(tally).tolist(),
        strict=True,
    )
    counted = list(rows)
    size = Counter(code for *_, code in counted)
    turnout, odds, group = [], [], []
    for registered, came, votes, code in counted:
        if came == 0 or registered < MIN_REGISTERED or size[code] < MIN_GROUP:
            continue
        if 100 * came > MAX_PERCENT * registered or 100 * votes > MAX_PERCENT * came:
            continue
        rate = (came + 0.5) / (registered + 1)
        turnout.append(math.log(rate / (1 - rate)))
        odds.append(math.log((votes + 0.5) / (came - votes + 0.5)))
        group.append(code)
    x, y = gaps(turnout, group), gaps(odds, group)
    along = skewness([a + WEIGHT * b for a, b in zip(x, y, strict=True)])
    across = skewness([a - WEIGHT * b for a, b in zip(x, y, strict=True)])
    correction = 2 * WEIGHT**3 / (1 + WEIGHT**2) ** 1.5
    return [100 * (along - across - correction * skewness(y))]
