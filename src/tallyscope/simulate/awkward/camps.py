"""Honest countries where people of one mind live together, or come in larger numbers."""

from __future__ import annotations

import numpy as np

from tallyscope.simulate.awkward.voters import (
    latent_logit,
    of_kind,
    some_units,
    with_other_share,
    with_other_turnout,
)
from tallyscope.simulate.chance import nameless_order
from tallyscope.simulate.tamper import Mask
from tallyscope.stats.randomness import stream
from tallyscope.tally import Tally

# All strengths are our choice: as strong as honest countries show, or a little stronger.
EAGERNESS = 0.4  # of the logit of turnout per logit of share; 0.3 between Poland's regions
FURTHEST_LOGIT = 3.0  # stations beyond 95% are no more eager than those at 95%
# Poland 2020: stations of up to 700 voters are +0.7 in share, and -0.2 in turnout; both camps are
# moved by half of that here, the villages in turnout upwards, which is the direction of tampering.
CAMP_SHARE, CAMP_TURNOUT = 0.35, 0.1
ONE_PARTY, ONE_PARTY_SHARE, ONE_PARTY_TURNOUT = 0.03, (3.5, 0.7), (2.0, 0.5)  # logit mean, sd


def turnout_with_preference(tally: Tally, *, slope: float = EAGERNESS, seed: int = 0) -> Tally:
    """Make people come in larger numbers where they prefer the leader, and stay home elsewhere.

    Parameters
    ----------
    tally : Tally
        With registered voters and ballots.
    slope : float
        Shift of logit turnout per logit of the leader's share above the mean of all stations.
    seed : int

    Raises
    ------
    NotApplicable
        If the tally does not know registered voters or ballots.
    """
    rng, units = stream(seed, "turnout_with_preference"), nameless_order(tally)
    lean = latent_logit(tally, tally.votes_for(), tally.votes.sum(axis=1))
    lean = np.clip(lean, -FURTHEST_LOGIT, FURTHEST_LOGIT)
    away_from_mean = lean - np.average(lean, weights=tally.counts("registered") + 1.0)
    return with_other_turnout(tally, units, slope * away_from_mean[units], rng)


def two_camps(
    tally: Tally, *, share: float = CAMP_SHARE, turnout: float = CAMP_TURNOUT, seed: int = 0
) -> Tally:
    """Set town and village apart: villages prefer the leader and vote more, towns the reverse.

    Parameters
    ----------
    tally : Tally
        With registered voters and ballots. Villages are stations whose ``kind`` says so, else
        those with fewer voters than the median.
    share, turnout : float
        Shift of the two logits, upwards in villages and downwards in towns.
    seed : int

    Raises
    ------
    NotApplicable
        If the tally does not know registered voters or ballots.
    """
    rng, units = stream(seed, "two_camps"), nameless_order(tally)
    side = np.where(_villages(tally), 1.0, -1.0)[units]
    column = tally.choices.index(tally.choice())
    leaning = with_other_share(tally, column, units, share * side, rng)
    return with_other_turnout(leaning, units, turnout * side, rng)


def one_party_villages(tally: Tally, *, share: float = ONE_PARTY, seed: int = 0) -> Tally:
    """Make a share of all stations, villages all, prefer the leader almost to a man.

    Parameters
    ----------
    tally : Tally
        With registered voters and ballots.
    share : float
        Of all stations.
    seed : int

    Raises
    ------
    NotApplicable
        If the tally does not know registered voters or ballots.
    """
    rng = stream(seed, "one_party_villages")
    units = some_units(tally, share, rng, _villages(tally))
    column = tally.choices.index(tally.choice())
    wanted = rng.normal(*ONE_PARTY_SHARE, size=len(units))
    shift = wanted - latent_logit(tally, tally.votes[:, column], tally.votes.sum(axis=1))[units]
    leaning = with_other_share(tally, column, units, shift, rng)
    wanted = rng.normal(*ONE_PARTY_TURNOUT, size=len(units))
    now = latent_logit(tally, tally.counts("ballots"), tally.counts("registered"))
    return of_kind(with_other_turnout(leaning, units, wanted - now[units], rng), units, "village")


def _villages(tally: Tally) -> Mask:
    """Tell which stations are villages: by their kind, else by having fewer voters than most."""
    registered = tally.counts("registered")
    if "kind" in tally.units.columns:
        village: Mask = (tally.units["kind"] == "village").fill_null(False).to_numpy()
        if village.any():
            return village
    small: Mask = np.asarray(registered < np.median(registered))
    return small
