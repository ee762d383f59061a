"""Words that a pattern needs: whatever it matches holds them."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tallyscope.reading import read_text
from tallyscope.reading.document import take_apart
from tallyscope.reading.frames import FRAMES, LATE, Frame
from tallyscope.reading.needed_words import patterns
from tallyscope.reading.needs import Vocabulary, needs
from tallyscope.reading.pattern import Pattern, Text
from tests.reading.measure import STORIES

EVERY = 31
"""Of how many sentences of the stories one is looked at; our choice, some hundreds are left."""


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(?:won|took) <P\d+>", [{"won ", "took "}, {"<P"}]),
        (r"\bwon(?: only)? <[PN]\d+>", [{" won "}, {"<P", "<N"}]),
        (r"(?!lost)(?:won)+ ", [{"won"}]),  # what must not follow is no word to look for
        (r"won(?=, but)", [{"won "}, {" but"}]),
        (r"vot(?:er|ing)s?", [{"voter", "voting"}]),
        (r"favou?r h[eo]ld", [{"favor ", "favour "}, {" held", " hold"}]),
        (r"(?i:Yes)\b(?<!no )", [{"yes "}]),
        (r"(?<![\w-])votes?(?!\w)", [{" vote ", " votes "}]),
        (r"don't", [{"don "}, {" t"}]),
        (r"<(?P<day>D\d+)> won", [{"<D"}, {" won"}]),
        (r'"[^"]+"(?= had)', [{'"'}, {" had"}]),
        (r"; |\(|, but ", [{";", "(", " but "}]),
        (r"\b(?:he'd|is due)\b", [{" d ", " due "}]),  # rather than "he" and "is"
        (r"(?:won|<P\d+>)", [{"won", "<P"}]),
        (r"(?:won)?", []),
        (r"won|", []),
        (r"[a-z]+ \d+", []),
        (r"(?a)\bwon\b", []),  # words end elsewhere
    ],
)
def test_words_are_taken_out_of_a_pattern(pattern: str, expected: list[set[str]]) -> None:
    assert [set(words) for words in needs(pattern)] == expected


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("They won it", True),
        ("they WON.", True),
        ("a wonder", False),
        ("<P0>won ", True),
        ("w" * 100, True),  # too long to be looked into
        ("w\u0131n", True),  # may be another letter where a pattern ignores case
        ("lost", False),
        ("", False),
    ],
)
def test_a_text_lacks_words_or_not(text: str, stands: bool) -> None:
    vocabulary = Vocabulary()
    bits = vocabulary.bits(needs(r"\bwon\b"))
    assert (not vocabulary.absent(text) & bits) is stands


@pytest.mark.parametrize("sign", ['"', ";", ":", "("])
def test_a_text_lacks_signs_or_not(sign: str) -> None:
    vocabulary = Vocabulary()
    bits = vocabulary.bits(needs(re.escape(sign) + "Yes"))
    assert vocabulary.absent("yes, he said") & bits
    assert vocabulary.absent(f"{sign}no, he said") & bits
    assert not vocabulary.absent(f"he said {sign}yes") & bits
    assert not vocabulary.absent(f"he said {sign} yes") & bits


def test_words_that_are_new_to_the_vocabulary_are_not_absent_from_an_older_text() -> None:
    text = Text("nothing of the kind")
    assert text.absent >= 0
    pattern = Pattern("\\bunheard-of\\b")
    pattern.learn()
    assert pattern.may_match(text)
    assert not pattern.may_match(Text(str(text)))


def test_a_pattern_is_used_like_a_regular_expression() -> None:
    pattern, compiled = Pattern(r"\bwon\b (\w+)"), re.compile(r"\bwon\b (\w+)")
    for _ in range(2):  # before and after it has learned what it needs
        for text in ("He won here, she won there", "lost", "He wonders"):
            for found in (Text(text), text):
                assert pattern.findall(found) == compiled.findall(text)
                assert pattern.sub("x", found) == compiled.sub("x", text)
                assert bool(pattern.search(found)) == bool(compiled.search(text))
                assert bool(pattern.match(found, 3)) == bool(compiled.match(text, 3))
                assert len(list(pattern.finditer(found))) == len(compiled.findall(text))
        # "wonders" is cut to "won": the words of the whole say nothing about that
        assert Pattern(r"won\b").search(Text("He wonders"), 0, 6)
        pattern.learn()


def stories() -> list[str]:
    """Return the texts of the stories that rules are developed with."""
    paths = sorted((STORIES / "development").glob("*.json"))
    return [json.loads(path.read_text(encoding="utf-8"))["text"] for path in paths]


@cache
def sentences() -> tuple[Text, ...]:
    """Return sentences of stories and of the examples of frames, as patterns see them."""
    told = [one for story in stories() for one in take_apart(story).sentences][::EVERY]
    examples = (example for frame in (*FRAMES, *LATE) for example in frame.examples)
    told += [sentence for example in examples for sentence in take_apart(example).sentences]
    marked = [one for sentence in told for one in (sentence.marked, sentence.core)]
    return tuple(dict.fromkeys(text for one in marked for text in (one.text, one.low)))


def test_what_a_pattern_matches_holds_the_words_that_it_needs() -> None:
    for pattern in patterns():
        pattern.learn()
    for text in [Text(str(sentence)) for sentence in sentences()]:
        for pattern in patterns():
            if not pattern.may_match(text):
                assert pattern.compiled.search(text) is None, (pattern.pattern, text)


@pytest.mark.slow
@pytest.mark.parametrize("frame", [*FRAMES, *LATE], ids=lambda frame: frame.id)
def test_whatever_could_be_said_in_a_form_holds_its_words(frame: Frame) -> None:
    @settings(
        max_examples=5,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.from_regex(frame.pattern.compiled))
    def holds(text: str) -> None:
        frame.pattern.learn()
        assert frame.pattern.may_match(Text(text))

    holds()


def test_reading_is_the_same_whether_patterns_have_learned_or_not() -> None:
    story = stories()[0]
    first = read_text(story)
    for pattern in patterns():
        pattern.learn()
    assert read_text(story) == first
