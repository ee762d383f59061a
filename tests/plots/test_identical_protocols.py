"""Identical results: the charts hold the numbers of the result."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from tallyscope.methods.identical_protocols import (
    LISTED_P,
    IdenticalProtocolsResult,
    identical_protocols,
)
from tallyscope.plots.identical_protocols import LOOKS, figures
from tests.plots.reading import frames, named
from tests.report import examples


def result() -> IdenticalProtocolsResult:
    return identical_protocols(examples.tampered_tally())


def test_the_crowd_holds_the_windows_and_marks_one() -> None:
    (frame,) = frames(named(figures(result()), "crowd"))
    window = result().window
    assert frame["units"].to_list() == window["units"].to_list()
    assert frame["expected"].to_list() == pytest.approx(window["expected"].to_list(), rel=1e-5)
    assert frame.filter(step="the most conspicuous")["percent"].to_list() == [
        result().targets["percent"][0]
    ]
    assert (frame["high"] - frame["low"]).to_list() == pytest.approx([0.1] * frame.height)


def test_looks_are_all_drawn_in_words() -> None:
    (frame,) = frames(named(figures(result()), "looks"))
    looks = result().looks
    assert frame["look"].to_list() == [LOOKS[look] for look in looks["look"]]
    assert frame["observed"].to_list() == looks["observed"].to_list()
    out = frame.filter(verdict="stands out")
    assert out.height == (looks["p_value"] <= LISTED_P).sum()
    told = frame.filter(told="told, not tested")
    assert told["look"].to_list() == [LOOKS["doubles in a district"]]


def test_regions_stand_once_with_their_most_conspicuous_percentage() -> None:
    (frame,) = frames(named(figures(result()), "regions"))
    assert frame["region"].is_unique().all()
    assert frame["p_adjusted"].is_sorted()
    assert frame["excess"].to_list() == pytest.approx(
        (frame["units"] - frame["expected"]).to_list(), abs=1e-3
    )
    first = result().targets.group_by("region", maintain_order=True).first()
    assert frame["percent"].to_list() == first["percent"].to_list()


def test_one_region_has_no_picture_of_regions() -> None:
    top = pl.col("region") == result().targets["region"][0]
    alone = replace(result(), targets=result().targets.filter(top))
    assert [figure.name for figure in figures(alone)] == ["crowd", "looks"]
