"""The readers of formats: the same small table comes out of every one, or a fault says why not."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import sqlite3
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from tallyscope.errors import DataError
from tallyscope.sources import read
from tallyscope.tally import Tally
from tests.sources.files import HEADER, ROWS, Reader, Row, csv, repairs

VOTES = [[30, 28], [60, 57], [40, 50], [20, 29]]
Sheet = Sequence[Row]
TABLE: Sheet = (HEADER, *ROWS)
RECORDS = [dict(zip(HEADER, row, strict=True)) for row in ROWS]


def frame() -> pl.DataFrame:
    return pl.DataFrame([list(row) for row in ROWS], schema=list(HEADER), orient="row")


def workbook(hidden: Sequence[str] = (), **sheets: Sheet) -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
            if name in hidden:
                sheet.hide()
    return packed.getvalue()


def sqlite(**tables: Sheet) -> bytes:
    connection = sqlite3.connect(":memory:")
    for name, (header, *rows) in tables.items():
        marks = ", ".join("?" * len(header))
        columns = ", ".join(f'"{column}"' for column in header)
        connection.execute(f'CREATE TABLE "{name}" ({columns})')
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    connection.commit()
    data = bytes(connection.serialize())
    connection.close()
    return data


def duckdb(folder: Path) -> bytes:
    library = pytest.importorskip("duckdb")
    rows = ", ".join(str(tuple(row)) for row in ROWS)
    with library.connect(str(folder / "made.duckdb")) as connection:
        columns = ", ".join(f'"{column}"' for column in HEADER)
        connection.execute(f"CREATE TABLE votes AS SELECT * FROM (VALUES {rows}) t({columns})")
    return (folder / "made.duckdb").read_bytes()


def arrow() -> bytes:
    packed = io.BytesIO()
    frame().write_ipc(packed)
    return packed.getvalue()


FORMATS: dict[str, Callable[[], bytes]] = {
    "xlsx": lambda: workbook(Votes=TABLE),
    "sqlite": lambda: sqlite(votes=TABLE),
    "arrow": arrow,
    "json": lambda: json.dumps(RECORDS).encode(),
    "columns.json": lambda: json.dumps(frame().to_dict(as_series=False)).encode(),
    "inner.json": lambda: json.dumps({"title": "May", "data": {"rows": RECORDS}}).encode(),
    "lines.json": lambda: "\n".join(json.dumps(record) for record in RECORDS).encode(),
    "utf-16.json": lambda: json.dumps(RECORDS).encode("utf-16"),
    "csv.gz": lambda: gzip.compress(csv().encode()),
    "csv.bz2": lambda: bz2.compress(csv().encode()),
    "csv.xz": lambda: lzma.compress(csv().encode()),
    "xlsx.gz": lambda: gzip.compress(workbook(Votes=TABLE)),
    "caret.csv": lambda: csv(delimiter="^").encode(),
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_table_comes_out_of_every_format(reader: Reader, name: str) -> None:
    tally = reader(FORMATS[name](), f"results.{name}")
    assert tally.votes.tolist() == VOTES
    assert tally.levels == ("region",)
    assert tally.units["unit"].to_list() == ["A / 1", "A / 2", "B / 3", "B / 4"]
    assert tally.registered is not None
    assert tally.registered.tolist() == [100, 200, 150, 80]


def test_a_table_of_duckdb(reader: Reader, tmp_path: Path) -> None:
    assert reader(duckdb(tmp_path), "results.duckdb").votes.tolist() == VOTES


def test_a_format_is_known_by_its_bytes_not_by_its_name(reader: Reader) -> None:
    assert reader(csv(), "results.xls").votes.tolist() == VOTES
    assert reader(workbook(Votes=TABLE), "results.csv").votes.tolist() == VOTES


@pytest.mark.parametrize("name", ["xlsx", "sqlite", "arrow", "json", "csv.gz", "csv.bz2", "csv.xz"])
@pytest.mark.parametrize("part", [0.4, 0.9])
def test_a_file_that_is_cut_off_is_a_fault(reader: Reader, name: str, part: float) -> None:
    data = FORMATS[name]()
    faults = reader.faults(data[: int(part * len(data))], f"results.{name}")
    assert len(faults) == 1
    assert faults[0].endswith(".")


def test_a_workbook_with_a_title_merged_cells_and_a_note(reader: Reader) -> None:
    rows = [
        ("Results of 1 May",),
        (),
        ("region", "station", "registered", "ballots", "Votes for", "", "invalid"),
        ("", "", "", "", "Yes", "No", ""),
        (1, 2, 3, 4, 5, 6, 7),
        ("A", "1", 100, 60, 30, 28, 2),
        ("", "2", 200, 120, 60, 57, 3),
        ("B", "3", 150, 90, 40, 50, 0),
        ("", "4", 80, 50, 20, 29, 1),
        ("* provisional; the commission has still to sign",),
    ]
    tally = reader(workbook(Votes=rows), "results.xlsx")
    assert (tally.choices, tally.votes.tolist()) == (("Yes", "No"), VOTES)
    assert tally.units["unit"].to_list() == ["A / 1", "A / 2", "B / 3", "B / 4"]
    assert repairs(tally) == {
        "lines above the header left out": 2,
        "rows read together as one header": 2,
        "row that numbers the columns left out": 1,
        "footnotes left out": 1,
        "names in 'region' filled down": 2,
    }


def test_rows_of_a_workbook_are_numbered_as_it_shows_them(reader: Reader) -> None:
    rows = [("Results",), (), HEADER, *ROWS[:3], ("B", "4", 80, 50, -49, 1, 20, 29)]
    (fault,) = reader.faults(workbook(Votes=rows), "results.xlsx")
    assert fault.startswith("row 7, column 'valid': the count is negative: -49")


def test_of_several_sheets_one_is_named_or_all_are_taken(reader: Reader) -> None:
    north, south = (
        (HEADER[1:], *(row[1:] for row in ROWS[:2])),
        (
            HEADER[1:],
            *(row[1:] for row in ROWS[2:]),
        ),
    )
    data = workbook(North=north, South=south, Notes=[("own numbers",)])
    assert reader.faults(data, "results.xlsx") == [
        "results.xlsx has 2 sheets that may be meant: North, South; expected one table. Name it as"
        " if the file were a folder: results.xlsx/North; or take all of them as one table:"
        " results.xlsx/*."
    ]
    path = reader.folder / "results.xlsx"
    assert read(path / "South").votes.tolist() == VOTES[2:]
    both = read(path / "*")
    assert both.levels == ("sheet",)
    assert both.units["unit"].to_list() == ["North / 1", "North / 2", "South / 3", "South / 4"]
    with pytest.raises(DataError, match=r"no Nord in results.xlsx; expected one of its 2 sheets"):
        read(path / "Nord")


def test_hidden_sheets_are_read_only_if_they_are_named(reader: Reader) -> None:
    data = workbook(Votes=TABLE, Old=TABLE[:3], hidden=["Old"])
    assert len(reader(data, "results.xlsx")) == 4
    assert len(read(reader.folder / "results.xlsx" / "Old")) == 2


def test_a_workbook_without_a_table(reader: Reader) -> None:
    (fault,) = reader.faults(workbook(Empty=[], Text=[("a",), ("b",)]), "results.xlsx")
    assert fault == "sheets Empty, Text: no sheet has a table."


def test_a_member_of_an_archive_in_an_archive(reader: Reader) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("book.xlsx", workbook(North=TABLE, South=TABLE))
    reader.path(packed.getvalue(), "results.zip")
    tally = read(reader.folder / "results.zip" / "book.xlsx" / "South")
    assert (tally.source.what, tally.source.where) == ("results.zip", "book.xlsx/South")


def test_archives_in_archives_end(reader: Reader) -> None:
    data = csv().encode()
    for _ in range(6):
        data = gzip.compress(data)
    (fault,) = reader.faults(data, "results.gz")
    assert "is an archive in an archive in an archive" in fault


def test_of_several_tables_one_is_named(reader: Reader) -> None:
    data = sqlite(first=TABLE, second=TABLE)
    (fault,) = reader.faults(data, "votes.db")
    assert fault.startswith("votes.db has 2 tables that may be meant: first, second; expected one")
    assert read(reader.folder / "votes.db" / "second").votes.tolist() == VOTES


def test_cells_of_sqlite_may_be_of_any_type(reader: Reader) -> None:
    rows = [(*row[:6], str(row[6]), row[7] if row[7] != 29 else None) for row in ROWS]
    tally = reader(sqlite(votes=(HEADER, *rows)), "votes.db")
    assert tally.set_aside.rows() == [("B / 4", 5, "votes missing: No", "B")]
    rows = [(*row[:6], b"20", float(str(row[7]))) for row in ROWS]
    assert reader(sqlite(votes=(HEADER, *rows)), "votes.db", columns={"choices": "Yes|No"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1, 2]", "there is no table in the JSON, only a list; expected a list of objects"),
        ('{"a": 1}', "there is no table in the JSON, only an object"),
        ('[{"a": 1}', "line 1, character 10: the JSON cannot be read: Expecting ',' delimiter"),
        ('[{"a": NaN}]', "the JSON cannot be read: NaN is no number of JSON"),
        ("[" * 100_000, "the JSON cannot be read"),
    ],
)
def test_json_without_a_table(reader: Reader, text: str, said: str) -> None:
    (fault,) = reader.faults(text, "results.json")
    assert fault.startswith(said) or said in fault


def test_results_nested_in_stations_are_a_long_table(reader: Reader) -> None:
    stations = [
        {
            "station": f"s{number}",
            "registered": 100,
            "results": [{"candidate": "Ann", "votes": number}, {"candidate": "Bob", "votes": 9}],
        }
        for number in range(1, 4)
    ]
    tally = reader(json.dumps({"stations": stations}), "results.json")
    assert tally.choices == ("Ann", "Bob")
    assert tally.votes.tolist() == [[1, 9], [2, 9], [3, 9]]
    assert tally.registered is not None


def test_features_of_geojson(reader: Reader) -> None:
    features = [
        {"type": "Feature", "geometry": None, "properties": record, "id": n}
        for n, record in enumerate(RECORDS)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    assert reader(text, "results.geojson").votes.tolist() == VOTES


def test_numbers_beyond_64_bits_are_faults(reader: Reader) -> None:
    records = [*RECORDS, {**RECORDS[0], "station": "9", "valid": 10**30}]
    (fault,) = reader.faults(json.dumps(records), "results.json")
    assert fault.startswith("row 6, column 'valid'")
    assert "is too large for a count" in fault


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<a><b/></a>", "the XML is of a form that we do not know: its root is 'a'"),
        ("<a><b></a>", "line 1: the XML cannot be read: Opening and ending tag mismatch"),
        ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "the XML declares"),
        ("<ElectionResult/>", "there is no contest in the file"),
        ("<ElectionReport/>", "there is no contest in the file"),
    ],
)
def test_xml_that_is_refused(reader: Reader, text: str, said: str) -> None:
    (fault,) = reader.faults(text, "results.xml")
    assert fault.startswith(said)


PAGE = (
    "<!DOCTYPE html><html><body><table><tr><td>Menu</td></tr></table><table>"
    "<tr><th rowspan=2>region</th><th rowspan='2'>station</th><th rowspan=2>registered</th>"
    "<th colspan=2>Votes for</th></tr><tr><th>Yes</th><th>No</th></tr>"
    "<tr><td rowspan=2>A</td><td>1</td><td>100</td><td>30</td><td>28</td></tr>"
    "<tr><td>2</td><td>200</td><td>60</td><td>57</td></tr>"
    "<tr><td rowspan=2>B</td><td>3</td><td>150</td><td>40</td><td>50</td></tr>"
    "<tr><td>4</td><td>80</td><td> 20 </td><td colspan=x>29</td></tr></table></body></html>"
)


def test_the_largest_table_of_a_web_page(reader: Reader) -> None:
    tally = reader(PAGE, "results.xls")
    assert (tally.choices, tally.votes.tolist()) == (("Yes", "No"), VOTES)
    assert tally.units["unit"].to_list() == ["A / 1", "A / 2", "B / 3", "B / 4"]
    assert repairs(tally)["largest of 2 tables read"] == 1


@pytest.mark.parametrize("head", ["", '<meta charset="windows-1251">'])
def test_a_page_in_another_encoding_inside_a_table_of_its_layout(reader: Reader, head: str) -> None:
    inner = PAGE[PAGE.index("<table><tr><th") : PAGE.index("</body>")]
    russian = inner.replace("region", "Регион").replace("station", "УИК").replace("Yes", "За")
    page = f"<html>{head}<table><tr><td>x</td></tr><tr><td>{russian}</td></tr></table></html>"
    tally = reader(page.encode("cp1251"), "results.xls")
    assert (tally.levels, tally.choices) == (("Регион",), ("За", "No"))


@pytest.mark.parametrize("page", ["<html><p>Not found</p></html>", "<!doctype html>", "<table>"])
def test_a_web_page_without_a_table(reader: Reader, page: str) -> None:
    (fault,) = reader.faults(page, "results.csv")
    assert fault.startswith("the file is a web page without a table of results; expected a table")


def test_a_damaged_database_of_duckdb(reader: Reader, tmp_path: Path) -> None:
    data = duckdb(tmp_path)
    (fault,) = reader.faults(data[:200] + bytes(len(data) - 200), "results.duckdb")
    assert fault.startswith("the DuckDB database cannot be read: ")


def test_a_workbook_that_unpacks_without_end(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tallyscope.sources.limits.ALWAYS_UNPACKED", 100)
    monkeypatch.setattr("tallyscope.sources.limits.HIGHEST_RATIO", 1)
    (fault,) = reader.faults(workbook(Votes=TABLE), "results.xlsx")
    assert fault.startswith("results.xlsx unpacks to more than 0 MB; expected at most 1 times")


def clarity(votes: str = "5", more: str = "") -> str:
    return (
        "<ElectionResult><ElectionDate>11/7/2034</ElectionDate><VoterTurnout><Precincts>"
        '<Precinct name="1" totalVoters="20" ballotsCast="9"/>'
        '<Precinct name="2" totalVoters="30" ballotsCast="9"/></Precincts></VoterTurnout>'
        f'<Contest text="Mayor" {more}><Choice text="Ann"><VoteType name="Early">'
        f'<Precinct name="1" votes="{votes}"/><Precinct name="2" votes="3"/></VoteType>'
        '<VoteType name="Day"><Precinct name="1" votes="1"/><Precinct name="2" votes="2"/>'
        "</VoteType></Choice></Contest></ElectionResult>"
    )


def test_clarity_adds_ways_of_voting_up(reader: Reader) -> None:
    tally = reader(clarity(), "detail.xml")
    assert tally.votes.tolist() == [[6], [5]]
    assert (tally.contest.name, tally.contest.date) == ("Mayor", "11/7/2034")
    assert repairs(tally) == {"ways of voting added up": 2}


def test_clarity_with_several_votes_for_each_voter_has_no_turnout(reader: Reader) -> None:
    tally = reader(clarity("50", 'voteFor="3"'), "detail.xml")
    assert (tally.registered, tally.ballots) == (None, None)
    assert repairs(tally)["voters and ballots left out"] == 2


def test_clarity_with_faults(reader: Reader) -> None:
    (fault,) = reader.faults(clarity("-5"), "detail.xml")
    assert fault == (
        "line 1, Precinct '1': votes is '-5'; expected a whole number. Fetch the file again."
    )
    (fault,) = reader.faults(SUMMARY, "detail.xml")
    assert fault.startswith("the contest 'Mayor' has no votes by precinct or county")


SUMMARY = (
    '<ElectionResult><Contest text="Mayor"><Choice text="Ann" totalVotes="3"/>'
    "</Contest></ElectionResult>"
)


def folder_of(path: Path, **files: str) -> Path:
    folder = path / "results"
    folder.mkdir()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


def test_the_files_of_a_folder_are_one_table(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, north=csv(ROWS[:2]), south=csv(ROWS[2:]))
    (folder / "README.md").write_text("own numbers")
    tally = read(folder)
    assert tally.votes.tolist() == VOTES
    assert tally.levels == ("file", "region")
    assert tally.units["unit"][0] == "north / A / 1"
    assert repairs(tally) == {"files read as one table": 2}
    assert len(tally.source.sha256) == 64


def test_faults_in_a_folder_name_the_file(tmp_path: Path) -> None:
    bad = csv(ROWS[2:]).replace("150", "-150")
    folder = folder_of(tmp_path, north=csv(ROWS[:2]), south=bad)
    with pytest.raises(DataError, match=r"south.csv, row 2, column 'registered': the count is neg"):
        read(folder)
    (folder / "south.csv").write_bytes(b"PAR1, cut off")
    with pytest.raises(DataError, match=r"south.csv: the Parquet file ends too early"):
        read(folder)


def test_files_of_a_folder_with_other_columns_are_told(tmp_path: Path) -> None:
    other = csv(ROWS[2:]).replace("registered", "registerd")
    folder = folder_of(tmp_path, north=csv(ROWS[:1]), east=csv(ROWS[1:2]), south=other)
    with pytest.raises(DataError) as caught:
        read(folder)
    assert [str(fault) for fault in caught.value.faults] == [
        "south.csv: there is no column 'registered'; expected the same columns in all files. Did"
        " you mean 'registerd'?"
    ]
    (folder / "south.csv").write_text(csv([(*row, 1) for row in ROWS[2:]], (*HEADER, "Remark")))
    with pytest.raises(DataError, match=r"south.csv: the column 'Remark' is in 1 of the 3 tables"):
        read(folder)


def all_of(archive: Path) -> Tally:
    return read(archive / "*")


def test_all_members_of_an_archive_are_one_table(tmp_path: Path) -> None:
    path = tmp_path / "results.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/north.csv", csv(ROWS[:2]))
        archive.writestr("a/south.csv", csv(ROWS[2:]))
    tally = all_of(path)
    assert tally.votes.tolist() == VOTES
    assert tally.units["unit"][3] == "south / B / 4"
