"""Tables with one row per unit and choice into tables with one row per unit.

OpenElections, MIT's precinct returns (MEDSL) and many commissions publish results in long form: a
column names the choice, another has its votes. Such a table is known by a column of choices, a
column of votes and units that repeat. The choices become columns:

* Of several contests (a column such as "office") one is taken, and named if there are several.
* Ways of voting (a column such as "mode") are added up, or their total is taken where it is there.
* Registered voters and ballots cast that stand among the choices or the contests, as OpenElections
  has them, become columns under their names; the words of the header then say what they are.
* A choice without a row in a unit had no votes there only if the file lists no zeros at all; else
  it is unknown, and the unit is set aside as any other with a hole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from tallyscope.errors import DataError, Fault
from tallyscope.sources.columns import Column, columns_of
from tallyscope.sources.contests import contest_meant
from tallyscope.sources.counting import COUNT_ROLES
from tallyscope.sources.headers import matches, plain, says_nothing, says_total, words_of
from tallyscope.sources.holes import write_down_cells
from tallyscope.sources.ledger import SHOWN_PER_KIND, Ledger
from tallyscope.sources.table import Table, unique_names
from tallyscope.tally import NAMELESS, Repair

# Units repeat in a long table: so many rows to every unit at least. Our choice.
ROWS_PER_UNIT = 1.5
# Headers of the column that tells ways of voting apart.
_WAYS = frozenset(
    ("mode", "vote mode", "vote type", "voting method", "counting group", "way of voting")
)
_ROW, _UNIT, _CHOICE, _VOTES, _KNOWN = "·row", "·unit", "·choice", "·votes", "·known"


@dataclass(frozen=True, eq=False)
class LongForm:
    """The columns of a long table.

    Attributes
    ----------
    choice, votes : Column
    keys : sequence of Column
        Columns that name the units and what contains them.
    contest : sequence of Column
        Columns that tell contests apart; none if there is only one.
    way : Column or None
        Column that tells ways of voting apart.
    """

    choice: Column
    votes: Column
    keys: Sequence[Column]
    contest: Sequence[Column]
    way: Column | None


def long_form_of(columns: Sequence[Column]) -> LongForm | None:
    """Return what the columns of a long table are; None if the table is none."""
    named = [c for c in columns if c.kind == "text" and c.match("candidate name")]
    named = [column for column in named if column.distinct > 1]
    votes = [column for column in columns if _says_votes(column)]
    if not named or not votes:
        return None
    choice = max(named, key=lambda column: column.distinct)
    offices = [c for c in columns if c.match("title", "round") and c not in named]
    races = [c for c in columns if offices and plain(c.name) == "district"]
    keys = [
        column
        for column in columns
        if column.match("level", "unit", "unit number") and column not in (*races, choice)
    ]
    way = next((column for column in columns if plain(column.name) in _WAYS), None)
    keys = keys or _keys_by_names(columns, choice, [*offices, *races])
    rows = len(choice.cells)
    if not keys or _distinct([*keys, *offices, *races]) * ROWS_PER_UNIT > rows:
        return None
    contest = [column for column in (*offices, *races) if column.distinct > 1]
    return LongForm(choice, votes[0], keys, contest, way)


def _keys_by_names(
    columns: Sequence[Column], choice: Column, contest: Sequence[Column]
) -> list[Column]:
    """Return texts that name the units by what stands in them, if no header does.

    With the choice they must tell every row apart; what follows from the choice, as a party does
    from its candidate, names no unit.
    """
    texts = [
        column
        for column in columns
        if column.kind == "text" and not column.said and column.distinct > 1
        if column is not choice and _distinct([choice, column]) > choice.distinct
    ]
    told_apart = texts and _distinct([*texts, choice, *contest]) == len(choice.cells)
    return texts if told_apart else []


def one_row_per_unit(table: Table, form: LongForm) -> Table:
    """Turn a long table.

    Raises
    ------
    DataError
        If several contests may be meant, a cell of votes is no count, or a row stands twice.
    """
    ledger = Ledger(table.rows, table.files)
    write_down_cells(form.votes, ledger)
    if ledger.faults:
        raise DataError(ledger.faults)
    rows, contest, repairs = _rows_of_contest(table, form)
    rows, more = _without_parts(rows, form)
    repairs += more
    repairs += _summed(rows, table)
    order = list(dict.fromkeys(rows[_CHOICE]))
    wide, zeros = _turned(rows, order)
    constant = _constant_columns(rows, table, form)
    firsts = rows.group_by(_UNIT, maintain_order=True).agg(pl.col(_ROW).min())
    places = firsts[_ROW].to_numpy()
    frame = table.frame[places].select(*(c.name for c in form.keys), *constant)
    names = unique_names([*frame.columns, *order])
    wide.columns = list(names[frame.width :])
    if zeros:
        why = "the file lists no zeros: a choice without a row in a unit had no votes there"
        repairs.append(Repair("votes taken as 0 for choices without a row", zeros, why))
    why = f"'{form.choice.name}' names the choice of each row, '{form.votes.name}' its votes"
    repairs.append(Repair("rows joined into one row per unit", rows.height, why))
    files = np.array(table.files)[places].tolist() if table.files else []
    return replace(
        table,
        frame=frame.hstack(wide),
        rows=table.rows[places],
        files=tuple(files),
        contest="",
        facts={"title": contest, **table.facts} if contest else table.facts,
        repairs=(*table.repairs, *repairs, *ledger.repairs),
    )


def one_contest(table: Table, columns: Sequence[Column]) -> tuple[Table, tuple[Column, ...]]:
    """Take the rows of the contest that is wanted out of a table that has one column per choice.

    Raises
    ------
    DataError
        If no column tells contests apart, or none or several of them are called so.
    """
    telling = [c for c in columns if c.match("title", "round") and c.distinct > 1]
    if not telling:
        where = table.where or table.what
        raise DataError(
            f"{where} is no zip archive, workbook, database or list of contests, so there is no"
            f" {table.contest} in it"
        )
    labels = pl.Series([_label(names) for names in _named(telling).iter_rows()])
    wanted = contest_meant(labels.unique(maintain_order=True).to_list(), table.contest, where="")
    mask = (labels == wanted).to_numpy()
    why = f"'{wanted}' was read"
    kept = table.kept(mask, Repair("rows of other contests left out", int((~mask).sum()), why))
    kept = replace(kept, facts={"title": wanted, **table.facts})
    return kept, columns_of(kept.frame)


def _says_votes(column: Column) -> bool:
    """Tell whether a header says "votes" and nothing else, in any language."""
    if not column.is_number or column.match("percent", "level", "unit", "unit number"):
        return False
    if column.match("valid") and column.match("ballots"):
        return plain(column.name) != "total"
    words = words_of(column.name)
    return says_nothing(words) and any(len(word) > 1 and not word.isdigit() for word in words)


def _distinct(columns: Sequence[Column]) -> int:
    frame = pl.DataFrame({str(place): column.places for place, column in enumerate(columns)})
    return frame.n_unique()


def _rows_of_contest(table: Table, form: LongForm) -> tuple[pl.DataFrame, str, list[Repair]]:
    """Return the rows of the contest, its name, and what was left out.

    The rows have their number, unit, choice, votes, and whether these are known.
    """
    keys = pl.DataFrame({str(n): column.places for n, column in enumerate(form.keys)})
    unit = keys.select(pl.struct(pl.all()).rank("dense").alias(_UNIT)).to_series()
    rows = pl.DataFrame(
        {
            _ROW: np.arange(len(unit), dtype=np.int64),
            _UNIT: unit,
            _CHOICE: form.choice.places.fill_null(NAMELESS),
            _VOTES: form.votes.counts,
            _KNOWN: form.votes.known,
        }
    )
    if not form.contest:
        return rows, "", []
    labels = [_label(names) for names in _named(form.contest).iter_rows()]
    of_all = {label for label in set(labels) if _is_count(label)}
    contests = [label for label in dict.fromkeys(labels) if label and label not in of_all]
    wanted = contest_meant(contests, table.contest, where=table.where or table.what)
    rows = rows.with_columns(pl.Series("·contest", labels))
    rows = rows.with_columns(
        pl.when(pl.col("·contest").is_in(list(of_all)))
        .then(pl.col("·contest"))
        .otherwise(pl.col(_CHOICE))
        .alias(_CHOICE)
    ).filter(pl.col("·contest").is_in([wanted, *of_all]))
    left_out = len(unit) - rows.height
    units = rows.filter(pl.col("·contest") == wanted)[_UNIT].unique()
    rows = rows.filter(pl.col(_UNIT).is_in(units.implode())).drop("·contest")
    repair = Repair("rows of other contests left out", left_out, f"'{wanted}' was read")
    return rows, wanted, [repair] if left_out else []


def _named(columns: Sequence[Column]) -> pl.DataFrame:
    return pl.DataFrame({str(n): c.places.fill_null("") for n, c in enumerate(columns)})


def _label(names: tuple[str, ...]) -> str:
    return "/".join(name for name in names if name)


def _is_count(label: str) -> bool:
    """Tell whether a contest is none: "Registered Voters", "Ballots Cast"."""
    roles = {match.role for match in matches(label)}
    return bool(roles & {"registered", "ballots"})


def _without_parts(rows: pl.DataFrame, form: LongForm) -> tuple[pl.DataFrame, list[Repair]]:
    """Leave out the ways of voting whose total is there."""
    if form.way is None:
        return rows, []
    ways = form.way.places.fill_null("")
    totals = [way for way in ways.unique() if says_total(way)]
    is_total = ways.is_in(totals)
    marked = rows.with_columns(is_total[rows[_ROW]].alias("·total"))
    has_total = pl.col("·total").any().over(_UNIT, _CHOICE)
    kept = marked.filter(pl.col("·total") | ~has_total).drop("·total")
    number = rows.height - kept.height
    why = "their total stands in a row of its own"
    return kept, [Repair("rows of single ways of voting left out", number, why)] if number else []


def _summed(rows: pl.DataFrame, table: Table) -> list[Repair]:
    """Tell of several rows of one choice in one unit; refuse rows that are the same throughout."""
    several = rows.filter(pl.struct(_UNIT, _CHOICE).is_duplicated())
    if several.is_empty():
        return []
    whole = table.frame[several[_ROW]]
    copies = whole.select(~pl.struct(pl.all()).is_first_distinct()).to_series()
    places = several[_ROW].filter(copies).to_list()
    if places:
        ledger = Ledger(table.rows, table.files)
        faults = [
            Fault(
                "the row stands there twice",
                where=ledger.row(place),
                expected="every choice once in a unit",
                remedy="Delete the copy",
            )
            for place in places[:SHOWN_PER_KIND]
        ]
        ledger.fault(faults, len(places) - len(faults), "rows that stand there twice")
        raise DataError(ledger.faults)
    why = "they differ in another column: a way of voting, or a further list of the same choice"
    return [Repair("rows of one choice in one unit added up", several.height, why)]


def _turned(rows: pl.DataFrame, order: Sequence[str]) -> tuple[pl.DataFrame, int]:
    """Return one column per choice, and how many gaps were filled with 0."""
    cells = rows.group_by(_UNIT, _CHOICE, maintain_order=True).agg(
        pl.when(pl.col(_KNOWN).all()).then(pl.col(_VOTES).sum())
    )
    wide = cells.pivot(on=_CHOICE, index=_UNIT, values=_VOTES, maintain_order=True).drop(_UNIT)
    wide = wide.select(order)
    choices = [name for name in order if not _is_any_count(name)]
    listed = rows.filter(pl.col(_CHOICE).is_in(choices) & pl.col(_KNOWN))
    unknown = cells.filter(pl.col(_VOTES).is_null()).height
    if (listed[_VOTES] == 0).any() or unknown:
        return wide, 0
    gaps = sum(wide.select(pl.col(choices).null_count()).row(0)) if choices else 0
    return wide.with_columns(pl.col(choices).fill_null(0)), gaps


def _is_any_count(name: str) -> bool:
    return any(match.role in (*COUNT_ROLES, "not needed") for match in matches(name))


def _constant_columns(rows: pl.DataFrame, table: Table, form: LongForm) -> list[str]:
    """Return the further columns that say something about units: counts and texts of one value."""
    used = {c.position for c in (form.choice, form.votes, *form.keys, *form.contest)}
    may_be = [
        name
        for position, name in enumerate(table.frame.columns, 1)
        if position not in used and (form.way is None or position != form.way.position)
    ]
    counted = [name for name in may_be if _is_kept(name)]
    if not counted:
        return []
    frame = table.frame[rows[_ROW]].select(counted).with_columns(rows[_UNIT])
    most = frame.group_by(_UNIT).agg(pl.all().n_unique()).select(pl.col(counted).max()).row(0)
    return [name for name, values in zip(counted, most, strict=True) if values == 1]


def _is_kept(name: str) -> bool:
    roles = {match.role for match in matches(name)}
    return name.startswith("x_") or bool(roles & {*COUNT_ROLES, "extra", "date", "country"})
