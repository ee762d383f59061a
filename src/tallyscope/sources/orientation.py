"""Grids with one column per station and one row per line of the protocol, turned.

The commissions of Russia and its neighbours publish such summary tables: the lines of the protocol
("Number of voters on the list", ...) stand one below the other, the stations side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from tallyscope.sources.counting import COUNT_ROLES
from tallyscope.sources.headers import matches, says_total
from tallyscope.sources.table import Table, as_text, unique_names
from tallyscope.tally import Repair

FEWEST_COUNTS = 3  # counts that lines must name, so that they are lines of a protocol; our choice
MOST_LINES = 300  # more rows are stations; our choice
STATION = "station"  # header of the column that gets the names of the stations


def stations_down(table: Table) -> Table:
    """Turn a grid whose rows name counts and whose columns do not; others stay as they are."""
    place = _column_of_lines(table)
    if place is None:
        return table
    frame = table.frame.cast(pl.String)
    lines = frame.to_series(place).fill_null("").to_list()
    stations = frame.columns[place + 1 :]
    cells = {
        header: pl.Series(frame.row(row)[place + 1 :], dtype=pl.String)
        for row, header in enumerate(unique_names(lines))
    }
    names = unique_names([STATION, *cells])
    columns = dict(zip(names, [pl.Series(stations), *cells.values()], strict=True))
    why = f"the rows are {len(lines)} lines of a protocol, the columns stations"
    # a station is a column of the file; messages count these columns instead of rows
    rows = np.arange(len(stations), dtype=np.int64) + place + 2
    turned = replace(table, frame=pl.DataFrame(columns), rows=rows)
    repair = Repair("rows and columns exchanged; rows are counted as columns", len(stations), why)
    return replace(turned, repairs=(*table.repairs, repair)).without_blank_rows()


def _column_of_lines(table: Table) -> int | None:
    """Return the place of the column that names counts, if the header names none."""
    frame = table.frame
    if not FEWEST_COUNTS <= frame.height <= MOST_LINES or frame.width < 3:
        return None
    if len(_counts_named(frame.columns)) > 1:
        return None
    for place in range(min(3, frame.width - 2)):
        if (
            len(_counts_named(as_text(frame.to_series(place)).drop_nulls().to_list()))
            >= FEWEST_COUNTS
        ):
            return place
    return None


def _counts_named(names: Sequence[str]) -> set[str]:
    """Return the counts that names speak for; "Total" may be any and speaks for none."""
    return {
        match.role
        for name in names
        if not says_total(name)
        for match in matches(name)
        if match.role in COUNT_ROLES
    }
