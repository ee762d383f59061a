"""`tallyscope bench`: how often methods accuse honest elections, and what they would see."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def bench(
    out: Annotated[
        Path, typer.Option(help="Folder for the results; a run goes on where it stopped.")
    ],
    cases: Annotated[
        str,
        typer.Option(
            help="'small' (two minutes), 'full' (hours), or a plan and the beginning of names:"
            " 'full:power-switching'.",
        ),
    ] = "small",
    data: Annotated[
        Path | None,
        typer.Option(
            help="Folder of real results files with an index.json; the clean ones are tried too.",
            show_default=False,
        ),
    ] = None,
    cluster: Annotated[
        str | None,
        typer.Option(
            help="Address of a Dask scheduler, tcp://HOST:PORT; processes here without it.",
            show_default=False,
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes here; all processors if left out.", show_default=False),
    ] = None,
) -> None:
    """Measure every method on elections whose truth is known."""
    from functools import partial

    from tallyscope.benchmark import catalogue, runner
    from tallyscope.benchmark.trial import trial
    from tallyscope.report import bench_terminal, terminal

    chosen = catalogue.chosen(cases, data)
    with terminal.progress() as told:
        left = iter(range(len(chosen) - 1, -1, -1))
        done = runner.run(
            chosen,
            partial(trial, data=data),
            out,
            cluster=cluster,
            workers=workers,
            hashes=catalogue.hashes(chosen, data),
            progress=lambda name: told(f"{name} ({next(left, 0):,} left)"),
        )
    bench_terminal.show(done)
    typer.echo(f"Written: {out / 'results.parquet'}")
