"""What districts add up to, and totals that are no longer the sum of their stations."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from tallyscope.simulate.chance import summed
from tallyscope.simulate.switching import moved
from tallyscope.simulate.tamper import (
    Change,
    Placement,
    Tampered,
    begin,
    edited,
    favoured,
    others_of,
    placed,
    refuse_share,
    refuse_unless,
)
from tallyscope.stats.randomness import stream
from tallyscope.tally import Counts, Source, Tally


def totals_of(tally: Tally, level: str) -> Tally:
    """Add the stations of every place of a level.

    Returns
    -------
    Tally
        One unit per place, with the levels above as its levels and its own name as ``station``.
        The id is the names of its levels and its own, as reading a results file makes it.

    Raises
    ------
    NotApplicable
        If the tally has no such level.

    Examples
    --------
    >>> from tallyscope.simulate.honest import country
    >>> honest = country(n_units=100, n_regions=2, n_districts=4)
    >>> totals_of(honest, "district").units.row(0)
    ('Region 1 / District 1', 'Region 1', 'District 1')
    """
    names, place = tally.groups(level)
    above = tally.levels[: tally.levels.index(level)]
    _, first = np.unique(place, return_index=True)
    units = tally.units[first].select(
        pl.Series("unit", names), *above, pl.col(level).alias("station")
    )

    def added(counts: Counts | None) -> Counts | None:
        return None if counts is None else summed(counts, place, len(names))

    return replace(
        tally,
        contest=replace(tally.contest, levels=above),
        units=units,
        votes=np.stack([summed(column, place, len(names)) for column in tally.votes.T], axis=1),
        registered=added(tally.registered),
        issued=added(tally.issued),
        ballots=added(tally.ballots),
        valid=added(tally.valid),
        invalid=added(tally.invalid),
        source=Source(what=f"totals by {level}", rows=len(names)),
    )


def edited_totals(
    election: Tally | Tampered,
    where: Placement,
    *,
    dose: float = 0.1,
    level: str | None = None,
    choice: str | None = None,
    seed: int = 0,
) -> Tampered:
    """Move votes in the totals of districts; what stations published stays as it is.

    Parameters
    ----------
    election : Tally or Tampered
    where : Placement
        Its share is one of districts, not of stations.
    dose : float
        Chance of every vote for another choice to be moved, 0 to 1.
    level : str, optional
        Whose totals are edited; default the smallest level.
    choice, seed
        As in :func:`~tallyscope.simulate.switching.switching`.

    Returns
    -------
    Tampered
        With `totals`: what districts publish. `tally` is unchanged.

    Raises
    ------
    DataError
        If a share is outside its range, there is no such region or choice, or no level at all, or
        totals of another level were edited before.
    NotApplicable
        If the tally has no such level.
    """
    refuse_share("dose", dose)
    start = begin(election)
    refuse_unless(bool(start.tally.levels), "the units belong to no district", "a level")
    level = level or start.tally.levels[-1]
    honest = totals_of(start.honest, level)
    totals = start.totals or totals_of(start.tally, level)
    refuse_unless(
        totals.units["unit"].equals(honest.units["unit"]),
        f"totals by {level} after those of another level were edited",
        "edits of one level",
    )
    before = Tampered(totals, honest, start.truth)
    rng, column = stream(seed, "edited_totals"), favoured(start, choice)
    others = others_of(totals, column)
    places = placed(before, where, others > 0, rng, column)
    votes = moved(totals, column, places, rng.binomial(others[places], dose), rng)
    return edited(start, "edited totals", level, before, column, Change(votes))
