"""Paragraphs and sentences of a story, as ranges of characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallyscope.statement import Span

LONGEST_SENTENCE = 1500
"""Characters; our choice: ten times a long sentence. What has no full stop for longer is cut
there, so that no rule ever sees more text than this and reading stays linear."""

_LINE = re.compile(r"[^\n]+")
_SHORT_WORDS = (
    "mr mrs ms dr prof gen col lt capt sgt sen rep gov rev hon st jr sr no nos vs etc inc ltd co "
    "corp jan feb mar apr jun jul aug sep sept oct nov dec mt approx dept est fig u.s u.k u.n e.g "
    "i.e a.m p.m d.c"
)
_ABBREVIATIONS = frozenset(_SHORT_WORDS.split())
# A full stop (or ! ?), closing quotation marks and brackets, then space and a capital or digit.
_BOUNDARY = re.compile(r"[.!?…][\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9\u00c0-\u00de\u0400-\u042f])")
_NUMBER_BEHIND = re.compile(r"\. ?\d")
# what goes on behind "10:40 p.m."
_OF_THE_CLOCK = re.compile(
    r"\s+(?:[A-Z]{2,5}\b|[A-Z]\w+ (?:[Tt]ime|[Ss]tandard|[Dd]aylight)\b|\w+day\b|\d"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
)
# what is told apart by letters
_LETTERED = re.compile(
    r"\b(?:Prop|Proposition|Measure|Question|Option|Amendment|Issue|Initiative|Plan|Area|Zone|Group"
    r"|Class|Ward|Article|Part|Model|Variant|Section)s? (?:[A-Z] (?:and|or) )?$"
)
# "chairman R.M.A.L. Ratnayake"; "in the U.S.A. The" ends a sentence
_INITIALS = re.compile(r"(?!U\.S)(?:[A-Z]\.){2,}[A-Z]")
_SURNAME = re.compile(
    r" (?!(?:The|An?|In|On|At|It|He|She|They|But|And|That|This|Its|His|Her)\b)[A-Z]"
)
_LAST_WORD = re.compile(r"[\w.]+$")


def paragraphs(text: str) -> list[Span]:
    """Return the paragraphs of a plain text: lines, or blocks of lines that were wrapped.

    Lines of one block are joined only if the first word of each next line would not have fitted
    behind the line before it, which is what a program that wraps lines leaves behind.
    """
    found: list[Span] = []
    for block in _blocks(text):
        width = max(line.stop - line.start for line in block)
        for line in block:
            if found and line is not block[0] and _was_wrapped(text, found[-1], line, width):
                found[-1] = Span(found[-1].start, line.stop)
            else:
                found.append(line)
    return found


def _blocks(text: str) -> Iterator[list[Span]]:
    block: list[Span] = []
    for match in _LINE.finditer(text):
        start, stop = match.span()
        while start < stop and text[start] == " ":
            start += 1
        while stop > start and text[stop - 1] == " ":
            stop -= 1
        if start == stop or (block and match.start() - block[-1].stop > 1 + _trailing(text, block)):
            if block:
                yield block
            block = []
        if start < stop:
            block.append(Span(start, stop))
    if block:
        yield block


def _trailing(text: str, block: list[Span]) -> int:
    """Spaces behind the last line of a block."""
    count = 0
    while text[block[-1].stop + count : block[-1].stop + count + 1] == " ":
        count += 1
    return count


_WRAP_WIDTHS = range(50, 121)  # characters; our choice: what mail and terminals wrap at


_ROW = re.compile(r"[A-Z][^:\n]{1,50}: ?\d[\d.,]*(?: ?%| ?per ?cent| votes)?(?: \(.{1,20}\))?$")


def _was_wrapped(text: str, before: Span, line: Span, width: int) -> bool:
    if width not in _WRAP_WIDTHS or _ROW.match(text, line.start, line.stop):
        return False
    last = text.rfind("\n", before.start, before.stop) + 1
    length = before.stop - max(last, before.start)
    first_word = text[line.start : line.stop].split(" ", 1)[0]
    return length + 1 + len(first_word) > width and text[line.start] not in "-*•"


def sentences(text: str, paragraph: Span) -> list[Span]:
    """Return the sentences of one paragraph of a plain text.

    Examples
    --------
    >>> text = "Mr. Smith won 52.3%. Turnout was 61%."
    >>> [text[s.start : s.stop] for s in sentences(text, Span(0, len(text)))]
    ['Mr. Smith won 52.3%.', 'Turnout was 61%.']
    >>> text = "Many backed Prop B. Turnout was 61%."
    >>> [text[s.start : s.stop] for s in sentences(text, Span(0, len(text)))]
    ['Many backed Prop B.', 'Turnout was 61%.']
    """
    found: list[Span] = []
    start = paragraph.start
    for match in _BOUNDARY.finditer(text, paragraph.start, paragraph.stop):
        if _is_abbreviation(text, start, match.start()):
            continue
        found += _cut(Span(start, match.start() + len(match.group().rstrip())))
        start = match.end()
    return [*found, *_cut(Span(start, paragraph.stop))]


def _is_abbreviation(text: str, start: int, stop: int) -> bool:
    if text[stop] != ".":
        return False
    word = _LAST_WORD.search(text, max(start, stop - 12), stop)
    if word is None:
        return False
    last = word.group()
    if last.lower() == "no" and not _NUMBER_BEHIND.match(text, stop):
        return False  # "No. 5" is a number; "said no." ends a sentence
    if last.lower() in ("a.m", "p.m"):
        return bool(_OF_THE_CLOCK.match(text, stop + 1))
    if _INITIALS.fullmatch(last):
        return bool(_SURNAME.match(text, stop + 1))
    is_initial = len(last) == 1 and last.isupper() and last != "I"
    if is_initial and _LETTERED.search(text, max(0, word.start() - 14), word.start()):
        return False  # "Prop B." ends a sentence; "George B." goes on
    return is_initial or last.lower() in _ABBREVIATIONS


def _cut(span: Span) -> Iterator[Span]:
    for start in range(span.start, span.stop, LONGEST_SENTENCE):
        yield Span(start, min(start + LONGEST_SENTENCE, span.stop))
