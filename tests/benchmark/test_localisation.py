"""Rankings held against a known truth, the command, and what came out in Afghanistan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tallyscope.benchmark import localisation as module
from tallyscope.benchmark.localisation import ALL, localisation, main, told, truth_of
from tallyscope.errors import DataError
from tallyscope.simulate.honest import country
from tallyscope.simulate.publish import results_file
from tallyscope.simulate.stuffing import extreme_stuffing
from tallyscope.simulate.tamper import Placement
from tallyscope.sources import read
from tallyscope.stats.precision_recall import average_precision, precision_recall
from tallyscope.tally import Tally
from tests.conftest import REPOSITORY


@pytest.fixture(scope="module")
def stuffed() -> tuple[Tally, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    honest = country(n_units=1_500, n_regions=5, n_districts=30, turnout=0.5, seed=3)
    planted = extreme_stuffing(honest, Placement(0.05), seed=1)
    wrong = planted.tally.units["unit"].is_in(planted.truth["unit"].to_list()).to_numpy()
    return planted.tally, wrong


def test_planted_units_are_ranked_first_by_neighbours(
    stuffed: tuple[Tally, np.ndarray[tuple[int], np.dtype[np.bool_]]],
) -> None:
    found = localisation(*stuffed)
    assert found.base_rate == pytest.approx(0.05)
    by_name = {ranking.name: ranking for ranking in found.rankings}
    neighbours = by_name["neighbours"]
    assert neighbours.average_precision > 5 * found.base_rate
    assert neighbours.low <= neighbours.average_precision <= neighbours.high
    assert neighbours.right > 0.8 * neighbours.listed
    assert by_name[ALL].kind == "together"
    assert by_name["number of votes"].kind == "yardstick"
    nobody = [r for r in found.rankings if r.kind == "method" and r.listed == 0]
    assert all(r.average_precision == pytest.approx(found.base_rate) for r in nobody)
    assert f"{int(stuffed[1].sum()):,} of 1,500 units are wrong: 0.0500" in told(found)


def test_curves_end_with_everything(
    stuffed: tuple[Tally, np.ndarray[tuple[int], np.dtype[np.bool_]]],
) -> None:
    curves = localisation(*stuffed).curves
    for _, curve in curves.group_by("ranking"):
        assert curve["recall"].is_sorted()
        assert curve["recall"][-1] == pytest.approx(1)
        assert curve["met"][-1] == pytest.approx(1)
        assert curve["precision"][-1] == pytest.approx(0.05)


def test_a_unit_that_counts_twice_is_there_twice() -> None:
    score, wrong = np.array([3.0, 2.0, 1.0, 0.0]), np.array([False, True, True, False])
    weight = np.array([0.0, 2.0, 1.0, 1.0])
    twice = average_precision(np.array([2.0, 2.0, 1.0, 0.0]), np.array([True, True, True, False]))
    assert average_precision(score, wrong, weight) == pytest.approx(twice)
    assert precision_recall(score, wrong, weight).score.tolist() == [2.0, 1.0, 0.0]


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tally = country(n_units=300, n_regions=2, n_districts=6, seed=1)
    frame = results_file(tally)
    status = ["bad" if i % 10 == 0 else "good" for i in range(frame.height)]
    path = tmp_path / "results.csv"
    frame.with_columns(pl.Series("x_audit", status)).write_csv(path)
    curves, figure = tmp_path / "curves.csv", tmp_path / "curves.svg"
    words = [str(path), "--truth", "x_audit=bad", "--curves", str(curves), "--figure", str(figure)]
    assert main(words) == 0
    assert "30 of 300 units are wrong" in capsys.readouterr().out
    assert pl.read_csv(curves).columns == ["ranking", "met", "recall", "precision"]
    assert figure.read_text("utf-8").startswith("<svg")


def test_a_truth_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tally = country(n_units=300, n_regions=2, n_districts=6, seed=1)
    path = tmp_path / "results.csv"
    results_file(tally).write_csv(path)
    assert main([str(path), "--truth", "kinds=town"]) == 3
    assert "--truth is 'kinds=town'; expected COLUMN=VALUE" in capsys.readouterr().err
    with pytest.raises(DataError, match="0 of 300 units have kind = city; expected some"):
        truth_of(tally, "kind=city")
    with pytest.raises(DataError, match="expected COLUMN=VALUE"):
        truth_of(tally, "kind")


def test_methods_that_cannot_run_are_named() -> None:
    tally = country(n_units=120, n_regions=1, n_districts=1, seed=1)
    few = replace(tally, registered=None, issued=None, ballots=None, invalid=None)
    wrong = np.arange(120) % 7 == 0
    found = localisation(few, wrong)
    ranked = {ranking.name for ranking in found.rankings if ranking.kind == "method"}
    assert set(found.silent) & ranked == set()
    assert all(f"{name}: not ranked, {why}" in told(found) for name, why in found.silent.items())


@pytest.mark.slow
def test_what_came_out_in_afghanistan(shared: Path) -> None:
    tally = read(shared / "data" / "world" / "afghanistan-2014-president-runoff.parquet")
    found = localisation(tally, truth_of(tally, "x_audit_status=Invalidated"))
    page = (REPOSITORY / "docs" / "localisation.md").read_text("utf-8")
    rows = [line for line in told(found).splitlines() if line.startswith("|")]
    assert [row for row in rows if row not in page] == []
    assert f"{found.base_rate:.4f}" in page
    assert module.LEAST_SHARE == 0.1
