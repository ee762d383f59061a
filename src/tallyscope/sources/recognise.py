"""What every column of a results file is, and why; or the questions that only the user can answer.

Words of the headers come first (`headers`), then the sums of the columns (`readings`), then the
names in the cells (`places`). Wishes of the user (``--columns``, ``--levels``) come before all.
Every column gets a role and a reason; nothing is left out silently.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tallyscope.errors import DataError, Fault
from tallyscope.sources.arithmetic import not_below
from tallyscope.sources.columns import Column, named
from tallyscope.sources.counting import COUNT_ROLES, Candidates, candidates
from tallyscope.sources.places import places
from tallyscope.sources.readings import Reading, best_reading
from tallyscope.sources.wishes import Wishes, flag
from tallyscope.tally import COUNT_NAMES, CountName

# Numbers that are the same in so many rows are no counts (a year, a round). Our choice.
ROWS_OF_A_CONSTANT = 10
SHOWN_COLUMNS = 40  # columns told in a message about missing choices; our choice


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


def recognise(columns: Sequence[Column], wishes: Wishes) -> Layout:
    """Find the role of every column.

    Raises
    ------
    DataError
        If there are no choices, if the file has one row per candidate, or if two readings are
        possible; the fault names the ``--columns`` option for each.
    """
    noted: dict[int, tuple[str, str]] = {}
    free = _set_aside(columns, wishes, noted)
    numbers = [column for column in free if column.is_number and not _names_places(column)]
    pool = [column for column in numbers if _may_be_choice(column, noted)]
    _refuse_long_form(free, pool, wishes)
    extras = [c for c in columns if c.is_number and noted.get(c.position, ("",))[0] == "extra"]
    found = candidates(numbers, [] if wishes.choices else pool, extras, wishes)
    reading, questions = best_reading(found, wishes.choices)
    questions += _questions_of(found, reading, wishes)
    if not reading.chosen.columns:
        raise DataError(_no_choices(columns, noted))
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
    return column.match("level", "unit", "unit number") is not None


def _may_be_choice(column: Column, noted: dict[int, tuple[str, str]]) -> bool:
    if column.match(*COUNT_ROLES):
        return False
    assert column.numbers is not None
    if column.numbers.looks_like_code:
        noted[column.position] = ("ignored", "numbers with leading zeros: a code, no count")
        return False
    counts = column.counts
    if len(counts) >= ROWS_OF_A_CONSTANT and counts[0] > 0 and bool((counts == counts[0]).all()):
        noted[column.position] = ("ignored", f"the same in every row: {counts[0]}")
        return False
    return True


def _refuse_long_form(free: Sequence[Column], pool: Sequence[Column], wishes: Wishes) -> None:
    long = [
        column
        for column in free
        if column.kind == "text" and column.match("candidate name") and column.distinct > 1
    ]
    if long and len(pool) < 2 and not wishes.choices:
        raise DataError(
            Fault(
                f"column '{long[0].name}' names the choice of each row, {long[0].distinct} in all",
                expected="one row per station and one column per choice",
                remedy="Turn the table: one column of votes for each value of this column",
            )
        )


def _questions_of(found: Candidates, reading: Reading, wishes: Wishes) -> tuple[Fault, ...]:
    if wishes.choices:
        return ()
    return (
        *_broken_sum(reading),
        *_untested_total(reading),
        *_unnamed_totals(found, reading),
        *_upside_down(reading, wishes),
    )


def _broken_sum(reading: Reading) -> list[Fault]:
    """Ask for the choices if they exceed what they should add up to and no part of them fits."""
    chosen = reading.chosen
    if chosen.state != "broken":
        return []
    return [
        Fault(
            f"the columns that may be choices do not add up: {chosen.why}",
            where=f"{len(chosen.columns)} columns",
            expected="choices that add up to the valid votes, or stay below them",
            remedy=f"Say which are the choices: {flag('choices', *chosen.columns[:2])} …,"
            f" or which column is none: {flag('ignore', chosen.columns[0])}",
        )
    ]


def _untested_total(reading: Reading) -> list[Fault]:
    """Ask about a column as large as all others together, if no total tells what it is."""
    chosen = reading.chosen
    if chosen.state != "untested" or len(chosen.columns) < 3:
        return []
    for column in chosen.columns:
        others = [other for other in chosen.columns if other is not column]
        share = not_below([column], others)
        if share.rows and share.holding == share.rows:
            return [_one_of(column, ("registered", "ballots", "valid"), "all others together")]
    return []


def _unnamed_totals(found: Candidates, reading: Reading) -> list[Fault]:
    """Ask about a column that is never below the ballots, if no column names the voters."""
    if reading.columns("registered"):
        return []
    counted = reading.columns("ballots") or reading.columns("valid")
    left = [column for column in found.pool if column not in reading.chosen.columns]
    return [
        _one_of(column, ("registered", "issued"), named(counted))
        for column in left
        if counted and not_below([column], counted).is_rule
    ]


def _one_of(column: Column, roles: tuple[CountName, ...], above: str) -> Fault:
    flags = [flag(role, column) for role in roles]
    return Fault(
        f"'{column.name}' is never below {above}, and its header does not say what it is",
        where=f"column #{column.position}",
        expected=" or ".join(roles) + ", or none of them",
        remedy=f"Say which: {' or '.join(flags)} or {flag('ignore', column)}",
    )


def _upside_down(reading: Reading, wishes: Wishes) -> list[Fault]:
    """Ask about counts that contradict each other in most rows: they were taken for each other."""
    return [
        Fault(
            f"{named(reading.columns(check.about))} was read as {check.about}, but it is"
            f" {check.said} only",
            expected=f"{check.about} that are not below the ballots",
            remedy=f"Name the right column: --columns {check.about}=COLUMN",
        )
        for check in reading.checks
        if check.about in ("registered", "issued")
        and check.about not in wishes.counts
        and check.share.rows
        and 2 * check.share.holding < check.share.rows
    ]


def _no_choices(columns: Sequence[Column], noted: Mapping[int, tuple[str, str]]) -> Fault:
    told = [f"'{column.name}': {_said_of(column, noted)}" for column in columns[:SHOWN_COLUMNS]]
    return Fault(
        "there are no votes: no column of counts is left for the choices",
        expected="one column of votes per choice",
        remedy="The columns are " + "; ".join(told) + ". If one of them is a choice, say so:"
        " --columns choices=COLUMN",
    )


def _said_of(column: Column, noted: Mapping[int, tuple[str, str]]) -> str:
    if column.position in noted:
        return noted[column.position][1]
    return str(column.said[0]) if column.said else column.kind


def _note(reading: Reading, noted: dict[int, tuple[str, str]]) -> None:
    """Write down role and reason of every column that a reading uses."""
    for name, candidate in reading.counts.items():
        checks = [check.said for check in reading.checks if check.about == name]
        role: str = name if len(candidate.columns) == 1 else f"part of {name}"
        if name == "valid":
            checks.append(reading.chosen.why)
        for column in candidate.columns:
            why = candidate.why
            if column.said and len(candidate.columns) > 1:
                why = f"{column.said[0]}; one of {len(candidate.columns)} columns added"
            noted[column.position] = (role, "; ".join([why, *checks]))
    gap = reading.chosen.gap
    if gap is not None:
        role = noted[gap.position][0] if gap.position in noted else "ignored"
        noted[gap.position] = (role, f"valid, and no choice: {reading.chosen.why}")
    for column in reading.chosen.columns:
        why = reading.chosen.why_one if len(reading.chosen.columns) > 1 else reading.chosen.why
        noted[column.position] = ("choice", f"{int(column.counts.sum()):,} votes; {why}")


def _unexplained(column: Column) -> tuple[str, str]:
    if column.is_number:
        return "ignored", "numbers that belong to no sum of the votes"
    if column.said:
        return "ignored", f"{column.said[0]}, but the cells are {column.kind}"
    return "ignored", f"{column.kind} that no count or place needs"
