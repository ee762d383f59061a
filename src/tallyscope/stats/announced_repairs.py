"""The smallest change that lets whole counts stand behind contradictory numbers.

One number may be wrong, or one label: people on the list called participants, a share of the valid
votes called one of all ballots. For each change that works, the range says what the number would
have to be with all others kept; it is found by bisection on printed values, exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from tallyscope.stats.announced import (
    Announced,
    Count,
    Whole,
    answer,
    conditions_of,
    options_of,
)
from tallyscope.stats.whole_number_solutions import real_solution_exists

LARGEST_COUNT = 10**10  # more than there are people: an upper end beyond it is none
NARROW = Fraction(1, 10)  # our choice: of the miss; then a fit by chance is one in ten or rarer

OTHER_NAMES: Mapping[Count, tuple[Count, ...]] = {  # what these are mistaken for in print
    "ballots": ("registered", "valid"),
    "registered": ("ballots",),
    "valid": ("ballots", "registered"),
}
OTHER_WHOLES: tuple[Whole, ...] = ("valid", "ballots", "registered")


@dataclass(frozen=True)
class Repair:
    """One change after which whole counts exist.

    Attributes
    ----------
    number : int
        Position of the number that is changed.
    label : Announced or None
        The number under its other label; None if the number itself is to change.
    reading : int
        The reading under which the change works.
    low, high : fractions.Fraction
        All other numbers kept, what the number would have to be printed as, from `low` to `high`;
        `high` None if there is no upper end.
    telling : bool
        A change of label that pins the number: `low` and `high` lie much closer together than the
        number lies to what it would have to be under its own label. Other labels may fit just
        because hardly anything is known about them.
    """

    number: int
    label: Announced | None
    reading: int
    low: Fraction
    high: Fraction | None
    telling: bool = False


def repairs(
    readings: Sequence[Sequence[Announced]], units: Sequence[Fraction], *, complete: bool = False
) -> tuple[Repair, ...]:
    """Return every change of one number or one label that lets whole counts exist.

    Parameters
    ----------
    readings : sequence of sequences of Announced
        Readings that all contradict themselves.
    units : sequence of fractions.Fraction
        Unit of the last printed digit of each number, in the number's own unit.

    Returns
    -------
    tuple of Repair
        First the telling changes of a label, then changes of a number, then of other labels; each
        in the order of the numbers.
    """
    found: list[Repair] = []
    for position, unit in enumerate(units):
        numbers = _renumbered(readings, position, unit, complete)
        labels = _relabelled(readings, position, unit, complete)
        found += numbers
        found += [
            replace(label, telling=any(_pins(label, number, readings) for number in numbers))
            for label in labels
        ]
    return tuple(sorted(found, key=lambda repair: (not repair.telling, repair.label is not None)))


def slips(printed: int) -> frozenset[int]:
    """Return numbers of as many digits that differ in one digit or in two swapped neighbours.

    Examples
    --------
    >>> sorted(slips(10))
    [11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 30, 40, 50, 60, 70, 80, 90]
    """
    digits = str(printed)
    changed = {
        digits[:place] + digit + digits[place + 1 :]
        for place in range(len(digits))
        for digit in "0123456789"
    }
    swapped = {
        digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
        for place in range(len(digits) - 1)
    }
    return frozenset(int(text) for text in changed | swapped if text[0] != "0") - {printed}


def _pins(label: Repair, number: Repair, readings: Sequence[Sequence[Announced]]) -> bool:
    """Say whether a label's range is much narrower than the number's miss under its own label."""
    if label.high is None or number.high is None:
        return False
    announced = readings[number.reading][number.number]
    value = (announced.low + (announced.low if announced.high is None else announced.high)) / 2
    miss = max(number.low - value, value - number.high)
    return label.high - label.low <= miss * NARROW


def _relabelled(
    readings: Sequence[Sequence[Announced]], position: int, unit: Fraction, complete: bool
) -> list[Repair]:
    """Try every other label of one number; the first reading that works counts."""
    found: list[Repair] = []
    works: set[tuple[Count, Whole]] = set()
    for index, numbers in enumerate(readings):
        for label in _other_labels(numbers[position]):
            changed = [*numbers[:position], label, *numbers[position + 1 :]]
            name = (label.count, label.per)
            if name in works or answer([changed], complete=complete).decision != "yes":
                continue
            works.add(name)
            low, high = _bounds(changed, position, unit, complete)
            found.append(Repair(position, label, index, low, high))
    return found


def _other_labels(number: Announced) -> tuple[Announced, ...]:
    if number.count == "votes" and number.per:
        return tuple(replace(number, per=whole) for whole in OTHER_WHOLES if whole != number.per)
    if number.per:
        return ()
    return tuple(replace(number, count=name) for name in OTHER_NAMES.get(number.count, ()))


def _renumbered(
    readings: Sequence[Sequence[Announced]], position: int, unit: Fraction, complete: bool
) -> list[Repair]:
    """Leave one number out; if the others agree, say what it would have to be."""
    others = [[*numbers[:position], *numbers[position + 1 :]] for numbers in readings]
    free = answer(others, complete=complete)
    if free.decision != "yes":
        return []
    low, high = _bounds(readings[free.reading], position, unit, complete)
    return [Repair(position, None, free.reading, low, high)]


def _bounds(
    numbers: Sequence[Announced], position: int, unit: Fraction, complete: bool
) -> tuple[Fraction, Fraction | None]:
    """Printed values of one number that the others allow (for real numbers behind them)."""

    def allowed(step: int) -> bool:
        value = step * unit
        half = unit / 2 if numbers[position].per or unit > 1 else Fraction(0)
        here = replace(numbers[position], low=value - half, high=value + half)
        changed = [*numbers[:position], here, *numbers[position + 1 :]]
        options = options_of(changed)
        return real_solution_exists(
            len(options) + 3, conditions_of(changed, options, complete=complete)
        )

    wide = replace(numbers[position], low=Fraction(0), high=None)
    free = answer([[*numbers[:position], wide, *numbers[position + 1 :]]], complete=complete)
    inside = floor(_value(wide, free.example or {}) / unit + Fraction(1, 2))
    last = floor(1 / unit) if wide.per else floor(LARGEST_COUNT / unit)
    low = _edge(allowed, inside, 0)
    high = None if not wide.per and allowed(last) else unit * _edge(allowed, inside, last)
    return unit * low, high


def _edge(allowed: Callable[[int], bool], inside: int, outside: int) -> int:
    """Bisect between an allowed step and one that may not be; allowed steps have no gap."""
    if allowed(outside):
        return outside
    while abs(outside - inside) > 1:
        middle = (inside + outside) // 2
        if allowed(middle):
            inside = middle
        else:
            outside = middle
    return inside


def _value(number: Announced, example: Mapping[str, int]) -> Fraction:
    name = f"votes for {number.option}" if number.count == "votes" else number.count
    counts = {**example, "absent": example["registered"] - example["ballots"]}
    return Fraction(counts[name], counts[number.per] if number.per else 1)
