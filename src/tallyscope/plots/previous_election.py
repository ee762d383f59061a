"""Charts of units beside what their earlier results predict."""

from __future__ import annotations

import altair as alt

from tallyscope.methods.previous_election import CELL, REACH, PreviousElectionResult
from tallyscope.plots.both_sides import both_sides
from tallyscope.plots.figure import CELL_OVERLAP, Figure, data, unit_colour

SQUARE_CELL = 10  # pixels
CELLS = 2 * REACH // CELL


def figures(result: PreviousElectionResult) -> tuple[Figure, ...]:
    """Return the charts of the result."""
    regions = [_regions(result)] if result.regions.height > 1 else []
    return (_surprises(result), *regions)


def _surprises(result: PreviousElectionResult) -> Figure:
    scale = alt.Scale(domain=[-REACH, REACH], nice=False)
    axis = alt.Axis(values=list(range(-REACH, REACH + 1, 10)))
    measure = "Turnout" if result.settings["measures"] == "turnout" else "Votes cast (%)"
    rects = (
        alt.Chart()
        .mark_rect(style="cell")
        .transform_calculate(
            came_end=f"datum.came + {CELL + CELL_OVERLAP}",
            share_end=f"datum.share + {CELL + CELL_OVERLAP}",
        )
        .encode(
            x=alt.X("came:Q", title=f"{measure}, points above prediction", scale=scale, axis=axis),
            x2="came_end:Q",
            y=alt.Y(
                "share:Q",
                title=f"Share of {result.choice}, points above prediction",
                scale=scale,
                axis=axis,
            ),
            y2="share_end:Q",
            color=unit_colour(result.surprises["units"]),
            tooltip=[
                alt.Tooltip("came:Q", title=f"{measure}, points, from", format="+.0f"),
                alt.Tooltip("share:Q", title="Share, points, from", format="+.0f"),
                alt.Tooltip("units:Q", title="Units", format=",d"),
            ],
        )
    )
    layers = (
        rects,
        alt.Chart().mark_rule(style="zero").encode(x=alt.datum(0)),
        alt.Chart().mark_rule(style="zero").encode(y=alt.datum(0)),
    )
    side = SQUARE_CELL * CELLS
    return Figure(
        name="surprises",
        title="Each unit against what its earlier results predict",
        reading=(
            "A unit at the cross did as its earlier results predict. Honest surprises form a cloud"
            " around it, often a slanted one; a tail to the upper right alone is what ballots added"
            f" this time make. Units further off than {REACH} points share the last cells."
        ),
        chart=alt.layer(*layers, data=data(result.surprises)).properties(width=side, height=side),
        shape="square",
        cells=CELLS,
    )


def _regions(result: PreviousElectionResult) -> Figure:
    chart, left_out = both_sides(
        result.regions,
        high="Surprise upwards in both",
        low="Surprise downwards in both",
        title="Units per 10,000: surprises downwards in both to the left, upwards to the right",
    )
    return Figure(
        name="regions",
        title="Surprises region by region",
        reading=(
            "The dot is the difference of the two bars. It lies near zero where surprises go up and"
            " down alike; below zero are regions where the earlier vote was the higher one."
            + (f" {left_out} regions without such units are not shown." if left_out else "")
        ),
        chart=chart,
    )
