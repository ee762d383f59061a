"""Contradictions in protocols against what others counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from tallyscope.methods.protocol_arithmetic import (
    ANY,
    ProtocolArithmeticResult,
    protocol_arithmetic,
)
from tallyscope.sources import read
from tests.published.numbers import Entry, election, entries, number, printed_like, table
from tests.published.test_pages import rows_with


def of_the_world(shared: Path, name: str) -> ProtocolArithmeticResult:
    return protocol_arithmetic(read(shared / "data" / "world" / f"{name}.parquet"))


def found(result: ProtocolArithmeticResult, identity: str) -> int:
    return int(result.identities.filter(identity=identity, kind="contradiction")["found"].sum())


@pytest.mark.parametrize("entry", entries("protocol_errors.toml", "boxes"))
def test_more_ballots_than_were_given_out(shared: Path, entry: Entry) -> None:
    result = protocol_arithmetic(election(shared, entry))
    assert found(result, "ballots and issued") == number(entry["stations"])
    assert found(result, "valid and invalid") == found(result, "options and valid") == 0


@pytest.mark.slow
@pytest.mark.parametrize("entry", table("protocol_errors.toml")["sums"], ids=str)
def test_sums_that_do_not_hold(shared: Path, entry: Entry) -> None:
    result = of_the_world(shared, entry["election"])
    aside = int(result.set_aside["units"].sum())
    assert found(result, "valid and invalid") + aside == number(entry["stations"])


@pytest.mark.slow
@pytest.mark.parametrize("entry", table("protocol_errors.toml")["list"], ids=str)
def test_longer_than_the_list(shared: Path, entry: Entry) -> None:
    rows = of_the_world(shared, entry["election"]).identities
    longer = rows.filter(identity="ballots and list")["found"].to_list()
    assert longer == [number(entry["stations"])]


@pytest.mark.parametrize("entry", table("protocol_errors.toml")["mexico"], ids=str)
def test_mexico(shared: Path, entry: Entry) -> None:
    assert not list((shared / "data" / "world").glob(f"{entry['election']}*"))
    pytest.skip(entry["no_data"])


@pytest.mark.slow
def test_elections_of_the_page(shared: Path) -> None:
    for row in rows_with("protocol_arithmetic", "election", "contradictions"):
        where = "russia" if row["election"].startswith("russia-") else "world"
        result = protocol_arithmetic(read(shared / "data" / where / f"{row['election']}.parquet"))
        assert result.identities.filter(identity=ANY)["found"][0] == number(row["contradictions"])
        assert result.p_value is not None
        assert printed_like(result.p_value, row["p"]), row
        for end in ("value", "low", "high"):
            assert printed_like(getattr(result.headline, end), row[end]), row
