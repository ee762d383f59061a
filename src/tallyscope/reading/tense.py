"""Where the dates of a clause point: backwards or forwards, by its tense."""

from __future__ import annotations

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.days import Direction
from tallyscope.reading.document import Sentence
from tallyscope.reading.pattern import Pattern

_AFTER = Pattern(r"\b(?:after|following|since|in|at|from|of|won) (?:the )?$")
_HELD = Pattern(
    r"\b(?:voted|held|backed|rejected|approved|chose|elected|went|took|ended)\b[^.;:]{0,60}$"
    # what voters did about something that is to come: "approved a plan to widen it on Sunday"
    r"|\b(?:approved|rejected|backed|supported|endorsed|(?:turned|voted|struck) down|threw out"
    r"|have (?:voted|decided)|accepted|opposed|agreed)\b(?:[^.;:,]|\.(?=\d)){0,100}$"
    # what somebody will be, after what is over: "will be mayor after her party won on Tuesday"
    r"|\b(?:after|now that|because|having)\b[^.;:,]{0,50}\b(?:w[io]n(?:ning)?|los(?:t|ing)"
    r"|beat(?:ing)?|swe(?:pt|eping)|secur(?:ed|ing)|defeat(?:ed|ing)|clinch(?:ed|ing)|held|holding|triumphed"
    r"|prevailed|topp(?:ed|ing))\b[^.;:,]{0,60}$"
)
_FUTURE = Pattern(
    r"\b(?:faces? (?:each other|off)|squares? off|goes? head to head|will|won't|shall|is to"
    r"|are to|is due|are due|due to|set (?:to|for)|scheduled|planned"
    r"|plans? to|planning|going to|is expected|are expected|promised to|intends? to|would (?:be"
    r"|take|hold|meet|decide|vote)|(?<!the )(?<!of )votes on"
    r"|(?<![Tt]he )(?<!'s )(?<!to )(?<!\ba )vote on (?=[A-Z\d])|goes to the polls|go to the polls"
    r"|decides?|tomorrow"
    r"|may vote|can vote|goes into|go into|heads? (?:into|for)|heading into|ahead of <D|run-up to"
    r"|on the eve of|upcoming|forthcoming|called to the polls)\b"
)


_WAS = Pattern(r",? (?:it |there |they |he |she )?(?:was|were|had|did|came|stood|became)\b")
_CLAUSE = 125  # characters in front of a day; the longest verb of these with the words between


def direction_to(sentence: Sentence, words: TimeWords) -> Direction:
    """Return where a vote's day points: "set to win after Sunday's vote" looks back too."""
    before = sentence.marked.plain[: words.span.start - sentence.span.start][-_CLAUSE:]
    behind = sentence.marked.plain[words.span.stop - sentence.span.start :]
    if _AFTER.search(before) or _HELD.search(before) or _WAS.match(behind):
        return "past"
    start = words.span.start - sentence.span.start
    clause = _around(sentence.marked.plain, start, words.span.stop - sentence.span.start)
    return "future" if _FUTURE.search(clause) or _BEFORE_A_DAY.search(before) else "past"


def _around(plain: str, start: int, stop: int) -> str:
    """The words of a sentence around a date, as far as its clause goes."""
    begins = [match.end() for match in _CLAUSES.finditer(plain, 0, start)]
    ends = _CLAUSES.search(plain, stop)
    return plain[begins[-1] if begins else 0 : ends.start() if ends else len(plain)]


_CLAUSES = Pattern(r"; |, (?:but|and|while|though|although) ")
_BEFORE_A_DAY = Pattern(r"\b(?:ahead of|before) $")


def direction_of(marked_text: str) -> Direction:
    """Return where bare dates of a clause point, by its tense."""
    return "future" if _FUTURE.search(marked_text) else "past"
