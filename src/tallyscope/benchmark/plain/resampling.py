"""Districts as blocks of a bootstrap, given to plain loops."""

from __future__ import annotations

from tallyscope.stats.randomness import block_weights, stream
from tallyscope.tally import Counts, Tally

SEED = 0


def districts(tally: Tally) -> Counts:
    """Return each unit's index into the places of the smallest level, int64 (n,)."""
    return tally.groups(tally.levels[-1])[1]


def weights_of_blocks(blocks: int, draws: int) -> list[list[float]]:
    """Return how often each block stands in each sample."""
    weights: list[list[float]] = block_weights(stream(SEED, "plain"), blocks, draws).tolist()
    return weights
