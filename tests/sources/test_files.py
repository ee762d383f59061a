from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import polars as pl
import pytest

from tallyscope.errors import DataError
from tallyscope.sources import read
from tests.sources.files import HEADER, ROWS, Reader, csv

READABLE = (
    "CSV, Excel, ODS, Parquet, JSON, SQLite, DuckDB, Clarity XML or NIST SP 1500-100 (also zipped)"
)


def zipped(**members: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return packed.getvalue()


def frame() -> pl.DataFrame:
    return pl.DataFrame([list(row) for row in ROWS], schema=list(HEADER), orient="row")


def test_a_zip_with_one_table(reader: Reader) -> None:
    data = zipped(**{"a.csv": csv(), "__MACOSX/a.csv": "x", "readme.md": "x"})
    tally = reader(data, "results.zip")
    assert (tally.source.what, tally.source.where) == ("results.zip", "a.csv")
    assert tally.source.sha256 == hashlib.sha256(data).hexdigest()


def test_a_zip_with_two_tables_asks_which(reader: Reader) -> None:
    data = zipped(**{"a.csv": csv(), "b.csv": csv()})
    assert reader.faults(data, "results.zip") == [
        "results.zip has 2 files that may be meant: a.csv, b.csv; expected one table. Name it as if"
        " the file were a folder: results.zip/a.csv; or take all of them as one table:"
        " results.zip/*."
    ]
    assert read(reader.folder / "results.zip" / "b.csv").source.where == "b.csv"


def test_a_member_that_is_not_there(reader: Reader) -> None:
    reader.path(zipped(**{"2011.csv": csv()}), "results.zip")
    with pytest.raises(DataError, match=r"no 2012.csv in results.zip; .*Did you mean '2011.csv'\?"):
        read(reader.folder / "results.zip" / "2012.csv")


def test_a_member_of_something_that_is_no_archive(reader: Reader) -> None:
    path = reader.path(csv())
    with pytest.raises(DataError, match=r"results.csv is no zip archive"):
        read(path / "a.csv")


def test_a_zip_without_table(reader: Reader) -> None:
    (fault,) = reader.faults(zipped(**{"readme.md": "x"}), "results.zip")
    assert (
        fault == "there is no table in the archive, only readme.md; expected one file of results."
    )


@pytest.mark.parametrize("part", [0.3, 0.6, 0.99])
def test_a_zip_that_is_cut_off(reader: Reader, part: float) -> None:
    data = zipped(**{"a.csv": csv() * 200})
    (fault,) = reader.faults(data[: int(len(data) * part)], "results.zip")
    assert "the zip archive is damaged or cut off" in fault
    assert fault.endswith("expected a whole archive. Fetch it again.")


def test_a_zip_with_wrong_contents(reader: Reader) -> None:
    data = bytearray(zipped(**{"a.csv": csv() * 200}))
    data[60] ^= 255  # inside the packed bytes
    (fault,) = reader.faults(bytes(data), "results.zip")
    assert "the zip archive is damaged or cut off" in fault


def test_a_locked_zip(reader: Reader) -> None:
    data = bytearray(zipped(**{"a.csv": csv()}))
    start = data.index(b"PK\x01\x02")
    data[start + 8] |= 1  # the flag of encryption in the table of contents
    data[6] |= 1
    (fault,) = reader.faults(bytes(data), "results.zip")
    assert fault.startswith("the zip archive cannot be unpacked here")


def test_parquet(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "results.parquet"
    frame().write_parquet(path)
    assert read(path).votes.tolist() == [[30, 28], [60, 57], [40, 50], [20, 29]]


def test_parquet_that_is_cut_off(reader: Reader) -> None:
    packed = io.BytesIO()
    frame().write_parquet(packed)
    data = packed.getvalue()[:-20]
    assert (
        reader.faults(data, "results.parquet")
        == [
            f"the Parquet file ends too early, after {len(data)} bytes; expected its table of"
            " contents at the end. It is cut off; fetch it again."
        ]
        or len(data) > 999
    )


def test_an_empty_file(reader: Reader) -> None:
    assert reader.faults(b"") == [
        f"the file is empty (0 bytes); expected {READABLE}. Fetch it again."
    ]
    assert reader.faults(b" \n\n") == [
        "the file is empty; expected a header and one row per station."
    ]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7", "a PDF"),
        (b"7z\xbc\xaf", "a 7z archive"),
    ],
)
def test_other_formats_are_refused_by_name(reader: Reader, data: bytes, name: str) -> None:
    (fault,) = reader.faults(data)
    assert fault.startswith(f"the file is {name}; expected {READABLE}.")


@pytest.mark.parametrize(
    "data", [zipped(**{"[Content_Types].xml": "<x/>"}), b"\xd0\xcf\x11\xe0\xa1\xb1"]
)
def test_a_damaged_workbook_is_refused(reader: Reader, data: bytes) -> None:
    (fault,) = reader.faults(data, "results.xlsx")
    assert fault.startswith("the workbook cannot be read: calamine error: Cannot detect file")
    assert fault.endswith("save it again, or save the sheet as CSV.")


def test_a_name_that_is_not_there(reader: Reader) -> None:
    reader.path(csv(), "results.csv")
    with pytest.raises(DataError, match=r"no such file. Did you mean 'results.csv'\?"):
        read(reader.folder / "result.csv")


def test_a_folder_without_files(reader: Reader) -> None:
    with pytest.raises(DataError, match="there are no files in this folder"):
        read(reader.folder)


def test_a_name_that_cannot_be() -> None:
    with pytest.raises(DataError):
        read("\x00")


def test_files_that_are_too_large(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tallyscope.sources.limits.ALWAYS_UNPACKED", 1000)
    monkeypatch.setattr("tallyscope.sources.limits.HIGHEST_RATIO", 1)
    data = zipped(**{"a.csv": csv() * 2000})
    (fault,) = reader.faults(data, "results.zip")
    assert fault.startswith("a.csv unpacks to more than 0 MB; expected at most 1 times the size")
    monkeypatch.setattr("tallyscope.sources.files.LARGEST_FILE", 1000)
    (fault,) = reader.faults(csv() * 200)
    assert fault.startswith("the file is larger than 2 GB; expected results by station. Only")


def test_damaged_parquet_leaves_no_trace_on_the_screen(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = tmp_path / "whole.parquet"
    pl.DataFrame({"station": ["a", "b"], "yes": [1, 2], "no": [3, 4]}).write_parquet(whole)
    damaged = bytearray(whole.read_bytes())
    for place in range(4, len(damaged) - 8):
        damaged[place] ^= 0xFF
    whole.write_bytes(damaged)
    with pytest.raises(DataError, match=r"the Parquet file cannot be read"):
        read(whole)
    assert capfd.readouterr().err == ""
