"""Identical results as plain loops, straight from the definitions."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tallyscope.methods.identical_protocols import HIGHEST, LOWEST, MIN_REGISTERED
from tallyscope.stats.target_percentage import SHIFT, SMALLEST_SHIFT
from tallyscope.tally import Tally

Ints = Sequence[int]
Key = tuple[int, int]


def tenth(part: int, whole: int) -> int:
    """Return the window of 0.1 point, 0..1000."""
    return (2000 * part + whole) // (2 * whole)


def shifted_windows(part: int, whole: int, *, shift: float) -> dict[int, float]:
    """Return the windows that a count shifted by a few votes would be in, with their chances."""
    reach = max(SMALLEST_SHIFT, round(shift * math.sqrt(part * (1 - part / whole))))
    counts = range(max(part - reach, 0), min(part + reach, whole) + 1)
    chances: defaultdict[int, float] = defaultdict(float)
    for count in counts:
        chances[tenth(count, whole)] += 1 / len(counts)
    return dict(chances)


def poisson_tail(observed: int, expected: float) -> float:
    """Return P(Poisson(expected) >= observed), summed term by term."""
    term = math.exp(observed * math.log(expected) - expected - math.lgamma(observed + 1))
    total, count = 0.0, observed
    while term > 0 and (count < expected or term > 1e-18 * total):
        total += term
        count += 1
        term *= expected / count
    return min(total, 1.0)


def windows(part: Ints, whole: Ints, region: Ints) -> dict[Key, tuple[int, float]]:
    """Return observed and expected units by region and window, where any unit was observed."""
    observed: Counter[Key] = Counter()
    expected: defaultdict[Key, float] = defaultdict(float)
    for m, n, r in zip(part, whole, region, strict=True):
        observed[r, tenth(m, n)] += 1
        for window, chance in shifted_windows(m, n, shift=SHIFT).items():
            expected[r, window] += chance
    return {
        (r, window): (units, expected[r, window])
        for (r, window), units in observed.items()
        if 10 * LOWEST <= window <= 10 * HIGHEST
    }


def equal_pairs(rows: Iterable[tuple[int, ...]]) -> int:
    """Count the pairs of equal rows."""
    return sum(times * (times - 1) // 2 for times in Counter(rows).values())


def near_pairs(rows: Sequence[tuple[int, int, int]], *, reach: int) -> int:
    """Count the pairs that agree in the third count and differ by at most `reach` in the others."""
    return sum(
        c == z and abs(a - x) <= reach and abs(b - y) <= reach
        for i, (a, b, c) in enumerate(rows)
        for x, y, z in rows[:i]
    )


def work(tally: Tally) -> list[float]:
    """Return the units at the most conspicuous share, and those expected there."""
    votes, base = tally.votes_for(), tally.came
    size = tally.unit_size
    used = (size >= MIN_REGISTERED) & (votes > 0) & (votes < base)
    _, region = tally.groups(tally.levels[0] if tally.levels else None)
    found = windows(votes[used].tolist(), base[used].tolist(), region[used].tolist())
    units, expected = min(found.values(), key=lambda window: poisson_tail(*window))
    return [float(units), expected]
