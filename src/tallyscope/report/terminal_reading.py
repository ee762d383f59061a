"""How a results file was read, for a terminal: columns and why, repairs, rows set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tallyscope.report.plain import plain
from tallyscope.tally import Tally

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

SHOWN_CHOICES = 8  # our choice: the screen is for the counts; the report lists every column
LONGEST_ROLE = len("part of registered")


def show_reading(tally: Tally, console: Console | None = None) -> None:
    """Print the mapping that was used, every repair, and what was set aside with its reason."""
    from rich.console import Console
    from rich.text import Text

    shown = console or Console()
    source = tally.source
    where = f" ({source.where})" if source.where else ""
    head = f"How {source.what}{where} was read: {source.rows:,} rows, {len(tally):,} units"
    shown.print(Text(plain(head), style="bold"))
    shown.print(_mapping(tally))
    for repair in source.repairs:
        shown.print(Text(plain(f"- repaired, {repair.count:,} ×: {repair.what} ({repair.why})")))
    for reason, count in tally.set_aside["reason"].value_counts(sort=True).iter_rows():
        shown.print(Text(plain(f"- set aside, {count:,} ×: {reason}")))
    shown.print()


def _mapping(tally: Tally) -> Table:
    """One line per column of the file; what does not fit a line is in the report."""
    from rich.box import SIMPLE
    from rich.table import Column, Table
    from rich.text import Text

    table = Table(
        Column("Column", no_wrap=True, ratio=4),
        Column("Read as", no_wrap=True, min_width=LONGEST_ROLE),
        Column("Why", no_wrap=True, ratio=5),
        box=SIMPLE,
        expand=True,
        padding=(0, 1, 0, 0),
    )
    mapping, evidence = tally.source.mapping, tally.source.evidence
    choices = [column for column, role in mapping.items() if role == "choice"]
    left_out = [column for column, role in mapping.items() if role == "ignored"]
    for column, role in mapping.items():
        if column not in left_out and column not in choices[SHOWN_CHOICES:]:
            table.add_row(*(Text(plain(part)) for part in (column, role, evidence.get(column, ""))))
    for columns, role in ((choices[SHOWN_CHOICES:], "choice"), (left_out, "ignored")):
        if columns:
            table.add_row(f"{len(columns)} more", role, Text(plain(", ".join(columns))))
    return table
