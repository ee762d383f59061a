"""The boundaries: complete, true in area, and drawn from paths of whole kilometres."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest

from tallyscope.plots.maps import EARTH_RADIUS, Outline, boundaries, equal_area, ukraine

NAMES = {unit.code: unit for unit in ukraine().units}


def rings(path: str) -> list[list[tuple[int, int]]]:
    """Return the rings of a path of relative steps."""
    found = []
    for start, steps in re.findall(r"M(-?\d+ -?\d+)l([-\d ]+)z", path):
        x, y = map(int, start.split())
        ring = [(x, y)]
        numbers = list(map(int, steps.split()))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        found.append(ring)
    return found


def area(path: str) -> float:
    """Return the area of a path in square kilometres; holes run the other way round."""
    return abs(
        sum(
            (ax * by - bx * ay) / 2
            for ring in rings(path)
            for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True)
        )
    )


def test_all_units_are_there_crimea_and_sevastopol_among_them() -> None:
    assert len(NAMES) == 27
    assert NAMES["UA-43"].name == "Crimea"
    assert NAMES["UA-40"].name == "Sevastopol"
    assert all(re.fullmatch(r"UA-\d\d", code) for code in NAMES)


# Areas on Natural Earth's full boundaries, from the evidence pack's series "Natural Earth".
@pytest.mark.parametrize(
    ("code", "km2"),
    [("UA-09", 26310), ("UA-14", 26599), ("UA-23", 27081), ("UA-65", 26177), ("UA-43", 26346)],
)
def test_simplifying_and_projecting_keep_areas(code: str, km2: int) -> None:
    assert area(NAMES[code].path) == pytest.approx(km2, rel=0.01)


def test_the_whole_country_keeps_its_area() -> None:
    assert sum(area(unit.path) for unit in NAMES.values()) == pytest.approx(599_095, rel=0.003)


def test_labels_lie_within_their_units() -> None:
    for unit in NAMES.values():
        left, top, right, bottom = unit.box
        assert left < unit.label[0] < right
        assert top < unit.label[1] < bottom


def test_the_projection_keeps_the_area_of_a_degree() -> None:
    # A cell of 0.2 by 0.2 degrees around 37 E, 48 N has R^2 dl (sin 48.1 - sin 47.9) km2.
    cell = ((36.9, 47.9), (37.1, 47.9), (37.1, 48.1), (36.9, 48.1), (36.9, 47.9))
    corners = [equal_area(x, y) for x, y in cell]
    drawn = abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(corners))) / 2
    height = math.sin(math.radians(48.1)) - math.sin(math.radians(47.9))
    assert drawn == pytest.approx(EARTH_RADIUS**2 * math.radians(0.2) * height, rel=1e-4)


def test_the_centre_of_the_projection_is_its_origin_and_north_is_up() -> None:
    assert equal_area(31.5, 48.5) == pytest.approx((0, 0), abs=1e-9)
    assert equal_area(31.5, 49.5)[1] < 0 < equal_area(32.5, 48.5)[0]


def test_a_square_with_a_hole_and_an_island() -> None:
    outer = [[31, 48], [32, 48], [32, 49], [31, 49], [31, 48]]
    hole = [[31.4, 48.4], [31.4, 48.6], [31.6, 48.6], [31.6, 48.4], [31.4, 48.4]]
    island = [[33, 48], [33.1, 48], [33.1, 48.1], [33, 48]]
    drawn = boundaries(
        {
            "features": [
                {
                    "properties": {"code": "X-1", "name": "Box", "label": [31.2, 48.2]},
                    "geometry": {"type": "MultiPolygon", "coordinates": [[outer, hole], [island]]},
                }
            ]
        }
    )
    (unit,) = drawn.units
    assert isinstance(unit, Outline)
    assert len(rings(unit.path)) == 3
    assert unit.box[:2] == pytest.approx((0, 0))
    assert (drawn.width, drawn.height) == pytest.approx(unit.box[2:], abs=0.06)
    assert drawn.place(31.2, 48.2) == unit.label
