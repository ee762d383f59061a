"""Who says a statement: the saying that covers it, pronouns resolved, quotations continued."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from tallyscope.reading.dates import TimeWords
from tallyscope.reading.days import resolve
from tallyscope.reading.document import Sentence
from tallyscope.reading.names import NameWords, surname
from tallyscope.reading.pattern import Pattern
from tallyscope.reading.saying import MEDIA, Saying
from tallyscope.statement import UNKNOWN, Attribution, Days, Read, Span

REPORTER = "the reporter"
_PRONOUN = Pattern(
    r"^(?:he|she|it|they|him|her|them|(?:the|that) (?:same )?(?:poll|survey|study|forecast))$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Spoken:
    """An act of saying with its speaker and day resolved."""

    saying: Saying
    who: Read[Attribution]
    day: Read[Days]


def resolved(sentences: Sequence[Sentence], published: date | None) -> list[tuple[Spoken, ...]]:
    """Return the acts of saying of every sentence, pronouns and continued quotations resolved."""
    last: Spoken | None = None
    found: list[tuple[Spoken, ...]] = []
    told: list[Spoken] = []
    open_quotation = table = False
    for number, sentence in enumerate(sentences):
        spoken: list[Spoken] = []
        asked = sentence.sayings and number and not found[-1]
        for saying in sentence.sayings:
            meant = last if found and found[-1] else None
            if _PRONOUN.match(saying.who):
                before = sentences[number - 1] if asked and not spoken else None
                meant = _meant(saying, sentence, before, told) or last
                meant = meant or _somebody(saying, sentences[max(0, number - _FAR) : number])
            one = _spoken(saying, sentence, meant, published)
            spoken.append(one)
            told.append(one)
            last = one if saying.rule != "attribution:unnamed" else last
        text = sentence.marked.plain
        table = table and not text.endswith(".") and bool(_ROW.match(text))
        if not spoken and last and (open_quotation or table):
            spoken.append(_continued(last, sentence))
            told.append(spoken[-1])
        table = table or (bool(spoken) and text.endswith(":"))
        open_quotation = _leaves_open(text, open_quotation) or (
            bool(spoken) and _quotes_follow(sentences, number)
        )
        found.append(tuple(spoken))
    return found


# A line of a table that somebody read out: "Turnout: 61,30%".
_ROW = Pattern(
    r"(?:[-*•] )?[^.;:]{2,60}(?::| -|,) ?[^.;:]{0,20}\d|[A-Z][^.;:\d]{1,50} \d[\d.,]*(?: ?%)?$"
    r"|[A-Z][\w' -]{1,35}$"  # the place of the lines below
)


_PEOPLE = ("he", "she", "him", "her", "they", "them")
_OF_A_POLL = "attribution:poll"
_POLLS = (_OF_A_POLL, "attribution:figures")
_FAR = 6  # sentences; our choice: two or three paragraphs
_BACK = 8  # acts of saying; our choice: some paragraphs


def _meant(
    saying: Saying, sentence: Sentence, before: Sentence | None, told: Sequence[Spoken]
) -> Spoken | None:
    """Whom a pronoun means: the subject of its own sentence or the one before, or who spoke last.

    "It" stands for no person, and "he" for no body.
    """
    is_thing = saying.who.lower() not in _PEOPLE
    if is_thing and (own := _OWN_SUBJECT.match(sentence.marked.text)):
        name = sentence.marked.found[own["name"]]
        if name.span.start < saying.who_span.start:
            return _named_before(sentence.marked.words(*own.span("who")), name.span)
    subject = _subject(before, is_thing=is_thing) if before else None
    if saying.rule == _OF_A_POLL:
        return next((one for one in reversed(told[-_BACK:]) if one.saying.rule in _POLLS), None)
    if subject or saying.who.lower() == "they":
        return subject
    fitting = (one for one in reversed(told[-_BACK:]) if _may_be(one, is_thing=is_thing))
    return next(fitting, None)


# a sentence such as "Mapwright, a group in London, is more careful: ..., it said"
_OWN_SUBJECT = Pattern(r"(?P<who>(?:The )?<(?P<name>A\d+)>)[^:\"]*: ")


def _may_be(one: Spoken, *, is_thing: bool) -> bool:
    who = one.who.value.who if one.who.value else ""
    if one.saying.rule == "attribution:unnamed":
        return False
    is_person = bool(_PERSON.search(who)) and not _is_body(who)
    return not is_person if is_thing else is_person or not _is_body(who)


def _is_body(who: str) -> bool:
    behind = _BEHIND.search(who)
    head = who[: behind.start()] if behind else who
    return bool(_BODY.search(head) or MEDIA.search(head))


_BEHIND = Pattern(r",? (?:of|for|in|on|at)\b|, ")


_BODY_WORDS = (
    r"(?:commission|council|committee|ministry|board|authority|institute|agency|court|tribunal"
    r"|office|campaign|party|group|organi[sz]ation|association|union|newspaper|broadcaster|army"
    r"|pollster|firm|body|government|network)"
)
_BODY = Pattern(rf"(?i:\b{_BODY_WORDS})$|^(?:[Tt]he )?[A-Z]{{2,}}$")
_PERSON = Pattern(
    r"^(?:Mr|Mrs|Ms|Dr)\b|\b(?:spokes(?:man|woman)|chair(?:man|woman)?|head|president|minister"
    r"|leader|officer|clerk|official|secretary|mayor|governor|chief|director|registrar)\b"
    r"|^[A-Z][\w'-]+ [A-Z][\w'-]+$"
)


def _subject(sentence: Sentence, *, is_thing: bool) -> Spoken | None:
    """The last person or body that a sentence names, whom "he said" in the next one may mean."""
    names = [
        name
        for name in sentence.marked.found.values()
        if isinstance(name, NameWords)
        and not _in_brackets(sentence, name)
        and _may_mean(name, is_thing=is_thing)
    ]
    plain, begin = sentence.marked.plain, sentence.span.start
    offices = list((_BODIES if is_thing else _OFFICE).finditer(plain))
    if names and not (is_thing and offices):
        return _named_before(names[0 if is_thing else -1].name, names[0 if is_thing else -1].span)
    if not offices:
        return None
    start, stop = offices[-1].span()
    return _named_before(offices[-1].group().lower(), Span(begin + start, begin + stop))


def _somebody(saying: Saying, before: Sequence[Sentence]) -> Spoken | None:
    """Whom "he" means where nobody has spoken yet: the last person or body that was named."""
    is_thing = saying.who.lower() not in _PEOPLE
    found = (_subject(sentence, is_thing=is_thing) for sentence in reversed(before))
    return next((one for one in found if one), None)


def _may_mean(name: NameWords, *, is_thing: bool) -> bool:
    is_body = name.body or _is_body(name.name)
    return is_body or " " not in name.name if is_thing else not is_body


# Who may have "read out" something in the next sentence, if nobody is named.
_OFFICE = Pattern(
    r"\b[Tt]he (?:(?:chief|deputy|returning|presiding|counting|electoral|election|town|county|city"
    r"|district|head) ){0,2}(?:officer|clerk|commissioner|chairman|chairwoman|registrar|spokesman"
    r"|spokeswoman|secretary|magistrate)\b"
)
_BODIES = Pattern(
    r"\b(?:[Tt]he |[Aa]n? |[Ii]ts )(?:(?:electoral|election|central|national|referendum) ){0,2}"
    r"(?:commission|council|committee|ministry|board|institute|agency|tribunal|pollster)\b"
)


def _named_before(who: str, span: Span) -> Spoken:
    saying = Saying(who, span, "", (), "attribution:subject")
    return Spoken(saying, Read(Attribution(who), "carried", saying.rule, span), UNKNOWN)


def _in_brackets(sentence: Sentence, name: NameWords) -> bool:
    """Whether a name is in brackets, as parties are behind their candidates."""
    return sentence.marked.plain[: name.span.start - sentence.span.start].endswith("(")


def _spoken(
    saying: Saying,
    sentence: Sentence,
    last: Spoken | None,
    published: date | None,
) -> Spoken:
    pronoun = bool(_PRONOUN.match(saying.who))
    day = _day_of(saying, sentence, published)
    attribution = Attribution(saying.who, saying.cue, saying.relayed_by)
    who = Read(attribution, "stated", saying.rule, saying.who_span)
    if pronoun and last and last.who.value:
        meant = replace(attribution, who=last.who.value.who)
        who = Read(meant, "carried", saying.rule + ":pronoun", saying.who_span)
        is_poll = saying.rule == _OF_A_POLL
        day = day if day.value or is_poll else _carried(last.day)
    elif not day.value and last and _surname(sentence, saying) in _last_words(last):
        day = _carried(last.day)
    return Spoken(saying, who, day)


def _surname(sentence: Sentence, saying: Saying) -> str:
    """The surname of the person who speaks; empty for an office or a body."""
    for found in sentence.marked.found.values():
        inside = saying.who_span.start <= found.span.start < saying.who_span.stop
        if isinstance(found, NameWords) and inside and not found.body:
            return surname(found.name)
    return ""


def _last_words(one: Spoken) -> list[str]:
    """The words for who spoke; none if not with a day."""
    return re.findall(r"[\w'-]+", one.who.value.who) if one.who.value and one.day.value else []


def _carried(day: Read[Days]) -> Read[Days]:
    if day.value is None:
        return day
    return Read(day.value, "carried", "said:same-speaker", day.span)


def _day_of(saying: Saying, sentence: Sentence, published: date | None) -> Read[Days]:
    for name in saying.dates:
        words = sentence.marked.found[name]
        if isinstance(words, TimeWords):
            days = resolve(words, published, "past")
            if days is not None:
                return Read(days, "stated", "said:beside-the-verb", words.span)
    return UNKNOWN


def _leaves_open(text: str, was_open: bool) -> bool:
    """Whether a quotation is still open behind a sentence."""
    count = text.count('"')
    if was_open and text.startswith('"'):
        count -= 1  # an opening mark repeated at the head of a continued paragraph
    return was_open ^ (count % 2 == 1)


def _quotes_follow(sentences: Sequence[Sentence], number: int) -> bool:
    """Whether the next sentence of the same paragraph is a quotation of its own."""
    if number + 1 >= len(sentences):
        return False
    here, after = sentences[number], sentences[number + 1]
    return (
        '"' in here.marked.plain
        and here.paragraph == after.paragraph
        and after.marked.plain.startswith('"')
        and not _A_NAME.match(after.marked.plain)
        and not after.sayings
    )


_A_NAME = Pattern(r'"[^",.!?]{1,30}" [a-z]')  # of an answer: '"Against" were 3.3 percent'


def _continued(last: Spoken, sentence: Sentence) -> Spoken:
    saying = replace(last.saying, said=(sentence.span,), rule="attribution:continued", dates=())
    who = Read(last.who.value, "carried", "attribution:continued", last.who.span)
    return Spoken(saying, who, _carried(last.day))


def speaker_of(spoken: Sequence[Spoken], where: Span) -> Spoken | None:
    """Return the saying that covers a range of the story; of several the one nearest to it."""
    covering = [
        one
        for one in spoken
        if one.saying.rule != "attribution:relative"
        and not _within(where, one.saying.who_span)
        and any(_covers(part, where) for part in one.saying.said)
    ]
    return min(covering, key=lambda one: _size(one.saying), default=None)


def _within(part: Span, whole: Span) -> bool:
    return whole.start <= part.start and part.stop <= whole.stop


def _covers(part: Span, where: Span) -> bool:
    return part.start <= where.start < part.stop


def _size(saying: Saying) -> int:
    return sum(part.stop - part.start for part in saying.said)


BY_THE_REPORTER = Read(Attribution(REPORTER), "default", "attribution:reporter")
"""The attribution of what nobody is named for: the story itself says it."""


def said_on(spoken: Spoken | None, published: date | None) -> Read[Days]:
    """Return the day on which something was said; no later than the day of publication."""
    return spoken.day if spoken and spoken.day.value else _publication(published)


@lru_cache(maxsize=1)  # a story asks for each of its statements
def _publication(published: date | None) -> Read[Days]:
    if published is None:
        return UNKNOWN
    return Read(Days(published, published), "default", "said:publication")
