"""Digits and shapes: the charts hold the numbers of the results."""

from __future__ import annotations

import pytest

from tallyscope.methods.five_and_zero import five_and_zero
from tallyscope.methods.last_digit import last_digit
from tallyscope.methods.moments import moments
from tallyscope.methods.second_digit import second_digit
from tallyscope.plots import figures
from tallyscope.simulate.honest import country
from tests.plots.reading import frames, named

TALLY = country(n_units=400, n_regions=3, n_districts=8, seed=1)


@pytest.mark.parametrize("count", ["votes", "ballots"])
def test_digits(count: str) -> None:
    for result, name in (
        (last_digit(TALLY), "last-digit"),
        (second_digit(TALLY), "second-digit"),
    ):
        (frame,) = frames(named(figures(result), f"{name}-{count}"))
        digits = result.digits.filter(count=count)
        assert frame["observed"].to_list() == digits["observed"].to_list()
        assert frame["expected"].to_list() == pytest.approx(digits["expected"].to_list(), rel=1e-5)


def test_fives_and_zeros() -> None:
    result = five_and_zero(TALLY)
    (frame,) = frames(named(figures(result), "five-and-zero"))
    assert frame["percent"].to_list() == pytest.approx(
        (100 * result.looks["rate"]).to_list(), rel=1e-5
    )
    assert frame["look"].to_list()[0] == "votes of leader"


@pytest.mark.parametrize("quantity", ["turnout", "share"])
def test_spread(quantity: str) -> None:
    result = moments(TALLY)
    (frame,) = frames(named(figures(result), f"spread-{quantity}"))
    assert frame["units"].sum() == result.n_units
