"""Make the table of clean elections that results are ranked among.

``python -m tallyscope.benchmark.reference FOLDER`` reads FOLDER/index.json (file, group, options)
and every results file of the group "clean" beside it, and writes assess/reference.csv. The data are
not part of the package; the table holds one statistic and, of a test, its p-value.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path

import polars as pl

from tallyscope.errors import NotApplicable
from tallyscope.methods import METHODS
from tallyscope.sources import read
from tallyscope.tally import Tally

TARGET = Path(__file__).parent.parent / "assess" / "reference.csv"


def statistics_of(election: str, tally: Tally) -> list[dict[str, object]]:
    """Return one row per reference statistic that the election has."""
    rows: list[dict[str, object]] = []
    for method in METHODS:
        statistic = method.statistic
        if statistic is None:
            continue
        try:
            result = method.run(tally, seed=0)
        except NotApplicable:
            continue
        rows.append(
            {
                "election": election,
                "n_units": result.n_units,
                "method": method.name,
                "statistic": statistic.name,
                "value": round(statistic.of(result), 4),
                "p_value": None if result.p_value is None else float(f"{result.p_value:.3g}"),
            }
        )
    return rows


def clean_names(folder: Path) -> list[str]:
    """Return the names of the elections whose group in the index is "clean", sorted."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return sorted(name for name, entry in index.items() if entry["group"] == "clean")


def write(folder: Path, target: Path = TARGET) -> pl.DataFrame:
    """Compute the table for a folder of results files and write it beside the grades."""
    rows = [
        row
        for name in clean_names(folder)
        for row in statistics_of(name, read(folder / f"{name}.parquet"))
    ]
    table = pl.DataFrame(rows, infer_schema_length=None)
    head = (
        f"# made by python -m tallyscope.benchmark.reference, tallyscope {version('tallyscope')},"
        " seed 0; elections widely regarded as clean, the winner's gain\n"
    )
    target.write_text(head + table.write_csv(), encoding="utf-8")
    return table


if __name__ == "__main__":
    sys.stdout.write(f"{write(Path(sys.argv[1]))}\n")
