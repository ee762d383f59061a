"""Honest countries: the interval of the lean holds their mean; planted ballots are seen."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from tallyscope.methods.turnout_slope import turnout_slope
from tallyscope.simulate.honest import country
from tallyscope.simulate.stuffing import incremental_stuffing
from tallyscope.simulate.tamper import Placement
from tallyscope.tally import Tally

UNLIKELY = 0.001
HIGHEST_CLEAN = 0.19  # of the clean elections on the method's page


def usual(seed: int) -> Tally:
    return country(n_units=1_500, n_regions=5, n_districts=40, seed=seed)


def test_leans_cover_the_common_one() -> None:
    # districts are few and unlike, so that nine of ten is what 95% intervals hold
    found = [turnout_slope(usual(seed), choice="leader").lean for seed in range(60)]
    common = float(np.mean([value for _, value, _ in found]))
    covered = sum(low <= common <= high for low, _, high in found)
    assert covered >= binom.ppf(UNLIKELY, len(found), 0.92)
    assert covered < len(found)
    # no honest country lies beyond the clean elections for certain
    assert max(low for low, _, _ in found) < HIGHEST_CLEAN


@pytest.mark.parametrize("dose", [0.3, 0.5])
def test_power_rises_with_the_stations_that_are_stuffed(dose: float) -> None:
    means = []
    for part in (0.0, 0.02, 0.05, 0.1, 0.2):
        leans = []
        for seed in range(6):
            clean = usual(seed)
            stuffed = incremental_stuffing(
                clean, Placement(part), dose=dose, choice="leader", seed=seed
            )
            leans.append(turnout_slope(stuffed.tally, choice="leader").lean[1])
        means.append(float(np.mean(leans)))
    assert means == sorted(means)
    assert means[0] < 0 < HIGHEST_CLEAN < means[-1]


def test_stuffing_everywhere_is_not_seen() -> None:
    stuffed = incremental_stuffing(usual(1), Placement(1.0), choice="leader", seed=1)
    assert turnout_slope(stuffed.tally, choice="leader").lean[2] < 0
