r"""Tampering whose truth is known to the vote.

Each mechanism takes an election (or one tampered with already), changes some of its stations and
writes down what it did there. The changed counts obey the arithmetic of an honest protocol: votes
sum to valid ballots, valid and invalid ones to ballots, ballots do not exceed those issued, nor
these the voters on the list. A mechanism has its own stream of random numbers, so that adding one
moves no station of another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.tally import Counts, Tally

TRUTH_SCHEMA = {
    "unit": pl.String,
    "mechanism": pl.String,
    "votes_added": pl.Int64,
    "votes_taken": pl.Int64,
    "ballots_added": pl.Int64,
    "honest_votes": pl.Int64,
}


@dataclass(frozen=True, eq=False)
class Tampered:
    """An election after tampering, and the truth about it.

    Attributes
    ----------
    tally : Tally
        What would be published.
    honest : Tally
        What was counted: the same stations before any tampering.
    truth : polars.DataFrame
        One row per station and mechanism that changed it, in the order of application: ``unit``,
        ``mechanism``, ``votes_added`` (to the favoured choice), ``votes_taken`` (from the others),
        ``ballots_added`` (ballots and issued ballots that no voter cast) and ``honest_votes`` (the
        favoured choice's in `honest`). Exact: in every row ``votes_added`` is the sum of
        ``votes_taken`` and the valid ballots added, and in every station honest votes plus all
        votes added are the published votes.
    """

    tally: Tally
    honest: Tally
    truth: pl.DataFrame

    @property
    def votes_added(self) -> int:
        """All votes added to the favoured choice."""
        return int(self.truth["votes_added"].sum())


@dataclass(frozen=True)
class Placement:
    """Where a mechanism acts.

    Attributes
    ----------
    share_of_units : float
        Share of the stations there, 0 to 1; they are drawn at random among those where the
        mechanism can act.
    regions : int, tuple of str, or None
        That many regions drawn at random, the regions named, or the whole country. A region is a
        place of the largest level.
    """

    share_of_units: float
    regions: int | tuple[str, ...] | None = None


def begin(election: Tally | Tampered) -> Tampered:
    """Return the election with the truth about it so far."""
    if isinstance(election, Tampered):
        return election
    return Tampered(election, election, pl.DataFrame(schema=TRUTH_SCHEMA))


def with_added(tally: Tally, column: int, added: Counts) -> Counts:
    """Return the votes with those added to the choice of the column, int64 of shape (n, k)."""
    votes: Counts = tally.votes.copy()
    votes[:, column] += added
    return votes


def recorded(start: Tampered, mechanism: str, after: Tally, column: int) -> Tampered:
    """Read the truth off the two tables, so that it cannot differ from what was done."""
    before = start.tally
    gain = after.votes - before.votes
    changed = (gain != 0).any(axis=1)
    rows = pl.DataFrame(
        {
            "unit": before.units["unit"],
            "mechanism": mechanism,
            "votes_added": gain[:, column],
            "votes_taken": gain[:, column] - gain.sum(axis=1),
            "ballots_added": after.counts("ballots") - before.counts("ballots"),
            "honest_votes": start.honest.votes[:, column],
        },
        schema=TRUTH_SCHEMA,
    ).filter(changed)
    return Tampered(after, start.honest, pl.concat([start.truth, rows]))


def placed(
    tally: Tally, where: Placement, able: npt.NDArray[np.bool_], rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Return the positions of the units drawn, sorted."""
    refuse_share("share_of_units", where.share_of_units)
    inside = _inside(tally, where, rng)
    wanted = round(where.share_of_units * int(inside.sum()))
    candidates = np.flatnonzero(inside & able)
    refuse_unless(
        wanted <= len(candidates),
        f"{wanted:,} units are to be changed",
        f"at most {len(candidates):,}, which is how many of them can be",
    )
    return np.sort(rng.choice(candidates, size=wanted, replace=False))


def _inside(tally: Tally, where: Placement, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    if where.regions is None:
        return np.ones(len(tally), dtype=np.bool_)
    refuse_unless(bool(tally.levels), "the units belong to no region", "a level of regions")
    places = tally.level(tally.levels[0]).to_numpy()
    known = np.unique(places)
    chosen = where.regions
    if isinstance(chosen, int):
        refuse_unless(
            0 <= chosen <= len(known), f"{chosen:,} regions asked for", f"0 to {len(known):,}"
        )
        chosen = tuple(rng.choice(known, size=chosen, replace=False))
    unknown = [
        Fault(f"there is no region {name!r}", remedy=did_you_mean(name, known).strip())
        for name in sorted(set(chosen) - set(known))
    ]
    if unknown:
        raise DataError(unknown, source="tampering")
    return np.isin(places, chosen)


def refuse_share(name: str, value: float) -> None:
    """Raise DataError unless the value is a share."""
    refuse_unless(0 <= value <= 1, f"{name} is {value:g}", "a share from 0 to 1")


def refuse_unless(holds: bool, found: str, expected: str) -> None:
    """Raise DataError, saying what was found and what was expected, unless the condition holds."""
    if not holds:
        raise DataError(Fault(found, expected=expected), source="tampering")
