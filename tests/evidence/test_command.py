"""`tallyscope evidence new | validate | show`."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tallyscope.cli.evidence import app
from tallyscope.errors import DataError
from tests.evidence.packs import write


def run(*words: str | Path) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_new_then_validate(tmp_path: Path) -> None:
    told = run("new", tmp_path / "pack")
    assert told.count("Written: ") == 8
    assert told.endswith(f"then: tallyscope evidence validate {tmp_path / 'pack'}\n")
    with pytest.raises(DataError, match="has no rows yet"):
        run("validate", tmp_path / "pack")


def test_validate_counts_rows(tmp_path: Path) -> None:
    told = run("validate", write(tmp_path / "pack"))
    assert told.splitlines()[:3] == [
        "Test: no fault in 2 rows.",
        "  places            2",
        "  areas             0",
    ]


def test_show_names_places(tmp_path: Path) -> None:
    told = run("show", write(tmp_path / "pack"))
    assert "  Examplia (Republic of Examplia, EX)\n  North (The North)\n" in told


def test_show_a_place_of_the_built_in_pack() -> None:
    told = run("show", "--place", "zaporozhye")
    assert told.startswith("Zaporizhzhia\n")
    assert "  C09  share_of_land 24.5% (23.2 to 24.9), 2022-09-28 [Ukraine, DeepStateMap]\n" in told
    assert "  A03  area 27,183 km2, 2022-01-01 to 2022-12-31 [official]\n" in told
    assert "        https://tass.com/politics/1514527\n" in told


def test_show_an_unknown_place() -> None:
    with pytest.raises(DataError, match=r"no place 'Khersn'.* Did you mean 'Kherson'\?"):
        run("show", "--place", "Khersn")


def test_help_is_there_for_every_command() -> None:
    assert "new" in run("--help")
    for command in ("new", "validate", "show"):
        assert run(command, "--help")
