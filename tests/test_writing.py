"""Files are written wholly or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from tallyscope.writing import replacing, write_text


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


def test_a_link_is_followed(tmp_path: Path) -> None:
    path, link = tmp_path / "a.txt", tmp_path / "link"
    path.write_text("old")
    link.symlink_to(path)
    write_text("new", link)
    assert link.is_symlink()
    assert path.read_text() == "new"


def test_what_is_no_file_is_written_to(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    heard: list[str] = []
    listener = Thread(target=lambda: heard.append(pipe.read_text()))
    listener.start()
    write_text("told", pipe)
    listener.join()
    assert heard == ["told"]
    assert names(tmp_path) == ["pipe"]


def test_the_longest_name(tmp_path: Path) -> None:
    path = tmp_path / ("a" * 255)  # the longest that file systems of Linux, macOS, Windows take
    write_text("new", path)
    assert path.read_text() == "new"


def test_text_is_utf_8_with_line_feeds_and_half_letters_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    write_text("é\n\ud800\n", path)
    assert path.read_bytes() == b"\xc3\xa9\n?\n"


def test_a_process_that_is_killed_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        "from tallyscope.writing import replacing\n"
        "with replacing(Path(sys.argv[1])) as beside:\n"
        "    beside.write_text('ne')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert path.read_text() == "old"


def test_many_processes_that_write_the_same_file_leave_one_of_theirs(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    script = (
        "import sys; from pathlib import Path; from tallyscope.writing import write_text\n"
        "for _ in range(20): write_text(sys.argv[2] * 100_000, Path(sys.argv[1]))\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(path), letter]) for letter in "abc"
    ]
    while any(process.poll() is None for process in running):
        if path.exists():
            seen = path.read_text()
            assert (len(seen), len(set(seen))) == (100_000, 1)
    assert [process.returncode for process in running] == [0, 0, 0]
    assert names(tmp_path) == ["a.txt"]
