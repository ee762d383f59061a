"""Turnout against share: the charts hold the numbers of the result."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from tallyscope.methods.fingerprint import FingerprintResult
from tallyscope.plots import figures
from tallyscope.plots import fingerprint as plots
from tests.plots.reading import frames, named, specification
from tests.report import examples


def result() -> FingerprintResult:
    found = examples.tampered().outcomes["fingerprint"]
    assert isinstance(found, FingerprintResult)
    return found


def test_the_fingerprint_holds_every_unit_on_a_square_from_0_to_100() -> None:
    figure = named(figures(result()), "fingerprint")
    (frame,) = frames(figure)
    assert frame["units"].sum() == result().n_units
    assert frame["voters"].sum() == result().histogram["voters"].sum()
    spec = specification(figure)
    assert spec["width"] == spec["height"]
    for channel in ("x", "y"):
        assert spec["encoding"][channel]["scale"]["domain"] == [0, 100]
    assert spec["encoding"]["color"]["scale"]["domain"] == [1, result().histogram["units"].max()]


def test_panels_hold_the_cells_of_every_region_on_one_scale() -> None:
    figure = named(figures(result()), "panels")
    (frame,) = frames(figure)
    by_region = frame.group_by("region").agg(pl.col("units").sum()).sort("region")
    expected = result().region_summary.sort("region")
    assert by_region["region"].to_list() == expected["region"].to_list()
    assert by_region["units"].to_list() == expected["n_units"].to_list()
    scale = specification(figure)["spec"]["encoding"]["color"]["scale"]
    assert scale["domain"] == [1, result().regions["units"].max()]


def test_with_too_many_regions_the_largest_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plots, "PANELS", 3)
    figure = named(figures(result()), "panels")
    largest = result().region_summary.sort("voters", descending=True).head(3)["region"]
    assert set(frames(figure)[0]["region"]) == set(largest)
    assert "The 3 largest regions are shown, 17 are not." in figure.reading


def test_standardised_cells_hold_every_unit_of_a_large_enough_district() -> None:
    (frame,) = frames(named(figures(result()), "standardised"))
    assert frame["units"].sum() == result().standardised["units"].sum()


def test_without_districts_nothing_is_standardised() -> None:
    bare = replace(result(), standardised=result().standardised.clear())
    assert "standardised" not in {figure.name for figure in figures(bare)}


def test_the_funnel_is_in_percent_of_each_size() -> None:
    cells, limits, *_ = frames(named(figures(result()), "funnel"))
    by_size = cells.group_by("size_low").agg(pl.col("of_class").sum())
    assert by_size["of_class"].to_list() == pytest.approx([100.0] * by_size.height, abs=1e-3)
    expected = result().funnel_limits
    assert limits["low"].to_list() == pytest.approx((expected["low"] * 100).to_list(), rel=1e-5)
    assert limits["median_share"].to_list() == pytest.approx(
        (expected["median_share"] * 100).to_list(), rel=1e-5
    )


def test_sizes_with_few_units_do_not_set_the_colours() -> None:
    scale = specification(named(figures(result()), "funnel"))["layer"][0]["encoding"]["color"][
        "scale"
    ]
    cells = frames(named(figures(result()), "funnel"))[0]
    many = cells.filter(pl.col("n_units") >= 100)
    assert scale["domain"] == [0, pytest.approx(many["of_class"].max(), rel=1e-5)]
    assert scale["clamp"] is True
