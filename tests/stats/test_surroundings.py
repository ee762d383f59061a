"""Who lies around whom."""

from __future__ import annotations

from statistics import median

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallyscope.stats.surroundings import Nearest, SamePlace, crossed, nearest

GROUPED = st.lists(st.tuples(st.integers(-20, 20), st.integers(0, 3)), min_size=1, max_size=30)


@given(GROUPED)
def test_units_of_one_place_by_loop(rows: list[tuple[int, int]]) -> None:
    values, group = zip(*rows, strict=True)
    around = SamePlace(np.array(group, dtype=np.int64))
    middles = [median(v for v, h in rows if h == g) for g in group]
    apart = [median(abs(v - m) for v, h in rows if h == g) for g, m in zip(group, middles, strict=True)]  # fmt: skip # noqa: E501
    numbers = np.array(values, dtype=np.float64)
    assert around.medians(numbers).tolist() == middles
    assert around.deviations(numbers).tolist() == apart
    assert around.size.tolist() == [group.count(g) for g in group]


def test_nearest_by_hand() -> None:
    around = Nearest(np.array([[1, 2], [0, 2], [1, 0]]))
    values = np.array([1.0, 5.0, 9.0])
    assert around.medians(values).tolist() == [7.0, 5.0, 3.0]
    assert around.deviations(values).tolist() == [2.0, 4.0, 2.0]
    assert around.size.tolist() == [2, 2, 2]


def test_nearest_on_the_globe_by_loop() -> None:
    rng = np.random.default_rng(1)
    latitude, longitude = rng.uniform(-80, 80, 40), rng.uniform(-180, 180, 40)
    group = np.repeat([0, 1], 20)
    found = nearest(latitude, longitude, group, 5)
    north, east = np.radians(latitude), np.radians(longitude)
    for i in range(40):
        cosine = np.sin(north[i]) * np.sin(north) + np.cos(north[i]) * np.cos(north) * np.cos(
            east[i] - east
        )
        angle = np.arccos(np.clip(cosine, -1, 1))
        others = [j for j in np.argsort(angle) if j != i and group[j] == group[i]]
        assert found[i].tolist() == others[:5]


def test_across_the_date_line_is_near() -> None:
    latitude, longitude = np.zeros(4), np.array([179.9, -179.9, 170.0, -170.0])
    assert nearest(latitude, longitude, np.zeros(4, dtype=np.int64), 1)[0, 0] == 1


def test_many_in_one_building_are_never_their_own_neighbours() -> None:
    found = nearest(np.zeros(10), np.zeros(10), np.zeros(10, dtype=np.int64), 3)
    assert (found != np.arange(10)[:, np.newaxis]).all()


def test_pairs_that_occur_get_codes() -> None:
    codes = crossed(np.array([1, 0, 1, 0]), np.array([0, 2, 0, 1]))
    assert codes.tolist() == [2, 1, 2, 0]


def test_no_units_at_all() -> None:
    nobody = np.array([], dtype=np.int64)
    assert crossed(nobody, nobody).size == 0
    assert SamePlace(nobody).size.size == 0
    assert SamePlace(nobody).medians(np.array([])) == pytest.approx([])
