"""What is wrong with a pack is told with file, line and a way out, all of it together."""

from __future__ import annotations

import contextlib
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tallyscope import evidence
from tallyscope.errors import DataError
from tallyscope.evidence.tables import DESCRIPTOR
from tallyscope.statement import Days
from tests.evidence.packs import PLACES, area, write

SHARE = "N{},vote,North,share,yes,valid,{},{},{},%,2024-05-05,paper,,all,"


def faults(folder: Path) -> list[str]:
    with pytest.raises(DataError) as wrong:
        evidence.load(folder)
    assert str(folder) in str(wrong.value)
    return [str(fault) for fault in wrong.value.faults]


def test_a_sound_pack(tmp_path: Path) -> None:
    rows = {
        "areas": [area(1, "Examplia", "1000"), area(2, "North", "250.5", low="240")],
        "control": ['C1,North,Junta,share_of_area,62,60,65,%,map,2024-05,"map, of May",'],
        "electorates": ["E1,North,registered,4000,,,voters,2024-04-30,register,"],
        "populations": ["P1,North,population,6000,,,persons,2023,census,"],
        "earlier_votes": ["V1,2019,North,turnout,,,61.20,,,%,2019-06-02,paper,"],
        "announced": [SHARE.format(1, "93.10", "", "")[:-1] + ",29.19"],
    }
    pack = evidence.load(write(tmp_path / "pack", rows))
    assert pack.areas[1].low == 240
    assert pack.areas[1].high == Decimal("250.5")
    assert pack.control[0].source == "map, of May"
    assert pack.control[0].date == Days(date(2024, 5, 1), date(2024, 5, 31))
    assert pack.earlier_votes[0].decimals == 2
    assert pack.announced[0].counted == Decimal("29.19")
    assert list(pack.facts) == ["A1", "A2", "C1", "E1", "P1", "V1", "N1"]
    assert pack.place("republic of examplia") == pack.places[0]


def test_a_table_that_is_not_listed_is_empty(tmp_path: Path) -> None:
    pack = evidence.load(write(tmp_path, tables=["places", "areas"]))
    assert pack.announced == ()


def test_comments_and_empty_lines_count_as_lines(tmp_path: Path) -> None:
    folder = write(tmp_path, {"areas": ["", '# "half a quotation', area(1, "Nroth", "5")]})
    assert faults(folder) == [
        "areas.csv, line 4, place: 'Nroth' is not in places.csv. Did you mean 'North'?"
    ]


def test_all_faults_together(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        {
            "areas": ["A1,North,size,5 000,,,ha,official,2024-13,recalled,"],
            "announced": [SHARE.format(1, "93.1", "94", ""), SHARE.format(1, "101", "", "")],
        },
    )
    assert faults(folder) == [
        "areas.csv, line 2, measure: 'size'; expected one of area, land_area.",
        "areas.csv, line 2, value: '5 000'; expected a number such as 93.11 or 2115800. No spaces,"
        " no thousands separators, a point for decimals.",
        "areas.csv, line 2, unit: 'ha'; expected one of km2.",
        "areas.csv, line 2, date: '2024-13'; expected a date such as 2022-09-27, 2022-09 or 2022.",
        "areas.csv, line 2, source: 'recalled' is no source; expected an address or a citation."
        " Leave out what nobody can look up.",
        "announced.csv, line 2: low 94, value 93.1, high 93.1; expected low <= value <= high.",
        "announced.csv, line 3: 101%; expected at most 100%.",
        "announced.csv, line 2: id 'N1' is used 2 times; expected unique ids.",
        "announced.csv, line 3: id 'N1' is used 2 times; expected unique ids.",
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (
            "A1,North,area,,,,km2,official,2024,atlas,",
            "areas.csv, line 2, value: is empty; expected the number, with the digits of the"
            " source.",
        ),
        (
            "A1,North,area,-5,,,km2,official,2024,atlas,",
            "areas.csv, line 2, value: '-5' is below zero; expected zero or more.",
        ),
        (
            "A1,North,area,5,,,km2,official,2024,,",
            "areas.csv, line 2, source: is empty; expected address or citation; 'derived from ID"
            " and ID' if computed.",
        ),
        (
            "A1,North,area,5,,,km2,official,2024,derived from A1 and A11,",
            "areas.csv, line 2: derived from 'A11', which is no row of the pack. Did you mean"
            " 'A1'?",
        ),
        (
            "A1,North,area,1,234,,,km2,official,2024,atlas,",
            "areas.csv, line 2: 12 cells; expected 11. Put a text that contains commas between"
            ' "double quotes".',
        ),
    ],
)
def test_one_fault(tmp_path: Path, row: str, fault: str) -> None:
    assert faults(write(tmp_path, {"areas": [row]})) == [fault]


