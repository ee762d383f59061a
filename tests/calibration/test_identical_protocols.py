"""Honest elections are rejected at most at the level, copies and wanted shares more and more often.

The hardest honest country for this method is the most uniform one: everybody of one mind, voters
dealt onto stations at random, so that results crowd as closely as counting lets them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
from scipy.stats import binom

from tallyscope.methods.identical_protocols import identical_protocols
from tallyscope.simulate.copying import copying
from tallyscope.simulate.honest import Spread, country
from tallyscope.simulate.tamper import Placement
from tallyscope.simulate.target import target_percentage
from tallyscope.tally import Tally

SEEDS = range(40)
UNLIKELY = 0.999  # so many rejections come about by chance in one run of a thousand
NOTHING = Spread(0.0, 0.0)


def usual(seed: int) -> Tally:
    return country(n_units=1_500, n_regions=5, n_districts=25, seed=seed)


def tiny_units(seed: int) -> Tally:
    """Lists of 100 to 400 voters, where many counts are equal by chance."""
    tally = country(n_units=6_000, n_regions=5, n_districts=90, seed=seed)
    registered = tally.counts("registered")
    return tally.where((registered >= 100) & (registered < 400))


def high_turnout(seed: int) -> Tally:
    return country(
        n_units=1_500,
        n_regions=5,
        n_districts=25,
        turnout=0.93,
        shares=(0.8, 0.15, 0.05),
        seed=seed,
    )


def one_mind(seed: int) -> Tally:
    """Every station with the same chances, two options, no places that differ."""
    return country(
        n_units=3_000,
        n_regions=2,
        n_districts=30,
        choices=("yes", "no"),
        shares=(0.5, 0.5),
        turnout=0.5,
        regions=NOTHING,
        districts=NOTHING,
        stations=NOTHING,
        seed=seed,
    )


HONEST: tuple[Callable[[int], Tally], ...] = (usual, tiny_units, high_turnout, one_mind)
by_setting = pytest.mark.parametrize("setting", HONEST, ids=lambda setting: setting.__name__)


@cache
def p_values(setting: Callable[[int], Tally]) -> npt.NDArray[np.float64]:
    return np.array([identical_protocols(setting(seed)).p_value for seed in SEEDS])


@by_setting
@pytest.mark.parametrize("level", [0.05, 0.01])
def test_honest_elections_are_rejected_at_most_at_the_level(
    setting: Callable[[int], Tally], level: float
) -> None:
    p = p_values(setting)
    assert (p <= level).sum() <= binom.ppf(UNLIKELY, len(p), level)


@by_setting
def test_equal_and_nearly_equal_protocols_are_equally_likely(
    setting: Callable[[int], Tally],
) -> None:
    looks = [identical_protocols(setting(seed)).looks for seed in range(12)]
    copies = [found.filter(look="copies across districts").row(0) for found in looks]
    observed, expected = (sum(row[place] for row in copies) for place in (1, 2))
    assert abs(observed - expected) < 4 * max(expected, 1.0) ** 0.5


@pytest.mark.slow
def test_a_large_country_of_one_mind_is_not_accused() -> None:
    large = [
        identical_protocols(
            country(
                n_units=40_000,
                n_regions=1,
                n_districts=400,
                choices=("yes", "no"),
                shares=(0.5, 0.5),
                regions=NOTHING,
                districts=NOTHING,
                stations=NOTHING,
                seed=seed,
            )
        ).p_value
        for seed in range(5)
    ]
    assert min(p for p in large if p is not None) > 0.001


def test_one_protocol_for_many_stations_is_found() -> None:
    # copies keep the lists of voters of their stations; nearly all districts get a few
    p = [
        identical_protocols(
            copying(usual(seed), Placement(0.05), dose=0.5, seed=seed).tally
        ).p_value
        for seed in range(6)
    ]
    assert max(value for value in p if value is not None) < 1e-6


def test_a_target_of_one_region_is_found() -> None:
    p = [
        identical_protocols(
            target_percentage(
                country(n_units=5_000, n_regions=5, n_districts=75, seed=seed),
                Placement(0.1, regions=1),
                choice="leader",
                seed=seed,
            ).tally,
            choice="leader",
        ).p_value
        for seed in range(6)
    ]
    assert np.median([value for value in p if value is not None]) < 1e-6


def with_wanted_share(tally: Tally, units: int, seed: int) -> Tally:
    """Give units of one region 55.1% of ballots, as near as whole votes come."""
    inside = np.flatnonzero((tally.units["region"] == "Region 2").to_numpy())
    chosen = np.random.default_rng(seed).choice(inside, units, replace=False)
    votes = tally.votes.copy()
    others = votes[chosen, 1:].sum(axis=1)
    wanted = np.rint(0.551 * tally.counts("ballots")[chosen]).astype(np.int64)
    votes[chosen, 1] += votes[chosen, 0] - wanted
    votes[chosen, 0] = wanted
    assert (others >= 0).all()
    return replace(tally, votes=np.maximum(votes, 0))


def test_power_rises_with_the_number_of_rewritten_protocols() -> None:
    found = []
    for units in (0, 10, 20, 40):
        p = [
            identical_protocols(with_wanted_share(usual(seed), units, seed)).p_value
            for seed in range(10)
        ]
        found.append(float(np.median([-np.log10(value) for value in p if value is not None])))
    assert found == sorted(found)
    assert found[0] < 1
    assert found[-1] > 5
