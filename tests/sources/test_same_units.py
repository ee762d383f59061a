"""Which unit of one file is which of another, name by name."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from tallyscope.simulate.honest import country
from tallyscope.sources.same_units import (
    GIVEN_ANEW,
    MATCHED,
    NO_SUCH_NAME,
    NOT_ONE,
    OTHER_LIST,
    same_units,
    summed,
)
from tallyscope.tally import Contest, Tally

Rows = list[tuple[str, str, str, int]]


def written(rows: Rows, levels: tuple[str, ...] = ("region", "district")) -> Tally:
    """Return a tally of rows of region, district, station and registered voters."""
    names = [[row[0], row[1]][: len(levels)] for row in rows]
    unit = [" / ".join([*places, row[2]]) for places, row in zip(names, rows, strict=True)]
    columns = {level: [places[i] for places in names] for i, level in enumerate(levels)}
    return Tally(
        contest=Contest(levels=levels),
        units=pl.DataFrame({"unit": unit} | columns),
        choices=("A", "B"),
        votes=np.array([[row[3] // 4, row[3] // 5] for row in rows]),
        registered=np.array([row[3] for row in rows]),
    )


def pairs(now: Tally, before: Tally) -> dict[str, str]:
    same = same_units(now, before)
    left, right = same.now.units["unit"], same.before.units["unit"]
    return {
        left[int(i)]: right[int(j)] for i, j in zip(same.pairs_now, same.pairs_before, strict=True)
    }


def told(now: Tally, before: Tally) -> dict[tuple[str, str], int]:
    rows = same_units(now, before).report.rows()
    return {(file, what): count for file, what, count in rows}


SIZES = [300, 500, 700, 900, 1100, 1300, 1500, 1700, 1900, 2100, 2300, 2500]


def many(name: str = "{}", district: str = "Lower") -> Rows:
    return [("North", district, name.format(i), size) for i, size in enumerate(SIZES, 1)]


def test_the_same_names_are_the_same_units() -> None:
    now = written(many())
    assert pairs(now, now) == {unit: unit for unit in now.units["unit"]}
    assert same_units(now, now).level is None
    assert told(now, now) == {("this", MATCHED): 12, ("earlier", MATCHED): 12}


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (("Алтайский край", "Алейская", "УИК №554"), ("Алтайский край", "1 Алейская", "554")),
        (("North", "Lower  District", "7"), ("NORTH", "lower district", "No 7")),
        (("Рязань", "Касимовская", "7"), ("Рязань", "Kacимовcкая", "007")),  # Latin K, c
        (("North", "New district", "7"), ("North", "Old district", "7")),
        (("99 Край", "Село", "7"), ("Край", "Село", "7")),
    ],
)
def test_names_as_people_read_them(now: tuple[str, str, str], before: tuple[str, str, str]) -> None:
    left, right = written([(*now, 800)]), written([(*before, 820)])
    assert pairs(left, right) == {" / ".join(now): " / ".join(before)}


def test_a_name_of_two_units_is_none() -> None:
    # station 7 stands twice in the region, and its districts have other names now
    now = written([*many(), ("North", "Left", "77", 800), ("North", "Right", "77", 900)])
    before = written([*many(), ("North", "East", "77", 800), ("North", "West", "77", 900)])
    assert len(pairs(now, before)) == 12
    assert told(now, before)["this", NOT_ONE] == 2


def test_a_list_that_doubles_is_another_place() -> None:
    now = written(many())
    rows = many()
    rows[3] = (*rows[3][:3], 2 * rows[3][3] + 1)
    rows[5] = (*rows[5][:3], rows[5][3] // 2 + 1)
    before = written(rows)
    assert len(pairs(now, before)) == 11
    assert told(now, before) == {
        ("this", MATCHED): 11,
        ("this", OTHER_LIST): 1,
        ("earlier", MATCHED): 11,
        ("earlier", OTHER_LIST): 1,
    }


def test_numbers_given_anew_show_in_the_lists() -> None:
    # the South kept its numbers; in the North, lists have nothing to do with each other any more
    south = [("South", "Upper", row[2], row[3]) for row in many()]
    shuffled = [(*row[:3], SIZES[(5 * i + 4) % 12]) for i, row in enumerate(many())]
    now, before = written([*many(), *south]), written([*shuffled, *south])
    assert all(unit.startswith("South") for unit in pairs(now, before))
    assert told(now, before)["this", GIVEN_ANEW] == 12
    assert same_units(now, before).level is None  # half of the units are enough


def test_where_units_find_no_pair_places_are_compared() -> None:
    now = written([("North", f"D{i}", f"now {i} {j}", 900) for i in range(12) for j in range(3)])
    before = written(
        [("North", f"D{i}", f"then {i} {j}", 900) for i in range(13) for j in range(3)]
    )
    same = same_units(now, before)
    assert same.level == "district"
    assert len(same.pairs_now) == 12
    assert same.now.counts("registered").tolist() == [2700] * 12
    assert told(now, before)["earlier", NO_SUCH_NAME] == 1


def test_files_of_different_countries_have_no_pairs() -> None:
    now, before = written(many()), written([("Norte", "Bajo", f"x{i}", 900) for i in range(9)])
    same = same_units(now, before)
    assert same.level is None
    assert len(same.pairs_now) == 0
    assert set(same.reasons) == {NO_SUCH_NAME}


def test_aligned_tallies_have_the_earlier_counts_under_the_names_of_now() -> None:
    now = written(many("УИК №{}"))
    before = written(many("{}")[3:])
    left, right = same_units(now, before).aligned()
    assert left.units["unit"].equals(right.units["unit"])
    assert left.counts("registered").tolist() == right.counts("registered").tolist()
    assert len(left) == 9


def test_sums_by_place() -> None:
    tally = country(n_units=60, n_regions=2, n_districts=6, seed=1)
    places = summed(tally, "district")
    assert places.levels == ("region",)
    for place in tally.by("district").values():
        at = (
            places.units["unit"]
            .to_list()
            .index(f"{place.units['region'][0]} / {place.units['district'][0]}")
        )
        assert places.votes[at].tolist() == place.votes.sum(axis=0).tolist()
        assert places.counts("ballots")[at] == place.counts("ballots").sum()
    bare = summed(replace(tally, registered=None), "region")
    assert not bare.has("registered")


def test_without_units_there_is_nothing_to_pair() -> None:
    nothing = written(many()).where(np.zeros(12, dtype=np.bool_))
    same = same_units(nothing, written(many()))
    assert same.reasons == ()
    assert told(nothing, written(many())) == {("earlier", NO_SUCH_NAME): 12}
