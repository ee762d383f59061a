"""A chart with the words that belong to it, and how it wants to be laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import altair as alt
import polars as pl
import polars.selectors as cs

Shape = Literal["wide", "square", "panels"]
AnyChart = alt.Chart | alt.LayerChart | alt.FacetChart

SHOWN_DIGITS = 6  # our choice: more than any axis or tooltip prints
CELL_OVERLAP = 0.04  # our choice: cells cover the hairlines that rounding leaves between them


@dataclass(frozen=True)
class Figure:
    """One picture of a result.

    Attributes
    ----------
    name : str
        Identifier, unique within the method.
    title : str
        What one sees, in plain words.
    reading : str
        How to read it, in a sentence or two.
    chart : altair chart
        Without a title, colours or a configuration: the page (or `plots.plot`) adds them.
    shape : {"wide", "square", "panels"}
        As wide as the page; as high as wide; one small panel for each value of the facet.
    cells : int
        Cells along each side of a square or a panel: drawn at a whole number of pixels per cell
        the picture has no hairlines.
    """

    name: str
    title: str
    reading: str
    chart: AnyChart
    shape: Shape = "wide"
    cells: int = 100


def data(frame: pl.DataFrame) -> alt.Data:
    """Return a frame as Vega-Lite data: comma-separated text, a third of the size of objects.

    Every column is parsed by the type that it has here, so that a region called "007" or
    "2020-01-01" stays a name.
    """
    parse = {
        name: "string" if dtype == pl.String else "boolean" if dtype == pl.Boolean else "number"
        for name, dtype in frame.schema.items()
    }
    return alt.Data(  # type: ignore[no-untyped-call]  # InlineData would be moved and hashed
        values=frame.with_columns(cs.float().round_sig_figs(SHOWN_DIGITS)).write_csv(),
        format=alt.CsvDataFormat(type="csv", parse=parse),
    )


def percent_axis(step: int = 10, *, bare: bool = False) -> alt.Axis:
    """Return an axis from 0 to 100% with a label at every `step`; `bare` leaves the % away."""
    return alt.Axis(
        values=list(range(0, 101, step)),
        labelExpr="datum.value" if bare else "datum.value + '%'",
        tickSize=4,
    )


def percent_scale() -> alt.Scale:
    """Return the scale of a percentage: 0 to 100, always."""
    return alt.Scale(domain=[0, 100], nice=False)


def cells(
    frame: pl.DataFrame, x: str, y: str, *, width: float, x_title: str, y_title: str
) -> alt.Chart:
    """Return a chart of square cells with lower edges `x`, `y` in percent, coloured by ``units``.

    The frame's columns are `x`, `y`, ``units`` and, where known, ``voters``; the colour is
    logarithmic, since a single far cell matters as much as the crowded middle.
    """
    tooltip: list[alt.Tooltip] = [
        alt.Tooltip("x_range:N", title=x_title),
        alt.Tooltip("y_range:N", title=y_title),
        alt.Tooltip("units:Q", title="Units", format=",d"),
    ]
    if "voters" in frame.columns:
        tooltip.append(alt.Tooltip("voters:Q", title="Registered voters", format=",d"))
    chart: alt.Chart = (
        alt.Chart()
        .mark_rect(style="cell")
        .transform_calculate(
            x_end=f"datum.{x} + {width + CELL_OVERLAP}",
            y_end=f"datum.{y} + {width + CELL_OVERLAP}",
            x_range=f"datum.{x} + ' to ' + (datum.{x} + {width:g}) + '%'",
            y_range=f"datum.{y} + ' to ' + (datum.{y} + {width:g}) + '%'",
        )
        .encode(
            x=alt.X(
                x, type="quantitative", title=x_title, scale=percent_scale(), axis=percent_axis(20)
            ),
            x2="x_end:Q",
            y=alt.Y(
                y, type="quantitative", title=y_title, scale=percent_scale(), axis=percent_axis(20)
            ),
            y2="y_end:Q",
            color=unit_colour(frame["units"]),
            tooltip=tooltip,
        )
    )
    return chart


def unit_colour(units: pl.Series, title: str = "Units in a cell") -> alt.Color:
    """Return the logarithmic colour of a number of units, its scale from 1 to the most."""
    most = int(str(units.max() or 2))
    return alt.Color(
        "units:Q",
        scale=alt.Scale(type="log", domain=[1, max(most, 2)], range="heatmap", nice=False),
        legend=alt.Legend(
            title=title, gradientLength=180, format="~s", values=_round_values(max(most, 2))
        ),
    )


def _round_values(most: int) -> Sequence[float]:
    """Return the labels of the scale: 1, 3, 10, 30 ..., without the threes where they collide."""
    steps = (1, 3) if most < 1000 else (1,)
    return [step * 10**power for power in range(7) for step in steps if step * 10**power <= most]
