"""Do counts and percentages end in 0 or 5 more often than one time in five?

People who make numbers up like fives and zeros. Honest counts end in one of them in a fifth of the
cases, if they are large; rounded percentages do only where turnout and shares spread widely, and
near 95 or 100 they do not. This is a contested method: it runs only when asked for, and grades
nothing. `integer_percentages` asks the same of percentages with a null that holds.

Statistics "C05s" and "P05s" of the Election Forensics Toolkit (Kalinin and Mebane).
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy.stats import binomtest

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic
from tallyscope.stats.normal import NORMAL_95
from tallyscope.stats.selection import select_in_turn
from tallyscope.tally import Counts, Tally

MIN_REGISTERED = 100  # as in the other methods
MIN_COUNT = 10  # as in last_digit
MIN_UNITS = 100  # our choice: twenty fives and zeros are expected
EXPECTED = 0.2  # two digits of ten


@dataclass(frozen=True, kw_only=True, eq=False)
class FiveAndZeroResult(Result):
    """How often counts and percentages end in 0 or 5.

    Attributes
    ----------
    looks : polars.DataFrame
        ``look`` ("votes", "ballots", "share", "turnout"; the last two in whole percent),
        ``n``, ``hits``, ``rate``, ``expected`` (0.2), ``z`` (in standard errors of a fifth).
    """

    looks: pl.DataFrame


def five_and_zero(
    tally: Tally,
    *,
    choice: str | None = None,
    min_registered: int = MIN_REGISTERED,
    min_count: int = MIN_COUNT,
    seed: int = 0,  # noqa: ARG001
) -> FiveAndZeroResult:
    """Count how often votes, ballots, share and turnout end in 0 or 5.

    Parameters
    ----------
    tally : Tally
    choice : str, optional
        Whose votes; default as in :meth:`Tally.choice`.
    min_registered : int
        Units with fewer voters are left out (fewer ballots, where no register is known).
    min_count : int
        Units with fewer votes for the choice are left out.
    seed : int
        Nothing is random here; present because all methods are called alike.

    Returns
    -------
    FiveAndZeroResult
        The headline is the percentage of units whose votes for the choice end in 0 or 5;
        `p_value` is the exact binomial one against a fifth, from both sides.

    Raises
    ------
    NotApplicable
        If fewer than 100 units are left.
    """
    base = tally.came
    size = tally.unit_size
    votes = tally.votes_for(choice)
    used, excluded = select_in_turn(
        {
            f"fewer than {min_registered} voters": size < min_registered,
            f"fewer than {min_count} votes": votes < min_count,
            "no ballots": base == 0,
        }
    )
    n = int(used.sum())
    if n < MIN_UNITS:
        raise NotApplicable(
            f"five_and_zero needs {MIN_UNITS} units with at least {min_registered} voters and"
            f" {min_count} votes; {n} of {len(tally):,} are left"
        )
    looked_at = {
        "votes": votes[used],
        "ballots": base[used],
        "share": _whole_percent(votes[used], base[used]),
    }
    if tally.registered is not None:
        looked_at["turnout"] = _whole_percent(base[used], tally.registered[used])
    looks = pl.DataFrame([_look(name, values) for name, values in looked_at.items()])
    hits, rate = int(looks["hits"][0]), float(looks["rate"][0])
    error = NORMAL_95 * math.sqrt(rate * (1 - rate) / n)
    return FiveAndZeroResult(
        method="five_and_zero",
        choice=tally.choice(choice),
        headline=Estimate(
            value=100 * rate,
            low=100 * (rate - error),
            high=100 * (rate + error),
            level=0.95,
            unit="percent of counts end in 0 or 5",
            how="20 percent if all last digits are equally common; the interval is the sampling"
            " error",
        ),
        p_value=max(float(binomtest(hits, n, EXPECTED).pvalue), sys.float_info.min),
        null="all last digits are equally common",
        n_units=n,
        excluded=excluded,
        seed=None,
        settings={"min_registered": min_registered, "min_count": min_count},
        cautions=(
            "A contested method: small counts, packs of ballots and the honest crowding of"
            " percentages make fives and zeros more or less common than a fifth.",
        ),
        unit_scores=None,
        looks=looks,
    )


def _whole_percent(part: Counts, whole: Counts) -> Counts:
    """Return percentages rounded to whole ones, halves up, in whole numbers."""
    return (200 * part + whole) // (2 * whole)


def _look(name: str, values: Counts) -> dict[str, object]:
    hits = int((values % 5 == 0).sum())
    error = math.sqrt(EXPECTED * (1 - EXPECTED) / len(values))
    rate = hits / len(values)
    return {
        "look": name,
        "n": len(values),
        "hits": hits,
        "rate": rate,
        "expected": EXPECTED,
        "z": (rate - EXPECTED) / error,
    }


def _distance(result: FiveAndZeroResult) -> float:
    return float(np.abs(result.looks["z"][0]))


METHOD = Method(
    name="five_and_zero",
    title="Fives and zeros",
    question="Do counts and percentages end in 0 or 5 more often than one time in five?",
    run=five_and_zero,
    result=FiveAndZeroResult,
    family="digits",
    primary=False,
    contested=True,
    needs=("votes",),
    statistic=Statistic(
        "distance of fives and zeros from a fifth",
        "standard errors",
        of=_distance,
        at_least=_distance,
    ),
    min_units=MIN_UNITS,
    cites=("Kalinin and Mebane, Election Forensics Toolkit: statistics C05s and P05s",),
    detects=("counts that people made up with a liking for fives and zeros",),
    assumes=("Counts are large and vary by far more than ten.",),
    innocent=(
        "Small counts, ballots handed out in packs, lists cut at round numbers.",
        "Percentages that crowd honestly: near 100, four of every five whole percentages end in"
        " neither.",
    ),
    blind_to=(
        "stuffed ballots and moved votes that leave the last digit to chance",
        "invented numbers whose author avoided fives and zeros",
    ),
)
