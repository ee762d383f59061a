"""The model of Klimek et al.: what it takes from the data, its fits, and logarithmic vote rates."""

from __future__ import annotations

from pathlib import Path

import pytest

from tallyscope.errors import NotApplicable
from tallyscope.methods.klimek_model import PUBLISHED, klimek_model
from tallyscope.sources import read
from tests.published.numbers import (
    Entry,
    as_noted,
    election,
    entries,
    number,
    printed_like,
    table,
)
from tests.published.test_pages import Row, parameters, rows_with

CORE = {
    "tau": "turnout",
    "nu": "share",
    "sigma_tau": "sd_turnout",
    "sigma_nu": "sd_share",
    "theta": "theta",
}
NEAR = 0.025  # of the stations: two steps of the grid


@pytest.mark.parametrize("entry", entries("klimek_fits.toml", "core"))
def test_what_the_model_takes_from_the_data(shared: Path, entry: Entry) -> None:
    # all units, turnout by ballots issued, share of ballots: as printed to the last digit
    found = klimek_model(election(shared, entry), min_registered=0).core.row(0, named=True)
    for printed, ours in CORE.items():
        assert printed_like(found[ours], entry[printed]), printed


@pytest.mark.parametrize("entry", entries("klimek_fits.toml", "fit"))
def test_fits_agree_or_are_noted(shared: Path, entry: Entry) -> None:
    found = klimek_model(election(shared, entry)).fits.row(0, named=True)
    assert as_noted(entry, abs(found["incremental"] - number(entry["f_i"])) <= NEAR)
    # the likelihood fit of the same model is far from either
    assert found["incremental"] > 4 * number(entry["mebane_f_i"])


def test_the_fits_that_are_drawn_are_the_published_ones() -> None:
    expected = [
        (f"Russia {entry['election'][:4]}", number(entry["f_i"]), number(entry["mebane_f_i"]))
        for entry in table("klimek_fits.toml")["fit"]
    ]
    assert list(PUBLISHED) == expected


@pytest.mark.parametrize("entry", entries("log_vote_rates.toml", "rate"))
def test_moments_of_the_log_vote_rate(shared: Path, entry: Entry) -> None:
    found = klimek_model(election(shared, entry)).log_vote_rate
    for row in found.iter_rows(named=True):
        for name in ("skewness", "kurtosis"):
            assert printed_like(row[name], entry[f"{name}_{row['of']}"])


FITS = ("election", "paper", "toolkit", "misplaced")


@pytest.mark.parametrize("row", parameters(rows_with("klimek_model", *FITS, "Mebane, Kalinin")))
def test_russian_elections(shared: Path, row: Row) -> None:
    found = klimek_model(election(shared, row)).fits
    for column, reading in (("paper", 0), ("toolkit", 1)):
        assert printed_like(found["incremental"][reading], row[column]), column
    assert f"{found['misplaced'][0]:.0%}" == row["misplaced"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "row",
    rows_with("klimek_model", *FITS, "skewness, kurtosis"),
    ids=lambda row: row["election"],
)
def test_clean_elections(shared: Path, row: Row) -> None:
    tally = read(shared / "data" / "world" / f"{row['election']}.parquet")
    if row["paper"] == "declined":
        with pytest.raises(NotApplicable):
            klimek_model(tally)
        return
    result = klimek_model(tally)
    for column, reading in (("paper", 0), ("toolkit", 1)):
        assert printed_like(result.fits["incremental"][reading], row[column]), column
    assert f"{result.fits['misplaced'][0]:.0%}" == row["misplaced"]
    rate = result.log_vote_rate.row(0, named=True)
    assert f"{rate['skewness']:.1f}, {rate['kurtosis']:.1f}" == row["skewness, kurtosis"]
