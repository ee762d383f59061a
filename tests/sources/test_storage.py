"""What was written is read back the same, in every form, whatever names and cells it has."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tallyscope.errors import DataError
from tallyscope.simulate.honest import country
from tallyscope.sources import read
from tallyscope.sources.storage import stored, write
from tallyscope.tally import COUNT_NAMES, Contest, Repair, Source, Tally

FORMS = ("vote.parquet", "vote.csv", "vote")
NAMES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), min_size=1, max_size=8
)


def assert_same(one: Tally, other: Tally) -> None:
    assert_frame_equal(one.units, other.units)
    assert_frame_equal(one.set_aside, other.set_aside)
    assert (one.contest, one.source, one.choices) == (other.contest, other.source, other.choices)
    assert one.derived == other.derived
    assert np.array_equal(one.votes, other.votes)
    for name in COUNT_NAMES:
        assert one.has(name) == other.has(name)
        assert not one.has(name) or np.array_equal(one.counts(name), other.counts(name))


def again(tally: Tally, form: str) -> Tally:
    with TemporaryDirectory() as folder:
        back = stored(write(tally, Path(folder) / form))
    assert back is not None
    return back


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    n = draw(st.integers(1, 5))
    units = draw(st.lists(NAMES, min_size=n, max_size=n, unique=True))
    choices = draw(st.lists(NAMES, min_size=1, max_size=3, unique=True))
    cells = st.one_of(st.none(), NAMES, st.sampled_from(["", "\\N", "\\NN", "=1+1", '"', "a,b\nc"]))
    count = st.integers(0, 2**53)
    columns = {
        "unit": units,
        "x_note": draw(st.lists(cells, min_size=n, max_size=n)),
        "x_rate": draw(st.lists(st.floats(allow_nan=False), min_size=n, max_size=n)),
        "x_seen": draw(st.lists(st.booleans(), min_size=n, max_size=n)),
    }
    level = draw(st.sampled_from(["region", "votes", "registered"]))
    frame = pl.DataFrame(columns, schema_overrides={"x_note": pl.String}).with_columns(
        pl.lit("here").alias(level)
    )
    aside = pl.DataFrame(
        {"unit": draw(st.lists(NAMES, max_size=2)), "row": None, "reason": "a hole", level: None},
        schema={"unit": pl.String, "row": pl.Int64, "reason": pl.String, level: pl.String},
    )
    return Tally(
        contest=Contest(name=draw(NAMES), levels=(level,), focus=choices[0]),
        units=frame,
        choices=tuple(choices),
        votes=np.array(
            draw(st.lists(st.lists(count, min_size=len(choices), max_size=len(choices)),
                          min_size=n, max_size=n))
        ),
        registered=np.array(draw(st.lists(count, min_size=n, max_size=n))),
        set_aside=aside,
        source=Source(
            what=draw(NAMES),
            mapping={"a": "level"},
            repairs=(Repair("spaces", 2, "names stay"),),
        ),
    )  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@settings(deadline=None, max_examples=60)
@given(tally=tallies())
def test_it_comes_back_the_same(form: str, tally: Tally) -> None:
    assert_same(tally, again(tally, form))


@pytest.mark.parametrize("form", FORMS)
def test_reading_knows_what_was_stored(form: str, tmp_path: Path) -> None:
    tally = country(n_units=300, n_regions=3, n_districts=6, seed=1)
    assert_same(tally, read(write(tally, tmp_path / form)))


def test_a_folder_is_read_by_its_name_too(tmp_path: Path) -> None:
    tally = country(n_units=300, n_regions=3, n_districts=6, seed=1)
    write(tally, tmp_path / "vote")
    assert_same(tally, read(tmp_path / "vote"))


def test_another_choice_may_be_asked_for(tmp_path: Path) -> None:
    tally = country(n_units=300, n_regions=3, n_districts=6, seed=1)
    path = write(tally, tmp_path / "vote.parquet")
    assert read(path, choice="second").contest.focus == "second"


def test_the_package_says_its_tables_as_frictionless_does(tmp_path: Path) -> None:
    path = write(country(n_units=300, n_regions=3, n_districts=6, seed=1), tmp_path / "vote")
    package = json.loads(path.read_text("utf-8"))
    units = package["resources"][0]
    assert (units["name"], units["path"]) == ("units", "units.csv")
    fields = {field["name"]: field["type"] for field in units["schema"]["fields"]}
    assert fields["region"] == "string"
    assert fields["leader"] == "integer"


def test_other_files_are_not_taken_for_stored_ones(tmp_path: Path) -> None:
    frame = pl.DataFrame({"a": [1]})
    frame.write_parquet(tmp_path / "a.parquet")
    frame.write_csv(tmp_path / "a.csv")
    (tmp_path / "torn.parquet").write_bytes(b"PAR1")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "datapackage.json").write_text('{"name": "other"}')
    for name in ("a.parquet", "a.csv", "torn.parquet", "folder", "nothing.csv"):
        assert stored(tmp_path / name) is None


def test_a_table_that_was_changed_is_refused(tmp_path: Path) -> None:
    path = write(country(n_units=300, n_regions=3, n_districts=6, seed=1), tmp_path / "vote.csv")
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), encoding="utf-8")
    with pytest.raises(DataError, match="it has 299 rows, its description says 300"):
        read(path)


def test_a_later_form_is_refused(tmp_path: Path) -> None:
    path = write(country(n_units=300, n_regions=3, n_districts=6, seed=1), tmp_path / "vote")
    told = json.loads(path.read_text("utf-8"))
    told["tallyscope"]["form"] = 2
    path.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(DataError, match="stored in a form that this version does not know"):
        read(path)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    tally = country(n_units=300, n_regions=3, n_districts=6, seed=1)
    with pytest.raises(DataError, match=r"cannot be written as '.xlsx'; expected NAME.parquet"):
        write(tally, tmp_path / "vote.xlsx")


def test_a_column_without_text_is_refused(tmp_path: Path) -> None:
    tally = country(n_units=300, n_regions=3, n_districts=6, seed=1)
    units = tally.units.with_columns(x_when=pl.lit("2020-01-01").str.to_date())
    odd = Tally(contest=tally.contest, units=units, choices=tally.choices, votes=tally.votes)
    with pytest.raises(DataError, match="the column 'x_when' is Date; expected text"):
        write(odd, tmp_path / "vote.parquet")
