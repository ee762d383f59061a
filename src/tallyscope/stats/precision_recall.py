r"""How well a ranking finds the units that are known to be wrong.

Going down the ranking, *recall* is the part of the wrong units met so far and *precision* the part
of the units met so far that are wrong. Units with one score are met at once, so that an order that
a ranking does not have is no merit. Average precision is
:math:`\sum_k (R_k - R_{k-1}) P_k` over the distinct scores from the highest down; a ranking by lot
has the part of wrong units among all, the base rate.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


def precision_recall(
    score: Floats, wrong: Mask, weight: Floats | None = None
) -> tuple[Floats, Floats, Floats]:
    """Return recall, precision and the part of the units met, after each distinct score.

    Parameters
    ----------
    score : float64 array, shape (n,)
        Higher means looked at earlier.
    wrong : bool array, shape (n,)
        At least one is.
    weight : float64 array, shape (n,), optional
        How often each unit counts, for resampling.
    """
    weight = np.ones(len(score)) if weight is None else weight
    order = np.argsort(-score, kind="stable")
    last = np.append(np.diff(score[order]) != 0, True)  # of each run of equal scores
    met = np.cumsum(weight[order])[last]
    found = np.cumsum(weight[order] * wrong[order])[last]
    met, found = met[met > 0], found[met > 0]
    return found / found[-1], found / met, met / met[-1]


def average_precision(score: Floats, wrong: Mask, weight: Floats | None = None) -> float:
    """Return the average precision of a ranking.

    Examples
    --------
    >>> score = np.array([3.0, 2.0, 1.0, 0.0])
    >>> average_precision(score, np.array([True, False, True, False])).__round__(4)
    0.8333
    """
    recall, precision, _ = precision_recall(score, wrong, weight)
    return float((np.diff(recall, prepend=0.0) * precision).sum())
