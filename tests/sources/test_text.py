from __future__ import annotations

import pytest

from tests.sources.files import HEADER, ROWS, Reader, csv, repairs

RUSSIAN = ("Регион", "УИК", "Число избирателей", "Число действительных бюллетеней", "ДА", "НЕТ")
RUSSIAN_ROWS = [("Адыгея", "1", 100, 58, 30, 28), ("Москва", "2", 200, 117, 60, 57)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(reader: Reader, delimiter: str) -> None:
    assert len(reader(csv(delimiter=delimiter))) == 4


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8_r", "cp866"]
)
def test_encodings_of_russian(reader: Reader, encoding: str) -> None:
    tally = reader(csv(RUSSIAN_ROWS, RUSSIAN, ";").encode(encoding))
    assert tally.choices == ("ДА", "НЕТ")
    assert tally.units["unit"].to_list() == ["Адыгея / 1", "Москва / 2"]


@pytest.mark.parametrize(
    ("encoding", "header", "row"),
    [
        ("cp1250", ("Województwo", "Gmina", "Liczba głosów ważnych"), ("łódzkie", "Żyrardów")),
        ("cp1252", ("Département", "Commune", "Exprimés"), ("Hérault", "Sète")),
        ("cp1254", ("İl", "İlçe", "Geçerli oy"), ("Ağrı", "Doğubayazıt")),
    ],
)
def test_encodings_of_latin_letters(
    reader: Reader, encoding: str, header: tuple[str, ...], row: tuple[str, ...]
) -> None:
    rows = [(*row, 5, 2, 3), (row[0], "X", 9, 4, 5)]
    tally = reader(csv(rows, (*header, "One", "Two"), ";").encode(encoding))
    assert " / ".join(row) in tally.units["unit"].to_list()
    assert f"decoded from {encoding.upper()}" in repairs(tally)


def test_line_ends_of_all_kinds(reader: Reader) -> None:
    for end in ("\r\n", "\r", "\n"):
        assert len(reader(csv().replace("\n", end))) == 4


def test_quotes_delimiters_and_line_ends_inside_cells(reader: Reader) -> None:
    header = ("region", "station", '"Party ""YES"", united"', "No")
    rows = [("A", '"School\nNo. 1"', 3, 4), ("A", '"Hall, first floor"', 5, 6)]
    tally = reader(csv(rows, header))
    assert tally.choices == ('Party "YES", united', "No")
    assert tally.units["unit"].to_list() == ["A / Hall, first floor", "A / School No. 1"]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(reader: Reader) -> None:
    # title, blank, header in row 3, rows 4 to 6, blank row 7, row 8
    text = (
        "Results of 1 May\n\n"
        + csv(ROWS[:3])
        + "\n"
        + ",".join(map(str, (*ROWS[3][:4], -49, 1, 20, 29)))
    )
    assert reader.faults(text) == [
        "row 8, column 'valid': the count is negative: -49; expected 0 or more. Correct the cell;"
        " leave it empty if the count is unknown."
    ]


def test_lines_above_and_blank_rows_are_told(reader: Reader) -> None:
    tally = reader(
        "Results of 1 May\n" + csv(ROWS[:2]) + ",,,,,,,\n" + csv(ROWS[2:]).split("\n", 1)[1]
    )
    assert repairs(tally) == {"lines above the header left out": 1, "blank rows left out": 1}
    assert tally.source.rows == 4


def test_doubled_and_empty_headers_are_numbered(reader: Reader) -> None:
    tally = reader("station,valid,Ayes,Ayes,\na,7,3,4,\nb,9,4,5,\n")
    assert tally.choices == ("Ayes", "Ayes (2)")
    assert tally.source.evidence["column 5"] == "no cell is filled"


def test_delimiters_at_the_ends_of_rows(reader: Reader) -> None:
    tally = reader("station,Yes,No\na,3,4,\nb,5,6,\n")
    assert repairs(tally) == {"empty cells beyond the last column left out": 2}


def test_a_row_may_be_shorter_than_the_header(reader: Reader) -> None:
    tally = reader("station,Yes,No\na,3\nb,5,6\nc,1,2\n")
    assert tally.set_aside.rows() == [("a", 2, "votes missing: No")]


def test_long_rows_are_told_all_together(reader: Reader) -> None:
    assert reader.faults("station,Yes,No\na,3,4\nb,5,6,7\nc,1,2,3,4\n") == [
        f"row {row}: the row has {cells} cells; expected 3, as many as the header. A cell with a"
        " delimiter in it must stand in quotation marks."
        for row, cells in ((3, 4), (4, 5))
    ]


