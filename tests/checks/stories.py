"""Statements without a story: what a check is given, made in one line each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import count

from tallyscope.statement import (
    Attribution,
    Comparator,
    Days,
    Kind,
    Quantity,
    Read,
    Span,
    Statement,
)

_place = count()
UNKNOWN_TEXT: Read[str] = Read(None, "unknown")
UNKNOWN_DAYS: Read[Days] = Read(None, "unknown")


def quantity(printed: str, comparator: Comparator = "=", unit: str | None = None) -> Quantity:
    """Read "93.11%" and "430,268"; other texts have no value."""
    plain = printed.rstrip("%").replace(",", "")
    unit = unit or ("percent" if printed.endswith("%") else "votes")
    if not plain.replace(".", "").isdigit():
        return Quantity(None, "some", unit, printed)
    decimals = len(plain.partition(".")[2])
    return Quantity(Decimal(plain), comparator, unit, printed, decimals)


def days(first: str, last: str | None = None) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


def told(
    kind: Kind,
    printed: str = "",
    *,
    place: str | tuple[str, ...] = "Testland",
    option: str = "",
    of: str = "",
    comparator: Comparator = "=",
    unit: str | None = None,
    who: str = "",
    said: str = "",
    vote_day: str = "",
    as_of: str = "",
    whole: str = "",
    controller: str = "",
    negated: bool = False,
    text: str = "",
) -> Statement:
    """Make a statement; what is left out is unknown. Spans follow each other."""
    start = 1000 * next(_place)
    names = (place,) if isinstance(place, str) else place
    text = text or f"{printed} {kind} {option} in {', '.join(names)}"
    return Statement(
        id=f"s{start}",
        kind=kind,
        span=Span(start, start + len(text)),
        text=text,
        frame="test",
        places=Read(tuple(name for name in names if name)),
        option=Read(option) if option else UNKNOWN_TEXT,
        quantity=Read(quantity(printed, comparator, unit)) if printed else Read(None, "unknown"),
        denominator=Read(of) if of else UNKNOWN_TEXT,
        attribution=Read(Attribution(who)) if who else Read(None, "unknown"),
        said=Read(days(said)) if said else UNKNOWN_DAYS,
        vote_day=Read(days(vote_day)) if vote_day else UNKNOWN_DAYS,
        as_of=Read(days(as_of)) if as_of else UNKNOWN_DAYS,
        whole=Read(whole) if whole else UNKNOWN_TEXT,
        controller=Read(controller) if controller else UNKNOWN_TEXT,
        negated=negated,
    )


def beside(*statements: Statement, gap: int = 2) -> list[Statement]:
    """Put statements one behind the other, as in "With 30% counted, 70% voted yes"."""
    start, placed = statements[0].span.start, []
    for statement in statements:
        span = Span(start, start + len(statement.text))
        placed.append(replace(statement, span=span))
        start = span.stop + gap
    return placed
