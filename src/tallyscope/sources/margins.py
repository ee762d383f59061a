"""What stands around and between the rows of a published grid and is no row of its own.

Footnotes below the table, headings between the rows ("Northern district" above its stations), and
names that are written once and merged over the rows of a place. Applied to text and workbooks;
databases and Parquet have rows only.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.sources.headers import says_total
from tallyscope.sources.orientation import stations_down
from tallyscope.sources.repeated_columns import votes_named
from tallyscope.sources.table import Table, as_text, blank, unique_names
from tallyscope.tally import Repair

Mask = npt.NDArray[np.bool_]

# A last row is a note if it fills no more than this part of its cells. Our choice.
FEW_CELLS = 1 / 3
MOST_NOTES = 30  # rows at the end that are looked at; our choice
WORDS_OF_A_NOTE = 6  # so many words in the only cell are a sentence, not a name; our choice
WORDS_WITH_A_STOP = 3  # fewer are enough if a full stop ends them; our choice
# What footnotes begin with: a mark, or "Source:" in some language.
_NOTE = re.compile(r"^\s*(?:[*†‡§¹²³]|\(?\d{1,2}[).]\s*\D|[^\W\d]+\s?:|©)")
_NUMBER = r"^[-−]?\d[\d\s.,'’]*%?$"
# So many stations stand below every heading, or it may be a station without counts. Our choice.
FEWEST_BELOW = 2
LEVEL = "area"  # header of the level that headings between rows become


def tidied(table: Table) -> Table:
    """Leave out footnotes, turn stations across, give rows and votes the names that they go by."""
    table = _without_notes(table)
    table = stations_down(table)
    return votes_named(_names_filled_down(_headings_as_level(table)))


def _filled(table: Table) -> tuple[Mask, Mask]:
    """Return which cells are filled, and which of them with numbers; bool of shape (n, m)."""
    shape = (table.frame.height, table.frame.width)
    filled, numbers = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    for place, cells in enumerate(table.frame.get_columns()):
        bare = as_text(cells).str.strip_chars()
        filled[:, place] = ((bare != "") & bare.is_not_null()).fill_null(value=False).to_numpy()
        numbers[:, place] = bare.str.contains(_NUMBER).fill_null(value=False).to_numpy()
    return filled, numbers & filled


def _without_notes(table: Table) -> Table:
    """Leave out notes at the end: few cells filled, the first of them a sentence or a mark."""
    rows = table.frame.height
    last = rows
    while last > max(1, rows - MOST_NOTES) and _is_note(table.frame.row(last - 1)):
        last -= 1
    if last == rows:
        return table
    first = _filled_cells(table.frame.row(last))[0]
    kept = np.arange(rows) < last
    why = f"they fill few cells and begin with a mark or a sentence: '{first[:60]}'"
    return table.kept(kept, Repair("footnotes left out", rows - last, why))


def _is_note(row: tuple[object, ...]) -> bool:
    cells = _filled_cells(row)
    if not cells or len(cells) > max(1, FEW_CELLS * len(row)) or len(row) < 3:
        return False
    if says_total(cells[0]) and len(cells) > 1:
        return False
    words = len(cells[0].split())
    stops = cells[0].endswith(".") and words >= WORDS_WITH_A_STOP
    sentence = len(cells) == 1 and (stops or words >= WORDS_OF_A_NOTE)
    return sentence or bool(_NOTE.match(cells[0]))


def _filled_cells(row: tuple[object, ...]) -> list[str]:
    cells = (str(cell).strip() for cell in row if cell is not None)
    return [cell for cell in cells if cell]


def _headings_as_level(table: Table) -> Table:
    """Make a level of rows that have a name only and stand above the rows of a place."""
    if table.frame.height < 4 or table.frame.width < 3 or _first_is_filled(table):
        return table
    filled, numbers = _filled(table)
    heading = (filled.sum(axis=1) == 1) & ~numbers.any(axis=1)
    others = filled[~heading].sum(axis=1)
    starts = np.flatnonzero(heading)
    below = np.diff(np.append(starts, len(heading))) - 1
    of_places = len(starts) >= 2 and below.min() >= FEWEST_BELOW
    if not (heading[0] and of_places and others.min(initial=3) >= 3):
        return table
    text = pl.all().cast(pl.String).replace("", None)
    cells = table.frame.select(pl.coalesce(text)).to_series()
    names = cells.set(pl.Series(~heading), None).fill_null(strategy="forward")
    header = unique_names([*table.frame.columns, LEVEL])[-1]
    frame = table.frame.insert_column(0, names.str.strip_chars().alias(header))
    why = "such a row has a name and nothing else, and stands above the rows of its place"
    told = Repair("headings between the rows read as a level", int(heading.sum()), why)
    return replace(table, frame=frame).kept(~heading, told)


def _first_is_filled(table: Table) -> bool:
    """Tell at once that the first row is no heading; most tables have none."""
    return len(_filled_cells(table.frame.row(0))) > 1


def _names_filled_down(table: Table) -> Table:
    """Fill names down that are written once for all rows of their place, as merged cells are."""
    frame, repairs = table.frame, []
    for name in frame.columns[:-2]:
        if 2 * int(blank(frame[name]).sum()) < frame.height:
            break
        cells = as_text(frame[name]).str.strip_chars()
        cells = cells.set((cells == "").fill_null(value=False), None)
        if not _is_merged(cells):
            break
        frame = frame.with_columns(cells.fill_null(strategy="forward").alias(name))
        why = "each name stands once, in the first row of its place"
        repairs.append(Repair(f"names in '{name}' filled down", cells.null_count(), why))
    return replace(table, frame=frame, repairs=(*table.repairs, *repairs)) if repairs else table


def _is_merged(cells: pl.Series) -> bool:
    """Tell whether names stand once each, with at least as many gaps as names below them."""
    names = cells.drop_nulls()
    if not len(names) or cells[0] is None or cells.null_count() < len(names):
        return False
    plain = names.filter(~names.map_elements(says_total, return_dtype=pl.Boolean))
    return plain.n_unique() == len(plain) and not plain.str.contains(_NUMBER).any()
