"""Further inputs that are made from the file itself."""

from __future__ import annotations

import numpy as np

from tallyscope.benchmark.inputs import MARKS, earlier, with_inputs
from tallyscope.methods import METHODS
from tallyscope.simulate.honest import country

TALLY = country(n_units=300, n_regions=3, n_districts=9, seed=1)


def test_every_method_gets_what_it_takes() -> None:
    for method in METHODS:
        tally, inputs = with_inputs(method, TALLY, 0)
        assert set(inputs) == set(method.takes) & {"previous", "marked"}
        if "marked" in inputs:
            assert set(tally.units[MARKS]) == {"yes", "no"}


def test_an_earlier_vote_of_the_same_units() -> None:
    before = earlier(TALLY, 1)
    assert before.units.equals(TALLY.units)
    assert np.array_equal(before.votes.sum(axis=1), before.counts("valid"))
    assert (before.counts("valid") <= before.counts("registered")).all()
    assert np.corrcoef(before.share("leader"), TALLY.share("leader"))[0, 1] > 0.9
    bare = earlier(TALLY.where(np.arange(300) < 0), 1)
    assert len(bare) == 0
