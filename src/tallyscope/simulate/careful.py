r"""An adversary who knows what auditors look for.

He moves votes, but writes no round number, and keeps the way in which turnout goes with preference:
with :math:`b` the slope of logit turnout on logit share within honest districts, a station whose
logit share he raises by :math:`\Delta s` gets turnout raised by :math:`b\,\Delta s` on the logit
scale, as an honest station with such a share would have it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

from tallyscope.simulate.switching import moved
from tallyscope.simulate.tamper import (
    Change,
    Mask,
    Placement,
    Tampered,
    applied,
    begin,
    favoured,
    no_votes,
    others_of,
    placed,
    refuse_share,
    stayed_away,
)
from tallyscope.stats.randomness import stream
from tallyscope.stats.whole_percent import is_whole
from tallyscope.tally import Counts, Tally

Floats = npt.NDArray[np.float64]

# Our choice: after so many single votes up or down he gives up a station. Whole percentages lie
# 1 / 100 of the ballots apart and are 1 / 1,000 wide: of 40 counts in a row nearly all are free in
# stations where any is.
MOST_CORRECTIONS = 40


def careful(
    election: Tally | Tampered,
    where: Placement,
    *,
    dose: float = 0.1,
    choice: str | None = None,
    seed: int = 0,
) -> Tampered:
    """Move votes and add ballots so that no number is round and no correlation is broken.

    Parameters
    ----------
    election : Tally or Tampered
        With registered voters and ballots.
    where : Placement
    dose : float
        Chance of every vote for another choice to be moved, 0 to 1.
    choice, seed
        As in :func:`~tallyscope.simulate.switching.switching`.

    Returns
    -------
    Tampered
        No station changed ends at a whole percentage of the favoured choice's share of ballots,
        at votes that end in 0 or 5, or (where ballots were added) at a whole percentage of
        turnout. Where that cannot be reached nothing is written, so that somewhat fewer stations
        than wanted are changed, small ones above all.

    Raises
    ------
    DataError
        If a share is outside its range, or there is no such region or choice.
    NotApplicable
        If the tally does not know registered voters or ballots.
    """
    refuse_share("dose", dose)
    start = begin(election)
    tally = start.tally
    rng, column = stream(seed, "careful"), favoured(start, choice)
    others = others_of(tally, column)
    units = placed(start, where, others > 0, rng, column)
    wanted = rng.binomial(others[units], dose)
    added = _ballots_that_go_with_it(start, column, units, wanted)
    plan = _without_round_numbers(_plan(tally, column, units, wanted, added))
    written = np.where(_is_round(plan), 0, 1)
    votes = no_votes(tally) + moved(tally, column, units, plan.switched * written, rng)
    votes[units, column] += plan.added * written
    return applied(start, "careful", column, Change(votes))


class _Plan(NamedTuple):
    """What he means to write in the stations drawn, int64 arrays of shape (m,)."""

    switched: Counts
    added: Counts
    honest_votes: Counts
    others: Counts
    ballots: Counts
    came: Counts
    registered: Counts


def _plan(tally: Tally, column: int, units: Counts, switched: Counts, added: Counts) -> _Plan:
    came = tally.counts("issued" if tally.has("issued") else "ballots")
    return _Plan(
        switched,
        added,
        tally.votes[units, column],
        others_of(tally, column)[units],
        tally.counts("ballots")[units],
        came[units],
        tally.counts("registered")[units],
    )


def _is_round(plan: _Plan) -> Mask:
    """Tell where a number that he would write is round, bool of shape (m,)."""
    share, turnout = _round_share(plan), _round_turnout(plan)
    return share | turnout


def _round_share(plan: _Plan) -> Mask:
    votes, ballots = plan.honest_votes + plan.switched + plan.added, plan.ballots + plan.added
    round_: Mask = (votes % 5 == 0) | is_whole(votes, np.maximum(ballots, 1))
    return round_


def _round_turnout(plan: _Plan) -> Mask:
    came = plan.came + plan.added
    round_: Mask = (plan.added > 0) & is_whole(came, np.maximum(plan.registered, 1))
    return round_


def _without_round_numbers(plan: _Plan) -> _Plan:
    """Move votes back, and leave ballots out, one by one until nothing is round."""
    for _ in range(MOST_CORRECTIONS):
        turnout = _round_turnout(plan)
        plan = plan._replace(added=plan.added - turnout)
        share = _round_share(plan) & (plan.switched > 0)
        if not (turnout.any() or share.any()):
            break
        plan = plan._replace(switched=plan.switched - share)
    return plan


def _ballots_that_go_with_it(
    start: Tampered, column: int, units: Counts, switched: Counts
) -> Counts:
    """Return the ballots to add so that turnout keeps going with preference, int64 (m,)."""
    tally = start.tally
    slope = max(_slope(start.honest, column), 0.0)  # nobody takes ballots away to look honest
    votes, valid = tally.votes[units, column], tally.counts("valid")[units]
    raised = _logit(votes + switched, valid) - _logit(votes, valid)
    registered, ballots = tally.counts("registered")[units], tally.counts("ballots")[units]
    turnout = expit(_logit(ballots, registered) + slope * raised)
    added = np.rint(turnout * registered).astype(np.int64) - ballots
    within: Counts = np.clip(added, 0, stayed_away(tally)[units])
    return within


def _slope(honest: Tally, column: int) -> float:
    """Return the slope of logit turnout on logit share within the smallest places."""
    names, place = honest.groups(honest.levels[-1] if honest.levels else None)
    size = np.maximum(np.bincount(place, minlength=len(names)), 1)

    def within(values: Floats) -> Floats:
        centred: Floats = values - (np.bincount(place, values, len(names)) / size)[place]
        return centred

    share = within(_logit(honest.votes[:, column], honest.counts("valid")))
    turnout = within(_logit(honest.counts("ballots"), honest.counts("registered")))
    variance = float(share @ share)
    return float(share @ turnout) / variance if variance > 0 else 0.0


def _logit(part: Counts, whole: Counts) -> Floats:
    """Return the logit of a rate; half a count keeps 0 and 1 finite."""
    rate: Floats = (np.minimum(part, whole) + 0.5) / (whole + 1)
    logits: Floats = logit(rate)
    return logits