def test_votes_need_an_option_and_turnout_has_none(tmp_path: Path) -> None:
    rows = [
        "N1,vote,North,share,,valid,50,,,%,2024,paper,,all,",
        "N2,vote,North,turnout,yes,,50,,,%,2024,paper,,all,",
    ]
    assert faults(write(tmp_path, {"announced": rows})) == [
        "announced.csv, line 2: measure 'share' with option ''; expected an option for votes and"
        " share, and for nothing else.",
        "announced.csv, line 3: measure 'turnout' with option 'yes'; expected an option for votes"
        " and share, and for nothing else.",
    ]


def test_columns(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "areas.csv").write_text("id,plaec,measure,value,value\n", encoding="utf-8")
    found = faults(folder)
    assert found[0].startswith(
        "areas.csv, line 1: column 'place' is missing. Columns: id, place, measure, value"
    )
    assert "areas.csv, line 1: there is no column 'plaec'; expected one of" in "\n".join(found)
    assert "Did you mean 'place'?" in "\n".join(found)
    assert "areas.csv, line 1: column 'value' stands there twice." in found


def test_places(tmp_path: Path) -> None:
    places = (
        *PLACES,
        "L3,South,region,East,NORTH,2024,atlas,",
        "L4,East,region,South,,2024,atlas,",
    )
    assert faults(write(tmp_path, places=places)) == [
        "places.csv, line 4: 'NORTH' already means 'North'.",
        "places.csv, line 4: 'South' contains itself; expected a parent above it.",
        "places.csv, line 5: 'East' contains itself; expected a parent above it.",
    ]


def test_no_places(tmp_path: Path) -> None:
    assert faults(write(tmp_path, places=())) == [
        "places.csv: has no rows yet; expected at least one place. Every other table names places"
        " of this one."
    ]


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^there is no folder .*evidence new .* starts a pack\.$"):
        evidence.load(tmp_path / "nowhere")


def test_no_descriptor(tmp_path: Path) -> None:
    assert faults(tmp_path)[0] == (
        "datapackage.json: is missing. `tallyscope evidence new FOLDER` writes a pack that has one."
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{", "datapackage.json: is not JSON"),
        ("[]", 'datapackage.json: has no list of resources; expected "resources": [...].'),
        ('{"resources": []}', "datapackage.json: lists no places; expected a resource 'places'."),
        (
            '{"resources": [{"name": "place"}]}',
            "datapackage.json: there is no table 'place'; expected one of places, areas, control,"
            " electorates, populations, earlier_votes, announced. Did you mean 'places'?",
        ),
        (
            '{"resources": [{"name": "places", "path": "../places.csv"}]}',
            "datapackage.json: path of places is '../places.csv'; expected 'places.csv'.",
        ),
    ],
)
def test_descriptors(tmp_path: Path, text: str, fault: str) -> None:
    write(tmp_path)
    (tmp_path / DESCRIPTOR).write_text(text, encoding="utf-8")
    assert faults(tmp_path)[0].startswith(fault)


def test_a_listed_file_is_missing(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "areas.csv").unlink()
    assert faults(tmp_path) == ["areas.csv: is missing, though datapackage.json lists it."]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "areas.csv: is empty; expected a line with the names of the columns."),
        (b"id\xff", "areas.csv: byte 2 is not UTF-8. Save the file as 'CSV UTF-8'."),
        (b'id,"pla\n', "areas.csv: is not a CSV file (unexpected end of data)."),
    ],
)
def test_files_that_are_no_tables(tmp_path: Path, content: bytes, fault: str) -> None:
    write(tmp_path)
    (tmp_path / "areas.csv").write_bytes(content)
    assert faults(tmp_path) == [fault]


def test_more_than_twenty_faults_are_counted(tmp_path: Path) -> None:
    rows = [f"A{n},North,area,x,,,km2,official,2024,atlas," for n in range(25)]
    with pytest.raises(DataError, match="25 faults found") as wrong:
        evidence.load(write(tmp_path, {"areas": rows}))
    assert "… and 5 more." in str(wrong.value)


@given(st.binary(max_size=200), st.sampled_from(["areas.csv", "places.csv", DESCRIPTOR]))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_garbage_is_never_more_than_a_data_error(tmp_path: Path, content: bytes, name: str) -> None:
    write(tmp_path)
    (tmp_path / name).write_bytes(content)
    with contextlib.suppress(DataError):
        evidence.load(tmp_path)


def test_bytes_from_a_spreadsheet_with_a_mark_in_front(tmp_path: Path) -> None:
    write(tmp_path)
    path = tmp_path / "places.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert len(evidence.load(tmp_path).places) == 2


def test_name_and_title_come_from_the_descriptor(tmp_path: Path) -> None:
    write(tmp_path)
    about = json.loads((tmp_path / DESCRIPTOR).read_text("utf-8"))
    assert evidence.load(tmp_path).title == about["title"] == "Test"
