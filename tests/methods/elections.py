"""Elections that every method is tried on, made once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import polars as pl

from tallyscope.result import Method, Result
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


def applies(method: Method, name: str) -> bool:
    """Tell whether the election has what the method needs."""
    tally = ELECTIONS[name]()
    counts = [count for count in COUNT_NAMES if count in method.needs]
    places = bool(tally.levels) or "levels" not in method.needs
    return places and all(tally.has(count) for count in counts)


def run(method: Method, tally: Tally, **settings: Any) -> Result:
    """Run a method with the further inputs that it takes.

    The earlier results are those of the same units with a few votes moved, the totals are summed
    by the largest level, and every third unit by size is marked.
    """
    taken: dict[str, Any] = {}
    if "previous" in method.takes:
        taken["previous"] = earlier(tally)
    if "totals" in method.takes and tally.levels:
        taken["totals"] = summed(tally)
    if "marked" in method.takes:
        tally = with_marks(tally)
        taken["marked"] = "x_marked"
    return method.run(tally, **taken, **settings)


def earlier(tally: Tally) -> Tally:
    moved = tally.votes.copy()
    some = moved[:, 0] // 20
    moved[:, 0] -= some
    moved[:, 1] += some
    return replace(tally, votes=moved)


def summed(tally: Tally) -> Tally:
    level = tally.levels[0]
    names, codes = tally.groups(level)

    def total(counts: Counts | None) -> Counts | None:
        if counts is None:
            return None
        sums = np.zeros((len(names), *counts.shape[1:]), dtype=np.int64)
        np.add.at(sums, codes, counts)
        return sums

    votes = total(tally.votes)
    assert votes is not None
    counts: dict[str, Any] = {name: total(getattr(tally, name)) for name in COUNT_NAMES}
    return replace(
        tally,
        contest=Contest(name="totals"),
        units=pl.DataFrame({"unit": list(names)}),
        votes=votes,
        **counts,
    )


def with_marks(tally: Tally) -> Tally:
    order = np.lexsort((*tally.votes.T,))
    marks = np.full(len(tally), "no", dtype=object)
    marks[order[::3]] = "yes"
    return replace(tally, units=tally.units.with_columns(pl.Series("x_marked", marks.tolist())))


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
