"""Many cases: done once, resumed, in processes or on a cluster, with the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from tallyscope.benchmark import runner
from tests.benchmark.case_work import (
    cases,
    counted_squares,
    failing_at_two,
    killed_at_two,
    slow_squares,
    squares,
)


def test_all_cases_are_done_and_joined_in_order(tmp_path: Path) -> None:
    seen: list[str] = []
    done = runner.run(cases(5), squares, tmp_path, workers=2, progress=seen.append)
    assert (done.done, done.kept, done.failed) == (5, 0, 0)
    assert sorted(seen) == [case.name for case in cases(5)]
    assert pl.read_parquet(tmp_path / "results.parquet")["value"].to_list() == [0, 1, 4, 9, 16]
    assert pl.read_parquet(tmp_path / "costs.parquet").height == 5


def test_nothing_is_done_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = tmp_path / "marks"
    marks.mkdir()
    monkeypatch.setenv("TALLYSCOPE_TEST_MARKS", str(marks))
    out = tmp_path / "out"
    runner.run(cases(2), counted_squares, out, workers=1)
    again = runner.run(cases(4), counted_squares, out, workers=1)
    assert (again.done, again.kept) == (2, 2)
    assert len(list(marks.iterdir())) == 4
    assert again.results["value"].to_list() == [0, 1, 4, 9]


def test_another_definition_is_another_case(tmp_path: Path) -> None:
    first, second = cases(2)
    runner.run([first], squares, tmp_path, workers=1)
    changed = runner.run([replace(second, name=first.name)], squares, tmp_path, workers=1)
    assert (changed.done, changed.kept) == (1, 0)
    assert changed.results["value"].to_list() == [1]


def test_an_interrupted_run_leaves_no_half_file(tmp_path: Path) -> None:
    def stop(_name: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        runner.run(cases(3), squares, tmp_path, workers=1, progress=stop)
    files = [path.name for path in (tmp_path / "cases").iterdir()]
    assert not any(name.endswith(".part") for name in files)
    again = runner.run(cases(3), squares, tmp_path, workers=1)
    assert again.kept == 1
    assert again.results["value"].to_list() == [0, 1, 4]


def test_a_case_that_fails_does_not_end_the_run(tmp_path: Path) -> None:
    done = runner.run(cases(4), failing_at_two, tmp_path, workers=2)
    assert (done.done, done.failed) == (3, 1)
    assert done.results["value"].to_list() == [0, 1, 9]
    (error,) = (tmp_path / "cases").glob("*.error.txt")
    assert "two is not squared here" in error.read_text("utf-8")
    assert json.loads((tmp_path / "manifest.json").read_text())["missing"] == ["case-002"]
    mended = runner.run(cases(4), squares, tmp_path, workers=2)
    assert (mended.done, mended.kept, mended.failed) == (1, 3, 0)
    assert not list((tmp_path / "cases").glob("*.error.txt"))


def test_a_killed_process_does_not_take_the_others_along(tmp_path: Path) -> None:
    done = runner.run(cases(4), killed_at_two, tmp_path, workers=2)
    assert done.failed == 1
    assert done.results["value"].to_list() == [0, 1, 9]


def test_the_manifest_says_what_was_asked(tmp_path: Path) -> None:
    runner.run(cases(2), squares, tmp_path, workers=1, hashes={"b": "2", "a": "1"})
    told = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    assert list(told["data"]) == ["a", "b"]
    assert [case["seed"] for case in told["cases"]] == [0, 1]
    assert told["missing"] == []


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(tmp_path: Path) -> None:
    import distributed

    here = runner.run(cases(16), squares, tmp_path / "here", workers=1)
    killed: list[int] = []
    with distributed.LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:

        def kill_one(_name: str) -> None:
            if not killed:
                worker = next(iter(cluster.workers.values()))
                killed.append(worker.pid)
                worker.process.process.kill()

        there = runner.run(
            cases(16),
            slow_squares,
            tmp_path / "there",
            cluster=cluster.scheduler_address,
            progress=kill_one,
        )
    assert killed
    assert (here.failed, there.failed) == (0, 0)
    one, other = (tmp_path / place / "results.parquet" for place in ("here", "there"))
    assert one.read_bytes() == other.read_bytes()
