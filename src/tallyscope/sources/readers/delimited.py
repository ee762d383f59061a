"""Delimited text into a table of strings: delimiter, header, rows, and faults with their row.

Rows are numbered as a spreadsheet shows them: the first line is row 1, so that the first row below
a header in the first line is row 2. Lines above the header (a title, a date) are left out and
told. Blank rows are left out and counted. A row with more cells than the header, or a quotation
mark that is not closed, is a fault; polars reads the sound files, and only the files that it
refuses are walked through row by row to say where. Large files are read part by part, each of whole
rows (`whole_rows`), and packed (`packing`).
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from tallyscope.errors import DataError, Fault
from tallyscope.sources.content import Content
from tallyscope.sources.encodings import refuse_garbled
from tallyscope.sources.header_rows import HEAD_RECORDS, Header, Record, header_of
from tallyscope.sources.limits import LONGEST_CELL, refuse_wide, too_long
from tallyscope.sources.margins import tidied
from tallyscope.sources.packing import Packing
from tallyscope.sources.table import Table
from tallyscope.sources.whole_rows import Readable, WholeRows
from tallyscope.tally import Repair

# The first of them wins where two cut equally well; the last ones are those of database exports.
DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x1f", "\x01")
HEAD = 200_000  # bytes in which delimiter and header are looked for; our choice
SHOWN_ROWS = 100  # rows told one by one, then a count; our choice


@dataclass(frozen=True)
class _Layout:
    """How the cells are cut, and where the header is: rows of it and lines below which data begin.

    ``lines`` is the number of lines above the last row of the header, ``below`` above the data, and
    ``above`` the number of rows of the file that stand before the text.
    """

    delimiter: str
    header: Header
    lines: int
    below: int
    above: int = 0

    @property
    def names(self) -> tuple[str, ...]:
        return self.header.names

    @property
    def rows_of_header(self) -> int:
        """Rows of the text that are no data."""
        return self.header.above + self.header.depth

    @property
    def first_row(self) -> int:
        """Number of the first row of data."""
        return self.above + self.rows_of_header + 1

    def continued(self, rows: int) -> _Layout:
        """Return how the next part of the file is cut, below so many rows of data."""
        bare = replace(self.header, above=0, depth=0, repairs=(), as_written=False)
        return replace(self, header=bare, lines=0, below=0, above=self.first_row - 1 + rows)


def read(content: Content) -> Table:
    """Read delimited text that is held in memory; see `read_stream`."""
    return read_stream(
        io.BytesIO(content.data), what=content.what, where=content.where, part=content.part
    )


def read_stream(stream: Readable, *, what: str, where: str = "", part: str = "") -> Table:
    """Read delimited text.

    Parameters
    ----------
    stream : Readable
        The bytes of the text; a file is never held as a whole.
    what, where, part : str
        As in `Content`.

    Raises
    ------
    DataError
        For an empty file, an unknown encoding, a missing header, broken quotation and rows that
        are longer than the header; all of the same kind in a part together.
    """
    whole = WholeRows(stream)
    texts = iter(whole)
    text = next(texts)
    if not text.strip():
        raise DataError(Fault("the file is empty", expected="a header and one row per station"))
    layout = _layout(text)
    refuse_garbled(" ".join(layout.names), f"row {layout.header.above + 1}")
    refuse_wide(len(layout.names))
    frame, surplus = _all_rows(text, texts, layout)
    more: tuple[Repair, ...] = ()
    if surplus:
        why = "the rows end in delimiters with nothing behind them"
        more = (Repair("empty cells beyond the last column left out", surplus, why),)
    rows = np.arange(frame.height, dtype=np.int64) + layout.first_row
    table = Table(
        frame=frame,
        rows=rows,
        what=what,
        where=where,
        repairs=(*whole.repairs, *layout.header.repairs, *more),
        contest=part,
    )
    return tidied(table.without_blank_rows())


def _all_rows(text: bytes, texts: Iterable[bytes], layout: _Layout) -> tuple[pl.DataFrame, int]:
    """Read the first part and those that follow; return with how many rows were too long."""
    frame, surplus = _rows(text, layout)
    packing = None
    for following in texts:
        if packing is None:
            packing = Packing(layout.names)
            packing.add(frame)
        layout = layout.continued(frame.height)
        frame, longer = _rows(following, layout)
        packing.add(frame)
        surplus += longer
    return (frame if packing is None else packing.frame()), surplus


def _layout(text: bytes) -> _Layout:
    head = _whole_lines(text).decode("utf-8", "ignore")
    readings = [(mark, *_head_records(head, mark)) for mark in DELIMITERS]
    scored = [(_score(records), -number) for number, (_, records, _) in enumerate(readings)]
    (_, width), best = max(scored)
    delimiter, records, lines = readings[-best]
    if width < 2:
        raise DataError(
            Fault(
                "the file has one column only",
                where="row 1",
                expected="columns separated by comma, semicolon, tabulator or |",
                remedy="If another mark separates them, replace it by a semicolon",
            )
        )
    header = header_of(records)
    below = lines[header.above + header.depth]
    return _Layout(delimiter, header, lines[header.above + header.depth - 1], below)


def _whole_lines(text: bytes) -> bytes:
    """Return the lines of the first `HEAD` bytes; a header that is longer would lose its end."""
    if len(text) <= HEAD:
        return text
    end = text.rfind(b"\n", 0, HEAD)
    if end < 0:
        first = text[: text.find(b"\n")]
        refuse_wide(max(first.count(mark.encode()) for mark in DELIMITERS) + 1)
        raise DataError(
            Fault(
                f"the first row is longer than {HEAD:,} bytes",
                expected="a header with the names of the columns",
                remedy="Put a header above the first row, or take the file that has one",
            )
        )
    return text[: end + 1]


def _head_records(head: str, delimiter: str) -> tuple[list[Record], list[int]]:
    """Return the first records, and the number of lines above each."""
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    records: list[Record] = []
    lines = [0]
    try:
        for record in reader:
            records.append(record)
            lines.append(reader.line_num)
            if len(records) == HEAD_RECORDS:
                break
    except csv.Error:
        pass  # a broken record ends the look at the head; reading the rows will tell of it
    return records, lines


def _score(records: Sequence[Record]) -> tuple[float, int]:
    """Say how well a delimiter cuts: share of records of the commonest width, and this width."""
    widths = Counter(len(record) for record in records if any(map(str.strip, record)))
    if not widths:
        return 0.0, 0
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    wide = max(widths)
    if width == 1 and wide > 1:  # a short table under a long preamble
        width, times = wide, widths[wide]
    return (times / sum(widths.values()) if width > 1 else 0.0), width


def _rows(text: bytes, layout: _Layout) -> tuple[pl.DataFrame, int]:
    surplus = 0
    try:
        frame = _polars_rows(text, layout)
    except pl.exceptions.PolarsError:
        surplus = _refuse_broken_rows(text, layout)
        frame = _cut_rows(text, layout)
    _refuse_swallowed_rows(frame, text, layout)
    _refuse_long_cells(frame, layout)
    return frame, surplus


def _cut_rows(text: bytes, layout: _Layout) -> pl.DataFrame:
    try:
        return _polars_rows(text, layout, truncate=True)
    except pl.exceptions.PolarsError as error:
        raise DataError(
            Fault(
                f"the rows cannot be told apart: {str(error).splitlines()[0]}",
                expected="one row per line, cells with line ends in quotation marks",
                remedy="Export the file once more as CSV",
            )
        ) from None


def _polars_rows(text: bytes, layout: _Layout, *, truncate: bool = False) -> pl.DataFrame:
    frame = pl.read_csv(
        _below_the_top(text, layout),
        separator=layout.delimiter,
        infer_schema=False,
        truncate_ragged_lines=truncate,
    )
    frame.columns = list(layout.names)
    return frame


def _below_the_top(text: bytes, layout: _Layout) -> bytes:
    """Return the text from its header on, one that takes several rows replaced by one row."""
    start = 0
    for _ in range(layout.lines if layout.header.as_written else layout.below):
        start = text.find(b"\n", start) + 1 or len(text)
    if layout.header.as_written:
        return text[start:] if start else text
    names = layout.delimiter.join(f"c{place}" for place in range(len(layout.names)))
    return names.encode() + b"\n" + text[start:]


def _refuse_swallowed_rows(frame: pl.DataFrame, text: bytes, layout: _Layout) -> None:
    """Refuse a table in which a stray quotation mark made one cell of several rows.

    No reader of CSV notices it if a second stray mark follows; the rows between would be lost.
    """
    lines = text.count(b"\n") + (not text.endswith(b"\n"))
    if lines == frame.height + layout.rows_of_header:
        return
    faults = [
        _swallowed(index + layout.first_row, cells.name)
        for cells in frame.get_columns()
        for index in _rows_in_one_cell(cells, layout).arg_true()
    ]
    if faults:
        raise DataError(faults)


def _rows_in_one_cell(cells: pl.Series, layout: _Layout) -> pl.Series:
    """Return where a cell has a line end and the delimiters of a whole row; bool of length n."""
    delimiters = cells.str.count_matches(layout.delimiter, literal=True)
    whole = cells.str.contains("\n", literal=True) & (delimiters >= len(layout.names) - 1)
    return whole.fill_null(value=False)


def _refuse_long_cells(frame: pl.DataFrame, layout: _Layout) -> None:
    longest = frame.select(pl.all().str.len_bytes().max()).row(0)
    faults = [
        too_long(int(cells.str.len_bytes().arg_max() or 0) + layout.first_row, cells.name, length)
        for cells, length in zip(frame.get_columns(), longest, strict=True)
        if length is not None and length > LONGEST_CELL
    ]
    if faults:
        raise DataError(faults)


def _swallowed(row: int, column: str) -> Fault:
    return Fault(
        "a quotation mark is opened here that is closed only in a later row",
        where=f"row {row:,}, column '{column}'",
        expected="one cell on one row",
        remedy="Remove the stray mark, or double it if it belongs to the text",
    )


def _refuse_broken_rows(text: bytes, layout: _Layout) -> int:
    """Walk through a file that polars refused; return how many rows only have blanks too many."""
    faults: list[Fault] = []
    surplus = hidden = 0
    width = len(layout.names)
    for row, record in _records(text, layout, faults):
        if row < layout.first_row or len(record) <= width:
            continue
        if not any(cell.strip() for cell in record[width:]):
            surplus += 1
        elif len(faults) < SHOWN_ROWS:
            faults.append(_too_long(row, len(record), width))
        else:
            hidden += 1
    if hidden:
        faults.append(Fault(f"{hidden:,} more rows are longer than the header"))
    if faults:
        raise DataError(faults)
    return surplus


def _records(text: bytes, layout: _Layout, faults: list[Fault]) -> Iterator[tuple[int, Record]]:
    """Yield row number and cells; append a fault and end where the quotation is broken."""
    # line by line: text is up to four times as large as its bytes
    lines = (line.decode("utf-8", "replace") for line in io.BytesIO(text))
    row = layout.above
    try:
        for record in csv.reader(lines, delimiter=layout.delimiter, strict=True):
            row += 1
            yield row, record
    except csv.Error:
        faults.append(
            Fault(
                "the quotation marks do not match",
                where=f"row {row + 1:,}",
                expected="every quotation mark inside a quoted cell doubled, and the last one"
                " followed by a delimiter",
                remedy="Correct this row, or export the file once more",
            )
        )


def _too_long(row: int, cells: int, width: int) -> Fault:
    return Fault(
        f"the row has {cells} cells",
        where=f"row {row:,}",
        expected=f"{width}, as many as the header",
        remedy="A cell with a delimiter in it must stand in quotation marks",
    )
