"""What every method promises, whatever it looks at."""

from __future__ import annotations

import dataclasses
import json
import math
from dataclasses import fields, replace
from inspect import signature
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tallyscope.benchmark.work import WORKS
from tallyscope.errors import DataError, NotApplicable
from tallyscope.methods import METHODS, card
from tallyscope.plots.registry import PLOTS
from tallyscope.result import Method, Result, unit_scores_schema
from tallyscope.tally import COUNT_NAMES, Tally
from tests.conftest import REPOSITORY
from tests.methods.elections import ELECTIONS, applies, in_order, renamed, run
from tests.tallies import small_tally

every_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
every_election = pytest.mark.parametrize(
    ("method", "name"),
    [(method, name) for method in METHODS for name in ELECTIONS if applies(method, name)],
    ids=lambda given: given if isinstance(given, str) else given.name,
)


def frames(result: Result) -> dict[str, pl.DataFrame]:
    named = {field.name: getattr(result, field.name) for field in fields(result)}
    return {name: value for name, value in named.items() if isinstance(value, pl.DataFrame)}


def assert_same(one: Result, other: Result, *, exactly: bool) -> None:
    for field in fields(one):
        left, right = getattr(one, field.name), getattr(other, field.name)
        if isinstance(left, pl.DataFrame):
            assert_frame_equal(left, right, check_exact=exactly, rel_tol=1e-9, abs_tol=1e-9)
        elif field.name == "headline" and not exactly:
            ends = [(e.low, e.value, e.high) for e in (left, right)]
            assert ends[0] == pytest.approx(ends[1], rel=1e-9)
        elif isinstance(left, float | tuple) and not exactly and field.name != "cautions":
            assert left == pytest.approx(right, rel=1e-9)
        else:
            assert left == right, field.name


@every_election
def test_same_seed_same_result(method: Method, name: str) -> None:
    tally = ELECTIONS[name]()
    assert_same(run(method, tally, seed=3), run(method, tally, seed=3), exactly=True)


@every_election
def test_the_order_of_rows_changes_nothing(method: Method, name: str) -> None:
    tally = ELECTIONS[name]()
    moved = in_order(tally, np.random.default_rng(1).permutation(len(tally)))
    assert_same(run(method, tally, seed=3), run(method, moved, seed=3), exactly=True)


@every_election
def test_the_names_of_units_change_nothing(method: Method, name: str) -> None:
    tally = ELECTIONS[name]()
    other, old_of = renamed(tally, seed=1)
    found, again = run(method, tally, seed=3), run(method, other, seed=3)
    if again.unit_scores is not None:
        old_names = pl.col("unit").replace(old_of)
        again = replace(again, unit_scores=again.unit_scores.with_columns(old_names).sort("unit"))
    assert_same(found, again, exactly=False)


@every_method
def test_the_input_stays_as_it_is(method: Method) -> None:
    tally = ELECTIONS["tampered"]()
    before = (tally.votes.copy(), tally.units.clone(), tally.set_aside.clone())
    counts = [(name, tally.counts(name).copy()) for name in COUNT_NAMES if tally.has(name)]
    run(method, tally, seed=0)
    assert np.array_equal(tally.votes, before[0])
    assert tally.units.equals(before[1])
    assert tally.set_aside.equals(before[2])
    assert all(np.array_equal(tally.counts(name), values) for name, values in counts)


@every_method
@pytest.mark.parametrize("units", [0, 1, 5])
def test_too_few_units_are_refused_with_name_and_numbers(method: Method, units: int) -> None:
    tally = small_tally(
        [[60, 40]] * 5, registered=[200] * 5, issued=[101] * 5, ballots=[100] * 5
    ).where(np.arange(5) < units)
    with pytest.raises(NotApplicable) as caught:
        run(method, tally)
    told = str(caught.value)
    assert told.startswith(f"{method.name} needs {method.min_units} units")
    assert told.endswith(f"; {units} of {units} are left")


@pytest.mark.parametrize(
    "method",
    [method for method in METHODS if "min_registered" in signature(method.run).parameters],
    ids=lambda method: method.name,
)
def test_enough_units_too_small_to_count(method: Method) -> None:
    tally = small_tally([[6, 4]] * 99, registered=[20] * 99, ballots=[10] * 99)
    with pytest.raises(NotApplicable, match=r"; 0 of 99 are left$"):
        run(method, tally)


