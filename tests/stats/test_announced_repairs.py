"""One change that makes contradictory numbers possible."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.stats.announced import Announced
from tallyscope.stats.announced_repairs import Repair, repairs, slips
from tests.stats.test_announced import exactly, ratio

ONE, HUNDREDTH, TENTH = Fraction(1), Fraction(1, 10_000), Fraction(1, 1_000)
ZAPORIZHZHIA = [
    exactly("votes", 430_268, "yes"),
    exactly("ballots", 541_093),
    ratio("votes", "ballots", "93.11", "yes"),
    ratio("ballots", "registered", "85.4"),
]
UNITS = [ONE, ONE, HUNDREDTH, TENTH]


def of_numbers(found: tuple[Repair, ...]) -> dict[int, tuple[Fraction, Fraction | None]]:
    return {repair.number: (repair.low, repair.high) for repair in found if repair.label is None}


def test_the_telling_label_comes_first() -> None:
    first, *others = repairs([ZAPORIZHZHIA], UNITS)
    assert first.label is not None
    assert (first.number, first.label.count, first.telling) == (1, "registered", True)
    # the list: 462,083 to 462,132 ballots at 85.35% to 85.45%
    # 462,083 / 0.8545 = 540,764.2 and 462,132 / 0.8535 = 541,455.2; the real ends lie a vote lower
    assert (first.low, first.high) == (Fraction(540_764), Fraction(541_455))
    assert not any(repair.telling for repair in others)


def test_a_label_that_fits_by_being_loose_does_not_tell() -> None:
    found = repairs([ZAPORIZHZHIA], UNITS)
    (loose,) = [repair for repair in found if repair.label and repair.label.per == "valid"]
    # of the valid votes anything fits from 430,268 / 541,093 = 79.52% on
    assert (loose.low, loose.high) == (Fraction(7952, 10_000), Fraction(1))
    assert found[-1] == loose


def test_each_number_alone() -> None:
    # votes: 541,093 x 0.93105 = 503,784.6 and x 0.93115 = 503,838.7
    assert of_numbers(repairs([ZAPORIZHZHIA], UNITS)) == {
        0: (Fraction(503_785), Fraction(503_838)),
        1: (Fraction(462_083), Fraction(462_132)),
        2: (Fraction(7952, 10_000), Fraction(7952, 10_000)),
    }


def test_no_upper_end() -> None:
    # 5 of 4 cannot be; without the 4 any number of ballots from 5 on
    found = repairs([[exactly("votes", 5, "a"), exactly("ballots", 4)]], [ONE, ONE])
    assert of_numbers(found) == {0: (Fraction(0), Fraction(4)), 1: (Fraction(5), None)}


def test_numbers_in_hundreds_are_sought_in_hundreds() -> None:
    rounded = Announced("votes", Fraction(250), Fraction(350), option="a")
    found = of_numbers(repairs([[rounded, exactly("ballots", 149)]], [Fraction(100), ONE]))
    assert found[0] == (Fraction(0), Fraction(100))  # 100 stands for 50 to 150
    assert found[1] == (Fraction(250), None)


def test_nothing_helps_if_two_numbers_are_wrong() -> None:
    # both pairs contradict each other, so that no one change is enough
    numbers = [
        exactly("votes", 5, "a"),
        exactly("valid", 4),
        exactly("invalid", 7),
        ratio("invalid", "registered", "50"),
        exactly("registered", 9),
    ]
    assert repairs([numbers], [ONE, ONE, ONE, Fraction(1, 100), ONE]) == ()


def test_a_second_reading_repairs_the_first() -> None:
    readings = [
        [exactly("votes", 40, "a"), exactly("valid", 30), ratio("votes", per, "80", "a")]
        for per in ("valid", "ballots")
    ]
    found = repairs(readings, [ONE, ONE, Fraction(1, 100)])
    assert 0 in of_numbers(found)
    assert 1 in of_numbers(found)
    assert 2 not in of_numbers(found)


@settings(deadline=None)
@given(st.integers(10, 10**8))
def test_slips_are_one_step_away_and_back(number: int) -> None:
    for other in slips(number):
        assert len(str(other)) == len(str(number))
        assert number in slips(other)
    assert number not in slips(number)


def test_a_swap_of_neighbours_is_a_slip() -> None:
    assert 7_866 in slips(7_686)
    assert 8_767 not in slips(7_686)
