r"""The election model of Klimek, Yegorov, Hanel and Thurner (2012) and its fit to a histogram.

A station has turnout a and share r, normal around the peaks of the observed turnout and share and
cut to [0, 1]. With the chance f_i a part x of those who stayed away, half-normal with parameter
theta, is counted for the choice, and :math:`x^\alpha` of the other votes is moved to it; with the
chance f_e the same with :math:`1 - x`, x half-normal with parameter 0.075; else nothing. So

.. math:: W/E = a r + x (1 - a) + x^\alpha (1 - r) a, \qquad t = 1 - (1 - x)(1 - a).

The electorate cancels, and the histogram of shares W/(Et) is a mixture of three: of stations left
alone, with incremental and with extreme additions. The distance to the observed histogram,
:math:`\sum_b (S_b - O_b)^2 / (O_b + 1)^2`, therefore has an expectation over simulated S that is
quadratic in (f_i, f_e) once the three are known: one set of draws serves the whole grid.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

PEAK_FROM = 0.3  # Kobak (meduza.ipynb): the first peak above it; small peaks lie below
PEAK_HEIGHT = 0.1  # our choice: of the highest peak; lower ones are a few odd stations
EXTREME_SD = 0.075  # Klimek et al. 2012, supporting text
DENSITY_STEP = 0.001  # our choice: peaks are published to three digits
BINS = 101  # one percent each, with whole percents in the middle, as in the authors' program
INCREMENTAL = np.linspace(0, 1, 101)  # our choice of the grid, finer than the published estimates
EXTREME = np.linspace(0, 0.2, 201)
ALPHA = np.linspace(0.5, 4, 36)
REGULAR_DRAWS = 65_536  # our choice: the fit moves by less than a step of the grid beyond
DIMENSIONS = 4


@dataclass(frozen=True)
class Core:
    """What the model takes from the data before it is fitted.

    Attributes
    ----------
    turnout, share : float
        First peaks of the densities of turnout and share.
    sd_turnout, sd_share : float
        Spreads to the left of the peaks.
    theta : float
        Parameter of the part that is added; the double root is the authors'.
    """

    turnout: float
    share: float
    sd_turnout: float
    sd_share: float
    theta: float

    @property
    def known(self) -> bool:
        """Whether there are peaks, and units on both sides of them."""
        return all(math.isfinite(value) and value > 0 for value in vars(self).values())


def first_peak(values: Floats) -> float:
    """Return the first peak of a density above 0.3, or the first of all; NaN without one.

    The density is a normal kernel's with the bandwidth of Scott (1992), ``sd * n**(-1/5)``, on
    steps of 0.001. Peaks of less than a tenth of its height do not count: in elections later than
    the published fits the first one above 0.3 is a bump made by a handful of stations.
    """
    from scipy.ndimage import gaussian_filter1d

    if len(values) < 2 or np.ptp(values) == 0:
        return float("nan")
    cells = round(1 / DENSITY_STEP) + 1
    counts = np.bincount(np.rint(values / DENSITY_STEP).astype(np.int64), minlength=cells)
    bandwidth = float(values.std(ddof=1)) * len(values) ** -0.2
    density = gaussian_filter1d(
        counts.astype(np.float64), bandwidth / DENSITY_STEP, mode="constant", truncate=6
    )
    inner = density[1:-1]
    peaks = np.flatnonzero((inner > density[:-2]) & (inner >= density[2:])) + 1
    high = peaks[density[peaks] >= PEAK_HEIGHT * density.max()] * DENSITY_STEP
    chosen = [*high[high > PEAK_FROM], *high, float("nan")]
    return float(chosen[0])


def core_of(turnout: Floats, share: Floats, *, share_factor: float = 1.0) -> Core:
    """Return the core: peaks, root mean squares to their left, and theta from what lies right.

    Parameters
    ----------
    turnout, share : float64 arrays, shape (n,), in [0, 1]
    share_factor : float
        Inside the root of the spread of the share: 1, or 2 as in the Election Forensics Toolkit.
    """
    middle, peak = first_peak(turnout), first_peak(share)
    left = (turnout < middle) & (share < peak)
    return Core(
        middle,
        peak,
        math.sqrt(_mean_square(turnout[left] - middle)),
        math.sqrt(share_factor * _mean_square(share[share < peak] - peak)),
        _mean_square(share[share > peak] - peak) ** 0.25,
    )


def _mean_square(gaps: Floats) -> float:
    return float(np.mean(gaps**2)) if len(gaps) else float("nan")


def share_histogram(share: Floats) -> Floats:
    """Return units by whole percent of the share, rounded, float64 of shape (101,)."""
    cell = np.floor(100 * share + 0.5).astype(np.int64).clip(0, BINS - 1)
    counts: Floats = np.bincount(cell, minlength=BINS).astype(np.float64)
    return counts


def regular_draws(count: int) -> Floats:
    """Return evenly spread points of the unit cube, float64 of shape (4, count).

    Multiples, modulo one, of the powers of the number g with ``g**5 = g + 1`` (a Kronecker
    sequence; Niederreiter 1992, Random Number Generation and Quasi-Monte Carlo Methods, chapter 3).
    """
    g = 1.0
    for _ in range(60):
        g = (1 + g) ** (1 / (DIMENSIONS + 1))
    steps = g ** -np.arange(1, DIMENSIONS + 1)[:, np.newaxis]
    points: Floats = np.mod(0.5 + np.arange(1, count + 1) * steps, 1.0)
    return points


def truncated_normal(uniform: Floats, mean: float, sd: float) -> Floats:
    """Return quantiles of the normal distribution within [0, 1], float64 of the same shape."""
    from scipy.special import ndtr, ndtri

    low, high = ndtr(-mean / sd), ndtr((1 - mean) / sd)
    quantiles: Floats = (mean + sd * ndtri(low + (high - low) * uniform)).clip(0.0, 1.0)
    return quantiles


@dataclass(frozen=True)
class Components:
    """Histograms that one core makes, each summing to the number of units.

    Attributes
    ----------
    alone : float64 array, shape (101,)
    incremental, extreme : float64 arrays, shape (a, 101)
        For each of the a exponents.
    alphas : float64 array, shape (a,)
    """

    alone: Floats
    incremental: Floats
    extreme: Floats
    alphas: Floats

    def mixed(self, incremental: float, extreme: float, alpha: int) -> Floats:
        """Return the histogram of a mixture; `alpha` is the position of the exponent."""
        mixture: Floats = (
            (1 - incremental - extreme) * self.alone
            + incremental * self.incremental[alpha]
            + extreme * self.extreme[alpha]
        )
        return mixture


def components(core: Core, uniform: Floats, units: int, alphas: Floats = ALPHA) -> Components:
    """Simulate the three kinds of stations with common draws.

    Parameters
    ----------
    uniform : float64 array, shape (4, m), in [0, 1)
        For turnout, share, and the parts that are added in the two ways.
    units : int
        What each histogram sums to.
    """
    turnout = truncated_normal(uniform[0], core.turnout, core.sd_turnout)
    share = truncated_normal(uniform[1], core.share, core.sd_share)
    parts = (
        truncated_normal(uniform[2], 0.0, core.theta),
        1 - truncated_normal(uniform[3], 0.0, EXTREME_SD),
    )
    scale = units / uniform.shape[1]
    made = []
    for part in parts:
        came = np.maximum(1 - (1 - part) * (1 - turnout), 1e-12)
        kept = (turnout * share + part * (1 - turnout)) / came
        moved = (1 - share) * turnout / came
        log_part = np.log(np.maximum(part, 1e-300))
        made.append(
            [scale * share_histogram(kept + np.exp(alpha * log_part) * moved) for alpha in alphas]
        )
    return Components(scale * share_histogram(share), np.array(made[0]), np.array(made[1]), alphas)


@dataclass(frozen=True)
class Fit:
    """The point of the grid with the least expected distance.

    Attributes
    ----------
    incremental, extreme, alpha, distance : float
    fitted : float64 array, shape (101,)
    profile : float64 array, shape (101,)
        Least distance for each incremental part, over all else.
    """

    incremental: float
    extreme: float
    alpha: float
    distance: float
    fitted: Floats
    profile: Floats


def fit(observed: Floats, made: Components) -> Fit:
    """Search the grid of `INCREMENTAL` by `EXTREME` by the exponents of `made`."""
    weight = 1 / (observed + 1) ** 2
    f_i, f_e = INCREMENTAL[:, np.newaxis], EXTREME[np.newaxis]
    impossible = f_i + f_e > 1 + 1e-9
    profile = np.full(len(INCREMENTAL), np.inf)
    best = (math.inf, 0, 0, 0)
    for at in range(len(made.alphas)):
        gaps = np.stack(
            [
                made.alone - observed,
                made.incremental[at] - made.alone,
                made.extreme[at] - made.alone,
            ]
        )
        # Simulated counts scatter as Poisson ones nearly do: the mean is their variance.
        scatter = weight @ np.stack([made.alone, gaps[1], gaps[2]], axis=1)
        m = (gaps * weight) @ gaps.T
        distance = (
            (m[0, 0] + scatter[0])
            + f_i * (2 * m[0, 1] + scatter[1] + f_i * m[1, 1] + 2 * f_e * m[1, 2])
            + f_e * (2 * m[0, 2] + scatter[2] + f_e * m[2, 2])
        )
        distance[impossible] = np.inf
        profile = np.minimum(profile, distance.min(axis=1))
        i, j = divmod(int(distance.argmin()), len(EXTREME))
        best = min(best, (float(distance[i, j]), i, j, at))
    least, i, j, at = best
    return Fit(
        float(INCREMENTAL[i]),
        float(EXTREME[j]),
        float(made.alphas[at]),
        least,
        made.mixed(INCREMENTAL[i], EXTREME[j], at),
        profile,
    )


def log_vote_rate(votes: Floats, total: Floats) -> tuple[int, float, float, float, float]:
    r"""Return n, mean, sd, skewness and kurtosis of :math:`\ln((N - W)/W)`.

    Units without votes, or with no others, are left out; kurtosis is Pearson's, 3 for a normal
    distribution; all are NaN where fewer than two different values are left.
    """
    inside = (votes > 0) & (votes < total)
    rate = np.log((total[inside] - votes[inside]) / votes[inside])
    if len(rate) < 2 or np.ptp(rate) == 0:
        return len(rate), *(float("nan"),) * 4
    z = (rate - rate.mean()) / rate.std()
    moments = (rate.mean(), rate.std(), np.mean(z**3), np.mean(z**4))
    mean, sd, skewness, kurtosis = map(float, moments)
    return len(rate), mean, sd, skewness, kurtosis
