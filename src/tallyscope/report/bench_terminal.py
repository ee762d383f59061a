"""What a terminal shows of a benchmark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from tallyscope.benchmark import findings
from tallyscope.benchmark.runner import Run

if TYPE_CHECKING:
    from rich.console import Console


def show(done: Run, console: Console | None = None) -> None:
    """Print what was done, and the rates of false alarms and of finding."""
    from rich.console import Console

    shown = console or Console()
    shown.print(
        f"{done.done:,} elections looked at, {done.kept:,} were done before,"
        f" {done.failed:,} failed."
    )
    if done.results.is_empty():
        return
    sizes = findings.sizes(done.results).filter(pl.col("method").is_in(findings.TESTS))
    _table(shown, "Honest elections: how often they are rejected or stand out", sizes)
    together = findings.powers(done.results).filter(pl.col("method") == "any").drop("method")
    _table(shown, "Tampered elections: how often one method at least sees it", together)


def _table(console: Console, title: str, rows: pl.DataFrame) -> None:
    from rich.table import Table
    from rich.text import Text

    if rows.is_empty():
        return
    table = Table(*(name.replace("_", " ") for name in rows.columns), title=title)
    for row in rows.iter_rows():
        table.add_row(
            *(Text(f"{cell:.3f}" if isinstance(cell, float) else str(cell)) for cell in row)
        )
    console.print(table)
