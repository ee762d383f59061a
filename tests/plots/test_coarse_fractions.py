"""Simple fractions: the charts hold the numbers of the result."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import polars as pl
import pytest

from tallyscope.methods.coarse_fractions import LISTED_Q, CoarseFractionsResult, coarse_fractions
from tallyscope.plots import figures
from tests.methods.elections import honest
from tests.methods.test_coarse_fractions import crowded
from tests.plots.reading import frames, named


@cache
def result() -> CoarseFractionsResult:
    return coarse_fractions(crowded(), choice="A")


@pytest.mark.parametrize("quantity", ["share", "turnout"])
def test_every_fraction_has_its_dot(quantity: str) -> None:
    (frame,) = frames(named(figures(result()), f"fractions-{quantity}"))
    table = result().fractions.filter(quantity=quantity)
    assert frame["fraction"].to_list() == table["fraction"].to_list()
    assert frame["z"].to_list() == pytest.approx(table["z"].to_list(), rel=1e-5)
    standing = frame.filter(verdict="stands out")
    assert standing.height == (table["q_value"] <= LISTED_Q).sum()
    assert result().fractions.filter(pl.col("q_value") <= LISTED_Q).height > 0


def test_around_the_fraction_of_the_headline() -> None:
    figure = named(figures(result()), "around")
    (frame,) = frames(figure)
    top = result().fractions.sort("p_value", maintain_order=True).row(0, named=True)
    assert top["fraction"] in figure.title
    around = result().around.filter(quantity=top["quantity"], fraction=top["fraction"])
    assert frame["units"].to_list() == around["units"].to_list()
    assert frame["expected"].to_list() == pytest.approx(around["expected"].to_list(), rel=1e-5)
    at_it = frame.filter(place="at the fraction")
    assert at_it.height == 1
    assert at_it["percent"][0] == pytest.approx(top["percent"], rel=1e-5)


def test_without_turnout_only_the_share_is_drawn() -> None:
    poor = coarse_fractions(replace(honest(), registered=None))
    assert [figure.name for figure in figures(poor)] == ["fractions-share", "around"]
