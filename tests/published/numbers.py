"""Numbers as they are printed, and the elections that they are about."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tallyscope.sources import read
from tallyscope.tally import Tally

FOLDER = Path(__file__).parent
ALWAYS = "2020-referendum"  # the other elections are read in the slow tests only

Entry = dict[str, Any]


def table(file: str) -> dict[str, Any]:
    """Return a file of printed numbers."""
    return tomllib.loads((FOLDER / file).read_text("utf-8"))


def entries(file: str, name: str) -> list[Any]:
    """Return the entries of one kind as parameters of a test; those with other elections slow."""
    return [
        pytest.param(
            entry,
            id="-".join(str(entry[key]) for key in entry if key in ID_KEYS),
            marks=[] if entry["election"] == ALWAYS else pytest.mark.slow,
        )
        for entry in table(file)[name]
    ]


ID_KEYS = ("election", "turnout_from", "criterion", "x0", "where")


def number(printed: str) -> float:
    """Return a printed number as it stands there."""
    return float(printed.replace(",", ""))


def printed_like(value: float, printed: str) -> bool:
    """Tell whether a value, rounded to the printed digits, is the printed number."""
    digits = Decimal(printed.replace(",", ""))
    return Decimal(value).quantize(digits) == digits


def election(shared: Path, entry: Entry) -> Tally:
    """Read the election of an entry; skip where there is no such file, as the entry says."""
    path = shared / "data" / "russia" / f"russia-{entry['election']}.parquet"
    if "no_data" in entry:
        assert not path.exists(), "the data are there now: remove the note no_data"
        pytest.skip(entry["no_data"])
    return _read(path)


@cache
def _read(path: Path) -> Tally:
    return read(path)


def as_noted(entry: Entry, agrees: bool) -> bool:
    """Tell whether an entry agrees, or does not and has a note that says why."""
    return agrees == ("disagrees" not in entry)
