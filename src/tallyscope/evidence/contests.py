"""What was announced about one contest, by the story and by the pack, in one list.

A contest is a vote in one place. Numbers of a story belong to the same contest if they name the
same places and the same day of the vote; numbers without a day join the one day that the story
gives for the place. The pack's announced numbers join them if the place is the same, the days
agree and, for votes and shares, the options do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from tallyscope.evidence.claims import ALL, PERCENT, Claim, Measure, Whole, option_name
from tallyscope.evidence.pack import Pack, near
from tallyscope.evidence.rows import AnnouncedFact
from tallyscope.statement import Days, Kind, Quantity, Statement

VOTE_DAYS = 7  # our choice: votes last some days, and stories name the first or the last
NEWS_DAYS = 60  # our choice: so long after a vote its results are news; then say the day

# Kind of a statement -> what is measured if it is a count, and if it is a percentage.
_MEASURES: dict[Kind, tuple[Measure, Measure]] = {
    "votes": ("votes", "share"),
    "share": ("votes", "share"),
    "participants": ("ballots", "turnout"),
    "turnout": ("ballots", "turnout"),
    "registered": ("registered", "turnout"),
    "invalid": ("invalid", "invalid_share"),
    "abstention": ("absent", "abstention"),
}
_COUNTS: dict[str, Measure] = {"valid": "valid", "valid votes": "valid"}
_WHOLES: dict[str, Whole] = {
    "valid": "valid",
    "valid votes": "valid",
    "ballots": "ballots",
    "votes cast": "ballots",
    "ballots cast": "ballots",
    "participants": "ballots",
    "registered": "registered",
    "registered voters": "registered",
    "eligible": "registered",
    "eligible voters": "registered",
    "electorate": "registered",
}


@dataclass(frozen=True, kw_only=True)
class Contest:
    """A vote in one place, with everything that was announced about it.

    Attributes
    ----------
    place : str
        The pack's name of it, or the story's; empty if the story names none at all.
    claims : tuple of Claim
        The story's first.
    left_out : tuple of str
        Numbers that cannot be used, with the reason.
    """

    place: str
    claims: tuple[Claim, ...]
    left_out: tuple[str, ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Statements of the story behind the claims, in the order of the story."""
        return tuple(claim.statement for claim in self.claims if claim.statement is not None)

    @property
    def final(self) -> tuple[Claim, ...]:
        """Claims about the whole vote after the whole count."""
        return tuple(claim for claim in self.claims if claim.counted is None and claim.scope == ALL)


def contests(
    statements: Sequence[Statement], pack: Pack, *, published: date | None = None
) -> tuple[Contest, ...]:
    """Return the contests that a story has numbers about.

    Parameters
    ----------
    statements : sequence of Statement
    pack : Pack
    published : datetime.date, optional
        Day of the story; lets the pack's numbers join a contest whose day the story leaves open.

    Returns
    -------
    tuple of Contest
        In the order of the story.
    """
    in_order = sorted(statements, key=lambda statement: (statement.span, statement.id))
    numbers = [statement for statement in in_order if statement.kind in _MEASURES]
    somewhere = any(statement.places.value for statement in numbers)
    groups: dict[str, dict[Days | None, list[Statement]]] = {}
    for statement in numbers:
        names = statement.places.value or ()
        if names or not somewhere:
            place = " and ".join(_canonical(name, pack) for name in names)
            by_day = groups.setdefault(place, {})
            by_day.setdefault(statement.vote_day.value, []).append(statement)
    return tuple(
        _contest(place, members, in_order, pack, published)
        for place, by_day in groups.items()
        for members in _joined(by_day)
    )


def day_of(statement: Statement, published: date | None) -> Days | None:
    """Return the days that a statement about a state of things is about; None if not known."""
    if (known := statement.as_of.value or statement.said.value) is not None:
        return known
    return None if published is None else Days(published, published)


def _joined(by_day: dict[Days | None, list[Statement]]) -> list[list[Statement]]:
    """Let numbers without a day join the only day there is."""
    if None in by_day and len(by_day) == 2:  # none, and one day
        both = [statement for members in by_day.values() for statement in members]
        return [sorted(both, key=lambda statement: (statement.span, statement.id))]
    return list(by_day.values())


