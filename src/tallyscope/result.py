"""What a method or a check answers, and the card that describes it.

Nothing here draws or prints. A method adds one subclass of `Result` with what its plot needs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from tallyscope.statement import Statement

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True)
class Estimate:
    """A number that is never alone.

    Attributes
    ----------
    value, low, high : float
        Best value and the ends of its interval, in `unit`.
    level : float
        Level of the interval in (0, 1); 1.0 for bounds that always hold.
    unit : str
        "stations", "votes", "correlation", ...
    how : str
        One sentence: how the interval was made and what it leaves out.
    """

    value: float
    low: float
    high: float
    level: float
    unit: str
    how: str

    def __str__(self) -> str:
        low, mid, high = (
            rounded(x, self.high - self.low) for x in (self.low, self.value, self.high)
        )
        return f"{mid} {self.unit} ({low} to {high})"


def rounded(value: float, spread: float) -> str:
    """Print a number with the digits that its spread allows (two of the spread's own).

    Examples
    --------
    >>> rounded(3681.79, 458.5)
    '3,680'
    >>> rounded(0.1234, 0.05)
    '0.123'
    """
    if not math.isfinite(value):
        return "unknown"
    if not math.isfinite(spread) or spread <= 0:
        return f"{value:,.6g}" if value != int(value) else f"{int(value):,}"
    digits = 1 - math.floor(math.log10(spread))
    shown = round(value, digits) + 0.0  # a minus before a rounded zero goes away
    return f"{shown:,.{digits}f}" if digits > 0 else f"{int(shown):,}"


def unit_scores_schema() -> dict[str, type[pl.DataType]]:
    """Return the columns of `Result.unit_scores`.

    Polars is loaded here and not above: whoever checks a story needs verdicts and no tables.
    """
    import polars as pl

    return {"unit": pl.String, "score": pl.Float64, "reason": pl.String}


@dataclass(frozen=True, kw_only=True, eq=False)
class Result:
    """The answer of one method about one tally.

    Attributes
    ----------
    method : str
        Name of the method (its card's name).
    choice : str
        The choice whose gain was looked at.
    headline : Estimate
    p_value : float or None
        In (0, 1]; None for a method that describes and does not test.
    null : str
        One sentence: what `p_value` is a probability under. Empty without a p-value.
    n_units : int
        Units used.
    excluded : mapping of str to int
        Units of the tally not used, by reason.
    seed : int or None
        None if nothing random was done.
    settings : mapping of str to JSON values
        The settings that were used.
    cautions : tuple of str
        What a reader must know before believing the headline.
    unit_scores : polars.DataFrame or None
        Columns ``unit`` (str), ``score`` (float64, higher means: look here first) and ``reason``
        (str), for the units that deserve a look only. A score is not an accusation.
    """

    method: str
    choice: str
    headline: Estimate
    p_value: float | None
    null: str
    n_units: int
    excluded: Mapping[str, int]
    seed: int | None
    settings: Mapping[str, Any]
    cautions: tuple[str, ...]
    unit_scores: pl.DataFrame | None

    def plot(self) -> Any:
        """Draw the result as an altair chart.

        Results know no drawing; the drawings lie in ``tallyscope.plots``, loaded when asked for.
        """
        return import_module("tallyscope.plots").plot(self)


@dataclass(frozen=True)
class Skipped:
    """A method that did not run, and why."""

    method: str
    reason: str


Outcome = Result | Skipped


@dataclass(frozen=True)
class Statistic:
    """What is compared between elections: higher means further from the clean ones.

    Attributes
    ----------
    name, unit : str
        Name in words, unit for printing.
    of : callable
        Result -> float, the value that is tabulated for a clean election.
    at_least : callable
        Result -> float, the value that chance leaves certain; it is what must lie beyond.
    floor : float
        Values up to it are unremarkable whatever the clean elections had: a range of votes in
        excess that reaches zero is one.
    """

    name: str
    unit: str
    of: Callable[[Any], float]
    at_least: Callable[[Any], float]
    floor: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Method:
    """The card of a method: it feeds the command line, the docs, the report and the benchmark.

    Attributes
    ----------
    name, title, question : str
        Identifier, heading, and the question in a layman's words.
    run : callable
        ``run(tally, *, choice=None, seed=0, ...) -> result``.
    result : type
        Subclass of `Result` that `run` returns.
    family : str
        What kind of trace it looks for; grades are given per family.
    primary : bool
        Whether its p-value counts in the pre-declared family of tests.
    counting_null : bool
        Whether its p-value follows from counting alone (binomial spread, arithmetic), so that
        honest differences between places cannot make it small. Only then may it say more than
        "unusual".
    contested : bool
        Whether it is known to accuse honest elections: off unless asked for, and never graded.
    needs : tuple of str
        Counts without which it cannot run, "votes", "levels" (places that contain the units),
        or one of `takes`.
    takes : tuple of str
        Inputs besides the tally that it is given where they are known: "previous" (an earlier
        tally), "totals" (a tally of published totals), "marked" (a column of the units).
    statistic : Statistic or None
        What is ranked among clean elections.
    spoken : callable or None
        Result -> str, what was found, as the middle of a sentence for a layman that begins with
        the title; the chance and the rank among clean elections are added to it. None says the
        headline.
    min_units : int
        Fewest usable units.
    cites : tuple of str
        Sources of the definition.
    detects, assumes, innocent, blind_to : tuple of str
        What it can see, what it takes for granted, what harmless things look the same, and what
        it cannot see. Printed beside every result.
    """

    name: str
    title: str
    question: str
    run: Callable[..., Result]
    result: type[Result]
    family: str
    primary: bool
    counting_null: bool = False
    contested: bool = False
    needs: tuple[str, ...]
    takes: tuple[str, ...] = ()
    statistic: Statistic | None = None
    spoken: Callable[[Any], str] | None = None
    min_units: int
    cites: tuple[str, ...]
    detects: tuple[str, ...]
    assumes: tuple[str, ...]
    innocent: tuple[str, ...]
    blind_to: tuple[str, ...]


VerdictOutcome = Literal["consistent", "inconsistent", "impossible", "cannot tell"]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The answer of one check about statements of a story.

    Attributes
    ----------
    check : str
        Name of the check (its card's name).
    statements : tuple of Statement
        The statements that were tested together; the first is the one the verdict is shown at.
    outcome : {"consistent", "inconsistent", "impossible", "cannot tell"}
        "impossible" only where no whole numbers or no geography at all allow it.
    summary : str
        One sentence in plain words.
    lines : tuple of str
        The arithmetic, line by line, as a reader could redo it with pen and paper.
    tolerance : str
        What differences are forgiven, and why.
    evidence : tuple of str
        Ids of the rows of evidence that were used.
    would_make_it_true : tuple of str
        Readings or changes under which the statement holds.
    blind_to : tuple of str
        What the check cannot see.
    """

    check: str
    statements: tuple[Statement, ...]
    outcome: VerdictOutcome
    summary: str
    lines: tuple[str, ...] = ()
    tolerance: str = ""
    evidence: tuple[str, ...] = ()
    would_make_it_true: tuple[str, ...] = ()
    blind_to: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Check:
    """The card of a check; the fields mean what they mean in `Method`."""

    name: str
    title: str
    question: str
    run: Callable[..., tuple[Verdict, ...]]
    needs: tuple[str, ...] = field(default=())
    cites: tuple[str, ...] = field(default=())
    detects: tuple[str, ...] = field(default=())
    assumes: tuple[str, ...] = field(default=())
    innocent: tuple[str, ...] = field(default=())
    blind_to: tuple[str, ...] = field(default=())
