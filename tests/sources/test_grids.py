"""Headers of several rows, footnotes, headings between rows, merged names, stations across."""

from __future__ import annotations

import pytest

from tallyscope.errors import DataError
from tallyscope.sources.header_rows import header_of
from tests.sources.files import HEADER, ROWS, Reader, csv, reasons, repairs

DATA = ["A", "1", "100", "30", "28"]


def names(*rows: str) -> tuple[str, ...]:
    return header_of([row.split(",") for row in rows]).names


def test_names_under_a_heading_stand_for_themselves_where_they_can() -> None:
    assert names(
        "region,station,registered,Votes for,", ",,,Yes,No", "A,1,100,30,28", "A,2,90,1,2"
    ) == ("region", "station", "registered", "Yes", "No")


def test_a_heading_that_names_a_count_is_kept() -> None:
    assert names(
        "region,station,Ballots issued,,Yes,No", ",,early,on the day,,", "A,1,10,90,30,28"
    ) == ("region", "station", "Ballots issued early", "Ballots issued on the day", "Yes", "No")


def test_labels_that_repeat_under_headings() -> None:
    assert names("region,station,Smith,,Jones,", ",,votes,%,votes,%", "A,1,30,51.7,28,48.3") == (
        "region",
        "station",
        "Smith",
        "Smith %",
        "Jones",
        "Jones %",
    )


def test_a_heading_above_the_fullest_row() -> None:
    assert names(
        "Results,,,,,", ",,Smith,,Jones,", "region,station,votes,%,votes,%", "A,1,30,51.7,28,48"
    ) == ("region", "station", "Smith", "Smith %", "Jones", "Jones %")


@pytest.mark.parametrize(
    ("row", "numbered"),
    [
        ("1,2,3,4,5,6", True),
        ("A,B,1,2,3,4,5", True),
        ("1.,2.,3.,4.,5.", True),
        (",,1,2,3,4,5", True),
        ("A,1,2,3,4", False),  # a station with 2, 3 and 4 votes
        ("1,2,3,4,6", False),
        ("A,1,B,2,3,4,5", False),
    ],
)
def test_a_row_that_numbers_the_columns(row: str, numbered: bool) -> None:
    header = list("abcdefg")[: len(row.split(","))]
    depth = header_of([header, row.split(","), ["x", "7", "8", "9", "7", "7", "7"]]).depth
    assert depth == 1 + numbered


def test_a_section_below_the_header_is_no_part_of_it() -> None:
    rows = [["station", "Yes", "No"], ["North", "", ""], ["a", "3", "4"], ["b", "3", "4"]]
    assert header_of(rows).depth == 1


def test_rows_below_a_header_of_two_rows_keep_their_numbers(reader: Reader) -> None:
    text = "region,station,registered,Votes,,x_z\n,,,Yes,No,\nA,1,100,30,28,1\nA,2,200,-6,57,1\n"
    (fault,) = reader.faults(text)
    assert fault.startswith("row 4, column 'Yes': the count is negative: -6")


def test_words_below_a_header_without_any_numbers_are_no_header(reader: Reader) -> None:
    (fault,) = reader.faults("region,station,Votes,\n,,Yes,No")
    assert fault.startswith("column #3: the cells of 'Votes' are no counts but text")


def test_footnotes_are_left_out_and_told(reader: Reader) -> None:
    text = csv() + "Source: the commission of Ruritania\n* two stations are missing\n"
    tally = reader(text)
    assert len(tally) == 4
    (repair,) = tally.source.repairs
    assert (repair.what, repair.count) == ("footnotes left out", 2)
    assert "'Source: the commission of Ruritania'" in repair.why


def test_a_last_station_without_counts_is_no_footnote(reader: Reader) -> None:
    tally = reader(csv() + "C,Long School on the Hill,,,,,,\n")
    assert reasons(tally) == {"no data published": 1}


@pytest.mark.parametrize("region", ["Khanty-Mansi Autonomous Okrug - Yugra", "The Long Valley."])
def test_the_name_of_a_region_is_no_footnote(reader: Reader, region: str) -> None:
    tally = reader(csv() + f"{region},5,,,,,,\n")
    assert reasons(tally) == {"no data published": 1}


def test_headings_between_rows_become_a_level(reader: Reader) -> None:
    rows = [row[1:] for row in ROWS]
    blanks = [""] * 6
    tally = reader(csv([("North", *blanks), *rows[:2], ("South", *blanks), *rows[2:]], HEADER[1:]))
    assert tally.levels == ("area",)
    assert tally.units["unit"].to_list() == ["North / 1", "North / 2", "South / 3", "South / 4"]
    assert repairs(tally) == {"headings between the rows read as a level": 2}


def test_one_name_alone_is_no_heading(reader: Reader) -> None:
    tally = reader(csv([("", "z", *[""] * 6), *ROWS]))
    assert reasons(tally) == {"no data published": 1}


