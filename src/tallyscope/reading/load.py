"""From a file, a saved web page or standard input to a story's text."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

from tallyscope.errors import DataError, Fault
from tallyscope.reading.story import Story
from tallyscope.statement import Read

LARGEST_FILE = 10_000_000
"""Bytes; our choice: a story has a few thousand, a saved page with its scripts a few million."""

STANDARD_INPUT = "-"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip, Word or Excel file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x1f\x8b", "a compressed file"),
)
_LOOKS_LIKE_HTML = re.compile(
    r"<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]|<article[\s>]|<p[\s>].*</p>", re.IGNORECASE
)
_HEAD = 5000  # characters; our choice: a page says that it is one in its first lines
_HEX = 16  # bytes shown of a file that is no text


def load_story(source: str | Path) -> Story:
    """Load a story; its text is not understood yet.

    Parameters
    ----------
    source : str or path
        A file with plain text or HTML, or "-" for standard input.

    Returns
    -------
    Story

    Raises
    ------
    DataError
        If there is no such file, it is too large, no text, or a page without a story.
    """
    name = "standard input" if str(source) == STANDARD_INPUT else Path(source).name
    data = _bytes(source, name)
    _refuse_binary(data, name)
    text = _decoded(data, name)
    if _LOOKS_LIKE_HTML.search(text[:_HEAD]):
        return _from_page(text, name)
    if not text.strip():
        raise DataError(Fault("there is no text in it", expected="a news story"), source=name)
    return Story(text, name)


def _bytes(source: str | Path, name: str) -> bytes:
    if str(source) == STANDARD_INPUT:
        data = sys.stdin.buffer.read(LARGEST_FILE + 1)
        size = len(data)
    else:
        path = Path(source)
        if not path.is_file():
            found = "this is a folder" if path.is_dir() else "there is no such file"
            raise DataError(Fault(found, expected="a file with a news story"), source=str(source))
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_FILE else b""
    if size > LARGEST_FILE:
        more = "more than " if str(source) == STANDARD_INPUT else ""
        raise DataError(
            Fault(
                f"it has {more}{min(size, LARGEST_FILE) if more else size:,} bytes",
                expected=f"a news story of at most {LARGEST_FILE:,} bytes",
                remedy="Save the text of the story alone.",
            ),
            source=name,
        )
    return data


def _refuse_binary(data: bytes, name: str) -> None:
    kind = next((what for sign, what in _SIGNATURES if data.startswith(sign)), "")
    if not kind and b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        kind = f"not text (it begins with {data[:_HEX].hex(' ')})"
    if kind:
        raise DataError(
            Fault(
                f"this is {kind}",
                expected="plain text or HTML",
                remedy="Save the story as a text file or as a web page.",
            ),
            source=name,
        )


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data[: 20 * _HEAD]).best()
        if best is None:
            raise DataError(
                Fault(
                    "the characters of this file cannot be told",
                    expected="text in UTF-8",
                    remedy="Save the story again with the encoding UTF-8.",
                ),
                source=name,
            ) from None
        return data.decode(best.encoding, errors="replace")


def _from_page(html: str, name: str) -> Story:
    """Take the story, its title and its day out of a web page."""
    found = _extracted(html)
    text = str(found.get("text") or "")
    if not text.strip():
        raise DataError(
            Fault(
                "no story was found in this web page",
                expected="a page with the paragraphs of a story",
                remedy="Copy the text of the story into a text file.",
            ),
            source=name,
        )
    return Story(text, name, str(found.get("title") or ""), _day(found.get("date")), "html")


def _extracted(html: str) -> dict[str, Any]:
    import logging

    import trafilatura

    # trafilatura reports every odd page to the log; what matters reaches the reader as an error
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = trafilatura.bare_extraction(
        html, with_metadata=True, include_comments=False, include_tables=False
    )
    if document is None:
        return {}
    found: dict[str, Any] = document if isinstance(document, dict) else document.as_dict()
    return found


def _day(text: object) -> Read[date]:
    try:
        return Read(date.fromisoformat(str(text)), "stated", "published:metadata")
    except ValueError:
        return Read(None, "unknown")
