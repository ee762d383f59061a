"""Streams do not disturb each other; blocks are dealt evenly and know no names."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.stats.randomness import block_weights, blocks_at_random, stream

GROUPS = st.lists(st.integers(0, 3), min_size=1, max_size=60)


def test_streams_differ_by_seed_and_by_name() -> None:
    first = [stream(seed, name).random() for seed, name in ((0, "a"), (1, "a"), (0, "b"))]
    again = [stream(seed, name).random() for seed, name in ((0, "a"), (1, "a"), (0, "b"))]
    assert first == again
    assert len(set(first)) == 3


def test_bootstrap_samples_have_as_many_blocks_as_there_are() -> None:
    weights = block_weights(np.random.default_rng(0), 12, 300)
    assert weights.shape == (300, 12)
    assert (weights.sum(axis=1) == 12).all()
    # each block stands 300 times in 300 samples; sd of the sum is sqrt(300 * 12 * 1/12 * 11/12)
    assert np.abs(weights.sum(axis=0) - 300).max() < 4 * np.sqrt(300 * 11 / 12)


@settings(deadline=None)
@given(GROUPS, st.integers(1, 20), st.integers(0, 99))
def test_blocks_are_even_and_stay_inside_their_group(
    group: list[int], wanted: int, seed: int
) -> None:
    codes = np.unique(np.array(group), return_inverse=True)[1].astype(np.int64)
    block = blocks_at_random(codes, np.arange(len(codes)), wanted, np.random.default_rng(seed))
    per_group = -(-wanted // (int(codes.max()) + 1))
    assert set(block.tolist()) == set(range(int(block.max()) + 1))
    for g in range(int(codes.max()) + 1):
        members = np.unique(block[codes == g], return_counts=True)
        assert len(members[0]) == min(per_group, int((codes == g).sum()))
        assert members[1].max() - members[1].min() <= 1
    for b in range(int(block.max()) + 1):
        assert len(set(codes[block == b].tolist())) == 1


@settings(deadline=None)
@given(GROUPS, st.randoms(use_true_random=False), st.integers(0, 99))
def test_blocks_follow_the_order_and_not_the_positions(
    group: list[int], shuffler: object, seed: int
) -> None:
    codes = np.unique(np.array(group), return_inverse=True)[1].astype(np.int64)
    moved = np.array(shuffler.sample(range(len(codes)), len(codes)))  # type: ignore[attr-defined]
    block = blocks_at_random(codes, np.arange(len(codes)), 8, np.random.default_rng(seed))
    again = blocks_at_random(codes[moved], np.argsort(moved), 8, np.random.default_rng(seed))
    assert again.tolist() == block[moved].tolist()
