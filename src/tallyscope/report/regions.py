"""One row per region, from every method that told regions apart."""

from __future__ import annotations

import polars as pl

from tallyscope.assess.assessment import Assessment
from tallyscope.methods.excess_votes import ExcessVotesResult
from tallyscope.methods.fingerprint import FingerprintResult
from tallyscope.methods.integer_percentages import IntegerPercentagesResult
from tallyscope.report.tables import Column, Table
from tallyscope.result import Outcome

Part = tuple[tuple[Column, ...], pl.DataFrame]


def table(assessment: Assessment) -> Table | None:
    """Return the table of regions; None where the file names none or no method ran."""
    levels = assessment.tally.levels
    parts = [_part(outcome) for outcome in assessment.outcomes.values()]
    told = [part for part in parts if part is not None]
    if not levels or not told:
        return None
    region = assessment.tally.level(levels[0])
    frame = region.value_counts(name="n_units").rename({region.name: "region"}).sort("region")
    for _, part in told:
        frame = frame.join(part, on="region", how="left", maintain_order="left")
    return Table(
        id="regions",
        caption=f"What each {levels[0]} shows",
        columns=(
            Column("region", levels[0]),
            Column("n_units", "Units", 0),
            *(column for columns, _ in told for column in columns),
        ),
        frame=frame,
    )


def _part(outcome: Outcome) -> Part | None:
    if isinstance(outcome, IntegerPercentagesResult):
        return _whole_percentages(outcome)
    if isinstance(outcome, FingerprintResult):
        return _turnout_and_share(outcome)
    if isinstance(outcome, ExcessVotesResult):
        return _excess_votes(outcome)
    return None


def _whole_percentages(result: IntegerPercentagesResult) -> Part:
    columns = (
        Column("whole_excess", "At whole percentages, beyond chance", 0),
        Column("whole_z", "in standard deviations", 1),
        Column("whole_p", "p, adjusted", 4),
    )
    return columns, result.regions.select(
        "region", whole_excess="excess", whole_z="z", whole_p="p_adjusted"
    )


def _turnout_and_share(result: FingerprintResult) -> Part:
    columns = (
        Column("turnout", "Turnout, %", 1),
        Column("share", f"Share of {result.choice}, %", 1),
        Column("correlation", "Correlation of both", 2),
    )
    return columns, result.region_summary.select(
        "region",
        "correlation",
        turnout=pl.col("turnout") * 100,
        share=pl.col("share") * 100,
    )


def _excess_votes(result: ExcessVotesResult) -> Part:
    columns = (
        Column("votes_low", "Votes beyond proportionality, low", 0),
        Column("votes_value", "middle", 0),
        Column("votes_high", "high", 0),
        Column("votes_reason", "Why no number of votes", long=True),
    )
    return columns, result.regions.select(
        "region",
        votes_low=pl.when("applies").then("low"),
        votes_value=pl.when("applies").then("excess"),
        votes_high=pl.when("applies").then("high"),
        votes_reason="reason",
    )
