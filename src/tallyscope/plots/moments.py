"""Charts of the spread of turnout and share beside a bell."""

from __future__ import annotations

import altair as alt

from tallyscope.methods.moments import MomentsResult
from tallyscope.plots.figure import Figure, data, percent_axis, percent_scale

TITLES = {"turnout": "Turnout", "share": "Share of {choice}"}


def figures(result: MomentsResult) -> tuple[Figure, ...]:
    """Return one histogram with its bell for each quantity that is known."""
    return tuple(_spread(result, quantity) for quantity in result.shapes["quantity"])


def _spread(result: MomentsResult, quantity: str) -> Figure:
    frame = result.spread.filter(quantity=quantity)
    title = TITLES[quantity].format(choice=result.choice)
    base = alt.Chart().encode(
        x=alt.X("percent:Q", title=f"{title}, percent", scale=percent_scale(), axis=percent_axis()),
        tooltip=[
            alt.Tooltip("percent:Q", title="Percent", format="d"),
            alt.Tooltip("units:Q", title="Units", format=",d"),
            alt.Tooltip("bell:Q", title="Units under a bell", format=",.0f"),
        ],
    )
    layers = (
        base.mark_area(style="saw", interpolate="step").encode(
            y=alt.Y("units:Q", title="Units per percent")
        ),
        base.mark_line(style="median").encode(y="bell:Q"),
    )
    return Figure(
        name=f"spread-{quantity}",
        title=f"{title}: the spread over the units, beside a bell",
        reading=(
            "The outline is what was found, the line a bell of the same mean and spread. Regions,"
            " towns and camps make honest spreads lopsided or double-peaked."
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(height=220),
    )
