"""`new` writes a pack that explains itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tallyscope import evidence
from tallyscope.errors import DataError
from tallyscope.evidence.tables import DESCRIPTOR, TABLES


def test_every_column_is_explained(tmp_path: Path) -> None:
    written = evidence.new(tmp_path / "my pack")
    assert [path.name for path in written] == [DESCRIPTOR, *(table.path for table in TABLES)]
    for table in TABLES:
        text = (tmp_path / "my pack" / table.path).read_text("utf-8")
        for column in table.columns:
            assert f"#   {column.name}" in text
            assert column.about in text


def test_only_places_are_missing(tmp_path: Path) -> None:
    evidence.new(tmp_path / "pack")
    with pytest.raises(DataError, match=r"places\.csv: has no rows yet") as wrong:
        evidence.load(tmp_path / "pack")
    assert len(wrong.value.faults) == 1


def test_the_examples_in_the_comments_are_sound_rows(tmp_path: Path) -> None:
    for path in evidence.new(tmp_path / "pack")[1:]:
        lines = path.read_text("utf-8").splitlines()
        start = next(n for n, line in enumerate(lines) if line.startswith("# Example"))
        rows = [line.removeprefix("#").strip() for line in lines[start + 1 : -1]]
        path.write_text("\n".join([lines[-1], *rows]) + "\n", encoding="utf-8")
    pack = evidence.load(tmp_path / "pack")
    assert len(pack.places) == 2
    assert len(pack.facts) == 6


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DataError, match=r"is not empty; expected .*Nothing was written\."):
        evidence.new(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]
