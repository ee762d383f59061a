"""Who held how much of each region: a map, and one bar per region to compare with the story.

Text of an SVG comes out of here and not an altair chart: the picture is a handful of paths, and
loading a charting library would take longer than checking the whole story. Colours are classes,
which the page turns into light, dark and print.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from tallyscope.plots.maps import Boundaries, Outline

# Our choice: five equal steps of one hue, told apart in any kind of colour vision and in grey.
STEPS = 5
# Our choice, degrees east and north: open places of the drawing where the words disturb nothing.
AROUND = (
    ("Russia", 39.4, 50.75, "land"),
    ("Belarus", 28.6, 52.25, "land"),
    ("Black Sea", 31.4, 44.9, "sea"),
    ("Sea of Azov", 36.6, 46.0, "sea"),
)
# Kilometres of the drawing around the country, and to the right, where names need it; our choice.
MARGIN, RIGHT = 12, 70
CLOSE_UP_MARGIN = 45  # kilometres around the regions where only they are shown; our choice
BAR_HEIGHT, BAR_TOP = 14, 9  # units of the drawing, a hundred units wide; our choice
NARROWEST_MARK = 0.7


@dataclass(frozen=True)
class Region:
    """One region of the map.

    Attributes
    ----------
    code : str
        ISO 3166-2, as in the file of boundaries.
    name : str
    held : float
        Measured share in [0, 1] that the controller of the map holds.
    words : str
        What a reader hears or sees when the region has the focus.
    href : str
        Where it leads on the page.
    """

    code: str
    name: str
    held: float
    words: str
    href: str


@dataclass(frozen=True)
class Bar:
    """Measured control of one region, and what the story says about it; shares in [0, 1].

    `announced` holds the intervals that the story's numbers mean for the same controller.
    """

    held: float
    low: float
    high: float
    unknown: float
    announced: tuple[tuple[float, float], ...]
    words: str


def step(share: float) -> int:
    """Return the step of the colour scale, 1 to `STEPS`, of a share in [0, 1].

    Examples
    --------
    >>> [step(share) for share in (0, 0.2, 0.57, 0.99, 1)]
    [1, 2, 3, 5, 5]
    """
    return min(STEPS, 1 + int(share * STEPS))


def control_map(country: Boundaries, regions: Sequence[Region], *, title: str, words: str) -> str:
    """Return the map, SVG in a window: regions coloured by the measured share, all others neutral.

    Parameters
    ----------
    country : Boundaries
    regions : sequence of Region
        A code that the boundaries lack is left out.
    title, words : str
        Name and description for those who do not see the picture.
    """
    chosen = {region.code: region for region in regions}
    neutral = [_neutral(unit) for unit in country.units if unit.code not in chosen]
    told = [_region(chosen[unit.code], unit) for unit in country.units if unit.code in chosen]
    labels = [_label(chosen[unit.code], unit) for unit in country.units if unit.code in chosen]
    width, height = country.width + MARGIN + RIGHT, country.height + 2 * MARGIN
    return (
        f'<div class="map-window" style="{_close_up(country, chosen, width)}">'
        f'<svg class="control-map" viewBox="{-MARGIN} {-MARGIN} {width:g} {height:g}"'
        f' role="group" aria-label="{escape(title)}">'
        f"<desc>{escape(words)}</desc>"
        f'<g class="neutral">{"".join(neutral)}</g>'
        f'<g class="around" aria-hidden="true">{"".join(_around(country))}</g>'
        f"<g>{''.join(told)}</g>"
        f'<g class="names" aria-hidden="true">{"".join(labels)}</g></svg></div>'
    )


def _close_up(country: Boundaries, chosen: Mapping[str, Region], width: float) -> str:
    """Return, as variables for the page's styles, the part of the drawing with the regions.

    A small screen shows that part only: ``--zoom`` is how much wider the whole drawing is than
    the part, ``--left`` and ``--top`` where the part begins, in widths of the part.
    """
    boxes = [unit.box for unit in country.units if unit.code in chosen]
    if not boxes:
        return ""
    left, top = (min(box[side] for box in boxes) - CLOSE_UP_MARGIN for side in (0, 1))
    right, bottom = (max(box[side] for box in boxes) + CLOSE_UP_MARGIN for side in (2, 3))
    part = right - left
    return (
        f"--zoom:{width / part:.3f};--left:{(left + MARGIN) / part:.3f};"
        f"--top:{(top + MARGIN) / part:.3f};--shape:{part / (bottom - top):.3f}"
    )


def _neutral(unit: Outline) -> str:
    return f'<path d="{unit.path}"><title>{escape(unit.name)}</title></path>'


def _region(region: Region, unit: Outline) -> str:
    words = escape(region.words)
    return (
        f'<a href="{escape(region.href)}" aria-label="{words}">'
        f'<path class="held-{step(region.held)}" d="{unit.path}"><title>{words}</title></path></a>'
    )


def _label(region: Region, unit: Outline) -> str:
    x, y = unit.label
    return (
        f'<text x="{x:g}" y="{y:g}">{escape(region.name)}'
        f'<tspan x="{x:g}" dy="1.15em">{region.held:.0%}</tspan></text>'
    )


def _around(country: Boundaries) -> list[str]:
    words = []
    for name, longitude, latitude, kind in AROUND:
        x, y = country.place(longitude, latitude)
        words.append(f'<text class="{kind}" x="{x:g}" y="{y:g}">{name}</text>')
    return words


def control_bar(bar: Bar) -> str:
    """Return one region's bar as SVG, a hundred units for the whole region.

    Dark is held, hatched is of unknown status, pale is the rest; the line across the end of the
    dark part is what the sources allow; the bracket above is what the story says.
    """
    held, unknown = 100 * bar.held, 100 * bar.unknown
    parts = [
        f'<rect class="rest" x="0" y="{BAR_TOP}" width="100" height="{BAR_HEIGHT}"/>',
        f'<rect class="held" x="0" y="{BAR_TOP}" width="{held:.1f}" height="{BAR_HEIGHT}"/>',
        f'<rect class="unknown" x="{held:.1f}" y="{BAR_TOP}" width="{unknown:.1f}"'
        f' height="{BAR_HEIGHT}"/>',
    ]
    if bar.high > bar.low:
        middle = BAR_TOP + BAR_HEIGHT / 2
        parts.append(
            f'<path class="range" d="M{100 * bar.low:.1f} {middle}H{100 * bar.high:.1f}"/>'
        )
    parts += [_bracket(low, high) for low, high in bar.announced]
    return (
        f'<svg class="control-bar" viewBox="0 0 100 {BAR_TOP + BAR_HEIGHT}" role="img"'
        f' preserveAspectRatio="none" aria-label="{escape(bar.words)}">'
        f"<title>{escape(bar.words)}</title>{''.join(parts)}</svg>"
    )


def _bracket(low: float, high: float) -> str:
    """Return the mark of an announced share: a bracket from its lowest to its highest meaning."""
    middle = 50 * (low + high)
    left = min(100 * low, middle - NARROWEST_MARK)
    right = max(100 * high, middle + NARROWEST_MARK)
    return f'<path class="announced" d="M{left:.1f} 7V2H{right:.1f}V7"/>'
