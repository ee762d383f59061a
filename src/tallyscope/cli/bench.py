"""`tallyscope bench`: how often methods accuse honest elections, and what they would see."""

from __future__ import annotations

from collections.abc import Sequence
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
            help="'small' (two minutes), 'packaged' (an hour), 'full' (hours), or a plan and the"
            " beginning of names: 'full:power-switching'.",
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
    method: Annotated[
        list[str] | None,
        typer.Option(
            help="Let only this method look; may be given again. Into a folder of its own.",
            show_default=False,
        ),
    ] = None,
    all_shares: Annotated[
        bool,
        typer.Option(
            "--all-shares", help="Try small parts of the stations also where larger are not seen."
        ),
    ] = False,
    workers: Annotated[
        int | None,
        typer.Option(min=1, help="Processes here; all processors if left out.", show_default=False),
    ] = None,
) -> None:
    """Measure every method on elections whose truth is known."""
    from functools import partial

    from tallyscope.benchmark import catalogue, ladder, runner
    from tallyscope.benchmark.cases import Case
    from tallyscope.benchmark.trial import trial
    from tallyscope.methods import card
    from tallyscope.report import bench_terminal, terminal

    chosen = catalogue.chosen(cases, data)
    hashes = catalogue.hashes(chosen, data)
    with terminal.progress() as told:

        def do(asked: Sequence[Case]) -> runner.Run:
            return runner.run(
                asked,
                partial(trial, data=data, only=tuple(card(name).name for name in method or ())),
                out,
                cluster=cluster,
                workers=workers,
                hashes=hashes,
                progress=told,
            )

        done = do(chosen) if all_shares else ladder.descend(chosen, do)
    bench_terminal.show(done)
    typer.echo(f"Written: {out / 'results.parquet'}")
