"""What the fitted model makes of countries whose truth is known: little that can be relied on."""

from __future__ import annotations

import pytest

from tallyscope.methods.klimek_model import klimek_model
from tallyscope.simulate.honest import country
from tallyscope.simulate.stuffing import incremental_stuffing
from tallyscope.simulate.tamper import Placement
from tallyscope.stats.klimek_model import Core, components, fit, regular_draws
from tests.methods.test_klimek_model import of_one_kind

SEEDS = range(6)


def parts(stuffed: float, *, alike: bool) -> list[tuple[float, float]]:
    """Return the fitted part by the paper's and by the toolkit's reading, for each seed."""
    found = []
    for seed in SEEDS:
        tally = (
            of_one_kind(seed)
            if alike
            else country(n_units=3_000, n_regions=6, n_districts=60, seed=seed)
        )
        if stuffed:
            tally = incremental_stuffing(
                tally, Placement(stuffed), dose=0.5, choice="leader", seed=seed
            ).tally
        paper, toolkit = klimek_model(tally, choice="leader").fits["incremental"]
        found.append((paper, toolkit))
    return found


def test_honest_countries_are_accused_by_the_second_reading() -> None:
    found = parts(0.0, alike=True)
    assert max(paper for paper, _ in found) <= 0.1
    assert max(toolkit for _, toolkit in found) > 0.3


def test_stuffing_in_unlike_countries_is_not_seen() -> None:
    assert max(paper for paper, _ in parts(0.3, alike=False)) < 0.05


@pytest.mark.parametrize("f_i", [0.0, 0.2, 0.5])
def test_parts_of_its_own_elections_are_found_with_their_own_core(f_i: float) -> None:
    core = Core(turnout=0.55, share=0.4, sd_turnout=0.07, sd_share=0.06, theta=0.45)
    made = components(core, regular_draws(16_384), 20_000)
    found = fit(made.mixed(f_i, 0.02, 15), made)
    assert found.incremental == pytest.approx(f_i, abs=0.02)
