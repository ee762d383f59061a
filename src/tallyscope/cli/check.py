"""`tallyscope check`: a news story in, a dossier out."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tallyscope.cli.second_reader import ModelName, ModelUrl, ask_second_reader, show_second_reading
from tallyscope.writing import write_text

if TYPE_CHECKING:
    from tallyscope.assess.dossier import Dossier

DEMO_STORY = Path(__file__).parent / "demo_story.txt"
DEMO_DAY = date(2022, 9, 29)


def check(
    story: Annotated[
        str, typer.Argument(help="Text file or saved web page; - reads standard input.")
    ],
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            metavar="YYYY-MM-DD",
            help="Day of publication. Without it 'last Friday' stays unknown, unless a web page"
            " says when it was published.",
            show_default=False,
        ),
    ] = None,
    evidence: Annotated[
        Path | None,
        typer.Option(
            help="Folder with the facts to compare with; the built-in pack if left out.",
            show_default=False,
        ),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(help="Write the dossier, one HTML file that needs no network."),
    ] = None,
    json: Annotated[
        Path | None, typer.Option(help="Write the dossier as JSON (docs/schema).")
    ] = None,
    model_url: ModelUrl = None,
    model: ModelName = None,
) -> None:
    """Check a news story: test its statements against arithmetic and a pack of facts."""
    from tallyscope.reading import load_story

    loaded = load_story(story)  # before the rest is loaded: a missing file is told at once
    from tallyscope import evidence as packs
    from tallyscope.assess.dossier import check_story
    from tallyscope.reading import read_loaded
    from tallyscope.report import dossier_terminal

    pack = packs.load(evidence)
    reading = read_loaded(loaded, published=published.date() if published else None)
    second = ask_second_reader(reading, model_url, model)
    dossier = check_story(reading, pack, name=loaded.name, second_reading=second)
    _write(dossier, html, json)
    dossier_terminal.show(dossier)
    show_second_reading(second)
    for written in (html, json):
        if written is not None:
            typer.echo(f"Written: {written}")


def demo_story(out: Path) -> Dossier:
    """Check the built-in story and write its text, dossier.html and dossier.json into a folder."""
    from tallyscope import evidence as packs
    from tallyscope.assess.dossier import check_story
    from tallyscope.reading import load_story, read_loaded

    out.mkdir(parents=True, exist_ok=True)
    copy = out / "story.txt"
    write_text(DEMO_STORY.read_text("utf-8"), copy)
    loaded = load_story(copy)
    reading = read_loaded(loaded, published=DEMO_DAY)
    dossier = check_story(reading, packs.load(), name=loaded.name)
    _write(dossier, out / "dossier.html", out / "dossier.json")
    return dossier


def _write(dossier: Dossier, html: Path | None, json: Path | None) -> None:
    if html is not None:
        dossier.to_html(html)
    if json is not None:
        write_text(dossier.to_json(), json)
