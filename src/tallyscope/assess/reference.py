"""How the same statistics come out in elections that are widely regarded as clean.

``reference.csv`` holds one row per clean election and method: the value of one statistic, made by
``python -m tallyscope.benchmark.reference`` from station-level files that are not part of this
package. An election beyond all of them is unusual; being inside shows nothing. Ranks are conformal
(Vovk, Gammerman, Shafer 2005, Algorithmic Learning in a Random World): if the election at hand were
drawn like the others, its rank among them would be equally likely to be any.

An election that is like none of them is not ranked: the size of its units or their number lies far
off theirs, or there are too few with (or without) a register of voters. Elections published with a
register stand in the table a second time as if they had none, for those that have none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Self

import numpy as np
import polars as pl

from tallyscope.result import Method, Result, Statistic
from tallyscope.tally import Tally

FEWEST = 10  # our choice: fewer reference elections rank nothing
FAR_OFF = 2.0  # our choice: twice as large, or half as small, as any reference election


@dataclass(frozen=True)
class Kind:
    """What makes elections comparable.

    Attributes
    ----------
    register : bool
        Whether registered voters are known.
    unit_size : float
        Median number of voters in a unit, of ballots or valid votes where no register is known.
    """

    register: bool
    unit_size: float

    @classmethod
    def of(cls, tally: Tally) -> Self:
        """Return the kind of a tally."""
        sizes = tally.unit_size
        return cls(tally.registered is not None, float(np.median(sizes)) if len(sizes) else 0.0)


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
    outside : str
        Why the election is like none of them; empty where it can be ranked.
    """

    statistic: Statistic
    value: float
    at_least: float
    elections: int
    reached: int
    lowest: float
    highest: float
    outside: str = ""

    @property
    def beyond(self) -> bool:
        """Whether the result lies above every one of enough clean elections like it."""
        return not self.outside and self.at_least > max(self.highest, self.statistic.floor)

    @property
    def conformal_p(self) -> float | None:
        """Chance of such a rank or a higher one, if it were one of them; None if outside."""
        return None if self.outside else (1 + self.reached) / (self.elections + 1)

    def __str__(self) -> str:
        told = f"{self.statistic.name}: {self.value:,.1f} {self.statistic.unit}".strip()
        if self.outside:
            return f"{told}; outside the reference of clean elections, because {self.outside}"
        return (
            f"{told}; in {self.elections} elections widely regarded as clean {self.lowest:,.1f} to"
            f" {self.highest:,.1f}, and {self.reached} of them reached this value (conformal p"
            f" {self.conformal_p:.2g})"
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
    """Return the packaged table.

    Columns ``election``, ``country``, ``n_units`` (used by the method), ``unit_size``,
    ``register`` (whether voters were known), ``published`` (whether that is how the election was
    published), ``method``, ``statistic``, ``value``, and ``p_value`` of a test before it is
    adjusted, null for a method that describes. The file says what made it in lines that begin
    with ``#``.
    """
    return pl.read_csv(
        files("tallyscope.assess").joinpath("reference.csv").read_bytes(),
        comment_prefix="#",
        schema_overrides={"value": pl.Float64, "p_value": pl.Float64, "unit_size": pl.Float64},
    )


def rank(method: Method, result: Result, kind: Kind, *, without: str = "") -> Rank | None:
    """Rank a result among clean elections; None if its method has no statistic tabulated.

    Parameters
    ----------
    method : Method
    result : Result
    kind : Kind
        Of the tally that the result is about.
    without : str
        A country whose elections are left out, so that none is ranked among its own.
    """
    statistic = method.statistic
    alike = clean_elections().filter(
        pl.col("method") == method.name,
        pl.col("register") == kind.register,
        pl.col("country") != without,
    )
    if statistic is None or alike.is_empty():
        return None
    value = statistic.of(result)
    return Rank(
        statistic,
        value,
        statistic.at_least(result),
        alike.height,
        int((alike["value"] >= value).sum()),
        float(alike["value"].to_numpy().min()),
        float(alike["value"].to_numpy().max()),
        _outside(alike, kind, result.n_units),
    )


def _outside(alike: pl.DataFrame, kind: Kind, n_units: int) -> str:
    """Say why an election is like none of the clean ones; empty if it is."""
    if alike.height < FEWEST:
        known = "with" if kind.register else "without"
        return f"only {alike.height} of them {known} a register have this statistic"
    for value, column, words in (
        (kind.unit_size, "unit_size", "its units have {:,.0f} voters, theirs {:,.0f} to {:,.0f}"),
        (n_units, "n_units", "it has {:,.0f} units, they have {:,.0f} to {:,.0f}"),
    ):
        least, most = (float(end) for end in (alike[column].min(), alike[column].max()))  # type: ignore[arg-type]
        if not least / FAR_OFF <= value <= most * FAR_OFF:
            return words.format(value, least, most)
    return ""


def false_alarms(method: Method, level: float = 0.05) -> FalseAlarms | None:
    """Count the clean elections that a test accused; None if it was tried on none."""
    tried = clean_elections().filter(pl.col("method") == method.name, pl.col("published"))
    p_values = tried["p_value"].drop_nulls()
    if p_values.is_empty():
        return None
    return FalseAlarms(int((p_values <= level).sum()), len(p_values), level)
