"""Text of any size that looks like the results of many countries: long, and wide.

The numbers are drawn, and say nothing; every row adds up. ``long`` has one row per station and
candidate, ``wide`` one row per station with its address, its counts and a column per candidate.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

Counts = npt.NDArray[np.int64]
Form = Literal["long", "wide"]

CANDIDATES = 10
STATIONS_AT_ONCE = 50_000
PER_DISTRICT, PER_REGION = 400, 40_000


def write_large(path: Path, size: int, form: Form, *, seed: int = 0) -> int:
    """Write a file of at least `size` bytes; return how many rows it has below its header."""
    rows = written = 0
    with path.open("wb") as file:
        for frame in _frames(form, seed):
            text = frame.write_csv(include_header=not rows).encode()
            file.write(text)
            rows += frame.height
            written += len(text)
            if written >= size:
                return rows
    raise AssertionError("there are always more stations")


def _frames(form: Form, seed: int) -> Iterator[pl.DataFrame]:
    chance = np.random.default_rng(seed)
    start = 0
    while True:
        station = pl.Series("at", np.arange(start, start + STATIONS_AT_ONCE))
        start += STATIONS_AT_ONCE
        registered = chance.integers(100, 2_500, STATIONS_AT_ONCE)
        ballots = chance.binomial(registered, 0.6)
        invalid = chance.binomial(ballots, 0.02)
        leaning = chance.dirichlet(np.full(CANDIDATES, 2.0), STATIONS_AT_ONCE)
        votes = chance.multinomial(ballots - invalid, leaning)
        places = station.to_frame().with_columns(
            region=pl.format("Region {}", pl.col("at") // PER_REGION),
            district=pl.format("District number {}", pl.col("at") // PER_DISTRICT),
            station=pl.format("Polling station No {}", pl.col("at") % PER_DISTRICT),
        )
        if form == "long":
            yield _long(places, votes)
        else:
            yield _wide(places, registered, ballots, invalid, votes)


def _long(places: pl.DataFrame, votes: Counts) -> pl.DataFrame:
    of_each = [
        places.with_columns(candidate=pl.lit(_name(place)), votes=pl.Series(votes[:, place]))
        for place in range(CANDIDATES)
    ]
    return pl.concat(of_each).sort("at", maintain_order=True).drop("at")


def _wide(
    places: pl.DataFrame,
    registered: Counts,
    ballots: Counts,
    invalid: Counts,
    votes: Counts,
) -> pl.DataFrame:
    address = "School No {}, Long Street of the Republic {}, first floor, room {}"
    at = pl.col("at")
    return places.with_columns(
        pl.format(address, at % 211, at % 977, at % 31).alias("address"),
        pl.Series("registered", registered),
        pl.Series("ballots", ballots),
        pl.Series("valid", ballots - invalid),
        pl.Series("invalid", invalid),
        *(pl.Series(_name(place), votes[:, place]) for place in range(CANDIDATES)),
    ).drop("at")


def _name(place: int) -> str:
    return f"Candidate Number {place + 1}"
