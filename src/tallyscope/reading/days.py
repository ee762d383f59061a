"""The days that expressions of time mean, given the day the story was published.

Words such as "on Friday" point backwards or forwards; which of the two is told by the tense of
the clause, so resolving takes a direction. Weeks, months and years are intervals of days. A
relative expression without a day of publication means nothing, and nothing is returned.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from tallyscope.reading.dates import TimeWords
from tallyscope.statement import Days

Direction = Literal["past", "future"]


def resolve(words: TimeWords, published: date | None, direction: Direction) -> Days | None:
    """Return the days that an expression means, or None if that is not settled.

    Parameters
    ----------
    words : TimeWords
    published : datetime.date or None
        Day of publication; without it only expressions that name a year are resolved.
    direction : {"past", "future"}
        Where a bare weekday, day or month points, by the tense of its clause.

    Examples
    --------
    >>> from tallyscope.reading.dates import find_dates
    >>> thursday = date(2022, 9, 29)
    >>> (friday,) = find_dates("on Friday")
    >>> resolve(friday, thursday, "future").first, resolve(friday, thursday, "past").first
    (datetime.date(2022, 9, 30), datetime.date(2022, 9, 23))
    """
    if words.form == "clock" or (words.needs_publication and published is None):
        return None
    try:
        return _RESOLVERS[words.form](words, published or date(words.year, 1, 1), direction)
    except (ValueError, OverflowError):  # the 31st of a month of thirty days
        return None


def _resolve_day(words: TimeWords, published: date, direction: Direction) -> Days:
    years = [words.year] if words.year else [published.year + step for step in (-1, 0, 1)]
    last = words.last_day or words.day
    days = [
        Days(date(year, words.month, words.day), date(year, words.month, last)) for year in years
    ]
    return days[0] if words.year else _on_side(days, published, direction)


def _on_side(days: list[Days], published: date, direction: Direction) -> Days:
    """The nearest of several intervals on the side that the tense points to."""
    if direction == "future":
        return next(day for day in days if day.last >= published)
    return next(day for day in reversed(days) if day.first <= published)


def month_at(day: date, step: int) -> Days:
    """Return the month that is so many months from that of a day."""
    year, month = divmod(day.year * 12 + day.month - 1 + step, 12)
    return _whole_month(year, month + 1)


def _whole_month(year: int, month: int) -> Days:
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _resolve_month(words: TimeWords, published: date, direction: Direction) -> Days:
    if words.month and words.year:
        return _whole_month(words.year, words.month)
    if words.month and words.shift.endswith("year"):
        return _whole_month(published.year - (words.shift == "last year"), words.month)
    if words.month:
        months = [_whole_month(published.year + step, words.month) for step in (-1, 0, 1)]
        sides: dict[str, Direction] = {"next": "future", "last": "past"}
        return _on_side(months, published, sides.get(words.shift, direction))
    step = words.offset or {"last": -1, "next": 1}.get(words.shift, 0)
    days = month_at(published, step)
    return Days(days.first, published) if words.to_date else days


def _resolve_year(words: TimeWords, published: date, _: Direction) -> Days:
    year = words.year or published.year + {"last": -1, "next": 1}.get(words.shift, 0)
    days = Days(date(year, 1, 1), date(year, 12, 31))
    return Days(days.first, published) if words.to_date else days


def _resolve_years_ago(words: TimeWords, published: date, _: Direction) -> Days:
    year = published.year + words.offset
    return Days(date(year, 1, 1), date(year, 12, 31))


def _resolve_weekday(words: TimeWords, published: date, direction: Direction) -> Days:
    ahead = (words.weekday - published.weekday()) % 7
    behind = (published.weekday() - words.weekday) % 7
    if words.shift == "last":
        step = -(behind or 7)
    elif words.shift == "next":
        step = ahead or 7
    else:
        step = ahead if direction == "future" else -behind
    day = published + timedelta(days=step)
    return Days(day, day)


def _resolve_offset(words: TimeWords, published: date, _: Direction) -> Days:
    day = published + timedelta(days=words.offset)
    return Days(day, day)


def _resolve_week(words: TimeWords, published: date, _: Direction) -> Days:
    step = words.offset or {"last": -1, "next": 1}.get(words.shift, 0)
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
    return Days(monday, published if words.to_date else monday + timedelta(days=6))


def _resolve_weekend(words: TimeWords, published: date, direction: Direction) -> Days:
    saturday = published - timedelta(days=published.weekday()) + timedelta(days=5)
    over = published.weekday() < 5 and direction == "past"
    step = {"last": -1, "next": 1}.get(words.shift, -1 if over else 0)
    saturday += timedelta(weeks=step)
    return Days(saturday, saturday + timedelta(days=1))


def _resolve_from_to(words: TimeWords, published: date, direction: Direction) -> Days:
    last = resolve(words.ends[1], published, direction)
    first = resolve(words.ends[0], last.first if last else published, "past")
    if first is None or last is None:
        raise ValueError("an end of the interval is not settled")
    return Days(first.first, last.last)


_RESOLVERS: dict[str, Callable[[TimeWords, date, Direction], Days]] = {
    "day": _resolve_day,
    "days": _resolve_day,
    "month": _resolve_month,
    "year": _resolve_year,
    "years ago": _resolve_years_ago,
    "from to": _resolve_from_to,
    "weekday": _resolve_weekday,
    "offset": _resolve_offset,
    "week": _resolve_week,
    "weekend": _resolve_weekend,
}
