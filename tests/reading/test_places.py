"""Known places in a text, by name, adjective and people."""

from __future__ import annotations

from datetime import date

import pytest

from tallyscope.reading import read_text
from tallyscope.reading.constituencies import find_constituencies
from tallyscope.reading.gazetteer import (
    country_of,
    find_places,
    gazetteer,
    is_part_of,
    without_accents,
)
from tallyscope.reading.names import find_names
from tallyscope.reading.places import own_places
from tallyscope.reading.places_apart import apart_from_places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Polish voters", [("Polish", "Poland", "adjective", "country")]),
        ("Lugansk", [("Lugansk", "Luhansk", "name", "region")]),
        ("Scots", [("Scots", "Scotland", "people", "region")]),
        ("the United States", [("United States", "United States", "name", "country")]),
        ("Russian-held", [("Russian", "Russia", "adjective", "country")]),
        (
            "Ukrainians in Kyiv",
            [("Ukrainians", "Ukraine", "people", "country"), ("Kyiv", "Kyiv", "name", "region")],
        ),
        ("Polishchuk said", []),
        ("Kansas City", []),
        ("polish the table", []),
        ("Crimea-Yes", []),
        ("Noumea", [("Noumea", "Nouméa", "name", "city")]),
        ("São Paulo", [("São Paulo", "Sao Paulo", "name", "city")]),
        ("northern Kosovo", [("northern Kosovo", "North Kosovo", "name", "region")]),
        ("", []),
    ],
)
def test_places_are_found_as_they_stand(
    text: str, expected: list[tuple[str, str, str, str]]
) -> None:
    found = [
        (text[place.span.start : place.span.stop], place.name, place.form, place.kind)
        for place in find_places(text)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("name", "whole", "expected"),
    [
        ("Mariupol", "Ukraine", True),  # by way of Donetsk
        ("Mariupol", "Donetsk", True),
        ("Scotland", "Ukraine", False),
        ("Ukraine", "Ukraine", False),
        ("Nowhere", "Ukraine", False),
    ],
)
def test_a_place_is_part_of_another(name: str, whole: str, expected: bool) -> None:
    assert is_part_of(name, whole) is expected


def test_every_parent_is_a_place_and_none_holds_itself() -> None:
    places = gazetteer()
    assert {place.parent for place in places.values()} - {""} <= set(places)
    assert not [name for name in places if is_part_of(name, name)]


def test_every_place_is_found_under_its_name_and_aliases() -> None:
    lost = [
        spelling
        for place in gazetteer().values()
        for spelling in (place.name, *place.aliases)
        if not find_places(spelling)
    ]
    assert lost == []


def test_every_capital_is_a_place() -> None:
    places = gazetteer()
    assert {place.capital for place in places.values()} - {""} <= set(places)
    assert places["Ukraine"].capital == "Kyiv"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Mariupol", "Ukraine"),
        ("Ukraine", "Ukraine"),
        ("Kashmir", ""),
        ("Nowhere", ""),
        ("Hyogo", "Japan"),
        ("Ziguinchor", "Senegal"),
    ],
)
def test_the_country_of_a_place(name: str, expected: str) -> None:
    assert country_of(name) == expected


