"""A folder -> Pack. All faults of the folder are told together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypedDict, TypeVar

from tallyscope.errors import DataError, did_you_mean
from tallyscope.evidence.cells import (
    Faults,
    Line,
    aliases_in,
    check_cells,
    days_in,
    number_in,
    read_table,
)
from tallyscope.evidence.pack import Pack
from tallyscope.evidence.rows import (
    AnnouncedFact,
    Area,
    Control,
    EarlierVote,
    Electorate,
    Fact,
    Place,
    Population,
)
from tallyscope.evidence.tables import DERIVED, DESCRIPTOR, PLACES, TABLES, Table
from tallyscope.statement import Days

BUILT_IN = Path(__file__).parent / "packs" / "ukraine_2022"
PERCENT = Decimal(100)

Cells = Mapping[str, str]
F = TypeVar("F", bound=Fact)


def load(path: str | Path | None = None) -> Pack:
    """Read and check an evidence pack.

    Parameters
    ----------
    path : str or pathlib.Path, optional
        The folder of the pack, or its ``datapackage.json``; the built-in pack on the votes of
        September 2022 in four regions of Ukraine if left out.

    Returns
    -------
    Pack

    Raises
    ------
    DataError
        With every fault of the folder: files, columns, cells, names that are not in places.csv,
        rows without a source, ids used twice.
    """
    folder = BUILT_IN if path is None else _folder(Path(path))
    faults = Faults()
    about = _descriptor(folder, faults)
    lines = {
        table.name: read_table(folder / table.path, table, faults)
        for table in TABLES
        if table.name in about["tables"]
    }
    names = [line.cells["place"] for line in lines.get(PLACES.name, ()) if line.cells["place"]]
    sound = {
        table.name: tuple(
            line
            for line in lines.get(table.name, ())
            if check_cells(line, table, names, faults) and _fits(line, table, faults)
        )
        for table in TABLES
    }
    _check_ids(lines, faults)
    _check_places(lines.get(PLACES.name, ()), faults)
    if faults.found:
        raise DataError(faults.found, source=str(folder))
    return _pack(
        about, folder, {name: [line.cells for line in kept] for name, kept in sound.items()}
    )


def _folder(path: Path) -> Path:
    if path.name == DESCRIPTOR:
        path = path.parent
    if not path.is_dir():
        raise DataError(
            f"there is no folder {str(path)!r}. `tallyscope evidence new {path}` starts a pack"
        )
    return path


class _About(TypedDict):
    name: str
    title: str
    tables: tuple[str, ...]


def _descriptor(folder: Path, faults: Faults) -> _About:
    """Return name, title and the tables that the descriptor lists."""
    nothing = _About(name="", title="", tables=())
    try:
        read: Any = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        faults.add(
            DESCRIPTOR,
            "is missing",
            remedy="`tallyscope evidence new FOLDER` writes a pack that has one.",
        )
        return nothing
    except (ValueError, OSError) as wrong:
        faults.add(DESCRIPTOR, f"is not JSON ({wrong})")
        return nothing
    listed = read.get("resources") if isinstance(read, dict) else None
    if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
        faults.add(DESCRIPTOR, "has no list of resources", expected='"resources": [...]')
        return nothing
    found = tuple(
        name for entry in listed if (name := _table_of(entry, folder, faults)) is not None
    )
    if PLACES.name not in found:
        faults.add(DESCRIPTOR, "lists no places", expected=f"a resource {PLACES.name!r}")
    return _About(name=str(read.get("name", "")), title=str(read.get("title", "")), tables=found)


def _table_of(entry: Mapping[str, Any], folder: Path, faults: Faults) -> str | None:
    name = str(entry.get("name", ""))
    paths = {table.name: table.path for table in TABLES}
    if name not in paths:
        faults.add(
            DESCRIPTOR,
            f"there is no table {name!r}",
            expected="one of " + ", ".join(paths),
            remedy=did_you_mean(name, paths).strip(),
        )
        return None
    if entry.get("path") != paths[name]:
        faults.add(
            DESCRIPTOR, f"path of {name} is {entry.get('path')!r}", expected=f"{paths[name]!r}"
        )
        return None
    if not (folder / paths[name]).is_file():
        faults.add(paths[name], f"is missing, though {DESCRIPTOR} lists it")
        return None
    return name


def _fits(line: Line, table: Table, faults: Faults) -> bool:
    """Check what no cell shows alone: low, value and high; percent; who voted for whom."""
    if table is PLACES:
        return True
    where, cells, before = f"{table.path}, line {line.number}", line.cells, len(faults.found)
    value, low, high = (
        _number(cells["value"]),
        _number(cells["low"] or cells["value"]),
        _number(cells["high"] or cells["value"]),
    )
    if not low <= value <= high:
        faults.add(where, f"low {low}, value {value}, high {high}", expected="low <= value <= high")
    if cells["unit"] == "%" and high > PERCENT:
        faults.add(where, f"{high}%", expected="at most 100%")
    if "option" in cells and (cells["measure"] in ("votes", "share")) != bool(cells["option"]):
        faults.add(
            where,
            f"measure {cells['measure']!r} with option {cells['option']!r}",
            expected="an option for votes and share, and for nothing else",
        )
    return len(faults.found) == before


def _check_ids(lines: Mapping[str, Sequence[Line]], faults: Faults) -> None:
    """Check that ids are unique and that derived rows name rows that exist."""
    paths = {table.name: table.path for table in TABLES}
    every = [(name, line) for name, kept in lines.items() for line in kept]
    times = Counter(line.cells["id"] for _, line in every)
    for name, line in every:
        where, own = f"{paths[name]}, line {line.number}", line.cells["id"]
        if own and times[own] > 1:
            faults.add(where, f"id {own!r} is used {times[own]} times", expected="unique ids")
        source = line.cells["source"]
        if not source.lower().startswith(DERIVED):
            continue
        for named in source[len(DERIVED) :].replace(",", " ").replace(" and ", " ").split():
            if named not in times:
                faults.add(
                    where,
                    f"derived from {named!r}, which is no row of the pack",
                    remedy=did_you_mean(named, times).strip(),
                )


def _check_places(lines: Sequence[Line], faults: Faults) -> None:
    """Check that no two places share a name and that no place contains itself."""
    owner: dict[str, str] = {}
    parent = {line.cells["place"]: line.cells["parent"] for line in lines}
    for line in lines:
        where, name = f"{PLACES.path}, line {line.number}", line.cells["place"]
        for known_as in (name, *aliases_in(line.cells["aliases"])):
            key = known_as.casefold()
            if key in owner:
                faults.add(where, f"{known_as!r} already means {owner[key]!r}")
            owner.setdefault(key, name)
        above, steps = parent.get(name, ""), 0
        while above and above != name and steps < len(parent):
            above, steps = parent.get(above, ""), steps + 1
        if above and above == name:
            faults.add(where, f"{name!r} contains itself", expected="a parent above it")
    if not lines:
        faults.add(
            PLACES.path,
            "has no rows yet",
            expected="at least one place",
            remedy="Every other table names places of this one.",
        )


def _pack(about: _About, folder: Path, rows: Mapping[str, Sequence[Cells]]) -> Pack:
    return Pack(
        name=about["name"],
        title=about["title"],
        folder=folder,
        places=tuple(_place(cells) for cells in rows["places"]),
        areas=tuple(Area(**_fact(cells), series=cells["series"]) for cells in rows["areas"]),
        control=tuple(
            Control(**_fact(cells), controller=cells["controller"], series=cells["series"])
            for cells in rows["control"]
        ),
        electorates=tuple(Electorate(**_fact(cells)) for cells in rows["electorates"]),
        populations=tuple(Population(**_fact(cells)) for cells in rows["populations"]),
        earlier_votes=tuple(
            EarlierVote(**_fact(cells), **_vote(cells)) for cells in rows["earlier_votes"]
        ),
        announced=tuple(
            AnnouncedFact(
                **_fact(cells),
                **_vote(cells),
                scope=cells["scope"],
                counted=_number(cells["counted"]) if cells["counted"] else None,
            )
            for cells in rows["announced"]
        ),
    )


class _FactFields(TypedDict):
    id: str
    place: str
    measure: str
    value: Decimal
    low: Decimal
    high: Decimal
    unit: str
    date: Days
    source: str
    note: str


class _VoteFields(TypedDict):
    vote: str
    option: str
    other_words: tuple[str, ...]
    of: str


def _place(cells: Cells) -> Place:
    return Place(
        id=cells["id"],
        name=cells["place"],
        kind=cells["kind"],
        parent=cells["parent"],
        aliases=aliases_in(cells["aliases"]),
        date=_days(cells["date"]),
        source=cells["source"],
        note=cells["note"],
    )


def _fact(cells: Cells) -> _FactFields:
    return _FactFields(
        id=cells["id"],
        place=cells["place"],
        measure=cells["measure"],
        value=_number(cells["value"]),
        low=_number(cells["low"] or cells["value"]),
        high=_number(cells["high"] or cells["value"]),
        unit=cells["unit"],
        date=_days(cells["date"]),
        source=cells["source"],
        note=cells["note"],
    )


def _vote(cells: Cells) -> _VoteFields:
    option, *words = aliases_in(cells["option"]) or ("",)
    return _VoteFields(vote=cells["vote"], option=option, other_words=tuple(words), of=cells["of"])


def _number(cell: str) -> Decimal:
    value = number_in(cell)
    assert value is not None, cell  # checked before
    return value


def _days(cell: str) -> Days:
    days = days_in(cell)
    assert days is not None, cell  # checked before
    return days
