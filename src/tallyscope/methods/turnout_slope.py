"""Whose votes are the ones that make turnout higher in one station than in its neighbours?

Where one station has ten more voters than the station next door, one expects some of the ten to
vote for each option, about as the people of that place do. If all ten votes, or more than ten, are
the leader's, and the others have no vote more or even fewer, then it is not just that more people
came. Among voters who are alike no mobilisation can do that. Added ballots do; and so do honest
neighbours who are not alike, such as a village beside a town. So the slopes are compared with those
of elections regarded as clean, and there is no p-value.

Sobyanin, Sukhovolsky (1995), Demokratiya, ogranichennaya falsifikatsiyami, Moscow; Myagkov,
Ordeshook, Shakin (2009), The Forensics of Election Fraud, Cambridge. Within districts, since over
a whole country regions that differ make any slope (Simpson's paradox).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic
from tallyscope.stats.randomness import blocks_at_random, stream
from tallyscope.stats.selection import select_in_turn
from tallyscope.stats.turnout_slopes import (
    Sums,
    lean,
    mean_gaps,
    resampled,
    slope_sums,
    without_each,
)
from tallyscope.tally import Tally

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

MIN_REGISTERED = 100  # as in the other methods; also keeps the counting noise small
MIN_UNITS = 100  # our choice: the interval is hardly one with fewer
MIN_GROUP = 10  # our choice: so many units have neighbours
MAX_MEDIAN = 10_000  # our choice: larger units are towns and constituencies, not stations
MIN_RELIABILITY = 0.2  # our choice: below it the slope is hardly more than the correction
STEADY = 0.5  # our choice: regions where more than half is counting noise are not shown
MIN_BLOCKS = 30  # our choice: with fewer districts, random blocks of units are resampled
PSEUDO_BLOCKS = 300  # our choice: quantiles are steady from some 200 blocks on
DRAWS = 500  # our choice: the interval's ends are steady to a tenth of its width
REACH = 30  # points; our choice: units further from their district's turnout share the last cell


@dataclass(frozen=True, kw_only=True, eq=False)
class TurnoutSlopeResult(Result):
    """Slopes of votes per registered voter on turnout, among neighbours.

    Attributes
    ----------
    options : polars.DataFrame
        One row per option, most votes first: ``option``, ``share`` (of ballots), ``fair`` (slope
        if additional voters voted like their district), ``slope``, ``low``, ``high`` (95%),
        ``uncorrected`` (with the counting noise left in).
    regions : polars.DataFrame
        ``region``, ``n_units``, ``fair``, ``slope``, ``lean`` (null where turnout hardly varies),
        ``lean_without`` (the lean of all other regions together).
    profile : polars.DataFrame
        ``gap`` (turnout less the district's, points, lower edge), ``units``, ``turnout``,
        ``choice``, ``others``: means of the gaps of turnout, of the choice's votes and of all
        other ballots, per 100 registered voters.
    lean : (float, float, float)
        Low, value and high of the lean: 0 where additional turnout votes like the rest, 1 where
        all of it is the choice's, beyond 1 where the others lose votes as turnout rises.
    lean_without : (float, float)
        Lowest and highest lean when one region is left out.
    reliability : float
        Part of the variation of turnout among neighbours that is not counting noise.
    """

    options: pl.DataFrame
    regions: pl.DataFrame
    profile: pl.DataFrame
    lean: tuple[float, float, float]
    lean_without: tuple[float, float]
    reliability: float


def turnout_slope(
    tally: Tally,
    *,
    choice: str | None = None,
    min_registered: int = MIN_REGISTERED,
    draws: int = DRAWS,
    seed: int = 0,
) -> TurnoutSlopeResult:
    """Regress each option's votes per registered voter on turnout, within districts.

    Parameters
    ----------
    tally : Tally
        Results by unit, with registered voters.
    choice : str, optional
        Whose gain; default as in :meth:`Tally.choice`.
    min_registered : int
        Units with fewer voters are left out.
    draws : int
        Bootstrap samples of districts.
    seed : int
        Of the bootstrap.

    Returns
    -------
    TurnoutSlopeResult
        The headline is the choice's slope: its votes per additional ballot, with the 95% bootstrap
        interval. There is no p-value: honest neighbours that are not alike have any slope.

    Raises
    ------
    NotApplicable
        Without registered voters, with fewer than 100 usable units or half of them above 10,000
        voters, where turnout hardly varies among neighbours, or without votes for both sides.

    Notes
    -----
    Formulas in :mod:`tallyscope.stats.turnout_slopes`. Turnout is ballots (else valid votes) per
    registered voter. The choice's and all others' slopes sum to one: above one is below zero there.
    """
    choice = tally.choice(choice)  # now, since the units used may have another winner
    came = tally.came
    registered = tally.counts("registered")
    used, excluded = select_in_turn(
        {
            "no ballots": came == 0,
            f"fewer than {min_registered} registered voters": registered < max(min_registered, 2),
            "turnout above 100%": came > registered,
            "votes above ballots": tally.votes_for(choice) > came,
        }
    )
    if used.sum() < MIN_UNITS:
        raise NotApplicable(
            f"turnout_slope needs {MIN_UNITS} units with at least {min_registered} registered"
            f" voters; {int(used.sum())} of {len(tally):,} are left"
        )
    kept = tally.where(used)
    _refuse_large_units(kept)
    district = kept.neighbourhood(MIN_GROUP)
    _, group = kept.groups(district)
    sums = slope_sums(registered[used], came[used], kept.votes, group)
    total = sums.by(np.zeros_like(group), 1)
    column = kept.choices.index(choice)
    _refuse_undefined(total, column)
    rng = stream(seed, "turnout_slope")
    block, block_name = _blocks(kept, came[used], group, district, rng)
    samples = resampled(sums, block, rng, draws)
    options = _options(kept, came[used], total, samples)
    regions, found = _regions(kept, sums, column), _lean(total, samples, column)
    reliability = float(total.reliability()[0])
    without = [found[1], *regions["lean_without"].drop_nulls()]
    mine = options.row(by_predicate=pl.col("option") == choice, named=True)
    return TurnoutSlopeResult(
        method="turnout_slope",
        choice=choice,
        headline=Estimate(
            value=mine["slope"],
            low=mine["low"],
            high=mine["high"],
            level=0.95,
            unit="votes per additional ballot",
            how=(
                f"slope of {choice}'s votes on ballots, both per registered voter, among the units"
                f" of one district; {mine['fair']:.2f} if additional voters voted like the others"
                f" of their district; interval from {draws} bootstrap samples of {block_name}"
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
            "district": district,
            "resampled": block_name,
        },
        cautions=_cautions(tally, reliability),
        unit_scores=None,
        options=options,
        regions=regions,
        profile=_profile(kept, came[used], group, column),
        lean=found,
        lean_without=(min(without), max(without)),
        reliability=reliability,
    )


def _refuse_large_units(kept: Tally) -> None:
    median = float(np.median(kept.counts("registered")))
    if median > MAX_MEDIAN:
        raise NotApplicable(
            f"turnout_slope compares polling stations; half of the units have {median:,.0f}"
            " registered voters or more, and places of that size differ as towns do"
        )


def _refuse_undefined(total: Sums, column: int) -> None:
    reliability = total.reliability()[0]
    if not reliability >= MIN_RELIABILITY:
        raise NotApplicable(
            "turnout_slope needs neighbours whose turnout differs by more than chance; here chance"
            " alone makes four fifths of the differences or more"
        )
    if not 0 < total.fair_slopes()[0, column] < 1:
        raise NotApplicable("turnout_slope needs votes for the choice and for other options")


def _blocks(
    kept: Tally, came: Codes, group: Codes, district: str | None, rng: np.random.Generator
) -> tuple[Codes, str]:
    """Return the block of each unit, and the name of what is resampled."""
    if district is not None and group.max() + 1 >= MIN_BLOCKS:
        return group, f"the level {district!r}"
    order = np.lexsort((*kept.votes.T, came, kept.counts("registered"), group))
    return blocks_at_random(group, order, PSEUDO_BLOCKS, rng), "random blocks of units"


def _interval(samples: Floats, value: Floats) -> tuple[Floats, Floats]:
    """Return 2.5% and 97.5% quantiles, never on one side of the value."""
    low, high = np.nanquantile(samples, [0.025, 0.975], axis=0)
    return np.minimum(low, value), np.maximum(high, value)


def _options(kept: Tally, came: Codes, total: Sums, samples: Sums) -> pl.DataFrame:
    slope = total.slopes()[0]
    low, high = _interval(samples.slopes(), slope)
    votes = kept.votes.sum(axis=0)
    return pl.DataFrame(
        {
            "option": kept.choices,
            "share": votes / came.sum(),
            "fair": total.fair_slopes()[0],
            "slope": slope,
            "low": low,
            "high": high,
            "uncorrected": total.uncorrected()[0],
        }
    ).sort("share", descending=True, maintain_order=True)


def _lean(total: Sums, samples: Sums, column: int) -> tuple[float, float, float]:
    values, drawn = (
        lean(sums.slopes()[:, column], sums.fair_slopes()[:, column]) for sums in (total, samples)
    )
    low, high = _interval(drawn, values[0])
    return float(low), float(values[0]), float(high)


def _regions(kept: Tally, sums: Sums, column: int) -> pl.DataFrame:
    names, region = kept.groups(kept.levels[0] if kept.levels else None)
    own = sums.by(region, len(names))
    rest = without_each(own) if len(names) > 1 else own
    slope, fair = own.slopes()[:, column], own.fair_slopes()[:, column]
    steady = own.reliability() >= STEADY
    return pl.DataFrame(
        {
            "region": names,
            "n_units": np.bincount(region, minlength=len(names)),
            "fair": np.where(steady, fair, np.nan),
            "slope": np.where(steady, slope, np.nan),
            "lean": np.where(steady, lean(slope, fair), np.nan),
            "lean_without": lean(rest.slopes()[:, column], rest.fair_slopes()[:, column]),
        }
    ).fill_nan(None)


def _profile(kept: Tally, came: Codes, group: Codes, column: int) -> pl.DataFrame:
    cell, units, gaps = mean_gaps(
        kept.counts("registered"), came, kept.votes[:, column], group, cells=REACH
    )
    names = ("turnout", "choice", "others")
    return pl.DataFrame({"gap": cell, "units": units} | dict(zip(names, gaps, strict=True)))


def _cautions(tally: Tally, reliability: float) -> tuple[str, ...]:
    cautions = [
        "Neighbours that are not alike (a village beside a town, old and young quarters) have any"
        " slope without tampering, above one and below zero, too.",
        f"{1 - reliability:.0%} of the differences in turnout among neighbours are counting noise,"
        " taken off as if every voter of a unit were as likely to come as the next.",
    ]
    if not tally.levels:
        cautions.append(
            "The file names no districts: differences between places are mixed into the slopes."
        )
    return tuple(cautions)


def _spoken(result: TurnoutSlopeResult) -> str:
    slope, others = result.headline, 1 - result.headline.value
    return (
        f"where more people came than in the same district elsewhere, {slope.value:.2f} of each"
        f" additional ballot went to {result.choice} ({slope.low:.2f} to {slope.high:.2f}) and"
        f" {others:.2f} to all others"
    )


METHOD = Method(
    name="turnout_slope",
    title="Who gets the votes where turnout is higher",
    question=(
        "Where one station has more voters than its neighbours, do all of the additional votes go"
        " to the choice?"
    ),
    run=turnout_slope,
    result=TurnoutSlopeResult,
    family="turnout and share",
    primary=False,
    needs=("registered", "votes"),
    statistic=Statistic(
        "what the others miss of their part in additional turnout",
        "percent",
        of=lambda result: 100 * result.lean[1],
        at_least=lambda result: 100 * min(result.lean[0], result.lean_without[0]),
    ),
    spoken=_spoken,
    min_units=MIN_UNITS,
    cites=(
        "Sobyanin, Sukhovolsky (1995), Demokratiya, ogranichennaya falsifikatsiyami, Moscow",
        "Myagkov, Ordeshook, Shakin (2009), The Forensics of Election Fraud, Cambridge University"
        " Press",
        "Fuller (1987), Measurement Error Models, Wiley, section 1.2, for the correction",
    ),
    detects=(
        "ballots added for one option in part of the stations of a district",
        "votes moved from others to one option where turnout was also raised",
    ),
    assumes=(
        "Neighbouring stations have voters of much the same taste, however many of them come.",
        "Who turns up by chance votes as the station votes.",
    ),
    innocent=(
        "Neighbours that are not alike: where the leader's camp votes more eagerly, its strongholds"
        " have higher turnout.",
        "Villages and special stations (hospitals, barracks, ships) inside a district of towns.",
        "Lists that are out of date, or voters added on the day, which move turnout alone.",
    ),
    blind_to=(
        "tampering that is alike in all stations of a district",
        "votes moved from one option to another without a change of turnout",
        "whether people or ballots made the turnout higher",
    ),
)