def test_accents_go_character_for_character() -> None:
    assert without_accents("Nouméa, Malmö, Kyiv") == "Noumea, Malmo, Kyiv"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voters in the town of Harwick said no.", {"Harwick"}),
        ("Residents of Tallow Creek came.", {"Tallow Creek"}),
        ("The Velmar district voted.", {"Velmar"}),
        ("Kebrani State has a governor.", {"Kebrani State"}),
        ("Bexley, a town of miners, said no.", {"Bexley"}),
        ("Hollin has a new mayor.", {"Hollin"}),
        ("Dublin Bay South was close.", {"Dublin Bay South"}),
        ("He held his own St Velm Southern.", {"St Velm Southern"}),
        ("Omusa: Berg 84.6%, Lind 11.2%", {"Omusa"}),
        ("Wairata voters said no.", {"Wairata"}),
        ("Nearly all of Masisi is under its control.", {"Masisi"}),
        ("They cross Marlow Sound by boat.", {"Marlow Sound"}),
        ("Only Eastness, whose people need the bridge, said no.", {"Eastness"}),
        ("Ms Lee lost Cavan-Monaghan, where she took 51%.", {"Cavan-Monaghan"}),
        ("Norling votes again\nIt is late.", {"Norling"}),
        ('Velmark: "Yes" to going it alone', {"Velmark"}),
        ("Velmark: 98.97% against, 1.03% for.", {"Velmark"}),
        ("Half of Velmark's five million voters came.", {"Velmark"}),
        ("They won Velmark with 68.5% and lost Norling by 2%.", {"Velmark", "Norling"}),
        ("It was 72% in Velmark and Ann Lee 75.8% in Norling.", {"Velmark", "Norling"}),
        ("The PLM has won St. Velm.", {"St. Velm"}),
        ("Velmark bypoll: a seat changes hands. The Velmark byelection is over.", {"Velmark"}),
        ("They seized 1,350 sq km of Velmark.", {"Velmark"}),
        ("Islanders on Velmark said no.", {"Velmark"}),
        ("Velmark, which broke away in 1991, has no friends.", {"Velmark"}),
        ("Voters in Velmark came. Velmarkians have spoken.", {"Velmark"}),
        ("They won Smith over. Berg votes with them.", set()),
        ("They failed to take Punggol GRC, where its team led.", {"Punggol GRC"}),
        ("Furious voters said no, and Undecided voters too.", set()),
        ("The area is in Taliban hands, the Taliban's leader said.", set()),
        ("Muslim voters stayed away, and Labour voters too.", set()),
        ("In a Horizon survey 60% said yes. The Horizon town hall shut.", set()),
        ("District says no to a Harvest ward.", set()),
        ("Donald Tusk's government lost. Tusk resigned.", set()),
        ("The Russian-held part voted.", set()),
        ("He spoke in favour of Berg.", set()),
        ("Evo Morales won. In Morales they trust.", set()),  # the surname of a person
    ],
)
def test_a_name_is_a_place_if_the_story_uses_it_as_one(text: str, expected: set[str]) -> None:
    starts = [0, *(i + 2 for i in range(len(text)) if text.startswith(". ", i))]
    assert own_places(text, find_names(text, starts, frozenset())) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Helsinki Haavisto leads. Haavisto is glad.", ["Haavisto", "Haavisto"]),
        ("In Jakarta President Habibie spoke.", ["President Habibie"]),
        ("In Kansas City it rained.", ["Kansas City"]),
        ("In Velm Province Kim led. Kim won.", ["Velm Province", "Kim", "Kim"]),
        ("In Velm Kim led. Kim won.", ["Velm", "Kim", "Kim"]),
        ("In Velm Pollok Ann Lee won.", ["Velm Pollok", "Ann Lee"]),
        ("In Glasgow Kim was re-elected.", ["Kim"]),
        ("In Glasgow Ann de Kim won.", ["Ann de Kim"]),
        ("In Velm Mayor Ann Lee won.", ["Velm", "Mayor Ann Lee"]),
        ("In Glasgow Greens Leader Ann Lee won.", ["Greens Leader Ann Lee"]),
        ("In Glasgow Pollok it rained.", ["Glasgow Pollok"]),
        ("In Velm Kim led. Velm Kim won, and Kim was glad.", ["Velm Kim", "Velm Kim", "Kim"]),
        ("In Upper Velm it rained. Velm was dry.", ["Upper Velm", "Velm"]),
        ("Helsinki Haavisto is a club.", ["Helsinki Haavisto"]),
    ],
)
def test_a_place_in_front_of_a_name_is_no_part_of_it(text: str, expected: list[str]) -> None:
    names = find_names(text, [0], frozenset())
    assert [one.name for one in apart_from_places(text, names, find_places(text))] == expected


def places_read(text: str) -> list[tuple[str, ...]]:
    """Return the places of the results of a story."""
    statements = read_text(text).statements
    kinds = ("share", "turnout", "margin")
    return [one.places.value or () for one in statements if one.kind in kinds]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Voters in Finland chose. In the capital 60% voted Yes.",
            [("Helsinki",)],
        ),
        (
            "Voters in Malta chose. Gozo went the other way. On the smaller island 67.6% voted No.",
            [("Gozo",)],
        ),
        (
            "Voters in Hollin chose Yes with 52%. In Lidd, a ward in the north, 72% voted No.",
            [("Hollin",), ("Lidd",)],
        ),
        (
            "Officials in the Indian state of Assam said turnout was 76%.",
            [("Assam",)],
        ),
    ],
)
def test_places_are_carried_by_what_the_story_says(
    text: str, expected: list[tuple[str, ...]]
) -> None:
    assert places_read(text) == expected


