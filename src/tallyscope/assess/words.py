"""Numbers in plain words."""

from __future__ import annotations

import math

WORDED_UP_TO = 1e-9  # our choice: beyond one in a billion nobody tells the difference


def chance_in_words(p: float) -> str:
    """Say a probability as "1 in N".

    Examples
    --------
    >>> chance_in_words(0.47)
    '47 in 100 honest counts'
    >>> chance_in_words(0.00021)
    '1 in 4,800 honest counts'
    >>> chance_in_words(1e-40)
    'fewer than 1 in a billion honest counts'
    """
    if p < WORDED_UP_TO:
        return "fewer than 1 in a billion honest counts"
    if p >= 0.1:
        return f"{round(100 * p)} in 100 honest counts"
    one_in = 1 / p
    digits = 1 - math.floor(math.log10(one_in))
    return f"1 in {int(round(one_in, digits)):,} honest counts"


def listed(names: list[str], most: int = 8) -> str:
    """Join names with commas; the rest is counted.

    Examples
    --------
    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    if len(names) <= most:
        return ", ".join(names)
    return ", ".join(names[:most]) + f" and {len(names) - most:,} more"


def sentence_case(text: str) -> str:
    """Begin a text with a capital.

    Examples
    --------
    >>> sentence_case("adds ballots")
    'Adds ballots'
    """
    return text[:1].upper() + text[1:]
