"""Which columns are the choices: those that add up to the valid votes.

The columns that no header word explains are tried together first. If they do not add up, one
column more (blank votes count as valid in Spain) or fewer (a population, a code) is looked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tallyscope.sources.arithmetic import (
    Share,
    adds_up,
    filling,
    not_below,
    runs_adding_up,
    same,
    sentence,
    subset_adding_up,
)
from tallyscope.sources.columns import Column, named

State = Literal["rule", "below", "broken", "untested"]


@dataclass(frozen=True)
class Chosen:
    """The columns taken for choices.

    Attributes
    ----------
    columns : tuple of Column
    state : str
        "rule" if they add up, "below" if they never exceed what they should add up to, "broken"
        if they do neither, "untested" if there is nothing to add up to.
    why, why_one : str
        The sum and how often it holds; the same told of one of the columns.
    gap : Column or None
        A column that is no choice but belongs to the sum: valid blank votes.
    """

    columns: tuple[Column, ...]
    state: State
    why: str
    why_one: str
    gap: Column | None = None


def choose(
    pool: Sequence[Column],
    whole: Sequence[Column],
    *,
    beside: Sequence[Column] = (),
    gaps: Sequence[Column] = (),
    unlikely: Sequence[Column] = (),
    whole_name: str,
) -> Chosen:
    """Choose among columns of unknown meaning those that make up `whole`.

    Parameters
    ----------
    pool : sequence of Column
        Columns that may be choices, in the order of the file.
    whole : sequence of Column
        Columns whose sum the choices make up: the valid votes, or the ballots. Empty if the file
        has neither; then all of `pool` is chosen, untested.
    beside : sequence of Column
        What belongs to `whole` and is no choice: the invalid ballots, if `whole` is all ballots.
    gaps : sequence of Column
        Columns of which one may belong to `whole` as well.
    unlikely : sequence of Column
        Columns that are choices only if the sum needs them: constants and codes.
    whole_name : str
        How the sum is called in the reason.
    """
    everything = sorted((*pool, *unlikely), key=lambda column: column.position)
    likely = list(pool) or everything
    if not whole or not everything:
        untested = "there is no column that the choices add up to"
        return Chosen(tuple(likely), "untested", untested, untested)
    beside = tuple(beside)
    for tried in (everything, likely):
        for gap in (None, *filling(gaps, whole, [*tried, *beside])):
            parts = beside if gap is None else (*beside, gap)
            share = adds_up(parts, whole, holes=tried)
            if share.is_rule:
                return Chosen(tuple(tried), "rule", *_told(tried, parts, whole_name, share), gap)
    subset = _part_that_adds_up(everything, whole, beside)
    subset = subset or subset_adding_up([*everything, *gaps], whole, beside=beside)
    chosen = tuple(column for column in subset if column not in gaps)
    filled = [column for column in subset if column in gaps]
    if not chosen or len(filled) > 1:
        return _as_they_are(likely, whole, beside, whole_name)
    parts = (*beside, *filled)
    share = adds_up(parts, whole, holes=chosen)
    return Chosen(chosen, "rule", *_told(chosen, parts, whole_name, share), *filled)


def _part_that_adds_up(
    pool: Sequence[Column], whole: Sequence[Column], beside: tuple[Column, ...]
) -> tuple[Column, ...]:
    """Leave out copies and sums of other columns, then let least squares find the rest.

    Where there are fewer rows than columns, least squares has no answer; then neighbouring
    columns are tried.
    """
    if len(whole) == 1:
        pool = [column for column in pool if not same(column, whole[0])]
    subset = subset_adding_up(pool, whole, beside=beside)
    if subset:
        return subset
    runs = list(runs_adding_up([*pool, *whole]))
    sums = {column.position for _, column in runs if column not in whole}
    fewer = [column for column in pool if column.position not in sums]
    subset = subset_adding_up(fewer, whole, beside=beside) if sums else ()
    neighbours = (run for run, column in runs if [column] == [*whole] and not beside)
    return subset or next(neighbours, ())


def _as_they_are(
    pool: Sequence[Column], whole: Sequence[Column], beside: tuple[Column, ...], whole_name: str
) -> Chosen:
    share = not_below(whole, [*pool, *beside])
    state: State = "below" if share.is_rule else "broken"
    equal = adds_up(beside, whole, holes=pool)
    return Chosen(tuple(pool), state, *_told(pool, beside, whole_name, equal))


def _told(
    pool: Sequence[Column], parts: Sequence[Column], whole_name: str, share: Share
) -> tuple[str, str]:
    beside = f" and {named(parts)}" if parts else ""
    one = f"one of {len(pool)} that{beside} add up to {whole_name} in {share}"
    return sentence([*pool, *parts], whole_name, share), one.replace("that and", "that with")
