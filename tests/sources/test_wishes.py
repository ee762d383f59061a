from __future__ import annotations

import polars as pl
import pytest

from tallyscope.errors import DataError
from tallyscope.sources import parse_columns
from tallyscope.sources.columns import columns_of
from tallyscope.sources.wishes import Wishes, flag, wishes_of

NAMES = ("Voters, all", "A+B", "A", "B", "Yes", "No", "for|against", "Да")


def wishes(mapping: dict[str, str] | None = None, levels: list[str] | None = None) -> Wishes:
    columns = columns_of(pl.DataFrame({name: [1, 2] for name in NAMES}))
    return wishes_of(columns, mapping, levels)


def told(text: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        parse_columns(text)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("registered=A", {"registered": "A"}),
        ("registered = A , issued=B+C", {"registered": "A", "issued": "B+C"}),
        ("choices=Yes|No,ignore=x", {"choices": "Yes|No", "ignore": "x"}),
        ("choices=Yes,No,ignore=x", {"choices": "Yes,No", "ignore": "x"}),
        (
            "registered=Число избирателей, внесенных в список,valid=#4",
            {"registered": "Число избирателей, внесенных в список", "valid": "#4"},
        ),
        ('registered="a, b=c",valid=V', {"registered": '"a, b=c"', "valid": "V"}),
    ],
)
def test_text_of_the_option(text: str, parsed: dict[str, str]) -> None:
    assert parse_columns(text) == parsed


def test_unknown_role_gives_the_close_ones() -> None:
    (fault,) = told("registred=A")
    assert fault == (
        "there is no role 'registred'; expected one of registered, issued, ballots, valid,"
        " invalid, choices, levels, unit, extra, ignore. Did you mean 'registered'?"
    )


def test_all_faults_of_the_text_together() -> None:
    assert told("registered=,valid=A,valid=B") == [
        "the role registered has no column; expected registered=COLUMN.",
        "the role valid stands there twice; expected every role once.",
    ]


@pytest.mark.parametrize("text", ["", "Voters", "Voters,registered=A"])
def test_text_without_a_role_in_front(text: str) -> None:
    (fault,) = told(text)
    assert fault.startswith(f"{text!r} does not begin with a role; expected ROLE=COLUMN")


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("A", ["A"]),
        ("A + B", ["A", "B"]),
        ("A+B", ["A+B"]),  # a header of that name comes first
        ("A+B+Yes", ["A+B", "Yes"]),
        ("Voters, all", ["Voters, all"]),
        ("#3", ["A"]),
        ("#3+#4", ["A", "B"]),
        ("YES", ["Yes"]),
        ('"A"+"B"', ["A", "B"]),
        ("да", ["Да"]),
    ],
)
def test_columns_of_a_count(value: str, found: list[str]) -> None:
    assert [c.name for c in wishes({"registered": value}).counts["registered"]] == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Yes|No", ["Yes", "No"]),
        ("Yes,No", ["Yes", "No"]),
        ("Voters, all|Yes", ["Voters, all", "Yes"]),
        ("for|against", ["for|against"]),
        ("A+B,No", ["A+B", "No"]),
    ],
)
def test_columns_of_a_list(value: str, found: list[str]) -> None:
    assert [c.name for c in wishes({"choices": value}).choices] == found


def test_levels_may_come_apart() -> None:
    levels = wishes(levels=["A", "B"]).levels
    assert levels is not None
    assert [column.name for column in levels] == ["A", "B"]
    assert wishes().levels is None


def test_all_unknown_columns_together() -> None:
    with pytest.raises(DataError) as caught:
        wishes({"registered": "Voter", "choices": "Yes|Nope|#9"})
    assert [fault.found for fault in caught.value.faults] == [
        "there is no column 'Voter' for registered",
        "there is no column 'Nope' for choices",
        "there is no column '#9' for choices",
    ]
    assert caught.value.faults[1].remedy == "Did you mean 'No'?"


def test_flags_can_be_typed_again() -> None:
    columns = columns_of(pl.DataFrame({name: [1, 2] for name in NAMES}))
    assert flag("issued", columns[2], columns[3]) == '--columns "issued=A+B"'
    # a header with marks of its own is written as its place
    assert flag("choices", columns[0], columns[4]) == '--columns "choices=#1|Yes"'
