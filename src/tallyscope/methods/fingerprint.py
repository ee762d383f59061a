"""How do turnout and the choice's share go together, station by station?

Where people only differ in taste and in the wish to vote, stations form one cloud, or a few where
the country has a few kinds of places. Added ballots move a station up in turnout and in the share
of whoever gains, so that a tail grows out of the cloud towards the corner where everybody votes
and votes alike. Honest places stand there too (hospitals, barracks, ships, villages of one mind),
and honest turnout can go with preference; the picture shows, it does not judge.

Klimek, Yegorov, Hanel, Thurner (2012), PNAS 109(41):16469-16473; standardised within districts
after Jimenez, Hidalgo, Klimek (2017), Science Advances 3:e1602363.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic
from tallyscope.stats.normal import NORMAL_95
from tallyscope.stats.randomness import stream
from tallyscope.stats.rare_counts import poisson_lower_bound
from tallyscope.stats.selection import select_in_turn
from tallyscope.stats.within_groups import correlation_interval, robust_z, within_correlation
from tallyscope.tally import Tally

MIN_REGISTERED = 100  # Klimek et al. 2012: smaller units are left out
MIN_UNITS = 30  # our choice: fewer points are a list, not a picture
MIN_GROUP = 10  # our choice: fewer units give no middle worth standardising by
FAR_OUT = 3.0  # our choice: listed if turnout and share are both that far above the district's
REGION_CELL = 2  # our choice: percent; small multiples are read at a glance
Z_CELL, Z_REACH = 0.25, 8.0  # our choice: beyond the reach units share the last cell
DRAWS = 500  # our choice: resampled quantiles steady to a tenth of the interval's width


@dataclass(frozen=True, kw_only=True, eq=False)
class FingerprintResult(Result):
    """Histograms of turnout against share; cells are named by their lower edge in percent.

    Attributes
    ----------
    histogram : polars.DataFrame
        ``turnout``, ``share`` (1-point cells), ``units``, ``voters`` (registered).
    regions : polars.DataFrame
        ``region``, ``turnout``, ``share`` (2-point cells), ``units``, ``voters``.
    region_summary : polars.DataFrame
        ``region``, ``n_units``, ``voters``, ``turnout`` and ``share`` (of all votes, in [0, 1]),
        ``correlation`` of turnout and share over the region's units.
    standardised : polars.DataFrame
        ``z_turnout``, ``z_share`` (centres of cells of 0.25, within districts), ``units``.
    funnel : polars.DataFrame
        ``size_low``, ``size_high`` (registered), ``share`` (1-point cells), ``units``.
    funnel_limits : polars.DataFrame
        ``size_low``, ``size_high``, ``n_units``, ``median_share``, ``low``, ``high``: where 95% of
        units of the class's median size would lie if all voters were alike.
    """

    histogram: pl.DataFrame
    regions: pl.DataFrame
    region_summary: pl.DataFrame
    standardised: pl.DataFrame
    funnel: pl.DataFrame
    funnel_limits: pl.DataFrame


def fingerprint(
    tally: Tally,
    *,
    choice: str | None = None,
    min_registered: int = MIN_REGISTERED,
    seed: int = 0,
) -> FingerprintResult:
    """Describe turnout and the choice's share of valid votes over all units.

    Parameters
    ----------
    tally : Tally
        Results by unit, with registered voters.
    choice : str, optional
        Whose share; default as in :meth:`Tally.choice`.
    min_registered : int
        Units with fewer voters are left out.
    seed : int
        Of the bootstrap over districts.

    Returns
    -------
    FingerprintResult
        The headline is the correlation of turnout and share within districts (the smallest level),
        -1 to 1, with its 95% bootstrap interval. There is no p-value: honest elections have all
        sorts of correlations.

    Raises
    ------
    NotApplicable
        Without registered voters, if fewer than 30 units are left, or if turnout or share do not
        differ within districts.

    Notes
    -----
    Turnout is ballots (where not known: valid votes) per registered voter. Standardised values
    are (x - median) / (1.4826 MAD) within districts of at least 10 units.
    """
    choice = tally.choice(choice)  # now, since the units used may have another winner
    came = tally.came
    registered, valid = tally.counts("registered"), tally.counts("valid")
    used, excluded = select_in_turn(
        {
            "no valid votes": valid == 0,
            f"fewer than {min_registered} registered voters": registered < min_registered,
            "turnout above 100%": came > registered,
            "votes above valid votes": tally.votes_for(choice) > valid,
        }
    )
    if used.sum() < MIN_UNITS:
        raise NotApplicable(
            f"fingerprint needs {MIN_UNITS} units with at least {min_registered} registered voters;"
            f" {int(used.sum())} of {len(tally):,} are left"
        )
    district = tally.where(used).neighbourhood(MIN_GROUP)
    points = _points(tally.where(used), district, choice)
    turnout, share = points["turnout"].to_numpy(), points["share"].to_numpy()
    group = points["group"].to_numpy()
    r, resampled = within_correlation(
        turnout, share, group, stream(seed, "fingerprint"), draws=DRAWS
    )
    if not np.isfinite(r):
        raise NotApplicable(
            f"fingerprint needs units of one district that differ; in all {len(points):,} units"
            " turnout or share is that of their district"
        )
    low, high = correlation_interval(r, resampled, group)
    points = points.with_columns(
        z_turnout=robust_z(turnout, group, min_size=MIN_GROUP),
        z_share=robust_z(share, group, min_size=MIN_GROUP),
    )
    return FingerprintResult(
        method="fingerprint",
        choice=choice,
        headline=Estimate(
            value=r,
            low=low,
            high=high,
            level=0.95,
            unit="correlation",
            how=(
                "correlation of turnout and share among the units of one district, over all"
                f" districts; interval from {DRAWS} bootstrap samples of districts (Fisher's where"
                " there are fewer than 10 districts)"
            ),
        ),
        p_value=None,
        null="",
        n_units=int(used.sum()),
        excluded=excluded,
        seed=seed,
        settings={
            "turnout_from": tally.came_by,
            "share_of": "valid",
            "min_registered": min_registered,
            "district": district,
        },
        cautions=_cautions(tally),
        unit_scores=_far_out(points),
        histogram=_cells(points, 1).sort("turnout", "share"),
        regions=_cells(points, REGION_CELL, "region").sort("region", "turnout", "share"),
        region_summary=_region_summary(points),
        standardised=_standardised(points),
        funnel=_funnel(points),
        funnel_limits=_funnel_limits(points),
    )


def _points(used: Tally, district: str | None, choice: str) -> pl.DataFrame:
    """One row per unit: rates, cells, region, code of the district, class of doubling size."""
    came = used.came
    registered, valid, votes = (
        used.counts("registered"),
        used.counts("valid"),
        used.votes_for(choice),
    )
    doublings = np.floor(np.log2(np.maximum(registered, MIN_REGISTERED) / MIN_REGISTERED))
    size_low = MIN_REGISTERED * 2 ** doublings.astype(np.int64)
    return used.units.select(
        "unit", region=pl.col(used.levels[0]) if used.levels else pl.lit("all units")
    ).with_columns(
        group=used.groups(district)[1],
        registered=registered,
        ballots=came,
        valid=valid,
        votes=votes,
        turnout=came / registered,
        share=votes / valid,
        turnout_cell=np.minimum(100 * came // registered, 99),
        share_cell=np.minimum(100 * votes // valid, 99),
        size_low=size_low,
        size_high=2 * size_low,
    )


def _cells(points: pl.DataFrame, width: int, *by: str) -> pl.DataFrame:
    return points.group_by(
        *by,
        (pl.col("turnout_cell") // width * width).alias("turnout"),
        (pl.col("share_cell") // width * width).alias("share"),
    ).agg(units=pl.len(), voters=pl.col("registered").sum())


def _region_summary(points: pl.DataFrame) -> pl.DataFrame:
    return (
        points.group_by("region")
        .agg(
            n_units=pl.len(),
            voters=pl.col("registered").sum(),
            turnout=pl.col("ballots").sum() / pl.col("registered").sum(),
            share=pl.col("votes").sum() / pl.col("valid").sum(),
            correlation=pl.corr("turnout", "share"),
        )
        .with_columns(pl.col("correlation").fill_nan(None))
        .sort("region")
    )


def _standardised(points: pl.DataFrame) -> pl.DataFrame:
    cell = [
        (pl.col(name).clip(-Z_REACH, Z_REACH) / Z_CELL).round() * Z_CELL
        for name in ("z_turnout", "z_share")
    ]
    return (
        points.drop_nans(["z_turnout", "z_share"])
        .group_by(cell)
        .agg(units=pl.len())
        .sort("z_turnout", "z_share")
    )


def _funnel(points: pl.DataFrame) -> pl.DataFrame:
    return (
        points.group_by("size_low", "size_high", pl.col("share_cell").alias("share"))
        .agg(units=pl.len())
        .sort("size_low", "share")
    )


def _funnel_limits(points: pl.DataFrame) -> pl.DataFrame:
    overall = int(points["votes"].sum()) / int(points["valid"].sum())
    half_width = NORMAL_95 * (overall * (1 - overall) / pl.col("valid")).sqrt()
    return (
        points.group_by("size_low", "size_high")
        .agg(pl.col("valid").median(), n_units=pl.len(), median_share=pl.col("share").median())
        .with_columns(low=(overall - half_width).clip(0, 1), high=(overall + half_width).clip(0, 1))
        .drop("valid")
        .sort("size_low")
    )


def _far_out(points: pl.DataFrame) -> pl.DataFrame:
    """List units whose turnout and share both lie far above their district's middle."""
    shown = {
        "at_turnout": pl.col("turnout"),
        "at_share": pl.col("share"),
        "middle_turnout": pl.col("turnout").median().over("group"),
        "middle_share": pl.col("share").median().over("group"),
    }
    return (
        points.with_columns(**{name: (100 * rate).round(1) for name, rate in shown.items()})
        .drop_nans(["z_turnout", "z_share"])
        .filter((pl.col("z_turnout") >= FAR_OUT) & (pl.col("z_share") >= FAR_OUT))
        .select(
            "unit",
            score=pl.min_horizontal("z_turnout", "z_share"),
            reason=pl.format(
                "turnout {}% and share {}% are both far above the district's middle ({}%, {}%)",
                *shown,
            ),
        )
        .sort("unit")
    )


