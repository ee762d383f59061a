"""Which function draws which method's result.

A new method is added to `PLOTS` by hand; a test compares it with ``methods.METHODS``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.plots import (
    coarse_fractions,
    excess_votes,
    fingerprint,
    five_and_zero,
    identical_protocols,
    integer_percentages,
    klimek_model,
    last_digit,
    lopsided_neighbours,
    moments,
    natural_experiment,
    neighbours,
    previous_election,
    protocol_arithmetic,
    second_digit,
    small_units,
    turnout_slope,
    variance,
)
from tallyscope.plots.figure import AnyChart, Figure
from tallyscope.plots.theme import DARK, LIGHT, config

# Each function takes the result class of its own method, which the type of a mapping cannot say.
PLOTS: Mapping[str, Callable[[Any], tuple[Figure, ...]]] = {
    "integer_percentages": integer_percentages.figures,
    "protocol_arithmetic": protocol_arithmetic.figures,
    "coarse_fractions": coarse_fractions.figures,
    "identical_protocols": identical_protocols.figures,
    "fingerprint": fingerprint.figures,
    "excess_votes": excess_votes.figures,
    "variance": variance.figures,
    "neighbours": neighbours.figures,
    "lopsided_neighbours": lopsided_neighbours.figures,
    "previous_election": previous_election.figures,
    "natural_experiment": natural_experiment.figures,
    "last_digit": last_digit.figures,
    "second_digit": second_digit.figures,
    "five_and_zero": five_and_zero.figures,
    "moments": moments.figures,
    "turnout_slope": turnout_slope.figures,
    "small_units": small_units.figures,
    "klimek_model": klimek_model.figures,
}


def chart(figures: Sequence[Figure], name: str | None, *, dark: bool) -> AnyChart:
    """Return one of the figures with its title and colours; the first if no name is given."""
    by_name = {figure.name: figure for figure in figures}
    chosen = next(iter(by_name)) if name is None else name
    if chosen not in by_name:
        raise DataError(
            Fault(
                f"there is no figure {chosen!r}",
                expected="one of " + ", ".join(by_name),
                remedy=did_you_mean(chosen, by_name).strip(),
            )
        )
    palette = DARK if dark else LIGHT
    look = config(palette) | {"background": palette.paper}
    dressed: AnyChart = (
        by_name[chosen].chart.properties(title=by_name[chosen].title).configure(**look)
    )
    return dressed
