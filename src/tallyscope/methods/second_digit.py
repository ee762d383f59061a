"""Are second digits as common as a smooth spread of such counts would make them?

The second digits of counts that spread over several powers of ten follow Benford's law. Votes of
polling stations do not spread so far: stations have like sizes, so their second digits say how
large stations are, not how honest. Here the expectation comes from the counts themselves, smoothed
by redrawing. What remains against Benford's law is shown and tests nothing. This is a contested
method: it runs only when asked for, and grades nothing.

Mebane (2006), "2BL"; Deckert, Myagkov, Ordeshook (2011), Political Analysis 19(3):245-268, who
found it no better than a coin.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic
from tallyscope.stats.digits import (
    DIGITS,
    frequencies,
    pearson,
    second_digit_of,
    smoothed_second_digits,
)
from tallyscope.stats.normal import NORMAL_95
from tallyscope.stats.randomness import stream
from tallyscope.stats.selection import select_in_turn
from tallyscope.tally import Counts, Tally

MIN_REGISTERED = 100  # as in the other methods
MIN_COUNT = 10  # the smallest with a second digit
MIN_UNITS = 100  # our choice: ten counts per digit
SPREAD = 0.1  # our choice: a tenth of the count, about one step of the second digit
DRAWS = 50  # our choice: the expectation is then known to 1/7 of its own sampling error
BENFORD = np.array([sum(math.log10(1 + 1 / (10 * k + d)) for k in range(1, 10)) for d in range(10)])


@dataclass(frozen=True, kw_only=True, eq=False)
class SecondDigitResult(Result):
    """Frequencies of second digits.

    Attributes
    ----------
    digits : polars.DataFrame
        ``count`` ("votes" of the choice, "ballots"), ``digit`` (0 to 9), ``observed``,
        ``expected`` (smoothed), ``benford``.
    tests : polars.DataFrame
        ``count``, ``n``, ``mean``, ``expected_mean``, ``benford_mean`` (4.187), ``chi_square``
        against the smoothed expectation (9 degrees of freedom), ``p_value``.
    """

    digits: pl.DataFrame
    tests: pl.DataFrame


def second_digit(
    tally: Tally,
    *,
    choice: str | None = None,
    min_registered: int = MIN_REGISTERED,
    draws: int = DRAWS,
    seed: int = 0,
) -> SecondDigitResult:
    """Compare second digits of the choice's votes, and of ballots, with smoothed ones.

    Parameters
    ----------
    tally : Tally
    choice : str, optional
        Whose votes; default as in :meth:`Tally.choice`.
    min_registered : int
        Units with fewer voters are left out (fewer ballots, where no register is known).
    draws : int
        Elections redrawn for the expectation.
    seed : int

    Returns
    -------
    SecondDigitResult
        The headline is the mean second digit of the choice's votes with its 95% interval;
        `p_value` is that of Pearson's chi-square against the smoothed expectation.

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
            f"fewer than {MIN_COUNT} votes": votes < MIN_COUNT,
        }
    )
    n = int(used.sum())
    if n < MIN_UNITS:
        raise NotApplicable(
            f"second_digit needs {MIN_UNITS} units with at least {min_registered} voters and"
            f" {MIN_COUNT} votes; {n} of {len(tally):,} are left"
        )
    rng = stream(seed, "second_digit")
    counts = {"votes": votes[used], "ballots": base[(size >= min_registered) & (base >= MIN_COUNT)]}
    tables = [
        _digits(name, values, smoothed_second_digits(np.sort(values), SPREAD, draws, rng))
        for name, values in counts.items()
    ]
    tests = pl.DataFrame([_test(table) for table in tables])
    headline = tests.row(0, named=True)
    error = NORMAL_95 * float(second_digit_of(votes[used]).std()) / math.sqrt(n)
    return SecondDigitResult(
        method="second_digit",
        choice=tally.choice(choice),
        headline=Estimate(
            value=headline["mean"],
            low=headline["mean"] - error,
            high=headline["mean"] + error,
            level=0.95,
            unit="mean second digit",
            how=f"{headline['expected_mean']:.2f} for a smooth spread of such counts, 4.19 by"
            " Benford's law; the interval is the sampling error",
        ),
        p_value=headline["p_value"],
        null="counts are spread smoothly, at the scale of a tenth of each",
        n_units=n,
        excluded=excluded,
        seed=seed,
        settings={"min_registered": min_registered, "spread": SPREAD, "draws": draws},
        cautions=(
            "A contested method: second digits show how large stations are, and honest elections"
            " deviate from Benford's law as a rule.",
        ),
        unit_scores=None,
        digits=pl.concat(tables),
        tests=tests,
    )


def _digits(name: str, values: Counts, expected: npt.NDArray[np.float64]) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "count": [name] * DIGITS,
            "digit": np.arange(DIGITS),
            "observed": frequencies(second_digit_of(values)),
            "expected": expected,
            "benford": len(values) * BENFORD,
        }
    )


def _test(table: pl.DataFrame) -> dict[str, object]:
    observed, expected = table["observed"].to_numpy(), table["expected"].to_numpy()
    fit = pearson(observed, np.maximum(expected, 1.0))
    digits = np.arange(DIGITS)
    return {
        "count": table["count"][0],
        "n": int(observed.sum()),
        "mean": float((digits * observed).sum() / observed.sum()),
        "expected_mean": float((digits * expected).sum() / expected.sum()),
        "benford_mean": float((digits * BENFORD).sum()),
        "chi_square": fit.statistic,
        "p_value": fit.p_value,
    }


def _chi_square(result: SecondDigitResult) -> float:
    return float(result.tests["chi_square"][0])


METHOD = Method(
    name="second_digit",
    title="Second digits",
    question="Are second digits as common as a smooth spread of such counts would make them?",
    run=second_digit,
    result=SecondDigitResult,
    family="digits",
    primary=False,
    contested=True,
    needs=("votes",),
    statistic=Statistic("chi-square of second digits", "", of=_chi_square, at_least=_chi_square),
    min_units=MIN_UNITS,
    cites=(
        "Mebane (2006), Election forensics: vote counts and Benford's law",
        "Deckert, Myagkov, Ordeshook (2011), Benford's law and the detection of election fraud,"
        " Political Analysis 19(3):245-268",
    ),
    detects=("counts that crowd at certain second digits",),
    assumes=("Counts spread smoothly at the scale of a tenth of their size.",),
    innocent=(
        "Stations of a fixed size, lists cut at a legal maximum.",
        "Strategic voting and mobilisation, to which the second digit responds as well.",
    ),
    blind_to=(
        "most kinds of tampering: it has little power against stuffed ballots or moved votes",
    ),
)
