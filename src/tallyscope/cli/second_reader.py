"""The options of the second reader, shared by `read` and `check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tallyscope.reading import Reading

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


def show_second_reading(reading: Reading, url: str | None, model: str | None) -> None:
    """Ask the model, if one is named, and print how it differs from the rules.

    Raises
    ------
    typer.BadParameter
        If only one of address and name is given.
    """
    if url is None and model is None:
        return
    if url is None or model is None:
        raise typer.BadParameter("--model-url and --model go together")
    from tallyscope.reading.model import ModelSettings, second_reading
    from tallyscope.report import second_reading_terminal

    second_reading_terminal.show(second_reading(reading, ModelSettings(url, model)))
