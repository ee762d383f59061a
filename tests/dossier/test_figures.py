"""What map and timeline show, picked from statements and the pack."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tallyscope.evidence import Pack
from tallyscope.report.dossier_figures import control_figure, time_figure
from tallyscope.statement import Comparator, Days, Quantity, Read, Statement
from tests.dossier.stories import dossier, reading, statements


def held(
    value: int | None, *, comparator: Comparator = "=", controller: str = "Russia", no: bool = False
) -> Statement:
    number = None if value is None else Decimal(value)
    quantity = Quantity(number, comparator, "percent", "printed")
    return replace(
        statements()[4],
        quantity=Read(quantity, "stated"),
        controller=Read(controller, "stated"),
        negated=no,
    )


def announced(statement: Statement) -> str:
    figure = control_figure(dossier(reading(found=(statement,))))
    assert figure is not None
    return {row.name: row.announced for row in figure.rows}["Donetsk"]


def test_measured_shares_are_those_of_the_pack() -> None:
    figure = control_figure(dossier())
    assert figure is not None
    assert figure.controller == "Russia"
    told = {row.name: (row.held, row.allowed, row.unknown, row.rest) for row in figure.rows}
    # Land before area: C05 and C06 for Zaporizhzhia and Kherson, C01 and C02 for the others.
    # The range runs over all series: Kherson from numonly's 88 to 93.9 of the land.
    assert told == {
        "Luhansk": ("98.7", "98.1 to 99.5", "0.3", "1.0"),
        "Donetsk": ("56.6", "56.6 to 58", "2.2", "41.2"),
        "Zaporizhzhia": ("75.1", "72 to 76.5", "0.3", "24.6"),
        "Kherson": ("92.7", "88 to 93.9", "0.9", "6.4"),
    }
    assert {row.code for row in figure.rows} == {"UA-09", "UA-14", "UA-23", "UA-65"}
    assert [row.facts for row in figure.rows if row.name == "Donetsk"] == [("C02", "C12")]
    assert {row.date for row in figure.rows} == {"Wed 28 Sep 2022"}


@pytest.mark.parametrize(
    ("statement", "share"),
    [
        (held(60), "60%"),
        (held(40, no=True), "60%"),
        (held(40, controller="Ukraine"), "60%"),
        (held(40, controller="Ukraine", no=True), "40%"),
        (held(60, comparator="over"), "60% to 100%"),
        (held(60, comparator="under"), "0% to 60%"),
        (held(40, comparator="over", no=True), "0% to 60%"),
        (held(None, comparator="some"), ""),
    ],
)
def test_an_announced_number_is_turned_into_a_share_of_the_maps_controller(
    statement: Statement, share: str
) -> None:
    assert announced(statement) == share


def test_only_statements_about_control_stand_beside_the_bars() -> None:
    figure = control_figure(dossier())
    assert figure is not None
    told = {row.name: [one.id for one in row.told] for row in figure.rows}
    assert told == {"Luhansk": [], "Donetsk": ["s5"], "Zaporizhzhia": [], "Kherson": []}


def test_there_is_no_map_without_a_statement_or_a_measurement() -> None:
    shares = tuple(one for one in statements() if one.kind == "share")
    assert control_figure(dossier(reading(found=shares))) is None
    assert control_figure(replace(dossier(), pack=Pack(name="empty", title="Empty"))) is None


def test_a_measurement_of_another_year_is_not_used() -> None:
    story = replace(reading(), published=Read(date(2019, 1, 1), "stated"))
    assert control_figure(dossier(story)) is None


def test_an_alias_finds_its_region_and_an_unknown_place_none() -> None:
    lpr = replace(held(90), places=Read(("Atlantis", "Lugansk People's Republic"), "stated"))
    figure = control_figure(dossier(reading(found=(lpr,))))
    assert figure is not None
    assert {row.name: row.announced for row in figure.rows}["Luhansk"] == "90%"


def test_statements_that_share_a_day_share_a_mark() -> None:
    figure = time_figure(dossier())
    assert figure is not None
    marks = {(mark.lane, mark.words): mark.href for mark in figure.rows}
    assert marks == {
        (
            "Said",
            "Wed 28 Sep 2022, said: statements 1–3 (which way a vote went; share of the vote)",
        ): "#s1",
        ("Voted", "23 to 27 Sep 2022, voted: statement 2 (share of the vote)"): "#s2",
        ("Planned", "Fri 30 Sep 2022, planned: statement 6 (plan)"): "#s6",
    }
    assert figure.far == ()


def test_far_days_are_listed_and_assumed_days_are_left_out() -> None:
    planned = statements()[5]
    long_ago = replace(
        planned, kind="background", as_of=Read(Days(date(2014, 1, 1), date(2014, 12, 31)))
    )
    assumed = replace(
        planned, id="s7", said=Read(Days(date(2022, 9, 29), date(2022, 9, 29)), "default")
    )
    figure = time_figure(dossier(reading(found=(long_ago, assumed))))
    assert figure is not None
    assert [mark.words for mark in figure.far] == ["2014, happened: statement 1 (background)"]
    assert [mark.lane for mark in figure.rows] == ["Happened", "Planned"]


def test_there_is_no_timeline_without_days() -> None:
    assert time_figure(dossier(reading("Nothing.", ()))) is None
    unknown = replace(reading(), published=Read(None, "unknown"))
    assert time_figure(dossier(unknown)) is None
