"""The one table of results that everything speaks: who got how many votes in which unit.

A *unit* is the smallest counted place (a polling station, or a municipality where nothing finer
is published); *levels* are what contains it, largest first. Counts are int64. A unit with a hole
or a fault in its counts is not in the table: it stands in ``set_aside`` with the reason. A column
that nobody reported is ``None``; nothing unknown is ever a zero or a NaN.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from itertools import compress
from typing import Literal, Self

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import DataError, Fault, NotApplicable, did_you_mean

Counts = npt.NDArray[np.int64]
Places = tuple[tuple[str, ...], Counts]
CountName = Literal["registered", "issued", "ballots", "valid", "invalid"]
COUNT_NAMES: tuple[CountName, ...] = ("registered", "issued", "ballots", "valid", "invalid")


@dataclass(frozen=True)
class Contest:
    """What was voted on.

    Attributes
    ----------
    name, country, date, round : str
        As far as the file tells; empty where it does not.
    levels : tuple of str
        Columns of ``Tally.units`` that contain the units, largest first.
    focus : str or None
        The choice whose gain is tested. None means the winner, and results say so.
    """

    name: str = ""
    country: str = ""
    date: str = ""
    round: str = ""
    levels: tuple[str, ...] = ()
    focus: str | None = None


@dataclass(frozen=True)
class Repair:
    """Something that reading changed or filled in: ``count`` rows, and why it was safe."""

    what: str
    count: int
    why: str


@dataclass(frozen=True)
class Source:
    """Where a tally comes from and what reading did to it.

    Attributes
    ----------
    what : str
        File name as the reader knows it, or a description such as "simulated".
    where : str
        Member of an archive or sheet of a workbook; empty otherwise.
    sha256 : str
        Hash of the bytes of the file; empty for tallies that never were a file.
    rows : int
        Data rows found, before anything was set aside.
    mapping : mapping of str to str
        Role ("registered", "level", "choice", ...) told for each column of the file.
    repairs : tuple of Repair
        Every change made on reading.
    evidence : mapping of str to str
        Why each column was given its role: the words of its header, the sums that hold.
    """

    what: str = ""
    where: str = ""
    sha256: str = ""
    rows: int = 0
    mapping: Mapping[str, str] = field(default_factory=dict)
    repairs: tuple[Repair, ...] = ()
    evidence: Mapping[str, str] = field(default_factory=dict)


NAMELESS = "(none)"  # a place whose name the file leaves empty
NO_UNITS = ("totals row", "duplicate row")
# reasons that begin so set aside a row that is no unit of its own; nothing is unknown with it

SET_ASIDE_SCHEMA = {"unit": pl.String, "row": pl.Int64, "reason": pl.String}


def no_units_set_aside(levels: tuple[str, ...] = ()) -> pl.DataFrame:
    """Return an empty ``set_aside`` table with the given levels."""
    return pl.DataFrame(schema={**SET_ASIDE_SCHEMA, **dict.fromkeys(levels, pl.String)})


@dataclass(frozen=True, eq=False, kw_only=True)
class Tally:
    """Results of one contest by unit. Checked once at birth, sorted by unit id, read-only.

    Parameters
    ----------
    contest : Contest
    units : polars.DataFrame, n rows
        Column ``unit`` (str, unique), one str column per level, further columns (``kind``,
        ``lat``, ``lon``, extras beginning with ``x_``) as the file has them.
    choices : tuple of str, length k
        Options in the order of the columns of ``votes``; unique.
    votes : int64 array, shape (n, k)
        Votes of each choice in each unit.
    registered, issued, ballots, valid, invalid : int64 array, shape (n,), or None
        Voters on the list, ballots given out, ballots in the boxes, valid and invalid ballots.
        ``valid`` left out is the sum of the choices, and ``derived`` then says so.
    set_aside : polars.DataFrame
        Columns ``unit``, ``row`` (as a spreadsheet shows it: a header in the first line is row 1;
        null if unknown), ``reason`` and one per level: units with holes or faults.
    source : Source
    derived : tuple of str
        Names of counts that were computed from others, not read.

    Raises
    ------
    DataError
        If shapes disagree, a name is missing, a count is negative, an id or a choice is double.
    """

    contest: Contest
    units: pl.DataFrame
    choices: tuple[str, ...]
    votes: Counts
    registered: Counts | None = None
    issued: Counts | None = None
    ballots: Counts | None = None
    valid: Counts | None = None
    invalid: Counts | None = None
    set_aside: pl.DataFrame = field(default_factory=no_units_set_aside)
    source: Source = field(default_factory=Source)
    derived: tuple[str, ...] = ()
    _places: dict[str, Places] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        _refuse_faults(self)
        if self.valid is None:
            self._put("valid", self.votes.sum(axis=1))
            self._put("derived", (*self.derived, "valid"))
        in_order = self.units["unit"].is_sorted()
        if not in_order:
            order = self.units["unit"].arg_sort().to_numpy()
            self._put("units", self.units[order])
        for name in ("votes", *COUNT_NAMES):
            if (counts := getattr(self, name)) is not None:
                fresh = _own(counts) if in_order else counts[order].astype(np.int64, copy=False)
                self._put(name, _fixed(fresh))

    def _put(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)  # frozen for everybody else

    def __len__(self) -> int:
        return self.units.height

    def __repr__(self) -> str:
        name = self.contest.name or self.source.what or "contest without a name"
        return (
            f"<Tally {name}: {len(self):,} units, {len(self.choices)} choices,"
            f" {self.set_aside.height:,} set aside>"
        )

    def has(self, name: CountName) -> bool:
        """Tell whether a count is known."""
        return getattr(self, name) is not None

    def counts(self, name: CountName) -> Counts:
        """Return a count that is needed, int64 of shape (n,).

        Raises
        ------
        NotApplicable
            If the file does not report it.
        """
        counts: Counts | None = getattr(self, name)
        if counts is None:
            raise NotApplicable(f"the results have no column for {name}")
        return counts

    @property
    def came_by(self) -> Literal["ballots", "valid"]:
        """Name of the count of those who came: ballots, or valid votes where they are unknown."""
        return "ballots" if self.has("ballots") else "valid"

    @property
    def came(self) -> Counts:
        """Those who came, int64 of shape (n,); see :attr:`came_by`."""
        return self.counts(self.came_by)

    @property
    def unit_size(self) -> Counts:
        """Registered voters, or those who came where no register is known, int64 (n,)."""
        return self.came if self.registered is None else self.registered

    @property
    def winner(self) -> str:
        """The choice with most votes (the first of them in a tie)."""
        return self.choices[int(np.argmax(self.votes.sum(axis=0)))]

    def choice(self, name: str | None = None) -> str:
        """Return the choice that is looked at: `name`, else the contest's focus, else the winner.

        Raises
        ------
        DataError
            If there is no such choice.
        """
        chosen = name or self.contest.focus or self.winner
        if chosen not in self.choices:
            raise DataError(
                Fault(
                    f"there is no choice {chosen!r}",
                    expected="one of " + ", ".join(repr(choice) for choice in self.choices[:12]),
                    remedy=did_you_mean(chosen, self.choices).strip(),
                )
            )
        return chosen

    def votes_for(self, choice: str | None = None) -> Counts:
        """Return the votes of one choice, int64 of shape (n,); None as in :meth:`choice`."""
        column: Counts = self.votes[:, self.choices.index(self.choice(choice))]
        return column

    def share(
        self, choice: str | None = None, *, of: Literal["valid", "ballots", "registered"] = "valid"
    ) -> npt.NDArray[np.float64]:
        """Return the share of a choice in [0, 1], float64 of shape (n,); NaN where `of` is 0."""
        return _ratio(self.votes_for(choice), self.counts(of))

    @property
    def unknown_units(self) -> pl.DataFrame:
        """Rows of ``set_aside`` that are units: those about which nothing can be said."""
        no_unit = pl.any_horizontal(pl.col("reason").str.starts_with(how) for how in NO_UNITS)
        return self.set_aside.filter(~no_unit)

    @property
    def turnout(self) -> npt.NDArray[np.float64]:
        """Ballots in the boxes per registered voter, float64 of shape (n,); NaN without voters."""
        return _ratio(self.counts("ballots"), self.counts("registered"))

    @property
    def levels(self) -> tuple[str, ...]:
        """Levels that contain the units, largest first."""
        return self.contest.levels

    def level(self, name: str) -> pl.Series:
        """Return the name of each unit's place at one level, str of length n."""
        if name not in self.levels:
            known = ", ".join(self.levels) or "no level at all"
            raise NotApplicable(f"the results have no level {name!r}; they have {known}")
        return self.units[name]

    def groups(self, level: str | None) -> tuple[tuple[str, ...], npt.NDArray[np.int64]]:
        """Return the places of a level, sorted, and each unit's index into them, int64 (n,).

        A place is told apart by the levels above it too; None means one group of all units.
        """
        if level is None:
            return ("all units",), np.zeros(len(self), dtype=np.int64)
        self.level(level)
        if level in self._places:  # every method asks
            return self._places[level]
        above = self.levels[: self.levels.index(level) + 1]
        full = self.units.select(pl.concat_str(above, separator=" / ")).to_series()
        names = full.unique().sort()
        codes = full.cast(pl.Enum(names)).to_physical().cast(pl.Int64).to_numpy()
        self._places[level] = tuple(names), _fixed(codes)
        return self._places[level]

    def neighbourhood(self, min_units: int) -> str | None:
        """Return the smallest level at which most units have `min_units` around them.

        None if there is no such level: then all units are each other's neighbours.
        """
        for level in reversed(self.levels if len(self) else ()):
            _, codes = self.groups(level)
            if np.median(np.bincount(codes)[codes]) >= min_units:
                return level
        return None

    def where(self, mask: npt.NDArray[np.bool_]) -> Self:
        """Return the units where `mask` (bool, shape (n,)) holds; ``set_aside`` stays as it is."""
        part = copy(self)  # not checked again: some rows of a sound table are sound
        known = {name: getattr(self, name) for name in ("votes", *COUNT_NAMES)}
        vars(part).update(
            {name: _fixed(counts[mask]) for name, counts in known.items() if counts is not None},
            units=self.units.filter(mask),
            _places={level: _left(*places, mask) for level, places in self._places.items()},
        )
        return part

    def by(self, level: str) -> dict[str, Self]:
        """Return one tally per place of a level, in the order of the places' names."""
        places = self.level(level).to_numpy()
        return {str(place): self.where(places == place) for place in np.unique(places)}


