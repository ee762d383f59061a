"""Results that a sentence alone does not settle: whose number, of which kind, in which story."""

from __future__ import annotations

from datetime import date

import pytest

from tallyscope.reading import read_text
from tests.reading.test_frames import RESULTS, results, told

PUBLISHED = date(2024, 6, 5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who lost has the smaller number, and the larger one is nobody's
        ("Measure B went down to defeat 58% to 42%.", ["share Measure B 42%"]),
        ("Measure B was failing, 47% to 53%.", ["share Measure B 47%", "share ? 53%"]),
        # a sentence that names a side is not read with the sides of the sentence before
        ("Voters said 'no', 66% to 34%.", ["share no 66%", "share ? 34%"]),
        # "two-to-one" stands between: better none than the wrong side
        ("Voters said 'no' by a two-to-one margin, 66% to 34%.", []),
        ("Nobody won more than half of the vote.", []),
        # goals
        ("Norvik beat Harbour 3-1.", []),
    ],
)
def test_no_number_is_given_to_the_wrong_side(text: str, expected: list[str]) -> None:
    found = [told(one) for one in results(text, RESULTS) if one.kind in ("share", "votes")]
    assert found == expected


def test_a_bare_pair_is_of_the_sides_named_last_in_their_order() -> None:
    text = "Ms Lind had 45.1% of the vote and Mr Berg 44.2%, with 3% undecided. "
    found = results(text + "The agency made it 44.9 to 43.7.", RESULTS)
    assert [told(one) for one in found[-2:]] == ["share Ms Lind 44.9", "share Mr Berg 43.7"]
    assert all(one.option.status == "carried" for one in found[-2:])


def test_options_told_respectively_are_parted() -> None:
    found = results("Sava, Ilic and Horvat got 48.1, 36.9 and 11.6 percent respectively.", RESULTS)
    assert [one.option.value for one in found] == ["Sava", "Ilic", "Horvat"]


def test_a_share_that_leans_keeps_the_option_of_its_own_leader() -> None:
    found = results(
        "In Kirn 446 voted for self-government and 246 against. That is 64.4 per cent.", RESULTS
    )
    assert told(found[-1], place=False) == "share self-government 64.4%"  # 446 / 692


def test_what_a_colon_began_stays_a_poll() -> None:
    text = "An exit poll has it as follows:\n\nLabour 31.2%\nReform 24.1%\n\nPolls have closed."
    found = read_text(RESULTS + text, published=PUBLISHED).statements
    assert [one.kind for one in found if one.option.value in ("Labour", "Reform")] == ["poll"] * 2


def test_an_earlier_result_between_poll_numbers_is_a_share() -> None:
    text = "A poll on Friday put Ms Lind at 41%. In 2018 Mr Berg won with 53.2% of the vote."
    poll, earlier = read_text(RESULTS + text, published=PUBLISHED).statements[-2:]
    assert (poll.kind, earlier.kind) == ("poll", "share")


def test_who_has_a_share_holds_land_where_land_is_told_of() -> None:
    land = read_text(
        "Russia holds 18% of Ukraine. The separatists have 7 per cent.", published=PUBLISHED
    )
    assert [one.kind for one in land.statements] == ["control_share", "control_share"]
    votes = results("The separatists have 7 per cent.", RESULTS)
    assert [one.kind for one in votes] == ["share"]


@pytest.mark.parametrize(
    "text",
    [
        "Bread is 45 per cent dearer.",
        "The opposition says turnout figures were inflated by 10 per cent.",
        "The crown gained 2.1 per cent against the euro.",
        "Weiss wants to cut the tax from 21% to 15%.",
        "Some 2,400 observers watch 5,230 polling stations.",
        "Her rally drew 30,000 people.",
        "The margin of error is two points.",
        "Critics need 50,000 signatures to force another vote.",
    ],
)
def test_what_is_no_result_is_not_read_among_results(text: str) -> None:
    assert results(text, RESULTS) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Registered voters: 7 371 890", ["registered 7 371 890"]),
        ("Ballots cast: 4 519 253", ["participants 4 519 253 votes"]),
        ("Spoilt: 18", ["invalid 18"]),
        ("Amadou Ba: 1 605 086 (35,79%)", ["votes Amadou Ba 1 605 086", "share Amadou Ba 35,79%"]),
        ("Against both: 2,620 (2.6%)", ["votes Against both 2,620", "share Against both 2.6%"]),
        ("Others 4.8%", ["share Others 4.8%"]),
        ("Jan Berg (Labour) 8.9%, down 3.1", ["share Jan Berg 8.9%", "change Jan Berg 3.1 points"]),
    ],
)
def test_a_line_of_a_table_is_read(line: str, expected: list[str]) -> None:
    found = results(f"{line}\n\nPolls have closed.", RESULTS)
    assert [told(one, place=False) for one in found] == expected


def test_what_voters_rejected_is_an_outcome_and_no_denial() -> None:
    text = "Residents of the Greenwick district on Sunday rejected the expansion of the airport."
    (one,) = read_text(text, published=PUBLISHED).statements
    assert (one.kind, one.option.value) == ("outcome", "the expansion of the airport")
