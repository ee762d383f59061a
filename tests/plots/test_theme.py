"""Colours can be told apart and read."""

from __future__ import annotations

import pytest

from tallyscope.plots.theme import DARK, LIGHT, Palette, config, themes

both = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.1."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@both
def test_words_can_be_read(palette: Palette) -> None:
    assert contrast(palette.ink, palette.paper) >= 7
    assert contrast(palette.quiet, palette.paper) >= 4.5


@both
def test_lines_can_be_seen(palette: Palette) -> None:
    for colour in (palette.first, palette.second, palette.third):
        assert contrast(colour, palette.paper) >= 3


@both
def test_more_units_always_stand_out_more(palette: Palette) -> None:
    steps = [contrast(colour, palette.paper) for colour in palette.cells]
    assert steps == sorted(steps)
    assert steps[0] >= 1.4


@both
def test_configurations_use_the_palette_only(palette: Palette) -> None:
    told = config(palette)
    assert told["range"]["category"] == [palette.first, palette.second, palette.third]
    assert told["range"]["heatmap"] == list(palette.cells)


def test_both_themes_name_the_same_things() -> None:
    light, dark = themes()["light"], themes()["dark"]
    assert light.keys() == dark.keys()
    assert light["style"].keys() == dark["style"].keys()
    assert light["range"] != dark["range"]
