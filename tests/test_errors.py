"""The words of errors: all faults together, where, what was expected, what to do."""

from __future__ import annotations

import pytest

from tallyscope.errors import (
    SHOWN_FAULTS,
    DataError,
    Fault,
    NotApplicable,
    TallyscopeError,
    did_you_mean,
)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault("votes are negative"), "votes are negative."),
        (Fault("votes are -3", where="row 7"), "row 7: votes are -3."),
        (
            Fault("votes are -3", where="row 7", expected="no negative count"),
            "row 7: votes are -3; expected no negative count.",
        ),
        (
            Fault("no column 'Putin'", expected="one of 'putin'", remedy="Did you mean 'putin'?"),
            "no column 'Putin'; expected one of 'putin'. Did you mean 'putin'?",
        ),
        (Fault("nothing in the file", remedy="Choose another one!"),
         "nothing in the file. Choose another one!"),
    ],
)  # fmt: skip
def test_a_fault_is_one_sentence(fault: Fault, told: str) -> None:
    assert str(fault) == told


@pytest.mark.parametrize("faults", ["it is empty", Fault("it is empty"), [Fault("it is empty")]])
def test_one_fault(faults: str | Fault | list[Fault]) -> None:
    error = DataError(faults, source="a.csv")
    assert str(error) == "a.csv: it is empty."
    assert error.faults == (Fault("it is empty"),)
    assert error.source == "a.csv"


def test_all_faults_together() -> None:
    error = DataError([Fault("one", where="row 2"), Fault("two", where="row 3")], source="a.csv")
    assert str(error) == "a.csv: 2 faults found.\n  1. row 2: one.\n  2. row 3: two."


def test_without_a_source() -> None:
    assert str(DataError("it is empty")) == "it is empty."
    assert str(DataError([Fault("a"), Fault("b")])) == "2 faults found.\n  1. a.\n  2. b."


def test_twenty_faults_in_full_then_a_count() -> None:
    faults = [Fault(f"fault {i}") for i in range(1, SHOWN_FAULTS + 1)]
    assert "more" not in str(DataError(faults))
    lines = str(DataError(faults + faults * 100)).splitlines()
    assert lines[0] == "2,020 faults found."
    assert lines[-2:] == ["  20. fault 20.", "  … and 2,000 more."]
    assert len(lines) == 22


def test_every_no_is_a_tallyscope_error() -> None:
    assert issubclass(DataError, TallyscopeError)
    assert issubclass(NotApplicable, TallyscopeError)
    assert not issubclass(NotApplicable, DataError)


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("turnot", " Did you mean 'turnout'?"),
        ("shar", " Did you mean 'share' or 'shares'?"),
        ("xyzzy", ""),
    ],
)
def test_did_you_mean(word: str, told: str) -> None:
    assert did_you_mean(word, iter(["turnout", "share", "shares"])) == told
