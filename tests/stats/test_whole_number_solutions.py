"""The exact search against plain enumeration."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.stats import whole_number_solutions
from tallyscope.stats.whole_number_solutions import (
    Condition,
    real_solution_exists,
    whole_number_solution,
)

LARGEST = 9  # every unknown is bounded by it, so that enumeration is complete

coefficients = st.integers(-6, 6)
bounds = st.tuples(
    st.none() | st.integers(-20, 40),
    st.none() | st.integers(-20, 40),
)


@st.composite
def systems(draw: st.DrawFn) -> tuple[int, list[Condition]]:
    unknowns = draw(st.integers(1, 3))
    row = st.tuples(*(coefficients for _ in range(unknowns)))
    conditions = []
    for terms, (low, high) in draw(st.lists(st.tuples(row, bounds), max_size=5)):
        if low is not None and high is not None and low > high:
            low, high = high, low
        conditions.append(Condition(terms, low, high))
    capped = [
        Condition(tuple(int(i == j) for j in range(unknowns)), None, LARGEST)
        for i in range(unknowns)
    ]
    return unknowns, [*conditions, *capped]


def holds(condition: Condition, values: tuple[int, ...]) -> bool:
    total = sum(a * b for a, b in zip(condition.coefficients, values, strict=True))
    return (condition.low is None or total >= condition.low) and (
        condition.high is None or total <= condition.high
    )


@settings(deadline=None)
@given(systems())
def test_the_search_agrees_with_enumeration(system: tuple[int, list[Condition]]) -> None:
    unknowns, conditions = system
    found = whole_number_solution(unknowns, conditions)
    exists = any(
        all(holds(condition, values) for condition in conditions)
        for values in product(range(LARGEST + 1), repeat=unknowns)
    )
    assert found.decision == ("yes" if exists else "no")
    if exists:
        assert min(found.example) >= 0
        assert all(holds(condition, found.example) for condition in conditions)
        assert real_solution_exists(unknowns, conditions)


def test_a_real_solution_need_not_be_whole() -> None:
    # 3x = 3y + 1 has real solutions, but the left side is divisible by 3 and the right is not
    thirds = [Condition((3, -3), 1, 1), Condition((1, 0), None, 50)]
    assert real_solution_exists(2, thirds)
    assert whole_number_solution(2, thirds).decision == "no"


def test_ratios_alone_are_scaled_to_whole_numbers() -> None:
    # x / (x + y) = 1234567 / 10**9 exactly, at least one: the smallest solution is that large
    million = 10**9
    ratio = Condition((million - 1_234_567, -1_234_567), 0, 0)
    found = whole_number_solution(2, [ratio, Condition((1, 1), 1, None)])
    assert found.decision == "yes"
    x, y = found.example
    assert x * million == 1_234_567 * (x + y)
    assert x + y >= 1


def test_no_condition_at_all_is_satisfied_by_nothing() -> None:
    assert whole_number_solution(2, []).example == (0, 0)


def test_a_long_search_is_given_up_and_not_called_no(monkeypatch: object) -> None:
    # x / y within a hair of 0.3, x = 7: y would have to be 23.33; a search of no steps cannot know
    narrow = [Condition((1, 0), 7, 7), Condition((10, -3), 0, 0)]
    assert whole_number_solution(2, narrow).decision == "no"
    short = whole_number_solutions.SHORT, whole_number_solutions.LONG
    whole_number_solutions.SHORT = whole_number_solutions.LONG = 0
    try:
        assert whole_number_solution(2, narrow).decision == "undecided"
    finally:
        whole_number_solutions.SHORT, whole_number_solutions.LONG = short


def test_room_is_looked_for_among_large_numbers() -> None:
    # 101 of y between 0.0795 and 0.0796 permille: y runs to 1.27 million, far from the first corner
    ratio = [
        Condition((1, 0, 0), 101, 101),
        Condition((7_953_835, 7_953_835, 7_953_835 - 10_000_000), None, None),
        Condition((10_000_000 - 7_953_825, 10_000_000 - 7_953_825, -7_953_825), 0, None),
        Condition((10_000_000 - 7_953_835, 10_000_000 - 7_953_835, -7_953_835), None, 0),
        Condition((1, 1, 1), None, None),
        Condition((1, 1, 0), None, None),
    ]
    found = whole_number_solution(3, ratio)
    assert found.decision == "yes"
    assert all(holds(condition, found.example) for condition in ratio)
