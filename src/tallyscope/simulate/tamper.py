r"""Tampering whose truth is known to the vote.

Each mechanism takes an election (or one tampered with already), changes some of its stations and
writes down what it did there. The changed counts obey the arithmetic of an honest protocol: votes
sum to valid ballots, valid and invalid ones to ballots, ballots do not exceed those issued, nor
these the voters on the list. A mechanism has its own stream of random numbers, so that adding one
moves no station of another, and deals them in an order that does not depend on names.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.simulate.chance import nameless_order, nameless_places
from tallyscope.tally import Counts, Tally

Mask = npt.NDArray[np.bool_]
Among = Literal["random", "small units", "strongholds"]

OF_UNITS = "unit"  # the level that truth about single stations has
TRUTH_SCHEMA = {
    "unit": pl.String,
    "level": pl.String,
    "mechanism": pl.String,
    "votes_added": pl.Int64,
    "votes_taken": pl.Int64,
    "ballots_added": pl.Int64,
    "invalid_added": pl.Int64,
    "registered_added": pl.Int64,
    "honest_votes": pl.Int64,
}


@dataclass(frozen=True, eq=False)
class Tampered:
    """An election after tampering, and the truth about it.

    Attributes
    ----------
    tally : Tally
        What would be published by station.
    honest : Tally
        What was counted: the same stations before any tampering.
    truth : polars.DataFrame
        One row per station and mechanism that changed it, in the order of application: ``unit``,
        ``level`` ("unit", or the level whose totals were edited), ``mechanism``, ``votes_added``
        (to the favoured choice), ``votes_taken`` (from the others; negative where they gained),
        ``ballots_added`` (negative where ballots were taken away), ``invalid_added``,
        ``registered_added`` (names on the list) and ``honest_votes`` (the favoured choice's in
        `honest`). Exact: in every row ``votes_added - votes_taken`` is ``ballots_added -
        invalid_added``, and in every station honest votes plus all votes added are the published
        votes.
    totals : Tally or None
        What districts published, where that is not the sum of their stations: one unit per
        district. Rows of `truth` with that level are the difference.
    """

    tally: Tally
    honest: Tally
    truth: pl.DataFrame
    totals: Tally | None = None

    @property
    def votes_added(self) -> int:
        """All votes added to the favoured choice, in stations and in totals."""
        return int(self.truth["votes_added"].sum())


@dataclass(frozen=True)
class Placement:
    """Where a mechanism acts.

    Attributes
    ----------
    share_of_units : float
        Share of the stations there, 0 to 1; they are drawn among those where the mechanism can
        act.
    regions : int, tuple of str, or None
        That many regions drawn at random, the regions named, or the whole country. A region is a
        place of the largest level.
    among : {"random", "small units", "strongholds"}
        Which stations there: any, each as likely as the next; those with the shortest lists
        (fewest ballots, where lists are unknown); those where the favoured choice's honest share
        of valid votes is highest.
    """

    share_of_units: float
    regions: int | tuple[str, ...] | None = None
    among: Among = "random"


@dataclass(frozen=True, eq=False)
class Change:
    """What a mechanism adds to each of n stations; negative where it takes away.

    Attributes
    ----------
    votes : int64 array, shape (n, k)
    invalid, carried_away, registered : int64 array, shape (n,), or None
        Invalid ballots; ballots issued that are in no box; names on the list. None is no change.
    """

    votes: Counts
    invalid: Counts | None = None
    carried_away: Counts | None = None
    registered: Counts | None = None


def begin(election: Tally | Tampered) -> Tampered:
    """Return the election with the truth about it so far."""
    if isinstance(election, Tampered):
        return election
    return Tampered(election, election, pl.DataFrame(schema=TRUTH_SCHEMA))


def favoured(start: Tampered, choice: str | None) -> int:
    """Return the column of the choice that gains: the one named, else the honest tally's."""
    return start.honest.choices.index(start.honest.choice(choice))


def no_votes(tally: Tally) -> Counts:
    """Return zeros to write changes of votes into, int64 of shape (n, k)."""
    return np.zeros_like(tally.votes)


def others_of(tally: Tally, column: int) -> Counts:
    """Return the votes of all choices but one, int64 of shape (n,)."""
    others: Counts = tally.votes.sum(axis=1) - tally.votes[:, column]
    return others


def stayed_away(tally: Tally) -> Counts:
    """Return the voters who took no ballot, int64 of shape (n,), at least 0."""
    took = tally.counts("issued" if tally.has("issued") else "ballots")
    away: Counts = np.maximum(tally.counts("registered") - took, 0)
    return away


def applied(start: Tampered, mechanism: str, column: int, change: Change) -> Tampered:
    """Put a change into the protocols so that they close, and write down the truth.

    Raises
    ------
    DataError
        If district totals were edited before: then they would no longer be those of the stations.
    """
    refuse_unless(
        start.totals is None,
        f"{mechanism} after district totals were edited",
        "edits between station and district as the last mechanism",
    )
    return replace(
        start,
        tally=with_change(start.tally, change),
        truth=_with_rows(start, start.tally, mechanism, OF_UNITS, column, change),
    )


