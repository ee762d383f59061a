"""How the same statistics come out in elections that are widely regarded as clean.

``reference.csv`` holds one row per clean election and method: the value of one statistic, made by
``python -m tallyscope.benchmark.reference`` from station-level files that are not part of this
package. An election beyond all of them is unusual; being inside shows nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import polars as pl
from scipy.special import gammaincinv

from tallyscope.methods.excess_votes import ExcessVotesResult
from tallyscope.methods.fingerprint import FingerprintResult
from tallyscope.methods.integer_percentages import IntegerPercentagesResult
from tallyscope.result import Result

FEWEST = 10  # our choice: fewer reference elections rank nothing
LOWER_BOUND_LEVEL = 0.05  # one-sided 95% lower bound of a Poisson count


@dataclass(frozen=True)
class Statistic:
    """What is compared between elections: higher means further from the clean ones.

    Attributes
    ----------
    method, name, unit : str
        Method it belongs to, name in words, unit for printing.
    of : callable
        Result -> float, the value that is tabulated for a clean election.
    at_least : callable
        Result -> float, the value that chance leaves certain; it is what must lie beyond.
    floor : float
        Values up to it are unremarkable whatever the clean elections had: a range of votes in
        excess that reaches zero is one.
    """

    method: str
    name: str
    unit: str
    of: Callable[[Result], float]
    at_least: Callable[[Result], float]
    floor: float = 0.0


def _z(result: Result) -> float:
    assert isinstance(result, IntegerPercentagesResult)
    row = result.counts.row(
        by_predicate=(pl.col("criterion") == result.criterion)
        & (pl.col("period") == 1)
        & (pl.col("weight") == "stations"),
        named=True,
    )
    return float(row["z"])


def _far_out(result: Result) -> float:
    assert isinstance(result, FingerprintResult)
    return 1e4 * _listed(result) / result.n_units


def _far_out_at_least(result: Result) -> float:
    listed = _listed(result)
    lowest = float(gammaincinv(listed, LOWER_BOUND_LEVEL)) if listed else 0.0
    return 1e4 * lowest / result.n_units


def _listed(result: Result) -> int:
    return 0 if result.unit_scores is None else result.unit_scores.height


def _least_excess(result: Result) -> float:
    assert isinstance(result, ExcessVotesResult)
    return 100 * result.relative[0]


STATISTICS: tuple[Statistic, ...] = (
    Statistic("integer_percentages", "z of the excess", "standard deviations", _z, _z),
    Statistic(
        "fingerprint",
        "units far above their district in turnout and share at once",
        "per 10,000 units",
        _far_out,
        _far_out_at_least,
    ),
    Statistic(
        "excess_votes",
        "low end of the votes in excess",
        "percent of the choice's votes",
        _least_excess,
        _least_excess,
    ),
)


@dataclass(frozen=True)
class Rank:
    """Where a result stands among clean elections.

    Attributes
    ----------
    statistic : Statistic
    value, at_least : float
        The result's own value, and the value that must lie beyond the others.
    elections : int
        Clean elections with this statistic.
    reached : int
        Those of them with at least this value.
    lowest, highest : float
        Range over the clean elections.
    """

    statistic: Statistic
    value: float
    at_least: float
    elections: int
    reached: int
    lowest: float
    highest: float

    @property
    def beyond(self) -> bool:
        """Whether the result lies above every one of enough clean elections."""
        return self.elections >= FEWEST and self.at_least > max(self.highest, self.statistic.floor)

    def __str__(self) -> str:
        return (
            f"{self.statistic.name}: {self.value:,.1f} {self.statistic.unit}; in"
            f" {self.elections} elections widely regarded as clean {self.lowest:,.1f} to"
            f" {self.highest:,.1f}, and {self.reached} of them reached this value"
        )


@cache
def clean_elections() -> pl.DataFrame:
    """Return the packaged table: ``election``, ``n_units``, ``method``, ``statistic``, ``value``.

    The file says what made it in lines that begin with ``#``.
    """
    return pl.read_csv(
        files("tallyscope.assess").joinpath("reference.csv").read_bytes(), comment_prefix="#"
    )


def rank(result: Result) -> Rank | None:
    """Rank a result among clean elections; None if its method has no reference statistic."""
    for statistic in STATISTICS:
        if statistic.method != result.method:
            continue
        values = clean_elections().filter(pl.col("method") == result.method)["value"]
        value = statistic.of(result)
        return Rank(
            statistic,
            value,
            statistic.at_least(result),
            len(values),
            int((values >= value).sum()),
            float(values.to_numpy().min()),
            float(values.to_numpy().max()),
        )
    return None
