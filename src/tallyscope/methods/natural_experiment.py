"""Do marked units (with observers, scanners, e-voting) differ from unmarked ones beside them?

Where some stations of a district had observers or a ballot scanner and others did not, the two
kinds had the same voters, as far as the kinds were dealt out without regard to the voters. If they
were dealt out by lot, any difference beyond the lottery's own chance was made by what the mark
stands for; no assumption about how people vote is needed. Observers, however, go where they live or
expect trouble, and scanners to towns. So beside the difference stands how unfair the marking would
have to be to make it.

Enikolopov, Korovkin, Petrova, Sonin, Zakharov (2013), PNAS 110(2):448-452, for the experiment;
Rosenbaum (2002), Observational Studies, for inference from the lottery and for its bias.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import DataError, Fault, NotApplicable, did_you_mean
from tallyscope.result import Estimate, Method, Result
from tallyscope.stats.hidden_bias import (
    estimates,
    interval,
    largest_gamma,
    largest_p,
    pairs_of_size,
)
from tallyscope.stats.randomisation import Difference, difference, p_by_dealing
from tallyscope.stats.randomness import stream
from tallyscope.stats.selection import select_in_turn
from tallyscope.tally import Counts, Tally

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

MIN_REGISTERED = 100  # as in the other methods: smaller units are ships, hospitals, hamlets
MIN_UNITS = 20  # our choice: fewer units deal out in too few ways
TOGETHER = 0.5  # our choice: a level serves if most units of the rarer kind have the other beside
DEALT_UNITS = 2_000  # our choice: with more units the normal approximation is as good as dealing
DRAWS = 1_999  # our choice: p-values down to 0.0005
LEVEL = 0.95
REFUTED_P = 0.05  # of the bias up to which the difference stands
GAMMAS = (1.0, 1.25, 1.5, 2.0, 3.0)  # as commonly tabulated (Rosenbaum 2002, table 4.1 and others)


@dataclass(frozen=True, kw_only=True, eq=False)
class NaturalExperimentResult(Result):
    """Marked and other units of the same places.

    Attributes
    ----------
    marked_value, other_value : str
        What the column says about marked and other units; the rarer one is "marked".
    level : str or None
        The places within which units are compared; None if all are compared together.
    measures : polars.DataFrame
        ``measure`` ("share", "turnout" where voters are known), ``marked``, ``other`` (means over
        the same places), ``difference``, ``low``, ``high`` (95%), all in points, ``p_value``.
    sensitivity : polars.DataFrame
        ``gamma``, ``p_value`` (largest), ``low``, ``high`` (of the estimate), ``interval_low``,
        ``interval_high`` (95%), in points of the share: what marking that was unfair by that
        factor allows.
    gamma : float
        Unfairness up to which the difference in share stays beyond chance (two-sided 5%); 1 if it
        is not even at first.
    pairs : int
        Pairs that `sensitivity` and `gamma` come from.
    regions : polars.DataFrame
        ``region``, ``n_marked``, ``n_other``, ``difference``, ``low``, ``high`` of the share.
    implied_votes : (float, float, float)
        Low, value and high of the votes that the choice would have more (less, if below zero) in
        the compared units without the mark if their share were that of marked ones.
    """

    marked_value: str
    other_value: str
    level: str | None
    measures: pl.DataFrame
    sensitivity: pl.DataFrame
    gamma: float
    pairs: int
    regions: pl.DataFrame
    implied_votes: tuple[float, float, float]


def natural_experiment(
    tally: Tally,
    *,
    choice: str | None = None,
    marked: str | None = None,
    min_registered: int = MIN_REGISTERED,
    draws: int = DRAWS,
    seed: int = 0,
) -> NaturalExperimentResult:
    """Compare marked and other units of the same places.

    Parameters
    ----------
    tally : Tally
        Results by unit.
    choice : str, optional
        Whose share; default as in :meth:`Tally.choice`.
    marked : str
        Column of ``tally.units`` with two values; units with an empty cell are left out.
    min_registered : int
        Units with fewer voters, where these are known, are left out.
    draws : int
        Deals of the marks, where there are at most 2,000 units.
    seed : int
        Of the deals.

    Returns
    -------
    NaturalExperimentResult
        The headline is the choice's share in marked units less that in others, in points, within
        the smallest level at which most marked units have others beside them. The p-value is two-
        sided and holds if marks were dealt out by lot within those places.

    Raises
    ------
    DataError
        If there is no such column, or it has more than two values, or one.
    NotApplicable
        Without a column, or if fewer than 20 units have units of the other kind beside them.

    Notes
    -----
    Formulas in :mod:`tallyscope.stats.randomisation` and :mod:`tallyscope.stats.hidden_bias`.
    """
    choice = tally.choice(choice)  # now, since the units used may have another winner
    if marked is None:
        raise NotApplicable("natural_experiment needs a column that marks units (--marked COLUMN)")
    column = _column(tally, marked)
    sound, excluded = _sound(tally, choice, column, min_registered)
    _refuse_few(sound, tally)
    kinds, mark = _kinds(column, sound, marked)
    level, beside = _level(tally, sound, mark)
    _refuse_few(beside, tally)
    if (sound & ~beside).any():
        excluded["no unit of the other kind in its place"] = int((sound & ~beside).sum())
    kept, mark = tally.where(beside), mark[beside]
    place, share = kept.groups(level)[1], kept.share(choice)
    found = difference(share, mark, place)
    dealt = len(kept) <= DEALT_UNITS
    p_value = max(found.p_value, float(np.finfo(np.float64).tiny))
    if dealt:
        order = np.lexsort((mark, share))  # by their own numbers: names must not matter
        rng = stream(seed, "natural_experiment")
        p_value = p_by_dealing(share[order], mark[order], place[order], rng, draws=draws)
    gap = _gaps(kept, choice, mark, place)
    return NaturalExperimentResult(
        method="natural_experiment",
        choice=choice,
        headline=_headline(found),
        p_value=p_value,
        null="marks had been dealt out by lot within places and made no difference",
        n_units=len(kept),
        excluded=excluded,
        seed=seed if dealt else None,
        settings={
            "marked": marked,
            "level": level,
            "min_registered": min_registered,
            "draws": draws if dealt else None,
        },
        cautions=_cautions(kinds, level),
        unit_scores=None,
        marked_value=kinds[0],
        other_value=kinds[1],
        level=level,
        measures=_measures(kept, found, p_value, mark, place),
        sensitivity=_sensitivity(gap),
        gamma=largest_gamma(gap, REFUTED_P),
        pairs=len(gap),
        regions=_regions(kept, share, mark, place),
        implied_votes=_implied(kept, found, mark),
    )


def _refuse_few(left: Mask, tally: Tally) -> None:
    if left.sum() < MIN_UNITS:
        raise NotApplicable(
            f"natural_experiment needs {MIN_UNITS} units with units of both kinds in their place;"
            f" {int(left.sum())} of {len(tally):,} are left"
        )


def _column(tally: Tally, name: str) -> pl.Series:
    """Return the marks as text; null where there is none."""
    if name not in tally.units.columns:
        raise DataError(
            Fault(
                f"there is no column {name!r} among the units",
                expected="one of " + ", ".join(tally.units.columns),
                remedy=did_you_mean(name, tally.units.columns).strip(),
            )
        )
    text = tally.units[name].cast(pl.String).str.strip_chars()
    return text.replace({"": None})


def _sound(tally: Tally, choice: str, column: pl.Series, least: int) -> tuple[Mask, dict[str, int]]:
    valid = tally.counts("valid")
    reasons = {
        "no mark": column.is_null().to_numpy(),
        "no valid votes": valid == 0,
        "votes above valid votes": tally.votes_for(choice) > valid,
    }
    if tally.has("registered"):
        few = tally.counts("registered") < max(least, 1)
        reasons[f"fewer than {least} registered voters"] = few
        reasons["turnout above 100%"] = tally.came > tally.counts("registered")
    return select_in_turn(reasons)


def _kinds(column: pl.Series, sound: Mask, name: str) -> tuple[tuple[str, str], Mask]:
    """Return the rarer and the other value, and which units have the rarer one."""
    values = column.filter(pl.Series(sound, dtype=pl.Boolean)).value_counts()
    ordered = values.sort(["count", values.columns[0]], descending=[False, True])
    kinds = ordered[values.columns[0]].to_list()
    if len(kinds) != 2:
        shown = ", ".join(repr(kind) for kind in kinds[:6])
        raise DataError(
            Fault(
                f"the column {name!r} has {len(kinds)} values: {shown}",
                expected="two: marked units and others",
            )
        )
    first, second = kinds
    return (first, second), column.eq_missing(first).to_numpy() & sound


def _level(tally: Tally, sound: Mask, mark: Mask) -> tuple[str | None, Mask]:
    """Return the smallest level that serves, and the units with both kinds in their place."""
    for level in (*reversed(tally.levels), None):
        place = tally.groups(level)[1]
        places = int(place.max(initial=-1)) + 1
        both = np.ones(places, dtype=np.bool_)
        for kind in (mark, sound & ~mark):
            both &= np.bincount(place, weights=kind, minlength=places) > 0
        beside = sound & both[place]
        if level is None or (beside & mark).sum() >= TOGETHER * max(int(mark.sum()), 1):
            break
    return level, beside


def _gaps(kept: Tally, choice: str, mark: Mask, place: Counts) -> Floats:
    """Return the differences in share of pairs of one place and of similar size."""
    size = kept.counts("registered" if kept.has("registered") else "valid")
    share = kept.share(choice)
    ones, others = pairs_of_size(size, kept.votes_for(choice), mark, place)
    gap: Floats = share[ones] - share[others]
    return gap


def _points(found: Difference) -> tuple[float, float, float]:
    """Return value, low and high in points; a difference of shares is at most 100."""
    value, low, high = (100 * max(-1.0, min(1.0, x)) for x in (found.value, found.low, found.high))
    return value, min(low, value), max(high, value)


def _headline(found: Difference) -> Estimate:
    value, low, high = _points(found)
    return Estimate(
        value=value,
        low=low,
        high=high,
        level=LEVEL,
        unit="points of share",
        how=(
            "share in marked units less that in others of the same place, averaged over places;"
            " the interval holds the differences that dealing out marks by lot within places does"
            " not refute"
        ),
    )


def _measures(
    kept: Tally, found: Difference, p_value: float, mark: Mask, place: Counts
) -> pl.DataFrame:
    told = [("share", found, p_value)]
    if kept.has("registered"):
        turnout = difference(kept.came / kept.counts("registered"), mark, place)
        told.append(("turnout", turnout, max(turnout.p_value, float(np.finfo(np.float64).tiny))))
    rows = []
    for name, each, p in told:
        value, low, high = _points(each)
        rows.append((name, 100 * each.marked, 100 * each.other, value, low, high, p))
    columns = ("measure", "marked", "other", "difference", "low", "high", "p_value")
    return pl.DataFrame(rows, schema=columns, orient="row")


def _sensitivity(gap: Floats) -> pl.DataFrame:
    rows = [
        (
            gamma,
            largest_p(gap, gamma),
            *(100 * end for end in estimates(gap, gamma)),
            *(100 * end for end in interval(gap, gamma, LEVEL)),
        )
        for gamma in GAMMAS
    ]
    columns = ("gamma", "p_value", "low", "high", "interval_low", "interval_high")
    return pl.DataFrame(rows, schema=columns, orient="row")


def _regions(kept: Tally, share: Floats, mark: Mask, place: Counts) -> pl.DataFrame:
    names, region = kept.groups(kept.levels[0] if kept.levels else None)
    rows = []
    for code, name in enumerate(names):
        inside = region == code
        if not (inside & mark).any() or not (inside & ~mark).any():
            continue
        within = np.unique(place[inside], return_inverse=True)[1]
        found = difference(share[inside], mark[inside], within)
        ones = int((inside & mark).sum())
        rows.append((name, ones, int(inside.sum()) - ones, *_points(found)))
    columns = ("region", "n_marked", "n_other", "difference", "low", "high")
    return pl.DataFrame(rows, schema=columns, orient="row")


def _implied(kept: Tally, found: Difference, mark: Mask) -> tuple[float, float, float]:
    other = float(kept.counts("valid")[~mark].sum())
    value, low, high = (other * points / 100 for points in _points(found))
    return low, value, high


def _cautions(kinds: tuple[str, str], level: str | None) -> tuple[str, ...]:
    cautions = [
        f"Nothing in the file says how units came to be marked {kinds[0]!r}. If not by lot within"
        " places, the difference may be one of the places or people that were chosen; the bias that"
        " would explain it is told, not ruled out.",
        "Observers may drive what they watch to the stations next door: the difference is then too"
        " large for the votes, and too small for the stations.",
    ]
    if level is None:
        cautions.append(
            "No place has enough units of both kinds, so all units of the country are compared."
        )
    return tuple(cautions)


def _spoken(result: NaturalExperimentResult) -> str:
    row = result.measures.row(0, named=True)
    explained = "dealing out the marks by lot makes such a difference often enough"
    if result.gamma > 1:
        explained = f"marking unfair by a factor of {result.gamma:.1f} could explain it"
    return (
        f"{result.choice} has {row['marked']:.1f}% on average in units marked"
        f" {result.marked_value!r} and {row['other']:.1f}% in others of the same places (difference"
        f" {result.headline}); {explained}"
    )


METHOD = Method(
    name="natural_experiment",
    title="Marked and unmarked units",
    question=(
        "Do units with observers, scanners or another mark differ from unmarked ones of the same"
        " places?"
    ),
    run=natural_experiment,
    result=NaturalExperimentResult,
    family="marked units",
    primary=False,
    needs=("votes", "marked"),
    takes=("marked",),
    spoken=_spoken,
    min_units=MIN_UNITS,
    cites=(
        "Enikolopov, Korovkin, Petrova, Sonin, Zakharov (2013), Field experiment estimate of"
        " electoral fraud in Russian parliamentary elections, PNAS 110(2):448-452",
        "Rosenbaum (2002), Observational Studies, 2nd edition, Springer, sections 2 and 4",
    ),
    detects=("whatever the mark stands for changed: ballots added where nobody watched",),
    assumes=(
        "Within places, marks were dealt out by lot, or unfairly by the told factor at most.",
        "A unit's result does not depend on the marks of other units.",
    ),
    innocent=(
        "Observers and machines go to towns, to large stations, or where trouble is expected.",
        "Machines reject ballots that clerks accept.",
        "E-voters are other people than those who come.",
    ),
    blind_to=(
        "what is alike in marked and unmarked units",
        "what moved from marked to unmarked units because of the mark",
        "how units came to be marked",
    ),
)
