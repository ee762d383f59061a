"""The page of a benchmark: what it says, and the same bytes twice."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tallyscope.benchmark.cases import Case, Plan, simulated
from tallyscope.benchmark.runner import Answer, run
from tallyscope.benchmark.trial import ROWS
from tallyscope.report import bench_page
from tests.benchmark.test_detection import made_up

PLAN = Plan(20_000, 20, 4, (0.1, 0.2))


def seen_from_a_fifth(case: Case) -> Answer:
    """Answer that copying is seen at the larger part, and that clerks make a test reject."""
    answer = made_up(case)
    row = answer.rows.to_dicts()[0]
    row["votes_planted"] = round(100 * row["share"])
    if row["mechanism"] == "copying" and row["share"] == 0.2:
        row["level"] = "unusual"
    if row["honest"] == "rounding-clerks":
        row["p_value"] = 0.01
    return Answer(pl.DataFrame([row], schema=ROWS), answer.costs)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    run(list(simulated(PLAN)), seen_from_a_fifth, folder / "run", workers=1)
    bench_page.main([str(folder / "run"), "--out", str(folder / "docs")])
    return folder / "docs"


def test_the_page_names_its_run(written: Path) -> None:
    page = (written / "benchmark-results.md").read_text("utf-8")
    assert "200 honest and 112 tampered simulated elections, 0 real ones" in page
    assert "| 20,000 | 20 | 4 |" in page


def test_bars_are_judged(written: Path) -> None:
    page = (written / "benchmark-results.md").read_text("utf-8")
    assert (
        "| size at most 5% for every primary test on every honest feature | integer_percentages |"
        " no |" in page
    )
    assert "units, power 0.8 | not noticed up to 20% | no |" in page


def test_what_fails_is_told_with_its_numbers(written: Path) -> None:
    page = (written / "benchmark-results.md").read_text("utf-8")
    assert "one clerk in ten rounds lists, and half of these votes, honestly (20 of 20)" in page


def test_the_least_noticed_and_what_is_not(written: Path) -> None:
    page = (written / "benchmark-results.md").read_text("utf-8")
    # 4 of 4 at 20% and 0 of 4 at 10%: 0.8 lies at four fifths between, on a scale of logarithms
    assert "| copying | in units anywhere | 17% (" in page
    assert "| switching | in units anywhere | not up to 20% |" in page


def test_pictures_are_the_same_twice(written: Path, tmp_path: Path) -> None:
    bench_page.main([str(written.parent / "run"), "--out", str(tmp_path)])
    names = sorted(path.name for path in (written / "benchmark").iterdir())
    assert names == ["false-alarms.svg", "least.svg", "power.svg"]
    for name in names:
        first = (written / "benchmark" / name).read_bytes()
        assert first.startswith(b"<svg")
        assert first == (tmp_path / "benchmark" / name).read_bytes()
