"""What the user says about the columns: the text of ``--columns``, and which columns it means.

The text is a list of ``role=column`` with commas between::

    registered=Voters on roll,issued=Early + At station,choices=Yes|No,ignore=Remarks

A count may be a sum of columns, written with ``+``; the roles that take several columns
(`LIST_ROLES`) have them with ``|`` or commas between. A column is named by its header, or by its
place in the file: ``#4`` is the fourth. A header may have commas or plus signs in it (the whole
header is looked for first), and may stand in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.sources.columns import Column
from tallyscope.tally import COUNT_NAMES, CountName

LIST_ROLES = ("choices", "levels", "unit", "extra", "ignore")
ROLES: tuple[str, ...] = (*COUNT_NAMES, *LIST_ROLES)
# A header longer than this, or with one of the marks, is printed as its place in the file.
_SHORT = 40
_MARKS = re.compile(r"""[,+|="'#$`!]""")
_ROLE_AHEAD = re.compile(r"(?:^|,)\s*([^\W\d]\w*)\s*=")


@dataclass(frozen=True)
class Wishes:
    """Columns that the user has given a role."""

    counts: Mapping[CountName, tuple[Column, ...]] = field(default_factory=dict)
    choices: tuple[Column, ...] = ()
    levels: tuple[Column, ...] | None = None
    unit: tuple[Column, ...] = ()
    extra: tuple[Column, ...] = ()
    ignore: tuple[Column, ...] = ()

    @property
    def taken(self) -> frozenset[int]:
        """Positions of all columns that have a role by wish."""
        groups = [*self.counts.values(), self.choices, self.levels or (), self.unit, self.extra]
        return frozenset(column.position for group in (*groups, self.ignore) for column in group)


def parse_columns(text: str) -> dict[str, str]:
    """Read the text of ``--columns`` into a mapping of role to columns.

    Parameters
    ----------
    text : str
        ``role=column`` with commas between; see the module.

    Returns
    -------
    dict of str to str
        As the argument ``columns`` of :func:`tallyscope.sources.read` takes it.

    Raises
    ------
    DataError
        For an unknown role (with the close ones), a role without column or named twice.

    Examples
    --------
    >>> parse_columns("registered=Voters, on the day,issued=A+B,choices=Yes|No")
    {'registered': 'Voters, on the day', 'issued': 'A+B', 'choices': 'Yes|No'}
    """
    starts = list(_ROLE_AHEAD.finditer(_quotes_hidden(text)))
    if not starts or text[: starts[0].start()].strip():
        raise DataError(
            Fault(
                f"{text!r} does not begin with a role",
                expected=f"ROLE=COLUMN, with ROLE one of {', '.join(ROLES)}",
                remedy="For example: registered=Voters,choices=Yes|No",
            )
        )
    ends = [match.start() for match in starts[1:]] + [len(text)]
    parsed: dict[str, str] = {}
    faults: list[Fault] = []
    for match, end in zip(starts, ends, strict=True):
        role, value = match[1], text[match.end() : end].strip()
        faults += _faults_of(role, value, parsed)
        parsed[role] = value
    if faults:
        raise DataError(faults)
    return parsed


def flag(role: str, *columns: Column) -> str:
    """Return the option that gives columns a role, ready to be typed.

    A header that a shell or the parser could take amiss is written as its place in the file.
    """
    mark = "|" if role in LIST_ROLES else "+"
    named = (
        f"#{column.position}"
        if len(column.name) > _SHORT or _MARKS.search(column.name)
        else column.name
        for column in columns
    )
    return f'--columns "{role}={mark.join(named)}"'


