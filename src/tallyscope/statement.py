"""What a story claims: by whom, about which place, when, how much.

Every field carries how it came to be known. A field that the story does not settle is "unknown"
and has no value; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Generic, Literal, NamedTuple, TypeVar

T = TypeVar("T")

Status = Literal["stated", "inferred", "carried", "default", "unknown"]
Kind = Literal[
    "share",
    "votes",
    "turnout",
    "participants",
    "registered",
    "invalid",
    "counted",
    "threshold",
    "poll",
    "margin",
    "abstention",
    "change",
    "conditional",
    "territory_share",
    "control_share",
    "outcome",
    "event",
    "plan",
    "threat",
    "denial",
    "characterisation",
    "background",
]
Comparator = Literal["=", "about", "over", "under", "at least", "at most", "some"]


class Span(NamedTuple):
    """Half-open range of character offsets in the story's text."""

    start: int
    stop: int


@dataclass(frozen=True)
class Read(Generic[T]):
    """One field as it was read.

    Attributes
    ----------
    value : T or None
        None only if `status` is "unknown".
    status : {"stated", "inferred", "carried", "default", "unknown"}
        Stated in the statement itself; inferred there, where the sentence leaves another reading
        (`tallyscope.reading.rivals`); carried from elsewhere in the story (a pronoun, a list, the
        sentence before); the default of the document; not known.
    rule : str
        Id of the rule that read it; empty if unknown.
    span : Span or None
        Where it stands in the story.
    """

    value: T | None
    status: Status = "stated"
    rule: str = ""
    span: Span | None = None


UNKNOWN: Final[Read[Any]] = Read(None, "unknown")
"""A field that the story does not settle; one for all, since it never changes."""


@dataclass(frozen=True)
class Quantity:
    """A number as the story prints it.

    Attributes
    ----------
    value : decimal.Decimal or None
        In the printed unit (93 for "93%"); None for words such as "large parts".
    comparator : str
        "=" as printed, or "about", "over", "under", "at least", "at most"; "some" without a value.
    unit : str
        "percent", "votes", "persons", "areas", "km2", "points", ...
    printed : str
        The characters of the story.
    decimals : int
        Decimals of the printed number; of "2.26 million" those of its last digit, so -4.
    """

    value: Decimal | None
    comparator: Comparator
    unit: str
    printed: str
    decimals: int = 0


@dataclass(frozen=True)
class Attribution:
    """Who says it, with which word, relayed by whom (empty: nobody)."""

    who: str
    cue: str = ""
    relayed_by: str = ""


@dataclass(frozen=True)
class Days:
    """A day or an interval of days, both ends included."""

    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One claim of a story; see the module for the meaning of the fields.

    ``denominator`` names what a share is a share of ("valid", "ballots", "registered",
    "territory", ...), ``whole`` the place that a territory share refers to, ``controller`` who is
    said to hold a place. ``frame`` is the id of the rule that found the statement as a whole and
    ``origin`` tells rules from a model.
    """

    id: str
    kind: Kind
    span: Span
    text: str
    frame: str
    places: Read[tuple[str, ...]]
    option: Read[str]
    quantity: Read[Quantity]
    denominator: Read[str]
    attribution: Read[Attribution]
    said: Read[Days]
    vote_day: Read[Days]
    as_of: Read[Days]
    whole: Read[str] = UNKNOWN
    controller: Read[str] = UNKNOWN
    negated: bool = False
    origin: Literal["rules", "model"] = "rules"

    def numbered(self, number: int) -> Statement:
        """Return the same statement with its number in the story for an id."""
        twin = object.__new__(Statement)
        vars(twin).update(vars(self), id=f"s{number}")  # `replace` sets field by field
        return twin
