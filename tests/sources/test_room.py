"""A large table is given up on its way to a tally: nothing of it is held twice."""

from __future__ import annotations

import tracemalloc
import weakref
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from tallyscope.simulate.honest import country
from tallyscope.sources import build, cells, columns, read, schemas, storage
from tallyscope.sources.columns import columns_of
from tallyscope.sources.doubles import _repeated
from tallyscope.sources.holes import Filled
from tallyscope.sources.table import as_text
from tests.sources.files import HEADER, ROWS, csv
from tests.sources.test_storage import assert_same


def test_counts_are_given_up_column_by_column() -> None:
    rows, choices = 100_000, 10
    order = np.arange(rows)[::-1].copy()
    tracemalloc.start()
    try:
        filled = Filled(
            counts={"valid": np.ones(rows, dtype=np.int64)},
            known={"valid": np.ones(rows, dtype=np.bool_)},
            votes=[np.full(rows, place, dtype=np.int32) for place in range(choices)],
            votes_known=[np.ones(rows, dtype=np.bool_) for _ in range(choices)],
        )
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        counts, votes = filled.give_up(order)
        kept, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert votes.tolist()[0] == list(range(choices))
    assert counts["valid"].sum() == rows
    one_column = 8 * rows
    # of what was held nothing is left; on the way one column stood there twice
    assert kept < votes.nbytes + counts["valid"].nbytes + one_column / 2
    assert peak < held + votes.nbytes + one_column


@pytest.mark.parametrize("with_schema", [False, True])
def test_the_columns_are_gone_when_the_tally_is_made(
    with_schema: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "votes.csv"
    path.write_text(csv(ROWS), encoding="utf-8")
    schema = schemas.schema_of(read(path))
    columns_left: list[weakref.ref[columns.Column]] = []
    left_at_last: list[int] = []

    def watched(frame: pl.DataFrame) -> tuple[columns.Column, ...]:
        found = columns_of(frame)
        columns_left.extend(weakref.ref(column) for column in found)
        return found

    def made(*told: Any) -> object:
        left_at_last.append(sum(column() is not None for column in columns_left))
        return build_tally(*told)

    build_tally = build._tally
    monkeypatch.setattr(build, "columns_of", watched)
    monkeypatch.setattr(build, "_tally", made)
    if with_schema:
        schemas.read_with(path, schema)
    else:
        read(path)
    assert len(columns_left) == len(HEADER)  # examined once
    assert left_at_last == [0]


def test_a_tally_is_written_in_parts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tally = country(n_units=250, n_regions=2, n_districts=4, seed=0)
    parts: list[int] = []
    table = storage._table

    def counted(*told: Any) -> pl.DataFrame:
        part = table(*told)
        parts.append(part.height)
        return part

    monkeypatch.setattr(storage, "_table", counted)
    monkeypatch.setattr(storage, "ROW_GROUP", 100)
    again = read(storage.write(tally, tmp_path / "tally.parquet"))
    assert parts == [0, 100, 100, 50]
    assert_same(tally, again)


def test_equal_names_share_their_letters() -> None:
    names = [f"Polling station Number {place}" for place in range(50)]
    text = pl.Series("name", [*(names * 40), None])
    packed = text.cast(pl.Categorical)
    assert as_text(packed).equals(text, null_equal=True, check_names=True)
    assert as_text(packed.clear()).to_list() == []
    assert as_text(pl.Series([None], dtype=pl.Categorical)).to_list() == [None]
    arrow = as_text(packed).to_arrow(compat_level=pl.CompatLevel.newest())
    letters = [buffer.size for buffer in arrow.buffers()[2:]]  # after what is there, and the views
    assert sum(letters) == sum(map(len, names))


@pytest.mark.parametrize(
    "texts",
    [
        ["1", "-", "3", None, "1 204", "5", "7", "x", "1 204"],
        ["a", "b", None, "1", "b", "c", "1", "2"],
        ["1.5", "2", "99.5", "-", "3.5", "0.5"],
        ["1.5", "2", "199.5", "-", "3.5", "0.5"],
    ],
)
def test_cells_are_told_apart_the_same_in_parts(
    texts: list[str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, numbers = cells.examine(pl.Series(texts))
    monkeypatch.setattr(cells, "AT_ONCE", 2)
    kind_in_parts, in_parts = cells.examine(pl.Series(texts))
    assert kind_in_parts == kind
    assert (in_parts is None) == (numbers is None)
    if numbers is not None and in_parts is not None:
        assert in_parts.counts.tolist() == numbers.counts.tolist()
        assert in_parts.bad.rows() == numbers.bad.rows()
        assert in_parts.repairs == numbers.repairs


def test_names_that_stand_as_names_do_are_not_copied() -> None:
    (tidy,) = columns_of(pl.DataFrame({"place": ["Upper Town", "Lower Town", None]}))
    assert tidy.places is tidy.cells
    untidy = columns_of(
        pl.DataFrame({"a": [" Town", "Town"], "b": ["A  B", "A B"], "c": ["A\tB", ""]})
    )
    assert [column.places.to_list() for column in untidy] == [
        ["Town", "Town"],
        ["A B", "A B"],
        ["A B", None],
    ]


def test_one_name_is_looked_for_beyond_the_first_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "FIRST_ROWS", 2)
    found = columns_of(
        pl.DataFrame(
            {
                "a": ["X", "X", "X", " X"],
                "b": ["X", "X", "X", "Y"],
                "c": [None, "", "X", "X"],
                "d": ["X", "Y", "X", "X"],
            }
        )
    )
    assert [column.has_one_name for column in found] == [True, False, True, False]


def test_names_that_stand_twice_are_found_by_their_hashes() -> None:
    names = pl.Series(["b", "a", "b", "c", "a", "d"])
    assert _repeated(names).tolist() == names.is_duplicated().to_list()
    assert not _repeated(names.unique()).any()
