"""Which cases are asked, and which are left out because more was not seen either."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from tallyscope.benchmark import ladder
from tallyscope.benchmark.cases import Case, Plan, simulated
from tallyscope.benchmark.runner import Run

PLAN = Plan(100, 2, 4, (0.1, 0.2, 0.4))
CASES = list(simulated(PLAN))


class Doing:
    """Stands for the runner: an election is seen if its share is at least what is told."""

    def __init__(self, seen_from: dict[str, float], failing: str = "nothing") -> None:
        self.rungs: list[list[Case]] = []
        self._seen_from = seen_from
        self._failing = failing
        self._done: set[str] = set()

    def __call__(self, cases: Sequence[Case]) -> Run:
        new = [case for case in cases if case.name not in self._done]
        self.rungs.append(new)
        finished = [case for case in cases if case.mechanism != self._failing]
        self._done |= {case.name for case in finished}
        rows = [
            {
                "case": case.name,
                "level": "unusual"
                if case.share >= self._seen_from.get(case.mechanism, 9.0)
                else "descriptive",
            }
            for case in finished
        ]
        failed = len(cases) - len(finished)
        return Run(len(new) - failed, len(cases) - len(new), failed, pl.DataFrame(rows))


def test_less_is_tried_only_where_more_was_seen() -> None:
    doing = Doing({"copying": 0.1, "rounded-share": 0.2})
    done = ladder.descend(CASES, doing)
    shares = [{(c.mechanism, c.share) for c in rung if c.share < 0.4} for rung in doing.rungs]
    assert len(doing.rungs) == 3
    assert {c.share for c in doing.rungs[0] if c.mechanism} == {0.4}
    assert sum(case.question == "size" for case in doing.rungs[0]) == 2 * 10
    # 0.1 is tried for what was seen at 0.2
    assert {one for one in shares[1] if one[1]} == {("copying", 0.2), ("rounded-share", 0.2)}
    assert shares[2] == {("copying", 0.1), ("rounded-share", 0.1)}
    assert done.done == sum(map(len, doing.rungs))
    assert done.kept == 0


def test_what_was_seen_in_fewer_than_half_ends_there() -> None:
    doing = Doing({"rounded-share": 0.4})
    ladder.descend(CASES, doing)
    assert [len(rung) for rung in doing.rungs[1:]] == [4]


def test_failed_cases_do_not_end_a_ladder() -> None:
    doing = Doing({}, failing="copying")
    done = ladder.descend(CASES, doing)
    assert {c.share for rung in doing.rungs for c in rung if c.mechanism == "copying"} == {
        0.1,
        0.2,
        0.4,
    }
    assert done.failed == 12


@pytest.mark.parametrize("sizes", [(100, 50), (50, 100)])
def test_one_size_of_country_comes_after_the_other(sizes: tuple[int, ...]) -> None:
    cases = [case for size in sizes for case in simulated(Plan(size, 1, 1, (0.1, 0.2)))]
    doing = Doing({})
    ladder.descend(cases, doing)
    assert [{case.n_units for case in rung} for rung in doing.rungs] == [{sizes[0]}, {sizes[1]}]
