"""The shell: escaping, policy, saving."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tallyscope.report import page
from tests.report.parsed import parse


@pytest.mark.parametrize(
    "text", ["</script>", "<!--<script>", "a\u2028b\u2029c", "\u202eevil", "&amp;", 'say "x"', "é"]
)
def test_json_in_a_script_says_the_same_and_cannot_end_it(text: str) -> None:
    told = page.script_json({"name": text})
    assert json.loads(told) == {"name": text}
    assert not set("<>&\u2028\u2029\u202e") & set(told)


def test_json_refuses_what_is_no_number() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        page.script_json({"x": float("nan")})


def test_templates_print_no_control_characters() -> None:
    printed = page.environment().from_string("{{ a }}|{{ a|name }}").render(a="x\u202e<\x07y")
    assert printed == "x&lt;y|<bdi>x&lt;y</bdi>"


def test_templates_refuse_what_is_not_there() -> None:
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        page.environment().from_string("{{ missing }}").render()


def test_a_page_without_scripts_allows_none() -> None:
    document = parse(page.render("base.html.j2", {}))
    policy = next(document.all("meta", **{"http-equiv": "Content-Security-Policy"}))
    assert "script-src 'none'" in policy.attributes["content"]
    assert not list(document.all("script"))


def test_saving_ends_lines_alike_everywhere(tmp_path: Path) -> None:
    page.save("a\nb\n", tmp_path / "x.html")
    assert (tmp_path / "x.html").read_bytes() == b"a\nb\n"
