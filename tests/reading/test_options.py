"""Whose number it is: who is ahead by so much, whom a pronoun means, whose share it is."""

from __future__ import annotations

from datetime import date

import pytest

from tallyscope.reading import read_text

DAY = date(2024, 6, 5)


def options(story: str, kind: str) -> list[str | None]:
    """Return the options of the numbers of one kind, in order."""
    found = read_text(story, published=DAY).statements
    return [one.option.value for one in found if one.kind == kind and one.quantity.value]


@pytest.mark.parametrize(
    ("story", "ahead"),
    [
        ("Mr Berg stood in the vote. He lost to Mr Lind by 120 votes.", "Mr Lind"),
        ("Jan Berg is 1,304 votes behind Eva Lund in the election.", "Eva Lund"),
        ("Eva Lund's majority was 1,304 votes.", "Eva Lund"),
        ("In April Eva Lund had beaten him by 11 points in the election.", "Eva Lund"),
        ("Eva Lund scraped home in the election by 27 votes.", "Eva Lund"),
        ("The recount gave Eva Lund the ward by 27 votes.", "Eva Lund"),
        ("Eva Lund on Saturday won the Kirn by-election by a margin of 4,100 votes.", "Eva Lund"),
        (
            "The Greens won Kirn on Sunday, with Eva Lund defeating Jan Berg by 418 votes.",
            "Eva Lund",
        ),
        ("Eva Lund survived Saturday's recall vote by 9,842 votes.", "Eva Lund"),
        ("Alfredo del Mazo won the election by 27 votes.", "Alfredo del Mazo"),
        (
            "Eva Lund polled 1,304 votes, or 54 per cent, to defeat Jan Berg by 270 votes.",
            "Eva Lund",
        ),
        ("Eva Lund polled 1,304 votes, against 999 for Jan Berg, and won by 305.", "Eva Lund"),
    ],
)
def test_who_is_ahead(story: str, ahead: str) -> None:
    assert options(story, "margin") == [ahead]


@pytest.mark.parametrize(
    ("story", "kind", "last"),
    [
        ("The No side won the vote with 59%. It also got 57% in the villages.", "share", "No"),
        ("The Reform Party won 59% of the vote. It was on 41% in 2020.", "share", "Reform Party"),
        (
            "Eva Lund leads the race. The pollster Cadem saw her at 58% of the vote.",
            "poll",
            "Eva Lund",
        ),
        ("Eva Lund beat Jan Berg in the election with 50.8 percent.", "share", "Eva Lund"),
        ("Eva Lund, of the Reform Party (RP), won 40.1% of the vote.", "share", "Eva Lund"),
        ("The count gave Reform candidate Eva Lund 23,352 votes.", "votes", "Eva Lund"),
        ("Former president Eva Lund managed 1.6 percent of the vote.", "share", "Eva Lund"),
        ("Reform veteran Eva Lund got 23,352 votes.", "votes", "Eva Lund"),
        ("A smaller levy passed in the vote in May with 61.4 percent.", "share", "smaller levy"),
        (
            "The No side won the vote with 59%. In Kirn, the Board of Canvassers said, it took"
            " 57%.",
            "share",
            "No",
        ),
    ],
)
def test_whose_number_it_is(story: str, kind: str, last: str) -> None:
    assert options(story, kind)[-1] == last


@pytest.mark.parametrize(
    ("story", "kind", "sides"),
    [
        (
            "A poll by Rand had put the supporters of the law ahead by 54 percent to 31.",
            "poll",
            ["supporters of the law", None],
        ),
        ("The Blue Party was ahead 63.9% to 36.1% in the vote.", "share", ["Blue Party", None]),
    ],
)
def test_the_first_number_of_a_pair_is_of_who_is_ahead(
    story: str, kind: str, sides: list[str | None]
) -> None:
    assert options(story, kind) == sides


@pytest.mark.parametrize(
    ("story", "of"),
    [
        (
            "Ms Lind took 11 per cent and Mr Berg 7 per cent of the votes in the election.",
            ["votes", "votes"],
        ),
        ("In the vote 92% of those who returned their papers said Yes.", ["voters"]),
        ("In the election 92% of voters said Yes.", ["voters"]),
        ("Ms Lind won the election with 87%, with 99% of ballots counted.", [None]),
        # who is asked or votes among people who live there is not said
        ("In the referendum 62% of residents said No.", [None]),
        ("In the referendum 62% of citizens supported the amendments.", [None]),
        (
            "In the referendum 62% of the citizens included in the voting lists said Yes.",
            ["registered"],
        ),
        ("In the referendum 62% of citizens on the voters' list said Yes.", ["registered"]),
    ],
)
def test_what_a_share_is_a_share_of(story: str, of: list[str | None]) -> None:
    found = read_text(story, published=DAY).statements
    assert [one.denominator.value for one in found if one.kind == "share"] == of
