"""Partial against final results."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tallyscope import evidence
from tallyscope.checks.repetition import repetition
from tallyscope.evidence import Pack
from tallyscope.result import Verdict
from tallyscope.statement import Kind, Statement
from tests.checks.stories import beside, told
from tests.evidence.packs import write

PACK = evidence.load()
EMPTY = Pack(name="empty", title="")


def seed(place: str, printed: str) -> Verdict:
    statement = told("share", printed, place=place, option="yes", said="2022-09-28")
    (verdict,) = repetition([statement], PACK, published=date(2022, 9, 29))
    return verdict


def partial(counted: str, printed: str, kind: Kind = "share") -> list[Statement]:
    return beside(told("counted", counted), told(kind, printed, option="A"))


def test_the_final_share_repeats_the_partial_one() -> None:
    verdict = seed("Zaporizhzhia", "93%")
    assert verdict.outcome == "cannot tell"
    assert verdict.summary == (
        "Zaporizhzhia: 93.11% for yes with 29.19% counted, and the same in the end. With ballots"
        " counted in random order that happens once in 13 times, and more rarely where places"
        " differ and are counted one after the other."
    )
    assert verdict.evidence == ("N20", "N17")


def test_kherson_fell_only_between_different_voters() -> None:
    verdict = seed("Kherson", "87%")
    assert verdict.outcome == "consistent"
    # (87.05 - 0.1162 x 87.42) / 0.8838 = 87.001
    assert verdict.lines[0] == (
        "87.42% for yes with 11.62% counted, 87.05% in the end: the rest voted 87.0%."
    )
    assert verdict.lines[-1] == (
        "96.97% for yes with 14% counted was said of stations in Russia, not of the whole vote: not"
        " comparable with its result [N31]."
    )


def pack(folder: Path, before: str, after: str, measure: str = "share") -> Pack:
    unit = "%" if measure == "share" else "votes"
    row = "{},vote,North,{},A,,{},,,{},2024-05-05,paper,,all,{}"
    return evidence.load(
        write(
            folder,
            {
                "announced": [
                    row.format("N1", measure, before, unit, "60"),
                    row.format("N2", measure, after, unit, ""),
                ]
            },
        )
    )


def about_north(pack_: Pack) -> Verdict:
    story = [told("turnout", "50%", place="North", vote_day="2024-05-05")]
    (verdict,) = repetition(story, pack_)
    return verdict


@pytest.mark.parametrize(
    ("before", "after", "outcome"),
    [
        # 60% of the ballots at 97% are 58.2% of all: the end lies between 58.2% and 98.2%
        ("97", "50", "inconsistent"),
        ("97", "59", "consistent"),
        ("97", "98", "consistent"),
        ("20", "9", "inconsistent"),
        ("20", "55", "inconsistent"),
        ("20", "51", "consistent"),
    ],
)
def test_what_the_rest_can_do(tmp_path: Path, before: str, after: str, outcome: str) -> None:
    verdict = about_north(pack(tmp_path, before, after))
    assert verdict.outcome == outcome
    assert bool(verdict.would_make_it_true) == (outcome == "inconsistent")


def test_votes_cannot_become_fewer(tmp_path: Path) -> None:
    verdict = about_north(pack(tmp_path / "a", "1001", "999", "votes"))
    assert verdict.outcome == "inconsistent"
    assert verdict.summary.endswith("999 in the end: votes cannot become fewer.")
    assert about_north(pack(tmp_path / "b", "1001", "1999", "votes")).outcome == "consistent"


def test_two_numbers_of_a_story_may_be_of_two_places() -> None:
    (verdict,) = repetition([*partial("60%", "97%"), told("share", "50%", option="A")], EMPTY)
    assert verdict.outcome == "cannot tell"


def test_without_the_number_of_ballots_no_chance_is_given() -> None:
    (verdict,) = repetition([*partial("60%", "97.1%"), told("share", "97.1%", option="A")], EMPTY)
    assert verdict.summary.endswith("depends on the number of ballots, which is not known.")


def test_nothing_partial_no_verdict() -> None:
    assert repetition([told("share", "60%", option="A")], EMPTY) == ()
    assert repetition([*partial("60%", "97%"), told("share", "5%", option="B")], EMPTY) == ()
