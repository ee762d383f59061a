"""Units beside an earlier vote: the charts hold the numbers of the result."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from tallyscope.benchmark.inputs import earlier
from tallyscope.methods.previous_election import PreviousElectionResult, previous_election
from tallyscope.plots.previous_election import figures
from tallyscope.simulate.honest import country
from tallyscope.simulate.stuffing import extreme_stuffing
from tallyscope.simulate.tamper import Placement
from tests.plots.reading import frames, named


@pytest.fixture(scope="module")
def result() -> PreviousElectionResult:
    honest = country(n_units=900, n_regions=6, n_districts=30, turnout=0.5, seed=5)
    stuffed = extreme_stuffing(honest, Placement(0.04), seed=5)
    return previous_election(stuffed.tally, previous=earlier(honest, 1))


def test_every_unit_lies_in_a_cell(result: PreviousElectionResult) -> None:
    (frame,) = frames(named(figures(result), "surprises"))
    assert frame["units"].sum() == result.n_units
    assert frame.height == result.surprises.height


def test_regions_hold_both_sides(result: PreviousElectionResult) -> None:
    (frame,) = frames(named(figures(result), "regions"))
    expected = result.regions.filter((pl.col("high") > 0) | (pl.col("low") > 0))
    assert sorted(frame["region"]) == sorted(expected["region"])
    assert frame["high"].sum() == result.high
    assert frame["difference"].is_sorted(descending=True)


def test_one_region_needs_no_picture_of_regions(result: PreviousElectionResult) -> None:
    alone = replace(result, regions=result.regions.head(1))
    assert [figure.name for figure in figures(alone)] == ["surprises"]


def test_votes_stand_for_turnout_in_the_words_too(result: PreviousElectionResult) -> None:
    bare = replace(result, settings=dict(result.settings) | {"measures": "votes cast"})
    spec = named(figures(bare), "surprises").chart.to_dict()
    assert spec["layer"][0]["encoding"]["x"]["title"] == "Votes cast (%), points above prediction"
