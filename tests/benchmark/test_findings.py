"""Tables of a benchmark, from rows made by hand."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from tallyscope.benchmark import findings
from tallyscope.benchmark.trial import ROWS


def rows(*given: dict[str, Any]) -> pl.DataFrame:
    usual: dict[str, Any] = dict.fromkeys(ROWS)
    usual |= {"question": "size", "honest": "usual", "mechanism": "", "where": "anywhere"}
    usual |= {"method": "integer_percentages", "level": "descriptive", "leader_votes": 1_000}
    usual |= {"votes_planted": 0, "votes_taken": 0, "share": 0.0, "n_units": 100}
    return pl.DataFrame([usual | one for one in given], schema=ROWS)


def test_sizes() -> None:
    table = findings.sizes(
        rows(
            {"case": "a", "p_value": 0.005, "level": "unusual"},
            {"case": "b", "p_value": 0.04},
            {"case": "c", "p_value": 0.5},
            {"case": "d", "p_value": 0.9},
            {"case": "e", "skipped": "too few units"},
            {"case": "f", "question": "power", "p_value": 0.001},
        )
    )
    assert table.rows(named=True) == [
        {
            "method": "integer_percentages",
            "honest": "usual",
            "elections": 4,
            "at_5": 0.5,
            "at_1": 0.25,
            "seen": 0.25,
        }
    ]


def tampered(case: str, share: float, **more: object) -> dict[str, Any]:
    return {"case": case, "question": "power", "mechanism": "switching", "share": share} | more


def test_powers_of_each_method_and_of_all_together() -> None:
    table = findings.powers(
        rows(
            tampered("a", 0.1, p_value=0.01, votes_planted=20),
            tampered("a", 0.1, method="fingerprint", level="unusual", votes_planted=20),
            tampered("b", 0.1, p_value=0.2, votes_planted=40),
            tampered("b", 0.1, method="fingerprint", votes_planted=40),
        )
    )
    told = {row["method"]: row for row in table.iter_rows(named=True)}
    assert told["integer_percentages"]["at_5"] == 0.5
    assert told["fingerprint"]["seen"] == 1
    assert told["fingerprint"]["at_5"] is None  # it has no p-value
    assert (told["any"]["at_5"], told["any"]["seen"]) == (0.5, 1)
    # 20 and 40 of 1,000 votes
    assert told["any"]["votes_percent"] == pytest.approx(3.0)
    assert told["any"]["elections"] == 2


def test_a_contested_methods_p_value_does_not_count_as_seeing() -> None:
    table = findings.powers(rows(tampered("a", 0.1, method="moments", p_value=1e-9)))
    assert table.filter(method="any")["at_5"].to_list() == [0.0]


def test_votes_taken_count_where_none_are_added() -> None:
    table = findings.powers(rows(tampered("a", 0.1, votes_planted=10, votes_taken=70)))
    assert table["votes_percent"].to_list() == [pytest.approx(7.0)] * 2


def test_the_least_that_is_seen() -> None:
    small = [tampered(f"s{i}", 0.05, votes_planted=10) for i in range(5)]
    large = [
        tampered(f"l{i}", 0.1, votes_planted=20, level="unusual" if i else "descriptive")
        for i in range(5)
    ]
    never = [{**tampered("n", 0.1, votes_planted=30), "mechanism": "copying"}]
    table = findings.detectable(rows(*small, *large, *never))
    assert table["method"].unique().sort().to_list() == ["any", "integer_percentages"]
    told = table.filter(method="any").to_dicts()
    assert [one["mechanism"] for one in told] == ["copying", "switching"]
    # four of five at 2% and none at 1%: the power wanted is that at 2%
    assert [one["percent"] for one in told] == [None, pytest.approx(2.0)]
    assert [one["tried"] for one in told] == [pytest.approx(3.0), pytest.approx(2.0)]
    assert [one["elections"] for one in told] == [1, 5]
    assert told[1]["low"] < 2.0
    assert told[1]["high"] is None  # five elections prove no 80%


def test_coverage_counts_intervals_of_votes_only() -> None:
    wide, narrow = {"low": -5.0, "high": 20.0}, {"low": 30.0, "high": 40.0}
    table = findings.coverage(
        rows(
            {"case": "a", "method": "excess_votes", "covers": True, **wide},
            {"case": "b", "method": "excess_votes", "covers": False, **narrow},
            {"case": "a"},
        )
    )
    assert table.rows() == [("excess_votes", "", 2, 0.5)]


def test_votes_are_whole() -> None:
    exact = {"method": "excess_votes", "covers": False, "low": 3.0000001, "high": 3.0000001}
    assert findings.coverage(rows({"case": "a", "votes_planted": 3, **exact}))["covers"].item() == 1


def test_votes_by_contradictions_are_asked_where_tampering_makes_some() -> None:
    given = {"method": "protocol_arithmetic", "covers": True, "low": 0.0, "high": 0.0}
    table = findings.coverage(
        rows(
            {**tampered("a", 0.1), **given},
            {**tampered("b", 0.1), **given, "mechanism": "edited-totals", "votes_planted": 9},
        )
    )
    assert table.rows() == [("protocol_arithmetic", "edited-totals", 1, 0.0)]


def test_localisation() -> None:
    table = findings.localisation(
        rows(
            tampered("a", 0.1, average_precision=0.4, base_rate=0.1),
            tampered("b", 0.1, average_precision=0.6, base_rate=0.1),
        )
    )
    assert table["average_precision"].to_list() == [pytest.approx(0.5)]


def test_clean_elections_and_costs() -> None:
    table = findings.clean(rows({"case": "c", "question": "clean", "file": "land", "p_value": 0.3}))
    assert table.rows() == [("land", "integer_percentages", 0.3, "descriptive")]
    costs = pl.DataFrame(
        {"case": ["a", "b"], "method": ["x", "x"], "seconds": [1.0, 3.0], "peak_mb": [90.0, 80.0]}
    )
    assert findings.costs(costs).rows() == [("x", 2, 2.0, 3.0, 90.0)]


def test_nothing_done_gives_empty_tables() -> None:
    none = rows()
    for table in (findings.sizes, findings.powers, findings.detectable, findings.coverage):
        assert table(none).is_empty()
