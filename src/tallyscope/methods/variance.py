"""Do neighbouring stations differ as little as only copying makes them?

Stations of one district never have the same result, not even if everybody thinks alike: who
happens to vote where makes them differ, and by how much is known from counting alone. Real
districts differ far more, since no two streets are the same. A district whose stations differ
*less* than if their voters had been dealt onto them by lot was not counted station by station:
somebody shared out one result. Too much difference is honest nearly everywhere and is only told.

Where voters of one building are split onto several boxes by surname, dealing by lot is no bound but
nearly the truth: Jimenez (2011), Statistical Science 26(4):564-583, looks at Venezuela so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic, unit_scores_schema
from tallyscope.stats.dispersion import (
    Core,
    Dispersion,
    Pooled,
    dispersion,
    most_alike,
    pooled,
    too_alike,
    too_unlike,
)
from tallyscope.stats.multiplicity import benjamini_hochberg, holm
from tallyscope.stats.normal import NORMAL_95
from tallyscope.stats.same_building import names_buildings, without_surnames
from tallyscope.stats.selection import select_in_turn
from tallyscope.stats.whole_percent import Rate
from tallyscope.tally import Tally

MIN_REGISTERED = 100  # as for the other methods: smaller units are special ones
MIN_UNITS = 30  # our choice
MIN_GROUP = 10  # our choice: the district is the smallest level at which most have ten around them
MIN_COMPARED = 5  # our choice: with fewer units only exact copies could be told from chance
FLOOR = 0.8  # our choice: firm voters evenly spread make less than 1; no clean district was at 1
ALIKE_P, SURELY_P = 0.05, 0.01  # our choice: adjusted for the number of places
ROW = ("kind", "quantity", "place")
SHOWN, NAMED = 12, 3  # our choice: places in the picture, and in a sentence

Codes = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class VarianceResult(Result):
    """Differences between the units of one place.

    Attributes
    ----------
    places : polars.DataFrame
        One row per place and quantity: ``kind`` ("district", or "building" for the boxes of the
        same buildings of a district), ``quantity`` ("share", "turnout"), ``place``, ``n_units``,
        ``freedom``, ``rate``, ``dispersion`` (1 for dealing voters by lot), ``extra_spread``
        (points beyond that), ``alike_units`` and ``alike_dispersion`` of those of its units that
        are most alike (all of them in buildings), ``p_alike``, ``p_adjusted`` (Holm over all
        rows), ``p_unlike``.
    closest : polars.DataFrame
        One row per unit of the places most alike: ``rank``, ``kind``, ``quantity``, ``place``,
        ``away`` (points from the rate of those most alike), ``alike`` (whether one of them),
        ``chance`` (points, half width of 95% by lot).
    """

    places: pl.DataFrame
    closest: pl.DataFrame


def variance(
    tally: Tally,
    *,
    choice: str | None = None,
    building: str | None = None,
    min_registered: int = MIN_REGISTERED,
    seed: int = 0,  # noqa: ARG001
) -> VarianceResult:
    r"""Compare the differences inside districts, and inside buildings, with dealing voters by lot.

    Parameters
    ----------
    tally : Tally
        Results by unit. Without registered voters the share alone is looked at.
    choice : str, optional
        Whose share of valid votes; default as in :meth:`Tally.choice`.
    building : str, optional
        Column of ``tally.units`` that names the building; by default one whose header says so, or
        else station names up to a range of surnames (:mod:`tallyscope.stats.same_building`).
    min_registered : int
        Units with fewer voters are left out (fewer valid votes, where no register is known).
    seed : int
        Nothing is random here; present because all methods are called alike.

    Returns
    -------
    VarianceResult
        The headline is the number of places too alike by a Holm-adjusted p up to 0.05, with those
        up to 0.01 and a list of which one in twenty is chance (Benjamini-Hochberg) as its range.
        `p_value` is the smallest Holm-adjusted one.

    Raises
    ------
    NotApplicable
        If fewer than 30 units are left, no place has five to compare, or there is no such column.

    Notes
    -----
    A district is looked at as a whole and without its farthest tenth, quarter and half; the
    p-value pays for every choice (:mod:`tallyscope.stats.dispersion`). The tail
    :math:`P(0.8\,\chi^2_{k-1} \le X^2)` allows for firm voters who are mixed evenly.
    """
    used, excluded, rates = _rates(tally, choice, min_registered)
    if used.sum() < MIN_UNITS:
        raise NotApplicable(
            f"variance needs {MIN_UNITS} units with at least {min_registered} voters;"
            f" {int(used.sum())} of {len(tally):,} are left"
        )
    level = tally.where(used).neighbourhood(MIN_GROUP)
    names, district = tally.groups(level)
    groups = {"district": (district, used)}
    told = _buildings(tally, building)
    if told is not None:
        groups["building"] = told[0], used & told[1]
    looks = [
        _look(kind, rate, group, candidates, district, len(names))
        for rate in rates
        for kind, (group, candidates) in groups.items()
    ]
    places = _places(looks, names)
    if places.is_empty():
        raise NotApplicable(
            f"variance needs {MIN_COMPARED} units of one district with votes on both sides; no"
            f" district of {len(tally):,} units has them"
        )
    enough = [look.found.used & (look.pool.freedom >= MIN_COMPARED - 1)[district] for look in looks]
    alone = used & ~np.any(enough, axis=0)
    if alone.any():
        excluded["nothing in the district to compare with"] = int(alone.sum())
    compared = _units(tally.units["unit"], looks, names, district)
    return VarianceResult(
        method="variance",
        choice=tally.choice(choice),
        headline=_headline(places),
        p_value=float(places["p_adjusted"].to_numpy().min()),
        null=(
            "the units of a place differ at least four fifths as much as if its voters had been"
            " dealt onto them by lot"
        ),
        n_units=int(used.sum() - alone.sum()),
        excluded=excluded,
        seed=None,
        settings={
            "district": level,
            "building": None if told is None else building or "as the names of the file say",
            "min_registered": min_registered,
            "floor": FLOOR,
        },
        cautions=_cautions(places),
        unit_scores=_unit_scores(compared, places),
        places=places,
        closest=_closest(compared, places),
    )


class _Look(NamedTuple):
    """One quantity inside one kind of group: measured by group, and added up by district."""

    kind: str
    rate: Rate
    found: Dispersion
    group: Codes
    pool: Pooled
    core: Core | None


def _look(
    kind: str, rate: Rate, group: Codes, candidates: Bools, district: Codes, districts: int
) -> _Look:
    found = dispersion(rate.part, rate.whole, group, candidates=candidates)
    pool = pooled(found, group, district, districts)
    if kind == "building":
        return _Look(kind, rate, found, group, pool, None)
    core = most_alike(rate.part, rate.whole, group, found, floor=FLOOR)
    return _Look(kind, rate, found, group, pool, core)


def _rates(
    tally: Tally, choice: str | None, min_registered: int
) -> tuple[Bools, dict[str, int], list[Rate]]:
    leader, valid = tally.votes_for(choice), tally.counts("valid")
    size = valid if tally.registered is None else tally.registered
    reasons = {
        "no valid votes": valid == 0,
        f"fewer than {min_registered} voters": size < min_registered,
        "votes above valid votes": leader > valid,
    }
    rates = [Rate(leader, valid, "share")]
    if tally.registered is not None:
        came = tally.came
        reasons["turnout above 100%"] = came > size
        rates.append(Rate(came, size, "turnout"))
    return *select_in_turn(reasons), rates


def _buildings(tally: Tally, column: str | None) -> tuple[Codes, Bools] | None:
    """Return each unit's building and whether it is known; None where nothing tells."""
    columns = tally.units.columns
    if column is not None and column not in columns:
        raise NotApplicable(f"variance needs a column {column!r}; there are {', '.join(columns)}")
    chosen = column or next(filter(names_buildings, columns), None)
    if chosen is not None:
        name = tally.units[chosen].cast(pl.String)
    elif "station" in columns:
        name = pl.Series(without_surnames(tally.units["station"].to_list()), dtype=pl.String)
    else:
        return None
    full = pl.concat_str(*tally.levels, name.fill_null(""), separator=" / ")
    codes = tally.units.select(full.rank("dense") - 1).to_series().to_numpy().astype(np.int64)
    return (codes, name.is_not_null().to_numpy()) if name.null_count() < len(name) else None


