"""Which columns name the units, what contains them, and the facts that hold for the whole file.

Headers decide where they speak; elsewhere the names themselves do: a column that is different in
every row names the units, and one that every unit has a single value of contains them. Levels are
ordered by how many places they have, fewest first, which is largest first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tallyscope.sources.arithmetic import percent
from tallyscope.sources.columns import Column, numbered
from tallyscope.sources.wishes import Wishes
from tallyscope.sources.words import HeaderRole

# Names that repeat in no more than this share of the rows may still be meant to be unique: the
# rest are doubles, which are told row by row (`doubles`). Our choice.
NEARLY_UNIQUE = 0.98
FACT_ROLES: tuple[HeaderRole, ...] = ("title", "name", "country", "date", "round")
UNIT_ROLES: tuple[HeaderRole, ...] = ("unit", "unit number", "name")


@dataclass(frozen=True)
class Places:
    """Columns that say where the votes were cast.

    Attributes
    ----------
    levels : tuple of Column
        Largest first.
    unit : tuple of Column
        Columns whose cells name the unit within its levels; none if rows have to be numbered.
    facts : dict of str to str
        "title", "country", "date", "round" of the whole file, from columns with one value.
    asides : dict of int to (str, str)
        Role and reason by position.
    """

    levels: tuple[Column, ...]
    unit: tuple[Column, ...]
    facts: dict[str, str] = field(default_factory=dict)
    asides: dict[int, tuple[str, str]] = field(default_factory=dict)


def places(columns: Sequence[Column], wishes: Wishes) -> Places:
    """Find levels, unit and facts among columns that are no counts.

    Parameters
    ----------
    columns : sequence of Column
        Columns that are not empty and have no other role yet.
    wishes : Wishes
        Levels and unit that the user has settled.
    """
    facts: dict[str, str] = {}
    asides: dict[int, tuple[str, str]] = {}
    rest = [column for column in columns if not _is_fact(column, facts, asides)]
    by_wish = wishes.levels is not None
    levels = list(wishes.levels) if wishes.levels is not None else _by_header(rest, asides)
    unit = wishes.unit or _unit_by_header(rest, levels, asides)
    if not unit:
        levels, unit = _unit_by_names(rest, levels, asides, fixed=by_wish)
    ordered = levels if by_wish else sorted(levels, key=_how_many)
    for column in ordered:
        asides.setdefault(column.position, ("level", "named by --levels"))
    for column in unit:
        asides.setdefault(column.position, ("unit", "named by --columns"))
    return Places(tuple(ordered), tuple(unit), facts, asides)


def distinct_together(columns: Sequence[Column]) -> int:
    """Return how many different combinations of names several columns have."""
    return len(numbered(columns)[1])


def _how_many(column: Column) -> tuple[int, int]:
    return column.distinct, column.position


def _is_fact(column: Column, facts: dict[str, str], asides: dict[int, tuple[str, str]]) -> bool:
    """Put a column with one value for the whole file among the facts, or aside."""
    match = column.match(*FACT_ROLES)
    one_value = len(column.cells) > 1 and column.has_one_name
    if match is not None and match.role == "country" and column.match("level"):
        return False  # "kraj" is a country in Polish and a region in Czech
    if match is None or not one_value:
        if one_value and not column.said:
            value = str(column.places.drop_nulls()[0])
            asides[column.position] = ("ignored", f"one value in the whole file: {value[:60]!r}")
        return one_value and not column.said
    role = "title" if match.role == "name" else str(match.role)
    facts.setdefault(role, str(column.places.drop_nulls()[0]))
    asides[column.position] = (role, f"{match}, and one value in the whole file")
    return True


def _by_header(columns: Sequence[Column], asides: dict[int, tuple[str, str]]) -> list[Column]:
    found = []
    for column in columns:
        match = column.match("level")
        if match:
            found.append(column)
            asides[column.position] = ("level", f"{match}; {column.distinct:,} places")
    return _without_codes(found, asides)


def _without_codes(levels: list[Column], asides: dict[int, tuple[str, str]]) -> list[Column]:
    """Leave out columns of numbers that say the same as a column of names: codes beside names."""
    kept = []
    for column in levels:
        twins = [
            other
            for other in levels
            if column.kind == "counts"
            and other.kind == "text"
            and other.distinct == column.distinct == distinct_together([column, other])
        ]
        if twins:
            asides[column.position] = ("ignored", f"the code of '{twins[0].name}'")
        else:
            kept.append(column)
    return kept


def _unit_by_header(
    columns: Sequence[Column], levels: Sequence[Column], asides: dict[int, tuple[str, str]]
) -> tuple[Column, ...]:
    """Take the column whose header speaks plainest; of two equals, the one with more names."""
    named = [column for column in columns if column.match(*UNIT_ROLES) and column not in levels]
    if not named:
        return ()

    def plainest(column: Column) -> tuple[int, int]:
        match = column.match(*UNIT_ROLES)
        assert match is not None
        return UNIT_ROLES.index(match.role), -distinct_together([*levels, column])

    best = min(named, key=plainest)
    for column in named:
        asides[column.position] = ("ignored", f"another name of the unit: {column.said[0]}")
    asides[best.position] = ("unit", f"{best.said[0]}; {best.distinct:,} names")
    return (best,)


def _unit_by_names(
    columns: Sequence[Column],
    levels: list[Column],
    asides: dict[int, tuple[str, str]],
    *,
    fixed: bool,
) -> tuple[list[Column], tuple[Column, ...]]:
    """Find the unit by its names: the finest level, or a text that differs from row to row."""
    texts = [column for column in columns if column.kind == "text" and not column.said]
    rows = len(columns[0].cells) if columns else 0
    may_be_unit = texts if fixed else [*levels, *texts]
    for column in sorted(may_be_unit, key=_how_many, reverse=True):
        others = [level for level in levels if level is not column]
        different = distinct_together([*others, column])
        if different < NEARLY_UNIQUE * rows:
            continue
        why = f"the names differ in {percent(different, rows)} of the rows"
        if column in levels:
            asides[column.position] = ("unit", f"{column.said[0]}; {why}")
            return others, (column,)
        asides[column.position] = ("unit", f"by the names: {why}")
        found = [] if levels or fixed else _containing(texts, column, asides)
        return levels or found, (column,)
    return levels, ()


def _containing(
    texts: Sequence[Column], unit: Column, asides: dict[int, tuple[str, str]]
) -> list[Column]:
    """Return the texts with at most one name to every two units, and one for each unit."""
    names = distinct_together([unit])
    found = []
    for column in texts:
        one_each = distinct_together([column, unit]) <= names / NEARLY_UNIQUE
        if column is not unit and 2 * column.distinct <= names and one_each:
            why = f"by the names: {column.distinct:,} places that contain the units"
            asides[column.position] = ("level", why)
            found.append(column)
    return found
