"""Honest voters who leave a choice that cannot win for one of the two that can."""

from __future__ import annotations

import numpy as np

from tallyscope.errors import NotApplicable
from tallyscope.simulate.chance import nameless_order, summed
from tallyscope.simulate.tamper import Change, no_votes, with_change
from tallyscope.stats.randomness import stream
from tallyscope.tally import Counts, Tally

# Our choice: half of a hopeless choice's voters leave it where the race is even, and 1/e of that
# where the two in front lie ten points apart.
LEAVING, CLOSE = 0.5, 0.1


def strategic_voting(tally: Tally, *, leaving: float = LEAVING, seed: int = 0) -> Tally:
    r"""Let voters of hopeless choices vote for one of the two in front of their district.

    Each leaves with the chance :math:`l \exp(-m / 0.1)`, m being the margin between the two in
    front as a share of the district's votes; of those who leave a station, each goes to the first
    or the second with chances as these stand in the station. Turnout stays as it was.

    Parameters
    ----------
    tally : Tally
        With three choices or more. A district is a place of the smallest level.
    leaving : float
        The chance l, 0 to 1.
    seed : int

    Raises
    ------
    NotApplicable
        If there are fewer than three choices.
    """
    if len(tally.choices) < 3:
        raise NotApplicable(
            f"strategic voting needs three choices or more; the results have {len(tally.choices)}"
        )
    rng, order = stream(seed, "strategic_voting"), nameless_order(tally)
    first, second, chance = _race(tally, leaving)
    mine, rival = tally.votes[order, first[order]], tally.votes[order, second[order]]
    to_first = np.where(mine + rival > 0, mine / np.maximum(mine + rival, 1), 0.5)
    left = tally.votes[order].copy()
    rows = np.arange(len(order))
    left[rows, first[order]] = left[rows, second[order]] = 0
    left = rng.binomial(left, chance[order][:, np.newaxis])
    won = rng.binomial(left.sum(axis=1), to_first)
    votes = no_votes(tally)
    votes[order] = -left
    votes[order, first[order]] += won
    votes[order, second[order]] += left.sum(axis=1) - won
    return with_change(tally, Change(votes))


def _race(
    tally: Tally, leaving: float
) -> tuple[Counts, Counts, np.ndarray[tuple[int], np.dtype[np.float64]]]:
    """Return the two columns in front in each unit's district, and the chance to leave others."""
    names, place = tally.groups(tally.levels[-1] if tally.levels else None)
    sums = np.column_stack([summed(column, place, len(names)) for column in tally.votes.T])
    rank = np.argsort(-sums, axis=1, kind="stable")
    rows = np.arange(len(names))
    margin = sums[rows, rank[:, 0]] - sums[rows, rank[:, 1]]
    chance = leaving * np.exp(-margin / np.maximum(sums.sum(axis=1), 1) / CLOSE)
    return rank[place, 0], rank[place, 1], chance[place]
