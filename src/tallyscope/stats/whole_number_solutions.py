"""Are there whole numbers that satisfy a set of linear conditions? Decided exactly.

The unknowns are whole numbers not below zero. A condition bounds a sum of unknowns with integer
coefficients from below, from above, or on both sides. Everything is computed in Python integers;
there is no rounding and no tolerance.

Real numbers first: the bounded-variable simplex method of Dutertre and de Moura (2006), A fast
linear-arithmetic solver for DPLL(T), CAV 2006, section 3, with Bland's rule, on a tableau of
integers over one common denominator (Edmonds; Bareiss 1968). Whole numbers by branch and bound on
top of it, in turn on plain sums of unknowns and on the unknowns; if a short search finds nothing,
where the sums are nearly as large as they can be (a ratio leaves more room among large numbers),
and only then everywhere. If all conditions but "at least" ones are homogeneous, a rational solution
times its denominator is a whole one and no search is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

SHORT, LONG = 200, 4_000  # our choice: steps of a search; most contests of a story need a dozen
REACH = 10**10  # our choice: no sum is sought beyond it; more than there are people

Decision = Literal["yes", "no", "undecided"]


@dataclass(frozen=True)
class Condition:
    """``low <= sum of coefficients * unknowns <= high``; None leaves a side open.

    One that is open on both sides says nothing, but makes the search look at its sum early.

    Attributes
    ----------
    coefficients : tuple of int
        One for each unknown.
    low, high : int or None
    """

    coefficients: tuple[int, ...]
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Solution:
    """Whether whole numbers exist, with an example.

    Attributes
    ----------
    decision : {"yes", "no", "undecided"}
        "undecided" if the search was given up after `LONG` steps; "no" is always proven.
    example : tuple of int
        Unknowns that satisfy every condition; empty unless the decision is "yes".
    """

    decision: Decision
    example: tuple[int, ...] = ()


def real_solution_exists(unknowns: int, conditions: Sequence[Condition]) -> bool:
    """Say whether nonnegative real numbers satisfy all conditions.

    Examples
    --------
    >>> real_solution_exists(1, [Condition((2,), 3, 3)])
    True
    >>> real_solution_exists(1, [Condition((2,), 3, 3), Condition((1,), 2, None)])
    False
    """
    return _Tableau.start(unknowns, conditions).repair()


def whole_number_solution(unknowns: int, conditions: Sequence[Condition]) -> Solution:
    """Say whether nonnegative whole numbers satisfy all conditions, with an example.

    Parameters
    ----------
    unknowns : int
        How many there are.
    conditions : sequence of Condition
        Each with that many coefficients.

    Returns
    -------
    Solution

    Examples
    --------
    >>> whole_number_solution(1, [Condition((2,), 3, 3)]).decision
    'no'
    >>> whole_number_solution(2, [Condition((1, 1), 5, 5), Condition((1, -1), 1, 1)]).example
    (3, 2)
    """
    tableau = _Tableau.start(unknowns, conditions)
    if not tableau.repair():
        return Solution("no")
    if all(_scales(condition) for condition in conditions):
        return Solution("yes", tuple(tableau.numerators()[:unknowns]))
    solution = _branch(tableau, SHORT)
    if solution.decision == "undecided":
        solution = _branch(_roomy(unknowns, conditions), SHORT)
        if solution.decision != "yes":
            solution = _branch(tableau, LONG)
    return solution


def _scales(condition: Condition) -> bool:
    """Tell a condition that stays true when a solution is multiplied by a whole number."""
    low, high = condition.low, condition.high
    return high in (None, 0) and (low is None or low >= 0)


def _roomy(unknowns: int, conditions: Sequence[Condition]) -> _Tableau:
    """Add that each plain sum, one after the other, is nearly as large as it can be."""
    kept = list(conditions)
    for condition in conditions:
        if not _plain(condition):
            continue
        possible, beyond = 0, REACH
        while beyond - possible > 1:
            middle = (possible + beyond) // 2
            if real_solution_exists(
                unknowns, [*kept, Condition(condition.coefficients, middle, None)]
            ):
                possible = middle
            else:
                beyond = middle
        kept.append(Condition(condition.coefficients, possible - possible // 8, None))
    tableau = _Tableau.start(unknowns, kept)
    tableau.repair()
    return tableau


def _plain(condition: Condition) -> bool:
    """Tell a sum of two unknowns or more, each once."""
    return set(condition.coefficients) <= {0, 1} and sum(condition.coefficients) > 1


def _branch(root: _Tableau, steps: int) -> Solution:
    """Search depth first; the side nearer to the real solution comes first."""
    waiting, nodes = [root], 0
    while waiting:
        tableau = waiting.pop()
        nodes += 1
        if nodes > steps:
            return Solution("undecided")
        if not tableau.repair():
            continue
        fractional = tableau.first_fraction()
        if fractional is None:
            values = tableau.numerators()[: tableau.unknowns]
            return Solution("yes", tuple(value // tableau.scale for value in values))
        variable, numerator = fractional
        below = numerator // tableau.scale
        down = tableau.bounded(variable, high=below)
        up = tableau.bounded(variable, low=below + 1)
        nearer_down = 2 * (numerator - below * tableau.scale) <= tableau.scale
        waiting.extend((up, down) if nearer_down else (down, up))
    return Solution("no")


class _Tableau:
    """Basic variables as combinations of nonbasic ones, over the common denominator `scale`.

    Variables are numbered: first the unknowns, then one for the sum in each condition. Nonbasic
    variables always stand at a whole number within their bounds.
    """

    __slots__ = ("at", "basic", "high", "low", "nonbasic", "rows", "scale", "searched", "unknowns")

    def __init__(
        self,
        unknowns: int,
        rows: list[list[int]],
        basic: list[int],
        nonbasic: list[int],
        at: list[int],
        low: list[int | None],
        high: list[int | None],
        scale: int,
        searched: tuple[int, ...],
    ) -> None:
        self.unknowns, self.rows, self.basic, self.nonbasic = unknowns, rows, basic, nonbasic
        self.at, self.low, self.high, self.scale = at, low, high, scale
        self.searched = searched

    @classmethod
    def start(cls, unknowns: int, conditions: Sequence[Condition]) -> _Tableau:
        """Begin with every unknown at zero."""
        low: list[int | None] = [0] * unknowns
        high: list[int | None] = [None] * unknowns
        return cls(
            unknowns=unknowns,
            rows=[list(condition.coefficients) for condition in conditions],
            basic=list(range(unknowns, unknowns + len(conditions))),
            nonbasic=list(range(unknowns)),
            at=[0] * unknowns,
            low=low + [condition.low for condition in conditions],
            high=high + [condition.high for condition in conditions],
            scale=1,
            searched=(
                *(
                    number
                    for number, condition in enumerate(conditions, unknowns)
                    if _plain(condition)
                ),
                *range(unknowns),
            ),
        )

    def bounded(
        self, variable: int, *, low: int | None = None, high: int | None = None
    ) -> _Tableau:
        """Copy with a tighter bound on one basic variable, which is then searched last."""
        copy = _Tableau(
            self.unknowns,
            [row[:] for row in self.rows],
            self.basic[:],
            self.nonbasic[:],
            self.at[:],
            self.low[:],
            self.high[:],
            self.scale,
            (*(other for other in self.searched if other != variable), variable),
        )
        if low is not None:
            copy.low[variable] = low
        if high is not None:
            copy.high[variable] = high
        return copy

    def repair(self) -> bool:
        """Move along vertices until all bounds hold; False if they cannot."""
        while True:
            broken = self._broken()
            if broken is None:
                return True
            row, target, upward = broken
            column = self._helper(row, upward)
            if column is None:
                return False
            self._exchange(row, column, target)

    def numerators(self) -> list[int]:
        """Values of all variables times `scale`."""
        values = [0] * len(self.low)
        for variable, value in zip(self.nonbasic, self.at, strict=True):
            values[variable] = value * self.scale
        for variable, row in zip(self.basic, self.rows, strict=True):
            values[variable] = self._value(row)
        return values

    def first_fraction(self) -> tuple[int, int] | None:
        """Return a searched variable that is no whole number, with its value times `scale`."""
        values = self.numerators()
        for variable in self.searched:
            if values[variable] % self.scale:
                return variable, values[variable]
        return None

    def _value(self, row: list[int]) -> int:
        return sum(
            coefficient * value
            for coefficient, value in zip(row, self.at, strict=True)
            if coefficient
        )

    def _broken(self) -> tuple[int, int, bool] | None:
        """Return row, bound and direction of the first basic variable outside its bounds."""
        found: tuple[int, int, bool] | None = None
        first = len(self.low)
        for index, variable in enumerate(self.basic):
            if variable >= first:
                continue
            value, low, high = (
                self._value(self.rows[index]),
                self.low[variable],
                self.high[variable],
            )
            if low is not None and value < low * self.scale:
                first, found = variable, (index, low, True)
            elif high is not None and value > high * self.scale:
                first, found = variable, (index, high, False)
        return found

    def _helper(self, row: int, upward: bool) -> int | None:
        """Return the column of the first nonbasic variable that can move the row that way."""
        best: int | None = None
        for column, coefficient in enumerate(self.rows[row]):
            if not coefficient:
                continue
            variable = self.nonbasic[column]
            rises = (coefficient > 0) == upward
            bound = self.high[variable] if rises else self.low[variable]
            free = bound is None or self.at[column] != bound
            if free and (best is None or variable < self.nonbasic[best]):
                best = column
        return best

    def _exchange(self, row: int, column: int, target: int) -> None:
        """Let the row's variable leave the basis at `target` and the column's enter it."""
        pivot_row = self.rows[row]
        pivot, scale = pivot_row[column], self.scale
        for index, other in enumerate(self.rows):
            if index == row:
                continue
            factor = other[column]
            self.rows[index] = [
                (pivot * entry - factor * lead) // scale
                for entry, lead in zip(other, pivot_row, strict=True)
            ]
            self.rows[index][column] = factor
        self.rows[row] = [-entry for entry in pivot_row]
        self.rows[row][column] = scale
        self.scale = pivot
        self.basic[row], self.nonbasic[column] = self.nonbasic[column], self.basic[row]
        self.at[column] = target
        if self.scale < 0:
            self.scale = -self.scale
            self.rows = [[-entry for entry in other] for other in self.rows]
