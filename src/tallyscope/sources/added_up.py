"""Do the units add up to the totals that were published for their places?

A place is compared only if every one of its units is in the table: where units were set aside, the
sum of the others need not be the published total.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from tallyscope.tally import COUNT_NAMES, CountName, Counts, Tally

BETWEEN = " / "  # stands between the names of a place's levels, as in the ids of units


@dataclass(frozen=True, eq=False)
class AddedUp:
    """Sums over the units of each place, and what was published for it.

    Attributes
    ----------
    level : str or None
        Level whose places are compared; None if no level has the names of the totals.
    places : tuple of str, length p
        Complete places with a published total.
    counts, choices : tuples of str
        What both files have; in this order they are the m columns.
    stations, announced : int64 arrays, shape (p, m)
    incomplete, unknown : int
        Places left out because units of theirs were set aside, and totals of no such place.
    """

    level: str | None
    places: tuple[str, ...]
    counts: tuple[str, ...]
    choices: tuple[str, ...]
    stations: Counts
    announced: Counts
    incomplete: int
    unknown: int

    def differences(self) -> pl.DataFrame:
        """Return ``place``, ``count``, ``stations``, ``announced``, ``difference`` where not 0."""
        names = (*self.counts, *self.choices)
        place, column = np.nonzero(self.announced != self.stations)
        stations, announced = self.stations[place, column], self.announced[place, column]
        return pl.DataFrame(
            {
                "place": pl.Series([self.places[i] for i in place], dtype=pl.String),
                "count": pl.Series([names[j] for j in column], dtype=pl.String),
                "stations": stations,
                "announced": announced,
                "difference": announced - stations,
            }
        )


def added_up(tally: Tally, totals: Tally) -> AddedUp:
    """Add the units up by the level whose places have the names of the totals.

    Parameters
    ----------
    tally : Tally
    totals : Tally
        Its units are places of one level of `tally`, called by full name ("Region / District")
        or, where that is unique, by their own.

    Examples
    --------
    >>> from tallyscope.simulate.honest import country
    >>> tally = country(n_units=60, n_regions=2, n_districts=4)
    >>> added_up(tally, tally.where(tally.counts("valid") < 0)).level is None
    True
    """
    names = totals.units["unit"].to_list()
    found = {level: _codes(tally, level, names) for level in tally.levels}
    level = max(found, key=lambda name: int((found[name] >= 0).sum()), default=None)
    codes = found[level] if level is not None else np.full(len(names), -1)
    if not (codes >= 0).any():
        level = None
    derived = {*tally.derived, *totals.derived}  # these say nothing that the others do not
    columns = [
        name for name in COUNT_NAMES if tally.has(name) and totals.has(name) and name not in derived
    ]
    choices = [name for name in tally.choices if name in totals.choices]
    stations, announced = (_columns(one, columns, choices) for one in (tally, totals))
    places, code = tally.groups(level)
    sums = np.zeros((len(places), stations.shape[1]), dtype=np.int64)
    np.add.at(sums, code, stations)
    known = np.flatnonzero(codes >= 0)
    whole = known[~np.isin(codes[known], _incomplete(tally, level, places))]
    return AddedUp(
        level=level,
        places=tuple(places[k] for k in codes[whole]),
        counts=tuple(columns),
        choices=tuple(choices),
        stations=sums[codes[whole]],
        announced=announced[whole],
        incomplete=len(known) - len(whole),
        unknown=len(names) - len(known),
    )


def _codes(tally: Tally, level: str, names: list[str]) -> Counts:
    """Return the place of the level that each name means; -1 for none."""
    places, code = tally.groups(level)
    own = pl.DataFrame({"own": tally.level(level), "code": code}).unique()
    single = own.filter(pl.col("own").is_unique())
    meant = dict(single.iter_rows()) | {name: k for k, name in enumerate(places)}
    return np.array([meant.get(name, -1) for name in names], dtype=np.int64)


def _columns(tally: Tally, counts: list[CountName], choices: list[str]) -> Counts:
    votes = [tally.votes_for(name) for name in choices]
    columns = [*(tally.counts(name) for name in counts), *votes]
    return np.stack(columns, axis=1) if columns else np.zeros((len(tally), 0), dtype=np.int64)


def _incomplete(tally: Tally, level: str | None, places: tuple[str, ...]) -> list[int]:
    """Return the places of which units were set aside."""
    aside = tally.unknown_units
    if level is None or aside.is_empty() or level not in aside.columns:
        return []
    above = tally.levels[: tally.levels.index(level) + 1]
    full = set(aside.select(pl.concat_str(above, separator=BETWEEN)).to_series().drop_nulls())
    return [k for k, name in enumerate(places) if name in full]


NO_TOTALS = AddedUp(
    None, (), (), (), np.zeros((0, 0), dtype=np.int64), np.zeros((0, 0), dtype=np.int64), 0, 0
)
