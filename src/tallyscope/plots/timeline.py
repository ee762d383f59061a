"""When things were said, voted and planned: one lane each, days from left to right.

Text of an SVG, for the reason told in ``plots.control_map``. The page holds two drawings, one for
wide and one for narrow screens, so that letters keep their size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from tallyscope.statement import Days

FOCUS = 30
"""Days before and after publication that are drawn to scale; our choice. What lies further off
(an earlier vote, a war eight years ago) would squeeze the days that matter and is listed."""

# Pixels of the drawing; our choice.
LANE_WORDS = 96  # width of the names of the lanes, where there is room for them beside
ROW, GAP, AXIS = 26, 12, 40
NARROW = 480  # below this width the lanes' names stand above their rows
LETTER = 7.2  # an average letter, to keep labels from running into each other
CLOSEST_TICKS = 46
SHORTEST_HINT = 16  # letters


@dataclass(frozen=True)
class Mark:
    """What happened, was said or is planned on the same days.

    Attributes
    ----------
    lane : str
        Name of its lane.
    days : Days
    label : str
        Short; stands on the drawing.
    hint : str
        What it is about; stands behind the label where there is room.
    words : str
        Everything, for the pointer and for those who do not see the drawing.
    href : str
        Where it leads on the page.
    """

    lane: str
    days: Days
    label: str
    hint: str
    words: str
    href: str


@dataclass(frozen=True)
class _Placed:
    mark: Mark
    hint: str
    row: int
    left: float
    right: float
    label_x: float
    anchor: str


def in_focus(days: Days, published: date) -> bool:
    """Tell whether days are near enough to the day of publication to be drawn to scale.

    Examples
    --------
    >>> in_focus(Days(date(2022, 9, 23), date(2022, 9, 23)), date(2022, 9, 29))
    True
    >>> in_focus(Days(date(2014, 1, 1), date(2014, 12, 31)), date(2022, 9, 29))
    False
    """
    near = timedelta(days=FOCUS)
    return published - near <= days.first and days.last <= published + near


@dataclass(frozen=True)
class _Scale:
    """Days to pixels: the first day begins at `left`."""

    first: date
    last: date
    left: float
    right: float

    @property
    def day(self) -> float:
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def at(self, day: date) -> float:
        return self.left + (day - self.first).days * self.day


def timeline(
    marks: Sequence[Mark], published: date, lanes: Sequence[str], *, width: int, title: str
) -> str:
    """Return the timeline of the marks that lie near the day of publication, as SVG.

    Parameters
    ----------
    marks : sequence of Mark
    published : date
    lanes : sequence of str
        Names of the lanes from top to bottom; lanes without marks are left out.
    width : int
        Pixels.
    title : str
        Name for those who do not see the picture.
    """
    shown = [mark for mark in marks if in_focus(mark.days, published)]
    scale = _scale(shown, published, width)
    rows: list[str] = []
    y = float(AXIS)
    for lane in lanes:
        placed = _place([mark for mark in shown if mark.lane == lane], scale, width)
        if not placed:
            continue
        above = 20 if width < NARROW else 0
        rows.append(_lane(lane, placed, y, above))
        y += above + ROW * (1 + max(item.row for item in placed)) + GAP
    return (
        f'<svg class="timeline" viewBox="0 0 {width} {y:g}" width="{width}" height="{y:g}"'
        f' role="group" aria-label="{escape(title)}">'
        f"{_axis(scale, published, y)}{''.join(rows)}</svg>"
    )


def _scale(marks: Sequence[Mark], published: date, width: int) -> _Scale:
    first = min([published, *(mark.days.first for mark in marks)]) - timedelta(days=1)
    last = max([published, *(mark.days.last for mark in marks)]) + timedelta(days=1)
    return _Scale(first, last, LANE_WORDS if width >= NARROW else 4, width - 4)


def _place(marks: Sequence[Mark], scale: _Scale, width: int) -> list[_Placed]:
    """Give every mark of a lane the first row in which it touches no other."""
    taken: list[float] = []
    placed = []
    for mark in sorted(marks, key=lambda mark: (mark.days.first, mark.days.last, mark.label)):
        left = scale.at(mark.days.first) + 1
        right = scale.at(mark.days.last) + scale.day - 1
        hint, before = _fitted(mark, left - scale.left, width - right, width)
        words = (len(mark.label) + len(hint)) * LETTER + 8
        begin, end = (left - words, right) if before else (left, right + words)
        row = next((i for i, edge in enumerate(taken) if edge <= begin), len(taken))
        taken[row : row + 1] = [end]
        label_x, anchor = (left - 5, "end") if before else (right + 5, "start")
        placed.append(_Placed(mark, hint, row, left, right, label_x, anchor))
    return placed


def _fitted(mark: Mark, room_before: float, room_after: float, width: int) -> tuple[str, bool]:
    """Return as much of the hint as has room, and whether the words stand before the mark."""
    before = room_before > room_after
    letters = int((max(room_before, room_after) - 8) / LETTER) - len(mark.label) - 2
    if letters < SHORTEST_HINT or not mark.hint or width < NARROW:
        return "", before and room_after < len(mark.label) * LETTER + 8
    hint = mark.hint
    if len(hint) > letters:
        hint = hint[: letters - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
    return f" {hint}", before


def _lane(name: str, placed: Sequence[_Placed], y: float, above: int) -> str:
    name_y = y + 14 if above else y + ROW / 2 + 4
    parts = [f'<text class="lane" x="0" y="{name_y:g}">{escape(name)}</text>']
    parts += [_mark(item, y + above + ROW * item.row) for item in placed]
    return f"<g>{''.join(parts)}</g>"


def _mark(item: _Placed, y: float) -> str:
    words = escape(item.mark.words)
    return (
        f'<a href="{escape(item.mark.href)}" aria-label="{words}"><title>{words}</title>'
        f'<rect class="mark" x="{item.left:.1f}" y="{y + 4:g}" rx="3"'
        f' width="{max(item.right - item.left, 3):.1f}" height="{ROW - 8}"/>'
        f'<text x="{item.label_x:.1f}" y="{y + ROW / 2 + 4:g}" text-anchor="{item.anchor}">'
        f"<tspan>{escape(item.mark.label)}</tspan>{escape(item.hint)}</text></a>"
    )


def _axis(scale: _Scale, published: date, height: float) -> str:
    days = (scale.last - scale.first).days + 1
    every = next((step for step in (1, 2, 7, 14) if step * scale.day >= CLOSEST_TICKS), 28)
    parts = []
    for number in range(days):
        day = scale.first + timedelta(days=number)
        if (day - published).days % every == 0:
            parts.append(_tick(day, scale, height, published))
    return f'<g class="axis" aria-hidden="true">{"".join(parts)}</g>'


def _tick(day: date, scale: _Scale, height: float, published: date) -> str:
    x = scale.at(day)
    middle = x + scale.day / 2
    band = ""
    if day == published:
        band = (
            f'<rect class="published" x="{x:.1f}" y="{AXIS - 8}" width="{scale.day:.1f}"'
            f' height="{height - AXIS + 8:g}"/>'
        )
    return (
        f'{band}<text x="{middle:.1f}" y="13" text-anchor="middle">{day:%a}</text>'
        f'<text x="{middle:.1f}" y="27" text-anchor="middle">{day.day} {day:%b}</text>'
        f'<path d="M{x:.1f} {AXIS - 8}V{height:g}"/>'
    )
