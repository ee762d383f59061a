"""Small results files for the tests of reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tallyscope.errors import DataError
from tallyscope.sources import read
from tallyscope.tally import Tally

Row = Sequence[object]

HEADER = ("region", "station", "registered", "ballots", "valid", "invalid", "Yes", "No")
# valid = Yes + No, ballots = valid + invalid, in every row
ROWS: tuple[Row, ...] = (
    ("A", "1", 100, 60, 58, 2, 30, 28),
    ("A", "2", 200, 120, 117, 3, 60, 57),
    ("B", "3", 150, 90, 90, 0, 40, 50),
    ("B", "4", 80, 50, 49, 1, 20, 29),
)
# the sums of the four rows above
TOTAL = (530, 320, 314, 6, 150, 164)


def csv(rows: Sequence[Row] = ROWS, header: Row = HEADER, delimiter: str = ",") -> str:
    """Return a table as text; cells are written as they are."""
    return "".join(delimiter.join(map(str, row)) + "\n" for row in (header, *rows))


class Reader:
    """Writes text or bytes to a file and reads it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, content: str | bytes, name: str = "results.csv") -> Path:
        """Write a file."""
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def __call__(
        self,
        content: str | bytes,
        name: str = "results.csv",
        *,
        choice: str | None = None,
        levels: Sequence[str] | None = None,
        columns: Mapping[str, str] | None = None,
        strict: bool = False,
    ) -> Tally:
        """Read what a file with this content gives."""
        path = self.path(content, name)
        return read(path, choice=choice, levels=levels, columns=columns, strict=strict)

    def faults(
        self,
        content: str | bytes,
        name: str = "results.csv",
        *,
        columns: Mapping[str, str] | None = None,
        strict: bool = False,
    ) -> list[str]:
        """Return the faults that reading tells."""
        with pytest.raises(DataError) as caught:
            self(content, name, columns=columns, strict=strict)
        assert caught.value.source == str(self.folder / name)
        return [str(fault) for fault in caught.value.faults]


def repairs(tally: Tally) -> dict[str, int]:
    """Return what was repaired, and how often."""
    return {repair.what: repair.count for repair in tally.source.repairs}


def reasons(tally: Tally) -> dict[str, int]:
    """Return the reasons for which units were set aside, and how many."""
    return dict(tally.set_aside["reason"].value_counts().sort("reason").iter_rows())
