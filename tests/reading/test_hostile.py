"""Texts that nobody wrote for readers: long, deep, repeated. They are read, and quickly."""

from __future__ import annotations

import time

import pytest

from tallyscope.reading import read_text

LONGEST_SECONDS = 20.0  # our choice: ten times what the slowest needs on an old machine


def texts() -> list[object]:
    """Return the hostile texts by name."""
    return [
        pytest.param("1" * 10_000, id="ten thousand digits"),
        pytest.param("Turnout was " + "9" * 10_000 + "%.", id="ten thousand digits of turnout"),
        pytest.param("1," * 5_000 + "1", id="ten thousand digits and commas"),
        pytest.param('"' * 5_000 + "Yes won with 52%" + '"' * 5_000, id="nested quotes"),
        pytest.param("“" * 5_000 + "Yes won with 52%" + "”" * 5_000, id="nested curly quotes"),
        pytest.param("(" * 5_000 + "52%" + ")" * 5_000, id="nested brackets"),
        pytest.param("a" * 200_000, id="a long word"),
        pytest.param("Abc-1%,Yes" * 5_000, id="a line without spaces"),
        pytest.param("one hundred and " * 5_000, id="a number in words without an end"),
        pytest.param("2 million 458 thousand " * 2_000, id="a number of parts without an end"),
        pytest.param("Yes, No, " * 10_000, id="commas"),
        pytest.param("from 1 May to " * 3_000, id="an interval without an end"),
        pytest.param("\n" * 100_000 + "Turnout was 61%.", id="empty lines"),
    ]


MOST_TIMES_AS_LONG = 7.0
"""For four times the text; our choice: 4 is linear, 16 would be the square, the rest is noise."""


TRIES = 3
"""Our choice: three busy moments in a row are unlikely."""


def growing() -> list[object]:
    """Return what grows, by name: a text that is repeated, and what stands around it."""
    return [
        pytest.param("1", "", "", id="digits"),
        pytest.param("9", "Turnout was ", "%.", id="digits of turnout"),
        pytest.param("1,", "", "1", id="digits and commas"),
        pytest.param('"', "", "Yes won with 52%", id="quotes"),
        pytest.param('"he said ', "", "", id="quotes within quotes"),
        pytest.param("A", "", "", id="capitals"),
        pytest.param("ABC ", "", "", id="words in capitals"),
        pytest.param("Aber, Bryn, ", "Voters in ", "", id="a list of places"),
        pytest.param("Monday ", "", "", id="days"),
        pytest.param("Turnout was 93%. ", "", "", id="claims"),
    ]


def _seconds(text: str) -> float:
    """The least processor time of three readings: other programs make it longer, never shorter."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        read_text(text)
        times.append(time.process_time() - begin)
    return min(times)


@pytest.mark.slow
@pytest.mark.parametrize(("part", "before", "behind"), growing())
def test_time_grows_with_the_text(part: str, before: str, behind: str) -> None:
    count = 10_000 // len(part)
    short, long = (before + part * times * count + behind for times in (1, 4))
    read_text(short)  # patterns are compiled when they are first needed
    # a machine may be busy while the long one is read; what grows by the square does so each time
    assert any(_seconds(long) < MOST_TIMES_AS_LONG * _seconds(short) for _ in range(TRIES))


@pytest.mark.parametrize("text", texts())
def test_a_hostile_text_is_read(text: str) -> None:
    begin = time.perf_counter()
    reading = read_text(text)
    assert time.perf_counter() - begin < LONGEST_SECONDS
    assert reading.numbers == reading.numbers_read + len(reading.not_understood)


@pytest.mark.slow
@pytest.mark.parametrize("words", ["93% of ", "Turnout was 93%. ", "93% of votes in Kirn and "])
def test_200_kilobytes_of_one_claim_are_read(words: str) -> None:
    begin = time.perf_counter()
    text = words * (200_000 // len(words))
    reading = read_text(text)
    assert time.perf_counter() - begin < 3 * LONGEST_SECONDS
    assert reading.numbers == text.count("93")
