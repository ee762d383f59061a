"""A field is "stated" only if its sentence names nobody and nothing else."""

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
