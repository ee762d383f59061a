"""The tables of a pack and their columns, in one place: reader, template and docs use them.

A pack is a tabular data package (Frictionless Data: Data Package v1, Table Schema v1): a folder
with ``datapackage.json`` and CSV files. Lines that start with ``#`` are comments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

DESCRIPTOR = "datapackage.json"
COMMENT = "#"
ALIAS_MARK = "|"
DERIVED = "derived from "

Form = Literal["text", "number", "days", "aliases", "place"]


@dataclass(frozen=True)
class Column:
    """One column: its name, what stands in it, and in plain words what for.

    ``required`` columns may not be empty; ``allowed`` lists the only words that may stand there.
    """

    name: str
    form: Form
    about: str
    required: bool = False
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One CSV file of a pack."""

    name: str
    about: str
    columns: tuple[Column, ...]

    @property
    def path(self) -> str:
        """Name of the file."""
        return f"{self.name}.csv"


_ID = Column("id", "text", "short name of the row, unique in the whole pack", required=True)
_PLACE = Column("place", "place", "name of a place in places.csv", required=True)
_VALUE = (
    Column("value", "number", "the number, with the digits of the source", required=True),
    Column("low", "number", "smallest value that the sources allow; empty: same as value"),
    Column("high", "number", "largest value that the sources allow; empty: same as value"),
)
_SOURCE = (
    Column("date", "days", "2022-09-27, 2022-09 or 2022: what the number is about", required=True),
    Column(
        "source", "text", "address or citation; 'derived from ID and ID' if computed", required=True
    ),
    Column("note", "text", "variants, doubts, how it was measured"),
)
_SERIES = Column(
    "series", "text", "who measured; rows of one series are measured alike", required=True
)


def _one_of(name: str, about: str, *allowed: str) -> Column:
    return Column(name, "text", about, required=True, allowed=allowed)


_VOTE = (
    _ID,
    Column("vote", "text", "name of the vote, the same in all its rows", required=True),
    _PLACE,
    _one_of(
        "measure",
        "what the number counts",
        "registered",
        "ballots",
        "valid",
        "invalid",
        "votes",
        "turnout",
        "share",
        "invalid_share",
    ),
    Column(
        "option",
        "aliases",
        f"for votes and share: whose ('yes', a name), other words for it behind {ALIAS_MARK}",
    ),
    Column(
        "of",
        "text",
        "what a share is a share of; empty: not known",
        allowed=("valid", "ballots", "registered"),
    ),
    *_VALUE,
    _one_of("unit", "'votes' for counts, '%' for shares and turnout", "votes", "%"),
    *_SOURCE,
)

PLACES = Table(
    "places",
    "Every place that another table names.",
    (
        _ID,
        Column("place", "text", "the name used in all tables", required=True),
        Column("kind", "text", "country, region, part, ...", required=True),
        Column("parent", "place", "the place that contains it; empty at the top"),
        Column("aliases", "aliases", f"other names and spellings, with {ALIAS_MARK} between"),
        *_SOURCE,
    ),
)
AREAS = Table(
    "areas",
    "How large places are.",
    (
        _ID,
        _PLACE,
        _one_of("measure", "with or without inland water", "area", "land_area"),
        *_VALUE,
        _one_of("unit", "square kilometres", "km2"),
        _SERIES,
        *_SOURCE,
    ),
)
CONTROL = Table(
    "control",
    "Which side held how much of a place, on which day.",
    (
        _ID,
        _PLACE,
        Column("controller", "text", "who holds it; 'unknown' for contested land", required=True),
        _one_of(
            "measure",
            "share of the whole area, of the land without inland water, of the people; or km2 held",
            "share_of_area",
            "share_of_land",
            "share_of_people",
            "held_area",
        ),
        *_VALUE,
        _one_of("unit", "'%', or 'km2' for held_area", "%", "km2"),
        _SERIES,
        *_SOURCE,
    ),
)
ELECTORATES = Table(
    "electorates",
    "How many people were on the voters' lists.",
    (
        _ID,
        _PLACE,
        _one_of("measure", "people on the list", "registered"),
        *_VALUE,
        _one_of("unit", "voters", "voters"),
        *_SOURCE,
    ),
)
POPULATIONS = Table(
    "populations",
    "How many people live or lived there, children included.",
    (
        _ID,
        _PLACE,
        _one_of(
            "measure",
            "inhabitants; people said to be there on that day; percent said to be there still",
            "population",
            "people_present",
            "share_present",
        ),
        *_VALUE,
        _one_of("unit", "'persons', or '%' for share_present", "persons", "%"),
        *_SOURCE,
    ),
)
EARLIER_VOTES = Table("earlier_votes", "How the same places voted before.", _VOTE)
ANNOUNCED = Table(
    "announced",
    "What was announced about the vote that the stories are about.",
    (
        *_VOTE,
        Column("scope", "text", "'all', or which part of the vote it covers", required=True),
        Column("counted", "number", "percent counted when it was announced; empty: final"),
    ),
)

TABLES: tuple[Table, ...] = (
    PLACES,
    AREAS,
    CONTROL,
    ELECTORATES,
    POPULATIONS,
    EARLIER_VOTES,
    ANNOUNCED,
)


def descriptor(name: str, title: str, description: str) -> dict[str, Any]:
    """Return what ``datapackage.json`` of a pack says."""
    return {
        "profile": "tabular-data-package",
        "name": name,
        "title": title,
        "description": description,
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> Mapping[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.path,
        "description": table.about,
        "encoding": "utf-8",
        "dialect": {"commentChar": COMMENT},
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": "id",
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.required else {}
    if column.allowed:
        constraints["enum"] = list(column.allowed)
    field: dict[str, Any] = {
        "name": column.name,
        "type": "number" if column.form == "number" else "string",
        "description": column.about,
    }
    if constraints:
        field["constraints"] = constraints
    return field
