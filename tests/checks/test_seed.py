"""From the story that the project starts from to the verdicts, all the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tallyscope import evidence
from tallyscope.checks import run_all
from tallyscope.reading.read import read_text
from tallyscope.result import Verdict

PUBLISHED = date(2022, 9, 29)
Find = Callable[[str, str], Verdict]


@pytest.fixture(scope="module")
def verdicts(shared: Path) -> tuple[Verdict, ...]:
    text = (shared / "seed" / "report-2022-09-29.txt").read_text("utf-8")
    reading = read_text(text, published=PUBLISHED)
    return run_all(reading.statements, evidence.load(), published=PUBLISHED)


@pytest.fixture(scope="module")
def find(verdicts: tuple[Verdict, ...]) -> Find:
    def one(check: str, words: str) -> Verdict:
        (found,) = [v for v in verdicts if v.check == check and words in v.summary]
        return found

    return one


@pytest.mark.parametrize(
    ("check", "words", "outcome"),
    [
        ("headline_arithmetic", "Zaporizhzhia: ", "impossible"),
        ("headline_arithmetic", "Donetsk: ", "impossible"),
        ("headline_arithmetic", "Kherson: ", "consistent"),
        ("headline_arithmetic", "Luhansk: ", "consistent"),
        ("repetition", "Zaporizhzhia: 93.11% for yes with 29.19% counted", "cannot tell"),
        ("repetition", "Kherson: ", "consistent"),
        ("agreement", "had all voted to join Russia", "consistent"),
        ("agreement", "dates joining 2 times, each time 30 September 2022", "consistent"),
        ("agreement", "dates a ceremony 2 times, each time 30 September 2022", "consistent"),
        ("territory", "are 18.0% (17.7 to 18.9 by source) of Ukraine", "inconsistent"),
        ("territory", "Russia held 98.7% (98.1 to 99.5 by source) of Luhansk", "consistent"),
        ("territory", "did not hold 43.4% (42.0 to 43.4 by source) of Donetsk", "consistent"),
        ("territory", "Ukraine held 24.5% (23.2 to 24.9 by source) of Zapor", "consistent"),
        ("territory", "Ukraine held 5.0% (5.0 to 6.4 by source) of Kherson", "inconsistent"),
        ("electorate", "Zaporizhzhia: 541,093 ballots exceed some", "cannot tell"),
        ("electorate", "Donetsk: 2,131,207 ballots exceed no number", "consistent"),
        ("electorate", "Luhansk: 1,662,607 ballots exceed no number", "consistent"),
        ("electorate", "Kherson: 571,001 ballots exceed no number", "consistent"),
        ("earlier_votes", "Donetsk: 5 earlier votes", "cannot tell"),
    ],
)
def test_verdicts(find: Find, check: str, words: str, outcome: str) -> None:
    assert find(check, words).outcome == outcome


def test_participants_of_zaporizhzhia_are_the_list(find: Find) -> None:
    verdict = find("headline_arithmetic", "Zaporizhzhia: ")
    assert "541,093 would fit as the number of registered voters" in verdict.summary
    assert "The same number, no more exact: 93% for yes (the story)." in verdict.lines


def test_fifteen_percent_is_what_was_held(find: Find) -> None:
    (first, *_) = find("territory", "are 18.0%").would_make_it_true
    assert first == (
        "The part of them that Russia held then: 14.0% (13.8 to 14.2 by source) of Ukraine."
    )


def test_nothing_else_is_called_wrong(verdicts: tuple[Verdict, ...]) -> None:
    wrong = [v.summary for v in verdicts if v.outcome in ("impossible", "inconsistent")]
    assert len(wrong) == 4
