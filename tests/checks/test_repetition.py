"""Partial against final results."""

from __future__ import annotations

from datetime import date

import pytest

from tallyscope import evidence
from tallyscope.checks.repetition import repetition
from tallyscope.evidence import Pack
from tallyscope.result import Verdict
from tallyscope.statement import Kind, Statement
from tests.checks.stories import beside, told

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


@pytest.mark.parametrize(
    ("counted", "before", "after", "outcome"),
    [
        # 60% of the ballots at 97% are 58.2% of all: the end cannot be 50%, nor 58.2 + 40 = 98.2%
        ("60%", "97%", "50%", "inconsistent"),
        ("60%", "97%", "59%", "consistent"),
        ("60%", "97%", "98%", "consistent"),
        ("90%", "10%", "21%", "inconsistent"),
        ("90%", "10%", "19%", "consistent"),
    ],
)
def test_what_the_rest_can_do(counted: str, before: str, after: str, outcome: str) -> None:
    final = told("share", after, option="A")
    (verdict,) = repetition([*partial(counted, before), final], EMPTY)
    assert verdict.outcome == outcome
    assert bool(verdict.would_make_it_true) == (outcome == "inconsistent")


def test_votes_cannot_become_fewer() -> None:
    story = [*partial("60%", "1,001", "votes"), told("votes", "999", option="A")]
    (verdict,) = repetition(story, EMPTY)
    assert verdict.outcome == "inconsistent"
    assert verdict.summary.endswith("999 in the end: votes cannot become fewer.")
    more = [*partial("60%", "1,001", "votes"), told("votes", "1,999", option="A")]
    assert repetition(more, EMPTY)[0].outcome == "consistent"


def test_without_the_number_of_ballots_no_chance_is_given() -> None:
    (verdict,) = repetition([*partial("60%", "97.1%"), told("share", "97.1%", option="A")], EMPTY)
    assert verdict.summary.endswith("depends on the number of ballots, which is not known.")


def test_nothing_partial_no_verdict() -> None:
    assert repetition([told("share", "60%", option="A")], EMPTY) == ()
    assert repetition([*partial("60%", "97%"), told("share", "5%", option="B")], EMPTY) == ()
