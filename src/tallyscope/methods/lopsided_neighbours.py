"""Do stations stray further up in turnout and share together than in any other way?

Stations of one district differ, and they may differ more upwards than downwards: in turnout, where
some places also elect a mayor that day, or in taste, where a district has two camps. Ballots added
for one option push some stations up in turnout and in its share at once, and none down. So the long
tail lies along one diagonal, more turnout with a larger share, and not along the other one.

Ours. That stuffing makes a tail towards high turnout and share is Klimek, Yegorov, Hanel, Thurner
(2012), PNAS 109(41):16469-16473; the comparison of both diagonals within districts is not theirs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.special import logit, ndtr

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic
from tallyscope.stats.lopsidedness import TAIL, WEIGHT, gaps, lopsidedness
from tallyscope.stats.normal import NORMAL_95
from tallyscope.stats.selection import select_in_turn
from tallyscope.tally import Tally

Floats = npt.NDArray[np.float64]

MIN_REGISTERED = 100  # as in the other methods; also keeps the counting noise small
MIN_UNITS = 100  # our choice: a tail of a twentieth is five units then
MIN_GROUP = 10  # our choice: so many units have neighbours
MIN_BLOCKS = 30  # our choice: with fewer districts, units are taken for independent
MAX_PERCENT = 90  # our choice: places where nearly all come or nearly all agree are of another kind
HONEST = 0.02  # our choice: what honest simulated countries of two camps have (docs)
CELL, REACH = 0.25, 5.0  # of the picture; our choice: units further out share the last cell


@dataclass(frozen=True, kw_only=True, eq=False)
class LopsidedNeighboursResult(Result):
    """Lopsidedness along both diagonals.

    Attributes
    ----------
    tails : polars.DataFrame
        ``diagonal`` ("more turnout, larger share", "more turnout, smaller share"), ``skewness``,
        ``low``, ``middle``, ``high`` (quantiles 5%, 50% and 95%).
    histogram : polars.DataFrame
        ``diagonal``, ``gap`` (centres of cells, steps from the district's middle), ``units``.
    """

    tails: pl.DataFrame
    histogram: pl.DataFrame


def lopsided_neighbours(
    tally: Tally,
    *,
    choice: str | None = None,
    min_registered: int = MIN_REGISTERED,
    seed: int = 0,  # noqa: ARG001
) -> LopsidedNeighboursResult:
    """Compare how lopsided stations' differences are along two diagonals.

    Parameters
    ----------
    tally : Tally
        Results by unit, with registered voters and levels.
    choice : str, optional
        Whose gain; default as in :meth:`Tally.choice`.
    min_registered : int
        Units with fewer voters are left out.
    seed : int
        Nothing is random here; present because all methods are called alike.

    Returns
    -------
    LopsidedNeighboursResult
        The headline is the lopsidedness with its 95% interval, in hundredths; `p_value` is the
        one-sided normal probability of so much if it were 2 hundredths.

    Raises
    ------
    NotApplicable
        Without registered voters or levels, with fewer than 100 usable units, or where most units
        of a district have the same result.

    Notes
    -----
    Formulas in :mod:`tallyscope.stats.lopsidedness`, with x the logit of turnout (ballots, else
    valid votes) and y the log odds of the choice against all others. Half a vote is added to each
    count, so that logits are finite.
    """
    choice = tally.choice(choice)  # now, since the units used may have another winner
    registered, came, votes = tally.counts("registered"), tally.came, tally.votes_for(choice)
    alone = _without_neighbours(tally)
    used, excluded = select_in_turn(
        {
            "no ballots": came == 0,
            f"fewer than {min_registered} registered voters": registered < max(min_registered, 1),
            f"turnout above {MAX_PERCENT}%": 100 * came > MAX_PERCENT * registered,
            f"share above {MAX_PERCENT}%": 100 * votes > MAX_PERCENT * came,
            f"fewer than {MIN_GROUP} units in the district": alone,
        }
    )
    if used.sum() < MIN_UNITS:
        raise NotApplicable(
            f"lopsided_neighbours needs {MIN_UNITS} units with at least {min_registered} registered"
            f" voters, turnout and share up to {MAX_PERCENT}% and neighbours; {int(used.sum())} of"
            f" {len(tally):,} are left"
        )
    kept = tally.where(used)
    district = tally.neighbourhood(MIN_GROUP)
    _, group = kept.groups(district)
    x = gaps(_turnout(registered[used], came[used]), group)
    y = gaps(_odds(votes[used], came[used]), group)
    if not (np.isfinite(x).all() and np.isfinite(y).all()):
        raise NotApplicable(
            "lopsided_neighbours needs neighbours that differ; more than half of the units have"
            " exactly the middle result of their district"
        )
    blocks = group if int(group.max()) + 1 >= MIN_BLOCKS else np.arange(len(group))
    found = lopsidedness(x, y, blocks)
    half = NORMAL_95 * found.error
    return LopsidedNeighboursResult(
        method="lopsided_neighbours",
        choice=choice,
        headline=Estimate(
            value=100 * found.value,
            low=100 * (found.value - half),
            high=100 * (found.value + half),
            level=0.95,
            unit="hundredths",
            how=(
                "quantile skewness of differences within districts along more turnout with a"
                " larger share, less that along more turnout with a smaller one; normal interval"
                f" from {'districts' if blocks is group else 'units'}"
            ),
        ),
        p_value=_tail(found.value, found.error),
        null=(
            "stations stray upwards in turnout and share together by no more than honest camps of"
            f" voters do ({100 * HONEST:g} hundredths)"
        ),
        n_units=int(used.sum()),
        excluded=excluded,
        seed=None,
        settings={
            "turnout_from": tally.came_by,
            "min_registered": min_registered,
            "district": district,
            "tail": TAIL,
            "weight": WEIGHT,
            "honest": HONEST,
        },
        cautions=_cautions(tally),
        unit_scores=None,
        tails=_tails(x, y, found.along, found.across),
        histogram=_histogram(x, y),
    )


def _cautions(tally: Tally) -> tuple[str, ...]:
    cautions = [
        "It says that some stations stray upwards in turnout and share together, not which ones,"
        " and not why.",
        "Where many stations are stuffed, they are no longer the exceptions, and it falls silent.",
    ]
    if not tally.levels:
        cautions.append(
            "The file names no districts: stations are compared with the whole country, in which"
            " regions that differ can make it lopsided."
        )
    return tuple(cautions)


def _without_neighbours(tally: Tally) -> npt.NDArray[np.bool_]:
    """Tell which units have too few others in their district, bool of shape (n,)."""
    if not tally.levels:
        return np.zeros(len(tally), dtype=np.bool_)
    names, group = tally.groups(tally.neighbourhood(MIN_GROUP))
    alone: npt.NDArray[np.bool_] = np.bincount(group, minlength=len(names))[group] < MIN_GROUP
    return alone


def _turnout(registered: npt.NDArray[np.int64], came: npt.NDArray[np.int64]) -> Floats:
    turnout: Floats = logit((came + 0.5) / (registered + 1))
    return turnout


def _odds(votes: npt.NDArray[np.int64], came: npt.NDArray[np.int64]) -> Floats:
    odds: Floats = np.log((votes + 0.5) / (came - votes + 0.5))
    return odds


def _tail(value: float, error: float) -> float:
    """Return the chance of so much or more above what honest countries have; never 0."""
    z = (value - HONEST) / max(error, np.finfo(float).tiny)
    return max(float(ndtr(-z)), np.finfo(float).tiny)


DIAGONALS = ("more turnout, larger share", "more turnout, smaller share")


def _tails(x: Floats, y: Floats, *skewness: float) -> pl.DataFrame:
    ends = [np.quantile(x + sign * WEIGHT * y, [TAIL, 0.5, 1 - TAIL]) for sign in (1, -1)]
    return pl.DataFrame(
        [
            {"diagonal": name, "skewness": value}
            | dict(zip(("low", "middle", "high"), map(float, quantiles), strict=True))
            for name, value, quantiles in zip(DIAGONALS, skewness, ends, strict=True)
        ]
    )


def _histogram(x: Floats, y: Floats) -> pl.DataFrame:
    edges = np.arange(-REACH - CELL / 2, REACH + CELL, CELL)
    centres = (edges[:-1] + edges[1:]) / 2
    parts = []
    for name, sign in zip(DIAGONALS, (1, -1), strict=True):
        gap = np.clip(x + sign * WEIGHT * y, -REACH, REACH)
        units = np.histogram(gap, edges)[0]
        parts.append(pl.DataFrame({"diagonal": name, "gap": centres, "units": units}))
    return pl.concat(parts)


def _spoken(result: LopsidedNeighboursResult) -> str:
    found = result.headline
    return (
        "stations stray upwards in turnout and share together by"
        f" {found.value:.1f} hundredths ({found.low:.1f} to {found.high:.1f}) more than in turnout"
        f" against share; honest camps of voters make up to {100 * HONEST:g}"
    )


METHOD = Method(
    name="lopsided_neighbours",
    title="Lopsided differences among neighbours",
    question=(
        "Do some stations stray from their neighbours upwards in turnout and in the choice's share"
        " together, and none downwards?"
    ),
    run=lopsided_neighbours,
    result=LopsidedNeighboursResult,
    family="turnout and share",
    primary=True,
    needs=("registered", "votes"),
    statistic=Statistic(
        "lopsidedness towards high turnout with a high share, low end",
        "hundredths",
        of=lambda result: result.headline.low,
        at_least=lambda result: result.headline.low,
        floor=100 * HONEST,
    ),
    spoken=_spoken,
    min_units=MIN_UNITS,
    cites=(
        "Klimek, Yegorov, Hanel, Thurner (2012), PNAS 109(41):16469-16473, for the tail that"
        " stuffing makes",
        "Hinkley (1975), On power transformations to symmetry, Biometrika 62(1):101-111, for the"
        " quantile skewness",
        "Siddiqui (1960), Journal of Research of the National Bureau of Standards 64B:145-150, for"
        " the error of quantiles",
    ),
    detects=(
        "ballots added for one option in a smaller part of the stations, a few percent of its votes"
        " on",
    ),
    assumes=(
        "What makes single stations special moves their turnout or their taste, not both upwards.",
        "Districts are small enough that their stations are neighbours.",
    ),
    innocent=(
        "Special stations where people both come more and prefer the choice: a few villages of one"
        " mind in each district, below the 90% at which units are left out.",
        "A candidate's home places, or a local vote on the same day in places that favour the"
        " choice.",
    ),
    blind_to=(
        "tampering in a third of the stations or more, which is no exception there any longer",
        "votes moved from one option to another without a change of turnout",
        "stations pushed above 90% of turnout or share, which are left out",
        "which stations they are",
    ),
)
