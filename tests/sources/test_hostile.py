"""Files that were made to harm: refused or read within a second or two, in less than a gigabyte."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tallyscope.benchmark.measure import measured
from tallyscope.errors import DataError
from tallyscope.sources import limits, read
from tests.sources.files import HEADER, ROWS, Reader, csv
from tests.sources.test_readers import TABLE, VOTES, sqlite, workbook

GIGABYTE = 1_000_000_000
SECONDS = 5.0  # of the processor; measured 0.1 to 1.2, thrice as much on a busy machine
ONE_READ = (
    "import sys; from tallyscope.sources import read; from tallyscope.errors import DataError\n"
    "try: print(read(sys.argv[1]))\n"
    "except DataError as told: print(told)\n"
)
MILLION = 1_000_000
NAMES = ",".join(f"c{place}" for place in range(MILLION))
CELL = "x" * (100 * MILLION)


def zipped(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # of names that stand there twice
        for name, data in members:
            archive.writestr(name, data)
    return packed.getvalue()


def stray_cell(cell: str = 'r="XFD1048576"', sheet: str = "worksheets/sheet1.xml") -> bytes:
    """Return a workbook of 5 kB with one cell in the last corner: 17 thousand million cells."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(Votes=TABLE))) as old,
        zipfile.ZipFile(made, "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                row = f"<row><c {cell}><v>1</v></c></row></sheetData>"
                data, name = data.replace(b"</sheetData>", row.encode()), f"xl/{sheet}"
            if name == "xl/_rels/workbook.xml.rels":
                data = data.replace(b"worksheets/sheet1.xml", sheet.encode())
            new.writestr(name, data)
    return made.getvalue()


def repeated_cell() -> bytes:
    """Return an ODS of 1 kB whose one filled cell is repeated over the whole sheet."""
    cell = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell'
        ' office:value-type="float" office:value="1" table:number-columns-repeated="16384">'
        "<text:p>1</text:p></table:table-cell></table:table-row>"
    )
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
        for short in ("office", "table", "text")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="a">{cell}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return zipped(("mimetype", kind), ("content.xml", content.encode()))


def computed_column() -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE a (n, big GENERATED ALWAYS AS (zeroblob(900000000)) VIRTUAL)")
    connection.execute("INSERT INTO a VALUES (1)")
    connection.commit()
    return bytes(connection.serialize())


BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "a zip that packs 1,000 to 1": (
        lambda: zipped(("a.csv", b"1,2,3,4\n" * (25 * MILLION))),
        "a.csv unpacks to more than 50 MB; expected at most 100 times the size of the file",
    ),
    "a gzip that packs 1,000 to 1": (
        lambda: gzip.compress(bytes(200 * MILLION)),
        "results.csv unpacks to more than 50 MB",
    ),
    "a zip in a gzip in a zip": (
        lambda: zipped(("a.gz", gzip.compress(zipped(("a.csv", bytes(200 * MILLION)))))),
        "unpacks to more than 50 MB",
    ),
    "a million columns": (
        lambda: f"{NAMES}\n{NAMES}\n".encode(),
        "the table has 1,000,000 columns; expected at most 16,384",
    ),
    "a million fields": (
        lambda: json.dumps([dict.fromkeys(NAMES.split(","), 1)]).encode(),
        "the table has 1,000,000 columns; expected at most 16,384",
    ),
    "records without a common field": (
        lambda: json.dumps([{f"c{place}": 1} for place in range(16_000)]).encode(),
        "the 16,000 records have 16,000 different fields, nearly all of them empty",
    ),
    "a cell of 100 MB": (
        lambda: csv([*ROWS, ("B", CELL, 80, 50, 49, 1, 20, 29)]).encode(),
        "row 6, column 'station': the cell has 100,000,000 characters; expected at most 1,000,000",
    ),
    "a header of 100 MB": (
        lambda: csv(header=(*HEADER[:-1], CELL)).encode(),
        "the first row is longer than 200,000 bytes",
    ),
    "an open quotation mark before 50 MB": (
        lambda: (csv() + '"' + "A,1,2\n" * (8 * MILLION)).encode(),
        "the quotation marks do not match",
    ),
    "deep JSON": (lambda: b"[" * (10 * MILLION), "the JSON cannot be read"),
    "deep XML": (
        lambda: b"<ElectionResult>" + b"<a>" * MILLION,
        "the XML cannot be read: Excessive depth",
    ),
    "a workbook with a stray cell": (
        stray_cell,
        "the sheet reaches over 17,179,869,184 cells; expected at most 30,000,000",
    ),
    "a stray cell behind another mark": (
        lambda: stray_cell("""cm=">" r='XFD1048576'"""),
        "the sheet reaches over 17,179,869,184 cells; expected at most 30,000,000",
    ),
    "a stray cell in a sheet of another name": (
        lambda: stray_cell(sheet="elsewhere.bin"),
        "the sheet reaches over 17,179,869,184 cells; expected at most 30,000,000",
    ),
    "a stray cell that no sheet has": (
        lambda: stray_cell(f'r="{"A" * 5000}2"'),
        "the sheet is damaged: 'AAAAAAAAAAAA' is no address of a cell; expected one such as B12",
    ),
    "a stray cell with two addresses": (
        lambda: stray_cell('r="A1" r="XFD1048576"'),
        "the sheet is damaged: duplicate attribute",
    ),
    "a workbook with repeated cells": (
        repeated_cell,
        "the sheet reaches over 17,179,869,184 cells; expected at most 30,000,000",
    ),
    "a computed column of a database": (computed_column, "string or blob too big"),
}


