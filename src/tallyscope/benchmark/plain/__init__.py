"""The methods' statistics as plain loops, straight from their formulas: one module per method.

Nobody would use these: they are what the fast ones are compared with, for their numbers in tests
and for their time in the speed table. ``work(tally)`` of each module returns the headline's value
and what else is comparable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tallyscope.benchmark.plain import (
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
from tallyscope.tally import Tally

PLAIN: Mapping[str, Callable[[Tally], list[float]]] = {
    "integer_percentages": integer_percentages.work,
    "protocol_arithmetic": protocol_arithmetic.work,
    "coarse_fractions": coarse_fractions.work,
    "identical_protocols": identical_protocols.work,
    "fingerprint": fingerprint.work,
    "excess_votes": excess_votes.work,
    "variance": variance.work,
    "neighbours": neighbours.work,
    "lopsided_neighbours": lopsided_neighbours.work,
    "previous_election": previous_election.work,
    "natural_experiment": natural_experiment.work,
    "last_digit": last_digit.work,
    "second_digit": second_digit.work,
    "five_and_zero": five_and_zero.work,
    "moments": moments.work,
    "turnout_slope": turnout_slope.work,
    "small_units": small_units.work,
    "klimek_model": klimek_model.work,
}
