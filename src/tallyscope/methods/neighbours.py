"""Which units lie far from their neighbours in turnout and in the choice's share at once?

People who live next to each other vote somewhat alike. A unit is predicted from those around it
(of its district, or the nearest ones where the file has coordinates), and what is left is measured
by the usual difference between neighbours and by the noise of the unit's own count. Honest units
stray to all sides. Ballots added for one option push one way only, up in turnout and up in share,
so the units far below in both tell how many of those far above are honest differences: the list of
units is as long as that comparison allows, and the surplus above is what elections are compared by.

Standardised as in Jimenez, Hidalgo, Klimek (2017), Science Advances 3:e1602363; the list after
Barber, Candes (2015), Annals of Statistics 43(5):2055-2085.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic
from tallyscope.stats.asymmetry import Asymmetry, asymmetry, beyond_steps, same_direction
from tallyscope.stats.false_discovery import beyond_the_mirror
from tallyscope.stats.joint_residuals import count_beside_others, rate_beside_others
from tallyscope.stats.selection import select_in_turn
from tallyscope.stats.surroundings import Nearest, SamePlace, Surroundings, crossed, nearest
from tallyscope.tally import Tally

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

MIN_REGISTERED = 100  # as in fingerprint: smaller units are left out
MIN_VALID = 50  # our choice, where registered voters are not known: about half came
MIN_UNITS = 100  # our choice: fewer units have too few far ones to count
MIN_GROUP = 10  # our choice: fewer units give no middle worth comparing with
NEAREST = 30  # our choice: about half of what a district of a clean country has
LOCATED = 0.5  # our choice: coordinates are used where more than half of the units have them
FULL, SHORT_LIST = 0.98, 0.5  # our choice: turnout, and part of the usual list, of special units
FAR = 2.0  # our choice: counted if turnout and share both lie so many spreads off
BY_CHANCE = 0.1  # our choice: part of the list that honest differences may have put there
SPECIAL = "nearly all of a short list came, as in hospitals and on ships"
STEPS = np.arange(1.0, 8.25, 0.25)  # where the picture counts


@dataclass(frozen=True, kw_only=True, eq=False)
class NeighboursResult(Result):
    """Units far above and far below their neighbours.

    Attributes
    ----------
    high, low : int
        Units far above, and far below, in both measures.
    at_least : float
        One-sided 95% lower bound of their difference, per 10,000 units.
    threshold : float or None
        Units from here on are listed; None if no list has few enough honest ones.
    by_distance : polars.DataFrame
        ``distance``, ``high``, ``low``: units at least so far above and below in both.
    regions : polars.DataFrame
        ``region``, ``n_units``, ``high``, ``low``, ``difference`` (per 10,000 units).
    """

    high: int
    low: int
    at_least: float
    threshold: float | None
    by_distance: pl.DataFrame
    regions: pl.DataFrame


def neighbours(
    tally: Tally,
    *,
    choice: str | None = None,
    min_registered: int = MIN_REGISTERED,
    by_chance: float = BY_CHANCE,
    seed: int = 0,  # noqa: ARG001  # every method is called alike
) -> NeighboursResult:
    """Compare every unit with its neighbours in turnout and share.

    Parameters
    ----------
    tally : Tally
        Results by unit. Without registered voters the number of votes stands for turnout. A column
        ``kind`` (or one whose name ends in "type") tells kinds of units apart; ``lat`` and ``lon``
        (degrees) make the nearest 30 units the neighbours.
    choice : str, optional
        Whose share; default as in :meth:`Tally.choice`.
    min_registered : int
        Units with fewer voters are left out.
    by_chance : float
        Part of the list that honest differences may have put there, above 0; infinite lists all
        units that are far above.
    seed : int
        Not used: nothing is random.

    Returns
    -------
    NeighboursResult
        The headline is the number of units far above their neighbours in both, less those far below
        in both, per 10,000 units, with its 95% interval. There is no p-value: honest electorates
        are a little lopsided, too.

    Raises
    ------
    NotApplicable
        If fewer than 100 usable units have neighbours.

    Notes
    -----
    Residuals are log odds of turnout (ballots, else valid votes, per registered voter) and share
    (of valid votes) less the median of the neighbours, standardised as in
    :func:`tallyscope.stats.joint_residuals.standardised`.
    """
    choice = tally.choice(choice)  # now, since the units used may have another winner
    used, excluded, located = _selection(tally, choice, min_registered)
    if used.sum() < MIN_UNITS:
        raise NotApplicable(
            f"neighbours needs {MIN_UNITS} units with neighbours of their kind;"
            f" {int(used.sum())} of {len(tally):,} are left"
        )
    kept = tally.where(used)
    district = kept.neighbourhood(MIN_GROUP)
    table = _compared(kept, choice, _around(kept, choice, located))
    direction = table["direction"].to_numpy()
    sides = asymmetry(direction, kept.groups(district)[1], far=FAR)
    high, low = beyond_steps(direction, STEPS)
    threshold = beyond_the_mirror(direction, by_chance, least=FAR)
    return NeighboursResult(
        method="neighbours",
        choice=choice,
        headline=_headline(sides),
        p_value=None,
        null="",
        n_units=len(kept),
        excluded=excluded,
        seed=None,
        settings={
            "compared": "turnout" if tally.has("registered") else "votes cast",
            "neighbours": f"{NEAREST} nearest" if located else district or "all units",
            "kinds": _kind_column(tally),
            "min_registered": min_registered,
            "far": FAR,
            "by_chance": by_chance,
        },
        cautions=_cautions(tally, located, by_chance),
        unit_scores=_listed(table, threshold, registered=tally.has("registered")),
        high=sides.above,
        low=sides.below,
        at_least=sides.at_least,
        threshold=threshold if np.isfinite(threshold) else None,
        by_distance=pl.DataFrame({"distance": STEPS, "high": high, "low": low}),
        regions=_by_region(table),
    )


def _selection(tally: Tally, choice: str, least: int) -> tuple[Mask, dict[str, int], bool]:
    """Return the units used, those left out by reason, and whether coordinates tell neighbours."""
    valid, place = tally.counts("valid"), np.isfinite(_coordinates(tally)).all(axis=0)
    located = bool(place.sum() > LOCATED * len(tally))
    reasons = {
        "no valid votes": valid == 0,
        "votes above valid votes": tally.votes_for(choice) > valid,
        "no coordinates": ~place & located,
    }
    if tally.has("registered"):
        came, registered = tally.came, tally.counts("registered")
        reasons[f"fewer than {least} registered voters"] = registered < least
        reasons["turnout above 100%"] = came > registered
        reasons[SPECIAL] = (came >= FULL * registered) & (registered < SHORT_LIST * _usual(tally))
    else:
        reasons[f"fewer than {MIN_VALID} valid votes"] = valid < MIN_VALID
    left, _ = select_in_turn(reasons)
    alone = np.zeros(len(tally), dtype=np.bool_)
    if left.sum() < MIN_UNITS:
        return *select_in_turn(reasons), located
    size = SamePlace(_groups(tally.where(left), located=located)).size
    alone[left] = size < (NEAREST + 1 if located else MIN_GROUP)
    return *select_in_turn(reasons | {"too few units of its kind around it": alone}), located


def _usual(tally: Tally) -> Floats:
    """Return the usual length of a list in each unit's place, float64 (n,)."""
    place = SamePlace(tally.groups(tally.neighbourhood(MIN_GROUP))[1])
    return place.medians(tally.counts("registered").astype(np.float64))


