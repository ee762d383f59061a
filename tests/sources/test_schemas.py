"""A schema that was written for a file reads it the same again, and tells what does not fit."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.errors import DataError
from tallyscope.simulate.awkward import AWKWARD
from tallyscope.simulate.honest import country
from tallyscope.simulate.publish import publish
from tallyscope.sources import parse_columns, read
from tallyscope.sources.files import split_path
from tallyscope.sources.nist_report import write_nist
from tallyscope.sources.schemas import (
    LISTS,
    Schema,
    check,
    dumps,
    load,
    read_with,
    schema_of,
    write_schema,
)
from tallyscope.tally import Tally
from tests.sources.test_layouts import ASKED, FOLDER, OPENED, question
from tests.sources.test_storage import assert_same

RESULTS = "Region,Station,Voters on roll,Ballots cast,Spoilt ballots,Yes,No,Remark\n" + "".join(
    f"{'North' if i < 8 else 'South'},No {i},{900 + 7 * i},{500 + 5 * i},{i % 3},{300 + 3 * i},"
    f"{200 + 2 * i - i % 3},\n"
    for i in range(16)
)


@pytest.fixture
def results(tmp_path: Path) -> Path:
    path = tmp_path / "results.csv"
    path.write_text(RESULTS, encoding="utf-8")
    return path


def read_again(path: Path, tally: Tally) -> Tally:
    """Write the schema of a tally that was read, and read the file with it."""
    file, part = split_path(path)
    with TemporaryDirectory() as folder:
        schema = load(write_schema(schema_of(tally, part), Path(folder) / "a.schema.toml"))
    return read_with(file, schema)


def assert_read_the_same(path: Path, tally: Tally) -> None:
    again = read_again(path, tally)
    assert set(again.source.evidence) == set(tally.source.evidence)
    same = replace(again.source, evidence=tally.source.evidence)
    assert_same(tally, replace(again, source=same, derived=again.derived))
    assert again.derived == tally.derived


@pytest.mark.parametrize("name", OPENED)
def test_a_layout_is_read_the_same_again(name: str) -> None:
    assert_read_the_same(FOLDER / name, read(FOLDER / name))


@pytest.mark.parametrize("name", [name for name in ASKED if "--columns" in question(name)])
def test_every_answer_is_kept(name: str) -> None:
    for option in re.findall(r'--columns "([^"]+)"', question(name)):
        tally = read(FOLDER / name, columns=parse_columns(option))
        assert_read_the_same(FOLDER / name, tally)


@pytest.mark.parametrize("name", [name for name in ASKED if "folder: " in question(name)])
def test_the_sheet_or_contest_is_kept(name: str) -> None:
    for part in re.findall(rf"{re.escape(name)}/([^;.]+)", question(name)):
        assert_read_the_same(FOLDER / name / part, read(FOLDER / name / part))


@settings(deadline=None, max_examples=12)
@given(
    seed=st.integers(0, 999),
    switch=st.sampled_from(sorted(set(AWKWARD) - {"protocol-errors"})),  # which stop the reading
    ending=st.sampled_from(["csv", "parquet"]),
)
def test_a_simulated_file_is_read_the_same_again(seed: int, switch: str, ending: str) -> None:
    tally = AWKWARD[switch](country(n_units=200, n_regions=4, n_districts=8, seed=seed), seed)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"vote.{ending}"
        publish(tally, path)
        assert_read_the_same(path, read(path, choice=tally.choices[-1]))


@pytest.mark.slow
def test_published_files_are_read_the_same_again(shared: Path) -> None:
    paths = sorted((shared / "data").glob("*/*-*-*.parquet"))
    assert len(paths) >= 40
    for path in paths:
        assert_read_the_same(path, read(path))


def test_a_report_of_nist_is_read_the_same_again(tmp_path: Path) -> None:
    tally = country(n_units=60, n_regions=2, n_districts=4, seed=3)
    path = tmp_path / "report.xml"
    write_nist(tally, path, issuer="nobody", date="2033-05-01")
    assert_read_the_same(path, read(path))


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@settings(deadline=None)
@given(
    columns=st.dictionaries(TEXT, st.tuples(st.sampled_from(sorted(LISTS)), TEXT), max_size=8),
    texts=st.tuples(TEXT, TEXT, TEXT),
)
def test_any_name_comes_back(
    columns: dict[str, tuple[str, str]], texts: tuple[str, str, str]
) -> None:
    columns = {"a choice": ("choices", ""), **columns}
    lists = {
        name: tuple(column for column, (at, _) in columns.items() if at == name) for name in LISTS
    }
    if not lists["choices"]:
        return
    reasons = {column: why for column, (_, why) in columns.items()}
    schema = Schema(lists, *texts, reasons=reasons)
    with TemporaryDirectory() as folder:
        assert load(write_schema(schema, Path(folder) / "a.toml")) == schema


def test_the_file_says_what_a_person_needs(results: Path) -> None:
    told = dumps(schema_of(read(results, choice="No")))
    assert told.startswith("# What the columns of a results file are.")
    assert 'file = "results.csv"\npart = ""\nchoice = "No"\n' in told
    assert 'registered = [  # voters on the list; several columns are added up\n  "Voters' in told
    assert '  "Yes",  # 5,160 votes; one of 2 that' in told  # 16 * 300 + 3 * 120
    assert 'ignored = [  # not used\n  "Remark",  # no cell is filled\n]' in told


def test_moving_a_name_changes_how_it_is_read(results: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    told = dumps(schema_of(read(results)))
    line = next(one for one in told.splitlines() if one.startswith('  "Voters on roll"'))
    moved = told.replace(line + "\n", "").replace("extra = []", 'extra = ["Voters on roll"]')
    path.write_text(moved, encoding="utf-8")
    tally = read_with(results, load(path))
    assert not tally.has("registered")
    assert tally.units["Voters on roll"].to_list()[:2] == [900, 907]
    assert tally.source.evidence["Yes"].startswith("5,160 votes")
    assert tally.source.evidence["Station"] == "named by the schema"


def test_columns_that_are_gone_or_new_stop_it(results: Path) -> None:
    schema = schema_of(read(results))
    results.write_text(RESULTS.replace("Yes,No", "Yes,Nein").replace("Remark", "Maybe"), "utf-8")
    with pytest.raises(DataError) as caught:
        read_with(results, schema)
    assert [fault.found for fault in caught.value.faults] == [
        "there is no column 'No', which the schema has in choices",
        "the schema does not know the column 'Nein'",
        "the schema does not know the column 'Maybe'",
    ]
    fit = check(schema, results)
    assert fit.missing == (("choices", "No"), ("ignored", "Remark"))
    assert (fit.new, fit.tally) == (("Nein", "Maybe"), None)
    assert fit.faults == caught.value.faults


def test_an_ignored_column_may_be_gone(results: Path) -> None:
    schema = schema_of(read(results))
    results.write_text(RESULTS.replace(",Remark", "").replace(",\n", "\n"), "utf-8")
    fit = check(schema, results)
    assert fit.missing == (("ignored", "Remark"),)
    assert fit.tally is not None
    assert fit.tally.choices == ("Yes", "No")


def test_what_would_be_recognised_otherwise_is_told(results: Path) -> None:
    schema = schema_of(read(results, columns={"extra": "Voters on roll"}))
    fit = check(schema, results)
    assert [one[:3] for one in fit.otherwise] == [("Voters on roll", "extra", "registered")]
    assert check(schema_of(read(results)), results).otherwise == ()


def test_cells_that_are_no_counts_are_told_by_the_check(results: Path) -> None:
    schema = schema_of(read(results))
    results.write_text(RESULTS.replace(",300,", ",-300,"), "utf-8")
    fit = check(schema, results)
    assert fit.tally is None
    assert "-300" in str(fit.faults[0])


def test_another_choice_may_be_asked_for(results: Path) -> None:
    schema = schema_of(read(results, choice="Yes"))
    assert read_with(results, schema).contest.focus == "Yes"
    assert read_with(results, schema, choice="No").contest.focus == "No"


def test_all_faults_of_a_schema_are_told_together(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(
        'form = 2\npart = 3\nchioce = ""\n[columns]\nregistered = "A"\nlevel = []\n'
        'choices = []\nunit = ["B"]\nextra = ["B"]\nignored = ["C", "C"]\n',
        encoding="utf-8",
    )
    with pytest.raises(DataError) as caught:
        load(path)
    assert [str(fault).partition("; expected")[0] for fault in caught.value.faults] == [
        "its form is 2",
        "it has an entry 'chioce'",
        "part is 3",
        "it has an entry 'level'",
        "registered is 'A'",
        "the column 'B' stands twice, in unit and extra",
        "the column 'C' stands twice, in ignored",
        "it names no choices",
    ]
    assert "Did you mean 'levels'?" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"form = ", "it is no TOML: "),
        (b"\xff\xfe", "it is no TOML: "),
        (b"form = " + b"[" * 9_999, "it is no TOML: "),
        (b"form = 1", "it has no table [columns]"),
        (None, "there is no such file"),
    ],
)
def test_what_is_no_schema_is_refused(content: bytes | None, said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DataError, match=re.escape(said)):
        load(path)


def test_a_folder_is_no_schema(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"it cannot be opened: Is a directory"):
        load(tmp_path)


@settings(deadline=None)
@given(content=st.one_of(st.binary(), st.text().map(lambda text: f"[columns]\n{text}".encode())))
def test_whatever_lies_there_nothing_but_a_message_comes(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.toml"
        path.write_bytes(content)
        with pytest.raises(DataError):
            load(path)


@pytest.mark.parametrize("use", ["read_with", "check"])
def test_a_file_that_is_not_there_is_told(use: str, results: Path, tmp_path: Path) -> None:
    schema = schema_of(read(results))
    missing = tmp_path / "result.csv"
    with pytest.raises(DataError, match=r"result\.csv: there is no such file"):
        read_with(missing, schema) if use == "read_with" else check(schema, missing)
