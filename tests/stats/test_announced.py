"""Announced numbers: honest ones always fit, impossible ones never do."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.stats.announced import Announced, Count, Whole, answer, smallest_contradictions

WHOLES: tuple[Whole, ...] = ("valid", "ballots", "registered")


def exactly(count: Count, value: int, option: str = "") -> Announced:
    return Announced(count, Fraction(value), Fraction(value), option=option)


def ratio(count: Count, per: Whole, percent: str, option: str = "") -> Announced:
    """A percentage as printed: "93.11" stands for 93.105 to 93.115."""
    value, half = Fraction(percent), Fraction(1, 2 * 10 ** len(percent.partition(".")[2]))
    return Announced(
        count, max((value - half) / 100, Fraction(0)), (value + half) / 100, option=option, per=per
    )


def printed(part: int, whole: int, decimals: int, *, up: bool) -> str:
    """A percentage rounded half up, or half down."""
    steps = Fraction(part * 100 * 10**decimals, whole)
    doubled = 2 * steps
    rounded = (doubled + 1) // 2 if up else -((1 - doubled) // 2)
    text = f"{rounded:0{decimals + 1}d}"
    return f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text


@dataclass(frozen=True)
class Honest:
    votes: tuple[int, ...]
    other: int
    invalid: int
    absent: int

    @property
    def valid(self) -> int:
        return sum(self.votes) + self.other

    def value(self, count: str, option: str = "") -> int:
        counts = {
            "valid": self.valid,
            "ballots": self.valid + self.invalid,
            "registered": self.valid + self.invalid + self.absent,
            "invalid": self.invalid,
            "absent": self.absent,
        }
        return self.votes[int(option)] if count == "votes" else counts[count]


sizes = st.integers(0, 8).flatmap(lambda digits: st.integers(0, 10**digits))
contests = st.builds(
    Honest,
    votes=st.lists(sizes, min_size=1, max_size=6).map(tuple),
    other=sizes,
    invalid=sizes,
    absent=sizes,
)


@st.composite
def announcements(draw: st.DrawFn) -> list[Announced]:
    """Any part of an honest result, each percentage rounded to any decimals either way."""
    contest = draw(contests)
    names: list[tuple[Count, str]] = [("votes", str(i)) for i in range(len(contest.votes))]
    names += [("valid", ""), ("ballots", ""), ("registered", ""), ("invalid", ""), ("absent", "")]
    numbers = [
        exactly(count, contest.value(count, option), option)
        for count, option in draw(st.lists(st.sampled_from(names), max_size=8))
    ]
    for (count, option), per in draw(
        st.lists(st.tuples(st.sampled_from(names), st.sampled_from(WHOLES)), max_size=8)
    ):
        part, whole = contest.value(count, option), contest.value(per)
        if whole > 0 and part <= whole and not (count == "absent" and per != "registered"):
            text = printed(part, whole, draw(st.integers(0, 4)), up=draw(st.booleans()))
            numbers.append(ratio(count, per, text, option))
    return numbers


@settings(deadline=None)
@given(announcements())
def test_honest_numbers_are_never_impossible(numbers: list[Announced]) -> None:
    assert answer([numbers]).decision != "no"


@settings(deadline=None)
@given(contests, st.integers(0, 4))
def test_an_example_fits_what_was_announced(contest: Honest, decimals: int) -> None:
    if not contest.valid:
        return
    numbers = [exactly("valid", contest.valid)] + [
        ratio("votes", "valid", printed(votes, contest.valid, decimals, up=True), str(option))
        for option, votes in enumerate(contest.votes)
    ]
    found = answer([numbers])
    assert found.decision == "yes"
    assert found.example is not None
    assert found.example["valid"] == contest.valid
    for option in range(len(contest.votes)):
        share = Fraction(found.example[f"votes for {option}"], contest.valid)
        number = numbers[1 + option]
        assert number.high is not None
        assert number.low <= share <= number.high


@st.composite
def small_claims(draw: st.DrawFn) -> list[Announced]:
    """Any numbers, true or not, about a contest of at most `LARGEST` of everything."""
    numbers: list[Announced] = [exactly("registered", draw(st.integers(0, LARGEST)))]
    count = st.sampled_from(["ballots", "valid", "invalid", "absent"])
    for name in draw(st.lists(count, max_size=2)):
        numbers.append(exactly(name, draw(st.integers(0, LARGEST))))  # type: ignore[arg-type]
    for option, per in draw(
        st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from(WHOLES)), max_size=3)
    ):
        percent = draw(st.integers(0, 100))
        numbers.append(ratio("votes", per, str(percent), option))
    return numbers


LARGEST = 4


def slowly(numbers: list[Announced], *, complete: bool) -> bool:
    """Try every contest, straight from the definitions."""
    options = sorted({number.option for number in numbers if number.option})
    for *votes, other, invalid, absent in product(range(LARGEST + 1), repeat=len(options) + 3):
        contest = Honest(tuple(votes), other, invalid, absent)
        if complete and other:
            continue
        if all(_true(number, contest, options) for number in numbers):
            return True
    return False


def _true(number: Announced, contest: Honest, options: list[str]) -> bool:
    option = str(options.index(number.option)) if number.option else ""
    value = Fraction(contest.value(number.count, option))
    if number.per:
        whole = contest.value(number.per)
        if not whole:
            return False
        value /= whole
    return number.low <= value and (number.high is None or value <= number.high)


@settings(deadline=None)
@given(small_claims(), st.booleans())
def test_the_answer_agrees_with_trying_everything(numbers: list[Announced], complete: bool) -> None:
    expected = "yes" if slowly(numbers, complete=complete) else "no"
    assert answer([numbers], complete=complete).decision == expected


@settings(deadline=None)
@given(small_claims())
def test_smallest_contradictions_are_smallest(numbers: list[Announced]) -> None:
    found = smallest_contradictions([numbers])
    if answer([numbers]).decision == "yes":
        assert found == ()
        return
    sizes = {len(chosen) for chosen in found}
    assert len(sizes) == 1
    contradictory = {
        chosen
        for smaller in range(1, max(sizes) + 1)
        for chosen in combinations(range(len(numbers)), smaller)
        if answer([[numbers[position] for position in chosen]]).decision == "no"
    }
    assert contradictory == set(found)


def test_a_share_of_three_votes() -> None:
    # of 3 votes a share is 0, 33.3, 66.7 or 100 percent, never a half
    assert answer([[exactly("valid", 3), ratio("votes", "valid", "50", "a")]]).decision == "no"
    assert answer([[exactly("valid", 3), ratio("votes", "valid", "67", "a")]]).decision == "yes"


def test_options_that_nobody_names_may_have_votes() -> None:
    numbers = [exactly("valid", 100), exactly("votes", 40, "a"), exactly("votes", 50, "b")]
    found = answer([numbers])
    assert found.example is not None
    assert found.example["other votes"] == 10
    assert answer([numbers], complete=True).decision == "no"


def test_the_first_reading_that_works_is_named() -> None:
    # 40 of 50 valid votes are 80%, of 60 ballots 66.7%
    votes, valid, ballots = exactly("votes", 40, "a"), exactly("valid", 50), exactly("ballots", 60)
    readings = [
        [votes, valid, ballots, ratio("votes", per, "80.0", "a")] for per in ("ballots", "valid")
    ]
    found = answer(readings)
    assert (found.decision, found.reading) == ("yes", 1)
    assert smallest_contradictions(readings) == ()
    assert smallest_contradictions(readings[:1]) == ((0, 2, 3),)


def test_a_fraction_is_no_count() -> None:
    half = Announced("ballots", Fraction(1, 3), Fraction(2, 3))
    assert answer([[half]]).decision == "no"


def test_an_open_end() -> None:
    most = Announced("votes", Fraction(9, 10), None, option="a", per="valid")
    assert answer([[most, exactly("valid", 10), exactly("votes", 9, "a")]]).decision == "yes"
    assert answer([[most, exactly("valid", 10), exactly("votes", 8, "a")]]).decision == "no"


@pytest.mark.parametrize(
    ("ballots", "decision"), [(462_082, "no"), (462_083, "yes"), (462_132, "yes"), (462_133, "no")]
)
def test_the_ends_are_exact(ballots: int, decision: str) -> None:
    # 430,268 / 0.93115 = 462,082.4 and 430,268 / 0.93105 = 462,132.0009
    numbers = [
        exactly("votes", 430_268, "yes"),
        exactly("ballots", ballots),
        ratio("votes", "ballots", "93.11", "yes"),
    ]
    assert answer([numbers]).decision == decision
