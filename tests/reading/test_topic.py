"""What a story is about: prizes, firms and races have votes, shares and margins too."""

from __future__ import annotations

from datetime import date

import pytest

from tallyscope.reading import read_text
from tallyscope.reading.topic import is_about_a_vote, is_about_something_else

DAY = date(2024, 6, 5)
RACE = (
    "Some 6,240 runners had registered for the Vardal marathon, and 5,117 of them took part. Among"
    " the spectators 38 per cent were women, eight points more than last year. Jo Berg won by a"
    " margin of 120 votes when the jury and the viewers chose the best costume."
)
FIRM = (
    "Kirn Brewers said profits rose by 3.1 per cent. Shareholders approved the merger with 98 per"
    " cent of the votes, and investors with 2 per cent abstained. The dividend needs a majority of"
    " two thirds of the votes."
)
PRIZE = (
    "The team's catcher got 79.7% of 385 ballots in the league's poll of players, and a retired"
    " coach fell short of the 75% mark with 63.9%."
)
VOTE = (
    "Voters in Vardal rejected the stadium in Sunday's referendum: 61 per cent said No, on a"
    " turnout of 48 per cent. The team had hoped for a Yes."
)


@pytest.mark.parametrize("story", [RACE, FIRM, PRIZE])
def test_a_story_about_something_else_tells_of_no_vote(story: str) -> None:
    assert is_about_something_else(story)
    assert not is_about_a_vote(story)
    kinds = {one.kind for one in read_text(story, published=DAY).statements}
    assert kinds <= {"plan", "characterisation"}


def test_a_vote_about_a_stadium_is_a_vote() -> None:
    assert is_about_a_vote(VOTE)
    kinds = [one.kind for one in read_text(VOTE, published=DAY).statements]
    assert kinds.count("share") == 1
    assert "turnout" in kinds


def test_a_vote_is_read_in_a_story_about_something_else() -> None:
    story = FIRM + " In Sunday's referendum 61 per cent of voters said No."
    found = read_text(story, published=DAY).statements
    (one,) = [one for one in found if not one.frame.startswith("remark.")]
    assert (one.kind, one.option.value) == ("share", "No")
