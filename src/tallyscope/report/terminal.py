"""What a terminal shows: the findings in short, and a sign of life while they are worked out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tallyscope.assess.assessment import Assessment, GradeLevel
from tallyscope.assess.benchmarked import alarms
from tallyscope.methods import card
from tallyscope.report import silence
from tallyscope.report.plain import plain
from tallyscope.report.words import spoken
from tallyscope.result import Skipped

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

COLOURS: dict[GradeLevel, str] = {
    "impossible": "bold red",
    "incompatible": "red",
    "unusual": "yellow",
    "descriptive": "cyan",
    "cannot tell": "bright_black",
}

FALSE_ALARMS = (
    "False alarms: at how many simulated honest elections, and real ones regarded as clean, the"
    " method alarms."
)


@contextmanager
def progress(console: Console | None = None) -> Iterator[Callable[[str], None]]:
    """Yield a function that says what is being done; silent where nobody watches a terminal."""
    from rich.console import Console

    shown = console or Console(stderr=True)
    if not shown.is_terminal:
        yield lambda _doing: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(bar_width=24), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=shown, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda doing: bar.update(task, description=plain(doing))


def show(assessment: Assessment, console: Console | None = None) -> None:
    """Print the findings: grades, estimates with their ranges, summary, what it cannot tell."""
    from rich.console import Console
    from rich.text import Text

    shown = console or Console()
    shown.print(Text(plain(_title(assessment)), style="bold"))
    for sentence in assessment.summary[:2]:
        shown.print(Text(plain(sentence)))
    shown.print(_grades(assessment))
    shown.print(_estimates(assessment))
    shown.print(Text(FALSE_ALARMS, style="bright_black"))
    for sentence in assessment.summary[2:]:
        shown.print(Text(plain(sentence)))
    shown.print()
    shown.print(Text("What would have been noticed", style="bold"))
    for sentence in (*silence.introduction(assessment.silence)[:1], *_lines(assessment)):
        shown.print(Text(plain(sentence)))
    shown.print()
    shown.print(Text("What this cannot tell", style="bold"))
    for caution in assessment.cautions:
        shown.print(Text(plain(f"- {caution}")))


def _lines(assessment: Assessment) -> tuple[str, ...]:
    return tuple(f"- {line}" for line in silence.lines(assessment))


def _title(assessment: Assessment) -> str:
    contest = assessment.tally.contest
    parts = (
        contest.name or assessment.tally.source.what,
        contest.country,
        contest.date,
        contest.round,
    )
    return ", ".join(part for part in parts if part) or "Results without a name"


def _grades(assessment: Assessment) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table("Looked at", "How far honest counting explains it")
    for grade in assessment.grades.values():
        table.add_row(Text(grade.family), Text(grade.meaning, style=COLOURS[grade.level]))
    return table


def _estimates(assessment: Assessment) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table("", "Low", "Middle", "High", "Unit", "False alarms")
    for outcome in assessment.outcomes.values():
        title = Text(card(outcome.method).title)
        if isinstance(outcome, Skipped):
            table.add_row(title, "–", "–", "–", "not looked at", "")
        else:
            told = spoken(outcome.headline)
            ends = (told.low, told.middle, told.high, told.unit, _alarms(outcome.method))
            table.add_row(title, *map(Text, ends))
    return table


def _alarms(method: str) -> str:
    measured = alarms(method)
    if measured is None:
        return "not tried"
    counts = (measured.all_simulated, measured.real)
    return ", ".join(f"{count.alarms}/{count.elections}" for count in counts if count.elections)
