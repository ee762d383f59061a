"""Colours of the charts, for light and for dark pages.

Charts name what a mark *is* (a style such as "zero" or "chance"), never a colour; the two
configurations here turn styles into colours, so that a page can switch without a new chart.

Colours: series from Okabe and Ito (2008), Color Universal Design, safe for the common kinds of
colour blindness; cells from the perceptually uniform map "mako" (Waskom, seaborn), run from the
page's colour outwards so that few units are faint and many stand out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

# Our choice: mako cut short at its faint end, so that a single unit is still seen on the page.
CELLS_LIGHT = ("#a9e1bd", "#5fcead", "#38aaac", "#348fa7", "#366da0", "#3d4d8a", "#352c51")
CELLS_DARK = ("#3a2f5c", "#414081", "#38629f", "#3482a4", "#38aaac", "#60ceac", "#def5e5")


@dataclass(frozen=True)
class Palette:
    """The colours that differ between a light and a dark page; `band` is an opacity."""

    ink: str
    quiet: str
    grid: str
    paper: str
    first: str
    second: str
    third: str
    cells: tuple[str, ...]
    band: float


LIGHT = Palette(
    ink="#1c2126",
    quiet="#59626b",
    grid="#e3e6e9",
    paper="#ffffff",
    first="#0072b2",
    second="#c44e00",  # Okabe-Ito vermillion, a little darker for text on white
    third="#8a9299",
    cells=CELLS_LIGHT,
    band=0.18,
)
DARK = Palette(
    ink="#e8ebee",
    quiet="#a3adb6",
    grid="#30373e",
    paper="#14181c",
    first="#56b4e9",
    second="#f0883e",
    third="#7d8790",
    cells=CELLS_DARK,
    band=0.26,
)


def config(palette: Palette) -> dict[str, Any]:
    """Return the Vega-Lite configuration of a palette: axes, legends, series, cells, styles."""
    words = {"labelColor": palette.quiet, "titleColor": palette.quiet, "labelFontSize": 12}
    titles = {"titleFontSize": 12, "titleFontWeight": "normal"}
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None, "continuousWidth": 640, "continuousHeight": 300},
        "axis": words
        | titles
        | {
            "gridColor": palette.grid,
            "domainColor": palette.third,
            "tickColor": palette.third,
            "titlePadding": 8,
            "labelLimit": 190,
        },
        "axisX": {"labelFlush": True},
        "legend": words | titles | {"orient": "top", "titleLimit": 400, "symbolStrokeWidth": 3},
        "header": words | titles,
        "title": {"color": palette.ink, "anchor": "start", "fontSize": 15, "offset": 12},
        "mark": {"color": palette.first},
        "range": {
            "category": [palette.first, palette.second, palette.third],
            "heatmap": list(palette.cells),
            "ramp": list(palette.cells),
        },
        "style": _styles(palette),
    }


def themes() -> dict[str, dict[str, Any]]:
    """Return the configurations for a light and for a dark page."""
    return {"light": config(LIGHT), "dark": config(DARK)}


def _styles(palette: Palette) -> Mapping[str, Mapping[str, Any]]:
    return {
        "cell": {"strokeWidth": 0},
        "saw": {"color": palette.third, "fillOpacity": 0.55, "strokeWidth": 0},
        "whole": {"color": palette.first, "strokeWidth": 1.2},
        "fives": {"color": palette.second, "strokeWidth": 2},
        "chance": {"color": palette.third, "strokeWidth": 7, "opacity": 0.5},
        "interval": {"color": palette.first, "strokeWidth": 2, "opacity": 0.6},
        "dot": {"size": 46, "filled": True, "opacity": 1},
        "zero": {"color": palette.ink, "strokeWidth": 1},
        "guide": {"color": palette.third, "strokeWidth": 1, "strokeDash": [3, 3]},
        "band": {"opacity": palette.band, "strokeWidth": 0},
        "surplus": {"color": palette.second, "fillOpacity": palette.band, "strokeWidth": 0},
        "plausible": {"color": palette.third, "fillOpacity": 0.16, "strokeWidth": 0},
        "note": {"color": palette.quiet, "fontSize": 12},
        "limit": {"color": palette.second, "strokeWidth": 2},
        "median": {"color": palette.ink, "strokeWidth": 2.5},
        "halo": {"color": palette.paper, "strokeWidth": 5, "opacity": 0.85},
    }
