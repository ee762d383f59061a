"""Units beside an earlier vote as plain loops, straight from the formulas."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from statistics import fmean, median

from tallyscope.benchmark.inputs import earlier
from tallyscope.benchmark.plain.fingerprint import MAD_TO_SD
from tallyscope.benchmark.plain.neighbours import logarithm_of_odds, same_direction
from tallyscope.methods.previous_election import FAR, MAIN, MIN_REGION, MIN_REGISTERED, MOST_MAIN
from tallyscope.stats.joint_residuals import SHRINK_UNITS
from tallyscope.stats.robust_regression import HUBER, RIDGE, ROUNDS, STEADY
from tallyscope.tally import Tally

Row = Sequence[float]
SEED = 0


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Solve a small system of linear equations by elimination."""
    n = len(right)
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for i in range(n):
        best = max(range(i, n), key=lambda k: abs(rows[k][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for k in range(i + 1, n):
            times = rows[k][i] / rows[i][i]
            rows[k] = [a - times * b for a, b in zip(rows[k], rows[i], strict=True)]
    answer = [0.0] * n
    for i in reversed(range(n)):
        known = sum(rows[i][k] * answer[k] for k in range(i + 1, n))
        answer[i] = (rows[i][n] - known) / rows[i][i]
    return answer


def huber_fit(columns: Sequence[Row], target: Row) -> list[float]:
    """Return fitted values with Huber's weights; `columns` has one row per unit."""
    k = len(columns[0])
    middle = [fmean(row[j] for row in columns) for j in range(k)]
    design = [[1.0, *(value - m for value, m in zip(row, middle, strict=True))] for row in columns]
    weight, fitted = [1.0] * len(target), [float(median(target))] * len(target)
    for _ in range(ROUNDS):
        matrix = [
            [
                sum(w * x[i] * x[j] for w, x in zip(weight, design, strict=True))
                for j in range(k + 1)
            ]
            for i in range(k + 1)
        ]
        ridge = RIDGE * max(sum(matrix[i][i] for i in range(k + 1)), 1.0)
        for i in range(k + 1):
            matrix[i][i] += ridge
        right = [
            sum(w * x[i] * y for w, x, y in zip(weight, design, target, strict=True))
            for i in range(k + 1)
        ]
        answer = solved(matrix, right)
        before = fitted
        fitted = [sum(a * x for a, x in zip(answer, row, strict=True)) for row in design]
        residual = [abs(y - f) for y, f in zip(target, fitted, strict=True)]
        spread = max(MAD_TO_SD * median(residual), 2.3e-308)
        weight = [HUBER / max(r / spread, HUBER) for r in residual]
        if max(abs(a - b) for a, b in zip(fitted, before, strict=True)) <= STEADY * spread:
            break
    return fitted


def surprises(
    rates: Sequence[tuple[int, int]], columns: Sequence[Row], group: Sequence[int]
) -> list[float]:
    """Return each rate's log odds less their prediction, in spreads of the group."""
    odds = [logarithm_of_odds(*rate) for rate in rates]
    members: defaultdict[int, list[int]] = defaultdict(list)
    for i, g in enumerate(group):
        members[g].append(i)
    gap, noise = [0.0] * len(rates), [0.0] * len(rates)
    for inside in members.values():
        fitted = huber_fit([columns[i] for i in inside], [odds[i] for i in inside])
        for i, value in zip(inside, fitted, strict=True):
            gap[i] = odds[i] - value
            usual = min(max(1 / (1 + math.exp(-value)), 0.01), 0.99)
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


def directions(tally: Tally, before: Tally) -> list[float]:
    """Return the direction of every unit that can be used; units are paired by their order."""
    total = before.votes.sum(axis=0).tolist()
    main = sorted(range(len(total)), key=lambda j: -total[j])[:MOST_MAIN]
    main = [j for j in main if total[j] >= MAIN * sum(total)]
    now_came = tally.came.tolist()
    then_came = before.came.tolist()
    now_list, then_list = (side.counts("registered").tolist() for side in (tally, before))
    now_valid, then_valid = (side.counts("valid").tolist() for side in (tally, before))
    votes, earlier_votes = tally.votes_for().tolist(), before.votes.tolist()
    kept = [
        i
        for i in range(len(tally))
        if min(now_valid[i], then_valid[i]) > 0
        and min(now_list[i], then_list[i]) >= MIN_REGISTERED
        and now_came[i] <= now_list[i]
        and then_came[i] <= then_list[i]
        and votes[i] <= now_valid[i]
    ]
    columns = [
        [
            logarithm_of_odds(then_came[i], then_list[i]),
            *(logarithm_of_odds(earlier_votes[i][j], then_valid[i]) for j in main),
        ]
        for i in kept
    ]
    region = tally.groups(tally.levels[0])[1].tolist()
    size: defaultdict[int, int] = defaultdict(int)
    for i in kept:
        size[region[i]] += 1
    group = [region[i] if size[region[i]] >= MIN_REGION else -1 for i in kept]
    came = surprises([(now_came[i], now_list[i]) for i in kept], columns, group)
    share = surprises([(votes[i], now_valid[i]) for i in kept], columns, group)
    return [same_direction(a, b) for a, b in zip(came, share, strict=True)]


def work(tally: Tally) -> list[float]:
    """Return units above less units below their prediction per 10,000, and both numbers."""
    found = directions(tally, earlier(tally, SEED))
    above = sum(value >= FAR for value in found)
    below = sum(value <= -FAR for value in found)
    return [1e4 * (above - below) / len(found), above, below]