def with_change(tally: Tally, change: Change) -> Tally:
    """Return the protocols with a change in every count that it touches."""
    in_box = change.votes.sum(axis=1) + _or_none(change.invalid)
    return replace(
        tally,
        votes=tally.votes + change.votes,
        valid=tally.counts("valid") + change.votes.sum(axis=1),
        invalid=_plus(tally.invalid, _or_none(change.invalid)),
        ballots=_plus(tally.ballots, in_box),
        issued=_plus(tally.issued, in_box + _or_none(change.carried_away)),
        registered=_plus(tally.registered, _or_none(change.registered)),
    )


def edited(
    start: Tampered, mechanism: str, level: str, before: Tampered, column: int, change: Change
) -> Tampered:
    """Put a change of votes into the totals of a level, which `before` has as its tally."""
    tally = before.tally
    totals = replace(tally, votes=tally.votes + change.votes)
    rows = _with_rows(replace(before, truth=start.truth), tally, mechanism, level, column, change)
    return replace(start, totals=totals, truth=rows)


def _or_none(counts: Counts | None) -> Counts | int:
    return 0 if counts is None else counts


def _plus(counts: Counts | None, added: Counts | int) -> Counts | None:
    return None if counts is None else counts + added


def _with_rows(
    start: Tampered, tally: Tally, mechanism: str, level: str, column: int, change: Change
) -> pl.DataFrame:
    """Append one row of truth for every unit that the change touches."""
    in_box = change.votes.sum(axis=1)
    beside = (change.invalid, change.carried_away, change.registered)
    invalid, carried, registered = (
        np.zeros_like(in_box) if counts is None else counts for counts in beside
    )
    touched = (change.votes != 0).any(axis=1) | (invalid != 0) | (carried != 0) | (registered != 0)
    rows = pl.DataFrame(
        {
            "unit": tally.units["unit"],
            "level": level,
            "mechanism": mechanism,
            "votes_added": change.votes[:, column],
            "votes_taken": change.votes[:, column] - in_box,
            "ballots_added": in_box + invalid,
            "invalid_added": invalid,
            "registered_added": registered,
            "honest_votes": start.honest.votes[:, column],
        },
        schema=TRUTH_SCHEMA,
    ).filter(touched)
    return pl.concat([start.truth, rows])


def placed(
    start: Tampered,
    where: Placement,
    able: Mask,
    rng: np.random.Generator,
    column: int,
) -> Counts:
    """Return the positions of the units drawn, int64, in an order that names do not make.

    Order and traits (size, share) are those of the honest tally, so that a mechanism before this
    one moves no station of it.
    """
    refuse_share("share_of_units", where.share_of_units)
    inside = _inside(start.honest, where, rng)
    wanted = round(where.share_of_units * int(inside.sum()))
    order = nameless_order(start.honest)
    candidates = order[(inside & able)[order]]
    refuse_unless(
        wanted <= len(candidates),
        f"{wanted:,} units are to be changed",
        f"at most {len(candidates):,}, which is how many of them can be",
    )
    if where.among == "random":
        return candidates[np.sort(rng.choice(len(candidates), size=wanted, replace=False))]
    trait = _trait(start.honest, where.among, column)[candidates]
    first = np.lexsort((rng.random(len(candidates)), trait))[:wanted]
    return candidates[np.sort(first)]


def _trait(honest: Tally, among: Among, column: int) -> npt.NDArray[np.float64]:
    """Return what stations are picked by, lowest first, float64 of shape (n,)."""
    if among == "strongholds":
        return -honest.votes[:, column] / np.maximum(honest.counts("valid"), 1)
    size = honest.counts("registered" if honest.has("registered") else "valid")
    return size.astype(np.float64)


def _inside(tally: Tally, where: Placement, rng: np.random.Generator) -> Mask:
    if where.regions is None:
        return np.ones(len(tally), dtype=np.bool_)
    refuse_unless(bool(tally.levels), "the units belong to no region", "a level of regions")
    known = nameless_places(tally, tally.levels[0])
    chosen = where.regions
    if isinstance(chosen, int):
        refuse_unless(
            0 <= chosen <= len(known), f"{chosen:,} regions asked for", f"0 to {len(known):,}"
        )
        chosen = tuple(known[i] for i in rng.choice(len(known), size=chosen, replace=False))
    unknown = [
        Fault(f"there is no region {name!r}", remedy=did_you_mean(name, sorted(known)).strip())
        for name in sorted(set(chosen) - set(known))
    ]
    if unknown:
        raise DataError(unknown, source="tampering")
    return np.isin(tally.level(tally.levels[0]).to_numpy(), chosen)


def refuse_share(name: str, value: float) -> None:
    """Raise DataError unless the value is a share."""
    refuse_unless(0 <= value <= 1, f"{name} is {value:g}", "a share from 0 to 1")


def refuse_unless(holds: bool, found: str, expected: str) -> None:
    """Raise DataError, saying what was found and what was expected, unless the condition holds."""
    if not holds:
        raise DataError(Fault(found, expected=expected), source="tampering")
