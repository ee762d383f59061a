"""`tallyscope audit`: a results file in, a report out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def audit(
    file: Annotated[
        Path, typer.Argument(help="Results by station: CSV, a zip with one CSV, or Parquet.")
    ],
    choice: Annotated[
        str | None,
        typer.Option(help="Whose gain is tested; the winner's if left out.", show_default=False),
    ] = None,
    levels: Annotated[
        str | None,
        typer.Option(
            help="Columns that contain the stations, largest first: region,district.",
            show_default=False,
        ),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            help="What columns mean, where recognition asks:"
            " 'registered=COLUMN,issued=A+B,choices=YES|NO'.",
            show_default=False,
        ),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(help="Write the report, one HTML file that needs no network."),
    ] = None,
    json: Annotated[
        Path | None, typer.Option(help="Write the result as JSON (docs/schema).")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of everything random.")] = 0,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at any faulty row instead of setting it aside.")
    ] = False,
) -> None:
    """Audit a results file: what can honest counting explain, and what not?"""
    from tallyscope import assess, sources
    from tallyscope.report import html as page
    from tallyscope.report import scripts, terminal
    from tallyscope.report.terminal_reading import show_reading
    from tallyscope.sources import parse_columns

    if html is not None:
        scripts.start()
    with terminal.progress() as told:
        told("Reading")
        tally = sources.read(
            file,
            choice=choice,
            levels=None if levels is None else [name.strip() for name in levels.split(",")],
            columns=None if columns is None else parse_columns(columns),
            strict=strict,
        )
        given = {"levels": levels, "columns": columns, "strict": "" if strict else None}
        options = {name: value for name, value in given.items() if value is not None}
        assessment = assess.audit(tally, choice=choice, seed=seed, options=options, progress=told)
        if html is not None:
            told("Writing the report")
            page.write(assessment, html)
    if json is not None:
        json.write_text(assessment.to_json(), encoding="utf-8")
    show_reading(tally)
    terminal.show(assessment)
    for written in (html, json):
        if written is not None:
            typer.echo(f"Written: {written}")
