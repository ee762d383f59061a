"""Rozenas' estimate against runs of his package, and the page's tables against the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tallyscope.errors import NotApplicable
from tallyscope.methods.coarse_fractions import CoarseFractionsResult, coarse_fractions
from tallyscope.sources import read
from tests.published.numbers import ALWAYS, Entry, number, printed_like, table
from tests.published.test_pages import Row, tables

EXCESS: list[Entry] = table("rozenas_fractions.toml")["excess"]


@cache
def result(path: Path, min_registered: int) -> CoarseFractionsResult:
    return coarse_fractions(read(path), min_registered=min_registered)


def file(shared: Path, election: str) -> Path:
    folder = "russia" if election.startswith("russia") else "world"
    return shared / "data" / folder / f"{election}.parquet"


@pytest.mark.slow
def test_order_and_fractions_agree_where_digits_cannot(shared: Path) -> None:
    ours = [result(file(shared, entry["election"]), 0) for entry in EXCESS]
    for found, entry in zip(ours, EXCESS, strict=True):
        assert found.redrawn_excess < number(entry["at_most"])
        assert not any(printed_like(found.redrawn_excess, printed) for printed in entry["percent"])
        assert entry["disagrees"]
    canada, russia = ours
    assert russia.redrawn_excess > 10 * canada.redrawn_excess
    assert russia.redrawn_excess == pytest.approx(number(EXCESS[1]["percent"][1]), abs=0.1)
    surplus = russia.spikes.with_columns(surplus=russia.spikes["units"] - russia.spikes["expected"])
    largest = surplus.sort("surplus", descending=True).head(4)["percent"].to_list()
    assert sorted(largest) == sorted(EXCESS[1]["largest"])


ROWS = [row for rows in tables("coarse_fractions") if "stands out most" in rows[0] for row in rows]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=row["election"],
            marks=[] if row["election"] == ALWAYS else pytest.mark.slow,
        )
        for row in ROWS
    ],
)
def test_rows_of_the_page(shared: Path, row: Row) -> None:
    path = file(shared, row["election"])
    found = result(path if path.exists() else file(shared, f"russia-{row['election']}"), 100)
    top = found.fractions.sort("p_value", maintain_order=True).row(0, named=True)
    assert row["stands out most"] == f"{top['quantity']} {top['fraction']}"
    assert number(row["units"]) == found.n_units
    assert number(row["found"]) == top["observed"]
    for name, value in (
        ("expected", top["expected"]),
        ("z", top["z"]),
        ("F", found.redrawn_excess),
        ("misfit", found.misfit),
    ):
        assert printed_like(value, row[name]), name
    assert found.p_value is not None
    assert f"{found.p_value:.0e}" == row["p"] or printed_like(found.p_value, row["p"])


@pytest.mark.slow
def test_other_choices_of_clean_elections_are_no_findings(shared: Path) -> None:
    p_values = []
    for row in ROWS[10:]:
        tally = read(file(shared, row["election"]))
        for column in np.argsort(-tally.votes.sum(axis=0))[:5]:
            try:
                p_values.append(coarse_fractions(tally, choice=tally.choices[column]).p_value)
            except NotApplicable:
                continue
    rejected = [sum(p is not None and p <= level for p in p_values) for level in (0.05, 0.01)]
    assert (len(p_values), *rejected) == (59, 1, 0)


def test_the_page_has_all_elections(shared: Path) -> None:
    assert len(ROWS) == 10 + 14
