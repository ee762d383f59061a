"""Write the reference pages from the program itself.

``python -m docs.generate`` writes them; with ``--check`` it writes nothing, shows how the pages in
the repository differ and exits with 1 if they do.
"""

from __future__ import annotations

import difflib
import inspect
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import typer

import tallyscope
from tallyscope.checks import CHECKS
from tallyscope.cli.main import app
from tallyscope.methods import METHODS
from tallyscope.result import Check, Method

DOCS = Path(__file__).parent
WIDTH = 88
PLAIN = (bool, int, float, str, type(None))  # defaults that say what they are
MADE = "<!-- made by `python -m docs.generate`; do not edit -->"


def pages() -> dict[str, str]:
    """Return the text of every generated page by its path under docs/."""
    return {
        "reference/cli.md": command_line(),
        "reference/python.md": python_names(),
        "methods/index.md": methods_index(),
        "checks/index.md": checks_index(),
    }


def command_line() -> str:
    """Return the help of every command."""
    group = typer.main.get_command(app)
    parts = [
        MADE,
        "# Command line",
        "Exit codes: 0 done, 2 wrong usage, 3 the input is wrong. What was found is never an exit"
        " code.",
    ]
    for name, text in helps(group, "tallyscope"):
        parts += [f"## {name}", f"```text\n{text}\n```"]
    return "\n\n".join(parts) + "\n"


def helps(command: object, name: str) -> Iterator[tuple[str, str]]:
    """Yield (full name, help text) of a command and of all commands below it."""
    context = command.context_class(  # type: ignore[attr-defined]
        command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH, color=False
    )
    lines = command.get_help(context).splitlines()  # type: ignore[attr-defined]
    yield name, "\n".join(line.rstrip() for line in lines).strip()
    for below, sub in sorted(getattr(command, "commands", {}).items()):
        yield from helps(sub, f"{name} {below}")


def python_names() -> str:
    """Return the public names with their signatures and docstrings."""
    parts = [
        MADE,
        "# Python names",
        "Everything here is imported from `tallyscope`. How to use it: [Python](../python.md).",
    ]
    for name in sorted(tallyscope.__all__, key=str.casefold):
        thing = getattr(tallyscope, name)
        parts += [
            f"## {name}",
            f"```text\n{signature(name, thing)}\n\n{inspect.getdoc(thing)}\n```",
        ]
        if inspect.isclass(thing):
            parts += [f"* `{member}`: {line}" for member, line in members(thing)]
    return "\n\n".join(parts).replace("\n\n* ", "\n* ").replace("```\n* ", "```\n\n* ") + "\n"


def signature(name: str, thing: object) -> str:
    """Return how a name is called, one parameter a line where it is long."""
    if inspect.isclass(thing) and issubclass(thing, Exception) and "__init__" not in vars(thing):
        return name  # called like the exception it derives from
    found = _with_named_defaults(thing, inspect.signature(thing))  # type: ignore[arg-type]
    if inspect.isclass(thing):
        found = found.replace(return_annotation=found.empty)
    short = _unquoted(f"{name}{found}")
    if len(short) <= WIDTH:
        return short
    marks = [_unquoted(str(parameter)) for parameter in found.parameters.values()]
    kinds = [parameter.kind for parameter in found.parameters.values()]
    if inspect.Parameter.KEYWORD_ONLY in kinds:
        marks.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
    _, arrow, back = short.rpartition(") -> ")
    end = f"{arrow}{back}" if arrow else ")"
    return f"{name}(\n" + "".join(f"    {mark},\n" for mark in marks) + end


