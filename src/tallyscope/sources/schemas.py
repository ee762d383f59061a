"""What every column of a results file is, kept in a file, so that nobody is asked twice.

A schema is TOML that people read and change: every column stands in one list, with the reason for
it as a comment. A file read with a schema must have exactly the columns that the schema knows
(`ignored` ones may be gone), so that nothing new is counted or left out unseen.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.sources.build import columns_to_read, tally_of
from tallyscope.sources.files import open_table, split_path
from tallyscope.sources.recognise import VALID_NO_CHOICE
from tallyscope.sources.storage import stored
from tallyscope.sources.table import Table
from tallyscope.tally import COUNT_NAMES, Tally
from tallyscope.writing import replacing

FORM = 1  # number of the form of the file; one that reads differently has a higher number
# List of a schema -> what it says of its columns. The order is that of the file that is written.
LISTS: Mapping[str, str] = {
    "registered": "voters on the list; several columns are added up",
    "issued": "ballots handed out; several columns are added up",
    "ballots": "ballots in the boxes; several columns are added up",
    "valid": "valid ballots; several columns are added up",
    "invalid": "invalid ballots; several columns are added up",
    "choices": "votes, one column for each choice",
    "levels": "places that contain the units, largest first",
    "unit": "names of the units",
    "extra": "kept as they are, and not counted",
    "title": "name of the vote, the same in all rows",
    "country": "country, the same in all rows",
    "date": "day of the vote, the same in all rows",
    "round": "round of the vote, the same in all rows",
    "beside": "valid votes for no choice: neither counted nor in the way of sums",
    "ignored": "not used",
}
# Roles as `Source.mapping` tells them, for the lists that are called otherwise.
_CALLED = {"choice": "choices", "level": "levels"}
# Lists that reading takes as wishes; the others are found again by their headers and sums.
_WISHES = {
    **{name: name for name in (*COUNT_NAMES, "choices", "levels", "unit", "extra")},
    "ignored": "ignore",
}
_TEXTS = ("file", "part", "choice")
_HEAD = """\
# What the columns of a results file are. tallyscope import takes it with --schema and asks nothing.
# To have a column read otherwise, move its name to another list. Every column stands in one list.
"""


@dataclass(frozen=True)
class Schema:
    """The decision how a results file is read.

    Attributes
    ----------
    columns : mapping of str to tuple of str
        List (see `LISTS`) to the headers in it.
    file : str
        Name of the file that it was made for.
    part : str
        Sheet, member or contest of the file, as a way below a folder; empty for all of it.
    choice : str
        The choice whose gain is tested; empty for the winner.
    reasons : mapping of str to str
        Why a column stands where it stands; written as comments, and not read again.
    """

    columns: Mapping[str, tuple[str, ...]]
    file: str = ""
    part: str = ""
    choice: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Fit:
    """How a results file and a schema go together.

    Attributes
    ----------
    missing : tuple of (str, str)
        List and column, for the columns that the file does not have.
    new : tuple of str
        Columns of the file that the schema does not know.
    otherwise : tuple of (str, str, str, str)
        Column, its list in the schema, its list as it would be recognised, and the reason.
    tally : Tally or None
        The file read with the schema; None if that cannot be done.
    faults : tuple of Fault
        Why it cannot be done; empty if it can.
    """

    missing: tuple[tuple[str, str], ...]
    new: tuple[str, ...]
    otherwise: tuple[tuple[str, str, str, str], ...]
    tally: Tally | None
    faults: tuple[Fault, ...]


def schema_of(tally: Tally, part: str = "") -> Schema:
    """Return the schema with which the file of a tally is read the same again.

    Parameters
    ----------
    tally : Tally
        As `read` made it of a results file.
    part : str, optional
        What of the file was read.
    """
    lists: dict[str, list[str]] = {name: [] for name in LISTS}
    for column, role in tally.source.mapping.items():
        name = _list_of(role, tally.source.evidence.get(column, ""))
        lists[name].append(column)
    # a level whose header is a word of our own has another name in the tally
    order = [level.removesuffix(" (column)") for level in tally.levels]
    lists["levels"].sort(key=lambda column: order.index(column.removesuffix(" (column)")))
    return Schema(
        columns={name: tuple(columns) for name, columns in lists.items()},
        file=tally.source.what,
        part=part,
        choice=tally.contest.focus or "",
        reasons=tally.source.evidence,
    )


def dumps(schema: Schema) -> str:
    """Return a schema as commented TOML."""
    lines = [_HEAD, f"form = {FORM}"]
    lines += [f"{name} = {_quoted(getattr(schema, name))}" for name in _TEXTS]
    lines += ["", "[columns]"]
    for name, meaning in LISTS.items():
        columns = schema.columns.get(name, ())
        if not columns:
            lines.append(f"{name} = []  # {meaning}")
            continue
        lines.append(f"{name} = [  # {meaning}")
        lines += [f"  {_quoted(column)},{_comment(schema, column)}" for column in columns]
        lines.append("]")
    return "\n".join(lines) + "\n"


def write_schema(schema: Schema, path: str | Path) -> Path:
    """Write a schema; return its path.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    target = Path(path)
    with replacing(target) as beside:
        beside.write_text(dumps(schema), encoding="utf-8", newline="\n")
    return target


