"""Small units against large ones as plain loops, straight from the formulas."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from tallyscope.benchmark.plain.fingerprint import robust_z
from tallyscope.benchmark.plain.resampling import districts
from tallyscope.methods.small_units import MIN_GROUP, MIN_REGISTERED, NORMAL_TAIL, PARTS, REACH
from tallyscope.tally import Tally

Ints = Sequence[int]


def small_labels(size: Ints, group: Ints, part: float) -> list[float]:
    """Return 1 for the smallest units of each group; units of one size share the last places."""
    members = defaultdict(list)
    for unit, g in enumerate(group):
        members[g].append(unit)
    label = [0.0] * len(size)
    for units in members.values():
        places = math.floor(part * len(units) + 1e-9)
        if places == 0:
            continue
        last = sorted(size[unit] for unit in units)[places - 1]
        below = [unit for unit in units if size[unit] < last]
        equal = [unit for unit in units if size[unit] == last]
        for unit in below:
            label[unit] = 1.0
        for unit in equal:
            label[unit] = (places - len(below)) / len(equal)
    return label


def difference(
    label: Sequence[float], value: Sequence[float], group: Ints
) -> tuple[float, float, float]:
    """Return small less large inside groups, its standard error under dealing, and its weight."""
    members = defaultdict(list)
    for c, x, g in zip(label, value, group, strict=True):
        members[g].append((c, x))
    cross = weight = variance = 0.0
    for pairs in members.values():
        mean_c = sum(c for c, _ in pairs) / len(pairs)
        mean_x = sum(x for _, x in pairs) / len(pairs)
        labels = sum((c - mean_c) ** 2 for c, _ in pairs)
        values = sum((x - mean_x) ** 2 for _, x in pairs)
        cross += sum((c - mean_c) * (x - mean_x) for c, x in pairs)
        weight += labels
        variance += labels * values / max(len(pairs) - 1, 1)
    if weight < 1e-9:
        return math.nan, math.nan, 0.0
    return cross / weight, math.sqrt(variance) / weight, weight


def work(tally: Tally) -> list[float]:
    """Return the smaller difference where it is certain furthest, and its ends under dealing."""
    came, registered = tally.counts("ballots"), tally.counts("registered")
    votes, valid = tally.votes_for(), tally.counts("valid")
    used = (valid > 0) & (registered >= MIN_REGISTERED) & (came <= registered) & (votes <= valid)
    group, size = districts(tally)[used].tolist(), registered[used].tolist()
    rates = [(a[used] / b[used]).tolist() for a, b in ((came, registered), (votes, valid))]
    z = [robust_z(rate, group, min_size=MIN_GROUP) for rate in rates]
    kept = [i for i in range(len(group)) if all(math.isfinite(values[i]) for values in z)]
    group, size = [group[i] for i in kept], [size[i] for i in kept]
    cut = [[min(max(values[i], -REACH), REACH) for i in kept] for values in z]
    found = []
    for part in PARTS:
        label = small_labels(size, group, part)
        both = [difference(label, values, group) for values in cut]
        if all(weight > 0 for _, _, weight in both):
            low = min(value - NORMAL_TAIL * error for value, error, _ in both)
            high = min(value + NORMAL_TAIL * error for value, error, _ in both)
            found.append((low, min(value for value, _, _ in both), high))
    low, value, high = max(found)
    return [value, low, high]
