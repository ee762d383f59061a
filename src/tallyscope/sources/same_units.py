"""Which unit of one file is which of another: by id, by names as people read them, by place.

Election commissions spell one place in several ways ("УИК №554" and "554", "98 Город Байконур" and
"Город Байконур", a Latin letter inside a Cyrillic name), and give numbers anew without saying so.
Units are paired where one name means one unit on both sides, and unpaired again where their lists
of voters show that it is not the same place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.tally import Counts, Tally

Positions = npt.NDArray[np.int64]

MOST_CHANGE = 2.0  # our choice: a list that doubles or halves is another place's
RENUMBERED = 0.7  # our choice: below this agreement of lists, numbers were given anew
MOST_OTHER = 0.25  # our choice: so many other lists in a region mean the same
FEWEST = 10  # our choice: fewer pairs tell nothing about a region's numbers
ENOUGH = 0.5  # our choice: units are compared if half of the smaller file finds its pair

LATIN, CYRILLIC = "aceopxykmhtb", "асеорхукмнтв"  # letters that look alike in lower case

MATCHED = "the same place"
NO_SUCH_NAME = "no such name in the other file"
NOT_ONE = "a name that stands for several units"
OTHER_LIST = "a list of voters less than half or more than twice as long"
GIVEN_ANEW = "a region whose unit numbers were given anew"


@dataclass(frozen=True, eq=False)
class SameUnits:
    """Pairs of units, or of places, of two tallies.

    Attributes
    ----------
    level : str or None
        The level whose places are paired; None for units.
    now, before : Tally
        What is paired: the tallies themselves, or their sums by place.
    pairs_now, pairs_before : int64 array, shape (m,)
        Positions in `now` and `before`.
    reasons : tuple of str
        For each unit or place of `now`, `MATCHED` or why it has no pair.
    report : polars.DataFrame
        ``file`` ("this" or "earlier"), ``what``, ``units`` (how many units or places).
    """

    level: str | None
    now: Tally
    before: Tally
    pairs_now: Positions
    pairs_before: Positions
    reasons: tuple[str, ...]
    report: pl.DataFrame

    def aligned(self) -> tuple[Tally, Tally]:
        """Return what is paired: of this file, and of the earlier one under the names of this."""
        mask = np.zeros(len(self.now), dtype=np.bool_)
        mask[self.pairs_now] = True
        now, at = self.now.where(mask), self.pairs_before

        def taken(counts: Counts | None) -> Counts | None:
            return None if counts is None else counts[at]

        before = Tally(
            contest=replace(self.before.contest, levels=()),
            units=now.units.select("unit"),
            choices=self.before.choices,
            votes=self.before.votes[at],
            registered=taken(self.before.registered),
            ballots=taken(self.before.ballots),
            valid=taken(self.before.valid),
        )
        return now, before


def same_units(now: Tally, before: Tally) -> SameUnits:
    """Pair the units of two tallies; where fewer than half find a pair, pair their places.

    Names are compared as they are, then without case, punctuation, leading numbers of places and
    words around a unit's number, then without the levels between the largest one and the unit.
    Places are tried from the smallest level up; the units' pairs stay where no level does better.
    """
    units = _paired(now, before, None)
    if _part(units) >= ENOUGH:
        return units
    for level in reversed([name for name in now.levels if name in before.levels]):
        places = _paired(summed(now, level), summed(before, level), level)
        if _part(places) >= ENOUGH:
            return places
    return units


def summed(tally: Tally, level: str) -> Tally:
    """Return the sums over the places of a level; its units are the places, with those above."""
    names, code = tally.groups(level)
    above = tally.levels[: tally.levels.index(level)]
    first = np.unique(code, return_index=True)[1]

    def sums(counts: Counts | None) -> Counts | None:
        if counts is None:
            return None
        total = np.zeros((len(names), *counts.shape[1:]), dtype=np.int64)
        np.add.at(total, code, counts)
        return total

    votes = sums(tally.votes)
    assert votes is not None
    return Tally(
        contest=replace(tally.contest, levels=above),
        units=tally.units[first].select(pl.Series("unit", names, dtype=pl.String), *above),
        choices=tally.choices,
        votes=votes,
        registered=sums(tally.registered),
        issued=sums(tally.issued),
        ballots=sums(tally.ballots),
        valid=sums(tally.valid),
        invalid=sums(tally.invalid),
    )


def _part(same: SameUnits) -> float:
    return len(same.pairs_now) / max(min(len(same.now), len(same.before)), 1)


def _paired(now: Tally, before: Tally, level: str | None) -> SameUnits:
    pair = np.full(len(now), -1)
    taken = np.zeros(len(before), dtype=np.bool_)
    repeated = np.zeros(len(now), dtype=np.bool_)
    for left, right in zip(_keys(now), _keys(before), strict=True):
        found = _one_to_one(left, right)
        usable = (pair < 0) & (found >= 0)
        usable[usable] = ~taken[found[usable]]
        pair[usable] = found[usable]
        taken[found[usable]] = True
        repeated |= left.is_duplicated().to_numpy() & (found < 0)
    reasons = np.where(pair >= 0, MATCHED, np.where(repeated, NOT_ONE, NO_SUCH_NAME)).astype(object)
    if now.has("registered") and before.has("registered"):
        _unpair(now, before, pair, reasons)
    at = np.flatnonzero(reasons == MATCHED)
    return SameUnits(
        level, now, before, at, pair[at], tuple(reasons.tolist()), _report(reasons, pair, before)
    )


def _keys(tally: Tally) -> Sequence[pl.Series]:
    """Return what units are called, from the strictest to the loosest reading of their names."""
    unit = tally.units["unit"]
    own = unit.str.split(" / ").list.last()
    levels = [_plain_places(tally.units[name]) for name in tally.levels]
    number = _plain(own, place=False)

    def joined(parts: Sequence[pl.Series]) -> pl.Series:
        frame = pl.DataFrame({str(i): part for i, part in enumerate(parts)})
        return frame.select(pl.concat_str(pl.all(), separator="\x1f")).to_series()

    return unit, joined([*levels, number]), joined([*levels[:1], number])


def _plain_places(names: pl.Series) -> pl.Series:
    """Return the plain names of places, each worked out once."""
    known = names.unique()
    return names.replace_strict(known, _plain(known, place=True), return_dtype=pl.String)


def _plain(names: pl.Series, *, place: bool) -> pl.Series:
    """Return names without what is written now this way and now that."""
    name = pl.col("name")
    frame = pl.DataFrame({"name": names}).select(
        name.str.replace_all("№", " ").str.normalize("NFKC").str.to_lowercase()
    )
    frame = frame.select(
        pl.when(name.str.contains(r"\p{Cyrillic}"))
        .then(name.str.replace_many(list(LATIN), list(CYRILLIC)))
        .otherwise(name)
    ).select(name.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars())
    if place:
        return frame.select(name.str.replace(r"^\d+ (.*\p{L})", "$1")).to_series()
    # a unit with one number is called by it: "УИК №554", "554"
    number = name.str.extract(r"^(?:\p{L}+ )?(\d+)$").str.strip_chars_start("0")
    return frame.select(pl.coalesce(number, name)).to_series()


def _one_to_one(left: pl.Series, right: pl.Series) -> Positions:
    """Return for each name on the left its position on the right; -1 unless one is one."""
    names = pl.DataFrame({"name": left}).with_row_index("at")
    others = pl.DataFrame({"name": right}).with_row_index("found")
    once = names.filter(pl.col("name").is_unique())
    pairs = once.join(others.filter(pl.col("name").is_unique()), on="name")
    found = np.full(len(left), -1)
    found[pairs["at"].to_numpy()] = pairs["found"].to_numpy()
    return found


def _unpair(now: Tally, before: Tally, pair: Positions, reasons: npt.NDArray[np.object_]) -> None:
    """Take back pairs whose lists of voters show that they are not the same place."""
    at = np.flatnonzero(pair >= 0)
    lists = np.log(
        np.maximum(
            np.stack([now.counts("registered")[at], before.counts("registered")[pair[at]]]), 1
        )
    )
    _, region = now.groups(now.levels[0] if now.levels else None)
    other = np.abs(lists[0] - lists[1]) > np.log(MOST_CHANGE)
    reasons[at[other]] = OTHER_LIST
    for code in np.unique(region[at]):
        inside = region[at] == code
        anew = _agreement(lists[:, inside]) < RENUMBERED or other[inside].mean() > MOST_OTHER
        if inside.sum() >= FEWEST and anew:
            reasons[at[inside]] = GIVEN_ANEW


def _agreement(pair: npt.NDArray[np.float64]) -> float:
    """Return a correlation of two rows that a few odd units do not decide.

    1 - MAD(a - b)^2 / (MAD(a)^2 + MAD(b)^2): the correlation where both spread alike.
    """

    def spread(values: npt.NDArray[np.float64]) -> float:
        return float(np.median(np.abs(values - np.median(values)))) ** 2

    own = spread(pair[0]) + spread(pair[1])
    return 1 - spread(pair[0] - pair[1]) / own if own > 0 else 1.0


def _report(reasons: npt.NDArray[np.object_], pair: Positions, before: Tally) -> pl.DataFrame:
    """Count units of both files by what became of them."""
    others = np.full(len(before), NO_SUCH_NAME, dtype=object)
    others[pair[pair >= 0]] = reasons[pair >= 0]
    files = {"this": reasons, "earlier": others}
    return pl.concat(
        pl.DataFrame({"file": name, "what": values.tolist()}, schema=_REPORT)
        .group_by("file", "what")
        .agg(units=pl.len().cast(pl.Int64))
        .sort(pl.col("what") != MATCHED, "what")
        for name, values in files.items()
    )


_REPORT = {"file": pl.String, "what": pl.String}