def load(path: str | Path) -> Schema:
    """Read a schema.

    Raises
    ------
    DataError
        With everything that is wrong with it.
    """
    try:
        told = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(Fault("there is no such file"), source=str(path)) from None
    except OSError as wrong:
        raise DataError(f"it cannot be opened: {wrong.strerror}", source=str(path)) from None
    except (ValueError, RecursionError) as wrong:
        raise DataError(Fault(f"it is no TOML: {wrong}"), source=str(path)) from None
    faults = list(_faults_of(told))
    if faults:
        raise DataError(faults, source=str(path))
    return Schema(
        columns={name: tuple(told["columns"].get(name, ())) for name in LISTS},
        **{name: told.get(name, "") for name in _TEXTS},
    )


def read_with(
    path: str | Path, schema: Schema, *, choice: str | None = None, strict: bool = False
) -> Tally:
    """Read a results file as a schema says, without recognising anything.

    Parameters
    ----------
    path : str or Path
        Names no sheet, member or contest if the schema does; one that it names comes first.
    schema : Schema
    choice : str, optional
        As for `read`; that of the schema if left out.
    strict : bool, default False
        As for `read`.

    Raises
    ------
    DataError
        If columns are missing or unknown to the schema, and as `read`.
    """
    try:
        refuse_stored(Path(path))
        return _tally(lambda: _opened(Path(path), schema), schema, choice, strict=strict)
    except DataError as error:
        raise DataError(error.faults, source=error.source or str(path)) from None


def refuse_stored(path: Path) -> None:
    """Refuse a stored tally as a file to be read with a schema.

    Raises
    ------
    DataError
    """
    if stored(path) is not None:
        raise DataError(
            Fault(
                "this is a tally that was stored, which says itself what its columns are",
                expected="no schema",
                remedy="Leave out --schema",
            )
        )


def check(schema: Schema, path: str | Path) -> Fit:
    """Hold a results file against a schema: what is there, what is new, what looks otherwise.

    Raises
    ------
    DataError
        If the file cannot be opened.
    """
    try:
        table, columns = columns_to_read(_opened(Path(path), schema))
    except DataError as error:
        raise DataError(error.faults, source=error.source or str(path)) from None
    tally, faults = None, tuple[Fault, ...]()
    try:
        tally = _tally(lambda: table, schema, None, strict=False)
    except DataError as error:
        faults = tuple(error.faults)
    names = [column.name for column in columns]
    missing, new = tuple(_missing(schema, names)), tuple(_new(schema, names))
    return Fit(missing, new, tuple(_otherwise(schema, table)), tally, faults)


def _list_of(role: str, reason: str) -> str:
    if VALID_NO_CHOICE in reason and role == "ignored":
        return "beside"
    role = role.removeprefix("part of ")
    return _CALLED.get(role, role)


def _quoted(text: str) -> str:
    """Return text as a string of TOML on one line."""

    def escaped(found: re.Match[str]) -> str:
        sign = found[0]
        return f"\\{sign}" if sign in '"\\' else f"\\u{ord(sign):04x}"

    return '"' + re.sub(r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029]', escaped, text) + '"'


def _comment(schema: Schema, column: str) -> str:
    reason = schema.reasons.get(column, "")
    told = "".join(sign if sign.isprintable() else " " for sign in reason).strip()
    return f"  # {told}" if told else ""


