"""Which lines belong to the story and which to the page around it, each with its reason."""

from __future__ import annotations

import pytest

from tallyscope.reading import read_text
from tallyscope.reading.furniture import lines_of, without_dateline
from tallyscope.reading.sentences import paragraphs
from tallyscope.statement import Span

BODY = "Polls have closed on the island."


def roles(*lines: str) -> list[tuple[str, str]]:
    """Return role and reason of each line of a page."""
    text = "\n\n".join(lines)
    return [(line.role, line.why) for line in lines_of(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Skip to main content", "a notice about the player, the browser or the page"),
        ("Sign up to our newsletter.", "an invitation to subscribe or sign in"),
        ("Share this", "a button"),
        ("Advertisement", "an advertisement"),
        ("Image caption: a ballot box", "the caption or credit of a picture"),
        ("© 2024 Island News", "a note of the publisher"),
        ("By Anna Nowak", "the line of the author"),
        ("Published 5 June 2024", "the day of publication"),
        ("Last change: 9:40 p.m.", "the day of publication"),
        ("4:07", "a duration or a clock time alone"),
        ("More on this story", "a link to another story"),
        ("Latest news: the count goes on", "a link to another story"),
        ("Label", "a label"),
        (
            "Why the vote on the island matters to you and everybody",
            "the title of another story, a video or a picture",
        ),
        (
            "A short talk - Professor Jan Berg",
            "the title of another story, a video or a picture",
        ),
    ],
)
def test_a_line_of_the_page_has_its_reason(line: str, why: str) -> None:
    assert roles(BODY, line) == [("body", ""), ("furniture", why)]


@pytest.mark.parametrize(
    "line",
    [
        "Turnout was 61%.",
        "Yes: 52.3%",
        "- the north of the island",
        "This line has more words than fourteen and no full stop because somebody forgot it there",
        "Share of the vote in Kirn fell.",
    ],
)
def test_a_line_of_the_story_stays_in_it(line: str) -> None:
    assert roles(BODY, line) == [("body", ""), ("body", "")]


def test_the_first_lines_are_label_title_and_second_title() -> None:
    assert roles("World", "Island votes to keep flag", "The day in the capital", BODY) == [
        ("furniture", "the label of a section"),
        ("title", "the title"),
        ("crosshead", "a second title or a caption"),
        ("body", ""),
    ]


def test_a_label_in_front_does_not_hide_the_title() -> None:
    assert roles("Live: the island votes on its flag today", BODY)[0] == ("title", "the title")


def test_a_crosshead_stands_between_paragraphs() -> None:
    assert roles(BODY, "High turnout", BODY)[1] == ("crosshead", "a crosshead")
    assert roles(BODY, "High turnout")[1] == ("furniture", "a label")


@pytest.mark.parametrize(
    ("dateline", "rest"),
    [
        ("KYIV, Sept 28 (Reuters) - ", "Polls have closed."),
        ("MANAGUA, November 8. ", "Polls have closed."),
        ("DUSHANBE, 23 May. ", "Polls have closed."),
        ("(AP) ", "Polls have closed."),
        ("Kirn (dpa) - ", "Polls have closed."),
        ("", "Polls have closed."),
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(dateline: str, rest: str) -> None:
    text = dateline + rest
    span = without_dateline(text, Span(0, len(text)))
    assert text[span.start : span.stop] == rest


def test_nothing_is_thrown_away_and_no_number_of_the_page_counts() -> None:
    reading = read_text(f"Island votes\n\n{BODY} Turnout was 61%.\n\nImage caption: 12 of 40 boxes")
    assert reading.furniture[-1].text == "Image caption: 12 of 40 boxes"
    assert reading.furniture[-1].why == "the caption or credit of a picture"
    assert reading.coverage == "read 1 of 1 numbers"
