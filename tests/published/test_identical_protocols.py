"""Identical results against what was counted by others."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from tallyscope.methods.identical_protocols import IdenticalProtocolsResult, identical_protocols
from tallyscope.sources import read
from tallyscope.tally import Tally
from tests.published.numbers import Entry, election, entries, number, printed_like
from tests.published.test_pages import Row, parameters, rows_with


@cache
def result(tally: Tally) -> IdenticalProtocolsResult:
    return identical_protocols(tally)


@pytest.mark.parametrize("entry", entries("saratov_identical.toml", "target"))
def test_saratov(shared: Path, entry: Entry) -> None:
    top = result(election(shared, entry)).targets.row(0, named=True)
    assert (top["quantity"], top["region"]) == ("share", entry["region"])
    assert printed_like(top["percent"], entry["percent"])
    assert top["units"] == number(entry["stations"])


@pytest.mark.parametrize("entry", entries("saratov_identical.toml", "neighbour"))
def test_windows_beside_saratovs(shared: Path, entry: Entry) -> None:
    window = result(election(shared, entry)).window
    beside = window.filter(percent=number(entry["percent"]))["units"].to_list()
    assert beside == [number(entry["stations"])]


@pytest.mark.slow
def test_copies_that_others_found(shared: Path) -> None:
    # Krasnogorsk 1208 and 3801, Tabasaran 1384 and 1387: all 14 parties equal
    tally = election(shared, {"election": "2021-duma"})
    scores = result(tally).unit_scores
    assert scores is not None
    copies = scores.filter(pl.col("reason").str.contains("all counts")).join(tally.units, on="unit")
    numbers = copies["station"].str.extract(r"(\d+)$").to_list()
    assert {"1208", "3801", "1384", "1387"} <= set(numbers)


def surprise(found: IdenticalProtocolsResult) -> float:
    assert found.p_value is not None
    return -math.log10(found.p_value)


@pytest.mark.slow
def test_clean_elections_of_the_page(shared: Path) -> None:
    for row in rows_with("identical_protocols", "election", "surprise"):
        tally = read(shared / "data" / "world" / f"{row['election']}.parquet")
        found = identical_protocols(tally)
        assert found.n_units == number(row["units"]), row
        assert printed_like(surprise(found) + 0.0, row["surprise"]), row


@pytest.mark.parametrize("row", parameters(rows_with("identical_protocols", "zeros of p")))
def test_russian_elections_of_the_page(shared: Path, row: Row) -> None:
    found = result(election(shared, row))
    top = found.targets.row(0, named=True)
    assert found.n_units == number(row["units"])
    assert row["most conspicuous"] == f"{top['quantity']} {top['percent']:.1f}%"
    assert top["units"] == number(row["found"])
    assert printed_like(top["expected"], row["expected"])
    beside = found.looks.filter(look="neighbours").row(0, named=True)
    assert beside["observed"] == number(row["neighbours alike"])
    assert printed_like(beside["expected"], row["pairs expected"])
    assert printed_like(surprise(found), row["zeros of p"])


def test_equal_protocols_of_2020_are_chance(shared: Path) -> None:
    looks = result(election(shared, {"election": "2020-referendum"})).looks
    across = looks.filter(look="copies across districts").row(0, named=True)
    assert across["observed"] == 16
    assert printed_like(across["expected"], "12")
    assert across["p_value"] > 0.1
