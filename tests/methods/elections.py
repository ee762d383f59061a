"""Elections that every method is tried on, made once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import polars as pl

from tallyscope.simulate.honest import country
from tallyscope.simulate.rounding import rounding
from tallyscope.simulate.stuffing import extreme_stuffing, incremental_stuffing
from tallyscope.simulate.tamper import Placement
from tallyscope.tally import COUNT_NAMES, Contest, Counts, Tally


def honest() -> Tally:
    """600 stations, 40 districts: enough districts to be resampled."""
    return country(n_units=600, n_regions=4, n_districts=40, seed=1)


def few_districts() -> Tally:
    """Too few districts to be resampled, so that units are."""
    return country(n_units=300, n_regions=3, n_districts=6, seed=2)


def without_levels() -> Tally:
    tally = few_districts()
    return replace(
        tally,
        contest=Contest(name="no places"),
        units=tally.units.select("unit"),
    )


def without_ballots() -> Tally:
    return replace(few_districts(), issued=None, ballots=None, invalid=None)


def tampered() -> Tally:
    election = incremental_stuffing(honest(), Placement(0.3, regions=1), seed=3)
    election = extreme_stuffing(election, Placement(0.02), seed=4)
    return rounding(election, Placement(0.3, regions=2), of="both", seed=5).tally


ELECTIONS: dict[str, Callable[[], Tally]] = {
    maker.__name__: cache(maker)
    for maker in (honest, few_districts, without_levels, without_ballots, tampered)
}


def renamed(tally: Tally, seed: int) -> tuple[Tally, dict[str, str]]:
    """Give the units each other's places in the alphabet; also return new name -> old name."""
    order = np.random.default_rng(seed).permutation(len(tally))
    new = pl.Series("unit", [f"station {place:05d}" for place in order])
    old_of = dict(zip(new, tally.units["unit"], strict=True))
    return replace(tally, units=tally.units.with_columns(new)), old_of


def in_order(tally: Tally, order: Counts) -> Tally:
    """Return the tally built from its rows in another order."""
    counts: dict[str, Any] = {
        name: tally.counts(name)[order] for name in COUNT_NAMES if tally.has(name)
    }
    return replace(tally, units=tally.units[order], votes=tally.votes[order], **counts)
