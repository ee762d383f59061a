"""A reading in a terminal: the statements found, how each field is known, what was left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tallyscope.report.dossier_words import KIND_WORDS, counted, in_words, quoted
from tallyscope.report.plain import plain
from tallyscope.statement import Read, Statement

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from tallyscope.reading import Reading

STATUS_MARKS = {"stated": "", "inferred": " ?", "carried": " *", "default": " †", "unknown": ""}
LEGEND = (
    "* carried from elsewhere in the story (a pronoun, a list, the sentence before);"
    " ? the sentence leaves another reading;"
    " † the default of the document"
)


def show(reading: Reading, console: Console | None = None) -> None:
    """Print statements, numbers that were not understood, coverage and notices."""
    from rich.console import Console
    from rich.text import Text

    shown = console or Console()
    if reading.statements:
        shown.print(_table(reading))
        shown.print(Text(LEGEND))
    else:
        shown.print(Text("No checkable statement was found in this text."))
    for line in _left(reading):
        shown.print(Text(plain(line)))


def _table(reading: Reading) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table("No.", "Statement", "What", "Where", "Who says it", "When said", show_lines=True)
    for number, statement in enumerate(reading.statements, 1):
        cells = (
            str(number),
            quoted(statement.text),
            _what(statement),
            _marked(statement.places),
            _marked(statement.attribution),
            _marked(statement.said),
        )
        table.add_row(*(Text(plain(cell)) for cell in cells))
    return table


def _what(statement: Statement) -> str:
    """Return kind, number, option and days, one under the other."""
    told = [KIND_WORDS[statement.kind]]
    if statement.quantity.value is not None:
        told.append(("not " if statement.negated else "") + _marked(statement.quantity))
    if statement.option.value is not None:
        told.append(f"for “{statement.option.value}”{STATUS_MARKS[statement.option.status]}")
    on = "on" if statement.kind in ("event", "plan") else "as of"
    days = (("vote", statement.vote_day), (on, statement.as_of))
    told += [f"{name} {_marked(day)}" for name, day in days if day.value is not None]
    return "\n".join(told)


def _marked(read: Read[Any]) -> str:
    """Return a field in words with the mark of its status; a dash where it is not known."""
    return "–" if read.value is None else in_words(read.value) + STATUS_MARKS[read.status]


def _left(reading: Reading) -> list[str]:
    lines = [
        f"Numbers: {reading.coverage}."
        f" Set aside as page furniture: {counted(len(reading.furniture), 'line')}."
    ]
    lines += [f"Not understood: {one.printed} ({one.why})." for one in reading.not_understood]
    return [*lines, *reading.notices]
