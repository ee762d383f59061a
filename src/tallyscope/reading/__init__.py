"""Stories into statements: who claims what, about which place, when, how much.

Deterministic and explainable; a language model is an option of its own
(`tallyscope.reading.model`), never needed.

The rules are loaded when they are first used, so that a missing file is told at once.

The way of a story, by module:

1. `load` (file, page, standard input), `languages`, `typography`; `read` runs what follows.
2. `document` takes it apart: `furniture`, `tables`, `sentences`, then in each sentence what
   `marking` marks: `quantities` (of `numerals`), `dates`, places (`gazetteer`, `places`,
   `constituencies`, `places_apart`), `names`; `phrases` and `grammar` are the pieces that rules are
   written with.
3. `setting` says what the whole story is about: where (`polling_area`, which weighs what
   `place_mentions` and `place_cues` find), when (`polling_day`,
   `polling_period`, `polling_phases`); `topic` whether it is about a vote at all.
4. `attribution` says who speaks in each clause (`clauses`, `saying`, `acts`, `citations`,
   `figures`, `pollsters`, then `speakers`).
5. `results` asks the `frames` what each number is, `rows` what a table says of it, and `memory` for
   what leans on the one before; then come `kinds`, `options`, `denominators`, `unsaid_units`, the
   place (`whereabouts`, `places_beside`, `places_pointed_to`, `land`) and the day (`when`, `then`,
   `days`, `tense`, `state_day`).
6. `remarks` reads what is said without a number; `rivals` lowers what is doubtful since the
   sentence names more than was understood. What comes out stands in `story`, as JSON in `schema`.

`pattern`, `needs` and `needed_words` are there for speed only.
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
