"""Tables of one form as one table: the files of a folder, the members of an archive, sheets.

The name of each becomes a level. Columns are matched by their names; a table that lacks a column
which others have, or has one of its own, is told, because a misspelt header would otherwise set
half of a country aside.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

import numpy as np
import polars as pl

from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.sources.table import Table
from tallyscope.tally import Repair


def joined(tables: Sequence[Table], *, what: str, level: str) -> Table:
    """Join tables one below the other.

    Parameters
    ----------
    tables : sequence of Table
        At least one; ``where`` of each is its name.
    what : str
        Name of the whole.
    level : str
        Header of the column that gets the names; a number is put behind it if it is taken.

    Raises
    ------
    DataError
        If the columns of the tables differ.
    """
    if len(tables) == 1:
        return tables[0]
    _refuse_other_columns(tables)
    names = tables[0].frame.columns
    header = level if level not in names else f"{level} (name)"
    frames = [
        table.frame.select(
            pl.lit(_place(table.where)).alias(header),
            *(pl.col(name).cast(pl.String) for name in names),
        )
        for table in tables
    ]
    repairs = Counter[tuple[str, str]]()
    for repair in (repair for table in tables for repair in table.repairs):
        repairs[repair.what, repair.why] += repair.count
    hashes = "".join(table.sha256 for table in tables)
    return Table(
        frame=pl.concat(frames),
        rows=np.concatenate([table.rows for table in tables]),
        files=tuple(table.where for table in tables for _ in table.rows),
        what=what,
        sha256=hashlib.sha256(hashes.encode()).hexdigest() if hashes else "",
        repairs=(
            Repair(f"{level}s read as one table", len(tables), "they have the same columns"),
            *(Repair(told, count, why) for (told, why), count in repairs.items()),
        ),
    )


def _place(where: str) -> str:
    """Return the name of a file without its endings: ``north.csv.gz`` is ``north``."""
    path = PurePosixPath(where)
    while path.suffix and not path.suffix[1:].isdigit() and " " not in path.suffix:
        path = path.with_suffix("")
    return path.name


def _refuse_other_columns(tables: Sequence[Table]) -> None:
    times = Counter(name for table in tables for name in table.frame.columns)
    faults = []
    for table in tables:
        own = set(table.frame.columns)
        missing = [name for name in times if name not in own and 2 * times[name] > len(tables)]
        further = [name for name in table.frame.columns if 2 * times[name] <= len(tables)]
        faults += [_lacks(table.where, name, further) for name in missing]
        if not missing:
            faults += [
                Fault(
                    f"the column '{name}' is in {times[name]} of the {len(tables)} tables only",
                    where=table.where,
                    expected="the same columns in all of them",
                    remedy="Take the column out, or read the file by itself",
                )
                for name in further
            ]
    if faults:
        raise DataError(faults)


def _lacks(where: str, name: str, further: Sequence[str]) -> Fault:
    return Fault(
        f"there is no column '{name}'",
        where=where,
        expected="the same columns in all files",
        remedy=did_you_mean(name, further).strip() or "Correct the header, or leave the file out",
    )
