"""Do results sit on whole percentages more often than counting can put them there?

Nobody counts in percentages: a turnout of 65% or a share of 80% comes about because so many people
came. In each station whole percentages turn up as often as the binomial spread of its count says,
and how many such stations a country has by chance is known to within a few percent. People who
write a wanted percentage into a protocol, and work the counts out from it, leave more than that.

Kobak, Shpilkin, Pshenichnikov (2016), Annals of Applied Statistics 10(1):54-73, and (2020),
Significance 17(5):8-9. They draw the null 1,000 times; here it is summed exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic, unit_scores_schema
from tallyscope.stats.multiplicity import holm
from tallyscope.stats.normal import NORMAL_95
from tallyscope.stats.poisson_binomial import excess_over_chance, upper_tail
from tallyscope.stats.selection import select_in_turn
from tallyscope.stats.whole_percent import (
    Rate,
    combined,
    is_whole,
    tenth_points,
    whole_probability,
)
from tallyscope.tally import Tally

Floats = npt.NDArray[np.float64]
Numerator = Literal["issued", "ballots", "valid"]

MIN_REGISTERED = 100  # Kobak et al. 2016, section 2: below it most percentages are coarse
MAX_PERCENT = 99  # ibid.: stations at 99-100% are another phenomenon
PERIODS = (1, 5)  # every whole percent, and multiples of five
MIN_UNITS = 30  # our choice: about six whole percentages are expected in so many units
NAMED_REGIONS = 5  # our choice: as many as a sentence bears
LISTED_REGIONS_P = 0.01  # our choice: units are listed only where their region stands out


@dataclass(frozen=True, kw_only=True, eq=False)
class IntegerPercentagesResult(Result):
    """Excess of units at whole percentages.

    Attributes
    ----------
    counts : polars.DataFrame
        ``criterion`` ("share", "turnout", "either", "both"), ``period`` (1 or 5 percent),
        ``weight`` ("stations", "registered", "ballots", "leader"), ``observed``, ``expected``,
        ``sd``, ``excess`` (observed - expected), ``z`` (excess / sd).
    regions : polars.DataFrame
        The criterion of the headline by place of the largest level: ``region``, ``n_units``,
        ``observed``, ``expected``, ``sd``, ``excess``, ``z``, ``p_value``, ``p_adjusted`` (Holm).
    saw : polars.DataFrame
        Units by window of 0.1 point: ``quantity`` ("turnout", "share"), ``percent``, ``units``.
    criterion : str
        Criterion of the headline: "either", or "share" where turnout is not known.
    """

    counts: pl.DataFrame
    regions: pl.DataFrame
    saw: pl.DataFrame
    criterion: str


def integer_percentages(
    tally: Tally,
    *,
    choice: str | None = None,
    turnout_from: Numerator | None = None,
    min_registered: int = MIN_REGISTERED,
    seed: int = 0,  # noqa: ARG001
) -> IntegerPercentagesResult:
    r"""Count units at whole percentages of turnout or of the choice's share, against exact chance.

    Parameters
    ----------
    tally : Tally
        Results by unit. Without registered voters the share alone is looked at.
    choice : str, optional
        Whose share; default as in :meth:`Tally.choice`.
    turnout_from : {"issued", "ballots", "valid"}, optional
        Numerator of turnout; by default the first of these that is known ("issued" is that of
        Kobak et al.). The share is one of ballots, or of valid votes where ballots are not known.
    min_registered : int
        Units with fewer voters are left out (fewer ballots, where no register is known).
    seed : int
        Nothing is random here; present because all methods are called alike.

    Returns
    -------
    IntegerPercentagesResult
        The headline is observed minus expected units, with the 95% range of chance around it;
        `p_value` is the probability of at least the observed number of units.

    Raises
    ------
    NotApplicable
        If fewer than 30 units are left.

    Notes
    -----
    With the rates :math:`t_i = G_i/N_i` and :math:`s_i = L_i/B_i` of unit i held fixed,
    :math:`q_i = q_{t,i} + q_{s,i} - q_{t,i} q_{s,i}` is the chance that either is whole
    (:mod:`tallyscope.stats.whole_percent`). The number of such units is Poisson-binomial with mean
    :math:`\sum q_i` and variance :math:`\sum q_i (1 - q_i)`. Units above 99% are left out, but what
    chance could have made of the others is not cut off there, as in the published analyses: a unit
    at 98% has a chance of exactly 100%, where it would not have been looked at. So the test errs on
    the side of silence where many units are nearly full: on redrawn clean versions of Russia 2018
    the mean of z is -0.4, all of it from units above 96.5%; without such units it is 0.
    """
    used, excluded, share, turnout = _rates(tally, choice, turnout_from, min_registered)
    if used.sum() < MIN_UNITS:
        raise NotApplicable(
            f"integer_percentages needs {MIN_UNITS} units with at least {min_registered} voters and"
            f" rates up to {MAX_PERCENT}%; {int(used.sum())} of {len(tally):,} are left"
        )
    criterion = "share" if turnout is None else "either"
    looks = {
        period: (
            combined(is_whole, share, turnout, period=period),
            combined(whole_probability, share, turnout, period=period),
        )
        for period in PERIODS
    }
    hits, chances = looks[1]
    region_names, region = tally.where(used).groups(tally.levels[0] if tally.levels else None)
    regions = _regions(region_names, region, hits[criterion], chances[criterion])
    found = excess_over_chance(hits[criterion], chances[criterion])
    return IntegerPercentagesResult(
        method="integer_percentages",
        choice=tally.choice(choice),
        headline=Estimate(
            value=found.excess,
            low=found.excess - NORMAL_95 * found.sd,
            high=found.excess + NORMAL_95 * found.sd,
            level=0.95,
            unit="units",
            how=(
                f"{found.observed:,.0f} units at whole percentages, {found.expected:,.0f} expected"
                " by chance; the interval is the 95% range of chance around the difference"
            ),
        ),
        p_value=upper_tail(chances[criterion], int(found.observed)),
        null=(
            "in every unit the counts are binomial around its own observed rates, so that whole"
            " percentages come about by chance only"
        ),
        n_units=int(used.sum()),
        excluded=excluded,
        seed=None,
        settings={
            "turnout_from": None if turnout is None else turnout.name,
            "share_of": share.name,
            "min_registered": min_registered,
            "max_percent": MAX_PERCENT,
        },
        cautions=_cautions(turnout, hits, chances),
        unit_scores=_unit_scores(tally, used, region, share, turnout, hits, chances, regions),
        counts=_counts(looks, share, turnout),
        regions=regions,
        saw=_saw(share, turnout),
        criterion=criterion,
    )


def _rates(
    tally: Tally, choice: str | None, turnout_from: Numerator | None, min_registered: int
) -> tuple[npt.NDArray[np.bool_], dict[str, int], Rate, Rate | None]:
    share_of: Numerator = tally.came_by
    came_by: Numerator = turnout_from or ("issued" if tally.has("issued") else share_of)
    leader, base = tally.votes_for(choice), tally.counts(share_of)
    size = tally.unit_size
    reasons = {
        "no ballots": base == 0,
        f"fewer than {min_registered} voters": size < min_registered,
        f"share above {MAX_PERCENT}%": 100 * leader > MAX_PERCENT * base,
    }
    if tally.registered is None:
        used, excluded = select_in_turn(reasons)
        return used, excluded, Rate(leader[used], base[used], share_of), None
    came = tally.counts(came_by)
    reasons[f"turnout above {MAX_PERCENT}%"] = 100 * came > MAX_PERCENT * size
    used, excluded = select_in_turn(reasons)
    share = Rate(leader[used], base[used], share_of)
    return used, excluded, share, Rate(came[used], size[used], came_by)


def _counts(
    looks: dict[int, tuple[dict[str, Floats], dict[str, Floats]]], share: Rate, turnout: Rate | None
) -> pl.DataFrame:
    weights = {"stations": np.ones(len(share.part)), "ballots": share.whole, "leader": share.part}
    if turnout is not None:
        weights["registered"] = turnout.whole
    return pl.DataFrame(
        {"criterion": criterion, "period": period, "weight": weight}
        | excess_over_chance(hit, chances[criterion], by.astype(np.float64))._asdict()
        for period, (hits, chances) in looks.items()
        for criterion, hit in hits.items()
        for weight, by in weights.items()
    )


def _regions(
    names: tuple[str, ...], region: npt.NDArray[np.int64], hit: Floats, chance: Floats
) -> pl.DataFrame:
    rows = []
    for code, name in enumerate(names):
        inside = region == code
        excess = excess_over_chance(hit[inside], chance[inside])
        p_value = upper_tail(chance[inside], int(excess.observed))
        rows.append(
            {"region": name, "n_units": int(inside.sum())} | excess._asdict() | {"p_value": p_value}
        )
    table = pl.DataFrame(rows)
    return table.with_columns(p_adjusted=holm(table["p_value"].to_numpy()))


def _saw(share: Rate, turnout: Rate | None) -> pl.DataFrame:
    rates = {"share": share} if turnout is None else {"turnout": turnout, "share": share}
    return pl.concat(
        pl.DataFrame(
            {
                "quantity": [name] * 1001,
                "percent": np.arange(1001) / 10,
                "units": tenth_points(rate.part, rate.whole),
            }
        )
        for name, rate in rates.items()
    )


def _unit_scores(
    tally: Tally,
    used: npt.NDArray[np.bool_],
    region: npt.NDArray[np.int64],
    share: Rate,
    turnout: Rate | None,
    hits: dict[str, Floats],
    chances: dict[str, Floats],
    regions: pl.DataFrame,
) -> pl.DataFrame | None:
    """List units whole in turnout and share, in regions that stand out from chance."""
    if turnout is None:
        return None
    conspicuous = np.flatnonzero(regions["p_adjusted"].to_numpy() <= LISTED_REGIONS_P)
    listed = np.flatnonzero((hits["both"] > 0) & np.isin(region, conspicuous))
    units = tally.units["unit"].filter(used)
    rows = [
        {
            "unit": units[int(i)],
            "score": float(-np.log10(chances["both"][i])),
            "reason": (
                f"turnout {100 * turnout.part[i] / turnout.whole[i]:.2f}% and share"
                f" {100 * share.part[i] / share.whole[i]:.2f}% are both whole percentages"
                f" (by chance in {100 * chances['both'][i]:.1f} of 100 such units)"
            ),
        }
        for i in listed
    ]
    return pl.DataFrame(rows, schema=unit_scores_schema())


def _cautions(
    turnout: Rate | None, hits: dict[str, Floats], chances: dict[str, Floats]
) -> tuple[str, ...]:
    cautions = [
        "It counts units that stand at whole percentages, not votes that were changed.",
    ]
    if turnout is None:
        cautions.append("No registered voters are known, so only the share could be looked at.")
    else:
        cautions.append(
            f"{int(hits['both'].sum()):,} units are whole in turnout and share at once;"
            f" {chances['both'].sum():,.0f} would be by chance. A listed unit is a place to look"
            " first, not an accusation: many of them are chance."
        )
    return tuple(cautions)


def _headline_row(result: IntegerPercentagesResult) -> dict[str, float]:
    """Return the row of `counts` that the headline was made of."""
    return result.counts.row(
        by_predicate=(pl.col("criterion") == result.criterion)
        & (pl.col("period") == 1)
        & (pl.col("weight") == "stations"),
        named=True,
    )


def _z(result: IntegerPercentagesResult) -> float:
    return float(_headline_row(result)["z"])


def _spoken(result: IntegerPercentagesResult) -> str:
    row = _headline_row(result)
    told = (
        f"{row['observed']:,.0f} units stand at one, {row['expected']:,.0f}"
        f" ± {2 * row['sd']:,.0f} would by chance"
    )
    regions = result.regions.filter(pl.col("p_adjusted") <= LISTED_REGIONS_P)
    if regions.height and row["z"] > 0:
        strongest = regions.sort("z", descending=True)["region"].head(NAMED_REGIONS)
        told += f", most of all in {', '.join(strongest)}"
    return told


METHOD = Method(
    name="integer_percentages",
    title="Whole percentages",
    question="Do results sit on whole percentages more often than counting can put them there?",
    run=integer_percentages,
    result=IntegerPercentagesResult,
    family="round numbers",
    primary=True,
    counting_null=True,
    needs=("votes",),
    statistic=Statistic("z of the excess", "standard deviations", of=_z, at_least=_z),
    spoken=_spoken,
    min_units=MIN_UNITS,
    cites=(
        "Kobak, Shpilkin, Pshenichnikov (2016), Integer percentages as electoral falsification"
        " fingerprints, Annals of Applied Statistics 10(1):54-73",
        "Kobak, Shpilkin, Pshenichnikov (2020), Suspect peaks in Russia's referendum results,"
        " Significance 17(5):8-9",
    ),
    detects=("protocols written to a wanted whole percentage of turnout or of the result",),
    assumes=(
        "Counts vary binomially around each unit's own rate, at the fine scale of 0.1 point.",
        "The published counts are the counted ones, not worked out again from percentages.",
    ),
    innocent=(
        "A publisher or clerk who rounded: counts worked out again from published percentages.",
        "Registers that were rounded to hundreds, so that many percentages fall on simple values.",
        "Very small units are left out, since one half or two thirds are common there.",
    ),
    blind_to=(
        "invented results that avoid whole percentages",
        "stuffed ballots, pressure on voters, and anything before the count",
        "how many votes were changed",
    ),
)
