r"""Small units against the other units of their group, with labels dealt anew inside groups.

Each unit has a label c (1 for the smallest part p of its group, 0 for the others) and standardised
values x. With :math:`\dot c` and :math:`\dot x` less their group's mean,

.. math:: d = \sum_i \dot c_i \dot x_i \Big/ \sum_i \dot c_i^2

is the difference of means, small less large, averaged over groups. If sizes had nothing to do
with x, every order of the labels inside a group would be as likely as the observed one, and the
numerator would have mean 0 and the covariance

.. math:: \sum_g \frac{\sum_{i \in g} \dot c_i \dot c'_i \sum_{i \in g} \dot x_i \dot x'_i}{n_g - 1}

exactly (Hoeffding 1951, Annals of Mathematical Statistics 22:558-566).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tallyscope.stats.randomness import block_weights

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

PERMUTED_UP_TO = 2_000  # units; our choice: beyond it sums of labels are normal for all purposes
NOTHING = 1e-9  # of sums of squares: rounding


def smallest(size: Codes, group: Codes, part: float) -> Floats:
    """Return the label of each unit: 1 for the smallest of its group, 0 for the others.

    Parameters
    ----------
    size, group : int64 arrays, shape (n,)
    part : float
        In (0, 1): a group of m units has the whole part of ``part * m`` small ones.

    Returns
    -------
    float64 array, shape (n,)
        Units of the same size share the last places equally, so that names decide nothing.

    Examples
    --------
    >>> smallest(np.array([5, 3, 9, 5, 7]), np.zeros(5, dtype=np.int64), 0.4).tolist()
    [0.5, 1.0, 0.0, 0.5, 0.0]
    """
    order = np.lexsort((size, group))
    units = np.bincount(group)
    first = np.cumsum(units) - units
    small = np.floor(part * units + NOTHING).astype(np.int64)
    last = size[order[np.minimum(first + np.maximum(small - 1, 0), len(size) - 1)]]
    last[small == 0] = np.iinfo(np.int64).min
    below = np.bincount(group, weights=size < last[group], minlength=len(units))
    equal = np.bincount(group, weights=size == last[group], minlength=len(units))
    rest = np.divide(small - below, equal, out=np.zeros(len(units)), where=equal > 0)
    return np.where(size < last[group], 1.0, np.where(size == last[group], rest[group], 0.0))


@dataclass(frozen=True)
class Contrasts:
    """Sums by group, for p labels and q values.

    Attributes
    ----------
    cross : float64 array, shape (g, p, q)
        Numerators of the differences.
    weight : float64 array, shape (g, p)
        Their denominators.
    covariance : float64 array, shape (p, q, p, q)
        Of the numerators' sum over groups, when labels are dealt anew inside groups.
    """

    cross: Floats
    weight: Floats
    covariance: Floats

    def differences(self) -> Floats:
        """Return small less large, (p, q); NaN where no group has both."""
        return _differences(self.cross.sum(axis=0), self.weight.sum(axis=0))

    def errors(self) -> Floats:
        """Return the standard errors of the differences under dealing, (p, q)."""
        spread = np.sqrt(np.einsum("pqpq->pq", self.covariance))
        return _differences(spread, self.weight.sum(axis=0))

    def z(self, cross: Floats) -> Floats:
        """Return numerators (..., p, q) in standard deviations under dealing; NaN without any."""
        spread = np.sqrt(np.einsum("pqpq->pq", self.covariance))
        z = np.full(cross.shape, np.nan)
        np.divide(cross, spread, out=z, where=spread > NOTHING)
        return z

    def resampled(self, rng: np.random.Generator, draws: int) -> Floats:
        """Return the differences in bootstrap samples of groups, (draws, p, q)."""
        groups = len(self.weight)
        weights = block_weights(rng, groups, draws)
        cross = (weights @ self.cross.reshape(groups, -1)).reshape(draws, *self.cross.shape[1:])
        return _differences(cross, weights @ self.weight)


def _differences(cross: Floats, weight: Floats) -> Floats:
    found = np.full(cross.shape, np.nan)
    below = np.broadcast_to(weight[..., np.newaxis], cross.shape)
    np.divide(cross, below, out=found, where=below > NOTHING)
    return found


def contrasts(label: Floats, value: Floats, group: Codes) -> Contrasts:
    """Return the sums for labels (n, p) and values (n, q) in groups 0..g-1."""
    units = np.maximum(np.bincount(group), 1)

    def by_group(parts: Floats) -> Floats:
        return np.stack([np.bincount(group, weights=part) for part in parts.T], axis=1)

    c = label - (by_group(label) / units[:, np.newaxis])[group]
    x = value - (by_group(value) / units[:, np.newaxis])[group]
    p, q = c.shape[1], x.shape[1]
    cross = by_group((c[:, :, np.newaxis] * x[:, np.newaxis]).reshape(len(c), -1))
    labels = by_group((c[:, :, np.newaxis] * c[:, np.newaxis]).reshape(len(c), -1))
    values = by_group((x[:, :, np.newaxis] * x[:, np.newaxis]).reshape(len(x), -1))
    freedom = np.maximum(units - 1, 1)[:, np.newaxis]
    covariance = (labels.T @ (values / freedom)).reshape(p, p, q, q)
    return Contrasts(
        cross.reshape(-1, p, q),
        np.einsum("gpp->gp", labels.reshape(-1, p, p)),
        covariance.transpose(0, 2, 1, 3),
    )


def dealt_anew(
    found: Contrasts,
    label: Floats,
    value: Floats,
    group: Codes,
    rng: np.random.Generator,
    *,
    draws: int,
) -> Floats:
    """Return the numerators' sums when labels are dealt anew inside groups, (draws, p, q).

    Up to `PERMUTED_UP_TO` units labels are permuted; beyond, the sums are drawn from the normal
    distribution with their exact mean and covariance, to which they tend (Hoeffding 1951).
    """
    _, p, q = found.cross.shape
    if len(label) > PERMUTED_UP_TO:
        flat = found.covariance.reshape(p * q, p * q)
        root, scale, _ = np.linalg.svd((flat + flat.T) / 2, hermitian=True)
        normal = rng.standard_normal((draws, p * q))
        drawn: Floats = (normal * np.sqrt(scale) @ root.T).reshape(draws, p, q)
        return drawn
    sums = np.empty((draws, p, q))
    in_groups = np.argsort(group, kind="stable")
    units = np.bincount(group)
    mean = np.stack([np.bincount(group, weights=part) for part in value.T], axis=1)
    x = value - (mean / np.maximum(units, 1)[:, np.newaxis])[group]
    c = label[in_groups]
    for draw in range(draws):
        dealt = np.lexsort((rng.random(len(group)), group))
        sums[draw] = c.T @ x[dealt]
    return sums


def chance_of_both(z: Floats, dealt: Floats) -> float:
    r"""Return how often chance puts both values of the small units so high, at any label.

    Parameters
    ----------
    z : float64 array, shape (p, 2)
    dealt : float64 array, shape (draws, p, 2)
        The same with labels dealt anew.

    Returns
    -------
    float
        With :math:`T = \max_p \min(z_{p1}, z_{p2})`, the larger of the two parts of the draws in
        which :math:`\max_p z^*_{pj} \ge T` (an intersection-union test: small if *each* of the two
        is unlikely, whatever the other does), as (1 + hits) / (1 + draws).
    """
    reached = float(z.min(axis=1).max())
    hits = (dealt.max(axis=1) >= reached - NOTHING).sum(axis=0)
    return float((1 + hits.max()) / (1 + len(dealt)))
