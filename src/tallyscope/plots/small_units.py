"""Charts of small units against large ones: by part, where both lie, region by region."""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.methods.small_units import CELL, REACH, SmallUnitsResult
from tallyscope.plots.figure import CELL_OVERLAP, Figure, data

QUANTITIES = {"turnout": "turnout", "share": "share of {choice}"}
SIDES = {"small": "Where the small units lie", "large": "Where the others lie"}
CELLS = round(2 * REACH / CELL) + 1
SQUARE = 20 * CELLS  # pixels
SCATTER = 360  # pixels
REGION_REACH = 2.5  # steps; our choice: regions further out stand at the edge
FEW_SMALL = 5  # our choice: a region with fewer small units is not drawn


def figures(result: SmallUnitsResult) -> tuple[Figure, ...]:
    """Return the charts of the result."""
    drawn = result.regions.drop_nulls().filter(pl.col("n_small") >= FEW_SMALL)
    regions = [_regions(result, drawn)] if drawn.height > 1 else []
    return (_parts(result), *regions, *(_cells(result, size) for size in SIDES))


def _parts(result: SmallUnitsResult) -> Figure:
    known = result.parts.drop_nulls()
    frame = pl.concat(
        known.select(
            pl.format("{}%", (pl.col("part") * 100).round().cast(pl.Int64)).alias("part"),
            pl.lit(words.format(choice=result.choice)).alias("quantity"),
            pl.col(name).alias("difference"),
            pl.col(f"{name}_low").alias("low"),
            pl.col(f"{name}_high").alias("high"),
            "n_small",
            "votes",
        )
        for name, words in QUANTITIES.items()
    )
    titles = frame["quantity"].unique(maintain_order=True).to_list()
    tooltip = [
        alt.Tooltip("part:N", title="Units of each district"),
        alt.Tooltip("quantity:N", title="Difference in"),
        alt.Tooltip("difference:Q", title="Steps", format="+.2f"),
        alt.Tooltip("low:Q", title="Low", format="+.2f"),
        alt.Tooltip("high:Q", title="High", format="+.2f"),
        alt.Tooltip("n_small:Q", title="Small units", format=",.0f"),
        alt.Tooltip("votes:Q", title="The choice's votes in them", format=",.0f"),
    ]
    base = alt.Chart().encode(
        x=alt.X(
            "part:N",
            title="Part of each district's units that counts as small",
            sort=None,
            axis=alt.Axis(labelAngle=0),
        ),
        xOffset=alt.XOffset("quantity:N", sort=titles),
        color=alt.Color(
            "quantity:N",
            scale=alt.Scale(domain=titles, range="category"),
            legend=alt.Legend(title=None, labelLimit=240),
        ),
        tooltip=tooltip,
    )
    y = alt.Y("low:Q", title="Small less large, steps of the district's spread")
    layers = (
        alt.Chart().mark_rule(style="zero").encode(y=alt.datum(0)),
        base.mark_rule(strokeWidth=3, opacity=0.6).encode(y=y, y2="high:Q"),
        base.mark_point(style="dot").encode(y="difference:Q"),
    )
    return Figure(
        name="parts",
        title="How far small units lie from the others of their district",
        reading=(
            "The smallest 5, 10, 20 and 30 of every hundred units of each district against the"
            " others there. Added ballots lift both dots above the line, most in the smallest"
            " units. One dot above and one below is what villages usually do. Bars are intervals"
            " that allow for the number of parts looked at."
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(height=300),
    )


def _cells(result: SmallUnitsResult, size: str) -> Figure:
    frame = result.cells.filter(pl.col("size") == size)
    half = CELL / 2
    scale = alt.Scale(domain=[-REACH - half, REACH + half], nice=False)
    axis = alt.Axis(values=list(range(-4, 5, 2)))
    most = float(result.cells["percent"].to_numpy().max())
    rects = (
        alt.Chart()
        .mark_rect(style="cell")
        .transform_calculate(
            left=f"datum.z_turnout - {half}",
            right=f"datum.z_turnout + {half + CELL_OVERLAP / 2}",
            below=f"datum.z_share - {half}",
            above=f"datum.z_share + {half + CELL_OVERLAP / 2}",
        )
        .encode(
            x=alt.X("left:Q", title="Turnout, steps", scale=scale, axis=axis),
            x2="right:Q",
            y=alt.Y("below:Q", title=f"Share of {result.choice}, steps", scale=scale, axis=axis),
            y2="above:Q",
            color=alt.Color(
                "percent:Q",
                scale=alt.Scale(type="sqrt", domain=[0, most], range="heatmap", nice=False),
                legend=alt.Legend(title="Percent of the units of that size", gradientLength=180),
            ),
            tooltip=[
                alt.Tooltip("z_turnout:Q", title="Turnout, steps", format="+.1f"),
                alt.Tooltip("z_share:Q", title="Share, steps", format="+.1f"),
                alt.Tooltip("percent:Q", title="Percent", format=".2f"),
            ],
        )
    )
    layers = (
        rects,
        alt.Chart().mark_rule(style="zero").encode(x=alt.datum(0)),
        alt.Chart().mark_rule(style="zero").encode(y=alt.datum(0)),
    )
    who = f"the smallest {result.part:.0%}" if size == "small" else "all but the smallest"
    return Figure(
        name=f"cells-{size}",
        title=SIDES[size],
        reading=(
            f"Of each district {who}, standardised. The crossing is the district's middle; the"
            " upper right corner has more turnout and a larger share at once. Units further than"
            f" {REACH:g} steps share the last cells. If size does not matter, the pictures of small"
            " and of large units look alike."
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(width=SQUARE, height=SQUARE),
        shape="square",
        cells=CELLS,
    )


def _regions(result: SmallUnitsResult, drawn: pl.DataFrame) -> Figure:
    frame = drawn.with_columns(
        at_turnout=pl.col("turnout").clip(-REGION_REACH, REGION_REACH),
        at_share=pl.col("share").clip(-REGION_REACH, REGION_REACH),
    )
    scale = alt.Scale(domain=[-REGION_REACH, REGION_REACH], nice=False)
    axis = alt.Axis(values=list(range(-2, 3)))
    layers = (
        alt.Chart().mark_rule(style="zero").encode(x=alt.datum(0)),
        alt.Chart().mark_rule(style="zero").encode(y=alt.datum(0)),
        alt.Chart()
        .mark_point(style="dot")
        .encode(
            x=alt.X(
                "at_turnout:Q", title="Small less large in turnout, steps", scale=scale, axis=axis
            ),
            y=alt.Y(
                "at_share:Q",
                title=f"Small less large in the share of {result.choice}, steps",
                scale=scale,
                axis=axis,
            ),
            tooltip=[
                alt.Tooltip("region:N", title="Region"),
                alt.Tooltip("n_units:Q", title="Units used", format=",d"),
                alt.Tooltip("n_small:Q", title="Small units", format=",.0f"),
                alt.Tooltip("turnout:Q", title="Turnout, steps", format="+.2f"),
                alt.Tooltip("share:Q", title="Share, steps", format="+.2f"),
            ],
        ),
    )
    return Figure(
        name="regions",
        title="Small units against large ones, region by region",
        reading=(
            f"Each dot is a region, with the smallest {result.part:.0%} of each of its districts"
            " against the others. A swarm around the crossing is what size without meaning makes;"
            " a swarm to the upper right has small units with more turnout and a larger share in"
            " most regions, and single dots there deserve a look at what those units are."
        ),
        chart=alt.layer(*layers, data=data(frame)).properties(width=SCATTER, height=SCATTER),
        shape="square",
    )
