"""Charts of turnout against share: the fingerprint, one per region, standardised, by size."""

from __future__ import annotations

import altair as alt
import polars as pl

from tallyscope.methods.fingerprint import REGION_CELL, Z_CELL, Z_REACH, FingerprintResult
from tallyscope.plots.figure import (
    CELL_OVERLAP,
    Figure,
    cells,
    data,
    percent_axis,
    percent_scale,
    unit_colour,
)

SQUARE = 400  # pixels; our choice: four to a cell, fits beside its labels on a small laptop
Z_CELLS = round(2 * Z_REACH / Z_CELL) + 1
Z_SQUARE = 6 * Z_CELLS  # pixels
PANEL = 100  # pixels: two to a cell
PANELS = 100  # our choice: more small pictures than that are not compared any more
PANEL_COLUMNS = 8
FUNNEL = 300  # pixels: three to a point of the share
FEW_UNITS = 100  # our choice: a size with fewer units does not set the scale of the colours
SIZE = "datum.size_low + ' to ' + datum.size_high"


def figures(result: FingerprintResult) -> tuple[Figure, ...]:
    """Return the charts of the result."""
    panels = [_panels(result)] if result.region_summary.height > 1 else []
    standardised = [_standardised(result)] if result.standardised.height else []
    return (_fingerprint(result), *standardised, *panels, _funnel(result))


def _share_title(result: FingerprintResult) -> str:
    return f"Share of {result.choice}"


def _fingerprint(result: FingerprintResult) -> Figure:
    chart = cells(
        result.histogram,
        "turnout",
        "share",
        width=1,
        x_title="Turnout",
        y_title=_share_title(result),
    ).properties(data=data(result.histogram), width=SQUARE, height=SQUARE)
    return Figure(
        name="fingerprint",
        title="Every unit by turnout and share",
        reading=(
            "Each cell is one point of turnout wide and one point of the share high; the more it"
            " stands out from the page, the more units lie in it. Where people only differ in"
            " taste there is one cloud, or a few. A tail that climbs to the upper right corner is"
            " what added ballots make, and also what villages of one mind and special stations"
            " look like."
        ),
        chart=chart,
        shape="square",
    )


def _panels(result: FingerprintResult) -> Figure:
    shown = result.region_summary.sort("voters", descending=True).head(PANELS)["region"].sort()
    frame = result.regions.filter(pl.col("region").is_in(shown.implode())).drop("voters")
    bare = percent_axis(50, bare=True)
    panel = cells(
        frame,
        "turnout",
        "share",
        width=REGION_CELL,
        x_title="Turnout",
        y_title=_share_title(result),
    )
    panel = panel.encode(
        x=alt.X("turnout:Q", title=None, scale=percent_scale(), axis=bare),
        y=alt.Y("share:Q", title=None, scale=percent_scale(), axis=bare),
    ).properties(width=PANEL, height=PANEL)
    left_out = result.region_summary.height - shown.len()
    return Figure(
        name="panels",
        title="The same picture, region by region",
        reading=(
            f"Turnout to the right, share of {result.choice} upwards, both from 0 to 100%. Honest"
            " regions differ from each other; a country whose regions fall into two kinds, small"
            " round clouds here and long tails there, asks for an explanation."
            + (f" The {PANELS} largest regions are shown, {left_out} are not." if left_out else "")
        ),
        chart=panel.facet(
            facet=alt.Facet("region:N", title=None, sort=None),
            columns=PANEL_COLUMNS,
            data=data(frame),
        ),
        shape="panels",
        cells=100 // REGION_CELL,
    )


def _standardised(result: FingerprintResult) -> Figure:
    half = Z_CELL / 2
    scale = alt.Scale(domain=[-Z_REACH - half, Z_REACH + half], nice=False)
    axis = alt.Axis(values=list(range(-8, 9, 2)))
    rects = (
        alt.Chart()
        .mark_rect(style="cell")
        .transform_calculate(
            left=f"datum.z_turnout - {half}",
            right=f"datum.z_turnout + {half + CELL_OVERLAP / 4}",
            below=f"datum.z_share - {half}",
            above=f"datum.z_share + {half + CELL_OVERLAP / 4}",
        )
        .encode(
            x=alt.X(
                "left:Q", title="Turnout, steps from the district's middle", scale=scale, axis=axis
            ),
            x2="right:Q",
            y=alt.Y(
                "below:Q", title="Share, steps from the district's middle", scale=scale, axis=axis
            ),
            y2="above:Q",
            color=unit_colour(result.standardised["units"]),
            tooltip=[
                alt.Tooltip("z_turnout:Q", title="Turnout, steps from the middle", format="+.2f"),
                alt.Tooltip("z_share:Q", title="Share, steps from the middle", format="+.2f"),
                alt.Tooltip("units:Q", title="Units", format=",d"),
            ],
        )
    )
    layers = (
        rects,
        alt.Chart().mark_rule(style="zero").encode(x=alt.datum(0)),
        alt.Chart().mark_rule(style="zero").encode(y=alt.datum(0)),
    )
    return Figure(
        name="standardised",
        title="Each unit against its own district",
        reading=(
            "The middle of the cross is the middle of the unit's own district; a step is the"
            " district's usual spread. Differences between regions are gone from this picture. A"
            " smear to the upper right remains where single units have both more turnout and a"
            f" larger share than their neighbours. Units beyond {Z_REACH:g} steps share the last"
            " cell."
        ),
        chart=alt.layer(*layers, data=data(result.standardised)).properties(
            width=Z_SQUARE, height=Z_SQUARE
        ),
        shape="square",
        cells=Z_CELLS,
    )


