"""Were there enough people for the announced number of voters?

The announced ballots are set against everything the pack knows about people in the place: voters'
lists, inhabitants, people who are said to be there still, and inhabitants of the part that a side
held. Sources disagree, and people also vote elsewhere; so ballots are called inconsistent only if
they exceed every one of these numbers, and "cannot tell" if they exceed some.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from typing import TypeVar

from tallyscope.evidence import Pack, Place
from tallyscope.evidence.claims import Claim
from tallyscope.evidence.contests import AnnouncedContest, contests
from tallyscope.evidence.pack import near
from tallyscope.evidence.rows import Fact
from tallyscope.result import Check, Verdict, VerdictOutcome
from tallyscope.statement import Statement

LIST_DAYS = 12 * 365  # our choice: older lists and counts of people say little about today's
MAP_DAYS = 14  # our choice, as for territory

R = TypeVar("R", bound=Fact)

TOLERANCE = (
    "Each number of people counts from the lowest to the highest value that its source allows;"
    " inhabitants include children, who cannot vote, so that the ceiling is generous."
)
INNOCENT = (
    "People voted elsewhere: refugees at stations abroad, displaced people.",
    "The list was longer than the register of the source: newcomers, soldiers, late entries.",
    "A source underestimates who stayed.",
    "The number called ballots is the voters' list.",
)
BLIND_TO = (
    "who the voters were",
    "how many people fled, came back or arrived, where no source says it",
    "invented ballots below the number of people",
)


def electorate(
    statements: Sequence[Statement], evidence: Pack, *, published: date | None = None
) -> tuple[Verdict, ...]:
    """Compare announced ballots (or, without them, registered voters) with numbers of people.

    Parameters
    ----------
    statements : sequence of Statement
        The story's, in any order.
    evidence : Pack
        Its lists, populations and control, and its announced numbers.
    published : datetime.date, optional
        Day of the story.

    Returns
    -------
    tuple of Verdict
        One for each contest with ballots or registered voters in a place that the pack has numbers
        of people for.
    """
    return tuple(
        verdict
        for contest in contests(statements, evidence, published=published)
        if contest.statements and (verdict := _verdict(contest, evidence)) is not None
    )


@dataclass(frozen=True)
class _Ceiling:
    """How many people there were, by one source."""

    words: str
    low: Decimal
    high: Decimal
    rows: tuple[str, ...]


def _verdict(contest: AnnouncedContest, pack: Pack) -> Verdict | None:
    place = pack.place(contest.place)
    subject = _subject(contest)
    if place is None or subject is None:
        return None
    ceilings = _ceilings(place, subject, pack)
    if not ceilings:
        return None
    bounds = subject.range()
    assert bounds is not None  # _subject takes no vague number
    least = ceil(bounds[0])
    above = [ceiling for ceiling in ceilings if least > ceiling.high]
    outcome: VerdictOutcome = (
        "consistent"
        if not above
        else "inconsistent"
        if len(above) == len(ceilings)
        else "cannot tell"
    )
    kind = "ballots" if subject.measure == "ballots" else "registered voters"
    return Verdict(
        check="electorate",
        statements=contest.statements,
        outcome=outcome,
        summary=f"{place.name}: {subject.printed} {kind} {_compared(above, ceilings)}",
        lines=(
            f"Announced: {subject.printed} {kind}"
            f" ({'the story' if subject.row is None else subject.row.id}).",
            *(_line(subject, kind, ceiling) for ceiling in ceilings),
            *_elsewhere(contest),
        ),
        tolerance=TOLERANCE,
        evidence=(
            *((subject.row.id,) if subject.row is not None else ()),
            *dict.fromkeys(row for ceiling in ceilings for row in ceiling.rows),
        ),
        would_make_it_true=INNOCENT if above else (),
        blind_to=BLIND_TO,
    )


def _subject(contest: AnnouncedContest) -> Claim | None:
    """Return the ballots of the whole vote, else the registered voters; the story's first."""
    for measure in ("ballots", "registered"):
        for claim in contest.final:
            if claim.measure == measure and claim.comparator == "=":
                return claim
    return None


