"""Names of what people vote for."""

from __future__ import annotations

import pytest

from tallyscope.evidence.options import one_name_each, option_name, sort_of


@pytest.mark.parametrize(
    "words",
    ["yes", "Yes", "in favour", "For", "in favor (of joining)", "approved the treaty", "for it"],
)
def test_words_for_yes(words: str) -> None:
    assert option_name(words) == "yes"


@pytest.mark.parametrize(
    "words",
    ["no", "No (remain)", "against", "against joining", "rejected it", "turned down", "no to it"],
)
def test_words_for_no(words: str) -> None:
    assert option_name(words) == "no"


@pytest.mark.parametrize(
    "name", ["Nowak", "For Latvia's Development", "No Nukes", "Yesenia", "against all"]
)
def test_what_only_begins_like_them(name: str) -> None:
    assert option_name(name) == name


def test_spaces_are_one() -> None:
    assert option_name(" Edmundo  González ") == "Edmundo González"


@pytest.mark.parametrize(
    ("option", "sort"),
    [
        ("no", "answer"),
        ("Ursula von der Leyen", "name"),
        ("Alternative for Germany", "open"),
        ("the rest", "others"),
        ("others", "others"),
        ("wanted more autonomy", "open"),
    ],
)
def test_sorts(option: str, sort: str) -> None:
    assert sort_of(option) == sort


def test_the_longest_name_stands_for_all() -> None:
    names = one_name_each(["Mr Maduro", "Nicolás Maduro", "Maduro", "independence", "yes"])
    assert names["Mr Maduro"] == names["Maduro"] == "Nicolás Maduro"
    assert names["independence"] == "independence"


def test_no_option_is_no_part_of_any() -> None:
    assert one_name_each(["", "Maduro"])[""] == ""


def test_answers_are_no_part_of_longer_words() -> None:
    assert one_name_each(["yes", "yes to a smaller parliament"])["yes"] == "yes"
