from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallyscope.sources.cells import LARGEST_COUNT, examine


def counts(cells: list[object]) -> list[int | None]:
    kind, numbers = examine(pl.Series(cells))
    assert kind == "counts"
    assert numbers is not None
    return [
        int(n) if known else None for n, known in zip(numbers.counts, numbers.known, strict=True)
    ]


def problems(cells: list[object]) -> list[tuple[int, str]]:
    kind, numbers = examine(pl.Series(cells, strict=False))
    assert kind == "counts"
    assert numbers is not None
    return list(numbers.bad.select("index", "problem").iter_rows())


@pytest.mark.parametrize("blank", ["", "-", "—", "n/a", "NA", "null", "н/д", " "])
def test_blank_markers_are_unknown_counts(blank: str) -> None:
    assert counts(["12", blank, "7"]) == [12, None, 7]


@pytest.mark.parametrize(
    ("cells", "read"),
    [
        (["1 204", "12"], [1204, 12]),
        (["1\u00a0204", "12"], [1204, 12]),
        (["1,204", "12"], [1204, 12]),
        (["1.204", "12"], [1204, 12]),
        (["1'204'300", "12"], [1204300, 12]),
        (["1,204,300", "2400"], [1204300, 2400]),
        (["12.0", "7.0"], [12, 7]),
        ([" 12", "7 "], [12, 7]),
        (["+12", "7"], [12, 7]),
    ],
)
def test_numbers_as_publishers_write_them(cells: list[object], read: list[int]) -> None:
    assert counts(cells) == read


def test_thousands_are_ambiguous_beside_plain_thousands() -> None:
    # 2400 is written without a mark, so 1.204 may be one and a bit
    assert problems(["1.204", "2400", "7"]) == [(0, "thousands or decimals")]


def test_both_marks_in_one_column_are_ambiguous() -> None:
    assert problems(["1.204", "1,300", "7", "8", "9"]) == [
        (0, "thousands or decimals"),
        (1, "thousands or decimals"),
    ]


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("-3", "negative"),
        ("−3", "negative"),
        ("2.5", "fraction"),
        ("1e5", "fraction"),
        ("abc", "not a number"),
        ("12%", "not a number"),
        ("99999999999", "too large"),
        ("99999999999999999999", "too large"),
    ],
)
def test_what_is_no_count_is_told_with_its_row(cell: str, problem: str) -> None:
    assert problems(["1", cell, "2"]) == [(1, problem)]


@pytest.mark.parametrize(
    ("cell", "problem"),
    [(-3.0, "negative"), (2.5, "fraction"), (float("inf"), "too large"), (2e10, "too large")],
)
def test_floats_that_are_no_counts(cell: float, problem: str) -> None:
    assert problems([1.0, cell, 2.0]) == [(1, problem)]


def test_whole_floats_are_counts_and_nan_is_unknown() -> None:
    assert counts([1.0, float("nan"), 3.0]) == [1, None, 3]


def test_integers_out_of_range() -> None:
    assert problems([1, -1, 2]) == [(1, "negative")]
    assert problems([1, LARGEST_COUNT + 1, 2]) == [(1, "too large")]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["51.7", "48.3", "9"], "percent"),
        (["51.7%", "48%"], "percent"),
        (["512.7", "480.3"], "fractions"),
        (["a", "b", "1"], "text"),
        (["", None], "empty"),
        ([True, False], "other"),
        ([10**12, 10**13], "other"),
        ([1e12, 1e13], "other"),
        ([str(10**12), str(10**13)], "other"),
        ([0.5, 0.25], "percent"),
        ([float("nan"), float("nan")], "empty"),
    ],
)
def test_kinds_of_columns_that_are_no_counts(cells: list[object], kind: str) -> None:
    assert examine(pl.Series(cells))[0] == kind


def test_leading_zeros_look_like_codes() -> None:
    _, numbers = examine(pl.Series(["0101", "0102"]))
    assert numbers is not None
    assert numbers.looks_like_code


def test_what_was_read_through_is_told() -> None:
    _, numbers = examine(pl.Series(["1 204", "12", "13.0"]))
    assert numbers is not None
    assert [(repair.what, repair.count) for repair in numbers.repairs] == [
        ("thousands separators left out", 1),
        ("decimal part of zeros left out", 1),
    ]


@given(st.lists(st.integers(0, LARGEST_COUNT) | st.none(), min_size=1))
def test_text_and_integers_are_read_alike(values: list[int | None]) -> None:
    as_text = examine(pl.Series([None if v is None else str(v) for v in values], dtype=pl.String))
    as_integers = examine(pl.Series(values, dtype=pl.Int64))
    assert as_text[0] == as_integers[0]
    if as_text[1] is not None and as_integers[1] is not None:
        assert as_text[1].counts.tolist() == as_integers[1].counts.tolist()
        assert as_text[1].known.tolist() == as_integers[1].known.tolist()


CELLS = st.lists(
    st.none()
    | st.integers(-5, 2000).map(str)
    | st.sampled_from(["", "-", "007", "1,204", "1.5", "12.0", "9%", "word", "99999999999", "+7"]),
    min_size=1,
    max_size=12,
)


@given(cells=CELLS)
def test_categories_and_numbers_are_examined_as_the_same_cells_as_text(
    cells: list[str | None],
) -> None:
    # large files are packed so; whole numbers are only if every cell is written as they are
    text = pl.Series(cells, dtype=pl.String)
    packed = [text.cast(pl.Categorical)]
    if all(cell is None or (cell.isdecimal() and str(int(cell)) == cell) for cell in cells):
        packed.append(text.cast(pl.Int64))
    kind, numbers = examine(text)
    for other in packed:
        kind_too, numbers_too = examine(other)
        assert kind_too == kind
        assert (numbers_too is None) == (numbers is None)
        if numbers is not None and numbers_too is not None:
            assert numbers_too.counts.tolist() == numbers.counts.tolist()
            assert numbers_too.known.tolist() == numbers.known.tolist()
            assert numbers_too.bad.rows() == numbers.bad.rows()
            assert numbers_too.repairs == numbers.repairs
