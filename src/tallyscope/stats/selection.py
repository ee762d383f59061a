"""Which units are used, and what became of the others."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]


def select_in_turn(reasons: Mapping[str, Mask]) -> tuple[Mask, dict[str, int]]:
    """Leave out the units that any reason names; a unit counts under its first reason.

    Parameters
    ----------
    reasons : mapping of str to bool array, shape (n,)
        True where the unit is left out for that reason. At least one reason.

    Returns
    -------
    used : bool array, shape (n,)
    excluded : dict of str to int
        Units left out, by reason; reasons that left out nobody are not listed.

    Examples
    --------
    >>> used, excluded = select_in_turn(
    ...     {"empty": np.array([True, False, False]), "small": np.array([True, True, False])}
    ... )
    >>> used.tolist(), excluded
    ([False, False, True], {'empty': 1, 'small': 1})
    """
    used = np.ones(len(next(iter(reasons.values()))), dtype=np.bool_)
    excluded = {}
    for reason, mask in reasons.items():
        newly_left_out = used & mask
        if newly_left_out.any():
            excluded[reason] = int(newly_left_out.sum())
        used &= ~mask
    return used, excluded
