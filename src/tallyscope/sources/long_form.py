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
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import DataError, Fault
from tallyscope.sources.columns import Column, Places, columns_of, first_come, numbered
from tallyscope.sources.contests import contest_meant
from tallyscope.sources.counting import COUNT_ROLES
from tallyscope.sources.headers import matches, plain, says_nothing, says_total, words_of
from tallyscope.sources.holes import write_down_cells
from tallyscope.sources.ledger import SHOWN_PER_KIND, Ledger
from tallyscope.sources.limits import refuse_many_choices
from tallyscope.sources.places import distinct_together
from tallyscope.sources.table import Table, unique_names
from tallyscope.tally import NAMELESS, Counts, Repair

# Units repeat in a long table: so many rows to every unit at least. Our choice.
ROWS_PER_UNIT = 1.5
# Headers of the column that tells ways of voting apart.
_WAYS = frozenset(
    ("mode", "vote mode", "vote type", "voting method", "counting group", "way of voting")
)
AT_ONCE = 4_000_000  # rows that are added up at once, to keep memory low; our choice


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
    if not keys or distinct_together([*keys, *offices, *races]) * ROWS_PER_UNIT > rows:
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
        if column is not choice and distinct_together([choice, column]) > choice.distinct
    ]
    told_apart = texts and distinct_together([*texts, choice, *contest]) == len(choice.cells)
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
    long, contest, repairs = _rows_of_contest(table, form)
    long, more = _without_parts(long, form)
    repairs += more
    long = long.in_order()
    repairs += _summed(long, table)
    wide, zeros = _turned(long)
    constant = _constant_columns(long, table, form)
    places = long.rows[long.firsts]
    frame = table.frame[places].select(*(c.name for c in form.keys), *constant)
    names = unique_names([*frame.columns, *long.choices])
    wide.columns = list(names[frame.width :])
    if zeros:
        why = "the file lists no zeros: a choice without a row in a unit had no votes there"
        repairs.append(Repair("votes taken as 0 for choices without a row", zeros, why))
    why = f"'{form.choice.name}' names the choice of each row, '{form.votes.name}' its votes"
    repairs.append(Repair("rows joined into one row per unit", len(long.rows), why))
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