def _fixed(counts: Counts) -> Counts:
    counts.flags.writeable = False
    return counts


def _left(names: tuple[str, ...], codes: Counts, mask: npt.NDArray[np.bool_]) -> Places:
    """Return the places that still have units, and each unit's index into them."""
    left = np.bincount(codes[mask], minlength=len(names)) > 0
    return tuple(compress(names, left)), _fixed((np.cumsum(left) - 1)[codes[mask]])


def _own(counts: Counts) -> Counts:
    """Return counts that nobody else can change: a copy, unless nobody can now."""
    fixed = counts.flags.owndata and not counts.flags.writeable and counts.dtype == np.int64
    return counts if fixed else np.array(counts, dtype=np.int64)


def _ratio(part: Counts, whole: Counts) -> npt.NDArray[np.float64]:
    ratio = np.full(len(part), np.nan)
    np.divide(part, whole, out=ratio, where=whole > 0)
    return ratio


def _refuse_faults(tally: Tally) -> None:
    faults = [*_shape_faults(tally)]
    if not faults:
        faults = [*_unit_faults(tally), *_count_faults(tally)]
    if faults:
        raise DataError(faults, source=tally.source.what)


def _shape_faults(tally: Tally) -> list[Fault]:
    faults = []
    if "unit" not in tally.units.columns:
        faults.append(Fault("the table of units has no column 'unit'"))
    missing = [level for level in tally.levels if level not in tally.units.columns]
    faults += [
        Fault(f"the table of units has no column for the level {name!r}") for name in missing
    ]
    n, k = tally.units.height, len(tally.choices)
    if k == 0:
        faults.append(Fault("there are no choices", expected="at least one"))
    if tally.votes.shape != (n, k):
        shape = f"({n}, {k}): units by choices"
        faults.append(Fault(f"votes have the shape {tally.votes.shape}", expected=shape))
    for name in COUNT_NAMES:
        counts = getattr(tally, name)
        if counts is not None and counts.shape != (n,):
            faults.append(Fault(f"{name} has the shape {counts.shape}", expected=f"({n},)"))
    if len(set(tally.choices)) != k:
        faults.append(Fault("a choice stands twice among the choices"))
    return faults


