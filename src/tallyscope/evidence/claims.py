"""One announced number, whether the story or the pack has it, and what its print stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from tallyscope.evidence.rows import AnnouncedFact
from tallyscope.statement import Comparator, Statement

ROUNDED_FROM = 100  # our choice: from three digits on, zeros at the end may be a rounded number
PERCENT = ("percent", "%", "per cent")
ALL = "all"

Measure = Literal[
    "registered",
    "ballots",
    "valid",
    "invalid",
    "absent",
    "votes",
    "turnout",
    "share",
    "invalid_share",
    "abstention",
]

Whole = Literal["", "valid", "ballots", "registered"]


@dataclass(frozen=True, kw_only=True)
class Claim:
    """One announced number of a contest.

    Attributes
    ----------
    measure : str
        What it measures.
    option : str
        Whose votes or share; empty for other measures.
    of : {"", "valid", "ballots", "registered"}
        Of what a share is one; empty if the text does not settle it.
    value : decimal.Decimal
        In votes, or in percent.
    decimals : int
        Of the printed number.
    percent : bool
    comparator : str
    printed : str
        For messages.
    counted : decimal.Decimal or None
        Percent counted when it was announced; None if final or not known.
    scope : str
        "all", or the part of the vote that it covers.
    statement : Statement or None
        Where the story says it.
    row : AnnouncedFact or None
        The pack's row.
    """

    measure: Measure
    option: str
    of: Whole
    value: Decimal
    decimals: int
    percent: bool
    comparator: Comparator
    printed: str
    counted: Decimal | None = None
    scope: str = ALL
    statement: Statement | None = None
    row: AnnouncedFact | None = None

    @property
    def origin(self) -> str:
        """Who stands behind the number: a speaker of the story, or those who announced a vote."""
        if self.row is not None:
            return f"announced: {self.row.vote}"
        said = None if self.statement is None else self.statement.attribution.value
        return f"story: {said.who if said else ''}"

    @property
    def unit(self) -> Decimal:
        """Unit of the last digit that is not rounded: 0.01 of 93.11%, 100 of 2,115,800 votes."""
        if self.percent or self.decimals != 0 or self.value < ROUNDED_FROM:
            return Decimal(1).scaleb(-self.decimals)
        digits = str(int(self.value))
        return Decimal(1).scaleb(len(digits) - len(digits.rstrip("0")))

    def range(self, *, cut: bool = False) -> tuple[Fraction, Fraction | None] | None:
        """Return the numbers that are printed like this one; None for "about" and "some".

        Parameters
        ----------
        cut : bool
            Surplus digits of percentages were cut off, not rounded.

        Returns
        -------
        tuple of Fraction, or None
            Lowest and highest, ends included; shares between 0 and 1. The highest is None after
            "over" and "at least".

        Examples
        --------
        >>> share = Claim(
        ...     measure="share",
        ...     option="yes",
        ...     of="",
        ...     value=Decimal("93.11"),
        ...     decimals=2,
        ...     percent=True,
        ...     comparator="=",
        ...     printed="93.11%",
        ... )
        >>> share.range()
        (Fraction(18621, 20000), Fraction(18623, 20000))
        """
        if self.comparator in ("about", "some"):
            return None
        value, unit = Fraction(self.value), Fraction(self.unit)
        low, high = value - unit / 2, value + unit / 2
        if self.row is not None and self.row.low != self.row.high:
            low, high = Fraction(self.row.low), Fraction(self.row.high)
        elif cut and self.percent:
            low, high = value, value + unit
        scale = 100 if self.percent else 1
        low, high = max(low, Fraction(0)) / scale, high / scale
        if self.comparator in ("over", "at least"):
            return low, None
        return (Fraction(0) if self.comparator in ("under", "at most") else low), high


def most_exact(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Leave out numbers that another one gives as exactly or more: 93% beside 93.11%.

    Of numbers that are given alike, the last is kept, so that a row outlasts the story's words.
    """
    kept: list[Claim] = []
    for position, claim in enumerate(claims):
        if not any(_says_as_much(other, claim) for other in (*kept, *claims[position + 1 :])):
            kept.append(claim)
    return tuple(kept)


def _says_as_much(other: Claim, claim: Claim) -> bool:
    same = (other.measure, other.option, other.scope, other.counted) == (
        claim.measure,
        claim.option,
        claim.scope,
        claim.counted,
    )
    bounds, other_bounds = claim.range(), other.range()
    if not same or claim.of not in ("", other.of) or bounds is None or other_bounds is None:
        return False
    (low, high), (other_low, other_high) = bounds, other_bounds
    return low <= other_low and (high is None or (other_high is not None and other_high <= high))
