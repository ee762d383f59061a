"""`tallyscope import` and `tallyscope schema`: what is asked, kept and found again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal
from typer.testing import CliRunner, Result

from tallyscope.cli import asking
from tallyscope.cli.main import app
from tallyscope.errors import DataError
from tallyscope.sources import read
from tests.sources.test_layouts import FOLDER
from tests.sources.test_schemas import RESULTS

# Two columns may be the registered voters, and no sum decides which.
TWO_READINGS = "Station,Registered voters,Registered electors,Ballots cast,Spoilt,Yes,No\n" + (
    "".join(f"No {i},{1000 + i},{990 + 2 * i},{501 + i},1,{300 + i},{200}\n" for i in range(30))
)


@pytest.fixture(autouse=True)
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("unclear.csv").write_text(TWO_READINGS, encoding="utf-8")
    path = Path("results.csv")
    path.write_text(RESULTS, encoding="utf-8")
    return path


def ran(*words: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, list(words), input=typed, env={"COLUMNS": "120"})


def told(*words: str, typed: str | None = None) -> str:
    done = ran(*words, typed=typed)
    assert done.exit_code == 0, f"{done.output}{done.exception!r}"
    return done.output


def fault(*words: str) -> str:
    done = ran(*words)
    assert isinstance(done.exception, DataError)  # which `run` prints, with exit code 3
    return str(done.exception)


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "can_ask", lambda: True)


@pytest.mark.parametrize(
    ("out", "opens"),
    [("t.parquet", "t.parquet"), ("t.csv", "t.csv"), ("deep/er/t", "deep/er/t/datapackage.json")],
)
def test_the_mapping_is_shown_and_the_decision_kept(out: str, opens: str) -> None:
    shown = told("import", "results.csv", "-o", out)
    assert "How results.csv was read: 16 rows, 16 units" in shown
    assert "header says “voters" in shown
    schema = Path(out).with_suffix(".schema.toml")
    assert shown.endswith(f"Written: {opens}\nWritten: {schema}\n")
    before, after = read("results.csv"), read(out)
    assert_frame_equal(before.units, after.units)
    assert before.source == after.source


def test_the_next_import_reads_as_the_first_decided() -> None:
    told("import", "results.csv", "-o", "t.parquet", "--columns", "extra=Voters on roll")
    Path("t.parquet").unlink()
    shown = told("import", "results.csv", "-o", "t.parquet")
    assert shown.startswith("Read as t.schema.toml says.\n")
    assert shown.endswith("Written: t.parquet\n")
    assert not read("t.parquet").has("registered")


def test_a_schema_that_is_given_is_used() -> None:
    told("import", "results.csv", "-o", "a.parquet", "--columns", "extra=Voters on roll")
    shown = told("import", "results.csv", "-o", "b.csv", "--schema", "a.schema.toml")
    assert shown.startswith("Read as a.schema.toml says.\n")
    assert not Path("b.schema.toml").exists()
    assert not read("b.csv").has("registered")


def test_audit_takes_a_schema_as_import_does() -> None:
    told("import", "results.csv", "-o", "a.parquet", "--columns", "extra=Voters on roll")
    shown = told("audit", "results.csv", "--schema", "a.schema.toml", "--json", "a.json")
    reported = Path("a.json").read_text("utf-8")
    assert "named by the schema" in " ".join(shown.split())
    assert "a.schema.toml" in reported
    message = fault("audit", "a.parquet", "--schema", "a.schema.toml")
    assert "this is a tally that was stored" in message
    message = fault("audit", "unclear.csv", "--schema", "a.schema.toml")
    assert "there is no column 'Voters on roll', which the schema has in extra" in message
    wrong = ("audit", "results.csv", "--schema", "a.schema.toml", "--levels", "Region")
    assert "leave out --columns and" in ran(*wrong).output


def test_what_is_said_anew_replaces_the_decision() -> None:
    told("import", "results.csv", "-o", "t.parquet", "--columns", "extra=Voters on roll")
    told("import", "results.csv", "-o", "t.parquet", "--levels", "Region", "--choice", "No")
    assert read("t.parquet").has("registered")
    assert 'choice = "No"' in Path("t.schema.toml").read_text("utf-8")


def test_a_decision_for_another_file_is_told() -> None:
    told("import", "results.csv", "-o", "t.parquet")
    message = fault("import", "unclear.csv", "-o", "t.parquet")
    assert "unclear.csv: " in message
    assert "there is no column 'Voters on roll', which the schema has in registered" in message
    assert "it was read as t.schema.toml says, which an earlier import left there" in message


def test_nobody_is_asked_without_a_terminal() -> None:
    message = fault("import", "unclear.csv", "-o", "t.parquet")
    assert '--columns "registered=Registered voters" or --columns' in message
    assert sorted(path.name for path in Path().iterdir()) == ["results.csv", "unclear.csv"]


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(
    ("typed", "registered"),
    [
        ("1\n", 30 * 1000 + 435),  # 0 + 1 + … + 29 = 435
        ("2\n", 30 * 990 + 2 * 435),
        ("7\nregistred=A\nregistered=#3\n", 30 * 990 + 2 * 435),
    ],
)
def test_an_answer_is_taken_and_kept(typed: str, registered: int) -> None:
    shown = told("import", "unclear.csv", "-o", "t.parquet", typed=typed)
    assert "  1  registered=Registered voters\n  2  registered=Registered electors\n" in shown
    assert int(read("t.parquet").counts("registered").sum()) == registered
    assert ("There is no answer 7." in shown) == ("7" in typed)
    assert ("Did you mean 'registered'?" in shown) == ("registred" in typed)
    again = told("import", "unclear.csv", "-o", "u.parquet", "--schema", "t.schema.toml")
    assert again.startswith("Read as t.schema.toml says.\nHow unclear.csv was read")
    assert int(read("u.parquet").counts("registered").sum()) == registered


@pytest.mark.usefixtures("at_a_terminal")
def test_no_answer_leaves_the_question() -> None:
    done = ran("import", "unclear.csv", "-o", "t.parquet", typed="\n")
    assert isinstance(done.exception, DataError)
    assert not Path("t.parquet").exists()
    assert not Path("t.schema.toml").exists()


@pytest.mark.usefixtures("at_a_terminal")
def test_the_sheet_that_is_named_is_kept() -> None:
    book = FOLDER / "uk-sheet-per-constituency.xlsx"
    shown = told("import", str(book), "-o", "t.parquet", typed="*\n")
    assert "sheets that may be meant: " in shown
    assert 'part = "*"' in Path("t.schema.toml").read_text("utf-8")
    told("import", str(book), "-o", "t.parquet")
    assert read("t.parquet").units.equals(read(book / "*").units)


@pytest.mark.usefixtures("at_a_terminal")
def test_what_no_answer_can_settle_is_not_asked() -> None:
    Path("results.csv").write_text(RESULTS.replace(",300,", ",-300,"), encoding="utf-8")
    assert "-300" in fault("import", "results.csv", "-o", "t.parquet")


def test_a_real_terminal_is_asked() -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tallyscope.cli.main", "import", "unclear.csv"]
    with subprocess.Popen(
        [*command, "-o", "t.parquet"], stdin=theirs, stdout=theirs, stderr=theirs
    ) as running:
        os.write(ours, b"2\n")
        assert running.wait(timeout=60) == 0
    os.close(theirs)
    os.close(ours)
    assert int(read("t.parquet").counts("registered").sum()) == 30 * 990 + 2 * 435


def test_a_stored_tally_needs_no_schema() -> None:
    told("import", "results.csv", "-o", "t.parquet")
    shown = told("import", "t.parquet", "-o", "u.csv", "--choice", "No")
    assert shown.endswith("Written: u.csv\n")
    assert not Path("u.schema.toml").exists()
    assert (read("u.csv").contest.focus, len(read("u.csv"))) == ("No", 16)
    told("import", "t.parquet", "-o", "v.csv")
    message = fault("import", "t.parquet", "-o", "w.csv", "--schema", "t.schema.toml")
    assert message.startswith("t.parquet: this is a tally that was stored")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "results.csv"), "the results file would be overwritten"),
        (("-o", "t.csv", "--schema", "a", "--columns", "unit=Station"), "leave out --columns"),
        ((), "Missing option"),
    ],
)
def test_wrong_use_is_told(words: tuple[str, ...], said: str) -> None:
    done = ran("import", "results.csv", *words)
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())


def test_a_name_of_no_form_is_refused_before_anything_is_asked() -> None:
    assert "a tally cannot be written as '.xlsx'" in fault("import", "unclear.csv", "-o", "t.xlsx")


def test_a_schema_that_fits_is_told() -> None:
    told("import", "results.csv", "-o", "t.parquet", "--columns", "extra=Voters on roll")
    lines = told("schema", "check", "t.schema.toml", "results.csv").splitlines()
    assert "choices        2 of 2" in lines
    assert lines[-2].startswith(
        "'Voters on roll' is in extra, but would be recognised as registered: header says"
    )
    assert lines[-1] == "It fits: 16 units, 2 choices, 0 rows set aside."


def test_what_does_not_fit_is_told() -> None:
    told("import", "results.csv", "-o", "t.parquet")
    Path("next.csv").write_text(RESULTS.replace("Yes,No,Remark", "Yes,Nein,Remark"), "utf-8")
    done = ran("schema", "check", "t.schema.toml", "next.csv")
    assert "choices        1 of 2; gone: 'No'\n" in done.output
    assert "new: 'Nein'\n" in done.output
    assert isinstance(done.exception, DataError)
    assert str(done.exception) == (
        "next.csv: columns that the schema needs are gone: 1; columns it does not know: 1;"
        " expected the columns of the schema. Change its lists, or import the file without it."
    )


def test_cells_that_do_not_fit_are_told() -> None:
    told("import", "results.csv", "-o", "t.parquet")
    Path("next.csv").write_text(RESULTS.replace(",300,", ",-300,"), encoding="utf-8")
    assert "-300" in fault("schema", "check", "t.schema.toml", "next.csv")
