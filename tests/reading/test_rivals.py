"""A field is "stated" only if its sentence leaves no other reading."""

from __future__ import annotations

from datetime import date

import pytest

from tallyscope.reading import read_text

PUBLISHED = date(2024, 3, 12)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("In Sunday's referendum in Malta 54% voted for the reform.", "stated"),
        (
            "In Sunday's referendum in Malta, praised by Ann Orr, 54% voted for the reform.",
            "inferred",
        ),
        ("In Sunday's referendum in Malta 54% voted for the reform, Ann Orr said.", "stated"),
        ("In Sunday's referendum in Malta, near Italy, 54% voted for the reform.", "inferred"),
        ("In Sunday's referendum in Malta 54% voted for the reform in 98 boxes.", "inferred"),
    ],
)
def test_a_name_or_number_that_no_field_accounts_for_is_a_rival(sentence: str, status: str) -> None:
    (one,) = read_text(sentence, published=PUBLISHED).statements
    assert (one.places.value, one.places.status) == (("Malta",), status)
    assert one.option.status == status


def test_another_statement_of_the_sentence_accounts_for_its_names() -> None:
    text = "On Sunday Ann Orr won 54% in Malta, and Leo Vella won 46% in Gozo."
    first, second = read_text(text, published=PUBLISHED).statements
    assert (first.option.status, second.option.status) == ("stated", "stated")


def test_what_was_carried_or_assumed_stays_so() -> None:
    text = "Malta voted on Sunday. Of those polled, said to fear Leo Vella, 54% backed the reform."
    reading = read_text(text, published=PUBLISHED)
    numbers = [one for one in reading.statements if one.quantity.value]
    assert [one.places.status for one in numbers] == ["carried"]


def test_a_holder_that_is_only_pointed_back_at_is_not_stated() -> None:
    before = "The Arakan Army controls half of Shan State. "
    text = "The group holds about 90 percent of Rakhine, an aid worker said."
    (alone,) = read_text(text, published=PUBLISHED).statements
    assert (alone.controller.value, alone.controller.status) == ("group", "inferred")
    *_, told = read_text(before + text, published=PUBLISHED).statements
    assert (told.controller.value, told.controller.status) == ("Arakan Army", "carried")


def statuses(story: str) -> dict[str, str]:
    """The status of each field of the story's last number."""
    one = [one for one in read_text(story, published=PUBLISHED).statements if one.quantity.value][
        -1
    ]
    names = ("places", "option", "controller", "attribution", "vote_day", "denominator")
    return {name: getattr(one, name).status for name in names}


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        # a day that no field accounts for
        ("In Malta 54% voted for the reform on Sunday, after the strike of June 2023.", "option"),
        # another sentence is pointed to
        ("In Sunday's referendum in Malta 54% voted for the reform that he wanted.", "places"),
        # a place without a name
        ("Unlike the south, Malta voted for the reform on Sunday with 54%.", "places"),
        # a part of the place
        ("In northern Malta 54% voted for the reform in Sunday's referendum.", "places"),
        # the people's name is not the place's
        ("On Sunday 54% of Maltese voters backed the reform in a referendum.", "places"),
        # one of two sides by their order
        ("In Malta Ann Orr beat Leo Vella by 54% to 46% in Sunday's election.", "option"),
        # a word of saying that tells no speaker
        ("In Sunday's referendum in Malta 54% voted for the reform, it is said.", "attribution"),
        # soldiers of a country that may be no country
        ("Karsian troops hold 40 per cent of Malta.", "controller"),
        # a day that may be that of the count
        ("On Saturday Ann Orr won the seat of Malta with 54% of the votes.", "vote_day"),
        # a month without its year
        ("In Malta 54% voted for the reform in the referendum in January.", "vote_day"),
    ],
)
def test_what_leaves_another_reading_is_inferred(sentence: str, field: str) -> None:
    assert statuses(sentence)[field] == "inferred"


def test_fields_that_nothing_speaks_against_stay_stated() -> None:
    found = statuses(
        "In Sunday's referendum in Malta, 54% of the votes were for the reform, Ann Orr said."
    )
    assert found == {
        "places": "stated",
        "option": "stated",
        "controller": "unknown",
        "attribution": "stated",
        "vote_day": "stated",
        "denominator": "stated",
    }


def test_rebel_control_is_that_of_the_rebels() -> None:
    (one,) = read_text("Most of Shan State is in rebel hands.", published=PUBLISHED).statements
    assert (one.controller.value, one.controller.status) == ("rebels", "stated")
