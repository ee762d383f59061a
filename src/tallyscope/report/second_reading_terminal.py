"""A second reading by a model, beside that of the rules: what it adds, where it differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tallyscope.report.dossier_words import counted, quoted
from tallyscope.report.plain import plain

if TYPE_CHECKING:
    from rich.console import Console

    from tallyscope.reading.model import ModelReading

NOTHING = "nothing"  # what stands where one of the two readers has no statement


def show(second: ModelReading, console: Console | None = None) -> None:
    """Print how the two readers differ, and what was refused, with the reason."""
    from rich.console import Console
    from rich.text import Text

    shown = console or Console()
    shown.print(Text("Second reader, a language model (not used in any check)", style="bold"))
    for line in _lines(second):
        shown.print(Text(plain(line)))


def _lines(second: ModelReading) -> list[str]:
    if second.failed:
        return [f"{second.failed[0].upper()}{second.failed[1:]}"]
    lines = [
        f"{counted(len(second.statements), 'statement')} accepted: quoted letter by letter, with"
        f" the number in the quotation. {len(second.refused)} refused,"
        f" {counted(len(second.differences), 'difference')} to the rules."
    ]
    lines += [
        f"- {one.field} at {quoted(one.text)}: rules {one.rules or NOTHING},"
        f" model {one.model or NOTHING}"
        for one in second.differences
    ]
    return lines + [f"- refused: {one.what} ({one.why})" for one in second.refused]
