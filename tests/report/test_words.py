"""Numbers in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallyscope.methods import METHODS
from tallyscope.report.words import headed, p_value, set_aside, spoken
from tallyscope.result import Estimate, Method
from tests.report import examples


def test_an_estimate_is_told_with_its_ends() -> None:
    told = spoken(Estimate(-325.4, -363.2, 1284.9, 0.95, "votes", "how"))
    assert (told.low, told.middle, told.high) == ("−400", "−300", "1,300")
    assert (told.unit, told.level, told.how) == ("votes", "95% interval", "how")


def test_bounds_that_always_hold_are_no_interval() -> None:
    assert spoken(Estimate(2, 1, 3, 1.0, "votes", "")).level == "bounds that always hold"


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (1.0, "= 1"),
        (0.05, "= 0.05"),
        (0.00012, "= 0.00012"),
        (0.000099, "= 9.9 × 10⁻⁵"),
        (1e-99, "= 1.0 × 10⁻⁹⁹"),
        (1e-120, "< 10⁻⁹⁹"),
        (0.0, "< 10⁻⁹⁹"),
    ],
)
def test_p_values(p: float, text: str) -> None:
    assert p_value(p) == text


@given(st.floats(0, 1))
def test_every_p_value_can_be_told(p: float) -> None:
    assert p_value(p)[:2] in ("= ", "< ")


def test_long_beginnings_are_no_headings() -> None:
    sentence = "Something in these figures is not what counting leaves behind: round numbers."
    assert headed(sentence) == ("", sentence)
    assert headed("No colon here.") == ("", "No colon here.")


def test_reasons_of_units_set_aside_are_counted() -> None:
    assert set_aside(examples.tampered_tally()) == (
        ("no data published", 2),
        ("ballots above registered", 1),
    )


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_the_title_of_every_method_is_a_heading(method: Method) -> None:
    assert headed(f"{method.title}: 3 units.") == (method.title, "3 units.")
