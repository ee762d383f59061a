"""Counts of a protocol that belong together, and by how much they contradict each other.

An honest protocol has registered >= issued >= ballots = valid + invalid, and valid = the votes of
all options. A difference is a *contradiction*, or a matter of the *list* of voters (lists are added
to on the day), or no error at all and only *told* (a voter may carry a ballot away).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Kind = Literal["contradiction", "list", "told"]

RULE = 0.5  # our choice: what fails in more than half of the units is no rule of the file


class Identity(NamedTuple):
    """Two counts, what a difference of each sign is, and the words for it."""

    name: str
    upper: str
    lower: str
    kinds: Mapping[str, Kind]
    words: str


BOTH: Mapping[str, Kind] = {"more": "contradiction", "fewer": "contradiction"}
NOT_MORE: Mapping[str, Kind] = {"more": "contradiction", "fewer": "told"}
LIST: Mapping[str, Kind] = {"more": "list"}
IDENTITIES = (
    Identity("ballots and issued", "ballots", "issued", NOT_MORE, "ballots found than given out"),
    Identity("valid and invalid", "counted", "ballots", BOTH, "ballots counted than ballots found"),
    Identity("options and valid", "options", "valid", BOTH, "votes of all options than valid ones"),
    Identity("issued and list", "issued", "registered", LIST, "ballots given out than voters"),
    Identity("ballots and list", "came", "registered", LIST, "ballots than voters on the list"),
)


class Difference(NamedTuple):
    """An identity, the sign of a difference, and by how many ballots each unit has it.

    ``amount`` is int64 of shape (n,), 0 where the unit has no such difference; ``rule`` tells
    whether at least half of the units have no error of this identity.
    """

    identity: Identity
    sign: str
    kind: Kind
    amount: Counts
    rule: bool


def differences(options: Counts, counts: Mapping[str, Counts | None]) -> list[Difference]:
    """Ask for every identity of which both counts are known.

    Parameters
    ----------
    options : int64 array, shape (n,)
        Votes of all options together.
    counts : mapping of str to int64 array, shape (n,), or None
        "registered", "issued", "ballots", "valid" and "invalid" as they were read, None where they
        were not.
    """
    valid, invalid, ballots = counts["valid"], counts["invalid"], counts["ballots"]
    known: dict[str, Counts | None] = dict(counts) | {"options": options}
    known["came"] = valid if ballots is None else ballots
    known["counted"] = valid if valid is None or invalid is None else valid + invalid
    found: list[Difference] = []
    for identity in IDENTITIES:
        upper, lower = known[identity.upper], known[identity.lower]
        if upper is None or lower is None:
            continue
        # without a count of invalid ballots they are the rest
        kinds = NOT_MORE if identity.upper == "counted" and invalid is None else identity.kinds
        gap = {"more": np.maximum(upper - lower, 0), "fewer": np.maximum(lower - upper, 0)}
        errors = [gap[sign] > 0 for sign, kind in kinds.items() if kind != "told"]
        rule = float(np.any(errors, axis=0).mean()) <= RULE if len(options) else True
        found += [Difference(identity, s, kind, gap[s], rule) for s, kind in kinds.items()]
    return found
