"""The place of the vote that a story is about, whatever else it names."""

from __future__ import annotations

import pytest

from tallyscope.reading.document import take_apart
from tallyscope.reading.polling_area import polling_area


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # words of a vote tie a place to it, wherever it stands in the first paragraphs
        ("Canada is still whole. About 94% of Quebec's 5 million voters came.", ("Quebec",)),
        ("A hall in Newport was empty. Across England and Wales 15% voted.", ("England", "Wales")),
        ("On Sunday voters on Okinawa told Tokyo to stop.", ("Okinawa",)),
        ("Taiwan's voters on Saturday elected a president, whatever Beijing says.", ("Taiwan",)),
        # a title names it, if the text does too
        (
            "Karnataka results: a clean sweep\n\nThe leader spoke in Delhi.\n\nIt is a record for "
            "Karnataka.",
            ("Karnataka",),
        ),
        (
            "The radio in Asmara read it out. It is of the referendum on independence that was"
            " held from Friday to Sunday in Eritrea.",
            ("Eritrea",),
        ),
        (
            "He read it out in Cape Town. South Africa's whites, asked on Tuesday whether he should"
            " go on, have answered yes. I drove north.\n\nIt rained. Cape Town said yes with 84%.",
            ("South Africa",),
        ),
        # items of a list that is read out do not push the place to the end
        (
            "The radio in Asmara read it out.\n\nYes, 1,100. No, 12. Invalid, 3.\n\nThese are the"
            " figures of the referendum that was held in Eritrea.",
            ("Eritrea",),
        ),
        ("They voted across the Democratic People's Republic of Korea.", ("North Korea",)),
        # a place that no list knows
        ("Drivers pay to cross Marlow Sound.\n\nKirkhope ward was keenest.", ("Marlow Sound",)),
        ("Wairata voters have overturned a decision to set up a Harvest ward.", ("Wairata",)),
        # whose land it is that is held
        (
            "The wall begins at the Moroccan border. Morocco controls 80% of Western Sahara.",
            ("Western Sahara",),
        ),
        (
            "Tarija, where the gas lies, has become the fourth department in Bolivia to vote itself"
            " autonomy from the government in La Paz.",
            ("Tarija",),
        ),
        # what only speaks, owns or is left behind has no weight
        ("Moscow said on Monday that it was pleased. Moldova voted on Sunday.", ("Moldova",)),
        ("It will stay within Indonesia. East Timor chose otherwise.", ("East Timor",)),
        # parts that are named behind the first paragraphs do not add up to the whole
        (
            "The Swiss said no.\n\nIt was close.\n\nNobody slept.\n\nThe count was slow.\n\n"
            "Voters in Geneva, Zurich and Bern said yes.",
            ("Switzerland",),
        ),
        # the country that all places lie in, if the first paragraphs name none
        (
            "My aunt voted.\n\nShe is old.\n\nShe is kind.\n\nShe is glad.\n\nOnly Schwyz said"
            " no, not Zurich.",
            ("Switzerland",),
        ),
        # a place that only stands far behind, and in no word of a vote, is no place of the story
        (
            "My aunt voted.\n\nShe is old.\n\nShe is kind.\n\nShe is glad.\n\nIn Velm it rained.",
            None,
        ),
        # a body that holds votes speaks of its own country; where somebody spoke says nothing
        ("The Election Commission of India has spoken. It was read in Delhi.", ("India",)),
        ("The radio in Asmara read it out. Eritrea was quiet.", ("Eritrea",)),
        ('"We won," he told the party in Oslo. Norwegians have voted.', ("Norway",)),
        # where a mayor or a governor was elected, whatever country is named
        ("Ms Koike won a third term as Tokyo governor. Japan is used to it.", ("Tokyo",)),
        (
            "Ms Koike was re-elected on Sunday to a third term as governor of Tokyo. It is Japan.",
            ("Tokyo",),
        ),
        # a ward with a number is named for its vote
        (
            "Velm is tense.\n\nVelm had a by-election in Ward 17 on Sunday. Velm waits.",
            ("Ward 17",),
        ),
        # a dateline speaks for its country, not for the city
        ("LISBON, May 19 (Agency) - The ruling party came first.", ("Portugal",)),
        # what no list knows and no rule declares: behind an office, as a dateline, in capitals
        (
            "She stunned Westminster by becoming Mayor of Drayford in Thursday's election.\n\n"
            "In Castle ward 71 per cent backed her.",
            ("Drayford",),
        ),
        ("Ann Lee will be the next president of Vaimara. In Port Lenoir she spoke.", ("Vaimara",)),
        (
            "NUP snatches Buweera in LC5 by-election\n\nBUWEERA. The party has wrested the"
            " district chairperson's seat from the NRM.\n\nIn Nawanjofu it rained.",
            ("Buweera",),
        ),
        (
            "Tokushima votes down weir\n\nTOKUSHIMA (Pacific Press) More than nine out of 10"
            " voters here opposed a weir across the Yoshino River, the first such vote in Japan."
            " It is up to the city council.",
            ("Tokushima",),
        ),
        (
            "CHARLESTOWN, Nevis, Aug 11 (Caribbean Wire) - Monday's referendum on secession from"
            " St. Kitts produced 2,427 votes in favour.\n\nThe island has stayed. The party had won"
            " 54 percent on Nevis before. Nevis has some 9,000 inhabitants.",
            ("Nevis",),
        ),
        # a place of which something is the safest or the first is not the one that voted
        (
            "It was one of the safest seats in England. Brackwell voters have flipped it.",
            ("Brackwell",),
        ),
        # the smaller place is meant, and a body's name tells of a country
        (
            "Voters in Moldova's breakaway Transnistria region chose independence.",
            ("Transnistria",),
        ),
        ("The All Sierra Leone People's Party has won 54% of the votes.", ("Sierra Leone",)),
        # a council sits in its town; a parliament speaks for a country
        ("Tassie's papers are counted. Nearly half the Tasmanians refused.", ("Tasmania",)),
        ("Nobody was there, and nothing is known.", None),
    ],
)
def test_the_place_of_the_vote(text: str, expected: tuple[str, ...] | None) -> None:
    assert polling_area(take_apart(text)).value == expected


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Voters in Malta chose.", "place:of-the-vote"),
        ("In Malta it rained.", "place:most-named"),
    ],
)
def test_what_is_taken_from_the_story_is_carried(text: str, rule: str) -> None:
    area = polling_area(take_apart(text))
    assert (area.status, area.rule) == ("carried", rule)
    assert area.span is not None
    assert text[area.span.start : area.span.stop] == "Malta"
