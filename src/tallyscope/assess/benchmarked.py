"""What elections with known truth taught: thresholds, false alarms, and the least that is seen.

``detection.json`` is made by ``python -m tallyscope.benchmark.detection`` from a run of
``tallyscope bench``, which it names. It holds the thresholds of the grades, how often each method
raised an alarm at honest elections, and how many votes of each kind of tampering each method sees
in four elections of five.

A method that alarms in an honest election of some kind more often than 1 in 20, beyond the error of
the simulation, warns only: whatever it says is graded "unusual" at most, and is told together with
the honest elections that look the same. Which methods these are follows from the table.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from tallyscope.stats.exact_rate import at_least


@dataclass(frozen=True)
class Thresholds:
    """All numbers that a grade depends on.

    Attributes
    ----------
    incompatible_p, unusual_p : float
        Adjusted p-values up to which a test is graded so.
    size : float
        Share of honest elections that may be alarmed at.
    demotion_p : float
        Chance of so many alarms at that share, or more, up to which a method warns only; divided
        by the number of honest features that it was tried on.
    power : float
        Share of tampered elections that must be seen.
    """

    incompatible_p: float
    unusual_p: float
    size: float
    demotion_p: float
    power: float


@dataclass(frozen=True)
class Count:
    """How often a method alarmed at honest elections of one kind."""

    kind: str
    elections: int
    alarms: int

    def __str__(self) -> str:
        return f"{self.alarms:,} of {self.elections:,}"


@dataclass(frozen=True)
class Alarms:
    """How often a method alarmed at honest elections.

    Attributes
    ----------
    method : str
    alarm : str
        What counts as one: the beginning of a sentence.
    simulated : tuple of Count
        By honest feature.
    real : Count
        Real elections widely regarded as clean, each ranked among those of other countries only.
    refused : tuple of Count
        Features with more alarms than 1 in 20 beyond the error of the simulation (of a test:
        rejections at 5%, not adjusted); where there is one, the method warns only.
    """

    method: str
    alarm: str
    simulated: tuple[Count, ...]
    real: Count
    refused: tuple[Count, ...]

    @property
    def all_simulated(self) -> Count:
        """All simulated elections together."""
        elections = sum(count.elections for count in self.simulated)
        return Count("simulated", elections, sum(count.alarms for count in self.simulated))

    def __str__(self) -> str:
        most = max(self.simulated, key=_rate)
        told = f"{self.alarm} in {self.all_simulated} honest simulated elections"
        if most.alarms:
            told += f", most often where {most.kind} ({most})"
        if self.real.elections:
            told += f", and in {self.real} real ones widely regarded as clean"
        return told + "."

    @property
    def warning(self) -> str:
        """Why its grade is a warning only; empty if it is not."""
        if not self.refused:
            return ""
        kinds = "; ".join(f"{count.kind} ({count})" for count in self.refused)
        return f"A warning only: it alarms at honest elections, too, where {kinds}."


def _rate(count: Count) -> float:
    return count.alarms / max(count.elections, 1)


class Least(NamedTuple):
    """The least tampering seen, in percent of the leader's votes; NaN where it is not known.

    More than ``until`` is not seen; infinite if it is.
    """

    percent: float
    low: float
    high: float
    until: float
    methods: tuple[str, ...]


@cache
def table() -> Mapping[str, Any]:
    """Return the packaged table as it stands in its file."""
    told: dict[str, Any] = json.loads(
        files("tallyscope.assess").joinpath("detection.json").read_bytes()
    )
    return told


@cache
def thresholds() -> Thresholds:
    """Return the thresholds of the grades."""
    return Thresholds(**table()["thresholds"])


@cache
def alarms(method: str) -> Alarms | None:
    """Return how often a method alarmed; None if it was never tried on an honest election."""
    told = table()["false_alarms"].get(method)
    if told is None:
        return None
    simulated = _counts(told["simulated"])
    limits = thresholds()
    refused = tuple(
        count
        for count in _counts(told["at_5"] or told["simulated"])
        if at_least(count.alarms, count.elections, limits.size)
        <= limits.demotion_p / len(simulated)
    )
    real = Count("real", *told["clean"])
    return Alarms(method, told["alarm"], simulated, real, refused)


def _counts(by_feature: Mapping[str, tuple[int, int]]) -> tuple[Count, ...]:
    features = table()["features"]
    return tuple(Count(features[name], *counted) for name, counted in by_feature.items())


@cache
def _tried() -> Mapping[tuple[str, str], Mapping[int, float]]:
    """Return the most votes tried by size, for each kind of tampering and placement."""
    found: dict[tuple[str, str], dict[int, float]] = {}
    for row in table()["tried"]:
        found.setdefault((row["mechanism"], row["where"]), {})[row["n_units"]] = row["percent"]
    return found


def sizes() -> tuple[int, ...]:
    """Return the sizes of all simulated countries, in units, smallest first."""
    return tuple(sorted({size for of_kind in _tried().values() for size in of_kind}))


def largest_tried(mechanism: str, where: str, n_units: int) -> float:
    """Return the most votes tried, in percent of the leader's, in countries up to that size."""
    of_kind = _tried().get((mechanism, where), {})
    return max((most for size, most in of_kind.items() if size <= n_units), default=math.nan)


