"""Honest slips, as common as they come, are rejected at the level; written-up votes more often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
from scipy.special import expit
from scipy.stats import binom

from tallyscope.methods.protocol_arithmetic import protocol_arithmetic
from tallyscope.simulate.honest import country
from tallyscope.tally import Tally
from tests.methods.test_protocol_arithmetic import written_up

SEEDS = range(60)
UNLIKELY = 0.999


def made(seed: int) -> Tally:
    return country(n_units=1_500, n_regions=5, n_districts=30, seed=seed)


def wrongly_counted(tally: Tally, chance: npt.NDArray[np.float64], seed: int) -> Tally:
    """Invalid ballots counted wrongly by a few, up or down, with the chance given."""
    rng = np.random.default_rng([seed, 1])
    wrong = rng.random(len(tally)) < chance
    slip = rng.integers(1, 6, len(tally)) * np.where(rng.random(len(tally)) < 0.6, -1, 1)
    invalid = np.maximum(tally.counts("invalid") + wrong * slip, 0)
    return replace(tally, invalid=invalid)


def two_of_five(seed: int) -> Tally:
    return wrongly_counted(made(seed), np.full(1_500, 0.4), seed)


def few(seed: int) -> Tally:
    return wrongly_counted(made(seed), np.full(1_500, 0.01), seed)


def likelier_where_many_vote(seed: int) -> Tally:
    """Long counts have more errors, and large stations (towns) prefer another option."""
    tally = made(seed)
    return wrongly_counted(tally, expit((tally.counts("ballots") - 900) / 200), seed)


def districts_that_count_badly(seed: int) -> Tally:
    """Some districts have errors in most stations, others in none; their people differ, too."""
    tally = made(seed)
    _, district = tally.groups("district")
    chance = np.random.default_rng(seed).beta(0.3, 0.7, district.max() + 1)
    return wrongly_counted(tally, chance[district], seed)


def tied_to_preference_here_and_there(seed: int) -> Tally:
    """In each district errors go with a preference of its own, one way or the other."""
    tally = made(seed)
    _, district = tally.groups("district")
    slope = np.random.default_rng(seed).normal(0, 8, district.max() + 1)
    share = tally.share()
    middle = np.array([np.median(share[district == d]) for d in range(district.max() + 1)])
    return wrongly_counted(tally, expit(slope[district] * (share - middle[district]) - 1), seed)


HONEST: tuple[Callable[[int], Tally], ...] = (
    two_of_five,
    few,
    likelier_where_many_vote,
    districts_that_count_badly,
    tied_to_preference_here_and_there,
)
by_setting = pytest.mark.parametrize("setting", HONEST, ids=lambda setting: setting.__name__)


@cache
def p_values(setting: Callable[[int], Tally]) -> npt.NDArray[np.float64]:
    return np.array([protocol_arithmetic(setting(seed)).p_value for seed in SEEDS])


@by_setting
@pytest.mark.parametrize("level", [0.05, 0.01])
def test_slips_are_rejected_at_the_level(setting: Callable[[int], Tally], level: float) -> None:
    p = p_values(setting)
    assert (p <= level).sum() <= binom.ppf(UNLIKELY, len(p), level)
    assert (1 - p <= level).sum() <= binom.ppf(UNLIKELY, len(p), level)


def test_intervals_hold_zero_as_often_as_they_say() -> None:
    found = [protocol_arithmetic(two_of_five(seed)).headline for seed in SEEDS]
    covered = sum(estimate.low <= 0 <= estimate.high for estimate in found)
    assert covered >= binom.ppf(1 - UNLIKELY, len(found), 0.95)


def test_power_rises_with_what_was_written_up() -> None:
    means = []
    for part in (0.0, 0.03, 0.1, 0.2):
        p = [
            protocol_arithmetic(written_up(few(seed), part, seed, by=0.15)[0]).p_value
            for seed in range(10)
        ]
        means.append(float(np.mean([-np.log10(value) for value in p if value is not None])))
    assert means == sorted(means)
    assert means[0] < 1
    assert means[-1] > 3
