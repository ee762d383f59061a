"""The shell of every page: one file that asks nobody for anything, for screen, phone and paper.

A page is a template that extends ``base.html.j2`` plus the styles and scripts it names. Every
script of the page is allowed by its hash and no other one is, so that a name from a results file
could not run even if its escaping failed.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tallyscope.report.plain import DIRECTIONS, plain
from tallyscope.writing import write_text

if TYPE_CHECKING:
    from jinja2 import Environment

# In a script block: what could end it, and what could make its source read otherwise than it runs.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"} | {
    code: f"\\u{code:04x}" for code in DIRECTIONS
}


def render(
    template: str,
    context: Mapping[str, object],
    *,
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
) -> str:
    """Return a page.

    Parameters
    ----------
    template : str
        File under ``templates`` that extends ``base.html.j2``.
    context : mapping
        What the template shows; every text in it is escaped.
    styles : sequence of str
        Further style sheets, as text, after that of the shell.
    scripts : sequence of str
        Scripts, as text, in the order in which they run, after the body.
    """
    written = [script.replace("\r\n", "\n") for script in scripts]
    shell = {
        "styles": [asset("page.css"), *styles],
        "scripts": written,
        "policy": _policy(written),
    }
    return environment().get_template(template).render({**context, **shell})


def save(page: str, path: Path) -> None:
    """Write a page; a file that stands there is replaced at once or not at all.

    Raises
    ------
    OSError
        If it cannot be written, with the name of `path`; a file that stood there is untouched.
    """
    write_text(page, path)


def asset(name: str) -> str:
    """Return a style sheet or a script of ours as text."""
    return files("tallyscope.report").joinpath("assets", name).read_text(encoding="utf-8")


def script_json(value: Any) -> str:
    r"""Return JSON that is safe inside a script block.

    Examples
    --------
    >>> script_json({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.translate(_ESCAPED)


def _policy(scripts: Sequence[str]) -> str:
    """Return the content security policy: nothing from outside, no script but these."""
    hashes = [
        f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts
    ]
    rules = (
        "default-src 'none'",
        f"script-src {' '.join(hashes) or chr(39) + 'none' + chr(39)}",
        "style-src 'unsafe-inline'",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return "; ".join(rules)


@cache
def environment() -> Environment:
    """Return the template environment: everything escaped, nothing undefined passes."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("tallyscope.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_readable,
    )
    made.filters["name"] = _name
    made.filters["count"] = _count
    made.filters["script_json"] = _script_json
    return made


def _readable(value: object) -> object:
    """Take unreadable characters out of every text that a template prints."""
    return plain(value) if type(value) is str else value


def _name(text: str) -> object:
    """Set a name apart from the direction of the text around it."""
    from markupsafe import Markup

    return Markup("<bdi>{}</bdi>").format(plain(text))


def _count(number: float) -> str:
    return f"{number:,.0f}"


def _script_json(value: object) -> object:
    from markupsafe import Markup

    return Markup(script_json(value))  # noqa: S704 - escaped for a script block by script_json
