"""`tallyscope schema`: hold a results file against the schema of an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tallyscope.errors import Fault
    from tallyscope.sources.schemas import Fit, Schema

app = typer.Typer(
    name="schema",
    help="Schemas say what the columns of a results file are; `tallyscope import` writes them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def schema() -> None:
    """Schemas say what the columns of a results file are; `tallyscope import` writes them."""


@app.command()
def check(
    schema: Annotated[Path, typer.Argument(help="Schema that `tallyscope import` wrote.")],
    file: Annotated[Path, typer.Argument(help="Results file.")],
) -> None:
    """Say what of a schema still fits a file: columns gone, columns new, roles."""
    from tallyscope.errors import DataError
    from tallyscope.report.plain import plain
    from tallyscope.sources import schemas

    told = schemas.load(schema)
    fit = schemas.check(told, file)
    for line in (*_lists(told, fit), *_differences(fit)):
        typer.echo(plain(line))
    if fit.tally is None:
        raise DataError(_why_not(fit), source=str(file))
    typer.echo(
        f"It fits: {len(fit.tally):,} units, {len(fit.tally.choices)} choices,"
        f" {fit.tally.set_aside.height:,} rows set aside."
    )


def _why_not(fit: Fit) -> Sequence[Fault]:
    """Return one fault for all columns, which were listed; or what else is wrong."""
    from tallyscope.errors import Fault

    gone = sum(name != "ignored" for name, _ in fit.missing)
    if not gone and not fit.new:
        return fit.faults
    return [
        Fault(
            f"columns that the schema needs are gone: {gone}; columns it does not know: "
            f"{len(fit.new)}",
            expected="the columns of the schema",
            remedy="Change its lists, or import the file without it",
        )
    ]


def _lists(told: Schema, fit: Fit) -> list[str]:
    """One line for each list that has columns: how many of them are there."""
    lines = []
    for name, columns in told.columns.items():
        gone = [column for where, column in fit.missing if where == name]
        if columns:
            line = f"{name:<12}{len(columns) - len(gone):>4} of {len(columns)}"
            lines.append(line + (f"; gone: {', '.join(map(repr, gone))}" if gone else ""))
    return lines


def _differences(fit: Fit) -> list[str]:
    lines = [f"new: {column!r}" for column in fit.new]
    return lines + [
        f"'{column}' is in {here}, but would be recognised as {there}: {why}"
        for column, here, there, why in fit.otherwise
    ]
