"""Two runs that write the same files at once, and a run that is killed, leave whole files."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tallyscope.simulate.honest import country
from tallyscope.simulate.publish import publish

TALLYSCOPE = str(Path(sys.executable).with_name("tallyscope"))


def started(file: Path, out: Path, seed: int) -> subprocess.Popen[bytes]:
    told = ["--html", str(out / "report.html"), "--json", str(out / "result.json")]
    command = [TALLYSCOPE, "audit", str(file), *told, "--seed", str(seed)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def results(tmp_path: Path) -> Path:
    path = tmp_path / "results.csv"
    publish(country(n_units=1_500, n_regions=3, n_districts=30, seed=1), path)
    return path


@pytest.mark.slow
def test_two_audits_into_the_same_files(results: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    runs = [started(results, out, seed) for seed in (1, 2)]
    assert [run.wait() for run in runs] == [0, 0]
    assert json.loads((out / "result.json").read_text("utf-8"))["made_by"]["seed"] in (1, 2)
    assert (out / "report.html").read_text("utf-8").rstrip().endswith("</html>")
    assert sorted(path.name for path in out.iterdir()) == ["report.html", "result.json"]


@pytest.mark.slow
def test_an_audit_that_is_killed_leaves_the_old_files(results: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    old = {out / "report.html": "old report", out / "result.json": "old result"}
    for path, text in old.items():
        path.write_text(text)
    for wait in (0.4, 1.2, 2.0):
        run = started(results, out, 1)
        time.sleep(wait)
        run.kill()
        run.wait()
        for path, text in old.items():
            now = path.read_text("utf-8")
            assert now == text or now.rstrip().endswith(("</html>", "}"))