def _cautions(tally: Tally) -> tuple[str, ...]:
    cautions = [
        "A tail towards high turnout and a high share is also what places of one mind, special"
        " stations (hospitals, barracks, ships) and honest mobilisation look like."
    ]
    if not tally.levels:
        cautions.append(
            "The file names no districts: places that differ honestly are mixed in one picture."
        )
    return tuple(cautions)


def _listed(result: FingerprintResult) -> int:
    return 0 if result.unit_scores is None else result.unit_scores.height


def _far_out_rate(result: FingerprintResult) -> float:
    return 1e4 * _listed(result) / result.n_units


def _far_out_rate_at_least(result: FingerprintResult) -> float:
    listed = _listed(result)
    return 1e4 * (poisson_lower_bound(listed) if listed else 0.0) / result.n_units


def _spoken(result: FingerprintResult) -> str:
    headline = result.headline
    direction = "neither higher nor lower"
    if headline.low > 0 or headline.high < 0:
        direction = "higher" if headline.low > 0 else "lower"
    return (
        f"within districts, where more people voted the share is {direction} (correlation"
        f" {headline.value:.2f}); {_listed(result):,} of {result.n_units:,} units lie far above"
        " their district in both at once"
    )


METHOD = Method(
    name="fingerprint",
    title="Turnout against share",
    question="How do turnout and the share of votes go together, station by station?",
    run=fingerprint,
    result=FingerprintResult,
    family="turnout and share",
    primary=False,
    needs=("registered", "votes"),
    statistic=Statistic(
        "units far above their district in turnout and share at once",
        "per 10,000 units",
        of=_far_out_rate,
        at_least=_far_out_rate_at_least,
    ),
    spoken=_spoken,
    min_units=MIN_UNITS,
    cites=(
        "Klimek, Yegorov, Hanel, Thurner (2012), Statistical detection of systematic election"
        " irregularities, PNAS 109(41):16469-16473",
        "Jimenez, Hidalgo, Klimek (2017), Testing for voter rigging in small polling stations,"
        " Science Advances 3:e1602363",
    ),
    detects=(
        "a tail of units towards full turnout and a full share",
        "units far from their own district in both at once",
    ),
    assumes=(
        "Neighbouring units have similar voters; districts are the places to compare within.",
    ),
    innocent=(
        "Turnout that goes with preference: one side's supporters voted more eagerly.",
        "Town and country, or language groups, that differ in both.",
        "Hospitals, barracks, prisons, ships and villages of one mind near 100%.",
        "Voters added to the list on the day, or lists that are out of date.",
    ),
    blind_to=(
        "tampering that is alike everywhere",
        "votes changed from one option to another without added ballots, where shares vary anyway",
        "whether an unusual shape was made by tampering or by people",
    ),
)
