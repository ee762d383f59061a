"""Do units differ from what an earlier or concurrent vote in the same units would let one expect?

Places keep their habits: who voted eagerly and for whom in one election mostly does so in the next.
Within each region, turnout and the choice's share of a unit are predicted from the unit's own
earlier turnout and shares, and what is left is measured by the region's usual surprise. A ballot
paper for a second contest on the same day, or a run-off two weeks later, predicts best. Honest
surprises go to all sides; ballots added now, and not then, make surprises upwards in both. What was
tampered with the same way both times is as expected, and not seen.

Residuals from earlier votes: Myagkov, Ordeshook, Shakin (2009), The Forensics of Election Fraud,
Cambridge; the list of units down the tree of places after Bogomolov et al. (2021), Biometrika 108.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.special import expit

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic
from tallyscope.sources.same_units import MATCHED, SameUnits, same_units
from tallyscope.stats.asymmetry import Asymmetry, asymmetry, same_direction
from tallyscope.stats.false_discovery import beyond_the_mirror, discoveries_down_the_tree
from tallyscope.stats.joint_residuals import (
    count_noise,
    explained,
    joint_tail,
    log_odds,
    standardised,
)
from tallyscope.stats.robust_regression import fitted_within
from tallyscope.stats.selection import select_in_turn
from tallyscope.stats.surroundings import SamePlace
from tallyscope.tally import Tally

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

MIN_REGISTERED = 100  # as in the other methods that look at turnout
MIN_UNITS = 30  # our choice: fewer units say nothing about what is usual
MIN_REGION = 50  # our choice: smaller regions share one prediction; ten units for each predictor
MAIN, MOST_MAIN = 0.03, 5  # our choice: earlier options with so many votes predict, five at most
FAR = 2.0  # our choice: counted if turnout and share both surprise by so many spreads
BY_CHANCE = 0.05  # our choice: part of the list to any side that usual surprises may have put there
BY_MIRROR = 0.1  # our choice, as in neighbours: the same for the list of those that go upwards
REACH = 30  # points; our choice: units beyond share the last cell of the picture
CELL = 2  # points; our choice


@dataclass(frozen=True, kw_only=True, eq=False)
class PreviousElectionResult(Result):
    """Units beside what their own earlier results predict.

    Attributes
    ----------
    matching : polars.DataFrame
        ``file`` ("this", "earlier"), ``what`` ("the same place", or why there is no pair),
        ``units``: how many units (places, where units could not be paired).
    compared : str
        "units", or the level whose places are compared.
    high, low : int
        Units that surprise upwards, and downwards, in both measures.
    at_least : float
        One-sided 95% lower bound of their difference, per 10,000.
    upwards : int
        Units that surprise upwards in both by so much that a tenth as many go downwards.
    predicted : (float, float)
        Part of the variation of turnout and of the share that the prediction explains (median
        squared surprise against median squared distance from the region's middle), 0 to 1.
    surprises : polars.DataFrame
        ``came``, ``share`` (points above the prediction, lower edges of cells of two points),
        ``units``.
    regions : polars.DataFrame
        ``region``, ``n_units``, ``high``, ``low``, ``listed``, ``difference`` (per 10,000).
    """

    matching: pl.DataFrame
    compared: str
    high: int
    low: int
    at_least: float
    upwards: int
    predicted: tuple[float, float]
    surprises: pl.DataFrame
    regions: pl.DataFrame


def previous_election(
    tally: Tally,
    *,
    choice: str | None = None,
    previous: Tally | None = None,
    min_registered: int = MIN_REGISTERED,
    seed: int = 0,  # noqa: ARG001
) -> PreviousElectionResult:
    """Compare every unit with what its earlier results predict.

    Parameters
    ----------
    tally : Tally
        Results by unit.
    choice : str, optional
        Whose share; default as in :meth:`Tally.choice`. It need not have stood before.
    previous : Tally
        Results of an earlier or concurrent vote in the same units.
    min_registered : int
        Units with fewer voters, now or then, are left out.
    seed : int
        Not used: nothing is random.

    Returns
    -------
    PreviousElectionResult
        The headline is the number of units that surprise upwards in turnout and share less those
        that surprise downwards in both, per 10,000, with its 95% interval. There is no p-value.

    Raises
    ------
    NotApplicable
        Without earlier results, or if fewer than 30 units, or places, are found in both.

    Notes
    -----
    Within each region, log odds of turnout and of the share are regressed (Huber's weights) on the
    earlier log odds of turnout and of the shares of the earlier main options. Without registered
    voters on either side, logarithms of valid votes stand for turnout.
    """
    choice = tally.choice(choice)  # now, since the units used may have another winner
    if previous is None:
        raise NotApplicable("previous_election needs earlier results (--previous FILE)")
    same = same_units(tally, previous)
    now, before, excluded = _usable(tally, same, choice, min_registered)
    if len(now) < MIN_UNITS:
        raise NotApplicable(
            f"previous_election needs {MIN_UNITS} units that both files have and that can be used;"
            f" {len(now)} of {len(same.now):,} are left"
        )
    table, predicted = _surprises(now, before, choice)
    first, second = (table[name].to_numpy() for name in ("came_z", "share_z"))
    tail, direction = joint_tail(first, second), same_direction(first, second)
    places = [now.groups(level)[1] for level in now.levels]
    anywhere = discoveries_down_the_tree(tail.p_values, places, BY_CHANCE)[-1]
    upwards = direction >= beyond_the_mirror(direction, BY_MIRROR, least=FAR)
    sides = asymmetry(direction, now.groups(now.neighbourhood(MIN_UNITS))[1], far=FAR)
    table = table.with_columns(
        direction=direction, listed=anywhere | upwards, score=-np.log10(tail.p_values)
    )
    return PreviousElectionResult(
        method="previous_election",
        choice=choice,
        headline=_headline(sides),
        p_value=None,
        null="",
        n_units=len(tally) - sum(excluded.values()),
        excluded=excluded,
        seed=None,
        settings={
            "compared": "units" if same.level is None else same.level,
            "measures": "turnout" if _with_registers(now, before) else "votes cast",
            "earlier_options": list(_main(before)),
            "min_registered": min_registered,
            "far": FAR,
            "by_chance": BY_CHANCE,
            "by_mirror": BY_MIRROR,
            "tail_freedom": round(tail.freedom, 1),
        },
        cautions=_cautions(same, predicted),
        unit_scores=(
            _listed(table, registers=_with_registers(now, before)) if same.level is None else None
        ),
        matching=same.report,
        compared="units" if same.level is None else same.level,
        high=sides.above,
        low=sides.below,
        at_least=sides.at_least,
        upwards=int(upwards.sum()),
        predicted=predicted,
        surprises=_cells(table),
        regions=_by_region(table),
    )


def _with_registers(now: Tally, before: Tally) -> bool:
    return now.has("registered") and before.has("registered")


def _usable(
    tally: Tally, same: SameUnits, choice: str, least: int
) -> tuple[Tally, Tally, dict[str, int]]:
    """Return what is paired and sound on both sides, and the units left out, by reason."""
    now, before = same.aligned()
    main = max(before.choices, key=lambda name: int(before.votes_for(name).sum()))
    reasons: dict[str, Mask] = {}
    for when, side, chosen in (("", now, choice), (" in the earlier file", before, main)):
        valid = side.counts("valid")
        reasons |= {
            "no valid votes" + when: valid == 0,
            "votes above valid votes" + when: side.votes_for(chosen) > valid,
        }
        if _with_registers(now, before):
            registered = side.counts("registered")
            reasons |= {
                f"fewer than {least} registered voters{when}": registered < max(least, 1),
                "turnout above 100%" + when: side.came > registered,
            }
    used, _ = select_in_turn(reasons)
    why = np.array(same.reasons, dtype=object)
    for reason, mask in reversed(reasons.items()):
        why[same.pairs_now[mask]] = reason
    if same.level is not None:
        why = why[tally.groups(same.level)[1]]
    excluded = {
        reason: int((why == reason).sum()) for reason in dict.fromkeys(why) if reason != MATCHED
    }
    return now.where(used), before.where(used), excluded


def _main(before: Tally) -> tuple[str, ...]:
    """Return the earlier options that predict, most votes first."""
    total = before.votes.sum(axis=0)
    order = [int(j) for j in np.argsort(-total, kind="stable")[:MOST_MAIN]]
    return tuple(before.choices[j] for j in order if total[j] >= MAIN * total.sum())


def _surprises(now: Tally, before: Tally, choice: str) -> tuple[pl.DataFrame, tuple[float, float]]:
    """Return one row per unit with its surprises, and how much the earlier results explain."""
    _, region = now.groups(now.levels[0] if now.levels else None)
    size = np.bincount(region)
    around = SamePlace(np.where(size[region] < MIN_REGION, len(size), region))
    columns = [log_odds(before.votes_for(name), before.counts("valid")) for name in _main(before)]
    if _with_registers(now, before):
        columns.insert(0, log_odds(before.came, before.counts("registered")))
        whole = now.counts("registered")
        came = log_odds(now.came, whole)
    else:
        columns.insert(0, np.log(before.counts("valid")))
        came = np.log(now.counts("valid"))
    share, valid = log_odds(now.votes_for(choice), now.counts("valid")), now.counts("valid")
    earlier = np.column_stack(columns)
    came_fit, share_fit = (fitted_within(earlier, each, around.group) for each in (came, share))
    if _with_registers(now, before):
        usual, found = expit(came_fit), now.came / whole
        noise = count_noise(usual, whole)
    else:
        usual, found = np.ones(len(now)), np.exp(came - came_fit)
        noise = np.exp(-came_fit)
    told = now.units.select(
        "unit", region=pl.col(now.levels[0]) if now.levels else pl.lit("all units")
    ).with_columns(
        came=100 * found,
        came_usual=100 * usual,
        share=100 * now.share(choice),
        share_usual=100 * expit(share_fit),
        came_z=standardised(came - came_fit, noise, around),
        share_z=standardised(share - share_fit, count_noise(expit(share_fit), valid), around),
    )
    return told, (explained(came, came_fit, around), explained(share, share_fit, around))


def _headline(sides: Asymmetry) -> Estimate:
    return Estimate(
        value=sides.value,
        low=sides.low,
        high=sides.high,
        level=0.95,
        unit="per 10,000 units",
        how=(
            f"units at least {FAR:g} spreads above their prediction in both measures less units as"
            " far below it in both; the interval is the wider one of how places vary (where there"
            " are 10 or more) and of chance in each unit by itself"
        ),
    )


def _listed(table: pl.DataFrame, *, registers: bool) -> pl.DataFrame:
    measure = "turnout {}% and share {}%" if registers else "votes at {}% and share {}%"
    reason = measure + " where its earlier results predict {}% and {}%"
    shown = [pl.col(name).round(1) for name in ("came", "share", "came_usual", "share_usual")]
    return (
        table.filter("listed")
        .select("unit", "score", reason=pl.format(reason, *shown))
        .sort("unit")
    )


def _cells(table: pl.DataFrame) -> pl.DataFrame:
    """Count units by surprise in points, in cells of two points."""
    cell = [
        (
            ((pl.col(name) - pl.col(f"{name}_usual")).clip(-REACH, REACH - CELL) / CELL).floor()
            * CELL
        ).alias(name)
        for name in ("came", "share")
    ]
    return table.group_by(cell).agg(units=pl.len()).sort("came", "share")


def _by_region(table: pl.DataFrame) -> pl.DataFrame:
    return (
        table.group_by("region")
        .agg(
            n_units=pl.len(),
            high=(pl.col("direction") >= FAR).sum().cast(pl.Int64),
            low=(pl.col("direction") <= -FAR).sum().cast(pl.Int64),
            listed=pl.col("listed").sum().cast(pl.Int64),
        )
        .with_columns(difference=1e4 * (pl.col("high") - pl.col("low")) / pl.col("n_units"))
        .sort("region")
    )


def _cautions(same: SameUnits, predicted: tuple[float, float]) -> tuple[str, ...]:
    cautions = [
        "People change their minds, and places do so in their own way: a surprise is a question to"
        " the place, not an answer. What was tampered with alike both times is no surprise.",
        f"The earlier results explain {predicted[0]:.0%} of how turnout and {predicted[1]:.0%} of"
        " how the share differ within regions; the less, the less a surprise means.",
    ]
    if same.level is not None:
        cautions.append(
            f"Too few units have the same name and a similar list in both files, so places of the"
            f" level {same.level} are compared; single units cannot be listed."
        )
    return tuple(cautions)


def _spoken(result: PreviousElectionResult) -> str:
    listed = 0 if result.unit_scores is None else result.unit_scores.height
    what = "units" if result.compared == "units" else f"places ({result.compared})"
    return (
        f"of the {what} that both files have, {result.high:,} surprise upwards in turnout and"
        f" share, {result.low:,} downwards in both; {listed:,} units are listed, {result.upwards:,}"
        " for going upwards where few go downwards as far"
    )


METHOD = Method(
    name="previous_election",
    title="Beside an earlier vote",
    question=(
        "Do units differ from what an earlier or concurrent vote in the same units would let one"
        " expect, and mostly upwards in turnout and the choice's share at once?"
    ),
    run=previous_election,
    result=PreviousElectionResult,
    family="turnout and share",
    primary=False,
    needs=("votes", "previous"),
    takes=("previous",),
    statistic=Statistic(
        "units above their prediction in both, less those below it in both",
        "per 10,000 units",
        of=lambda result: result.headline.value,
        at_least=lambda result: result.at_least,
    ),
    spoken=_spoken,
    min_units=MIN_UNITS,
    cites=(
        "Myagkov, Ordeshook, Shakin (2009), The Forensics of Election Fraud, Cambridge University"
        " Press",
        "Bogomolov, Peterson, Benjamini, Sabatti (2021), Hypotheses on a tree, Biometrika"
        " 108(3):575-590",
    ),
    detects=(
        "ballots added now, and not in the earlier vote, in part of the units",
        "units whose result breaks with their own habits, to any side",
    ),
    assumes=(
        "Units with one name and similar lists are the same place in both files.",
        "Within a region, earlier results and later ones go together along a line.",
    ),
    innocent=(
        "A candidate who comes from the place, a local issue, a strike, bad weather.",
        "New houses, redrawn boundaries, holiday-makers on one of the two days.",
        "An earlier vote that was tampered with, and is no more: its units surprise downwards.",
    ),
    blind_to=(
        "what was tampered with in the same way both times",
        "changes that are alike in a whole region",
        "the cause of a surprise",
    ),
)
