"""Rows of results under a lead-in: their kind, place, option, speaker and unit."""

from __future__ import annotations

from datetime import date

import pytest

from tallyscope.reading import read_text

PUBLISHED = date(2025, 3, 10)
INTRO = "Voters in Elandria chose a president on Sunday. Ann Lind won with 54.1% of the vote.\n\n"
AFTER = "\n\nThe voting passed calmly, the observers noted."


def rows(table: str) -> list[tuple[str, str, str | None, str | None]]:
    """Kind, number, place and option of what was read in a table."""
    reading = read_text(INTRO + table + AFTER, published=PUBLISHED)
    return [
        (
            one.kind,
            one.quantity.value.printed,
            ", ".join(one.places.value or ()),
            one.option.value,
        )
        for one in reading.statements
        if one.quantity.value and one.span.start > len(INTRO)
    ]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "Turnout by region:\n\nNorth Kirn: 88.6%\nVardal: 71%",
            [
                ("turnout", "88.6%", "North Kirn", None),
                ("turnout", "71%", "Vardal", None),
            ],
        ),
        (
            "Turnout by region\n\nNorth Kirn: 88.6%\nVardal: 71%",
            [
                ("turnout", "88.6%", "North Kirn", None),
                ("turnout", "71%", "Vardal", None),
            ],
        ),
        (
            "Her share by district:\n\nKirn: 64.3%\nVardal: 38.2%",
            [
                ("share", "64.3%", "Kirn", "Ann Lind"),
                ("share", "38.2%", "Vardal", "Ann Lind"),
            ],
        ),
        (
            "Registered voters by county:\n\nKirn: 64,300\nVardal: 38,200",
            [
                ("registered", "64,300", "Kirn", None),
                ("registered", "38,200", "Vardal", None),
            ],
        ),
        (
            "Results by local government area:\n\nKirn South: APC 1,234, PDP 567\n"
            "Vardal: PDP 901, APC 455, turnout 41%",
            [
                ("votes", "1,234", "Kirn South", "APC"),
                ("votes", "567", "Kirn South", "PDP"),
                ("votes", "901", "Vardal", "PDP"),
                ("votes", "455", "Vardal", "APC"),
                ("turnout", "41%", "Vardal", None),
            ],
        ),
        (
            "The results so far:\n\nKirn\nAPC 1,234\nPDP 567\n\nVardal\nPDP 901\nAPC 455",
            [
                ("votes", "1,234", "Kirn", "APC"),
                ("votes", "567", "Kirn", "PDP"),
                ("votes", "901", "Vardal", "PDP"),
                ("votes", "455", "Vardal", "APC"),
            ],
        ),
        (
            "Results in the larger towns, in percent:\n\nKirn: Lind 61, Berg 39\n"
            "Vardal: Berg 52, Lind 48",
            [
                ("share", "61", "Kirn", "Lind"),
                ("share", "39", "Kirn", "Berg"),
                ("share", "52", "Vardal", "Berg"),
                ("share", "48", "Vardal", "Lind"),
            ],
        ),
        ("Seats by region:\n\nKirn: Lind 61, Berg 39\nVardal: Berg 52, Lind 48", []),
        ("Rainfall by region:\n\nKirn: 88.6%\nVardal: 71%", []),
    ],
)
def test_rows_are_read_with_what_their_lead_in_says(
    table: str, expected: list[tuple[str, str, str, str | None]]
) -> None:
    assert rows(table) == expected


@pytest.mark.parametrize(
    ("lead", "speaker"),
    [
        ("Some of the results that the election commission released on Monday:", "commission"),
        ("Turnout by region, from the Electoral Board:", "Electoral Board"),
        ("Results read out by the returning officers so far:", "returning officers"),
        ("Results by region:", "the reporter"),
    ],
)
def test_rows_are_told_by_whom_the_lead_in_names(lead: str, speaker: str) -> None:
    reading = read_text(
        INTRO + lead + "\n\nKirn: Lind 61%, Berg 39%\nVardal: Berg 52%, Lind 48%" + AFTER,
        published=PUBLISHED,
    )
    told = [one for one in reading.statements if one.quantity.value and "39" in one.text]
    assert [speaker in one.attribution.value.who for one in told if one.attribution.value] == [True]


def test_rows_below_a_place_are_told_by_whom_the_lead_in_names() -> None:
    lead = "The results read out by the returning officers so far:"
    table = "\n\nKirn\nAPC 1,234\nPDP 567\n\nVardal\nPDP 901\nAPC 455"
    reading = read_text(INTRO + lead + table + AFTER, published=PUBLISHED)
    told = [one for one in reading.statements if one.quantity.value and one.kind == "votes"]
    who = {one.attribution.value.who for one in told if one.attribution.value}
    assert len(told) == 4
    assert who == {"the returning officers"}
