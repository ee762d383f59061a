"""The page on validation and the gallery say what the program computes."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl

from tallyscope.assess.assessment import GRADE_MEANING
from tallyscope.assess.reference import clean_elections, false_alarms
from tallyscope.methods import METHODS
from tests.conftest import REPOSITORY

DOCS = REPOSITORY / "docs"
PAGE = (DOCS / "validation.md").read_text("utf-8")
GRADES = pl.read_csv(DOCS / "gallery" / "grades.csv")


def test_no_clean_election_is_graded_worse_than_described() -> None:
    clean = GRADES.filter(group="clean")
    assert clean["election"].n_unique() == 14
    assert set(clean["level"]) <= {"descriptive", "cannot tell"}
    assert "None of the 14 is graded worse than" in PAGE
    assert set(clean["election"]) == set(clean_elections()["election"])


def test_false_alarms_are_those_of_the_table() -> None:
    for method in METHODS:
        alarms = false_alarms(method)
        row = re.search(rf"\(methods/{method.name}\.md\)[^|]*\| (\d+) of (\d+) \|", PAGE)
        if alarms is None:
            assert row is None, method.name
        else:
            assert row is not None, method.name
            assert [int(number) for number in row.groups()] == [alarms.accused, alarms.elections]


def test_every_election_at_hand_has_its_page(shared: Path) -> None:
    files = [*(shared / "data" / "world").glob("*.parquet")]
    files += (shared / "data" / "russia").glob("*.parquet")
    names = {path.stem for path in files}
    assert {path.stem for path in (DOCS / "gallery").glob("*.md")} == names | {"index"}
    assert set(GRADES["election"]) == names
    assert set(GRADES["level"]) <= set(GRADE_MEANING)


def test_every_picture_belongs_to_a_page() -> None:
    pictures = {path.stem for path in (DOCS / "gallery").glob("*.png")}
    shown = {
        path.stem
        for path in (DOCS / "gallery").glob("*.md")
        if f"({path.stem}.png)" in path.read_text("utf-8")
    }
    assert pictures == shown
