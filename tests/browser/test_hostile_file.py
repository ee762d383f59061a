"""A results file whose every name tries something, from the file to the page and its downloads."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import polars as pl
import pytest

from tallyscope.assess import audit
from tallyscope.report.html import write
from tallyscope.simulate.demonstration import demonstration
from tallyscope.simulate.publish import results_file
from tallyscope.sources import read
from tests.browser.conftest import LOCAL, Visitor

pytestmark = pytest.mark.browser

SCRIPT = "<script>document.title='run'</script>"
HANDLER = "<img src=x onerror=alert(1)>"
ENDING = "</script><script>alert(2)</script>"
LINK = "javascript:alert(3)"
TEMPLATE = "{{ 7*7 }}${7*7}"
FORMULAS = ("=HYPERLINK(0)", "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1+1", "\uff1d1+1")
TURNED = "\u202egro.live\u202c"
NAMES = (SCRIPT, HANDLER, ENDING, LINK, TEMPLATE, *FORMULAS, TURNED)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report on a file in which regions, stations and choices are called so."""
    folder = tmp_path_factory.mktemp("hostile")
    table = results_file(demonstration(n_units=3_000, seed=1).tally)
    choices = table.columns[-2:]
    named = table.rename({choices[0]: f"{SCRIPT} party", choices[1]: f"=1+1 {ENDING}"})
    number = pl.col("region").rank("dense").cast(pl.Int64)
    region = number.replace_strict(
        dict(enumerate(NAMES, 1)), default=pl.col("region"), return_dtype=pl.String
    )
    hostile = named.with_columns(
        region=region, station=pl.lit("=1+1 " + HANDLER) + pl.col("station")
    )
    path = folder / "<b>results.csv"
    hostile.write_csv(path)
    out = folder / "report.html"
    write(audit(read(path), seed=0), out)
    return out


def test_nothing_runs_and_nothing_is_asked_for(page: Path, visit: Visitor) -> None:
    with visit(page) as watched:
        assert watched.complaints == []
        assert watched.dialogs == []
        assert [url for url in watched.requests if not url.startswith(LOCAL)] == []
        assert watched.page.title() != "run"
        assert (
            watched.page.locator(
                "img[src=x], a[href^='javascript:'], main script:not([type='application/json'])"
            ).count()
            == 0
        )
        text = watched.page.locator("body").inner_text()
        assert SCRIPT in text
        assert "49$49" not in text
        assert "\u202e" not in text


def test_downloads_hold_no_formula(page: Path, visit: Visitor) -> None:
    with visit(page) as watched:
        for box in ("#flagged-units-table", "#regions-table"):
            with watched.page.expect_download() as waiting:
                watched.page.locator(f"{box} .csv").click()
            text = Path(waiting.value.path()).read_text("utf-8-sig")
            rows = list(csv.reader(StringIO(text, newline="")))
            assert len(rows) > 1
            for cell in (cell for row in rows for cell in row):
                assert not cell.startswith(("=", "+", "@", "\t", "\r", "\uff1d")), cell
                if cell.startswith("-"):
                    float(cell)
