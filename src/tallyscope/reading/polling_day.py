"""The day of the vote that a story is about, and the votes that its sentences name by a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.days import Direction, resolve
from tallyscope.reading.document import Document, Sentence
from tallyscope.reading.marking import MARK
from tallyscope.statement import Days, Read, Span

VOTE_NOUN = (
    r"(?:elections?|referend(?:um|ums|a)|votes?|voting|ballots?|polls?|plebiscites?|contests?"
    r"|run-?offs?|primar(?:y|ies)|by-elections?|rounds?|consultations?|polling|count"
    r"|initiatives?)"
)
_LIST = (
    r"(?:the )?(?:[a-z-]+ (?:of )?){0,3}?(?:<L\d+>'s (?:[a-z]+ ){0,2})?<L\d+>"
    r"(?:(?:, |,? and )(?:the )?(?:[a-z-]+ (?:of )?){0,2}?<L\d+>){0,5}"
)
# "announced on Thursday, the day the ballot closed": on that day it was said, and voted too.
_CLOSING = re.compile(
    r"<(?P<day>D\d+)>, the day (?:on which |that )?(?:the )?(?:[a-z]+ )?"
    rf"{VOTE_NOUN} (?:closed|ended|was held|took place)\b"
)
# Words that tie a day to the vote.
_VOTE_DAY = (
    _CLOSING,
    re.compile(r"\b(?:night|day) of <(?P<day>D\d+)>"),
    re.compile(
        r"\b(?:voted|backed|chose|rejected|approved|said (?:yes|no)|re-?elected|threw out|took "
        r"part|turned out|won|wins|secured|clinched|triumphed|prevailed|beat|defeated|lost)\b"
        r"[^.;:,]{0,70}(?<!said) (?:on |last )?<(?P<day>D\d+)>(?!'s)",
        re.IGNORECASE,
    ),
    re.compile(r"\b[Tt]urnout(?! (?:by|at))[^.;<]{0,30}<(?P<day>D\d+)>"),
    re.compile(
        r"<(?P<day>D\d+)>(?:'s|')? (?:(?!<[NPX]|\w+ed\b|said\b|was\b|were\b|that\b|as\b|and\b)"
        rf"[\w'<>-]+ ){{0,3}}?{VOTE_NOUN}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?:{VOTE_NOUN}|voted|vote|election day|went to the polls|cast ballots)(?: (?:in"
        rf"|across|of|for|on) {_LIST})?(?:,? (?:was|were|had|had been|that|which))?(?: "
        r"(?:held|took place|taken place|ended|closed|took|has ended|over|finished|holding"
        r"|staged|organi[sz]ed|gone on|went on|ran|run|lasted|voted|in))?(?: (?:in|across) "
        r"<L\d+>)?(?:,? (?:late|early))?(?:,? (?:on|in|of|over|last|by|from))? ?<(?P<day>D\d+)>",
        re.IGNORECASE,
    ),
)
_LONGEST_VOTE = 16
"""Days; our choice: votes of several days last two weeks or so; a month is no vote day."""
_NEWS_FOR = 31
"""Days; our choice: a story on results that names its day without the vote follows within weeks."""
_COUNTING_FOR = 4
"""Days; our choice: "on Sunday night" in a story on a count is the night after the vote."""


def polling_day(document: Document, published: date | None) -> Read[Days]:
    """Return the day of the vote that most of a story's numbers are about."""
    ahead: Read[Days] | None = None
    lead = (*document.title, *document.sentences[:_LEAD])
    for sentence in (*document.title, *document.sentences):
        if ahead and sentence not in lead and not any(map(_tells_a_result, lead)):
            return ahead
        for words, span in vote_days(sentence):
            days = resolve(words, published, direction_to(sentence, words))
            if days is None or _length(days) > _LONGEST_VOTE:
                continue
            found = Read(days, "carried", "vote-day:of-the-story", span)
            if published is None or days.first <= published:
                return found
            ahead = ahead or found
    if ahead is not None:
        return ahead
    found = _first_day(document.sentences[:_LEAD], published)
    if found.value is None:
        found = _day_of_results(document.sentences, published)
    return found if found.value is not None else _night_of_count(document.sentences, published)


def _tells_a_result(sentence: Sentence) -> bool:
    return bool(_RESULT.search(sentence.marked.text))


_RESULT = re.compile(
    r"\b(?:won|wins|took|secured|led|leads|beat|defeated|came first|voted|elected|re-elected"
    r"|topped|finished|rejected|approved|backed)\b"
)
_LEAD = 2  # sentences; our choice: a day without a word for the vote counts in the lead only


def _first_day(sentences: Sequence[Sentence], published: date | None) -> Read[Days]:
    """The first day that the story's lead names, if it names none together with the vote."""
    for sentence in sentences:
        for words in _unspoken(sentence):
            days = resolve(words, published, direction_of(sentence.marked.text))
            dated = words.form == "day" and bool(words.year)
            if days and published and (_is_fresh(days, published) or dated):
                return Read(days, "carried", "vote-day:first-day-named", words.span)
    return Read(None, "unknown")


