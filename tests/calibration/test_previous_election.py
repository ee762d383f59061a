"""Two honest votes of the same people: surprises go both ways, and few are listed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import expit, logit

from tallyscope.methods.previous_election import BY_CHANCE, BY_MIRROR, previous_election
from tallyscope.simulate.honest import country
from tallyscope.simulate.stuffing import extreme_stuffing, incremental_stuffing
from tallyscope.simulate.tamper import Placement
from tallyscope.tally import Tally

SEEDS = range(10)


def two_votes(seed: int) -> tuple[Tally, Tally]:
    """Return two votes; between them each place moves in its own way, with heavy tails."""
    now = country(n_units=1_500, n_regions=5, n_districts=40, turnout=0.5, seed=seed)
    rng = np.random.default_rng([seed, 1])
    registered, valid = now.counts("registered"), now.counts("valid")
    moved = 0.12 * rng.standard_t(5, (2, len(now)))
    turnout = expit(logit((valid + 0.5) / (registered + 1)) + moved[0])
    share = expit(logit((now.votes_for() + 0.5) / (valid + 1)) + moved[1])
    came = rng.binomial(registered, turnout)
    votes = rng.binomial(came, share)
    others = rng.binomial(came - votes, 0.6)
    before = replace(
        now,
        votes=np.stack([votes, others, came - votes - others], axis=1),
        valid=came,
        ballots=None,
        issued=None,
        invalid=None,
    )
    return now, before


def test_honest_votes_are_quiet() -> None:
    results = [previous_election(now, previous=before) for now, before in map(two_votes, SEEDS)]
    values = np.array([r.headline.value for r in results])
    assert abs(values.mean()) < 4 * values.std(ddof=1) / np.sqrt(len(values)) + 3
    covered = sum(r.headline.low <= 0 <= r.headline.high for r in results)
    assert covered >= len(results) - 2
    listed = [0 if r.unit_scores is None else r.unit_scores.height for r in results]
    assert np.mean(listed) < 3
    assert sum(r.upwards > 0 for r in results) <= 1


def test_few_of_the_listed_units_are_honest() -> None:
    wrong, found = [], []
    for seed in SEEDS:
        now, before = two_votes(seed)
        planted = extreme_stuffing(now, Placement(0.02), seed=seed)
        result = previous_election(planted.tally, previous=before)
        assert result.unit_scores is not None
        listed, truth = set(result.unit_scores["unit"]), set(planted.truth["unit"])
        wrong.append(len(listed - truth) / max(len(listed), 1))
        found.append(len(listed & truth) / len(truth))
    assert np.mean(wrong) <= BY_CHANCE + BY_MIRROR  # each list has its own part
    assert np.mean(found) > 0.5


def test_where_many_are_tampered_with_the_mirror_still_lists_them() -> None:
    found = []
    for seed in SEEDS[:4]:
        now, before = two_votes(seed)
        planted = incremental_stuffing(now, Placement(0.1), dose=0.3, seed=seed)
        result = previous_election(planted.tally, previous=before)
        assert result.unit_scores is not None
        listed, truth = set(result.unit_scores["unit"]), set(planted.truth["unit"])
        assert len(listed - truth) <= 0.15 * max(len(listed), 1)
        found.append(len(listed & truth) / len(truth))
    assert np.mean(found) > 0.4
