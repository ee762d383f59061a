"""The pages that people read, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import REPOSITORY

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


def written_pages() -> list[Path]:
    """Return README.md, ARCHITECTURE.md and every page under docs/, sorted."""
    top = [REPOSITORY / "README.md", REPOSITORY / "ARCHITECTURE.md"]
    return [*top, *sorted((REPOSITORY / "docs").rglob("*.md"))]


def blocks(page: Path, language: str) -> list[str]:
    """Return the fenced code blocks of one language."""
    return [code for name, code in FENCE.findall(page.read_text("utf-8")) if name == language]


def links(page: Path) -> list[str]:
    """Return the targets of links into the repository, without fragments."""
    text = FENCE.sub("", page.read_text("utf-8"))
    targets = (target.partition("#")[0] for target in LINK.findall(text))
    return [target for target in targets if target and "://" not in target]


def command_lines(page: Path) -> Iterator[str]:
    """Yield every `tallyscope ...` command written in a shell block or as inline code."""
    shell = [line for block in blocks(page, "sh") for line in block.splitlines()]
    inline = INLINE.findall(FENCE.sub("", page.read_text("utf-8")))
    for line in (*shell, *inline):
        if found := re.match(r"(?:\.venv/bin/)?tallyscope (.+)", line.strip()):
            yield found[1]


def headings(page: Path) -> list[str]:
    """Return the second-level headings."""
    return re.findall(r"^## (.+)$", page.read_text("utf-8"), re.MULTILINE)


def name_of(page: Path) -> str:
    """Return the path of a page inside the repository."""
    return str(page.relative_to(REPOSITORY))
