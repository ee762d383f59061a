"""Work on one case: make the election, let every method look at it, compare with the truth."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from tallyscope.assess import audit
from tallyscope.assess.assessment import Assessment
from tallyscope.assess.grade import grade
from tallyscope.assess.reference import Kind, rank
from tallyscope.benchmark.cases import USUAL, Case
from tallyscope.benchmark.runner import Answer
from tallyscope.methods import METHODS, UNCONTESTED
from tallyscope.result import Method, Result
from tallyscope.simulate.awkward import awkward
from tallyscope.simulate.honest import country
from tallyscope.simulate.mechanisms import mechanism
from tallyscope.simulate.tamper import Tampered, begin
from tallyscope.sources import read
from tallyscope.stats.precision_recall import average_precision
from tallyscope.tally import Tally

REGIONS, STATIONS_PER_DISTRICT = 10, 50  # our choice: like a country of middle size
# It neither tests nor is graded, so that there is nothing to count, and takes half of the time.
COUNTED = tuple(method for method in METHODS if method.name != "klimek_model")
VOTES = "votes"  # the unit of a headline that says how many votes were affected

ROWS: Mapping[str, type[pl.DataType]] = {
    "case": pl.String,
    "question": pl.String,
    "honest": pl.String,
    "mechanism": pl.String,
    "where": pl.String,
    "n_units": pl.Int64,
    "share": pl.Float64,
    "dose": pl.Float64,
    "file": pl.String,
    "method": pl.String,
    "skipped": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "p_value": pl.Float64,
    "statistic": pl.Float64,
    "beyond": pl.Boolean,
    "level": pl.String,
    "votes_planted": pl.Int64,
    "votes_taken": pl.Int64,
    "leader_votes": pl.Int64,
    "covers": pl.Boolean,
    "average_precision": pl.Float64,
    "base_rate": pl.Float64,
}
"""Columns of the rows: the case, then what one method said of it.

``p_value`` is not adjusted; ``beyond`` tells whether the statistic lies beyond every clean
election, ``level`` is the grade; ``covers`` whether an interval of votes affected holds the
planted number. ``votes_planted`` were added to the favoured choice, ``votes_taken`` taken from the
others. ``average_precision`` is that of the listed units against those tampered with,
``base_rate`` what a list in random order would have. What cannot be said is null.
"""


def trial(case: Case, *, data: Path | None = None, only: tuple[str, ...] = ()) -> Answer:
    """Do one case.

    Parameters
    ----------
    case : Case
    data : Path, optional
        Folder of the real elections.
    only : tuple of str
        Names of the methods that look at it; all if empty. Their p-values are then adjusted for
        all primary tests after Bonferroni, which is never less than what Holm makes of them.

    Returns
    -------
    Answer
        One row per method, and seconds per method with the peak memory of the process. Contested
        methods, which never grade, look at honest elections only.
    """
    made = _election(case, data)
    seconds: list[float] = []
    tried = UNCONTESTED if case.question == "power" else COUNTED
    methods = tuple(method for method in tried if not only or method.name in only)
    assessment = audit(
        made.tally,
        choice=None if case.question == "clean" else made.honest.choice(),
        methods=methods,
        totals=made.totals,
        progress=lambda _title: seconds.append(time.perf_counter()),
    )
    seconds.append(time.perf_counter())
    if only:
        adjusted = _for_all_tests(assessment, assessment.adjusted_p)
        assessment = replace(assessment, adjusted_p=adjusted)
    rows = [_row(case, method, made, assessment) for method in methods]
    costs = {
        "case": [case.name] * len(assessment.outcomes),
        "method": list(assessment.outcomes),
        "seconds": np.diff(seconds),
        "peak_mb": [_peak_mb()] * len(assessment.outcomes),
    }
    return Answer(pl.DataFrame(rows, schema=ROWS), pl.DataFrame(costs))


def _for_all_tests(assessment: Assessment, tests: Iterable[str]) -> dict[str, float]:
    """Adjust the p-values of some primary tests as if all had been made."""
    primary = sum(method.primary for method in METHODS)
    adjusted = {}
    for name in tests:
        outcome = assessment.outcomes[name]
        assert isinstance(outcome, Result)
        assert outcome.p_value is not None
        adjusted[name] = min(primary * outcome.p_value, 1.0)
    return adjusted


def _election(case: Case, data: Path | None) -> Tampered:
    """Make the election of a case, with the truth about it."""
    if case.question == "clean":
        if data is None:
            raise ValueError(f"{case.name} needs the folder of real elections")
        return _untampered(read(data / f"{case.file}.parquet"))
    honest = country(
        n_units=case.n_units,
        n_regions=REGIONS,
        n_districts=max(case.n_units // STATIONS_PER_DISTRICT, REGIONS),
        seed=case.seed,
    )
    if case.honest != USUAL:
        honest = awkward(case.honest)(honest, case.seed)
    if not case.mechanism:
        return _untampered(honest)
    return mechanism(case.mechanism)(honest, case.placement, case.dose, case.seed)


def _untampered(tally: Tally) -> Tampered:
    return begin(tally)


def _row(case: Case, method: Method, made: Tampered, assessment: Assessment) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(ROWS)
    row |= {
        "case": case.name,
        "question": case.question,
        "honest": case.honest,
        "mechanism": case.mechanism,
        "where": case.where,
        "n_units": len(made.tally),
        "share": case.share,
        "dose": case.dose,
        "file": case.file,
        "method": method.name,
        "votes_planted": made.votes_added,
        "votes_taken": int(made.truth["votes_taken"].sum()),
        "leader_votes": int(made.honest.votes_for(assessment.choice).sum()),
    }
    outcome = assessment.outcomes[method.name]
    if not isinstance(outcome, Result):
        return row | {"skipped": outcome.reason}
    place = rank(method, outcome, Kind.of(made.tally), without=case.country)
    adjusted = assessment.adjusted_p.get(method.name)
    headline = outcome.headline
    covers = headline.low - 0.5 <= made.votes_added <= headline.high + 0.5  # votes are whole
    return row | {
        "value": headline.value,
        "low": headline.low,
        "high": headline.high,
        "p_value": outcome.p_value,
        "statistic": None if method.statistic is None else method.statistic.of(outcome),
        "beyond": None if place is None else place.beyond,
        "level": grade(method, outcome, adjusted, place).level,
        "covers": covers if headline.unit == VOTES else None,
        **_localisation(outcome, made),
    }


def _localisation(result: Result, made: Tampered) -> dict[str, float]:
    """Compare the listed units with those tampered with; units not listed come last, together."""
    units = made.tally.units["unit"]
    truth = units.is_in(made.truth["unit"].unique().implode()).to_numpy()
    if result.unit_scores is None or not truth.any():
        return {}
    listed = units.to_frame().join(result.unit_scores, on="unit", how="left", maintain_order="left")
    lowest = result.unit_scores["score"].min() if result.unit_scores.height else 0.0
    assert isinstance(lowest, float)
    score = listed["score"].fill_null(lowest - 1.0).to_numpy()
    return {
        "average_precision": average_precision(score, truth),
        "base_rate": float(truth.mean()),
    }


def _peak_mb() -> float:
    """Return the largest resident memory of this process so far, in megabytes."""
    per_megabyte = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_megabyte
