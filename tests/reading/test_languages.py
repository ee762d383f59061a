"""Texts in other languages are refused by name; short lists of results are not."""

from __future__ import annotations

import pytest

from tallyscope.errors import DataError
from tallyscope.reading import read_text
from tallyscope.reading.languages import other_language

ENGLISH = (
    "The board said that Yes had won the vote on the island with 52.3% of the votes, and that"
    " turnout was higher than it had been at the last vote ten years before."
)
STORIES = {
    "German": "Die Wahlbehörde sagte am Montag, dass die Beteiligung bei der Abstimmung auf der"
    " Insel höher war als vor zehn Jahren und dass es noch nicht alle Ergebnisse gibt.",
    "French": "La commission a dit que le oui est en tête dans les îles et que la participation"
    " au vote est plus haute que dans les élections qui ont eu lieu il y a dix ans.",
    "Spanish": "La junta dijo que el sí ganó en la isla con más de la mitad de los votos y que"
    " la participación fue muy alta entre los jóvenes, como en el norte del país.",
    "Russian": "Комиссия сказала, что на острове за это было больше половины и что в голосовании"
    " не было нарушений, но также что к вечеру из двух районов не было данных.",
    "Polish": "Komisja podała, że na wyspie za było więcej niż połowa i że w głosowaniu nie było"
    " już skarg, ale z dwóch okręgów do wieczora nie było danych, jak to się zdarza.",
}


@pytest.mark.parametrize("language", STORIES)
def test_a_language_is_named(language: str) -> None:
    assert other_language(STORIES[language]) == language


def test_english_is_english() -> None:
    assert other_language(ENGLISH) == ""


def test_a_few_words_are_too_few_to_tell() -> None:
    assert other_language("Ja 52,3 Prozent, Nein 47,7 Prozent") == ""


def test_a_list_of_names_in_latin_letters_is_let_through() -> None:
    assert other_language("Kirn Lind Berg Nowak Petrov " * 10) == ""


def test_letters_that_are_not_latin_are_another_language() -> None:
    assert other_language("島 投票 賛成 反対 結果 " * 10) == "another language"


def test_a_story_in_another_language_is_refused() -> None:
    with pytest.raises(DataError) as caught:
        read_text(STORIES["German"])
    assert str(caught.value) == (
        "this text looks German, not English; expected a story in English. Only English is read"
        " so far; nothing of it was read."
    )


def test_a_story_in_an_unknown_language_is_refused() -> None:
    with pytest.raises(DataError, match=r"^this text is in another language, not in English;"):
        read_text("島 投票 賛成 反対 結果 " * 10)