CHOSE = "Voters in Abkhazia chose Mr Gunba with 55%."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # in front of the number, in whatever words
        ("Mr Lind carried only the Gudauta district, where he won 58% of the vote.", "Gudauta"),
        ("In the eastern half of Baghdad 31 percent voted.", "Baghdad"),
        (
            "The province of Buenos Aires, with much of the roll, gives Mr Lind 50.8%.",
            "Buenos Aires",
        ),
        ("The commission in Zaporizhzhia put turnout at 93%.", "Zaporizhzhia"),
        ("Turnout was 25% in Dresden. It reached 54 percent in Cologne.", "Cologne"),
        ("Sulu, whose governor was against it, turned it down on a turnout of 61%.", "Sulu"),
        ("Turnout was low. It was highest in Cologne, where 57.6 percent voted.", "Cologne"),
        ("Results from the island of Gozo: 61% of voters chose Mr Berg.", "Gozo"),
        # where candidates ran, and where their results follow
        ("Mr Berg was humbled in Cologne. Mr Lind got 52% of the vote.", "Cologne"),
        ("Mr Berg spoke to reporters in Cologne. Mr Lind got 52% of the vote.", "Abkhazia"),
        ("Gozo wasn't having it. Mr Berg beat him there by 32 points.", "Gozo"),
        ("Turnout was 50%. In Gozo on 11 May it was 61%.", "Gozo"),
        ("I was in a pub in Cologne. Mr Lind got 52% of the vote.", "Abkhazia"),
        ("Gozo wasn't having it. In all, there were 61% for Mr Lind.", "Abkhazia"),
        # a people is of its place
        ("About 76% of Greeks voted No.", "Greece"),
        # the number behind it is its own
        ("In Cologne Mr Lind won with 51.8%, in Dresden with 50.9%.", "Dresden"),
        # what was won, in a larger place or from whom
        ("In Bengal the Greens snatched Gozo from Labour by 4,309 votes.", "Gozo"),
        ("Labour carried Gozo, with 51%, but in Cologne Mr Lind won 54%.", "Cologne"),
        # one place in another
        ("In Cologne, the old capital of Umbria, Mr Lind won 54%.", "Cologne"),
        ("In Gozo, in the Western Cape, Mr Lind won 54%.", "Gozo"),
        ("The Aber, Bryn and Castle by-election is over. Mr Lind won 54% in Ward 17.", "Ward 17"),
        ("In Cologne, west of Dresden, Mr Lind won 54%.", "Cologne"),
        ("Turnout on Gozo was 50.3%, and on Guadeloupe 43.9%.", "Guadeloupe"),
        # names that no list knows, at the head of a clause or taken by somebody
        ("At Bel Ombre Mr Lind collected 61 per cent.", "Bel Ombre"),
        ("On Praslin Mr Lind was ahead with 61 per cent.", "Praslin"),
        ("Mr Lind won Velmar with 54%, Ostrand with 51% and Perling with 50.2%.", "Perling"),
        ("Mr Lind's strongest showing came in Gozo, at 61.2% of the vote.", "Gozo"),
        ("On Telegram Mr Lind had 61 per cent more readers and 51% of the vote.", "Abkhazia"),
        ("Mr Lind of the Reds wrested Bhoranj by a mere 600 votes.", "Bhoranj"),
        ("Ms Holm took her home turf of Manukau with 63 per cent.", "Manukau"),
        ("Cologne held a referendum of its own: 89 percent were for the bridge.", "Cologne"),
        ("US officials use other numbers: 51% of voters chose Mr Lind.", "Abkhazia"),
        # who came second ran where the winner did
        ("In Gozo Mr Lind won with 54%. Ms Lee came second with 21.5 percent.", "Gozo"),
        ("In Gozo Mr Lind won with 54%.\n\nMs Lee came second with 21.5 percent.", "Abkhazia"),
        # what was pointed to
        ("Start with Croatia. There, 21% of the electorate voted.", "Croatia"),
        # no part: what contains the place of the story, who speaks, a mayor, an inner city
        ("Georgia is still one country, by 55% of the vote for Mr Lind.", "Abkhazia"),
        ("A mayor in Cologne said that 51% had voted Yes.", "Abkhazia"),
        ("Mr Lind, once mayor of the capital and a friend of Ann Lee, won 40%.", "Abkhazia"),
        ("In Cologne it rained. In the inner city Mr Lind won 58%.", "Abkhazia"),
        ("Then 12% chose to stay with Britain.", "Abkhazia"),
        ("Of the country's voters, 61% backed Mr Lind.", "Abkhazia"),
    ],
)
def test_the_place_that_a_clause_names(text: str, expected: str) -> None:
    assert places_read(f"{CHOSE}\n\n{text}")[-1] == (expected,)


