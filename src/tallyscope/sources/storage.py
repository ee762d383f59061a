"""A tally into files that give back exactly the same one.

Three forms, told apart by the name: ``NAME.parquet`` (one file, its description in the metadata),
``NAME.csv`` (with ``NAME.csv.schema.json`` and ``NAME.csv.set-aside.csv`` beside it), and a folder
(a Frictionless package: ``datapackage.json``, ``units.csv``, ``set-aside.csv``). Other programs
read the tables; the description says what their columns are, so that nothing is recognised again.
Descriptions of the two text forms are Frictionless Table Schemas (specs.frictionlessdata.io).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from polars.io.plugins import register_io_source

from tallyscope.errors import DataError, Fault
from tallyscope.sources.readers.parquet import without_panic_text
from tallyscope.sources.readers.trial_decoding import survives
from tallyscope.tally import COUNT_NAMES, Contest, Counts, Repair, Source, Tally
from tallyscope.writing import replacing

KEY = "tallyscope"  # of the metadata of a Parquet file, and of the description of the text forms
FORM = 1  # number of the form; a later one that reads differently has a higher number
ROW_GROUP = 250_000  # rows of a Parquet file that are made and written at once; our choice
SCHEMA, SET_ASIDE = ".schema.json", ".set-aside.csv"
PACKAGE, UNITS_TABLE, SET_ASIDE_TABLE = "datapackage.json", "units.csv", "set-aside.csv"
_MISSING = "\\N"  # as in the text files of databases; made longer where a cell says so

# What a table or a description that does not fit makes the code below raise.
_TORN = (
    *(pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, LookupError),
    *(TypeError, ValueError, AttributeError, OverflowError, RecursionError),
)
_TYPES: Mapping[str, type[pl.DataType]] = {
    "string": pl.String,
    "integer": pl.Int64,
    "number": pl.Float64,
    "boolean": pl.Boolean,
}


def write(tally: Tally, path: str | Path) -> Path:
    """Write a tally so that `read` gives back the same; return the file to open.

    Parameters
    ----------
    tally : Tally
    path : str or Path
        Ending in ``.parquet`` or ``.csv``; without an ending it is the folder of a package.

    Raises
    ------
    DataError
        If the name ends in something else, or a further column is of a type that has no text.
    OSError
        If it cannot be written.
    """
    target = Path(path)
    refuse_other_forms(target)
    if target.suffix == ".parquet":
        return _write_parquet(tally, target)
    if target.suffix == ".csv":
        return _write_csv(tally, target, target.with_name(target.name + SET_ASIDE))
    return _write_package(tally, target)


def refuse_other_forms(path: Path) -> None:
    """Refuse a name that says none of the forms of `write`.

    Raises
    ------
    DataError
        If the name ends in something else.
    """
    if path.suffix not in ("", ".parquet", ".csv"):
        raise DataError(
            Fault(
                f"a tally cannot be written as {path.suffix!r}",
                expected="NAME.parquet, NAME.csv, or the name of a folder",
            ),
            source=str(path),
        )


def stored(path: Path) -> Tally | None:
    """Return the tally that `write` put there; None if it is any other file.

    Raises
    ------
    DataError
        If it was written by `write` and changed or torn since.
    """
    try:
        with without_panic_text():
            return _found(path)
    except _TORN as wrong:
        first = (str(wrong).splitlines() or ["no reason given"])[0]
        raise _changed(path, f"the stored tally cannot be read: {first}") from None


def _found(path: Path) -> Tally | None:
    if path.name == PACKAGE:
        path = path.parent
    if path.is_dir():
        return _read_package(path) if (path / PACKAGE).is_file() else None
    beside = path.with_name(path.name + SCHEMA)
    if path.suffix == ".csv" and beside.is_file():
        return _read_csv(path, beside, path.with_name(path.name + SET_ASIDE))
    if path.suffix == ".parquet" and path.is_file():
        return _read_parquet(path)
    return None


def _write_parquet(tally: Tally, path: Path) -> Path:
    columns, told = _described(tally)
    told["set_aside"] = tally.set_aside.write_json()
    told["set_aside_types"] = _type_names(tally.set_aside)

    def parts(*_: object) -> Iterator[pl.DataFrame]:
        # a large tally has no room for its votes once more, column by column
        for start in range(0, max(len(tally), 1), ROW_GROUP):
            yield _table(tally, columns, slice(start, start + ROW_GROUP))

    schema = _table(tally, columns, slice(0)).schema
    with replacing(path) as beside:
        register_io_source(parts, schema=schema).sink_parquet(
            beside, metadata={KEY: json.dumps(told)}, row_group_size=ROW_GROUP
        )
    return path


def _read_parquet(path: Path) -> Tally | None:
    try:
        told = pl.read_parquet_metadata(path).get(KEY)
    except (pl.exceptions.ComputeError, OSError):
        return None  # whoever reads any file says what is wrong with this one
    if told is None:
        return None
    data = path.read_bytes()
    if not survives("Parquet", data):
        raise _changed(path, "decoding the stored tally ends the program that does so")
    description = _loaded(told, path)
    types = {name: _TYPES[kind] for name, kind in description["set_aside_types"].items()}
    set_aside = pl.read_json(StringIO(description["set_aside"]), schema=types)
    return _tally(pl.read_parquet(BytesIO(data)), description, set_aside, path)


def _write_csv(tally: Tally, path: Path, set_aside: Path) -> Path:
    columns, told = _described(tally)
    table = _table(tally, columns, slice(None))
    _write_table(table, path, told)
    _write_table(tally.set_aside, set_aside, told["set_aside"])
    with replacing(path.with_name(path.name + SCHEMA)) as beside:
        beside.write_text(_frictionless(table, told), encoding="utf-8")
    return path


def _read_csv(path: Path, schema: Path, set_aside: Path) -> Tally:
    fields = json.loads(schema.read_text(encoding="utf-8"))
    told = _loaded(json.dumps(fields.get(KEY)), schema)
    table = _read_table(path, told, {one["title"]: one["type"] for one in fields["fields"]})
    return _tally(table, told, _read_table(set_aside, told["set_aside"], None), path)


def _write_package(tally: Tally, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    columns, told = _described(tally)
    table = _table(tally, columns, slice(None))
    _write_table(table, folder / UNITS_TABLE, told)
    _write_table(tally.set_aside, folder / SET_ASIDE_TABLE, told["set_aside"])
    package = {
        "name": "tally",
        "title": tally.contest.name,
        "resources": [
            {"name": "units", "path": UNITS_TABLE, "schema": _schema(table, told["missing"])},
            {
                "name": "set-aside",
                "path": SET_ASIDE_TABLE,
                "schema": _schema(tally.set_aside, told["set_aside"]["missing"]),
            },
        ],
        KEY: told,
    }
    with replacing(folder / PACKAGE) as beside:
        beside.write_text(json.dumps(package, indent=1, ensure_ascii=False), encoding="utf-8")
    return folder / PACKAGE


def _read_package(folder: Path) -> Tally | None:
    package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    if KEY not in package:
        return None
    told = _loaded(json.dumps(package[KEY]), folder / PACKAGE)
    fields = package["resources"][0]["schema"]["fields"]
    table = _read_table(folder / UNITS_TABLE, told, {one["title"]: one["type"] for one in fields})
    set_aside = _read_table(folder / SET_ASIDE_TABLE, told["set_aside"], None)
    return _tally(table, told, set_aside, folder)


def _table(tally: Tally, columns: Mapping[str, Counts], rows: slice) -> pl.DataFrame:
    """Return some rows of the table of a tally: its units and the columns of its counts."""
    counts = {name: pl.Series(column[rows]) for name, column in columns.items()}
    return tally.units[rows].with_columns(**counts)


def _described(tally: Tally) -> tuple[dict[str, Counts], dict[str, Any]]:
    """Return the columns of the counts of a tally, and what all columns of its table are."""
    taken = set(tally.units.columns)
    counts: dict[str, str] = {}
    columns: dict[str, Counts] = {}
    for name in COUNT_NAMES:
        if tally.has(name):
            counts[name] = _free(name, taken)
            columns[counts[name]] = tally.counts(name)
    choices = []
    for j, choice in enumerate(tally.choices):
        choices.append(_free(choice, taken))
        columns[choices[-1]] = tally.votes[:, j]
    told: dict[str, Any] = {
        "form": FORM,
        "contest": asdict(tally.contest),
        "source": asdict(tally.source),
        "derived": list(tally.derived),
        "units": tally.units.columns,
        "counts": counts,
        "choices": dict(zip(choices, tally.choices, strict=True)),
        "rows": len(tally),
        "set_aside": {"types": _type_names(tally.set_aside), "rows": tally.set_aside.height},
    }
    _type_names(tally.units)  # refuses types that have no text
    return columns, told


def _free(name: str, taken: set[str]) -> str:
    """Return a name that no column has yet, and take it."""
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def _type_names(frame: pl.DataFrame) -> dict[str, str]:
    names = {kind: name for name, kind in _TYPES.items()}
    unknown = [name for name, dtype in frame.schema.items() if type(dtype) not in names]
    if unknown:
        raise DataError(
            [
                Fault(
                    f"the column {name!r} is {frame.schema[name]}",
                    expected="text, whole numbers, numbers or truth values",
                    remedy="Turn it into text before it is stored.",
                )
                for name in unknown
            ]
        )
    return {name: names[type(dtype)] for name, dtype in frame.schema.items()}


def _write_table(frame: pl.DataFrame, path: Path, told: dict[str, Any]) -> None:
    told["missing"] = missing = _missing(frame)
    with replacing(path) as beside:
        frame.rename(_headings(frame.columns)).write_csv(beside, null_value=missing)


def _headings(names: Sequence[str]) -> dict[str, str]:
    """Return headings without the signs that programs disagree about in headers."""
    taken: set[str] = set()
    return {name: _free(re.sub(r'[",;\s]+', " ", name).strip() or "_", taken) for name in names}


def _missing(frame: pl.DataFrame) -> str:
    """Return a text for what is missing that no cell has."""
    cells = {
        cell for name in frame.columns if frame[name].dtype == pl.String for cell in frame[name]
    }
    mark = _MISSING
    while mark in cells:
        mark += "N"
    return mark


def _read_table(
    path: Path, told: Mapping[str, Any], types: Mapping[str, str] | None
) -> pl.DataFrame:
    kinds = {name: _TYPES[kind] for name, kind in (types or told["types"]).items()}
    headings = _headings(list(kinds))
    schema = {headings[name]: kind for name, kind in kinds.items()}
    try:
        frame = pl.read_csv(
            path, schema=schema, null_values=told["missing"], empty_string_is_null=False
        )
    except (pl.exceptions.PolarsError, FileNotFoundError) as wrong:
        raise _changed(path, "it cannot be read as its description says") from wrong
    if frame.height != told["rows"]:
        raise _changed(path, f"it has {frame.height:,} rows, its description says {told['rows']:,}")
    return frame.rename({heading: name for name, heading in headings.items()})


def _frictionless(table: pl.DataFrame, told: Mapping[str, Any]) -> str:
    return json.dumps({**_schema(table, told["missing"]), KEY: told}, indent=1, ensure_ascii=False)


def _schema(frame: pl.DataFrame, missing: str) -> dict[str, Any]:
    headings = _headings(frame.columns)
    return {
        "fields": [
            {"name": headings[name], "title": name, "type": kind}
            for name, kind in _type_names(frame).items()
        ],
        "missingValues": [missing],
    }


def _loaded(text: str, path: Path) -> dict[str, Any]:
    told: Any = json.loads(text)
    if not isinstance(told, dict) or told.get("form") != FORM:
        raise DataError(
            Fault(
                "it was stored in a form that this version does not know",
                expected=f"form {FORM}",
                remedy="Read it with the version that wrote it, or import the results file again.",
            ),
            source=str(path),
        )
    return told


def _changed(path: Path, what: str) -> DataError:
    return DataError(
        Fault(what, remedy="It was changed since it was stored: import the results file again."),
        source=str(path),
    )


def _tally(table: pl.DataFrame, told: dict[str, Any], set_aside: pl.DataFrame, path: Path) -> Tally:
    if table.height != told["rows"]:
        raise _changed(path, f"it has {table.height:,} rows, its description says {told['rows']:,}")
    source = dict(told["source"])
    source["repairs"] = tuple(Repair(**repair) for repair in source["repairs"])
    contest = dict(told["contest"])
    contest["levels"] = tuple(contest["levels"])
    columns = list(told["choices"])
    votes = [table[name].to_numpy() for name in columns]
    counts: dict[str, Any] = {
        name: table[column].to_numpy() for name, column in told["counts"].items()
    }
    made = Tally(
        contest=Contest(**contest),
        units=table.select(told["units"]),
        choices=tuple(told["choices"].values()),
        votes=np.stack(votes, axis=1).astype(np.int64),
        set_aside=set_aside,
        source=Source(**source),
        **counts,
    )
    return replace(made, derived=tuple(told["derived"]))
