"""Expressions of time and the days they mean, seen from Wednesday 5 June 2024."""

from __future__ import annotations

from datetime import date

import pytest

from tallyscope.reading import read_text
from tallyscope.reading.dates import TimeWords, find_dates
from tallyscope.reading.days import Direction, resolve
from tallyscope.statement import Days

WEDNESDAY = date(2024, 6, 5)


def words(text: str) -> TimeWords:
    """Return the only expression of time of a text."""
    (found,) = find_dates(text)
    return found


def days(first: str, last: str = "") -> Days:
    """Return the days from one to another, both in ISO form."""
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-06-02", days("2024-06-02")),
        ("Sunday, 16 March 2014", days("2014-03-16")),
        ("23-27 September 2022", days("2022-09-23", "2022-09-27")),
        ("September 23 to 27, 2022", days("2022-09-23", "2022-09-27")),
        ("in 2014", days("2014-01-01", "2014-12-31")),
        ("February 2024", days("2024-02-01", "2024-02-29")),  # a leap year
        ("from 23 November to 7 December 2023", days("2023-11-23", "2023-12-07")),
    ],
)
def test_a_date_with_its_year_needs_no_publication(text: str, expected: Days) -> None:
    assert not words(text).needs_publication
    assert resolve(words(text), None, "past") == expected
    assert resolve(words(text), WEDNESDAY, "future") == expected


@pytest.mark.parametrize(
    ("text", "past", "future"),
    [
        ("2 June", days("2024-06-02"), days("2025-06-02")),
        ("June 9", days("2023-06-09"), days("2024-06-09")),
        ("on Friday", days("2024-05-31"), days("2024-06-07")),
        ("Sunday night", days("2024-06-02"), days("2024-06-09")),
        ("this weekend", days("2024-06-01", "2024-06-02"), days("2024-06-08", "2024-06-09")),
        ("in March", days("2024-03-01", "2024-03-31"), days("2025-03-01", "2025-03-31")),
        ("since July", days("2023-07-01", "2023-07-31"), days("2024-07-01", "2024-07-31")),
        ("Saturday and Sunday", days("2024-06-01", "2024-06-02"), days("2024-06-08", "2024-06-09")),
        ("Friday to Sunday", days("2024-05-31", "2024-06-02"), days("2024-06-07", "2024-06-09")),
        (
            "from 23 November to 7 December",
            days("2023-11-23", "2023-12-07"),
            days("2024-11-23", "2024-12-07"),
        ),
    ],
)
def test_the_tense_says_which_way_a_bare_day_points(text: str, past: Days, future: Days) -> None:
    assert resolve(words(text), WEDNESDAY, "past") == past
    assert resolve(words(text), WEDNESDAY, "future") == future


@pytest.mark.parametrize("direction", ["past", "future"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("last Friday", days("2024-05-31")),
        ("last Wednesday", days("2024-05-29")),  # on a Wednesday: not today
        ("next Friday", days("2024-06-07")),
        ("next Wednesday", days("2024-06-12")),
        ("this coming Sunday", days("2024-06-09")),
        ("yesterday", days("2024-06-04")),
        ("last night", days("2024-06-04")),
        ("this morning", days("2024-06-05")),
        ("tomorrow", days("2024-06-06")),
        ("last week", days("2024-05-27", "2024-06-02")),
        ("past week", days("2024-05-27", "2024-06-02")),
        ("this week", days("2024-06-03", "2024-06-09")),
        ("earlier this week", days("2024-06-03", "2024-06-05")),
        ("next week", days("2024-06-10", "2024-06-16")),
        ("last weekend", days("2024-06-01", "2024-06-02")),
        ("next weekend", days("2024-06-15", "2024-06-16")),
        ("last month", days("2024-05-01", "2024-05-31")),
        ("next month", days("2024-07-01", "2024-07-31")),
        ("earlier this month", days("2024-06-01", "2024-06-05")),
        ("last year", days("2023-01-01", "2023-12-31")),
        ("earlier this year", days("2024-01-01", "2024-06-05")),
        ("three days ago", days("2024-06-02")),
        ("a week ago", days("2024-05-29")),
        ("four years earlier.", days("2020-01-01", "2020-12-31")),
        ("two weeks ago", days("2024-05-20", "2024-05-26")),
        ("6 months ago", days("2023-12-01", "2023-12-31")),
        ("ten years ago", days("2014-01-01", "2014-12-31")),
        ("next March", days("2025-03-01", "2025-03-31")),
        ("in February this year", days("2024-02-01", "2024-02-29")),
        ("in July last year", days("2023-07-01", "2023-07-31")),
    ],
)
def test_words_that_say_their_side(text: str, expected: Days, direction: Direction) -> None:
    assert words(text).needs_publication
    assert resolve(words(text), WEDNESDAY, direction) == expected
    assert resolve(words(text), None, direction) is None


