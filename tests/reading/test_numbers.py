"""Numerals and quantities: exact small cases, and what holds for any text."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tallyscope.errors import DataError
from tallyscope.reading import read_text
from tallyscope.reading.dates import find_dates
from tallyscope.reading.languages import other_language
from tallyscope.reading.mention import MONEY, Mention
from tallyscope.reading.numerals import find_numerals
from tallyscope.reading.quantities import find_quantities

SEATS = "seats or members, not votes"
MEASURE = "a length, an area or a weight"
DURATION = "a length of time or how often"


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("1,234,567", "1234567", 0),
        ("1.234.567,8", "1234567.8", 1),  # dots group, the comma is the decimal mark
        ("1'234'567", "1234567", 0),
        ("12 345 678", "12345678", 0),
        ("1,43,023", "143023", 0),  # one lakh, 43 thousand
        ("12,34,56,789", "123456789", 0),
        ("98,4", "98.4", 1),
        ("4.25", "4.25", 2),
        ("2.26 million", "2260000", -4),  # the last digit printed stands for ten thousands
        ("1.4m", "1400000", -5),
        ("3k", "3000", -3),
        ("5bn", "5000000000", -9),
        ("2 million 458 thousand 985", "2458985", 0),  # 2,000,000 + 458,000 + 985
        ("3 thousand 12", "3012", 0),
        ("half a million", "500000", -5),
        ("a thousand", "1000", -3),
        ("two hundred", "200", 0),
        ("two hundred and sixty-one", "261", 0),
        ("twenty-one thousand", "21000", -3),
        ("fifty-two point three", "52.3", 1),
        ("six point oh five", "6.05", 2),
    ],
)
def test_a_numeral_has_its_value(text: str, value: str, decimals: int) -> None:
    (found,) = find_numerals(text)
    assert (found.value, found.decimals) == (Decimal(value), decimals)
    assert (found.span.start, found.span.stop) == (0, len(text))
    assert not found.fraction


def test_separators_that_contradict_each_other_are_read_as_odd() -> None:
    (found,) = find_numerals("57.747, 288")
    assert (found.value, found.odd) == (Decimal(57747288), True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two thirds of", "0.6667"),
        ("a quarter of", "0.25"),
        ("half of", "0.5"),
        ("half the voters", "0.5"),
        ("one in three", "0.3333"),
        ("3 in 10", "0.3"),
        ("seven out of every ten", "0.7"),
        ("one in twenty voters", "0.05"),
        ("a quarter in each", "0.25"),
    ],
)
def test_a_fraction_is_a_part_of_one(text: str, value: str) -> None:
    (found,) = find_numerals(text)
    assert (found.value, found.fraction) == (Decimal(value), True)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("2 million 458", [2_000_000, 458]),  # 458 of what? no part of the millions
        ("2 million 5 million", [2_000_000, 5_000_000]),
        ("five thirds of", [5]),  # no fraction is more than the whole
        ("four in three", [4, 3]),
        ("nine in twenty minutes", [9, 20]),
        ("1,4,023", [Decimal("1.4"), 23]),
        ("third of", []),
        ("x12 and COVID-19", []),
    ],
)
def test_what_is_no_single_numeral(text: str, values: list[int]) -> None:
    assert [found.value for found in find_numerals(text)] == values


@pytest.mark.parametrize("digits", [18, 25])
def test_no_digit_of_a_long_numeral_is_lost(digits: int) -> None:
    assert [found.value for found in find_numerals("9" * digits)] == [Decimal("9" * digits)]


def one(text: str) -> Mention:
    """Return the only number of a text."""
    (found,) = find_quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "comparator", "unit", "printed"),
    [
        ("more than 98,4 per cent", "98.4", "over", "percent", "98,4 per cent"),
        ("at least 40%", "40", "at least", "percent", "40%"),
        ("no more than 5 points", "5", "at most", "points", "5"),
        ("up to 300 people", "300", "at most", "", "300"),
        ("nearly two thirds of voters", "66.67", "about", "percent", "two thirds"),
        ("just under 10 percent", "10", "under", "percent", "10 percent"),
        ("10% or more", "10", "at least", "percent", "10%"),
        ("12 percent or less", "12", "at most", "percent", "12 percent"),
        ("exceeded 50%", "50", "over", "percent", "50%"),
        ("topped 1,000 votes", "1000", "over", "", "1,000"),
        ("already passed 78%", "78", "over", "percent", "78%"),
        ("0.3 of a percentage point", "0.3", "=", "points", "0.3"),
        ("40,000 sq km", "40000", "=", "km2", "40,000"),
        ("300 square miles", "300", "=", "sq mi", "300"),
        ("57.747 votes", "57747", "=", "", "57.747"),  # votes have no decimals
        ("12 percentage points", "12", "=", "points", "12"),
        ("one percent", "1", "=", "percent", "one percent"),
    ],
)
def test_a_quantity_has_comparator_and_unit(
    text: str, value: str, comparator: str, unit: str, printed: str
) -> None:
    found = one(text).quantity
    assert (found.value, found.comparator) == (Decimal(value), comparator)
    assert (found.unit, found.printed) == (unit, printed)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("$5 million", MONEY),
        ("5 million euros", MONEY),
        ("12 seats", SEATS),
        ("a 450-seat parliament", SEATS),
        ("12 km away", MEASURE),
        ("three days", DURATION),
    ],
)
def test_what_cannot_be_a_result_says_why(text: str, why: str) -> None:
    assert (one(text).sort, one(text).why) == ("other", why)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Labour took 45.1%, up 18.3", [Decimal("18.3")]),
        ("Labour gained 3.5 to 12.1", [Decimal("3.5")]),
        ("Labour took 45.1%, Reform 18.3", []),
    ],
)
def test_what_was_gained_is_points(text: str, values: list[Decimal]) -> None:
    found = [one for one in find_quantities(text) if one.sort == "points"]
    assert [mention.quantity.value for mention in found] == values


def test_dots_part_thousands_where_commas_part_decimals() -> None:
    share, count = find_quantities("The Front has 74,99% and 161.687 papers were void.")
    assert (share.quantity.value, count.quantity.value) == (Decimal("74.99"), Decimal(161687))


def test_an_age_is_no_count_of_voters() -> None:
    (age,) = find_quantities("those under 25")
    assert (age.sort, age.why) == ("other", "an age")


@pytest.mark.parametrize(
    "text", ["3rd", "Article 5", "aged 18", "No. 10", "one man", "between the two."]
)
def test_names_and_ordinals_are_no_quantities(text: str) -> None:
    assert find_quantities(text) == []


@pytest.mark.parametrize(
    ("text", "sort", "values"),
    [
        ("14 and 13 per cent", "percent", [14, 13]),
        ("52 to 48 percent", "percent", [52, 48]),
        ("52-48", "percent", [52, 48]),  # 52 + 48 = 100
        ("52-38", "count", [52, 38]),  # 52 + 38 = 90
        ("No 54 to 58 percent", "percent", [54, 58]),
        ("two or three seats", "other", [2, 3]),
        ("Leave 52.1 per cent, Remain 47.9", "percent", [Decimal("52.1"), Decimal("47.9")]),
        ("Yes 54 per cent, No 46", "percent", [54, 46]),
        ("made it 44.1 to 43.7", "percent", [Decimal("44.1"), Decimal("43.7")]),
        ("Okoye 52, Bello 45 per cent", "percent", [52, 45]),
        ("38 per cent in Kirn, 21 in Vardal", "percent", [38, 21]),
        ("61 per cent and the president 30", "percent", [61, 30]),
        ("backed by 61 per cent, opposed by 39", "percent", [61, 39]),
        ("rose from 5.1 to 6.3 metres", "other", [Decimal("5.1"), Decimal("6.3")]),
    ],
)
def test_numbers_side_by_side_share_a_unit(
    text: str, sort: str, values: list[int | Decimal]
) -> None:
    found = find_quantities(text)
    assert [mention.quantity.value for mention in found] == values
    assert {mention.sort for mention in found} == {sort}


@pytest.mark.parametrize(
    "text", ["38 per cent in Kirn, 21 shops", "has 28 per cent, the board said at eight"]
)
def test_a_count_beside_a_share_stays_a_count(text: str) -> None:
    assert [mention.sort for mention in find_quantities(text)] == ["percent", "count"]


def test_a_bare_share_of_no_is_read() -> None:
    found = find_quantities("Yes 52.1 per cent, No 47.9")
    assert [mention.quantity.value for mention in found] == [Decimal("52.1"), Decimal("47.9")]


def test_the_noun_behind_a_count_is_kept() -> None:
    assert one("four occupied areas").noun == "areas"
    assert one("312 registered voters").noun == "voters"


def test_digits_of_dates_are_no_quantities() -> None:
    text = "On 5 June 2024, 312 people voted."
    found = find_quantities(text, [words.span for words in find_dates(text)])
    assert [mention.quantity.value for mention in found] == [312]


WORDS = st.sampled_from(
    [
        *(
            "Turnout",
            "was",
            "61%",
            "52.3 per cent",
            "of",
            "the",
            "votes",
            "Yes",
            "No",
            "in",
            "Kyiv",
        ),
        *("on Sunday", "said", "Mr Lind", "2 million", "458 thousand", "half of", "“", "”", '"'),
        *(".", ",", "\n\n", "\n", "(", ")", "-", "two thirds", "for", "against", "1,234", "he"),
        *("Russian", "control", "respectively", "5 June 2024", "30 February", "$5", "seats", "as"),
    ]
)
STORIES = st.one_of(st.text(max_size=200), st.lists(WORDS, min_size=1, max_size=40).map(" ".join))


@settings(max_examples=60, deadline=None)
@example("\x00\ud7ff 1٣% \u2028 ½ of votes ²")
@given(STORIES)
def test_any_text_is_read_and_adds_up(text: str) -> None:
    if not text.strip() or other_language(text):
        with pytest.raises(DataError):
            read_text(text)
        return
    reading = read_text(text, published=date(2024, 6, 5))
    assert reading.numbers == reading.numbers_read + len(reading.not_understood)
    for statement in reading.statements:
        span = statement.span
        assert 0 <= span.start < span.stop <= len(text)
        assert statement.text == text[span.start : span.stop]
    for unread in reading.not_understood:
        assert unread.why
        assert 0 <= unread.span.start < unread.span.stop <= len(text)


# Each holds numbers as stories print them; "{}" is where one of its own stands.
FRAGMENTS = [
    *("Yes {} per cent", "No {}", "Against: {}%", "turnout was {}%", "{} votes", "and {} against"),
    *("Ms Lind had {}", "by {} to {}", "{}-{}", "({}%)", "of the {} on the roll", "up {}"),
    *("{} newly registered voters", "in Kirn {} per cent", "with {} in", "a lead of {} points"),
    *("{} spoiled papers", "No {}", "Kirn: {}", "{} seats", "{} dollars", "{} sq km of Kirn"),
]


@settings(max_examples=100, deadline=None)
@given(st.data(), st.permutations(FRAGMENTS), st.sampled_from([", ", "; ", ". ", " and ", " - "]))
def test_no_number_is_lost(data: st.DataObject, order: list[str], joint: str) -> None:
    """Every number is in a statement or in the list of what was not understood."""
    chosen = order[: data.draw(st.integers(1, 8))]
    count = sum(fragment.count("{}") for fragment in chosen)
    tenths = st.integers(101, 979).filter(lambda n: n % 10 > 0)
    drawn = data.draw(st.lists(tenths, min_size=count, max_size=count, unique=True))
    numbers = [f"{tenth // 10}.{tenth % 10}" for tenth in drawn]
    text = f"The vote was on Sunday. {joint.join(chosen)}.".format(*numbers)
    reading = read_text(text, published=date(2024, 6, 5))
    told = [one.quantity.span for one in reading.statements if one.quantity.span]
    spans = [*told, *(one.span for one in reading.not_understood)]
    found = {number for number in numbers if any(number in text[s.start : s.stop] for s in spans)}
    assert found == set(numbers)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 999_999_999))
def test_a_number_is_the_same_with_and_without_separators(number: int) -> None:
    (plain,) = find_numerals(str(number))
    (grouped,) = find_numerals(f"{number:,}")
    assert plain.value == grouped.value == number