@every_method
def test_counts_that_it_needs_and_does_not_need(method: Method) -> None:
    tally = replace(ELECTIONS["few_districts"](), registered=None)
    if "registered" in method.needs:
        with pytest.raises(NotApplicable, match="no column for registered"):
            run(method, tally)
    else:
        assert run(method, tally).n_units > 0


@pytest.mark.parametrize(
    "method",
    [method for method in METHODS if set(method.takes) & set(method.needs)],
    ids=lambda method: method.name,
)
def test_inputs_that_it_cannot_do_without(method: Method) -> None:
    with pytest.raises(NotApplicable, match=rf"^{method.name} needs .*\(--\w+ [A-Z]+\)"):
        method.run(ELECTIONS["honest"]())


@every_election
def test_numbers_are_numbers(method: Method, name: str) -> None:
    result = run(method, ELECTIONS[name](), seed=0)
    estimate = result.headline
    assert all(map(math.isfinite, (estimate.value, estimate.low, estimate.high)))
    assert estimate.low <= estimate.value <= estimate.high
    assert 0 < estimate.level <= 1
    if result.p_value is None:
        assert result.null == ""
    else:
        assert 0 < result.p_value <= 1
        assert result.null
    for table in frames(result).values():
        for column in table.select(pl.selectors.float()):
            assert column.drop_nulls().is_finite().all(), column.name  # unknown is null


@every_election
def test_every_unit_is_used_or_excluded_with_a_reason(method: Method, name: str) -> None:
    tally = ELECTIONS[name]()
    result = run(method, tally)
    assert result.n_units + sum(result.excluded.values()) == len(tally)
    assert all(result.excluded.values())


@every_election
def test_the_result_says_what_was_done(method: Method, name: str) -> None:
    result = run(method, ELECTIONS[name](), seed=7)
    assert type(result) is method.result
    assert result.method == method.name
    assert result.choice == "leader"
    assert result.seed in (7, None)
    assert result.headline.unit
    assert result.headline.how
    assert result.cautions
    assert all(result.cautions)
    json.dumps([result.settings, result.excluded], allow_nan=False)


@every_method
def test_without_randomness_the_seed_is_none(method: Method) -> None:
    tally = ELECTIONS["tampered"]()
    one, other = run(method, tally, seed=1), run(method, tally, seed=2)
    if one.seed is None:
        assert_same(one, other, exactly=True)
    else:
        assert one.headline.value == other.headline.value
        with pytest.raises(AssertionError):  # chance shows somewhere
            assert_same(replace(one, seed=2), other, exactly=True)


@every_election
def test_units_that_deserve_a_look(method: Method, name: str) -> None:
    tally = ELECTIONS[name]()
    scores = run(method, tally).unit_scores
    if scores is not None:
        assert dict(scores.schema) == unit_scores_schema()
        assert scores["unit"].is_in(tally.units["unit"].to_list()).all()
        assert scores["unit"].is_unique().all()
        assert scores["score"].is_finite().all()
        assert (scores["reason"].str.len_chars() > 0).all()


@every_method
def test_a_choice_that_does_not_exist(method: Method) -> None:
    with pytest.raises(DataError, match=r"there is no choice 'leadr'.* Did you mean 'leader'"):
        run(method, ELECTIONS["honest"](), choice="leadr")


@every_method
def test_another_choice_is_looked_at_when_asked(method: Method) -> None:
    assert run(method, ELECTIONS["honest"](), choice="third").choice == "third"


@every_method
def test_the_winner_of_all_units_is_looked_at_in_those_that_are_used(method: Method) -> None:
    # A wins the country in places too small to be used; B wins the places that are used
    n = 150
    small = [[49, 0]] * 1000
    large = [[100 + i % 50, 210 + i % 7] for i in range(n)]
    tally = small_tally(
        small + large,
        registered=[50] * 1000 + [600 + i % 31 for i in range(n)],
        ballots=[49] * 1000 + [sum(votes) for votes in large],
    )
    result = run(method, tally)
    assert (tally.winner, result.choice, result.n_units) == ("A", "A", n)
    assert_same(result, run(method, tally, choice="A"), exactly=True)


