"""Percentages as they are printed: counts that lie on them, and how often two print alike."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction


def nearest_percentage(count: int, total: int, decimals: int) -> tuple[Decimal, Fraction]:
    """Return the printed percentage of `total` nearest to `count`, and the votes between them.

    Examples
    --------
    >>> nearest_percentage(5_150_092, 10_058_774, 1)
    (Decimal('51.2'), Fraction(36, 125))
    """
    steps = 100 * 10**decimals
    step = math.floor(Fraction(count * steps, total) + Fraction(1, 2))
    votes_off = abs(Fraction(step * total, steps) - count)
    return Decimal(step).scaleb(-decimals), votes_off


def chance_on_percentages(total: int, decimals: int, free_counts: int) -> float:
    """Return the chance that counts lie as near to printed percentages as rounding brings them.

    Parameters
    ----------
    total : int
        Votes in all.
    decimals : int
        Of the percentages.
    free_counts : int
        Counts that can vary on their own (one fewer than the options if they exhaust the total).

    Returns
    -------
    float
        ``((100 * 10**decimals + 1) / (total + 1)) ** free_counts``, at most 1: every count from 0
        to `total` alike, for one percentage after the other.

    Examples
    --------
    >>> f"{chance_on_percentages(10_058_774, 1, 2):.1e}"
    '9.9e-09'
    """
    one: float = min(1.0, (100 * 10**decimals + 1) / (total + 1))
    return math.pow(one, free_counts)


def chance_of_same_print(share: float, counted: float, ballots: int, unit: float) -> float:
    """Return how often a partial and the final share print alike if ballots come in random order.

    Parameters
    ----------
    share : float
        Final share, in (0, 1).
    counted : float
        Part of the ballots counted at the earlier time, in (0, 1).
    ballots : int
    unit : float
        Unit of the last printed digit, as a share (0.0001 for 93.11%).

    Returns
    -------
    float
        At most 1. With ballots drawn without replacement the difference of the two shares has
        variance ``share (1 - share) (1 / counted - 1) / ballots``; taken as normal, the chance of
        a difference of less than half a unit.

    Examples
    --------
    >>> round(chance_of_same_print(0.9311, 0.2919, 462_107, 0.0001), 2)
    0.07
    """
    spread = math.sqrt(share * (1 - share) * (1 / counted - 1) / ballots)
    return math.erf(unit / 2 / spread / math.sqrt(2)) if spread else 1.0
