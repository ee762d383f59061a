"""Changes that break a file: in its bytes, in its text, and inside of its container."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable

# What readers stumble over: ends of numbers, text, tags and quotation; letters that turn text.
TOKENS = (
    *(b"", b"\x00", b"\xff", b'"', b"'", b",", b";", b"\t", b"\n", b"\r", b"\r\n\r\n", b"<", b">"),
    *(b"&a;", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", b"]]>", b"{", b"}", b"["),
    *(b"]", b"null", b"NaN", b"Infinity", b"-1", b"1e999", b"9" * 30, b"9223372036854775808"),
    *(b"-9223372036854775809", b"0x10", b"1.5", b"\\ud800", b"\xed\xa0\x80", b"\xe2\x80\xae"),
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"=1+1", b"../", b"/", b"C:\\", b"%", b"Total", b"A" * 5_000),
    *(b"\xd9\xa3", b"\xc2\xb2", b"colspan='99999'", b'r="XFD1048576"', b"PK\x03\x04", b"\x1f\x8b"),
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes of a file with one to four changes, or with a member of it changed."""
    if zipfile.is_zipfile(io.BytesIO(data)) and chance.random() < 0.7:
        return _with_member_changed(data, chance)
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(CHANGES)(data, chance)
    return data


def _with_member_changed(data: bytes, chance: random.Random) -> bytes:
    """Change what is packed, not the container: otherwise a checksum hides most changes."""
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
            names = old.namelist()
            broken = chance.choice(names) if names else ""
            for name in names:
                inside = old.read(name)
                new.writestr(name, mutated(inside, chance) if name == broken else inside)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError):
        return data[: len(data) // 2]
    return made.getvalue()


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randint(0, len(data))


def _flip(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + bytes([chance.randint(0, 255)]) + data[place + 1 :]


def _insert(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + chance.choice(TOKENS) + data[place:]


def _overwrite(data: bytes, chance: random.Random) -> bytes:
    place, token = _place(data, chance), chance.choice(TOKENS)
    return data[:place] + token + data[place + len(token) :]


def _leave_out(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + data[place + chance.randint(1, 40) :]


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def _double(data: bytes, chance: random.Random) -> bytes:
    place = _place(data, chance)
    part = data[place : place + chance.randint(1, 200)]
    return data[:place] + part * chance.randint(2, 4) + data[place:]


def _swap_a_cell(data: bytes, chance: random.Random) -> bytes:
    """Put a token in the place of a word or number."""
    start = _place(data, chance)
    end = start
    while end < len(data) and data[end : end + 1].isalnum():
        end += 1
    while start and data[start - 1 : start].isalnum():
        start -= 1
    return data[:start] + chance.choice(TOKENS) + data[end:]


Change = Callable[[bytes, random.Random], bytes]
CHANGES: tuple[Change, ...] = (_flip, _insert, _overwrite, _leave_out, _cut, _double, _swap_a_cell)
