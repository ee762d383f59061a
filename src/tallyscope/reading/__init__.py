"""Stories into statements: who claims what, about which place, when, how much.

Deterministic and explainable; a language model is an option of its own
(`tallyscope.reading.model`), never needed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tallyscope.reading.load import load_story
from tallyscope.reading.read import read_loaded, read_text
from tallyscope.reading.story import NotUnderstood, Reading, SetAside, Story

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
    return read_loaded(load_story(source), published=published)
