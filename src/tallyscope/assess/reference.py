"""How the same statistics come out in elections that are widely regarded as clean.

``reference.csv`` holds one row per clean election and method: the value of one statistic, made by
``python -m tallyscope.benchmark.reference`` from station-level files that are not part of this
package. An election beyond all of them is unusual; being inside shows nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import polars as pl

from tallyscope.result import Method, Result, Statistic

FEWEST = 10  # our choice: fewer reference elections rank nothing


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


@dataclass(frozen=True)
class FalseAlarms:
    """How many clean elections a test accused at a level."""

    accused: int
    elections: int
    level: float

    def __str__(self) -> str:
        return (
            f"at the {100 * self.level:g}% level it accused {self.accused} of {self.elections}"
            " elections widely regarded as clean"
        )


@cache
def clean_elections() -> pl.DataFrame:
    """Return the packaged table: ``election``, ``n_units``, ``method``, ``statistic``, ``value``.

    ``p_value`` is that of a test, before it is adjusted, and null for a method that describes.

    The file says what made it in lines that begin with ``#``.
    """
    return pl.read_csv(
        files("tallyscope.assess").joinpath("reference.csv").read_bytes(), comment_prefix="#"
    )


def rank(method: Method, result: Result) -> Rank | None:
    """Rank a result among clean elections; None if its method has no statistic tabulated."""
    statistic = method.statistic
    values = clean_elections().filter(pl.col("method") == method.name)["value"]
    if statistic is None or values.is_empty():
        return None
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


def false_alarms(method: Method, level: float = 0.05) -> FalseAlarms | None:
    """Count the clean elections that a test accused; None if it was tried on none."""
    tried = clean_elections().filter(pl.col("method") == method.name)["p_value"].drop_nulls()
    if tried.is_empty():
        return None
    return FalseAlarms(int((tried <= level).sum()), len(tried), level)
