"""A real election, voted anew: the same voters and places, other ballots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from tallyscope.errors import DataError, Fault
from tallyscope.simulate.chance import nameless_order
from tallyscope.simulate.rates import NEIGHBOURS, latent_rates
from tallyscope.stats.randomness import stream
from tallyscope.tally import CountName, Counts, Source, Tally

Floats = npt.NDArray[np.float64]


def resample(tally: Tally, *, seed: int = 0, spread: float = 1.0) -> Tally:
    """Draw an honest election with the voters, places and honest spread of a real one.

    Parameters
    ----------
    tally : Tally
        A real election. If it was tampered with, what that did to levels and spread stays; what it
        did to single digits and percentages does not.
    seed : int
    spread : float
        Factor on the differences between the units of a district on the logit scale, at least 0:
        1 keeps them, 0 makes districts of equal units.

    Returns
    -------
    Tally
        The same units, choices, counts known, registered voters and units set aside. Ballots
        issued, in the boxes, invalid and for each choice are binomial draws from the chances that
        :func:`~tallyscope.simulate.rates.latent_rates` finds; where registered voters are unknown,
        the largest count known takes their place and stays as it is.

    Raises
    ------
    DataError
        If `spread` is below 0.

    Notes
    -----
    Kept exactly: registered voters. Kept within chance: each district's turnout, invalid share and
    shares, the variance between its units beyond counting noise, and how turnout goes with
    preference there. A unit alone in its district keeps its own rates. Not kept: exact 100%
    (hospitals become 98 or 99%), more ballots than voters (cut to the list), faults of protocols.

    Examples
    --------
    >>> from tallyscope.simulate.honest import country
    >>> real = country(n_units=500, n_regions=5, n_districts=10, seed=1)
    >>> again = resample(real, seed=2)
    >>> bool((again.counts("registered") == real.counts("registered")).all())
    True
    """
    if not spread >= 0:
        raise DataError(
            Fault(f"spread is {spread:g}", expected="0 or more"), source="resampled election"
        )
    drawing = _Drawing(tally, seed, spread)
    drawn = dict(_drawn_counts(tally, drawing))
    votes = _drawn_votes(tally, drawing, drawn["valid"])
    ballots = drawn.get("ballots")
    return replace(
        tally,
        votes=votes,
        registered=drawn.get("registered"),
        issued=drawn.get("issued"),
        ballots=ballots if tally.has("ballots") else None,
        valid=drawn["valid"],
        invalid=None if tally.invalid is None or ballots is None else ballots - drawn["valid"],
        source=Source(
            what=f"{tally.source.what or 'an election'}, resampled with seed {seed}",
            rows=len(tally),
        ),
    )


class _Drawing:
    """How parts are drawn anew out of a whole: where, how far apart, by whose chance."""

    def __init__(self, tally: Tally, seed: int, spread: float) -> None:
        names, self._place = tally.groups(tally.neighbourhood(NEIGHBOURS))
        self._places = len(names)
        self._order = nameless_order(tally)
        self._rng = stream(seed, "resample")
        self._spread = spread

    def __call__(self, part: Counts, whole: Counts, now: Counts) -> Counts:
        """Draw out of `now` at the chances behind `part` of `whole`, int64 of shape (n,)."""
        part = np.minimum(part, whole)
        chance = latent_rates(part, whole, self._place, self._places, spread=self._spread)
        drawn = np.empty_like(now)
        drawn[self._order] = self._rng.binomial(now[self._order], chance[self._order])
        return drawn


def _drawn_counts(tally: Tally, drawing: _Drawing) -> Iterator[tuple[CountName, Counts]]:
    """Yield the counts known, each drawn out of the one before it; the first stays as it is."""
    before = now = None
    for name, counts in _known(tally):
        now = counts if before is None or now is None else drawing(counts, before, now)
        before = counts
        yield name, now


def _known(tally: Tally) -> Iterator[tuple[CountName, Counts]]:
    """Yield registered, issued, ballots and valid, as far as known; ballots also by their sum."""
    if tally.registered is not None:
        yield "registered", tally.registered
    if tally.issued is not None:
        yield "issued", tally.issued
    if tally.ballots is not None:
        yield "ballots", tally.ballots
    elif tally.invalid is not None:
        yield "ballots", tally.counts("valid") + tally.invalid
    yield "valid", np.maximum(tally.counts("valid"), tally.votes.sum(axis=1))


def _drawn_votes(tally: Tally, drawing: _Drawing, valid: Counts) -> Counts:
    """Draw the votes of one choice after the other out of what is left, int64 of shape (n, k).

    Valid votes that the file gives to no choice stay with none.
    """
    votes = np.empty_like(tally.votes)
    left = np.maximum(tally.counts("valid"), tally.votes.sum(axis=1))
    left_now = valid
    columns = np.argsort(-tally.votes.sum(axis=0), kind="stable")
    for column in columns:
        votes[:, column] = drawing(tally.votes[:, column], left, left_now)
        left = left - tally.votes[:, column]
        left_now = left_now - votes[:, column]
    return votes
