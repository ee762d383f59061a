"""The table that the assessment quotes, from rows and folders made by hand."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from tallyscope.benchmark import detection
from tallyscope.benchmark.cases import Plan, simulated
from tallyscope.benchmark.runner import Answer, run
from tallyscope.benchmark.trial import ROWS
from tests.benchmark.test_findings import rows, tampered


def honest(method: str, *levels: str, p_values: tuple[float, ...] = (), **more: object) -> Any:
    return [
        {"case": f"{method}{i}", "method": method, "level": level}
        | ({"p_value": p_values[i]} if p_values else {})
        | more
        for i, level in enumerate(levels)
    ]


def test_a_graded_test_alarms_by_its_grade_and_is_judged_by_its_size() -> None:
    told = detection.detection(
        rows(
            *honest("integer_percentages", "unusual", "descriptive", p_values=(0.001, 0.03)),
            *honest(
                "integer_percentages", "descriptive", p_values=(0.4,), question="clean", honest=""
            ),
        ),
        {},
    )["false_alarms"]["integer_percentages"]
    assert told["simulated"] == {"usual": [2, 1]}
    assert told["at_5"] == {"usual": [2, 2]}
    assert told["at_1"] == {"usual": [2, 1]}
    assert told["clean"] == [1, 0]
    assert "graded" in told["alarm"]


def test_a_description_alarms_by_its_grade() -> None:
    told = detection.detection(rows(*honest("fingerprint", "unusual", "descriptive")), {})
    assert told["false_alarms"]["fingerprint"]["simulated"] == {"usual": [2, 1]}
    assert told["false_alarms"]["fingerprint"]["at_5"] is None


@pytest.mark.parametrize("name", ["moments", "small_units"])
def test_a_test_that_is_never_graded_alarms_by_its_p_value(name: str) -> None:
    told = detection.detection(
        rows(*honest(name, "descriptive", "descriptive", p_values=(0.001, 0.2))), {}
    )
    assert told["false_alarms"][name]["simulated"] == {"usual": [2, 1]}
    assert "5% level" in told["false_alarms"][name]["alarm"]


def test_what_is_seen_and_what_was_tried() -> None:
    told = detection.detection(
        rows(
            *[tampered(f"s{i}", 0.1, votes_planted=20, level="unusual") for i in range(5)],
            *[
                {**tampered(f"n{i}", 0.1, votes_planted=50), "mechanism": "copying"}
                for i in range(5)
            ],
        ),
        {"made_by": "a test"},
    )
    assert told["run"] == {"made_by": "a test"}
    assert [(row["mechanism"], row["percent"]) for row in told["tried"]] == [
        ("copying", 5.0),
        ("switching", 2.0),
    ]
    assert told["detectable"] == [
        {
            "mechanism": "switching",
            "where": "anywhere",
            "n_units": 100,
            "method": "integer_percentages",
            "percent": 2.0,
            "low": 2.0,
            "high": None,
            "until": None,
        }
    ]
    assert told["mechanisms"]["edited-totals"]["needs"] == ["totals"]


def made_up(case: Any) -> Answer:
    row = dict.fromkeys(ROWS) | {
        "case": case.name,
        "question": case.question,
        "honest": case.honest,
        "mechanism": case.mechanism,
        "where": case.where,
        "n_units": case.n_units,
        "share": case.share,
        "method": "integer_percentages",
        "p_value": 0.5,
        "level": "descriptive",
        "votes_planted": 3,
        "votes_taken": 0,
        "leader_votes": 100,
    }
    cost = pl.DataFrame({"case": [case.name], "method": ["x"], "seconds": [0.1], "peak_mb": [1.0]})
    return Answer(pl.DataFrame([row], schema=ROWS), cost)


def test_the_run_is_named(tmp_path: Path) -> None:
    cases = list(simulated(Plan(300, 2, 1, (0.1, 0.2))))
    out = tmp_path / "out"
    run(cases, made_up, out, workers=1)
    target = tmp_path / "detection.json"
    detection.main([out], target)
    told = json.loads(target.read_text("utf-8"))
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert told["run"]["program"] == [manifest["program"]]
    assert told["run"]["cases"] == {"size": 20, "power": 28, "clean": 0}
    assert told["run"]["elections"] == [{"n_units": 300, "honest": 2, "tampered": 1}]
    assert told["run"]["seeds"] == [100_000, 213_000]
    results = (out / "results.parquet").read_bytes()
    assert told["run"]["results"] == [hashlib.sha256(results).hexdigest()]
    assert told["run"]["missing"] == 0
    again = tmp_path / "again.json"
    detection.main([out], again)
    assert again.read_bytes() == target.read_bytes()


def test_thresholds_are_those_of_the_packaged_table() -> None:
    packaged = json.loads(detection.TARGET.read_text("utf-8"))
    made = detection.detection(rows(), packaged["run"])
    for part in ("thresholds", "features", "mechanisms"):
        assert made[part] == packaged[part]
