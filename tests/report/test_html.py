"""The report says what the assessment says, and nothing from a file can change the page."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from tallyscope.assess.assessment import Assessment
from tallyscope.methods import card
from tallyscope.report import units
from tallyscope.report.html import command, render, write
from tallyscope.report.words import spoken
from tallyscope.result import Result, Skipped
from tests.report import examples
from tests.report.parsed import Element, parse

EXAMPLES: tuple[Callable[[], Assessment], ...] = (
    examples.tampered,
    examples.hostile,
    examples.without_register,
    examples.without_levels,
    examples.tiny,
)
every_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.__name__)
DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@cache
def page_of(example: Callable[[], Assessment]) -> str:
    return render(example())


@cache
def document_of(example: Callable[[], Assessment]) -> Element:
    return parse(page_of(example))


def results(assessment: Assessment) -> dict[str, Result]:
    return {name: one for name, one in assessment.outcomes.items() if isinstance(one, Result)}


@every_example
def test_headlines_are_those_of_the_assessment_and_never_alone(
    example: Callable[[], Assessment],
) -> None:
    document = document_of(example)
    ran = results(example())
    shown = {one.attributes["data-method"]: one for one in document.all("p", class_="range")}
    assert shown.keys() == ran.keys()
    for name, result in ran.items():
        told = spoken(result.headline)
        numbers = [one.text for one in shown[name].all("b")]
        assert numbers == [told.low, told.high, told.middle]


@every_example
def test_the_text_follows_the_assessment(example: Callable[[], Assessment]) -> None:
    assessment, document = example(), document_of(example)
    for sentence in assessment.summary:
        assert plain(sentence) in squeezed(document.one(id="summary").text)
    for caution in assessment.cautions:
        assert plain(caution) in squeezed(document.one(id="limits").text)
    rows = list(document.one("table", class_="grades").one("tbody").all("tr"))
    assert len(rows) == len(assessment.grades)
    for row, grade in zip(rows, assessment.grades.values(), strict=True):
        assert plain(grade.line) in squeezed(row.text)
        assert row.one("span", class_="grade").text == grade.meaning


def plain(text: str) -> str:
    return squeezed(DIRECTIONS.sub("", text))


def squeezed(text: str) -> str:
    return " ".join(text.split())


@every_example
def test_each_method_has_its_section(example: Callable[[], Assessment]) -> None:
    for name, outcome in example().outcomes.items():
        if isinstance(outcome, Skipped):
            item = squeezed(document_of(example).one("li", id=name).text)
            assert card(name).question in item
            assert f"Not looked at, because {outcome.reason}." in item
            continue
        section = document_of(example).one("section", id=name)
        text = squeezed(section.text)
        for line in (*card(name).assumes, *card(name).innocent, *card(name).blind_to):
            assert line in text
        assert list(section.all("figure"))
        for caution in outcome.cautions:
            assert plain(caution) in text
        for reason, count in outcome.excluded.items():
            assert (f"{count:,} not used: {reason}" in text) == (count > 0)


def test_sections_stand_in_the_order_of_reading() -> None:
    main = document_of(examples.tampered).one("main")
    order = [one.attributes.get("id", "opening") for one in main.all("section")]
    ran = list(results(examples.tampered()))
    assert order == [
        "opening", "summary", "grades", "methods", *ran,
        "would-be-seen", "regions", "units", "data", "limits", "again",
    ]  # fmt: skip
    assert len(set(order)) == len(order)


def test_p_values_are_told_in_words_with_what_they_are_under() -> None:
    text = squeezed(document_of(examples.tampered).one(id="integer_percentages").text)
    result = results(examples.tampered())["integer_percentages"]
    assert f"If {result.null}, as much or more would be seen in" in text
    fingerprint = squeezed(document_of(examples.tampered).one(id="fingerprint").text)
    assert "This describes and does not test." in fingerprint


def test_data_is_traced_to_its_file() -> None:
    text = squeezed(document_of(examples.tampered).one(id="data").text)
    assert "results.csv.zip, in it results.csv" in text
    assert "0123456789abcdef" * 4 in text
    assert "4,000 read, 3 set aside" in text
    assert "12: spaces around names taken away (names stay different)" in text
    assert "2: no data published" in text
    assert "1: ballots above registered" in text
    rows = [
        [cell.text for cell in row.all("td")] for row in document_of(examples.tampered).all("tr")
    ]
    assert ["voters", "registered", "header says “voters”"] in rows


def test_flagged_units_are_those_of_the_results() -> None:
    data = document_of(examples.tampered).json("flagged-units-rows")
    reasons = [row[-1] for row in data["rows"]]
    expected = [
        reason
        for result in results(examples.tampered()).values()
        if result.unit_scores is not None
        for reason in result.unit_scores["reason"]
    ]
    assert expected
    assert sorted(reasons) == sorted(expected)
    shown = document_of(examples.tampered).one(id="flagged-units-table").one("tbody")
    assert len(list(shown.all("tr"))) == min(50, len(expected))


def test_a_long_list_of_units_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "MOST_LISTED", 5)
    document = parse(render(examples.tampered()))
    assert len(document.json("flagged-units-rows")["rows"]) == 5
    assert "The table holds the first 5 of" in squeezed(document.one(id="units").text)


def test_without_flagged_units_the_page_says_so() -> None:
    section = document_of(examples.without_levels).one(id="units")
    assert "No unit was listed." in section.text
    assert not list(section.all("table"))


def test_regions_come_from_all_methods() -> None:
    data = document_of(examples.tampered).json("regions-rows")
    result = results(examples.tampered())["integer_percentages"]
    assert [heading for heading, _, _ in data["columns"]][:2] == ["region", "Units"]
    z = dict(result.regions.select("region", "z").iter_rows())  # type: ignore[attr-defined]
    assert {row[0]: row[3] for row in data["rows"]} == pytest.approx(z, rel=1e-8)
    assert sum(row[1] for row in data["rows"]) == 4_000


def test_without_levels_there_are_no_regions() -> None:
    document = document_of(examples.without_levels)
    assert not list(document.all(id="regions"))
    assert not list(document.all(class_="panels"))


@every_example
def test_nothing_on_the_page_is_asked_of_a_server(example: Callable[[], Assessment]) -> None:
    document = document_of(example)
    for element in document.all():
        for name in ("src", "href", "action", "srcset", "data"):
            value = element.attributes.get(name, "")
            assert not value or value.startswith("#"), f"{element.tag} {name}={value}"
    assert not list(document.all("link"))
    for style in document.all("style"):
        assert "url(" not in style.text
        assert "@import" not in style.text


@every_example
def test_only_our_scripts_may_run(example: Callable[[], Assessment]) -> None:
    document = document_of(example)
    running = [one for one in document.all("script") if "type" not in one.attributes]
    policy = next(
        one.attributes["content"]
        for one in document.all("meta")
        if one.attributes.get("http-equiv") == "Content-Security-Policy"
    )
    hashes = {
        f"'sha256-{b64encode(sha256(one.text.encode()).digest()).decode()}'" for one in running
    }
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert set(rules["script-src"].split()) == hashes
    assert rules["default-src"] == "'none'"
    assert len(running) == (3 if list(document.all("figure")) else 1)


def test_hostile_names_stay_text() -> None:
    page, document = page_of(examples.hostile), document_of(examples.hostile)
    assert document.one("h1").text == examples.IMAGE
    assert not list(document.all("img"))
    assert not [one for one in document.all() if any(a.startswith("on") for a in one.attributes)]
    assert not DIRECTIONS.search(page)
    assert "\u2028" not in page
    names = {row[0] for row in document.json("regions-rows")["rows"]}
    assert set(examples.HOSTILE_REGIONS) <= names
    body_scripts = [one.text for one in document.all("script") if "type" not in one.attributes]
    assert not any("alert(" in script for script in body_scripts)


@every_example
def test_data_blocks_are_json_that_cannot_end_their_script(
    example: Callable[[], Assessment],
) -> None:
    blocks = [one for one in document_of(example).all("script") if "type" in one.attributes]
    assert blocks
    for block in blocks:
        assert block.attributes["type"] == "application/json"
        assert not set("<>&") & set(block.text)
        document_of(example).json(block.attributes["id"])


def test_same_assessment_same_bytes() -> None:
    assert render(examples.without_register()) == page_of(examples.without_register)


@every_example
def test_the_page_is_small(example: Callable[[], Assessment]) -> None:
    assert len(page_of(example).encode()) < 4_000_000


def test_writing_replaces_at_once(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old", encoding="utf-8")
    write(examples.tiny(), path)
    assert path.read_text("utf-8") == page_of(examples.tiny)
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_failed_writing_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.mkdir()  # a folder cannot be replaced by a file
    with pytest.raises(OSError, match="directory") as refused:
        write(examples.tiny(), path)
    assert refused.value.filename == str(path)
    assert [one.name for one in tmp_path.iterdir()] == ["report.html"]


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    path = tmp_path / "missing" / "report.html"
    with pytest.raises(FileNotFoundError) as refused:
        write(examples.tiny(), path)
    assert refused.value.filename == str(path)


def test_the_command_makes_it_again() -> None:
    made_by = replace(
        examples.tampered().made_by,
        input_name="my results.csv",
        settings={"choice": "It's"},
        seed=4,
    )
    assert command(made_by) == (
        """tallyscope audit 'my results.csv' --choice 'It'"'"'s' --seed 4 --html report.html"""
    )
    simulated = replace(made_by, input_sha256="")
    assert command(simulated) == """ts.audit(tally, choice="It's", seed=4).to_html('report.html')"""


def test_scores_that_are_no_numbers_do_not_break_the_page() -> None:
    assessment = examples.tampered()
    result = results(assessment)["integer_percentages"]
    assert result.unit_scores is not None
    broken = replace(
        result, unit_scores=result.unit_scores.with_columns(score=pl.lit(float("inf")))
    )
    outcomes = {**assessment.outcomes, "integer_percentages": broken}
    document = parse(render(replace(assessment, outcomes=outcomes)))
    assert document.json("flagged-units-rows")["rows"][0][-2] is None