def _faults_of(told: Mapping[str, Any]) -> Iterator[Fault]:
    if told.get("form") != FORM:
        yield Fault(f"its form is {told.get('form')!r}", expected=f"form = {FORM}")
    yield from _unknown(told, ("form", *_TEXTS, "columns"))
    for name in _TEXTS:
        if not isinstance(told.get(name, ""), str):
            yield Fault(f"{name} is {told[name]!r}", expected="text")
    columns = told.get("columns")
    if not isinstance(columns, dict):
        yield Fault("it has no table [columns]", expected="one, with the lists of the columns")
        return
    yield from _unknown(columns, tuple(LISTS))
    yield from _faults_of_lists({k: v for k, v in columns.items() if k in LISTS})


def _unknown(told: Mapping[str, Any], known: Sequence[str]) -> Iterator[Fault]:
    for name in told:
        if name not in known:
            yield Fault(
                f"it has an entry {name!r}",
                expected="one of " + ", ".join(known),
                remedy=did_you_mean(name, known).strip(),
            )


def _faults_of_lists(lists: Mapping[str, Any]) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for name, columns in lists.items():
        if not isinstance(columns, list) or not all(isinstance(one, str) for one in columns):
            yield Fault(f"{name} is {columns!r}", expected="a list of headers")
            continue
        for column in columns:
            if column in seen:
                where = f"in {seen[column]} and {name}" if seen[column] != name else f"in {name}"
                yield Fault(f"the column {column!r} stands twice, {where}", expected="once")
            seen[column] = name
    if not lists.get("choices"):
        yield Fault("it names no choices", expected="one column of votes per choice")


def _opened(path: Path, schema: Schema) -> Table:
    """Open what the schema is about."""
    file, part = split_path(path)
    return open_table(Path(f"{file}/{schema.part}") if schema.part and not part else path)


def _wishes(schema: Schema, names: Sequence[str]) -> dict[str, list[str]]:
    """Return the columns of each role, if the names of the columns are those of the schema."""
    if faults := _misfits(schema, names):
        raise DataError(faults)
    wishes = {
        role: [column for column in schema.columns.get(name, ()) if column in names]
        for name, role in _WISHES.items()
    }
    # an empty list of levels says that there are none; an empty count, that it is not there
    return {role: columns for role, columns in wishes.items() if columns or role == "levels"}


def _tally(take: Callable[[], Table], schema: Schema, choice: str | None, *, strict: bool) -> Tally:
    tally = tally_of(
        take(),  # handed over and kept by nobody, so that it can be given up on the way
        choice=choice or schema.choice or None,
        levels=None,
        columns=partial(_wishes, schema),
        strict=strict,
    )
    evidence = {
        column: re.sub("^named by --(?:columns|levels)", "named by the schema", why)
        for column, why in tally.source.evidence.items()
    }
    return replace(tally, source=replace(tally.source, evidence=evidence))


def _misfits(schema: Schema, names: Sequence[str]) -> list[Fault]:
    new = _new(schema, names)
    faults = [
        Fault(
            f"there is no column {column!r}, which the schema has in {name}",
            remedy=did_you_mean(column, new).strip(),
        )
        for name, column in _missing(schema, names)
        if name != "ignored"
    ]
    return faults + [
        Fault(
            f"the schema does not know the column {column!r}",
            expected="every column in one of its lists",
            remedy="Put it into the list that fits, or into ignored",
        )
        for column in new
    ]


def _missing(schema: Schema, names: Sequence[str]) -> list[tuple[str, str]]:
    return [
        (name, column)
        for name, columns in schema.columns.items()
        for column in columns
        if column not in names
    ]


def _new(schema: Schema, names: Sequence[str]) -> list[str]:
    known = {column for columns in schema.columns.values() for column in columns}
    return [column for column in names if column not in known]


def _otherwise(schema: Schema, table: Table) -> Iterator[tuple[str, str, str, str]]:
    """Yield the columns that recognition would put elsewhere, if it gets through."""
    try:
        tally = tally_of(table, choice=None, levels=None, columns=None, strict=False)
    except DataError:
        return
    recognised = schema_of(tally)
    lists = {column: name for name, columns in schema.columns.items() for column in columns}
    for name, columns in recognised.columns.items():
        for column in columns:
            if lists.get(column, name) != name:
                yield column, lists[column], name, recognised.reasons.get(column, "")
