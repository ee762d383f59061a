"""How much tampering the methods that looked at an election would have seen.

A method that finds nothing says something only if one knows what it would have found. The benchmark
measured that in simulated countries; here its table is read for the number of units, the methods
that ran, and the votes of the leader of the election at hand, as a whole and region by region.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from tallyscope.assess.benchmarked import Least, largest_tried, least, sizes, table, thresholds
from tallyscope.assess.reference import Kind, Rank
from tallyscope.result import Method, Outcome, Result
from tallyscope.tally import Tally

FAR_OFF = 4.0  # our choice: units four times as large, or a quarter, are unlike the benchmark's
ANYWHERE = "anywhere"


@dataclass(frozen=True)
class Seen:
    """The least tampering of one kind that would have been seen.

    Attributes
    ----------
    mechanism, what : str
        Its name, and what it does in words.
    where : str
        Which units it acts in.
    votes : int or None
        Votes added to the leader or taken from the others, rounded up to two digits, since the
        measurement is no finer; None where no amount tried is seen.
    percent, low, high : float or None
        The same in percent of the leader's votes, with the 90% interval of the measurement.
    until : float or None
        Percent of the leader's votes beyond which it is not seen: what is in too many units is no
        exception any longer. None if all larger amounts tried are seen.
    tried : float
        The largest amount tried, in percent of the leader's votes.
    methods : tuple of str
        Those that see it.
    """

    mechanism: str
    what: str
    where: str
    votes: int | None
    percent: float | None
    low: float | None
    high: float | None
    until: float | None
    tried: float
    methods: tuple[str, ...]


@dataclass(frozen=True)
class Silence:
    """What would have been seen in the whole election and in each place of the largest level.

    Attributes
    ----------
    unlike : str
        Why nothing is known: the election is not like those of the benchmark. Empty if it is.
    power : float
        Share of such elections in which it is seen.
    whole : tuple of Seen
        By mechanism and placement.
    by_method : mapping of str to tuple of Seen
        What each method that could have graded worse than "described" sees anywhere in the whole.
    level : str
        Name of the largest level; empty without one.
    regions : mapping of str to (int, tuple of Seen)
        Units, and what is seen anywhere in that region, as if it were audited by itself; empty
        for regions with fewer units than the smallest country of the benchmark.
    """

    unlike: str
    power: float
    whole: tuple[Seen, ...] = ()
    by_method: Mapping[str, tuple[Seen, ...]] = field(default_factory=dict)
    level: str = ""
    regions: Mapping[str, tuple[int, tuple[Seen, ...]]] = field(default_factory=dict)


def silence(
    tally: Tally,
    choice: str,
    methods: Sequence[Method],
    outcomes: Mapping[str, Outcome],
    ranks: Mapping[str, Rank],
    inputs: Sequence[str],
) -> Silence:
    """Say what would have been seen.

    Parameters
    ----------
    tally : Tally
    choice : str
        The leader.
    methods : sequence of Method
        Those that were asked.
    outcomes : mapping of str to Result or Skipped
    ranks : mapping of str to Rank
        Among clean elections.
    inputs : sequence of str
        Further inputs that were given ("totals").
    """
    limits = thresholds()
    unlike = _unlike(tally)
    if unlike:
        return Silence(unlike, limits.power)
    looked = _that_can_speak(methods, outcomes, ranks)
    votes = tally.votes_for(choice)
    all_votes = int(votes.sum())
    whole = _seen(_placements(), len(tally), all_votes, looked, inputs)
    by_method = {
        name: tuple(
            one
            for one in _seen((ANYWHERE,), len(tally), all_votes, (name,), inputs)
            if one.votes is not None
        )
        for name in looked
    }
    if not tally.levels:
        return Silence("", limits.power, whole, by_method)
    names, place = tally.groups(tally.levels[0])
    units = np.bincount(place, minlength=len(names))
    of_leader = np.zeros(len(names), dtype=np.int64)
    np.add.at(of_leader, place, votes)
    return Silence(
        "",
        limits.power,
        whole,
        by_method,
        tally.levels[0],
        {
            name: (int(n), _seen((ANYWHERE,), int(n), int(own), looked, inputs))
            for name, n, own in zip(names, units, of_leader, strict=True)
        },
    )


def _unlike(tally: Tally) -> str:
    """Say why the benchmark tells nothing about an election."""
    if tally.registered is None:
        return "the benchmark's elections have registered voters, and this file has none"
    size, theirs = Kind.of(tally).unit_size, float(table()["run"]["unit_size"])
    if not theirs / FAR_OFF <= size <= theirs * FAR_OFF:
        return f"its units have {size:,.0f} voters, those of the benchmark {theirs:,.0f}"
    if len(tally) < sizes()[0]:
        return f"it has {len(tally):,} units, the smallest of the benchmark {sizes()[0]:,}"
    return ""


def _that_can_speak(
    methods: Sequence[Method], outcomes: Mapping[str, Outcome], ranks: Mapping[str, Rank]
) -> tuple[str, ...]:
    """Return the methods that ran and could have graded worse than "described"."""
    able = []
    for method in methods:
        if method.contested or not isinstance(outcomes[method.name], Result):
            continue
        place = ranks.get(method.name)
        if method.counting_null or (place is not None and not place.outside):
            able.append(method.name)
    return tuple(able)


def _placements() -> tuple[str, ...]:
    return tuple(dict.fromkeys((ANYWHERE, *(row["where"] for row in table()["tried"]))))


def _seen(
    places: Sequence[str], n_units: int, leader: int, looked: Sequence[str], inputs: Sequence[str]
) -> tuple[Seen, ...]:
    if n_units < sizes()[0]:
        return ()
    told = []
    for name, mechanism in table()["mechanisms"].items():
        able = looked if set(mechanism["needs"]) <= set(inputs) else ()
        for where in places:
            tried = largest_tried(name, where, n_units)
            if not math.isnan(tried):
                found = least(name, where, n_units, able)
                told.append(_one(name, mechanism["what"], where, leader, tried, found))
    return tuple(told)


def _one(name: str, what: str, where: str, leader: int, tried: float, found: Least | None) -> Seen:
    if found is None:
        return Seen(name, what, where, None, None, None, None, None, tried, ())
    return Seen(
        name,
        what,
        where,
        _two_digits(found.percent / 100 * leader),
        found.percent,
        None if math.isnan(found.low) else found.low,
        None if math.isnan(found.high) else found.high,
        None if math.isinf(found.until) else found.until,
        tried,
        found.methods,
    )


def _two_digits(votes: float) -> int:
    step = int(10 ** max(math.floor(math.log10(max(votes, 1.0))) - 1, 0))
    return math.ceil(votes / step) * step
