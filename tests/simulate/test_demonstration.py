"""The demonstration's country: what its docstring says was planted is planted."""

from __future__ import annotations

import polars as pl

from tallyscope.simulate.demonstration import demonstration


def test_doses_and_places_are_the_stated_ones() -> None:
    tampered = demonstration(n_units=8_000, seed=1)
    by_mechanism = dict(
        tampered.truth.join(tampered.honest.units, on="unit")
        .group_by("mechanism")
        .agg(pl.col("region").n_unique())
        .iter_rows()
    )
    assert by_mechanism == {
        "incremental stuffing": 4,
        "extreme stuffing": 4,
        "rounding of both": 6,
    }
    share = dict(tampered.truth["mechanism"].value_counts(normalize=True).iter_rows())
    rows = tampered.truth.height
    # 8%, 1% and 3% of 8,000 stations, more or less as the regions drawn are large
    assert 400 < share["incremental stuffing"] * rows < 900
    assert 50 < share["extreme stuffing"] * rows < 120
    assert 150 < share["rounding of both"] * rows < 340
    assert 0.02 < tampered.votes_added / tampered.honest.votes_for().sum() < 0.08


def test_one_seed_one_country_with_its_honest_twin() -> None:
    one, again = (demonstration(n_units=600, seed=3) for _ in range(2))
    assert one.truth.equals(again.truth)
    assert (one.honest.votes == again.honest.votes).all()
    assert not (one.honest.votes == one.tally.votes).all()