def test_nationwide_in_a_story_on_a_city_is_of_its_country() -> None:
    of_all = "chose Mr Lind with 34%.\n\nNationwide the Socialists won 34.5% of the vote."
    assert places_read(f"Voters in Lisbon {of_all}") == [("Lisbon",), ("Portugal",)]
    assert places_read(f"Voters in Scotland {of_all}") == [("Scotland",), ("Scotland",)]
    assert places_read(f"Voters in Umbria {of_all}") == [("Umbria",), ("Italy",)]
    text = f"Voters in Velm, near Porto and Faro, {of_all}"
    assert places_read(text)[1:] == [("Portugal",)]
    text = "Voters in Krakow chose Yes with 51%. Turnout across the country was 44 percent."
    assert places_read(text) == [("Krakow",), ("Poland",)]
    text = "Voters in Recife chose Yes with 51%. In the country as a whole turnout was 29.3%."
    assert places_read(text) == [("Recife",), ("Brazil",)]


def test_adjectives_of_places_that_no_list_knows() -> None:
    text = "Voters in Kestra chose. In Kestra it rained. Some 62% of Kestrans voted Yes."
    assert places_read(text) == [("Kestra",)]
    (west,) = find_places("Western Australians")
    assert (west.name, west.form) == ("Western Australia", "people")


@pytest.mark.parametrize(
    "text",
    [
        "Labour won the Aber, Bryn and Castle by-election with 54%.",
        "The seat of Aber, Bryn and Castle stays Labour. Mr Lind won 54% of the vote.",
    ],
)
def test_a_constituency_of_several_places_is_one_place(text: str) -> None:
    assert places_read(text) == [("Aber, Bryn and Castle",)]


@pytest.mark.parametrize(
    "words",
    [
        *("by-election", "byelection", "bypoll", "constituency", "seat", "riding", "ward"),
        "division",
    ],
)
def test_a_constituency_has_any_word_for_a_seat_behind_it(words: str) -> None:
    (place,) = find_constituencies(f"It lost the Aber, Bryn and Castle {words}.")
    assert place.name == "Aber, Bryn and Castle"


@pytest.mark.parametrize("words", ["MP", "MSP", "MLA", "MHA", "TD", "seat", "division"])
def test_a_constituency_has_any_word_for_a_seat_in_front(words: str) -> None:
    (place,) = find_constituencies(f"The {words} for Aber, Bryn and Castle lost.")
    assert place.name == "Aber, Bryn and Castle"


def test_a_constituency_is_not_the_city_that_it_is_named_after() -> None:
    text = "Voters in Ireland chose. In Galway West 76% voted Yes. In Galway 60% voted Yes."
    assert places_read(text) == [("Galway West",), ("Galway",)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Officials in Kherson said on Sunday that 52.3% of votes were in favour.", [("Kherson",)]),
        (
            "Officials in Kherson said 52.3% of votes were in favour."
            " Turnout was 61.4%, they added.",
            [("Kherson",), ("Kherson",)],
        ),
        ("Officials in Moscow said 52.3% voted Yes in Kherson.", [("Kherson",)]),
    ],
)
def test_officials_in_a_place_speak_of_it_unless_another_is_named(
    text: str, places: list[tuple[str, ...]]
) -> None:
    reading = read_text(text, published=date(2022, 9, 27))
    assert [one.places.value for one in reading.statements] == places


def test_saints_and_mounts_are_one_name() -> None:
    text = (
        "In St. Corvin's capital and St. Mary's North, voters of Mt. Begbie met Toronto-St. Paul's"
        " again."
    )
    names = [name.name for name in find_names(text, [0], frozenset())]
    assert names == ["St. Corvin", "St. Mary's North", "Mt. Begbie", "Toronto-St. Paul's"]


def test_a_side_is_no_place() -> None:
    text = "People in Labor ranks and voters in Vellmar, across the Republican field, voted."
    names = find_names(text, [0], frozenset())
    assert own_places(text, names) == {"Vellmar"}


@pytest.mark.parametrize(
    "text",
    [
        "Spurs arena vote: it passes\n\nThe Spurs are going downtown. Voters said yes on Tuesday.",
        "The Islamic State has lost ground. In the Islamic State 12% is the tax, a trader said.",
    ],
)
def test_a_team_and_a_band_are_no_places(text: str) -> None:
    names = find_names(text, [0], frozenset())
    assert not {"Spurs", "Islamic State"} & own_places(text, names)
