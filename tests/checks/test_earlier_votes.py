"""Earlier votes are context, never proof."""

from __future__ import annotations

from datetime import date

from tallyscope import evidence
from tallyscope.checks.earlier_votes import earlier_votes
from tallyscope.result import Verdict
from tests.checks.stories import told

PACK = evidence.load()


def seed(place: str, published: date | None = date(2022, 9, 29), vote_day: str = "") -> Verdict:
    statement = told("share", "93%", place=place, option="yes", vote_day=vote_day)
    (verdict,) = earlier_votes([statement], PACK, published=published)
    return verdict


def test_kherson_before() -> None:
    verdict = seed("Kherson")
    assert verdict.outcome == "cannot tell"
    assert verdict.lines[0] == (
        "1991 referendum on the independence of Ukraine (1991-12-01): turnout 83.4% [V07], 90.1%"
        " for independence of Ukraine of all ballots [V08]. Note: share of all ballots; the share"
        " of valid ballots is higher."
    )
    assert verdict.lines[-1] == "2020 local elections (2020-10-25): turnout 32.39% [V69]."
    assert verdict.summary.endswith("How people voted then says nothing certain about now.")


def test_every_year_and_its_caveat() -> None:
    lines = " ".join(seed("Donetsk").lines)
    for year in ("1991", "2014", "2019"):
        assert f"({year}-" in lines
    assert "not recognised" in lines
    assert "only the parts under the government's control" in lines


def test_later_votes_are_left_out() -> None:
    verdict = seed("Donetsk", vote_day="2014-05-11")
    assert [line.partition(" (")[0] for line in verdict.lines] == [
        "1991 referendum on the independence of Ukraine"
    ]


def test_places_without_earlier_votes() -> None:
    statement = told("share", "93%", place="Testland", option="yes")
    assert earlier_votes([statement], PACK) == ()
