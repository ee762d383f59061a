"""The speed table: every method has its row, and a bar says whether it is met."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from rich.console import Console

from tallyscope import sources
from tallyscope.benchmark import large_text, plain, speed, work
from tallyscope.benchmark.large_text import Form
from tallyscope.benchmark.measure import Measured
from tallyscope.benchmark.plain import PLAIN
from tallyscope.methods import METHODS
from tallyscope.simulate.honest import country
from tallyscope.simulate.publish import publish


def used(wall: float, cpu: float = 0.0, peak_bytes: int = 0) -> Measured:
    return Measured(wall, cpu, peak_bytes, 0, "", "")


def test_every_method_has_a_reference() -> None:
    assert list(PLAIN) == [method.name for method in METHODS]


@pytest.mark.parametrize(
    ("bar", "text", "within", "beyond"),
    [
        (speed.HELP_BAR, "at most 0.3 s", used(0.3), used(0.31)),
        (
            speed.REPORT_BAR,
            "at most 20 s and 1,000 MB",
            used(20, peak_bytes=1_000_000_000),
            used(4, peak_bytes=1_000_000_001),
        ),
        (speed.NULL_BAR, "at most 0.4 CPU s", used(9, 0.4), used(0.1, 0.41)),
    ],
)
def test_bars(bar: speed.Bar, text: str, within: Measured, beyond: Measured) -> None:
    assert str(bar) == text
    assert bar.met_by(within)
    assert not bar.met_by(beyond)


def test_ratio_is_the_cpu_seconds_of_the_reference_for_one_of_ours() -> None:
    row = speed.Row("work", used(1, cpu=0.5), "plain loops", used(20, cpu=15.0))
    assert row.ratio == 30
    assert speed.Row("work", used(1)).ratio is None


def test_the_table_says_what_was_measured(capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        speed.Row("null", used(0.31, 0.3, 9_000_000), "draws", used(17, 16.5), speed.NULL_BAR),
        speed.Row("report", used(21.0, 28.0, 900_000_000), bar=speed.REPORT_BAR),
        speed.Row("method", used(1.0, 1.0, 100_000_000)),
    ]
    Console(width=200).print(speed.table(rows))
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "│ null │ 0.31 │ 0.30 │ 9 │ draws │ 16.50 │ 55.0 │ at most 0.4 CPU s: met │" in lines
    assert "│ report │ 21.00 │ 28.00 │ 900 │ │ │ │ at most 20 s and 1,000 MB: not met │" in lines
    assert "│ method │ 1.00 │ 1.00 │ 100 │ │ │ │ │" in lines


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="only Linux picks processors")
def test_the_command_prints_the_table_of_the_large_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    raw = tmp_path / speed.LARGE_FILE
    raw.parent.mkdir(parents=True)
    raw.write_bytes(b"")
    monkeypatch.setenv("TALLYSCOPE_SHARED", str(tmp_path))
    monkeypatch.setattr(speed, "rows", lambda file: [speed.Row(file.name, used(1.25, cpu=1.0))])
    monkeypatch.setattr(speed, "big_row", lambda folder, units: speed.Row(f"{units:,}", used(9)))
    monkeypatch.setattr(speed, "text_row", lambda folder, form: speed.Row(form, used(8)))
    processors = os.sched_getaffinity(0)
    try:
        speed.main()
        assert len(os.sched_getaffinity(0)) <= speed.PROCESSORS
    finally:
        os.sched_setaffinity(0, processors)
    told = capsys.readouterr().out
    assert "Fastest of 3, on at most 2 processors" in told
    assert "2020.csv.zip" in told
    assert "200,000" in told
    assert "1.25" in told


def test_the_published_file_is_taken_where_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    raw = tmp_path / speed.LARGE_FILE
    raw.parent.mkdir(parents=True)
    raw.write_bytes(b"")
    monkeypatch.setenv("TALLYSCOPE_SHARED", str(tmp_path))
    assert speed.large_file(tmp_path) == raw


@pytest.mark.parametrize("form", speed.FORMS)
def test_large_text_is_imported(
    form: Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_text, "STATIONS_AT_ONCE", 300)
    row = speed.text_row(tmp_path, form, 100_000)
    assert f"{form} (" in row.work
    assert row.bar is not None
    tally = sources.read(tmp_path / f"{form}.parquet")
    assert len(tally) % 300 == 0
    assert len(tally.choices) == large_text.CANDIDATES
    assert not tally.set_aside.height
    assert tally.levels == ("region", "district")


def test_elsewhere_a_file_is_simulated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("TALLYSCOPE_SHARED", raising=False)
    monkeypatch.setattr(speed, "LARGE_UNITS", 500)
    monkeypatch.setattr(speed, "LARGE_REGIONS", 5)
    monkeypatch.setattr(speed, "LARGE_DISTRICTS", 20)
    tally = sources.read(speed.large_file(tmp_path))
    assert len(tally) == 500
    assert tally.levels == ("region", "district")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("speed") / "results.csv"
    publish(country(n_units=600, n_regions=4, n_districts=30, seed=1), path)
    return path


@pytest.mark.parametrize("name", work.WORKS)
def test_every_piece_of_work_is_timed(
    name: str, results: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "MONTE_CARLO_DRAWS", 5)
    monkeypatch.setattr(plain.excess_votes, "DRAWS", 5)
    monkeypatch.setattr(plain.fingerprint, "DRAWS", 5)
    done = work.done(name, results)
    assert set(done) == {"wall", "cpu", "answer"}


def test_plain_and_fast_work_have_the_same_answer(results: Path) -> None:
    tally = sources.read(results)
    observed, expected, _ = PLAIN["integer_percentages"](tally)
    fast = work.WORKS["integer_percentages"](tally)
    assert fast[0] == pytest.approx(observed - expected)
    assert work.exact_null(tally)[0] == pytest.approx(expected)
    correlation = PLAIN["fingerprint"](tally)
    assert correlation[0] == pytest.approx(work.WORKS["fingerprint"](tally)[0])


@pytest.mark.slow
def test_the_whole_table_is_measured(results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = METHODS[:2]  # each is a process with all of the program, and the plain one another
    monkeypatch.setattr(speed, "METHODS", some)
    rows = list(speed.rows(results, repeats=1))
    assert [row.work for row in rows] == [
        "tallyscope --help",
        "results.csv to finished HTML",
        "exact null of integer_percentages",
        *(method.name for method in some),
    ]
    assert all(row.used.wall > 0 for row in rows)


@pytest.mark.slow
def test_ten_times_the_stations_may_take_ten_times_as_long(tmp_path: Path) -> None:
    row = speed.big_row(tmp_path, units=10_000)
    assert (row.work, row.reference) == ("audit of 10,000 stations", "of 1,000")
    assert row.bar is not None
    assert row.reference_used is not None
    assert row.bar.cpu == pytest.approx(10 * row.reference_used.cpu, abs=0.051)
    assert row.bar.met_by(row.used)  # most of both is the start of Python
