"""The built-in pack: sourced, dated, as the facts that it was typed in from."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest

from tallyscope import evidence
from tallyscope.evidence.loading import BUILT_IN
from tallyscope.evidence.tables import DESCRIPTOR, TABLES, descriptor

PACK = evidence.load()
FACTS = list(PACK.facts.values())


def test_every_row_has_a_source_and_a_day() -> None:
    assert len(FACTS) > 150
    for fact in FACTS:
        assert fact.source, fact.id
        assert fact.date.first <= fact.date.last
        assert fact.low <= fact.value <= fact.high


def test_the_folder_and_its_descriptor_give_the_same_pack() -> None:
    assert evidence.load(BUILT_IN) == PACK
    assert evidence.load(str(BUILT_IN / DESCRIPTOR)) == PACK


def test_the_descriptor_says_what_the_program_reads() -> None:
    read = json.loads((BUILT_IN / DESCRIPTOR).read_text("utf-8"))
    assert read == descriptor(read["name"], read["title"], read["description"])
    assert {path.name for path in BUILT_IN.iterdir()} == {
        DESCRIPTOR,
        *(table.path for table in TABLES),
    }


def test_names_and_aliases_find_places() -> None:
    for name in ("Luhansk", "lugansk", " LPR ", "Luhansk People's Republic"):
        place = PACK.place(name)
        assert place is not None
        assert place.name == "Luhansk"
    assert PACK.place("Atlantis") is None


def test_parts_lie_within() -> None:
    inside = {place.name for place in PACK.parts("Ukraine")}
    assert {"Luhansk", "Crimea", "Ukraine without Crimea"} <= inside
    assert "Crimea" not in {place.name for place in PACK.parts("Ukraine without Crimea")}
    assert PACK.parts("Crimea") == ()


def test_four_regions_are_eighteen_percent() -> None:
    official = {
        row.place: row.value
        for row in PACK.areas
        if row.series == "official" and row.measure == "area"
    }
    four = sum(official[name] for name in ("Luhansk", "Donetsk", "Zaporizhzhia", "Kherson"))
    # 26,684 + 26,517 + 27,183 + 28,461 = 108,845
    assert four == 108_845
    assert round(100 * four / official["Ukraine"], 2) == Decimal("18.03")


def test_derived_rows_follow_from_the_rows_they_name() -> None:
    # A22 = A06 - A05 - A21; A23 = A05 + A21; A24 = A13 + A21; P12 = 35% of 45% of P03
    value = {fact.id: fact.value for fact in FACTS}
    assert value["A22"] == round(value["A06"] - value["A05"] - value["A21"])
    computed = value["P03"] * value["C30"] / 100 * value["P11"] / 100
    assert abs(value["P12"] - computed) < 1000
    assert value["A23"] == value["A05"] + value["A21"]
    assert value["A24"] == value["A13"] + value["A21"]
    derived = [fact.id for fact in FACTS if fact.source.startswith("derived from")]
    assert derived == ["A22", "A23", "A24", "P12"]


@pytest.fixture(scope="session")
def published(shared: Path) -> list[dict[str, str]]:
    with (shared / "data" / "facts" / "ukraine_2022_facts.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except ArithmeticError:
        return None


def test_what_nobody_can_look_up_is_not_used(published: list[dict[str, str]]) -> None:
    unsourced = {
        (row["place"], value)
        for row in published
        if row["status"] == "UNSOURCED" and (value := number(row["value"])) is not None
    }
    assert unsourced
    used = {(fact.place, fact.value) for fact in FACTS}
    assert used & unsourced == set()


def test_votes_are_as_published(published: list[dict[str, str]]) -> None:
    """Every number of a vote stands in the facts with the same source, place and day.

    Six were read later, in reports that the notes or sources of the facts point to.
    """
    known = {
        (row["source"], row["place"], number(row["value"]), row["date"])
        for row in published
        if row["status"] == "SOURCED"
    }
    votes = (*PACK.earlier_votes, *PACK.announced)
    other = [
        row.id
        for row in votes
        if (row.source, row.place, row.value, str(row.date.first)) not in known
    ]
    assert len(votes) > 100
    assert other == ["N29", "N30", "N31"]
