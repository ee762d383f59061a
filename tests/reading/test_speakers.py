"""Who says it: forms of attribution, each with what a reader would answer."""

from __future__ import annotations

from datetime import date

import pytest

from tallyscope.reading import read_text

DAY = date(2024, 6, 5)


def speakers(story: str) -> set[str]:
    """Return who says the numbers of a story, without articles."""
    found = read_text(story, published=DAY).statements
    numbers = [one for one in found if one.quantity.value and not one.frame.startswith("remark.")]
    who = [one.attribution.value.who for one in numbers if one.attribution.value]
    return {name.removeprefix("the ").removeprefix("The ") for name in who}


@pytest.mark.parametrize(
    ("story", "who"),
    [
        (
            "The mayor has 28.3 per cent of the vote, the Ministry of Justice announced at eight.",
            "Ministry of Justice",
        ),
        (
            "The vote is close, but a survey by campaigners says that 48 percent back Ms Lind.",
            "a survey by campaigners",
        ),
        ("An iData survey published in May had put Ms Lind on 50.4 percent.", "iData"),
        ("A Suffolk poll taken in May had Ms Lind ahead with 48 percent.", "Suffolk"),
        ("The last survey, by Afrodata in May, had Ms Lind at 48 percent.", "Afrodata"),
        (
            "A joint exit poll by the three main broadcasters had put Ms Lind at 59 percent.",
            "three main broadcasters",
        ),
        (
            "In figures released by the county board on Monday, Ms Lind had 50.2% of the vote.",
            "county board",
        ),
        (
            "Ms Lind had 50.2% of the vote in the tally that the county board released on Monday.",
            "county board",
        ),
        (
            "Turnout in the vote was 61 per cent, the town's election board announced that night.",
            "town's election board",
        ),
        (
            '"A turnout of 61 per cent is low," Jan Berg, president of the club of dyers,'
            " said in a statement.",
            "Jan Berg, president of the club of dyers",
        ),
        (
            "The broadcaster Yle put out its forecast of the vote: 27.3 per cent for Berg, 25.8 for"
            " Lind.",
            "broadcaster Yle",
        ),
        (
            "A Newspoll published on Friday had Yes at 47 per cent and No at 50 in the vote.",
            "Newspoll",
        ),
        ("The Comelec pegged turnout in the plebiscite at 60 percent.", "Comelec"),
        (
            "Ms Lind beat Mr Berg, 1,846 votes to 1,203, the clerk reported at 10:40 p.m. Later"
            " they danced.",
            "clerk",
        ),
        (
            "Preliminary figures announced on Tuesday by the secretary of the commission, Narine"
            " Sava, show 87.6 per cent of votes in favour.",
            "secretary of the commission, Narine Sava",
        ),
        (
            "Shares of the vote in Sunday's election, according to the Central Commission: Lind"
            " 42.9 per cent, Berg 36 per cent.",
            "Central Commission",
        ),
        (
            "In a Horizon survey in May, 60% had been for the new charter and 33% against.",
            "Horizon",
        ),
        (
            "In a survey by the institute Forsa, published on Saturday, 56 per cent wanted to vote"
            " Yes.",
            "institute Forsa",
        ),
        (
            "With all districts in, Ms Lind had 49.7% of the vote, figures from the electoral"
            " office"
            " showed.",
            "figures from the electoral office",
        ),
        (
            "Jan Berg, president of the electoral authority, put turnout at 8.8 percent.",
            "Jan Berg, president of the electoral authority",
        ),
        (
            "As per data on the Central Commission website at 7 pm, Ms Lind polled 45.6 per cent of"
            " the votes.",
            "Central Commission website",
        ),
        ("Kyiv complains that Russian forces hold 20 per cent of Ukraine.", "Kyiv"),
        ("Turnout was 61 per cent, residents said by telephone.", "residents"),
        ("On Tuesday the commission said that turnout in the vote was 45%.", "commission"),
        (
            "Turnout on Sunday was 45%, tribunal president Irma Lind told reporters, against 60.5%"
            " in the first round of the election.",
            "tribunal president Irma Lind",
        ),
        (
            "The news agency Ilo had reported on Monday, with two thirds of the ballots counted,"
            " that independence stood at 88.4 percent of the vote.",
            "news agency Ilo",
        ),
        (
            "It was calm. On Monday, when it was late, the board gave Ms Lind 62% of the vote.",
            "board",
        ),
        ("Turnout, the board said later, was 98.2 percent of the voters.", "board"),
        ("Ms Lind won the election on a turnout that the board put at 96 percent.", "board"),
        (
            "Ms Lind obtains 74.9% of the votes, informed on Monday the president of the council,"
            " Brenda Rocha.",
            "president of the council, Brenda Rocha",
        ),
        (
            "A poll by the Jesuit university UCA in May had put Ms Lind at 51.9% of the vote.",
            "Jesuit university UCA",
        ),
        ("A survey by the daily Rand last week had the Yes side on 54%.", "daily Rand"),
        ("A Rand poll published last week had put the No side on 50 per cent.", "Rand"),
        (
            "Rand, a group that counts, said on Monday that turnout in the vote was 45%. Later, it"
            " said, 50 per cent of voters had come.",
            "Rand, a group that counts",
        ),
        (
            "Jan Berg, the head of the commission, spoke to reporters. He put turnout at 45%.",
            "Jan Berg",
        ),
        (
            "Turnout in the vote amounted to 45%, the chairman informed journalists at a briefing.",
            "chairman",
        ),
        (
            "A first update from the electoral board: turnout in the vote was 45%.",
            "electoral board",
        ),
        (
            "As the chairman of the Commission, Jan Berg, informed journalists on Tuesday,"
            " turnout in the vote was 45%.",
            "Jan Berg",
        ),
        ("The institute Rand had expected a turnout of 50 percent in the vote.", "institute Rand"),
        ("Rand Research sees the Yes side at 54 per cent of the vote.", "Rand Research"),
        ("Ms Lind had 7.5 percent of the vote in a poll by Rand last week.", "Rand"),
        (
            'In its ruling of Thursday, the Supreme Court set the "Yes" vote at 85.90%.',
            "Supreme Court",
        ),
    ],
)
def test_the_speaker_is_found(story: str, who: str) -> None:
    assert speakers(story) == {who}


