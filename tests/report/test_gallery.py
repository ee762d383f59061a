"""The gallery: pages, pictures and grades of the files of a folder."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tallyscope.assess.assessment import GRADE_MEANING
from tallyscope.methods import UNCONTESTED
from tallyscope.report import gallery
from tallyscope.simulate.honest import country
from tallyscope.simulate.publish import results_file


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    tally = country(n_units=300, n_regions=3, n_districts=6, seed=1)
    results_file(tally).write_parquet(folder / "land-2021.parquet")
    results_file(tally).drop("registered").write_parquet(folder / "land-2022.parquet")
    (folder / "index.json").write_text(
        json.dumps({"land-2021": {"group": "clean"}}), encoding="utf-8"
    )
    out = folder / "gallery"
    gallery.main([str(folder), "--out", str(out)])
    return out


def test_a_page_and_a_picture_each(written: Path) -> None:
    names = {path.name for path in written.iterdir()}
    assert {"index.md", "grades.csv", "land-2021.md", "land-2021.png", "land-2022.md"} <= names
    assert (written / "land-2021.png").read_bytes().startswith(b"\x89PNG")


def test_the_page_says_grades_findings_and_limits(written: Path) -> None:
    page = (written / "land-2021.md").read_text("utf-8")
    assert "# land-2021\n" in page
    assert "Widely regarded as clean. Tested: the gain of leader." in page
    assert all(f"](../methods/{method.name}.md)" in page for method in UNCONTESTED)
    assert "never proof by itself" in page
    assert page.count("(land-2021.png)") == 1


def test_without_a_register_it_says_what_was_not_looked_at(written: Path) -> None:
    page = (written / "land-2022.md").read_text("utf-8")
    assert "not looked at: the results have no column for registered" in page


def test_all_grades_stand_in_the_table(written: Path) -> None:
    with (written / "grades.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    families = {method.family for method in UNCONTESTED if not {*method.takes} & {*method.needs}}
    families.add("completeness of the data")
    for name in ("land-2021", "land-2022"):
        assert {row["family"] for row in rows if row["election"] == name} == families
    assert {row["level"] for row in rows} <= set(GRADE_MEANING)
    index = (written / "index.md").read_text("utf-8")
    assert index.count("| [land-2021](land-2021.md) |") == 1


def test_the_same_files_make_the_same_pages(written: Path, tmp_path: Path) -> None:
    gallery.main([str(written.parent), "--out", str(tmp_path)])
    for path in written.glob("*.md"):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()
