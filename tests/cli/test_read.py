"""`tallyscope read`, and the second reader that `read` and `check` may ask."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from tallyscope.cli.main import app
from tallyscope.reading.schema import reading_schema
from tests.reading.stub_server import Answer, completion, serving

STORY = "Officials in Kherson said on Sunday that 52.3% of votes were in favour.\n"
CLAIM = {
    "quotation": "52.3% of votes were in favour",
    "kind": "turnout",
    "number": "52.3%",
    "value": "52.3",
    "places": ["Kherson"],
    "option": None,
    "speaker": "Officials in Kherson",
}


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def run(*words: str) -> str:
    ran = CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})
    assert ran.exit_code == 0, ran.output
    return ran.output


def test_the_json_keeps_to_the_schema(story: Path, tmp_path: Path) -> None:
    out = tmp_path / "reading.json"
    told = run("read", str(story), "--published", "2022-09-27", "--json", str(out))
    data = json.loads(out.read_text("utf-8"))
    jsonschema.validate(data, reading_schema())
    assert [one["kind"] for one in data["statements"]] == ["share"]
    assert "Numbers: read 1 of 1 numbers." in told
    assert f"Written: {out}" in told


@pytest.mark.parametrize("command", ["read", "check"])
def test_differences_to_the_second_reader_are_shown(command: str, story: Path) -> None:
    lying = {**CLAIM, "quotation": "99.9% of votes were in favour", "number": "99.9%"}
    with serving(Answer(completion({"statements": [CLAIM, lying]}))) as server:
        told = run(command, str(story), "--model-url", server.url, "--model", "stub")
    assert "1 statement accepted" in told
    assert "1 refused" in told
    assert "kind at “52.3% of votes were in favour”: rules share, model turnout" in told


def test_a_broken_second_reader_breaks_nothing(story: Path) -> None:
    with serving(Answer(b"no", status=500)) as server:
        told = run("read", str(story), "--model-url", server.url, "--model", "stub")
    assert "The second reader did not answer" in told
    assert "52.3%" in told


def test_address_and_name_go_together(story: Path) -> None:
    ran = CliRunner().invoke(app, ["read", str(story), "--model", "stub"])
    assert ran.exit_code == 2
    assert "--model-url and --model go together" in ran.output
