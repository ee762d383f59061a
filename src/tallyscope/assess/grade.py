"""From numbers to a grade: one pure function.

impossible > incompatible > unusual > descriptive; "cannot tell" where nothing could be looked at.
Its thresholds stand in ``detection.json``, beside what they lead to at honest elections. No grade
says that there was fraud, and none says that there was not.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from tallyscope.assess.assessment import Grade, GradeLevel
from tallyscope.assess.benchmarked import alarms, thresholds
from tallyscope.assess.reference import Rank, false_alarms
from tallyscope.assess.words import chance_in_words, listed
from tallyscope.result import Method, Outcome, Result, Skipped
from tallyscope.tally import NAMELESS, Tally

ALARMS: tuple[GradeLevel, ...] = ("incompatible", "unusual")
UNITS_BEYOND_CHANCE = "units"  # a headline in this unit is a number of units beyond chance


def grade(method: Method, outcome: Outcome, adjusted_p: float | None, rank: Rank | None) -> Grade:
    """Grade one method's outcome.

    Parameters
    ----------
    method : Method
    outcome : Result or Skipped
    adjusted_p : float or None
        Holm-adjusted p-value of a primary test; None for a method that only describes.
    rank : Rank or None
        Where the result stands among clean elections.

    Returns
    -------
    Grade
        "incompatible" needs a null of counting alone, an adjusted p up to 0.001 and a value beyond
        every clean election of the reference. "unusual" needs an adjusted p up to 0.01 under a
        null of counting alone; a method with another null, or without a test, must lie beyond
        every clean election. A contested method is described, whatever it says, and so is a test
        that was taken out of the primary ones, since honest elections fail it. A method that alarms
        at honest elections of some kind is "unusual" at most, with a warning that says of which.
    """
    if isinstance(outcome, Skipped):
        return Grade(method.family, "cannot tell", outcome.reason, (method.name,))
    beyond = rank is not None and rank.beyond
    against = f" {str(rank)[0].upper()}{str(rank)[1:]}." if rank is not None else ""
    line = _finding(method, outcome, adjusted_p) + against
    level = _level(method, outcome, adjusted_p, beyond=beyond)
    measured = alarms(method.name)
    if level in ALARMS and measured is not None and measured.warning:
        line += f" {measured.warning}"
        return Grade(method.family, "unusual", line, (method.name,), measured.warning)
    return Grade(method.family, level, line, (method.name,))


def _level(method: Method, result: Result, adjusted_p: float | None, *, beyond: bool) -> GradeLevel:
    taken_out = result.p_value is not None and adjusted_p is None
    if method.contested or taken_out:
        return "descriptive"
    if adjusted_p is None:
        return "unusual" if beyond else "descriptive"
    limits = thresholds()
    if not method.counting_null:
        return "unusual" if adjusted_p <= limits.unusual_p and beyond else "descriptive"
    if adjusted_p <= limits.incompatible_p and beyond:
        return "incompatible"
    return "unusual" if adjusted_p <= limits.unusual_p else "descriptive"


def _finding(method: Method, result: Result, adjusted_p: float | None) -> str:
    if method.contested:
        accused = false_alarms(method)
        told = "" if accused is None else f" A contested method: {accused}."
        return f"{method.title}: {result.headline}.{told}"
    if adjusted_p is None:
        return f"{method.title}: {result.headline}."
    chance = f"{chance_in_words(adjusted_p)} (adjusted for the number of tests)."
    if result.headline.unit != UNITS_BEYOND_CHANCE:
        return (
            f"{method.title}: {result.headline}; if {result.null}, a value so far out or further"
            f" would be seen in {chance}"
        )
    gap, word = result.headline, "more"
    if gap.value < 0:
        gap, word = replace(gap, value=-gap.value, low=-gap.high, high=-gap.low), "fewer"
    return (
        f"{method.title}: {gap} {word} than expected; if {result.null}, so many or more"
        f" would be seen in {chance}"
    )


COMPLETENESS = "completeness of the data"


def grade_completeness(tally: Tally) -> Grade:
    """Grade the file itself: units without data cannot be judged; totals must be possible."""
    contradiction = _impossible_total(tally)
    if contradiction:
        return Grade(COMPLETENESS, "impossible", contradiction, ())
    unknown = tally.unknown_units
    aside = unknown.height
    total = len(tally) + aside
    if aside == 0:
        line = f"All {total:,} units of the file have complete counts and were read."
        return Grade(COMPLETENESS, "descriptive", line, ())
    reasons = unknown["reason"].value_counts(sort=True)
    told = "; ".join(f"{count:,}: {reason}" for reason, count in reasons.head(5).iter_rows())
    line = f"Cannot tell about {aside:,} of {total:,} units, which were set aside ({told})."
    empty = _places_without_units(tally, unknown)
    if empty:
        line += f" Nothing at all is known about {listed(empty)}."
    return Grade(COMPLETENESS, "cannot tell", line, ())


def _places_without_units(tally: Tally, unknown: pl.DataFrame) -> list[str]:
    """Return the places of the largest level all units of which were set aside."""
    if not tally.levels or tally.levels[0] not in unknown.columns:
        return []
    known = tally.level(tally.levels[0]).unique()
    places = unknown[tally.levels[0]].unique().drop_nulls()
    places = places.filter(places != NAMELESS)
    return places.filter(~places.is_in(known.implode())).sort().to_list()


def _impossible_total(tally: Tally) -> str:
    """Name a contradiction between national totals, which no single clerk's slip explains."""
    votes = int(tally.votes.sum())
    if tally.ballots is not None and votes > int(tally.ballots.sum()):
        ballots = int(tally.ballots.sum())
        return f"All options together have {votes:,} votes out of {ballots:,} ballots."
    if tally.issued is not None and tally.ballots is not None:
        issued, ballots = int(tally.issued.sum()), int(tally.ballots.sum())
        if ballots > issued:
            return f"The boxes held {ballots:,} ballots, but {issued:,} were given out."
    return ""
