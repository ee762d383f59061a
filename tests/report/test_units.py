"""The list of units to look at first."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from tallyscope.report.units import METHOD, NAME, REASON, SCORE, VOTES, flagged, table
from tallyscope.result import Result
from tests.report import examples


def test_units_come_with_their_places_and_counts() -> None:
    tally = examples.tampered_tally()
    listed = flagged(examples.tampered())
    row = listed.row(0, named=True)
    i = int(tally.units["unit"].index_of(row["unit"]) or 0)
    assert row["region"] == tally.units["region"][i]
    assert f"{row['region']} / {row['district']} / {row[NAME]}" == row["unit"]
    assert row[VOTES] == tally.votes_for("leader")[i]
    assert row["·registered"] == tally.counts("registered")[i]


def test_the_highest_score_of_a_method_comes_first() -> None:
    listed = flagged(examples.tampered())
    assert listed[METHOD].unique(maintain_order=True).to_list()[0] == "Whole percentages"
    for _, part in listed.group_by(METHOD):
        assert part[SCORE].is_sorted(descending=True)


def test_a_level_may_be_called_like_a_column_of_ours() -> None:
    assessment = examples.tampered()
    tally = assessment.tally
    contest = replace(tally.contest, levels=("score", "votes"))
    units = tally.units.rename({"region": "score", "district": "votes"})
    renamed = replace(
        tally,
        contest=contest,
        units=units,
        set_aside=tally.set_aside.select("unit", "row", "reason"),
    )
    made = table(replace(assessment, tally=renamed), flagged(replace(assessment, tally=renamed)))
    assert [column.heading for column in made.columns][:3] == ["score", "votes", "Unit"]
    assert made.rows[0][0].startswith("Region")


def test_without_scores_the_list_is_empty() -> None:
    assessment = examples.tampered()
    silent = {
        name: replace(one, unit_scores=None) if isinstance(one, Result) else one
        for name, one in assessment.outcomes.items()
    }
    listed = flagged(replace(assessment, outcomes=silent))
    assert listed.is_empty()
    assert listed.schema[REASON] == pl.String


def test_units_without_levels_keep_their_id() -> None:
    assessment = examples.without_levels()
    result = next(one for one in assessment.outcomes.values() if isinstance(one, Result))
    unit = assessment.tally.units["unit"][0]
    scores = pl.DataFrame({"unit": [unit], "score": [1.0], "reason": ["why"]})
    outcomes = {**assessment.outcomes, result.method: replace(result, unit_scores=scores)}
    assert flagged(replace(assessment, outcomes=outcomes))[NAME].to_list() == [unit]
