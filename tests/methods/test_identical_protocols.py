"""Identical results: by hand, by plain loops, and with a known number of copied protocols."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from tallyscope.benchmark.plain.identical_protocols import work
from tallyscope.errors import NotApplicable
from tallyscope.methods.identical_protocols import (
    KEPT,
    METHOD,
    IdenticalProtocolsResult,
    identical_protocols,
)
from tallyscope.simulate.honest import country
from tallyscope.tally import Counts, Source, Tally
from tests.methods.elections import few_districts, honest, without_ballots, without_levels
from tests.tallies import small_tally


def look(result: IdenticalProtocolsResult, name: str) -> dict[str, float]:
    return result.looks.filter(look=name).row(0, named=True)


def large(seed: int = 1) -> Tally:
    return country(n_units=3_000, n_regions=6, n_districts=45, seed=seed)


def rewritten(tally: Tally, units: Counts, share: float) -> Tally:
    """Give units a share of ballots as near to a wanted one as whole votes come."""
    votes = tally.votes.copy()
    moved = np.rint(share * tally.counts("ballots")[units]).astype(np.int64) - votes[units, 0]
    votes[units, 0] += moved
    votes[units, 1] -= moved
    keep = (votes >= 0).all(axis=1)
    votes[~keep] = tally.votes[~keep]
    return replace(tally, votes=votes)


def with_share(tally: Tally, units: Counts, permille: int) -> Tally:
    """Give units about 1,000 ballots each, and a share to a tenth of a point."""
    names = ("registered", "issued", "ballots", "valid", "invalid")
    counts = {name: tally.counts(name).copy() for name in names}  # type: ignore[arg-type]
    votes = tally.votes.copy()
    ballots = 1000 + 10 * np.arange(len(units))
    leader = np.rint(permille * ballots / 1000).astype(np.int64)
    votes[units] = np.stack([leader, ballots - leader - 200, 0 * leader + 200], axis=1)
    wanted = (2 * ballots, ballots, ballots, ballots, 0 * ballots)
    for name, values in zip(names, wanted, strict=True):
        counts[name][units] = values
    return replace(tally, votes=votes, **counts)  # type: ignore[arg-type]


def copied(tally: Tally, source: int, to: int) -> Tally:
    """Give one unit all counts of another."""
    names = ("registered", "issued", "ballots", "valid", "invalid")
    counts = {name: tally.counts(name).copy() for name in names}  # type: ignore[arg-type]
    votes = tally.votes.copy()
    for column in (votes, *counts.values()):
        column[to] = column[source]
    return replace(tally, votes=votes, **counts)  # type: ignore[arg-type]


def test_a_crowd_by_hand() -> None:
    # 40 units at 622 of 1,000 and 60 at 300, 305, ... 595: sd = 15.3, 8 votes either way make 17
    # windows, so that 40/17 units are expected at 62.2%
    votes = [622] * 40 + list(range(300, 600, 5))
    tally = small_tally([[v, 1000 - v] for v in votes], ballots=[1000] * 100)
    result = identical_protocols(tally)
    assert result.targets.row(0, named=True) == {
        "quantity": "share",
        "region": "all units",
        "percent": 62.2,
        "units": 40,
        "expected": pytest.approx(40 / 17),
        "p_adjusted": look(result, "share")["p_value"],
    }
    assert result.headline.value == pytest.approx(40 - 40 / 17)
    assert 0 < result.headline.low < result.headline.value < result.headline.high
    # two looks count: 40 equal protocols of one place are copies, too, and more surprising
    least = min(look(result, name)["p_value"] for name in ("share", "copies in a district"))
    assert result.p_value == 2 * least < 1e-20
    assert result.window.filter(percent=62.2).row(0) == (62.2, 40, pytest.approx(40 / 17))
    assert result.unit_scores is not None
    assert result.unit_scores.height == 40
    assert result.unit_scores["reason"][0] == (
        "equals units of its district but for the list; equals another unit in all counts;"
        " share 62.2%, where its region has 40 units and 2.4 are expected"
    )


def test_said_in_words() -> None:
    assert METHOD.spoken is not None
    result = identical_protocols(large())
    told = METHOD.spoken(result)
    top = result.targets.row(0, named=True)
    assert told.startswith(f"{top['units']} units of {top['region']} have a {top['quantity']} of ")
    beside = look(result, "neighbours")
    assert f", and {beside['observed']} neighbours have the share of the one before" in told
    nameless = replace(few_districts(), units=few_districts().units.drop("station"))
    assert "neighbours" not in METHOD.spoken(identical_protocols(nameless))


def test_plain_and_fast_agree() -> None:
    tally = large()
    row = identical_protocols(tally).targets.filter(quantity="share").row(0, named=True)
    assert work(tally) == [row["units"], pytest.approx(row["expected"])]


def test_looks_of_an_honest_country() -> None:
    result = identical_protocols(large())
    assert result.looks["look"].to_list()[:4] == [
        "copies across districts",
        "copies in a district",
        "doubles in a district",
        "neighbours",
    ]
    assert set(result.looks["look"][4:]) == {"share", "turnout"}
    counted = result.looks.filter("counts")
    assert counted.height == 5
    assert result.p_value == min(1.0, 5 * counted["p_value"].min())  # type: ignore[operator]
    assert result.unit_scores is not None
    assert result.unit_scores.is_empty()
    assert result.headline.low <= 0


def test_a_wanted_share_of_one_region_is_found() -> None:
    tally = large()
    region = np.flatnonzero((tally.units["region"] == "Region 3").to_numpy())
    units = region[::12]
    result = identical_protocols(rewritten(tally, units, 0.551))
    top = result.targets.row(0, named=True)
    assert (top["quantity"], top["region"], top["percent"]) == ("share", "Region 3", 55.1)
    assert result.p_value is not None
    assert result.p_value < 1e-6
    # of 42 units those of fewer than 1,000 ballots cannot all stand within 0.05 points
    assert result.headline.value > 20
    assert result.unit_scores is not None
    planted = set(tally.units["unit"].gather(units))
    assert len(planted & set(result.unit_scores["unit"])) > 0.8 * result.unit_scores.height


def test_a_wanted_share_of_neighbours_is_found() -> None:
    tally = large()
    district = np.flatnonzero((tally.units["district"] == tally.units["district"][900]).to_numpy())
    units = district[10:18]
    result = identical_protocols(with_share(tally, units, 487))
    run = result.runs.row(0, named=True)
    assert run["n_units"] == 8
    assert run["percent"] == 48.7
    assert run["p_adjusted"] < 0.01
    assert tally.units["district"][900] in run["place"]
    assert result.unit_scores is not None
    listed = result.unit_scores.filter(pl.col("reason").str.starts_with("one of 8 units in a row"))
    assert set(listed["unit"]) == set(tally.units["unit"].gather(units))


def pair(tally: Tally, *, same: bool) -> tuple[int, int]:
    """Return two large units of one district, or of two."""
    big = np.flatnonzero((tally.votes.min(axis=1) >= 50) & (tally.counts("registered") > 900))
    district = tally.units["district"].to_numpy()
    first = big[0]
    return int(first), int(next(i for i in big[1:] if (district[i] == district[first]) == same))


def test_a_protocol_copied_to_another_district_is_tested() -> None:
    tally = large()
    result = identical_protocols(copied(tally, *pair(tally, same=False)))
    found = look(result, "copies across districts")
    assert (found["observed"], found["counts"]) == (1, True)
    assert found["p_value"] < 0.01  # one of at most a few near pairs
    assert result.excluded["copy of another unit"] == 1
    assert result.unit_scores is not None
    assert result.unit_scores["reason"].to_list() == ["equals another unit in all counts"] * 2


def test_a_protocol_typed_in_twice_is_told_and_not_tested() -> None:
    tally = large()
    before = identical_protocols(tally)
    after = identical_protocols(copied(tally, *pair(tally, same=True)))
    found = look(after, "doubles in a district")
    assert (found["observed"], found["counts"]) == (1, False)
    assert found["p_value"] < 0.01
    assert look(after, "copies across districts")["observed"] == 0
    assert after.p_value == pytest.approx(before.p_value, rel=0.2)
    assert "1 pairs were found, 0.0 would be by chance." in after.cautions[1]
    assert after.unit_scores is not None
    assert after.unit_scores.height == 2


def test_one_protocol_in_three_stations_is_no_slip() -> None:
    # the lists of voters stay the stations' own
    tally = large()
    first, second = pair(tally, same=True)
    district = tally.units["district"].to_numpy()
    inside = np.flatnonzero(district == district[first])
    third = next(int(i) for i in inside if i not in (first, second))
    lists = tally.counts("registered").copy()
    lists[[second, third]] = lists[first] + 50
    result = identical_protocols(
        replace(copied(copied(tally, first, second), first, third), registered=lists)
    )
    found = look(result, "copies in a district")
    assert (found["observed"], found["counts"]) == (3, True)  # three pairs of three
    assert found["p_value"] == pytest.approx(1 / 121**3)
    assert look(result, "copies across districts")["observed"] == 0
    assert result.p_value == pytest.approx(5 * found["p_value"])
    assert result.unit_scores is not None
    assert set(result.unit_scores["unit"]) == set(
        tally.units["unit"].gather([first, second, third])
    )


def test_small_counts_are_not_compared() -> None:
    # 60 equal protocols of 100 voters with 20 votes against: nothing to compare, nobody left out
    votes = [[70 + i % 7, 20] for i in range(60)]
    tally = small_tally(votes, registered=[150] * 60, ballots=[sum(pair) for pair in votes])
    result = identical_protocols(tally)
    assert look(result, "doubles in a district")["observed"] == 0
    assert result.n_units == 60


def test_neighbours_are_known_by_numbers_of_the_units_own_name() -> None:
    tally = large()
    assert look(identical_protocols(tally), "neighbours")["observed"] > 0
    mapped = tally.units.rename({"station": "polling place"})
    source = Source(mapping={"polling place": "unit"})
    assert identical_protocols(replace(tally, units=mapped, source=source)).looks.equals(
        identical_protocols(tally).looks
    )
    nameless = tally.units.with_columns(station=pl.lit("school"))
    silent = identical_protocols(replace(tally, units=nameless))
    assert "neighbours" not in silent.looks["look"]
    assert silent.cautions[-1].startswith("The units have no numbers")


def test_numbers_are_counted_not_spelt() -> None:
    # 2 stands between 1 and 10, so that the two at 40.0% are neighbours
    votes = [[400, 600], [800, 1200], [700, 300]] + [[500 + 3 * i, 500 - 3 * i] for i in range(30)]
    tally = small_tally(votes, ballots=[sum(pair) for pair in votes])
    names = ["No 1", "No 2", "No 10", *(f"No {i}" for i in range(20, 50))]
    result = identical_protocols(
        replace(tally, units=tally.units.with_columns(station=pl.Series(names)))
    )
    assert look(result, "neighbours")["observed"] == 1
    assert result.runs["percent"].to_list() == [40.0]


def test_units_are_left_out_for_one_reason_each() -> None:
    sound = [[400 + 7 * i, 300] for i in range(40)]
    tally = small_tally(
        [[0, 0], [20, 20], [995, 5], [4, 996], [300, 300], [300, 300], *sound],
        registered=[500, 90, 1200, 1200, 900, 900, *[1100 + i for i in range(40)]],
        ballots=[0, 40, 1000, 1000, 600, 600, *(sum(pair) for pair in sound)],
    )
    result = identical_protocols(tally)
    assert result.excluded == {
        "no ballots": 1,
        "fewer than 100 voters": 1,
        "copy of another unit": 1,
        "share below 1%": 1,
        "share above 99%": 1,
    }
    assert result.n_units == 41


def test_without_registered_voters_there_is_no_turnout() -> None:
    result = identical_protocols(replace(few_districts(), registered=None))
    assert "turnout" not in result.looks["look"]
    assert result.looks["look"].to_list()[-1] == "share"


def test_without_ballots_the_share_is_one_of_valid_votes() -> None:
    assert identical_protocols(without_ballots()).settings["share_of"] == "valid"
    assert identical_protocols(honest()).settings["share_of"] == "ballots"


def test_without_districts_nothing_is_across() -> None:
    looks = identical_protocols(without_levels()).looks["look"].to_list()
    assert "copies across districts" not in looks
    assert "doubles in a district" in looks


def test_tables_are_cut() -> None:
    result = identical_protocols(large())
    assert result.runs.height <= KEPT
    assert result.targets.height <= 2 * KEPT
    assert result.window.height == 101


def test_one_option_alone() -> None:
    tally = small_tally([[500 + i] for i in range(40)], ballots=[1000] * 40, choices=("A",))
    assert identical_protocols(tally).n_units == 40


def test_full_places_are_refused_with_numbers() -> None:
    tally = small_tally([[500, 0]] * 40, ballots=[500] * 40)
    with pytest.raises(NotApplicable) as caught:
        identical_protocols(tally)
    assert str(caught.value) == (
        "identical_protocols needs 30 units with at least 100 voters and a share from 1% to 99%;"
        " 0 of 40 are left"
    )
