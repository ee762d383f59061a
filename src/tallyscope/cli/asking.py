"""Questions of a results file, asked on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from tallyscope.errors import Fault
    from tallyscope.tally import Tally

# Opens a file, or a part of it, with what is said of its columns.
Opener = Callable[[Path, Mapping[str, str]], "Tally"]


def can_ask() -> bool:
    """Tell whether somebody sits at a terminal who can be asked."""
    return sys.stdin.isatty()


def read_asking(open_: Opener, path: Path, columns: Mapping[str, str]) -> tuple[Tally, Path]:
    """Read a file, asking as long as it has questions; return the tally and what of it was meant.

    Raises
    ------
    DataError
        If there is nobody to ask, a fault is no question, it was left without an answer, or it
        stands there again after it was answered.
    """
    from tallyscope.errors import DataError
    from tallyscope.sources.answers import is_question

    seen: set[str] = set()
    while True:
        try:
            return open_(path, columns), path
        except DataError as error:
            if not can_ask() or not is_question(error) or str(error) in seen:
                raise
            seen.add(str(error))
            for fault in error.faults:
                answer = _asked(fault, path, columns)
                if answer is None:
                    raise
                path, columns = answer


def _asked(
    fault: Fault, path: Path, columns: Mapping[str, str]
) -> tuple[Path, Mapping[str, str]] | None:
    """Ask one question until it is answered; None if the user gives no answer."""
    from tallyscope.errors import DataError
    from tallyscope.report.plain import plain
    from tallyscope.sources.answers import answered, asks_for_part, options

    typer.echo(plain(str(replace(fault, remedy=""))))
    if asks_for_part(fault):
        part = _typed("The name of one, * for all of them as one table")
        return (Path(f"{path}/{part}"), columns) if part else None
    offered = options(fault)
    for number, option in enumerate(offered, 1):
        typer.echo(plain(f"  {number}  {option}"))
    while said := _typed(f"A number from 1 to {len(offered)}, or ROLE=COLUMN"):
        if said.isdecimal() and not 1 <= int(said) <= len(offered):
            typer.echo(f"There is no answer {said}.")
            continue
        try:
            return path, answered(columns, offered[int(said) - 1] if said.isdecimal() else said)
        except DataError as wrong:
            typer.echo(plain(str(wrong)))
    return None


def _typed(what: str) -> str:
    said: str = typer.prompt(f"{what}; nothing stops", default="", show_default=False)
    return said.strip()
