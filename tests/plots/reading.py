"""Read the values back out of a chart."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import polars as pl

from tallyscope.plots.figure import Figure

TYPES = {"string": pl.String, "boolean": pl.Boolean, "number": pl.Float64}


def specification(figure: Figure) -> dict[str, Any]:
    """Return the figure's specification, checked against the Vega-Lite schema."""
    checked: dict[str, Any] = figure.chart.to_dict(validate=True)
    return checked


def layers(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return the specification and everything in it that can have data or a mark."""
    yield spec
    for layer in [*spec.get("layer", ()), *([spec["spec"]] if "spec" in spec else ())]:
        yield from layers(layer)


def frames(figure: Figure) -> list[pl.DataFrame]:
    """Return the tables of the chart in the order of its layers, with the types it reads."""
    return [
        pl.read_csv(
            BytesIO(layer["data"]["values"].encode()),
            schema_overrides={
                name: TYPES[kind] for name, kind in layer["data"]["format"]["parse"].items()
            },
        )
        for layer in layers(specification(figure))
        if "data" in layer
    ]


def encodings(figure: Figure, channel: str) -> list[dict[str, Any]]:
    """Return what each layer says about a channel."""
    told = [layer.get("encoding", {}) for layer in layers(specification(figure))]
    return [encoding[channel] for encoding in told if channel in encoding]


def named(figures: tuple[Figure, ...], name: str) -> Figure:
    return next(figure for figure in figures if figure.name == name)
