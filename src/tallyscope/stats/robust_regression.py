"""Straight-line predictions that a few odd units do not bend.

Huber 1964, Annals of Mathematical Statistics 35:73-101, by reweighted least squares.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from tallyscope.stats.within_groups import MAD_TO_SD

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

HUBER = 1.345  # Huber's weight loses 5% against least squares where errors are normal
ROUNDS = 30
STEADY = 1e-6  # our choice: the fit has settled, in units of the residuals' spread
RIDGE = 1e-9  # our choice: keeps columns that say the same from having no solution


def huber_fit(columns: Floats, target: Floats) -> Floats:
    r"""Return the fitted values of a regression with Huber's weights.

    Minimises :math:`\sum_i \rho(r_i / s)` with :math:`\rho` quadratic up to 1.345 and linear
    beyond, s = 1.4826 times the median absolute residual of the round before.

    Parameters
    ----------
    columns : float64 array, shape (n, k)
        Predictors; a constant is added.
    target : float64 array, shape (n,)

    Returns
    -------
    float64 array, shape (n,)
    """
    middle = columns.mean(axis=0)
    design = np.column_stack([np.ones(len(columns)), columns - middle])
    weight = np.ones(len(target))
    fitted = np.full(len(target), float(np.median(target)))
    for _ in range(ROUNDS):
        weighted = design * weight[:, np.newaxis]
        moments = design.T @ weighted
        moments[np.diag_indices_from(moments)] += RIDGE * max(float(np.trace(moments)), 1.0)
        before, fitted = fitted, design @ np.linalg.solve(moments, weighted.T @ target)
        residual = np.abs(target - fitted)
        spread = max(MAD_TO_SD * float(np.median(residual)), np.finfo(np.float64).tiny)
        weight = HUBER / np.maximum(residual / spread, HUBER)
        if np.abs(fitted - before).max(initial=0.0) <= STEADY * spread:
            break
    return fitted


def fitted_within(columns: Floats, target: Floats, group: Codes) -> Floats:
    """Return the fitted values of one regression per group.

    Parameters
    ----------
    columns : float64 array, shape (n, k)
    target : float64 array, shape (n,)
    group : int64 array, shape (n,)
    """
    fitted = np.empty(len(target))
    for code in np.unique(group):
        inside = group == code
        fitted[inside] = huber_fit(columns[inside], target[inside])
    return fitted
