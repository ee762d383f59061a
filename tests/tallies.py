"""Small tallies written out by hand, and random ones for invariances."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
from hypothesis import strategies as st

from tallyscope.tally import Contest, Counts, Tally


def small_tally(
    votes: Sequence[Sequence[int]],
    *,
    registered: Sequence[int] | None = None,
    issued: Sequence[int] | None = None,
    ballots: Sequence[int] | None = None,
    invalid: Sequence[int] | None = None,
    choices: tuple[str, ...] = ("A", "B"),
    regions: Sequence[str] | None = None,
) -> Tally:
    """Return a tally with the units u00, u01, ... and, if regions are given, one level."""

    def counts(values: Sequence[int] | None) -> Counts | None:
        return None if values is None else np.array(values, dtype=np.int64)

    units: dict[str, Sequence[str]] = {"unit": [f"u{i:02d}" for i in range(len(votes))]}
    if regions is not None:
        units["region"] = regions
    return Tally(
        contest=Contest(name="small", levels=() if regions is None else ("region",)),
        units=pl.DataFrame(units),
        choices=choices,
        votes=np.array(votes, dtype=np.int64).reshape(len(votes), len(choices)),
        registered=counts(registered),
        issued=counts(issued),
        ballots=counts(ballots),
        invalid=counts(invalid),
    )


@st.composite
def consistent_tallies(draw: st.DrawFn, *, most_units: int = 12) -> Tally:
    """Tallies whose arithmetic closes, with tiny, empty and full stations among them."""
    n = draw(st.integers(1, most_units))
    count = st.integers(0, draw(st.sampled_from([3, 40, 1500])))

    def column() -> Counts:
        return np.array(draw(st.lists(count, min_size=n, max_size=n)), dtype=np.int64)

    votes = np.stack([column(), column(), column()], axis=1)
    invalid, carried_away, stayed_away = column(), column() // 50, column()
    ballots = votes.sum(axis=1) + invalid
    issued = ballots + carried_away
    region = draw(st.lists(st.sampled_from(["north", "south"]), min_size=n, max_size=n))
    return small_tally(
        votes.tolist(),
        registered=(issued + stayed_away).tolist(),
        issued=issued.tolist(),
        ballots=ballots.tolist(),
        invalid=invalid.tolist(),
        choices=("A", "B", "C"),
        regions=region,
    )
