"""Honest people who come in other numbers, or are of another mind, and are counted as they are.

Each function takes the positions of the units that it acts on, int64 of shape (m,), in an order
that names do not make, and returns a :class:`~tallyscope.simulate.tamper.Change`, or the tally
changed. All draws are independent from voter to voter, so that counting noise stays what it was.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

from tallyscope.simulate.chance import drawn_from, nameless_order
from tallyscope.simulate.rates import NEIGHBOURS, latent_rates
from tallyscope.simulate.switching import moved, without
from tallyscope.simulate.tamper import Change, Mask, no_votes, others_of, stayed_away, with_change
from tallyscope.tally import Counts, Tally

Floats = npt.NDArray[np.float64]

RAREST = 1e-6  # our choice: where nobody did it, one in a million might have


def latent_logit(tally: Tally, part: Counts, whole: Counts) -> Floats:
    """Return the logit of the chance behind each unit's count, float64 of shape (n,).

    The chance, not the rate counted: a shift that went with counting noise would amplify it.
    """
    names, place = tally.groups(tally.neighbourhood(NEIGHBOURS))
    chance = latent_rates(np.minimum(part, whole), whole, place, len(names))
    logits: Floats = logit(np.clip(chance, RAREST, 1 - RAREST))
    return logits


def some_units(
    tally: Tally, share: float, rng: np.random.Generator, able: Mask | None = None
) -> Counts:
    """Draw a share of all units among those able, at most all of these."""
    order = nameless_order(tally)
    candidates = order if able is None else order[able[order]]
    size = min(round(share * len(tally)), len(candidates))
    return candidates[np.sort(rng.choice(len(candidates), size=size, replace=False))]


def with_other_turnout(
    tally: Tally, units: Counts, shift: Floats, rng: np.random.Generator
) -> Tally:
    """Shift the logit of turnout: voters join, or stay at home, each with the same chance.

    Those who join vote as the others of their station do.
    """
    away, came = stayed_away(tally)[units], tally.counts("ballots")[units]
    everybody = tally.counts("ballots") + stayed_away(tally)
    of_all = latent_logit(tally, tally.counts("ballots"), everybody)
    now, wanted = expit(of_all[units]), expit(of_all[units] + shift)
    join = rng.binomial(away, np.clip((wanted - now) / (1 - now), 0, 1))
    leave = rng.binomial(came, np.clip((now - wanted) / now, 0, 1))
    heaps = _ballots_by_kind(tally)[units]
    leave = np.minimum(leave, heaps.sum(axis=1))
    return with_change(tally, _of_kinds(tally, units, _joined(heaps, join, rng), leave, rng))


def with_added_voters(
    tally: Tally, units: Counts, number: Counts, rng: np.random.Generator
) -> Tally:
    """Let that many voters more vote as the others of their station do; lists stay as they are."""
    heaps = _ballots_by_kind(tally)[units]
    none = np.zeros_like(number)
    return with_change(tally, _of_kinds(tally, units, _joined(heaps, number, rng), none, rng))


def with_other_share(
    tally: Tally, column: int, units: Counts, shift: Floats, rng: np.random.Generator
) -> Tally:
    """Shift the logit of a choice's share: voters change their mind, each with the same chance."""
    mine, others = tally.votes[units, column], others_of(tally, column)[units]
    of_all = latent_logit(tally, tally.votes[:, column], tally.votes.sum(axis=1))
    now, wanted = expit(of_all[units]), expit(of_all[units] + shift)
    won = rng.binomial(others, np.clip((wanted - now) / (1 - now), 0, 1))
    lost = rng.binomial(mine, np.clip((now - wanted) / now, 0, 1))
    votes = moved(tally, column, units, won, rng)
    taste = _composition(without(tally, column)[units], without(tally, column).sum(axis=0))
    votes[units] += rng.multinomial(lost, taste)
    votes[units, column] -= lost
    return with_change(tally, Change(votes))


def shrunk(tally: Tally, units: Counts, size: Counts, rng: np.random.Generator) -> Tally:
    """Keep that many voters of each unit's list, drawn at random, with what they did."""
    heaps = np.column_stack([_ballots_by_kind(tally), *_not_in_the_box(tally)])[units]
    kept = drawn_from(rng, heaps, np.minimum(size, heaps.sum(axis=1)))
    k, gone = len(tally.choices), kept - heaps
    votes, zeros = no_votes(tally), np.zeros(len(tally), dtype=np.int64)
    invalid, carried, registered = zeros.copy(), zeros.copy(), zeros.copy()
    votes[units], invalid[units], carried[units] = gone[:, :k], gone[:, k], gone[:, k + 1]
    if tally.registered is not None:
        registered[units] = kept.sum(axis=1) - tally.registered[units]
    return with_change(tally, Change(votes, invalid, carried, registered))


def of_kind(tally: Tally, units: Counts, kind: str) -> Tally:
    """Write the kind of those units into the column ``kind``, where the tally has one."""
    if "kind" not in tally.units.columns:
        return tally
    kinds = tally.units["kind"].to_numpy().astype(object)
    kinds[units] = kind
    return replace(tally, units=tally.units.with_columns(kind=kinds.astype(str)))


def _ballots_by_kind(tally: Tally) -> Counts:
    """Return votes and invalid ballots, int64 of shape (n, k + 1)."""
    invalid = np.zeros(len(tally), dtype=np.int64) if tally.invalid is None else tally.invalid
    return np.column_stack([tally.votes, invalid])


def _not_in_the_box(tally: Tally) -> tuple[Counts, Counts]:
    """Return ballots carried away and voters who stayed away, int64 of shape (n,), 0 if unknown."""
    in_box = _ballots_by_kind(tally).sum(axis=1)
    given = in_box if tally.issued is None else np.maximum(tally.issued, in_box)
    registered = given if tally.registered is None else np.maximum(tally.registered, given)
    return given - in_box, registered - given


def _composition(heaps: Counts, everywhere: Counts) -> Floats:
    """Return how ballots divide in each unit, float64 (m, k); as everywhere where there is none."""
    weight = np.where(heaps.sum(axis=1, keepdims=True) > 0, heaps, everywhere).astype(np.float64)
    weight[weight.sum(axis=1) == 0] = 1.0
    parts: Floats = weight / weight.sum(axis=1, keepdims=True)
    return parts


def _joined(heaps: Counts, number: Counts, rng: np.random.Generator) -> Counts:
    drawn: Counts = rng.multinomial(number, _composition(heaps, heaps.sum(axis=0)))
    return drawn


def _of_kinds(
    tally: Tally, units: Counts, joined: Counts, leave: Counts, rng: np.random.Generator
) -> Change:
    """Return the change by those who joined, by kind, less as many drawn at random as leave."""
    heaps = _ballots_by_kind(tally)[units]
    change = joined - drawn_from(rng, heaps, leave)
    votes, invalid = no_votes(tally), np.zeros(len(tally), dtype=np.int64)
    votes[units], invalid[units] = change[:, :-1], change[:, -1]
    return Change(votes, None if tally.invalid is None else invalid)
