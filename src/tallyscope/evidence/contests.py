"""What was announced about one contest, by the story and by the pack, in one list.

A contest is a vote in one place. Numbers of a story belong to the same contest if they name the
same places and the same day of the vote; numbers without a day join the one day that the story
gives for the place. The pack's announced numbers join them if the place is the same, the days
agree and, for votes and shares, the options do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from tallyscope.evidence.claims import ALL, PERCENT, Claim, Measure, Whole
from tallyscope.evidence.options import one_name_each, option_name
from tallyscope.evidence.pack import Pack, near
from tallyscope.evidence.rows import AnnouncedFact
from tallyscope.statement import Days, Kind, Quantity, Statement

VOTE_DAYS = 7  # our choice: votes last some days, and stories name the first or the last
BESIDE = 6  # our choice: characters; room for ", and " and not for another clause
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
class AnnouncedContest:
    """A vote in one place, with everything that was announced about it.

    Attributes
    ----------
    place : str
        The pack's name of it, or the story's; empty if the story names none at all.
    claims : tuple of Claim
        The story's first.
    left_out : tuple of str
        Numbers that cannot be used, with the reason.
    under_way : bool
        The story speaks of a part that was counted, so that its numbers may be interim ones.
    """

    place: str
    claims: tuple[Claim, ...]
    left_out: tuple[str, ...] = ()
    under_way: bool = False

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
) -> tuple[AnnouncedContest, ...]:
    """Return the contests that a story has numbers about.

    Parameters
    ----------
    statements : sequence of Statement
    pack : Pack
    published : datetime.date, optional
        Day of the story; lets the pack's numbers join a contest whose day the story leaves open.

    Returns
    -------
    tuple of AnnouncedContest
        In the order of the story.

    Notes
    -----
    A number is partial if it stands beside "with 29% counted", with at most `BESIDE` characters
    between one statement and the next.
    """
    in_order = sorted(statements, key=lambda statement: (statement.span, statement.id))
    numbers = [statement for statement in in_order if statement.kind in _MEASURES]
    somewhere = any(statement.places.value for statement in numbers)
    groups: dict[str, dict[Days | None, list[Statement]]] = {}
    for statement in numbers:
        names = statement.places.value or ()
        if names or not somewhere:
            by_day = groups.setdefault(_place_of(statement, pack), {})
            by_day.setdefault(statement.vote_day.value, []).append(statement)
    counted = _counted_beside(in_order)
    partial = {
        _place_of(statement, pack) for statement in in_order if _part_counted(statement) is not None
    }
    found = (
        _contest(place, members, counted, pack, published)
        for place, by_day in groups.items()
        for members in _joined(by_day)
    )
    return tuple(
        replace(contest, under_way=bool(partial & {contest.place, ""})) for contest in found
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


def _place_of(statement: Statement, pack: Pack) -> str:
    """Return the pack's names of a statement's places, in one text; empty if there are none."""
    known = ((name, pack.place(name)) for name in statement.places.value or ())
    return " and ".join(name if place is None else place.name for name, place in known)


def _contest(
    place: str,
    members: Sequence[Statement],
    counted: Mapping[str, Decimal],
    pack: Pack,
    published: date | None,
) -> AnnouncedContest:
    claims: list[Claim] = []
    left_out: list[str] = []
    for statement in members:
        claim = _claim_of(statement, counted.get(statement.id))
        if isinstance(claim, str):
            left_out.append(f"“{statement.text}”: {claim}")
        else:
            claims.append(claim)
    if claims:
        claims = _in_the_words_of_rows(place, claims, pack)
        rows = _claims_of_rows(place, claims, pack, published)
        claims = [_of_the_part_that_says_so(claim, rows) for claim in claims]
        left_out += [
            f"“{claim.printed} for {claim.option}”: announced for {claim.scope}"
            for claim in claims
            if claim.scope != ALL
        ]
        claims += rows
    names = one_name_each([claim.option for claim in claims])
    return AnnouncedContest(
        place=place,
        claims=tuple(replace(claim, option=names[claim.option]) for claim in claims),
        left_out=tuple(left_out),
    )


def _of_the_part_that_says_so(claim: Claim, rows: Sequence[Claim]) -> Claim:
    """Give a number the scope of the one row that prints it, if no row of the whole vote does."""
    alike = [row for row in rows if _prints(row, claim)]
    if alike and all(row.scope != ALL or row.counted is not None for row in alike):
        return replace(claim, scope=alike[0].scope, counted=claim.counted or alike[0].counted)
    return claim


def _prints(row: Claim, claim: Claim) -> bool:
    bounds = claim.range()
    if (row.measure, row.option) != (claim.measure, claim.option) or bounds is None:
        return False
    value = Fraction(row.value) / (100 if row.percent else 1)
    return bounds[0] <= value and (bounds[1] is None or value <= bounds[1])


def _claim_of(statement: Statement, counted: Decimal | None) -> Claim | str:
    """Turn a statement into a claim, or say why that cannot be done."""
    quantity = statement.quantity.value
    if quantity is None or quantity.value is None:
        return "no number"
    if statement.negated:
        return "the number is of something denied"
    if statement.kind == "invalid" and "blank" in statement.text.casefold():
        return "blank ballots are valid votes in some countries and invalid ones in others"
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
        counted=counted,
        statement=statement,
    )


def _printed(quantity: Quantity, percent: bool) -> str:
    assert quantity.value is not None
    if percent:
        return f"{quantity.value:f}%"
    return f"{quantity.value:,f}"


def _counted_beside(story: Sequence[Statement]) -> Mapping[str, Decimal]:
    """Return the percent counted that statements stand beside, by their ids; 100 is no part."""
    runs: list[list[Statement]] = []
    reached = 0
    for statement in story:
        if not runs or statement.span.start - reached > BESIDE:
            runs.append([])
        runs[-1].append(statement)
        reached = max(reached, statement.span.stop)
    found: dict[str, Decimal] = {}
    for run in runs:
        parts = [part for statement in run if (part := _part_counted(statement)) is not None]
        if parts:
            found.update((statement.id, parts[0]) for statement in run)
    return found


def _part_counted(statement: Statement) -> Decimal | None:
    """Return the percent that a statement says was counted, if it is a part."""
    quantity = statement.quantity.value
    if statement.kind != "counted" or quantity is None or quantity.value is None:
        return None
    return quantity.value if quantity.unit in PERCENT and quantity.value < 100 else None


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
        if row.place == place
        and any(near(row.date, window, 0) for window in days)
        # what a story of that day or before tells may be of a vote or a count that goes on
        and (published is None or row.date.last < published)
    ]
    known = {option_name(row.option).casefold() for row in rows if row.option}
    if any(claim.option and claim.option.casefold() not in known for claim in claims):
        return []
    return [_claim_of_row(row) for row in rows]


def _in_the_words_of_rows(place: str, claims: Sequence[Claim], pack: Pack) -> list[Claim]:
    """Call options by the pack's names where the story uses one of its other words for them."""
    words = [
        (other.casefold(), option_name(row.option))
        for row in pack.announced
        if row.place == place
        for other in row.other_words
    ]
    return [replace(claim, option=_in_words(claim.option, words)) for claim in claims]


def _in_words(option: str, words: Sequence[tuple[str, str]]) -> str:
    plain = f" {option.casefold()} "
    if " not " in plain:
        return option
    return next((name for word, name in words if word in plain), option)


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
