"""Lopsided differences: by loop, planted ballots, honest countries, and what it declines."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tallyscope.benchmark.plain.lopsided_neighbours import work
from tallyscope.errors import NotApplicable
from tallyscope.methods.lopsided_neighbours import DIAGONALS, HONEST, METHOD, lopsided_neighbours
from tallyscope.simulate.awkward import AWKWARD
from tallyscope.simulate.honest import country
from tallyscope.simulate.stuffing import incremental_stuffing
from tallyscope.simulate.tamper import Placement, Tampered
from tallyscope.tally import Contest, Tally
from tests.methods.elections import few_districts, honest, without_levels
from tests.tallies import small_tally


def national(seed: int) -> Tally:
    return country(n_units=20_000, n_regions=10, n_districts=400, seed=seed)


def stuffed(tally: Tally, dose: float, seed: int) -> Tampered:
    return incremental_stuffing(tally, Placement(0.1), dose=dose, choice="leader", seed=seed)


@pytest.mark.parametrize("seed", [1, 2])
def test_by_loop(seed: int) -> None:
    tally = country(n_units=1_500, n_regions=5, n_districts=30, seed=seed)
    assert lopsided_neighbours(tally).headline.value == pytest.approx(work(tally)[0], abs=1e-9)


def test_three_percent_stuffed_in_a_tenth_of_the_stations_is_found() -> None:
    found = 0
    for seed in range(5):
        tally = national(800_000 + seed)
        leader = tally.votes_for("leader").sum()
        share = stuffed(tally, 0.25, seed).votes_added / leader
        tampered = stuffed(tally, 0.25 * 0.03 / share, seed)
        assert tampered.votes_added / leader == pytest.approx(0.03, abs=0.0005)
        p_value = lopsided_neighbours(tampered.tally, choice="leader").p_value
        assert p_value is not None
        found += p_value <= 0.05
    # with the wanted power of 0.8, fewer than 3 of 5 have a chance of 0.06
    assert found >= 3


@pytest.mark.parametrize("feature", AWKWARD)
def test_awkward_honest_countries_are_not_rejected(feature: str) -> None:
    tally = AWKWARD[feature](national(810_000), 810_000)
    result = lopsided_neighbours(tally, choice="leader")
    assert result.p_value is not None
    # one of ten may come as low as this in 1 of 20 runs; the seed is fixed
    assert result.p_value > 0.005
    assert result.headline.low < 100 * HONEST


def test_stuffing_the_other_side_points_the_other_way() -> None:
    other = incremental_stuffing(
        national(820_000), Placement(0.1), dose=0.4, choice="second", seed=1
    ).tally
    assert lopsided_neighbours(other, choice="leader").headline.high < 0
    assert lopsided_neighbours(other, choice="second").headline.low > 100 * HONEST


def test_who_is_left_out() -> None:
    tally = few_districts()
    registered = tally.counts("registered").copy()
    registered[:3] = tally.counts("ballots")[:3]  # turnout of 100%
    result = lopsided_neighbours(replace(tally, registered=registered))
    assert result.excluded["turnout above 90%"] >= 3
    assert result.n_units + sum(result.excluded.values()) == len(tally)


def test_tails_and_histogram_are_of_the_same_units() -> None:
    result = lopsided_neighbours(honest())
    assert result.tails["diagonal"].to_list() == list(DIAGONALS)
    for diagonal in DIAGONALS:
        assert result.histogram.filter(diagonal=diagonal)["units"].sum() == result.n_units
    along, across = result.tails["skewness"]
    # what taste alone makes is taken off the difference
    assert result.headline.value == pytest.approx(100 * (along - across), abs=15)


def test_without_districts_it_says_so() -> None:
    result = lopsided_neighbours(without_levels())
    assert "names no districts" in result.cautions[-1]
    assert "units" in result.headline.how


def test_units_that_are_all_alike() -> None:
    tally = small_tally([[300, 200]] * 150, registered=[1000] * 150, ballots=[500] * 150)
    with pytest.raises(NotApplicable, match="needs neighbours that differ"):
        lopsided_neighbours(tally)


def test_small_districts_are_left_out() -> None:
    tally = country(n_units=300, n_regions=3, n_districts=3, seed=1)
    names = np.where(np.arange(300) < 5, "alone", tally.units["district"].to_numpy())
    units = tally.units.with_columns(district=names.astype(str))
    moved = replace(tally, units=units, contest=Contest(name="x", levels=("district",)))
    assert lopsided_neighbours(moved).excluded["fewer than 10 units in the district"] == 5


def test_spoken() -> None:
    result = lopsided_neighbours(honest())
    assert METHOD.spoken is not None
    assert f"{result.headline.value:.1f} hundredths" in METHOD.spoken(result)
