"""The dates of a sentence that stand with a word for a vote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.document import Sentence
from tallyscope.reading.pattern import Pattern, Sieve
from tallyscope.reading.polling_period import days_in
from tallyscope.reading.vote_words import VOTE_NOUN
from tallyscope.statement import Span

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


def _before(sentence: Sentence, words: TimeWords) -> str:
    """The sentence in front of a date."""
    return sentence.marked.plain[: words.span.start - sentence.span.start]


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
