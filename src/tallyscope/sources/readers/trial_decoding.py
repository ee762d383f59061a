"""Decode a Parquet, Arrow or binary workbook in another process first, which damage may end.

They are decoded in Rust. Most damage arrives as an exception, but some makes it ask for more
memory than there is, and that ends the process at once, past every exception, without a word to
the user. The other process is started with the first such file and serves all later ones.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, cast

from tallyscope.errors import DataError, Fault

# Exceptions are of no interest here: they come again where the file is read in earnest.
_PROGRAM = """
import io, sys
import fastexcel
import polars as pl
def sheets(data):
    book = fastexcel.read_excel(data.read())
    for name in book.sheet_names:
        book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
load = {b"Parquet": pl.read_parquet, b"Arrow": pl.read_ipc, b"workbook": sheets}
while line := sys.stdin.buffer.readline():
    name, size = line.split()
    data = io.BytesIO(sys.stdin.buffer.read(int(size)))
    try:
        load[name](data)
    except BaseException:
        pass
    sys.stdout.buffer.write(b".")
    sys.stdout.buffer.flush()
"""
_lock = threading.Lock()
_running: list[tuple[int, subprocess.Popen[bytes]]] = []  # at most one, with who started it


def survives(name: str, data: bytes) -> bool:
    """Whether a process outlives decoding a "Parquet", "Arrow" or "workbook" file.

    True as well where no Python program is known that could try it.
    """
    if not sys.executable:
        return True
    with _lock:
        process = _process()
        sent, answer = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        with suppress(OSError):  # it ended while the file was sent
            sent.write(f"{name} {len(data)}\n".encode())
            sent.write(data)
            sent.flush()
            if answer.read(1):
                return True
        _end()
        return False


def refuse_fatal(name: str, data: bytes, *, called: str) -> None:
    """Refuse a file that decoding would end this process with.

    Raises
    ------
    DataError
        In which the file is `called` so: "the Parquet file".
    """
    if not survives(name, data):
        raise DataError(
            Fault(
                f"{called} cannot be read: decoding it ends the program that does so",
                remedy="It is damaged, or needs more memory than this machine has; fetch it again",
            )
        )


def _process() -> subprocess.Popen[bytes]:
    """The process that tries, started if there is none of this process, or it has ended."""
    for started_by, process in _running:
        if started_by == os.getpid() and process.poll() is None:
            return process
    _end()
    process = subprocess.Popen(  # noqa: S603  # our own program; the file is data to it
        [sys.executable, "-P", "-c", _PROGRAM],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    _running.append((os.getpid(), process))
    return process


def _end() -> None:
    """Let go of the process; one that another process started is left to that."""
    for started_by, process in _running:
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                cast("IO[bytes]", pipe).close()
        if started_by == os.getpid():
            process.wait()
    _running.clear()


atexit.register(_end)
