"""How well a score finds what is to be found."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class PrecisionRecall(NamedTuple):
    """One point per distinct score, the highest first; arrays float64 of shape (m,)."""

    score: Floats
    precision: Floats
    recall: Floats


def precision_recall(score: Floats, truth: npt.NDArray[np.bool_]) -> PrecisionRecall:
    """Return precision and recall if everything with at least a score is taken.

    Parameters
    ----------
    score : float64 array, shape (n,)
        Higher means: look here first. Equal scores are taken together.
    truth : bool array, shape (n,)
        What is to be found; at least one.

    Examples
    --------
    >>> found = precision_recall(np.array([3.0, 2.0, 2.0]), np.array([True, False, True]))
    >>> found.precision.round(2).tolist(), found.recall.tolist()
    ([1.0, 0.67], [0.5, 1.0])
    """
    distinct, place = np.unique(-score, return_inverse=True)
    taken = np.cumsum(np.bincount(place, minlength=len(distinct)))
    found = np.cumsum(np.bincount(place, weights=truth, minlength=len(distinct)))
    return PrecisionRecall(-distinct, found / taken, found / truth.sum())


def average_precision(score: Floats, truth: npt.NDArray[np.bool_]) -> float:
    """Return the precision averaged over recall, in (0, 1]; the share of true ones if at random.

    Parameters
    ----------
    score, truth
        As in :func:`precision_recall`.

    Examples
    --------
    >>> average_precision(np.zeros(4), np.array([True, False, False, False]))
    0.25
    """
    found = precision_recall(score, truth)
    steps = np.diff(found.recall, prepend=0.0)
    return float((steps * found.precision).sum())
