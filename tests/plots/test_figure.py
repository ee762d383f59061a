"""Data that goes into a chart comes out of it unchanged."""

from __future__ import annotations

from io import BytesIO

import altair as alt
import polars as pl
from polars.testing import assert_frame_equal

from tallyscope.plots.figure import Figure, data, unit_colour
from tests.plots.reading import encodings, frames
from tests.report.examples import HOSTILE_REGIONS


def test_names_stay_names_and_holes_stay_holes() -> None:
    frame = pl.DataFrame(
        {
            "region": [*HOSTILE_REGIONS, "2020-01-01", "comma, and \n line"],
            "units": range(10),
            "rate": [0.5, None, *([1 / 3] * 8)],
            "kept": [True, False] * 5,
        }
    )
    figure = Figure("f", "t", "r", alt.Chart(data(frame)).mark_point())
    (back,) = frames(figure)
    expected = frame.with_columns(
        pl.col("units").cast(pl.Float64), pl.col("rate").round_sig_figs(6)
    )
    assert_frame_equal(back, expected)


def test_data_is_text_without_names_in_every_row() -> None:
    frame = pl.DataFrame({"a": [1, 2], "b": ["x", "y"]})
    told = data(frame).to_dict()
    assert told["values"] == "a,b\n1,x\n2,y\n"
    assert told["format"] == {"type": "csv", "parse": {"a": "number", "b": "string"}}
    assert pl.read_csv(BytesIO(told["values"].encode())).equals(frame)


def test_colours_run_from_one_unit_to_the_most() -> None:
    chart = alt.Chart().mark_rect().encode(unit_colour(pl.Series([1, 5, 151])))
    figure = Figure("f", "t", "r", chart)
    (colour,) = encodings(figure, "color")
    assert colour["scale"]["domain"] == [1, 151]
    assert colour["legend"]["values"] == [1, 3, 10, 30, 100]


def test_a_long_scale_names_powers_of_ten_only() -> None:
    chart = alt.Chart().mark_rect().encode(unit_colour(pl.Series([1, 5, 4321])))
    (colour,) = encodings(Figure("f", "t", "r", chart), "color")
    assert colour["legend"]["values"] == [1, 10, 100, 1000]


def test_one_unit_everywhere_still_has_a_scale() -> None:
    figure = Figure("f", "t", "r", alt.Chart().mark_rect().encode(unit_colour(pl.Series([1, 1]))))
    assert encodings(figure, "color")[0]["scale"]["domain"] == [1, 2]
