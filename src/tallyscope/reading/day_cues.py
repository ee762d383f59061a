"""The days that a story names, each with the cues that speak for or against a vote on it.

A cue is general: a word for a vote in the same clause, a place in the lead, a day on which
somebody only said something. No cue settles the day; `polling_day` weighs all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.days import resolve
from tallyscope.reading.document import Document, Sentence
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.polling_period import (
    LONGEST_VOTE,
    POLLS_NOW,
    told_by_distance,
)
from tallyscope.reading.tense import direction_to
from tallyscope.reading.topic import is_about_a_vote
from tallyscope.reading.vote_days import RELEASED, spoken_days, vote_days
from tallyscope.reading.vote_words import VOTE_NOUN
from tallyscope.statement import Days, Span

_LEAD_SENTENCES = 2
_LONGEST_POSTAL_VOTE = 92
"""Days; our choice: a vote by post that is told with its first and last day may last months."""
_NEWS_FOR = 31
"""Days; our choice: a story on results follows the vote within weeks."""
_A_WEEK = 7
_SATURDAY = 5


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Words of a clause, by what they speak of.
_CLAUSE: Mapping[str, frozenset[str]] = {
    "word for a vote": _words(
        "election elections referendum referendums referenda vote votes voting ballot ballots"
        " poll polls plebiscite plebiscites contest runoff runoffs run-off run-offs primary"
        " primaries by-election by-elections byelection byelections bypoll by-poll bypolls"
        " by-polls caucus caucuses rerun re-run midterms round rounds consultation initiative"
        " polling"
    ),
    "word for voting": _words(
        "voters electorate islanders voted vote votes voting elected re-elected reelected chose"
        " choose chosen cast polls ballot ballots turned turnout polled polling decided decide"
        " asked queued marked"
    ),
    "word for an outcome": _words(
        "won win wins winning beat beats beating defeat defeats defeated lost lose losing"
        " victory victories took taking became become becoming rejected reject rejecting"
        " approved approving backed back backing endorsed threw passed failed carried swept"
        " secured clinched ousted unseated held triumph triumphed landslide majority stunned"
        " clung edged romped upset retained gained kept re-election reelection victorious"
        " favour favoured favor favored supported wrested down seats sweep"
    ),
}
_COUNT = _words(
    "count counts counted counting recount tally tallies tallied results result returns"
    " declared declaration proclaimed certify certified announce announced released"
    " published posted confirmed update updated figures conceded concession sworn"
    " inaugurated inauguration oath office scrutiny validated official officials"
)
_HELD = Pattern(
    r"\b(?:polling|voting|elections?|vote|ballot(?:ing)?|referendum|by-?elections?|by-?polls?"
    r"|round|polls?)\b(?: [\w<>'-]+){0,5}? (?:was|were|is|had been|has been|took|ended|went)\b"
    r"|\b(?:went|gone|going|go|goes) to the polls|\bpolling (?:day|stations?)"
    r"|\bpolls (?:had |have )?(?:closed|opened|shut)|\b(?:election|referendum) (?:day|night)"
    r"|\bheld (?:on|in|together|alongside|at)\b|\bcast (?:a |their )?(?:ballots?|votes?)|\bvoted\b"
)
_VOTE_ON = Pattern(rf"\b{VOTE_NOUN}(?: (?:was )?held)?(?: on| of| late on)? $")
_OTHER_ROUND = Pattern(r"\bfirst[- ]round|\bprevious|\bprimary\b")
_UNTIL = Pattern(r"\b(?:by|until|till|before|since|after|through)(?: late| early)? $")
_OWN = Pattern(rf"(?:'s?) (?:(?!(?:re)?count\b|tally\b)[\w'<>-]+ ){{0,3}}?(?!count\b){VOTE_NOUN}\b")
_LATE = Pattern(r"\blate(?: on)? $")
# the hours of a count: "at 11:40 p.m. Tuesday"
_HOUR_AT_NIGHT = Pattern(
    r"\b(?:(?:8|9|10|11)(?:[.:]\d\d)? ?p\.?m\.?|2[0-3][.:]\d\d)(?: on)? $", re.IGNORECASE
)
_NIGHT = Pattern(r" ?(?:night|evening)\b")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_MARK = re.compile(r"<(D\d+)>")
# Where the clause of a date ends, on both sides.
_CUT = re.compile(
    r"[.;:](?= |$)|, (?:and|but|while|when|as|after|which|who)\b|<D\d+>|\b(?:said|says)\b"
)
# How far words may stand from a date, in characters of the marked text; our choice.
_IN_FRONT, _BEHIND = 110, 70
_CLOSE_IN_FRONT, _CLOSE_BEHIND = 45, 25

_RESULT = Pattern(
    r"\b(?:won|wins|took|secured|led|leads|beat|defeated|came first|voted|elected|re-elected"
    r"|topped|finished|rejected|approved|backed)\b"
)
# "In 2020 Mr Berg won 52%": of an earlier vote
_THEN = Pattern(r"(?:[Ii]n|[Ll]ast|[Bb]ack in)? ?(?:the )?<D\d+>")


NOWHERE: Final = Span(0, 0)

CUES = (
    "tied to the vote",
    "its own vote",
    "beside a count",
    "of another round",
    "a whole week",
    "in the lead",
    "in the night",
    "counted in the night",
    "word for a vote",
    "word for voting",
    "word for an outcome",
    "with such words in the lead",
    "vote was held",
    "a vote on it",
    "of a story of votes",
    "only said",
    "polls just closed",
    "so many days before",
    "of several days",
    "at a weekend",
    "today",
    "yesterday",
    "weeks ago",
    "long ago",
    "to come",
    "to come, and a result is told",
    "first of the fresh days",
    "before a day of saying",
    "held, with a later day",
    "after a day of voting",
    "only fresh day without a saying",
    "long ago, at the head, with its year",
)
"""Names of all cues."""


@dataclass
class Candidate:
    """A day of the story on which its vote may have been held.

    Attributes
    ----------
    days : Days
    cues : set of str
        Names of `polling_day.WEIGHTS`.
    span : Span
        Of the mention with the most cues.
    """

    days: Days
    cues: set[str] = field(default_factory=set)
    span: Span = NOWHERE
    only_said: bool = True
    was_said: bool = False
    has_year: bool = False
    _most: int = -1

    def add(
        self, cues: set[str], span: Span, *, is_said: bool = False, has_year: bool = False
    ) -> None:
        """Add a mention of the day."""
        self.has_year |= has_year
        self.cues |= cues
        self.only_said &= is_said
        self.was_said |= is_said
        if len(cues) > self._most:
            self._most, self.span = len(cues), span


def candidates(document: Document, published: date | None) -> list[Candidate]:
    """Return the days that a story names, and today if polls have just closed, with their cues.

    Parameters
    ----------
    document : Document
    published : datetime.date or None
        Day of publication; without it only days that are told with their year are found.

    Returns
    -------
    list of Candidate
        In the order of their days.
    """
    found = _named(document, published)
    every = [found[days] for days in sorted(found, key=lambda days: (days.first, days.last))]
    of_votes = {"of a story of votes"} if is_about_a_vote(document.text) else set()
    for one in every:
        one.cues |= of_votes | ({"only said"} if one.only_said else set())
    if published is not None:
        _place_in_time(every, published, told=_tells_a_result(document))
    return every


def _named(document: Document, published: date | None) -> dict[Days, Candidate]:
    """The days that sentences name, or tell by their distance from another one."""
    found: dict[Days, Candidate] = {}
    for is_lead, sentence in _parts(document):
        if "<D" in sentence.marked.text:
            for mention in _mentions(sentence, published):
                one = found.setdefault(mention.days, Candidate(mention.days))
                one.add(
                    mention.cues(is_lead=is_lead),
                    mention.span,
                    is_said=mention.is_said,
                    has_year=bool(mention.words.year and mention.words.day),
                )
        elif published and (now := POLLS_NOW.search(sentence.marked.text)):
            today = Days(published, published)
            where = sentence.marked.story_span(*now.span())
            found.setdefault(today, Candidate(today)).add({"polls just closed"}, where)
        for days, span in told_by_distance(sentence, published):
            found.setdefault(days, Candidate(days)).add(
                {"so many days before", "tied to the vote"}, span
            )
    return found


def _parts(document: Document) -> Iterator[tuple[bool, Sentence]]:
    """The sentences of a story, and whether they stand at its head."""
    yield from ((True, sentence) for sentence in document.title)
    for number, sentence in enumerate(document.sentences):
        yield number < _LEAD_SENTENCES, sentence


def _tells_a_result(document: Document) -> bool:
    head = (sentence for is_lead, sentence in _parts(document) if is_lead)
    texts = [sentence.marked.text for sentence in head]
    return any(_RESULT.search(text) and not _THEN.match(text) for text in texts)


@dataclass(frozen=True)
class _Mention:
    """A date in its sentence: what stands in front of it and behind it, in lower case."""

    days: Days
    words: TimeWords
    before: str
    behind: str
    is_tied: bool
    is_said: bool

    @property
    def span(self) -> Span:
        return self.words.span

    def cues(self, *, is_lead: bool) -> set[str]:
        """What speaks for a vote on that day, or against it."""
        front = [*_CUT.finditer(self.before)]
        before = self.before[front[-1].start() :] if front else self.before
        end = _CUT.search(self.behind)
        behind = self.behind[: end.start()] if end else self.behind
        close = f"{before[-_CLOSE_IN_FRONT:]} | {behind[:_CLOSE_BEHIND]}"
        clause = f"{before} | {behind}"
        is_other = bool(_OTHER_ROUND.search(clause))
        is_count = not _COUNT.isdisjoint(_WORD.findall(close))
        is_late = bool(_LATE.search(self.before) or _NIGHT.match(self.behind))
        told = {
            "tied to the vote": self.is_tied and not is_other,
            "its own vote": bool(_OWN.match(self.behind)),
            "a vote on it": bool(_VOTE_ON.search(self.before)),
            "beside a count": is_count,
            "of another round": is_other,
            "a whole week": self.words.form == "week",
            "in the lead": is_lead,
            "in the night": is_late and not is_count,
            "counted in the night": is_late and is_count,
        }
        cues = {cue for cue, is_so in told.items() if is_so}
        if self.is_said or _UNTIL.search(self.before):
            return cues
        words = frozenset(_WORD.findall(clause))
        cues |= {cue for cue, known in _CLAUSE.items() if not known.isdisjoint(words)}
        if is_lead and not cues.isdisjoint(_CLAUSE):
            cues.add("with such words in the lead")
        if _HELD.search(clause):
            cues.add("vote was held")
        return cues


def _mentions(sentence: Sentence, published: date | None) -> Iterator[_Mention]:
    """The dates of a sentence that may be days of a vote."""
    tied = [words for words, _ in vote_days(sentence)]
    spoken = spoken_days(sentence)
    low, plain = sentence.marked.low, sentence.marked.plain
    for mark in _MARK.finditer(low):
        words = sentence.marked.found[mark[1]]
        if not isinstance(words, TimeWords):
            continue
        days = resolve(words, published, direction_to(sentence, words))
        longest = _LONGEST_POSTAL_VOTE if words.form == "from to" else LONGEST_VOTE
        if days is None or (days.last - days.first).days > longest:
            continue
        front = plain[: words.span.start - sentence.span.start]
        at_night = plain.endswith(("night", "evening"), 0, words.span.stop - sentence.span.start)
        at_night = at_night or bool(_HOUR_AT_NIGHT.search(front))
        released = RELEASED.search(front)
        yield _Mention(
            days,
            words,
            low[max(0, mark.start() - _IN_FRONT) : mark.start()],
            (" night" if at_night else "") + low[mark.end() : mark.end() + _BEHIND],
            words in tied,
            words in spoken or bool(released),
        )


def _place_in_time(every: Sequence[Candidate], published: date, *, told: bool) -> None:
    """Add the cues that lie in the days themselves, seen from the day of publication."""
    fresh = [
        one
        for one in every
        if _length(one) <= LONGEST_VOTE
        and "a whole week" not in one.cues
        and 0 <= (published - one.days.last).days <= _NEWS_FOR
    ]
    loose = [one for one in fresh if not one.only_said]
    voted = [one for one in fresh if not one.cues.isdisjoint(_OF_VOTING)]
    for one in every:
        ago = (published - one.days.last).days
        later = [other for other in fresh if other.days.first > one.days.last]
        is_fresh = one in fresh
        told_cues = {
            "of several days": _length(one) > 0,
            "at a weekend": one.days.last.weekday() >= _SATURDAY,
            "today": ago == 0,
            "yesterday": ago == 1,
            "weeks ago": _A_WEEK < ago <= _NEWS_FOR,
            "long ago": ago > _NEWS_FOR,
            "long ago, at the head, with its year": ago > _NEWS_FOR
            and one.has_year
            and "in the lead" in one.cues,
            "to come": ago < 0,
            "to come, and a result is told": ago < 0 and told,
            "first of the fresh days": is_fresh and one is fresh[0],
            "only fresh day without a saying": loose == [one],
            "before a day of saying": is_fresh and any(map(_is_of_news, later)),
            "after a day of voting": any(other.days.last < one.days.first for other in voted),
            "held, with a later day": "vote was held" in one.cues and bool(later),
        }
        one.cues |= {cue for cue, is_so in told_cues.items() if is_so}


_OF_VOTING = frozenset(("vote was held", "its own vote", "tied to the vote"))


def _is_of_news(one: Candidate) -> bool:
    return one.was_said or "beside a count" in one.cues


def _length(one: Candidate) -> int:
    return (one.days.last - one.days.first).days