def test_last_march_is_over_whatever_the_tense() -> None:
    expected = days("2024-03-01", "2024-03-31")
    assert resolve(words("last March"), WEDNESDAY, "future") == expected


WEDNESDAY_ONLY = Days(WEDNESDAY, WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the day of the vote, in words of the vote, of a result, or of the night after it
        ("Kirn voted on Sunday. Yes had 52%.", days("2024-06-02")),
        ("Yes won in Kirn. On Sunday 52.3% of voters backed it.", days("2024-06-02")),
        ("Yes won in Kirn with 52%, the clerk said late on Sunday.", days("2024-06-02")),
        ("Kirn voted over the weekend. Yes had 52%.", days("2024-06-01", "2024-06-02")),
        (
            "Voters rose early. She left the polling station in the village on Sunday. Figures"
            " released here Tuesday by the election office showed that 52% backed it.",
            days("2024-06-02"),
        ),
        (
            "The clerk read it out on Tuesday. Islanders, asked on Sunday whether to go on, have"
            " answered yes: 52% backed it.",
            days("2024-06-02"),
        ),
        (
            "Mr Lind on Tuesday won the Kirn seat.\n\nHe won 52% of the vote.\n\nPolling in the"
            " seat was held on June 1 in the last phase.",
            days("2024-06-01"),
        ),
        (
            "The clerk put out the result on Sunday, hours after voting had closed. Yes had 52%.",
            days("2024-06-02"),
        ),
        ("Kirn's voters on Sunday elected a mayor. Mr Lind won 52%.", days("2024-06-02")),
        (
            "Kirn counts. An exit poll shown on Sunday had no winner.\n\nYes won 52%.",
            days("2024-06-02"),
        ),
        (
            "Yes won in Kirn on Monday's count. The postal poll, which closed at noon on Saturday,"
            " was calm. Yes won 52%.",
            days("2024-06-01"),
        ),
        (
            "Kirn was busy at nine on Sunday evening. It will have a mayor. Mr Lind won 52%.",
            days("2024-06-02"),
        ),
        # all days of a vote, in whatever sentences its first and its last stand
        (
            "Kirn voted to leave. Voting began last Friday and closed on Sunday. Yes won 52%.",
            days("2024-05-31", "2024-06-02"),
        ),
        (
            "The vote in Kirn ended on Sunday. Voting began last Friday. Yes won 52%.",
            days("2024-05-31", "2024-06-02"),
        ),
        (
            "Kirn's ballot papers were sent back by post between 2 April and 1 June. Yes won 52%.",
            days("2024-04-02", "2024-06-01"),
        ),
        (
            "Kirn voted on Sunday. Early voting began last Friday. Yes won 52%.",
            days("2024-06-02"),
        ),
        # news goes before what is long past, except in a story that looks back
        (
            "Kirn has a mayor. Voting papers came back by Sunday.\n\nThe election in 2019 was"
            " calm.\n\nMr Lind won 52%.",
            days("2024-06-02"),
        ),
        (
            "On 23 October 1955 the people of Kirn were asked. Many did not come. A show opened"
            " on Sunday. Yes won 52%.",
            days("1955-10-23"),
        ),
        # in phases, on election night, and on the day itself
        (
            "Kirn has voted. Polling was held in two phases, on May 16 and 21. Mr Lind won 52%.",
            days("2024-05-16", "2024-05-21"),
        ),
        (
            "A recount in Kirn was completed on Tuesday. On election night, May 26, it was close."
            "\n\nMr Lind won 52%.",
            days("2024-05-26"),
        ),
        ("Kirn decides. Polls have closed. Mr Lind leads with 52% of the vote.", WEDNESDAY_ONLY),
        # the month of a vote of the story is its day; a year that the sentence before names
        (
            "Kirn votes in a run-off today. The first round, on 12 May, was calm.\n\nIn May Mr"
            " Lind won 52%.",
            days("2024-05-12"),
        ),
        (
            "Kirn voted on Sunday.\n\nIt had last elected a council in 2004. Few came. In that"
            " election Mr Lind won 52%.",
            days("2004-01-01", "2004-12-31"),
        ),
        (
            "Kirn voted on Sunday.\n\nIn 2020 Mr Berg won 61%. This time Mr Lind has won 52%.",
            days("2024-06-02"),
        ),
        (
            "A plan to join Kirn was put to both sides in 2004. 65% of voters backed it.",
            days("2004-01-01", "2004-12-31"),
        ),
        (
            "Kirn elected a mayor on Sunday.\n\nIn the election for Kirn's council, held on 12 May"
            " as well, Mr Lind took 52%.",
            days("2024-05-12"),
        ),
        # all days of a vote, of which some were added
        (
            "Mr Lind won 52% of the vote, the board said on Tuesday night. Voting began last"
            " Wednesday and, as ballot papers ran out, went on at 36 places until Saturday.",
            Days(date(2024, 5, 29), date(2024, 6, 1)),
        ),
        # another vote than the one that the story is about
        (
            "Kirn voted on Sunday. Turnout was 61%. Mr Lind won 52%, after 49% four years earlier.",
            days("2020-01-01", "2020-12-31"),
        ),
        (
            "Kirn voted on Sunday. In the vote on a harbour in December 1991 Mr Lind won 52%.",
            days("1991-12-01", "1991-12-31"),
        ),
        # a day of the count is not that of the vote
        (
            "Kirn voted on Sunday. Mr Berg led at first. By Tuesday Mr Lind had won 52%.",
            days("2024-06-02"),
        ),
        (
            "Kirn votes in a run-off today. The first round, on 12 May, was calm. In the first"
            " round Mr Lind won 52%.",
            days("2024-05-12"),
        ),
        (
            "Kirn voted on Sunday. In 2019 five plans for the harbour met with 55% support.",
            days("2019-01-01", "2019-12-31"),
        ),
        (
            "Kirn voted on Sunday. Few came, other than in 2019, when Mr Lind won 55%.",
            days("2019-01-01", "2019-12-31"),
        ),
        (
            "Kirn voted on Sunday. A plan failed in 2014, when 55% voted against it.",
            days("2014-01-01", "2014-12-31"),
        ),
        (
            "Kirn voted on Sunday. It was closer than in 1967. Then 55% voted against it.",
            days("1967-01-01", "1967-12-31"),
        ),
        (
            "In 1992, 50.7% rejected it in Kirn. A year later 56.7% backed it.",
            days("1993-01-01", "1993-12-31"),
        ),
        (
            "In June last year Mr Berg won 51% of the vote in Kirn. In the election three months"
            " earlier Ms Lind won 54%.",
            days("2023-03-01", "2023-03-31"),
        ),
        (
            "Kirn voted on Sunday. Fifteen months earlier 56.7% rejected the first draft.",
            days("2023-03-01", "2023-03-31"),
        ),
        (
            "The Greens won 73% in the March 2021 election. The Liberals carried Kirn that year"
            " with 51% of the vote.",
            days("2021-01-01", "2021-12-31"),
        ),
        (
            "Kirn voted on Sunday. It was closer than in the election of December last year, when"
            " Ms Lind won with 52%.",
            days("2023-12-01", "2023-12-31"),
        ),
        (
            "Kirn voted on Sunday. In March's general election Ms Lind had won with 52%.",
            days("2024-03-01", "2024-03-31"),
        ),
        # a winner is declared when the votes are counted
        (
            "Ann Lind was declared the winner of Kirn's election on Tuesday. Turnout on Sunday"
            " was 71%. She had 52% of the vote.",
            days("2024-06-02"),
        ),
        (
            "Ann Lind called Sunday's vote in Kirn a sham. She had 52% of the vote.",
            days("2024-06-02"),
        ),
        # somebody will be what a vote that is over made them
        (
            "Ann Lind will be mayor of Kirn after her party won a majority on Sunday.\n\nMs"
            " Lind got 52% of the vote.",
            days("2024-06-02"),
        ),
        (
            "Mr Lind is to lead Kirn after winning Sunday's byelection. He had 52% of the vote.",
            days("2024-06-02"),
        ),
        (
            "Kirn approved a $5.25 billion plan to widen its harbour and build a planned pier in a"
            " referendum on Sunday. Yes had 52% of the vote.",
            days("2024-06-02"),
        ),
        # words for smaller votes
        ("Kirn has a new MP. The bypoll on May 26 was calm. Mr Lind got 52%.", days("2024-05-26")),
        (
            "Kirn voted on Sunday. In the Aber caucuses on May 26 Mr Lind got 52%.",
            days("2024-05-26"),
        ),
        # in phases that are listed, counted later
        (
            "Votes in Kirn were counted on Tuesday. Polling was held in three phases, on May 14,"
            " May 22 and May 30.\n\nMr Lind won 52%.",
            days("2024-05-14", "2024-05-30"),
        ),
        (
            "Kirn voted in two stages, on May 14 and on May 30. In the first stage Mr Lind won 52%"
            " of the vote.",
            days("2024-05-14"),
        ),
        (
            "Kirn voted in two stages (May 14 and May 30). In the second and last stage Mr Lind won"
            " 52% of the vote.",
            days("2024-05-30"),
        ),
        (
            "Kirn voted on Sunday. In 2014 polling was held in two phases, on May 14, 2014, and May"
            " 30, 2014.\n\nThis time Mr Lind won 52%.",
            days("2024-06-02"),
        ),
    ],
)
def test_the_vote_that_a_number_belongs_to(text: str, expected: Days) -> None:
    statements = read_text(text, published=WEDNESDAY).statements
    shares = [one for one in statements if one.kind == "share"]
    assert shares[-1].vote_day.value == expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("When we were asked in 2011, 53% said Yes.", days("2011-01-01", "2011-12-31")),
        ("The buyout in 2004 was carried with 53% of the vote.", days("2004-01-01", "2004-12-31")),
        (
            "Danes turned down the euro in September 2000, with 53% against.",
            days("2000-09-01", "2000-09-30"),
        ),
        ("Ten years ago things were clearer. Ms Holm had 53%.", days("2014-01-01", "2014-12-31")),
        ("Mr Lind, mayor since 2011, had 53%.", days("2024-06-02")),
        ("Mr Lind, who was jailed in 2011, had 53%.", days("2024-06-02")),
        ("In Ruhn, where the church burnt down in 2002, 53% said Yes.", days("2024-06-02")),
        ("Two days ago things were clearer. Ms Holm had 53%.", days("2024-06-02")),
    ],
)
def test_the_only_date_of_a_sentence_is_of_another_vote_if_it_is_of_long_before(
    told: str, expected: Days
) -> None:
    text = f"Kirn voted on Sunday. Mr Lind won 52% of the vote, Ms Holm 48%.\n\n{told}"
    statements = read_text(text, published=WEDNESDAY).statements
    shares = [one for one in statements if one.kind == "share"]
    assert shares[-1].quantity.value is not None
    assert shares[-1].quantity.value.printed == "53%"
    assert shares[-1].vote_day.value == expected


