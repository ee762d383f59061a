"""Parquet, and Arrow (Feather) files."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from tallyscope.errors import DataError, Fault
from tallyscope.sources.content import Content
from tallyscope.sources.readers.trial_decoding import refuse_fatal
from tallyscope.sources.table import Table

STDERR = 2  # file descriptor


def read(content: Content) -> Table:
    """Read a Parquet or Arrow file.

    Raises
    ------
    DataError
        If it is cut off or damaged.
    """
    name = "Parquet" if content.data.startswith(b"PAR1") else "Arrow"
    mark = content.data[:4] if name == "Parquet" else content.data[:6]
    if not content.data.endswith(mark):
        raise DataError(
            Fault(
                f"the {name} file ends too early, after {len(content.data):,} bytes",
                expected="its table of contents at the end",
                remedy="It is cut off; fetch it again",
            )
        )
    refuse_fatal(name, content.data, called=f"the {name} file")
    try:
        with without_panic_text():
            load = pl.read_parquet if name == "Parquet" else pl.read_ipc
            frame = load(io.BytesIO(content.data))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
        first = (str(error).splitlines() or ["no reason given"])[0]
        raise DataError(
            Fault(f"the {name} file cannot be read: {first}", remedy="Fetch it again")
        ) from None
    return Table.of_frame(frame, what=content.what, where=content.where, contest=content.part)


@contextmanager
def without_panic_text() -> Iterator[None]:
    """Keep the trace that a panic of polars writes past Python from the user's screen.

    Damaged Parquet makes polars panic; the panic arrives as an exception and is told as a
    DataError, but its trace goes to the process's standard error first.
    """
    sys.stderr.flush()
    kept = os.dup(STDERR)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), STDERR)
            yield
    finally:
        os.dup2(kept, STDERR)
        os.close(kept)
