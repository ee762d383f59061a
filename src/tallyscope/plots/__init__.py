"""Result -> charts, one file per method. Nothing is computed here, only drawn.

Altair is loaded when the first chart is asked for; drawings that do without it stay quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tallyscope.plots.figure import AnyChart, Figure
    from tallyscope.result import Result


def figures(result: Result) -> tuple[Figure, ...]:
    """Return all figures of a result, the most telling first, without colours."""
    from tallyscope.plots.registry import PLOTS

    return PLOTS[result.method](result)


def plot(result: Result, name: str | None = None, *, dark: bool = False) -> AnyChart:
    """Return one chart of a result, ready to be shown in a notebook or saved.

    Parameters
    ----------
    result : Result
    name : str, optional
        Which figure; the first one by default.
    dark : bool
        Colours for a dark page.

    Raises
    ------
    DataError
        If the result has no figure of that name.
    """
    from tallyscope.plots.registry import chart

    return chart(figures(result), name, dark=dark)
