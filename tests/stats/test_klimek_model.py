"""The model of stuffed elections: pieces by hand and by loop, and elections it drew itself."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import truncnorm

from tallyscope.benchmark.plain import klimek_model as plain
from tallyscope.stats.klimek_model import (
    ALPHA,
    EXTREME,
    INCREMENTAL,
    Core,
    components,
    core_of,
    first_peak,
    fit,
    log_vote_rate,
    regular_draws,
    share_histogram,
    truncated_normal,
)

CORE = Core(turnout=0.55, share=0.35, sd_turnout=0.08, sd_share=0.07, theta=0.5)


def test_first_peak_is_not_the_highest_one() -> None:
    rng = np.random.default_rng(1)
    values = np.concatenate([rng.normal(0.45, 0.03, 3_000), rng.normal(0.8, 0.03, 9_000)])
    assert first_peak(values.clip(0, 1)) == pytest.approx(0.45, abs=0.02)
    # a bump of less than a tenth of the highest peak does not count, and none below 0.3
    few = np.concatenate([rng.normal(0.45, 0.03, 150), rng.normal(0.8, 0.03, 9_000)])
    assert first_peak(few.clip(0, 1)) == pytest.approx(0.8, abs=0.02)
    low = np.concatenate([rng.normal(0.2, 0.03, 9_000), rng.normal(0.6, 0.03, 3_000)])
    assert first_peak(low.clip(0, 1)) == pytest.approx(0.6, abs=0.02)
    # nothing lies above 0.3: then the first of all
    assert first_peak(rng.normal(0.15, 0.02, 5_000)) == pytest.approx(0.15, abs=0.01)
    assert math.isnan(first_peak(np.full(10, 0.5)))


def test_core_by_hand_and_by_loop() -> None:
    rng = np.random.default_rng(2)
    turnout, share = rng.normal(0.6, 0.05, 2_000), rng.normal(0.5, 0.04, 2_000)
    found = core_of(turnout, share)
    assert list(vars(found).values()) == pytest.approx(plain.core(turnout.tolist(), share.tolist()))
    left = share[share < found.share] - found.share
    assert found.sd_share == pytest.approx(np.sqrt(np.mean(left**2)))
    right = share[share > found.share] - found.share
    assert found.theta == pytest.approx(np.sqrt(np.sqrt(np.mean(right**2))))
    twice = core_of(turnout, share, share_factor=2.0)
    assert twice.sd_share == pytest.approx(found.sd_share * math.sqrt(2))
    assert replace(twice, sd_share=found.sd_share) == found
    assert found.known
    assert not replace(found, theta=float("nan")).known
    assert not replace(found, sd_turnout=0.0).known


def test_truncated_normal_against_scipy() -> None:
    levels = np.linspace(0.01, 0.99, 50)
    for mean, sd in ((0.5, 0.1), (0.0, 0.5), (0.95, 0.2)):
        expected = truncnorm(-mean / sd, (1 - mean) / sd, mean, sd).ppf(levels)
        assert truncated_normal(levels, mean, sd) == pytest.approx(expected)
        slow = [plain.truncated_normal(level, mean, sd) for level in levels]
        assert slow == pytest.approx(expected)


def test_regular_draws_are_evenly_spread() -> None:
    points = regular_draws(4_096)
    assert points.shape == (4, 4_096)
    assert points.mean(axis=1) == pytest.approx(np.full(4, 0.5), abs=0.002)
    assert np.corrcoef(points) == pytest.approx(np.eye(4), abs=0.03)
    for row in points:
        counts, _ = np.histogram(row, 64, (0, 1))
        assert abs(counts - 64).max() <= 8  # random ones would differ by 20


def test_shares_are_rounded_to_whole_percents() -> None:
    counts = share_histogram(np.array([0.0, 0.004, 0.005, 0.995, 1.0]))
    assert {int(at): counts[at] for at in np.flatnonzero(counts)} == {0: 2, 1: 1, 100: 2}


def test_a_filled_station_by_hand() -> None:
    # half of the voters came, half of them for the choice. With x = 0.5 and alpha = 1 it gains
    # 0.5 * 0.5 of those who stayed away and 0.5 * 0.5 * 0.5 of the others' votes: 0.25 + 0.25 +
    # 0.125 = 0.625 of the list, and 0.75 of the list has "come": a share of 5/6. All draws at the
    # median of their distribution; x is the half-normal's median, within [0, 1]
    tight = Core(0.5, 0.5, 1e-6, 1e-6, 0.5 / truncnorm(0, 2, 0, 1).ppf(0.5))
    x = float(truncated_normal(np.array([0.5]), 0.0, tight.theta)[0])
    made = components(tight, np.full((4, 10), 0.5), 10, np.array([1.0]))
    expected = (0.25 + 0.5 * x + x * 0.25) / (1 - (1 - x) * 0.5)
    assert made.incremental[0, round(100 * expected)] == pytest.approx(10)
    assert made.alone[50] == pytest.approx(10)
    # extreme additions leave out x of 0.05 or so of those who stayed away: nearly everything
    assert made.extreme[0, 95:].sum() == pytest.approx(10)


@pytest.mark.parametrize(("f_i", "f_e", "at"), [(0.3, 0.02, 15), (0.6, 0.05, 20), (0.0, 0.1, 20)])
def test_elections_that_the_model_drew_are_fitted_with_their_own_parts(
    f_i: float, f_e: float, at: int
) -> None:
    made = components(CORE, regular_draws(16_384), 50_000)
    found = fit(made.mixed(f_i, f_e, at), made)
    assert found.incremental == pytest.approx(f_i, abs=0.02)
    assert found.extreme == pytest.approx(f_e, abs=0.005)
    assert found.fitted == pytest.approx(made.mixed(f_i, f_e, at), abs=60)
    assert found.profile[INCREMENTAL.searchsorted(found.incremental)] == found.distance
    assert found.profile.min() == found.distance


def test_expected_distance_is_the_mean_over_simulations() -> None:
    units = 2_000
    rng = np.random.default_rng(1)
    made = components(CORE, regular_draws(65_536), units, ALPHA[15:16])
    observed = made.mixed(0.3, 0.02, 0) * rng.uniform(0.8, 1.2, 101)
    found = fit(observed, made)
    chances = found.fitted / units
    simulated = rng.multinomial(units, chances / chances.sum(), size=4_000)
    distances = (((simulated - observed) / (observed + 1)) ** 2).sum(axis=1)
    assert found.distance == pytest.approx(distances.mean(), rel=0.05)


def test_parts_do_not_sum_to_more_than_one() -> None:
    full = np.zeros(101)
    full[100] = 1_000.0
    found = fit(full, components(CORE, regular_draws(4_096), 1_000))
    assert found.incremental + found.extreme <= 1 + 1e-9
    assert 0 <= found.extreme <= EXTREME[-1]


def test_log_vote_rate_by_hand() -> None:
    # shares of 1/2, 1/2, 3/4 and 1/4: rates 0, 0, -ln 3 and ln 3; the units at 0 and 1 count for
    # nothing. Mean 0, variance (ln 3)^2 / 2, so that z is 0, 0 and -+sqrt 2: skewness 0, kurtosis 2
    n, mean, sd, skewness, kurtosis = log_vote_rate(
        np.array([50, 50, 75, 25, 0, 100.0]), np.full(6, 100.0)
    )
    assert n == 4
    assert (mean, skewness) == pytest.approx((0, 0), abs=1e-12)
    assert (sd, kurtosis) == pytest.approx((math.log(3) / math.sqrt(2), 2))
    assert math.isnan(log_vote_rate(np.array([50.0, 50.0]), np.full(2, 100.0))[4])
