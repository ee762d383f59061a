"""Words that a sentence must hold before a frame's pattern is tried; for speed only.

Looking for a few words as they are is ten times as fast as searching for a pattern of them, and a
sentence is asked some fifty times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PLAIN = re.compile(r"[\w ,'>-]+")
_OPTIONAL = re.compile(r"(\w)\?")
_EITHER = re.compile(r"\[(\w+)\]")


@dataclass(frozen=True)
class Needed:
    """Words one of which must stand in a sentence: as they are, or as a pattern."""

    words: tuple[str, ...]
    pattern: re.Pattern[str] | None

    def stands_in(self, low: str) -> bool:
        """Whether a sentence in lower case holds one of the words."""
        if self.pattern is not None:
            return self.pattern.search(low) is not None
        for word in self.words:  # a loop is twice as fast as any() here
            if word in low:
                return True
        return False


def needed(pattern: str) -> Needed:
    r"""Return the words of a pattern such as ``h[eo]ld|controls?|\bby\b``.

    Edges of words are left out, so that more may be let through but never less. A pattern with
    groups or counts stays a pattern.

    Examples
    --------
    >>> needed(r"h[eo]ld|favou?r|\bby\b").words
    ('held', 'hold', 'favor', 'favour', 'by')
    """
    words: list[str] = []
    for part in pattern.replace(r"\b", "").split("|"):
        forms = _forms(part)
        if not all(_PLAIN.fullmatch(form) for form in forms):
            return Needed((), re.compile(pattern))
        words += forms
    return Needed(tuple(dict.fromkeys(words)), None)


def _forms(part: str) -> list[str]:
    """A word with an optional or an alternative letter, spelt out."""
    optional = _OPTIONAL.search(part)
    if optional:
        before, after = part[: optional.start()], part[optional.end() :]
        return [*_forms(before + after), *_forms(before + optional[1] + after)]
    either = _EITHER.search(part)
    if either:
        before, after = part[: either.start()], part[either.end() :]
        return [form for letter in either[1] for form in _forms(before + letter + after)]
    return [part]
