"""A table and the roles of its columns into a tally; every row is a unit or set aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from tallyscope.errors import DataError, Fault, did_you_mean
from tallyscope.sources.columns import Column, columns_of
from tallyscope.sources.counting import COUNT_ROLES
from tallyscope.sources.doubles import set_excess_aside, settle_doubles
from tallyscope.sources.holes import (
    Filled,
    added,
    filled_from,
    set_holes_aside,
    write_down_cells,
)
from tallyscope.sources.ledger import Ledger
from tallyscope.sources.long_form import long_form_of, one_contest, one_row_per_unit
from tallyscope.sources.recognise import Layout, recognise
from tallyscope.sources.table import Table
from tallyscope.sources.totals import NamedRows, set_totals_aside
from tallyscope.sources.wishes import Wishes, wishes_of
from tallyscope.tally import (
    NAMELESS,
    SET_ASIDE_SCHEMA,
    Contest,
    CountName,
    Counts,
    Source,
    Tally,
)

Said = Mapping[str, str | Sequence[str]]  # role to column, or to headers
BETWEEN = " / "  # stands between the names that make the id of a unit
_OWN_NAMES = frozenset(("unit", *SET_ASIDE_SCHEMA))


def tally_of(
    table: Table,
    *,
    choice: str | None,
    levels: Sequence[str] | None,
    columns: Said | Callable[[Sequence[str]], Said] | None,
    strict: bool,
) -> Tally:
    """Build a tally; the arguments are those of :func:`tallyscope.sources.read`.

    Columns of a role may also be a list of their headers; and `columns` may be a function that is
    told all headers. Who holds the table has it twice: hand it over.
    """
    table, read = columns_to_read(table)
    ledger = Ledger(table.rows, table.files)
    said = columns([column.name for column in read]) if callable(columns) else columns or {}
    layout = _layout(read, wishes_of(read, {**table.roles, **said}, levels), ledger)
    if table.roles and not said:
        layout = layout.told_by("the format of the file")
    del read  # columns without a role are given up: large tables have no room for them
    table = replace(table, frame=table.frame.clear())
    filled = filled_from(layout.counts, layout.choices, layout.gap, ledger)
    layout = layout.without_counts()
    names = _names(layout, len(table.rows))
    set_totals_aside(names, filled.columns, filled.columns_known, ledger)
    set_holes_aside(filled, layout.choices, ledger)
    places = _places(layout, ledger)
    units = settle_doubles(places["unit"], filled.columns, ledger, strict=strict)
    _set_excess_aside(filled, layout, ledger, strict=strict)
    if ledger.faults:
        raise DataError(ledger.faults)
    _refuse_too_few(ledger)
    _refuse_no_votes(filled, ledger)
    places = _units(places.with_columns(unit=units), layout)
    aside = _set_aside(places, layout, ledger)
    # what is not needed any more is given up before the tally is made, column by column
    layout = layout.without_cells()
    order = places["unit"].arg_sort().to_numpy()
    order = order[ledger.live[order]]
    rest = places.get_columns()
    del units, names, places
    ordered = pl.DataFrame([rest.pop(0)[order] for _ in range(len(rest))])
    counts, votes = filled.give_up(order)
    return _tally(table, layout, counts, votes, ordered, aside, ledger, choice)


def columns_to_read(table: Table) -> tuple[Table, Sequence[Column]]:
    """Return a table with one row per unit of one contest, and its columns.

    Raises
    ------
    DataError
        If it has no rows, or several contests of which none is named.
    """
    if not table.frame.height or not table.frame.width:
        raise DataError(Fault("the file has no rows below its header", expected="one per station"))
    read = columns_of(table.frame)
    form = long_form_of(read)
    if form is not None:
        table = one_row_per_unit(table, form)
        return table, columns_of(table.frame)
    return one_contest(table, read) if table.contest else (table, read)


def _layout(columns: Sequence[Column], wishes: Wishes, ledger: Ledger) -> Layout:
    """Recognise the columns; if that fails, tell the unreadable cells of counts as well."""
    try:
        return recognise(columns, wishes)
    except DataError as error:
        for column in columns:
            if column.is_number and column.match(*COUNT_ROLES):
                write_down_cells(column, ledger)
        raise DataError([*error.faults, *ledger.faults]) from None


def _names(layout: Layout, rows: int) -> NamedRows:
    unit = layout.unit[0].places if layout.unit else None
    return NamedRows(rows, layout.levels, unit)


def _places(layout: Layout, ledger: Ledger) -> pl.DataFrame:
    """Return ``unit``, the levels and the names of the units, as text without holes."""
    named: dict[str, pl.Series] = {}
    for column in (*layout.levels, *layout.unit):
        empty = column.places.null_count()
        ledger.repair(
            f"empty names in '{column.name}' written as “{NAMELESS}”",
            empty,
            "the id of a unit is made of its names",
        )
        named[_safe(column.name)] = column.places.fill_null(NAMELESS)
    if not layout.unit:
        named["row of the file"] = pl.Series([f"row {row}" for row in ledger.rows])
        ledger.repair("units named by their row", len(ledger.rows), "no column names the units")
    frame = pl.DataFrame(named)
    return frame.with_columns(unit=pl.concat_str(pl.all(), separator=BETWEEN))


def _safe(name: str) -> str:
    """Return a header that is no name of a column of our own."""
    return f"{name} (column)" if name in _OWN_NAMES else name


def _set_excess_aside(filled: Filled, layout: Layout, ledger: Ledger, *, strict: bool) -> None:
    votes = added(filled.votes)
    valid = filled.counts.get("valid", votes)
    ballots = filled.counts.get("ballots")
    if ballots is not None:
        most = np.maximum(votes, valid)
        set_excess_aside(most, ballots, of="votes than ballots", ledger=ledger, strict=strict)
    of = "votes for the choices than valid votes"
    set_excess_aside(votes, valid, of=of, ledger=ledger, strict=strict)
    gap = layout.gap.counts if layout.gap is not None else 0
    open_rows = int(((votes + gap != valid) & ledger.live).sum())
    ledger.repair(
        "units kept in which the choices do not add up to the valid votes",
        open_rows,
        "both are taken as published",
    )


def _refuse_too_few(ledger: Ledger) -> None:
    left = int(ledger.live.sum())
    if left > 1:
        return
    rows = f"{len(ledger.rows):,} row" + ("s" if len(ledger.rows) != 1 else "")
    aside = ledger.reasons_told()
    raise DataError(
        Fault(
            f"{'no unit is' if not left else 'only one unit is'} left of {rows}"
            + (f"; set aside: {aside}" if aside else ""),
            expected="at least two units with all their counts",
            remedy="If a column was misread, name the right one with --columns",
        )
    )


def _refuse_no_votes(filled: Filled, ledger: Ledger) -> None:
    if not added(filled.votes)[ledger.live].any():
        raise DataError(
            Fault(
                f"there are no votes: every choice has 0 in all {int(ledger.live.sum()):,} units",
                expected="votes in some of them",
                remedy="If other columns are the choices: --columns choices=COLUMN|COLUMN",
            )
        )


def _units(places: pl.DataFrame, layout: Layout) -> pl.DataFrame:
    """Return ``unit``, the levels, the names of the units and the extras of all rows."""
    units = places.select("unit", *(name for name in places.columns if name != "unit"))
    extras = [column.values.alias(_safe(column.name)) for column in layout.extras]
    return units.with_columns(extra for extra in extras if extra.name not in units.columns)


def _set_aside(units: pl.DataFrame, layout: Layout, ledger: Ledger) -> pl.DataFrame:
    dead = np.flatnonzero(~ledger.live)
    levels = [_safe(column.name) for column in layout.levels]
    return units[dead].select(
        "unit",
        *levels,
        row=pl.Series(ledger.rows[dead], dtype=pl.Int64),
        reason=pl.Series(ledger.reasons[dead].tolist(), dtype=pl.String),
    )


def _tally(
    table: Table,
    layout: Layout,
    counts: dict[CountName, Counts],
    votes: Counts,
    units: pl.DataFrame,
    aside: pl.DataFrame,
    ledger: Ledger,
    choice: str | None,
) -> Tally:
    levels = tuple(_safe(column.name) for column in layout.levels)
    derived: tuple[str, ...] = ()
    if "ballots" not in counts and {"valid", "invalid"} <= counts.keys():
        counts["ballots"] = counts["valid"] + counts["invalid"]
        derived = ("ballots",)
    choices = tuple(column.name for column in layout.choices)
    facts = {**layout.facts, **table.facts}
    return Tally(
        contest=Contest(
            name=facts.get("title", ""),
            country=facts.get("country", ""),
            date=facts.get("date", ""),
            round=facts.get("round", ""),
            levels=levels,
            focus=_focus(choice, choices),
        ),
        units=units,
        choices=choices,
        votes=votes,
        registered=counts.get("registered"),
        issued=counts.get("issued"),
        ballots=counts.get("ballots"),
        valid=counts.get("valid"),
        invalid=counts.get("invalid"),
        set_aside=aside.select(*SET_ASIDE_SCHEMA, *levels),
        source=Source(
            what=table.what,
            where=table.where,
            sha256=table.sha256,
            rows=len(ledger.live),
            mapping=layout.roles,
            repairs=(*table.repairs, *ledger.repairs),
            evidence=layout.evidence,
        ),
        derived=derived,
    )


def _focus(wanted: str | None, choices: Sequence[str]) -> str | None:
    """Return the choice that is meant: by its name, or by a part of it that no other has."""
    if wanted is None or wanted in choices:
        return wanted
    part = " ".join(wanted.split()).casefold()
    found = [choice for choice in choices if choice.casefold() == part]
    found = found or [choice for choice in choices if part and part in choice.casefold()]
    if len(found) == 1:
        return found[0]
    how = f"may be {' or '.join(repr(name) for name in found)}" if found else "is no choice"
    raise DataError(
        Fault(
            f"{wanted!r} {how}",
            expected="one of " + ", ".join(repr(choice) for choice in choices),
            remedy=did_you_mean(wanted, choices).strip(),
        )
    )