def _coordinates(tally: Tally) -> Floats:
    """Return latitudes and longitudes in degrees, float64 (2, n); NaN where there are none."""
    if not {"lat", "lon"} <= set(tally.units.columns):
        return np.full((2, len(tally)), np.nan)
    degrees = tally.units.select(pl.col("lat", "lon").cast(pl.Float64, strict=False))
    return degrees.fill_null(np.nan).to_numpy().T


def _kind_column(tally: Tally) -> str | None:
    """Return the column that tells kinds of units apart, if there is one."""
    names = [name for name in tally.units.columns if name not in ("unit", *tally.levels)]
    return next((name for name in names if name == "kind" or name.endswith("type")), None)


def _groups(tally: Tally, *, located: bool) -> Codes:
    """Return the code of each unit's place and kind, int64 (n,)."""
    _, place = tally.groups(None if located else tally.neighbourhood(MIN_GROUP))
    name = _kind_column(tally)
    kinds = pl.repeat("", len(tally), eager=True) if name is None else tally.units[name]
    kind = kinds.cast(pl.String).fill_null("").rank("dense").to_numpy().astype(np.int64)
    return crossed(place, kind)


def _around(kept: Tally, choice: str, located: bool) -> Surroundings:
    group = _groups(kept, located=located)
    if not located:
        return SamePlace(group)
    # by their counts, not by name: where many are equally far away, names must not choose
    order = np.lexsort((kept.votes_for(choice), kept.counts("valid")))
    latitude, longitude = _coordinates(kept)[:, order]
    index = np.empty((len(kept), NEAREST), dtype=np.int64)
    index[order] = order[nearest(latitude, longitude, group[order], NEAREST)]
    return Nearest(index)


