"""The timeline as a drawing: read back from its SVG."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from tallyscope.plots.timeline import Mark, in_focus, timeline
from tallyscope.statement import Days

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2022, 9, 29)


def mark(first: int, last: int | None = None, lane: str = "Said", label: str = "1") -> Mark:
    """Return a mark from `first` to `last` days after publication."""
    days = Days(DAY + timedelta(first), DAY + timedelta(first if last is None else last))
    return Mark(lane, days, label, "what was said in the story", f"<{label}>", f"#s{label}")


def drawn(marks: list[Mark], width: int = 980) -> ET.Element:
    text = timeline(marks, DAY, ("Said", "Planned"), width=width, title="Days")
    return ET.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def bars(svg: ET.Element) -> list[tuple[float, float, float]]:
    """Return (left, right, top) of every mark."""
    found = svg.findall(f".//{SVG}rect[@class='mark']")
    told = [[float(bar.get(name, 0)) for name in ("x", "width", "y")] for bar in found]
    return [(x, x + width, y) for x, width, y in told]


def test_days_run_from_left_to_right_at_one_scale() -> None:
    # Drawn are day -6 to day 1 and one more at either end: ten days in 980 - 96 - 4 = 880 pixels.
    svg = drawn([mark(-6, -2), mark(1, lane="Planned")])
    (left, right, _), (planned, _, _) = bars(svg)
    assert round(right - left) == 5 * 88 - 2
    assert round(planned - left) == 7 * 88


def test_only_lanes_with_marks_are_drawn() -> None:
    lanes = [t.text for t in drawn([mark(0)]).findall(f".//{SVG}text[@class='lane']")]
    assert lanes == ["Said"]


def test_the_day_of_publication_is_shaded() -> None:
    svg = drawn([mark(-3), mark(2)])
    shaded = svg.findall(f".//{SVG}rect[@class='published']")
    assert len(shaded) == 1
    (first, _, _), _ = bars(svg)
    day = (980 - 96 - 4) / 8  # day -4 to day 3
    assert abs(float(shaded[0].get("x", 0)) - (first - 1 + 3 * day)) < 0.2


def test_marks_on_the_same_day_stand_in_rows() -> None:
    tops = {top for _, _, top in bars(drawn([mark(0, label="1"), mark(0, label="2")]))}
    assert len(tops) == 2


def test_what_is_far_off_is_not_drawn() -> None:
    years = Days(date(2014, 1, 1), date(2014, 12, 31))
    assert not in_focus(years, DAY)
    assert in_focus(Days(DAY - timedelta(30), DAY + timedelta(30)), DAY)
    assert len(bars(drawn([mark(0), replace(mark(0), days=years)]))) == 1


def test_words_are_escaped_and_marks_lead_to_the_table() -> None:
    (link,) = drawn([mark(0, label="7")]).findall(f".//{SVG}a")
    assert (link.get("href"), link.get("aria-label")) == ("#s7", "<7>")


def test_hints_stand_on_wide_drawings_only() -> None:
    def words(width: int) -> str:
        return "".join(drawn([mark(-6)], width).find(f".//{SVG}a/{SVG}text").itertext())  # type: ignore[union-attr]

    assert words(980) == "1 what was said in the story"
    assert words(328) == "1"


def test_a_long_hint_is_cut_at_a_word() -> None:
    long = replace(mark(0), hint="word " * 80)
    text = "".join(drawn([long]).find(f".//{SVG}a/{SVG}text").itertext())  # type: ignore[union-attr]
    assert text.endswith("word…")
    assert len(text) < 130


when = st.integers(-30, 30)
lanes = st.sampled_from(["Said", "Planned"])


@given(
    st.lists(st.builds(mark, when, lane=lanes), min_size=1, max_size=12),
    st.sampled_from([328, 980]),
)
def test_marks_lie_within_the_drawing_and_never_on_each_other(
    marks: list[Mark], width: int
) -> None:
    svg = drawn(marks, width)
    height = float(svg.get("height", 0))
    found = bars(svg)
    assert len(found) == len(marks)
    for left, right, top in found:
        assert -0.1 <= left <= right <= width + 3
        assert top + 18 <= height
    for one, (left, right, top) in enumerate(found):
        for other_left, other_right, other_top in found[one + 1 :]:
            assert top != other_top or right <= other_left or other_right <= left
