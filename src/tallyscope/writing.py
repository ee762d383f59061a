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
    left. Two who write the same file at once do not meet: the last to finish stays. A link is
    followed, and what is no file (``/dev/stdout``, a pipe) is written to as it is.

    Raises
    ------
    OSError
        If it cannot be written, with the name of `path`.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not (target.is_file() or target.is_dir()):
        yield target
        return
    # a short name: beside a name as long as names may be, a longer one could not be written
    beside = target.with_name(f".tallyscope-{uuid4().hex}.part")
    try:
        yield beside
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError as wrong:
        raise OSError(wrong.errno, wrong.strerror, str(path)) from wrong
    finally:
        beside.unlink(missing_ok=True)


def write_text(text: str, path: Path) -> None:
    """Write text in UTF-8 with line feeds, wholly or not at all, as `replacing` does.

    What UTF-8 has no bytes for (half of a surrogate pair, out of a broken file) becomes "?".

    Raises
    ------
    OSError
        If it cannot be written, with the name of `path`.
    """
    with replacing(path) as beside:
        beside.write_bytes(text.encode("utf-8", "replace"))
