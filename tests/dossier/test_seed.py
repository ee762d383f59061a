"""The story that the project starts from, where it is at hand: read, checked and shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tallyscope import evidence
from tallyscope.assess.dossier import Dossier, check_story
from tallyscope.reading import read_story
from tallyscope.report.dossier import context, render


@pytest.fixture(scope="module")
def seed(shared: Path) -> Dossier:
    path = shared / "seed" / "report-2022-09-29.txt"
    story = read_story(path, published=date(2022, 9, 29))
    return check_story(story, evidence.load(), name=path.name)


def outcome(seed: Dossier, words: str) -> str | None:
    (found,) = {seed.outcome(one) for one in seed.reading.statements if words in one.text}
    return found


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("93% of votes in Zaporizhzhia", "impossible"),
        ("99% in Donetsk", "impossible"),
        ("87% in Kherson", "consistent"),
        ("98% in Luhansk", "consistent"),
        ("about 15% of Ukrainian territory", "inconsistent"),
        ("much of Luhansk", "consistent"),
        ("about 40% of Donetsk", "consistent"),
        ("nuclear weapons", None),
    ],
)
def test_what_comes_out(seed: Dossier, words: str, expected: str | None) -> None:
    assert outcome(seed, words) == expected


def test_large_parts_hold_for_one_region_and_not_for_the_other(seed: Dossier) -> None:
    told = {
        place: seed.outcome(one)
        for one in seed.reading.statements
        if one.text.startswith("Large parts")
        for place in one.places.value or ()
    }
    assert told == {"Kherson": "inconsistent", "Zaporizhzhia": "consistent"}


def test_map_and_timeline_are_there(seed: Dossier) -> None:
    shown = context(seed)
    figure = shown["control"]["figure"]
    assert {row.name: row.announced for row in figure.rows} == {
        "Luhansk": "",
        "Donetsk": "60%",
        "Zaporizhzhia": "",
        "Kherson": "",
    }
    days = {(mark.lane, mark.days.first) for mark in shown["time"].rows}
    assert {
        ("Said", date(2022, 9, 28)),
        ("Said", date(2022, 9, 19)),
        ("Planned", date(2022, 9, 30)),
    } <= days
    assert {day for _, day in days} >= {date(2022, 9, 23), date(2014, 1, 1)}


def test_the_whole_text_is_shown_and_no_link_of_the_page_is_a_statement(seed: Dossier) -> None:
    pieces = context(seed)["pieces"]
    assert "".join(piece.text for piece in pieces) == seed.reading.text
    (link,) = [piece for piece in pieces if "Nord Stream" in piece.text]
    assert link.statements == ()
    assert link.set_aside
    assert "Chrome" in render(seed)
