"""The map and the bars as drawings: read back from their SVG."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from tallyscope.plots.control_map import Bar, Region, control_bar, control_map, step
from tallyscope.plots.maps import ukraine

SVG = "{http://www.w3.org/2000/svg}"
REGIONS = (
    Region("UA-14", "Donetsk", 0.566, "Donetsk: 56.6% <held>", "#held-UA-14"),
    Region("UA-09", "Luhansk", 0.987, "Luhansk: 98.7%", "#held-UA-09"),
)


def drawn(text: str) -> ET.Element:
    return ET.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def the_map(regions: tuple[Region, ...] = REGIONS) -> ET.Element:
    return drawn(control_map(ukraine(), regions, title="Map", words="All of it."))


def test_regions_are_links_with_the_colour_of_their_share() -> None:
    links = the_map().findall(f".//{SVG}a")
    told = {
        link.get("href"): (link.get("aria-label"), link.find(f"{SVG}path").get("class"))  # type: ignore[union-attr]
        for link in links
    }
    assert told == {
        "#held-UA-09": ("Luhansk: 98.7%", "held-5"),
        "#held-UA-14": ("Donetsk: 56.6% <held>", "held-3"),
    }


def test_all_other_regions_are_neutral_and_named() -> None:
    neutral = the_map().findall(f".//{SVG}g[@class='neutral']/{SVG}path/{SVG}title")
    names = {title.text for title in neutral}
    assert len(names) == 25
    assert {"Crimea", "Sevastopol", "Kharkiv"} <= names
    assert not {"Donetsk", "Luhansk"} & names


def test_names_stand_with_rounded_percentages() -> None:
    texts = the_map().findall(f".//{SVG}g[@class='names']/{SVG}text")
    assert [(text.text, text[0].text) for text in texts] == [("Luhansk", "99%"), ("Donetsk", "57%")]


def test_a_region_that_the_boundaries_lack_is_left_out() -> None:
    other = Region("XX-1", "Nowhere", 0.5, "Nowhere", "#x")
    assert len(the_map((*REGIONS, other)).findall(f".//{SVG}a")) == 2


def test_the_close_up_holds_the_regions() -> None:
    window = the_map()
    shape = dict(part.split(":") for part in window.get("style", "").split(";"))
    width = float(window[0].get("viewBox", "").split()[2])
    part = width / float(shape["--zoom"])
    left = float(shape["--left"]) * part - 12
    boxes = [unit.box for unit in ukraine().units if unit.code in ("UA-14", "UA-09")]
    assert left < min(box[0] for box in boxes)
    assert left + part > max(box[2] for box in boxes)
    assert the_map(()).get("style") == ""


@pytest.mark.parametrize(
    ("share", "number"), [(0, 1), (0.199, 1), (0.2, 2), (0.6, 4), (0.8, 5), (1, 5)]
)
def test_steps(share: float, number: int) -> None:
    assert step(share) == number


BAR = Bar(held=0.566, low=0.566, high=0.58, unknown=0.022, announced=((0.6, 0.6),), words="D <x>")


def parts(bar: Bar) -> dict[str, ET.Element]:
    return {part.get("class", ""): part for part in drawn(control_bar(bar))}


def test_a_bar_shows_held_unknown_and_announced() -> None:
    told = parts(BAR)
    assert told["held"].get("width") == "56.6"
    assert (told["unknown"].get("x"), told["unknown"].get("width")) == ("56.6", "2.2")
    assert told["rest"].get("width") == "100"
    assert re.findall(r"[\d.]+", told["range"].get("d", ""))[::2] == ["56.6", "58.0"]
    # A point is drawn as wide as the narrowest mark: 60 - 0.7 to 60 + 0.7.
    assert told["announced"].get("d") == "M59.3 7V2H60.7V7"


def test_a_bar_without_range_or_announcement_has_neither_mark() -> None:
    assert set(parts(replace(BAR, high=0.566, announced=()))) == {"", "rest", "held", "unknown"}


def test_an_announced_interval_is_a_wide_bracket() -> None:
    told = parts(replace(BAR, announced=((0.0, 0.6),)))
    assert told["announced"].get("d") == "M0.0 7V2H60.0V7"
