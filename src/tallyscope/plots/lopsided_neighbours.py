"""Chart of lopsided differences: how far stations stray along two diagonals."""

from __future__ import annotations

import altair as alt

from tallyscope.methods.lopsided_neighbours import REACH, LopsidedNeighboursResult
from tallyscope.plots.figure import Figure, data


def figures(result: LopsidedNeighboursResult) -> tuple[Figure, ...]:
    """Return the chart of the result."""
    names = result.tails["diagonal"].to_list()
    lines = (
        alt.Chart()
        .mark_line(strokeWidth=2.5, interpolate="step")
        .encode(
            x=alt.X(
                "gap:Q",
                title="Steps from the district's middle",
                scale=alt.Scale(domain=[-REACH, REACH], nice=False),
            ),
            y=alt.Y("units:Q", title="Units", scale=alt.Scale(type="symlog")),
            color=alt.Color(
                "diagonal:N",
                scale=alt.Scale(domain=names, range="category"),
                legend=alt.Legend(title=None, labelLimit=240),
            ),
            tooltip=[
                alt.Tooltip("diagonal:N", title="Direction"),
                alt.Tooltip("gap:Q", title="Steps from the middle", format="+.2f"),
                alt.Tooltip("units:Q", title="Units", format=",d"),
            ],
        )
    )
    middle = alt.Chart().mark_rule(style="zero").encode(x=alt.datum(0))
    return (
        Figure(
            name="diagonals",
            title="How far stations stray, in two directions",
            reading=(
                "To the right of the middle are stations with a higher turnout than their district"
                f" and, on the one line, a larger share of {result.choice}, on the other a smaller"
                " one. Honest exceptions lengthen the right end of both lines, or both ends of one."
                " Where only the line of higher turnout with a larger share runs on to the right,"
                " some stations stray upwards in both, and none downwards."
            ),
            chart=alt.layer(middle, lines, data=data(result.histogram)).properties(height=300),
        ),
    )