def _places(looks: list[_Look], names: tuple[str, ...]) -> pl.DataFrame:
    places = pl.concat(_places_of(look, names) for look in looks)
    return places.with_columns(p_adjusted=holm(places["p_alike"].to_numpy()))


def _places_of(look: _Look, names: tuple[str, ...]) -> pl.DataFrame:
    pool, core = look.pool, look.core
    apart = pool.chi_square / np.maximum(pool.freedom, 1)
    return pl.DataFrame(
        {
            "kind": [look.kind] * len(names),
            "quantity": [look.rate.name] * len(names),
            "place": names,
            "n_units": pool.units,
            "freedom": pool.freedom,
            "rate": pool.rate,
            "dispersion": apart,
            "extra_spread": 100 * pool.extra,
            "alike_units": core.units if core else pool.units,
            "alike_dispersion": core.dispersion if core else apart,
            "p_alike": core.p_value
            if core
            else too_alike(pool.chi_square_at_most, pool.freedom, floor=FLOOR),
            "p_unlike": too_unlike(pool.chi_square, pool.freedom),
        }
    ).filter(pl.col("freedom") >= MIN_COMPARED - 1)


def _headline(places: pl.DataFrame) -> Estimate:
    listed = benjamini_hochberg(places["p_alike"].to_numpy()) <= ALIKE_P
    surely, alike, perhaps = (
        places.filter(chosen)["place"].n_unique()
        for chosen in (pl.col("p_adjusted") <= SURELY_P, pl.col("p_adjusted") <= ALIKE_P, listed)
    )
    return Estimate(
        value=alike,
        low=surely,
        high=perhaps,
        level=0.95,
        unit="places too alike",
        how=(
            f"of {places['place'].n_unique():,} places, those half of whose units or more differ"
            f" less than by lot (Holm-adjusted p up to {ALIKE_P}); from those up to {SURELY_P} to a"
            " list of which one in twenty may be chance"
        ),
    )


