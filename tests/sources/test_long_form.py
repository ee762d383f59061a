"""Tables with one row per unit and choice."""

from __future__ import annotations

import pytest

from tallyscope.errors import DataError
from tallyscope.sources import read
from tests.sources.files import Reader, Row, csv, reasons, repairs

HEADER = ("county", "precinct", "candidate", "votes")
ROWS: tuple[Row, ...] = (
    ("A", "1", "Ann", 30),
    ("A", "1", "Bob", 28),
    ("A", "2", "Ann", 60),
    ("A", "2", "Bob", 57),
    ("B", "1", "Ann", 40),
    ("B", "1", "Bob", 50),
)
VOTES = [[30, 28], [60, 57], [40, 50]]


def test_choices_become_columns(reader: Reader) -> None:
    tally = reader(csv(ROWS, HEADER))
    assert (tally.choices, tally.votes.tolist()) == (("Ann", "Bob"), VOTES)
    assert tally.units["unit"].to_list() == ["A / 1", "A / 2", "B / 1"]
    assert repairs(tally) == {"rows joined into one row per unit": 6}
    assert tally.source.rows == 3


def test_the_order_of_rows_does_not_matter(reader: Reader) -> None:
    turned = reader(csv(ROWS[::-1], HEADER))
    assert turned.units["unit"].to_list() == ["A / 1", "A / 2", "B / 1"]
    assert turned.choices == ("Bob", "Ann")
    assert turned.votes.tolist() == [votes[::-1] for votes in VOTES]


def test_counts_among_the_choices_become_counts(reader: Reader) -> None:
    more = [("A", "1", "Registered Voters", 99), ("A", "2", "Registered Voters", 200)]
    tally = reader(csv([*ROWS, *more, ("B", "1", "Registered Voters", 150)], HEADER))
    assert tally.registered is not None
    assert tally.registered.tolist() == [99, 200, 150]


def test_a_missing_row_is_0_only_where_zeros_are_never_listed(reader: Reader) -> None:
    tally = reader(csv(ROWS[:-1], HEADER))
    assert tally.votes.tolist() == [[30, 28], [60, 57], [40, 0]]
    assert repairs(tally)["votes taken as 0 for choices without a row"] == 1
    listed = [(*row[:3], 0) if row[3] == 28 else row for row in ROWS[:-1]]
    assert reasons(reader(csv(listed, HEADER))) == {"votes missing: Bob": 1}


def test_an_unknown_count_is_not_0(reader: Reader) -> None:
    rows = [(*row[:3], "*") if row[3] == 50 else row for row in ROWS]
    assert reasons(reader(csv(rows, HEADER))) == {"votes missing: Bob": 1}


def test_ways_of_voting_are_added_or_their_total_is_taken(reader: Reader) -> None:
    parts = [
        (*row[:3], way, votes)
        for row in ROWS
        for way, votes in (("EARLY", 10), ("ELECTION DAY", int(str(row[3])) - 10))
    ]
    header = (*HEADER[:3], "mode", "votes")
    tally = reader(csv(parts, header))
    assert tally.votes.tolist() == VOTES
    assert repairs(tally)["rows of one choice in one unit added up"] == 12
    totals = [(*row[:3], "TOTAL", row[3]) for row in ROWS]
    tally = reader(csv([*parts, *totals], header))
    assert tally.votes.tolist() == VOTES
    assert repairs(tally)["rows of single ways of voting left out"] == 12


def test_a_row_that_stands_twice_is_told(reader: Reader) -> None:
    assert reader.faults(csv([*ROWS, ROWS[2]], HEADER)) == [
        "row 8: the row stands there twice; expected every choice once in a unit. Delete the copy."
    ]


def test_cells_that_are_no_counts_are_told(reader: Reader) -> None:
    rows = [*ROWS[:5], ("B", "1", "Bob", -50)]
    (fault,) = reader.faults(csv(rows, HEADER))
    assert fault.startswith("row 7, column 'votes': the count is negative: -50")


OFFICES = ("office", *HEADER)
TWO: tuple[Row, ...] = (
    *(("Mayor", *row) for row in ROWS),
    *(("Judge", *row[:2], name, 7) for row in ROWS for name in ("Cy", "Di") if row[2] == "Ann"),
    *(("Registered Voters", *row[:2], "", 400) for row in ROWS if row[2] == "Ann"),
)


def test_of_several_contests_one_is_named(reader: Reader) -> None:
    assert reader.faults(csv(TWO, OFFICES), "all.csv") == [
        "the file has 2 contests: 'Mayor', 'Judge'; expected one contest. Name it as if the file"
        " were a folder: all.csv/Mayor."
    ]
    mayor = read(reader.folder / "all.csv" / "mayor")
    assert (mayor.choices, mayor.votes.tolist()) == (("Ann", "Bob"), VOTES)
    assert mayor.contest.name == "Mayor"
    assert mayor.registered is not None
    assert mayor.registered.tolist() == [400, 400, 400]
    assert repairs(mayor)["rows of other contests left out"] == 6
    assert read(reader.folder / "all.csv" / "Judge").choices == ("Cy", "Di")
    with pytest.raises(DataError, match=r"there is no contest 'Sherif'; expected one of 'Mayor'"):
        read(reader.folder / "all.csv" / "Sherif")


def test_a_contest_of_a_wide_table(reader: Reader) -> None:
    text = "precinct,office,Smith,Jones\n1,Mayor,3,4\n2,Mayor,5,4\n1,Judge,4,5\n2,Judge,4,4\n"
    reader.path(text, "wide.csv")
    assert read(reader.folder / "wide.csv" / "Judge").votes.tolist() == [[4, 5], [4, 4]]
    assert read(reader.folder / "wide.csv" / "Judge").contest.name == "Judge"
    assert read(reader.folder / "wide.csv" / "mayor").votes.tolist() == [[3, 4], [5, 4]]


def test_counts_that_say_the_same_in_all_rows_of_a_unit_are_kept(reader: Reader) -> None:
    rows = [(*row, 300 if row[1] == "1" else 400, row[3]) for row in ROWS]
    tally = reader(csv(rows, (*HEADER, "registered voters", "valid votes")))
    assert tally.registered is not None
    assert tally.registered.tolist() == [300, 400, 300]
    assert tally.derived == ("valid",)  # "valid votes" differ between the rows of a unit


def test_units_are_found_by_their_names_where_no_header_names_them(reader: Reader) -> None:
    rows = [(f"{row[0]}{row[1]}", row[2], f"Party of {row[2]}", row[3]) for row in ROWS]
    tally = reader(csv(rows, ("where", "candidate", "colour", "votes")))
    assert tally.votes.tolist() == VOTES
    assert tally.units["unit"].to_list() == ["A1", "A2", "B1"]


def test_a_table_with_one_row_per_unit_is_not_long(reader: Reader) -> None:
    text = "precinct,party,votes,Yes,No\n1,red,5,2,3\n2,blue,6,2,4\n3,red,9,4,5\n"
    assert len(reader(text)) == 3
