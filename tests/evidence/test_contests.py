"""Which numbers belong to one contest, and what their print stands for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tallyscope import evidence
from tallyscope.evidence.claims import Claim, most_exact
from tallyscope.evidence.contests import contests, day_of
from tallyscope.statement import Comparator
from tests.checks.stories import beside, days, told

PACK = evidence.load()
DAY = date(2022, 9, 29)


def claim(printed: str, comparator: Comparator = "=", decimals: int | None = None) -> Claim:
    number = printed.rstrip("%").replace(",", "")
    return Claim(
        measure="share" if printed.endswith("%") else "votes",
        option="yes",
        of="",
        value=Decimal(number),
        decimals=len(number.partition(".")[2]) if decimals is None else decimals,
        percent=printed.endswith("%"),
        comparator=comparator,
        printed=printed,
    )


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("93.11%", "0.93105", "0.93115"),
        ("93%", "0.925", "0.935"),
        ("0%", "0", "0.005"),
        ("430,268", "430267.5", "430268.5"),
        ("2,115,800", "2115750", "2115850"),
        ("90", "89.5", "90.5"),
    ],
)
def test_what_a_print_stands_for(printed: str, low: str, high: str) -> None:
    assert claim(printed).range() == (Fraction(low), Fraction(high))


def test_millions_are_rounded_at_their_last_digit() -> None:
    # "2.1 million" is read as 2,100,000 with -5 decimals
    assert claim("2,100,000", decimals=-5).range() == (Fraction(2_050_000), Fraction(2_150_000))


def test_cut_percentages_only_go_up() -> None:
    assert claim("93.11%").range(cut=True) == (Fraction("0.9311"), Fraction("0.9312"))
    assert claim("430,268").range(cut=True) == claim("430,268").range()


def test_comparators() -> None:
    assert claim("93%", "over").range() == (Fraction("0.925"), None)
    assert claim("93%", "at most").range() == (Fraction(0), Fraction("0.935"))
    assert claim("93%", "about").range() is None


def test_a_row_with_low_and_high_stands_for_them() -> None:
    (contest,) = contests(
        [told("share", "86%", place="Kherson", option="yes")], PACK, published=DAY
    )
    (over,) = [one for one in contest.claims if one.counted == 76 and one.row is not None]
    assert over.range() == (Fraction("0.86"), Fraction("0.87"))


def test_places_are_kept_apart_and_numbers_of_a_place_together() -> None:
    story = [
        told("share", "60%", place="North", option="yes"),
        told("turnout", "70%", place="South"),
        told("votes", "600", place="North", option="yes"),
    ]
    found = contests(story, PACK)
    assert [(one.place, len(one.claims)) for one in found] == [("North", 2), ("South", 1)]


def test_two_votes_in_one_place_are_two_contests() -> None:
    story = [
        told("share", "60%", option="yes", vote_day="2014-05-11"),
        told("share", "99%", option="yes", vote_day="2022-09-27"),
    ]
    assert [len(one.claims) for one in contests(story, PACK)] == [1, 1]


def test_a_number_without_a_day_joins_the_only_day() -> None:
    story = [
        told("share", "60%", option="yes", vote_day="2014-05-11"),
        told("turnout", "70%"),
    ]
    (contest,) = contests(story, PACK)
    assert [one.measure for one in contest.claims] == ["share", "turnout"]


def test_numbers_without_a_place_count_only_if_no_number_has_one() -> None:
    nowhere = told("turnout", "70%", place=())
    assert [one.place for one in contests([nowhere], PACK)] == [""]
    somewhere = told("turnout", "60%", place="North")
    assert [one.place for one in contests([nowhere, somewhere], PACK)] == ["North"]


def test_the_packs_numbers_join_by_place_day_and_option() -> None:
    def rows(place: str, option: str, published: date | None) -> int:
        story = [told("share", "93%", place=place, option=option)]
        (contest,) = contests(story, PACK, published=published)
        return len(contest.claims) - 1

    assert rows("Zaporozhye", "yes", DAY) > 4
    assert rows("Zaporozhye", "yes", None) == 0
    assert rows("Zaporozhye", "yes", date(2023, 9, 29)) == 0
    assert rows("Zaporozhye", "Volodymyr Saldo", DAY) == 0
    assert rows("Testland", "yes", DAY) == 0


@pytest.mark.parametrize(("day", "joined"), [("2022-09-20", True), ("2022-09-19", False)])
def test_a_vote_of_some_days_may_be_dated_by_its_first(day: str, joined: bool) -> None:
    # the rows are of 27 September, a week later than the 20th
    story = [told("share", "87%", place="Kherson", option="yes", vote_day=day)]
    (contest,) = contests(story, PACK)
    assert (len(contest.claims) > 1) == joined


def test_what_cannot_be_used_is_listed_with_the_reason() -> None:
    story = [
        told("share", "60%"),
        told("votes", "many", option="yes"),
        told("turnout", "70%", negated=True),
    ]
    (contest,) = contests(story, PACK)
    assert contest.claims == ()
    assert [text.rpartition(": ")[2] for text in contest.left_out] == [
        "it does not say for whom or what",
        "no number",
        "the number is of something denied",
    ]


def test_kinds_and_units() -> None:
    story = [
        told("participants", "571,001"),
        told("participants", "76.86%"),
        told("participants", "565,883", unit="valid votes"),
        told("abstention", "23%"),
        told("invalid", "5,118"),
        told("registered", "742,900"),
    ]
    (contest,) = contests(story, PACK)
    assert [(one.measure, one.percent) for one in contest.claims] == [
        ("ballots", False),
        ("turnout", True),
        ("valid", False),
        ("abstention", True),
        ("invalid", False),
        ("registered", False),
    ]


def test_more_exact_numbers_stand_for_less_exact_ones() -> None:
    less, more, else_ = claim("93%"), claim("93.11%"), claim("94%")
    assert most_exact([less, more, else_]) == (more, else_)
    assert most_exact([more, more]) == (more,)


def test_the_day_of_a_state_of_things() -> None:
    statement = told("control_share", "40%", said="2022-09-28", as_of="2022-09-27")
    assert day_of(statement, DAY) == days("2022-09-27")
    assert day_of(told("control_share", "40%", said="2022-09-28"), DAY) == days("2022-09-28")
    assert day_of(told("control_share", "40%"), DAY) == days("2022-09-29")
    assert day_of(told("control_share", "40%"), None) is None


def test_part_counted_reaches_numbers_beside_it() -> None:
    def parts(gap: int, counted: str = "29.19%") -> list[Decimal | None]:
        story = beside(
            told("counted", counted),
            told("share", "93.11%", option="yes"),
            told("share", "6%", option="no"),
            gap=gap,
        )
        (contest,) = contests(story, PACK)
        return [one.counted for one in contest.claims]

    assert parts(gap=6) == [Decimal("29.19")] * 2
    assert parts(gap=7) == [None, None]
    assert parts(gap=2, counted="100%") == [None, None]


def test_a_story_about_a_count_under_way_says_so() -> None:
    share = told("share", "93.11%", place="North", option="yes")

    def under_way(place: tuple[str, ...]) -> bool:
        (contest,) = contests([told("counted", "80%", place=place), share], PACK)
        return contest.under_way

    assert under_way(("North",))
    assert under_way(())
    assert not under_way(("South",))


@pytest.mark.parametrize(
    ("words", "option"),
    [
        ("backed joining Russia", "yes"),
        ("accession to Russia", "yes"),
        ("against joining Russia", "no"),
        ("did not want to join Russia", "did not want to join Russia"),
    ],
)
def test_other_words_of_the_pack(words: str, option: str) -> None:
    story = [told("share", "93%", place="Zaporizhzhia", option=words)]
    (contest,) = contests(story, PACK)
    assert contest.claims[0].option == option


def test_blank_ballots_are_valid_in_some_countries() -> None:
    (contest,) = contests([told("invalid", "44,913", text="44,913 blank")], PACK)
    assert contest.claims == ()
    assert "blank ballots are valid votes in some countries" in contest.left_out[0]


def test_a_number_that_a_row_prints_for_a_part_is_of_that_part() -> None:
    story = [told("share", "97.81%", place="Zaporizhzhia", option="yes")]
    (contest,) = contests(story, PACK, published=DAY)
    assert contest.claims[0].scope == "stations in Russia"
    assert contest.left_out == ("“97.81% for yes”: announced for stations in Russia",)
    story = [told("share", "93.11%", place="Zaporizhzhia", option="yes")]
    (contest,) = contests(story, PACK, published=DAY)
    assert (contest.claims[0].scope, contest.claims[0].counted) == ("all", None)
