"""Every row is a unit or set aside: holes, totals, doubles, votes above ballots."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.files import HEADER, ROWS, TOTAL, Reader, Row, csv, reasons, repairs

MANY: list[Row] = [
    ("A", f"s{n}", 100 + n, 60 + n % 7, 58 + n % 7, 2, 30, 28 + n % 7) for n in range(200)
]


def test_bad_cells_are_told_all_together(reader: Reader) -> None:
    rows = [list(row) for row in ROWS]
    rows[0][2], rows[1][3], rows[3][7] = -100, 117.5, "many"
    remedy = "Correct the cell; leave it empty if the count is unknown."
    assert reader.faults(csv(rows)) == [
        f"row 2, column 'registered': the count is negative: -100; expected 0 or more. {remedy}",
        f"row 3, column 'ballots': 117.5 is no whole number; expected a whole number. {remedy}",
        f"row 5, column 'No': 'many' is no number; expected a whole number, or an empty cell."
        f" {remedy}",
    ]


def test_thousands_separators_are_told_by_column(reader: Reader) -> None:
    tally = reader("station;registered;Yes;No\na;1 200;400;500\nb;1 300;500;600\n")
    assert tally.counts("registered").tolist() == [1200, 1300]
    assert repairs(tally) == {"thousands separators left out in 'registered'": 2}


def test_very_many_bad_cells_are_counted(reader: Reader) -> None:
    rows = [[*row[:7], -1] if place < 99 else row for place, row in enumerate([*MANY, *MANY])]
    rows = [[*row[:6], -1, row[7]] if place > 250 else row for place, row in enumerate(rows)]
    faults = reader.faults(csv([[f"r{n}", *row[1:]] for n, row in enumerate(rows)]))
    # 149 in column Yes, of which 100 are shown, and 99 in column No
    assert len(faults) == 100 + 1 + 99
    assert "49 more such cells in column 'Yes'." in faults


def test_a_choice_that_was_not_on_the_ballot(reader: Reader) -> None:
    text = "station,valid,A,B,C\na,9,4,5,0\nb,10,4,6,\nc,0,,,\nd,9,4,,\n"
    tally = reader(text)
    # b: 4 + 6 = 10, so C was not on the ballot; c: nothing valid; d: 4 is not 9
    assert tally.votes.tolist() == [[4, 5, 0], [4, 6, 0], [0, 0, 0]]
    assert reasons(tally) == {"votes missing: B, C": 1}
    (repair,) = tally.source.repairs
    assert repair.what.startswith("votes taken as 0 for choices that were not on the ballot: A, B")
    assert (repair.count, repair.why) == (
        2,
        "the valid votes are known there, and the other choices add up to them exactly",
    )


def test_holes_set_units_aside_with_their_reason(reader: Reader) -> None:
    rows: list[Row] = [
        *ROWS,
        ("B", "5", "", "", "", "", "", ""),
        ("B", "6", 100, "", "", "", "", ""),
        ("B", "7", "", 10, 10, 0, 5, 5),
        ("B", "8", 20, "", 10, "", 5, 5),
        ("B", "9", 20, 10, 10, 0, "", 5),
    ]
    tally = reader(csv(rows))
    assert tally.set_aside.rows() == [
        ("B / 5", 6, "no data published", "B"),
        ("B / 6", 7, "votes missing", "B"),
        ("B / 7", 8, "registered missing", "B"),
        ("B / 8", 9, "ballots and invalid missing", "B"),
        ("B / 9", 10, "votes missing: Yes", "B"),
    ]
    assert len(tally) + tally.set_aside.height == tally.source.rows == 9


def test_a_count_missing_in_most_rows_is_not_reported(reader: Reader) -> None:
    text = "station,registered,Yes,No\na,,4,5\nb,,4,6\nc,90,1,2\n"
    tally = reader(text)
    assert not tally.has("registered")
    assert len(tally) == 3
    (repair,) = tally.source.repairs
    assert repair.what == "registered taken as not reported"
    assert repair.why == "it is missing in 66.66% of the 3 rows with data"


def test_a_count_missing_in_half_of_the_rows_sets_them_aside(reader: Reader) -> None:
    tally = reader("station,registered,Yes,No\na,,4,5\nb,,4,6\nc,90,1,2\nd,90,1,2\n")
    assert reasons(tally) == {"registered missing": 2}


@pytest.mark.parametrize(("rows", "found"), [(ROWS[:1], "only one unit is left of 1 row")])
def test_too_few_units(reader: Reader, rows: list[Row], found: str) -> None:
    assert reader.faults(csv(rows)) == [
        f"{found}; expected at least two units with all their counts. If a column was misread,"
        " name the right one with --columns."
    ]


def test_no_unit_left_says_why(reader: Reader) -> None:
    rows: list[Row] = [("A", n, "", 60, 58, 2, 30, 28) for n in range(3)]
    rows += [("A", n, 100, "", "", "", "", "") for n in range(3, 6)]
    (fault,) = reader.faults(csv(rows))
    assert fault.startswith(
        "no unit is left of 6 rows; set aside: 3 × registered missing; 3 × votes missing; expected"
    )


@pytest.mark.parametrize("name", ["Total", "ИТОГО", "Razem", "Suma", "Gesamt", "Toplam", "Всего:"])
def test_a_total_that_is_named_and_adds_up_is_set_aside(reader: Reader, name: str) -> None:
    tally = reader(csv([*ROWS, (name, "", *TOTAL)]))
    assert tally.votes.sum(axis=0).tolist() == [150, 164]
    assert reasons(tally) == {"totals row: its counts are the sums of other rows": 1}
    assert repairs(tally)["totals rows set aside"] == 1


def test_a_total_with_an_empty_name_is_set_aside(reader: Reader) -> None:
    assert len(reader(csv([*ROWS, ("A", "", *TOTAL)]))) == 4


def test_totals_of_places_and_of_everything(reader: Reader) -> None:
    rows: list[Row] = [
        *ROWS[:2],
        ("A", "Total", 300, 180, 175, 5, 90, 85),
        *ROWS[2:],
        ("B", "Total", 230, 140, 139, 1, 60, 79),
        ("Total", "", *TOTAL),
    ]
    tally = reader(csv(rows))
    assert tally.set_aside["row"].to_list() == [4, 7, 8]
    assert len(tally) == 4


def test_totals_above_their_rows_named_by_place(reader: Reader) -> None:
    rows: list[Row] = [
        ("Итого А", "", 300, 180, 175, 5, 90, 85),
        *ROWS[:2],
        ("Итого Б", "", 230, 140, 139, 1, 60, 79),
        *ROWS[2:],
    ]
    assert reader(csv(rows)).set_aside["row"].to_list() == [2, 5]


def test_a_total_may_leave_a_count_out(reader: Reader) -> None:
    tally = reader(csv([*ROWS, ("Total", "", "", *TOTAL[1:])]))
    assert reasons(tally) == {"totals row: its counts are the sums of other rows": 1}


def test_a_sum_without_the_name_of_a_total_is_a_fault(reader: Reader) -> None:
    assert reader.faults(csv([*ROWS, ("C", "9", *TOTAL)])) == [
        "row 6: all counts of the row are the sums over the other rows of its place, but it is not"
        " called a total; expected stations only, or totals that are named and add up. Delete the"
        " row if it is a total; otherwise correct its name or its counts."
    ]


def test_the_sum_of_two_rows_is_enough_for_doubt_but_two_equal_rows_are_not(
    reader: Reader,
) -> None:
    summed = tuple(one + other for one, other in zip(ROWS[0][2:], ROWS[1][2:], strict=True))  # type: ignore[operator]
    (fault,) = reader.faults(csv([*ROWS[:2], ("A", "9", *summed)]))
    assert fault.startswith("row 4: all counts of the row are the sums over the other rows")
    assert len(reader(csv([*ROWS[:2], ("B", "8", *summed), ("B", "9", *summed)]))) == 4


def test_the_name_of_a_total_without_the_sum_is_a_fault(reader: Reader) -> None:
    (fault,) = reader.faults(csv([*ROWS, ("Total", "", 531, *TOTAL[1:])]))
    assert fault.startswith(
        "row 6: the row is called a total, but its counts are not the sums of other rows; expected"
    )


@given(st.lists(st.lists(st.integers(1, 5), min_size=1, max_size=4), min_size=2, max_size=5))
@settings(max_examples=20, deadline=None)
def test_reading_undoes_the_adding_of_totals(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[list[int]]
) -> None:
    """Random regions of districts of stations, with and without totals at every level."""
    rng = np.random.default_rng(len(sizes))
    plain: list[Row] = []
    summed: list[Row] = []
    for region, districts in enumerate(sizes):
        start = len(plain)
        for district, stations in enumerate(districts):
            rows = rng.integers(10, 900, (stations + 1, 2))
            named: list[Row] = [
                (f"R{region}", f"D{district}", f"S{n}", *row) for n, row in enumerate(rows.tolist())
            ]
            plain += named
            summed += [*named, (f"R{region}", f"D{district}", "Total", *rows.sum(axis=0).tolist())]
        votes = np.array([row[3:] for row in plain[start:]], dtype=np.int64)
        summed.append((f"R{region}", "Total", "", *votes.sum(axis=0).tolist()))
    everything = np.array([row[3:] for row in plain], dtype=np.int64).sum(axis=0)
    summed.append(("Total", "", "", *everything.tolist()))
    reader = Reader(tmp_path_factory.mktemp("totals"))
    header = ("region", "district", "station", "Yes", "No")
    with_totals, without = reader(csv(summed, header)), reader(csv(plain, header))
    assert with_totals.units["unit"].to_list() == without.units["unit"].to_list()
    assert with_totals.votes.tolist() == without.votes.tolist()
    assert with_totals.set_aside.height == len(summed) - len(plain)


def test_few_doubles_are_single_mistakes(reader: Reader) -> None:
    tally = reader(csv([*MANY, MANY[3], ("A", "s5", 105, 65, 63, 2, 33, 30)]))
    assert tally.set_aside.rows() == [
        (
            "A / s3",
            202,
            "duplicate row: the same unit with the same counts stands before it",
            "A",
        )
    ]
    assert "A / s5 (2)" in tally.units["unit"].to_list()
    assert repairs(tally) == {"units with one name and different counts numbered “(2)”": 1}


def test_a_number_that_is_taken_is_not_given_again(reader: Reader) -> None:
    rows: list[Row] = [
        *MANY,
        ("A", "s5", 105, 65, 63, 2, 33, 30),
        ("A", "s5 (2)", 9, 9, 9, 0, 5, 4),
    ]
    names = reader(csv(rows)).units["unit"].to_list()
    assert {"A / s5", "A / s5 (2)", "A / s5 (3)"} <= set(names)


def test_many_doubles_are_faults(reader: Reader) -> None:
    remedy = (
        "expected every unit once. Delete the copy, or name the columns that tell the units apart:"
        " --levels or --columns unit=COLUMN."
    )
    assert reader.faults(csv([*ROWS, ROWS[0], ("A", "2", 201, *ROWS[1][3:])])) == [
        f"row 6: the unit 'A / 1' stands here again, with the same counts; {remedy}",
        f"row 7: the unit 'A / 2' stands here again, with other counts; {remedy}",
    ]


def test_two_percent_is_the_border_between_few_and_many(reader: Reader) -> None:
    # 4 of 204 rows are 1.96%, 5 of 205 are 2.4%
    assert reader(csv([*MANY, *MANY[:4]])).set_aside.height == 4
    assert len(reader.faults(csv([*MANY, *MANY[:5]]))) == 5
    over: list[Row] = [("A", f"x{n}", 100, 60, 61, 0, 31, 30) for n in range(5)]
    assert reader(csv([*MANY, *over[:4]])).set_aside.height == 4
    assert len(reader.faults(csv([*MANY, *over]))) == 5


def test_strict_reading_lets_no_double_pass(reader: Reader) -> None:
    (fault,) = reader.faults(csv([*MANY, MANY[3]]), strict=True)
    assert fault.startswith("row 202: the unit 'A / s3' stands here again")


def test_few_units_with_votes_above_ballots_are_set_aside(reader: Reader) -> None:
    tally = reader(csv([*MANY, ("A", "x", 100, 60, 61, 0, 31, 30)]))
    assert reasons(tally) == {"more votes than ballots": 1}


def test_valid_votes_above_ballots_are_too_many_even_if_the_choices_are_not(
    reader: Reader,
) -> None:
    tally = reader(csv([*MANY, ("A", "x", 100, 60, 61, 0, 30, 28)]))
    assert reasons(tally) == {"more votes than ballots": 1}


def test_many_units_with_votes_above_ballots_are_faults(reader: Reader) -> None:
    rows: list[Row] = [*ROWS, ("A", "x", 100, 60, 61, 0, 31, 30)]
    assert reader.faults(csv(rows)) == [
        "row 6: there are more votes than ballots: 61 against 60; expected no more votes than"
        " ballots. Correct the row, or name the right columns with --columns."
    ]


def test_strict_reading_lets_no_vote_above_ballots_pass(reader: Reader) -> None:
    (fault,) = reader.faults(csv([*MANY, ("A", "x", 100, 60, 61, 0, 31, 30)]), strict=True)
    assert fault.startswith("row 202: there are more votes than ballots: 61 against 60")


def test_votes_for_the_choices_above_the_valid_votes(reader: Reader) -> None:
    tally = reader(csv([*MANY, ("A", "x", 100, 60, 50, 2, 30, 28)]))
    assert reasons(tally) == {"more votes for the choices than valid votes": 1}


def test_faults_of_every_kind_come_together(reader: Reader) -> None:
    rows: list[Row] = [
        *ROWS,
        ("A", "1", *ROWS[0][2:]),
        ("C", "1", 10, 5, 6, 0, 3, 3),
        ("C", "2", 10, -5, 5, 0, 2, 3),
        ("Total", "", *TOTAL),
    ]
    found = [re.sub(r":.*", "", fault) for fault in reader.faults(csv(rows))]
    assert found == ["row 8, column 'ballots'", "row 9", "row 6", "row 7"]


def test_nothing_is_set_aside_twice(reader: Reader) -> None:
    tally = reader(csv([*MANY, MANY[3], ("A", "gone", *[""] * 6)]))
    assert len(tally) + tally.set_aside.height == tally.source.rows == 202
    assert HEADER[0] in tally.set_aside.columns


def test_a_district_may_be_called_like_a_total(reader: Reader) -> None:
    rows = [("Suma" if row[0] == "B" else row[0], *row[1:]) for row in ROWS]
    assert len(reader(csv(rows))) == 4