def _compared(kept: Tally, choice: str, around: Surroundings) -> pl.DataFrame:
    """Return one row per unit: its direction, and its rates with those usual around it."""
    share_z, usual_share = rate_beside_others(kept.votes_for(choice), kept.counts("valid"), around)
    if kept.has("registered"):
        registered = kept.counts("registered")
        came_z, usual = rate_beside_others(kept.came, registered, around)
        told = 100 * kept.came / registered, 100 * usual
    else:
        came_z, usual = count_beside_others(kept.counts("valid"), around)
        told = kept.counts("valid").astype(np.float64), usual
    return kept.units.select(
        "unit", region=pl.col(kept.levels[0]) if kept.levels else pl.lit("all units")
    ).with_columns(
        direction=same_direction(came_z, share_z),
        came=told[0],
        usual=told[1],
        share=100 * kept.share(choice),
        usual_share=100 * usual_share,
    )


def _headline(sides: Asymmetry) -> Estimate:
    return Estimate(
        value=sides.value,
        low=sides.low,
        high=sides.high,
        level=0.95,
        unit="per 10,000 units",
        how=(
            f"units at least {FAR:g} spreads above their neighbours in both measures less units as"
            " far below in both; the interval is the wider one of how districts vary (where there"
            " are 10 or more) and of chance in each unit by itself"
        ),
    )


def _listed(table: pl.DataFrame, threshold: float, *, registered: bool) -> pl.DataFrame:
    reason = (
        "turnout {}% and share {}% are both far above its neighbours' ({}%, {}%)"
        if registered
        else "{} votes and share {}% are both far above its neighbours' ({} votes, {}%)"
    )
    shown = [pl.col(name).round(1) for name in ("came", "share", "usual", "usual_share")]
    if not registered:
        shown[0], shown[2] = (pl.col(name).round(0).cast(pl.Int64) for name in ("came", "usual"))
    return (
        table.filter(pl.col("direction") >= threshold)
        .select("unit", score="direction", reason=pl.format(reason, *shown))
        .sort("unit")
    )


def _by_region(table: pl.DataFrame) -> pl.DataFrame:
    return (
        table.group_by("region")
        .agg(
            n_units=pl.len(),
            high=(pl.col("direction") >= FAR).sum().cast(pl.Int64),
            low=(pl.col("direction") <= -FAR).sum().cast(pl.Int64),
        )
        .with_columns(difference=1e4 * (pl.col("high") - pl.col("low")) / pl.col("n_units"))
        .sort("region")
    )


def _cautions(tally: Tally, located: bool, by_chance: float) -> tuple[str, ...]:
    cautions = [
        "Listed units are unlike their neighbours; who lives or is housed there may be the whole"
        " reason. If honest units stray upwards more often than downwards, more of the list is"
        f" honest than the {by_chance:.0%} that were allowed for."
    ]
    if _kind_column(tally) is None:
        cautions.append(
            "The file does not tell kinds of units apart. Units where nearly all of a short list"
            " came are left out; other hospitals, barracks, prisons and ships are not recognised."
        )
    if not tally.has("registered"):
        cautions.append(
            "Without registered voters the number of votes stands for turnout: a large unit is not"
            " an eager one."
        )
    if not tally.levels and not located:
        cautions.append("The file names no districts, so all units are each other's neighbours.")
    return tuple(cautions)


def _spoken(result: NeighboursResult) -> str:
    listed = 0 if result.unit_scores is None else result.unit_scores.height
    return (
        f"{result.high:,} of {result.n_units:,} units lie far above their neighbours in both at"
        f" once, {result.low:,} far below; {listed:,} are listed as more than the usual straying"
    )


METHOD = Method(
    name="neighbours",
    title="Units beside their neighbours",
    question=(
        "Do more units stand out from their neighbours upwards, in turnout and in the choice's"
        " share at once, than downwards?"
    ),
    run=neighbours,
    result=NeighboursResult,
    family="turnout and share",
    primary=False,
    needs=("votes",),
    statistic=Statistic(
        "units far above their neighbours in both, less those far below in both",
        "per 10,000 units",
        of=lambda result: result.headline.value,
        at_least=lambda result: result.at_least,
    ),
    spoken=_spoken,
    min_units=MIN_UNITS,
    cites=(
        "Jimenez, Hidalgo, Klimek (2017), Testing for voter rigging in small polling stations,"
        " Science Advances 3:e1602363",
        "Barber, Candes (2015), Controlling the false discovery rate via knockoffs, Annals of"
        " Statistics 43(5):2055-2085",
    ),
    detects=("ballots added for one option in part of a district's units",),
    assumes=(
        "Neighbouring units of one kind have similar voters.",
        "Honest units stray upwards in both measures about as often as downwards.",
    ),
    innocent=(
        "A village, suburb, language group or congregation of its own mind inside a district.",
        "Hospitals, barracks, prisons and ships that the file does not tell apart.",
        "Voters added to the list on the day.",
    ),
    blind_to=(
        "tampering that is alike in all units of a district",
        "votes changed from one option to another without added ballots",
        "whether people or tampering made a unit stand out",
    ),
)
