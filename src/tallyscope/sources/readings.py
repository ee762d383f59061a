"""The ways to read the columns of counts, the sums they satisfy, and the choice among them.

A `Reading` gives every count one of its candidates. Where headers leave more than one reading,
each is asked the same questions: do the choices add up to the valid votes, do valid and invalid
ballots add up to the ballots, are voters never fewer than ballots? The reading with the fewest
broken sums wins, then the one with the most that hold, then the one whose headers speak plainest.
If that leaves two with different numbers, nobody but the user can tell: a fault with both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod

import numpy as np

from tallyscope.errors import Fault
from tallyscope.sources.arithmetic import Share, adds_up, not_below, sentence, total
from tallyscope.sources.choices import Chosen, choose
from tallyscope.sources.columns import Column, named
from tallyscope.sources.counting import BY_WISH, Candidate, Candidates
from tallyscope.sources.wishes import flag
from tallyscope.tally import COUNT_NAMES, CountName, Counts

MOST_READINGS = 500  # more are not compared but asked about; our choice


@dataclass(frozen=True)
class Check:
    """One sum or order of columns: what it says about which count, and whether it is a rule."""

    about: CountName
    said: str
    share: Share


@dataclass(frozen=True, eq=False)
class Reading:
    """One way to read the columns.

    Attributes
    ----------
    counts : mapping of count name to Candidate
        Counts that the file has, in this reading.
    chosen : Chosen
        The choices, in this reading.
    unused : int
        How many columns are left that may be counts.
    """

    counts: Mapping[CountName, Candidate]
    chosen: Chosen
    unused: int = 0

    def columns(self, name: CountName) -> tuple[Column, ...]:
        """Return the columns whose sum is a count; none if the file does not have it."""
        return self.counts[name].columns if name in self.counts else ()

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The sums and orders that this reading can be asked for."""
        return tuple(_checks(self))

    @property
    def key(self) -> tuple[int, int, int, int]:
        """Sort key: broken sums, sums that hold (negated), unused columns, plainness of headers."""
        broken = sum(not check.share.is_rule for check in self.checks if check.share.rows)
        holding = sum(check.share.is_rule for check in self.checks)
        broken += self.chosen.state == "broken"
        broken += self.chosen.gap is not None and self.chosen.gap in self.columns("invalid")
        holding += self.chosen.state == "rule" and bool(self.columns("valid") or self._closes)
        ranks = sum(candidate.rank for candidate in self.counts.values())
        return broken, -holding, self.unused, ranks

    @property
    def _closes(self) -> bool:
        return bool(self.columns("ballots") and self.columns("invalid"))

    def same_numbers(self, other: Reading) -> bool:
        """Tell whether two readings give the same numbers for every count."""
        return all(
            (mine is None and theirs is None)
            or (mine is not None and theirs is not None and bool(np.array_equal(mine, theirs)))
            for name in COUNT_NAMES
            for mine, theirs in [(self._numbers(name), other._numbers(name))]
        )

    def _numbers(self, name: CountName) -> Counts | None:
        """Return a count by row, the ones without a column completed from the others."""
        columns = self.columns(name)
        if not columns and name == "ballots" and self.columns("invalid"):
            columns = (*(self.columns("valid") or self.chosen.columns), *self.columns("invalid"))
        elif not columns and name == "valid":
            columns = self.chosen.columns
        return total(columns) if columns else None


def best_reading(
    found: Candidates, wished_choices: Sequence[Column]
) -> tuple[Reading, tuple[Fault, ...]]:
    """Return the reading that fits best, and a fault for every count that stays open."""
    several = {name: listed for name, listed in found.of.items() if len(listed) > 1}
    read = _Choosing(found, wished_choices)
    if prod(len(listed) + 1 for listed in several.values()) > MOST_READINGS:
        first = read.reading({name: listed[0] for name, listed in found.of.items() if listed})
        return first, tuple(
            _question(name, [candidate.columns for candidate in listed], ())
            for name, listed in several.items()
        )
    ranked = sorted((read.reading(counts) for counts in _combinations(found.of)), key=_key)
    best = ranked[0]
    rivals = [
        other for other in ranked[1:] if other.key == best.key and not best.same_numbers(other)
    ]
    return best, tuple(_questions([best, *rivals]) if rivals else ())


def _key(reading: Reading) -> tuple[int, int, int, int]:
    return reading.key


