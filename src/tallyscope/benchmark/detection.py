"""Make the table that the assessment quotes, from the results of a run.

``python -m tallyscope.benchmark.detection DIR...`` reads what ``tallyscope bench --out DIR`` wrote
and writes ``assess/detection.json``: the thresholds of the grades, false alarms by honest feature,
and the least tampering that each method sees. The file names the run that made it: version and hash
of the program, cases, seeds, and the hash of its results.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from tallyscope.assess.benchmarked import Thresholds
from tallyscope.benchmark import findings
from tallyscope.benchmark.cases import USUAL
from tallyscope.methods import METHODS
from tallyscope.result import Method
from tallyscope.simulate.awkward import AWKWARD
from tallyscope.simulate.honest import country
from tallyscope.simulate.mechanisms import MECHANISMS
from tallyscope.writing import write_text

TARGET = Path(__file__).parent.parent / "assess" / "detection.json"
DIGITS = 3  # our choice: significant ones of a percentage; its interval is far wider

# Our choices, the only place of them. The run tells what they lead to: 0.01 and 0.001 are adjusted
# for the number of tests, so that one honest election in a hundred is called unusual by chance.
THRESHOLDS = Thresholds(
    incompatible_p=0.001,
    unusual_p=0.01,
    size=findings.LEVELS[0],
    demotion_p=0.05,
    power=findings.WANTED_POWER,
)
ACCUSED = "This test fell below the 5% level"
GRADED = "What this method finds was graded unusual or worse"


def detection(results: pl.DataFrame, run: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table.

    Parameters
    ----------
    results : polars.DataFrame
        Rows of the run (:data:`tallyscope.benchmark.trial.ROWS`).
    run : mapping
        What made them.
    """
    least = findings.detectable(results).filter(pl.col("method") != findings.ANY)
    tried = least.group_by("mechanism", "where", "n_units").agg(
        elections=pl.col("elections").max(), percent=pl.col("tried").max()
    )
    return {
        "run": dict(run),
        "thresholds": asdict(THRESHOLDS),
        "features": {USUAL: "nothing is awkward"}
        | {name: feature.what for name, feature in AWKWARD.items()},
        "mechanisms": {
            name: {
                "what": mechanism.what,
                "dose": mechanism.usual_dose,
                "dose_is": mechanism.dose_is,
                "needs": ["totals"] if name == "edited-totals" else [],
            }
            for name, mechanism in MECHANISMS.items()
        },
        "false_alarms": {
            method.name: alarms
            for method in METHODS
            if (alarms := _alarms(method, results)) is not None
        },
        "tried": _rounded(tried.sort("mechanism", "where", "n_units")),
        "detectable": _rounded(
            least.filter(pl.col("percent").is_not_null()).drop("elections", "tried")
        ),
    }


def _alarms(method: Method, results: pl.DataFrame) -> dict[str, Any] | None:
    """Count the alarms of a method: rejections of a test that is not graded, else grades."""
    rows = results.filter(pl.col("method") == method.name, pl.col("skipped").is_null())
    honest = rows.filter(pl.col("question") == "size")
    if honest.is_empty():
        return None
    rejects = pl.col("p_value") <= THRESHOLDS.size
    tests = rows["p_value"].null_count() < rows.height
    graded = method.primary or not (method.contested or tests)
    alarm = pl.col("level").is_in(findings.SEEN) if graded else rejects
    return {
        "alarm": GRADED if graded else ACCUSED,
        "simulated": _by_feature(honest, alarm),
        "at_5": _by_feature(honest, rejects) if tests else None,
        "at_1": _by_feature(honest, pl.col("p_value") <= findings.LEVELS[1]) if tests else None,
        "clean": list(_counted(rows.filter(pl.col("question") == "clean"), alarm)),
    }


def _by_feature(rows: pl.DataFrame, alarm: pl.Expr) -> dict[str, list[int]]:
    return {
        feature: list(_counted(of, alarm))
        for feature in (USUAL, *AWKWARD)
        if not (of := rows.filter(pl.col("honest") == feature)).is_empty()
    }


def _counted(rows: pl.DataFrame, alarm: pl.Expr) -> tuple[int, int]:
    return rows.height, int(rows.select(alarm.fill_null(value=False).sum()).item())


def _rounded(table: pl.DataFrame) -> list[dict[str, Any]]:
    return table.with_columns(pl.col(pl.Float64).round_sig_figs(DIGITS)).to_dicts()


def read_run(folders: Sequence[Path]) -> tuple[pl.DataFrame, dict[str, Any]]:
    """Return the results of one or more folders, and what made them."""
    results = pl.concat([pl.read_parquet(folder / "results.parquet") for folder in folders])
    manifests = [json.loads((folder / "manifest.json").read_text("utf-8")) for folder in folders]
    done = set(results["case"].unique())
    by_name = {case["name"]: case for one in manifests for case in one["cases"]}
    cases = [case for name, case in by_name.items() if name in done]
    seeds = [case["seed"] for case in cases if case["seed"]]
    return results, {
        "made_by": "python -m tallyscope.benchmark.detection",
        "tallyscope": sorted({one["tallyscope"] for one in manifests}),
        "program": sorted({one["program"] for one in manifests}),
        "cases": {
            question: sum(case["question"] == question for case in cases)
            for question in ("size", "power", "clean")
        },
        "elections": _elections(cases),
        "missing": sum(len(one["missing"]) for one in manifests),
        "seeds": [min(seeds, default=0), max(seeds, default=0)],
        "unit_size": _unit_size(),
        "data": {name: digest for one in manifests for name, digest in one["data"].items()},
        "results": [
            hashlib.sha256((folder / "results.parquet").read_bytes()).hexdigest()
            for folder in folders
        ],
    }


def _elections(cases: Sequence[Mapping[str, Any]]) -> list[dict[str, int]]:
    """Return how many elections of each size answer one question, at least and at most."""
    counts: dict[int, dict[tuple[str, ...], int]] = {}
    for case in cases:
        if case["question"] == "clean":
            continue
        of = counts.setdefault(case["n_units"], {})
        key = tuple(str(case[name]) for name in ("honest", "mechanism", "where", "share"))
        of[key] = of.get(key, 0) + 1
    told = []
    for size in sorted(counts):
        honest = [n for key, n in counts[size].items() if not key[1]]
        tampered = [n for key, n in counts[size].items() if key[1]]
        told.append(
            {
                "n_units": size,
                "honest": min(honest, default=0),
                "tampered": min(tampered, default=0),
            }
        )
    return told


def _unit_size() -> float:
    """Return the median number of voters of a unit in the simulated country."""
    return float(np.median(country(seed=0).unit_size))


def as_text(told: Mapping[str, Any]) -> str:
    """Return the table as JSON with one row, or one name, on a line."""
    return (
        "{\n"
        + ",\n".join(f"{json.dumps(name)}: {_lines(part)}" for name, part in told.items())
        + "\n}\n"
    )


def _lines(part: Any) -> str:
    if isinstance(part, list):
        return "[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in part) + "\n]"
    rows = (
        f"{json.dumps(name)}: {json.dumps(row, ensure_ascii=False)}" for name, row in part.items()
    )
    return "{\n" + ",\n".join(rows) + "\n}"


def main(folders: Sequence[Path], target: Path = TARGET) -> None:
    """Write the table for the folders of a run."""
    told = detection(*read_run(folders))
    write_text(as_text(told), target)


if __name__ == "__main__":
    main([Path(word) for word in sys.argv[1:]])
