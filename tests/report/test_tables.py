"""Cells, rows and what the page's script gets."""

from __future__ import annotations

import polars as pl
import pytest

from tallyscope.report.tables import PRINTED_ROWS, Column, Table, printed


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (1234567, 0, "1,234,567"),
        (-0.4, 0, "0"),
        (-12.34, 1, "−12.3"),
        (0.00004, 4, "<0.0001"),
        (0.0, 4, "0.0000"),
        (1.0, 4, "1.0000"),
        (None, 2, "–"),
        (None, None, "–"),
        ("a < b", None, "a < b"),
    ],
)
def test_cells(value: object, digits: int | None, text: str) -> None:
    assert printed(value, digits) == text


def table(frame: pl.DataFrame) -> Table:
    columns = (Column("name", "Name"), Column("x", "X", 1))
    return Table(id="t", caption="c", columns=columns, frame=frame)


def test_what_is_no_number_is_none() -> None:
    frame = pl.DataFrame({"x": [1.0, float("nan"), float("inf")], "name": ["a", "b", None]})
    assert table(frame).rows == [("a", 1.0), ("b", None), (None, None)]


def test_first_rows_are_text_and_all_rows_are_data() -> None:
    n = PRINTED_ROWS + 7
    frame = pl.DataFrame({"name": [f"u{i}" for i in range(n)], "x": [i / 3 for i in range(n)]})
    made = table(frame)
    assert len(made.first) == PRINTED_ROWS
    assert made.first[1] == ["u1", "0.3"]
    assert made.data["columns"] == [["Name", None, False], ["X", 1, False]]
    assert len(made.data["rows"]) == n
    assert made.data["rows"][1] == ("u1", 0.333333333)
