"""What a small count says about how often something happens."""

from __future__ import annotations

from scipy.special import gammaincinv

LOWER_BOUND_LEVEL = 0.05  # one-sided 95% lower bound


def poisson_lower_bound(count: int) -> float:
    """Return the smallest Poisson mean that has `count` or more in one case of twenty.

    Garwood (1936), Biometrika 28:437-442.

    Examples
    --------
    >>> round(poisson_lower_bound(20), 2)
    13.25
    """
    return float(gammaincinv(count, LOWER_BOUND_LEVEL))
