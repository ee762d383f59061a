"""What every column of a results file is, and why; or the questions that only the user can answer.

Words of the headers come first (`headers`), then the sums of the columns (`readings`), then the
names in the cells (`places`). Wishes of the user (``--columns``, ``--levels``) come before all.
Every column gets a role and a reason; nothing is left out silently.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tallyscope.errors import DataError
from tallyscope.sources.columns import Column
from tallyscope.sources.counting import COUNT_ROLES, candidates
from tallyscope.sources.places import places
from tallyscope.sources.questions import (
    no_choices,
    questions_of,
    refuse_long_form,
    refuse_no_numbers,
    refuse_several_contests,
)
from tallyscope.sources.readings import Reading, best_reading
from tallyscope.sources.wishes import Wishes
from tallyscope.sources.words import HeaderRole
from tallyscope.tally import COUNT_NAMES, CountName

# Numbers under such a header are no counts.
PLACE_ROLES: tuple[HeaderRole, ...] = (
    *("level", "unit", "unit number"),
    *("title", "country", "date", "round"),
)
# Numbers that are the same in so many rows are no counts (a year, a round). Our choice.
ROWS_OF_A_CONSTANT = 10
# So many columns called "votes" are the votes of as many choices. Our choice.
FEWEST_CHOICES = 3
# The reason of a column that is no choice and belongs to the sum of the valid votes begins so.
VALID_NO_CHOICE = "valid, and no choice"


@dataclass(frozen=True)
class Layout:
    """What every column of a results file is.

    Attributes
    ----------
    counts : mapping of count name to tuple of Column
        Columns whose sum is the count; counts that the file has no column for are not in it.
    choices, levels, unit, extras : tuple of Column
    gap : Column or None
        Votes that are valid and for no choice.
    facts : mapping of str to str
        "title", "country", "date" and "round" of the whole file.
    roles, evidence : mapping of str to str
        By name of the column: its role, and why.
    """

    counts: Mapping[CountName, tuple[Column, ...]]
    choices: tuple[Column, ...]
    gap: Column | None
    levels: tuple[Column, ...]
    unit: tuple[Column, ...]
    extras: tuple[Column, ...]
    facts: Mapping[str, str]
    roles: Mapping[str, str]
    evidence: Mapping[str, str]

    def without_counts(self) -> Layout:
        """Return the same without the cells of the counts and choices: their names."""
        return replace(
            self,
            counts={name: _bare(columns) for name, columns in self.counts.items()},
            choices=_bare(self.choices),
        )

    def without_cells(self) -> Layout:
        """Return the same without the cells of any column: their names."""
        return replace(
            self.without_counts(),
            gap=None,
            levels=_bare(self.levels),
            unit=_bare(self.unit),
            extras=_bare(self.extras),
        )

    def told_by(self, who: str) -> Layout:
        """Say that somebody else than the user has named columns."""
        evidence = {
            name: re.sub("^named by --(?:columns|levels)", f"named by {who}", why)
            for name, why in self.evidence.items()
        }
        return replace(self, evidence=evidence)


def _bare(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return tuple(replace(c, cells=c.cells.clear(), numbers=None) for c in columns)


def recognise(columns: Sequence[Column], wishes: Wishes) -> Layout:
    """Find the role of every column.

    Raises
    ------
    DataError
        If there are no choices, if the file has one row per candidate, or if two readings are
        possible; the fault names the ``--columns`` option for each.
    """
    refuse_no_numbers(columns, wishes)
    noted: dict[int, tuple[str, str]] = {}
    free = _set_aside(columns, wishes, noted)
    numbers = [column for column in free if column.is_number and not _names_places(column)]
    counts = _counts(numbers)
    unexplained = [column for column in numbers if column not in counts]
    unlikely = [column for column in unexplained if _is_unlikely(column, noted)]
    pool = [column for column in unexplained if column not in unlikely]
    refuse_long_form(free, pool, wishes)
    refuse_several_contests(free)
    extras = [c for c in columns if c.is_number and noted.get(c.position, ("",))[0] == "extra"]
    if wishes.choices:
        pool, unlikely = [], []
    found = candidates(counts, pool, unlikely=unlikely, extras=extras, wishes=wishes)
    reading, questions = best_reading(found, wishes.choices)
    questions = questions or questions_of(found, reading, wishes)
    if not reading.chosen.columns:
        raise DataError(no_choices(columns, noted))
    if questions:
        raise DataError(questions)
    noted.update(found.asides)
    _note(reading, noted)
    where = places([c for c in free if not c.is_number or _names_places(c)], wishes)
    noted.update(where.asides)
    roles = {column.name: noted.get(column.position, _unexplained(column)) for column in columns}
    return Layout(
        counts={name: reading.columns(name) for name in COUNT_NAMES if reading.columns(name)},
        choices=reading.chosen.columns,
        gap=reading.chosen.gap,
        levels=where.levels,
        unit=where.unit,
        extras=tuple(c for c in columns if roles[c.name][0] == "extra"),
        facts=where.facts,
        roles={name: role for name, (role, _) in roles.items()},
        evidence={name: why for name, (_, why) in roles.items()},
    )


def _set_aside(
    columns: Sequence[Column], wishes: Wishes, noted: dict[int, tuple[str, str]]
) -> list[Column]:
    """Settle what needs no sums; return the columns that are still free."""
    for column in wishes.ignore:
        noted[column.position] = ("ignored", "named by --columns")
    for column in wishes.extra:
        noted[column.position] = ("extra", "named by --columns")
    free = []
    for column in columns:
        if column.position in wishes.taken:
            continue
        aside = _plain_aside(column)
        if aside:
            noted[column.position] = aside
        else:
            free.append(column)
    return free


def _plain_aside(column: Column) -> tuple[str, str] | None:
    match = column.match("percent", "link", "not needed", "extra")
    if column.kind == "empty":
        return "ignored", "no cell is filled"
    if column.name.startswith("x_"):
        return "extra", "name begins with x_"
    if match and match.role == "extra":
        return "extra", str(match)
    if column.kind in ("percent", "fractions") and not column.match(*COUNT_ROLES):
        what = "percentages" if column.kind == "percent" else "fractions"
        return "ignored", f"{what} beside counts"
    if match:
        return "ignored", str(match)
    return None


def _names_places(column: Column) -> bool:
    return column.match(*PLACE_ROLES) is not None


def _counts(numbers: Sequence[Column]) -> list[Column]:
    """Return the columns whose header names a count; many "votes" are no counts but choices."""
    said = [column for column in numbers if column.match(*COUNT_ROLES)]
    votes = [column for column in said if column.match("valid") and column.match("ballots")]
    return [c for c in said if c not in votes] if len(votes) >= FEWEST_CHOICES else said


def _is_unlikely(column: Column, noted: dict[int, tuple[str, str]]) -> bool:
    """Tell whether a column of numbers is a constant or a code, and no choice by its looks."""
    assert column.numbers is not None
    counts = column.counts
    if column.numbers.looks_like_code:
        noted[column.position] = ("ignored", "numbers with leading zeros: a code, no count")
    elif len(counts) >= ROWS_OF_A_CONSTANT and counts[0] > 0 and bool((counts == counts[0]).all()):
        noted[column.position] = ("ignored", f"the same in every row: {counts[0]}")
    return column.position in noted


def _note(reading: Reading, noted: dict[int, tuple[str, str]]) -> None:
    """Write down role and reason of every column that a reading uses."""
    for name, candidate in reading.counts.items():
        told = [check.said for check in reading.checks if check.about == name]
        checks = [said for said in told if said not in candidate.why]
        role: str = name if len(candidate.columns) == 1 else f"part of {name}"
        if name == "valid" and reading.chosen.why not in candidate.why:
            checks.append(reading.chosen.why)
        for column in candidate.columns:
            why = candidate.why
            if column.said and len(candidate.columns) > 1:
                why = f"{column.said[0]}; one of {len(candidate.columns)} columns added"
            noted[column.position] = (role, "; ".join([why, *checks]))
    gap = reading.chosen.gap
    if gap is not None:
        role = noted[gap.position][0] if gap.position in noted else "ignored"
        noted[gap.position] = (role, f"{VALID_NO_CHOICE}: {reading.chosen.why}")
    for column in reading.chosen.columns:
        why = reading.chosen.why_one if len(reading.chosen.columns) > 1 else reading.chosen.why
        noted[column.position] = ("choice", f"{int(column.counts.sum()):,} votes; {why}")


def _unexplained(column: Column) -> tuple[str, str]:
    if column.is_number:
        return "ignored", "numbers that belong to no sum of the votes"
    if _names_places(column):
        return "ignored", f"{column.said[0]}, but other columns were named"
    if column.said:
        return "ignored", f"{column.said[0]}; no count or place needs it"
    return "ignored", f"{column.kind} that no count or place needs"
