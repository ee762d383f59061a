"""What the rows of a benchmark say: size, power, coverage, localisation, clean elections, cost.

Every function takes the joined rows (:data:`tallyscope.benchmark.trial.ROWS`) and returns a table
in a fixed order. A rate comes with the number of elections that it stands on.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import polars as pl

from tallyscope.assess.benchmarked import best_of
from tallyscope.methods import METHODS
from tallyscope.stats.power_curve import crossing

SEEN = ("impossible", "incompatible", "unusual")  # grades that say that something stands out
TESTS = [method.name for method in METHODS if method.primary]
LEVELS = (0.05, 0.01)
WANTED_POWER = 0.8
CELL = ("mechanism", "where", "n_units")  # what a power curve is drawn for
# Its votes are those gained by contradictions, of which other kinds of tampering make none.
CONTRADICTIONS, CONTRADICTING = "protocol_arithmetic", ("", "edited-totals")
ANY = "any"  # stands for a method: at least one of all


def sizes(rows: pl.DataFrame) -> pl.DataFrame:
    """Return how often each test rejects honest elections, by honest feature.

    Columns ``method``, ``honest``, ``elections``, ``at_5``, ``at_1`` (rates of p-values up to the
    level, not adjusted), ``seen`` (rate of grades of "unusual" or worse).
    """
    honest = rows.filter(pl.col("question") == "size", pl.col("skipped").is_null())
    return (
        honest.group_by("method", "honest", maintain_order=True)
        .agg(
            elections=pl.len(),
            at_5=_rate(pl.col("p_value") <= LEVELS[0]),
            at_1=_rate(pl.col("p_value") <= LEVELS[1]),
            seen=_rate(pl.col("level").is_in(SEEN)),
        )
        .sort("method", "honest")
    )


def powers(rows: pl.DataFrame) -> pl.DataFrame:
    """Return how often each method sees each way of tampering.

    Columns ``mechanism``, ``where``, ``n_units``, ``share``, ``method`` ("any" for at least one of
    all), ``elections``, ``votes_percent`` (mean of the votes added to the leader or taken from the
    others, whichever are more, in percent of the leader's honest votes), ``at_5`` (rate; of "any"
    by a primary test), ``seen`` (number of elections graded "unusual" or worse).
    """
    tampered = rows.filter(pl.col("question") == "power")
    key = [*CELL, "share"]
    ran = tampered.filter(pl.col("skipped").is_null())
    one = ran.group_by(*key, "method").agg(
        elections=pl.len().cast(pl.Int64),
        votes_percent=_changed(),
        at_5=_rate(pl.col("p_value") <= LEVELS[0]),
        seen=pl.col("level").is_in(SEEN).sum().cast(pl.Int64),
    )
    by_election = ran.group_by(*key, "case").agg(
        pl.col("votes_planted", "votes_taken", "leader_votes").first(),
        at_5=(
            pl.col("p_value").is_not_null()
            & pl.col("method").is_in(TESTS)
            & (pl.col("p_value") <= LEVELS[0])
        ).any(),
        seen=pl.col("level").is_in(SEEN).any(),
    )
    together = (
        by_election.group_by(*key)
        .agg(
            elections=pl.len().cast(pl.Int64),
            votes_percent=_changed(),
            at_5=_rate(pl.col("at_5")),
            seen=pl.col("seen").sum().cast(pl.Int64),
        )
        .with_columns(method=pl.lit(ANY))
        .select(one.columns)
    )
    return pl.concat([one, together]).sort(*key, "method")


def detectable(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the least tampering that each method sees in four elections of five.

    Columns ``mechanism``, ``where``, ``n_units``, ``method`` (and "any": the one that needs least),
    ``elections`` (at the largest dose), ``tried`` (the largest dose), ``percent``, ``low``,
    ``high``: votes in percent of the leader's as in :func:`powers`, null where none of the doses
    tried is large enough, and the 90% interval (:func:`tallyscope.stats.power_curve.crossing`);
    ``until``: from which more is not seen, null if it is.
    """
    found = []
    single = powers(rows).filter(pl.col("method") != ANY)
    for key, curve in single.group_by(*CELL, "method", maintain_order=True):
        steps = curve.filter(pl.col("votes_percent") > 0).sort("votes_percent")
        if steps.is_empty():
            continue
        at = crossing(
            steps["votes_percent"].to_numpy(),
            steps["seen"].to_numpy(),
            steps["elections"].to_numpy(),
            WANTED_POWER,
        )
        largest = steps.row(-1, named=True)
        found.append((*key, largest["elections"], largest["votes_percent"], *at))
    found += _best(found)
    schema = {"mechanism": pl.String, "where": pl.String, "n_units": pl.Int64, "method": pl.String}
    schema |= {"elections": pl.Int64} | dict.fromkeys(
        ("tried", "percent", "low", "high", "until"), pl.Float64
    )
    return pl.DataFrame(found, schema=schema, orient="row").fill_nan(None)


