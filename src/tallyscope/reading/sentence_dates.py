"""The expressions of time of a sentence, and whether somebody said something then."""

from __future__ import annotations

from collections.abc import Iterator

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.document import Sentence
from tallyscope.reading.marking import MARK, Marked, Phrase


def dates_of(sentence: Sentence) -> list[TimeWords]:
    """Return the expressions of time of a sentence, in order, without clock times."""
    return list(time_words(sentence.marked, sentence.marked.text))


def time_words(marked: Marked, text: str) -> Iterator[TimeWords]:
    """Yield the expressions of time in a piece of marked text, without clock times."""
    for name in MARK.findall(text):
        found = marked.found[name]
        if isinstance(found, Phrase):
            yield from time_words(marked, found.inner)
        elif isinstance(found, TimeWords) and found.form != "clock":
            yield found


def is_spoken(words: TimeWords, sentence: Sentence) -> bool:
    """Tell whether somebody said something on a day."""
    return any(
        sentence.marked.found[name] is words for saying in sentence.sayings for name in saying.dates
    )
