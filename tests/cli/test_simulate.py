"""`tallyscope simulate`: the file reads back as the election, and the truth beside it is exact."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner, Result

from tallyscope import sources
from tallyscope.cli import main
from tallyscope.simulate.awkward import AWKWARD
from tallyscope.simulate.honest import country
from tallyscope.simulate.mechanisms import MECHANISMS
from tallyscope.simulate.publish import publish
from tallyscope.simulate.resampled import resample
from tallyscope.simulate.tamper import Placement


def ran(folder: Path, *arguments: str) -> Result:
    out = str(folder / "vote.parquet")
    return CliRunner().invoke(main.app, ["simulate", "--out", out, *arguments])


def test_an_honest_country_with_nothing_beside_it(tmp_path: Path) -> None:
    done = ran(tmp_path, "--units", "700", "--seed", "4")
    assert done.exit_code == 0, done.output
    honest = country(n_units=700, n_regions=20, n_districts=20, seed=4)
    read = sources.read(tmp_path / "vote.parquet")
    assert read.units.equals(honest.units.drop("kind"))
    assert np.array_equal(read.votes, honest.votes)
    assert pl.read_parquet(tmp_path / "vote.truth.parquet").height == 0
    assert done.output.splitlines() == [
        "700 stations, seed 4. Nobody tampered.",
        f"Written: {tmp_path / 'vote.parquet'}",
        f"Written: {tmp_path / 'vote.truth.parquet'}",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "vote.parquet",
        "vote.truth.parquet",
    ]


def test_features_and_tampering_are_those_of_the_library(tmp_path: Path) -> None:
    done = ran(
        tmp_path,
        *("--units", "1400", "--seed", "2", "--honest", "tiny-units", "--honest", "two-camps"),
        *("--tamper", "switching", "--share", "0.2", "--size", "0.5"),
        *("--placement", "strongholds"),
    )
    assert done.exit_code == 0, done.output
    honest = country(n_units=1_400, n_regions=20, n_districts=20, seed=2)
    awkward = AWKWARD["two-camps"](AWKWARD["tiny-units"](honest, 2), 2)
    where = Placement(0.2, among="strongholds")
    tampered = MECHANISMS["switching"](awkward, where, 0.5, 2)
    read = sources.read(tmp_path / "vote.parquet")
    truth = pl.read_parquet(tmp_path / "vote.truth.parquet")
    assert np.array_equal(read.votes, tampered.tally.votes)
    assert truth.equals(tampered.truth)
    assert set(truth["unit"]) <= set(read.units["unit"])
    assert done.output.startswith(
        f"1,400 stations, seed 2. switching in {truth.height} stations,"
        f" {tampered.votes_added:,} votes added for leader, {tampered.votes_added:,} taken from"
        " others, 0 ballots added.\n"
    )


@pytest.mark.parametrize("placement", ["random", "one-region", "small-units", "strongholds"])
def test_placements(placement: str, tmp_path: Path) -> None:
    done = ran(
        tmp_path,
        *("--units", "600", "--tamper", "incremental-stuffing", "--placement", placement),
    )
    assert done.exit_code == 0, done.output
    regions = pl.read_parquet(tmp_path / "vote.truth.parquet")["unit"].str.slice(0, 9).n_unique()
    assert (regions == 1) == (placement == "one-region")


def test_edited_totals_are_a_file_of_their_own(tmp_path: Path) -> None:
    done = ran(tmp_path, "--units", "2000", "--tamper", "edited-totals", "--seed", "1")
    assert done.exit_code == 0, done.output
    stations = sources.read(tmp_path / "vote.parquet")
    totals = sources.read(tmp_path / "vote.totals.parquet")
    truth = pl.read_parquet(tmp_path / "vote.truth.parquet")
    assert set(truth["unit"]) <= set(totals.units["unit"])
    gain = totals.votes.sum(axis=0) - stations.votes.sum(axis=0)
    assert gain[0] == truth["votes_added"].sum() > 0
    assert gain.sum() == 0
    assert "edited-totals in 3 totals" in done.output


def test_a_real_election_voted_anew(tmp_path: Path) -> None:
    real = country(n_units=800, n_regions=5, n_districts=20, seed=9)
    publish(real, tmp_path / "real.csv")
    source = str(tmp_path / "real.csv")
    done = ran(tmp_path, "--from", source, "--tamper", "careful", "--choice", "second")
    assert done.exit_code == 0, done.output
    read = sources.read(tmp_path / "vote.parquet")
    assert np.array_equal(read.counts("registered"), real.counts("registered"))
    expected = MECHANISMS["careful"](
        resample(sources.read(source, choice="second")), Placement(0.1)
    )
    assert np.array_equal(read.votes, expected.tally.votes)
    assert "votes added for second" in done.output


def test_rows_that_are_left_out_are_told(tmp_path: Path) -> None:
    real = country(n_units=100, n_regions=5, n_districts=20, seed=9)
    publish(real, tmp_path / "real.csv")
    lines = (tmp_path / "real.csv").read_text("utf-8").splitlines()
    lines[5] = ",".join([*lines[5].split(",")[:3], *[""] * 8])
    (tmp_path / "real.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = ran(tmp_path, "--from", str(tmp_path / "real.csv"))
    assert done.exit_code == 0, done.output
    assert "1 rows of the real results were set aside" in done.output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--tamper", "swiching"], "there is no mechanism 'swiching'; expected one of"),
        (["--honest", "tiny"], "there is no honest feature 'tiny'; expected one of tiny-units,"),
        (["--share", "0.1"], "--share, --size, --placement and --choice go with --tamper."),
        (["--from", "a.csv", "--units", "50"], "a real election has its own stations"),
        (["--columns", "registered=X"], "--columns goes with --from."),
        (["--units", "5"], "Invalid value for '--units'"),
        (["--tamper", "careful", "--share", "1.5"], "Invalid value for '--share'"),
        (["--tamper", "careful", "--placement", "north"], "Invalid value for '--placement'"),
        (["--out", "vote.csv"], "vote.csv does not end in .parquet."),
    ],
)
def test_wrong_use(arguments: list[str], message: str, tmp_path: Path) -> None:
    done = ran(tmp_path, *arguments)
    assert done.exit_code == 2
    assert message in " ".join(done.output.split())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--from", "nowhere.csv"], "tallyscope: nowhere.csv: there is no such file."),
        (
            ["--tamper", "switching", "--choice", "leadr"],
            "tallyscope: there is no choice 'leadr'; expected one of 'leader', 'second', 'third'."
            " Did you mean 'leader'?",
        ),
    ],
)
def test_wrong_data(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["tallyscope", "simulate", "--out", "v.parquet", *arguments])
    with pytest.raises(SystemExit) as stopped:
        main.run()
    assert stopped.value.code == 3
    assert capsys.readouterr().err.strip() == message
    assert not list(tmp_path.iterdir())


def test_names_in_the_help_are_all_there_are() -> None:
    text = " ".join(CliRunner().invoke(main.app, ["simulate", "--help"]).output.split())
    joined = text.replace("- ", "-")
    assert all(name in joined for name in (*MECHANISMS, *AWKWARD))
