"""Awkward features of honest elections, by name: nobody tampers, and methods must be silent.

Each takes any tally, simulated or real, and returns another honest one. They can follow each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.simulate.awkward.camps import (
    one_party_villages,
    turnout_with_preference,
    two_camps,
)
from tallyscope.simulate.awkward.clerks import protocol_errors, rounding_clerks
from tallyscope.simulate.awkward.sizes import (
    hospitals_and_barracks,
    late_registration,
    tiny_units,
)
from tallyscope.simulate.awkward.strategic import strategic_voting
from tallyscope.tally import Tally


class _Run(Protocol):
    def __call__(self, tally: Tally, *, seed: int) -> Tally: ...


@dataclass(frozen=True)
class Switch:
    """An awkward honest feature.

    Attributes
    ----------
    what : str
        What is so, in a few words.
    run : callable
        Called with (tally, seed).
    """

    what: str
    run: _Run

    def __call__(self, tally: Tally, seed: int = 0) -> Tally:
        """Return the election with this feature.

        Raises
        ------
        NotApplicable
            If the tally lacks the counts, or choices.
        """
        return self.run(tally, seed=seed)


AWKWARD: dict[str, Switch] = {
    "tiny-units": Switch("three stations in ten have 5 to 60 voters", tiny_units),
    "turnout-with-preference": Switch(
        "people come in larger numbers where they prefer the leader", turnout_with_preference
    ),
    "two-camps": Switch("villages prefer the leader and vote more, towns the reverse", two_camps),
    "one-party-villages": Switch(
        "three stations in a hundred are villages nearly all for the leader", one_party_villages
    ),
    "hospitals-and-barracks": Switch(
        "two stations in a hundred are small and full to the last voter", hospitals_and_barracks
    ),
    "late-registration": Switch(
        "voters on no list vote in one station of twenty, more than its list in some",
        late_registration,
    ),
    "protocol-errors": Switch(
        "two protocols in five have a slip of the pen, in no direction", protocol_errors
    ),
    "rounding-clerks": Switch(
        "one clerk in ten rounds lists, and half of these votes, honestly", rounding_clerks
    ),
    "strategic-voting": Switch(
        "voters leave hopeless choices for the two in front where the race is close",
        strategic_voting,
    ),
}


def awkward(name: str) -> Switch:
    """Return the feature of that name.

    Raises
    ------
    DataError
        If there is none.
    """
    if name not in AWKWARD:
        raise DataError(
            Fault(
                f"there is no honest feature {name!r}",
                expected="one of " + ", ".join(AWKWARD),
                remedy=did_you_mean(name, AWKWARD).strip(),
            ),
            source="simulation",
        )
    return AWKWARD[name]
