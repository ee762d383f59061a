"""Archives and compressed files, unpacked no further than a results file can be large."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from tallyscope.errors import DataError, Fault
from tallyscope.sources.content import ALL, Content, pick

# What the decompressors raise on bytes that are no archive.
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, IndexError),
)
# Beside the tables of an archive may lie these; they are no tables.
_NO_TABLES = (".md5", ".sha256", ".md", ".pdf", ".html", ".ds_store", ".png", ".jpg", ".docx")
_READ_ME = ("readme", "license", "licence", "metadata")
_COMPRESSED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}


def is_compressed(data: bytes) -> bool:
    """Tell whether bytes are one compressed file."""
    return data.startswith(tuple(_COMPRESSED))


def is_archive(data: bytes) -> bool:
    """Tell whether bytes are a zip archive of files, not a workbook, which is one inside."""
    return data.startswith(b"PK") and not is_workbook(data)


def is_workbook(data: bytes) -> bool:
    """Tell whether a zip archive is a workbook or document."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (*DAMAGE, ValueError, RuntimeError, NotImplementedError):
        return False
    return "[Content_Types].xml" in names or "mimetype" in names


def decompressed(content: Content) -> Content:
    """Unpack a file compressed by gzip, bzip2 or xz.

    Raises
    ------
    DataError
        If it is damaged or unpacks to more than its allowance.
    """
    how = next(name for mark, name in _COMPRESSED.items() if content.data.startswith(mark))
    try:
        data = _decompressed(content, how)
    except DAMAGE as error:
        raise DataError(
            Fault(
                f"the {how} file is damaged or cut off ({error})",
                where=f"{len(content.data):,} bytes",
                expected="a whole file",
                remedy="Fetch it again",
            )
        ) from None
    content.allowance.take(len(data), content.name)
    name = PurePosixPath(content.name).stem
    return content.inside(name, data)


def _decompressed(content: Content, how: str) -> bytes:
    packed = io.BytesIO(content.data)
    most = content.allowance.left + 1
    if how == "gzip":
        return gzip.GzipFile(fileobj=packed).read(most)
    return (bz2.BZ2File(packed) if how == "bzip2" else lzma.LZMAFile(packed)).read(most)


def members(content: Content) -> Iterator[Content]:
    """Yield the one member of a zip archive that is meant, or all that may be tables.

    Raises
    ------
    DataError
        If the archive is damaged, locked or too large, or several members may be meant.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            for name in _wanted(archive, content):
                content.allowance.take(archive.getinfo(name).file_size, name)
                yield content.inside(name, archive.read(name))
    except DAMAGE as error:
        raise DataError(
            Fault(
                f"the zip archive is damaged or cut off ({error})",
                where=f"{len(content.data):,} bytes",
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


def may_be_table(name: str) -> bool:
    """Tell whether a file is one that people put results into, by its name."""
    path = PurePosixPath(name.lower())
    hidden = path.parts[:1] == ("__macosx",) or path.name.startswith((".", "~$"))
    beside = path.name.endswith(_NO_TABLES) or path.stem.startswith(_READ_ME)
    return not (hidden or beside or name.endswith("/"))


def _refuse_same_names(names: Sequence[str]) -> None:
    """Refuse an archive in which a name stands twice: programs differ in which file they take."""
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise DataError(
            Fault(
                f"the archive has two files called {', '.join(twice[:6])}",
                expected="every name once",
                remedy="Unpack it, see which of them is meant, and give that file",
            )
        )


def _wanted(archive: zipfile.ZipFile, content: Content) -> list[str]:
    names = archive.namelist()
    _refuse_same_names(names)
    tables = [name for name in names if may_be_table(name)]
    if not names or (not tables and not content.part):
        inside = ", ".join(names[:6]) or "nothing"
        raise DataError(
            Fault(
                f"there is no table in the archive, only {inside}", expected="one file of results"
            )
        )
    if content.part == ALL:
        return sorted(tables)
    named = [name for name in names if content.part == name]
    return named or [pick(content, tables or names, kind="files")]