def least(mechanism: str, where: str, n_units: int, methods: Collection[str]) -> Least | None:
    """Return the least of a kind of tampering that one of the methods sees at that size.

    Parameters
    ----------
    mechanism, where : str
        Keys of the table.
    n_units : int
        Size of the country or region. Between two sizes of the table the logarithm of the percent
        is straight in that of the size; above the largest one tried its percent stands.
    methods : collection of str
        Those that looked at the election.

    Returns
    -------
    Least or None
        None where none of them sees any dose tried at the sizes beside this one, and below the
        smallest.
    """
    known = _by_size(mechanism, where, frozenset(methods))
    tried = sorted(_tried().get((mechanism, where), ()))
    below = [size for size in tried if size <= n_units]
    above = [size for size in tried if size >= n_units] or below[-1:]
    if not below or not {below[-1], above[0]} <= known.keys():
        return None
    low, high = known[below[-1]], known[above[0]]
    if above[0] == below[-1]:
        return low
    part = math.log(n_units / below[-1]) / math.log(above[0] / below[-1])

    def between(at: float, then: float) -> float:
        return math.exp((1 - part) * math.log(at) + part * math.log(then))

    return Least(
        between(low.percent, high.percent),
        between(low.low, high.low),
        between(low.high, high.high),
        min(low.until, high.until),
        tuple(dict.fromkeys((*low.methods, *high.methods))),
    )


@cache
def _by_size(mechanism: str, where: str, methods: frozenset[str]) -> dict[int, Least]:
    """Return the least that the best of the methods sees, by size of the country."""
    rows: dict[int, list[dict[str, Any]]] = {}
    for row in table()["detectable"]:
        if (row["mechanism"], row["where"]) == (mechanism, where) and row["method"] in methods:
            rows.setdefault(row["n_units"], []).append(row)
    return {size: best_of(of_size) for size, of_size in rows.items()}


def best_of(rows: Sequence[Mapping[str, Any]]) -> Least:
    """Return what the method that needs least sees, until where others see on.

    Parameters
    ----------
    rows : sequence of mapping
        Rows of the table for one kind of tampering, placement and size; at least one.
    """
    best = min(rows, key=lambda row: row["percent"])
    until = 0.0
    for row in sorted(rows, key=lambda row: row["percent"]):
        if row is best or row["percent"] <= until:
            until = max(until, math.inf if row["until"] is None else row["until"])
    low, high = (math.nan if best[end] is None else float(best[end]) for end in ("low", "high"))
    methods = tuple(row["method"] for row in rows if row["percent"] == best["percent"])
    return Least(best["percent"], low, high, until, methods)