def test_a_quotation_mark_that_is_not_closed(reader: Reader) -> None:
    (fault,) = reader.faults('station,Yes,No\na,3,4\n"b,5,6\nc,1,2\n')
    assert fault.startswith("row 3: the quotation marks do not match; expected every quotation")


def test_rows_swallowed_by_two_stray_marks_are_not_lost(reader: Reader) -> None:
    (fault,) = reader.faults('station,Yes,No\n"a,3,4\nb,5,6\nc",1,2\nd,3,4\n')
    assert fault == (
        "row 2, column 'station': a quotation mark is opened here that is closed only in a later"
        " row; expected one cell on one row. Remove the stray mark, or double it if it belongs to"
        " the text."
    )


def test_no_header(reader: Reader) -> None:
    (fault,) = reader.faults("1,2,3\n4,5,6\n")
    assert fault.startswith("row 1: the first row has numbers (1, 2, 3 …) where names should be")


def test_one_column_only(reader: Reader) -> None:
    (fault,) = reader.faults("station\na\nb\n")
    assert fault.startswith("row 1: the file has one column only; expected columns separated by")


def test_header_without_rows(reader: Reader) -> None:
    assert reader.faults(csv(())) == [
        "the file has no rows below its header; expected one per station."
    ]


def test_letters_read_wrongly_and_saved_again(reader: Reader) -> None:
    garbled = csv(RUSSIAN_ROWS, RUSSIAN).encode().decode("latin-1")
    (fault,) = reader.faults(garbled)
    assert fault.startswith("row 1: the letters are garbled")
    assert "export it once more as UTF-8" in fault


def test_cyrillic_read_as_latin_and_saved_again(reader: Reader) -> None:
    (fault,) = reader.faults(csv(RUSSIAN_ROWS, RUSSIAN).encode("cp1251").decode("latin-1"))
    assert fault.startswith("row 1: the letters are garbled")


def test_utf8_with_broken_places_is_told_with_its_lines(reader: Reader) -> None:
    data = csv([*RUSSIAN_ROWS, ("Тула", "3", 10, 5, 2, 3)] * 9, RUSSIAN).encode()
    lines = data.split(b"\n")
    lines[1] += b"\xff"
    lines[4] += b"\xfe"
    faults = reader.faults(b"\n".join(lines))
    assert [fault.split(";")[0] for fault in faults] == [
        "line 2: byte 0xff is not UTF-8",
        "line 5: byte 0xfe is not UTF-8",
    ]


def test_binary_is_not_text(reader: Reader) -> None:
    (fault,) = reader.faults(bytes(range(256)) * 4)
    assert fault.startswith("the file is not text: it has zero bytes")


def test_names_keep_their_blanks_collapsed(reader: Reader) -> None:
    tally = reader(csv(header=(*HEADER[:6], "  For  the\tbill ", "Against")))
    assert tally.choices == ("For the bill", "Against")


def test_very_many_long_rows_are_counted(reader: Reader) -> None:
    faults = reader.faults("station,Yes,No\n" + "a,1,2,3\n" * 130)
    assert len(faults) == 101
    assert faults[-1] == "30 more rows are longer than the header."


def test_a_title_with_an_old_line_end(reader: Reader) -> None:
    assert len(reader("Results\rof May\n" + csv())) == 4


def test_utf8_with_a_mark_and_a_broken_place(reader: Reader) -> None:
    (fault,) = reader.faults(b"\xef\xbb\xbf" + csv().encode() + b"\xff")
    assert fault.startswith("line 6: byte 0xff is not UTF-8")


def test_utf16_that_is_cut_off(reader: Reader) -> None:
    (fault,) = reader.faults(csv().encode("utf-16")[:-1])
    assert fault.startswith("the file begins as UTF-16 but byte")


def test_nothing_like_a_header(reader: Reader) -> None:
    (fault,) = reader.faults(";;x;\n" * 50)
    assert fault.startswith("none of the first 40 rows is a header")


def test_an_export_without_headers_is_told_where_they_are(reader: Reader) -> None:
    # as Bulgaria's commission publishes: form; section; pages; numbers in the order of a readme
    rows = [f"24;0101000{i:02};1;2;{900 + i};{880 + i};20;{400 + i};3;{397 + i}" for i in range(30)]
    (fault,) = reader.faults("\n".join(rows), "protocols.txt")
    assert fault.startswith("row 1: the first row has numbers (24, 010100000, 1, 2 …) where names")
    assert "a readme beside them names the columns" in fault
