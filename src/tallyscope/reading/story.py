"""The words of the reading room: a story, what is set aside in it, and what was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from tallyscope.statement import Read, Span, Statement


@dataclass(frozen=True)
class Story:
    """A text as it was loaded, before anything is understood.

    Attributes
    ----------
    text : str
        What the spans of a reading refer to; of a web page the text that was taken out of it.
    name : str
        File name, or "standard input".
    title : str
        From the page's metadata; empty for plain text.
    published : Read of datetime.date
        From the page's metadata; unknown for plain text.
    form : {"text", "html"}
    """

    text: str
    name: str = ""
    title: str = ""
    published: Read[date] = field(default_factory=lambda: Read(None, "unknown"))
    form: Literal["text", "html"] = "text"


@dataclass(frozen=True)
class SetAside:
    """A line that is no statement of the story, and why."""

    span: Span
    text: str
    why: str


@dataclass(frozen=True)
class NotUnderstood:
    """A number that no statement uses, as printed, and why."""

    span: Span
    printed: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """Everything that was read in a story, and everything that was not.

    Attributes
    ----------
    text, title : str
    published : Read of datetime.date
        Stated by the caller, by the page or in a line of the text; else unknown.
    furniture : tuple of SetAside
        Lines that belong to the page and not to the story.
    headings : tuple of SetAside
        The title and the crossheads: of the story, but no statements.
    sentences : tuple of Span
    statements : tuple of Statement
        In the order of the text.
    not_understood : tuple of NotUnderstood
        Numbers of the story's sentences and headings that no statement uses.
    numbers, numbers_read : int
        Numbers found (dates and clock times are not counted), and those a statement uses.
    notices : tuple of str
        What a reader has to know, such as relative dates that could not be resolved.
    """

    text: str
    title: str
    published: Read[date]
    furniture: tuple[SetAside, ...]
    headings: tuple[SetAside, ...]
    sentences: tuple[Span, ...]
    statements: tuple[Statement, ...]
    not_understood: tuple[NotUnderstood, ...]
    numbers: int
    numbers_read: int
    notices: tuple[str, ...] = ()

    @property
    def coverage(self) -> str:
        """How much of the story's numbers was understood, in words.

        Examples
        --------
        A story with ten numbers of which seven stand in a statement says "read 7 of 10 numbers".
        """
        return f"read {self.numbers_read} of {self.numbers} numbers"

    def to_json(self) -> dict[str, Any]:
        """Return JSON values with the keys of :class:`tallyscope.reading.schema.ReadingJson`."""
        from tallyscope.reading.schema import reading_json

        return reading_json(self)
