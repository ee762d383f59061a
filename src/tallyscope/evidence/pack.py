"""An evidence pack in memory: typed rows, and how to find them by place and day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from tallyscope.evidence.rows import (
    AnnouncedFact,
    Area,
    Control,
    EarlierVote,
    Electorate,
    Fact,
    Place,
    Population,
)
from tallyscope.statement import Days


@dataclass(frozen=True, kw_only=True)
class Pack:
    """Facts that stories are compared with; every row names its source and its day.

    Attributes
    ----------
    name, title : str
    folder : pathlib.Path or None
        Where it was read from.
    places, areas, control, electorates, populations, earlier_votes, announced : tuples of rows
        In the order of the files; see `tallyscope.evidence.rows`.
    """

    name: str
    title: str
    folder: Path | None = None
    places: tuple[Place, ...] = ()
    areas: tuple[Area, ...] = ()
    control: tuple[Control, ...] = ()
    electorates: tuple[Electorate, ...] = ()
    populations: tuple[Population, ...] = ()
    earlier_votes: tuple[EarlierVote, ...] = ()
    announced: tuple[AnnouncedFact, ...] = ()

    @cached_property
    def _by_name(self) -> Mapping[str, Place]:
        return {
            name.casefold(): place for place in self.places for name in (place.name, *place.aliases)
        }

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every row with a number, by its id."""
        tables: tuple[tuple[Fact, ...], ...] = (
            self.areas,
            self.control,
            self.electorates,
            self.populations,
            self.earlier_votes,
            self.announced,
        )
        return {fact.id: fact for table in tables for fact in table}

    def place(self, name: str) -> Place | None:
        """Return the place of that name or alias, whatever its capitals; None if there is none.

        Examples
        --------
        >>> from tallyscope import evidence
        >>> evidence.load().place("Lugansk").name
        'Luhansk'
        """
        return self._by_name.get(name.strip().casefold())

    def parts(self, name: str) -> tuple[Place, ...]:
        """Return all places that lie within a place, at any depth."""
        inside: list[Place] = []
        names = {name}
        for _ in self.places:  # at most as deep as there are places
            found = [
                place for place in self.places if place.parent in names and place not in inside
            ]
            if not found:
                break
            inside.extend(found)
            names.update(place.name for place in found)
        return tuple(place for place in self.places if place in inside)


def near(days: Days, other: Days, within: int) -> bool:
    """Say whether two spans of days lie at most `within` days apart."""
    gap = timedelta(days=within)
    return days.first <= other.last + gap and other.first <= days.last + gap
