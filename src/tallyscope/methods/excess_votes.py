"""How many votes does the leader have beyond what the stations of clean turnout would give?

If ballots are only added for one option, the stations where none were added show the true ratio
of that option to the others, and every further vote beyond that ratio is in excess. Which turnout
is the clean one nobody knows, and the answer hangs on it: for Russia 2020 it runs from +28.7
million at 40% to -4.7 million at 76%. So the answer is a curve over the assumed clean turnout with
the range that the other options' votes make plausible, never one number. Where turnout honestly
goes with preference the curve is far from zero in clean elections, too.

Shpilkin's turnout decomposition: Kobak, Shpilkin, Pshenichnikov (2012), arXiv:1205.0741.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import DataError, Fault, NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic, rounded
from tallyscope.stats.excess_curve import (
    NO_CORE_CELL,
    PLAUSIBLE_QUANTILES,
    REGION_MIN_UNITS,
    ExcessCurve,
    excess_curve,
)
from tallyscope.stats.proportionality import CELLS
from tallyscope.stats.randomness import blocks_at_random, stream
from tallyscope.stats.selection import select_in_turn
from tallyscope.tally import Tally

Floats = npt.NDArray[np.float64]

MIN_REGISTERED = 100  # as in the published figures
MIN_UNITS = 100  # our choice: about one unit per cell of turnout
MIN_GROUP = 10  # our choice: units that a district needs to be resampled as a whole
MIN_BLOCKS = 30  # our choice: with fewer districts, random blocks of units are resampled
PSEUDO_BLOCKS = 300  # our choice: quantiles of the bootstrap are steady from some 200 blocks on
MIN_DRAWS = 20  # our choice: fewer have no 2.5% and 97.5% quantiles to speak of
DRAWS = 200  # our choice: the interval's ends are steady to a tenth of its width


@dataclass(frozen=True, kw_only=True, eq=False)
class ExcessVotesResult(Result):
    """Votes beyond proportionality over the assumed clean turnout.

    Attributes
    ----------
    curve : polars.DataFrame
        ``x0`` (lower edge of the middle cell, percent), ``pooled``, ``pooled_low``,
        ``pooled_high`` (votes, national ratio), ``stratified``, ``stratified_low``,
        ``stratified_high`` (votes, one partially pooled ratio per region, each at the same
        distance from its own median), ``plausible`` (bool). Null where too few votes set a ratio.
    two_lines : polars.DataFrame
        ``turnout`` (lower edge, percent), ``leader``, ``others``, ``scaled_others`` (others times
        the ratio at the central x0).
    regions : polars.DataFrame
        ``region``, ``n_units``, ``x0``, ``k``, ``k_pooled``, ``excess``, ``low``, ``high``,
        ``applies``, ``reason``; at the central x0.
    plausible : (float, float)
        Range of x0, percent.
    central : float
        The x0 in that range with most of the others' votes, percent.
    relative : (float, float, float)
        Low, value and high of the headline as parts of the leader's votes.
    """

    curve: pl.DataFrame
    two_lines: pl.DataFrame
    regions: pl.DataFrame
    plausible: tuple[float, float]
    central: float
    relative: tuple[float, float, float]


def excess_votes(
    tally: Tally,
    *,
    choice: str | None = None,
    min_registered: int = MIN_REGISTERED,
    draws: int = DRAWS,
    seed: int = 0,
) -> ExcessVotesResult:
    """Compute the leader's votes beyond proportionality for every assumed clean turnout.

    Parameters
    ----------
    tally : Tally
        Results by unit, with registered voters.
    choice : str, optional
        Whose gain; default as in :meth:`Tally.choice`.
    min_registered : int
        Units with fewer voters are left out.
    draws : int
        Bootstrap samples of districts, at least 20.
    seed : int
        Of the bootstrap.

    Returns
    -------
    ExcessVotesResult
        The headline spans all plausible clean turnouts, the national and the regional ratio, and
        the 95% bootstrap intervals of each; its value is the national one at the central x0.
        There is no p-value.

    Raises
    ------
    DataError
        If there is no such choice, or `draws` is below 20.
    NotApplicable
        Without registered voters, with fewer than 100 usable units, or without other votes.

    Notes
    -----
    Formulas in :mod:`tallyscope.stats.proportionality`. "Others" are ballots (where not known:
    valid votes) less the leader's votes, so that invalid ballots count with them.
    """
    if draws < MIN_DRAWS:
        raise DataError(Fault(f"draws is {draws}", expected=f"{MIN_DRAWS} or more"))
    choice = tally.choice(choice)  # now, since the units used may have another winner
    came = tally.came
    registered = tally.counts("registered")
    used, excluded = select_in_turn(
        {
            "no ballots": came == 0,
            f"fewer than {min_registered} registered voters": registered < min_registered,
            "turnout above 100%": came > registered,
            "votes above ballots": tally.votes_for(choice) > came,
        }
    )
    if used.sum() < MIN_UNITS:
        raise NotApplicable(
            f"excess_votes needs {MIN_UNITS} units with at least {min_registered} registered"
            f" voters; {int(used.sum())} of {len(tally):,} are left"
        )
    kept = tally.where(used)
    if kept.votes_for(choice).sum() in (0, came[used].sum()):
        raise NotApplicable("excess_votes needs votes for the choice and for other options")
    curve, block_name = _curve_of(kept, choice, draws, stream(seed, "excess_votes"))
    table = _table(curve)
    votes = float(curve.national.leader.sum())
    value, (low, high) = float(table["pooled"][curve.central]), _span(table)
    first, last = curve.plausible
    return ExcessVotesResult(
        method="excess_votes",
        choice=choice,
        headline=Estimate(
            value=value,
            low=low,
            high=high,
            level=0.95,
            unit="votes",
            how=(
                f"lowest and highest over assumed clean turnouts from {first}% to {last}%, over the"
                " national and the regional ratio, with their bootstrap intervals; the middle value"
                f" takes the national ratio at {curve.central}%. It holds only if ballots were"
                " added for one option and nothing else made turnout and preference go together"
            ),
        ),
        p_value=None,
        null="",
        n_units=int(used.sum()),
        excluded=excluded,
        seed=seed,
        settings={
            "turnout_from": tally.came_by,
            "min_registered": min_registered,
            "draws": draws,
            "plausible_quantiles": list(PLAUSIBLE_QUANTILES),
            "resampled": block_name,
        },
        cautions=_cautions(kept, curve),
        unit_scores=None,
        curve=table,
        two_lines=_two_lines(curve),
        regions=_regions(kept, curve),
        plausible=(float(first), float(last)),
        central=float(curve.central),
        relative=(low / votes, value / votes, high / votes),
    )


def _curve_of(
    used: Tally, choice: str, draws: int, rng: np.random.Generator
) -> tuple[ExcessCurve, str]:
    """Return the curve and the name of what was resampled."""
    leader = used.votes_for(choice)
    came = used.came
    cell = np.minimum(100 * came // used.counts("registered"), CELLS - 1)
    _, region = used.groups(used.levels[0] if used.levels else None)
    name = used.neighbourhood(MIN_GROUP)
    _, block = used.groups(name)
    if name is None or name == used.levels[0] or block.max() + 1 < MIN_BLOCKS:
        name = "units"
        order = np.lexsort((leader, came, cell, region))  # not by name: names must not matter
        block = blocks_at_random(region, order, PSEUDO_BLOCKS, rng)
    curve = excess_curve(
        leader.astype(np.float64),
        (came - leader).astype(np.float64),
        cell,
        block.astype(np.int64),
        region,
        rng,
        draws=draws,
    )
    return curve, name


def _table(curve: ExcessCurve) -> pl.DataFrame:
    first, last = curve.plausible
    x0 = np.arange(CELLS)
    columns = {"x0": x0.astype(np.float64)}
    for name, values in (("pooled", curve.pooled()), ("stratified", curve.stratified())):
        columns |= {
            f"{name}{end}": value for end, value in zip(("", "_low", "_high"), values, strict=True)
        }
    return pl.DataFrame(columns | {"plausible": (x0 >= first) & (x0 <= last)}).fill_nan(None)


def _span(table: pl.DataFrame) -> tuple[float, float]:
    """Return the lowest and the highest vote number in the plausible range."""
    plausible = table.filter("plausible")
    ends = [name for name in table.columns if name.startswith(("pooled", "stratified"))]
    values = plausible.select(
        low=pl.min_horizontal(ends).min(), high=pl.max_horizontal(ends).max()
    ).row(0)
    return float(values[0]), float(values[1])


def _two_lines(curve: ExcessCurve) -> pl.DataFrame:
    ratio = curve.national.ratio()[curve.central]
    return pl.DataFrame(
        {
            "turnout": np.arange(CELLS),
            "leader": curve.national.leader,
            "others": curve.national.others,
            "scaled_others": curve.national.others * ratio,
        }
    )


def _regions(used: Tally, curve: ExcessCurve) -> pl.DataFrame:
    """One row per region at the central x0; a region that does not apply has the reason."""
    x0 = curve.central
    names, _ = used.groups(used.levels[0] if used.levels else None)
    value, low, high = (part[:, x0] for part in curve.by_region())
    table = pl.DataFrame(
        {
            "region": names,
            "n_units": curve.units,
            "x0": (x0 + curve.shift).clip(0, CELLS - 1),
            "k": np.exp(curve.log_ratio[:, x0]),
            "k_pooled": curve.pooled_ratio()[:, x0],
            "excess": value,
            "low": low,
            "high": high,
        }
    ).fill_nan(None)
    reason = (
        pl.when(pl.col("n_units") < REGION_MIN_UNITS)
        .then(pl.lit(f"fewer than {REGION_MIN_UNITS} units"))
        .when(pl.Series(curve.middles >= NO_CORE_CELL))
        .then(pl.lit(f"half of the other votes come from units above {NO_CORE_CELL}% turnout"))
        .when(pl.col("excess").is_null())
        .then(pl.lit("too few votes around its assumed clean turnout"))
        .otherwise(pl.lit(""))
    )
    return table.with_columns(reason=reason).with_columns(applies=pl.col("reason") == "")


def _cautions(used: Tally, curve: ExcessCurve) -> tuple[str, ...]:
    cautions = [
        "Where turnout honestly goes with preference (town and country, one side more eager), the"
        " curve is far from zero without any tampering; the regional curve absorbs part of that.",
        "Votes moved from one option to another change the gap by two each and are not seen here.",
    ]
    named = _regions(used, curve).filter(~pl.col("applies"))
    if not named.is_empty():
        listed = ", ".join(named["region"].head(12)) + (" …" if len(named) > 12 else "")
        cautions.append(
            f"The regional curve says nothing about {len(named)} of {len(curve.units)} regions,"
            f" which count as zero in it: {listed}."
        )
    if not used.levels:
        cautions.append("The file names no regions, so the regional ratio is the national one.")
    return tuple(cautions)


def _least_excess(result: ExcessVotesResult) -> float:
    return 100 * result.relative[0]


def _spoken(result: ExcessVotesResult) -> str:
    low, high = result.headline.low, result.headline.high
    return (
        f"between {rounded(low, high - low)} and {rounded(high, high - low)}, depending on the"
        f" turnout that is taken for clean ({result.plausible[0]:.0f}% to"
        f" {result.plausible[1]:.0f}%) and on whether regions are compared with themselves; it is"
        " not a number of stolen votes"
    )


METHOD = Method(
    name="excess_votes",
    title="Votes beyond proportionality",
    question=(
        "How many votes does the choice have beyond what its ratio to the others in stations of"
        " moderate turnout would give?"
    ),
    run=excess_votes,
    result=ExcessVotesResult,
    family="votes beyond proportionality",
    primary=False,
    needs=("registered", "votes"),
    statistic=Statistic(
        "low end of the votes in excess",
        "percent of the choice's votes",
        of=_least_excess,
        at_least=_least_excess,
    ),
    spoken=_spoken,
    min_units=MIN_UNITS,
    cites=(
        "Kobak, Shpilkin, Pshenichnikov (2012), Statistical anomalies in 2011-2012 Russian"
        " elections revealed by 2D correlation analysis, arXiv:1205.0741",
        "DerSimonian, Laird (1986), Controlled Clinical Trials 7:177-188, for the pooling",
    ),
    detects=("ballots added for one option in part of the stations",),
    assumes=(
        "Ballots were added for one option only, none were taken away.",
        "Stations without added ballots exist and are those of lower turnout.",
        "Among them the ratio of the options does not change with turnout.",
    ),
    innocent=(
        "One side's supporters vote more eagerly, or live where people vote more.",
        "Regions that differ in turnout and in taste: the national curve takes that for excess.",
        "Special stations (hospitals, barracks, ships) with full turnout.",
    ),
    blind_to=(
        "votes moved from one option to another",
        "added ballots that are spread evenly over all stations",
        "regions where hardly any station of moderate turnout is left",
        "the cause of the excess",
    ),
)
