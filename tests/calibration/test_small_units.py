"""Where size means nothing the test holds its level; stuffing the small units is seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest
from scipy.special import expit
from scipy.stats import binom

from tallyscope.methods.small_units import SmallUnitsResult, small_units
from tallyscope.simulate.honest import country
from tallyscope.stats.small_against_large import smallest
from tallyscope.tally import Contest, Tally

SEEDS = range(80)
UNLIKELY = 0.999
HIGHEST_CLEAN = 0.15  # of the clean elections on the method's page


def without_villages(
    seed: int,
    correlation: float = 0.0,
    turnout: float = 0.3,
    preference: float = 0.0,
    districts: int = 60,
) -> Tally:
    """Draw 40 stations in each district whose sizes have nothing to do with anything else.

    With `turnout` and `preference` as the logits in the middle. 2,400 stations are too many to be
    permuted, so that their p-values are the normal ones.
    """
    rng = np.random.default_rng([seed, 5])
    district = np.repeat(np.arange(districts), 40)
    own, shared = rng.normal(size=(2, len(district))) * 0.4
    of_district = rng.normal(0, 0.3, (2, districts))[:, district]
    wish = turnout + shared + of_district[0]
    lean = preference + correlation * shared + np.sqrt(1 - correlation**2) * own + of_district[1]
    registered = np.rint(rng.lognormal(6.5, 0.6, len(district))).astype(np.int64).clip(100, 3000)
    ballots = rng.binomial(registered, expit(wish))
    votes = rng.binomial(ballots, expit(lean))
    names = [f"d{i:02d}" for i in district]
    return Tally(
        contest=Contest(levels=("district",)),
        units=pl.DataFrame(
            {"unit": [f"u{i:04d}" for i in range(len(district))], "district": names}
        ),
        choices=("leader", "other"),
        votes=np.stack([votes, ballots - votes], axis=1),
        registered=registered,
        ballots=ballots,
    )


def usual(seed: int) -> SmallUnitsResult:
    return small_units(without_villages(seed), choice="leader")


def both_together(seed: int) -> SmallUnitsResult:
    return small_units(without_villages(seed, correlation=0.8), choice="leader")


def high(seed: int) -> SmallUnitsResult:
    """Turnout and share near 95%, where counting noise is lopsided."""
    return small_units(without_villages(seed, turnout=3.0, preference=3.0), choice="leader")


def few_units(seed: int) -> SmallUnitsResult:
    """So few that labels are permuted."""
    return small_units(without_villages(seed, correlation=0.8, districts=4), choice="leader")


HONEST = (usual, both_together, high, few_units)
by_setting = pytest.mark.parametrize("setting", HONEST, ids=lambda setting: setting.__name__)


@cache
def p_values(setting: Callable[[int], SmallUnitsResult]) -> npt.NDArray[np.float64]:
    found = [setting(seed).p_value for seed in SEEDS]
    return np.array(found, dtype=np.float64)


@by_setting
@pytest.mark.parametrize("level", [0.05, 0.01])
def test_sizes_without_meaning_are_rejected_at_the_level(
    setting: Callable[[int], SmallUnitsResult], level: float
) -> None:
    p = p_values(setting)
    assert (p <= level).sum() <= binom.ppf(UNLIKELY, len(p), level)


def test_both_must_be_unlikely() -> None:
    # small stations vote more, and not otherwise: turnout alone is no finding
    def more_eager(seed: int) -> float:
        tally = without_villages(seed)
        small = tally.counts("registered") < np.median(tally.counts("registered"))
        added = np.where(small[:, np.newaxis], tally.votes // 5, 0)
        ballots = tally.counts("ballots") + added.sum(axis=1)
        registered = np.maximum(tally.counts("registered"), ballots)
        more = replace(
            tally,
            votes=tally.votes + added,
            valid=None,
            ballots=ballots,
            registered=registered,
            derived=(),
        )
        p = small_units(more, choice="leader").p_value
        assert p is not None
        return p

    p = np.array([more_eager(seed) for seed in range(30)])
    assert (p <= 0.05).sum() <= binom.ppf(UNLIKELY, len(p), 0.05)


def stuffed(tally: Tally, part: float, dose: float) -> Tally:
    """Add ballots for the leader in the names of `dose` of those who stayed away."""
    registered, ballots = tally.counts("registered"), tally.counts("ballots")
    _, district = tally.groups(tally.levels[-1])
    small = smallest(registered, district, part) == 1
    added = np.where(small, np.rint(dose * (registered - ballots)), 0).astype(np.int64)
    votes = tally.votes.copy()
    votes[:, tally.choices.index("leader")] += added
    return replace(
        tally,
        votes=votes,
        ballots=ballots + added,
        valid=tally.counts("valid") + added,
        issued=None,
        derived=(),
    )


def test_power_rises_with_the_dose() -> None:
    ends = []
    for dose in (0.0, 0.1, 0.3, 0.5):
        tallies = [country(n_units=2_400, n_regions=5, n_districts=60, seed=s) for s in range(5)]
        found = [small_units(stuffed(each, 0.1, dose), choice="leader") for each in tallies]
        ends.append(float(np.mean([result.headline.low for result in found])))
    assert ends == sorted(ends)
    assert ends[0] < 0 < HIGHEST_CLEAN < ends[-1]


def test_honest_countries_with_villages_are_not_beyond_the_clean_elections() -> None:
    # there villages vote a little less, and prefer the leader
    found = [
        small_units(country(n_units=2_400, n_regions=5, n_districts=60, seed=seed), choice="leader")
        for seed in range(20)
    ]
    assert max(result.headline.low for result in found) < HIGHEST_CLEAN
    assert min(result.p_value or 0.0 for result in found) > 0.001
