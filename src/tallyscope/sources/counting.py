"""Which columns may be registered voters, ballots issued, in the boxes, valid and invalid.

A `Candidate` is one column, or several that are summed (ballots from portable and stationary
boxes). Candidates come from the user, from the words of the header, or, where no header speaks,
from sums that hold in the rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tallyscope.sources.arithmetic import (
    adds_up,
    pairs_adding_up,
    runs_adding_up,
    same,
    sentence,
)
from tallyscope.sources.columns import Column, named
from tallyscope.sources.wishes import Wishes
from tallyscope.sources.words import HeaderRole
from tallyscope.tally import COUNT_NAMES, CountName

COUNT_ROLES: tuple[HeaderRole, ...] = (
    *("registered", "issued", "issued part", "ballots", "ballots part"),
    *("valid", "invalid", "blank", "null"),
)
PARTS: Mapping[CountName, HeaderRole] = {"issued": "issued part", "ballots": "ballots part"}

# Who speaks for a candidate; of two that fit the sums equally well, the lower number wins.
BY_WISH, BY_HEADER, BY_PARTS, BY_SUM = range(4)


@dataclass(frozen=True)
class Candidate:
    """Columns whose sum may be one of the counts."""

    columns: tuple[Column, ...]
    why: str
    rank: int = BY_HEADER

    @property
    def positions(self) -> frozenset[int]:
        """Positions of its columns."""
        return frozenset(column.position for column in self.columns)


@dataclass(frozen=True)
class Candidates:
    """What the columns of numbers may be.

    Attributes
    ----------
    of : mapping of count name to list of Candidate
    pool : list of Column
        Columns no header word explains: the choices are among them.
    unlikely : list of Column
        Constants and codes, which are choices only if a sum needs them.
    blank : list of Column
        Blank votes, which belong to the valid or the invalid ones.
    extras : list of Column
        Columns that may explain why choices do not add up.
    asides : dict of int to (str, str)
        Role and reason of columns that are settled already, by position.
    """

    of: dict[CountName, list[Candidate]]
    pool: list[Column]
    unlikely: list[Column]
    blank: list[Column]
    extras: list[Column]
    asides: dict[int, tuple[str, str]] = field(default_factory=dict)


def candidates(
    columns: Sequence[Column],
    pool: Sequence[Column],
    *,
    unlikely: Sequence[Column],
    extras: Sequence[Column],
    wishes: Wishes,
) -> Candidates:
    """Collect the candidates of every count.

    Parameters
    ----------
    columns : sequence of Column
        Columns of numbers that no wish has taken.
    pool : sequence of Column
        Those of them that no header word explains.
    unlikely : sequence of Column
        Constants and codes, which are choices only if a sum needs them.
    extras : sequence of Column
        Columns of numbers that are kept as they are and may still explain a sum.
    wishes : Wishes
        Counts that the user has settled.
    """
    blank = [column for column in columns if column.match("blank")]
    found = Candidates({}, list(pool), list(unlikely), blank, list(extras))
    for name in COUNT_NAMES:
        if name in wishes.counts:
            chosen = wishes.counts[name]
            found.of[name] = [Candidate(chosen, "named by --columns", BY_WISH)]
        else:
            found.of[name] = _by_header(name, columns, found)
    _by_sums(found, wishes)
    return found


def _by_header(name: CountName, columns: Sequence[Column], found: Candidates) -> list[Candidate]:
    if name == "invalid":
        return _invalid(columns, found)
    whole = _different([column for column in columns if column.match(name)], name, found)
    parts = [column for column in columns if name in PARTS and column.match(PARTS[name])]
    listed = [Candidate((column,), str(column.match(name))) for column in whole]
    if whole or not parts:
        for part in parts:
            found.asides[part.position] = ("ignored", f"part of {name}, which has its own column")
        return listed
    if len(parts) == 1:
        found.asides[parts[0].position] = (
            "ignored",
            f"only a part of {name}: {parts[0].match(PARTS[name])}; the other parts are not there",
        )
        return []
    why = f"sum of its {len(parts)} parts {named(parts)}: {parts[0].match(PARTS[name])}"
    return [Candidate(tuple(parts), why, BY_PARTS)]


def _different(columns: list[Column], name: CountName, found: Candidates) -> list[Column]:
    """Leave out copies, and parts if their sum is there as well."""
    kept: list[Column] = []
    for column in columns:
        twin = next((other for other in kept if same(other, column)), None)
        if twin is None:
            kept.append(column)
        else:
            found.asides[column.position] = ("ignored", f"the same numbers as '{twin.name}'")
    if len(kept) < 3:
        return kept
    for whole in kept:
        parts = [column for column in kept if column is not whole]
        share = adds_up(parts, [whole])
        if share.is_rule:
            why = f"part of {name}: {sentence(parts, repr(whole.name), share)}"
            found.asides.update({part.position: ("ignored", why) for part in parts})
            return [whole]
    return kept


def _invalid(columns: Sequence[Column], found: Candidates) -> list[Candidate]:
    """Invalid ballots are one column, or spoilt and blank ones added; the sums decide."""
    plain = _different([column for column in columns if column.match("invalid")], "invalid", found)
    null = [column for column in columns if column.match("null")]
    blank = found.blank
    listed = [Candidate((column,), str(column.match("invalid"))) for column in plain]
    if not plain:
        listed += [Candidate((column,), str(column.match("null")), BY_PARTS) for column in null]
    for base in (*plain, *([] if plain else null)):
        for extra in blank:
            rank = BY_PARTS if plain else BY_HEADER
            why = f"{base.match('invalid', 'null')}, and {extra.match('blank')}"
            listed.append(Candidate((base, extra), why, rank))
    if not listed:
        listed = [Candidate((column,), str(column.match("blank")), BY_SUM) for column in blank]
    return listed


def _by_sums(found: Candidates, wishes: Wishes) -> None:
    """Look in the pool for the counts that no header names."""
    if found.of["valid"] and found.of["invalid"] and not found.of["ballots"]:
        _ballots_above(found)
    if wishes.choices or found.of["valid"] or len(found.pool) < 3:
        return
    sums = list(runs_adding_up(found.pool))
    if not sums:
        return
    # 'Yes' + 'No' = valid and valid + invalid = ballots look alike; the valid votes are the sum
    # that is itself a part of a sum, or else the sum of the longest run.
    pairs = [list(pairs_adding_up(whole, _others(found, [*run, whole]))) for run, whole in sums]
    best = next((place for place, found_pairs in enumerate(pairs) if found_pairs), 0)
    run, whole = sums[best]
    share = adds_up((), [whole], holes=run)
    why = f"by arithmetic: {sentence(run, repr(whole.name), share)}"
    found.of["valid"].append(Candidate((whole,), why, BY_SUM))
    _take(found, whole)
    _ballots_by_sum(found, whole, pairs[best])


def _ballots_above(found: Candidates) -> None:
    """Look in the pool for ballots as the sum of valid and invalid ones that headers name."""
    for candidate in found.of["valid"]:
        if len(candidate.columns) == 1:
            valid = candidate.columns[0]
            pairs = list(pairs_adding_up(valid, _others(found, [valid])))
            named_pairs = [pair for pair in pairs if pair[0] not in found.pool]
            _ballots_by_sum(found, valid, named_pairs)


def _ballots_by_sum(
    found: Candidates, valid: Column, pairs: Sequence[tuple[Column, Column]]
) -> None:
    for invalid, ballots in pairs:
        share = adds_up([valid, invalid], [ballots])
        why = f"by arithmetic: {sentence([valid, invalid], repr(ballots.name), share)}"
        read: tuple[tuple[CountName, Column], ...] = (("ballots", ballots), ("invalid", invalid))
        for name, column in read:
            if column in found.pool and not found.of[name]:
                found.of[name].append(Candidate((column,), why, BY_SUM))
                _take(found, column)


def _others(found: Candidates, used: Sequence[Column]) -> list[Column]:
    """Return what may be invalid or ballots beside a sum: the pool and the headers' candidates."""
    known = [
        candidate.columns[0]
        for candidate in (*found.of["ballots"], *found.of["invalid"])
        if len(candidate.columns) == 1
    ]
    return [column for column in (*found.pool, *known) if column not in used]


def _take(found: Candidates, column: Column) -> None:
    found.pool.remove(column)
