"""Files are written wholly or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tallyscope.writing import replacing


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with replacing(path) as beside:
        beside.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert names(tmp_path) == ["a.txt"]


def cut_off(path: Path) -> None:
    with replacing(path) as beside:
        beside.write_text("ne")
        raise KeyboardInterrupt


def test_whatever_goes_wrong_the_old_file_stays_and_nothing_half_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        cut_off(path)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["a.txt"]


def test_two_at_once_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with replacing(path) as one, replacing(path) as other:
        assert one != other
        one.write_text("one")
        other.write_text("other")
    assert path.read_text() == "one"  # the outer one finishes last
    assert names(tmp_path) == ["a.txt"]


def test_a_folder_that_is_not_there_is_named_by_the_file_that_was_wanted(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "a.txt"
    with pytest.raises(FileNotFoundError) as caught, replacing(path) as beside:
        beside.write_text("x")
    assert caught.value.filename == str(path)
