"""Small units: the charts hold the numbers of the result."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from tallyscope.methods.small_units import SmallUnitsResult, small_units
from tallyscope.plots import figures
from tallyscope.plots.small_units import FEW_SMALL, REGION_REACH
from tests.plots.reading import frames, named
from tests.report import examples


@pytest.fixture(scope="module")
def result() -> SmallUnitsResult:
    return small_units(examples.tampered_tally(), choice="leader")


def test_parts_have_both_differences_and_their_intervals(result: SmallUnitsResult) -> None:
    (frame,) = frames(named(figures(result), "parts"))
    assert frame["quantity"].unique(maintain_order=True).to_list() == ["turnout", "share of leader"]
    known = result.parts.drop_nulls()
    for words, name in (("turnout", "turnout"), ("share of leader", "share")):
        rows = frame.filter(quantity=words)
        assert rows["part"].to_list() == [f"{100 * part:.0f}%" for part in known["part"]]
        for ours, theirs in (("difference", ""), ("low", "_low"), ("high", "_high")):
            expected = known[f"{name}{theirs}"].to_list()
            assert rows[ours].to_list() == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("size", ["small", "large"])
def test_cells_of_each_size(result: SmallUnitsResult, size: str) -> None:
    figure = named(figures(result), f"cells-{size}")
    (frame,) = frames(figure)
    expected = result.cells.filter(pl.col("size") == size)
    assert frame.height == expected.height
    assert frame["percent"].sum() == pytest.approx(100, rel=1e-4)
    assert (f"{result.part:.0%}" in figure.reading) == (size == "small")


def test_regions_far_out_stand_at_the_edge(result: SmallUnitsResult) -> None:
    far = result.regions.with_columns(turnout=pl.lit(9.0), n_small=pl.lit(50.0))
    (frame,) = frames(named(figures(replace(result, regions=far)), "regions"))
    assert set(frame["at_turnout"]) == {REGION_REACH}
    assert frame["turnout"].to_list() == [9.0] * far.height


def test_regions_with_few_small_units_are_not_drawn(result: SmallUnitsResult) -> None:
    few = result.regions.with_columns(n_small=pl.lit(FEW_SMALL - 1.0))
    assert "regions" not in {figure.name for figure in figures(replace(result, regions=few))}
