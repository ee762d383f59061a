"""Tally -> Result: one file, one public function, one result class, one card each.

A new method is added to `METHODS` by hand; tests compare this list with the folder, the docs
pages, the plots and the rows of the speed table.
"""

from __future__ import annotations

from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.methods import (
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
from tallyscope.result import Method

METHODS: tuple[Method, ...] = (
    integer_percentages.METHOD,
    protocol_arithmetic.METHOD,
    coarse_fractions.METHOD,
    identical_protocols.METHOD,
    fingerprint.METHOD,
    excess_votes.METHOD,
    variance.METHOD,
    neighbours.METHOD,
    lopsided_neighbours.METHOD,
    previous_election.METHOD,
    natural_experiment.METHOD,
    last_digit.METHOD,
    second_digit.METHOD,
    five_and_zero.METHOD,
    moments.METHOD,
    turnout_slope.METHOD,
    small_units.METHOD,
    klimek_model.METHOD,
)

CONTESTED = tuple(method for method in METHODS if method.contested)
UNCONTESTED = tuple(method for method in METHODS if not method.contested)
# the contested ones are known to accuse honest elections: they run only when asked for


def card(name: str) -> Method:
    """Return the card of a method.

    Raises
    ------
    DataError
        If there is no such method.
    """
    for method in METHODS:
        if method.name == name:
            return method
    names = [method.name for method in METHODS]
    raise DataError(
        Fault(
            f"there is no method {name!r}",
            expected="one of " + ", ".join(names),
            remedy=did_you_mean(name, names).strip(),
        )
    )
