"""How large a results file and its parts may be: all limits of reading, and why.

A country's results by station stay far below each of them. Above them stand files that were made
to exhaust the machine, or that are no results; these are refused before they are unpacked or
parsed. Readers that make objects of every cell have lower limits than those that read columns.
"""

from __future__ import annotations

from dataclasses import dataclass

from tallyscope.errors import DataError, Fault

# More than any country's results by station (Russia, 97,000 stations: 47 MB). Our choice.
LARGEST_FILE = 2_000_000_000  # bytes
# Delimited text that lies on the disk unpacked is read part by part. Our choice: twice what was
# measured (docs/speed.md).
LARGEST_TEXT = 4_000_000_000  # bytes
# JSON and XML are held as objects, up to 30 bytes for each of theirs. Our choice.
LARGEST_TREE = 100_000_000  # bytes
# What is packed may unpack to this many times its size. Published archives of results reach 30;
# text that deflate packs best, 1,030. Our choice.
HIGHEST_RATIO = 100
# ... or to this much, since small and repetitive files pack better. Our choice.
ALWAYS_UNPACKED = 50_000_000  # bytes
DEEPEST_ARCHIVE = 4  # archives in archives that are opened; our choice
# Columns of a sheet of Excel (support.microsoft.com, "Excel specifications and limits").
MOST_COLUMNS = 16_384
# Cells of a sheet: three times a million rows of ten columns. Readers of workbooks set aside room
# for all cells between the first and the last one, however few are filled. Our choice.
MOST_SHEET_CELLS = 30_000_000
# Of a table made of records with different fields, at most this many cells are empty for each that
# is filled. Our choice: a contest with 50 choices of which each station has one.
MOST_EMPTY_PER_FILLED = 50
SMALL_TABLE = 1_000_000  # cells that any table may have, empty or not; our choice
# Cells of a long table (one row per unit and choice) that is turned: units by choices, 8 bytes each
# and as much while it is turned. Our choice: a contest with 4,000 choices in 100,000 stations.
MOST_TURNED_CELLS = 400_000_000
# Characters of one cell. The border of a precinct as text has some 100,000. Our choice.
LONGEST_CELL = 1_000_000
# Bytes of one row, so that a file without ends of lines is not held as a whole. Our choice: the
# longest cell a hundred and sixty times.
LONGEST_ROW = 160_000_000


@dataclass
class Allowance:
    """What a file may still unpack to, counted over all archives in it.

    Attributes
    ----------
    left : int
        Bytes.
    """

    left: int = LARGEST_FILE

    @classmethod
    def of(cls, packed: int) -> Allowance:
        """Return the allowance of a file of so many bytes."""
        return cls(min(LARGEST_FILE, max(ALWAYS_UNPACKED, HIGHEST_RATIO * packed)))

    def take(self, size: int, name: str) -> None:
        """Take off what a member unpacks to.

        Raises
        ------
        DataError
            If more is asked for than is left.
        """
        self.refuse(size, name)
        self.left -= size

    def refuse(self, size: int, name: str) -> None:
        """Refuse a member that unpacks to more than is left.

        Raises
        ------
        DataError
        """
        if size > self.left:
            raise DataError(
                Fault(
                    f"{name} unpacks to more than {_told(self.left)}",
                    expected=f"at most {HIGHEST_RATIO} times the size of the file, and"
                    f" {_told(LARGEST_FILE)}",
                    remedy="Unpack it first, if you trust it, and give the file in it",
                )
            )


def refuse_wide(columns: int) -> None:
    """Refuse a table with more columns than `MOST_COLUMNS`.

    Raises
    ------
    DataError
    """
    if columns > MOST_COLUMNS:
        raise DataError(
            Fault(
                f"the table has {columns:,} columns",
                expected=f"at most {MOST_COLUMNS:,}, as a sheet of Excel",
                remedy="Name stations in rows, not in columns",
            )
        )


def refuse_many_choices(units: int, choices: int) -> None:
    """Refuse a long table whose units by choices are more cells than `MOST_TURNED_CELLS`.

    Raises
    ------
    DataError
    """
    if choices > MOST_COLUMNS or units * choices > MOST_TURNED_CELLS:
        raise DataError(
            Fault(
                f"the rows name {choices:,} choices in {units:,} units",
                expected=f"at most {MOST_COLUMNS:,} choices, and {MOST_TURNED_CELLS:,} units by"
                " choices",
                remedy="If the choices are of several contests, keep the rows of one of them, or"
                " call the column that names the contests 'contest'",
            )
        )


def refuse_large_tree(size: int, form: str) -> None:
    """Refuse JSON or XML of more bytes than `LARGEST_TREE`.

    Raises
    ------
    DataError
    """
    if size > LARGEST_TREE:
        raise DataError(
            Fault(
                f"the {form} is larger than {_told(LARGEST_TREE)}",
                remedy="Export the table as CSV or Parquet",
            )
        )


def too_long(row: int, column: str, length: int) -> Fault:
    """Return the fault of a cell with more characters than `LONGEST_CELL`."""
    return Fault(
        f"the cell has {length:,} characters",
        where=f"row {row:,}, column '{column}'",
        expected=f"at most {LONGEST_CELL:,}",
        remedy="A quotation mark is probably open; correct the row",
    )


def _told(size: int) -> str:
    return f"{size / 1e9:.2g} GB" if size >= 1e9 else f"{size / 1e6:,.0f} MB"
