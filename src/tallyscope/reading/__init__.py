"""Stories into statements: who claims what, about which place, when, how much.

Deterministic and explainable; a language model is an option of its own
(`tallyscope.reading.model`), never needed.

The rules are loaded when they are first used, so that a missing file is told at once.
"""

from __future__ import annotations

from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tallyscope.reading.load import load_story
from tallyscope.reading.story import NotUnderstood, Reading, SetAside, Story

if TYPE_CHECKING:
    from tallyscope.reading.read import read_loaded, read_text

_OF_THE_RULES = ("read_loaded", "read_text")

__all__ = [
    "NotUnderstood",
    "Reading",
    "SetAside",
    "Story",
    "load_story",
    "read_loaded",
    "read_story",
    "read_text",
]


def read_story(source: str | Path, *, published: date | None = None) -> Reading:
    """Read the statements of a story in a file.

    Parameters
    ----------
    source : str or path
        Plain text or HTML, or "-" for standard input.
    published : datetime.date, optional
        Day of publication; goes before what a web page says of itself. Without any, words such as
        "on Friday" are not resolved, and the reading's notices say so.

    Returns
    -------
    Reading
        Its coverage says how many of the story's numbers were understood.

    Raises
    ------
    DataError
        If there is no story in the file, or it is not English.
    """
    story = load_story(source)
    from tallyscope.reading.read import read_loaded

    return read_loaded(story, published=published)


def __getattr__(name: str) -> Any:
    if name not in _OF_THE_RULES:
        raise AttributeError(f"tallyscope.reading has no {name!r}.")
    return getattr(import_module("tallyscope.reading.read"), name)
