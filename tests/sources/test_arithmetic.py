from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.sources.arithmetic import (
    HOLDS,
    adds_up,
    not_below,
    pairs_adding_up,
    percent,
    runs_adding_up,
    subset_adding_up,
)
from tallyscope.sources.columns import Column, columns_of


def columns(**cells: list[int | None]) -> dict[str, Column]:
    return {column.name: column for column in columns_of(pl.DataFrame(cells))}


def test_a_sum_is_asked_where_everything_is_known_and_something_counted() -> None:
    of = columns(a=[1, 2, None, 0, 3], b=[2, 2, 2, 0, 3], c=[3, 5, 2, 0, 6])
    share = adds_up([of["a"], of["b"]], [of["c"]])
    # rows: 1+2=3 yes, 2+2=5 no, unknown, all 0, 3+3=6 yes
    assert (share.holding, share.rows) == (2, 3)


def test_holes_count_as_nothing() -> None:
    of = columns(a=[1, None, None], b=[2, 2, None], c=[3, 2, 2])
    share = adds_up((), [of["c"]], holes=[of["a"], of["b"]])
    assert (share.holding, share.rows) == (2, 2)


def test_a_rule_may_have_a_few_exceptions() -> None:
    rows = 100
    broken = round((1 - HOLDS) * rows)
    for wrong, rule in ((broken, True), (broken + 1, False)):
        whole = [2 if place < wrong else 1 for place in range(rows)]
        of = columns(a=[1] * rows, c=list(whole))
        assert adds_up([of["a"]], [of["c"]]).is_rule is rule


def test_not_below() -> None:
    of = columns(a=[3, 3, None], b=[3, 4, 1])
    share = not_below([of["a"]], [of["b"]])
    assert (share.holding, share.rows) == (1, 2)


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (3, 3, "100%"),
        (0, 3, "0%"),
        (2, 3, "66.66%"),
        (99_999, 100_000, "99.99%"),
        (1, 10**6, "0.01%"),
    ],
)
def test_percentages_round_to_nothing_that_is_not_so(part: int, whole: int, told: str) -> None:
    assert percent(part, whole) == told


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[int]], list[bool]]:
    """Random counts, and which of the columns belong to a sum (at least two)."""
    width = draw(st.integers(3, 7))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    counts = rng.integers(0, 1000, (60, width)).tolist()
    chosen = draw(st.lists(st.booleans(), min_size=width, max_size=width))
    chosen[0] = chosen[2] = True
    return counts, chosen


@given(tables())
@settings(max_examples=50, deadline=None)
def test_the_parts_of_a_sum_are_found(table: tuple[list[list[int]], list[bool]]) -> None:
    counts, chosen = table
    array = np.array(counts)
    frame = pl.DataFrame(array, schema=[f"c{place}" for place in range(array.shape[1])])
    whole = columns_of(pl.DataFrame({"whole": array[:, chosen].sum(axis=1)}))
    found = subset_adding_up(columns_of(frame), whole)
    assert [column.name for column in found] == [
        name for name, belongs in zip(frame.columns, chosen, strict=True) if belongs
    ]


def test_a_party_nobody_voted_for_belongs_to_the_sum() -> None:
    of = columns(x=[9, 7, 8], a=[1, 2, 4], zero=[0, 0, 0], b=[5, 1, 2], whole=[6, 3, 6])
    parts = [of[name] for name in ("x", "a", "zero", "b")]
    assert [c.name for c in subset_adding_up(parts, [of["whole"]])] == ["a", "zero", "b"]


def test_no_parts_no_sum() -> None:
    of = columns(x=[9, 7, 8], whole=[6, 3, 6], none=[0, 0, 0])
    assert subset_adding_up([of["x"]], [of["whole"]]) == ()
    assert subset_adding_up([], [of["whole"]]) == ()
    assert subset_adding_up([of["x"]], [of["none"]]) == ()


def test_runs_come_longest_first() -> None:
    of = columns(
        ballots=[8, 5, 9], valid=[6, 3, 6], bad=[2, 2, 3], a=[1, 2, 4], b=[4, 1, 1], c=[1, 0, 1]
    )
    found = [([c.name for c in run], whole.name) for run, whole in runs_adding_up([*of.values()])]
    assert found == [
        (["bad", "a", "b", "c"], "ballots"),
        (["a", "b", "c"], "valid"),
        (["valid", "bad"], "ballots"),
    ]


def test_pairs() -> None:
    of = columns(ballots=[8, 5, 9], valid=[6, 3, 6], bad=[2, 2, 3], other=[9, 9, 9])
    found = [(a.name, b.name) for a, b in pairs_adding_up(of["valid"], [*of.values()])]
    assert found == [("bad", "ballots")]
