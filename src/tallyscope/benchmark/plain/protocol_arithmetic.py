"""The direction of errors as plain loops, straight from the formulas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import product

import numpy as np

from tallyscope.methods.protocol_arithmetic import MIN_GROUP, MIN_REGISTERED
from tallyscope.stats.error_direction import STRATUM
from tallyscope.tally import Tally

Ints = Sequence[int]


def size_strata(district: Ints, size: Ints, ties: Sequence[tuple[int, ...]]) -> list[int]:
    """Cut each district, sorted by size, into strata of about twelve units."""
    members = defaultdict(list)
    for i, d in enumerate(district):
        members[d].append(i)
    stratum = [0] * len(district)
    strata = 0
    for inside in members.values():
        inside.sort(key=lambda i: (size[i], *ties[i]))
        classes = max(len(inside) // STRATUM, 1)
        for rank, i in enumerate(inside):
            stratum[i] = strata + rank * classes // len(inside)
        strata += classes
    return stratum


def gains(
    votes: Ints, whole: Ints, error: Sequence[bool], stratum: Ints
) -> list[tuple[int, float]]:
    """Return each unit with an error that has like units without one, and its gain."""
    ours: defaultdict[int, int] = defaultdict(int)
    everybodys: defaultdict[int, int] = defaultdict(int)
    for v, n, wrong, s in zip(votes, whole, error, stratum, strict=True):
        if not wrong:
            ours[s] += v
            everybodys[s] += n
    return [
        (i, v - ours[s] / everybodys[s] * n)
        for i, (v, n, wrong, s) in enumerate(zip(votes, whole, error, stratum, strict=True))
        if wrong and n > 0 and everybodys[s] > 0
    ]


def sign_flip_tail(values: Sequence[float]) -> float:
    """Return the part of all patterns of signs whose sum is at least that of the values."""
    sizes = [abs(value) for value in values]
    wanted = sum(values) - 1e-9 * sum(sizes)
    patterns = list(product((-1, 1), repeat=len(sizes)))
    return sum(
        sum(sign * size for sign, size in zip(signs, sizes, strict=True)) >= wanted
        for signs in patterns
    ) / len(patterns)


def contradicts(tally: Tally) -> list[bool]:
    """Tell which units contradict themselves, where all counts but registered are known."""
    issued, ballots, valid, invalid = (
        tally.counts(name).tolist() for name in ("issued", "ballots", "valid", "invalid")
    )
    votes = tally.votes.sum(axis=1).tolist()
    return [
        b > g or v + i != b or v != o
        for g, b, v, i, o in zip(issued, ballots, valid, invalid, votes, strict=True)
    ]


def work(tally: Tally) -> list[float]:
    """Return the votes of the choice in units with a contradiction beyond like ones without."""
    votes, whole, size = tally.votes_for(), tally.votes.sum(axis=1), tally.counts("registered")
    used = (whole > 0) & (size >= MIN_REGISTERED)
    kept = tally.where(used)
    _, district = kept.groups(kept.neighbourhood(MIN_GROUP))
    columns = [column[used].tolist() for column in (votes, whole, size)]
    stratum = size_strata(
        district.tolist(), columns[2], list(zip(columns[1], columns[0], strict=True))
    )
    error = np.array(contradicts(tally))[used].tolist()
    return [sum(gain for _, gain in gains(columns[0], columns[1], error, stratum))]