def test_stations_without_counts_are_no_headings(reader: Reader) -> None:
    tally = reader("station,Yes,No\na,,\nb,3,4\nc,,\nd,5,6\ne,5,7\n")
    assert reasons(tally) == {"no data published": 2}


def test_names_that_are_merged_are_filled_down(reader: Reader) -> None:
    rows = [(row[0] if row[1] in ("1", "3") else "", *row[1:]) for row in ROWS]
    tally = reader(csv(rows))
    assert tally.units["region"].to_list() == ["A", "A", "B", "B"]
    assert repairs(tally) == {"names in 'region' filled down": 2}


def test_names_that_come_back_are_not_merged(reader: Reader) -> None:
    rows = [(region, *row[1:]) for region, row in zip(("A", "", "A", ""), ROWS, strict=True)]
    assert repairs(reader(csv(rows))) == {"empty names in 'region' written as “(none)”": 2}


LINES = {
    "Number of registered voters": 2,
    "Ballots in ballot boxes": 3,
    "Invalid ballots": 5,
    "Valid ballots": 4,
    "Yes": 6,
    "No": 7,
}


def across(more: str = "") -> str:
    head = "No,Line," + ",".join(f"Station {row[1]}" for row in ROWS)
    lines = [
        f"{number},{line}," + ",".join(str(row[place]) for row in ROWS)
        for number, (line, place) in enumerate(LINES.items(), 1)
    ]
    return "\n".join([head, *lines]) + "\n" + more


def test_stations_side_by_side_are_turned(reader: Reader) -> None:
    tally = reader(across())
    assert tally.votes.tolist() == [[30, 28], [60, 57], [40, 50], [20, 29]]
    assert tally.units["unit"].to_list() == [f"Station {n}" for n in (1, 2, 3, 4)]
    assert tally.registered is not None
    assert tally.registered.tolist() == [100, 200, 150, 80]
    assert repairs(tally) == {"rows and columns exchanged; rows are counted as columns": 4}


def test_a_station_across_is_counted_by_its_column(reader: Reader) -> None:
    (fault,) = reader.faults(across().replace(",120,", ",-120,"))
    assert fault.startswith("row 4, column 'Ballots in ballot boxes': the count is negative: -120")


def test_counts_with_their_percentage_in_one_cell(reader: Reader) -> None:
    rows = [
        ("a", "1 204 (60.2%)", '"796\n39.8 %"'),
        ("b", "30 (50%)", "30 / 50%"),
        ("c", "12", '"0 (0,0%)"'),
    ]
    tally = reader(csv(rows, ("station", "Yes", "No")))
    assert tally.votes.tolist() == [[1204, 796], [30, 30], [12, 0]]
    assert repairs(tally)["percentages beside the counts left out in 'No'"] == 3


def test_a_percentage_alone_is_no_count(reader: Reader) -> None:
    with pytest.raises(DataError, match="there are no votes"):
        reader(csv([("a", "60%", "40%"), ("b", "5%", "95%")], ("station", "Yes", "No")))


GROUPS = "station;Inscrits;Nom;Voix;%"
CELLS = ("a;100;Ann;30;50;Bob;28;40", "b;200;Ann;60;50;Bob;57;40")


@pytest.mark.parametrize("header", [GROUPS, f"{GROUPS};Nom;Voix;%"])
def test_votes_behind_the_name_of_a_choice(reader: Reader, header: str) -> None:
    tally = reader("\n".join([header, *CELLS]))
    assert (tally.choices, tally.votes.tolist()) == (("Ann", "Bob"), [[30, 28], [60, 57]])
    assert repairs(tally)["votes named by the column before them"] == 2
    assert repairs(tally).get("columns of a group named again", 8) == 8


def test_names_that_change_name_no_votes(reader: Reader) -> None:
    rows = [CELLS[0], CELLS[1].replace("Ann", "Eve")]
    assert reader("\n".join([f"{GROUPS};Nom;Voix;%", *rows])).choices == ("Voix", "Voix (2)")


def test_bilingual_headers(reader: Reader) -> None:
    header = ("Province/Province", "Station/Bureau", "Electors/Électeurs inscrits", "Oui/Yes", "No")
    rows = [(row[0], row[1], row[2], *row[6:]) for row in ROWS]
    assert reader(csv(rows, header)).registered is not None


def test_answers_behind_votes_are_choices(reader: Reader) -> None:
    rows = [(row[1], row[4], *row[6:]) for row in ROWS]
    tally = reader(csv(rows, ("station", "valid votes", "Votes yes", "Votes no")))
    assert tally.choices == ("Votes yes", "Votes no")


def test_ballots_are_found_above_valid_and_invalid(reader: Reader) -> None:
    rows = [(row[1], *row[3:]) for row in ROWS]
    tally = reader(csv(rows, ("station", "greidd", "valid", "invalid", "Yes", "No")))
    assert tally.ballots is not None
    assert tally.ballots.tolist() == [60, 120, 90, 50]
