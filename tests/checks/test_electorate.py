"""Ballots against numbers of people."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tallyscope import evidence
from tallyscope.checks.electorate import electorate
from tallyscope.evidence import Pack
from tallyscope.result import Verdict
from tallyscope.statement import Statement
from tests.checks.stories import told
from tests.evidence.packs import write

PACK = evidence.load()
DAY = date(2022, 9, 29)


def seed(place: str) -> Verdict:
    statement = told("share", "93%", place=place, option="yes", said="2022-09-28")
    (verdict,) = electorate([statement], PACK, published=DAY)
    return verdict


def small(folder: Path) -> Pack:
    return evidence.load(
        write(
            folder,
            {
                "electorates": [
                    "E1,North,registered,4000,,,voters,2020,register,",
                    "E2,North,registered,5000,4900,5100,voters,2024,register,",
                ],
                "populations": ["P1,North,population,6000,,,persons,2023,census,"],
            },
        )
    )


def ballots(printed: str, **more: str) -> Statement:
    return told("participants", printed, place="North", **more)  # type: ignore[arg-type]


def test_zaporizhzhia_exceeds_some_and_not_all() -> None:
    verdict = seed("Zaporizhzhia")
    assert verdict.outcome == "cannot tell"
    # 42% to 48% of 1,638,462
    assert (
        "541,093 ballots are at least 69% of 688,154 to 786,462 inhabitants (2022) of the part of"
        " Zaporizhzhia that Russia held [P03, C30]." in verdict.lines
    )
    assert (
        "541,093 ballots are 180% of 300,000 people said to be present in Russian-held part of"
        " Zaporizhzhia (2022-12-07) [P13]." in verdict.lines
    )
    assert verdict.would_make_it_true


def test_luhansk_names_ballots_cast_elsewhere() -> None:
    verdict = seed("Luhansk")
    assert verdict.outcome == "consistent"
    assert "Of the ballots, 402,575 were announced for: stations in Russia (N13)." in verdict.lines
    assert verdict.would_make_it_true == ()


def test_the_announced_counts_are_named_as_such() -> None:
    verdict = seed("Kherson")
    assert verdict.lines[0] == "Announced: 571,001 ballots (N23)."
    assert verdict.evidence[0] == "N23"


def test_more_voters_than_anybody(tmp_path: Path) -> None:
    (verdict,) = electorate([ballots("6,001")], small(tmp_path))
    assert verdict.outcome == "inconsistent"
    assert verdict.summary == (
        "North: 6,001 ballots exceed every number of people that the pack has for the place: voters"
        " on the list in North (2024-01-01); inhabitants in North (2023-01-01)."
    )


def test_the_newest_list_with_its_range(tmp_path: Path) -> None:
    pack = small(tmp_path)
    assert [v.outcome for v in electorate([ballots("5,099")], pack)] == ["consistent"]
    assert [v.outcome for v in electorate([ballots("5,101")], pack)] == ["cannot tell"]


def test_registered_voters_where_no_ballots_are_announced(tmp_path: Path) -> None:
    statement = told("registered", "6,501", place="North")
    (verdict,) = electorate([statement], small(tmp_path))
    assert verdict.summary.startswith("North: 6,501 registered voters exceed every number")


def test_old_numbers_of_people_are_not_used(tmp_path: Path) -> None:
    assert electorate([ballots("6,001", vote_day="2050-05-05")], small(tmp_path)) == ()


def test_vague_numbers_and_unknown_places_give_no_verdict(tmp_path: Path) -> None:
    pack = small(tmp_path)
    assert electorate([told("participants", "9,999", place="Elsewhere")], pack) == ()
    vague = told("participants", "9,999", place="North", comparator="about")
    assert electorate([vague], pack) == ()
    nobody_counted = told("participants", "9,999", place="Examplia")
    assert electorate([nobody_counted], Pack(name="", title="", places=pack.places)) == ()
