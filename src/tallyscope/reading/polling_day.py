"""The day of the vote that a story is about, and the votes that its sentences name by a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.days import resolve
from tallyscope.reading.document import Document, Sentence
from tallyscope.reading.pattern import Pattern, Sieve
from tallyscope.reading.polling_period import (
    LONGEST_VOTE,
    days_in,
    is_live,
    on_the_day,
    told_by_distance,
    whole_period,
)
from tallyscope.reading.tense import direction_to
from tallyscope.reading.vote_words import VOTE_NOUN
from tallyscope.statement import Days, Read, Span

_LIST = (
    r"(?:the )?(?:[a-z-]+ (?:of )?){0,3}?(?:<L\d+>'s (?:[a-z]+ ){0,2})?<L\d+>"
    r"(?:(?:, |,? and )(?:the )?(?:[a-z-]+ (?:of )?){0,2}?<L\d+>){0,5}"
)
# "announced on Thursday, the day the ballot closed": on that day it was said, and voted too.
_CLOSING = Pattern(
    r"<(?P<day>D\d+)>, the day (?:on which |that )?(?:the )?(?:[a-z]+ )?"
    rf"{VOTE_NOUN} (?:closed|ended|was held|took place)\b"
)
# Words that tie a day to the vote, in lower case.
_VOTE_DAY = (
    _CLOSING,
    Pattern(r"\b(?:night|day) of <(?P<day>D\d+)>"),
    Pattern(
        r"\b(?:voted|backed|chose|rejected|approved|said (?:yes|no)|re-?elected|threw out|took "
        r"part|turned out|won|wins|secured|clinched|triumphed|prevailed|beat|defeated"
        r"|lost(?! <[PX]\d+> (?:on|last)\b))\b"
        r"[^.;:,]{0,70}(?<!said) (?:on |last )?<(?P<day>D\d+)>(?!'s)",
    ),
    # the day in front of its verb: "voters on Sunday elected"
    Pattern(
        r"<(?P<day>D\d+)>,? (?:[a-z]+ly )?(?:voted|elected|re-?elected|chose|rejected|approved"
        r"|backed|endorsed|went to the polls)\b"
    ),
    Pattern(
        rf"\b{VOTE_NOUN}(?: (?:in|for|at|of|across) (?:(?!<D)[\w'<>-]+ ?){{1,6}}?)? "
        rf"(?:was|were|took|had been|is)\b[^.;:<]{{0,50}}\b(?:on|over|in) "
        r"<(?P<day>D\d+)>",
        re.IGNORECASE,
    ),
    Pattern(rf"<(?P<day>D\d+)>,? in (?:an?|the) (?:[a-z-]+ ){{0,5}}{VOTE_NOUN}\b"),
    # "one of the first to come out of the polling station in the village on Sunday"
    Pattern(
        r"\b(?:polling (?:stations?|places?|booths?)|the polls)\b(?:(?!<D)[^.;:,]){0,50}"
        r" (?:on |last )<(?P<day>D\d+)>"
    ),
    Pattern(r"\basked (?:on |last )?<(?P<day>D\d+)> (?:whether|if|to (?:choose|decide|vote))\b"),
    # "put out the result on Thursday, hours after voting had closed"
    Pattern(
        r"<(?P<day>D\d+)>,? (?:(?:just |only )?(?:minutes|hours|an hour|shortly|soon|right) )?"
        r"(?:after|when|as) (?:the )?(?:voting|polls|polling|ballot(?:ing)?)(?: stations)?"
        r"(?: had| have)? (?:closed|ended|shut)\b"
    ),
    Pattern(r"\b(?:put to|submitted to)\b[^.;:<]{0,40} (?:on|in) <(?P<day>D\d+)>"),
    # "ahead of the official dates, Friday to Sunday"
    Pattern(
        r"\b(?:official|polling|voting|election|referendum) (?:dates?|days?|night),? "
        r"(?:of |on |was |were )?<(?P<day>D\d+)>"
    ),
    # the last day of a vote by post, and the night of the exit polls
    Pattern(
        rf"(?<!for postal )\b(?:{VOTE_NOUN}|ballot papers?|voting papers?|returned)\b"
        r"[^.;:<]{0,50}"
        r"(?:,? which closed|,? closed|closing|to be returned|\bby)"
        r"(?:(?: at)? (?:noon|midnight|<T\d+>|<N\d+>))?(?: on)? <(?P<day>D\d+)>"
    ),
    Pattern(
        r"\bexit polls?\b[^.;:<]{0,60}(?:\bon |\blate |\bas polls closed )<(?P<day>D\d+)>",
    ),
    Pattern(r"\bturnout(?! (?:by|at))[^.;<]{0,30}<(?P<day>D\d+)>"),
    Pattern(
        r"<(?P<day>D\d+)>(?:'s|')? (?:(?!<[NPX]|\w+ed\b|said\b|was\b|were\b|that\b|as\b|and\b|by\b)"
        rf"[\w'<>-]+ ){{0,3}}?(?:{VOTE_NOUN}|(?<=>'s )exercise)\b(?! of <N)",
    ),
    Pattern(
        rf"(?<!for postal )\b(?:{VOTE_NOUN}|voted|vote|election day|went to the polls|cast ballots)"
        rf"(?: (?:in|across|of|for|on) {_LIST})?(?:,? (?:was|were|had|had been|that|which))?(?: "
        r"(?:held|took place|taken place|ended|closed|took|has ended|over|finished|holding"
        r"|went ahead|staged|organi[sz]ed|gone on|went on|ran|run|lasted|voted|in))?"
        r"(?: (?:in|across) <L\d+>)?(?:,? (?:late|early))?"
        r"(?:,? (?:on|in|of|over|last|by|from))? ?<(?P<day>D\d+)>",
    ),
)
_TYING = Sieve((words, words) for words in _VOTE_DAY)
_LONGEST_POSTAL_VOTE = 92
"""Days; our choice: a vote by post that is told with its first and last day may last months."""
_NEWS_FOR = 31
"""Days; our choice: a story on results that names its day without the vote follows within weeks."""
_COUNTING_FOR = 4
"""Days; our choice: "on Sunday night" in a story on a count is the night after the vote."""


# What a date weighs by the words around it. These weights, and those below, are our choices.
_TIED, _NAMED = 3.0, 1.0
_FIRST = 0.9  # of a day that is called that of a first round: another one is news, if it is named
_DISTANCE = 1.1  # "two days after the vote", which is often about so many
_NIGHT = 0.4  # of the count; the first of them, and only if nothing else tells the day
# By the part of the story that it stands in.
_TITLE, _LEAD, _EARLY, _BODY = 1.2, 1.0, 0.7, 0.4
_LEAD_SENTENCES, _EARLY_SENTENCES = 2, 5
_STALE = 0.2  # of a day that is no news any more; a story on results follows within weeks
_DATED = 0.5  # of such a day that is told with its year, as a story that looks back does
_AHEAD = 0.2  # of a day to come, in a story that tells a result
_LEAST = 0.25  # less than this, and the story does not tell


@dataclass
class _Weight:
    """How much speaks for a day."""

    span: Span
    rule: str
    points: float = 0.0
    is_night: bool = False
    is_count: bool = False

    @property
    def all(self) -> float:
        return max(self.points, _NIGHT * self.is_night)


def polling_day(document: Document, published: date | None) -> Read[Days]:
    """Return the day of the vote that most of a story's numbers are about.

    Every date is weighed: by the words around it, by where in the story it stands, and by
    whether an event of that day is news on the day of publication.
    """
    told = any(map(_tells_a_result, (*document.title, *document.sentences[:_LEAD_SENTENCES])))
    weights: dict[Days, _Weight] = {}
    for factor, sentence in _parts(document):
        for words, role, rule in _roles(sentence, is_lead=factor >= _LEAD):
            days = resolve(words, published, direction_to(sentence, words))
            if days is None or not _may_be_vote(words, days):
                continue
            if role not in (_TIED, _FIRST) and not _is_near(words, days, published, role):
                continue
            points = factor * role * _news(words, days, published, told=told)
            weight = weights.setdefault(days, _Weight(words.span, rule))
            weight.points += points if role > _NIGHT else 0.0
            weight.is_night |= role == _NIGHT
            weight.is_count |= days.last == published and _stands(sentence)
        for days, span in told_by_distance(sentence, published):
            weight = weights.setdefault(days, _Weight(span, "vote-day:of-the-story"))
            weight.points += factor * _DISTANCE
    found = _heaviest(weights)
    if found.value is None or is_live(document, found.value, published):
        today = on_the_day(document, published)
        found = today if today.value or found.value is None else found
    if found.value is None:
        return found
    return whole_period(document, published, found)


def _stands(sentence: Sentence) -> bool:
    """Whether a sentence tells how a count stands: "X led in the election on Monday"."""
    return bool(_STANDS.search(sentence.marked.text))


_STANDS = Pattern(
    r"\b(?:led|leads|leading|ahead|separated|trailed|trailing|clung|edged|neck and neck"
    r"|counted|still to (?:come|be counted)|(?:early|partial) (?:results|returns|count))\b"
)


FIRST_ROUND = "vote-day:first-round"
"""Rule of the first of two rounds, in a story on the second one."""
_FIRST_ROUND = Pattern(
    r"\bfirst round(?:,? (?:held|which was held|took place|was))?,? (?:on|in|of) <(?P<day>D\d+)>"
    r"|<(?P<its>D\d+)>'s first round\b",
    re.IGNORECASE,
)


def first_round(document: Document, published: date | None, vote: Read[Days]) -> Read[Days]:
    """Return the day of the first round, in a story on the second one; else it is unknown."""
    for sentence in document.dated:
        words = _first_round_in(sentence)
        days = resolve(words, published, "past") if words else None
        if words and days is not None and days != vote.value:
            return Read(days, "carried", FIRST_ROUND, words.span)
    return Read(None, "unknown")


def _first_round_in(sentence: Sentence) -> TimeWords | None:
    """The day of a first round, if a sentence tells it."""
    match = _FIRST_ROUND.search(sentence.marked.text)
    words = sentence.marked.found[match["day"] or match["its"]] if match else None
    return words if isinstance(words, TimeWords) else None


def _heaviest(weights: Mapping[Days, _Weight]) -> Read[Days]:
    if not weights:
        return Read(None, "unknown")
    best = max(sorted(weights, key=lambda days: days.first), key=lambda days: weights[days].all)
    nights = [days for days in weights if weights[days].is_night and days.last < best.first]
    if weights[best].is_count and nights:
        best = min(nights, key=lambda days: days.first)  # the count of the morning after
    if weights[best].all < _LEAST:
        return Read(None, "unknown")
    return Read(best, "carried", weights[best].rule, weights[best].span)


def _parts(document: Document) -> Iterator[tuple[float, Sentence]]:
    for sentence in document.title:
        yield _TITLE, sentence
    for number, sentence in enumerate(document.sentences):
        is_lead, is_early = number < _LEAD_SENTENCES, number < _EARLY_SENTENCES
        yield _LEAD if is_lead else _EARLY if is_early else _BODY, sentence


def _roles(sentence: Sentence, *, is_lead: bool) -> Iterator[tuple[TimeWords, float, str]]:
    """The dates of a sentence, with what each weighs by the words around it, and why."""
    if "<D" not in sentence.marked.text:
        return
    tied = [words for words, _ in vote_days(sentence)]
    unspoken = list(_unspoken(sentence))
    first = [_first_round_in(sentence)]
    result = "<P" in sentence.marked.text
    for words in days_in(sentence):
        if words in tied:
            role = _FIRST if words in first else _TIED
            yield words, role, "vote-day:of-the-story"
        elif words in unspoken and is_lead:
            yield words, _NAMED, "vote-day:first-day-named"
        elif words in unspoken and result and _SINCE.search(_before(sentence, words)):
            yield words, _NAMED, "vote-day:of-a-result"
        elif _is_night(sentence, words):
            yield words, _NIGHT, "vote-day:night-of-the-count"


def _may_be_vote(words: TimeWords, days: Days) -> bool:
    longest = _LONGEST_POSTAL_VOTE if words.form == "from to" else LONGEST_VOTE
    return _length(days) <= longest


def _is_near(words: TimeWords, days: Days, published: date | None, role: float) -> bool:
    """Whether a day that no word ties to the vote is one on which it may have been."""
    if published is None:
        return False
    if role == _NIGHT:
        return 0 <= (published - days.last).days <= _COUNTING_FOR
    return _is_fresh(days, published) or (words.form == "day" and bool(words.year))


def _news(words: TimeWords, days: Days, published: date | None, *, told: bool) -> float:
    """What is left of the weight of a day that is long past, or still to come."""
    if published is None:
        return 1.0
    if days.first > published:
        return _AHEAD if told else 1.0
    if (published - days.last).days <= _NEWS_FOR:
        return 1.0
    return _DATED if words.year and words.day else _STALE


def _is_night(sentence: Sentence, words: TimeWords) -> bool:
    """Whether a date is a night, such as that on which the first figures are told."""
    start = sentence.span.start
    here = sentence.marked.plain[words.span.start - start : words.span.stop - start]
    return bool(_LATE.search(_before(sentence, words))) or here.endswith(("night", "evening"))


def _tells_a_result(sentence: Sentence) -> bool:
    return bool(_RESULT.search(sentence.marked.text))


_RESULT = Pattern(
    r"\b(?:won|wins|took|secured|led|leads|beat|defeated|came first|voted|elected|re-elected"
    r"|topped|finished|rejected|approved|backed)\b"
)
_SINCE = Pattern(r"(?:^|\b(?:on|over|late|early|last) )$|%? $", re.IGNORECASE)
_LATE = Pattern(r"\blate(?: on)? $", re.IGNORECASE)


def _before(sentence: Sentence, words: TimeWords) -> str:
    """The sentence in front of a date."""
    return sentence.marked.plain[: words.span.start - sentence.span.start]


def _unspoken(sentence: Sentence) -> Iterator[TimeWords]:
    """Dates of a sentence on which nobody said and nothing was released."""
    spoken = spoken_days(sentence)
    for words in days_in(sentence):
        if words not in spoken and not RELEASED.search(_before(sentence, words)):
            yield words


def spoken_days(sentence: Sentence) -> list[TimeWords]:
    """Return the dates that stand with a word of saying."""
    found = (sentence.marked.found[name] for one in sentence.sayings for name in one.dates)
    return [words for words in found if isinstance(words, TimeWords)]


# The day on which figures came out is not the day of the vote.
RELEASED = Pattern(
    r"\b(?:released|published|announced|issued|reported)(?: (?:here|there))?"
    r"(?: (?:late|early|only))?(?: on)? $"
    # nor that on which a count stood so
    r"|\b(?:was|were) (?:leading|ahead|trailing|behind)\b[^.;:,]{0,30} on $"
)


def _is_fresh(days: Days, published: date) -> bool:
    """Whether an event of a day or two is news on the day of publication."""
    return _length(days) <= 1 and 0 < (published - days.last).days <= _NEWS_FOR


def _length(days: Days) -> int:
    return (days.last - days.first).days


_PERIOD = Pattern(
    r"\b(?:voting|vote[ds]?|ballots?|polls?|polling|papers|forms|postal|by post|referend\w+"
    r"|elections?)\b"
    r"[^.;:]{0,60}$",
    re.IGNORECASE,
)


def _periods(sentence: Sentence) -> Iterator[TimeWords]:
    """Intervals with a first and a last day, beside a word for a vote."""
    for words in days_in(sentence):
        if words.form in ("from to", "days") and (
            _PERIOD.search(_before(sentence, words))
            or _TO_VOTE.match(sentence.marked.plain, words.span.stop - sentence.span.start)
        ):
            yield words


_TO_VOTE = Pattern(
    r" to (?:vote|cast|(?:mail|send|post|hand|return)(?: in| back)? (?:their|the|it|them))\b"
)


# When a winner was declared is not when voters chose.
_DECLARED = Pattern(
    r"\b(?:declared|proclaimed|certified|confirmed|pronounced)\b[^.;:,]{0,80}"
    r" (?:on |late |early )+<$"
)


def vote_days(sentence: Sentence) -> Iterator[tuple[TimeWords, Span]]:
    """Yield the dates of a sentence that stand with a word for a vote."""
    marked = sentence.marked
    if "<D" not in marked.text:
        return
    spoken = {name for saying in sentence.sayings for name in saying.dates}
    seen: set[str] = set()
    for period in _periods(sentence):
        yield period, period.span
    for pattern in _TYING.passing(marked.low):
        for match in pattern.finditer(marked.low):
            words = marked.found[match["day"]]
            owned = marked.low.startswith("'s", match.end("day") + 1)  # "called Sunday's vote"
            is_spoken = match["day"] in spoken and pattern is not _CLOSING and not owned
            declared = not owned and _DECLARED.search(marked.low, 0, match.start("day"))
            if match["day"] in seen or is_spoken or declared or not isinstance(words, TimeWords):
                continue
            seen.add(match["day"])
            yield words, words.span