def _unit_faults(tally: Tally) -> list[Fault]:
    faults = []
    for name in ("unit", *tally.levels):
        column = tally.units[name]
        if column.dtype != pl.String:
            faults.append(Fault(f"the column {name!r} is {column.dtype}", expected="text"))
        elif column.null_count():
            empty = f"the column {name!r} has {column.null_count():,} empty cells"
            faults.append(Fault(empty, expected="names"))
    if faults:
        return faults
    ids = tally.units["unit"]
    ids = ids if ids.is_sorted() else ids.sort()
    doubled = ids[1:].filter(ids[1:] == ids[:-1]).unique().sort()
    return [Fault("this unit stands there twice", where=f"unit {name!r}") for name in doubled]


def _count_faults(tally: Tally) -> list[Fault]:
    faults = []
    columns: dict[str, Counts] = {
        name: getattr(tally, name) for name in COUNT_NAMES if tally.has(name)
    }
    columns |= {choice: tally.votes[:, j] for j, choice in enumerate(tally.choices)}
    for name, counts in columns.items():
        if not np.issubdtype(counts.dtype, np.integer):
            faults.append(Fault(f"{name} is {counts.dtype}", expected="whole numbers (int64)"))
            continue
        faults += [
            Fault(
                f"{name} is {counts[i]:,}",
                where=f"unit {tally.units['unit'][int(i)]!r}",
                expected="no negative count",
            )
            for i in np.flatnonzero(counts < 0)
        ]
    return faults
