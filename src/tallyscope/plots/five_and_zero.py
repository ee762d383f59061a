"""Chart of fives and zeros."""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.methods.five_and_zero import FiveAndZeroResult
from tallyscope.plots.figure import Figure, data

LOOKS = {
    "votes": "votes of {choice}",
    "ballots": "ballots",
    "share": "share in whole percent",
    "turnout": "turnout in whole percent",
}
LOOK_HEIGHT = 30  # pixels; our choice


def figures(result: FiveAndZeroResult) -> tuple[Figure, ...]:
    """Return the percentage of each look beside a fifth."""
    frame = result.looks.select(
        pl.col("look").replace_strict(
            {name: words.format(choice=result.choice) for name, words in LOOKS.items()}
        ),
        "n",
        "hits",
        "z",
        percent=100 * pl.col("rate"),
    )
    tooltip = [
        alt.Tooltip("look:N", title="Looked at"),
        alt.Tooltip("hits:Q", title="End in 0 or 5", format=",d"),
        alt.Tooltip("n:Q", title="Units", format=",d"),
        alt.Tooltip("z:Q", title="Standard errors from a fifth", format="+.1f"),
    ]
    base = alt.Chart().encode(y=alt.Y("look:N", title=None, sort=None))
    layers = (
        alt.Chart().mark_rule(style="zero").encode(x=alt.datum(20)),
        base.mark_point(style="dot").encode(
            x=alt.X("percent:Q", title="Percent that end in 0 or 5", scale=alt.Scale(zero=False)),
            tooltip=tooltip,
        ),
    )
    return (
        Figure(
            name="five-and-zero",
            title="How often numbers end in 0 or 5",
            reading=(
                "Dots are percentages of the units, the line is a fifth. Percentages near 100 and"
                " small counts lie off the line honestly."
            ),
            chart=alt.layer(*layers, data=data(frame)).properties(
                height=LOOK_HEIGHT * frame.height
            ),
        ),
    )