def wishes_of(
    columns: Sequence[Column],
    mapping: Mapping[str, str | Sequence[str]] | None,
    levels: Sequence[str] | None,
) -> Wishes:
    """Find the columns that the user has named.

    The value of a role is text as `parse_columns` gives it, or a list of headers, each whole.

    Raises
    ------
    DataError
        For every role and column that does not exist, with the close ones.
    """
    faults: list[Fault] = []
    found: dict[str, tuple[Column, ...]] = {}
    for role, value in (mapping or {}).items():
        if role not in ROLES:
            faults.append(_unknown_role(role))
            continue
        if isinstance(value, str):
            found[role] = _columns_named(value, role, columns, faults)
        else:
            found[role] = _columns_headed(value, role, columns, faults)
    if levels is not None:
        found["levels"] = tuple(
            column for name in levels for column in _columns_named(name, "levels", columns, faults)
        )
    if faults:
        raise DataError(faults)
    return Wishes(
        counts={name: found[name] for name in COUNT_NAMES if name in found},
        choices=found.get("choices", ()),
        levels=found.get("levels"),
        unit=found.get("unit", ()),
        extra=found.get("extra", ()),
        ignore=found.get("ignore", ()),
    )


def _faults_of(role: str, value: str, parsed: Mapping[str, str]) -> list[Fault]:
    if role not in ROLES:
        return [_unknown_role(role)]
    if not value:
        return [Fault(f"the role {role} has no column", expected=f"{role}=COLUMN")]
    if role in parsed:
        return [Fault(f"the role {role} stands there twice", expected="every role once")]
    return []


def _unknown_role(role: str) -> Fault:
    return Fault(
        f"there is no role {role!r}",
        expected="one of " + ", ".join(ROLES),
        remedy=did_you_mean(role, ROLES).strip(),
    )


def _quotes_hidden(text: str) -> str:
    """Replace what stands in quotation marks by something of the same length without marks."""
    return re.sub(r'"[^"]*"', lambda quoted: "x" * len(quoted[0]), text)


def _columns_named(
    value: str, role: str, columns: Sequence[Column], faults: list[Fault]
) -> tuple[Column, ...]:
    whole = _column_named(value, columns)
    if whole:
        return (whole,)
    pieces = re.split("[|,]" if role in LIST_ROLES else "[+]", _quotes_hidden(value))
    bounds = [0]
    for piece in pieces:
        bounds.append(bounds[-1] + len(piece) + 1)
    found, start = [], 0
    while start < len(pieces):
        ends = range(len(pieces), start, -1)
        parts = ((end, value[bounds[start] : bounds[end] - 1]) for end in ends)
        end, column = next(
            ((end, column) for end, part in parts if (column := _column_named(part, columns))),
            (start + 1, None),
        )
        if column is None:
            faults.append(_no_column(value[bounds[start] : bounds[end] - 1], role, columns))
        else:
            found.append(column)
        start = end
    return tuple(found)


def _columns_headed(
    names: Sequence[str], role: str, columns: Sequence[Column], faults: list[Fault]
) -> tuple[Column, ...]:
    by_name = {column.name: column for column in columns}
    faults += [_no_column(name, role, columns) for name in names if name not in by_name]
    return tuple(by_name[name] for name in names if name in by_name)


def _column_named(name: str, columns: Sequence[Column]) -> Column | None:
    wanted = " ".join(name.strip().strip('"').split())
    by_place = re.fullmatch(r"#(\d+)", wanted)
    if by_place:
        place = int(by_place[1])
        return columns[place - 1] if 1 <= place <= len(columns) else None
    exact = [column for column in columns if column.name == wanted]
    alike = [column for column in columns if column.name.casefold() == wanted.casefold()]
    if exact:
        return exact[0]
    return alike[0] if len(alike) == 1 else None


def _no_column(name: str, role: str, columns: Sequence[Column]) -> Fault:
    names = [column.name for column in columns]
    shown = ", ".join(f"#{column.position} '{column.name}'" for column in columns[:40])
    return Fault(
        f"there is no column {name.strip()!r} for {role}",
        expected=f"one of {shown}" + (" …" if len(columns) > 40 else ""),
        remedy=did_you_mean(name.strip(), names).strip(),
    )
