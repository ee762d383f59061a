"""Marks dealt out by lot in honest countries are rejected at the level, effects are covered."""

from __future__ import annotations

import numpy as np
from scipy.stats import binom

from tallyscope.benchmark.inputs import MARKS, marked
from tallyscope.methods.natural_experiment import natural_experiment
from tallyscope.simulate.honest import country

SEEDS = range(80)


def test_lotteries_in_honest_countries() -> None:
    results = [
        natural_experiment(
            marked(country(n_units=400, n_regions=3, n_districts=20, seed=seed), seed),
            marked=MARKS,
            draws=399,
        )
        for seed in SEEDS
    ]
    p = np.array([result.p_value for result in results], dtype=np.float64)
    assert (p <= 0.05).sum() <= binom.ppf(0.999, len(p), 0.05)
    covered = sum(r.headline.low <= 0 <= r.headline.high for r in results)
    assert covered >= binom.ppf(0.001, len(p), 0.95)
    assert sum(r.gamma > 1 for r in results) <= binom.ppf(0.999, len(p), 0.05)
    mean = np.mean([r.headline.value for r in results])
    assert abs(mean) < 0.5
