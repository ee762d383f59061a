"""Loading: files, pages, standard input, and what is refused in which words."""

from __future__ import annotations

import io
import sys
from datetime import date
from pathlib import Path

import pytest

from tallyscope.errors import DataError
from tallyscope.reading import load
from tallyscope.reading.load import load_story

STORY = "Polls have closed on the island. Yes won with 52.3% of the vote, the board said."
PAGE = """<!DOCTYPE html>
<html lang="en"><head><title>Island votes Yes</title>
<meta property="og:title" content="Island votes Yes">
<meta property="article:published_time" content="2024-06-05T09:00:00Z">
</head><body><nav><a href="/">Home</a></nav><article><h1>Island votes Yes</h1>
<p>The island has voted to keep its flag, the electoral board said on Wednesday morning.</p>
<p>Yes won with 52.3% of the vote, against 47.7% for No, after a long and quiet campaign.</p>
<p>Turnout was 61.4%, the board said, which is higher than at the last vote ten years ago.</p>
</article></body></html>"""


def refused(source: str | Path) -> str:
    """Return the words in which a source is refused."""
    with pytest.raises(DataError) as caught:
        load_story(source)
    return str(caught.value)


def saved(folder: Path, data: str | bytes, name: str = "story.txt") -> Path:
    """Save text, in UTF-8, or bytes as they are."""
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_plain_text_is_kept_as_it_is(tmp_path: Path) -> None:
    story = load_story(saved(tmp_path, STORY))
    assert (story.text, story.name, story.title, story.form) == (STORY, "story.txt", "", "text")
    assert story.published.value is None
    assert story.published.status == "unknown"


def test_a_path_may_be_a_string(tmp_path: Path) -> None:
    assert load_story(str(saved(tmp_path, STORY))).text == STORY


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_mark_of_the_encoding_is_no_part_of_the_text(tmp_path: Path, encoding: str) -> None:
    assert load_story(saved(tmp_path, STORY.encode(encoding))).text == STORY


def test_another_encoding_is_told_by_its_characters(tmp_path: Path) -> None:
    text = "“Yes” won – the café owners’ league said – with 52.3% of the votes cast. " * 20
    assert load_story(saved(tmp_path, text.encode("cp1252"))).text == text


def test_a_page_gives_text_title_and_day(tmp_path: Path) -> None:
    story = load_story(saved(tmp_path, PAGE, "page.html"))
    assert (story.title, story.form) == ("Island votes Yes", "html")
    assert "Yes won with 52.3% of the vote, against 47.7% for No" in story.text
    assert "<p>" not in story.text
    assert "Home" not in story.text
    assert story.published.value == date(2024, 6, 5)
    assert story.published.rule == "published:metadata"


def test_a_page_without_end_tags_is_read(tmp_path: Path) -> None:
    broken = PAGE.replace("</p>", "").replace("</article></body></html>", "").replace("</h1>", "")
    assert "Turnout was 61.4%" in load_story(saved(tmp_path, broken)).text


def test_a_page_without_a_day_has_none(tmp_path: Path) -> None:
    undated = "\n".join(line for line in PAGE.splitlines() if "published_time" not in line)
    assert load_story(saved(tmp_path, undated)).published.status == "unknown"


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html>", "<!doctype html>"])
def test_a_page_without_a_story_is_refused(tmp_path: Path, page: str) -> None:
    assert refused(saved(tmp_path, page, "page.html")) == (
        "page.html: no story was found in this web page; expected a page with the paragraphs of"
        " a story. Copy the text of the story into a text file."
    )


def stand_in(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """Give standard input some bytes."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, STORY.encode())
    story = load_story("-")
    assert (story.text, story.name) == (STORY, "standard input")


def test_too_much_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "LARGEST_FILE", 1000)
    stand_in(monkeypatch, b"a" * 1500)
    assert refused("-") == (
        "standard input: it has more than 1,000 bytes; expected a news story of at most 1,000"
        " bytes. Save the text of the story alone."
    )


def test_a_large_file_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(load, "LARGEST_FILE", 1000)
    assert load_story(saved(tmp_path, "a" * 1000)).text == "a" * 1000
    assert refused(saved(tmp_path, "a" * 1001)) == (
        "story.txt: it has 1,001 bytes; expected a news story of at most 1,000 bytes. Save the"
        " text of the story alone."
    )


def test_a_missing_file_is_named_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "none.txt"
    assert refused(path) == f"{path}: there is no such file; expected a file with a news story."


def test_a_folder_is_no_story(tmp_path: Path) -> None:
    assert refused(tmp_path) == (
        f"{tmp_path}: this is a folder; expected a file with a news story."
    )


@pytest.mark.parametrize("text", ["", " \n\t\n "])
def test_an_empty_file_is_refused(tmp_path: Path, text: str) -> None:
    assert refused(saved(tmp_path, text)) == (
        "story.txt: there is no text in it; expected a news story."
    )


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7 ...", "a PDF file"),
        (b"PK\x03\x04...", "a zip, Word or Excel file"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xd0\xcf\x11\xe0...", "an old Word or Excel file"),
        (b"\x1f\x8b...", "a compressed file"),
        (b"ab\0cd", "not text (it begins with 61 62 00 63 64)"),
    ],
)
def test_what_is_no_text_is_called_by_its_name(tmp_path: Path, data: bytes, kind: str) -> None:
    assert refused(saved(tmp_path, data)) == (
        f"story.txt: this is {kind}; expected plain text or HTML. Save the story as a text file"
        " or as a web page."
    )


def test_characters_that_cannot_be_told_are_refused(tmp_path: Path) -> None:
    data = bytes(range(128, 256)) * 20 + bytes(range(1, 32)) * 40
    assert refused(saved(tmp_path, data)) == (
        "story.txt: the characters of this file cannot be told; expected text in UTF-8. Save the"
        " story again with the encoding UTF-8."
    )