@pytest.mark.parametrize(
    "story",
    [
        "Turnout was 61 per cent, based on the first districts.",
        "An earlier draft, put forward by Jan Berg, was rejected by 61 per cent of voters.",
        "A requirement to show a card was approved with 61 per cent of the vote.",
        "In the vote Col Berg topped the poll with 61 per cent of the votes.",
        "A survey for the newspaper Merkur before the vote saw Ms Lind at 61 per cent.",
        "A survey by this newspaper before the vote suggested that 61 per cent were for it.",
        "Turnout was 61 per cent, based on a sample of stations.",
        "The law set the bar for the vote at a turnout of 61 per cent.",
        "Turnout in the vote was 61 per cent, after Jan Berg had told people to stay at home.",
        "The Reds, which had ruled the town for years, got 61 per cent of the vote.",
        "The Reds had called for a boycott, and 61 per cent of voters stayed at home.",
        "The province of Kirn, with a new road, gave Ms Lind 61 per cent of the vote.",
        "All told 61 per cent of voters cast ballots.",
        "In a village by the sea 61 per cent of voters said Yes.",
        "In a forecast of rain 61 per cent of voters stayed at home.",
    ],
)
def test_what_names_no_speaker_is_the_reporters(story: str) -> None:
    assert speakers(story) == {"reporter"}


@pytest.mark.parametrize(
    ("story", "kind"),
    [
        ("Edison Research had Ms Lind at 40.9 percent of the vote.", "poll"),
        ("The commission had Ms Lind at 40.9 percent of the vote.", "share"),
        ("Ms Lind stands at 30.5 percent in the final survey by the agency Stem.", "poll"),
        ("A smaller levy got 46.1% support in the vote in May.", "share"),
        ("The levy, which would have kept the jail open, got 46.1% of the vote.", "share"),
        ("If turnout rose above 70 percent, Ms Lind would not win the vote.", "conditional"),
        ("A parallel count by observers put turnout at 60.3 per cent.", "turnout"),
        (
            "According to an exit poll by the institute Rand, 94% in the north voted for the"
            " charter.",
            "poll",
        ),
    ],
)
def test_a_poll_is_told_from_a_count(story: str, kind: str) -> None:
    found = read_text(story, published=DAY).statements
    numbers = [one for one in found if one.quantity.value and not one.frame.startswith("remark.")]
    assert [one.kind for one in numbers] == [kind]


@pytest.mark.parametrize(
    ("story", "relay"),
    [
        ("Ms Lind told Le Parisien on Monday that turnout in the vote was 45%.", "Le Parisien"),
        ("Ms Lind affirmed to RFI on Monday that turnout in the vote was 45%.", "RFI"),
        ("Ms Lind told NATO on Monday that turnout in the vote was 45%.", ""),
        (
            "State television, quoting the head of the board, Jan Berg, said that turnout in the"
            " vote was 45%.",
            "State television",
        ),
    ],
)
def test_who_relays_it_is_found(story: str, relay: str) -> None:
    found = read_text(story, published=DAY).statements
    who = [one.attribution.value for one in found if one.kind == "turnout"]
    assert [one.relayed_by for one in who if one] == [relay]


