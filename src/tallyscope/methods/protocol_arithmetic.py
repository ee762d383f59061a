"""Do the errors in the protocols' arithmetic favour one side?

A protocol must add up: no more ballots in the boxes than were given out, valid and invalid ones
together as many as were found, votes of all options as many as there are valid ballots. Tired
people make mistakes in that; in Mexico more than two of five honest tallies contain one. So the
number of errors says nothing. Slips fall where they fall, though, and if it is always one option
that does better in the protocols with an error than in like protocols without one, they were no
slips, or somebody has let only those of one kind stand.

Direction instead of number after Challú, Seira, Simpser (2020), American Political Science Review
114(3); the comparison with like units of one district and its test are ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic, unit_scores_schema
from tallyscope.sources.added_up import NO_TOTALS, AddedUp, added_up
from tallyscope.stats.error_direction import (
    LEVEL,
    Gain,
    announced_gain,
    leaders_gain,
    size_strata,
)
from tallyscope.stats.multiplicity import holm
from tallyscope.stats.protocol_identities import Difference, differences
from tallyscope.stats.selection import select_in_turn
from tallyscope.tally import COUNT_NAMES, Counts, Tally

Mask = npt.NDArray[np.bool_]
Tested = Callable[[Mask], Gain]

MIN_REGISTERED = 100  # our choice: shares of smaller units say little about whom an error favours
MIN_UNITS = 30  # our choice: fewer units have no like ones to be compared with
MIN_GROUP = 20  # our choice: a district needs units enough for more than one size
LISTED_SHARE, LISTED_BALLOTS = 0.01, 5
# our choice: smaller contradictions are slips such as counting by hand has everywhere; they are
# counted and tested, but nobody needs to look at each
SET_ASIDE = "more votes"  # so begin the reasons of reading that are contradictions
ANY, TOTALS = "any contradiction", "published totals"
GAIN = {"tested": pl.Int64, "blocks": pl.Int64} | dict.fromkeys(
    ("votes", "low", "high", "whole", "points", "p_value"), pl.Float64
)
COLUMNS = (
    dict.fromkeys(("identity", "sign", "kind"), pl.String)
    | {"rule": pl.Boolean, "asked": pl.Int64, "found": pl.Int64, "ballots": pl.Int64}
    | GAIN
)
NULL = (
    "errors fell on units of like size without regard to the option, so that it is a coin's toss in"
    " each district whether units with an error favour it"
)


@dataclass(frozen=True, kw_only=True, eq=False)
class ProtocolArithmeticResult(Result):
    """Contradictions by kind and sign, and whom they favour.

    Attributes
    ----------
    identities : polars.DataFrame
        ``identity``, ``sign`` ("more", "fewer", "either"), ``kind`` ("contradiction"; "list" where
        the list of voters was too short; "told" where it is no error), ``rule`` (whether it holds
        in half of the units or more), ``asked`` (units), ``found`` (units that break it),
        ``ballots`` (by how many, summed); where it is tested and null elsewhere: ``tested`` (units
        with like ones), ``blocks`` (their districts), ``votes``, ``low``, ``high`` (the choice's
        gain), ``whole`` (votes of all options there), ``points`` (the gain in percent of these),
        ``p_value``, ``p_adjusted`` (Holm).
    set_aside : polars.DataFrame
        ``reason``, ``units``: contradictions that were set aside on reading.
    announced : polars.DataFrame
        Differences of published totals: ``place``, ``count``, ``stations``, ``announced``,
        ``difference``.
    relative : (float, float, float)
        Low, value and high of the headline as parts of the choice's votes.
    """

    identities: pl.DataFrame
    set_aside: pl.DataFrame
    announced: pl.DataFrame
    relative: tuple[float, float, float]


def protocol_arithmetic(
    tally: Tally,
    *,
    choice: str | None = None,
    totals: Tally | None = None,
    min_registered: int = MIN_REGISTERED,
    seed: int = 0,  # noqa: ARG001
) -> ProtocolArithmeticResult:
    r"""Count contradictions in the protocols and test whom they favour.

    Parameters
    ----------
    tally : Tally
        Results by unit, with counts besides the votes.
    choice : str, optional
        Whose gain; default as in :meth:`Tally.choice`.
    totals : Tally, optional
        Published results by place of one level, to which the units must add up.
    min_registered : int
        Smaller units (by voters, else by votes) are counted, but not tested.
    seed : int
        Nothing is random here; present because all methods are called alike.

    Returns
    -------
    ProtocolArithmeticResult
        The headline is the number of votes that the choice has in units with a contradiction beyond
        what like units without one would give it, with what published totals add to that. `p_value`
        is the chance of so large a sum if errors favoured the choice in each district by the toss
        of a coin; None where no unit contradicts itself.

    Raises
    ------
    NotApplicable
        With fewer than 30 units of 100 voters, or without counts that must agree.

    Notes
    -----
    Formulas in :mod:`tallyscope.stats.error_direction`. Contradictions are more ballots than were
    given out, valid and invalid ones that are not the ballots, and votes of the options that are
    not the valid ones. More ballots than voters on the list are tested apart and do not count:
    lists are added to on the day, and where many do so is a special place.
    """
    choice = tally.choice(choice)
    votes, whole = tally.votes_for(choice), tally.votes.sum(axis=1)
    size = whole if tally.registered is None else tally.registered
    used, excluded = select_in_turn(
        {"no votes": whole == 0, f"fewer than {min_registered} voters": size < min_registered}
    )
    if used.sum() < MIN_UNITS:
        raise NotApplicable(
            f"protocol_arithmetic needs {MIN_UNITS} units with at least {min_registered} voters;"
            f" {int(used.sum())} of {len(tally):,} are left"
        )
    counts: dict[str, Counts | None] = {
        name: None if name in tally.derived else getattr(tally, name) for name in COUNT_NAMES
    }
    broken = differences(whole, counts)
    if not broken:
        raise NotApplicable(
            "protocol_arithmetic needs counts that must agree (ballots issued, found, valid,"
            " invalid); the results have the options' votes only"
        )
    kept = tally.where(used)
    level = kept.neighbourhood(MIN_GROUP)
    _, district = kept.groups(level)
    stratum = size_strata(district, size[used], (whole[used], votes[used]))
    ours, everybodys = votes[used].astype(np.float64), whole[used].astype(np.float64)

    def tested(error: Mask) -> Gain:
        return leaders_gain(ours, everybodys, error[used], ~error[used], stratum, district)

    table = _identities(tally, broken, tested)
    sums = None if totals is None else added_up(tally, totals)
    if sums is not None and choice in sums.choices:
        table = table.vstack(pl.DataFrame([_totals(sums, choice)], schema=COLUMNS))
    table = _adjusted(table)
    headline, aside = _headline(table), _set_aside(tally)
    tests = table.filter(pl.col("identity").is_in([ANY, TOTALS]))["p_value"].drop_nulls().to_list()
    of_all = float(max(int(votes.sum()), 1))
    return ProtocolArithmeticResult(
        method="protocol_arithmetic",
        choice=choice,
        headline=headline,
        p_value=min(1.0, len(tests) * min(tests)) if tests else None,
        null=NULL if tests else "",
        n_units=int(used.sum()),
        excluded=excluded,
        seed=None,
        settings={"min_registered": min_registered, "district": level},
        cautions=_cautions(table, aside, sums),
        unit_scores=_unit_scores(tally, broken),
        identities=table,
        set_aside=aside,
        announced=NO_TOTALS.differences() if sums is None else sums.differences(),
        relative=(headline.low / of_all, headline.value / of_all, headline.high / of_all),
    )


def _adjusted(table: pl.DataFrame) -> pl.DataFrame:
    """Adjust the p-values of the single contradictions for their number (Holm)."""
    single = (pl.col("identity") != ANY) & pl.col("p_value").is_not_null()
    p = table.filter(single)["p_value"].to_numpy()
    adjusted = table.filter(single).select("identity", "sign", p_adjusted=pl.Series(holm(p)))
    return table.join(adjusted, on=["identity", "sign"], how="left", maintain_order="left")


def _identities(tally: Tally, broken: list[Difference], tested: Tested) -> pl.DataFrame:
    """One row for all contradictions together, then one for each identity and sign."""
    nothing = np.zeros(len(tally), dtype=np.int64)
    errors = [one.amount for one in broken if one.kind == "contradiction" and one.rule]
    rows = [(ANY, "either", "contradiction", True, np.max([nothing, *errors], axis=0), True)]
    rows += [
        (one.identity.name, one.sign, one.kind, one.rule, one.amount, one.kind != "told")
        for one in broken
    ]
    return pl.DataFrame(
        [
            {
                "identity": name,
                "sign": sign,
                "kind": kind,
                "rule": rule,
                "asked": len(tally),
                "found": int((amount > 0).sum()),
                "ballots": int(amount.sum()),
                **_told(tested(amount > 0) if rule and is_error else None),
            }
            for name, sign, kind, rule, amount, is_error in rows
        ],
        schema=COLUMNS,
    )


def _told(gain: Gain | None) -> dict[str, float | int | None]:
    """Return what is told of a gain; null where nothing could be tested."""
    if gain is None or not gain.tested:
        return dict.fromkeys(GAIN)
    return asdict(gain)


def _headline(table: pl.DataFrame) -> Estimate:
    """Add the gain in units with a contradiction and the gain by published totals."""
    rows = table.filter(pl.col("identity").is_in([ANY, TOTALS])).fill_null(0.0)
    found = int(table["found"][0])
    return Estimate(
        value=float(rows["votes"].sum()),
        low=float(rows["low"].sum()),
        high=float(rows["high"].sum()),
        level=LEVEL,
        unit="votes",
        how=(
            f"votes of the choice in the {int(rows['tested'][0]):,} of {found:,} units with a"
            " contradiction that have like units without one, beyond the share it has in these;"
            " the interval comes from the differences between districts"
            if found
            else "no unit contradicts itself, so that there is no error that could favour anybody"
        ),
    )


def _totals(sums: AddedUp, choice: str) -> dict[str, object]:
    """Return the row of published totals: the choice's gain between the units and the totals."""
    stations, announced = (
        one[:, len(sums.counts) :].astype(np.float64) for one in (sums.stations, sums.announced)
    )
    apart = np.any(sums.stations != sums.announced, axis=1)
    gap = announced.sum(axis=1) - stations.sum(axis=1)
    found = announced_gain(stations[apart], announced[apart], sums.choices.index(choice))
    row = (TOTALS, "either", "contradiction", True, len(sums.places))
    return dict(zip(COLUMNS, row, strict=False)) | {
        "found": int(apart.sum()),
        "ballots": int(np.abs(gap).sum()),
        **_told(found),
    }


