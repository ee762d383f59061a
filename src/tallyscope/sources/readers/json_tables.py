"""JSON: records, columns or lines, also nested one into the other.

* a list of objects is a table, one row per object; so is one object per line;
* an object of lists of the same length is a table, one list per column;
* an object that has one list of objects somewhere in it is taken for that list, and what stands
  beside it (a title, a date) is left out;
* objects in a record are spread into columns; a list of objects in a record becomes rows of its
  own, each with the other cells of the record: results nested in stations are a long table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

import polars as pl

from tallyscope.errors import DataError, Fault
from tallyscope.sources.content import Content
from tallyscope.sources.encodings import to_utf8
from tallyscope.sources.limits import (
    MOST_EMPTY_PER_FILLED,
    SMALL_TABLE,
    refuse_large_tree,
    refuse_wide,
)
from tallyscope.sources.table import Table

_KINDS = {dict: "an object", list: "a list", str: "text", int: "a number", float: "a number"}
LARGEST_INTEGER = 2**63 - 1  # of a column of numbers; larger ones are kept as text
Record = Mapping[str, Any]


def read(content: Content) -> Table:
    """Read a table out of JSON.

    Raises
    ------
    DataError
        If the text is no JSON (told with its line), or there is no table in it.
    """
    refuse_large_tree(len(content.data), "JSON")
    text, repairs = to_utf8(content.data)
    found = _parsed(text.decode("utf-8"))
    if isinstance(found, dict) and _is_nist(found):
        from tallyscope.sources.readers import nist

        return nist.table_of_report(found, content)
    records = [row for record in _records(found) for row in _rows(record)]
    if not records:
        raise DataError(
            Fault(
                f"there is no table in the JSON, only {_kind(found)}",
                expected="a list of objects, one per station, or lists of one length",
            )
        )
    frame = pl.DataFrame(_columns(records))
    table = Table.of_frame(frame, what=content.what, where=content.where, contest=content.part)
    return table.repaired(*repairs)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        lines = _parsed_lines(text)
        if lines is not None:
            return lines
        raise DataError(
            Fault(
                f"the JSON cannot be read: {error.msg}",
                where=f"line {error.lineno:,}, character {error.colno:,}",
                expected="JSON from the first to the last character",
                remedy="The file is probably cut off; fetch it again",
            )
        ) from None
    except (RecursionError, ValueError) as error:
        raise DataError(Fault(f"the JSON cannot be read: {error}")) from None


def _parsed_lines(text: str) -> list[Any] | None:
    """Read JSON lines: every line an object; None if they are not."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines[:2]):
        return None
    found = []
    for line in lines:
        try:
            found.append(json.loads(line, parse_constant=_refuse_constant))
        except (RecursionError, ValueError):
            return None
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _is_nist(found: Record) -> bool:
    return str(found.get("@type", "")).startswith("ElectionResults.") or (
        "Election" in found and "GpUnit" in found
    )


def _kind(found: Any) -> str:
    return _KINDS.get(type(found), "a value")


def _records(found: Any) -> list[Record]:
    """Find the list of records in whatever was read."""
    if isinstance(found, list):
        return [_properties(record) for record in found if isinstance(record, dict)]
    if not isinstance(found, dict):
        return []
    if _are_columns(found):
        names = list(found)
        return [dict(zip(names, cells, strict=True)) for cells in zip(*found.values(), strict=True)]
    lists = [records for value in found.values() if len(records := _records(value)) > 0]
    return max(lists, key=len, default=[])


def _properties(record: Record) -> Record:
    """Return the properties of a GeoJSON feature; other records as they are."""
    inner = record.get("properties")
    return inner if record.get("type") == "Feature" and isinstance(inner, dict) else record


def _are_columns(found: Record) -> bool:
    """Tell whether an object has lists of the same length, and no objects in them."""
    columns = [cells for cells in found.values() if isinstance(cells, list)]
    if len(columns) < max(2, len(found)) or len({len(cells) for cells in columns}) > 1:
        return False
    return not any(isinstance(cell, dict | list) for cells in columns for cell in cells[:3])


def _rows(record: Record) -> Iterator[Record]:
    """Spread a record into one row, or one per object of the list of objects in it."""
    flat = dict(_spread(record))
    nested = [name for name, cell in flat.items() if _is_list_of_objects(cell)]
    if len(nested) != 1:
        yield {name: cell for name, cell in flat.items() if name not in nested}
        return
    inner = flat.pop(nested[0])
    for one in inner:
        yield flat | {(k if k not in flat else f"{nested[0]}.{k}"): v for k, v in _spread(one)}


def _spread(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield the cells of a record; cells of inner objects under their own names where they may."""
    for name, cell in record.items():
        if not isinstance(cell, dict):
            yield str(name), cell
            continue
        for inner, value in _spread(cell):
            yield (inner if inner not in record else f"{name}.{inner}"), value


def _is_list_of_objects(cell: Any) -> bool:
    return isinstance(cell, list) and bool(cell) and all(isinstance(one, dict) for one in cell)


def _columns(records: Sequence[Record]) -> dict[str, pl.Series]:
    names = dict.fromkeys(name for record in records for name in record)
    refuse_wide(len(names))
    cells, filled = len(names) * len(records), sum(map(len, records))
    if cells > max(SMALL_TABLE, MOST_EMPTY_PER_FILLED * filled):
        raise DataError(
            Fault(
                f"the {len(records):,} records have {len(names):,} different fields, nearly all of"
                " them empty",
                expected="the same fields in every record",
            )
        )
    return {_sound(name): _column([record.get(name) for record in records]) for name in names}


def _sound(text: str) -> str:
    """Return text with "?" for half letters: JSON may write one half of a surrogate pair."""
    return text.encode("utf-8", "replace").decode()


def _column(cells: list[Any]) -> pl.Series:
    kinds = {type(cell) for cell in cells if cell is not None}
    fits = kinds <= {int, float} and all(
        abs(cell) <= LARGEST_INTEGER for cell in cells if type(cell) is int
    )
    if kinds == {int} and fits:
        return pl.Series(cells, dtype=pl.Int64)
    if kinds and fits:
        return pl.Series([None if cell is None else float(cell) for cell in cells])
    return pl.Series([None if cell is None else _text(cell) for cell in cells], dtype=pl.String)


def _text(cell: Any) -> str:
    return _sound(cell if isinstance(cell, str) else json.dumps(cell, ensure_ascii=False))
