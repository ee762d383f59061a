"""The dossier in a terminal: what was read, what came out of the checks, what was left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tallyscope.report.dossier_words import OUTCOME_WORDS, counted, quoted, ranges, spoken
from tallyscope.report.plain import plain
from tallyscope.result import VerdictOutcome

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from tallyscope.assess.dossier import Dossier

LONGEST_QUOTE = 60  # characters; our choice: a line of a narrow column

COLOURS: dict[VerdictOutcome, str] = {
    "impossible": "bold red",
    "inconsistent": "yellow",
    "consistent": "cyan",
    "cannot tell": "bright_black",
}


def show(dossier: Dossier, console: Console | None = None) -> None:
    """Print the verdicts and what was left, in as many columns as the terminal has."""
    from rich.console import Console
    from rich.text import Text

    shown = console or Console()
    shown.print(Text(spoken(dossier)))
    if dossier.findings:
        shown.print(_table(dossier))
    for line in _left(dossier):
        shown.print(Text(line))


def _table(dossier: Dossier) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True)
    table.add_column("Outcome", min_width=9)
    table.add_column("No.", justify="right")
    table.add_column("What checking made of it", ratio=1)
    for verdict in dossier.findings:
        numbers = ranges([dossier.numbers[one.id] for one in verdict.statements])
        words = f"{verdict.summary}\n{_short(quoted(verdict.statements[0].text))}"
        table.add_row(
            Text(OUTCOME_WORDS[verdict.outcome], style=COLOURS[verdict.outcome]),
            numbers,
            Text(plain(words)),
        )
    return table


def _short(quote: str) -> str:
    if len(quote) <= LONGEST_QUOTE:
        return quote
    return f"{quote[: LONGEST_QUOTE - 2].rsplit(' ', 1)[0]}…”"


def _left(dossier: Dossier) -> list[str]:
    """Return what was not tested and not understood, one line each."""
    reading = dossier.reading
    lines = []
    further = len(dossier.verdicts) - len(dossier.findings)
    if further:
        lines.append(
            f"{counted(further, 'further check')} found nothing against these statements or could"
            " not tell; the page shows all of them."
        )
    if dossier.untested:
        numbers = ranges([dossier.numbers[one.statement.id] for one in dossier.untested])
        lines.append(f"Not tested: {counted(len(dossier.untested), 'statement')} ({numbers}).")
    if reading.numbers:
        lines.append(f"Numbers: {reading.coverage}.")
    lines += [
        plain(f"Not understood: {' '.join(number.printed.split())} ({number.why}).")
        for number in reading.not_understood
    ]
    return [*lines, *map(plain, reading.notices)]
