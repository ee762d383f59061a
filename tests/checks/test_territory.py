"""Shares of territory and of control: the cases of September 2022."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tallyscope import evidence
from tallyscope.checks.territory import territory
from tallyscope.checks.territory.shares import WORDS, claimed
from tallyscope.evidence import Pack
from tallyscope.result import Verdict
from tallyscope.statement import Comparator, Statement
from tests.checks.stories import told
from tests.evidence.packs import area, write

PACK = evidence.load()
DAY = date(2022, 9, 29)
FOUR = ("Luhansk", "Donetsk", "Kherson", "Zaporizhzhia")


def only(statement: Statement, pack: Pack = PACK, published: date | None = DAY) -> Verdict:
    (verdict,) = territory([statement], pack, published=published)
    return verdict


def regions(printed: str, comparator: Comparator = "about", whole: str = "Ukraine") -> Statement:
    return told("territory_share", printed, place=FOUR, comparator=comparator, whole=whole)


def test_the_four_regions_are_not_fifteen_percent() -> None:
    verdict = only(regions("15%"))
    assert verdict.outcome == "inconsistent"
    assert verdict.summary == (
        "Luhansk, Donetsk, Kherson and Zaporizhzhia are 18.0% (17.7 to 18.9 by source) of Ukraine;"
        " the statement says about 15%, which does not fit."
    )
    assert verdict.would_make_it_true[0] == (
        "The part of them that Russia held then: 14.0% (13.8 to 14.2 by source) of Ukraine."
    )
    assert (
        "All that Russia held then in Ukraine without Crimea (by Natural Earth): 14.6% of Ukraine."
        in verdict.would_make_it_true
    )
    assert "“about 15%” is read as 12.5% to 17.5%." in verdict.tolerance
    assert {"A01", "A02", "A03", "A04", "A06"} <= set(verdict.evidence)


@pytest.mark.parametrize(
    ("printed", "comparator", "outcome"),
    [
        ("18%", "=", "consistent"),
        ("18%", "about", "consistent"),
        ("15%", "=", "inconsistent"),
        ("17.0%", "=", "inconsistent"),
        ("15%", "over", "consistent"),
        ("20%", "over", "inconsistent"),
        ("20%", "under", "consistent"),
    ],
)
def test_prints(printed: str, comparator: Comparator, outcome: str) -> None:
    assert only(regions(printed, comparator)).outcome == outcome


def test_the_whole_is_found_where_it_is_not_named() -> None:
    assert only(regions("18%", whole="")).outcome == "consistent"


@pytest.mark.parametrize(
    "statement",
    [
        told("territory_share", "18%", place="Atlantis", whole="Ukraine"),
        told("territory_share", "18%", place="Kherson", whole="Atlantis"),
        told("territory_share", "90,000", place="Kherson", whole="Ukraine", unit="km2"),
        told("territory_share", "18%", place=("Kherson", "Atlantis"), whole="Ukraine"),
        told("territory_share", "18%", place=("Kherson", "Ukraine"), whole="Ukraine"),
    ],
)
def test_what_is_not_known_is_not_judged(statement: Statement) -> None:
    verdict = only(statement)
    assert verdict.outcome == "cannot tell"
    assert verdict.summary == "The statement's share, places or whole are not known."


def test_areas_are_compared_within_a_series_only(tmp_path: Path) -> None:
    rows = [area(1, "Examplia", "1000", "official"), area(2, "North", "250", "satellite")]
    pack = evidence.load(write(tmp_path, {"areas": rows}))
    verdict = only(told("territory_share", "25%", place="North"), pack)
    assert verdict.outcome == "cannot tell"
    assert verdict.summary == "The pack has no areas of North and Examplia measured alike."


def test_a_part_of_the_whole_may_be_all_that_is_measured(tmp_path: Path) -> None:
    places = (
        "L1,Examplia,country,,,2024,atlas,",
        "L2,Mainland,part,Examplia,,2024,atlas,",
        "L3,North,region,Mainland,,2024,atlas,",
    )
    rows = [area(1, "Mainland", "1000"), area(2, "North", "250")]
    pack = evidence.load(write(tmp_path, {"areas": rows}, places=places))
    statement = told("territory_share", "15%", place="North", whole="Examplia")
    verdict = only(statement, pack)
    assert verdict.outcome == "inconsistent"
    assert verdict.lines == (
        "Of Mainland, by areas of the series “official”: 250 / 1,000 km² = 25.0% [A2, A1].",
    )


def control(printed: str, place: str, side: str, **more: object) -> Statement:
    return told("control_share", printed, place=place, controller=side, **more)  # type: ignore[arg-type]


def test_much_of_luhansk() -> None:
    verdict = only(control("much of", "Luhansk", "Russia"))
    assert verdict.outcome == "consistent"
    assert verdict.summary == (
        "Russia held 98.7% (98.1 to 99.5 by source) of Luhansk; the statement says “much”, which"
        " fits."
    )


def test_forty_percent_of_donetsk_is_not() -> None:
    verdict = only(control("40%", "Donetsk", "Russia", comparator="about", negated=True))
    assert verdict.outcome == "consistent"
    assert "Russia did not hold 43.4% (42.0 to 43.4 by source) of Donetsk" in verdict.summary
    lines = " ".join(verdict.lines)
    assert "Held by Ukraine: 41.0%" in lines
    assert "Of unknown status: 2.2%" in lines
    assert "up to 5 points" in verdict.tolerance


def test_large_parts_of_kherson_and_zaporizhzhia() -> None:
    statement = told(
        "control_share", "Large parts of", place=("Kherson", "Zaporizhzhia"), controller="Ukraine"
    )
    kherson, zaporizhzhia = territory([statement], PACK, published=DAY)
    assert kherson.outcome == "inconsistent"
    assert "Ukraine held 5.0% (5.0 to 6.4 by source) of Kherson" in kherson.summary
    assert "“large” is read as 20% to 100% (our choice)" in kherson.tolerance
    # 5.0% of 28,461 km2
    assert kherson.would_make_it_true[0] == "Size was meant, not share: it is some 1,423 km2."
    assert zaporizhzhia.outcome == "consistent"
    assert "Ukraine held 24.5% (23.2 to 24.9 by source) of Zaporizhzhia" in zaporizhzhia.summary
    assert (
        "Of the people, 55.0% (52.0 to 58.0 by source) lived on land that Ukraine held."
        in zaporizhzhia.lines
    )


def test_people_can_be_the_reading_that_fits() -> None:
    verdict = only(control("most", "Zaporizhzhia", "Ukraine"))
    assert verdict.outcome == "inconsistent"
    assert verdict.would_make_it_true[0] == (
        "People were meant, not land: 55.0% (52.0 to 58.0 by source)."
    )


def test_twenty_percent_of_donetsk_is_far_off() -> None:
    verdict = only(control("20%", "Donetsk", "Russia", comparator="about", negated=True))
    assert verdict.outcome == "inconsistent"


def test_a_place_without_an_area_has_no_size(tmp_path: Path) -> None:
    row = "C1,North,Junta,share_of_area,62,60,65,%,map,2024-05-01,map,"
    pack = evidence.load(write(tmp_path, {"control": [row]}))
    verdict = only(control("20%", "North", "Junta"), pack, date(2024, 5, 3))
    assert verdict.outcome == "inconsistent"
    assert not any("km2" in reading for reading in verdict.would_make_it_true)


def test_old_maps_say_nothing() -> None:
    verdict = only(control("much of", "Luhansk", "Russia"), published=date(2022, 12, 1))
    assert verdict.outcome == "cannot tell"
    assert verdict.summary == ("Luhansk: no map in the pack within 14 days shows what Russia held.")


@pytest.mark.parametrize(
    "statement",
    [
        control("much of", "Luhansk", ""),
        control("much of", "Atlantis", "Russia"),
        control("some odd words", "Luhansk", "Russia", text="odd words"),
    ],
)
def test_control_needs_share_side_and_place(statement: Statement) -> None:
    if statement.text == "odd words":
        statement = told("control_share", "odd", place="Luhansk", controller="Russia", text="odd")
    assert only(statement).outcome == "cannot tell"


def test_without_a_day_no_map_is_chosen() -> None:
    assert only(control("much of", "Luhansk", "Russia"), published=None).outcome == "cannot tell"
    dated = control("much of", "Luhansk", "Russia", as_of="2022-09-27")
    assert only(dated, published=None).outcome == "consistent"


def test_a_side_that_nobody_drew_holds_the_rest(tmp_path: Path) -> None:
    rows = {
        "areas": [area(1, "North", "1000")],
        "control": [
            "C1,North,Junta,share_of_area,62,60,65,%,map,2024-05-01,map,",
            "C2,North,unknown,share_of_area,3,,,%,map,2024-05-01,map,",
        ],
    }
    pack = evidence.load(write(tmp_path, rows))
    day = date(2024, 5, 3)
    verdict = only(control("35%", "North", "Government"), pack, day)
    # 100 - 62 - 3 = 35, from 100 - 65 - 3 to 100 - 60 - 3
    assert "Government held 35.0% (32.0 to 37.0 by source) of North" in verdict.summary
    other = only(control("65%", "North", "Government", negated=True), pack, day)
    assert "Government did not hold 65.0% (63.0 to 68.0 by source) of North" in other.summary
    unknown_only = {"control": [rows["control"][1]]}
    empty = evidence.load(write(tmp_path / "b", unknown_only))
    assert only(control("35%", "North", "Government"), empty, day).outcome == "cannot tell"


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("nearly all of", 90, 100),
        ("All of", 98, 100),
        ("most of", 50, 100),
        ("half of", 45, 55),
        ("Much of", 33, 100),
        ("significant parts of", 20, 100),
        ("swathes of", 10, 100),
        ("a small part of", 0, 20),
        ("parts of", 1, 99),
    ],
)
def test_words_are_read_widely(words: str, low: float, high: float) -> None:
    claim = claimed(told("control_share", words, place="Kherson", text=words))
    assert claim is not None
    assert (claim.share.low, claim.share.high) == (low, high)


def test_every_word_stands_on_the_page(repository: Path) -> None:
    page = (repository / "docs" / "checks" / "territory.md").read_text("utf-8")
    for phrases, low, high in WORDS:
        (row,) = [line for line in page.splitlines() if line.startswith(f"| {phrases[0]}")]
        assert row.endswith(f"| {low} to {high} |")
        for phrase in phrases:
            assert phrase in row


def test_about_is_the_nearest_five_or_one_point() -> None:
    fives, ones = (claimed(regions(printed)) for printed in ("15%", "17%"))
    assert fives is not None
    assert ones is not None
    assert (fives.share.low, fives.share.high) == (12.5, 17.5)
    assert (ones.share.low, ones.share.high) == (16.0, 18.0)


def test_held_areas_over_the_official_whole() -> None:
    # 25,975 + 15,057 + 19,729 + 23,842 = 84,603 of 603,628
    held = {
        row.place: row.value
        for row in PACK.control
        if row.measure == "held_area" and row.place in FOUR
    }
    assert sum(held.values()) == Decimal(84_603)
