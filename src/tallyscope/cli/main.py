"""The `tallyscope` command. Every command imports what it needs when it runs, so --help is quick.

Exit codes: 0 done, 2 wrong usage, 3 the input is wrong. A verdict is never an exit code.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from tallyscope.cli.audit import audit
from tallyscope.cli.bench import bench
from tallyscope.cli.check import check
from tallyscope.cli.demo import demo
from tallyscope.cli.evidence import app as evidence
from tallyscope.cli.fetch import fetch
from tallyscope.cli.importing import import_file
from tallyscope.cli.read import read
from tallyscope.cli.schema import app as schema
from tallyscope.cli.simulate import simulate
from tallyscope.errors import TallyscopeError

EXIT_DATA = 3

app = typer.Typer(
    name="tallyscope",
    help="Check an announced vote: a results file against what honest counting can explain, a news"
    " story against arithmetic and facts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command()(audit)
app.command()(bench)
app.command()(check)
app.command()(demo)
app.command()(fetch)
app.command("import")(import_file)
app.command()(read)
app.command()(simulate)
app.add_typer(evidence, name="evidence")
app.add_typer(schema, name="schema")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"tallyscope {version('tallyscope')}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Check an announced vote."""


def run() -> None:
    """Run the command line; nothing but a message reaches the user when the input is wrong."""
    try:
        app(prog_name="tallyscope")
    except TallyscopeError as wrong:
        typer.echo(f"tallyscope: {wrong}", err=True)
        sys.exit(EXIT_DATA)
    except OSError as wrong:
        typer.echo(f"tallyscope: {wrong.filename or ''}: {wrong.strerror or wrong}", err=True)
        sys.exit(EXIT_DATA)


if __name__ == "__main__":
    run()
