"""How much of a place did a side hold?"""

from __future__ import annotations

from collections.abc import Sequence

from tallyscope.checks.territory.shares import Share, union
from tallyscope.evidence import Control

_OF = {"share_of_area": "the area", "share_of_land": "the land", "share_of_people": "the people"}


def held(
    maps: Sequence[Control], side: str, measures: tuple[str, ...], *, negated: bool
) -> Share | None:
    """Return what a side held; of the rest if negated, or if only the other sides are on the map.

    If nobody drew the side itself, it holds what no other side and no contested land takes.
    """
    shares = [row for row in maps if row.measure in measures]
    own = [row for row in shares if row.controller.casefold() == side.casefold()]
    if own:
        found = union(_of_row(row) for row in own)
        return found.rest() if negated else found
    others: dict[str, list[Share]] = {}
    for row in shares:
        others.setdefault(row.controller, []).append(_of_row(row))
    if not set(others) - {"unknown"}:
        return None
    taken = [union(rows) for rows in others.values()]
    rest = Share(
        sum(one.value for one in taken),
        min(sum(one.low for one in taken), 100.0),
        min(sum(one.high for one in taken), 100.0),
        tuple(row for one in taken for row in one.rows),
    )
    return rest if negated else rest.rest()


def _of_row(row: Control) -> Share:
    return Share(float(row.value), float(row.low), float(row.high), (row.id,))


def told(row: Control) -> str:
    """Say in words what a control row says."""
    who = "Of unknown status" if row.controller == "unknown" else f"Held by {row.controller}"
    return f"{who}: {_of_row(row)} of {_OF[row.measure]} ({row.series}, {row.date.first})"
