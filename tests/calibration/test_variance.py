"""Honest districts are never too alike, not even where everybody is; shared-out ones are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binom

from tallyscope.methods.variance import variance
from tallyscope.simulate.honest import Spread, country
from tallyscope.tally import Tally
from tests.calibration.test_integer_percentages import UNLIKELY
from tests.methods.test_variance import shared_out

SEEDS = range(40)
NOTHING = Spread(0.0, 0.0)


def usual(seed: int) -> Tally:
    return country(n_units=2_000, n_regions=5, n_districts=60, seed=seed)


def all_alike(seed: int) -> Tally:
    return country(
        n_units=2_000,
        n_regions=5,
        n_districts=60,
        regions=NOTHING,
        districts=NOTHING,
        stations=NOTHING,
        seed=seed,
    )


def dealt_by_lot(seed: int) -> Tally:
    """Firm voters of each district, dealt onto its stations."""
    tally, rng = all_alike(seed), np.random.default_rng(seed)
    _, district = tally.groups("district")
    votes, valid = tally.votes.copy(), tally.counts("valid")
    for code in range(int(district.max()) + 1):
        inside = np.flatnonzero(district == code)
        left = votes[inside].sum(axis=0)
        for unit in inside:
            votes[unit] = rng.multivariate_hypergeometric(left, valid[unit])
            left = left - votes[unit]
    return replace(tally, votes=votes)


def a_fifth_firm_and_mixed_evenly(seed: int) -> Tally:
    """Less different than by lot, as far as the allowance goes."""
    tally, rng = all_alike(seed), np.random.default_rng(seed)
    valid = tally.counts("valid")
    firm = np.rint(0.2 * valid).astype(np.int64)
    first = np.rint(0.46 * firm).astype(np.int64) + rng.binomial(valid - firm, 0.46)
    votes = np.stack([first, valid - first, np.zeros_like(valid)], axis=1)
    return replace(tally, votes=votes)


@pytest.mark.slow
@pytest.mark.parametrize(
    "setting",
    [usual, all_alike, dealt_by_lot, a_fifth_firm_and_mixed_evenly],
    ids=lambda setting: setting.__name__,
)
def test_honest_elections_are_not_rejected(setting: Callable[[int], Tally]) -> None:
    p = np.array([variance(setting(seed)).p_value for seed in SEEDS], dtype=np.float64)
    for level in (0.05, 0.01):
        assert (p <= level).sum() <= binom.ppf(UNLIKELY, len(p), level)


@pytest.mark.slow
def test_shared_out_districts_are_found_and_no_others() -> None:
    for districts in (1, 5):
        found = [variance(shared_out(usual(seed), districts)).headline.value for seed in range(15)]
        assert max(found) <= districts
        assert np.mean(found) > 0.9 * districts


@pytest.mark.slow
def test_power_rises_with_the_part_of_the_district_that_was_copied() -> None:
    means = []
    for part in (0.0, 0.5, 0.8, 1.0):
        found = []
        for seed in range(10):
            clean = usual(seed)
            copies = shared_out(clean, 10)
            taken = np.random.default_rng(seed).random(len(clean)) < part
            votes = np.where(taken[:, np.newaxis], copies.votes, clean.votes)
            found.append(variance(replace(clean, votes=votes)).headline.value)
        means.append(float(np.mean(found)))
    assert means[0] == 0
    assert means == sorted(means)
    assert means[1] > 1
    assert means[-1] > 9
