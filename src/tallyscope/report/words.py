"""Numbers and names as the page and the terminal print them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from tallyscope.result import Estimate, rounded
from tallyscope.tally import Tally

LONGEST_HEAD = 44  # characters; our choice: a longer one is a sentence
SMALLEST_POWER = -99  # our choice: smaller p-values are told as smaller than ten to that power
PLAIN_P = 1e-4  # our choice: smaller p-values are told with a power of ten


@dataclass(frozen=True)
class Range:
    """An estimate as text: low, middle, high, always together."""

    low: str
    middle: str
    high: str
    unit: str
    level: str
    how: str


def spoken(estimate: Estimate) -> Range:
    """Return an estimate as text, with the digits that its interval allows."""
    spread = estimate.high - estimate.low
    low, middle, high = (
        rounded(value, spread).replace("-", "−")
        for value in (estimate.low, estimate.value, estimate.high)
    )
    level = (
        "bounds that always hold" if estimate.level >= 1 else f"{100 * estimate.level:g}% interval"
    )
    return Range(low, middle, high, estimate.unit, level, estimate.how)


def p_value(p: float) -> str:
    """Return a p-value as it stands after "p".

    Examples
    --------
    >>> p_value(0.0123), p_value(3.2e-7), p_value(0.0)
    ('= 0.012', '= 3.2 × 10⁻⁷', '< 10⁻⁹⁹')
    """
    if p < 10**SMALLEST_POWER:
        return f"< {_power(SMALLEST_POWER)}"
    if p >= PLAIN_P:
        return f"= {p:.2g}"
    digits, _, power = f"{p:.1e}".partition("e")
    return f"= {digits} × {_power(int(power))}"


def _power(exponent: int) -> str:
    return "10" + str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def headed(sentence: str) -> tuple[str, str]:
    """Split "Turnout and share: ..." into its heading and the rest; the heading may be empty.

    Examples
    --------
    >>> headed("Whole percentages: many."), headed("We looked at 3 units.")
    (('Whole percentages', 'many.'), ('', 'We looked at 3 units.'))
    """
    head, colon, rest = sentence.partition(": ")
    return (head, rest) if colon and len(head) <= LONGEST_HEAD else ("", sentence)


def set_aside(tally: Tally) -> tuple[tuple[str, int], ...]:
    """Return the reasons why units were set aside, with their number, the most frequent first."""
    counts = tally.set_aside.group_by("reason").agg(units=pl.len())
    rows = counts.sort(["units", "reason"], descending=[True, False]).rows()
    return tuple((str(reason), int(units)) for reason, units in rows)
