"""Try the largest tampering first, and less of it only where that was seen.

A power curve is wanted around the point where four elections of five are seen. Where fewer than
half are, smaller parts of the stations tell nothing about it; most ways of tampering are seen at
no part at all, so that this saves more than half of the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import polars as pl

from tallyscope.benchmark.cases import Case
from tallyscope.benchmark.findings import SEEN
from tallyscope.benchmark.runner import Run

WORTH_LESS = 0.5  # our choice: share of elections seen from which smaller parts are tried


def descend(cases: Sequence[Case], do: Callable[[Sequence[Case]], Run]) -> Run:
    """Do cases rung by rung.

    Parameters
    ----------
    cases : sequence of Case
    do : callable
        Does the cases given, those done before for nothing, and returns what all of them gave.

    Returns
    -------
    Run
        Of all cases that were asked; ``kept`` are those that were done before the first rung.
    """
    asked: set[str] = set()
    rungs = (rung for size in _sizes(cases) for rung in _rungs(size, lambda: run))
    done = 0
    run = Run(0, 0, 0, pl.DataFrame())
    for rung in rungs:
        asked |= {case.name for case in rung}
        run = do([case for case in cases if case.name in asked])
        done += run.done
    return replace(run, done=done, kept=len(asked) - done - run.failed)


def _sizes(cases: Sequence[Case]) -> list[list[Case]]:
    """Divide cases by the size of the country, in the order in which sizes first come."""
    return [
        [case for case in cases if case.n_units == size]
        for size in dict.fromkeys(case.n_units for case in cases)
    ]


def _rungs(cases: Sequence[Case], run: Callable[[], Run]) -> Iterator[list[Case]]:
    """Yield the cases of each rung, the next one only when the last `run` was of this one."""
    rung = _largest(cases)
    while rung:
        yield rung
        rung = _next(cases, rung, run().results)


def _cell(case: Case) -> tuple[str, str, int]:
    return case.mechanism, case.where, case.n_units


def _largest(cases: Sequence[Case]) -> list[Case]:
    """Return the cases with the largest part of their cell, and all that are not tampered with."""
    most: dict[tuple[str, str, int], float] = {}
    for case in cases:
        most[_cell(case)] = max(case.share, most.get(_cell(case), 0.0))
    return [case for case in cases if case.share == most[_cell(case)]]


def _next(cases: Sequence[Case], rung: Sequence[Case], results: pl.DataFrame) -> list[Case]:
    """Return the cases one step below a rung, in the cells where it is worth while."""
    below: list[Case] = []
    at = {_cell(case): case.share for case in rung if case.question == "power"}
    for cell, share in at.items():
        names = {case.name for case in rung if _cell(case) == cell}
        smaller = [case for case in cases if _cell(case) == cell and case.share < share]
        if smaller and _worth(results, names):
            next_share = max(case.share for case in smaller)
            below += [case for case in smaller if case.share == next_share]
    return below


def _worth(results: pl.DataFrame, names: set[str]) -> bool:
    """Whether enough of these elections were seen; if all of them failed, nobody knows."""
    rows = results.filter(pl.col("case").is_in(list(names))) if results.width else results
    if rows.is_empty():
        return True
    seen = rows.group_by("case").agg(seen=pl.col("level").is_in(SEEN).any())["seen"]
    return float(seen.cast(pl.Float64).sum()) >= WORTH_LESS * len(seen)
