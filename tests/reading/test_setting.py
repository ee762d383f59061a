"""Where and when the vote of a story was held: beginnings as news has them, in many forms."""

from __future__ import annotations

from datetime import date

import pytest

from tallyscope.reading.document import take_apart
from tallyscope.reading.setting import setting_of


@pytest.mark.parametrize(
    ("published", "text", "places", "days"),
    [
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
