"""Expressions of time as they stand in a story, not yet resolved (see `days`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Literal

from tallyscope.reading.typography import lowered
from tallyscope.statement import Span

Form = Literal[
    "day",
    "days",
    "month",
    "year",
    "weekday",
    "offset",
    "week",
    "weekend",
    "years ago",
    "clock",
    "from to",
]


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


_COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
)
COUNTS = {word: number for number, word in enumerate(_COUNTED.split(), 1)} | {"a": 1, "an": 1}
"""Numbers in words that stand in front of days, weeks and years."""


@dataclass(frozen=True)
class TimeWords:
    """An expression of time as it stands in the story, not yet resolved.

    Attributes
    ----------
    span : Span
    form : str
        What kind of expression it is.
    day, month, year, weekday, offset : int
        Parts that were named; 0 where they were not (`weekday` counts from Monday = 0). `offset`
        is a number of days, weeks, months or years from the day of publication.
    last_day : int
        Last day of an interval of days in one month.
    shift : {"", "last", "next", "this", "this year", "last year"}
    to_date : bool
        The expression means a part of its interval that is over ("earlier this week").
    ends : tuple of TimeWords
        First and last day of "from 23 November to 7 December".
    """

    span: Span
    form: Form
    day: int = 0
    month: int = 0
    year: int = 0
    weekday: int = 0
    offset: int = 0
    last_day: int = 0
    shift: str = ""
    to_date: bool = False
    ends: tuple[TimeWords, ...] = ()

    @property
    def needs_publication(self) -> bool:
        """Whether the expression means nothing without a day of publication."""
        return self.form != "clock" and not self.year


_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?|July?"
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)


_WEEKDAY = (
    r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?(?=,? \d))"
)


_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d,.]\d|\d|%)"


_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"


_LAST_DAY = r"(?P<last_day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"


_TO = r" ?(?:-| to | and | until | through ) ?"


_NAMED = rf"(?:{_WEEKDAY.replace('?P<weekday>', '?:')},? )?(?:the )?"


_NOT_A_COUNT = r"(?! ?(?:%|per ?cent|votes|voters|people|ballots|million|thousand|-?seat))"


def _numbered(match: re.Match[str]) -> TimeWords:
    part = match.groupdict()
    return TimeWords(
        Span(*match.span()),
        "days" if part.get("last_day") else "day",
        day=int(part["day"]),
        last_day=int(part.get("last_day") or 0),
        month=_month(part["month"]) if not part["month"].isdigit() else int(part["month"]),
        year=int(part.get("year") or 0),
    )


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _month_of(match: re.Match[str]) -> TimeWords:
    part = match.groupdict()
    return TimeWords(
        Span(*match.span()),
        "month",
        month=_month(part["month"]),
        year=int(part.get("year") or 0),
        shift=(part.get("shift") or "").lower(),
    )


def _weekday(match: re.Match[str]) -> TimeWords:
    shift = (match["shift"] or "").lower()
    return TimeWords(
        Span(*match.span()),
        "weekday",
        weekday=_WEEKDAYS.index(match["weekday"][:3].lower()),
        shift={"this coming": "next", "coming": "next", "past": "last"}.get(shift, shift),
    )


_NEAR = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "last night": -1}


def _near(match: re.Match[str]) -> TimeWords:
    words = match.group().lower()
    days = next((shift for word, shift in _NEAR.items() if words.startswith(word)), 0)
    return TimeWords(Span(*match.span()), "offset", offset=days)


_UNIT_FORMS: dict[str, Form] = {"week": "week", "weekend": "weekend", "month": "month"}


def _unit(match: re.Match[str]) -> TimeWords:
    shift = (match["shift"] or "").lower()
    return TimeWords(
        Span(*match.span()),
        _UNIT_FORMS.get((match["unit"] or match["bare"]).lower(), "year"),
        shift="this" if "this" in shift else {"past": "last", "coming": "next"}.get(shift, shift),
        to_date="earlier" in shift,
    )


DAYS_OF_A_WEEK = 7


def _ago(match: re.Match[str]) -> TimeWords:
    number = match["number"].lower()
    count = int(number) if number.isdigit() else COUNTS[number]
    unit = match["unit"].lower().rstrip("s")
    if unit == "week" and count == 1:
        return TimeWords(Span(*match.span()), "offset", offset=-DAYS_OF_A_WEEK)
    forms: dict[str, Form] = {"day": "offset", "week": "week", "month": "month"}
    return TimeWords(Span(*match.span()), forms.get(unit, "years ago"), offset=-count)


def _year_alone(match: re.Match[str]) -> TimeWords:
    return TimeWords(Span(*match.span()), "year", year=int(match["year"]))


def _clock(match: re.Match[str]) -> TimeWords:
    return TimeWords(Span(*match.span()), "clock")


_PART_OF_DAY = r"(?: (?:morning|afternoon|evening|night|lunchtime))?"


_Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], TimeWords]]
_ISO: _Rule = (
    re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>\d\d)\b"),
    _numbered,
)
_DAYS_OF_MONTH: _Rule = (
    re.compile(rf"\b{_NAMED}{_DAY}{_TO}{_LAST_DAY} {_MONTH}(?:,? {_YEAR})?\b"),
    _numbered,
)
_MONTH_DAYS: _Rule = (
    re.compile(rf"\b{_NAMED}{_MONTH} {_DAY}{_TO}{_LAST_DAY}(?:,? {_YEAR})?\b"),
    _numbered,
)
_DAY_OF_MONTH: _Rule = (
    re.compile(rf"\b{_NAMED}{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?\b"),
    _numbered,
)
_MONTH_DAY: _Rule = (
    re.compile(rf"\b{_NAMED}{_MONTH} {_DAY}(?![\d:]|[.,]\d)(?:,? {_YEAR})?{_NOT_A_COUNT}"),
    _numbered,
)
_MONTH_OF_YEAR: _Rule = (re.compile(rf"\b{_MONTH},? (?:of )?{_YEAR}"), _month_of)
_BARE_MONTH: _Rule = (
    re.compile(
        rf"\b(?P<shift>last|next|this|Last|Next|This) {_MONTH}\b"
        rf"|\b{_MONTH.replace('?P<month>', '?P<named>')} (?:of )?(?P<which>this|last) year\b"
        rf"|(?<=\b[Ii]n )(?:early |late |mid-)?{_MONTH.replace('?P<month>', '?P<inside>')}\b"
        r"(?: (?P<of>this|last) year\b)?"
        rf"|(?<=\b[Ss]ince ){_MONTH.replace('?P<month>', '?P<since>')}\b"
        rf"|\b{_MONTH.replace('?P<month>', '?P<asked>')}(?= (?:survey|poll)\b)"
    ),
    lambda match: _bare_month(match),
)
_ON_WEEKDAY: _Rule = (
    re.compile(
        r"\b(?:(?P<shift>[Ll]ast|[Nn]ext|[Tt]his coming|[Tt]his|[Cc]oming|[Pp]ast) )?"
        rf"{_WEEKDAY}\b(?! on which\b){_PART_OF_DAY}"
    ),
    _weekday,
)
_NEAR_DAY: _Rule = (
    re.compile(
        r"\b(?:[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow|[Ll]ast night"
        r"|[Tt]his (?:morning|afternoon|evening))\b" + _PART_OF_DAY
    ),
    _near,
)
_WEEK: _Rule = (
    re.compile(
        r"\b(?<!\bthe )(?P<shift>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming|[Ee]arlier this"
        r"|[Ll]ater this)"
        r" (?P<unit>weekend|week|month|year)\b|(?<=\b[Oo]ver the )(?P<bare>weekend)\b"
    ),
    _unit,
)
_AGO: _Rule = (
    re.compile(
        rf"\b(?P<number>\d{{1,3}}|{'|'.join(f'[{w[0].upper()}{w[0]}]{w[1:]}' for w in COUNTS)})"
        r" (?P<unit>days?|weeks?|months?|years?(?P<then> (?:earlier|before)(?=[.,;]|$))?)"
        r"(?(then)| ago)\b"
    ),
    _ago,
)
_CLOCK: _Rule = (
    re.compile(
        r"\b(?:[01]?\d|2[0-3])(?::[0-5]\d){1,2}(?: ?(?:am|pm|a\.m\.|p\.m\.))?(?: ?(?:GMT|BST"
        r"|UTC|CET|EST|EET|local time))?\b|\b(?:1[0-2]|[1-9])(?:[.:][0-5]\d)? ?(?:am|pm"
        r"|a\.m\.|p\.m\.)|(?m:^)(?:[01]?\d|2[0-3])\.[0-5]\d(?= [A-Z])"
        r"|(?<=\b[Aa]t )(?:[01]?\d|2[0-3])[.:][0-5]\d(?= on | [A-Z]|,)"
    ),
    _clock,
)
_YEAR_ALONE: _Rule = (
    re.compile(rf"(?<![\w$£€.,-]){_YEAR}(?!-year){_NOT_A_COUNT}"),
    _year_alone,
)

# Every expression of time begins with one of these; only there is anything tried.
_MONTH_STARTS = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_COUNT = r"[A-Za-z]{1,6}(?= (?:days?|weeks?|months?|years?) (?:ago|earlier|before)\b)"
_BEGINS = re.compile(
    rf"\b(?:(?P<digits>\d+)|(?P<month>{_MONTH_STARTS})|(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
    rf"|(?P<the>the (?=\d|{_MONTH_STARTS}))|(?P<part>(?:early |late |mid-)(?={_MONTH_STARTS}))"
    r"|(?P<shift>[Ll]ast|[Nn]ext|[Tt]his|[Pp]ast|[Cc]oming|[Ee]arlier this|[Ll]ater this"
    r"|[Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow|weekend)\b"
    rf"|(?P<count>{_COUNT}))"
)
# Its first letters in lower case, or the count in front of "days ago".
_FIRST_LETTERS = re.compile(
    r"\b(?:\d|a(?:pr|ug)|com|dec|ear|f(?:eb|ri)|j(?:an|u[ln])|la[st]|m(?:a[ry]|id|on)|n(?:ex|ov)"
    r"|oct|pas|s(?:at|ep|un)|t(?:he (?=[\djfmasond])|h[iu]|o[dmn]|ue)"
    r"|we[de]|yes)"
)
_COUNT_BEGINS = re.compile(rf"\b{_COUNT}")
# What may begin so, in the order in which it is tried.
_TRIED: dict[str, tuple[_Rule, ...]] = {
    "short": (_DAYS_OF_MONTH, _DAY_OF_MONTH, _AGO, _CLOCK),
    "long": (_ISO, _AGO, _YEAR_ALONE),
    "month": (_MONTH_DAYS, _MONTH_DAY, _MONTH_OF_YEAR, _BARE_MONTH),
    "weekday": (_DAYS_OF_MONTH, _MONTH_DAYS, _DAY_OF_MONTH, _MONTH_DAY, _ON_WEEKDAY),
    "the": (_DAYS_OF_MONTH, _MONTH_DAYS, _DAY_OF_MONTH, _MONTH_DAY),
    "part": (_BARE_MONTH,),
    "shift": (_BARE_MONTH, _ON_WEEKDAY, _NEAR_DAY, _WEEK),
    "count": (_AGO,),
}
_DIGITS_OF_A_DAY, _DIGITS_OF_A_YEAR = 2, 4


def _bare_month(match: re.Match[str]) -> TimeWords:
    part = match.groupdict()
    name = part["month"] or part["named"] or part["inside"] or part["since"] or part["asked"]
    of_year = part["which"] or part["of"]
    shift = f"{of_year} year" if of_year else (part["shift"] or "").lower()
    return TimeWords(Span(*match.span()), "month", month=_month(name), shift=shift)


def find_dates(text: str) -> list[TimeWords]:
    """Return the expressions of time of a plain text, in order, without overlaps.

    Examples
    --------
    >>> words = "Polls closed on Sunday, 16 March 2014; results came the next day."
    >>> [words[found.span.start : found.span.stop] for found in find_dates(words)]
    ['Sunday, 16 March 2014']
    """
    found: list[TimeWords] = []
    stop = 0
    for begin in _beginnings(text):
        if begin.start() < stop:
            continue
        for pattern, build in _rules(begin):
            match = pattern.match(text, begin.start())
            if match:
                found.append(build(match))
                stop = match.end()
                break
    return _joined(
        text,
        [words for at, words in enumerate(found) if not _is_told_from_another(text, found, at)],
    )


def _is_told_from_another(text: str, found: list[TimeWords], at: int) -> bool:
    """Whether "two years earlier" is told from a year that its sentence names before it."""
    start, stop = found[at].span
    if not text.endswith(("earlier", "before"), start, stop):
        return False
    full_stop = text.rfind(".", 0, start)
    before = (found[number] for number in range(at - 1, -1, -1))
    here = takewhile(lambda other: other.span.stop > full_stop, before)
    return any(other.year and other.span.stop < start for other in here)


def _beginnings(text: str) -> Iterator[re.Match[str]]:
    """Where an expression of time may begin: at few words, so that most are passed over."""
    starts = {word.start() for word in _FIRST_LETTERS.finditer(lowered(text))}
    if " ago" in text or " years earlier" in text or " years before" in text:
        starts |= {count.start() for count in _COUNT_BEGINS.finditer(text)}
    return filter(None, (_BEGINS.match(text, start) for start in sorted(starts)))


def _rules(begin: re.Match[str]) -> tuple[_Rule, ...]:
    """What an expression of time that begins so can be; numbers of more digits are none."""
    if begin.lastgroup != "digits":
        return _TRIED[begin.lastgroup or ""]
    digits = begin.end() - begin.start()
    if digits > _DIGITS_OF_A_YEAR:
        return ()
    return _TRIED["short" if digits <= _DIGITS_OF_A_DAY else "long"]


_BETWEEN = re.compile(r"(?: to| and| until| through|-) ?(?:the )?$")


_FROM = re.compile(r"\b(?:from|between) (?:the )?$", re.IGNORECASE)


def _are_days_on_end(before: TimeWords, words: TimeWords, between: str) -> bool:
    """Whether two weekdays are one interval: "Saturday and Sunday", "Friday to Sunday"."""
    if not before.form == words.form == "weekday" or before.shift or words.shift:
        return False
    return " and" not in between or (words.weekday - before.weekday) % 7 == 1


def _joined(text: str, found: list[TimeWords]) -> list[TimeWords]:
    """Join "from 23 November to 7 December" into one interval."""
    joined: list[TimeWords] = []
    for words in found:
        before = joined[-1] if joined else None
        if (
            before
            and "clock" not in (before.form, words.form)
            and _BETWEEN.fullmatch(text[before.span.stop : words.span.start])
            and (
                _FROM.search(text[max(0, before.span.start - 12) : before.span.start])
                or _are_days_on_end(before, words, text[before.span.stop : words.span.start])
            )
        ):
            span = Span(before.span.start, words.span.stop)
            year = words.year or before.year
            ends = tuple(end if end.year else replace(end, year=year) for end in (before, words))
            joined[-1] = TimeWords(span, "from to", year=year, ends=ends)
        else:
            joined.append(words)
    return joined
