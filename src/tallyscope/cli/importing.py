"""`tallyscope import`: a results file in, a tally out that opens without questions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tallyscope.tally import Tally

SCHEMA_ENDING = ".schema.toml"


def import_file(
    file: Annotated[
        Path, typer.Argument(help="Results by station; a sheet as if the file were a folder.")
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            help="Tally to write: NAME.parquet, NAME.csv, or a folder (Frictionless package).",
        ),
    ],
    schema: Annotated[
        Path | None,
        typer.Option(
            help="What the columns are, from an earlier import. If left out: the one beside the"
            " output (NAME.schema.toml), which is written if it is not there.",
            show_default=False,
        ),
    ] = None,
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
            help="What columns mean: 'registered=COLUMN,issued=A+B,choices=YES|NO'.",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop at any faulty row instead of setting it aside.")
    ] = False,
) -> None:
    """Import a results file: show how it is read, ask what is unsure, store tally and decision."""
    from tallyscope.report.terminal_reading import show_reading
    from tallyscope.sources import storage

    _refuse_wrong_use(file, out, schema, said=columns is not None or levels is not None)
    storage.refuse_other_forms(out)
    kept = storage.stored(file)
    beside = out.with_name(out.stem + SCHEMA_ENDING)
    written: list[Path] = []
    if kept is not None:
        tally = _stored(kept, file, schema, choice)
    elif schema is not None:
        tally = _read_with(schema, file, choice, strict=strict)
    elif columns is None and levels is None and beside.is_file():
        tally = _read_as_before(beside, file, choice, strict=strict)
    else:
        tally = _read_asking(file, beside, written, choice, levels, columns, strict=strict)
    out.parent.mkdir(parents=True, exist_ok=True)
    written.insert(0, storage.write(tally, out))
    show_reading(tally)
    for path in written:
        typer.echo(f"Written: {path}")


def _refuse_wrong_use(file: Path, out: Path, schema: Path | None, *, said: bool) -> None:
    if schema is not None and said:
        raise typer.BadParameter(
            "the schema says what the columns are; leave out --columns and --levels.",
            param_hint="--schema",
        )
    if out.exists() and file.exists() and out.samefile(file):
        raise typer.BadParameter("the results file would be overwritten.", param_hint="--out")


def _stored(kept: Tally, file: Path, schema: Path | None, choice: str | None) -> Tally:
    from tallyscope.sources import read, schemas

    if schema is not None:
        return schemas.read_with(file, schemas.load(schema))  # which refuses it
    return kept if choice is None else read(file, choice=choice)


def _read_with(schema: Path, file: Path, choice: str | None, *, strict: bool) -> Tally:
    from tallyscope.sources import schemas

    tally = schemas.read_with(file, schemas.load(schema), choice=choice, strict=strict)
    typer.echo(f"Read as {schema} says.")
    return tally


def _read_as_before(beside: Path, file: Path, choice: str | None, *, strict: bool) -> Tally:
    """Read with the schema that an earlier import left beside the output."""
    from tallyscope.errors import DataError, Fault

    try:
        return _read_with(beside, file, choice, strict=strict)
    except DataError as error:
        told = Fault(
            f"it was read as {beside} says, which an earlier import left there",
            remedy="If it was made for another file, delete it, and the columns are recognised",
        )
        raise DataError([*error.faults, told], source=error.source) from None


def _read_asking(
    file: Path,
    beside: Path,
    written: list[Path],
    choice: str | None,
    levels: str | None,
    columns: str | None,
    *,
    strict: bool,
) -> Tally:
    """Recognise the columns, ask what is unsure, and write down the decision."""
    from tallyscope import sources
    from tallyscope.cli.asking import read_asking
    from tallyscope.sources import files, schemas

    def opened(path: Path, said: Mapping[str, str]) -> Tally:
        return sources.read(
            path,
            choice=choice,
            levels=None if levels is None else [name.strip() for name in levels.split(",")],
            columns=said or None,
            strict=strict,
        )

    said = {} if columns is None else sources.parse_columns(columns)
    tally, path = read_asking(opened, file, said)
    beside.parent.mkdir(parents=True, exist_ok=True)
    part = files.split_path(path)[1]
    written.append(schemas.write_schema(schemas.schema_of(tally, part), beside))
    return tally
