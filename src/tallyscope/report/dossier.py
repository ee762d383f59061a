"""Dossier -> HTML: the checked story as one page that needs no network.

The page is built from plain values here and laid out in ``templates/dossier*.j2``.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tallyscope.assess.dossier import AGAINST, Dossier, derived_from
from tallyscope.evidence import Fact
from tallyscope.evidence.loading import BUILT_IN
from tallyscope.plots.maps import ATTRIBUTION
from tallyscope.report import page
from tallyscope.report.dossier_figures import ControlFigure, control_figure, time_figure
from tallyscope.report.dossier_story import pieces
from tallyscope.report.dossier_words import (
    KIND_WORDS,
    OUTCOME_WORDS,
    STATUS_MEANING,
    STATUS_WORDS,
    UNTESTED,
    Field,
    counted,
    day_in_words,
    days_in_words,
    fact_value,
    fact_words,
    fields,
    quoted,
    spoken,
    tally,
    with_links,
)
from tallyscope.result import Verdict
from tallyscope.statement import Statement

LONGEST_TITLE = 90  # characters; our choice: two lines of a heading


@dataclass(frozen=True)
class Mark:
    """A statement as a list or a bar names it: its number, its words, what came out."""

    number: int
    words: str
    outcome: str
    outcome_words: str


@dataclass(frozen=True)
class Source:
    """One row of evidence; `source` and `note` are cut into words and addresses."""

    id: str
    what: str
    value: str
    date: str
    source: tuple[tuple[str, str], ...]
    note: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Card:
    """One verdict; `verdict` holds its words, the rest is how the page shows it."""

    number: int
    verdict: Verdict
    outcome_words: str
    title: str
    statements: tuple[Mark, ...]
    evidence: tuple[Source, ...]
    blind_to: tuple[str, ...]

    @property
    def speaks_against(self) -> bool:
        """Whether it speaks against a statement."""
        return self.verdict.outcome in AGAINST


@dataclass(frozen=True)
class Row:
    """One statement as the table and the panel beside the story show it.

    `silent` are fields that the story does not settle.
    """

    mark: Mark
    kind: str
    fields: tuple[Field, ...]
    silent: tuple[str, ...]
    cards: tuple[Card, ...]
    why: str
    frame: str
    origin: str


@dataclass(frozen=True)
class Unchecked:
    """Statements that could not be tested for the same reason."""

    why: str
    numbers: tuple[int, ...]


def write(dossier: Dossier, path: Path) -> None:
    """Write the dossier; a file that stands there is replaced at once or not at all.

    Raises
    ------
    OSError
        If it cannot be written; a file that stood there is untouched.
    """
    page.save(render(dossier), path)


def render(dossier: Dossier) -> str:
    """Return the page of a dossier as HTML."""
    return page.render(
        "dossier.html.j2",
        context(dossier),
        styles=[page.asset("dossier.css")],
        scripts=[page.asset("dossier.js")],
    )


def context(dossier: Dossier) -> dict[str, Any]:
    """Return everything that the template of the dossier shows."""
    reading = dossier.reading
    cards = _cards(dossier)
    findings = [card for card in cards if card.verdict in dossier.findings]
    control = _control(dossier)
    return {
        "title": title(dossier),
        "dossier": dossier,
        "reading": reading,
        "published": _published(dossier),
        "pieces": pieces(dossier),
        "rows": _rows(dossier, cards),
        "cards": cards,
        "tally": tally(dossier),
        "spoken": spoken(dossier),
        "findings": findings,
        "further": len(cards) - len(findings),
        "unchecked": _unchecked(dossier),
        "lines_set_aside": sorted(
            (*reading.furniture, *reading.headings), key=lambda line: line.span
        ),
        "sources": _sources(dossier, control["figure"] if control else None),
        "control": control,
        "time": time_figure(dossier),
        "attribution": ATTRIBUTION,
        "second": dossier.second_reading,
        "statuses": [(how, STATUS_WORDS[how], STATUS_MEANING[how]) for how in STATUS_WORDS],
        "unknown_words": STATUS_WORDS["unknown"],
        "command": command(dossier),
        "counted": counted,
        "quoted": quoted,
    }


def title(dossier: Dossier) -> str:
    """Return the story's own title, or its file name, or what it is."""
    reading = dossier.reading
    heading = next((line.text for line in reading.headings if line.why == "the title"), "")
    found = reading.title or heading or dossier.made_by.input_name or "A story"
    return found if len(found) <= LONGEST_TITLE else found[: LONGEST_TITLE - 1].rstrip() + "…"


