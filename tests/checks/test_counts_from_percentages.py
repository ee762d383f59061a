"""Counts on rounded percentages: Venezuela 2024, and honest counts beside it."""

from __future__ import annotations

import numpy as np
import pytest

from tallyscope import evidence
from tallyscope.checks.counts_from_percentages import CLEAR, counts_from_percentages
from tallyscope.evidence import Pack
from tallyscope.result import Verdict
from tests.checks.stories import beside, told

EMPTY = Pack(name="empty", title="")


def verdicts(votes: dict[str, str], valid: str = "", pack: Pack = EMPTY) -> tuple[Verdict, ...]:
    story = [told("votes", count, option=option) for option, count in votes.items()]
    if valid:
        story.append(told("participants", valid, unit="valid votes"))
    return counts_from_percentages(story, pack)


FIRST = {"Maduro": "5,150,092", "González": "4,445,978", "others": "462,704"}


@pytest.mark.parametrize("valid", ["", "10,058,774"])
def test_venezuela_first_bulletin(valid: str) -> None:
    (verdict,) = verdicts(FIRST, valid)
    assert verdict.outcome == "inconsistent"
    assert "51.2%, 44.2%, 4.6% of 10,058,774" in verdict.summary
    assert "made from rounded percentages, or were reported through them" in verdict.summary
    # (1,001 / 10,058,775)^2 = 9.9e-9, with one total and three decimals tried
    assert "Chance for this total and these decimals: 9.9e-09; tried: 3." in verdict.lines
    assert verdict.lines[0] == (
        "51.2% of 10,058,774 " + ("valid votes" if valid else "votes for them together") + " is"
        " 5,150,092.288; announced for Maduro: 5,150,092, 0.288 votes off."
    )
    assert verdict.would_make_it_true


def test_venezuela_second_bulletin() -> None:
    (verdict,) = verdicts({"Maduro": "6,408,844", "González": "5,326,104"}, "12,335,884")
    assert verdict.outcome == "consistent"
    assert verdict.lines[0].endswith("announced for Maduro: 6,408,844, 352.262 votes off.")
    assert verdict.lines[1].endswith("announced for González: 5,326,104, 530.711 votes off.")
    assert verdict.would_make_it_true == ()


def test_one_vote_more_is_off_the_grid() -> None:
    (verdict,) = verdicts({**FIRST, "Maduro": "5,150,093"})
    assert verdict.outcome == "consistent"


def test_a_coincidence_that_needs_words_but_no_verdict() -> None:
    # 25.3% and 74.7% of 200,001 valid votes: one free count, 1,001 / 200,002 = 1 in 200; 3 tries
    (verdict,) = verdicts({"A": "50,600", "B": "149,401"}, "200,001")
    assert verdict.outcome == "consistent"
    # one free count of ten million: 1 in 10,049, three tries
    (verdict,) = verdicts({"A": "5,150,092", "B": "4,908,682"}, "10,058,774")
    assert verdict.outcome == "cannot tell"


def test_small_contests_cannot_tell() -> None:
    (verdict,) = verdicts({"A": "30", "B": "20"}, "51")
    assert verdict.outcome == "cannot tell"
    assert "too small" in verdict.summary


def test_rounded_counts_are_not_tested() -> None:
    (verdict,) = verdicts({"A": "5,150,000", "B": "4,446,000"}, "10,058,774")
    assert verdict.outcome == "cannot tell"


def test_nobody_and_everybody_are_no_evidence() -> None:
    # 0 and all lie on every grid
    (verdict,) = verdicts({"A": "10,058,774", "B": "0"}, "10,058,774")
    assert verdict.outcome == "cannot tell"
    assert "too small, or" in verdict.summary


def test_one_count_is_not_enough() -> None:
    assert verdicts({"A": "5,150,092"}, "10,058,774") == ()


def test_interim_counts_are_a_set_of_their_own() -> None:
    bulletin = [told("votes", count, option=option) for option, count in FIRST.items()]
    story = beside(told("counted", "80%"), *bulletin)
    story.append(told("votes", "6,408,844", option="Maduro"))
    story.append(told("votes", "5,326,104", option="González"))
    found = counts_from_percentages(story, EMPTY)
    assert [verdict.outcome for verdict in found] == ["inconsistent", "consistent"]


def test_the_counts_of_2022_are_not_on_percentages() -> None:
    story = [
        told("share", printed, place=place, option="yes", said="2022-09-28")
        for place, printed in (("Kherson", "87%"), ("Luhansk", "98%"), ("Donetsk", "99%"))
    ]
    found = counts_from_percentages(story, evidence.load())
    assert [verdict.outcome for verdict in found] == ["consistent"] * 3


def test_honest_counts_are_flagged_no_more_often_than_stated() -> None:
    """20,000 honest contests of three options: none is called inconsistent."""
    random = np.random.default_rng(3)
    votes = random.multinomial(2_000_000, (0.5, 0.3, 0.2), size=20_000)
    # only those that a cheap look finds on a tenth of a percent go through the check
    grid = 2_000_000 / 1000
    near = (np.abs(votes / grid - np.round(votes / grid)) * grid <= 0.5).all(axis=1)
    outcomes = [
        verdicts({"A": f"{a:,}", "B": f"{b:,}", "C": f"{c:,}"})[0].outcome
        for a, b, c in votes[near]
    ]
    # expected hits: 20,000 x (1 / 2,000)^2 = 0.005
    assert len(outcomes) <= 1
    assert CLEAR == 1e-6
