"""Skewness and kurtosis of a sample, and how far they lie from a normal distribution's."""

from __future__ import annotations

import math
import sys
from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Shape(NamedTuple):
    """Moments of a sample.

    ``kurtosis`` is Pearson's, 3 for a normal distribution; ``p_value`` is that of the test of
    D'Agostino and Pearson (1973) that both are a normal distribution's.
    """

    n: int
    mean: float
    sd: float
    skewness: float
    kurtosis: float
    p_value: float


def shape_of(values: npt.NDArray[np.float64]) -> Shape:
    """Return the moments of a sample of at least 20 values that are not all equal.

    Parameters
    ----------
    values : float64 array, shape (n,)
    """
    from scipy.stats import normaltest

    mean, sd = float(values.mean()), float(values.std())
    z = (values - mean) / sd
    p_value = float(normaltest(values).pvalue)
    return Shape(
        len(values),
        mean,
        sd,
        float((z**3).mean()),
        float((z**4).mean()),
        max(p_value, sys.float_info.min),
    )


def skewness_error(n: int) -> float:
    """Return the standard error of the skewness of a normal sample (Fisher 1930)."""
    return math.sqrt(6 * n * (n - 1) / ((n - 2) * (n + 1) * (n + 3)))
