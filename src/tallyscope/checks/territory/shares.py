"""Shares of territory with their ends: what a statement allows, and what sources say.

Words without a number ("large parts") are given the widest range that a careful reader would
accept; the ranges are our choice and stand in `WORDS`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tallyscope.evidence.claims import PERCENT
from tallyscope.statement import Statement

# Our choice: "about 15%" is nearer to 15 than to 10 or 20; "about 17%" is within a point.
ABOUT_FIVES, ABOUT_ONES = 2.5, 1.0

# Our choice, from the widest use of the words: percent of a place. The first that fits counts.
WORDS: tuple[tuple[tuple[str, ...], float, float], ...] = (
    (
        ("nearly all", "almost all", "virtually all", "nearly the whole", "almost the whole"),
        90,
        100,
    ),
    (("all", "the whole", "whole", "the entire", "entirety"), 98, 100),
    (("most", "the bulk", "majority", "the greater part", "more than half"), 50, 100),
    (("half",), 45, 55),
    (("much", "a great deal"), 33, 100),
    (("large", "big", "huge", "vast", "significant", "substantial", "considerable"), 20, 100),
    (("swathes", "swaths"), 10, 100),
    (("small", "tiny", "little", "few", "pockets", "slivers", "a fraction"), 0, 20),
    (("some", "part", "parts", "areas"), 1, 99),
)


@dataclass(frozen=True)
class Share:
    """A share in percent with its ends.

    Attributes
    ----------
    value, low, high : float
        Percent.
    rows : tuple of str
        Ids of the evidence it comes from.
    """

    value: float
    low: float
    high: float
    rows: tuple[str, ...] = ()

    def meets(self, other: Share, slack: float = 0.0) -> bool:
        """Say whether the two ranges have a value in common, this one widened by `slack`."""
        return self.low - slack <= other.high and other.low <= self.high + slack

    def rest(self) -> Share:
        """Return what is left of the whole."""
        return Share(100 - self.value, 100 - self.high, 100 - self.low, self.rows)

    def __str__(self) -> str:
        if f"{self.low:.1f}" == f"{self.high:.1f}":
            return f"{self.value:.1f}%"
        return f"{self.value:.1f}% ({self.low:.1f} to {self.high:.1f} by source)"


@dataclass(frozen=True)
class Claimed:
    """What a statement allows, as it prints it, and how that was read."""

    share: Share
    printed: str
    read_as: str


def union(shares: Iterable[Share]) -> Share:
    """Span all shares; the value is that of the first."""
    every = list(shares)
    return Share(
        every[0].value,
        min(one.low for one in every),
        max(one.high for one in every),
        tuple(dict.fromkeys(row for one in every for row in one.rows)),
    )


def claimed(statement: Statement) -> Claimed | None:
    """Return the range of percent that a statement's number or word stands for; None if none."""
    quantity = statement.quantity.value
    if quantity is None or quantity.value is None:
        return _of_words(statement)
    if quantity.unit not in PERCENT:
        return None
    printed = f"{quantity.value:f}%"
    value, half = float(quantity.value), 0.5 * 10.0**-quantity.decimals
    if quantity.comparator in ("over", "at least"):
        share = Share(value, value - half, 100.0)
    elif quantity.comparator in ("under", "at most"):
        share = Share(value, 0.0, value + half)
    else:
        if quantity.comparator in ("about", "some"):
            half = max(half, ABOUT_FIVES if value % 5 == 0 else ABOUT_ONES)
        share = Share(value, max(value - half, 0.0), min(value + half, 100.0))
    words = printed if quantity.comparator == "=" else f"{quantity.comparator} {printed}"
    return Claimed(share, words, f"“{words}” is read as {_span(share)}")


def _of_words(statement: Statement) -> Claimed | None:
    quantity = statement.quantity.value
    for text in ("" if quantity is None else quantity.printed, statement.text):
        for phrases, low, high in WORDS:
            for phrase in phrases:
                if re.search(rf"\b{phrase}\b", text, re.IGNORECASE):
                    share = Share(low, low, high)
                    return Claimed(
                        share, f"“{phrase}”", f"“{phrase}” is read as {_span(share)} (our choice)"
                    )
    return None


def _span(share: Share) -> str:
    return f"{share.low:g}% to {share.high:g}%"
