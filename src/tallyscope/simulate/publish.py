"""A simulated election as the results file that a commission would publish."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from tallyscope.errors import DataError, Fault
from tallyscope.tally import COUNT_NAMES, Tally
from tallyscope.writing import replacing


def results_file(tally: Tally) -> pl.DataFrame:
    """Return one row per station: its levels, ``station``, the counts known, and the choices.

    A station is called by the column ``station`` of the tally, else by the id of its unit.

    Raises
    ------
    DataError
        If a choice is called like one of the other columns.

    Examples
    --------
    >>> from tallyscope.simulate.honest import country
    >>> tally = country(n_units=50, n_regions=2, n_districts=4)
    >>> results_file(tally).columns[:4]
    ['region', 'district', 'station', 'registered']
    """
    counts = {name: tally.counts(name) for name in COUNT_NAMES if tally.has(name)}
    taken = {*tally.levels, "station", *counts} & set(tally.choices)
    if taken:
        raise DataError(
            [
                Fault(f"a choice is called {name!r}", expected="no name of another column")
                for name in sorted(taken)
            ],
            source="results file",
        )
    votes = {choice: tally.votes[:, j] for j, choice in enumerate(tally.choices)}
    station = "station" if "station" in tally.units.columns else "unit"
    return tally.units.select(*tally.levels, station=station).with_columns(
        **{name: pl.Series(values) for name, values in (counts | votes).items()}
    )


def publish(tally: Tally, path: Path) -> None:
    """Write the results file of a tally, as :func:`write_table` does."""
    write_table(results_file(tally), path)


def write_table(table: pl.DataFrame, path: Path) -> None:
    """Write a table: Parquet where the name ends so, else CSV (UTF-8, comma, one header line).

    It is written beside and then renamed, so that no half file is left if writing is cut off.
    """
    with replacing(path) as beside:
        if path.suffix == ".parquet":
            table.write_parquet(beside)
        else:
            table.write_csv(beside)
