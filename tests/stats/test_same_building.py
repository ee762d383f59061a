"""Headers and names that tell of buildings, and those that do not."""

from __future__ import annotations

import pytest

from tallyscope.stats.same_building import names_buildings, without_surnames


@pytest.mark.parametrize(
    "header", ["Building", "x_recinto", "polling place", "POLLING_PLACE", "address", "x_centre"]
)
def test_headers_of_buildings(header: str) -> None:
    assert names_buildings(header)


@pytest.mark.parametrize(
    "header", ["unit", "region", "district", "station", "kind", "x_type", "central", "lat"]
)
def test_other_headers(header: str) -> None:
    assert not names_buildings(header)


def test_boxes_split_by_surname() -> None:
    one, two, other, alone = without_surnames(
        [
            "O-13-7-2-1 TOWN HALL (A-K)",
            "O-13-7-2-2 TOWN HALL (L-Z)",
            "O-13-7-3-1 TOWN HALL (A - Z)",
            "O-13-7-2-3 MARKET (NEAR THE WELL)",
        ]
    )
    assert one == two == "O-13-7-2 TOWN HALL "
    assert other == "O-13-7-3 TOWN HALL "
    assert alone is None
    assert without_surnames([]) == []


def test_a_house_number_is_no_number_of_a_box() -> None:
    assert without_surnames(["12 MAIN STREET (A-K)"]) == ["12 MAIN STREET "]
