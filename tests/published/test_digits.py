"""Digits and shapes as the toolkit prints them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tallyscope.methods.five_and_zero import five_and_zero
from tallyscope.methods.last_digit import last_digit
from tallyscope.methods.moments import moments
from tallyscope.methods.second_digit import second_digit
from tallyscope.tally import Tally
from tests.published.numbers import Entry, election, entries, printed_like


def found(tally: Tally, statistic: str) -> dict[str, float]:
    """Return the toolkit's statistic of every quantity it is printed for."""
    if statistic == "2BL":
        tests = second_digit(tally, min_registered=0, draws=1).tests
        return dict(tests.select("count", "mean").iter_rows())
    if statistic == "LastC":
        tests = last_digit(tally, min_registered=0, min_count=0).tests
        return dict(tests.select("count", "mean").iter_rows())
    if statistic in ("C05s", "P05s"):
        looks = five_and_zero(tally, min_registered=0, min_count=0).looks
        return dict(looks.select("look", "rate").iter_rows())
    column = {"Skew": "skewness", "Kurt": "kurtosis"}[statistic]
    shapes = moments(tally, min_registered=0).shapes
    return dict(shapes.select("quantity", column).iter_rows())


@pytest.mark.parametrize("entry", entries("toolkit_digits.toml", "number"))
def test_as_printed(shared: Path, entry: Entry) -> None:
    values = found(election(shared, entry), entry["statistic"])
    printed = {name: text for name, text in entry.items() if name not in ("election", "statistic")}
    assert len(printed) == 2
    for name, text in printed.items():
        assert printed_like(values[name], text), (name, values[name])
