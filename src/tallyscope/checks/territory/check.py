"""Do announced shares of territory and of control agree with areas and maps?

Two kinds of statements: how much of a whole some places are ("the regions amount to about 15% of
the country") and how much of a place a side holds ("about 40% of the region is not under its
control"). The first is compared with the areas in the pack, in every series that measures both the
places and the whole; the second with the pack's control rows of about that day. Where a statement
does not hold, the check looks for a reading that would make it true: another whole, or only the
part of the places that a side held.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tallyscope.checks.territory.areas import area_shares, held_shares, places_of, whole_of
from tallyscope.checks.territory.control import held, told
from tallyscope.checks.territory.shares import Claimed, Share, claimed, union
from tallyscope.evidence import Pack, Place
from tallyscope.evidence.contests import day_of
from tallyscope.evidence.pack import near
from tallyscope.result import Check, Verdict, VerdictOutcome
from tallyscope.statement import Statement

MAP_DAYS = 14  # our choice: a front that moves slowly; older maps say nothing about the day

# Points by which serious maps of the same day differ: for Donetsk region in December 2022 one
# newspaper's figure from the maps of the Institute for the Study of War was 51.5%, DeepStateMap's
# 56.1%. Given to every statement about control.
MAPS_DIFFER = 5.0

TOLERANCE_AREA = (
    "{}. A printed share stands for all that round to it; “about” adds 2.5 points to multiples of"
    " five and 1 point to other numbers (our choice). Areas count from the smallest to the largest"
    " of the sources."
)
TOLERANCE_CONTROL = (
    f"{{}}. Maps of the same day differ by up to {MAPS_DIFFER:g} points, which are given to the"
    f" statement; a map may be {MAP_DAYS} days older or newer."
)
INNOCENT = (
    "Another whole was meant: with or without a part of the country that is disputed.",
    "Only the part that a side holds was meant, not the places in their borders.",
    "The front moved between the map and the story.",
    "People were meant, not land.",
)
BLIND_TO = (
    "where the lines run, and who could move freely behind them",
    "maps that are wrong in the same way",
)


def territory(
    statements: Sequence[Statement], evidence: Pack, *, published: date | None = None
) -> tuple[Verdict, ...]:
    """Compare shares of territory and of control with the pack's areas and maps.

    Parameters
    ----------
    statements : sequence of Statement
        Those of kind "territory_share" and "control_share" are used.
    evidence : Pack
    published : datetime.date, optional
        Day of the story, for statements that give no day.

    Returns
    -------
    tuple of Verdict
        One for each statement about territory, one for each place of a statement about control.
        "consistent" if the range of the statement meets that of the sources, "inconsistent" if
        not, "cannot tell" if the pack has no areas or no map of about that day.
    """
    verdicts: list[Verdict] = []
    for statement in sorted(statements, key=lambda one: (one.span, one.id)):
        if statement.kind == "territory_share":
            verdicts.append(_territory(statement, evidence, published))
        elif statement.kind == "control_share":
            verdicts += [
                _control(statement, name, evidence, published)
                for name in statement.places.value or ()
            ]
    return tuple(verdicts)


def _territory(statement: Statement, pack: Pack, published: date | None) -> Verdict:
    """Compare a share of a whole with the areas of its places."""
    claim = claimed(statement)
    places = places_of(statement, pack)
    whole = whole_of(statement, places, pack)
    if claim is None or not places or whole is None:
        return _cannot_tell(statement, "The statement's share, places or whole are not known.")
    named = _together([place.name for place in places])
    shares = area_shares(places, whole, pack)
    if not shares:
        return _cannot_tell(
            statement, f"The pack has no areas of {named} and {whole.name} measured alike."
        )
    found = union(share for _, share in shares)
    day = day_of(statement, published)
    fitting = [
        (words, share)
        for words, share in held_shares(places, whole, pack, day, MAP_DAYS)
        if share.meets(claim.share)
    ]
    return _compared(
        statement,
        claim,
        found.meets(claim.share),
        f"{named} {'is' if len(places) == 1 else 'are'} {found} of {whole.name}",
        lines=tuple(f"{words} = {share} [{', '.join(share.rows)}]." for words, share in shares),
        rows=(*found.rows, *(row for _, share in fitting for row in share.rows)),
        true_if=tuple(f"{words}: {share} of {whole.name}." for words, share in fitting),
        tolerance=TOLERANCE_AREA,
    )


def _control(statement: Statement, name: str, pack: Pack, published: date | None) -> Verdict:
    """Compare a share that a side holds, or does not hold, with maps of about that day."""
    claim, side, place = claimed(statement), statement.controller.value, pack.place(name)
    day = day_of(statement, published)
    if claim is None or not side or place is None or day is None:
        return _cannot_tell(
            statement, f"{name}: the statement's share, side, place or day is not known."
        )
    maps = [
        row for row in pack.control if row.place == place.name and near(row.date, day, MAP_DAYS)
    ]
    land = held(maps, side, ("share_of_area", "share_of_land"), negated=statement.negated)
    if land is None:
        return _cannot_tell(
            statement,
            f"{place.name}: no map in the pack within {MAP_DAYS} days shows what {side} held.",
        )
    people = held(maps, side, ("share_of_people",), negated=statement.negated)
    words = f"{side} did not hold" if statement.negated else f"{side} held"
    lines = [f"{told(row)} [{row.id}]." for row in maps if row.measure != "held_area"]
    if people is not None:
        lines.append(f"Of the people, {people} lived on land that {words}.")
    return _compared(
        statement,
        claim,
        land.meets(claim.share, MAPS_DIFFER),
        f"{words} {land} of {place.name}",
        lines=tuple(lines),
        rows=(*land.rows, *(people.rows if people else ())),
        true_if=_true_if(land, people, claim, pack, place),
        tolerance=TOLERANCE_CONTROL,
    )


def _true_if(
    land: Share, people: Share | None, claim: Claimed, pack: Pack, place: Place
) -> tuple[str, ...]:
    """Return readings under which a statement about control would hold."""
    readings = []
    if people is not None and people.meets(claim.share):
        readings.append(f"People were meant, not land: {people}.")
    area = next((row for row in pack.areas if row.place == place.name), None)
    if area is not None:
        size = float(area.value) * land.value / 100
        readings.append(f"Size was meant, not share: it is some {size:,.0f} km2.")
    return tuple(readings)


def _compared(
    statement: Statement,
    claim: Claimed,
    meets: bool,
    found: str,
    *,
    lines: tuple[str, ...],
    rows: tuple[str, ...],
    true_if: tuple[str, ...],
    tolerance: str,
) -> Verdict:
    fits = "which fits" if meets else "which does not fit"
    outcome: VerdictOutcome = "consistent" if meets else "inconsistent"
    return Verdict(
        check="territory",
        statements=(statement,),
        outcome=outcome,
        summary=f"{found}; the statement says {claim.printed}, {fits}.",
        lines=lines,
        tolerance=tolerance.format(claim.read_as),
        evidence=tuple(dict.fromkeys(rows)),
        would_make_it_true=() if meets else (*true_if, *INNOCENT),
        blind_to=BLIND_TO,
    )


def _cannot_tell(statement: Statement, why: str) -> Verdict:
    return Verdict(
        check="territory",
        statements=(statement,),
        outcome="cannot tell",
        summary=why,
        blind_to=BLIND_TO,
    )


def _together(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


CHECK = Check(
    name="territory",
    title="Territory and control",
    question="Do announced shares of territory and of control agree with areas and maps?",
    run=territory,
    needs=("areas, or control rows of about that day, in the pack",),
    cites=(
        "Areas and maps: the rows of the pack, each with its source",
        "Spread of maps: figures from the Institute for the Study of War and DeepStateMap.live,"
        " December 2022 to February 2023",
    ),
    detects=(
        "a share of territory that no source's areas give",
        "a share of control far from the maps of that day",
    ),
    assumes=("The pack's rows are about the places in the borders that the story means.",),
    innocent=INNOCENT,
    blind_to=BLIND_TO,
)
