"""The rows of an evidence pack: one fact each, with its source and its day."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tallyscope.statement import Days


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place and what it is called.

    Attributes
    ----------
    id, name, kind : str
        Kind is "country", "region", "part", ...; free text.
    parent : str
        Name of the place that contains it; empty at the top.
    aliases : tuple of str
        Other names and spellings.
    date : Days
    source, note : str
    """

    id: str
    name: str
    kind: str
    parent: str
    aliases: tuple[str, ...]
    date: Days
    source: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One number about one place.

    Attributes
    ----------
    id : str
        Unique in the pack; verdicts name it.
    place : str
        Name of a place of the pack.
    measure : str
        What is measured; each table has its own words.
    value : decimal.Decimal
        With the digits of the source.
    low, high : decimal.Decimal
        What the source allows; equal to `value` if it says nothing.
    unit : str
        "km2", "%", "persons", "voters" or "votes".
    date : Days
        The day, month or year that the number is about.
    source : str
        Address or citation; "derived from ID and ID" for arithmetic on other rows.
    note : str
        Variants, doubts, how it was measured.
    """

    id: str
    place: str
    measure: str
    value: Decimal
    low: Decimal
    high: Decimal
    unit: str
    date: Days
    source: str
    note: str = ""

    @property
    def decimals(self) -> int:
        """Decimals of `value` as the source prints it."""
        exponent = self.value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) else 0


@dataclass(frozen=True, kw_only=True)
class Area(Fact):
    """Area of a place; rows of one `series` are measured alike and may be divided by each other."""

    series: str


@dataclass(frozen=True, kw_only=True)
class Control(Fact):
    """How much of a place a side holds; the controller "unknown" stands for contested land."""

    controller: str
    series: str


@dataclass(frozen=True, kw_only=True)
class Electorate(Fact):
    """People on a voters' list."""


@dataclass(frozen=True, kw_only=True)
class Population(Fact):
    """People: inhabitants of all ages, or those who are said to be there still."""


@dataclass(frozen=True, kw_only=True)
class VoteFact(Fact):
    """One number of a vote.

    Attributes
    ----------
    vote : str
        Name of the vote.
    option : str
        For "votes" and "share": whose.
    other_words : tuple of str
        Words by which stories call the same option.
    of : str
        What a share is a share of: "valid", "ballots", "registered", or empty if not known.
    """

    vote: str
    option: str
    other_words: tuple[str, ...]
    of: str


@dataclass(frozen=True, kw_only=True)
class EarlierVote(VoteFact):
    """One number of an earlier vote in the same place."""


@dataclass(frozen=True, kw_only=True)
class AnnouncedFact(VoteFact):
    """One number that was announced about the vote itself.

    Attributes
    ----------
    scope : str
        "all", or which part of the vote it covers ("stations in Russia").
    counted : decimal.Decimal or None
        Percent counted when it was announced; None if it is final.
    """

    scope: str
    counted: Decimal | None
