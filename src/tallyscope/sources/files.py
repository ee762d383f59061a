"""A path into a table.

What lies in a file is named as if the file were a folder: ``results.zip/2011.csv`` is a member of
an archive, ``results.xlsx/Sheet 2`` a sheet, ``votes.sqlite/stations`` a table of a database, and
``detail.xml/Governor`` a contest. ``*`` stands for all members or sheets, read as one table in
which their names are a level, as the files of a folder are.
"""

from __future__ import annotations

import hashlib
import stat
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.sources.containers import (
    Unpacked,
    decompressed,
    is_archive,
    is_compressed,
    may_be_table,
    members,
)
from tallyscope.sources.content import ALL, Content
from tallyscope.sources.joining import joined
from tallyscope.sources.limits import DEEPEST_ARCHIVE, LARGEST_FILE, LARGEST_TEXT, Allowance
from tallyscope.sources.readers import HEAD, READABLE, is_delimited, table_of
from tallyscope.sources.table import Table
from tallyscope.sources.whole_rows import PART, Readable


def open_table(path: Path) -> Table:
    """Open a results file, or the results files of a folder.

    Raises
    ------
    DataError
        If there is no such file, or it is empty, cut off, of another format, or has several tables.
    """
    file, part = split_path(path)
    if file.is_dir():
        return _folder(file)
    if _is_large_text(file):
        return _streamed(file, part)
    data = _bytes_of(file)
    if not data:
        raise DataError(
            Fault("the file is empty (0 bytes)", expected=READABLE, remedy="Fetch it again")
        )
    content = Content(data, what=file.name, part=part, allowance=Allowance.of(len(data)))
    table = _table(content, DEEPEST_ARCHIVE)
    return replace(table, sha256=hashlib.sha256(data).hexdigest())


def split_path(path: Path) -> tuple[Path, str]:
    """Split ``archive.zip/member.csv``; a path without a file in it is a file by itself."""
    try:
        if not path.exists():
            for parent in path.parents:
                if parent.is_file():
                    return parent, path.relative_to(parent).as_posix()
    except (OSError, ValueError):
        raise DataError("this is no name of a file") from None
    return path, ""


def _is_large_text(path: Path) -> bool:
    """Tell whether a file is delimited text of several parts, which need not be held as a whole."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or not PART <= status.st_size <= LARGEST_TEXT:
            return False
        with path.open("rb") as file:
            return is_delimited(file.read(HEAD))
    except (OSError, ValueError):
        return False  # whoever reads the file says what is wrong with it


def _streamed(path: Path, part: str) -> Table:
    from tallyscope.sources.readers import delimited

    try:
        with path.open("rb") as file:
            hashed = _Hashed(file)
            table = delimited.read_stream(hashed, what=path.name, part=part)
    except OSError as error:
        raise DataError(f"the file cannot be opened: {error.strerror}") from None
    return replace(table, sha256=hashed.sha256.hexdigest())


class _Hashed:
    """A file whose bytes are hashed while they are read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.sha256 = hashlib.sha256()

    def read(self, size: int, /) -> bytes:
        data = self._file.read(size)
        self.sha256.update(data)
        return data


def _bytes_of(path: Path) -> bytes:
    try:
        kind = path.stat().st_mode
        if not (stat.S_ISREG(kind) or stat.S_ISFIFO(kind)):  # a device may have no end
            raise DataError(Fault("this is no file", expected=f"results by station: {READABLE}"))
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1) if path.stat().st_size <= LARGEST_FILE else None
        if data is None or len(data) > LARGEST_FILE:
            raise DataError(
                Fault(
                    "the file is larger than 2 GB",
                    expected="results by station",
                    remedy="Only delimited text that is not packed may have up to 4 GB",
                )
            )
        return data
    except FileNotFoundError:
        beside = [found.name for found in path.parent.glob("*")] if path.parent.is_dir() else []
        raise DataError(
            Fault("there is no such file", remedy=did_you_mean(path.name, beside).strip())
        ) from None
    except OSError as error:
        raise DataError(f"the file cannot be opened: {error.strerror}") from None
    except ValueError:
        raise DataError("this is no name of a file") from None


def _table(content: Content, depth: int) -> Table:
    """Unpack as long as there is something to unpack, then read."""
    if not (is_compressed(content.data) or is_archive(content.data)):
        return table_of(content)
    if not depth:
        raise DataError(
            Fault(f"{content.name} is an archive in an archive in an archive", remedy="Unpack it")
        )
    if is_compressed(content.data):
        return _inside(content, decompressed(content), depth - 1)
    inside = [_inside(content, member, depth - 1) for member in members(content)]
    return inside[0] if content.part != ALL else joined(inside, what=content.what, level="file")


def _inside(content: Content, member: Unpacked, depth: int) -> Table:
    """Read what is packed in a file: text of several parts is never unpacked as a whole."""
    first = member.read(PART)
    if len(first) == PART and is_delimited(first[:HEAD]):
        from tallyscope.sources.readers import delimited

        named = content.inside(member.name, b"")
        stream = _Continued(first, member)
        table = delimited.read_stream(stream, what=named.what, where=named.where, part=named.part)
        member.count()
        return table
    data = first + member.read(LARGEST_FILE) if len(first) == PART else first
    member.count()
    return _table(content.inside(member.name, data), depth)


class _Continued:
    """A stream of which the first bytes were read already, and are read again."""

    def __init__(self, first: bytes, stream: Readable) -> None:
        self._first = first
        self._stream = stream

    def read(self, size: int, /) -> bytes:
        data, self._first = self._first[:size], self._first[size:]
        return data if len(data) == size else data + self._stream.read(size - len(data))


def _folder(folder: Path) -> Table:
    files = sorted(file for file in folder.iterdir() if file.is_file() and may_be_table(file.name))
    if not files:
        raise DataError(
            Fault("there are no files in this folder", expected=f"results files: {READABLE}")
        )
    tables = []
    for file in files:
        try:
            tables.append(replace(open_table(file), what=folder.name, where=file.name))
        except DataError as error:
            told = [replace(f, where=f"{file.name}, {f.where}".rstrip(", ")) for f in error.faults]
            raise DataError(told) from None
    return joined(tables, what=folder.name, level="file")
