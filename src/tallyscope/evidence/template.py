"""An empty pack to fill in: `new` writes it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tallyscope.errors import DataError, Fault
from tallyscope.evidence.tables import COMMENT, DESCRIPTOR, TABLES, Column, Table, descriptor
from tallyscope.writing import write_text

EXAMPLES = {  # an invented country; shown in comments only
    "places": (
        "L1,Examplia,country,,Republic of Examplia,2024,https://example.org/about,",
        "L2,North Province,region,Examplia,The North|Norrland,2024,https://example.org/about,",
    ),
    "areas": ("A1,North Province,area,12500,12400,12600,km2,official,2024,https://example.org/a,",),
    "control": (
        "C1,North Province,The Junta,share_of_area,62,60,65,%,Map Room,2024-05-03,"
        "https://example.org/map,counted from the map of that day",
    ),
    "electorates": (
        "E1,North Province,registered,410233,,,voters,2024-04-30,https://example.org/e,",
    ),
    "populations": ("P1,North Province,population,640000,,,persons,2023,https://example.org/p,",),
    "earlier_votes": (
        "V1,2019 president,North Province,turnout,,,61.2,,,%,2019-06-02,https://example.org/v,",
    ),
    "announced": (
        "N1,2024 referendum,North Province,share,yes,valid,93.1,,,%,2024-05-05,"
        "https://example.org/n,,all,",
    ),
}


def new(folder: str | Path) -> tuple[Path, ...]:
    """Write a pack without rows, each file with its columns explained in comments.

    Parameters
    ----------
    folder : str or pathlib.Path
        Made if it is not there; must be empty.

    Returns
    -------
    tuple of pathlib.Path
        The files that were written.

    Raises
    ------
    DataError
        If the folder has something in it, or a file of that name exists.
    """
    folder = Path(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise DataError(
            Fault(
                "is not empty",
                where=str(folder),
                expected="a new or an empty folder",
                remedy="Nothing was written.",
            )
        )
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "evidence"
    about = descriptor(name, f"Evidence: {folder.resolve().name}", "Say here what the pack covers.")
    texts = {DESCRIPTOR: json.dumps(about, indent=2, ensure_ascii=False) + "\n"}
    texts.update({table.path: _commented(table) for table in TABLES})
    for path, text in texts.items():
        write_text(text, folder / path)
    return tuple(folder / path for path in texts)


def _commented(table: Table) -> str:
    lines = [f"{COMMENT} {table.about}", COMMENT]
    lines += [f"{COMMENT}   {_explained(column)}" for column in table.columns]
    lines += [COMMENT, f"{COMMENT} Example (of an invented country):"]
    lines += [f"{COMMENT}   {row}" for row in EXAMPLES[table.name]]
    lines.append(",".join(column.name for column in table.columns))
    return "\n".join(lines) + "\n"


def _explained(column: Column) -> str:
    words = f" [{', '.join(column.allowed)}]" if column.allowed else ""
    return f"{column.name}{'' if column.required else ' (may be empty)'}: {column.about}{words}"