def _ceilings(place: Place, subject: Claim, pack: Pack) -> list[_Ceiling]:
    """Return every number of people for the place and its parts, the smallest first."""
    inside = [place.name, *(part.name for part in pack.parts(place.name))]
    lists = [row for row in pack.electorates if _when(row, subject, LIST_DAYS)]
    people = [
        row for row in pack.populations if row.unit == "persons" and _when(row, subject, LIST_DAYS)
    ]
    present = [row for row in people if row.measure != "population"]
    counted = _latest([row for row in people if row.measure == "population"])
    found = [
        _Ceiling(f"{_words(row)} in {row.place} ({row.date.first})", row.low, row.high, (row.id,))
        for row in (*_latest(lists), *present, *counted)
        if row.place in inside
    ]
    found += [
        ceiling
        for row in counted
        if row.place == place.name
        for ceiling in _in_held_part(row, subject, pack)
    ]
    return sorted(found, key=lambda ceiling: (ceiling.high, ceiling.rows))


def _latest(rows: Sequence[R]) -> list[R]:
    """Return the newest row of each place."""
    newest: dict[str, R] = {}
    for row in rows:
        if row.place not in newest or row.date.last > newest[row.place].date.last:
            newest[row.place] = row
    return list(newest.values())


def _in_held_part(population: Fact, subject: Claim, pack: Pack) -> list[_Ceiling]:
    """Return the inhabitants of the part that each side held."""
    return [
        _Ceiling(
            f"inhabitants ({population.date.first.year}) of the part of {row.place} that"
            f" {row.controller} held",
            (population.low * row.low / 100).to_integral_value(),
            (population.high * row.high / 100).to_integral_value(),
            (population.id, row.id),
        )
        for row in pack.control
        if row.place == population.place
        and row.measure == "share_of_people"
        and _when(row, subject, MAP_DAYS)
    ]


def _when(row: Fact, subject: Claim, within: int) -> bool:
    """Say whether a row is of about the time of the vote; yes if that is not known."""
    if subject.row is not None:
        return near(row.date, subject.row.date, within)
    told = subject.statement
    day = None if told is None else told.vote_day.value or told.said.value or told.as_of.value
    return day is None or near(row.date, day, within)


def _words(row: Fact) -> str:
    if row.measure == "registered":
        return "voters on the list"
    return "inhabitants" if row.measure == "population" else "people said to be present"


def _line(subject: Claim, kind: str, ceiling: _Ceiling) -> str:
    part = 100 * subject.value / ceiling.high if ceiling.high else Decimal(0)
    people, share = f"{ceiling.high:,}", f"{part:.0f}%"
    if ceiling.low != ceiling.high:
        people, share = f"{ceiling.low:,} to {people}", f"at least {share}"
    return (
        f"{subject.printed} {kind} are {share} of {people} {ceiling.words}"
        f" [{', '.join(ceiling.rows)}]."
    )


def _compared(above: Sequence[_Ceiling], ceilings: Sequence[_Ceiling]) -> str:
    if not above:
        return "exceed no number of people that the pack has for the place."
    names = "; ".join(ceiling.words for ceiling in above)
    if len(above) == len(ceilings):
        return f"exceed every number of people that the pack has for the place: {names}."
    return f"exceed some numbers of people, not all: {names}."


def _elsewhere(contest: AnnouncedContest) -> list[str]:
    """Name ballots of a part of the vote, such as stations abroad."""
    return [
        f"Of the ballots, {claim.printed} were announced for: {claim.scope} ({claim.row.id})."
        for claim in contest.claims
        if claim.measure == "ballots" and claim.row is not None and claim not in contest.final
    ]


CHECK = Check(
    name="electorate",
    title="Electorate and population",
    question="Were there enough people for the announced number of voters?",
    run=electorate,
    needs=("announced ballots or registered voters", "lists or populations in the pack"),
    cites=("Numbers of people: the rows of the pack, each with its source",),
    detects=("more voters than people",),
    assumes=("Those who voted are among the people that some source of the pack counts.",),
    innocent=INNOCENT,
    blind_to=BLIND_TO,
)
