"""The packaged table: what it is made of, and what follows from it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from scipy.stats import binom

from tallyscope.assess import benchmarked
from tallyscope.assess.benchmarked import alarms, largest_tried, least, table, thresholds
from tallyscope.methods import METHODS

MADE: Mapping[str, Any] = {
    "thresholds": {
        "incompatible_p": 0.001,
        "unusual_p": 0.01,
        "size": 0.05,
        "demotion_p": 0.05,
        "power": 0.8,
    },
    "features": {"usual": "nothing is awkward", "camps": "there are camps"},
    "false_alarms": {
        "few": {
            "alarm": "It was graded",
            "simulated": {"usual": [100, 0], "camps": [100, 3]},
            "at_5": {"usual": [100, 4], "camps": [100, 9]},
            "clean": [14, 1],
        },
        "many": {
            "alarm": "It was graded",
            "simulated": {"usual": [100, 0], "camps": [100, 12]},
            "at_5": None,
            "clean": [0, 0],
        },
        "silent": {
            "alarm": "It was graded",
            "simulated": {"usual": [100, 0]},
            "at_5": {"usual": [100, 0]},
            "clean": [14, 0],
        },
    },
    "tried": [
        {"mechanism": "copying", "where": "anywhere", "n_units": 100, "percent": 20.0},
        {"mechanism": "copying", "where": "anywhere", "n_units": 10_000, "percent": 30.0},
    ],
    "detectable": [
        {"mechanism": "copying", "where": "anywhere", "n_units": n, "method": method}
        | {"percent": percent, "low": low, "high": high, "until": None}
        for n, method, percent, low, high in (
            (100, "few", 8.0, 4.0, None),
            (100, "many", 16.0, 4.0, None),
            (10_000, "few", 2.0, 1.0, 4.0),
            (10_000, "many", 2.0, 1.0, 4.0),
        )
    ],
}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Read a table made by hand, and forget it afterwards."""
    caches = (benchmarked.thresholds, benchmarked.alarms, benchmarked._by_size, benchmarked._tried)

    def forget() -> None:
        for cache in caches:
            cache.cache_clear()

    forget()
    monkeypatch.setattr(benchmarked, "table", lambda: MADE)
    yield
    forget()


@pytest.mark.usefixtures("made")
def test_a_method_within_the_error_of_the_simulation_stays() -> None:
    # 9 of 100 or more at 5%: 0.063, times two features
    found = alarms("few")
    assert found is not None
    assert found.refused == ()
    assert found.warning == ""
    assert str(found) == (
        "It was graded in 3 of 200 honest simulated elections, most often where there are camps"
        " (3 of 100), and in 1 of 14 real ones widely regarded as clean."
    )


@pytest.mark.usefixtures("made")
def test_a_method_beyond_it_warns_only() -> None:
    # 12 of 100 or more at 5%: 0.0043, times two features
    found = alarms("many")
    assert found is not None
    assert [count.kind for count in found.refused] == ["there are camps"]
    assert found.warning == (
        "A warning only: it alarms at honest elections, too, where there are camps (12 of 100)."
    )


@pytest.mark.usefixtures("made")
def test_a_method_that_never_alarmed() -> None:
    assert str(alarms("silent")) == (
        "It was graded in 0 of 100 honest simulated elections, and in 0 of 14 real ones widely"
        " regarded as clean."
    )
    assert alarms("unheard of") is None


@pytest.mark.usefixtures("made")
def test_between_two_sizes_percents_change_evenly_on_a_scale_of_logarithms() -> None:
    found = least("copying", "anywhere", 1_000, ["few"])
    assert found is not None
    assert found.percent == pytest.approx(4.0)  # halfway from 8 to 2
    assert found.low == pytest.approx(2.0)
    assert math.isnan(found.high)  # open at one end
    assert found.methods == ("few",)


@pytest.mark.usefixtures("made")
def test_the_best_method_that_looked_speaks() -> None:
    both = least("copying", "anywhere", 10_000, ["few", "many"])
    assert both is not None
    assert (both.percent, both.methods) == (2.0, ("few", "many"))
    worse = least("copying", "anywhere", 100, ["many"])
    assert worse is not None
    assert worse.percent == 16.0


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(("n_units", "methods"), [(99, ["few"]), (1_000, []), (1_000, ["silent"])])
def test_nothing_is_claimed(n_units: int, methods: list[str]) -> None:
    assert least("copying", "anywhere", n_units, methods) is None
    assert least("careful", "anywhere", 1_000, ["few"]) is None


@pytest.mark.usefixtures("made")
def test_beyond_the_largest_size_its_percent_stands() -> None:
    found = least("copying", "anywhere", 1_000_000, ["few"])
    assert found is not None
    assert found.percent == 2.0


def test_others_see_on_where_one_falls_silent() -> None:
    def row(method: str, percent: float, until: float | None) -> dict[str, Any]:
        return {"method": method, "percent": percent, "low": None, "high": 9.0, "until": until}

    assert benchmarked.best_of([row("a", 3.0, 8.0), row("b", 20.0, None)]).until == 8.0
    assert benchmarked.best_of([row("a", 3.0, 8.0), row("b", 7.0, None)]).until == math.inf
    assert benchmarked.best_of([row("b", 7.0, 30.0), row("a", 3.0, 8.0)]).until == 30.0


@pytest.mark.usefixtures("made")
def test_what_was_tried() -> None:
    assert largest_tried("copying", "anywhere", 500) == 20.0
    assert largest_tried("copying", "anywhere", 20_000) == 30.0
    assert math.isnan(largest_tried("copying", "strongholds", 500))


def test_the_packaged_table_names_its_run() -> None:
    run = table()["run"]
    assert run["cases"]["size"] > 0
    assert run["cases"]["power"] > 0
    assert run["cases"]["clean"] > 0
    assert all(len(digest) == 64 for digest in run["results"])


def test_every_method_that_can_be_tried_is_in_the_packaged_table() -> None:
    untried = {method.name for method in METHODS if alarms(method.name) is None}
    # two need inputs that no simulated election has; one neither tests nor is graded
    assert untried == {"previous_election", "natural_experiment", "klimek_model"}


def test_no_method_that_may_accuse_fails_on_honest_elections() -> None:
    limits = thresholds()
    for method in METHODS:
        found = alarms(method.name)
        if method.primary and found is not None and not found.warning:
            for feature, (elections, rejected) in table()["false_alarms"][method.name][
                "at_5"
            ].items():
                chance = binom.sf(rejected - 1, elections, limits.size)
                assert chance > limits.demotion_p / len(table()["features"]), (method.name, feature)


def test_no_real_clean_election_is_called_unusual_by_a_method_that_grades() -> None:
    for method in METHODS:
        found = alarms(method.name)
        if found is not None and (method.primary or "graded" in found.alarm):
            assert found.real.alarms == 0, method.name
