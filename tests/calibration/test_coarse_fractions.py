"""Honest elections are not accused, however they are made; rewritten ones are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
from scipy.stats import binom

from tallyscope.methods.coarse_fractions import coarse_fractions
from tallyscope.simulate.honest import Spread, country
from tallyscope.tally import Tally
from tests.calibration.test_integer_percentages import (
    HONEST,
    UNLIKELY,
)

SEEDS = range(25)


def of_one_mind(seed: int) -> Tally:
    """All voters alike and at one half: all spread is chance, and its top is at a fraction."""
    nothing = Spread(0.0, 0.0)
    return country(
        n_units=1_000,
        n_regions=5,
        n_districts=15,
        choices=("yes", "no"),
        shares=(0.5, 0.5),
        turnout=0.5,
        regions=nothing,
        districts=nothing,
        stations=nothing,
        seed=seed,
    )


@cache
def answers(setting: Callable[[int], Tally]) -> tuple[npt.NDArray[np.float64], float]:
    """Return the p-values of all seeds, and the mean of z over all fractions and seeds."""
    results = [coarse_fractions(setting(seed)) for seed in SEEDS]
    p_values = np.array([result.p_value for result in results], dtype=np.float64)
    return p_values, float(np.mean([result.fractions["z"].mean() for result in results]))


by_setting = pytest.mark.parametrize(
    "setting", [*HONEST, of_one_mind], ids=lambda setting: setting.__name__
)


@pytest.mark.slow
@by_setting
def test_honest_elections_are_not_rejected_more_often_than_the_level(
    setting: Callable[[int], Tally],
) -> None:
    p, mean_z = answers(setting)
    for level in (0.05, 0.01):
        assert (p <= level).sum() <= binom.ppf(UNLIKELY, len(p), level)
    assert abs(mean_z) < 0.15  # some 40 fractions in each of 25 elections, correlated a little


def rewritten(clean: Tally, protocols: int, seed: int) -> Tally:
    """Write 75% of the ballots down for the leader in some stations."""
    chosen = np.random.default_rng(seed).choice(len(clean), protocols, replace=False)
    votes, valid = clean.votes.copy(), clean.counts("valid")[chosen]
    wanted = np.rint(0.75 * clean.counts("ballots")[chosen]).astype(np.int64)
    votes[chosen, 0] = np.minimum(wanted, valid)
    votes[chosen, 1], votes[chosen, 2] = valid - votes[chosen, 0], 0
    return replace(clean, votes=votes)


@pytest.mark.slow
def test_power_rises_with_the_number_of_rewritten_protocols() -> None:
    found = []
    for protocols in (0, 10, 25, 50):
        p = [
            coarse_fractions(
                rewritten(
                    country(n_units=5_000, n_regions=10, n_districts=100, seed=seed),
                    protocols,
                    seed,
                )
            ).p_value
            for seed in range(8)
        ]
        found.append(sum(value is not None and value <= 0.05 for value in p))
    assert found == sorted(found)
    assert found[0] <= 2
    assert found[-1] == 8
