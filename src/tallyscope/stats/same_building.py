"""Which units stand in one building, as far as headers and names tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

HEADER = re.compile(
    r"building|address|polling.?place|cent(er|re)\b|recinto|school|premises|location"
)
SURNAMES = re.compile(r"\(\s*[A-Z]+\s*-\s*[A-Z]+\s*\)")  # "HALL (A-K)" and "HALL (L-Z)"
LAST_OF_CODE = re.compile(r"^(\S*\d)[-./]\d+\s")  # the number of the box in a code in front


def names_buildings(header: str) -> bool:
    """Tell whether a column's header says that it names buildings.

    Examples
    --------
    >>> names_buildings("x_recinto"), names_buildings("district")
    (True, False)
    """
    return HEADER.search(header.lower()) is not None


def without_surnames(names: Sequence[str]) -> list[str | None]:
    """Return what boxes of one building have in common; None for names without a range.

    Voters of one building are often split by surname, and the boxes then are named alike up to the
    range, as in Uganda's registers.

    Examples
    --------
    >>> without_surnames(["7-1 HALL (A-K)", "7-2 HALL (L - Z)", "8-1 MARKET (NORTH)"])
    ['7 HALL ', '7 HALL ', None]
    """
    return [
        LAST_OF_CODE.sub(r"\1 ", SURNAMES.sub("", name)) if SURNAMES.search(name) else None
        for name in names
    ]
