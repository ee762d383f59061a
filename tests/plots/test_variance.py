"""Differences within districts: the charts hold the numbers of the result."""

from __future__ import annotations

import pytest

from tallyscope.methods.variance import variance
from tallyscope.plots import figures
from tests.methods.elections import honest
from tests.methods.test_variance import boxes, shared_out
from tests.plots.reading import encodings, frames, named


def test_every_district_is_counted() -> None:
    result = variance(honest())
    (frame,) = frames(named(figures(result), "districts"))
    assert frame.height == result.places.height
    assert frame["dispersion"].to_list() == pytest.approx(
        result.places["dispersion"].to_list(), rel=1e-5
    )
    assert frame["quantity"].to_list() == result.places["quantity"].to_list()


def test_buildings_have_a_picture_of_their_own() -> None:
    result = variance(boxes(in_common=False), choice="A")
    assert [figure.name for figure in figures(result)] == ["districts", "buildings", "closest"]
    (frame,) = frames(named(figures(result), "buildings"))
    assert frame.height == result.places.filter(kind="building").height == 4


def test_the_closest_stand_in_order_with_all_their_units() -> None:
    result = variance(shared_out(honest(), 5))
    figure = named(figures(result), "closest")
    (frame,) = frames(figure)
    assert frame["away"].to_list() == pytest.approx(result.closest["away"].to_list(), rel=1e-5)
    assert frame["rank"].is_sorted()
    (axis, *_) = encodings(figure, "y")
    assert axis["sort"] == {"field": "rank", "op": "min"}
    first = result.places.sort("p_alike", "dispersion", maintain_order=True).row(0, named=True)
    assert frame["row"][0] == f"{first['place']} ({first['quantity']})"
    assert f"{(result.places['p_adjusted'] <= 0.05).sum()} of" in figure.reading
