"""Where and when the vote of a story was held: beginnings as news has them, in many forms."""

from __future__ import annotations

from datetime import date

import pytest

from tallyscope.reading import read_text
from tallyscope.reading.document import take_apart
from tallyscope.reading.setting import setting_of


@pytest.mark.parametrize(
    ("published", "text", "places", "days"),
    [
        (
            "2025-10-26",
            "Live: Oldenstad votes on the Games\n\n"
            "9:31 p.m.: The final result is in: 66.4 percent of the voters of Oldenstad are for it."
            "\n\n6:00 p.m.: The polls are closed. Some 410,000 had applied for postal votes by"
            " Friday.",
            ("Oldenstad",),
            "2025-10-26",
        ),
        (
            "2018-12-20",
            "Kenya has decided to keep its voting system: 61.3 per cent were for it.\n\n"
            "People had from Oct. 22 to Dec. 7 to mail in their ballots.",
            ("Kenya",),
            "2018-10-22..2018-12-07",
        ),
        (
            "2025-11-13",
            "Bruce Lind conceded on Thursday, nine days after an election in Kenya.\n\n"
            "In last Friday's count of 36,000 ballots she took 58.9 per cent.",
            ("Kenya",),
            "2025-11-04",
        ),
        (
            "2024-12-13",
            "Two days after the vote, the electoral commission in Windhoek had still not "
            "published a result.\n\n"
            "Namibia's ruling party says its candidate has 57 per cent.",
            ("Namibia",),
            "2024-12-11",
        ),
        (
            "2023-08-24",
            "HARARE (AP) - Voting was extended into a second day in parts of Zimbabwe on "
            "Thursday after ballot papers arrived late.\n\n"
            "Turnout was put at 40% in Wednesday's election.",
            ("Zimbabwe",),
            "2023-08-23",
        ),
        (
            "2019-05-24",
            "Three days of voting ended on Thursday in the islands of Tarrin, and the count"
            " is under way.\n\n"
            "The Unity list has 52 per cent.",
            ("Tarrin",),
            "2019-05-21..2019-05-23",
        ),
        (
            "2022-06-20",
            "Macron loses majority\n\n"
            "The president's alliance won 245 seats in Sunday's second round, far short of "
            "what he needs to govern France alone.\n\n"
            "Turnout was 46.2%.",
            ("France",),
            "2022-06-19",
        ),
        (
            "2024-07-05",
            "Labour sweeps to power\n\n"
            "Keir Starmer will be Britain's next prime minister after Labour won a "
            "landslide in Thursday's general election.\n\n"
            "Labour took 33.7% of the vote.",
            ("United Kingdom",),
            "2024-07-04",
        ),
        (
            "2018-05-27",
            "Ireland votes to repeal the eighth amendment\n\n"
            "It was yes by a landslide. The people have voted by 66.4% to 33.6% to remove "
            "the ban on abortion, the returning officer said on Saturday evening in Dublin "
            "Castle, a day after polling.",
            ("Ireland",),
            "2018-05-25",
        ),
        (
            "2021-03-08",
            "Swiss voters narrowly back ban on full facial coverings\n\n"
            "A proposal to ban face coverings in public places has won a narrow victory in "
            "a Swiss referendum. Official results on Sunday showed it passing by 51.2% to "
            "48.8%.",
            ("Switzerland",),
            "2021-03-07",
        ),
        (
            "2016-06-25",
            "What happens now?\n\n"
            "On Thursday the United Kingdom decided, by 51.9 to 48.1 per cent, to go.",
            ("United Kingdom",),
            "2016-06-23",
        ),
        (
            "2024-11-06",
            "By our man in Ashcombe\n\n"
            "The people of Ashcombe do not want a crematorium. In a parish poll on Tuesday "
            "412 of them said so; 97 thought otherwise.\n\n"
            "Turnout was 23 per cent.",
            ("Ashcombe",),
            "2024-11-05",
        ),
        (
            "2023-10-16",
            "Poland's opposition on course to oust nationalists\n\n"
            "WARSAW, Oct 16 (Reuters) - Poland's ruling Law and Justice party won the most "
            "votes in Sunday's election but looked set to lose power, an exit poll showed.",
            ("Poland",),
            "2023-10-15",
        ),
        (
            "2020-11-04",
            "DES MOINES, Iowa -- President Donald Trump carried Iowa again on Tuesday, "
            "winning 53 percent of the vote.",
            ("Iowa",),
            "2020-11-03",
        ),
        (
            "2017-04-17",
            "Erdogan claims win\n\n"
            "Turkish President Recep Tayyip Erdogan has claimed victory in a referendum on "
            "Sunday to grant him sweeping powers, but opponents say they will challenge the"
            " vote count.\n\n"
            "The yes side took 51.4%.",
            ("Turkey",),
            "2017-04-16",
        ),
        (
            "2014-11-10",
            "Catalonia: 80% back independence, say officials\n\n"
            "More than 80% of voters in an informal poll have backed independence for "
            "Spain's Catalonia region, officials say.\n\n"
            "The vote went ahead on Sunday after Spain's constitutional court blocked a "
            "full referendum.",
            ("Catalonia",),
            "2014-11-09",
        ),
        (
            "2022-12-05",
            "VIENTO CITY - Governor Ada Marsh was re-elected in the Pellan Islands on "
            "Saturday with 61% of the vote, according to figures released on Monday.",
            ("Pellan Islands",),
            "2022-12-03",
        ),
        (
            "2015-09-28",
            "Separatists win in Catalan vote\n\n"
            "BARCELONA - Parties that want to break away from Spain won a majority of seats"
            " in Catalonia's parliament on Sunday.\n\n"
            "They had 47.8% of the vote.",
            ("Catalonia",),
            "2015-09-27",
        ),
        (
            "2013-03-12",
            "A vote of 99.8%\n\n"
            "Stanley was awash with flags on Monday night. Falkland Islanders had voted "
            "over two days, Sunday and Monday, and all but three of them want to stay "
            "British.",
            ("Falkland Islands",),
            "2013-03-10..2013-03-11",
        ),
        (
            "2023-05-29",
            "Erdogan re-elected\n\n"
            "ANKARA: Turkey's long-time leader secured another five years after winning "
            "Sunday's runoff with 52.1% of votes.\n\n"
            "In the first round two weeks earlier he got 49.5%.",
            ("Turkey",),
            "2023-05-28",
        ),
        (
            "2011-02-01",
            "It is the nearest thing to unanimity. Officials in Juba said on Sunday that "
            "99% of those who took part in the week-long ballot, which began on January 9, "
            "chose to leave Sudan.\n\n"
            "The people of South Sudan will have their own state in July.",
            ("South Sudan",),
            "2011-01-09..2011-01-15",
        ),
        (
            "2024-03-11",
            "Nelmouth harbour vote: Yes camp ahead with 54%\n\n"
            "Residents have until Friday to challenge the result of last Thursday's poll on"
            " the harbour wall.\n\n"
            "Turnout in the town was 38%.",
            ("Nelmouth",),
            "2024-03-07",
        ),
        (
            "2024-10-21",
            "Moldova's EU vote on a knife edge\n\n"
            "CHISINAU (Reuters) -- Moldovans voted by the slimmest of margins on Sunday to "
            "put EU membership into their constitution.\n\n"
            "With 99.3% counted, Yes was on 50.39%.",
            ("Moldova",),
            "2024-10-20",
        ),
        (
            "2021-09-27",
            "German cliff-hanger\n\n"
            "The Social Democrats have claimed victory in Germany's election. They won "
            "25.7%.\n\n"
            "The vote on Sunday was the first since 2002 in which Angela Merkel did not "
            "stand.",
            ("Germany",),
            "2021-09-26",
        ),
        (
            "2025-09-29",
            "MANSA CITY: Voters in Upper Mansa and Lower Mansa have rejected a plan to "
            "merge the two districts. The vote was held last Saturday.\n\n"
            "In Upper Mansa 61% said no, in Lower Mansa 52%.",
            ("Upper Mansa", "Lower Mansa"),
            "2025-09-27",
        ),
        (
            "2024-05-09",
            "'A clear message'\n\n"
            "The Social Democrats lost the mayoralty of Rostrup after 30 years. Their "
            "candidate got 41 per cent in Wednesday's second ballot.",
            ("Rostrup",),
            "2024-05-08",
        ),
        (
            "2020-07-02",
            "Russians have voted to let Vladimir Putin stay in power until 2036, results "
            "showed on Thursday.\n\n"
            "With all ballots counted, 77.9% had backed the amendments in the week-long "
            "vote that ended on Wednesday.",
            ("Russia",),
            "2020-06-25..2020-07-01",
        ),
        (
            "2016-12-05",
            "Renzi to resign\n\n"
            "Italy's prime minister said he would quit after losing a referendum on "
            "constitutional reform. Sixty per cent voted against it on Sunday.",
            ("Italy",),
            "2016-12-04",
        ),
        (
            "2018-10-08",
            "Bosnia election: nationalists ahead\n\n"
            "SARAJEVO. Milorad Dodik has won the Serb seat in Bosnia's presidency with 54%."
            " The vote was held yesterday.",
            ("Bosnia and Herzegovina",),
            "2018-10-07",
        ),
    ],
)
def test_where_and_when_a_story_begins(
    published: str, text: str, places: tuple[str, ...], days: str
) -> None:
    setting = setting_of(take_apart(text), date.fromisoformat(published))
    first, _, last = days.partition("..")
    assert setting.vote_day.value is not None
    found = (setting.vote_day.value.first.isoformat(), setting.vote_day.value.last.isoformat())
    assert (set(setting.places.value or ()), found) == (set(places), (first, last or first))


