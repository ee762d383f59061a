"""Many looks at one election: p-values that stay honest.

Holm 1979, Scandinavian Journal of Statistics 6(2):65-70. Benjamini, Hochberg 1995, Journal of the
Royal Statistical Society B 57(1):289-300.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def holm(p_values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    r"""Return Holm-adjusted p-values, float64 of the input's shape (n,).

    The i-th smallest becomes :math:`\max_{j \le i} \min(1, (n - j + 1) p_{(j)})`; the chance that
    any true null falls below a level is at most that level, however the tests depend on each other.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).round(6).tolist()
    [0.03, 0.06, 0.06]
    """
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    stepped = np.minimum(p[order] * np.arange(len(p), 0, -1), 1.0)
    adjusted = np.empty_like(p)
    adjusted[order] = np.maximum.accumulate(stepped)
    return adjusted


def benjamini_hochberg(p_values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    r"""Return q-values: listing all up to q, about the part q of the list is there by chance.

    The i-th smallest becomes :math:`\min_{j \ge i} \min(1, n p_{(j)} / j)`. The smallest of them is
    Simes' test that nothing at all is the matter (Simes 1986, Biometrika 73(3):751-754).

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03]).round(6).tolist()
    [0.03, 0.04, 0.04]
    """
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    stepped = np.minimum(p[order] * len(p) / np.arange(1, len(p) + 1), 1.0)
    adjusted = np.empty_like(p)
    adjusted[order] = np.minimum.accumulate(stepped[::-1])[::-1]
    return adjusted
