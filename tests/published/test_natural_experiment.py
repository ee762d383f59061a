"""Published experiments with marked stations, as far as data allow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from tallyscope.methods.natural_experiment import natural_experiment
from tallyscope.simulate.honest import Spread, country
from tallyscope.sources import read
from tallyscope.tally import Tally
from tests.published.numbers import Entry, number, printed_like, table

FILE = "enikolopov_observers.toml"
ENTRIES: list[Entry] = table(FILE)["experiment"]
SIMULATED = next(entry for entry in ENTRIES if "simulated" in entry)
MISSING = next(entry for entry in ENTRIES if "no_data" in entry)
DISTRICTS = 125  # of Moscow


def city(seed: int) -> Tally:
    """Return a city where unobserved stations have eleven points more, marks by lot."""
    stations, watched = (int(number(SIMULATED[name])) for name in ("stations", "marked_stations"))
    share = number(SIMULATED["share_marked"]) / 100
    drawn = country(
        n_units=2 * stations,
        n_regions=1,
        n_districts=DISTRICTS,
        choices=("United Russia", "others"),
        shares=(share, 1 - share),
        turnout=0.55,
        regions=Spread(0.0, 0.0),
        seed=seed,
    )
    towns = np.flatnonzero((drawn.units["kind"] == "town").to_numpy())[:stations]
    honest = drawn.where(np.isin(np.arange(len(drawn)), towns))
    rng = np.random.default_rng(seed)
    mark = np.zeros(stations, dtype=np.bool_)
    mark[rng.choice(stations, watched, replace=False)] = True
    gain = (number(SIMULATED["share_other"]) - number(SIMULATED["share_marked"])) / 100
    moved = np.where(
        mark, 0, rng.binomial(honest.votes[:, 1], gain / np.mean(1 - honest.share("United Russia")))
    )
    votes = honest.votes + np.stack([moved, -moved], axis=1)
    kinds = pl.Series("observer", np.where(mark, "observed", "not observed"))
    return replace(honest, votes=votes, units=honest.units.with_columns(kinds))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_simulated_city_of_the_published_size(seed: int) -> None:
    result = natural_experiment(city(seed), marked="observer", choice="United Russia")
    printed = number(SIMULATED["share_marked"]) - number(SIMULATED["share_other"])
    assert result.marked_value == "observed"
    assert result.headline.low < printed < result.headline.high < 0
    assert result.headline.high - result.headline.low < 6
    assert result.p_value is not None
    assert result.p_value < 1e-6
    assert result.gamma > 1.5
    low, _, high = result.implied_votes
    assert low < high < 0


def test_the_file_of_2018_has_no_scanners(shared: Path) -> None:
    tally = read(shared / "data" / "russia" / f"russia-{MISSING['election']}.parquet")
    assert set(tally.units.columns) == {"unit", *tally.levels, "station"}, "remove the note no_data"


def test_machines_and_paper_in_bulgaria(shared: Path) -> None:
    # honest marks that were not dealt out by lot: the page's warning
    tally = read(shared / "data" / "world" / "bulgaria-2021jul-parliament.parquet")
    by_machine = pl.col("x_machine_ballots").cast(pl.Int64, strict=False).fill_null(0) > 0
    kind = pl.when(by_machine).then(pl.lit("machine")).otherwise(pl.lit("paper"))
    tally = replace(tally, units=tally.units.with_columns(kind=kind))
    result = natural_experiment(tally, marked="kind")
    assert result.marked_value == "paper"
    assert printed_like(result.headline.value, "-3.6")
    assert printed_like(result.gamma, "1.8")
    assert result.p_value is not None
    assert 6e-33 < result.p_value < 8e-33
    turnout = result.measures.filter(measure="turnout")["difference"][0]
    assert printed_like(turnout, "14")


def test_every_entry_says_what_became_of_it() -> None:
    assert all(("simulated" in entry) != ("no_data" in entry) for entry in ENTRIES)
