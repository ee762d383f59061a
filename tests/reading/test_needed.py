"""Words that a frame needs: no sentence that its pattern matches is without one of them."""

from __future__ import annotations

import pytest

from tallyscope.reading.document import take_apart
from tallyscope.reading.frames import FRAMES, LATE, Frame
from tallyscope.reading.frames.needed import needed, words_within
from tallyscope.reading.grammar import expand


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(?:won|took) <P\d+>", ("took", "won")),
        (r"won(?: only)? <P\d+>", ("won",)),
        (r"(?!lost)(?:won)+ <P\d+>", ("won",)),  # what must not follow is no word to look for
        (r"a (?:clear win|big (?:lead|loss))", ("clear win", "lead", "loss")),
        (r"favou?r of", ("favo",)),
        (r"turnout|(?:share )?of <P\d+>", ("of <P", "turnout")),
    ],
)
def test_words_are_taken_out_of_a_pattern(pattern: str, expected: tuple[str, ...]) -> None:
    found = words_within(pattern)
    assert found is not None
    assert found.words == expected


@pytest.mark.parametrize("pattern", [r"<P\d+>", r"(?:won)?", r"won|<P\d+>", r"[a-z]+ <P\d+>", ""])
def test_a_pattern_may_need_no_word(pattern: str) -> None:
    assert words_within(pattern) is None


def test_a_pattern_that_cannot_be_spelt_out_stays_one() -> None:
    found = needed(r"(?:by|with) <")
    assert found.words == ()
    assert found.stands_in("won by <P0>")
    assert not found.stands_in("won over <P0>")


@pytest.mark.parametrize("frame", [*FRAMES, *LATE], ids=lambda frame: frame.id)
def test_no_example_of_a_frame_is_without_its_words(frame: Frame) -> None:
    words = needed(frame.needs) if frame.needs else words_within(expand(frame.words))
    for example in frame.examples:
        for sentence in take_apart(example).sentences:
            low = sentence.core.low
            assert words is None or words.stands_in(low) or not frame.pattern.search(low), low
