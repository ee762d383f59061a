"""Do results sit exactly on one half, three quarters, 85% more often than beside them?

Simple fractions are honest visitors: few people can make few fractions, so that one half or two
thirds come about far more often than 51.37%. How often depends on how many people there were, and
can be worked out. Somebody who is told to report "85%" leaves more than that at 17/20, and not
beside it. Each fraction is compared with the units within a point of it, and what they could have
had.

Rozenas (2017), Political Analysis 25(1):41-56, draws every unit anew instead; his estimate stands
beside ours, and why the null is another one in :mod:`tallyscope.stats.simple_fractions`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.special import gammaincc, ndtri

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic, unit_scores_schema
from tallyscope.stats.multiplicity import benjamini_hochberg
from tallyscope.stats.normal import NORMAL_95
from tallyscope.stats.redrawn_histogram import (
    Redrawn,
    excess_percent,
    redrawn_histogram,
    standing_out,
)
from tallyscope.stats.selection import select_in_turn
from tallyscope.stats.simple_fractions import FRACTIONS, Comparison, at_fraction, compare
from tallyscope.stats.whole_percent import Rate
from tallyscope.tally import CountName, Tally

MIN_REGISTERED = 100  # as for whole percentages: below it most results are simple fractions
MIN_UNITS = 100  # our choice: of fewer units hardly any fraction has ten neighbours
MIN_NEIGHBOURS = 10  # our choice: fewer leave nothing to compare with
LISTED_Q = 0.05  # our choice: one fraction of twenty that are named stands out by chance
LISTED_RATIO = 2.0  # our choice: where half of the units at a fraction or more are too many
ROUGH_P = 0.001  # our choice: neighbours this unlike a smooth curve are worth a warning
WHOLES = {"share": "the votes", "turnout": "the register"}


@dataclass(frozen=True, kw_only=True, eq=False)
class CoarseFractionsResult(Result):
    """Units at simple fractions against their neighbours.

    Attributes
    ----------
    fractions : polars.DataFrame
        One row per fraction with enough neighbours: ``quantity`` ("share", "turnout"), ``fraction``
        ("3/4"), ``percent``, ``neighbours``, ``observed``, ``expected``, ``sd``, ``excess``, ``z``,
        ``p_value``, ``q_value`` (Benjamini-Hochberg over all rows).
    around : polars.DataFrame
        ``quantity``, ``fraction``, ``offset`` (tenths of a point, -9 to 9), ``units``,
        ``expected``; units at other whole percentages and fractions are left out.
    spikes : polars.DataFrame
        Bins of the share that lie above every redrawn histogram: ``percent``, ``units``,
        ``expected``.
    redrawn_excess : float
        Rozenas' F: what these bins have too many, in percent of the units.
    misfit : float
        Chi-square per degree of freedom of the neighbours about their smooth fit; 1 is perfect.
    """

    fractions: pl.DataFrame
    around: pl.DataFrame
    spikes: pl.DataFrame
    redrawn_excess: float
    misfit: float


def coarse_fractions(
    tally: Tally,
    *,
    choice: str | None = None,
    min_registered: int = MIN_REGISTERED,
    seed: int = 0,  # noqa: ARG001
) -> CoarseFractionsResult:
    r"""Count units at each simple fraction of the share and of turnout, against their neighbours.

    Parameters
    ----------
    tally : Tally
        Results by unit. Without registered voters the share alone is looked at.
    choice : str, optional
        Whose share; default as in :meth:`Tally.choice`.
    min_registered : int
        Units with fewer voters are left out (fewer ballots, where no register is known).
    seed : int
        Nothing is random here; present because all methods are called alike.

    Returns
    -------
    CoarseFractionsResult
        The headline is the excess at the fraction that stands out most, with the 95% range of
        chance around it. `p_value` is Simes' over all fractions looked at: the smallest q-value.

    Raises
    ------
    NotApplicable
        If fewer than 100 units are left, or none of the fractions has ten neighbours.

    Notes
    -----
    Fractions are those with denominators up to ten, and the twentieths: 39 between 0 and 1.
    Turnout is ballots issued (else in the boxes, else valid) per registered voter, the share is of
    ballots (else of valid votes), as for whole percentages.
    """
    used, excluded, rates = _rates(tally, choice, min_registered)
    if used.sum() < MIN_UNITS:
        raise NotApplicable(
            f"coarse_fractions needs {MIN_UNITS} units with at least {min_registered} voters;"
            f" {int(used.sum())} of {len(tally):,} are left"
        )
    compared = [
        (quantity, found)
        for quantity, rate in rates.items()
        for fraction in FRACTIONS
        if (found := compare(rate.part, rate.whole, fraction, min_neighbours=MIN_NEIGHBOURS))
    ]
    if not compared:
        raise NotApplicable(
            f"coarse_fractions needs {MIN_NEIGHBOURS} units within a point of a simple fraction;"
            f" none of {len(FRACTIONS)} has them"
        )
    fractions = _table(compared)
    redrawn = redrawn_histogram(rates["share"].part, rates["share"].whole)
    chi_square, freedom = (
        sum(values) for values in zip(*((c.misfit, c.freedom) for _, c in compared), strict=True)
    )
    return CoarseFractionsResult(
        method="coarse_fractions",
        choice=tally.choice(choice),
        headline=_headline(fractions.row(int(np.argmin(fractions["p_value"])), named=True)),
        p_value=float(fractions["q_value"].to_numpy().min()),
        null=(
            "in every unit the counts around a simple fraction are as likely as their neighbours,"
            " so that it is met as often as the number of voters allows"
        ),
        n_units=int(used.sum()),
        excluded=excluded,
        seed=None,
        settings={
            "turnout_from": rates["turnout"].name if "turnout" in rates else None,
            "share_of": rates["share"].name,
            "min_registered": min_registered,
            "fractions_looked_at": fractions.height,
        },
        cautions=_cautions(fractions, chi_square, freedom),
        unit_scores=_unit_scores(tally.units["unit"].filter(used), rates, fractions),
        fractions=fractions,
        around=_around(compared),
        spikes=_spikes(redrawn),
        redrawn_excess=excess_percent(redrawn),
        misfit=chi_square / max(freedom, 1.0),
    )


def _rates(
    tally: Tally, choice: str | None, min_registered: int
) -> tuple[npt.NDArray[np.bool_], dict[str, int], dict[str, Rate]]:
    share_of: CountName = tally.came_by
    came_by: CountName = "issued" if tally.has("issued") else share_of
    leader, base, came = tally.votes_for(choice), tally.counts(share_of), tally.counts(came_by)
    size = tally.unit_size
    reasons = {
        "no ballots": base == 0,
        f"fewer than {min_registered} voters": size < min_registered,
        f"more votes than {share_of}": leader > base,
    }
    if tally.registered is not None:
        reasons["turnout above 100%"] = came > size
    used, excluded = select_in_turn(reasons)
    rates = {"share": Rate(leader[used], base[used], share_of)}
    if tally.registered is not None:
        rates["turnout"] = Rate(came[used], size[used], came_by)
    return used, excluded, rates


def _table(compared: list[tuple[str, Comparison]]) -> pl.DataFrame:
    table = pl.DataFrame(
        {
            "quantity": quantity,
            "fraction": str(found.fraction),
            "percent": 100 * found.fraction.part / found.fraction.whole,
            "neighbours": found.neighbours,
            "observed": found.observed,
            "expected": found.expected,
            "sd": found.sd,
            "excess": found.observed - found.expected,
            "z": (found.observed - found.expected) / found.sd if found.sd > 0 else 0.0,
            "p_value": found.p_value,
        }
        for quantity, found in compared
    )
    return table.with_columns(q_value=benjamini_hochberg(table["p_value"].to_numpy()))


def _around(compared: list[tuple[str, Comparison]]) -> pl.DataFrame:
    return pl.concat(
        pl.DataFrame(
            {
                "quantity": quantity,
                "fraction": str(found.fraction),
                "offset": np.arange(-9, 10),
                "units": found.around,
                "expected": found.expected_around,
            }
        )
        for quantity, found in compared
    )


def _headline(top: dict[str, float]) -> Estimate:
    return Estimate(
        value=top["excess"],
        low=top["excess"] - NORMAL_95 * top["sd"],
        high=top["excess"] + NORMAL_95 * top["sd"],
        level=0.95,
        unit=f"units at {top['fraction']} of {WHOLES[str(top['quantity'])]}",
        how=(
            f"{top['observed']:,} units there, {top['expected']:,.1f} expected from"
            f" {top['neighbours']:,} within a point; the interval is the 95% range of chance around"
            " the difference"
        ),
    )


def _spikes(redrawn: Redrawn) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "percent": np.arange(len(redrawn.observed)) / 10,
            "units": redrawn.observed,
            "expected": redrawn.expected,
        }
    ).filter(standing_out(redrawn))


def _unit_scores(units: pl.Series, rates: dict[str, Rate], fractions: pl.DataFrame) -> pl.DataFrame:
    """List units at fractions that stand out and where most of the units are too many."""
    by_name = {str(fraction): fraction for fraction in FRACTIONS}
    listed = [pl.DataFrame(schema=unit_scores_schema())]
    for row in fractions.filter(
        (pl.col("q_value") <= LISTED_Q) & (pl.col("observed") >= LISTED_RATIO * pl.col("expected"))
    ).iter_rows(named=True):
        rate = rates[row["quantity"]]
        there = at_fraction(rate.part, rate.whole, by_name[row["fraction"]])
        listed.append(
            units.filter(there)
            .to_frame()
            .with_columns(
                score=pl.lit(row["observed"] / row["expected"]),
                reason=pl.lit(
                    f"{row['quantity']} is {row['fraction']} ({row['percent']:.4g}%), where"
                    f" {row['observed']:,} units stand and {row['expected']:,.0f} would by chance"
                ),
            )
        )
    ranked = pl.concat(listed).sort("unit", "score", descending=[False, True])
    return ranked.unique("unit", keep="first", maintain_order=True)


def _cautions(fractions: pl.DataFrame, chi_square: float, freedom: float) -> tuple[str, ...]:
    standing = fractions.filter(pl.col("q_value") <= LISTED_Q).height
    cautions = [
        f"{fractions.height} fractions were looked at, {standing} stand out (q up to {LISTED_Q});"
        " the p-value allows for their number. It counts units, not votes that were changed."
    ]
    if set(fractions["quantity"]) == {"share"}:
        cautions.append("Only the share could be looked at.")
    if freedom > 0 and gammaincc(freedom / 2, chi_square / 2) < ROUGH_P:
        cautions.append(
            "The neighbours are not as smooth as counting makes them (chi-square"
            f" {chi_square / freedom:.1f} per degree of freedom): other values than simple"
            " fractions are crowded too, and the expected numbers are rough."
        )
    return tuple(cautions)


def _most(result: CoarseFractionsResult) -> float:
    """Return the p-value as standard deviations, so that elections of any size compare."""
    smallest = float(result.fractions["q_value"].to_numpy().min())
    return max(-float(ndtri(smallest)), 0.0)


def _spoken(result: CoarseFractionsResult) -> str:
    top = result.fractions.sort("p_value", maintain_order=True).row(0, named=True)
    return (
        f"{top['fraction']} ({top['percent']:.4g}%) of {WHOLES[top['quantity']]} is most crowded,"
        f" where {top['observed']:,} units stand and {top['expected']:,.0f} ± {2 * top['sd']:,.0f}"
        f" would by chance; {result.fractions.filter(pl.col('q_value') <= LISTED_Q).height} of"
        f" {result.fractions.height} fractions stand out"
    )


METHOD = Method(
    name="coarse_fractions",
    title="Simple fractions",
    question="Do results sit exactly on one half, three quarters, 85% more than beside them?",
    run=coarse_fractions,
    result=CoarseFractionsResult,
    family="round numbers",
    primary=True,
    counting_null=True,
    needs=("votes",),
    statistic=Statistic(
        "largest crowd at one simple fraction, as z of its p-value for all of them",
        "standard deviations",
        of=_most,
        at_least=_most,
    ),
    spoken=_spoken,
    min_units=MIN_UNITS,
    cites=(
        "Rozenas (2017), Detecting election fraud from irregularities in vote-share distributions,"
        " Political Analysis 25(1):41-56",
        "Benjamini, Hochberg (1995), Controlling the false discovery rate, Journal of the Royal"
        " Statistical Society B 57(1):289-300",
    ),
    detects=(
        "results written to one wanted fraction, such as 85% of the votes or three quarters",
        "boxes filled to a formula, such as 500 of 600 ballots for one side",
    ),
    assumes=(
        "Within a point of a fraction, honest results are about equally likely.",
        "The published counts are the counted ones, not worked out again from percentages.",
    ),
    innocent=(
        "A publisher or clerk who rounded: counts worked out again from published percentages.",
        "Boxes or lists that are filled by rule, such as a fixed number of ballots for each side.",
    ),
    blind_to=(
        "invented results that avoid simple fractions",
        "wanted results in units so small that the fraction can only be met roughly",
        "stuffed ballots, pressure on voters, and anything before the count",
        "how many votes were changed",
    ),
)
