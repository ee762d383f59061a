"""Numbers as they are printed, and results as they are kept."""

from __future__ import annotations

import dataclasses
import math
import sys
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.result import Estimate, Result, Skipped, rounded


@pytest.mark.parametrize(
    ("value", "spread", "printed"),
    [
        (3681.79, 458.5, "3,680"),  # two digits of the spread: to tens
        (28_666_718.0, 28e6, "29,000,000"),
        (0.1234, 0.05, "0.123"),
        (0.1234, 0.5, "0.12"),
        (12.0, 1.0, "12.0"),
        (12.34, 10.0, "12"),
        (-3681.79, 458.5, "-3,680"),
        (-0.004, 0.5, "0.00"),  # never a minus before zero
        (-0.4, 30.0, "0"),
        (3681.79, 0.0, "3,681.79"),  # without a spread all that is known
        (3681.0, 0.0, "3,681"),
        (3681.79, math.inf, "3,681.79"),
        (3681.79, math.nan, "3,681.79"),
        (math.nan, 1.0, "unknown"),
        (math.inf, 1.0, "unknown"),
    ],
)
def test_rounded(value: float, spread: float, printed: str) -> None:
    assert rounded(value, spread) == printed


@settings(deadline=None)
@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9))
def test_rounding_errs_by_a_twentieth_of_the_spread_at_most(value: float, spread: float) -> None:
    # the last digit printed is between a hundredth and a tenth of the spread
    printed = float(rounded(value, spread).replace(",", ""))
    assert abs(printed - value) <= 0.05 * spread * (1 + 1e-9) + 1e-9


def test_an_estimate_is_never_alone() -> None:
    estimate = Estimate(3681.8, 3452.4, 3911.1, 0.95, "units", "how")
    assert str(estimate) == "3,680 units (3,450 to 3,910)"


def a_result() -> Result:
    return Result(
        method="a_method",
        choice="A",
        headline=Estimate(1.0, 0.0, 2.0, 0.95, "units", ""),
        p_value=None,
        null="",
        n_units=1,
        excluded={},
        seed=None,
        settings={},
        cautions=(),
        unit_scores=None,
    )


def test_results_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        a_result().p_value = 0.5  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        a_result().headline.value = 0.5  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        Skipped("a", "b").reason = "c"  # type: ignore[misc]


def test_drawing_is_asked_of_the_plots(monkeypatch: pytest.MonkeyPatch) -> None:
    plots = ModuleType("tallyscope.plots")
    plots.plot = lambda result: f"chart of {result.method}"  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tallyscope.plots", plots)
    assert a_result().plot() == "chart of a_method"
