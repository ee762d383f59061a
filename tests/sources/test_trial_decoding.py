"""Damaged Parquet that would end the process is refused in words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from tallyscope.errors import DataError
from tallyscope.sources import read
from tallyscope.sources.content import Content
from tallyscope.sources.readers import parquet, trial_decoding
from tallyscope.sources.readers.trial_decoding import survives

# One byte of it differs from a sound file; polars 2.1 then asks for two exabytes of memory.
FATAL = Path(__file__).parent / "damaged" / "ends_the_process.parquet"


def sound() -> bytes:
    """Return a small Parquet file."""
    file = io.BytesIO()
    pl.DataFrame({"yes": [1, 2]}).write_parquet(file)
    return file.getvalue()


@pytest.fixture
def killing(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the trial end the process that runs it, whatever the file."""
    trial_decoding._end()
    with monkeypatch.context() as changed:
        changed.setattr(trial_decoding, "_PROGRAM", "import os; os.abort()")
        yield
    trial_decoding._end()


def test_a_stored_tally_that_ends_the_process_is_refused() -> None:
    with pytest.raises(DataError, match=r"It was changed since it was stored"):
        read(FATAL)


def test_the_next_file_is_tried_in_a_new_process() -> None:
    survives("Parquet", FATAL.read_bytes())
    assert survives("Parquet", sound())
    assert survives("Parquet", sound())


def test_damage_that_is_an_exception_is_survived() -> None:
    assert survives("Parquet", b"PAR1 nothing PAR1")


@pytest.mark.usefixtures("killing")
def test_what_ends_the_trial_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(sound())
    assert not survives("Parquet", sound())
    with pytest.raises(DataError, match=r"decoding it ends the program .*; fetch it again"):
        parquet.read(Content(path.read_bytes(), "a.parquet"))


def test_without_a_python_program_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "")
    assert survives("Parquet", b"")
