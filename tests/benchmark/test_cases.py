"""The cases: names and seeds of their own, and what is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tallyscope.benchmark import catalogue
from tallyscope.benchmark.cases import FULL, PACKAGED, PLANS, SMALL, Case, Plan, clean, simulated
from tallyscope.errors import DataError
from tallyscope.simulate.awkward import AWKWARD
from tallyscope.simulate.mechanisms import MECHANISMS
from tallyscope.simulate.tamper import Placement


@pytest.mark.parametrize("plan", [SMALL, FULL, *PACKAGED])
def test_every_feature_and_mechanism_is_asked_once_per_seed(plan: Plan) -> None:
    cases = list(simulated(plan))
    assert len({case.name for case in cases}) == len(cases)
    honest = [case for case in cases if case.question == "size"]
    assert {case.honest for case in honest} == {"usual", *AWKWARD}
    assert len(honest) == plan.honest_seeds * (1 + len(AWKWARD))
    assert {case.mechanism for case in cases if case.question == "power"} == set(MECHANISMS)


def test_no_honest_election_is_another_ones_and_none_is_tampered_with_elsewhere() -> None:
    cases = list(simulated(FULL))
    honest = [case.seed for case in cases if case.question == "size"]
    assert len(set(honest)) == len(honest)
    assert not set(honest) & {case.seed for case in cases if case.question == "power"}


def test_a_run_that_is_stopped_has_asked_every_question_about_as_often() -> None:
    cases = list(simulated(SMALL))
    first = cases[: 1 + len(AWKWARD) + len(MECHANISMS)]
    assert {case.honest for case in first} == {"usual", *AWKWARD}
    assert {case.mechanism for case in first if case.mechanism} == set(MECHANISMS)


def test_other_placements_have_parts_of_their_own() -> None:
    plan = Plan(100, 0, 1, (0.1, 0.2), {"one region": (0.5,)})
    asked = {(case.where, case.share) for case in simulated(plan)}
    assert asked == {("anywhere", 0.1), ("anywhere", 0.2), ("one region", 0.5)}


@pytest.mark.parametrize("name", PLANS)
def test_names_of_a_plan_are_different(name: str) -> None:
    cases = catalogue.chosen(name, None)
    assert len({case.name for case in cases}) == len(cases)


@pytest.mark.parametrize(
    ("where", "placement"),
    [
        ("anywhere", Placement(0.1)),
        ("one region", Placement(0.1, regions=1)),
        ("small units", Placement(0.1, among="small units")),
        ("strongholds", Placement(0.1, among="strongholds")),
    ],
)
def test_places(where: str, placement: Placement) -> None:
    case = Case(name="x", question="power", share=0.1, where=where)  # type: ignore[arg-type]
    assert case.placement == placement


def test_real_elections_come_with_their_country() -> None:
    (case,) = clean({"land-2020": "Land"})
    assert (case.file, case.country, case.question) == ("land-2020", "Land", "clean")


def test_plans_and_beginnings() -> None:
    assert len(catalogue.chosen("small", None)) == len(list(simulated(SMALL)))
    some = catalogue.chosen("small:power-copying", None)
    assert some
    assert all(case.mechanism == "copying" for case in some)


def test_with_a_folder_the_clean_elections_are_cases_and_hashed(tmp_path: Path) -> None:
    index = {"land": {"group": "clean", "country": "Land"}, "other": {"group": "mixed"}}
    (tmp_path / "index.json").write_text(json.dumps(index), encoding="utf-8")
    (tmp_path / "land.parquet").write_bytes(b"abc")
    cases = catalogue.chosen("small:clean", tmp_path)
    assert [case.file for case in cases] == ["land"]
    # sha256 of "abc"
    assert catalogue.hashes(cases, tmp_path)["land"].startswith("ba7816bf8f01cfea")
    assert catalogue.hashes(cases, None) == {}


@pytest.mark.parametrize(
    ("asked", "data", "message"),
    [
        (
            "smal",
            None,
            "--cases: there is no plan 'smal'; expected one of small, packaged, full. Did you",
        ),
        ("small:sice", None, "--cases: no case begins with 'sice'; expected names such as size-"),
        ("small", Path("nowhere"), "nowhere: there is no index.json; expected group and country"),
    ],
)
def test_what_cannot_be_asked(asked: str, data: Path | None, message: str) -> None:
    with pytest.raises(DataError) as caught:
        catalogue.chosen(asked, data)
    assert str(caught.value).startswith(message)
