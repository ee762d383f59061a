"""Small packs, written to a folder."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tallyscope.evidence.tables import DESCRIPTOR, TABLES, descriptor

PLACES = (
    "L1,Examplia,country,,Republic of Examplia|EX,2024,atlas,",
    "L2,North,region,Examplia,The North,2024,atlas,",
)


def write(
    folder: Path,
    rows: Mapping[str, Sequence[str]] | None = None,
    *,
    places: Sequence[str] = PLACES,
    tables: Sequence[str] | None = None,
) -> Path:
    """Write a pack; each row is a line of the file as it stands."""
    folder.mkdir(parents=True, exist_ok=True)
    about = descriptor("test", "Test", "")
    if tables is not None:
        about["resources"] = [one for one in about["resources"] if one["name"] in tables]
    (folder / DESCRIPTOR).write_text(json.dumps(about), encoding="utf-8")
    lines = {"places": places, **(rows or {})}
    for table in TABLES:
        header = ",".join(column.name for column in table.columns)
        text = "\n".join([header, *lines.get(table.name, ())]) + "\n"
        (folder / table.path).write_text(text, encoding="utf-8")
    return folder


def area(number: int, place: str, value: str, series: str = "official", low: str = "") -> str:
    high = value if low else ""
    return f"A{number},{place},area,{value},{low},{high},km2,{series},2024,atlas,"
