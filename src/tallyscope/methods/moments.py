"""Are turnout and share spread over the stations like a bell?

In a country without regions, towns and camps they would be. Every real country has them, so its
turnout and shares are skewed and heavy-tailed, honestly. Elections regarded as clean fail the
bell by as much as others do: the shape of the spread says what a country is like, not how it
counts. This is a contested method: it runs only when asked for, and grades nothing.

Skewness and kurtosis as in the Election Forensics Toolkit (Kalinin and Mebane); the test of both is
D'Agostino and Pearson (1973), Biometrika 60(3):613-622. The toolkit's third look, Hartigan's dip,
is left out: several camps make several peaks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic
from tallyscope.stats.normal import NORMAL_95
from tallyscope.stats.selection import select_in_turn
from tallyscope.stats.shape import shape_of, skewness_error
from tallyscope.tally import Tally

Floats = npt.NDArray[np.float64]

MIN_REGISTERED = 100  # as in the other methods
MIN_UNITS = 100  # our choice: below it moments are mostly noise
BINS = 100  # one percent each


@dataclass(frozen=True, kw_only=True, eq=False)
class MomentsResult(Result):
    """Moments of turnout and share over the units.

    Attributes
    ----------
    shapes : polars.DataFrame
        ``quantity`` ("share", "turnout"), ``n``, ``mean``, ``sd``, ``skewness`` (0 for a bell),
        ``kurtosis`` (3 for a bell), ``p_value``.
    spread : polars.DataFrame
        ``quantity``, ``percent`` (lower edge), ``units``, ``bell`` (units expected under the
        normal distribution of the same mean and spread).
    """

    shapes: pl.DataFrame
    spread: pl.DataFrame


def moments(
    tally: Tally,
    *,
    choice: str | None = None,
    min_registered: int = MIN_REGISTERED,
    seed: int = 0,  # noqa: ARG001
) -> MomentsResult:
    """Describe the spread of turnout and of the choice's share by skewness and kurtosis.

    Parameters
    ----------
    tally : Tally
        Without registered voters the share alone is looked at.
    choice : str, optional
        Whose share of the ballots (of valid votes, where ballots are not known).
    min_registered : int
        Units with fewer voters are left out (fewer ballots, where no register is known).
    seed : int
        Nothing is random here; present because all methods are called alike.

    Returns
    -------
    MomentsResult
        The headline is the skewness of turnout (of the share, without a register) with the 95%
        range of a bell around it; `p_value` is that of skewness and kurtosis together.

    Raises
    ------
    NotApplicable
        If fewer than 100 units are left, or all are alike.
    """
    base = tally.came
    size = tally.unit_size
    used, excluded = select_in_turn(
        {f"fewer than {min_registered} voters": size < min_registered, "no ballots": base == 0}
    )
    n = int(used.sum())
    if n < MIN_UNITS:
        raise NotApplicable(
            f"moments needs {MIN_UNITS} units with at least {min_registered} voters;"
            f" {n} of {len(tally):,} are left"
        )
    rates = {"share": tally.votes_for(choice)[used] / base[used]}
    if tally.registered is not None:
        rates = {"turnout": base[used] / tally.registered[used]} | rates
    alike = [name for name, values in rates.items() if np.ptp(values) == 0]
    if alike:
        raise NotApplicable(f"moments needs units that differ; all have the same {alike[0]}")
    shapes = pl.DataFrame(
        [{"quantity": name, **shape_of(values)._asdict()} for name, values in rates.items()]
    )
    first = shapes.row(0, named=True)
    error = NORMAL_95 * skewness_error(n)
    return MomentsResult(
        method="moments",
        choice=tally.choice(choice),
        headline=Estimate(
            value=first["skewness"],
            low=first["skewness"] - error,
            high=first["skewness"] + error,
            level=0.95,
            unit=f"skewness of {first['quantity']}",
            how="0 for a bell; the interval is the sampling error that a bell would have",
        ),
        p_value=first["p_value"],
        null=f"{first['quantity']} is spread over the units like a bell",
        n_units=n,
        excluded=excluded,
        seed=None,
        settings={"min_registered": min_registered},
        cautions=(
            "A contested method: regions, towns and camps skew honest elections as well; nearly"
            " every real election fails it.",
        ),
        unit_scores=None,
        shapes=shapes,
        spread=pl.concat([_spread(name, values) for name, values in rates.items()]),
    )


def _spread(name: str, values: Floats) -> pl.DataFrame:
    from scipy.stats import norm

    edges = np.arange(BINS + 1) / BINS
    units, _ = np.histogram(np.clip(values, 0, 1), bins=edges)
    bell = np.diff(norm.cdf(edges, values.mean(), values.std())) * len(values)
    return pl.DataFrame(
        {
            "quantity": [name] * BINS,
            "percent": np.arange(BINS) * 100 // BINS,
            "units": units.astype(np.int64),
            "bell": bell,
        }
    )


def _distance(result: MomentsResult) -> float:
    return float(np.abs(result.shapes["skewness"][0]))


METHOD = Method(
    name="moments",
    title="Skewness and kurtosis",
    question="Are turnout and share spread over the stations like a bell?",
    run=moments,
    result=MomentsResult,
    family="digits",
    primary=False,
    contested=True,
    needs=("votes",),
    statistic=Statistic(
        "distance of the skewness from a bell's", "", of=_distance, at_least=_distance
    ),
    min_units=MIN_UNITS,
    cites=(
        "Kalinin and Mebane, Election Forensics Toolkit: statistics Skew and Kurt",
        "D'Agostino and Pearson (1973), Tests for departure from normality, Biometrika"
        " 60(3):613-622",
    ),
    detects=("a second crowd of stations beside the main one, whatever made it",),
    assumes=("Nothing but chance makes stations differ, which is true of no country.",),
    innocent=(
        "Regions with camps of their own, towns and villages, minorities.",
        "Turnout near its limit of 100%, which skews any spread.",
    ),
    blind_to=("anything that does not change the shape of the spread",),
)
