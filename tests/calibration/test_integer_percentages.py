"""Honest elections are rejected at the level of the test, rewritten ones more and more often.

A thousand stations are enough to see a level that is wrong by half; the levels are those of many
elections, so that no single seed decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from scipy.stats import binom

from tallyscope.methods.integer_percentages import integer_percentages
from tallyscope.simulate.honest import Spread, country
from tallyscope.simulate.rounding import rounding
from tallyscope.simulate.tamper import Placement
from tallyscope.sources import read
from tallyscope.stats.whole_percent import Rate, combined, is_whole, whole_probability
from tallyscope.tally import Tally

Floats = npt.NDArray[np.float64]
SEEDS = range(60)
UNLIKELY = 0.999  # so many rejections come about by chance in one run of a thousand


def usual(seed: int) -> Tally:
    return country(n_units=1_000, n_regions=5, n_districts=15, seed=seed)


def tiny_units(seed: int) -> Tally:
    """Lists of 100 to 400 voters, where half and two thirds are common."""
    tally = country(n_units=6_000, n_regions=5, n_districts=90, seed=seed)
    registered = tally.counts("registered")
    return tally.where((registered >= 100) & (registered < 400))


def turnout_goes_with_preference(seed: int) -> Tally:
    return country(
        n_units=1_000,
        n_regions=5,
        n_districts=15,
        regions=Spread(0.5, 0.8, 0.8),
        districts=Spread(0.3, 0.5, 0.8),
        stations=Spread(0.4, 0.6, 0.8),
        seed=seed,
    )


def high_turnout(seed: int) -> Tally:
    return country(
        n_units=1_000,
        n_regions=5,
        n_districts=15,
        turnout=0.93,
        shares=(0.8, 0.15, 0.05),
        seed=seed,
    )


def all_alike(seed: int) -> Tally:
    """Every station around 50% in both: all of them near the same whole percentage."""
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
        stations=Spread(0.02, 0.02),
        seed=seed,
    )


HONEST: tuple[Callable[[int], Tally], ...] = (
    usual,
    tiny_units,
    turnout_goes_with_preference,
    high_turnout,
    all_alike,
)
by_setting = pytest.mark.parametrize("setting", HONEST, ids=lambda setting: setting.__name__)


def answer(tally: Tally) -> tuple[float, float]:
    """Return z and p of the headline."""
    result = integer_percentages(tally)
    row = result.counts.filter(criterion="either", period=1, weight="stations").row(0, named=True)
    assert result.p_value is not None
    return float(row["z"]), result.p_value


@cache
def answers(setting: Callable[[int], Tally]) -> tuple[Floats, Floats]:
    """Return z and p of every seed."""
    z, p = zip(*(answer(setting(seed)) for seed in SEEDS), strict=True)
    return np.array(z), np.array(p)


@by_setting
@pytest.mark.parametrize("level", [0.05, 0.01])
def test_honest_elections_are_rejected_at_the_level(
    setting: Callable[[int], Tally], level: float
) -> None:
    _, p = answers(setting)
    assert (p <= level).sum() <= binom.ppf(UNLIKELY, len(p), level)


@by_setting
def test_no_setting_leans_to_alarm(setting: Callable[[int], Tally]) -> None:
    z, _ = answers(setting)
    assert -1 < z.mean() < 3.1 / math.sqrt(len(z))


def test_z_is_a_standard_normal_or_a_little_below() -> None:
    z = np.concatenate([answers(setting)[0] for setting in HONEST])
    assert -1 < z.mean() < 0.2
    assert z.std() == pytest.approx(1.0, abs=4 / math.sqrt(2 * len(z)))


def test_nearly_unanimous_stations_make_it_silent_not_loud() -> None:
    # shares around 98%: many units would be at 100% by chance, where they are not looked at
    def nearly_unanimous(seed: int) -> Tally:
        return country(
            n_units=1_000,
            n_regions=5,
            n_districts=15,
            choices=("yes", "no"),
            shares=(0.98, 0.02),
            turnout=0.3,
            seed=seed,
        )

    z, p = zip(*(answer(nearly_unanimous(seed)) for seed in range(15)), strict=True)
    assert np.mean(z) < -1
    assert min(p) > 0.05


def test_power_rises_with_the_number_of_rewritten_protocols() -> None:
    means = []
    for share in (0.0, 0.01, 0.03, 0.06):
        z = [
            answer(rounding(usual(seed), Placement(share), of="both", seed=seed).tally)[0]
            for seed in range(12)
        ]
        means.append(float(np.mean(z)))
    assert means == sorted(means)
    # 60 of 1,000 rewritten, 0.8 * 60 in excess of sd 12: nearly four standard deviations
    assert means[-1] - means[0] == pytest.approx(0.8 * 60 / 12.4, abs=0.7)


@pytest.mark.slow
def test_on_redrawn_clean_versions_of_russia_2018_it_errs_on_the_side_of_silence(
    shared: Path,
) -> None:
    # rates moved by up to half a point, so that none is wanted; then counted by chance
    tally = read(shared / "data" / "russia" / "russia-2018-president.parquet")
    tally = tally.where((tally.counts("registered") >= 100) & (tally.counts("ballots") > 0))
    registered, ballots = tally.counts("registered"), tally.counts("ballots")
    rng = np.random.default_rng(2018)

    def redrawn(part: npt.NDArray[np.int64], whole: npt.NDArray[np.int64]) -> Rate:
        moved = part / whole + rng.uniform(-0.005, 0.005, len(part))
        return Rate(rng.binomial(whole, np.clip(moved, 0, 1)), whole, "redrawn")

    z, nearly_full, others = [], [], []
    for _ in range(25):
        turnout = redrawn(tally.counts("issued"), registered)
        share = redrawn(tally.votes_for(), ballots)
        top = np.maximum(turnout.part / registered, share.part / ballots)
        hit, chance = (
            combined(measure, share, turnout, period=1)["either"]
            for measure in (is_whole, whole_probability)
        )
        kept = top <= 0.99
        z.append((hit - chance)[kept].sum() / np.sqrt((chance * (1 - chance))[kept].sum()))
        nearly_full.append((hit - chance)[kept & (top > 0.965)].sum())
        others.append((hit - chance)[top <= 0.965].sum())
    error = 1 / math.sqrt(len(z))
    assert np.mean(z) == pytest.approx(-0.4, abs=3 * error)
    assert np.mean(nearly_full) == pytest.approx(-57, abs=20)
    assert abs(np.mean(others)) < 4 * np.std(others) * error