def _canonical(name: str, pack: Pack) -> str:
    place = pack.place(name)
    return name if place is None else place.name


def _contest(
    place: str,
    members: Sequence[Statement],
    story: Sequence[Statement],
    pack: Pack,
    published: date | None,
) -> Contest:
    claims: list[Claim] = []
    left_out: list[str] = []
    for statement in members:
        claim = _claim_of(statement, story)
        if isinstance(claim, str):
            left_out.append(f"“{statement.text}”: {claim}")
        else:
            claims.append(claim)
    if claims:
        claims += _claims_of_rows(place, claims, pack, published)
    spelling: dict[str, str] = {}
    for claim in claims:
        spelling.setdefault(claim.option.casefold(), claim.option)
    return Contest(
        place=place,
        claims=tuple(replace(claim, option=spelling[claim.option.casefold()]) for claim in claims),
        left_out=tuple(left_out),
    )


def _claim_of(statement: Statement, story: Sequence[Statement]) -> Claim | str:
    """Turn a statement into a claim, or say why that cannot be done."""
    quantity = statement.quantity.value
    if quantity is None or quantity.value is None:
        return "no number"
    if statement.negated:
        return "the number is of something denied"
    percent = quantity.unit in PERCENT
    count, share = _MEASURES[statement.kind]
    measure = share if percent else _COUNTS.get(quantity.unit, count)
    option = option_name(statement.option.value or "")
    if measure in ("votes", "share") and not option:
        return "it does not say for whom or what"
    return Claim(
        measure=measure,
        option=option if measure in ("votes", "share") else "",
        of=_WHOLES.get((statement.denominator.value or "").casefold(), ""),
        value=quantity.value,
        decimals=quantity.decimals,
        percent=percent,
        comparator=quantity.comparator,
        printed=_printed(quantity, percent),
        counted=_counted(statement, story),
        statement=statement,
    )


def _printed(quantity: Quantity, percent: bool) -> str:
    assert quantity.value is not None
    if percent:
        return f"{quantity.value:f}%"
    return f"{quantity.value:,f}"


def _counted(statement: Statement, story: Sequence[Statement]) -> Decimal | None:
    """Percent counted, if a "counted" statement shares the sentence; None if all or not said."""
    for other in story:
        quantity = other.quantity.value
        if other.kind != "counted" or quantity is None or quantity.value is None:
            continue
        overlaps = other.span.start < statement.span.stop and statement.span.start < other.span.stop
        if (overlaps or other.text == statement.text) and quantity.value < 100:
            return quantity.value
    return None


def _claims_of_rows(
    place: str, claims: Sequence[Claim], pack: Pack, published: date | None
) -> list[Claim]:
    told = [claim.statement for claim in claims if claim.statement is not None]
    days = [window for statement in told if (window := _window(statement, published)) is not None]
    if not days:
        return []
    rows = [
        row
        for row in pack.announced
        if row.place == place and any(near(row.date, window, 0) for window in days)
    ]
    known = {option_name(row.option).casefold() for row in rows if row.option}
    if any(claim.option and claim.option.casefold() not in known for claim in claims):
        return []
    return [_claim_of_row(row) for row in rows]


def _window(statement: Statement, published: date | None) -> Days | None:
    """Return the days on which the vote of a statement can have been."""
    vote = statement.vote_day.value
    if vote is not None:
        around = timedelta(days=VOTE_DAYS)
        return Days(vote.first - around, vote.last + around)
    said = statement.said.value or statement.as_of.value
    last = published if said is None else said.last
    return None if last is None else Days(last - timedelta(days=NEWS_DAYS), last)


def _claim_of_row(row: AnnouncedFact) -> Claim:
    percent = row.unit == "%"
    measure: Measure = row.measure  # type: ignore[assignment]  # one of the table's words
    return Claim(
        measure=measure,
        option=option_name(row.option),
        of=_WHOLES.get(row.of, ""),
        value=row.value,
        decimals=row.decimals,
        percent=percent,
        comparator="=",
        printed=f"{row.value:f}%" if percent else f"{row.value:,f}",
        counted=row.counted,
        scope=row.scope,
        row=row,
    )
