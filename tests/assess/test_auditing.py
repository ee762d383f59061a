"""The audit as a whole: what runs, what is adjusted, what is graded, and that it is repeatable."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import polars as pl
import pytest

from tallyscope import assess
from tallyscope.assess.assessment import WORST_FIRST, Assessment
from tallyscope.assess.auditing import audit
from tallyscope.benchmark.reference import clean_names
from tallyscope.errors import DataError, NotApplicable
from tallyscope.methods import UNCONTESTED, card
from tallyscope.result import Result, Skipped
from tallyscope.simulate.honest import country
from tallyscope.simulate.rounding import rounding
from tallyscope.simulate.tamper import Placement
from tallyscope.sources import read
from tallyscope.tally import Contest, Source, Tally
from tests.assess.outcomes import a_result, primary


@cache
def tally() -> Tally:
    return country(n_units=800, n_regions=4, n_districts=40, seed=1)


def as_data(assessment: Assessment) -> list[Any]:
    """Everything that is told, frames as text."""
    told: list[Any] = [
        assessment.choice,
        dict(assessment.adjusted_p),
        dict(assessment.grades),
        assessment.summary,
        assessment.cautions,
        assessment.made_by,
    ]
    for outcome in assessment.outcomes.values():
        told += [
            value.write_json() if isinstance(value, pl.DataFrame) else value
            for value in vars(outcome).values()
        ]
    return told


def test_all_methods_run_in_their_order() -> None:
    seen: list[str] = []
    assessment = audit(tally(), progress=seen.append)
    assert list(assessment.outcomes) == [method.name for method in UNCONTESTED]
    assert seen == [method.title for method in UNCONTESTED]
    assert assessment.tally is tally()


def test_the_same_seed_makes_the_same_audit() -> None:
    one, again, other = (audit(tally(), seed=seed) for seed in (3, 3, 4))
    assert as_data(one) == as_data(again)
    assert as_data(one) != as_data(other)


def test_who_made_it() -> None:
    named = replace(tally(), source=Source(what="results.csv", sha256="ab12"))
    made_by = audit(named, seed=5, choice="second", options={"levels": "a,b"}).made_by
    assert made_by.version == version("tallyscope")
    assert made_by.seed == 5
    assert (made_by.input_name, made_by.input_sha256) == ("results.csv", "ab12")
    assert made_by.settings == {
        "choice": "second",
        "methods": [method.name for method in UNCONTESTED],
        "options": {"levels": "a,b"},
    }
    json.dumps(made_by.settings)


def test_a_misspelt_choice_stops_the_audit() -> None:
    with pytest.raises(DataError) as caught:
        audit(tally(), choice="lead")
    assert str(caught.value) == (
        "there is no choice 'lead'; expected one of 'leader', 'second', 'third'."
        " Did you mean 'leader'?"
    )


@pytest.mark.parametrize(
    ("focus", "asked", "chosen"),
    [(None, None, "leader"), ("second", None, "second"), ("second", "third", "third")],
)
def test_whose_gain_is_tested(focus: str | None, asked: str | None, chosen: str) -> None:
    contest = Contest(levels=("region", "district"), focus=focus)
    assessment = audit(replace(tally(), contest=contest), choice=asked)
    assert assessment.choice == chosen
    assert {
        outcome.choice for outcome in assessment.outcomes.values() if isinstance(outcome, Result)
    } == {chosen}
    assert any("Nobody said" in text for text in assessment.cautions) == (chosen == "leader")


def test_methods_that_do_not_apply_are_skipped_with_the_reason() -> None:
    methods = (card("integer_percentages"), card("fingerprint"))
    assessment = audit(replace(tally(), registered=None), methods=methods)
    assert assessment.outcomes["fingerprint"] == Skipped(
        "fingerprint", "the results have no column for registered"
    )
    assert isinstance(assessment.outcomes["integer_percentages"], Result)
    assert assessment.grades["turnout and share"].level == "cannot tell"
    assert "integer_percentages" in assessment.adjusted_p


def test_nothing_applies() -> None:
    assessment = audit(tally().where(tally().counts("registered") < 0))
    assert all(isinstance(outcome, Skipped) for outcome in assessment.outcomes.values())
    assert assessment.adjusted_p == {}
    assert {
        grade.level for family, grade in assessment.grades.items() if "completeness" not in family
    } == {"cannot tell"}


def test_one_primary_test_needs_no_adjustment() -> None:
    assessment = audit(tally(), methods=(card("integer_percentages"), card("fingerprint")))
    result = assessment.outcomes["integer_percentages"]
    assert isinstance(result, Result)
    assert assessment.adjusted_p == {"integer_percentages": result.p_value}


def runs(p_value: float | None) -> Callable[..., Result]:
    def run(tally: Tally, *, choice: str | None = None, seed: int = 0) -> Result:
        return replace(a_result(p_value=p_value), method="dice")

    return run


def silent(
    tally: Tally, *, choice: str | None = None, seed: int = 0, marked: str | None = None
) -> Result:
    raise NotApplicable("silent has nothing to say")


def test_p_values_of_the_primary_tests_are_adjusted_together() -> None:
    # Holm: 3*0.001; 2*0.004 = 0.008; 0.3; what did not run or only describes does not count
    methods = (
        primary("one", runs(0.004)),
        primary("two", runs(0.001)),
        primary("three", runs(0.3)),
        replace(primary("describing", runs(1e-9)), primary=False),
        primary("without", runs(None)),
    )
    assert audit(tally(), methods=methods).adjusted_p == pytest.approx(
        {"one": 0.008, "two": 0.003, "three": 0.3}
    )


def test_further_inputs_go_to_the_methods_that_take_them() -> None:
    seen: dict[str, object] = {}

    def taking(
        tally: Tally,
        *,
        choice: str | None = None,
        seed: int = 0,
        previous: Tally | None = None,
        marked: str | None = None,
    ) -> Result:
        seen.update(previous=previous, marked=marked)
        return a_result()

    methods = (primary("taking", taking, takes=("previous", "marked")), primary("not", runs(0.5)))
    earlier = replace(tally(), source=Source(what="before.csv", sha256="cd34"))
    assessment = audit(tally(), methods=methods, previous=earlier, marked="x_observer")
    assert seen == {"previous": earlier, "marked": "x_observer"}
    told = assessment.made_by.settings
    assert (told["previous"], told["marked"]) == ("before.csv cd34", "x_observer")
    assert "totals" not in told


def test_a_method_that_nobody_gave_its_input_has_no_grade() -> None:
    marks = replace(
        primary("marks", silent, family="marks", takes=("marked",)), needs=("votes", "marked")
    )
    without = audit(tally(), methods=(marks,))
    assert "marks" not in without.grades
    assert without.summary[-1] == "Marks: not looked at, because silent has nothing to say."
    given = audit(tally(), methods=(marks,), marked="x_seen")
    assert given.grades["marks"].level == "cannot tell"


def test_a_family_is_graded_by_its_worst_method_and_the_worst_comes_first() -> None:
    methods = (
        primary("fine", runs(0.9), family="a"),
        primary("odd", runs(1e-12), family="a"),
        primary("quiet", runs(0.8), family="b"),
        primary("silent", silent, family="c"),
        primary("silent too", silent, family="a"),
    )
    assessment = audit(tally(), methods=methods)
    grades = assessment.grades
    assert list(grades) == ["a", "completeness of the data", "b", "c"]
    assert (grades["a"].level, grades["a"].methods) == ("unusual", ("odd",))
    assert grades["c"].line == "silent has nothing to say"
    assert assessment.summary[6] == "Silent: not looked at, because silent has nothing to say."
    assert assessment.summary[2].startswith("Fine: ")  # of the family that is graded worst


def test_grades_come_worst_first() -> None:
    incomplete = replace(
        rounding(tally(), Placement(0.5), of="both").tally,
        set_aside=pl.DataFrame({"unit": ["x"], "row": [2], "reason": ["no data"]}),
    )
    levels = [WORST_FIRST.index(grade.level) for grade in audit(incomplete).grades.values()]
    assert levels == sorted(levels)
    assert WORST_FIRST[levels[0]] == "incompatible"
    assert WORST_FIRST[levels[-1]] == "cannot tell"


def test_no_method_no_finding() -> None:
    assessment = audit(tally(), methods=())
    assert list(assessment.grades) == ["completeness of the data"]
    assert len(assessment.summary) == 2


def test_an_assessment_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        audit(tally(), methods=()).choice = "second"  # type: ignore[misc]


def test_pages_are_written_by_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[tuple[Assessment, Path]] = []
    html, exchange = (ModuleType(f"tallyscope.report.{name}") for name in ("html", "exchange"))
    html.write = lambda assessment, path: written.append((assessment, path))  # type: ignore[attr-defined]
    exchange.to_json = lambda assessment: "{}"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tallyscope.report.html", html)
    monkeypatch.setitem(sys.modules, "tallyscope.report.exchange", exchange)
    assessment = audit(tally(), methods=())
    assessment.to_html("report.html")
    assert written == [(assessment, Path("report.html"))]
    assert assessment.to_json() == "{}"


@pytest.mark.slow
def test_no_clean_election_is_graded_worse_than_unusual(shared: Path) -> None:
    folder = shared / "data" / "world"
    names = clean_names(folder)
    assert len(names) >= 14
    for name in names:
        levels = {grade.level for grade in audit(read(folder / f"{name}.parquet")).grades.values()}
        assert levels <= {"unusual", "descriptive", "cannot tell"}, name


YEARS = (
    "2004-president",
    "2007-duma",
    "2008-president",
    "2011-duma",
    "2012-president",
    "2016-duma",
    "2018-president",
    "2020-referendum",
    "2021-duma",
    "2024-president",
)


@pytest.mark.slow
@pytest.mark.parametrize("year", YEARS)
def test_round_numbers_of_russian_elections_are_incompatible(shared: Path, year: str) -> None:
    results = read(shared / "data" / "russia" / f"russia-{year}.parquet")
    assessment = audit(results, methods=UNCONTESTED[:1])
    result = assessment.outcomes["integer_percentages"]
    z = result.counts.filter(criterion="either", period=1, weight="stations")["z"][0]  # type: ignore[union-attr]
    assert z > 5
    assert assessment.grades["round numbers"].level == "incompatible"
    assert assessment.summary[1].startswith(
        "Something in these figures is not what counting leaves"
    )


@pytest.mark.slow
def test_places_without_any_figure_are_named(shared: Path) -> None:
    results = read(shared / "data" / "russia" / "russia-2024-president.parquet")
    found = audit(results, methods=()).grades["completeness of the data"]
    assert found.level == "cannot tell"
    assert found.line.startswith("Cannot tell about 2,268 of 94,214 units")
    assert "Херсонская область" in found.line


def test_names_are_loaded_when_they_are_used() -> None:
    assert assess.audit is audit
    for name in assess.__all__:
        assert getattr(assess, name).__name__ == name
    with pytest.raises(AttributeError, match=r"tallyscope\.assess has no 'audits'"):
        _ = assess.audits
