"""The story that the project starts from, against its hand-made reading."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tallyscope.reading import Reading, read_story
from tallyscope.statement import Days, Statement

FEWEST_SPEAKERS = 29  # of 31 statements; the bar
KINDS = {"reported result": ("share", "outcome"), "share of territory": ("territory_share",)}
CONTROL = {"s20a", "s20b", "s21a"}
END_NOT_IN_THE_TEXT = (
    "s08b"  # the voting began "last Friday"; that it ended on the 27th is not said
)


@pytest.fixture(scope="module")
def expected(shared: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((shared / "seed" / "statements.json").read_text("utf-8"))
    return data


@pytest.fixture(scope="module")
def reading(shared: Path) -> Reading:
    return read_story(shared / "seed" / "report-2022-09-29.txt", published=date(2022, 9, 29))


def matching(reading: Reading, wanted: dict[str, Any]) -> list[Statement]:
    """Return the statements that share characters with an expected one, most first."""
    start, stop = map(int, wanted["span"])

    def shared(one: Statement) -> int:
        return min(stop, one.span.stop) - max(start, one.span.start)

    return sorted((one for one in reading.statements if shared(one) > 0), key=shared, reverse=True)


def days_of(text: str) -> Days:
    """Return an expected date, interval or year."""
    first, _, last = text.removeprefix("<=").partition("/")
    if len(first) == 4:
        return Days(date(int(first), 1, 1), date(int(first), 12, 31))
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


def test_every_statement_is_found(reading: Reading, expected: dict[str, Any]) -> None:
    assert len(expected["statements"]) == 31
    missing = [wanted["id"] for wanted in expected["statements"] if not matching(reading, wanted)]
    assert not missing


def test_furniture_is_told_from_the_story(reading: Reading, expected: dict[str, Any]) -> None:
    spans = {(one.span.start, one.span.stop) for one in reading.furniture}
    assert spans == {tuple(line["span"]) for line in expected["furniture"]}
    headings = {(one.span.start, one.span.stop) for one in reading.headings}
    assert {tuple(line["span"]) for line in expected["headings"]} <= headings


def test_quantified_statements_have_every_field(reading: Reading, expected: dict[str, Any]) -> None:
    shares = {"s05a": "93", "s05b": "87", "s05c": "98", "s05d": "99", "s06": "15", "s20b": "40"}
    for wanted in expected["statements"]:
        if wanted["id"] not in shares:
            continue
        one = matching(reading, wanted)[0]
        quantity = one.quantity.value
        assert quantity is not None
        assert (str(quantity.value), quantity.unit) == (shares[wanted["id"]], "percent")
        assert quantity.comparator == ("about" if wanted["id"] in ("s06", "s20b") else "=")
        assert set(one.places.value or ()) == set(wanted["place"])
        kind = "control_share" if wanted["id"] in CONTROL else KINDS[wanted["kind"]][0]
        assert one.kind == kind
        if kind == "share":
            assert one.option.value == "in favour"
            assert one.denominator.value == "votes"
            assert one.attribution.status == "carried"
            assert one.said.status == "carried"
    donetsk = matching(reading, by_id(expected, "s20b"))[0]
    assert donetsk.negated
    assert donetsk.controller.value == "Russia"
    territory = matching(reading, by_id(expected, "s06"))[0]
    assert territory.whole.value == "Ukraine"


def test_vague_control_has_no_number(reading: Reading, expected: dict[str, Any]) -> None:
    luhansk = matching(reading, by_id(expected, "s20a"))[0]
    others = matching(reading, by_id(expected, "s21a"))
    for one, controller in ((luhansk, "Russia"), *((other, "Ukraine") for other in others[:2])):
        assert one.kind == "control_share"
        assert one.quantity.value is not None
        assert (one.quantity.value.value, one.quantity.value.comparator) == (None, "some")
        assert one.controller.value == controller
    assert {one.places.value for one in others[:2]} == {("Kherson",), ("Zaporizhzhia",)}


def test_speakers(reading: Reading, expected: dict[str, Any]) -> None:
    wrong = []
    for wanted in expected["statements"]:
        who = matching(reading, wanted)[0].attribution.value
        assert who is not None
        right = "reporter" if wanted["speaker"].startswith("(reporter") else wanted["speaker"]
        right = "unnamed" if right.startswith("(unnamed") else right
        if right.lower() not in who.who.lower():
            wrong.append((wanted["id"], who.who))
    assert len(wrong) <= 31 - FEWEST_SPEAKERS, wrong


def test_dates(reading: Reading, expected: dict[str, Any]) -> None:
    """The date of a statement is that of its saying, of the vote, or of what it is about."""
    wrong = []
    for wanted in expected["statements"]:
        if wanted["date"] is None:
            continue
        one = matching(reading, wanted)[0]
        read = [field.value for field in (one.as_of, one.vote_day, one.said) if field.value]
        days = days_of(wanted["date"])
        if wanted["id"] == END_NOT_IN_THE_TEXT:
            assert any(day.first == days.first for day in read)
        elif days not in read:
            wrong.append((wanted["id"], wanted["date"], read))
    assert not wrong


def test_results_are_dated_by_their_saying(reading: Reading, expected: dict[str, Any]) -> None:
    wednesday = Days(date(2022, 9, 28), date(2022, 9, 28))
    for name in ("s04", "s05a", "s05b", "s05c", "s05d"):
        assert matching(reading, by_id(expected, name))[0].said.value == wednesday


def test_no_number_is_lost(reading: Reading) -> None:
    assert reading.numbers == reading.numbers_read + len(reading.not_understood)
    assert reading.coverage == "read 7 of 7 numbers"


def test_relative_dates_are_refused_without_the_day_of_publication(shared: Path) -> None:
    reading = read_story(shared / "seed" / "report-2022-09-29.txt")
    assert any("--published YYYY-MM-DD" in notice for notice in reading.notices)
    assert all(one.said.value is None for one in reading.statements if one.kind == "share")


def by_id(expected: dict[str, Any], name: str) -> dict[str, Any]:
    wanted: dict[str, Any] = next(one for one in expected["statements"] if one["id"] == name)
    return wanted
