"""A number of the story as it was found, before anyone asks of what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tallyscope.statement import Quantity, Span

Sort = Literal["percent", "points", "count", "area", "other"]


@dataclass(frozen=True)
class Mention:
    """A number of the story.

    Attributes
    ----------
    span : Span
        With comparator and percent sign.
    quantity : Quantity
    sort : {"percent", "points", "count", "area", "other"}
    noun : str
        The word behind a count, in lower case; empty if none follows.
    why : str
        For "other": what it is instead of a result.
    core : Span
        The number with its percent sign, without the comparator.
    """

    span: Span
    quantity: Quantity
    sort: Sort
    core: Span
    noun: str = ""
    why: str = ""


MONEY = "an amount of money"
SEATS = "seats or members, not votes"