def test_a_page_written_live_is_of_its_own_day() -> None:
    text = (
        "Croatia votes: Milanovic re-elected by a landslide\n\n21:55\n\nMr Milanovic has 74.7% of"
        " the vote.\n\n20:15\n\nIn the first round on December 29 he had 49.1%.\n\n19:02\n\nThe"
        " exit poll is out!\n\n17:10\n\nBy half past four 34.2% had voted."
    )
    statements = read_text(text, published=date(2025, 1, 12)).statements
    days = {
        one.quantity.value.printed: one.vote_day.value for one in statements if one.quantity.value
    }
    assert days["74.7%"] == days["34.2%"] == Days(date(2025, 1, 12), date(2025, 1, 12))
    assert days["49.1%"] == Days(date(2024, 12, 29), date(2024, 12, 29))


def test_who_may_vote_belongs_to_the_vote_that_is_to_come() -> None:
    text = (
        "Mr Lind and Mr Berg face each other in Kirn on Sunday, in the first run-off of its"
        " history. In 2020 Mr Berg won 52%. About 15.8 million people are on the electoral roll."
    )
    statements = read_text(text, published=WEDNESDAY).statements
    told = {one.kind: one.vote_day.value for one in statements if one.quantity.value}
    assert told == {"share": days("2020-01-01", "2020-12-31"), "registered": days("2024-06-09")}


