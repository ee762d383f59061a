"""Delimited text in parts of whole rows, as UTF-8, so that no file has to be held as a whole.

A part ends at the end of a line that is outside of quotation marks. Files of one part, which are
nearly all, are decoded as a whole; of larger ones the encoding is decided by the first part with
letters beyond ASCII, and the parts before it are the same in every encoding that may be decided on.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Protocol

from tallyscope.errors import DataError, Fault
from tallyscope.sources.encodings import broken_utf8, eight_bit, mark_of, to_utf8, unfit
from tallyscope.sources.limits import LONGEST_CELL, LONGEST_ROW
from tallyscope.tally import Repair

PART = 16_000_000  # bytes; a part and its cells as text take some 200 MB. Our choice


class Readable(Protocol):
    """Something that gives its bytes piece by piece, as a file does."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, fewer than `size` only at the end."""
        ...


class WholeRows:
    """The parts of a text, one after the other.

    Parameters
    ----------
    stream : Readable

    Attributes
    ----------
    repairs : tuple of Repair
        What was done to get UTF-8; complete when all parts were taken.
    """

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._encoding = ""  # of eight bits, once it is decided on
        self._has_utf8 = False
        self._lines = 0
        self.repairs: tuple[Repair, ...] = ()

    def __iter__(self) -> Iterator[bytes]:
        """Yield every part with line feeds as its only ends of lines.

        Raises
        ------
        DataError
            If a row has no end, no encoding fits, or UTF-8 has broken places.
        """
        first = self._stream.read(PART)
        if len(first) < PART:
            text, self.repairs = to_utf8(first)
            yield _with_line_feeds(text)
            return
        for part in self._cut(self._pieces(first)):
            text = _with_line_feeds(self._as_utf8(part))
            self._lines += text.count(b"\n")
            yield text

    def _pieces(self, first: bytes) -> Iterator[bytes]:
        """Yield the bytes after the mark of the encoding; UTF-16 and UTF-32 as UTF-8."""
        mark, name = mark_of(first)
        decoder = None
        if name and name != "utf-8":
            decoder = codecs.getincrementaldecoder(name)()
            why = "other encodings than UTF-8 are decoded before reading"
            self.repairs = (Repair(f"decoded from {name.upper()}", 1, why),)
        elif name:
            self._has_utf8, first = True, first[len(mark) :]
        piece, start = first, 0
        while piece:
            try:
                yield decoder.decode(piece).encode("utf-8", "replace") if decoder else piece
            except UnicodeDecodeError as error:
                raise unfit(name, start + error.start) from None
            start += len(piece)
            piece = self._stream.read(PART)

    def _cut(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """Cut pieces anew, at ends of rows."""
        rest = b""
        for piece in pieces:
            joined = rest + piece
            end = _end_of_rows(joined)
            if not end and len(joined) > LONGEST_ROW:
                if not self._lines:
                    yield joined  # whoever looks for the header refuses it
                raise DataError(
                    Fault(
                        f"the row is longer than {LONGEST_ROW:,} bytes",
                        where=f"line {self._lines + 1:,}",
                        expected="one row per station, each on a line",
                        remedy="A quotation mark is probably open; correct the row",
                    )
                )
            rest = joined[end:]
            if end:
                yield joined[:end]
        if rest:
            yield rest

    def _as_utf8(self, part: bytes) -> bytes:
        if self._encoding:
            try:
                return part.decode(self._encoding).encode()
            except UnicodeDecodeError as error:
                raise unfit(self._encoding, error.start) from None
        if part.isascii():
            return part
        try:
            part.decode("utf-8")
        except UnicodeDecodeError as error:
            if self._has_utf8:
                raise broken_utf8(part, error, lines=self._lines) from None
            text, self.repairs, self._encoding = eight_bit(part, error, lines=self._lines)
            return text
        self._has_utf8 = True
        return part


def _with_line_feeds(text: bytes) -> bytes:
    """Replace line ends of Windows, and of old Macintosh files."""
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in text else text


def _end_of_rows(text: bytes) -> int:
    """Return where the last whole row ends: behind a line end with closed quotation marks; or 0.

    Where a mark is open for longer than the longest cell it is a stray one, which reading tells.
    """
    mark = b"\n" if b"\n" in text else b"\r"
    last = end = text.rfind(mark, 0, len(text) - 1) + 1
    inside = text.count(b'"', 0, end) % 2
    while inside and end and last - end <= LONGEST_CELL:
        before = text.rfind(mark, 0, end - 1) + 1
        inside ^= text.count(b'"', before, end) % 2
        end = before
    return last if inside else end
