"""Where stations lie in turnout and share, against published figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from scipy.ndimage import gaussian_filter

from tallyscope.methods.fingerprint import fingerprint
from tallyscope.tally import Contest
from tests.published.numbers import Entry, election, entries, number, printed_like

READ_BY_EYE = 3  # points; the published heads were read off smoothed figures
SMOOTHING = 2.0  # points


def climbed(density: npt.NDArray[np.float64], start: tuple[int, int]) -> tuple[int, int]:
    """Return the top that one reaches by always stepping to the densest neighbouring cell."""
    here = start
    while True:
        steps = [(here[0] + i, here[1] + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        best = max(steps, key=lambda cell: density[cell])
        if best == here:
            return here
        here = best


@pytest.mark.parametrize("entry", entries("kobak_comet.toml", "head"))
def test_head_of_the_comet(shared: Path, entry: Entry) -> None:
    table = fingerprint(election(shared, entry)).histogram
    density = np.zeros((100, 100))
    density[table["turnout"].to_numpy(), table["share"].to_numpy()] = table["voters"].to_numpy()
    published = (int(number(entry["turnout"])), int(number(entry["share"])))
    top = climbed(gaussian_filter(density, SMOOTHING), published)
    assert np.abs(np.array(top) - published).max() <= READ_BY_EYE


@pytest.mark.parametrize("entry", entries("toolkit_correlation.toml", "correlation"))
def test_correlation_without_places(shared: Path, entry: Entry) -> None:
    tally = election(shared, entry)
    anywhere = replace(tally, contest=Contest(), units=tally.units.select("unit"))
    found = fingerprint(anywhere, min_registered=0).headline.value
    assert printed_like(found, entry["correlation"])


def test_most_of_it_lies_between_places(shared: Path) -> None:
    # within districts the correlation of 2020 is half of the national one
    result = fingerprint(election(shared, {"election": "2020-referendum"}))
    assert 0.31 < result.headline.low < result.headline.high < 0.36
