"""`tallyscope bench`: runs, goes on where it stopped, says what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tallyscope.benchmark import cases
from tallyscope.benchmark.cases import Plan
from tallyscope.cli import main
from tallyscope.errors import DataError

TINY = (Plan(300, 1, 1, (0.1,)),)


@pytest.fixture(autouse=True)
def tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cases.PLANS, "small", TINY)


@pytest.mark.slow
def test_it_runs_and_goes_on(tmp_path: Path) -> None:
    asked = ["bench", "--out", str(tmp_path), "--cases", "small:size-t", "--workers", "1"]
    first = CliRunner().invoke(main.app, asked)
    assert first.exit_code == 0, first.output
    assert "3 elections looked at, 0 were done before, 0 failed." in first.output
    assert "Honest elections" in first.output
    assert "results.parquet" in first.output
    again = CliRunner().invoke(main.app, asked)
    assert "0 elections looked at, 3 were done before" in again.output


def test_a_plan_that_does_not_exist(tmp_path: Path) -> None:
    done = CliRunner().invoke(main.app, ["bench", "--out", str(tmp_path), "--cases", "smal"])
    assert isinstance(done.exception, DataError)
    assert "there is no plan 'smal'" in str(done.exception)
