"""Fields, facts and counts in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from tallyscope import evidence
from tallyscope.assess.dossier import OUTCOME_ORDER, WHY_UNTESTED
from tallyscope.evidence.tables import TABLES
from tallyscope.report.dossier_words import (
    KIND_WORDS,
    MEASURE_WORDS,
    OUTCOME_WORDS,
    SPOKEN,
    STATUS_MEANING,
    STATUS_WORDS,
    days_in_words,
    fact_value,
    fact_words,
    fields,
    in_words,
    spoken,
    tally,
    with_links,
)
from tallyscope.result import VerdictOutcome
from tallyscope.statement import Attribution, Days, Kind, Quantity, Statement, Status
from tests.dossier.stories import TEXT, dossier, reading, statements


def test_every_kind_status_outcome_and_measure_has_its_words() -> None:
    assert set(KIND_WORDS) == set(WHY_UNTESTED) == set(get_args(Kind))
    assert set(STATUS_WORDS) == set(STATUS_MEANING) == set(get_args(Status))
    assert set(SPOKEN) == set(OUTCOME_ORDER) == set(get_args(VerdictOutcome))
    assert set(OUTCOME_WORDS) == {*OUTCOME_ORDER, "untested"}
    measures = {
        word
        for table in TABLES
        for column in table.columns
        if column.name == "measure"
        for word in column.allowed
    }
    assert set(MEASURE_WORDS) == measures


def known(statement: Statement) -> dict[str, tuple[str, str, str]]:
    return {
        field.name: (field.value, field.status, field.seen) for field in fields(statement, TEXT)
    }


def test_fields_say_how_they_were_read() -> None:
    _, first, second, *_ = statements()
    assert known(first)["who says it"] == ("Officials", "stated", "")
    assert known(second)["who says it"] == ("Officials", "carried over", "Officials")
    assert known(first)["for what"] == ("yes", "carried over", "")
    assert known(first)["share of"] == ("", "not said", "")
    assert known(first)["day of the vote"] == ("23 to 27 Sep 2022", "assumed", "")


def test_a_field_that_a_kind_has_no_use_for_is_left_out() -> None:
    planned = statements()[5]
    assert set(known(planned)) == {"who says it", "when said", "when"}


def test_a_negated_quantity_says_not() -> None:
    held = statements()[4]
    assert known(held)["how much"] == ("about 40% is not", "stated", "")


def test_words_that_a_field_was_carried_from_are_cut_when_long() -> None:
    second = statements()[2]
    long = replace(second.attribution, span=type(second.span)(0, len(TEXT)))
    seen = known(replace(second, attribution=long))["who says it"][2]
    assert len(seen) <= 90
    assert seen.startswith("World Officials said")
    assert seen.endswith("…")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Quantity(Decimal(40), "about", "percent", "about 40%"), "about 40%"),
        (Quantity(None, "some", "percent", "large\nparts"), "large parts"),
        (Quantity(Decimal(3), "over", "persons", "3"), "over 3"),
        (Attribution("the ministry", "said", "an agency"), "the ministry, as an agency reports"),
        ("valid", "valid votes"),
        ("yes", "yes"),
    ],
)
def test_values_in_words(value: object, words: str) -> None:
    assert in_words(value) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ((2022, 9, 28), (2022, 9, 28), "Wed 28 Sep 2022"),
        ((2022, 9, 28), (2022, 10, 2), "28 Sep to 2 Oct 2022"),
        ((2021, 12, 31), (2022, 1, 2), "31 Dec 2021 to 2 Jan 2022"),
        ((2014, 1, 1), (2016, 12, 31), "2014 to 2016"),
        ((2022, 9, 1), (2022, 9, 30), "1 to 30 Sep 2022"),
    ],
)
def test_days_in_words(first: tuple[int, int, int], last: tuple[int, int, int], words: str) -> None:
    assert days_in_words(Days(date(*first), date(*last))) == words


def test_every_fact_of_the_pack_can_be_told() -> None:
    facts = evidence.load().facts
    told = {name: f"{fact_words(fact)}: {fact_value(fact)}" for name, fact in facts.items()}
    assert told["A06"] == "Ukraine: area (official): 603,628 km²"
    assert told["C02"] == "Donetsk: share of the area held by Russia: 56.6% (56.6 to 57.1)"
    assert told["C12"] == "Donetsk: share of the area of unknown status: 2.2%"
    assert told["N15"] == "Zaporizhzhia, 2022 vote on joining Russia: votes for yes: 430,268 votes"
    assert all(words.strip() for words in told.values())


def test_addresses_are_cut_out_and_nothing_else_is() -> None:
    words = "one (http://a.org/b_(c)) and https://d.org."
    pieces = with_links(words)
    assert "".join(piece for piece, _ in pieces) == words
    assert [address for _, address in pieces if address] == ["http://a.org/b_(c)", "https://d.org"]
    assert with_links("javascript:alert(1)") == (("javascript:alert(1)", ""),)


def test_what_came_out_in_a_sentence() -> None:
    # 2 and 3 impossible, 4 inconsistent, 5 consistent, 1 and 6 not tested.
    assert tally(dossier()) == (
        ("impossible", "cannot all be true", 2),
        ("inconsistent", "does not add up", 1),
        ("consistent", "adds up", 1),
        ("untested", "not tested", 2),
    )
    assert spoken(dossier()) == (
        "6 statements found, 4 of them tested: 2 rest on numbers that cannot all be true, 1 does"
        " not add up, 1 adds up."
    )
    assert spoken(dossier(reading("Nothing.", ()))) == (
        "No checkable statement was found in this text."
    )
    assert spoken(dossier(found=())) == "6 statements found; none could be tested."
