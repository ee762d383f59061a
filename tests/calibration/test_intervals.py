"""On honest elections the intervals of the other methods hold what they should."""

from __future__ import annotations

import numpy as np
from scipy.stats import binom

from tallyscope.methods.excess_votes import excess_votes
from tallyscope.methods.fingerprint import fingerprint
from tallyscope.simulate.honest import Spread, country

UNLIKELY = 0.001


def test_correlations_cover_the_common_one() -> None:
    # the common one is not zero: villages vote less and prefer the leader
    found = [
        fingerprint(country(n_units=1_500, n_regions=5, n_districts=30, seed=seed)).headline
        for seed in range(50)
    ]
    common = float(np.mean([estimate.value for estimate in found]))
    covered = sum(estimate.low <= common <= estimate.high for estimate in found)
    assert covered >= binom.ppf(UNLIKELY, len(found), 0.95)
    assert covered < len(found)  # 50 intervals of 95% that all cover would be too wide


def test_votes_in_excess_cover_zero_where_people_are_alike() -> None:
    found = [
        excess_votes(
            country(
                n_units=1_500,
                n_regions=5,
                n_districts=40,
                regions=Spread(0.15, 0.0),
                districts=Spread(0.17, 0.0),
                stations=Spread(0.27, 0.0),
                seed=seed,
            ),
            draws=100,
        )
        for seed in range(20)
    ]
    assert all(result.headline.low < 0 < result.headline.high for result in found)
    assert np.mean([result.relative[1] for result in found]) < 0.01
    assert max(abs(result.relative[1]) for result in found) < 0.04