def _unit_scores(tally: Tally, broken: list[Difference]) -> pl.DataFrame:
    """List the contradictions of more than a slip; a unit stands there once, with all of them."""
    size = np.maximum(tally.votes.sum(axis=1), 1)
    listed = [pl.DataFrame(schema=unit_scores_schema())]
    for one in broken:
        if one.kind != "contradiction" or not one.rule:
            continue
        large = (one.amount >= LISTED_BALLOTS) & (one.amount >= LISTED_SHARE * size)
        rows = tally.units.select("unit", amount=pl.Series(one.amount), size=pl.Series(size))
        listed.append(
            rows.filter(large).select(
                "unit",
                score=100 * pl.col("amount") / pl.col("size"),
                reason=pl.format(f"{{}} {one.sign} {one.identity.words}", "amount"),
            )
        )
    return (
        pl.concat(listed)
        .group_by("unit", maintain_order=True)
        .agg(pl.col("score").max(), pl.col("reason").str.join("; "))
        .sort("unit")
    )


def _set_aside(tally: Tally) -> pl.DataFrame:
    reasons = tally.set_aside.filter(pl.col("reason").str.starts_with(SET_ASIDE))["reason"]
    return reasons.value_counts(sort=True, name="units").cast({"units": pl.Int64})


def _cautions(table: pl.DataFrame, aside: pl.DataFrame, sums: AddedUp | None) -> tuple[str, ...]:
    cautions = [
        "Errors of arithmetic are common in honest counts: their number says nothing, and only whom"
        " they favour is tested."
    ]
    if aside.height:
        cautions.append(
            f"{aside['units'].sum():,} rows were set aside on reading as contradictions"
            f" ({', '.join(aside['reason'])}); whom these favour is not known here."
        )
    broken = table.filter(~pl.col("rule"))["identity"].unique().sort()
    if len(broken):
        cautions.append(
            f"In most units this does not hold and is taken for no rule: {', '.join(broken)}."
        )
    if sums is None:
        cautions.append("Without published totals (--totals FILE) only single units are checked.")
    else:
        cautions.append(
            f"{len(sums.places):,} published totals were compared; {sums.incomplete:,} were not,"
            f" since units there were set aside, and {sums.unknown:,} are of no place of the file."
        )
    return tuple(cautions)


