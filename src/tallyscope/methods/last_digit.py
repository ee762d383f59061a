"""Are all last digits of the counts equally common?

Whoever invents numbers has favourite digits. Whoever counts has none, as long as the counts are
large and vary by far more than ten. Where they do not - many small units, ballots handed out in
packs, places that repeat each other - last digits are honestly uneven. This is a contested method:
it runs only when asked for, with its measured false alarms beside it, and grades nothing.

Beber and Scacco (2012), Political Analysis 20(2):211-234; Mebane's "LastC" is the mean shown here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import polars as pl

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic
from tallyscope.stats.digits import DIGITS, frequencies, last_digit_of, pearson
from tallyscope.stats.normal import NORMAL_95
from tallyscope.stats.selection import select_in_turn
from tallyscope.tally import Counts, Tally

MIN_REGISTERED = 100  # as in the other methods
MIN_COUNT = 10  # Beber and Scacco 2012: smaller counts have no last digit of their own
MIN_UNITS = 100  # our choice: ten counts per digit


@dataclass(frozen=True, kw_only=True, eq=False)
class LastDigitResult(Result):
    """Frequencies of last digits.

    Attributes
    ----------
    digits : polars.DataFrame
        ``count`` ("votes" of the choice, "ballots"), ``digit`` (0 to 9), ``observed``,
        ``expected`` (a tenth).
    tests : polars.DataFrame
        ``count``, ``n``, ``mean`` (4.5 expected), ``chi_square`` (9 degrees of freedom),
        ``p_value``.
    """

    digits: pl.DataFrame
    tests: pl.DataFrame


def last_digit(
    tally: Tally,
    *,
    choice: str | None = None,
    min_registered: int = MIN_REGISTERED,
    min_count: int = MIN_COUNT,
    seed: int = 0,  # noqa: ARG001
) -> LastDigitResult:
    """Compare the last digits of the choice's votes, and of ballots, with equal frequencies.

    Parameters
    ----------
    tally : Tally
    choice : str, optional
        Whose votes; default as in :meth:`Tally.choice`.
    min_registered : int
        Units with fewer voters are left out (fewer ballots, where no register is known).
    min_count : int
        Counts below it are left out.
    seed : int
        Nothing is random here; present because all methods are called alike.

    Returns
    -------
    LastDigitResult
        The headline is the mean last digit of the choice's votes with its 95% interval;
        `p_value` is that of Pearson's chi-square with nine degrees of freedom.

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
        }
    )
    n = int(used.sum())
    if n < MIN_UNITS:
        raise NotApplicable(
            f"last_digit needs {MIN_UNITS} units with at least {min_registered} voters and"
            f" {min_count} votes; {n} of {len(tally):,} are left"
        )
    counts = {"votes": votes[used], "ballots": base[(size >= min_registered) & (base >= min_count)]}
    tests = pl.DataFrame([_test(name, values) for name, values in counts.items()])
    headline = tests.row(0, named=True)
    error = NORMAL_95 * float(last_digit_of(votes[used]).std()) / math.sqrt(n)
    return LastDigitResult(
        method="last_digit",
        choice=tally.choice(choice),
        headline=Estimate(
            value=headline["mean"],
            low=headline["mean"] - error,
            high=headline["mean"] + error,
            level=0.95,
            unit="mean last digit",
            how="the mean of the last digits, 4.5 if all are equally common; the interval is its"
            " sampling error",
        ),
        p_value=headline["p_value"],
        null="all last digits are equally common",
        n_units=n,
        excluded=excluded,
        seed=None,
        settings={"min_registered": min_registered, "min_count": min_count},
        cautions=(
            "A contested method: honest counts that are small, alike or handed out in packs have"
            " uneven last digits, too.",
        ),
        unit_scores=None,
        digits=pl.concat([_digits(name, values) for name, values in counts.items()]),
        tests=tests,
    )


def _digits(name: str, values: Counts) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "count": [name] * DIGITS,
            "digit": np.arange(DIGITS),
            "observed": frequencies(last_digit_of(values)),
            "expected": np.full(DIGITS, len(values) / DIGITS),
        }
    )


def _test(name: str, values: Counts) -> dict[str, object]:
    digits = last_digit_of(values)
    fit = pearson(frequencies(digits), np.full(DIGITS, len(values) / DIGITS))
    return {
        "count": name,
        "n": len(values),
        "mean": float(digits.mean()),
        "chi_square": fit.statistic,
        "p_value": fit.p_value,
    }


def _chi_square(result: LastDigitResult) -> float:
    return float(result.tests["chi_square"][0])


METHOD = Method(
    name="last_digit",
    title="Last digits",
    question="Are all last digits of the counts equally common?",
    run=last_digit,
    result=LastDigitResult,
    family="digits",
    primary=False,
    contested=True,
    needs=("votes",),
    statistic=Statistic("chi-square of last digits", "", of=_chi_square, at_least=_chi_square),
    min_units=MIN_UNITS,
    cites=(
        "Beber and Scacco (2012), What the numbers say: a digit-based test for election fraud,"
        " Political Analysis 20(2):211-234",
    ),
    detects=("counts that people made up digit by digit",),
    assumes=(
        "Counts are large and vary by far more than ten, so that no last digit is preferred.",
    ),
    innocent=(
        "Many small counts: their last digits follow the counts themselves.",
        "Ballots handed out in packs, lists cut at round numbers, units of fixed size.",
        "Places that report the same numbers more than once.",
    ),
    blind_to=(
        "stuffed ballots, moved votes, and anything that leaves the last digit to chance",
        "invented numbers whose author avoided favourite digits",
    ),
)