def _best(found: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return one row per cell for the method that needs least."""
    cells: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for row in found:
        cells.setdefault(row[:3], []).append(row)
    together = []
    for cell, rows in cells.items():
        largest = max(rows, key=lambda row: float(row[5]))
        ends: tuple[float, ...] = (math.nan,) * 4
        seen = [
            {"method": method, "percent": percent, "low": low, "high": high}
            | {"until": None if math.isnan(until) else until}
            for *_, method, _n, _tried, percent, low, high, until in rows
            if not math.isnan(percent)
        ]
        if seen:
            least = best_of(seen)
            until = math.nan if math.isinf(least.until) else least.until
            ends = (least.percent, least.low, least.high, until)
        together.append((*cell, ANY, *largest[4:6], *ends))
    return together


def coverage(rows: pl.DataFrame) -> pl.DataFrame:
    """Return how often intervals of votes affected hold the planted number.

    Columns ``method``, ``mechanism`` ("" for honest elections), ``elections``, ``covers``. Votes
    are whole, so that half a vote beyond an end is held.
    """
    planted = pl.col("votes_planted")
    speaks = (pl.col("method") != CONTRADICTIONS) | pl.col("mechanism").is_in(CONTRADICTING)
    return (
        rows.filter(pl.col("covers").is_not_null(), pl.col("question") != "clean", speaks)
        .with_columns(covers=planted.is_between(pl.col("low") - 0.5, pl.col("high") + 0.5))
        .group_by("method", "mechanism")
        .agg(elections=pl.len(), covers=_rate(pl.col("covers")))
        .sort("method", "mechanism")
    )


def localisation(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the average precision of the listed units, beside the share of units tampered with.

    Columns ``method``, ``mechanism``, ``elections``, ``average_precision``, ``base_rate``.
    """
    return (
        rows.filter(pl.col("average_precision").is_not_null())
        .group_by("method", "mechanism")
        .agg(pl.len().alias("elections"), pl.col("average_precision", "base_rate").mean())
        .sort("method", "mechanism")
    )


def clean(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the grades of real clean elections, ranked among those of other countries only.

    Columns ``file``, ``method``, ``p_value``, ``level``.
    """
    return (
        rows.filter(pl.col("question") == "clean", pl.col("skipped").is_null())
        .select("file", "method", "p_value", "level")
        .sort("file", "method")
    )


def costs(table: pl.DataFrame) -> pl.DataFrame:
    """Return seconds by method and the largest memory of a process.

    Columns ``method``, ``elections``, ``seconds`` (median), ``most_seconds``, ``peak_mb``.
    """
    return (
        table.group_by("method")
        .agg(
            elections=pl.len(),
            seconds=pl.col("seconds").median(),
            most_seconds=pl.col("seconds").max(),
            peak_mb=pl.col("peak_mb").max(),
        )
        .sort("method")
    )


def _rate(happened: pl.Expr) -> pl.Expr:
    return happened.cast(pl.Float64).mean()


def _changed() -> pl.Expr:
    votes = pl.max_horizontal("votes_planted", "votes_taken")
    return 100 * (votes / pl.col("leader_votes")).mean()
