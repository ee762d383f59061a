"""Marked and unmarked units: the charts hold the numbers of the result."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tallyscope.benchmark.inputs import MARKS, marked
from tallyscope.methods.natural_experiment import NaturalExperimentResult, natural_experiment
from tallyscope.plots.natural_experiment import figures
from tallyscope.simulate.honest import country
from tests.plots.reading import frames, named


@pytest.fixture(scope="module")
def result() -> NaturalExperimentResult:
    tally = marked(country(n_units=600, n_regions=4, n_districts=30, seed=3), 1)
    return natural_experiment(tally, marked=MARKS)


def test_the_first_line_is_all_regions_together(result: NaturalExperimentResult) -> None:
    (frame,) = frames(named(figures(result), "regions"))
    assert frame["region"].to_list()[0] == "all together"
    assert frame["difference"][0] == pytest.approx(result.headline.value, rel=1e-5)
    assert frame["n_marked"][0] + frame["n_other"][0] == result.n_units
    expected = result.regions.sort("difference")
    assert frame["region"].to_list()[1:] == expected["region"].to_list()
    for name in ("difference", "low", "high"):
        assert frame[name].to_list()[1:] == pytest.approx(expected[name].to_list(), rel=1e-5)


def test_one_region_has_one_line(result: NaturalExperimentResult) -> None:
    alone = replace(result, regions=result.regions.head(1))
    assert frames(named(figures(alone), "regions"))[0].height == 1


def test_bands_of_unfair_marking(result: NaturalExperimentResult) -> None:
    figure = named(figures(result), "sensitivity")
    (frame,) = frames(figure)
    assert frame["gamma"].to_list() == result.sensitivity["gamma"].to_list()
    assert frame["low"].to_list() == pytest.approx(result.sensitivity["low"].to_list(), rel=1e-5)
    assert "even a fair lottery makes such a difference often enough." in figure.reading
    beyond = named(figures(replace(result, gamma=1.8)), "sensitivity")
    assert "up to a factor of 1.80 the difference stays beyond chance." in beyond.reading
