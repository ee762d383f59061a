"""The dossier in a browser: nothing leaves the page, and everything in it can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tallyscope.report.dossier import write
from tests.dossier.stories import TEXT, dossier, reading

pytestmark = pytest.mark.browser

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dossier") / "dossier.html"
    write(dossier(), path)
    return path


@contextmanager
def opened(browser: Browser, file: Path, size: ViewportSize, **options: Any) -> Iterator[Page]:
    """Yield the page; no console message, error or request may have come up when it is left."""
    context = browser.new_context(viewport=size, **options)
    page = context.new_page()
    told: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    yield page
    assert told == []
    assert asked == [file.as_uri()]
    context.close()


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


def test_the_text_in_the_browser_is_the_story(browser: Browser, file: Path) -> None:
    with opened(browser, file, DESKTOP) as page:
        assert page.evaluate("document.getElementById('text').textContent") == TEXT


def test_pointing_at_a_passage_tells_how_it_was_read(browser: Browser, file: Path) -> None:
    with opened(browser, file, DESKTOP) as page:
        page.locator("#at-4").hover()
        panel = page.locator("#panel")
        assert panel.is_visible()
        text = panel.inner_text()
        for words in (
            "The four regions make up about 15% of Ukraine",
            "does not add up",
            "of which whole",
            "not said",
            "The four regions are 18.0% of Ukraine, not about 15%.",
        ):
            assert words in text
        assert "lit" in (page.locator("#at-4").get_attribute("class") or "")


def test_a_passage_of_two_statements_shows_both(browser: Browser, file: Path) -> None:
    with opened(browser, file, DESKTOP) as page:
        page.locator("#at-3").hover()
        assert page.locator("#panel .entry").count() == 2


def test_all_passages_can_be_reached_by_keyboard(browser: Browser, file: Path) -> None:
    with opened(browser, file, DESKTOP) as page:
        page.locator("#story .how-to a").focus()
        seen = []
        for _ in range(5):
            page.keyboard.press("Tab")
            seen.append(page.evaluate("document.activeElement.id"))
            assert page.locator("#panel .entry").count() >= 1
        assert seen == ["at-1", "at-3", "at-4", "at-5", "at-6"]
        page.keyboard.press("Escape")
        assert page.locator(".lit").count() == 0


def test_stepping_through_the_statements(browser: Browser, file: Path) -> None:
    with opened(browser, file, DESKTOP) as page:
        page.locator("#at-4").click()
        page.locator("#panel [data-step='1']").click()
        assert "About 40% of Donetsk" in page.locator("#panel").inner_text()
        page.locator("#panel [data-step='-1']").click()
        assert "The four regions" in page.locator("#panel").inner_text()


def test_on_a_phone_a_tap_opens_a_sheet_that_leaves_the_passage_in_sight(
    browser: Browser, file: Path
) -> None:
    with opened(browser, file, PHONE, has_touch=True, is_mobile=True) as page:
        assert overflow(page) <= 0
        panel = page.locator("#panel")
        assert not panel.is_visible()
        passage = page.locator("#at-5")
        passage.tap()
        assert panel.is_visible()
        passage_box, panel_box = passage.bounding_box(), panel.bounding_box()
        assert passage_box
        assert panel_box
        assert passage_box["y"] + passage_box["height"] <= panel_box["y"]
        assert passage_box["y"] >= 0
        page.locator("#panel .close").tap()
        assert not panel.is_visible()


@pytest.mark.parametrize("width", [320, 360, 600, 768, 1024, 1440])
def test_the_page_never_scrolls_sideways(browser: Browser, file: Path, width: int) -> None:
    with opened(browser, file, {"width": width, "height": 800}) as page:
        assert overflow(page) <= 0


@pytest.mark.parametrize(("width", "drawing"), [(1280, ".drawn-wide"), (360, ".drawn-narrow")])
def test_map_and_timeline_have_a_size(
    browser: Browser, file: Path, width: int, drawing: str
) -> None:
    with opened(browser, file, {"width": width, "height": 800}) as page:
        assert page.locator(".timeline:visible").count() == 1
        for selector in (f"{drawing} .timeline", ".map-window", ".control-bar"):
            box = page.locator(selector).first.bounding_box()
            assert box
            assert box["width"] > width * 0.3
            assert box["height"] > 20


def test_a_region_of_the_map_leads_to_its_numbers(browser: Browser, file: Path) -> None:
    with opened(browser, file, DESKTOP) as page:
        page.locator(".control-map a[href='#held-UA-14'] path").click()
        assert page.evaluate("location.hash") == "#held-UA-14"
        assert "56.6% held by Russia" in page.locator("#held-UA-14").inner_text()


def test_the_table_shows_one_outcome(browser: Browser, file: Path) -> None:
    with opened(browser, file, DESKTOP) as page:
        rows = page.locator(".statements tbody tr:visible")
        assert rows.count() == 6
        page.locator("#filter [data-show='impossible']").click()
        assert [row.get_attribute("id") for row in rows.all()] == ["s2", "s3"]
        assert page.locator("#filter [aria-pressed='true']").inner_text().startswith("cannot all")


def test_a_link_to_a_folded_card_unfolds_it(browser: Browser, file: Path) -> None:
    with opened(browser, file, DESKTOP) as page:
        folded = page.locator("#check-3 .arithmetic-box")
        assert folded.get_attribute("open") is None
        page.locator("#findings a[href='#check-3']").click()
        page.wait_for_function("document.querySelector('#check-3 .arithmetic-box').open")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marked_passages_can_be_read(browser: Browser, file: Path, scheme: Any) -> None:
    """Text on every mark and badge has a contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3)."""
    with opened(browser, file, DESKTOP, color_scheme=scheme) as page:
        found = page.evaluate(CONTRASTS)
        assert len(found) > 10
        assert [one for one in found if one["ratio"] < 4.5] == []


CONTRASTS = """() => {
  const parse = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map((c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; })
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = parse(getComputedStyle(node).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  return [...document.querySelectorAll(".st, .badge, .quiet, .how, .note, .credit, .kind, dt")]
    .filter((node) => node.offsetParent)
    .map((node) => {
      const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      return { words: node.textContent.slice(0, 40), ratio };
    });
}"""


def test_without_scripts_passages_are_links_into_the_table(browser: Browser, file: Path) -> None:
    with opened(browser, file, DESKTOP, java_script_enabled=False) as page:
        assert not page.locator("#panel").is_visible()
        page.locator("#at-4").click()
        assert page.url.endswith("#s4")


def test_on_paper_every_card_is_unfolded(browser: Browser, file: Path, tmp_path: Path) -> None:
    with opened(browser, file, DESKTOP) as page:
        page.emulate_media(media="print")
        assert page.locator(".check .about").first.is_visible()
        made = page.pdf(prefer_css_page_size=True)
        assert made.startswith(b"%PDF")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator(".arithmetic-box:not([open])").count() == 0
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.locator(".arithmetic-box:not([open])").count() == 2


def test_a_page_without_statements_has_no_errors(browser: Browser, tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    write(dossier(reading("It rained.", ())), empty)
    with opened(browser, empty, PHONE) as page:
        assert "No checkable statement" in page.locator("#findings").inner_text()
        assert not page.locator("#panel").is_visible()
        assert overflow(page) <= 0
