"""Real announcements come out as they are; honest ones always pass."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope import evidence
from tallyscope.checks.headline_arithmetic import headline_arithmetic
from tallyscope.evidence import Pack
from tallyscope.result import Verdict
from tallyscope.statement import Statement
from tests.checks.honest import honest_stories
from tests.checks.stories import beside, told

PACK = evidence.load()
EMPTY = Pack(name="empty", title="")
DAY = date(2022, 9, 29)


def only(*statements: Statement, pack: Pack = EMPTY, published: date | None = None) -> Verdict:
    (verdict,) = headline_arithmetic(statements, pack, published=published)
    return verdict


def passage(*statements: Statement) -> Verdict:
    """Judge statements that stand one behind the other."""
    return only(*beside(*statements, gap=10))


def seed(place: str, printed: str) -> Verdict:
    statement = told("share", printed, place=place, option="in favour", said="2022-09-28")
    return only(statement, pack=PACK, published=DAY)


def test_zaporizhzhia_participants_are_the_list() -> None:
    verdict = seed("Zaporizhzhia", "93%")
    assert verdict.outcome == "impossible"
    assert verdict.summary == (
        "Zaporizhzhia: The story repeats an announcement whose numbers cannot all be true: 430,268"
        " votes for yes, 541,093 ballots and 93.11% of all ballots for yes. 541,093 would fit as"
        " the number of registered voters; the other numbers then need 540,764 to 541,455."
    )
    assert "430,268 of 541,093 is 79.52%, not 93.11%." in verdict.lines
    assert (
        "430,268 / 93.11% = 462,107 ballots (462,083 to 462,132); that is 85.40% of 541,093."
    ) in verdict.lines
    assert "The same number, no more exact: 93% for yes (the story)." in verdict.lines
    assert "Also printed: a turnout of 82.4% (N19)." in verdict.lines
    assert verdict.would_make_it_true[1:4] == (
        "If only 430,268 votes for yes is wrong, the other numbers need 503,785 to 503,838 in its"
        " place.",
        "If only 541,093 ballots is wrong, the other numbers need 462,083 to 462,132 in its place.",
        "If only 93.11% of all ballots for yes is wrong, the other numbers need 79.52% in its"
        " place.",
    )
    assert {"N15", "N16", "N17"} <= set(verdict.evidence)


def test_donetsk_fits_with_neither_count() -> None:
    verdict = seed("Donetsk", "99%")
    assert verdict.outcome == "impossible"
    # 2,115,800 / 2,131,207 = 99.277%, 2,116,800 / 2,131,207 = 99.324%
    assert "2,115,800 of 2,131,207 is 99.28%, not 99.23%." in verdict.lines
    assert "Also printed: 2,116,800 votes for yes (N02)." in verdict.lines
    assert "None of the 2 choices among numbers printed differently works." in verdict.lines
    assert any("one digit away: 2,132,107, 2,132,207" in way for way in verdict.would_make_it_true)
    assert "would fit" not in verdict.summary


@pytest.mark.parametrize(("count", "share"), [("2,115,800", "99.28"), ("2,116,800", "99.32")])
def test_each_count_of_donetsk_alone(count: str, share: str) -> None:
    verdict = passage(
        told("votes", count, option="yes"),
        told("participants", "2,131,207"),
        told("share", "99.23%", option="yes", of="ballots"),
    )
    assert verdict.outcome == "impossible"
    assert f"{count} of 2,131,207 is {share}%, not 99.23%." in verdict.lines


@pytest.mark.parametrize(
    ("place", "printed", "line"),
    [
        (
            "Luhansk",
            "98%",
            "1,662,607 - 1,636,302 - 16,555 = 9,750 left for invalid or blank ballots.",
        ),
        (
            "Kherson",
            "87%",
            "571,001 - 497,051 - 68,832 = 5,118 left for invalid or blank ballots.",
        ),
    ],
)
def test_luhansk_and_kherson_are_consistent(place: str, printed: str, line: str) -> None:
    verdict = seed(place, printed)
    assert verdict.outcome == "consistent"
    assert line in verdict.lines


def test_numbers_that_hold_only_with_many_invalid_ballots() -> None:
    # Zaporizhzhia again, without a word on what the share is of: 541,093 - 430,268 / 0.93105
    numbers = [
        told("votes", "430,268", option="yes"),
        told("share", "93.11%", option="yes"),
        told("participants", "541,093"),
    ]
    verdict = passage(*numbers)
    assert verdict.outcome == "cannot tell"
    assert verdict.summary == (
        "Testland: All 3 announced numbers can be true together, but only if at least 78,961 of"
        " 541,093 ballots (14.6%) are invalid."
    )
    assert passage(*numbers, told("invalid", "78,986")).outcome == "consistent"
    assert passage(*numbers, told("invalid", "5,001")).outcome == "impossible"


@pytest.mark.parametrize(
    ("ballots", "outcome"), [("1,051", "consistent"), ("1,061", "cannot tell")]
)
def test_one_ballot_in_twenty_may_be_invalid(ballots: str, outcome: str) -> None:
    # 501 of at most 501 / 0.4995 = 1,003 valid votes leave 48 of 1,051 (4.6%), 58 of 1,061 (5.5%)
    verdict = passage(
        told("votes", "501", option="yes"),
        told("share", "50.0%", option="yes"),
        told("participants", ballots),
    )
    assert verdict.outcome == outcome


def test_a_story_that_misquotes_is_told_so() -> None:
    # of the valid votes 95% and 87.05% of all ballots could both be, but not with 12.05% for no
    assert seed("Kherson", "95%").outcome == "inconsistent"
    misquoted = told("share", "95%", place="Kherson", option="yes", of="ballots")
    verdict = only(misquoted, pack=PACK, published=DAY)
    assert verdict.outcome == "inconsistent"
    assert verdict.summary == (
        "Kherson: The story and what was announced cannot both be right: 95% of all ballots for yes"
        " and 87.05% of all ballots for yes."
    )


def test_a_number_that_was_announced_for_a_part_is_not_held_against_the_whole() -> None:
    verdict = seed("Kherson", "97%")
    assert verdict.outcome == "consistent"
    assert "Not used: “97% for in favour”" not in verdict.lines
    assert "Not used: “97% for yes”: announced for stations in Russia." in verdict.lines


def test_scotland_2014() -> None:
    numbers = [
        told("votes", "1,617,989", option="yes"),
        told("votes", "2,001,926", option="no"),
        told("share", "44.70%", option="yes"),
        told("share", "55.30%", option="no"),
        told("participants", "3,623,344"),
        told("invalid", "3,429"),
        told("turnout", "84.59%"),
        told("registered", "4,283,392"),
    ]
    verdict = passage(*numbers)
    assert verdict.outcome == "consistent"
    # of all ballots 1,617,989 / 3,623,344 = 44.65%, so the shares are of the valid votes
    assert "That holds if shares are shares of the valid votes." in verdict.lines


def test_venezuela_second_bulletin_and_its_turnout() -> None:
    # 12,386,669 of 21,321,805 is 58.09%, announced was 59.97%
    numbers = [
        told("participants", "12,386,669"),
        told("registered", "21,321,805"),
        told("turnout", "59.97%"),
    ]
    verdict = passage(*numbers)
    assert verdict.outcome == "impossible"
    assert "12,386,669 of 21,321,805 is 58.09%, not 59.97%." in verdict.lines


def test_votes_of_1991_are_consistent() -> None:
    for place in ("Donetsk", "Luhansk", "Kherson", "Crimea", "Ukraine"):
        rows = [
            row for row in PACK.earlier_votes if row.place == place and row.date.first.year == 1991
        ]
        kinds = {"ballots": "participants", "votes": "votes", "share": "share"}
        statements = [
            told(
                kinds.get(row.measure, row.measure),  # type: ignore[arg-type]
                f"{row.value}%" if row.unit == "%" else f"{row.value:,}",
                option=row.option,
                of=row.of,
            )
            for row in rows
        ]
        assert passage(*statements).outcome == "consistent", place


def test_one_number_alone_tells_nothing() -> None:
    for comparator in ("=", "about"):
        verdict = only(told("share", "93%", option="yes", comparator=comparator))
        assert verdict.outcome == "cannot tell"
        assert verdict.summary == (
            "Testland: Arithmetic needs at least two final numbers of one contest."
        )


def test_shares_of_more_than_everything() -> None:
    # Donetsk 2014 in some newspapers: 89.7 and 10.19 and 0.74 invalid; announced was 89.07
    verdict = passage(
        told("share", "89.7%", option="yes"),
        told("share", "10.19%", option="no"),
        told("invalid", "0.74%"),
    )
    assert verdict.outcome == "consistent"  # if shares are of the valid votes
    verdict = passage(
        told("share", "89.7%", option="yes", of="ballots"),
        told("share", "10.19%", option="no", of="ballots"),
        told("invalid", "0.74%"),
    )
    assert verdict.outcome == "impossible"
    assert verdict.would_make_it_true[0] == (
        "If only 89.7% of all ballots for yes is wrong, the other numbers need 0.0% to 89.1% in its"
        " place."
    )


def test_shares_far_beyond_everything_are_of_two_questions() -> None:
    verdict = passage(told("share", "61.7%", option="yes"), told("share", "60.3%", option="no"))
    assert verdict.outcome == "cannot tell"
    assert verdict.summary == (
        "Testland: If they are of one vote and one moment, these numbers cannot all be true: 61.7%"
        " for yes and 60.3% for no."
    )


def test_who_leads_by_votes_and_another_by_shares_may_be_two_counts() -> None:
    # first choices, and what was left when votes had passed on
    counts = [told("votes", "19,340", option="Ann"), told("votes", "16,277", option="Bob")]
    shares = [told("share", "35.1%", option="Bob"), told("share", "29.8%", option="Ann")]
    assert passage(*counts, *shares).outcome == "cannot tell"
    same = [told("share", "35.1%", option="Ann"), told("share", "34.8%", option="Bob")]
    assert passage(*counts, *same).outcome == "impossible"


def test_where_nobody_has_a_tenth_voters_may_have_many_votes() -> None:
    voters = told("registered", "99,600,000")
    many = [told("votes", "6,200,000", option="Ann"), told("share", "5.3%", option="Ann")]
    assert passage(*many, voters).outcome == "cannot tell"
    one = [told("votes", "62,000,000", option="Ann"), told("share", "53%", option="Ann")]
    assert passage(*one, voters).outcome == "impossible"


def test_rounded_shares_may_add_up_to_more_than_everything() -> None:
    # 50.5, 49.5: printed 51 and 50 (half up), together 101
    shares = [told("share", "51%", option="A"), told("share", "50%", option="B")]
    assert passage(*shares).outcome == "consistent"


def test_percentages_that_were_cut_off_are_recognised() -> None:
    # 9,999 of 10,000 is 99.99%, cut to 99.9
    verdict = passage(
        told("votes", "9,999", option="A"),
        told("participants", "10,001", unit="valid votes"),
        told("share", "99.9%", option="A", of="valid"),
    )
    assert verdict.outcome == "consistent"
    assert "That holds only if percentages were cut off, not rounded." in verdict.lines


def test_two_numbers_for_one_thing_are_tried_in_turn() -> None:
    # two questions, or two speakers: 60% of 1,000 and 45% of 1,000 are two numbers of votes
    story = [
        told("votes", "601", option="yes"),
        told("votes", "451", option="yes"),
        told("share", "60.0%", option="yes"),
        told("share", "45.0%", option="yes"),
        told("participants", "1,002"),
    ]
    verdict = passage(*story)
    assert verdict.outcome == "consistent"
    assert "Also printed: 451 votes for yes (the story)." in verdict.lines
    assert passage(story[0], story[3], story[4]).outcome == "impossible"


def test_too_many_variants_are_not_called_impossible() -> None:
    names = ("Anna Adler", "Bert Bock", "Carla Cron", "Dora Dahl", "Emil Ebert", "Fanny Fink")
    counts = [told("votes", f"{n}1", option=name) for n in range(50, 53) for name in names[:4]]
    verdict = passage(*counts, told("participants", "3"))
    assert verdict.outcome == "cannot tell"
    assert "given up" in verdict.summary


def test_turnout_may_count_valid_votes_passage() -> None:
    # 900 valid of 1,000 ballots of 2,000 registered: 45% of them cast a valid vote
    numbers = [
        told("participants", "1,001"),
        told("participants", "901", unit="valid votes"),
        told("registered", "2,001"),
        told("turnout", "45.03%"),
    ]
    assert passage(*numbers).outcome == "consistent"


def test_ballots_that_nobody_names() -> None:
    # 601 + 301 + 51 = 953 of 1,001: 48 ballots are of options that the story does not name
    verdict = passage(
        told("participants", "1,001"),
        told("votes", "601", option="A"),
        told("votes", "301", option="B"),
        told("invalid", "51"),
    )
    assert verdict.outcome == "consistent"
    assert any("48 other votes" in line for line in verdict.lines)


def test_interim_numbers_are_no_part_of_the_sum() -> None:
    partial = beside(told("counted", "30%"), told("share", "70%", option="yes"))
    final = [told("share", "60%", option="yes"), told("turnout", "50%")]
    verdict = only(*partial, *final)
    assert verdict.outcome == "consistent"
    assert not any("70%" in line for line in verdict.lines)


def test_contradictions_during_a_count_may_mix_its_moments() -> None:
    numbers = [
        told("votes", "701", option="A"),
        told("share", "60.0%", option="A", of="valid"),
        told("participants", "1,001", unit="valid votes"),
    ]

    def outcome(counted: str, place: str = "Testland") -> str:
        (verdict,) = headline_arithmetic(
            [told("counted", counted, place=place), *beside(*numbers, gap=10)], EMPTY
        )
        return verdict.outcome

    assert outcome("30%") == "cannot tell"
    assert outcome("100%") == "impossible"
    assert outcome("30%", place="Elsewhere") == "impossible"


def test_what_is_far_apart_or_of_two_speakers_is_told_and_not_judged() -> None:
    far = [told("votes", "701", option="A", who="x"), told("participants", "503", who="x")]
    assert only(*far).outcome == "cannot tell"
    assert passage(*far).outcome == "impossible"
    assert passage(far[0], told("participants", "503", who="y")).outcome == "cannot tell"


def test_a_vague_number_leaves_an_exact_one_open() -> None:
    # a story of two questions: some 51% against the first and 48.8% for it, 52.8% against the other
    vague = told("share", "51%", option="no", comparator="about")
    story = [told("share", "48.8%", option="yes"), told("share", "52.8%", option="no")]
    assert passage(*story).outcome == "impossible"
    assert passage(vague, *story).outcome != "impossible"


def test_options_in_open_words_are_not_added_up() -> None:
    story = [
        told("share", "60%", option="independence"),
        told("share", "41%", option="greater autonomy"),
        told("turnout", "70%"),
    ]
    assert passage(*story).outcome == "consistent"


def test_names_of_one_candidate_are_one() -> None:
    story = [
        told("votes", "601", option="Raila Odinga"),
        told("share", "50.0%", option="Mr Odinga", of="valid"),
        told("participants", "1,001", unit="valid votes"),
    ]
    assert passage(*story).outcome == "impossible"


def test_ranges_without_an_end_and_misprints() -> None:
    verdict = passage(told("votes", "505", option="A"), told("participants", "503"))
    assert verdict.would_make_it_true[:2] == (
        # more than three values are one digit away: 105, 205, 305, 405, ...
        "If only 505 votes for A is wrong, the other numbers need 0 to 503 in its place.",
        "If only 503 ballots is wrong, the other numbers need 505 or more in its place.",
    )


def test_nobody_voted() -> None:
    verdict = passage(
        told("participants", "0"),
        told("votes", "5", option="A"),
        told("share", "50%", option="A", of="ballots"),
    )
    assert verdict.outcome == "impossible"
    assert "5 of 0 is no share at all." in verdict.lines


def test_what_is_left_out_is_listed() -> None:
    verdict = only(told("share", "60%"), told("share", "60%", option="A"), told("turnout", "5%"))
    assert "Not used: “60% share  in Testland”: it does not say for whom or what." in verdict.lines


@given(honest_stories())
@settings(deadline=None, max_examples=40)
def test_honest_results_of_every_size_are_never_inconsistent(story: list[Statement]) -> None:
    for verdict in headline_arithmetic(story, EMPTY):
        assert verdict.outcome in ("consistent", "cannot tell"), verdict.summary


@pytest.mark.slow
@given(honest_stories())
@settings(deadline=None, max_examples=600)
def test_many_honest_results_are_never_inconsistent(story: list[Statement]) -> None:
    for verdict in headline_arithmetic(story, EMPTY):
        assert verdict.outcome in ("consistent", "cannot tell"), verdict.summary


@given(honest_stories(), st.integers(2, 5))
@settings(deadline=None, max_examples=60)
def test_rounding_counts_to_zeros_is_no_contradiction(story: list[Statement], digits: int) -> None:
    rounded = []
    for statement in story:
        quantity = statement.quantity.value
        if quantity is None or quantity.value is None or quantity.unit == "percent":
            rounded.append(statement)
            continue
        value = round(int(quantity.value), -digits)
        if value >= 100:
            kind, option = statement.kind, statement.option.value or ""
            rounded.append(told(kind, f"{value:,}", option=option, unit=quantity.unit))
    for verdict in headline_arithmetic(rounded, EMPTY):
        assert verdict.outcome in ("consistent", "cannot tell"), verdict.summary
