"""Stations added up to published totals: names, places with holes, differences."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from tallyscope.simulate.honest import country
from tallyscope.sources.added_up import added_up
from tallyscope.tally import Contest, Tally
from tests.methods.elections import summed
from tests.tallies import small_tally


def north_and_south() -> Tally:
    # north: 10 + 20 and 5 + 6 votes of 45 ballots; south: 7 and 8 of 15
    return small_tally(
        [[10, 5], [20, 6], [7, 8]],
        ballots=[18, 27, 15],
        regions=["north", "north", "south"],
    )


def totals_of(votes: list[list[int]], names: list[str], ballots: list[int] | None = None) -> Tally:
    made = small_tally(votes, ballots=ballots)
    return replace(made, units=pl.DataFrame({"unit": names}))


def test_sums_by_hand() -> None:
    found = added_up(north_and_south(), totals_of([[30, 11], [9, 8]], ["north", "south"], [45, 16]))
    assert found.level == "region"
    assert found.places == ("north", "south")
    assert (found.counts, found.choices) == (("ballots",), ("A", "B"))  # valid is their sum only
    assert found.stations.tolist() == [[45, 30, 11], [15, 7, 8]]
    assert found.announced.tolist() == [[45, 30, 11], [16, 9, 8]]
    assert found.differences().rows() == [("south", "ballots", 15, 16, 1), ("south", "A", 7, 9, 2)]
    assert (found.incomplete, found.unknown) == (0, 0)


def test_only_what_both_files_have_is_compared() -> None:
    totals = totals_of([[30, 3], [7, 4]], ["north", "south"])
    found = added_up(north_and_south(), replace(totals, choices=("A", "C")))
    assert (found.counts, found.choices) == ((), ("A",))
    assert found.differences().is_empty()


@pytest.mark.parametrize("level", ["region", "district"])
def test_places_are_called_by_their_full_or_their_own_name(level: str) -> None:
    tally = country(n_units=200, n_regions=3, n_districts=9, seed=1)
    names, _ = tally.groups(level)
    by_region = replace(
        tally, contest=Contest(levels=tally.levels[: tally.levels.index(level) + 1])
    )
    totals = summed(replace(by_region, contest=Contest(levels=(level,))))
    found = added_up(tally, totals)
    assert found.level == level
    assert found.differences().is_empty()
    full = replace(totals, units=pl.DataFrame({"unit": sorted(names)}))
    assert added_up(tally, full).differences().is_empty()


def test_a_name_that_stands_for_two_places_is_none() -> None:
    units = pl.DataFrame(
        {"unit": ["a", "b"], "region": ["north", "south"], "district": ["town", "town"]}
    )
    tally = replace(
        north_and_south().where(pl.Series([True, False, True]).to_numpy()),
        units=units,
        contest=Contest(levels=("region", "district")),
    )
    assert added_up(tally, totals_of([[17, 13]], ["town"])).level is None
    assert added_up(tally, totals_of([[10, 5]], ["north / town"])).level == "district"


def test_places_with_units_set_aside_are_not_compared() -> None:
    aside = pl.DataFrame(
        {
            "unit": ["x", "y", "z"],
            "row": [5, 6, 7],
            "reason": ["votes missing", "duplicate row: it stands before", "no data published"],
            "region": ["north", "south", None],
        }
    )
    tally = replace(north_and_south(), set_aside=aside)
    found = added_up(tally, totals_of([[31, 11], [7, 8]], ["north", "south"]))
    assert found.places == ("south",)  # a copy of a row is no unit that is missing
    assert found.incomplete == 1


def test_totals_of_no_place_are_counted() -> None:
    found = added_up(north_and_south(), totals_of([[30, 11], [1, 1]], ["north", "east"]))
    assert (found.places, found.unknown) == (("north",), 1)
    strangers = added_up(north_and_south(), totals_of([[1, 1], [1, 1]], ["east", "west"]))
    assert (strangers.level, strangers.places, strangers.unknown) == (None, (), 2)
    assert strangers.differences().is_empty()


def test_a_file_without_levels_has_no_places() -> None:
    alone = small_tally([[1, 2], [3, 4]])
    assert added_up(alone, totals_of([[4, 6]], ["all"])).level is None
