"""A page as a browser sees it: elements with attributes and text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

VOID = {"meta", "br", "img", "input", "link", "hr"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(one if isinstance(one, str) else one.text for one in self.inside)

    def all(self, tag: str = "", **attributes: str) -> Iterator[Element]:
        for one in self.inside:
            if isinstance(one, Element):
                if (not tag or one.tag == tag) and all(
                    value in one.attributes.get(name.rstrip("_"), "").split()
                    for name, value in attributes.items()
                ):
                    yield one
                yield from one.all(tag, **attributes)

    def one(self, tag: str = "", **attributes: str) -> Element:
        found = list(self.all(tag, **attributes))
        assert len(found) == 1, f"{len(found)} of {tag} {attributes}"
        return found[0]

    def json(self, id_: str) -> Any:
        return json.loads(self.one("script", id=id_).text)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("document")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def parse(page: str) -> Element:
    """Return the document; every element must be closed, and in turn."""
    builder = _Builder()
    builder.feed(page)
    builder.close()
    assert len(builder.open) == 1, f"never closed: {[one.tag for one in builder.open[1:]]}"
    return builder.open[0]
