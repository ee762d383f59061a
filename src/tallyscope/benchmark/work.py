"""Pieces of work for the speed table, each done in a process of its own.

``python -m tallyscope.benchmark.work NAME FILE`` reads a results file, does the work once and
prints the seconds, the CPU seconds and the answer of the work alone, without the reading.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tallyscope.benchmark.inputs import with_inputs
from tallyscope.benchmark.plain import PLAIN
from tallyscope.benchmark.plain.integer_percentages import drawn_whole_percentages, rates
from tallyscope.methods import METHODS, card
from tallyscope.sources import read
from tallyscope.stats.poisson_binomial import moments
from tallyscope.stats.whole_percent import Rate, combined, whole_probability
from tallyscope.tally import Tally

Work = Callable[[Tally], list[float]]

MONTE_CARLO_DRAWS = 1_000  # as in the published analyses (Kobak et al. 2016)
SEED = 0


def exact_null(tally: Tally) -> list[float]:
    """Return mean and sd of the number of whole units, summed exactly (:mod:`..stats`)."""
    votes, ballots, came, registered = rates(tally)
    chances = combined(
        whole_probability,
        Rate(votes, ballots, "ballots"),
        Rate(came, registered, "issued"),
        period=1,
    )
    return list(moments(chances["either"]))


def monte_carlo_null(tally: Tally) -> list[float]:
    """Return mean and sd of the number of whole units over 1,000 simulated elections."""
    return list(drawn_whole_percentages(*rates(tally), draws=MONTE_CARLO_DRAWS, seed=SEED))


def _by_method(name: str) -> Work:
    method = card(name)

    def work(tally: Tally) -> list[float]:
        tally, inputs = with_inputs(method, tally, SEED)
        found = method.run(tally, **inputs, seed=SEED).headline
        return [found.value, found.low, found.high]

    return work


WORKS: dict[str, Work] = (
    {"exact null": exact_null, "Monte-Carlo null": monte_carlo_null}
    | {method.name: _by_method(method.name) for method in METHODS}
    | {f"plain {name}": work for name, work in PLAIN.items()}
)


def done(name: str, file: Path) -> dict[str, object]:
    """Read the file, do the work, and return its seconds, CPU seconds and answer."""
    tally = read(file)
    wall, cpu = time.perf_counter(), time.process_time()
    answer = WORKS[name](tally)
    return {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "answer": answer,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(done(sys.argv[1], Path(sys.argv[2]))))
