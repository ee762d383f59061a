"""Random streams that do not disturb each other."""

from __future__ import annotations

from zlib import crc32

import numpy as np
import numpy.typing as npt


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the generator of one method: a new method moves no other method's numbers.

    Examples
    --------
    >>> stream(0, "fingerprint").integers(1000) == stream(0, "fingerprint").integers(1000)
    True
    """
    return np.random.default_rng([seed, crc32(name.encode())])


def block_weights(rng: np.random.Generator, blocks: int, draws: int) -> npt.NDArray[np.float64]:
    """Return how often each block stands in each bootstrap sample, float64 (draws, blocks)."""
    return rng.multinomial(blocks, np.full(blocks, 1 / blocks), size=draws).astype(np.float64)
