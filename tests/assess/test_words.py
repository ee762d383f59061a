"""Probabilities and lists in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tallyscope.assess.words import chance_in_words, listed


@pytest.mark.parametrize(
    ("p", "told"),
    [
        (1.0, "100 in 100 honest counts"),
        (0.5, "50 in 100 honest counts"),
        (0.1, "10 in 100 honest counts"),
        (0.099, "1 in 10 honest counts"),
        (0.03, "1 in 33 honest counts"),
        (0.00021, "1 in 4,800 honest counts"),
        (1e-6, "1 in 1,000,000 honest counts"),
        (1.1e-9, "1 in 910,000,000 honest counts"),
        (9.9e-10, "fewer than 1 in a billion honest counts"),
        (1e-300, "fewer than 1 in a billion honest counts"),
    ],
)
def test_chance_in_words(p: float, told: str) -> None:
    assert chance_in_words(p) == told


@settings(deadline=None)
@given(st.floats(1e-9, 0.0999))
def test_two_digits_are_kept(p: float) -> None:
    match = re.fullmatch(r"1 in ([\d,]+) honest counts", chance_in_words(p))
    assert match
    assert int(match[1].replace(",", "")) == pytest.approx(1 / p, rel=0.051)


def test_listed() -> None:
    assert listed([]) == ""
    assert listed(["a", "b"]) == "a, b"
    assert listed(["a", "b", "c"], most=3) == "a, b, c"
    assert listed(["a", "b", "c"], most=2) == "a, b and 1 more"
    assert listed([str(i) for i in range(2_000)], most=1) == "0 and 1,999 more"
