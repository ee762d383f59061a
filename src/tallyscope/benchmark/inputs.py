"""Further inputs for methods that take more than a results file, made from the file itself.

They serve to time a method and to compare it with plain loops; they stand for no real election.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from tallyscope.result import Method
from tallyscope.stats.randomness import stream
from tallyscope.tally import Tally

MARKS = "x_marked"
ONE_IN = 3  # every third unit is marked


def with_inputs(method: Method, tally: Tally, seed: int) -> tuple[Tally, dict[str, Tally | str]]:
    """Return the tally, with marks where the method takes them, and the further inputs."""
    inputs: dict[str, Tally | str] = {}
    if "previous" in method.takes:
        inputs["previous"] = earlier(tally, seed)
    if "marked" in method.takes:
        tally = marked(tally, seed)
        inputs["marked"] = MARKS
    return tally, inputs


def earlier(tally: Tally, seed: int) -> Tally:
    """Return an earlier vote: every unit's counts drawn anew from its own rates."""
    rng = stream(seed, "earlier")
    valid, votes = tally.counts("valid"), tally.votes
    came = valid
    if tally.has("registered"):
        able = np.maximum(tally.counts("registered"), valid)
        came = rng.binomial(able, valid / np.maximum(able, 1))
    shares = (votes + 1) / (votes + 1).sum(axis=1, keepdims=True)
    return replace(
        tally, votes=rng.multinomial(came, shares), valid=came, ballots=None, issued=None
    )


def marked(tally: Tally, seed: int) -> Tally:
    """Return the tally with every third unit marked, by lot."""
    chosen = stream(seed, "marked").permutation(len(tally)) % ONE_IN == 0
    return replace(
        tally, units=tally.units.with_columns(pl.Series(MARKS, np.where(chosen, "yes", "no")))
    )
