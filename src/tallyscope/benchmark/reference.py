"""Make the table of clean elections that results are ranked among.

``python -m tallyscope.benchmark.reference FOLDER`` reads FOLDER/index.json (file, group, options)
and every results file of the group "clean" beside it, and writes assess/reference.csv. The data are
not part of the package; the table holds one statistic and, of a test, its p-value.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import polars as pl

from tallyscope.assess.reference import Kind
from tallyscope.errors import NotApplicable
from tallyscope.methods import METHODS
from tallyscope.sources import read
from tallyscope.tally import Tally
from tallyscope.writing import write_text

TARGET = Path(__file__).parent.parent / "assess" / "reference.csv"


def statistics_of(election: str, country: str, tally: Tally) -> list[dict[str, object]]:
    """Return one row per statistic that the election has, and again as if it had no register."""
    rows = _rows(tally, {"election": election, "country": country, "published": True})
    if tally.registered is not None:
        bare = replace(tally, registered=None)
        rows += _rows(bare, {"election": election, "country": country, "published": False})
    return rows


def _rows(tally: Tally, told: dict[str, object]) -> list[dict[str, object]]:
    kind = Kind.of(tally)
    rows = []
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
                "election": told["election"],
                "country": told["country"],
                "n_units": result.n_units,
                "unit_size": kind.unit_size,
                "register": kind.register,
                "published": told["published"],
                "method": method.name,
                "statistic": statistic.name,
                "value": round(statistic.of(result), 4),
                "p_value": None if result.p_value is None else float(f"{result.p_value:.3g}"),
            }
        )
    return rows


def clean_names(folder: Path) -> dict[str, str]:
    """Return the elections whose group in the index is "clean", sorted, with their countries."""
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return {
        name: index[name]["country"] for name in sorted(index) if index[name]["group"] == "clean"
    }


def write(folder: Path, target: Path = TARGET) -> pl.DataFrame:
    """Compute the table for a folder of results files and write it beside the grades."""
    rows = [
        row
        for name, country in clean_names(folder).items()
        for row in statistics_of(name, country, read(folder / f"{name}.parquet"))
    ]
    table = pl.DataFrame(rows, infer_schema_length=None)
    head = (
        f"# made by python -m tallyscope.benchmark.reference, tallyscope {version('tallyscope')},"
        " seed 0; elections widely regarded as clean, the winner's gain\n"
    )
    write_text(head + table.write_csv(), target)
    return table


if __name__ == "__main__":
    sys.stdout.write(f"{write(Path(sys.argv[1]))}\n")