@pytest.mark.parametrize("text", ["31 April 2024", "30 February", "from 30 February to 1 May"])
def test_a_day_that_does_not_exist_means_nothing(text: str) -> None:
    assert resolve(words(text), WEDNESDAY, "past") is None


@pytest.mark.parametrize("text", ["at 8pm", "08:30 GMT", "7.30 p.m."])
def test_a_clock_time_is_no_day(text: str) -> None:
    assert words(text).form == "clock"
    assert not words(text).needs_publication
    assert resolve(words(text), WEDNESDAY, "past") is None


def test_a_time_before_the_calendar_means_nothing() -> None:
    early = date(100, 6, 5)
    assert resolve(words("300 years ago"), early, "past") is None


@pytest.mark.parametrize("text", ["June 300 votes", "2,014", "$2014", "2014 votes", "may vote"])
def test_what_only_looks_like_a_time(text: str) -> None:
    assert find_dates(text) == []


def test_a_line_of_the_page_may_say_the_day_of_publication() -> None:
    text = "Published 5 June 2024\n\nYes won Sunday's vote with 52.3%, officials said."
    reading = read_text(text)
    assert (reading.published.value, reading.published.rule) == (WEDNESDAY, "published:line")
    assert reading.published.span is not None
    assert text[reading.published.span.start : reading.published.span.stop] == "5 June 2024"
    assert reading.notices == ()


def test_a_story_without_a_day_says_what_was_not_resolved() -> None:
    reading = read_text("Yes won Sunday's vote with 52.3%, officials said on Monday.")
    assert reading.notices == (
        "The story does not say when it was published, so what depends on it (“Sunday”, “Monday”)"
        " was not resolved. Give the day with --published YYYY-MM-DD (published= in Python).",
    )
