"""Real results of 25 countries are read without any option.

The oracles are the lists that come with the data (``columns.json``, ``index.json``); the code
under test never sees them. What a list counts is what the tally has and what was set aside.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from tallyscope.sources import read
from tallyscope.tally import CountName, Tally
from tests.sources.files import reasons, repairs

# Per file: units that are left, and what was set aside for which reason.
WORLD: dict[str, tuple[int, dict[str, int]]] = {
    "afghanistan-2014-president-runoff": (22_778, {"no data published": 49}),
    "albania-2013-parliament": (5_494, {"more votes than ballots": 14}),
    "bolivia-2019-president": (34_555, {}),
    "bulgaria-2021jul-parliament": (13_004, {"more votes than ballots": 1}),
    "canada-2006-federal": (62_413, {"registered missing": 3_680, "votes missing": 1_383}),
    "canada-2011-federal": (
        66_451,
        {"no data published": 2, "registered missing": 4_997, "votes missing": 762},
    ),
    "georgia-2012-parliament": (3_695, {"more votes than ballots": 1}),
    "georgia-2013-president": (3_707, {}),
    "iran-2009-president": (366, {}),
    "italy-2020-referendum": (7_903, {}),
    "korea-2012-president": (251, {}),
    "mexico-2006-president": (129_955, {"registered missing": 822}),
    "newzealand-2014-party-vote": (5_839, {}),
    "poland-2020-president-r1": (27_225, {"no data published": 4}),
    "poland-2020-president-r2": (27_227, {"no data published": 4}),
    "spain-2019nov-congress": (8_131, {}),
    "srilanka-2015-president": (160, {"registered missing": 22}),
    "srilanka-2019-president": (182, {}),
    "turkey-2010-referendum": (151_954, {}),
    "turkey-2011-parliament": (199_659, {}),
    "turkey-2014-president": (165_467, {}),
    "turkey-2015jun-parliament": (174_220, {}),
    "turkey-2015nov-parliament": (174_992, {}),
    "turkey-2017-referendum": (167_069, {}),
    "turkey-2018-president": (180_524, {}),
    "uganda-2006-president": (19_750, {"votes missing": 36}),
    "uganda-2011-president": (23_827, {"votes missing": 141}),
    "uganda-2021-president": (34_583, {"votes missing": 184}),
    "uk-2010-general": (650, {}),
    "uk-2016-eu-referendum": (382, {}),
    "ukraine-2019-president-r1-partial": (7_701, {}),
    "usa-mn-2012-president": (4_102, {}),
    "venezuela-2024-president": (24_532, {}),
    "venezuela-2024-president-centres": (9_733, {"registered missing": 2_119}),
}
RUSSIA: dict[str, tuple[int, dict[str, int]]] = {
    "russia-2004-president": (95_779, {}),
    "russia-2007-duma": (96_193, {}),
    "russia-2008-president": (96_612, {}),
    "russia-2011-duma": (95_225, {}),
    "russia-2012-president": (95_415, {}),
    "russia-2016-duma": (96_871, {}),
    "russia-2018-president": (97_699, {}),
    "russia-2020-referendum": (96_765, {}),
    "russia-2021-duma": (96_325, {}),
    "russia-2024-president": (91_946, {"no data published": 2_268}),
    "russia-2024-president-electronic": (29, {}),
}
RAW = {"2011": "russia-2011-duma", "2020": "russia-2020-referendum"}
# Read on every run; the large ones only where slow tests run.
FAST = (
    *("albania-2013-parliament", "bulgaria-2021jul-parliament", "georgia-2012-parliament"),
    *("korea-2012-president", "spain-2019nov-congress", "srilanka-2015-president"),
    *("uk-2010-general", "usa-mn-2012-president", "russia-2024-president-electronic"),
)


def slow_unless_small(names: list[str]) -> list[object]:
    return [
        pytest.param(name, marks=() if name in FAST else pytest.mark.slow, id=name)
        for name in names
    ]


@dataclass(frozen=True)
class Oracle:
    """What the list of the data says about one file."""

    rows: int
    leader: str
    options: list[str]
    derived: list[str]
    totals: dict[str, int]


@cache
def oracles(shared: Path) -> dict[str, Oracle]:
    found = {}
    for name, file in json.loads((shared / "data/world/index.json").read_text()).items():
        totals = {count: file[count] for count in ("registered", "ballots", "valid", "invalid")}
        totals = {count: number for count, number in totals.items() if number is not None}
        totals["leader"] = file["leader_votes"]
        found[name] = Oracle(file["rows"], file["leader"], file["options"], [], totals)
    for name, file in json.loads((shared / "data/russia/columns.json").read_text()).items():
        totals = {"registered": file["registered"]}
        found[name] = Oracle(file["rows"], file["leader"], file["options"], file["derived"], totals)
    return found


def told_and_set_aside(tally: Tally, raw: pl.DataFrame, column: str, counted: int) -> int:
    """Return what the tally counts, and what stands in the rows that were set aside."""
    aside = raw[(tally.set_aside["row"] - 2).to_list()]
    return counted + int(aside[column].sum() or 0)


def check_rows(tally: Tally, rows: int, left: int, aside: dict[str, int]) -> None:
    assert tally.source.rows == rows
    assert len(tally) == left
    assert reasons(tally) == aside
    assert left + sum(aside.values()) == rows


@pytest.mark.parametrize("name", slow_unless_small([*WORLD]))
def test_world(shared: Path, name: str) -> None:
    oracle = oracles(shared)[name]
    path = shared / "data/world" / f"{name}.parquet"
    tally, raw = read(path), pl.read_parquet(path)
    check_rows(tally, oracle.rows, *WORLD[name])
    assert tally.choices == tuple(oracle.options)
    assert tally.winner == oracle.leader
    assert tally.levels == ("region", "district")
    counts: tuple[CountName, ...] = ("registered", "ballots", "valid", "invalid")
    for count in counts:
        assert tally.has(count) == (count in oracle.totals), count
        if tally.has(count):
            counted = int(tally.counts(count).sum())
            assert told_and_set_aside(tally, raw, count, counted) == oracle.totals[count]
    votes = int(tally.votes_for(oracle.leader).sum())
    assert told_and_set_aside(tally, raw, oracle.leader, votes) == oracle.totals["leader"]
    extras = [column for column in raw.columns if column.startswith("x_")]
    assert tally.units.columns == ["unit", "region", "district", "station", *extras]


@pytest.mark.parametrize("name", slow_unless_small([*RUSSIA]))
def test_russia(shared: Path, name: str) -> None:
    oracle = oracles(shared)[name]
    path = shared / "data/russia" / f"{name}.parquet"
    tally, raw = read(path), pl.read_parquet(path)
    check_rows(tally, oracle.rows, *RUSSIA[name])
    assert tally.choices == tuple(oracle.options)
    assert tally.winner == oracle.leader
    assert int(tally.counts("registered").sum()) == oracle.totals["registered"]
    for count, column in (("issued", "issued_total"), ("ballots", "ballots_total")):
        assert int(getattr(tally, count).sum()) == raw[column].sum()
    assert int(tally.counts("valid").sum()) == raw["valid"].sum()
    assert int(tally.counts("invalid").sum()) == raw["invalid"].sum()
    assert int(tally.votes_for(oracle.leader).sum()) == raw[oracle.leader].sum()


@pytest.mark.slow
@pytest.mark.parametrize("year", RAW)
def test_russia_as_scraped(shared: Path, year: str) -> None:
    oracle = oracles(shared)[RAW[year]]
    tally = read(shared / "data/russia/raw" / f"{year}.csv.zip")
    check_rows(tally, oracle.rows, oracle.rows, {})
    twin = read(shared / "data/russia" / f"{RAW[year]}.parquet")
    # the order of rows and the names of the columns differ; the numbers do not
    for count in ("registered", "issued", "ballots", "valid", "invalid"):
        assert getattr(tally, count).tolist() == getattr(twin, count).tolist(), count
    assert tally.votes.tolist() == twin.votes.tolist()
    assert tally.units["unit"].to_list() == twin.units["unit"].to_list()
    assert tally.levels == ("region", "tik")


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in RUSSIA if "electronic" not in name])
def test_russia_under_the_headers_of_its_year(shared: Path, name: str, tmp_path: Path) -> None:
    """The columns that were published, under the words that were printed, as CSV."""
    described = json.loads((shared / "data/russia/columns.json").read_text())[name]
    original = {c["name"]: c["original"] for c in described["columns"] if c.get("original")}
    frame = pl.read_parquet(shared / "data/russia" / f"{name}.parquet")
    path = tmp_path / "as_printed.csv"
    frame.select(pl.col(column).alias(printed) for column, printed in original.items()).write_csv(
        path
    )
    tally, twin = read(path), read(shared / "data/russia" / f"{name}.parquet")
    for count in ("registered", "issued", "ballots", "invalid", "valid"):
        assert getattr(tally, count).tolist() == getattr(twin, count).tolist(), count
    assert tally.votes.tolist() == twin.votes.tolist()
    assert reasons(tally) == reasons(twin)


@pytest.mark.slow
def test_four_regions_published_without_data(shared: Path) -> None:
    tally = read(shared / "data/russia/russia-2024-president.parquet")
    by_region = dict(tally.set_aside["region"].value_counts().sort("count").iter_rows())
    assert sorted(by_region.values()) == [252, 649, 659, 708]
    assert not set(by_region) & set(tally.units["region"])


def test_units_named_by_region(shared: Path) -> None:
    tally = read(shared / "data/russia/russia-2024-president-electronic.parquet")
    assert tally.levels == ()
    assert tally.units["unit"].to_list() == tally.units["region"].to_list()
    assert tally.source.evidence["station"] == "no cell is filled"


@pytest.mark.slow
def test_stations_without_a_name_are_unique_and_told(shared: Path) -> None:
    tally = read(shared / "data/russia/russia-2021-duma.parquet")
    nameless = tally.units.filter(pl.col("station") == "(none)")
    assert nameless.height == nameless["unit"].n_unique() == 18
    assert repairs(tally) == {"empty names in 'station' written as “(none)”": 18}


def test_blank_votes_explain_the_gap_of_spain(shared: Path) -> None:
    tally = read(shared / "data/world/spain-2019nov-congress.parquet")
    assert int(tally.counts("valid").sum()) - int(tally.votes.sum()) == 216_249  # x_blank
    assert "'x_blank' add up to 'valid' in 100% of 8,131 rows" in tally.source.evidence["valid"]


@pytest.mark.slow
def test_parties_that_were_not_on_the_ballot_of_canada(shared: Path) -> None:
    tally = read(shared / "data/world/canada-2011-federal.parquet")
    (repair,) = tally.source.repairs
    assert repair.what == (
        "votes taken as 0 for choices that were not on the ballot: conservative, bloc, green,"
        " others"
    )
    # no party but the Bloc and the small ones was absent in many places
    absent = {choice: int((tally.votes_for(choice) == 0).sum()) for choice in tally.choices}
    assert absent["bloc"] > len(tally) / 2