def _published(dossier: Dossier) -> str:
    day = dossier.reading.published.value
    return "" if day is None else f"{day:%A} {day_in_words(day)}"


def command(dossier: Dossier) -> str:
    """Return the command that makes the page again."""
    published = dossier.reading.published
    day = f" --published {published.value}" if published.value else ""
    built_in = dossier.pack.folder in (None, BUILT_IN)
    pack = "" if built_in else f" --evidence {shlex.quote(str(dossier.pack.folder))}"
    name = shlex.quote(dossier.made_by.input_name or "story.txt")
    return f"tallyscope check {name}{day}{pack} --html dossier.html"


def _mark(dossier: Dossier, statement: Statement) -> Mark:
    outcome = dossier.outcome(statement) or UNTESTED
    return Mark(
        number=dossier.numbers[statement.id],
        words=quoted(statement.text),
        outcome=outcome,
        outcome_words=OUTCOME_WORDS[outcome],
    )


def _rows(dossier: Dossier, cards: Sequence[Card]) -> tuple[Row, ...]:
    why = {one.statement.id: one.why for one in dossier.untested}
    return tuple(_row(dossier, one, cards, why) for one in dossier.reading.statements)


def _row(
    dossier: Dossier, statement: Statement, cards: Sequence[Card], why: Mapping[str, str]
) -> Row:
    told = fields(statement, dossier.reading.text)
    mark = _mark(dossier, statement)
    return Row(
        mark=mark,
        kind=KIND_WORDS[statement.kind],
        fields=tuple(field for field in told if field.how != "unknown"),
        silent=tuple(field.name for field in told if field.how == "unknown"),
        cards=tuple(card for card in cards if mark in card.statements),
        why=why.get(statement.id, ""),
        frame=statement.frame,
        origin=statement.origin,
    )


def _cards(dossier: Dossier) -> tuple[Card, ...]:
    return tuple(
        _card(dossier, number, verdict) for number, verdict in enumerate(dossier.verdicts, 1)
    )


def _card(dossier: Dossier, number: int, verdict: Verdict) -> Card:
    check = dossier.checks[verdict.check]
    facts = dossier.pack.facts
    return Card(
        number=number,
        verdict=verdict,
        outcome_words=OUTCOME_WORDS[verdict.outcome],
        title=check.title,
        statements=tuple(_mark(dossier, one) for one in verdict.statements),
        evidence=tuple(_source(facts[name]) for name in verdict.evidence if name in facts),
        blind_to=verdict.blind_to or check.blind_to,
    )


def _source(fact: Fact) -> Source:
    derived = derived_from(fact)
    source = f"computed from {', '.join(derived)}" if derived else fact.source
    return Source(
        id=fact.id,
        what=fact_words(fact),
        value=fact_value(fact),
        date=days_in_words(fact.date),
        source=with_links(source),
        note=with_links(fact.note),
    )


def _sources(dossier: Dossier, figure: ControlFigure | None) -> tuple[Source, ...]:
    """Return the rows that verdicts or the map used, in the order of the pack."""
    used = {fact.id for fact in dossier.sources}
    used |= {name for row in figure.rows for name in row.facts} if figure else set()
    return tuple(_source(fact) for fact in dossier.pack.facts.values() if fact.id in used)


def _unchecked(dossier: Dossier) -> tuple[Unchecked, ...]:
    """Return the reasons why statements were not tested, the most frequent first."""
    together: dict[str, list[int]] = {}
    for one in dossier.untested:
        together.setdefault(one.why, []).append(dossier.numbers[one.statement.id])
    order = sorted(together, key=lambda why: -len(together[why]))
    return tuple(Unchecked(why, tuple(together[why])) for why in order)


def _control(dossier: Dossier) -> dict[str, Any] | None:
    figure = control_figure(dossier)
    if figure is None:
        return None
    told = {row.code: [_mark(dossier, one) for one in row.told] for row in figure.rows}
    return {"figure": figure, "told": told}