@dataclass(frozen=True, eq=False)
class _Long:
    """The m rows of one contest.

    Attributes
    ----------
    rows : int32 array, shape (m,)
        Their places in the table.
    unit, choice : int32 arrays, shape (m,)
        Numbers of the unit and the choice.
    votes : array of whole numbers, shape (m,)
    known : bool array, shape (m,)
        Whether there are votes.
    choices : list of str
        Names of the choices.
    """

    rows: Places
    unit: Places
    choice: Places
    votes: npt.NDArray[np.integer]
    known: npt.NDArray[np.bool_]
    choices: list[str]
    firsts: Places = field(default_factory=lambda: np.zeros(0, dtype=np.int32))

    def where(self, mask: npt.NDArray[np.bool_]) -> _Long:
        """Return the rows of a mask."""
        arrays = {name: getattr(self, name)[mask] for name in _ARRAYS}
        return replace(self, **arrays)

    def in_order(self) -> _Long:
        """Return the same with units and choices numbered in the order in which they come.

        ``firsts`` then tells at which of the m rows each unit comes first.
        """
        unit, firsts = first_come(self.unit)
        choice, at = first_come(self.choice)
        names = [self.choices[number] for number in self.choice[at]]
        return replace(self, unit=unit, choice=choice, choices=names, firsts=firsts)

    def by_unit(self, values: npt.NDArray[np.integer] | npt.NDArray[np.bool_]) -> Counts:
        """Return the sums of values over the rows of each unit and choice."""
        summed = np.zeros((len(self.firsts), len(self.choices)), dtype=np.int64)
        for start in range(0, len(self.rows), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            np.add.at(summed, (self.unit[part], self.choice[part]), values[part])
        return summed


_ARRAYS = ("rows", "unit", "choice", "votes", "known")


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
    labels, number = _labels(telling)
    wanted = contest_meant(list(dict.fromkeys(labels)), table.contest, where="")
    mask = np.array([label == wanted for label in labels])[number]
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


def _rows_of_contest(table: Table, form: LongForm) -> tuple[_Long, str, list[Repair]]:
    """Return the rows of the contest, its name, and what was left out."""
    unit, _ = numbered(form.keys)
    choice, firsts = numbered([form.choice])
    long = _Long(
        rows=np.arange(len(unit), dtype=np.int32),
        unit=unit,
        choice=choice,
        votes=form.votes.stored,
        known=form.votes.known,
        choices=_names_at(form.choice, firsts, NAMELESS),
    )
    if not form.contest:
        return long, "", []
    labels, number = _labels(form.contest)
    of_all = {label for label in set(labels) if _is_count(label)}
    contests = [label for label in dict.fromkeys(labels) if label and label not in of_all]
    wanted = contest_meant(contests, table.contest, where=table.where or table.what)
    is_wanted = np.array([label == wanted for label in labels])[number]
    is_count = np.array([label in of_all for label in labels])[number]
    if of_all:
        long = _called_as_contest(long, labels, number, is_count)
    has_wanted = np.zeros(int(unit.max()) + 1, dtype=np.bool_)
    has_wanted[unit[is_wanted]] = True
    kept = is_wanted | is_count
    left_out = int((~kept).sum())
    repair = Repair("rows of other contests left out", left_out, f"'{wanted}' was read")
    return long.where(kept & has_wanted[unit]), wanted, [repair] if left_out else []


def _called_as_contest(
    long: _Long, labels: list[str], number: Places, mask: npt.NDArray[np.bool_]
) -> _Long:
    """Let the contest name the choice of the rows of a mask; equal names are one choice."""
    names = list(dict.fromkeys((*long.choices, *labels)))
    place = {name: code for code, name in enumerate(names)}
    of_contest = np.array([place[name] for name in labels], dtype=np.int32)[number]
    return replace(long, choice=np.where(mask, of_contest, long.choice), choices=names)


def _names_at(column: Column, rows: Places, nameless: str) -> list[str]:
    """Return the names of places in some rows, without those of all rows being made."""
    return replace(column, cells=column.cells[rows]).places.fill_null(nameless).to_list()


def _labels(columns: Sequence[Column]) -> tuple[list[str], Places]:
    """Return the names of contests, and the place among them of each row's."""
    number, firsts = numbered(columns)
    names = [_names_at(column, firsts, "") for column in columns]
    return ["/".join(filter(None, row)) for row in zip(*names, strict=True)], number


def _is_count(label: str) -> bool:
    """Tell whether a contest is none: "Registered Voters", "Ballots Cast"."""
    roles = {match.role for match in matches(label)}
    return bool(roles & {"registered", "ballots"})


def _without_parts(long: _Long, form: LongForm) -> tuple[_Long, list[Repair]]:
    """Leave out the ways of voting whose total is there."""
    if form.way is None:
        return long, []
    way, firsts = numbered([form.way])
    names = _names_at(form.way, firsts, "")
    is_total = np.array([says_total(name) for name in names])[way][long.rows]
    cell, _ = first_come(long.unit.astype(np.int64) * len(long.choices) + long.choice)
    has_total = np.zeros(int(cell.max(initial=0)) + 1, dtype=np.bool_)
    has_total[cell[is_total]] = True
    kept = is_total | ~has_total[cell]
    number = int((~kept).sum())
    why = "their total stands in a row of its own"
    told = [Repair("rows of single ways of voting left out", number, why)] if number else []
    return long.where(kept), told


def _summed(long: _Long, table: Table) -> list[Repair]:
    """Tell of several rows of one choice in one unit; refuse rows that are the same throughout."""
    refuse_many_choices(len(long.firsts), len(long.choices))
    times = long.by_unit(np.ones(len(long.rows), dtype=np.bool_))
    if times.max(initial=0) < 2:
        return []
    several = long.rows[times[long.unit, long.choice] > 1]
    copies = table.frame[several].select(~pl.struct(pl.all()).is_first_distinct()).to_series()
    places = several[copies.to_numpy()].tolist()
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
    return [Repair("rows of one choice in one unit added up", len(several), why)]


def _turned(long: _Long) -> tuple[pl.DataFrame, int]:
    """Return one column per choice, and how many gaps were filled with 0."""
    votes = long.by_unit(long.votes)
    known = long.by_unit(long.known) > 0
    all_known = bool(long.known.all())
    if not all_known:
        known &= long.by_unit(~long.known) == 0
    of_choices = np.array([not _is_any_count(name) for name in long.choices])
    gaps = 0
    if all_known and not (of_choices[long.choice] & (long.votes == 0)).any():
        gaps = int((~known[:, of_choices]).sum())
        known[:, of_choices] = True
    cells = {
        str(place): pl.Series(votes[:, place]).set(pl.Series(~known[:, place]), None)
        for place in range(len(long.choices))
    }
    return pl.DataFrame(cells), gaps


def _is_any_count(name: str) -> bool:
    return any(match.role in (*COUNT_ROLES, "not needed") for match in matches(name))


def _constant_columns(long: _Long, table: Table, form: LongForm) -> list[str]:
    """Return the further columns that say something about units: counts and texts of one value."""
    used = {c.position for c in (form.choice, form.votes, *form.keys, *form.contest)}
    may_be = [
        name
        for position, name in enumerate(table.frame.columns, 1)
        if position not in used and (form.way is None or position != form.way.position)
    ]
    first = long.rows[long.firsts][long.unit]
    return [
        name
        for name in may_be
        if _is_kept(name)
        and (table.frame[name][long.rows].eq_missing(table.frame[name][first])).all()
    ]


def _is_kept(name: str) -> bool:
    roles = {match.role for match in matches(name)}
    return name.startswith("x_") or bool(roles & {*COUNT_ROLES, "extra", "date", "country"})
