"""What the map and the timeline of a dossier show: picked from statements and evidence.

Nothing is judged here. A measured share comes from a row of the pack, an announced one from the
statement's own number.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tallyscope.assess.dossier import Dossier
from tallyscope.evidence import Control, Pack
from tallyscope.evidence.pack import near
from tallyscope.plots.control_map import Bar, Region, control_bar, control_map
from tallyscope.plots.maps import Boundaries, ukraine
from tallyscope.plots.timeline import Mark, in_focus, timeline
from tallyscope.report.dossier_words import KIND_WORDS, days_in_words, ranges
from tallyscope.statement import Days, Statement

UNKNOWN = "unknown"  # the controller of land whose status is not known, as packs call it
# Land first: maps of control leave reservoirs unpainted, and that water is nobody's gain.
MEASURES = ("share_of_land", "share_of_area")
NEAR = 31  # days; our choice: control of a region moves by points in a month, not by tens
WHOLE = 100
WIDE, PHONE = 980, 328  # pixels; our choice: the column of the page, and a small telephone


@dataclass(frozen=True)
class Held:
    """Measured and announced control of one region, ready for the page.

    Attributes
    ----------
    code, name : str
    bar : str
        SVG.
    measured : str
        In words.
    held, allowed, unknown, rest : str
        Percent of the region, as the table prints them.
    date : str
    facts : tuple of str
        Ids of the rows of evidence.
    told : tuple of Statement
        What the story says about who holds the region.
    announced : str
        The same as a share of the map's controller; empty without a number.
    """

    code: str
    name: str
    bar: str
    measured: str
    held: str
    allowed: str
    unknown: str
    rest: str
    date: str
    facts: tuple[str, ...]
    told: tuple[Statement, ...]
    announced: str


@dataclass(frozen=True)
class ControlFigure:
    """The map with its rows; `controller` is whose share is coloured."""

    drawing: str
    controller: str
    rows: tuple[Held, ...]


@dataclass(frozen=True)
class _Measured:
    held: Control
    low: Decimal
    high: Decimal
    unknown: Control | None

    @property
    def facts(self) -> tuple[str, ...]:
        return (self.held.id, self.unknown.id) if self.unknown else (self.held.id,)


def control_figure(dossier: Dossier) -> ControlFigure | None:
    """Return the map of measured against announced control; None if it has nothing to show.

    It needs a statement about who holds a place, or about a share of territory, and a pack that
    measures control of regions of a country whose boundaries are known (Ukraine).
    """
    country = ukraine()
    drawn = {unit.name: unit.code for unit in country.units}
    told = _told(dossier, drawn)
    controller = _controller(dossier.pack, drawn)
    if not told or not controller:
        return None
    day = dossier.reading.published.value
    measured = {
        name: found
        for name in drawn
        if (found := _measured(dossier.pack, name, controller, day)) is not None
    }
    if not measured:
        return None
    rows = tuple(
        _held(drawn[name], name, found, told.get(name, ())) for name, found in measured.items()
    )
    return ControlFigure(_drawing(country, measured, rows, controller), controller, rows)


def _drawing(
    country: Boundaries,
    measured: dict[str, _Measured],
    rows: Sequence[Held],
    controller: str,
) -> str:
    regions = [
        Region(
            code=row.code,
            name=row.name,
            held=float(measured[row.name].held.value) / WHOLE,
            words=f"{row.name}: {row.measured}",
            href=f"#held-{row.code}",
        )
        for row in rows
    ]
    return control_map(
        country,
        regions,
        title=f"Map: measured share of each region held by {controller}",
        words="Ukraine with its regions, Crimea and Sevastopol among them. "
        + " ".join(f"{region.words}." for region in regions),
    )


def _told(dossier: Dossier, drawn: dict[str, str]) -> dict[str, tuple[Statement, ...]]:
    """Return the statements about holding or size of the regions that can be drawn."""
    found: dict[str, tuple[Statement, ...]] = {}
    for statement in dossier.reading.statements:
        if statement.kind not in ("control_share", "territory_share"):
            continue
        for name in statement.places.value or ():
            place = dossier.pack.place(name)
            known = place.name if place else name
            if known in drawn:
                found[known] = (*found.get(known, ()), statement)
    return found


def _controller(pack: Pack, drawn: dict[str, str]) -> str:
    """Return whose share is coloured: the controller with most rows who is not the country's own.

    The country's own side is what remains, so that both together are the whole.
    """
    own = {place.parent for place in pack.places} | {place.name for place in pack.places}
    rows = Counter(
        fact.controller
        for fact in pack.control
        if fact.place in drawn and fact.controller != UNKNOWN and fact.controller not in own
    )
    return rows.most_common(1)[0][0] if rows else ""


def _measured(pack: Pack, name: str, controller: str, day: date | None) -> _Measured | None:
    """Return the row of the pack that measures a region, and the range over all its series."""
    rows = [
        fact
        for fact in pack.control
        if fact.place == name
        and fact.measure in MEASURES
        and (day is None or near(fact.date, Days(day, day), NEAR))
    ]
    held = sorted(
        (fact for fact in rows if fact.controller == controller),
        key=lambda fact: MEASURES.index(fact.measure),
    )
    if not held:
        return None
    best = held[0]
    unknown = next((f for f in rows if f.controller == UNKNOWN and f.series == best.series), None)
    return _Measured(best, min(fact.low for fact in held), max(fact.high for fact in held), unknown)


def _held(code: str, name: str, found: _Measured, told: Sequence[Statement]) -> Held:
    controller = found.held.controller
    unknown = found.unknown.value if found.unknown else Decimal(0)
    rest = max(WHOLE - found.held.value - unknown, Decimal(0))
    allowed = f"{found.low:f} to {found.high:f}" if found.low < found.high else ""
    words = f"{found.held.value}% held by {controller}"
    words += f" (sources allow {allowed})" if allowed else ""
    words += f", {unknown}% of unknown status, {rest}% the rest"
    announced = tuple(_announced(told, controller))
    bar = Bar(
        held=float(found.held.value) / WHOLE,
        low=float(found.low) / WHOLE,
        high=float(found.high) / WHOLE,
        unknown=float(unknown) / WHOLE,
        announced=announced,
        words=f"{name}: {words}",
    )
    return Held(
        code=code,
        name=name,
        bar=control_bar(bar),
        measured=words,
        held=str(found.held.value),
        allowed=allowed or "–",
        unknown=str(unknown),
        rest=str(rest),
        date=days_in_words(found.held.date),
        facts=found.facts,
        told=tuple(one for one in told if one.kind == "control_share"),
        announced="; ".join(_share(low, high) for low, high in announced),
    )


def _share(low: float, high: float) -> str:
    return f"{low:.0%}" if low == high else f"{low:.0%} to {high:.0%}"


def _announced(told: Sequence[Statement], controller: str) -> Iterator[tuple[float, float]]:
    """Yield what the statements' numbers mean for the share of the map's controller."""
    for statement in told:
        quantity = statement.quantity.value
        if statement.kind != "control_share" or quantity is None or quantity.value is None:
            continue
        share = float(quantity.value) / WHOLE
        low = 0.0 if quantity.comparator in ("under", "at most") else share
        high = 1.0 if quantity.comparator in ("over", "at least") else share
        other = statement.controller.value != controller
        yield (1 - high, 1 - low) if other != statement.negated else (low, high)


LANES = ("Said", "Happened", "Voted", "Planned")


@dataclass(frozen=True)
class TimeFigure:
    """The timeline in two widths, and what lies too far off to be drawn to scale."""

    wide: str
    narrow: str
    rows: tuple[Mark, ...]
    far: tuple[Mark, ...]


def time_figure(dossier: Dossier) -> TimeFigure | None:
    """Return when things were said, voted and planned; None without days to show."""
    published = dossier.reading.published.value
    marks = _marks(dossier)
    if published is None or not marks:
        return None
    title = "Timeline: what was said, voted and planned on which day"
    wide, narrow = (
        timeline(marks, published, LANES, width=width, title=title) for width in (WIDE, PHONE)
    )
    far = tuple(mark for mark in marks if not in_focus(mark.days, published))
    return TimeFigure(wide, narrow, tuple(marks), far)


def _marks(dossier: Dossier) -> list[Mark]:
    """Return one mark for all statements that share a lane and its days."""
    together: dict[tuple[int, Days], list[Statement]] = {}
    for statement in dossier.reading.statements:
        for lane, days in _lanes(statement):
            together.setdefault((LANES.index(lane), days), []).append(statement)
    order = sorted(together, key=lambda key: (key[0], key[1].first, key[1].last))
    return [_mark(dossier, LANES[lane], days, together[lane, days]) for lane, days in order]


def _lanes(statement: Statement) -> Iterator[tuple[str, Days]]:
    """Yield the days of a statement; a day of saying that nobody stated is the reporter's own."""
    said = statement.said
    if said.value is not None and said.status != "default":
        yield "Said", said.value
    if statement.vote_day.value is not None:
        yield "Voted", statement.vote_day.value
    if statement.as_of.value is not None and statement.as_of.status != "default":
        yield "Planned" if statement.kind == "plan" else "Happened", statement.as_of.value


def _mark(dossier: Dossier, lane: str, days: Days, statements: Sequence[Statement]) -> Mark:
    numbers = [dossier.numbers[one.id] for one in statements]
    kinds = "; ".join(dict.fromkeys(KIND_WORDS[one.kind] for one in statements))
    noun = "statement" if len(numbers) == 1 else "statements"
    return Mark(
        lane=lane,
        days=days,
        label=ranges(numbers),
        hint=" ".join(statements[0].text.split()).lstrip(",;. "),
        words=f"{days_in_words(days)}, {lane.lower()}: {noun} {ranges(numbers)} ({kinds})",
        href=f"#s{numbers[0]}",
    )