@pytest.mark.parametrize(
    "story",
    [
        "The board had announced a turnout of 45% in the vote on May 15.",
        "According to a report of the board released on May 15, turnout in the vote was 45%.",
        "Ann Lind on May 15 announced that turnout in the vote was 45%.",
        "Turnout in the vote was 45%, figures released by the board on May 15 show.",
    ],
)
def test_the_day_of_saying_may_stand_behind(story: str) -> None:
    found = read_text(story, published=DAY).statements
    numbers = [one for one in found if not one.frame.startswith("remark.")]
    assert {one.said.value.first for one in numbers if one.said.value} == {date(2024, 5, 15)}


@pytest.mark.parametrize(
    ("story", "who"),
    [
        (
            "Anna Lind, spokeswoman of the board that ran the referendum, told reporters in the"
            " hall that 61 per cent had voted Yes.",
            "Anna Lind",
        ),
        (
            "The reform won 61 per cent of the votes in the referendum, the returning officer, Tom"
            " Berg, clarified at the Ostrel station on Monday.",
            "Tom Berg",
        ),
        (
            "Reading the tally yesterday, the chairwoman, Anna Lind, said Mr Berg had won 61 per"
            " cent of the votes in the election.",
            "Anna Lind",
        ),
        (
            "The returning officer, Tom Berg, declared Ms Lind the winner with 14,206 votes.",
            "Tom Berg",
        ),
        ("Referendum: 80% back independence - officials", "officials"),
        (
            "According to the provisional data, 61 per cent voted for the reform in the referendum,"
            " Tom Berg stated.",
            "Tom Berg",
        ),
        (
            "Yes won 61 per cent in the referendum, according to a report by the Larkin Institute"
            " in May.",
            "Larkin Institute",
        ),
        (
            "The reform has passed with 61 per cent of the vote, unofficial tallies show.",
            "unofficial tallies",
        ),
        ("According to the commission only 1,300 people cast a vote.", "commission"),
        (
            "The reform won 61 per cent of the votes in the referendum, the Horizon Desk, which"
            " counts for the papers, says in a report published on Monday.",
            "Horizon Desk",
        ),
        (
            "The reform won 61 per cent of the votes in the referendum, Tom Berg, President"
            " Lind's envoy, told the BBC last week.",
            "Tom Berg",
        ),
        (
            "Turnout in the referendum stood at 61 per cent, provisional figures released by the"
            " Electoral Bureau show.",
            "Electoral Bureau",
        ),
        (
            "Figures compiled by the news agency Reuters show that 61 per cent voted for the reform"
            " in the referendum.",
            "Reuters",
        ),
        (
            "The result of the referendum, 61 per cent in favour, was made public on Monday by the"
            " Governor, Sir Tom Berg.",
            "Tom Berg",
        ),
        (
            "The mayor conceded defeat in the run-off, saying his rival had 54 per cent of the"
            " votes.",
            "mayor",
        ),
        (
            "Tom Berg, the party's campaign manager, was adamant that 61 per cent had voted for the"
            " reform in the referendum.",
            "Tom Berg",
        ),
        (
            "Mr Berg won 54 per cent of the vote in the election, as the commission's website"
            " showed on Monday.",
            "commission's website",
        ),
        (
            "Tom Berg had confidently forecast that the reform would win 60 per cent of the votes"
            " in the referendum.",
            "Tom Berg",
        ),
        (
            "In the referendum 63% of the votes were for Yes, chairman R.M.A.L. Ratnayake announced"
            " that evening.",
            "R.M.A.L. Ratnayake",
        ),
    ],
)
def test_a_speaker_is_found_by_form_and_position(story: str, who: str) -> None:
    (found,) = speakers(story)
    assert who in found


@pytest.mark.parametrize(
    "story",
    [
        "Malta rejected the reform in the referendum with 61 per cent of the votes against.",
        "Anna Lind told her people to back Mr Berg, and in the election on the coast he won 81"
        " percent of the vote.",
        "Mr Berg, who lost the election in his own ward by 400 votes, called it a market.",
        "A poll of islanders in 2022 found 51% in favour of the reform.",
        "The parish of Ostrel, in the north, gave Mr Lind 71 percent of the vote in the election.",
    ],
)
def test_who_votes_or_is_told_of_is_no_speaker(story: str) -> None:
    assert speakers(story) == {"reporter"}


def test_the_same_survey_is_of_who_asked_before() -> None:
    story = (
        "A Horizon University poll in May had 58% of voters in favour of the reform. In the same"
        " survey, 57% opposed the treaty."
    )
    assert speakers(story) == {"Horizon University"}


def test_the_day_of_an_act_goes_on_with_the_pronoun() -> None:
    story = (
        'Anna Lind called the vote "a triumph" on Monday. She noted that 61 per cent had voted Yes'
        " in the referendum."
    )
    said = [one.said for one in read_text(story, published=DAY).statements if one.kind == "share"]
    assert [(one.value and one.value.first, one.status) for one in said] == [
        (date(2024, 6, 3), "carried")
    ]
