"""The units that deserve a look, with the reason."""

from __future__ import annotations

import polars as pl

from tallyscope.assess.assessment import Assessment
from tallyscope.methods import card
from tallyscope.report.tables import Column, Table
from tallyscope.result import Result
from tallyscope.tally import CountName

MOST_LISTED = 5_000  # our choice: about a megabyte of names; nobody reads more in a browser
# No column of a results file is called so: levels keep their own names beside these.
NAME, VOTES, METHOD, SCORE, REASON = "·name", "·votes", "·method", "·score", "·reason"
COUNTS: tuple[CountName, ...] = ("registered", "ballots")


def flagged(assessment: Assessment) -> pl.DataFrame:
    """Return all flagged units: ``unit``, the levels, and the columns named above.

    Sorted by method in the order of the report, and by falling score within a method; a unit that
    two methods name stands there twice, with both reasons.
    """
    tally = assessment.tally
    places = tally.units.select(
        "unit",
        *tally.levels,
        _own_name(tally.levels).alias(NAME),
        *(pl.Series(f"·{name}", tally.counts(name)) for name in COUNTS if tally.has(name)),
        pl.Series(VOTES, tally.votes_for(assessment.choice)),
    )
    scored = [
        outcome.unit_scores.select(
            "unit",
            pl.lit(card(name).title).alias(METHOD),
            pl.col("score").alias(SCORE),
            pl.col("reason").alias(REASON),
        ).sort([SCORE, "unit"], descending=[True, False])
        for name, outcome in assessment.outcomes.items()
        if isinstance(outcome, Result) and outcome.unit_scores is not None
    ]
    none = pl.DataFrame(
        schema={"unit": pl.String, METHOD: pl.String, SCORE: pl.Float64, REASON: pl.String}
    )
    return pl.concat([none, *scored]).join(places, on="unit", how="left", maintain_order="left")


def table(assessment: Assessment, units: pl.DataFrame) -> Table:
    """Return the table of flagged units, the first `MOST_LISTED` of them."""
    counts = {
        "·registered": "Registered",
        "·ballots": "Ballots",
        VOTES: f"Votes for {assessment.choice}",
    }
    return Table(
        id="flagged-units",
        caption="Units to look at first, and why",
        columns=(
            *(Column(level, level) for level in assessment.tally.levels),
            Column(NAME, "Unit"),
            *(Column(name, heading, 0) for name, heading in counts.items() if name in units),
            Column(METHOD, "Seen by"),
            Column(SCORE, "Rank score", 1),
            Column(REASON, "Reason", long=True),
        ),
        frame=units.head(MOST_LISTED),
    )


def _own_name(levels: tuple[str, ...]) -> pl.Expr:
    """Return the unit's id without the names of the levels in front, which have own columns."""
    if not levels:
        return pl.col("unit")
    prefix = pl.concat_str([*map(pl.col, levels), pl.lit("")], separator=" / ")
    return pl.col("unit").str.strip_prefix(prefix)
