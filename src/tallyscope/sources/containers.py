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
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import PurePosixPath

from tallyscope.errors import DataError, Fault
from tallyscope.sources.content import ALL, Content, pick
from tallyscope.sources.whole_rows import Readable

# What the decompressors raise on bytes that are no archive.
DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, IndexError),
)
# Beside the tables of an archive may lie these; they are no tables.
_NO_TABLES = (".md5", ".sha256", ".md", ".pdf", ".html", ".ds_store", ".png", ".jpg", ".docx")
_READ_ME = ("readme", "license", "licence", "metadata")
_COMPRESSED = {b"\x1f\x8b": "gzip", b"BZh": "bzip2", b"\xfd7zXZ": "xz"}
_OPENED: Mapping[str, Callable[[io.BytesIO], Readable]] = {
    "gzip": lambda packed: gzip.GzipFile(fileobj=packed),
    "bzip2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
}


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


class Unpacked:
    """The bytes of one packed file, piece by piece, no more of them than are allowed.

    Parameters
    ----------
    stream : Readable
    name : str
        Name of the unpacked file.
    content : Content
        What it is packed in.
    how : str
        What that is: "zip archive".
    said : str
        What a message calls it that is too large.
    """

    def __init__(
        self, stream: Readable, name: str, content: Content, how: str, *, said: str
    ) -> None:
        self.name = name
        self._stream = stream
        self._content = content
        self._how = how
        self._said = said
        self._size = 0

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, fewer than `size` only at the end.

        Raises
        ------
        DataError
            If the packed file is damaged, or unpacks to more than its allowance.
        """
        allowance = self._content.allowance
        with _wrong_told(self._content, self._how):
            # one byte more, which is refused
            data = self._stream.read(min(size, allowance.left - self._size + 1))
        self._size += len(data)
        allowance.refuse(self._size, self._said)
        return data

    def count(self) -> None:
        """Take what was unpacked off the allowance, when all of it was read."""
        self._content.allowance.take(self._size, self._said)


@contextmanager
def _wrong_told(content: Content, how: str) -> Iterator[None]:
    """Say what is wrong with a packed file."""
    try:
        yield
    except DAMAGE as error:
        raise DataError(
            Fault(
                f"the {how} is damaged or cut off ({error})",
                where=f"{len(content.data):,} bytes",
                expected=f"a whole {how.split()[-1]}",
                remedy="Fetch it again",
            )
        ) from None
    except (NotImplementedError, RuntimeError, ValueError) as error:
        raise DataError(
            Fault(
                f"the {how} cannot be unpacked here ({error})",
                remedy="Unpack it first, and give the file in it",
            )
        ) from None


def decompressed(content: Content) -> Unpacked:
    """Return what is in a file compressed by gzip, bzip2 or xz."""
    how = next(name for mark, name in _COMPRESSED.items() if content.data.startswith(mark))
    stream = _OPENED[how](io.BytesIO(content.data))
    name = PurePosixPath(content.name).stem
    return Unpacked(stream, name, content, f"{how} file", said=content.name)


def members(content: Content) -> Iterator[Unpacked]:
    """Yield the one member of a zip archive that is meant, or all that may be tables.

    Each has to be read before the next is asked for.

    Raises
    ------
    DataError
        If the archive is damaged, locked or too large, or several members may be meant.
    """
    how = "zip archive"
    with _wrong_told(content, how):
        archive = zipfile.ZipFile(io.BytesIO(content.data))
        names = _wanted(archive, content)
    with archive:
        for name in names:
            with _wrong_told(content, how):
                content.allowance.refuse(archive.getinfo(name).file_size, name)
                stream = archive.open(name)
            yield Unpacked(stream, name, content, how, said=name)


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
