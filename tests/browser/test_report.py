"""The report in a browser: it draws, sorts, filters, prints, and asks nobody for anything."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from tallyscope.assess.assessment import Assessment
from tallyscope.report.html import write
from tallyscope.report.units import NAME, flagged, table
from tests.browser.conftest import LOCAL, PHONE, Visitor, Watched
from tests.report import examples

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNITS = "#flagged-units-table"


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return a function that writes the report of an example, once."""
    folder = tmp_path_factory.mktemp("reports")

    def of(example: Callable[[], Assessment]) -> Path:
        path = folder / f"{example.__name__}.html"
        if not path.exists():
            write(example(), path)
        return path

    return of


def assert_well_behaved(watched: Watched) -> None:
    assert watched.complaints == []
    assert watched.dialogs == []
    assert [url for url in watched.requests if not url.startswith(LOCAL)] == []


def cells(watched: Watched, column: str) -> list[str]:
    """Return what stands in one column of the table of units, as shown."""
    headings = watched.page.locator(f"{UNITS} th button").all_inner_texts()
    place = headings.index(column) + 1
    return watched.page.locator(f"{UNITS} tbody td:nth-child({place})").all_inner_texts()


def number(text: str) -> float:
    return float(text.replace(",", "").replace("−", "-"))


@pytest.mark.parametrize(
    "example",
    [examples.tampered, examples.hostile, examples.without_register, examples.without_levels],
    ids=lambda one: one.__name__,
)
def test_it_draws_without_a_complaint_and_without_a_request(
    example: Callable[[], Assessment], written: Callable[..., Path], visit: Visitor
) -> None:
    with visit(written(example)) as watched:
        assert_well_behaved(watched)
        figures = watched.page.locator("figure[data-chart]").all()
        assert figures
        for figure in figures:
            picture = figure.locator("svg.marks, canvas").first
            box = picture.bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) > 60, figure.get_attribute("id")
            assert figure.locator(".chart").inner_text() != "This picture could not be drawn."


def test_every_region_has_its_panel(written: Callable[..., Path], visit: Visitor) -> None:
    regions = examples.hostile().tally.units["region"].n_unique()
    with visit(written(examples.hostile)) as watched:
        assert watched.page.locator(".panel canvas").count() == regions
        names = watched.page.locator(".panel .name").all_text_contents()
        assert examples.SCRIPT in names
        assert not any("\u202e" in name for name in names)


def test_pointing_at_a_cell_tells_its_numbers(written: Callable[..., Path], visit: Visitor) -> None:
    with visit(written(examples.hostile)) as watched:
        row = watched.page.locator("#integer-percentages-regions .mark-symbol path").first
        row.scroll_into_view_if_needed()
        row.hover(force=True)
        tip = watched.page.locator("#vg-tooltip-element.visible")
        tip.wait_for()
        assert "Difference" in tip.inner_text()
        assert tip.locator("script, img").count() == 0
        assert_well_behaved(watched)


def test_the_table_sorts_by_a_heading(written: Callable[..., Path], visit: Visitor) -> None:
    with visit(written(examples.tampered)) as watched:
        heading = watched.page.locator(f"{UNITS} th", has_text="Registered")
        heading.locator("button").click()
        assert heading.get_attribute("aria-sort") == "descending"
        shown = [number(text) for text in cells(watched, "Registered")]
        everything = flagged(examples.tampered())["·registered"].sort(descending=True)
        assert shown == everything.head(50).to_list()
        heading.locator("button").click()
        assert heading.get_attribute("aria-sort") == "ascending"
        assert number(cells(watched, "Registered")[0]) == everything.to_list()[-1]
        name = watched.page.locator(f"{UNITS} th", has_text="district")
        name.locator("button").click()
        assert heading.get_attribute("aria-sort") is None
        assert cells(watched, "district") == sorted(cells(watched, "district"))


def test_the_table_filters_counts_and_turns_pages(
    written: Callable[..., Path], visit: Visitor
) -> None:
    units = flagged(examples.tampered())
    rows = [" ".join(map(str, row)).lower() for row in table(examples.tampered(), units).rows]
    unit = units[NAME][0]
    wanted = sum("whole" in row and unit.lower() in row for row in rows)
    assert units.height > 50
    with visit(written(examples.tampered)) as watched:
        shown = watched.page.locator(f"{UNITS} .shown")
        assert shown.inner_text() == f"{units.height} rows"
        watched.page.locator(f"{UNITS} .next").click()
        assert len(cells(watched, "Unit")) == units.height - 50
        assert watched.page.locator(f"{UNITS} .next").is_disabled()
        watched.page.locator(f"{UNITS} input").fill(f"{unit} WHOLE")
        assert shown.inner_text() == f"{wanted} of {units.height} rows"
        assert unit in cells(watched, "Unit")
        assert len(cells(watched, "Unit")) == wanted
        watched.page.locator(f"{UNITS} input").fill("nothing is called so")
        assert shown.inner_text() == f"0 of {units.height} rows"
        assert cells(watched, "region") == []


def downloaded(watched: Watched, box: str) -> list[list[str]]:
    with watched.page.expect_download() as waiting:
        watched.page.locator(f"{box} .csv").click()
    text = Path(waiting.value.path()).read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(StringIO(text[1:], newline="")))


