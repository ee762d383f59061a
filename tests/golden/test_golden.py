"""What a user sees, to the letter: stdout, stderr and the exit code of a few commands.

A change of words shows up here as a diff that a person reads. To write the files anew:
``TALLYSCOPE_WRITE_GOLDEN=1 pytest tests/golden``.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tallyscope.cli import main
from tests.golden.files import FILES

HERE = Path(__file__).parent
CASES = {
    "sound": "audit sound.csv --json result.json",
    "totals": "audit totals.csv",
    "missing": "audit nowhere.csv",
    "empty": "audit empty.csv",
    "no_votes": "audit no_votes.csv",
    "no_counts": "audit no_counts.csv",
    "above": "audit above.csv",
    "doubled": "audit doubled.csv",
    "two_readings": "audit two_readings.csv",
    "cut_off": "audit cut_off.zip",
    "one_unit": "audit one_unit.csv",
    "misspelt_choice": "audit sound.csv --choice Yess",
    "story": "read story.txt --published 2022-09-27",
    "no_story": "check no_story.txt",
    "wrong_option": "audit sound.csv --colour red",
}


@pytest.mark.parametrize("name", CASES)
def test_command_prints_what_it_printed(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setattr("sys.argv", ["tallyscope", *CASES[name].split()])
    for make in FILES:
        make(tmp_path)
    capsys.readouterr()
    with pytest.raises(SystemExit) as stopped:
        main.run()
    out, err = capsys.readouterr()
    code = stopped.value.code or 0
    seen = f"$ tallyscope {CASES[name]}\nexit code {code}\n--- stdout\n{out}--- stderr\n{err}"
    expected = HERE / f"{name}.txt"
    if os.environ.get("TALLYSCOPE_WRITE_GOLDEN"):
        expected.write_text(seen, encoding="utf-8")
    assert seen == expected.read_text(encoding="utf-8")


def test_cases_and_files_are_the_same_and_few() -> None:
    assert {path.stem for path in HERE.glob("*.txt")} == set(CASES)
    assert len(CASES) <= 15
