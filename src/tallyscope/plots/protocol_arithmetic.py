"""Charts of errors in protocols: whom they favour, and how many there are."""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.methods.protocol_arithmetic import ANY, ProtocolArithmeticResult
from tallyscope.plots.figure import Figure, data
from tallyscope.plots.regions import TICKS

ROW_HEIGHT = 30  # pixels; our choice
KINDS = {
    "contradiction": "contradiction",
    "list": "longer than the list of voters",
    "told": "no error",
}


def figures(result: ProtocolArithmeticResult) -> tuple[Figure, ...]:
    """Return the charts of the result; the direction only where an error could be tested."""
    tested = result.identities.drop_nulls("votes")
    direction = [_direction(result, tested)] if tested.height else []
    return (*direction, _number(result))


def _named(frame: pl.DataFrame) -> pl.DataFrame:
    sign = pl.when(pl.col("sign") == "either").then(pl.lit("")).otherwise(": " + pl.col("sign"))
    return frame.with_columns(
        what=pl.col("identity") + sign,
        means=pl.col("kind").replace_strict(KINDS, return_dtype=pl.String),
    )


def _direction(result: ProtocolArithmeticResult, tested: pl.DataFrame) -> Figure:
    frame = _named(tested).select(
        *("what", "means", "found", "tested", "points", "votes", "p_value"),
        low=100 * pl.col("low") / pl.col("whole"),
        high=100 * pl.col("high") / pl.col("whole"),
    )
    tooltip = [
        alt.Tooltip("what:N", title="Error"),
        alt.Tooltip("found:Q", title="Units with it", format=",d"),
        alt.Tooltip("tested:Q", title="of them with like units without", format=",d"),
        alt.Tooltip("points:Q", title="Share above like units, points", format="+.2f"),
        alt.Tooltip("votes:Q", title="Votes above like units", format="+,.0f"),
        alt.Tooltip("p_value:Q", title="p", format=".2g"),
    ]
    base = alt.Chart().encode(y=alt.Y("what:N", title=None, sort=None))
    layers = (
        alt.Chart().mark_rule(style="zero").encode(x=alt.datum(0)),
        base.mark_rule(style="interval").encode(
            x=alt.X(
                "low:Q",
                title=f"Share of {result.choice} above that of like units without it, points",
                axis=alt.Axis(tickCount=TICKS),
            ),
            x2="high:Q",
            tooltip=tooltip,
        ),
        base.mark_point(style="dot").encode(
            x="points:Q",
            color=alt.Color(
                "means:N",
                scale=alt.Scale(domain=list(KINDS.values())[:2], range="category"),
                legend=alt.Legend(title=None, labelLimit=240),
            ),
            tooltip=tooltip,
        ),
    )
    return Figure(
        name="direction",
        title="Whom the errors favour",
        reading=(
            f"How much better {result.choice} does in units with an error than in units of like"
            " size in the same district without one, with the 95% interval. To the right of zero"
            " the errors favour it, to the left the others; slips lie around zero. Only the first"
            " line, all contradictions together, is the test."
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(height=ROW_HEIGHT * frame.height),
    )


def _number(result: ProtocolArithmeticResult) -> Figure:
    frame = _named(result.identities.filter(pl.col("identity") != ANY)).with_columns(
        per_hundred=100 * pl.col("found") / pl.max_horizontal("asked", 1)
    )
    tooltip = [
        alt.Tooltip("what:N", title="Error"),
        alt.Tooltip("means:N", title="Taken for"),
        alt.Tooltip("found:Q", title="Units with it", format=",d"),
        alt.Tooltip("asked:Q", title="Units asked", format=",d"),
        alt.Tooltip("ballots:Q", title="Ballots, summed", format=",d"),
    ]
    bars = (
        alt.Chart(data(frame.select("what", "means", "found", "asked", "ballots", "per_hundred")))
        .mark_bar()
        .encode(
            y=alt.Y("what:N", title=None, sort=None),
            x=alt.X("per_hundred:Q", title="Units with it, percent"),
            color=alt.Color(
                "means:N",
                scale=alt.Scale(domain=list(KINDS.values()), range="category"),
                legend=alt.Legend(title=None, labelLimit=240),
            ),
            tooltip=tooltip,
        )
    )
    return Figure(
        name="number",
        title="How many units have which error",
        reading=(
            "Percent of the units whose counts do not go together, by kind and sign. Honest counts"
            " have errors, in some countries in two of five units: a long bar is no suspicion. What"
            " reading set aside is not in it."
        ),
        chart=bars.properties(height=ROW_HEIGHT * frame.height),
    )