def _spoken(result: ProtocolArithmeticResult) -> str:
    kinds = {ANY: "units contradict themselves", TOTALS: "published totals are no sums of units"}
    told = [
        f"{row['found']:,} of {row['asked']:,} {kinds[row['identity']]}"
        for row in result.identities.iter_rows(named=True)
        if row["identity"] in kinds
    ]
    if result.p_value is not None:
        told.append(f"{result.choice} has {result.headline} more there than like units give it")
    return "; ".join(told)


def _least(result: ProtocolArithmeticResult) -> float:
    return 100 * result.relative[0] + 0.0  # never a minus before a zero


METHOD = Method(
    name="protocol_arithmetic",
    title="Arithmetic of the protocols",
    question="Do the errors in the protocols' arithmetic favour one side?",
    run=protocol_arithmetic,
    result=ProtocolArithmeticResult,
    family="arithmetic of the protocols",
    primary=True,
    needs=("votes",),
    takes=("totals",),
    statistic=Statistic(
        "low end of the gain by contradictions",
        "percent of the choice's votes",
        of=_least,
        at_least=_least,
    ),
    spoken=_spoken,
    min_units=MIN_UNITS,
    cites=(
        "Challú, Seira, Simpser (2020), The quality of vote tallies: causes and consequences,"
        " American Political Science Review 114(3):1071-1085",
        "Robinson (1982), Saddlepoint approximations for permutation tests and confidence"
        " intervals, Journal of the Royal Statistical Society B 44:91-101",
    ),
    detects=(
        "votes or ballots written up without mending the rest of the protocol",
        "others' ballots lost between the box and the sum",
        "published totals that are not the sums of the stations",
    ),
    assumes=(
        "Units of like size in one district would have the same share with and without an error.",
        "Whether errors go with a preference differs from district to district by chance.",
    ),
    innocent=(
        "Errors are likelier where people count who are tired, old or alone, and these places may"
        " prefer one side in every district.",
        "Ballots of two votes put into each other's boxes.",
        "More ballots than voters on the list, where lists are added to on the day.",
    ),
    blind_to=(
        "tampering that leaves the protocol in order",
        "contradictions that were mended before publication, or set aside on reading",
        "how many errors there are",
    ),
)