class _Choosing:
    """Chooses the choices for each reading; remembers the answer for each sum they make up."""

    def __init__(self, found: Candidates, wished: Sequence[Column]) -> None:
        self._found = found
        self._wished = tuple(wished)
        self._countable = {
            place
            for listed in found.of.values()
            for candidate in listed
            for place in candidate.positions
        }
        self._known: dict[tuple[frozenset[int], frozenset[int]], Chosen] = {}

    def reading(self, counts: Mapping[CountName, Candidate]) -> Reading:
        whole = counts.get("valid")
        beside = None
        if whole is None:
            whole, beside = counts.get("ballots"), counts.get("invalid")
        key = (
            whole.positions if whole else frozenset(),
            beside.positions if beside else frozenset(),
        )
        if key not in self._known:
            self._known[key] = self._choose(whole, beside)
        used = {place for candidate in counts.values() for place in candidate.positions}
        return Reading(counts, self._known[key], len(self._countable - used))

    def _choose(self, whole: Candidate | None, beside: Candidate | None) -> Chosen:
        pool = self._wished or self._found.pool
        whole_name = named(whole.columns) if whole else ""
        parts = beside.columns if beside else ()
        may_fill = (*self._found.blank, *self._found.extras)
        gaps = [column for column in may_fill if column not in parts]
        chosen = choose(
            pool,
            whole.columns if whole else (),
            beside=parts,
            gaps=gaps,
            unlikely=() if self._wished else self._found.unlikely,
            whole_name=whole_name,
        )
        if self._wished and chosen.columns != self._wished:
            return Chosen(self._wished, "below", "named by --columns", "named by --columns")
        return chosen


def _combinations(
    of: Mapping[CountName, Sequence[Candidate]],
) -> Iterator[dict[CountName, Candidate]]:
    """Yield every way to give each count a candidate without using a column twice.

    A count goes without a candidate only where one of its candidates may be another count too.
    """
    uses: dict[int, set[str]] = {}
    for name, listed in of.items():
        for candidate in listed:
            for position in candidate.positions:
                uses.setdefault(position, set()).add(name)
    options: list[list[tuple[CountName, Candidate | None]]] = []
    for name, listed in of.items():
        shared = any(len(uses[place]) > 1 for item in listed for place in item.positions)
        wished = any(item.rank == BY_WISH for item in listed)
        may_miss = not listed or (shared and not wished)
        missing: list[tuple[CountName, Candidate | None]] = [(name, None)] if may_miss else []
        options.append([*((name, candidate) for candidate in listed), *missing])
    for combination in product(*options):
        counts = {name: candidate for name, candidate in combination if candidate}
        if _no_column_twice(counts):
            yield counts


def _no_column_twice(counts: Mapping[CountName, Candidate]) -> bool:
    read = [candidate for candidate in counts.values() if candidate.rank != BY_WISH]
    wished = [candidate for candidate in counts.values() if candidate.rank == BY_WISH]
    places = [place for candidate in read for place in candidate.positions]
    taken = {place for candidate in wished for place in candidate.positions}
    return len(places) == len(set(places)) and not taken.intersection(places)


def _checks(reading: Reading) -> Iterator[Check]:
    valid, invalid = reading.columns("valid"), reading.columns("invalid")
    ballots = reading.columns("ballots")
    if valid and invalid and ballots:
        share = adds_up([*valid, *invalid], ballots)
        yield Check("ballots", sentence([*valid, *invalid], named(ballots), share), share)
    counted = ballots or valid or reading.chosen.columns
    for name, upper, lower in (
        ("registered", reading.columns("registered"), counted),
        ("issued", reading.columns("issued"), ballots),
    ):
        if upper and lower:
            share = not_below(upper, lower)
            about = next(count for count in COUNT_NAMES if count == name)
            yield Check(about, f"at least {named(lower)} in {share}", share)


def _questions(readings: Sequence[Reading]) -> Iterator[Fault]:
    """Ask about every count in which the readings differ, and about no column twice."""
    asked: set[int] = set()
    for name in COUNT_NAMES:
        options = {
            tuple(column.position for column in reading.columns(name)): reading.columns(name)
            for reading in readings
        }
        columns = [option for option in options.values() if option]
        places = {column.position for option in columns for column in option}
        if len(options) > 1 and not places <= asked:
            yield _question(name, columns, _also(name, columns[0], readings))
            asked |= places


def _also(
    name: CountName, columns: tuple[Column, ...], readings: Sequence[Reading]
) -> tuple[CountName, ...]:
    """Return the other counts that the same columns are in another reading."""
    return tuple(
        other
        for other in COUNT_NAMES
        if other != name and any(reading.columns(other) == columns for reading in readings)
    )


def _question(
    name: CountName, options: Sequence[tuple[Column, ...]], also: tuple[CountName, ...]
) -> Fault:
    shown = [f"{named(option)} (sum {int(total(option).sum()):,})" for option in options]
    meant = " or ".join((name, *also))
    flags = [flag(name, *option) for option in options]
    flags += [flag(other, *options[0]) for other in also]
    return Fault(
        f"{' or '.join(shown)} may be {meant}, and the sums of the columns do not decide it",
        expected=f"one reading for {meant}",
        remedy="Say which: " + " or ".join(flags),
    )
