"""The options of the second reader, shared by `read` and `check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tallyscope.reading import Reading
    from tallyscope.reading.model import ModelReading

ModelUrl = Annotated[
    str | None,
    typer.Option(
        "--model-url",
        help="Address of an OpenAI-compatible server for a second reader, a language model; off if"
        " left out. The story is sent there. The key is taken from TALLYSCOPE_MODEL_KEY.",
        show_default=False,
    ),
]
ModelName = Annotated[
    str | None,
    typer.Option("--model", help="Name of the model, as the server knows it.", show_default=False),
]


def ask_second_reader(reading: Reading, url: str | None, model: str | None) -> ModelReading | None:
    """Ask the model for its reading; None if no model is named.

    Raises
    ------
    typer.BadParameter
        If only one of address and name is given.
    """
    if url is None and model is None:
        return None
    if url is None or model is None:
        raise typer.BadParameter("--model-url and --model go together")
    from tallyscope.reading.model import ModelSettings, second_reading

    return second_reading(reading, ModelSettings(url, model))


def show_second_reading(second: ModelReading | None) -> None:
    """Print how the model differs from the rules; nothing if no model was asked."""
    if second is not None:
        from tallyscope.report import second_reading_terminal

        second_reading_terminal.show(second)
