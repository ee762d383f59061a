r"""The dose at which a curve of power reaches a wanted height, with what counting leaves open.

Power rises with the dose, so the shares seen are first made to rise (pool adjacent violators: Ayer,
Brunk, Ewing, Reid, Silverman 1955, Annals of Mathematical Statistics 26:641), and the curve is then
straight between the doses, on the scale of their logarithms. For its ends every dose has an
interval after Clopper and Pearson (1934, Biometrika 26:404). As power rises, what was seen at
smaller doses counts for the lower end at a dose, and what was seen at larger ones for the upper
end; the widest or narrowest pooling that helps most is taken.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from tallyscope.stats.exact_rate import at_least

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

LEVEL = 0.9  # our choice: of the interval around the dose
FALLEN = 0.05  # our choice: chance of so few seen up to which the power has fallen


class Crossing(NamedTuple):
    """A dose and its interval; NaN where no dose tried is large enough.

    ``until`` is the largest dose up to which the power stays, NaN if that is the largest one tried:
    tampering that is everywhere is no exception any longer, and some methods look for exceptions.
    """

    dose: float
    low: float
    high: float
    until: float


def rising(seen: Counts, tried: Counts) -> Floats:
    """Return the rising curve nearest to the shares seen, float64 of shape (n,).

    Parameters
    ----------
    seen, tried : int64 arrays, shape (n,)
        By dose, smallest first; tried is at least 1.

    Examples
    --------
    >>> rising(np.array([0, 6, 4, 10]), np.array([10, 10, 10, 10])).tolist()
    [0.0, 0.5, 0.5, 1.0]
    """
    blocks: list[tuple[int, int, int]] = []
    for got, of in zip(seen.tolist(), tried.tolist(), strict=True):
        block = (got, of, 1)
        while blocks and blocks[-1][0] * block[1] >= block[0] * blocks[-1][1]:
            before = blocks.pop()
            block = (before[0] + block[0], before[1] + block[1], before[2] + block[2])
        blocks.append(block)
    return np.concatenate([np.full(width, got / of) for got, of, width in blocks])


def crossing(dose: Floats, seen: Counts, tried: Counts, wanted: float) -> Crossing:
    """Return the smallest dose with the wanted power.

    Parameters
    ----------
    dose : float64 array, shape (n,), above 0 and rising
    seen, tried : int64 arrays, shape (n,)
        Elections seen, and elections tried (at least 1), at each dose.
    wanted : float
        Power in (0, 1).

    Returns
    -------
    Crossing
        Where the smallest dose tried has the wanted power already it is that dose, and so are the
        ends: nothing smaller is claimed. Nor is anything where one dose alone has it, and the power
        falls behind it again.

    Examples
    --------
    >>> found = crossing(np.array([1.0, 4.0]), np.array([60, 100]), np.array([100, 100]), 0.8)
    >>> round(found.dose, 3)
    2.0
    """
    falls = _falls(seen, tried, wanted)
    until = float("nan") if falls is None else float(dose[falls - 1])
    dose, seen, tried = dose[:falls], seen[:falls], tried[:falls]
    log_dose = np.log(dose)
    lower = np.array([_lower(seen[: i + 1], tried[: i + 1]) for i in range(len(dose))])
    upper = np.array(
        [1 - _lower((tried - seen)[i:][::-1], tried[i:][::-1]) for i in range(len(dose))]
    )
    curves = (rising(seen, tried), upper, lower)
    if falls is not None and (falls < 2 or curves[0][-2] < wanted):
        return Crossing(*[float("nan")] * 4)
    at, low, high = (_reached(log_dose, curve, wanted) for curve in curves)
    return Crossing(at, low, high, float("nan") if np.isnan(at) else until)


def _falls(seen: Counts, tried: Counts, wanted: float) -> int | None:
    """Return the first dose beyond the best one that is seen too seldom by more than chance."""
    share = seen / tried
    best = len(share) - 1 - int(np.argmax(share[::-1]))
    for at in range(best + 1, len(share)):
        missed = int(tried[at] - seen[at])
        if at_least(missed, int(tried[at]), 1 - wanted) <= FALLEN:
            return at
    return None


def _lower(seen: Counts, tried: Counts) -> float:
    """Return the best lower end for the last power, pooling it with any number before it."""
    got, of = np.cumsum(seen[::-1]), np.cumsum(tried[::-1])
    ends = betaincinv(np.maximum(got, 1), of - got + 1, (1 - LEVEL) / 2)
    return float(np.where(got > 0, ends, 0.0).max())


def _reached(log_dose: Floats, curve: Floats, wanted: float) -> float:
    rises = np.maximum.accumulate(curve)
    above = np.flatnonzero(rises >= wanted)
    if not len(above):
        return float("nan")
    first = above[0]
    if first == 0:
        return float(np.exp(log_dose[0]))
    part = (wanted - rises[first - 1]) / (rises[first] - rises[first - 1])
    return float(np.exp(log_dose[first - 1] + part * (log_dose[first] - log_dose[first - 1])))
