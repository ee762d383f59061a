"""Write the table of the words that the reader's expressions need.

``python -m tallyscope.reading.needed_words`` writes ``needed_words.json`` beside this file; with
``--check`` it writes nothing and exits with 1 if the table is out of date. An old table does no
harm but to speed: what it lacks is worked out while a story is read (`tallyscope.reading.pattern`).
"""

from __future__ import annotations

import json
import pkgutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cached_property
from importlib import import_module
from pathlib import Path

from tallyscope import reading
from tallyscope.reading.needs import Words, rarity
from tallyscope.reading.pattern import Pattern, key

FILE = Path(__file__).with_suffix(".json")


def patterns() -> tuple[Pattern, ...]:
    """Return every pattern of the reader once, in alphabetical order."""
    found: dict[str, Pattern] = {}
    for module in pkgutil.walk_packages(reading.__path__, "tallyscope.reading."):
        if module.name == Pattern.__module__:
            continue  # what waits there to learn its words is not of the reader alone
        for pattern in _patterns_of(vars(import_module(module.name)).values()):
            found.setdefault(key(pattern.pattern, pattern.flags), pattern)
    return tuple(sorted(found.values(), key=lambda one: (one.pattern, int(one.flags))))


def _patterns_of(values: Iterable[object]) -> Iterator[Pattern]:
    """Those among some values, and in their containers and attributes."""
    for value in values:
        if isinstance(value, Pattern):
            yield value
        elif isinstance(value, tuple | list | set | frozenset):
            yield from _patterns_of(value)
        elif isinstance(value, Mapping):
            yield from _patterns_of(value.values())
        elif is_dataclass(value) and not isinstance(value, type):
            names = [field.name for field in fields(value)] + _made_when_asked(type(value))
            yield from _patterns_of(getattr(value, name) for name in names)


def _made_when_asked(kind: type) -> list[str]:
    """The names of the patterns that things of a kind make when they are first asked for them."""
    return [
        name
        for name, member in vars(kind).items()
        if isinstance(member, cached_property)
        and member.func.__annotations__.get("return") == Pattern.__name__
    ]


def table() -> str:
    """Return the table as it should be, a list of words or an expression a line."""
    needed = {key(one.pattern, one.flags): one.lists() for one in patterns()}
    lists = sorted({words for found in needed.values() for words in found}, key=_order)
    numbers = {words: number for number, words in enumerate(lists)}
    rows = {name: sorted(numbers[words] for words in found) for name, found in needed.items()}
    written = [json.dumps(sorted(words), ensure_ascii=False) for words in lists]
    kept = [f'"{name}": {json.dumps(row)}' for name, row in sorted(rows.items())]
    return '{"lists": [\n' + ",\n".join(written) + '\n], "needs": {\n' + ",\n".join(kept) + "\n}}\n"


def _order(words: Words) -> tuple[tuple[int, int], list[str]]:
    return rarity(words), sorted(words)


def main(arguments: Sequence[str], file: Path = FILE) -> int:
    """Write the table, or check it; return the exit code."""
    if list(arguments) not in ([], ["--check"]):
        sys.stderr.write("Usage: python -m tallyscope.reading.needed_words [--check]\n")
        return 2
    wanted = table()
    if not arguments:
        file.write_text(wanted, encoding="utf-8")
        return 0
    if file.is_file() and file.read_text(encoding="utf-8") == wanted:
        return 0
    sys.stdout.write(f"{file.name} is out of date. Run `make docs`.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