def _units(
    units: pl.Series, looks: list[_Look], names: tuple[str, ...], district: Codes
) -> pl.DataFrame:
    """Return every unit that was compared, as often as it was, with how far off it lies."""
    tables = []
    for look in looks:
        inside = np.flatnonzero(look.found.used & (look.found.freedom > 0)[look.group])
        whole, rate = look.rate.whole[inside], (look.core or look.found).rate[look.group[inside]]
        tables.append(
            pl.DataFrame(
                {
                    "place": pl.Series(names)[district[inside]],
                    "unit": units[inside],
                    "away": 100 * (look.rate.part[inside] / whole - rate),
                    "chance": 100 * NORMAL_95 * np.sqrt(rate * (1 - rate) / whole),
                    "alike": look.core.member[inside] if look.core else [True] * len(inside),
                }
            ).with_columns(kind=pl.lit(look.kind), quantity=pl.lit(look.rate.name))
        )
    return pl.concat(tables)


def _unit_scores(compared: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    alike = places.filter(pl.col("p_adjusted") <= ALIKE_P)
    return (
        alike.join(compared.filter("alike"), on=ROW)
        .select(
            "unit",
            score=-pl.col("p_adjusted").log10(),
            reason=pl.format(
                "one of {} of {} units of one {} that are alike in {}: they differ {} times as much"
                " as by lot",
                "alike_units",
                "n_units",
                "kind",
                "quantity",
                pl.col("alike_dispersion").round(2),
            ),
        )
        .sort("unit", "score", descending=[False, True])
        .unique("unit", keep="first", maintain_order=True)
        .cast(pl.Schema(unit_scores_schema()))
    )


def _closest(compared: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    top = places.sort("p_alike", "dispersion", maintain_order=True).head(SHOWN)
    return (
        top.with_row_index("rank")
        .join(compared, on=ROW)
        .select("rank", *ROW, "away", "alike", "chance")
        .sort("rank", "away", "chance", "alike")
    )


def _cautions(places: pl.DataFrame) -> tuple[str, ...]:
    people = (
        "Honest units of a district differ far more than by lot, 5 to 30 times as much in most"
        " clean elections: that is people, and no finding."
    )
    if (places["kind"] == "building").any():
        return (people,)
    return people, "The file names no buildings, so only districts could be compared."


def _per_thousand(places_alike: float, result: VarianceResult) -> float:
    return 1000 * places_alike / result.places["place"].n_unique()


def _spoken(result: VarianceResult) -> str:
    places = result.places
    middle = places.filter(kind="district", quantity=places["quantity"][0])["dispersion"].to_numpy()
    told = (
        f"in {result.headline.value:,.0f} of {places['place'].n_unique():,} places half of the"
        " units or more differ less than if their voters had been dealt onto them by lot"
    )
    if len(middle):
        told += f"; in the middle district they differ {np.median(middle):.1f} times as much"
    alike = places.filter(pl.col("p_adjusted") <= ALIKE_P).sort("p_alike")
    named = alike["place"].unique(maintain_order=True).head(NAMED)
    return f"{told} (most alike: {'; '.join(named)})" if len(named) else told


METHOD = Method(
    name="variance",
    title="Differences within districts",
    question="Do neighbouring stations differ as little as only copying makes them?",
    run=variance,
    result=VarianceResult,
    family="copying",
    primary=True,
    counting_null=True,
    needs=("votes",),
    statistic=Statistic(
        "places whose units are too alike",
        "per 1,000 places",
        of=lambda result: _per_thousand(result.headline.value, result),
        at_least=lambda result: _per_thousand(result.headline.low, result),
    ),
    spoken=_spoken,
    min_units=MIN_UNITS,
    cites=(
        "Jimenez (2011), Forensic analysis of the Venezuelan recall referendum, Statistical"
        " Science 26(4):564-583",
        "Cochran (1954), Some methods for strengthening the common chi-square tests, Biometrics"
        " 10(4):417-451",
    ),
    detects=(
        "one result shared out among the stations of a district",
        "protocols copied from each other, or written around one wanted percentage",
        "boxes of one building that are more alike than splitting its voters by lot makes them",
    ),
    assumes=("Who votes where is at least as uneven as dealing the voters of a district by lot.",),
    innocent=(
        "Ballots of several stations mixed before the count, or totals divided by the publisher.",
        "Nearly all voters firm, and both sides mixed evenly in every station.",
    ),
    blind_to=(
        "copying in less than half of a district that otherwise differs as people do",
        "invented results that were made to differ",
        "stuffed ballots, and pressure on voters",
    ),
)
