"""Honest stations of unusual size, or whose list does not tell who may vote there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tallyscope.simulate.awkward.voters import (
    of_kind,
    shrunk,
    some_units,
    with_added_voters,
    with_other_share,
)
from tallyscope.stats.randomness import stream
from tallyscope.tally import Counts, Tally

# All of these are our choice; sizes are spread evenly on the logarithmic scale.
TINY, TINY_SIZES = 0.3, (5, 60)  # Canada 2011 has mobile polls, Spain hamlets of such sizes
SPECIAL, SPECIAL_SIZES = 0.02, (20, 400)  # Poland 2020: 1,560 of 27,231 stations, most below 200
BARRACKS, BARRACKS_LEAN = 1 / 3, 1.5  # share of special stations, and their logit of preference
# Stations near railways and resorts; voters who came with a certificate, per voter on the list.
LATE, LATE_VOTERS = 0.05, (0.1, 0.9)


def tiny_units(tally: Tally, *, share: float = TINY, seed: int = 0) -> Tally:
    """Leave only 5 to 60 voters, drawn at random, on the lists of a share of all stations.

    Where registered voters are unknown, that many ballots are left.
    """
    rng = stream(seed, "tiny_units")
    units = some_units(tally, share, rng)
    return shrunk(tally, units, _sizes(rng, len(units), TINY_SIZES), rng)


def hospitals_and_barracks(tally: Tally, *, share: float = SPECIAL, seed: int = 0) -> Tally:
    """Make a share of all stations hospitals and barracks: small, and everybody votes.

    Their list is written on the day, so that registered, issued and ballots are one number. A
    third of them are barracks, which prefer the leader. The column ``kind``, where there is one,
    says "special".

    Raises
    ------
    NotApplicable
        If the tally does not know registered voters or ballots.
    """
    tally.counts("registered")
    rng = stream(seed, "hospitals_and_barracks")
    units = some_units(tally, share, rng, tally.counts("ballots") > 0)
    only_voters = _everybody_votes(tally, units)
    small = shrunk(only_voters, units, _sizes(rng, len(units), SPECIAL_SIZES), rng)
    barracks = units[rng.random(len(units)) < BARRACKS]
    column = tally.choices.index(tally.choice())
    lean = np.full(len(barracks), BARRACKS_LEAN)
    return of_kind(with_other_share(small, column, barracks, lean, rng), units, "special")


def late_registration(tally: Tally, *, share: float = LATE, seed: int = 0) -> Tally:
    """Let voters who are on no list vote in a share of all stations, as the others there do.

    They are 10 to 90% of those on the list, so that turnout exceeds 100% of the list in some.

    Raises
    ------
    NotApplicable
        If the tally does not know registered voters.
    """
    registered = tally.counts("registered")
    rng = stream(seed, "late_registration")
    units = some_units(tally, share, rng, registered > 0)
    number = rng.binomial(registered[units], rng.uniform(*LATE_VOTERS, size=len(units)))
    return with_added_voters(tally, units, number, rng)


def _sizes(rng: np.random.Generator, number: int, bounds: tuple[int, int]) -> Counts:
    low, high = np.log(bounds)
    sizes: Counts = np.rint(np.exp(rng.uniform(low, high, number))).astype(np.int64)
    return sizes


def _everybody_votes(tally: Tally, units: Counts) -> Tally:
    """Strike those who did not vote off the lists of the units."""
    registered = tally.counts("registered").copy()
    registered[units] = tally.counts("ballots")[units]
    if tally.issued is None:
        return replace(tally, registered=registered)
    issued = tally.issued.copy()
    issued[units] = tally.counts("ballots")[units]
    return replace(tally, registered=registered, issued=issued)
