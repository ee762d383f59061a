"""Figures as the page's script gets them."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import polars as pl

from tallyscope.methods.fingerprint import FingerprintResult
from tallyscope.report.charts import drawn
from tallyscope.result import Result
from tests.report import examples


def fingerprint() -> FingerprintResult:
    result = examples.hostile().outcomes["fingerprint"]
    assert isinstance(result, FingerprintResult)
    return result


def test_panels_hold_the_cells_of_their_region_and_its_name_once() -> None:
    made = next(one for one in drawn(fingerprint()) if one.figure.shape == "panels")
    panels = dict(made.specification["panels"])
    for (region,), part in fingerprint().regions.group_by("region"):
        rows = list(csv.DictReader(StringIO(panels[str(region)])))
        assert sum(int(row["units"]) for row in rows) == part["units"].sum()
        assert "region" not in rows[0]
    assert list(panels) == fingerprint().region_summary["region"].sort().to_list()


def test_ids_are_unique_and_figures_bring_no_colours() -> None:
    ids = []
    for outcome in examples.tampered().outcomes.values():
        if not isinstance(outcome, Result):
            continue
        for one in drawn(outcome):
            ids.append(one.id)
            assert "config" not in one.specification
    assert len(set(ids)) == len(ids)


def test_one_region_has_no_panels() -> None:
    result = fingerprint()
    first = result.region_summary["region"][0]
    alone = replace(
        result,
        region_summary=result.region_summary.filter(pl.col("region") == first),
        regions=result.regions.filter(pl.col("region") == first),
    )
    assert "panels" not in {one.figure.shape for one in drawn(alone)}
