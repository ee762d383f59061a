"""`tallyscope audit`: a results file in, a report out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tallyscope.tally import Tally


def audit(
    file: Annotated[
        Path,
        typer.Argument(
            help="Results by station: CSV, Excel, ODS, Parquet, JSON, SQLite, Clarity or NIST XML,"
            " a zip or a folder of them. A sheet, member or contest is named as if the file were a"
            " folder: results.xlsx/Sheet2."
        ),
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
    schema: Annotated[
        Path | None,
        typer.Option(
            help="What the columns are: the file that `tallyscope import` wrote.",
            show_default=False,
        ),
    ] = None,
    previous: Annotated[
        Path | None,
        typer.Option(
            help="Results of an earlier or concurrent vote in the same stations.",
            show_default=False,
        ),
    ] = None,
    totals: Annotated[
        Path | None,
        typer.Option(help="Published totals of the districts or regions.", show_default=False),
    ] = None,
    marked: Annotated[
        str | None,
        typer.Option(
            help="Column that tells some stations apart: observers, scanners, e-voting.",
            show_default=False,
        ),
    ] = None,
    contested: Annotated[
        bool,
        typer.Option(
            "--contested",
            help="Also run methods known to accuse honest elections, with their false alarms.",
        ),
    ] = False,
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
    from tallyscope.writing import write_text

    if schema is not None and (levels is not None or columns is not None):
        raise typer.BadParameter(
            "the schema says what the columns are; leave out --columns and --levels.",
            param_hint="--schema",
        )
    if html is not None:
        scripts.start()
    with terminal.progress() as told:
        told("Reading")
        tally = _read(file, schema, choice, levels, columns, strict=strict)
        further = {
            name: None if path is None else sources.read(path)
            for name, path in {"previous": previous, "totals": totals}.items()
        }
        given = {
            "levels": levels,
            "columns": columns,
            "schema": None if schema is None else str(schema),
            "previous": None if previous is None else str(previous),
            "totals": None if totals is None else str(totals),
            "marked": marked,
            "contested": "" if contested else None,
            "strict": "" if strict else None,
        }
        assessment = assess.audit(
            tally,
            choice=choice,
            seed=seed,
            contested=contested,
            previous=further["previous"],
            totals=further["totals"],
            marked=marked,
            options={name: value for name, value in given.items() if value is not None},
            progress=told,
        )
        if html is not None:
            told("Writing the report")
            page.write(assessment, html)
    if json is not None:
        write_text(assessment.to_json(), json)
    show_reading(tally)
    terminal.show(assessment)
    for written in (html, json):
        if written is not None:
            typer.echo(f"Written: {written}")


def _read(
    file: Path,
    schema: Path | None,
    choice: str | None,
    levels: str | None,
    columns: str | None,
    *,
    strict: bool,
) -> Tally:
    from tallyscope import sources
    from tallyscope.sources import schemas

    if schema is not None:
        return schemas.read_with(file, schemas.load(schema), choice=choice, strict=strict)
    return sources.read(
        file,
        choice=choice,
        levels=None if levels is None else [name.strip() for name in levels.split(",")],
        columns=None if columns is None else sources.parse_columns(columns),
        strict=strict,
    )