@every_method
def test_results_are_frozen(method: Method) -> None:
    result = run(method, ELECTIONS["honest"]())
    for field in fields(result):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(result, field.name, None)


@st.composite
def odd_elections(draw: st.DrawFn) -> Tally:
    """At least a hundred units with full, empty, tiny, unanimous and equal ones among them."""
    rng = np.random.default_rng(draw(st.integers(0, 10_000)))
    n = 130
    size = rng.choice(draw(st.sampled_from([[100], [100, 3000], [1, 150, 5000]])), n)
    turnout = rng.choice(draw(st.sampled_from([[0.5], [1.0], [0.0, 1.0], [0.3, 0.95, 1.0]])), n)
    share = rng.choice(draw(st.sampled_from([[0.5], [1.0], [0.0, 1.0], [0.2, 0.9]])), n)
    counted = rng.binomial if draw(st.booleans()) else lambda whole, p: np.rint(whole * p)
    ballots = counted(size, turnout).astype(np.int64)
    votes = counted(ballots, share).astype(np.int64)
    regions = draw(st.sampled_from([1, 3, 40]))
    return small_tally(
        np.stack([votes, ballots - votes], axis=1).tolist(),
        registered=size.tolist(),
        ballots=ballots.tolist(),
        regions=[f"r{rng.integers(regions):02d}" for _ in range(n)],
    )


def answered(method: Method, tally: Tally) -> Result | str:
    try:
        return run(method, tally, choice="A")
    except NotApplicable as declined:
        return str(declined)


@every_method
@settings(deadline=None, max_examples=80)
@given(tally=odd_elections())
def test_odd_elections_are_answered_or_declined(method: Method, tally: Tally) -> None:
    result = answered(method, tally)
    if isinstance(result, str):
        assert result.startswith((method.name, "the results have no"))
        return
    low, value, high = result.headline.low, result.headline.value, result.headline.high
    assert all(map(math.isfinite, (low, value, high)))
    rounding = 1e-9 * max(abs(low), abs(high), 1.0)
    assert low - rounding <= value <= high + rounding


def test_the_list_is_the_folder() -> None:
    folder = REPOSITORY / "src" / "tallyscope" / "methods"
    modules = {path.stem for path in folder.glob("*.py")} - {"__init__"}
    assert modules == {method.name for method in METHODS}
    assert len(METHODS) == len(modules)


@every_method
def test_the_card_is_complete(method: Method) -> None:
    for field in fields(method):
        value: Any = getattr(method, field.name)
        if isinstance(value, str):
            assert value.strip() == value != "", field.name
        elif isinstance(value, tuple) and field.name != "takes":
            assert value, field.name
            assert all(isinstance(text, str) and text for text in value), field.name
    assert method.question.endswith("?")
    assert method.min_units > 0
    assert set(method.needs) <= {*COUNT_NAMES, "votes", "levels", *method.takes}
    assert set(method.takes) <= {"previous", "totals", "marked"}
    assert not (method.contested and method.primary)
    assert method.primary or not method.counting_null
    assert issubclass(method.result, Result)


@every_method
def test_methods_are_called_alike(method: Method) -> None:
    parameters = signature(method.run).parameters
    first, *rest = parameters.values()
    assert method.run.__name__ == method.name
    assert first.name == "tally"
    assert all(parameter.kind is parameter.KEYWORD_ONLY for parameter in rest)
    assert parameters["choice"].default is None
    assert parameters["seed"].default == 0


@every_method
def test_every_method_is_drawn_measured_and_described(method: Method) -> None:
    assert method.name in PLOTS
    assert {method.name, f"plain {method.name}"} <= set(WORKS)
    assert (REPOSITORY / "docs" / "methods" / f"{method.name}.md").is_file()


def test_card_by_name() -> None:
    assert card("fingerprint").name == "fingerprint"
    with pytest.raises(DataError) as caught:
        card("fingerprints")
    told = str(caught.value)
    assert told.startswith(
        "there is no method 'fingerprints'; expected one of integer_percentages,"
    )
    assert told.endswith("Did you mean 'fingerprint'?")