class _Name(str):
    """A name that prints as itself."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def _with_named_defaults(thing: object, found: inspect.Signature) -> inspect.Signature:
    """Write a default that is a constant of the module, and no plain value, by its name."""
    module = vars(sys.modules[getattr(thing, "__module__", "builtins")])
    names = {id(value): name for name, value in module.items() if name.isupper()}
    parameters = [
        parameter.replace(default=_Name(names[id(parameter.default)]))
        if id(parameter.default) in names and not isinstance(parameter.default, PLAIN)
        else parameter
        for parameter in found.parameters.values()
    ]
    return found.replace(parameters=parameters)


def _unquoted(text: str) -> str:
    """Return annotations as they stand in the code, not as the strings they are kept as."""
    return re.sub(r"(: |-> )'([^']*)'", r"\1\2", text)


def members(kind: type) -> Iterator[tuple[str, str]]:
    """Yield the public methods and properties of a class with the first line of their docs."""
    for name, member in vars(kind).items():
        if name.startswith("_") or not (
            inspect.isfunction(member) or isinstance(member, property | classmethod)
        ):
            continue
        if documented := inspect.getdoc(member):
            yield name if isinstance(member, property) else f"{name}()", documented.split("\n")[0]


def methods_index() -> str:
    """Return the list of methods, made from their cards."""
    return _index(
        "# Methods",
        "What each method asks of a results file. Everything said here is printed beside the"
        " results, too. A method without a test describes: it has no p-value. Contested methods"
        " are known to accuse honest elections: they run only when asked for, with their measured"
        " false alarms, and grade nothing. Others are [left out](../left-out.md).",
        ["method", "question", "tests"],
        {card: [_tests(card)] for card in METHODS},
    )


def _tests(card: Method) -> str:
    if card.contested:
        return "contested"
    return "yes" if card.primary else "no, it describes"


def checks_index() -> str:
    """Return the list of checks, made from their cards."""
    return _index(
        "# Checks",
        "What each check asks of the statements of a story. Everything said here is printed beside"
        " the verdicts, too. A check that lacks what it needs says that it cannot tell.",
        ["check", "question"],
        {card: [] for card in CHECKS},
    )


def _index(
    title: str, about: str, columns: Sequence[str], rows: Mapping[Method | Check, Sequence[str]]
) -> str:
    table = [columns, ["---"] * len(columns)]
    table += [[f"[{c.title}]({c.name}.md)", c.question, *more] for c, more in rows.items()]
    parts = [MADE, title, about, "\n".join(f"| {' | '.join(cells)} |" for cells in table)]
    for card in rows:
        parts += [f"## {card.title}", *card_lines(card)]
    return "\n\n".join(parts) + "\n"


def card_lines(card: Method | Check) -> list[str]:
    """Return the card of a method or a check as paragraphs."""
    about = f"[`{card.name}`]({card.name}.md)."
    if isinstance(card, Method):
        about += f" Family: {card.family}. Needs {', '.join(card.needs)} and at least"
        about += f" {card.min_units:,} units."
    elif card.needs:
        about += f" Needs {', '.join(card.needs)}."
    lists = {
        "It can see": card.detects,
        "It takes for granted": card.assumes,
        "Harmless things that look the same": card.innocent,
        "It cannot see": card.blind_to,
        "Sources": card.cites,
    }
    listed = [
        f"{head}:\n\n" + "\n".join(f"* {entry}" for entry in entries)
        for head, entries in lists.items()
        if entries
    ]
    return [about, *listed]


def differences(folder: Path = DOCS) -> list[str]:
    """Return the lines of a diff between the pages in the folder and what they should be."""
    lines: list[str] = []
    for name, wanted in pages().items():
        path = folder / name
        there = path.read_text(encoding="utf-8") if path.is_file() else ""
        lines += difflib.unified_diff(
            there.splitlines(), wanted.splitlines(), f"docs/{name}", f"{name} as it is", lineterm=""
        )
    return lines


def write(folder: Path = DOCS) -> None:
    """Write every generated page."""
    for name, text in pages().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main(arguments: Sequence[str], folder: Path = DOCS) -> int:
    """Write the pages, or check them; return the exit code."""
    if list(arguments) not in ([], ["--check"]):
        print("Usage: python -m docs.generate [--check]", file=sys.stderr)
        return 2
    if not arguments:
        write(folder)
        return 0
    lines = differences(folder)
    if lines:
        print("\n".join(lines))
        print("\nThe reference pages are out of date. Run `make docs`.")
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
