"""Figures as the page's script wants them: small, and without colours."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import polars as pl

from tallyscope.plots import figures
from tallyscope.plots.figure import Figure
from tallyscope.result import Result


@dataclass(frozen=True)
class Drawn:
    """A figure on the page: its id, its words, and what the script draws."""

    id: str
    figure: Figure
    specification: dict[str, Any]


def drawn(result: Result) -> tuple[Drawn, ...]:
    """Return the figures of a result in the order in which the page shows them."""
    return tuple(
        Drawn(
            id=f"{result.method.replace('_', '-')}-{figure.name}",
            figure=figure,
            specification=specification(figure),
        )
        for figure in figures(result)
    )


def specification(figure: Figure) -> dict[str, Any]:
    """Return the figure's Vega-Lite specification; one of panels is told apart by panel."""
    # Charts are built from our own code and checked against the schema by the tests, not here.
    told: dict[str, Any] = figure.chart.to_dict(validate=False)
    told.pop("config", None)
    if figure.shape != "panels":
        return told
    return {
        "$schema": told["$schema"],
        "spec": told["spec"],
        "panels": _panels(told["data"]["values"], told["facet"]["field"]),
        "parse": told["data"]["format"]["parse"],
    }


def _panels(text: str, field: str) -> list[tuple[str, str]]:
    """Split the data by panel, so that its name stands there once and not in every row."""
    frame = pl.read_csv(BytesIO(text.encode()), schema_overrides={field: pl.String})
    return [
        (str(name), part.drop(field).write_csv())
        for (name,), part in frame.partition_by(field, as_dict=True, maintain_order=True).items()
    ]
