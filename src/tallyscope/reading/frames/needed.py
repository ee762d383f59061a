r"""Words that a sentence must hold before a frame's pattern is tried; for speed only.

Looking for a few words as they are is ten times as fast as trying a pattern, and there are more
than a hundred patterns. A frame may name its words; else they are taken out of its pattern: every
match of ``(?:won|took) <P\d+>(?: of the)?`` holds "won" or "took".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PLAIN = re.compile(r"[\w ,'>-]+")
_OPTIONAL = re.compile(r"(\w)\?")
_EITHER = re.compile(r"\[(\w+)\]")
_MOST_WORDS = 40
"""Our choice: with more words to look for, trying the pattern is as fast."""


@dataclass(frozen=True)
class Needed:
    """Words one of which must stand in a sentence: as they are, or as a pattern."""

    words: tuple[str, ...]
    pattern: re.Pattern[str] | None

    def stands_in(self, low: str) -> bool:
        """Whether a sentence in lower case holds one of the words."""
        if self.pattern is not None:
            return self.pattern.search(low) is not None
        for word in self.words:  # noqa: SIM110 - a loop is twice as fast as any() here
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


def words_within(pattern: str) -> Needed | None:
    r"""Return words one of which every match of a pattern holds; None if none can be told.

    Examples
    --------
    >>> words_within(r"(?:won|took(?: only)?) (?P<n><P\d+>)(?: of the vote)?").words
    ('took', 'won')
    >>> words_within(r"<P\d+>(?: of the vote)?")
    """
    found = _required(pattern)
    return Needed(tuple(sorted(found)), None) if found else None


_MARK = re.compile(r"<?[A-Z]?>?[\s,.;:]*")


def _required(pattern: str) -> frozenset[str]:
    """Words one of which must occur; empty if there is no such list."""
    branches = list(_branches(pattern))
    if len(branches) > 1:
        words = [_required(branch) for branch in branches]
        return frozenset().union(*words) if all(words) else frozenset()
    best: frozenset[str] = frozenset()
    run = ""
    for atom, repeats in _atoms(pattern):
        if len(atom) == 1 and repeats == "":
            run += atom
            continue
        best, run = _better(best, _word(run)), ""
        if atom.startswith("(") and repeats not in ("?", "*") and not atom.startswith(_LOOKING):
            best = _better(best, _required(_inside(atom)))
    return _better(best, _word(run))


_LOOKING = ("(?!", "(?=", "(?<!", "(?<=")


def _word(run: str) -> frozenset[str]:
    """A run of letters as a word to look for; marks of numbers stand in every sentence."""
    word = run.strip()
    return frozenset() if len(word) < 2 or _MARK.fullmatch(word) else frozenset([word])


def _better(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The list that lets fewer sentences through: that with the longer shortest word."""
    if not other or len(other) > _MOST_WORDS:
        return one
    if not one:
        return other
    return max(one, other, key=lambda words: (min(map(len, words)), -len(words)))


def _inside(group: str) -> str:
    return re.sub(r"^\((?:\?:|\?P<\w+>)?", "", group)[:-1]


def _branches(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern at its outermost level."""
    last = place = 0
    while place < len(pattern):
        if pattern[place] == "|":
            yield pattern[last:place]
            last = place + 1
        place = _end_of_atom(pattern, place)
    yield pattern[last:]


def _atoms(pattern: str) -> Iterator[tuple[str, str]]:
    """The characters, classes and groups of a pattern, each with how often it may stand."""
    place = 0
    while place < len(pattern):
        end = _end_of_atom(pattern, place)
        atom, times = pattern[place:end], ""
        repeat = _REPEAT.match(pattern, end)
        if repeat:
            end, times = repeat.end(), repeat[1]
            times = "?" if times.startswith(("{0", "{,")) else times
            times = "+" if times.startswith("{") else times
        if atom.startswith("\\") and atom[1:] in _ESCAPED:
            atom = atom[1:]
        elif atom in ("^", "$", "."):
            atom += " "  # no letter of its own
        yield atom, times
        place = end


_REPEAT = re.compile(r"([?*+]|\{[\d,]+\})\??")
_ESCAPED = frozenset("()[].?*+|$^\"'")


def _end_of_atom(pattern: str, place: int) -> int:
    """Where the character, class or group that begins at `place` ends."""
    if pattern[place] == "\\":
        return place + 2
    if pattern[place] == "[":
        end = pattern.index("]", place + 2)
        return end + 1
    if pattern[place] != "(":
        return place + 1
    depth, end = 0, place
    while True:
        if pattern[end] == "\\":
            end += 2
            continue
        if pattern[end] == "[":
            end = pattern.index("]", end + 2)
        depth += (pattern[end] == "(") - (pattern[end] == ")")
        end += 1
        if depth == 0:
            return end
