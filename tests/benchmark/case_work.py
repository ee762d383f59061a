"""Work on cases that tests can send to other processes."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import polars as pl

from tallyscope.benchmark.cases import Case
from tallyscope.benchmark.runner import Answer


def cases(number: int) -> list[Case]:
    return [Case(name=f"case-{i:03d}", question="size", seed=i) for i in range(number)]


def squares(case: Case) -> Answer:
    """Return the seed and its square, and when it was done."""
    rows = pl.DataFrame({"case": [case.name], "method": ["square"], "value": [case.seed**2]})
    costs = pl.DataFrame({"case": [case.name], "method": ["square"], "seconds": [time.time()]})
    return Answer(rows, costs)


def slow_squares(case: Case) -> Answer:
    time.sleep(0.2)
    return squares(case)


def failing_at_two(case: Case) -> Answer:
    if case.seed == 2:
        raise ValueError("two is not squared here")
    return squares(case)


def killed_at_two(case: Case) -> Answer:
    if case.seed == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return squares(case)


def counted_squares(case: Case) -> Answer:
    """Leave a mark for every time that a case is done; its folder stands in the environment."""
    folder = Path(os.environ["TALLYSCOPE_TEST_MARKS"])
    (folder / f"{case.name}-{time.time_ns()}").touch()
    return squares(case)
