"""Lists of units of which a known part may be there by chance.

Benjamini, Hochberg 1995, Journal of the Royal Statistical Society B 57(1):289-300; down a tree of
places after Bogomolov, Peterson, Benjamini, Sabatti 2021, Biometrika 108(3):575-590; against the
mirror image after Barber, Candes 2015, Annals of Statistics 43(5):2055-2085.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def simes(p_values: Floats, group: Codes, groups: int) -> Floats:
    r"""Return one p-value per group, :math:`\min_i n p_{(i)} / i`, float64 of shape (groups,).

    It is small where many members are small or one is very small (Simes 1986, Biometrika 73:751).
    NaN for an empty group.
    """
    order = np.lexsort((p_values, group))
    size = np.bincount(group, minlength=groups)
    first = np.cumsum(size) - size
    rank = np.arange(len(group)) - np.repeat(first, size) + 1
    stepped = p_values[order] * np.repeat(size, size) / rank
    smallest = np.full(groups, np.nan)
    full = size > 0
    if full.any():
        smallest[full] = np.minimum.reduceat(stepped, first[full])
    return smallest


def discoveries_within(p_values: Floats, family: Codes, level: Floats) -> Mask:
    """Apply Benjamini and Hochberg's rule inside each family, at the family's own level.

    Parameters
    ----------
    p_values : float64 array, shape (n,)
    family : int64 array, shape (n,), in 0..f-1
    level : float64 array, shape (f,)
        The part of each family's list that may be there by chance; 0 for a family without a list.

    Returns
    -------
    bool array, shape (n,)

    Examples
    --------
    >>> p = np.array([0.01, 0.02, 0.5, 0.9])
    >>> discoveries_within(p, np.zeros(4, dtype=np.int64), np.array([0.1])).tolist()
    [True, True, False, False]
    """
    order = np.lexsort((p_values, family))
    size = np.bincount(family, minlength=len(level))
    first = np.cumsum(size) - size
    rank = np.arange(len(family)) - np.repeat(first, size) + 1
    bar = np.repeat(level / np.maximum(size, 1), size) * rank
    low_enough = (p_values[order] <= bar) & (bar > 0)
    last = np.zeros(len(level), dtype=np.int64)  # rank of the last p-value below its bar
    np.maximum.at(last, family[order], np.where(low_enough, rank, 0))
    listed = np.zeros(len(p_values), dtype=np.bool_)
    listed[order] = rank <= np.repeat(last, size)
    return listed


def discoveries_down_the_tree(
    p_values: Floats, places: Sequence[Codes], level: float
) -> tuple[Mask, ...]:
    r"""List regions, then districts inside them, then units inside those.

    A place has the Simes p-value of its children. Children of a listed place are looked at with the
    level of their parent times the listed part of the parent's own family, so that of the units
    listed in an average listed place only the part `level` is there by chance.

    Parameters
    ----------
    p_values : float64 array, shape (n,)
    places : sequence of int64 arrays, shape (n,)
        Codes of each unit's place, largest places first; may be empty.
    level : float
        In (0, 1).

    Returns
    -------
    tuple of bool array
        One per level of places (over their codes), then the listed units, shape (n,).
    """
    tests, parents = [p_values], [*_parents(places, len(p_values))]
    for children in reversed(parents[1:]):
        tests.insert(0, simes(tests[0], children, int(children.max(initial=-1)) + 1))
    allowed = np.array([level])
    listed = []
    for p, family in zip(tests, parents, strict=True):
        found = discoveries_within(p, family, allowed)
        listed.append(found)
        size = np.bincount(family, minlength=len(allowed))
        part = np.bincount(family, weights=found, minlength=len(allowed)) / np.maximum(size, 1)
        allowed = np.where(found, (allowed * part)[family], 0.0)
    return tuple(listed)


def _parents(places: Sequence[Codes], units: int) -> list[Codes]:
    """Return, for each level down to the units, the code of each member's parent."""
    root = np.zeros(units, dtype=np.int64)
    chain = [root, *places]
    parents = []
    for parent, child in pairwise(chain):
        of_child = np.zeros(int(child.max(initial=-1)) + 1, dtype=np.int64)
        of_child[child] = parent
        parents.append(of_child)
    return [*parents, chain[-1]]


def beyond_the_mirror(values: Floats, level: float, *, least: float) -> float:
    r"""Return from where on values are listed, so that few of the list are there by chance.

    Where values are as often below -t as above t by chance, those below tell how many of those
    above are chance: the threshold is the smallest t with
    :math:`(1 + \#\{x \le -t\}) / \#\{x \ge t\} \le` `level`.

    Parameters
    ----------
    values : float64 array, shape (n,)
    level : float
        The part of the list that may be there by chance.
    least : float
        No threshold is below it; above 0.

    Returns
    -------
    float
        Infinite where no threshold will do.

    Examples
    --------
    >>> beyond_the_mirror(np.array([5.0, 4.0, 3.0, 2.5, -2.2, 2.0]), 0.25, least=1.0)
    2.5
    """
    candidates = np.sort(values[values >= least])
    above = np.arange(len(candidates), 0, -1)
    below = np.searchsorted(np.sort(-values), candidates, side="left")
    enough = (1 + len(values) - below) <= level * above
    return float(candidates[enough][0]) if enough.any() else float("inf")
