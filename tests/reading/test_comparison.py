"""What counts as the same name when a reading is compared with the hand-made one."""

from __future__ import annotations

import pytest

from tests.reading.comparison import same_places, same_words


@pytest.mark.parametrize(
    ("read", "wanted", "same"),
    [
        (("Lorokwe Ward",), ["Lorokwe"], True),
        (("São Paulo",), ["Sao Paulo"], True),
        (("Kidal", "Gao"), ["Gao", "Kidal"], True),
        (("Nagorno-Karabakh",), ["Karabakh"], True),
        (("Gaza Strip",), ["Gaza City"], False),
        (("Luxembourg",), ["Luxembourg City"], False),
        (("Kidal",), ["Gao", "Kidal"], False),
        (None, [], True),
    ],
)
def test_a_place_is_known_by_its_name(
    read: tuple[str, ...] | None, wanted: list[str], *, same: bool
) -> None:
    assert same_places(read, wanted) is same


def test_names_agree_by_containment() -> None:
    assert same_words("Mr Lukashenko", "Alexander Lukashenko")
    assert not same_words("Lukashenko", "Tikhanovskaya")
    assert not same_words(None, "Lukashenko")
