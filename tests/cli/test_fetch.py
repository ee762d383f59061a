"""`tallyscope fetch`: public data sets by name, here from a mirror on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tallyscope.cli import main
from tallyscope.cli.main import app
from tallyscope.sources import catalogue, read
from tests.sources.file_server import Behaviour, serving

NAME, FILE = "russia-2020-referendum", "2020.csv.zip"


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(catalogue, "_users_cache", lambda: tmp_path / "cache")
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_list_says_where_whose_and_how_large() -> None:
    done = CliRunner().invoke(app, ["fetch", "--list"])
    assert done.exit_code == 0
    assert f"{NAME}\n  Russia, vote on the constitution, 1 July 2020" in done.output
    assert "  1,692,813 bytes, https://github.com/dkobak/elections/" in done.output
    assert done.output.count("  Licence: ") == done.output.count("  Cite: ") >= 2


def test_it_is_fetched_and_imported_without_a_question(
    shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = (shared / "data" / "russia" / "raw" / FILE).read_bytes()
    with serving(Behaviour({f"/{NAME}/{FILE}": data})) as server:
        monkeypatch.setenv(catalogue.MIRROR, server.url)
        done = CliRunner().invoke(app, ["fetch", NAME, "--to", "here"])
        assert done.exit_code == 0, done.output
    schema = f"here/{NAME}.schema.toml"
    assert f"File: here/{FILE}\nSchema: {schema}\n" in done.output
    done = CliRunner().invoke(
        app, ["import", f"here/{FILE}", "--schema", schema, "-o", "tally.parquet"]
    )
    assert done.exit_code == 0, done.output
    tally = read("tally.parquet")
    assert (len(tally), tally.contest.focus) == (96_765, "ДА")
    # votes as the file of the commission has them, without the electronic ones
    assert tally.votes.sum(axis=0).tolist() == [57_071_119, 15_347_937]


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        (Behaviour({}), "there is no file at "),
        (Behaviour({f"/{NAME}/{FILE}": b"another"}), "is another file than the one that was"),
    ],
)
def test_a_message_and_exit_code_3_where_it_fails(
    behaviour: Behaviour,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["tallyscope", "fetch", NAME, "--to", "here"])
    with serving(behaviour) as server:
        monkeypatch.setenv(catalogue.MIRROR, server.url)
        with pytest.raises(SystemExit) as stopped:
            main.run()
    assert stopped.value.code == main.EXIT_DATA
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("tallyscope: ")
    assert said in err
    assert not Path("here").exists()


@pytest.mark.parametrize("words", [[], [NAME, "--list"]])
def test_wrong_use_is_told(words: list[str]) -> None:
    done = CliRunner().invoke(app, ["fetch", *words])
    assert done.exit_code == 2
    assert "give the name of a data set, or --list" in " ".join(done.output.split())
