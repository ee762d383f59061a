"""A path into a table: plain or zipped CSV, or Parquet; other formats are refused by name.

A zip archive with one table is opened; with several, the file to read is named as if the archive
were a folder: ``results.zip/2011.csv``.
"""

from __future__ import annotations

import hashlib
import io
import lzma
import os
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import polars as pl

from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.sources.table import Table
from tallyscope.sources.text import table_of_text

STDERR = 2  # file descriptor
READABLE = "CSV (also tab, semicolon or |; also zipped) or Parquet"
# More than any country's results by station; guards against archives that unpack without end.
LARGEST_FILE = 2_000_000_000  # bytes; our choice

# How other formats begin, and what to do with them.
_FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "an Excel 97 workbook (.xls)", "Save the sheet as CSV"),
    (b"%PDF", "a PDF", "Take the publisher's table, or convert the PDF to CSV first"),
    (b"\x1f\x8b", "gzip-compressed", "Unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive", "Unpack it first"),
    (b"Rar!", "a RAR archive", "Unpack it first"),
    (b"BZh", "bzip2-compressed", "Unpack it first"),
    (b"\xfd7zXZ", "xz-compressed", "Unpack it first"),
    (b"SQLite format 3", "an SQLite database", "Export the table as CSV"),
    (b"ARROW1", "an Arrow (Feather) file", "Export the table as CSV or Parquet"),
    (b"$FL2", "an SPSS file", "Export the table as CSV"),
    (b"<stata_dta>", "a Stata file", "Export the table as CSV"),
    (b"<!DOCTYPE", "a web page", "Save the table in it as CSV"),
    (b"<html", "a web page", "Save the table in it as CSV"),
    (b"<?xml", "XML", "Export the table as CSV"),
    (b"{", "JSON", "Export the table as CSV"),
    (b"[", "JSON", "Export the table as CSV"),
)
# What zipfile and the decompressors raise on bytes that are no archive.
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, IndexError),
)
_NO_TABLES = (".txt.md5", ".md", ".pdf", ".json", ".xml", ".html", ".ds_store", ".png", ".jpg")


def open_table(path: Path) -> Table:
    """Open a results file.

    Raises
    ------
    DataError
        If there is no such file, or it is empty, cut off, of another format, or an archive with
        several tables.
    """
    archive, member = _split(path)
    data = _bytes_of(archive)
    if not data:
        raise DataError(
            Fault("the file is empty (0 bytes)", expected=READABLE, remedy="Fetch it again")
        )
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(b"PK"):
        name, data = _unzipped(data, member, archive.name)
        table = _table(data, what=path.name if not member else archive.name, where=name)
    elif member:
        raise DataError(f"{archive.name} is no zip archive, so there is no {member} in it")
    else:
        table = _table(data, what=path.name)
    return replace(table, sha256=digest)


def _split(path: Path) -> tuple[Path, str]:
    """Split ``archive.zip/member.csv``; a path without an archive in it has no member."""
    if not path.exists():
        for parent in path.parents:
            if parent.is_file():
                return parent, path.relative_to(parent).as_posix()
    return path, ""


def _bytes_of(path: Path) -> bytes:
    if path.is_dir():
        raise DataError(Fault("this is a folder", expected=f"one results file: {READABLE}"))
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise DataError(Fault("the file is larger than 2 GB", expected="results by station"))
        return path.read_bytes()
    except FileNotFoundError:
        beside = [found.name for found in path.parent.glob("*")] if path.parent.is_dir() else []
        raise DataError(
            Fault("there is no such file", remedy=did_you_mean(path.name, beside).strip())
        ) from None
    except OSError as error:
        raise DataError(f"the file cannot be opened: {error.strerror}") from None
    except ValueError:
        raise DataError("this is no name of a file") from None


def _table(data: bytes, *, what: str, where: str = "") -> Table:
    if data.startswith(b"PAR1"):
        return _parquet(data, what=what, where=where)
    start = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    for mark, name, remedy in _FOREIGN:
        if start.startswith(mark.lower()):
            raise DataError(Fault(f"the file is {name}", expected=READABLE, remedy=remedy))
    return table_of_text(data, what=what, where=where)


def _parquet(data: bytes, *, what: str, where: str) -> Table:
    if not data.endswith(b"PAR1"):
        raise DataError(
            Fault(
                f"the Parquet file ends too early, after {len(data):,} bytes",
                expected="its table of contents at the end",
                remedy="It is cut off; fetch it again",
            )
        )
    try:
        with _without_panic_text():
            frame = pl.read_parquet(io.BytesIO(data))
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, ValueError) as error:
        first = (str(error).splitlines() or ["no reason given"])[0]
        raise DataError(
            Fault(f"the Parquet file cannot be read: {first}", remedy="Fetch it again")
        ) from None
    return Table.of_frame(frame, what=what, where=where)


@contextmanager
def _without_panic_text() -> Iterator[None]:
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


def _unzipped(data: bytes, member: str, what: str) -> tuple[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = _member(archive, member, what)
            if info.file_size > LARGEST_FILE:
                raise DataError(Fault(f"{info.filename} unpacks to more than 2 GB"))
            with archive.open(info) as packed:
                return info.filename, packed.read(LARGEST_FILE)
    except _DAMAGE as error:
        raise DataError(
            Fault(
                f"the zip archive is damaged or cut off ({error})",
                where=f"{len(data):,} bytes",
                expected="a whole archive",
                remedy="Fetch it again",
            )
        ) from None
    except (NotImplementedError, RuntimeError, ValueError) as error:
        raise DataError(
            Fault(
                f"the zip archive cannot be unpacked here ({error})",
                remedy="Unpack it first, and give the file in it",
            )
        ) from None


def _member(archive: zipfile.ZipFile, member: str, what: str) -> zipfile.ZipInfo:
    names = archive.namelist()
    if "[Content_Types].xml" in names or "mimetype" in names:
        raise DataError(
            Fault(
                "the file is a workbook or document (.xlsx, .ods or .docx)",
                expected=READABLE,
                remedy="Save the sheet as CSV",
            )
        )
    if member:
        if member not in names:
            close = did_you_mean(member, names).strip()
            raise DataError(Fault(f"there is no {member} in the archive", remedy=close))
        return archive.getinfo(member)
    tables = [info for info in archive.infolist() if _may_be_table(info)]
    if len(tables) != 1:
        raise DataError(_which(archive, tables, what))
    return tables[0]


def _may_be_table(info: zipfile.ZipInfo) -> bool:
    name = info.filename.lower()
    hidden = name.startswith("__macosx/") or Path(name).name.startswith(".")
    return not (info.is_dir() or hidden or name.endswith(_NO_TABLES))


def _which(archive: zipfile.ZipFile, tables: list[zipfile.ZipInfo], what: str) -> Fault:
    if not tables:
        inside = ", ".join(archive.namelist()[:6]) or "nothing"
        return Fault(f"there is no table in the archive, only {inside}", expected=READABLE)
    names = ", ".join(info.filename for info in tables[:12])
    return Fault(
        f"the archive has {len(tables)} files that may be meant: {names}",
        expected="one table",
        remedy=f"Name it as if the archive were a folder: {what}/{tables[0].filename}",
    )