def _funnel(result: FingerprintResult) -> Figure:
    limits = result.funnel_limits.with_columns(
        *(pl.col(name) * 100 for name in ("median_share", "low", "high"))
    )
    frame = result.funnel.join(limits.select("size_low", "n_units"), on="size_low").with_columns(
        of_class=pl.col("units") / pl.col("n_units") * 100
    )
    edges = [*limits["size_low"].to_list(), limits["size_high"].to_list()[-1]]
    x = alt.X(
        "size_low:Q",
        title="Registered voters of the unit (doubling at every step)",
        scale=alt.Scale(type="log", base=2, domain=[edges[0], edges[-1]], nice=False),
        axis=alt.Axis(values=edges, format=",d"),
    )
    share = _share_title(result)
    rects = (
        alt.Chart(data(frame))
        .transform_calculate(
            share_end=f"datum.share + {1 + CELL_OVERLAP}",
            cell="datum.share + ' to ' + (datum.share + 1) + '%'",
            size=SIZE,
        )
        .mark_rect(style="cell")
        .encode(
            x=x,
            x2="size_high:Q",
            y=alt.Y("share:Q", title=share, scale=percent_scale(), axis=percent_axis(20)),
            y2="share_end:Q",
            color=alt.Color(
                "of_class:Q",
                scale=alt.Scale(
                    type="sqrt", range="heatmap", domain=[0, _most(frame)], clamp=True, nice=False
                ),
                legend=alt.Legend(
                    title="Percent of the units of that size", gradientLength=180, tickCount=4
                ),
            ),
            tooltip=[
                alt.Tooltip("size:N", title="Registered voters"),
                alt.Tooltip("cell:N", title=share),
                alt.Tooltip("units:Q", title="Units", format=",d"),
                alt.Tooltip("of_class:Q", title="Percent of that size", format=".1f"),
            ],
        )
    )
    return Figure(
        name="funnel",
        title="Share by the size of the unit",
        reading=(
            "Each column holds the units of one size. Small units vary more by chance alone; the"
            " orange lines hold 95 of 100 units if all voters of the country were alike. They never"
            " are, so the crowd is always wider; what to look for is a middle (black line) that"
            " climbs or falls with size, and a crowd near 100% among small units only."
        ),
        chart=alt.layer(rects, *_limits(limits, x)).properties(height=FUNNEL),
    )


def _most(frame: pl.DataFrame) -> float:
    """Return the largest percentage of a cell among the sizes with enough units for one."""
    enough = frame.filter(pl.col("n_units") >= FEW_UNITS)
    return float((frame if enough.is_empty() else enough)["of_class"].to_numpy().max())


def _limits(limits: pl.DataFrame, x: alt.X) -> list[alt.Chart]:
    """Return lines across each size: the limits of chance and the middle unit, on a pale rim."""
    base = alt.Chart(data(limits)).transform_calculate(size=SIZE).encode(x=x, x2="size_high:Q")
    tooltip = [
        alt.Tooltip("size:N", title="Registered voters"),
        alt.Tooltip("n_units:Q", title="Units", format=",d"),
        alt.Tooltip("low:Q", title="Chance, low end, %", format=".1f"),
        alt.Tooltip("high:Q", title="Chance, high end, %", format=".1f"),
        alt.Tooltip("median_share:Q", title="Middle unit, %", format=".1f"),
    ]
    lines = {"low": "limit", "high": "limit", "median_share": "median"}
    return [
        base.mark_rule(style=style).encode(y=alt.Y(column, type="quantitative"), tooltip=tooltip)
        for column, own in lines.items()
        for style in ("halo", own)
    ]