STORIES = [
    (
        "2024-09-23",
        "Anura Kumara Dissanayake won Sri Lanka's presidential election on Saturday "
        "with 42.3% of the vote.\n\n"
        "He carried Colombo with 47.2%, while Sajith Premadasa took Jaffna with 32.6%. "
        "In the central hills, around Nuwara Eliya, Mr Premadasa got 42.6%. Five years "
        "ago Mr Dissanayake had just 3.2%.\n\n"
        "Turnout was 79.5%, down from 83.7% in 2019.",
        {
            "42.3%": ("Sri Lanka", "2024-09-21"),
            "47.2%": ("Colombo", "2024-09-21"),
            "32.6%": ("Jaffna", "2024-09-21"),
            "42.6%": ("Nuwara Eliya", "2024-09-21"),
            "3.2%": ("Sri Lanka", "2019"),
            "79.5%": ("Sri Lanka", "2024-09-21"),
            "83.7%": ("Sri Lanka", "2019"),
        },
    ),
    (
        "2023-02-28",
        "ABUJA - Bola Tinubu is leading Nigeria's presidential race with 36% of the "
        "vote after 20 of 36 states had declared, the electoral commission said on "
        "Tuesday, three days after polls closed.\n\n"
        "Peter Obi of the Labour Party won Lagos State with 45.8%. Kano went to Rabiu "
        "Kwankwaso, who polled 58.6% there. Turnout in Rivers was a mere 15.6%.",
        {
            "36%": ("Nigeria", "2023-02-25"),
            "45.8%": ("Lagos State", "2023-02-25"),
            "58.6%": ("Kano", "2023-02-25"),
            "15.6%": ("Rivers", "2023-02-25"),
        },
    ),
    (
        "2016-06-24",
        "How the UK voted\n\n"
        "Leave won by 51.9% to 48.1%. Scotland voted by 62% to 38% to stay, and so did "
        "London, where Remain got 59.9%. The strongest Leave vote was in Boston in "
        "Lincolnshire, at 75.6%. Gibraltar was at the other end: 95.9% there backed "
        "Remain.\n\n"
        "Turnout in Thursday's referendum was 72.2%, the highest since 1992.",
        {
            "51.9%": ("United Kingdom", "2016-06-23"),
            "62%": ("Scotland", "2016-06-23"),
            "59.9%": ("London", "2016-06-23"),
            "75.6%": ("Boston", "2016-06-23"),
            "95.9%": ("Gibraltar", "2016-06-23"),
            "72.2%": ("United Kingdom", "2016-06-23"),
        },
    ),
    (
        "2022-10-03",
        "Brazil: Lula ahead, but run-off needed\n\n"
        "Former president Luiz Inácio Lula da Silva won 48.4% of Sunday's vote against "
        "43.2% for Jair Bolsonaro, the electoral court said.\n\n"
        "In São Paulo state Bolsonaro came first with 47.7%. In the poor north-east it "
        "was Lula all the way: he took 69.7% in Bahia and 74.3% in Piauí.\n\n"
        "In 2018 Bolsonaro had won the first round with 46%. The second round is on 30 "
        "October.",
        {
            "48.4%": ("Brazil", "2022-10-02"),
            "43.2%": ("Brazil", "2022-10-02"),
            "47.7%": ("Sao Paulo", "2022-10-02"),
            "69.7%": ("Bahia", "2022-10-02"),
            "74.3%": ("Piauí", "2022-10-02"),
            "46%": ("Brazil", "2018"),
        },
    ),
    (
        "2021-05-08",
        "The SNP fell one seat short of a majority in Thursday's election to the "
        "Scottish Parliament. It won 47.7% of constituency votes.\n\n"
        "In Glasgow Pollok Humza Yousaf was re-elected with 54.6%. Turnout reached "
        "63.5%, eight points more than in 2016, when it was 55.6%.",
        {
            "47.7%": ("Scotland", "2021-05-06"),
            "54.6%": ("Glasgow Pollok", "2021-05-06"),
            "63.5%": ("Scotland", "2021-05-06"),
            "55.6%": ("Scotland", "2016"),
        },
    ),
    (
        "2024-11-07",
        "Missouri voters have restored abortion rights. Amendment 3 passed on Tuesday "
        "with 51.6% of the vote. A similar measure in Florida fell short: 57.2% voted "
        "for it, but 60% was needed. In South Dakota 58.6% voted no.",
        {
            "51.6%": ("Missouri", "2024-11-05"),
            "57.2%": ("Florida", "2024-11-05"),
            "60%": ("Florida", "2024-11-05"),
            "58.6%": ("South Dakota", "2024-11-05"),
        },
    ),
    (
        "2024-07-08",
        "French voters stunned the far right on Sunday. The left-wing alliance won 182 "
        "seats. Turnout by 5 p.m. stood at 59.7%, against 38.1% at the same hour two "
        "years ago.\n\n"
        "The National Rally got 33% in the first round on June 30.",
        {
            "59.7%": ("France", "2024-07-07"),
            "38.1%": ("France", "2022"),
            "33%": ("France", "2024-06-30"),
        },
    ),
    (
        "2018-12-03",
        "In Andalusia the Socialists have lost their majority after 36 years. They won "
        "28% of the vote in Sunday's regional election, the far-right Vox 11%. In El "
        "Ejido Vox came first with 29.5%. Turnout was 58.6%, four points lower than in "
        "2015.",
        {
            "28%": ("Andalusia", "2018-12-02"),
            "11%": ("Andalusia", "2018-12-02"),
            "29.5%": ("El Ejido", "2018-12-02"),
            "58.6%": ("Andalusia", "2018-12-02"),
        },
    ),
    (
        "2020-08-10",
        "MINSK - Official results gave Alexander Lukashenko 80% of the vote in Belarus,"
        " where police broke up protests on Sunday night after polls closed. In the "
        "Minsk region he got 82%, and in Grodno 76%. At the Belarusian embassy in "
        "Warsaw 97% voted for Svetlana Tikhanovskaya.",
        {
            "80%": ("Belarus", "2020-08-09"),
            "76%": ("Grodno", "2020-08-09"),
        },
    ),
    (
        "2024-06-03",
        "Ann Lind is the new member for Kirn Open after Saturday's by-election. She won with 52%"
        " of the vote.\n\n"
        "The Vardal electoral area was the Greens' best, with 66%. In the northern district of"
        " Ostrand only 31% voted. There Mr Berg came first with 44%, and Ms Lind had to make do"
        " with 12%.\n\n"
        "In the town's richest district, Selm, 71% voted for her.\n\n"
        "The vote in Holmen was closer. Its 3,940 voters had waited for it.\n\n"
        "In Taichung 3rd 51.6% had voted No.",
        {
            "52%": ("Kirn Open", "2024-06-01"),
            "66%": ("Vardal", "2024-06-01"),
            "31%": ("Ostrand", "2024-06-01"),
            "44%": ("Ostrand", "2024-06-01"),
            "12%": ("Ostrand", "2024-06-01"),
            "71%": ("Selm", "2024-06-01"),
            "3,940": ("Holmen", "2024-06-01"),
            "51.6%": ("Taichung 3rd", "2024-06-01"),
        },
    ),
    (
        "2025-11-24",
        "Sinisa Karan has won the election in Republika Srpska, the Serb half of Bosnia and"
        " Herzegovina. He had 50.9% on Sunday, Bosnia's Central Election Commission said.\n\n"
        "Orellana, the Amazon province, went the other way: No had 58% there.",
        {
            "50.9%": ("Republika Srpska", "2025-11-23"),
            "58%": ("Orellana", "2025-11-23"),
        },
    ),
]


@pytest.mark.parametrize(("published", "text", "told"), STORIES)
def test_where_and_when_each_number_of_a_story_was(
    published: str, text: str, told: dict[str, tuple[str, str]]
) -> None:
    statements = read_text(text, published=date.fromisoformat(published)).statements
    found: dict[str, tuple[str, str]] = {}
    for one in statements:
        day, quantity = one.vote_day.value, one.quantity.value
        if quantity is not None and day is not None and quantity.printed in told:
            first, last = day.first.isoformat(), day.last.isoformat()
            when = first if first == last else day.first.isoformat()[:_YEAR]
            found[quantity.printed] = (" and ".join(one.places.value or ()), when)
    assert found == told


_YEAR = 4  # characters of a year, which is all that a story tells of a vote of long ago
