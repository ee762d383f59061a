"""Counts of a report of NIST SP 1500-100: which of several counts of one thing is meant.

A report may give one count by way of voting (``Type``), by class of device, by round of a ranked
count, and once more as the total. Adding all of them up would count votes twice.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from tallyscope.errors import DataError, Fault
from tallyscope.tally import Repair

Object = Mapping[str, Any]

TOTAL = "total"
SEATS = "seats"  # a Type that counts seats won, not votes
LONGEST_NUMBER = 12  # digits of a count; no country has more people. Our choice
# xsd:double and xsd:integer, as far as a count of people can be written in them
_NUMBER = re.compile(r"\+?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,2})?")

_ADDED = ("ways of voting added up", "the report gives no total of them")
_LATER = ("counts of later rounds left out", "the first round has a vote of every ballot")
_HIDDEN = ("suppressed counts left out", "the report marks them as suppressed for privacy")


class Settling:
    """Settles which counts are meant, and keeps how often it had to choose."""

    def __init__(self) -> None:
        self._times: Counter[tuple[str, str]] = Counter()

    @property
    def repairs(self) -> list[Repair]:
        """What was done to the counts."""
        return [Repair(what, times, why) for (what, why), times in self._times.items() if times]

    def number(self, counts: Sequence[Object], key: str, unit: str) -> int | None:
        """Return what the counts of one thing in one unit come to.

        Parameters
        ----------
        counts : sequence of mappings
            ``VoteCounts``, ``BallotCounts`` or ``OtherCounts`` of one unit.
        key : str
            Name of the number in them.
        unit : str
            The unit, as a message names it.

        Returns
        -------
        int or None
            The total if there is one, else the sum over ways of voting; in each of them the count
            of all devices if there is one, else the sum over devices; of ranked counts the first
            round. None if no count is given, or one is suppressed.

        Raises
        ------
        DataError
            If a number is no whole number of 0 or more.
        """
        told = [one for one in counts if key in one and one.get("Type") != SEATS]
        ways: dict[str, list[Object]] = defaultdict(list)
        for one in self._first_round(told):
            ways[one.get("Type", TOTAL)].append(one)
        if not ways:
            return None
        meant = [TOTAL] if TOTAL in ways else list(ways)
        chosen = [one for way in meant for one in _of_all_devices(ways[way])]
        if any(is_true(one.get("IsSuppressedForPrivacy")) for one in chosen):
            self._times[_HIDDEN] += 1
            return None
        self._times[_ADDED] += len(meant) > 1
        return sum(whole_number(one[key], key, f"unit {unit!r}") for one in chosen)

    def _first_round(self, counts: Sequence[Object]) -> Sequence[Object]:
        rounds = [whole_number(one.get("Round", 0), "Round", "the counts") for one in counts]
        kept = [one for one, told in zip(counts, rounds, strict=True) if told == min(rounds)]
        self._times[_LATER] += len(counts) - len(kept)
        return kept


def _of_all_devices(counts: Sequence[Object]) -> Sequence[Object]:
    """Return the counts without a class of devices, or all if there is none such."""
    return [one for one in counts if not {"DeviceClass", "Device"} & one.keys()] or counts


def is_true(value: object) -> bool:
    """Tell whether a boolean of JSON or XML is true."""
    return str(value).lower() in ("true", "1")


def whole_number(value: object, name: str, where: str) -> int:
    """Return a count; ``Count`` is a floating number in v2, for weighted votes.

    Raises
    ------
    DataError
        If it is no whole number of 0 or more, or has too many digits.
    """
    text = str(value).strip()
    number = float(text) if _NUMBER.fullmatch(text) else -1.0
    if not (number.is_integer() and 0 <= number < 10**LONGEST_NUMBER):
        raise DataError(
            Fault(
                f"{name} is {str(value)[:40]!r}",
                where=where,
                expected="a whole number, 0 or more",
            )
        )
    return int(number)
