"""Large files of text are read part by part: the same comes out as of the file in one piece."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallyscope.errors import DataError
from tallyscope.sources import files, read, whole_rows
from tallyscope.sources.containers import Unpacked
from tallyscope.sources.packing import Packing
from tallyscope.tally import Tally
from tests.sources.files import HEADER, ROWS, Reader, csv

LAYOUTS = Path(__file__).parent / "layouts"
TEXTS = sorted(p for p in LAYOUTS.iterdir() if p.suffix in (".csv", ".tsv"))


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make parts of some rows."""
    monkeypatch.setattr(whole_rows, "PART", 1_000)
    monkeypatch.setattr(files, "PART", 1_000)


def told(path: Path) -> object:
    try:
        return everything(read(path))
    except DataError as error:
        return [str(fault) for fault in error.faults]


def everything(tally: Tally) -> list[object]:
    counts = [getattr(tally, name) for name in ("registered", "issued", "ballots", "invalid")]
    return [
        tally.contest,
        tally.choices,
        tally.votes.tolist(),
        [None if count is None else count.tolist() for count in counts],
        tally.units.to_dict(as_series=False),
        tally.set_aside.rows(),
        replace(tally.source, sha256=tally.source.sha256[:64]),
    ]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_a_layout_is_read_the_same_in_parts(
    path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = told(path)
    size = max(len(path.read_bytes()) // 3, 600)  # the header must be in the first part
    monkeypatch.setattr(whole_rows, "PART", size)
    monkeypatch.setattr(files, "PART", size)
    assert told(path) == whole


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
def test_every_encoding_is_read_in_parts(
    in_parts: None, tmp_path: Path, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        (f"Область {i % 3}", f"УИК {i}", 100, 60, 58, 2, 30 + i % 9, 28 - i % 9) for i in range(90)
    ]
    path = tmp_path / "a.csv"
    path.write_bytes(csv(rows).replace("\n", "\r\n").encode(encoding))
    tally = read(path)
    monkeypatch.setattr(files, "PART", 10**9)
    monkeypatch.setattr(whole_rows, "PART", 10**9)
    assert everything(tally) == everything(read(path))
    assert len(tally) == 90


def test_the_encoding_is_decided_where_letters_come_first(in_parts: None, tmp_path: Path) -> None:
    rows = [("North", f"Station {i}", 100, 60, 58, 2, 30, 28) for i in range(60)]
    rows += [("Север", f"Участок {i}", 100, 60, 58, 2, 30, 28) for i in range(60)]
    path = tmp_path / "a.csv"
    path.write_bytes(csv(rows).encode("cp1251"))
    assert read(path).level("region").unique().sort().to_list() == ["North", "Север"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("North,s,1,2,3,4,5,6,7", r"row 62: the row has 9 cells; expected 8"),
        ('North,"s"t,1,2,3,4,5,6', r"row 62: the quotation marks do not match"),
        ("North,Bru\udc8dcke,1,2,3,4,5,6", r"line 62: byte 0x8d is not UTF-8"),
        ("North,s,-1,2,3,4,5,6", r"row 62, column 'registered': the count is negative"),
        ("North," + "s" * 1_000_001 + ",1,2,3,4,5,6", r"row 62, column 'station': the cell has"),
    ],
)
def test_faults_in_later_parts_are_told_with_their_row(
    in_parts: None, tmp_path: Path, row: str, message: str
) -> None:
    rows = [("Nördlich", f"Station {i}", 100, 60, 58, 2, 30, 28) for i in range(60)]
    path = tmp_path / "a.csv"
    path.write_bytes((csv(rows) + row + "\n").encode("utf-8", "surrogateescape"))
    with pytest.raises(DataError, match=message):
        read(path)


def test_a_cell_with_line_ends_is_not_cut(in_parts: None, tmp_path: Path) -> None:
    rows = [("North", f"House,\n{'x' * 80}\n{i}", 100, 60, 58, 2, 30, 28) for i in range(60)]
    path = tmp_path / "a.csv"
    lines = [",".join(HEADER), *(f'{a},"{b}",' + ",".join(map(str, c)) for a, b, *c in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert read(path).units["unit"].str.ends_with(" 59").any()


def _zipped(data: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", data)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "pack"),
    [
        ("a.csv.gz", gzip.compress),
        ("a.csv.bz2", bz2.compress),
        ("a.csv.xz", lzma.compress),
        ("a.zip", _zipped),
    ],
)
def test_what_is_packed_is_unpacked_in_parts(
    in_parts: None,
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    pack: Callable[[bytes], bytes],
) -> None:
    asked: list[int] = []
    unpacked = Unpacked.read

    def counted(self: Unpacked, size: int) -> bytes:
        asked.append(size)
        return unpacked(self, size)

    monkeypatch.setattr(Unpacked, "read", counted)
    rows = [(f"R{i % 3}", f"Station {i}", 100, 60, 58, 2, 30, 28) for i in range(60)]
    text = csv(rows).encode()
    tally = reader(pack(text), name)
    assert (len(tally), tally.source.where) == (60, "a.csv")
    assert max(asked) == whole_rows.PART
    assert len(asked) >= len(text) / whole_rows.PART
    # what is damaged behind the first part is told as ever
    cut = pack(text)[:-20]
    (fault,) = reader.faults(cut, name)
    assert "damaged or cut off" in fault


CELLS = (
    st.none() | st.integers(-9, 10**12).map(str) | st.sampled_from(["007", " 1", "+3", "a", "-0"])
)


@given(parts=st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=4))
def test_every_cell_of_a_packed_column_can_be_told(parts: list[list[str | None]]) -> None:
    packing = Packing(["c"])
    for part in parts:
        packing.add(pl.DataFrame({"c": part}, schema={"c": pl.String}))
    cells = packing.frame()["c"].cast(pl.String).to_list()
    assert cells == [cell for part in parts for cell in part]


def test_small_files_are_not_packed() -> None:
    assert len(csv(ROWS)) < whole_rows.PART
