"""Equal and nearly equal rows: by hand, by loops, and where chance alone makes them."""

from __future__ import annotations

from math import comb
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.benchmark.plain.identical_protocols import equal_pairs, near_pairs
from tallyscope.stats.equal_counts import Pairs, compared, equal_protocols, equal_rows, pairs

ROWS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12), st.integers(0, 2)), min_size=1, max_size=30
)


@given(ROWS)
def test_codes_are_equal_where_rows_are(rows: list[tuple[int, int, int]]) -> None:
    codes = equal_rows(np.array(rows, dtype=np.int64))
    assert codes.min() == 0
    assert codes.max() + 1 == len(set(rows))
    for i, row in enumerate(rows):
        for j, other in enumerate(rows):
            assert (codes[i] == codes[j]) == (row == other)


@given(ROWS)
def test_codes_follow_the_order_of_rows_however_large_their_counts(
    rows: list[tuple[int, int, int]],
) -> None:
    places = {row: place for place, row in enumerate(sorted(set(rows)))}
    wanted = [places[row] for row in rows]
    for scale in (1, 10**9, 10**17):
        assert equal_rows(scale * np.array(rows, dtype=np.int64)).tolist() == wanted


@settings(deadline=None)
@given(ROWS, st.integers(1, 4))
def test_pairs_by_loop(rows: list[tuple[int, int, int]], reach: int) -> None:
    first, second, rest = np.array(rows, dtype=np.int64).T
    found = pairs(first, second, rest, reach=reach)
    assert found == (equal_pairs(rows), near_pairs(rows, reach=reach), reach)


def test_no_rows_no_pairs() -> None:
    none = np.array([], dtype=np.int64)
    assert pairs(none, none, none, reach=3) == (0, 0, 3)


def test_what_is_expected_by_hand() -> None:
    # 24 near pairs that are not equal lie at the 24 differences other than (0, 0): one at each
    found = Pairs(equal=3, near=27, reach=2)
    assert found.expected == 1.0
    assert found.mostly_beyond_chance
    assert not Pairs(equal=2, near=26, reach=2).mostly_beyond_chance


def test_chance_by_hand() -> None:
    # both of two near pairs are equal with the chance 1/9 each
    assert Pairs(equal=2, near=2, reach=1).p_value == pytest.approx(1 / 81)
    # at least one of three: 1 - (8/9)^3
    assert Pairs(equal=1, near=3, reach=1).p_value == pytest.approx(1 - (8 / 9) ** 3)
    tail = sum(comb(40, k) * (1 / 9) ** k * (8 / 9) ** (40 - k) for k in range(9, 41))
    assert Pairs(equal=9, near=40, reach=1).p_value == pytest.approx(tail)
    assert Pairs(equal=0, near=40, reach=1).p_value == 1.0


def test_it_is_never_zero() -> None:
    assert Pairs(equal=1000, near=1000, reach=5).p_value == 1e-300


def test_smooth_counts_have_as_many_equal_pairs_as_expected() -> None:
    rng = np.random.default_rng(0)
    first, second = rng.integers(0, 200, (2, 4000))
    found = pairs(first, second, np.zeros(4000, dtype=np.int64), reach=5)
    # 8 million pairs, 40,000 places: 200 equal ones
    assert found.expected == pytest.approx(200, rel=0.1)
    assert found.equal == pytest.approx(found.expected, abs=4 * found.expected**0.5)


def five() -> tuple[Any, ...]:
    """Rows 0 and 1 equal in place 0; 2 equals them in place 1; 3 is near; 4 is not compared."""
    first = np.array([30, 30, 30, 31, 30])
    second = np.array([40, 40, 40, 40, 40])
    rest = np.array([[5], [5], [5], [5], [5]])
    place = np.array([0, 0, 1, 0, 1])
    mask = np.array([True, True, True, True, False])
    return first, second, rest, place, mask


def test_places_are_told_apart() -> None:
    found = compared(*five(), reach=2)
    assert found.within == (1, 3, 2)  # 0-1 equal; 0-3 and 1-3 near
    assert found.across == (2, 3, 2)  # 0-2 and 1-2 equal; 2-3 near
    assert found.code[4] == -1
    assert found.code[0] == found.code[1] == found.code[2] != found.code[3]


def test_three_equal_rows_of_a_place_are_a_group() -> None:
    # place 0: three equal rows, two others equal, one near all; place 1: two equal ones
    first = np.array([30, 30, 30, 50, 50, 31, 30, 30])
    same = np.zeros(8, dtype=np.int64)
    place = np.array([0, 0, 0, 0, 0, 0, 1, 1])
    found = compared(first, same + 50, same[:, None], place, same == 0, reach=2)
    assert found.within == (5, 8, 2)  # 3 + 1 + 1 equal; 5 is near each of the three
    assert found.groups == (3, 6, 2)  # without the two pairs of just two
    assert found.together().tolist() == [3, 3, 3, 2, 2, 1, 2, 2]


def test_the_later_of_two_is_a_copy() -> None:
    first = np.array([30, 31, 30, 31, 31, 30])
    same = np.zeros(6, dtype=np.int64)
    mask = np.array([True, True, True, True, True, False])
    found = compared(first, same + 50, same[:, None], same, mask, reach=2)
    # 0 and 2 are two equal ones; 1, 3 and 4 are three; 5 is not compared
    assert found.copies(np.arange(6)).tolist() == [False, False, True, False, False, False]
    assert found.copies(np.arange(6)[::-1]).tolist() == [True, False, False, False, False, False]


def test_each_row_has_the_p_value_of_its_kind_of_pair() -> None:
    found = compared(*five(), reach=2)
    least = min(found.within.p_value, found.across.p_value)
    assert found.p_values().tolist() == [least, least, found.across.p_value, 1.0, 1.0]


def test_protocols_are_compared_with_and_without_the_list() -> None:
    # 0 and 1 are equal but for the list; 2 equals 0 in all; 3 has too few for the second option
    votes = np.array([[60, 50, 3], [60, 50, 3], [60, 50, 3], [60, 20, 3]])
    counts = {
        "registered": np.array([200, 210, 200, 200]),
        "ballots": np.array([115, 115, 115, 85]),
        "valid": np.array([113, 113, 113, 83]),
        "invalid": np.array([2, 2, 2, 2]),
    }
    place, mask = np.zeros(4, dtype=np.int64), np.ones(4, dtype=np.bool_)
    whole, results = equal_protocols(votes, counts, place, mask, least=25, reach=5)
    assert (whole.within.equal, results.within.equal) == (1, 3)
    assert whole.code[3] == results.code[3] == -1
    assert results.together().tolist() == [3, 3, 3, 0]


def test_the_smaller_counts_must_agree() -> None:
    # one differs in the third option, one in ballots carried away, one by two votes of the first
    votes = np.array([[60, 50, 3], [60, 50, 4], [60, 50, 3], [62, 50, 3]])
    issued = np.array([113, 114, 114, 115])
    place, mask = np.zeros(4, dtype=np.int64), np.ones(4, dtype=np.bool_)
    whole, results = equal_protocols(votes, {"issued": issued}, place, mask, least=25, reach=5)
    assert whole is results  # no list is known
    assert results.within == (0, 1, 5)  # only the first and the last are near
