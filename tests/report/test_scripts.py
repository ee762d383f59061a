"""The bundle of charting scripts."""

from __future__ import annotations

from tallyscope.report.scripts import bundle, start


def test_it_is_bundled_once() -> None:
    assert start() is start()
    assert bundle() is bundle()


def test_it_can_stand_inside_a_page() -> None:
    script = bundle()
    assert "window.vegaEmbed" in script
    for ending in ("</script", "<!--", "\r", "\u2028", "\u2029"):
        assert ending not in script.lower()
