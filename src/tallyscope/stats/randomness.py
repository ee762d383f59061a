"""Random streams that do not disturb each other."""

from __future__ import annotations

from zlib import crc32

import numpy as np
import numpy.typing as npt


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the generator of one method: a new method moves no other method's numbers.

    Examples
    --------
    >>> stream(0, "fingerprint").random() == stream(0, "fingerprint").random()
    True
    """
    return np.random.default_rng([seed, crc32(name.encode())])


def block_weights(rng: np.random.Generator, blocks: int, draws: int) -> npt.NDArray[np.float64]:
    """Return how often each block stands in each bootstrap sample, float64 (draws, blocks)."""
    return rng.multinomial(blocks, np.full(blocks, 1 / blocks), size=draws).astype(np.float64)


def blocks_at_random(
    group: npt.NDArray[np.int64],
    order: npt.NDArray[np.int64],
    blocks: int,
    rng: np.random.Generator,
) -> npt.NDArray[np.int64]:
    """Deal the units of each group onto blocks of sizes as equal as can be.

    Parameters
    ----------
    group : int64 array, shape (n,), in 0..g-1
    order : int64 array, shape (n,)
        Positions of the units in the order in which chance is given to them; an order that does
        not depend on names makes blocks that do not either.
    blocks : int
        Wanted in all; each group gets ``ceil(blocks / g)`` of them, or one per unit if it has
        fewer units.
    rng : numpy.random.Generator

    Returns
    -------
    int64 array, shape (n,), in 0..b-1

    Examples
    --------
    >>> group, order = np.array([0, 0, 0, 0, 1]), np.arange(5)
    >>> np.bincount(blocks_at_random(group, order, 4, stream(0, "example"))).tolist()
    [2, 2, 1]
    """
    groups = int(group.max(initial=-1)) + 1
    per_group = -(-blocks // max(groups, 1))
    chance = np.empty(len(group))
    chance[order] = rng.random(len(group))
    dealt = np.lexsort((chance, group))
    size = np.bincount(group, minlength=groups)
    rank = np.arange(len(group)) - np.repeat(np.cumsum(size) - size, size)
    block = np.empty(len(group), dtype=np.int64)
    block[dealt] = group[dealt] * per_group + rank % per_group
    return np.unique(block, return_inverse=True)[1].astype(np.int64)
