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

import numpy as np

from tallyscope.benchmark import plain
from tallyscope.methods import METHODS, card
from tallyscope.methods.excess_votes import DRAWS as EXCESS_DRAWS
from tallyscope.methods.fingerprint import DRAWS as FINGERPRINT_DRAWS
from tallyscope.methods.fingerprint import FAR_OUT, MIN_GROUP
from tallyscope.methods.integer_percentages import MAX_PERCENT, MIN_REGISTERED
from tallyscope.sources import read
from tallyscope.stats.poisson_binomial import moments
from tallyscope.stats.randomness import block_weights
from tallyscope.stats.whole_percent import Rate, combined, whole_probability
from tallyscope.tally import Counts, Tally

Work = Callable[[Tally], list[float]]

MONTE_CARLO_DRAWS = 1_000  # as in the published analyses (Kobak et al. 2016)
SEED = 0


def exact_null(tally: Tally) -> list[float]:
    """Return mean and sd of the number of whole units, summed exactly (:mod:`..stats`)."""
    votes, ballots, came, registered = _rates(tally)
    chances = combined(
        whole_probability,
        Rate(votes, ballots, "ballots"),
        Rate(came, registered, "issued"),
        period=1,
    )
    return list(moments(chances["either"]))


def monte_carlo_null(tally: Tally) -> list[float]:
    """Return mean and sd of the number of whole units over 1,000 simulated elections."""
    return list(plain.drawn_whole_percentages(*_rates(tally), draws=MONTE_CARLO_DRAWS, seed=SEED))


def plain_integer_percentages(tally: Tally) -> list[float]:
    """Return observed, expected and sd, from loops over units and counts."""
    return list(plain.whole_percentages(*(column.tolist() for column in _rates(tally))))


def plain_fingerprint(tally: Tally) -> list[float]:
    """Return the correlation within districts and the number of cells and of units far out."""
    came, registered = tally.counts("ballots"), tally.counts("registered")
    votes, valid = tally.votes_for(), tally.counts("valid")
    used = (valid > 0) & (registered >= MIN_REGISTERED) & (came <= registered) & (votes <= valid)
    district = _districts(tally)[used].tolist()
    turnout, share = ((a[used] / b[used]).tolist() for a, b in ((came, registered), (votes, valid)))
    cells = plain.fingerprint_cells(
        *(column[used].tolist() for column in (came, registered, votes, valid))
    )
    far = [plain.robust_z(values, district, min_size=MIN_GROUP) for values in (turnout, share)]
    both = sum(a >= FAR_OUT and b >= FAR_OUT for a, b in zip(*far, strict=True))
    weights = _weights(max(district) + 1, FINGERPRINT_DRAWS)
    products = plain.centred_products(turnout, share, district)
    resampled = [plain.within_correlation(products, weight) for weight in weights]
    low, high = np.nanquantile(resampled, [0.025, 0.975])
    return [plain.within_correlation(products), float(low), float(high), len(cells), both]


def plain_excess_votes(tally: Tally) -> list[float]:
    """Return the national curve's value at its middle, and the ends of its interval there."""
    came, registered, votes = tally.counts("ballots"), tally.counts("registered"), tally.votes_for()
    used = (came > 0) & (registered >= MIN_REGISTERED) & (came <= registered) & (votes <= came)
    turnout = np.minimum(100 * came[used] // registered[used], 99)
    middle = int(np.median(turnout))
    leader, others, cell = votes[used].tolist(), (came - votes)[used].tolist(), turnout.tolist()
    district = _districts(tally)[used].tolist()
    weights = _weights(max(district) + 1, EXCESS_DRAWS)
    samples = plain.resampled_excess_curves(leader, others, cell, district, weights)
    low, high = np.nanquantile([sample[middle] for sample in samples], [0.025, 0.975])
    return [plain.excess_curve(leader, others, cell)[middle], float(low), float(high)]


def _rates(tally: Tally) -> tuple[Counts, Counts, Counts, Counts]:
    """Return votes, ballots, issued and registered of the units that whole percentages look at."""
    votes, ballots = tally.votes_for(), tally.counts("ballots")
    came, registered = tally.counts("issued"), tally.counts("registered")
    used = (ballots > 0) & (registered >= MIN_REGISTERED)
    used &= (100 * votes <= MAX_PERCENT * ballots) & (100 * came <= MAX_PERCENT * registered)
    return votes[used], ballots[used], came[used], registered[used]


def _districts(tally: Tally) -> Counts:
    return tally.groups(tally.levels[-1])[1]


def _weights(blocks: int, draws: int) -> list[list[float]]:
    weights: list[list[float]] = block_weights(np.random.default_rng(SEED), blocks, draws).tolist()
    return weights


def _by_method(name: str) -> Work:
    run = card(name).run

    def work(tally: Tally) -> list[float]:
        found = run(tally, seed=SEED).headline
        return [found.value, found.low, found.high]

    return work


PLAIN: dict[str, Work] = {
    "integer_percentages": plain_integer_percentages,
    "fingerprint": plain_fingerprint,
    "excess_votes": plain_excess_votes,
}
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
