"""Known places in a text, by name, adjective and people."""

from __future__ import annotations

import pytest

from tallyscope.reading.gazetteer import find_places, gazetteer, is_part_of


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
