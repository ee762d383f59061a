"""`tallyscope fetch`: known public data sets by name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def fetch(
    name: Annotated[
        str | None, typer.Argument(help="Name of the data set.", show_default=False)
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option(help="Folder to put it into; the cache if left out.", show_default=False),
    ] = None,
    listed: Annotated[
        bool, typer.Option("--list", help="Show the data sets that are known.")
    ] = False,
) -> None:
    """Fetch a known public data set, compare its hash, and say what its columns are.

    It is fetched once and kept in the cache. TALLYSCOPE_MIRROR names another place to fetch from.
    """
    if listed == (name is not None):
        raise typer.BadParameter("give the name of a data set, or --list.", param_hint="NAME")
    from tallyscope.sources import catalogue

    if name is None:
        for one in catalogue.data_sets():
            typer.echo(f"{one.name}\n  {one.title}")
            typer.echo(f"  {one.size:,} bytes, {one.address}")
            typer.echo(f"  Licence: {one.licence}\n  Cite: {one.citation}")
        return
    fetched = catalogue.fetch(catalogue.data_set(name), to)
    typer.echo(fetched.data_set.title)
    typer.echo(f"Licence: {fetched.data_set.licence}")
    typer.echo(f"Cite: {fetched.data_set.citation}")
    typer.echo(f"File: {fetched.path}")
    typer.echo(f"Schema: {fetched.schema}")
    typer.echo("Read it: tallyscope import FILE --schema SCHEMA -o tally.parquet")
