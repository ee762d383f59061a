"""Tables of SQLite and DuckDB databases; views are not opened, since they may run anything."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from tallyscope.errors import DataError, Fault
from tallyscope.sources.content import Content, below, pick
from tallyscope.sources.limits import LONGEST_CELL
from tallyscope.sources.table import Table

_SQLITE_TABLES = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
)


def read(content: Content) -> Table:
    """Read the only table of a database, or the one that is named.

    Raises
    ------
    DataError
        If the database is damaged or locked, several tables may be meant, or DuckDB is not there.
    """
    name, frame = _sqlite(content) if content.data.startswith(b"SQLite") else _duckdb(content)
    where = f"{content.where}/{name}" if content.where else name
    contest = below(content.part, name)
    return Table.of_frame(frame, what=content.what, where=where, contest=contest)


def _sqlite(content: Content) -> tuple[str, pl.DataFrame]:
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(content.data)
        connection.execute("PRAGMA trusted_schema = OFF")
        # a column may be computed: "GENERATED ALWAYS AS (zeroblob(1000000000))"
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_CELL)
        name = pick(content, [row[0] for row in connection.execute(_SQLITE_TABLES)], kind="tables")
        found = connection.execute(f"SELECT * FROM {_quoted(name)}")  # noqa: S608 - quoted
        headers = [str(column[0]) for column in found.description]
        return name, _frame(headers, found.fetchall())
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _unreadable("SQLite", error) from None
    finally:
        connection.close()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _frame(headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> pl.DataFrame:
    """Make columns of rows whose cells may be of any type: SQLite does not hold to its types."""
    columns = {}
    for place, header in enumerate(headers):
        cells = [row[place] for row in rows]
        kinds = {type(cell) for cell in cells if cell is not None}
        if kinds <= {int} or kinds <= {float}:
            columns[header] = pl.Series(cells, dtype=pl.Int64 if kinds == {int} else None)
        else:
            columns[header] = pl.Series([_text(cell) for cell in cells], dtype=pl.String)
    return pl.DataFrame(columns)


def _text(cell: object) -> str | None:
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    return None if cell is None else str(cell)


def _duckdb(content: Content) -> tuple[str, pl.DataFrame]:
    try:
        import duckdb
    except ImportError:
        raise DataError(
            Fault(
                "the file is a DuckDB database, and the library that reads it is not installed",
                remedy="Install it: pip install 'tallyscope[duckdb]'; or export the table as"
                " Parquet",
            )
        ) from None
    # the library opens files only, and must reach no other: neither network nor extensions
    settings: dict[str, str | bool | int | float | list[str]] = {
        "enable_external_access": "false",
        "autoload_known_extensions": "false",
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "results.duckdb"
        file.write_bytes(content.data)
        try:
            with duckdb.connect(str(file), read_only=True, config=settings) as connection:
                listed = connection.execute(
                    "SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name"
                ).fetchall()
                name = pick(content, [row[0] for row in listed], kind="tables")
                found = connection.execute(f"SELECT * FROM {_quoted(name)}")  # noqa: S608 - quoted
                headers = [str(column[0]) for column in found.description or ()]
                return name, _frame(headers, found.fetchall())
        except duckdb.Error as error:
            raise _unreadable("DuckDB", error) from None


def _unreadable(name: str, error: Exception) -> DataError:
    first = (str(error).splitlines() or ["no reason given"])[0]
    return DataError(
        Fault(
            f"the {name} database cannot be read: {first}",
            expected="a whole database with a table of results",
            remedy="Fetch it again, or export the table as CSV",
        )
    )
