"""Results files into tallies.

`read` opens a file, finds out what its columns are and returns a
:class:`~tallyscope.tally.Tally`, or stops with every fault and every open question at once. What
it decides, and where:

* **Files** (`files`, `containers`, `readers`): one reader per format, known by its bytes; archives
  are unpacked before. What lies in a file is named as if the file were a folder:
  ``results.zip/2011.csv``, ``results.xlsx/Sheet 2``, ``detail.xml/Governor``; ``*`` takes all of it
  as one table (`joining`), as the files of a folder are.
* **Grids** (`header_rows`, `margins`, `orientation`): where the header is, in text and workbooks;
  footnotes, headings between rows, merged names, stations side by side. Rows are numbered as a
  spreadsheet shows them: a header in the first line is row 1.
* **Form** (`long_form`, `contests`): one row per unit and choice becomes one row per unit; of
  several contests one is named.
* **Columns** (`recognise`): by the words of their headers in 26 languages (`words`), by the sums
  that hold in the rows (`readings`), by the names in the cells (`places`). Two readings that fit
  equally well are a question, with the ``--columns`` option for each (`wishes`). Columns beginning
  with ``x_`` are kept as extras.
* **Cells** (`cells`): negative, fractional and unreadable cells in a column of counts stop the
  file, each with row and column.
* **Holes** (`holes`): a missing choice is 0 only where the valid votes are known and the others
  add up to them exactly; a count missing in more than half of the rows is not reported; any other
  hole sets the unit aside, with the reason.
* **Names** (`build`): the id of a unit is the names of its levels and its own, joined by " / ";
  empty names are written "(none)".
* **Totals rows** (`totals`): set aside if name and arithmetic agree, else a fault.
* **Doubles and votes above ballots** (`doubles`): set aside up to 2 percent of the rows, faults
  above or with ``strict=True``.

A tally that was stored (`storage`) is read back exactly, without recognising anything again.

Every row of the file is a unit or set aside; every repair is told in ``tally.source.repairs``, the
role of every column in ``tally.source.mapping`` and the reason for it in ``tally.source.evidence``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tallyscope.errors import DataError
from tallyscope.sources.build import tally_of
from tallyscope.sources.files import open_table
from tallyscope.sources.storage import stored, write
from tallyscope.sources.wishes import parse_columns
from tallyscope.tally import Tally

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

__all__ = ["from_frame", "parse_columns", "read", "write"]


def read(
    path: str | Path,
    *,
    choice: str | None = None,
    levels: Sequence[str] | None = None,
    columns: Mapping[str, str] | None = None,
    strict: bool = False,
) -> Tally:
    """Read a results file.

    Parameters
    ----------
    path : str or Path
        CSV, XLSX, ODS, Parquet, JSON, SQLite, DuckDB, Clarity XML or a report of NIST SP 1500-100;
        compressed or in an archive; a folder of such files. What lies in a file is named as if
        the file were a folder.
    choice : str, optional
        The choice whose gain is tested: its name, or a part of it that no other choice has.
        Becomes ``tally.contest.focus``.
    levels : sequence of str, optional
        Columns that contain the units, largest first. Recognised if left out.
    columns : mapping of str to str, optional
        Role to column, as `parse_columns` makes it of text: ``{"registered": "Voters",
        "issued": "Early + On the day", "choices": "Yes | No", "ignore": "Remarks"}``.
    strict : bool, default False
        Whether single doubles and single rows with more votes than ballots stop the file, too.

    Returns
    -------
    Tally

    Raises
    ------
    DataError
        With all faults of the file, each with row, column, what was expected and what to do; or
        with the questions that only the user can answer, and the option that answers each.
    """
    try:
        kept = stored(Path(path)) if levels is None and columns is None else None
        if kept is not None:
            return _focused(kept, choice)
        # the table is handed over and kept by nobody, so that it can be given up on the way
        return tally_of(
            open_table(Path(path)), choice=choice, levels=levels, columns=columns, strict=strict
        )
    except DataError as error:
        raise DataError(error.faults, source=error.source or str(path)) from None


def _focused(tally: Tally, choice: str | None) -> Tally:
    """Return a stored tally, with the choice that is asked for as its focus."""
    if choice is None:
        return tally
    return replace(tally, contest=replace(tally.contest, focus=tally.choice(choice)))


def from_frame(
    frame: IntoFrame,
    *,
    choice: str | None = None,
    levels: Sequence[str] | None = None,
    columns: Mapping[str, str] | None = None,
    strict: bool = False,
    name: str = "",
) -> Tally:
    """Take a pandas, polars or Arrow data frame as results; see `read` for the arguments.

    Parameters
    ----------
    frame : data frame
        One row per unit. Rows are numbered in messages as if the column names were row 1.
    name : str, optional
        What to call the frame in messages.

    Raises
    ------
    DataError
        As `read`.

    Examples
    --------
    >>> import polars as pl
    >>> frame = pl.DataFrame({"station": ["a", "b"], "yes": [3, 4], "no": [2, 1]})
    >>> from_frame(frame, name="a small vote")
    <Tally a small vote: 2 units, 2 choices, 0 set aside>
    """
    # narwhals is imported only by those who have a data frame
    from tallyscope.sources.frame import table_of_frame

    try:
        table = table_of_frame(frame, name=name)
        return tally_of(table, choice=choice, levels=levels, columns=columns, strict=strict)
    except DataError as error:
        raise DataError(error.faults, source=error.source or name or "data frame") from None
