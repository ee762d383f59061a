"""Honest elections give no list, and of a list no more is wrong than was allowed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from tallyscope.methods.neighbours import BY_CHANCE, neighbours
from tallyscope.simulate.honest import Spread, country
from tallyscope.simulate.stuffing import extreme_stuffing, incremental_stuffing
from tallyscope.simulate.tamper import Placement
from tallyscope.tally import Tally

SEEDS = range(12)


def usual(seed: int) -> Tally:
    return country(n_units=2_000, n_regions=5, n_districts=30, turnout=0.55, seed=seed)


def eager_supporters(seed: int) -> Tally:
    stations = Spread(0.4, 0.6, 0.8)
    return country(n_units=2_000, n_regions=5, n_districts=30, stations=stations, seed=seed)


def high_turnout(seed: int) -> Tally:
    shares = (0.8, 0.15, 0.05)
    return country(
        n_units=2_000, n_regions=5, n_districts=30, turnout=0.9, shares=shares, seed=seed
    )


@pytest.mark.parametrize("setting", [usual, eager_supporters, high_turnout])
def test_honest_countries_are_quiet(setting: Callable[[int], Tally]) -> None:
    results = [neighbours(setting(seed)) for seed in SEEDS]
    listed = [0 if r.unit_scores is None else r.unit_scores.height for r in results]
    assert sum(count > 0 for count in listed) <= 1
    values = np.array([r.headline.value for r in results])
    assert abs(values.mean()) < 4 * values.std(ddof=1) / np.sqrt(len(values)) + 1
    covered = sum(r.headline.low <= 0 <= r.headline.high for r in results)
    assert covered >= len(results) - 2
    assert max(r.at_least for r in results) < 11.3  # the highest value of a clean election


def test_of_the_listed_units_few_are_honest_and_more_dose_is_more_surplus() -> None:
    wrong, surplus = [], []
    for dose in (0.3, 0.6, 1.0):
        values = []
        for seed in SEEDS:
            where = Placement(0.03)
            planted = (
                extreme_stuffing(usual(seed), where, seed=seed)
                if dose == 1.0
                else incremental_stuffing(usual(seed), where, dose=dose, seed=seed)
            )
            result = neighbours(planted.tally)
            assert result.unit_scores is not None
            listed = set(result.unit_scores["unit"])
            wrong.append(len(listed - set(planted.truth["unit"])) / max(len(listed), 1))
            values.append(result.headline.value)
        surplus.append(float(np.mean(values)))
    assert np.mean(wrong) <= BY_CHANCE
    assert surplus == sorted(surplus)
    assert surplus[0] > 5
    assert surplus[-1] > 100
