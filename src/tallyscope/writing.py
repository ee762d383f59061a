"""Files that are written wholly or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a place beside `path` to write to; what was written there takes its place at the end.

    If writing is cut off or fails, a file that stood at `path` is untouched and no half file is
    left. Two who write the same file at once do not meet: the last to finish stays.

    Raises
    ------
    OSError
        If it cannot be written, with the name of `path`.
    """
    beside = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        yield beside
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as wrong:
        raise OSError(wrong.errno, wrong.strerror, str(path)) from wrong
    finally:
        beside.unlink(missing_ok=True)
