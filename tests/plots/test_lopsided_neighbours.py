"""Lopsided differences: the chart holds the numbers of the result."""

from __future__ import annotations

from tallyscope.methods.lopsided_neighbours import lopsided_neighbours
from tallyscope.plots import figures
from tests.plots.reading import frames, named
from tests.report import examples


def test_both_diagonals_are_drawn() -> None:
    result = lopsided_neighbours(examples.tampered_tally(), choice="leader")
    figure = named(figures(result), "diagonals")
    (frame,) = frames(figure)
    assert frame["units"].to_list() == result.histogram["units"].to_list()
    assert frame["diagonal"].unique().sort().to_list() == sorted(result.tails["diagonal"])
    assert "larger share of leader" in figure.reading
