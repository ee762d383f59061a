"""The fitted model: the charts hold the numbers of the result."""

from __future__ import annotations

import polars as pl
import pytest

from tallyscope.methods.klimek_model import KlimekModelResult, klimek_model
from tallyscope.plots import figures
from tallyscope.plots.klimek_model import HERE, LINES, WORST
from tests.plots.reading import frames, named
from tests.report import examples


@pytest.fixture(scope="module")
def result() -> KlimekModelResult:
    return klimek_model(examples.tampered_tally(), choice="leader")


def test_published_fits_stand_beside_this_one(result: KlimekModelResult) -> None:
    (frame,) = frames(named(figures(result), "published"))
    mine = frame.filter(election=HERE)
    expected = (100 * result.fits["incremental"]).to_list()
    assert mine["percent"].to_list() == pytest.approx(expected, rel=1e-5)
    others = frame.filter(pl.col("election") != HERE)
    assert others.height == 2 * result.published.height
    assert set(others["by"]) == {"Klimek et al.", "Mebane, Kalinin"}


def test_histogram_has_both_lines(result: KlimekModelResult) -> None:
    (frame,) = frames(named(figures(result), "histogram"))
    for name, words in LINES.items():
        rows = frame.filter(which=words)
        assert rows["units"].to_list() == pytest.approx(result.histogram[name].to_list(), rel=1e-5)
        assert rows["observed"].to_list() == result.histogram["observed"].to_list()


def test_profile_is_told_in_multiples_of_the_least(result: KlimekModelResult) -> None:
    (frame,) = frames(named(figures(result), "profile"))
    for reading in result.fits["reading"]:
        times = frame.filter(reading=reading)["times"]
        assert times.to_numpy().min() == pytest.approx(1)
        assert times.to_numpy().max() <= WORST
