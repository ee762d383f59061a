"""Columns that cannot be read as they are, and the questions that only the user can answer.

Every fault shows what was found in which column, and names the option that settles it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tallyscope.errors import DataError, Fault
from tallyscope.sources.arithmetic import not_below, runs_adding_up
from tallyscope.sources.columns import Column, named
from tallyscope.sources.counting import COUNT_ROLES, Candidates
from tallyscope.sources.readings import Reading
from tallyscope.sources.wishes import Wishes, flag
from tallyscope.tally import CountName

SHOWN_COLUMNS = 40  # columns told in a message about missing choices; our choice


def refuse_no_numbers(columns: Sequence[Column], wishes: Wishes) -> None:
    """Refuse counts that are named by wish or header and have no numbers in their cells."""
    wished = [
        (column, role)
        for role, group in (*wishes.counts.items(), ("choices", wishes.choices))
        for column in group
    ]
    said = [
        (column, str(match.role))
        for column in columns
        if column.position not in wishes.taken and column.kind in ("text", "fractions", "other")
        if (match := column.match(*COUNT_ROLES))
    ]
    faults = [
        Fault(
            f"the cells of '{column.name}' are no counts but {column.kind}",
            where=f"column #{column.position}",
            expected=f"whole numbers: it is read as {role}",
            remedy=f"Name another column: --columns {role}=COLUMN, or {flag('ignore', column)}",
        )
        for column, role in (*wished, *said)
        if not column.is_number
    ]
    if faults:
        raise DataError(faults)


def refuse_long_form(free: Sequence[Column], pool: Sequence[Column], wishes: Wishes) -> None:
    """Refuse a table with one row per station and choice: its rows are no units."""
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


def refuse_several_contests(free: Sequence[Column]) -> None:
    """Refuse a table in which a column tells several contests apart."""
    faults = [
        Fault(
            f"column '{column.name}' has {column.distinct} contests:"
            f" {', '.join(map(repr, column.places.drop_nulls().unique().sort()[:4]))} …",
            where=f"column #{column.position}",
            expected="one contest",
            remedy=f"Keep the rows of one contest, or, if the column means something else,"
            f" {flag('ignore', column)}",
        )
        for column in free
        if column.match("title", "round") and column.distinct > 1
    ]
    if faults:
        raise DataError(faults)


def questions_of(found: Candidates, reading: Reading, wishes: Wishes) -> tuple[Fault, ...]:
    """Return the questions that are open although the best reading was taken."""
    if wishes.choices:
        return ()
    return (
        *_broken_sum(reading),
        *_second_vote(found, reading),
        *_untested_total(reading),
        *_unnamed_totals(found, reading),
        *_upside_down(reading, wishes),
    )


def _broken_sum(reading: Reading) -> list[Fault]:
    """Ask for the choices if they exceed what they should add up to and no part of them fits."""
    chosen = reading.chosen
    if chosen.state != "broken":
        return []
    whole = reading.columns("valid") or reading.columns("ballots")
    above = [column for column in chosen.columns if not not_below(whole, [column]).is_rule]
    others = [column for column in chosen.columns if column not in above]
    if not above or not others:
        above, others = list(chosen.columns[-1:]), list(chosen.columns[:-1])
    return [
        Fault(
            f"the columns that may be choices do not add up: {chosen.why}",
            where=f"columns {named(chosen.columns)}",
            expected=f"choices that add up to {named(whole)}, or stay below it",
            remedy=f"Say which are the choices: {flag('choices', *others)},"
            f" or which column is none: {flag('ignore', *above)}",
        )
    ]


def _second_vote(found: Candidates, reading: Reading) -> list[Fault]:
    """Ask about columns that add up among themselves as the choices do: a vote beside the vote."""
    chosen = reading.chosen
    if chosen.state != "rule":
        return []
    read = {column.position for name in reading.counts for column in reading.columns(name)}
    read |= {column.position for column in chosen.columns}
    left = [column for column in found.pool if column.position not in read and column.counts.any()]
    second = next(runs_adding_up(left), None)
    if second is None:
        return []
    choices, whole = second
    return [
        Fault(
            f"two votes stand side by side: {named(chosen.columns)} add up, and so do"
            f" {named(choices)} to '{whole.name}'",
            where=f"columns #{choices[0].position} to #{choices[-1].position}",
            expected="one contest",
            remedy=f"Say which are the choices: {flag('choices', *chosen.columns)} or"
            f" {flag('choices', *choices)}",
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
            fault = _one_of(column, ("registered", "ballots", "valid"), "all others together")
            remedy = f"{fault.remedy}; if it is a choice: {flag('choices', *chosen.columns)}"
            return [replace(fault, remedy=remedy)]
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
            expected="in nearly all rows at least as many as ballots",
            remedy=f"Name the right column: --columns {check.about}=COLUMN",
        )
        for check in reading.checks
        if check.about in ("registered", "issued")
        and check.about not in wishes.counts
        and check.share.rows
        and 2 * check.share.holding < check.share.rows
    ]


def no_choices(columns: Sequence[Column], noted: Mapping[int, tuple[str, str]]) -> Fault:
    """Return the fault of a file in which no column is left for the choices."""
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
