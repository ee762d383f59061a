from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from tallyscope.errors import DataError
from tallyscope.sources import from_frame
from tests.sources.files import HEADER, ROWS, Reader, csv

CELLS = {name: [row[place] for row in ROWS] for place, name in enumerate(HEADER)}
FRAMES = {
    "polars": pl.DataFrame(CELLS),
    "lazy polars": pl.DataFrame(CELLS).lazy(),
    "pandas": pd.DataFrame(CELLS, index=[7, 7, 8, 9]),
    "Arrow": pa.table(CELLS),
}


@pytest.mark.parametrize("kind", FRAMES)
def test_frames_of_other_libraries_are_read_as_files(reader: Reader, kind: str) -> None:
    tally = from_frame(FRAMES[kind], name="four stations")
    plain = reader(csv())
    assert tally.source.what == "four stations"
    assert tally.units["unit"].to_list() == plain.units["unit"].to_list()
    assert tally.votes.tolist() == plain.votes.tolist()
    assert tally.counts("registered").tolist() == plain.counts("registered").tolist()
    assert tally.source.mapping == plain.source.mapping


def test_missing_values_of_pandas_are_unknown() -> None:
    frame = pd.DataFrame({"station": ["a", "b", "c"], "Yes": [3, None, 4], "No": [1, 2, 3]})
    assert from_frame(frame).set_aside.rows() == [("b", 3, "votes missing: Yes")]


def test_the_arguments_of_read(reader: Reader) -> None:
    tally = from_frame(
        FRAMES["polars"], choice="No", levels=["region"], columns={"ignore": "invalid"}
    )
    assert tally.contest.focus == "No"
    assert not tally.has("invalid")


def test_faults_name_the_frame() -> None:
    frame = pl.DataFrame({"station": ["a", "b"], "Yes": [3, -1], "No": [1, 2]})
    with pytest.raises(
        DataError, match=r"^two stations: row 3, column 'Yes': the count is negative"
    ):
        from_frame(frame, name="two stations")
    with pytest.raises(DataError, match=r"^data frame: row 3, column 'Yes'"):
        from_frame(frame)


def test_something_else_is_no_frame() -> None:
    with pytest.raises(DataError, match="a list is no data frame; expected a pandas, polars or"):
        from_frame([1, 2])  # type: ignore[arg-type]


def test_a_frame_is_not_changed() -> None:
    frame = pl.DataFrame(CELLS)
    from_frame(frame)
    assert frame.equals(pl.DataFrame(CELLS))


@pytest.mark.parametrize(
    "frame",
    [
        pl.DataFrame(),
        pl.DataFrame({"a": []}),
        pl.DataFrame({"a": [[1], [2]], "b": [{"x": 1}, {"x": 2}], "c": [b"x", b"y"]}),
        pl.DataFrame({"a": [None, None]}),
    ],
)
def test_frames_without_results(frame: pl.DataFrame) -> None:
    with pytest.raises(DataError):
        from_frame(frame)
