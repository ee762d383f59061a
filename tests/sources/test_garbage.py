"""Whatever the bytes are, reading gives a tally or a DataError."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tallyscope.errors import DataError
from tests.sources.files import Reader, csv
from tests.sources.test_readers import FORMATS, PAGE, clarity

CELLS = st.sampled_from(
    [
        *("region", "station", "registered", "valid", "invalid", "ballots", "blank", "Total"),
        *("votes", "Yes", "No", "", '"', "%", "x_a", "candidate", "name", "Число избирателей"),
        *("1", "-5", "2.5", "1,000", "n/a", "A", "é", "\x00", "100", "50", "30", "20", "٣", "²"),
        *("1e9", "=1", '"a,b"', "9" * 20, "inf", "NaN", "#1", "\r", "итого", "percent"),
    ]
)
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=9), min_size=1, max_size=12)
LENIENT = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", csv())
    return packed.getvalue()


def read_or_refuse(reader: Reader, data: bytes) -> None:
    with contextlib.suppress(DataError):
        tally = reader(data)
        assert len(tally) + tally.set_aside.height == tally.source.rows


@given(data=st.binary(max_size=400))
@LENIENT
def test_any_bytes(reader: Reader, data: bytes) -> None:
    read_or_refuse(reader, data)


@given(
    table=TABLES, delimiter=st.sampled_from(",;\t|"), encoding=st.sampled_from(["utf-8", "cp1251"])
)
@LENIENT
def test_any_table(reader: Reader, table: list[list[str]], delimiter: str, encoding: str) -> None:
    text = "\n".join(delimiter.join(row) for row in table)
    read_or_refuse(reader, text.encode(encoding, "replace"))


@given(place=st.integers(0, 500), byte=st.integers(0, 255), end=st.integers(1, 600))
@LENIENT
def test_any_damage_to_an_archive(reader: Reader, place: int, byte: int, end: int) -> None:
    data = bytearray(zipped())
    data[place % len(data)] = byte
    read_or_refuse(reader, bytes(data[:end]))


@pytest.mark.parametrize("end", range(4, 60, 7))
def test_parquet_that_is_cut_off_and_patched(reader: Reader, end: int) -> None:
    read_or_refuse(reader, b"PAR1" + bytes(end) + b"PAR1")


OF_FORMATS = {name: made() for name, made in FORMATS.items()}
OF_FORMATS |= {"page.html": PAGE.encode(), "detail.xml": clarity().encode()}
STUFF = st.sampled_from(
    [b"\x00", b"<", b'"', b"{", b"[", b"-1", b"9" * 25, b"\xff", b"&#0;", b"NaN", b";", b"\n"]
)


@given(
    name=st.sampled_from(sorted(OF_FORMATS)),
    damage=st.lists(st.tuples(st.integers(0, 9_999), st.integers(0, 40), STUFF), max_size=4),
    left=st.integers(1, 10_000),
)
@LENIENT
def test_any_damage_to_a_file_of_any_format(
    reader: Reader, name: str, damage: list[tuple[int, int, bytes]], left: int
) -> None:
    data = bytearray(OF_FORMATS[name])
    for place, length, stuff in damage:
        start = place % len(data)
        data[start : start + length] = stuff
    read_or_refuse(reader, bytes(data[: max(left % 7, 1) * len(data) // 6]))