def test_a_binary_workbook_that_ends_the_process_is_refused(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tallyscope.sources.readers.trial_decoding.survives", lambda *_: False)
    (fault,) = reader.faults(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.xls")
    assert fault.startswith("the workbook cannot be read: decoding it ends the program")


def test_a_sheet_is_known_wherever_its_cells_begin(reader: Reader) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(stray_cell())) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            cells = part.find(b"<sheetData")
            if cells >= 0:  # the word begins in the first MB and ends in the second
                blank = b" " * ((1 << 20) - cells - len("<sheet"))
                part = part[:cells] + blank + part[cells:]
            new.writestr(name, part)
    (fault,) = reader.faults(made.getvalue(), "a.xlsx")
    assert "the sheet reaches over 17,179,869,184 cells" in fault


@pytest.mark.slow
@pytest.mark.parametrize("bomb", BOMBS)
def test_it_is_refused_at_once_and_in_little_memory(bomb: str, tmp_path: Path) -> None:
    made, told = BOMBS[bomb]
    path = tmp_path / "results.csv"
    path.write_bytes(made())
    used = measured([sys.executable, "-c", ONE_READ, str(path)])
    assert told in used.output
    assert used.peak_bytes < GIGABYTE
    assert used.cpu < SECONDS


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;"><!ENTITY d "&c;&c;">]>',
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd">',
    ],
)
def test_xml_with_entities(reader: Reader, declared: str) -> None:
    (fault,) = reader.faults(f"<?xml version='1.0'?>{declared}<ElectionResult/>", "detail.xml")
    assert fault.startswith("the XML declares entities or a document type")


@pytest.mark.parametrize(
    "name", ["../../results.csv", "/etc/results.csv", "C:\\results.csv", "a/../../b.csv"]
)
def test_names_in_an_archive_lead_nowhere(reader: Reader, name: str) -> None:
    before = sorted(reader.folder.rglob("*"))
    tally = reader(zipped((name, csv().encode())), "results.zip")
    assert tally.votes.tolist() == VOTES
    assert sorted(reader.folder.rglob("*")) == [*before, reader.folder / "results.zip"]


def test_a_link_in_an_archive_is_not_followed(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "secret.csv").write_text(csv())
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = 0o120777 << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(link, str(tmp_path / "secret.csv"))
    (fault,) = reader.faults(packed.getvalue(), "results.zip")
    assert "the file has one column only" in fault


def test_two_members_of_one_name(reader: Reader) -> None:
    data = zipped(("a.csv", csv().encode()), ("a.csv", csv(ROWS[:2]).encode()))
    assert reader.faults(data, "results.zip") == [
        "the archive has two files called a.csv; expected every name once. Unpack it, see which of"
        " them is meant, and give that file."
    ]


def test_the_allowance_is_one_for_all_members(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = csv(ROWS * 20).encode()
    data = zipped(("a.csv", part), ("b.csv", part))
    assert len(data) < len(part)
    path = reader.path(data, "results.zip")
    monkeypatch.setattr(limits, "HIGHEST_RATIO", 1)
    monkeypatch.setattr(limits, "ALWAYS_UNPACKED", len(part) + 10)
    with pytest.raises(DataError, match=r"b.csv unpacks to more than 0 MB"):
        read(path / "*")


def test_a_device_has_no_end() -> None:
    with pytest.raises(DataError, match="this is no file"):
        read("/dev/zero")


@pytest.mark.parametrize(
    "number", ["9223372036854775808", "-9223372036854775809", "9" * 400, "1e999", "inf", "NaN1"]
)
def test_numbers_that_fit_nowhere(reader: Reader, number: str) -> None:
    rows = [*ROWS, ("C", "5", number, 50, 49, 1, 20, 29)]
    (fault,) = reader.faults(csv(rows))
    assert fault.startswith("row 6, column 'registered': ")


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**400])
def test_numbers_of_json_that_fit_nowhere(reader: Reader, number: int) -> None:
    rows = [*ROWS, ("C", "5", number, 50, 49, 1, 20, 29)]
    records = [dict(zip(HEADER, row, strict=True)) for row in rows]
    (fault,) = reader.faults(json.dumps(records), "results.json")
    assert fault.startswith("row 6, column 'registered': ")


def test_names_with_nul_half_letters_and_turning_marks_stay_names(reader: Reader) -> None:
    strange = ["\ud800", "a\x00b", "\u202egro.live", "=1+1"]
    records = [
        dict(zip(HEADER, (*row[:1], name, *row[2:]), strict=True))
        for row, name in zip(ROWS, strange, strict=True)
    ]
    tally = reader(json.dumps(records), "results.json")
    assert sorted(tally.votes.tolist()) == sorted(VOTES)
    assert set(tally.units["station"]) == {"?", *strange[1:]}


def test_virtual_tables_are_not_opened(reader: Reader) -> None:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(sqlite(votes=TABLE))
    try:
        connection.execute("CREATE VIRTUAL TABLE trap USING fts5(a)")
    except sqlite3.OperationalError:
        pytest.skip("this SQLite has no virtual tables")
    connection.commit()
    data = bytes(connection.serialize())
    faults = reader.faults(data, "results.sqlite")
    assert "trap," not in faults[0]