def _day_of_results(sentences: Sequence[Sentence], published: date | None) -> Read[Days]:
    """The first fresh day in a sentence with a result: "On Sunday 53.7% told the council ..."."""
    for sentence in sentences:
        if "<P" not in sentence.marked.text or published is None:
            continue
        for words in _unspoken(sentence):
            days = resolve(words, published, "past")
            if days and _is_fresh(days, published) and _SINCE.search(_before(sentence, words)):
                return Read(days, "carried", "vote-day:of-a-result", words.span)
    return Read(None, "unknown")


_SINCE = re.compile(r"(?:^|\b(?:on|over|late|early|last) )$|%? $", re.IGNORECASE)


def _night_of_count(sentences: Sequence[Sentence], published: date | None) -> Read[Days]:
    """The night on which the first figures were told, if the story tells no day of the vote."""
    nights: list[tuple[Days, Span]] = []
    for sentence in sentences if published else ():
        for words in _days_in(sentence):
            days = resolve(words, published, "past")
            here = sentence.marked.plain[
                words.span.start - sentence.span.start : words.span.stop - sentence.span.start
            ]
            late = _LATE.search(_before(sentence, words)) or here.endswith(("night", "evening"))
            if published and days and late and 0 <= (published - days.last).days <= _COUNTING_FOR:
                nights.append((days, words.span))
    if not nights:
        return Read(None, "unknown")
    days, span = min(nights, key=lambda night: (night[0].first, night[1]))
    return Read(days, "carried", "vote-day:night-of-the-count", span)


_LATE = re.compile(r"\blate(?: on)? $", re.IGNORECASE)


def _before(sentence: Sentence, words: TimeWords) -> str:
    """The sentence in front of a date."""
    return sentence.marked.plain[: words.span.start - sentence.span.start]


def _days_in(sentence: Sentence) -> Iterator[TimeWords]:
    for name in MARK.findall(sentence.marked.text):
        words = sentence.marked.found[name]
        if isinstance(words, TimeWords) and words.form != "clock":
            yield words


def _unspoken(sentence: Sentence) -> Iterator[TimeWords]:
    """Dates of a sentence on which nobody said and nothing was released."""
    spoken = spoken_days(sentence)
    for words in _days_in(sentence):
        if words not in spoken and not RELEASED.search(_before(sentence, words)):
            yield words


def spoken_days(sentence: Sentence) -> list[TimeWords]:
    """Return the dates that stand with a word of saying."""
    found = (sentence.marked.found[name] for one in sentence.sayings for name in one.dates)
    return [words for words in found if isinstance(words, TimeWords)]


# The day on which figures came out is not the day of the vote.
RELEASED = re.compile(
    r"\b(?:released|published|announced|issued|reported)(?: (?:late|early|only))?(?: on)? $"
)


def _is_fresh(days: Days, published: date) -> bool:
    """Whether an event of a day or two is news on the day of publication."""
    return _length(days) <= 1 and 0 < (published - days.last).days <= _NEWS_FOR


def _length(days: Days) -> int:
    return (days.last - days.first).days


def vote_days(sentence: Sentence) -> Iterator[tuple[TimeWords, Span]]:
    """Yield the dates of a sentence that stand with a word for a vote."""
    marked = sentence.marked
    if "<D" not in marked.text:
        return
    spoken = {name for saying in sentence.sayings for name in saying.dates}
    seen: set[str] = set()
    for pattern in _VOTE_DAY:
        for match in pattern.finditer(marked.text):
            words = marked.found[match["day"]]
            is_spoken = match["day"] in spoken and pattern is not _CLOSING
            if match["day"] in seen or is_spoken or not isinstance(words, TimeWords):
                continue
            seen.add(match["day"])
            yield words, words.span


_AFTER = re.compile(r"\b(?:after|following|since|in|at|from|of|won) (?:the )?$")
_HELD = re.compile(
    r"\b(?:voted|held|backed|rejected|approved|chose|elected|went|took|ended)\b[^.;:]{0,60}$"
)
_FUTURE = re.compile(
    r"\b(?:will|won't|shall|is to|are to|is due|are due|due to|set (?:to|for)|scheduled|planned"
    r"|plans? to|planning|going to|is expected|are expected|promised to|intends? to|would (?:be"
    r"|take|hold|meet|decide|vote)|(?<!the )(?<!of )votes on|goes to the polls|go to the polls"
    r"|decides?|tomorrow"
    r"|may vote|can vote|goes into|go into|heads? (?:into|for)|heading into|ahead of <D|run-up to"
    r"|on the eve of|upcoming|forthcoming|called to the polls)\b"
)


_CLAUSE = 75  # characters in front of a day; the longest verb of these with the words between


def direction_to(sentence: Sentence, words: TimeWords) -> Direction:
    """Return where a vote's day points: "set to win after Sunday's vote" looks back too."""
    before = _before(sentence, words)[-_CLAUSE:]
    if _AFTER.search(before) or _HELD.search(before):
        return "past"
    return direction_of(sentence.marked.text)


def direction_of(marked_text: str) -> Direction:
    """Return where bare dates of a clause point, by its tense."""
    return "future" if _FUTURE.search(marked_text) else "past"
