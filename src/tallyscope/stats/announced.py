"""Announced numbers of one contest: can whole numbers stand behind all of them at once?

A printed number stands for every number that is printed like it: 93.11% for all from 93.105% to
93.115%. Behind the numbers of a contest stand whole counts: votes for each option, votes for
anything else, invalid ballots, people on the register who did not come. Valid votes are the votes
together, ballots are valid votes and invalid ballots, the register is ballots and those who did
not come; nothing else is assumed. Whether such counts exist is decided exactly
(`whole_number_solutions`), with fractions and integers and no tolerance.

Which word of the story means which count is often open (a share of valid votes or of all
ballots?). A *reading* settles all of it; callers give every reading that they allow, each a list
of the same numbers in the same order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import ceil, floor
from typing import Literal

from tallyscope.stats.whole_number_solutions import (
    Condition,
    Decision,
    whole_number_solution,
)

Count = Literal["registered", "ballots", "valid", "invalid", "absent", "votes"]
Whole = Literal["", "registered", "ballots", "valid"]

_TOTALS: tuple[Count, ...] = ("registered", "ballots", "valid")


@dataclass(frozen=True)
class Announced:
    """One printed number: a count, or a count divided by a larger one.

    Attributes
    ----------
    count : {"registered", "ballots", "valid", "invalid", "absent", "votes"}
        What is counted; "absent" are registered people who did not come.
    low, high : fractions.Fraction
        Smallest and largest number that is printed like this one; `high` None leaves it open.
    option : str
        Whose votes, if `count` is "votes".
    per : {"", "registered", "ballots", "valid"}
        What the count is divided by; empty for a plain count.
    """

    count: Count
    low: Fraction
    high: Fraction | None
    option: str = ""
    per: Whole = ""


@dataclass(frozen=True)
class Answer:
    """Whether one reading allows whole counts.

    Attributes
    ----------
    decision : {"yes", "no", "undecided"}
    reading : int
        The first reading that allows them; 0 if none does.
    example : mapping of str to int
        Counts that fit, by name ("registered", "ballots", "valid", "invalid", "votes for X",
        "other votes"); empty unless the decision is "yes".
    """

    decision: Decision
    reading: int = 0
    example: Mapping[str, int] | None = None


def answer(readings: Sequence[Sequence[Announced]], *, complete: bool = False) -> Answer:
    """Say whether whole counts exist under at least one reading, with an example.

    Parameters
    ----------
    readings : sequence of sequences of Announced
        All readings that are allowed, the likeliest first.
    complete : bool
        Nobody can have voted for an option that no number names.
    """
    decisions: list[Decision] = []
    for index, numbers in enumerate(readings):
        options = options_of(numbers)
        solution = whole_number_solution(
            len(options) + 3, conditions_of(numbers, options, complete=complete)
        )
        if solution.decision == "yes":
            return Answer("yes", index, _named(solution.example, options))
        decisions.append(solution.decision)
    return Answer("undecided" if "undecided" in decisions else "no")


def smallest_contradictions(
    readings: Sequence[Sequence[Announced]], *, complete: bool = False
) -> tuple[tuple[int, ...], ...]:
    """Return every smallest set of numbers that no whole counts allow under any reading.

    Returns
    -------
    tuple of tuples of int
        Positions of the numbers; all sets have the same size. Empty if there is no contradiction.

    Examples
    --------
    >>> half = Announced("votes", Fraction(1, 2), Fraction(1, 2), option="yes", per="valid")
    >>> three = Announced("valid", Fraction(3), Fraction(3))
    >>> people = Announced("registered", Fraction(9), Fraction(9))
    >>> smallest_contradictions([[half, people, three]])
    ((0, 2),)
    """
    size = len(readings[0])
    if not _contradict(readings, tuple(range(size)), complete):
        return ()
    for chosen in range(1, size):
        found = tuple(
            positions
            for positions in combinations(range(size), chosen)
            if _contradict(readings, positions, complete)
        )
        if found:
            return found
    return (tuple(range(size)),)


def options_of(numbers: Sequence[Announced]) -> tuple[str, ...]:
    """Return the options that numbers name, each once, in their order."""
    return tuple(dict.fromkeys(number.option for number in numbers if number.option))


def _sum(count: Count, option: str, options: Sequence[str]) -> tuple[int, ...]:
    """Coefficients over the unknowns: votes for each option, other votes, invalid, absent."""
    if count == "votes":
        return (*(int(name == option) for name in options), 0, 0, 0)
    if count in ("invalid", "absent"):
        return (*(0 for _ in options), 0, int(count == "invalid"), int(count == "absent"))
    cast = count in ("ballots", "registered")
    return (*(1 for _ in options), 1, int(cast), int(count == "registered"))


def conditions_of(
    numbers: Sequence[Announced], options: Sequence[str], *, complete: bool
) -> list[Condition]:
    """Return the conditions on votes for each option, other votes, invalid and absent."""
    conditions = [Condition(_sum(count, "", options), None, None) for count in _TOTALS]
    if complete:
        conditions.append(Condition((*(0 for _ in options), 1, 0, 0), None, 0))
    for number in numbers:
        top = _sum(number.count, number.option, options)
        if not number.per:
            conditions.append(_whole_numbers_within(top, number.low, number.high))
            continue
        bottom = _sum(number.per, "", options)
        conditions.append(Condition(bottom, 1, None))
        conditions.append(Condition(_minus(top, bottom, number.low), 0, None))
        if number.high is not None:
            conditions.append(Condition(_minus(top, bottom, number.high), None, 0))
    return conditions


def _whole_numbers_within(
    coefficients: tuple[int, ...], low: Fraction, high: Fraction | None
) -> Condition:
    lowest, highest = ceil(low), None if high is None else floor(high)
    if highest is not None and lowest > highest:  # no whole number is printed like this
        return Condition(tuple(0 for _ in coefficients), 1, None)
    return Condition(coefficients, lowest, highest)


def _minus(top: Sequence[int], bottom: Sequence[int], ratio: Fraction) -> tuple[int, ...]:
    return tuple(
        ratio.denominator * a - ratio.numerator * b for a, b in zip(top, bottom, strict=True)
    )


def _named(example: Sequence[int], options: Sequence[str]) -> dict[str, int]:
    *votes, other, invalid, absent = example
    valid = sum(votes) + other
    return {
        "registered": valid + invalid + absent,
        "ballots": valid + invalid,
        "valid": valid,
        "invalid": invalid,
        **{f"votes for {option}": count for option, count in zip(options, votes, strict=True)},
        "other votes": other,
    }


def _contradict(
    readings: Sequence[Sequence[Announced]], positions: tuple[int, ...], complete: bool
) -> bool:
    kept = [[numbers[position] for position in positions] for numbers in readings]
    return answer(kept, complete=complete).decision == "no"
