r"""The chances behind counts: what a station's rate would be without the noise of counting.

A rate of x in n has, on the logit scale, the variance :math:`v = 1/(n p (1-p))` from counting
alone, on top of the variance :math:`\tau^2` between stations of a district. Drawing again from the
raw rates would put counting noise on counting noise. Each station's logit is therefore pulled
towards the mean :math:`\mu` of its district,

.. math:: \theta_i = \mu + s \sqrt{\frac{\tau^2}{\tau^2 + v_i}}\,(y_i - \mu),

with the root that keeps the variance of the :math:`\theta` at :math:`s^2 \tau^2` (constrained
empirical Bayes: Louis 1984, Journal of the American Statistical Association 79:393; Ghosh 1992,
same journal 87:533), and all of a district are then shifted alike until its expected count is the
one counted.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import expit, logit

from tallyscope.tally import Counts

Floats = npt.NDArray[np.float64]

# Our choice: the smallest level at which most units have ten around them; a variance between fewer
# cannot be told from counting noise.
NEIGHBOURS = 10
# Our choice: the variance of a district counts for its degrees of freedom, that of all districts
# for ten; districts of 67 stations then speak mostly for themselves.
POOLED_WEIGHT = 10.0
# Newton's method on a sum of logistic curves: from a start within a few logits it is exact to the
# last digits after ten steps, none of which may be longer than one logit.
NEWTON_STEPS, LONGEST_STEP = 20, 1.0


def latent_rates(
    part: Counts, whole: Counts, place: Counts, places: int, *, spread: float = 1.0
) -> Floats:
    """Return the chance behind each unit's count.

    Parameters
    ----------
    part, whole : int64 arrays, shape (n,)
        Counts in 0..whole.
    place : int64 array, shape (n,), in 0..places-1
        Units that are pulled towards each other.
    spread : float
        Factor on the deviations from the place's mean, at least 0; 1 keeps the variance.

    Returns
    -------
    float64 array, shape (n,)
        Chances in [0, 1]; their expected counts sum to those of each place. All of a place where
        nothing, or everything, was counted have 0, or 1.

    Examples
    --------
    >>> part, whole = np.array([40, 60]), np.array([100, 100])
    >>> latent_rates(part, whole, np.zeros(2, dtype=np.int64), 1, spread=0).tolist()
    [0.5, 0.5]
    """
    got, of = np.bincount(place, part, places), np.bincount(place, whole, places)
    own = (got > 0) & (got < of)
    level = np.full(places, 0.5)
    np.divide(got, of, out=level, where=own)
    information = whole * (level * (1 - level))[place]
    logits = logit((part + 0.5) / (whole + 1.0))
    deviation, between = _deviations(logits, information, place, places)
    kept = np.sqrt(between[place] * information / (1 + between[place] * information))
    theta = logit(level)[place] + spread * kept * deviation
    rates = expit(theta + _shift(theta, whole, np.where(own, got, of / 2), place)[place])
    constant = np.where(got > 0, 1.0, 0.0)
    return np.where(own[place], rates, constant[place])


def _deviations(
    logits: Floats, information: Floats, place: Counts, places: int
) -> tuple[Floats, Floats]:
    """Return each unit's logit less its place's mean, and each place's variance between units.

    The variance is the moment estimate of DerSimonian and Laird 1986 (Controlled Clinical Trials
    7:177), shrunk towards that of all places together.
    """

    def added(values: Floats) -> Floats:
        return np.bincount(place, values, places).astype(np.float64)

    weight = added(information)
    mean = added(information * logits) / np.maximum(weight, 1e-300)
    deviation: Floats = logits - mean[place]
    free = np.maximum(added((information > 0).astype(np.float64)) - 1, 0)
    beyond = added(information * deviation**2) - free
    scale = weight - added(information**2) / np.maximum(weight, 1e-300)
    pooled = max(float(beyond.sum()) / max(float(scale.sum()), 1e-300), 0.0)
    of_place = np.full(places, pooled)
    np.divide(beyond, scale, out=of_place, where=(scale > 0) & (free > 0))
    between = (free * of_place + POOLED_WEIGHT * pooled) / (free + POOLED_WEIGHT)
    return deviation, np.maximum(between, 0.0)


def _shift(theta: Floats, whole: Counts, wanted: Floats, place: Counts) -> Floats:
    """Return the shift of each place that makes its expected count the wanted one."""
    places = len(wanted)
    shift = np.zeros(places)
    for _ in range(NEWTON_STEPS):
        rates = expit(theta + shift[place])
        missing = wanted - np.bincount(place, whole * rates, places)
        slope = np.bincount(place, whole * rates * (1 - rates), places)
        step = np.divide(missing, slope, out=np.zeros(places), where=slope > 0)
        shift += np.clip(step, -LONGEST_STEP, LONGEST_STEP)
    return shift