def test_the_csv_holds_all_rows_and_no_formula(
    written: Callable[..., Path], visit: Visitor
) -> None:
    with visit(written(examples.hostile)) as watched:
        units = downloaded(watched, UNITS)
        regions = downloaded(watched, "#regions-table")
        watched.page.locator("#regions-table input").fill("cmd")
        filtered = downloaded(watched, "#regions-table")
    assert len(units) == 1 + flagged(examples.hostile()).height
    names = [row[0] for row in regions]
    assert "'" + examples.FORMULA in names
    assert examples.BACKWARDS in names  # the data itself is not changed
    assert 'say "a, b"' in names
    assert [row[0] for row in filtered[1:]] == ["'" + examples.FORMULA]
    for row in [*units, *regions]:
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "\t", "\r")), cell
            if cell.startswith("-"):
                float(cell)


def test_numbers_in_the_csv_are_those_of_the_result(
    written: Callable[..., Path], visit: Visitor
) -> None:
    units = flagged(examples.tampered())
    with visit(written(examples.tampered)) as watched:
        rows = downloaded(watched, UNITS)
    place = rows[0].index("Registered")
    assert [int(row[place]) for row in rows[1:]] == units["·registered"].to_list()


@pytest.mark.parametrize("example", [examples.tampered, examples.hostile])
def test_a_phone_never_scrolls_sideways(
    example: Callable[[], Assessment], written: Callable[..., Path], visit: Visitor
) -> None:
    with visit(written(example), width=PHONE) as watched:
        assert watched.page.evaluate(OVERFLOW) == 0
        for picture in watched.page.locator("figure svg.marks, figure canvas").all():
            box = picture.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= PHONE
        assert_well_behaved(watched)


def test_turning_the_phone_draws_again(written: Callable[..., Path], visit: Visitor) -> None:
    with visit(written(examples.tampered), width=PHONE) as watched:
        watched.page.set_viewport_size({"width": 800, "height": 360})
        watched.page.wait_for_selector("html[data-charts=drawing]")
        watched.page.wait_for_selector("html[data-charts=ready]")
        box = watched.page.locator("#fingerprint-fingerprint svg.marks").bounding_box()
        assert box is not None
        assert box["width"] > PHONE
        assert watched.page.evaluate(OVERFLOW) == 0


def brightness(watched: Watched) -> float:
    colour = str(watched.page.evaluate("getComputedStyle(document.body).backgroundColor"))
    return sum(map(int, colour.removeprefix("rgb(").removesuffix(")").split(","))) / 3


def label(watched: Watched) -> str | None:
    text = watched.page.locator("#excess-votes-curve svg.marks .role-axis-label text").first
    return text.get_attribute("fill")


def test_dark_pages_have_dark_charts(written: Callable[..., Path], visit: Visitor) -> None:
    with visit(written(examples.tampered)) as watched:
        assert brightness(watched) > 240
        light = label(watched)
    with visit(written(examples.tampered), scheme="dark") as watched:
        assert brightness(watched) < 40
        assert label(watched) != light
        assert_well_behaved(watched)


def test_switching_to_dark_redraws(written: Callable[..., Path], visit: Visitor) -> None:
    with visit(written(examples.without_register)) as watched:
        watched.page.emulate_media(color_scheme="dark")
        watched.page.wait_for_selector("html[data-charts=drawing]")
        watched.page.wait_for_selector("html[data-charts=ready]")
        schemes = {
            figure.get_attribute("data-scheme") for figure in watched.page.locator("figure").all()
        }
        assert schemes == {"dark"}


def test_paper_has_no_controls_and_says_what_is_printed(
    written: Callable[..., Path], visit: Visitor
) -> None:
    with visit(written(examples.tampered), scheme="dark") as watched:
        watched.page.emulate_media(media="print")
        assert brightness(watched) > 240
        for hidden in ("nav", ".controls", ".pages", ".save", "th button"):
            assert not watched.page.locator(hidden).first.is_visible()
        n = flagged(examples.tampered()).height
        assert (
            watched.page.locator(f"{UNITS} .cut").inner_text() == f"Printed: rows 1 to 50 of {n}."
        )
        assert len(watched.page.pdf(format="A4")) > 50_000
        assert_well_behaved(watched)


def test_without_scripts_text_numbers_and_first_rows_are_there(
    written: Callable[..., Path], visit: Visitor
) -> None:
    with visit(written(examples.tampered), width=PHONE, scripts=False) as watched:
        assert watched.page.locator("noscript, .noscript").first.is_visible()
        assert watched.page.locator(f"{UNITS} tbody tr").count() == 50
        assert not watched.page.locator(f"{UNITS} .controls").is_visible()
        assert "the first 50 of" in watched.page.locator(f"{UNITS} .cut").inner_text()
        assert_well_behaved(watched)


@pytest.mark.parametrize(("kind", "start"), [("PNG", b"\x89PNG"), ("SVG", b"<svg")])
def test_a_picture_can_be_saved(
    kind: str, start: bytes, written: Callable[..., Path], visit: Visitor
) -> None:
    with visit(written(examples.without_register)) as watched:
        button = watched.page.locator("figure").first.get_by_text(f"Save as {kind}")
        with watched.page.expect_download() as waiting:
            button.click()
        assert Path(waiting.value.path()).read_bytes().startswith(start)
        assert_well_behaved(watched)


def test_a_script_that_slipped_in_does_not_run(
    written: Callable[..., Path], visit: Visitor, tmp_path: Path
) -> None:
    page = written(examples.tiny).read_text("utf-8")
    hacked = tmp_path / "hacked.html"
    slipped = '<script>document.title = "run"</script><img src="x" onerror="document.title = 1">'
    hacked.write_text(page.replace("<main", slipped + "<main"), encoding="utf-8")
    with visit(hacked, figures=False) as watched:
        assert watched.page.title() == "simulated election – tallyscope"
        assert any("Content Security Policy" in said for said in watched.complaints)
