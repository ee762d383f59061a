"""`tallyscope read`: a news story in, its statements out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tallyscope.cli.second_reader import ModelName, ModelUrl, ask_second_reader, show_second_reading
from tallyscope.writing import write_text


def read(
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
    json: Annotated[
        Path | None, typer.Option(help="Write the reading as JSON (docs/schema).")
    ] = None,
    model_url: ModelUrl = None,
    model: ModelName = None,
) -> None:
    """Read a news story: who claims what, about which place, when, how much."""
    from tallyscope.reading import load_story

    loaded = load_story(story)  # before the rest is loaded: a missing file is told at once
    from tallyscope.reading import read_loaded
    from tallyscope.report import reading_terminal

    reading = read_loaded(loaded, published=published.date() if published else None)
    second = ask_second_reader(reading, model_url, model)
    if json is not None:
        import json as form

        text = form.dumps(reading.to_json(), ensure_ascii=False, indent=1)
        write_text(text + "\n", json)
    reading_terminal.show(reading)
    show_second_reading(second)
    if json is not None:
        typer.echo(f"Written: {json}")
