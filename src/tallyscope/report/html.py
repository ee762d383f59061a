"""The report of an audit: one HTML file that needs no network."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path

from tallyscope.assess.assessment import Assessment, MadeBy
from tallyscope.methods import METHODS
from tallyscope.plots.theme import themes
from tallyscope.report import regions, scripts, silence, units
from tallyscope.report.page import asset, save
from tallyscope.report.page import render as render_page
from tallyscope.report.sections import facts, grade_rows, sections
from tallyscope.report.sections import silent as not_run
from tallyscope.report.words import headed, set_aside


def write(assessment: Assessment, path: Path) -> None:
    """Write the report; a file that stands there is replaced at once or not at all.

    Raises
    ------
    OSError
        If it cannot be written; a file that stood there is untouched.
    """
    save(render(assessment), Path(path))


def render(assessment: Assessment) -> str:
    """Return the report as HTML; the same assessment makes the same bytes."""
    scripts.start()
    context = _context(assessment)
    drawn = (scripts.bundle(), asset("charts.js")) if context["figures"] else ()
    return render_page(
        "report.html.j2",
        context,
        styles=(asset("report.css"),),
        scripts=(asset("tables.js"), *drawn),
    )


def _context(assessment: Assessment) -> Mapping[str, object]:
    tally = assessment.tally
    told = sections(assessment)
    flagged = units.flagged(assessment)
    return {
        "assessment": assessment,
        "tally": tally,
        "title": tally.contest.name or tally.source.what or "Results without a name",
        "facts": facts(tally, assessment.choice, flagged.height),
        "details": [_linked(sentence) for sentence in assessment.summary[2:]],
        "grades": grade_rows(assessment),
        "sections": told,
        "silent": not_run(assessment),
        "seen_means": silence.introduction(assessment.silence),
        "seen": silence.whole(assessment.silence),
        "seen_by_region": silence.by_region(assessment.silence),
        "figures": [figure for section in told for figure in section.figures],
        "themes": themes(),
        "regions": regions.table(assessment),
        "flagged": units.table(assessment, flagged),
        "flagged_count": flagged.height,
        "set_aside": set_aside(tally),
        "command": command(assessment.made_by),
    }


def _linked(sentence: str) -> tuple[str, str, str]:
    """Return heading, rest and the section that the heading leads to, if there is one."""
    head, rest = headed(sentence)
    return head, rest, next((method.name for method in METHODS if method.title == head), "")


def command(made_by: MadeBy) -> str:
    """Return the line that makes the same report again; in Python for results without a file."""
    choice = made_by.settings.get("choice")
    if not made_by.input_sha256:
        return f"ts.audit(tally, choice={choice!r}, seed={made_by.seed}).to_html('report.html')"
    words = [made_by.program, "audit", made_by.input_name]
    if choice is not None:
        words += ["--choice", str(choice)]
    for name, value in made_by.settings.get("options", {}).items():
        words += [f"--{name}", value] if value else [f"--{name}"]
    return shlex.join([*words, "--seed", str(made_by.seed), "--html", "report.html"])
