"""How much of a whole are some places?"""

from __future__ import annotations

from collections.abc import Sequence

from tallyscope.checks.territory.shares import Share
from tallyscope.evidence import Area, Control, Pack, Place
from tallyscope.evidence.pack import near
from tallyscope.statement import Days, Statement

Named = tuple[str, Share]


def places_of(statement: Statement, pack: Pack) -> list[Place]:
    """Return the places of a statement; none unless all are known and none lies in another."""
    found = [pack.place(name) for name in statement.places.value or ()]
    places = [place for place in found if place is not None]
    within = {part.name for place in places for part in pack.parts(place.name)}
    apart = all(place.name not in within for place in places)
    return places if apart and len(places) == len(found) else []


def whole_of(statement: Statement, places: Sequence[Place], pack: Pack) -> Place | None:
    """Return the whole that is named, or the place at the top that contains all places."""
    if statement.whole.value:
        return pack.place(statement.whole.value)
    inside = {place.name for place in places}
    return next(
        (
            top
            for top in pack.places
            if not top.parent and inside <= {part.name for part in pack.parts(top.name)}
        ),
        None,
    )


def area_shares(places: Sequence[Place], whole: Place, pack: Pack) -> list[Named]:
    """Return the share by series, of the whole and of parts of it that contain the places.

    The words hold the division, so that a reader can do it again.
    """
    inside = {place.name for place in places}
    wholes = [whole] + [
        part
        for part in pack.parts(whole.name)
        if inside <= {place.name for place in pack.parts(part.name)}
    ]
    rows = {(row.series, row.place): row for row in pack.areas if row.measure == "area"}
    series = dict.fromkeys(row.series for row in pack.areas)
    found = []
    for target in wholes:
        for name in series:
            if all((name, one.name) in rows for one in (*places, target)):
                parts = [rows[name, place.name] for place in places]
                all_of_it = rows[name, target.name]
                words = f"Of {target.name}, by areas of the series “{name}”:"
                division = f"{_sum(parts)} / {all_of_it.value:,} km²"
                found.append((f"{words} {division}", _quotient(parts, all_of_it)))
    return found


def _sum(parts: Sequence[Area]) -> str:
    words = " + ".join(f"{row.value:,}" for row in parts)
    return f"({words})" if len(parts) > 1 else words


def _quotient(parts: Sequence[Area | Control], whole: Area) -> Share:
    return Share(
        100 * float(sum(row.value for row in parts) / whole.value),
        100 * float(sum(row.low for row in parts) / whole.high),
        100 * float(sum(row.high for row in parts) / whole.low),
        (*(row.id for row in parts), whole.id),
    )


def held_shares(
    places: Sequence[Place], whole: Place, pack: Pack, day: Days | None, within: int
) -> list[Named]:
    """Return what parts that were held on that day are of the whole."""
    held = [
        row
        for row in pack.control
        if row.measure == "held_area" and day is not None and near(row.date, day, within)
    ]
    wholes = [row for row in pack.areas if row.place == whole.name and row.measure == "area"]
    if not wholes:
        return []
    found = []
    for who in dict.fromkeys(row.controller for row in held):
        own = [row for row in held if row.controller == who]
        by_place = {row.place: row for row in own}
        if all(place.name in by_place for place in places):
            parts = [by_place[place.name] for place in places]
            found.append((f"The part of them that {who} held then", _quotient(parts, wholes[0])))
        found += [
            (
                f"All that {who} held then in {row.place} (by {row.series})",
                _quotient([row], next((a for a in wholes if a.series == row.series), wholes[0])),
            )
            for row in own
            if row.place in {part.name for part in pack.parts(whole.name)}
            and row.place not in {place.name for place in places}
        ]
    return found
