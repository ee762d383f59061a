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


def precision_recall(
    score: Floats, truth: npt.NDArray[np.bool_], weight: Floats | None = None
) -> PrecisionRecall:
    """Return precision and recall if everything with at least a score is taken.

    Parameters
    ----------
    score : float64 array, shape (n,)
        Higher means: look here first. Equal scores are taken together.
    truth : bool array, shape (n,)
        What is to be found; at least one.
    weight : float64 array, shape (n,), optional
        How often each counts, for resampling; some of what is to be found counts.

    Examples
    --------
    >>> found = precision_recall(np.array([3.0, 2.0, 2.0]), np.array([True, False, True]))
    >>> found.precision.round(2).tolist(), found.recall.tolist()
    ([1.0, 0.67], [0.5, 1.0])
    """
    distinct, place = np.unique(-score, return_inverse=True)
    weight = np.ones(len(score)) if weight is None else weight
    taken = np.cumsum(np.bincount(place, weights=weight, minlength=len(distinct)))
    found = np.cumsum(np.bincount(place, weights=weight * truth, minlength=len(distinct)))
    met = taken > 0  # the highest scores may count nothing in a sample
    taken, found, distinct = taken[met], found[met], distinct[met]
    return PrecisionRecall(-distinct, found / taken, found / found[-1])


def average_precision(
    score: Floats, truth: npt.NDArray[np.bool_], weight: Floats | None = None
) -> float:
    """Return the precision averaged over recall, in (0, 1]; the share of true ones if at random.

    Parameters
    ----------
    score, truth, weight
        As in :func:`precision_recall`.

    Examples
    --------
    >>> average_precision(np.zeros(4), np.array([True, False, False, False]))
    0.25
    """
    found = precision_recall(score, truth, weight)
    steps = np.diff(found.recall, prepend=0.0)
    return float((steps * found.precision).sum())
