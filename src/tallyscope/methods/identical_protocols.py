"""Are results equal more often than nearly equal ones allow?

Whoever counts gets 622 votes about as often as 621 or 623. So stations with equal results are
about as common as stations whose results differ by a few votes, whatever the country is like. Who
copies a protocol, or fills in what was ordered, makes equal results without the nearly equal ones
that should surround them. Three looks at that: whole protocols that are equal in every line,
neighbouring stations at one and the same percentage, and a region that has too many stations at
one percentage, as Saratov had in 2016, where more than a hundred stations stood at 62.2%.

Percentages to 0.1 point as in Kobak, Shpilkin, Pshenichnikov (2016), Annals of Applied Statistics
10(1):54-73; the comparison with nearly equal results in all three looks is ours.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic, unit_scores_schema
from tallyscope.stats.equal_counts import EqualRows, equal_protocols
from tallyscope.stats.equal_neighbours import EqualNeighbours, equal_neighbours
from tallyscope.stats.normal import NORMAL_95
from tallyscope.stats.poisson_binomial import upper_tail
from tallyscope.stats.selection import select_in_turn
from tallyscope.stats.target_percentage import Crowds, crowds, tenth
from tallyscope.tally import COUNT_NAMES, Counts, Tally

Mask = npt.NDArray[np.bool_]

MIN_REGISTERED = 100  # as for whole percentages: below it most percentages are coarse
MIN_UNITS = 30  # our choice: fewer units have no crowd to stand out from
MIN_COUNT = 25  # our choice: smaller counts are equal too easily, and bounded by zero
REACH = 5  # our choice: votes; small beside the spread of counts from 25 on
LOWEST, HIGHEST = 1, 99  # percent; our choice: unanimous places crowd at the ends
LISTED_P = 0.01  # our choice: units are listed only where a look stands out
CHANCE = 0.05  # what the low end of the headline leaves to chance
KEPT = 50  # our choice: rows of the tables of percentages and of runs
AROUND = 50  # our choice: windows drawn on either side of the strongest one


@dataclass(frozen=True, kw_only=True, eq=False)
class IdenticalProtocolsResult(Result):
    """Equal results beyond what nearly equal ones lead one to expect.

    Attributes
    ----------
    looks : polars.DataFrame
        ``look`` ("copies across districts", "copies in a district", "doubles in a district",
        "neighbours", "share", "turnout"), ``observed`` and ``expected`` (pairs of units; for the
        last two units at the most conspicuous percentage), ``p_value``, ``counts`` (whether it is
        part of `p_value`).
    targets : polars.DataFrame
        The most conspicuous percentages: ``quantity`` ("share", "turnout"), ``region``,
        ``percent``, ``units``, ``expected``, ``p_adjusted`` (for all percentages and regions).
    window : polars.DataFrame
        ``percent``, ``units``, ``expected`` around the first of them.
    runs : polars.DataFrame
        Neighbours at one percentage: ``place``, ``n_units``, ``percent``, ``p_adjusted``.
    """

    looks: pl.DataFrame
    targets: pl.DataFrame
    window: pl.DataFrame
    runs: pl.DataFrame


def identical_protocols(
    tally: Tally,
    *,
    choice: str | None = None,
    min_registered: int = MIN_REGISTERED,
    seed: int = 0,  # noqa: ARG001
) -> IdenticalProtocolsResult:
    r"""Look for equal protocols, equal neighbours, and regions crowded at one percentage.

    Parameters
    ----------
    tally : Tally
        Results by unit. Without registered voters turnout is not looked at.
    choice : str, optional
        Whose share; default as in :meth:`Tally.choice`.
    min_registered : int
        Units with fewer voters are left out (fewer ballots, where no register is known).
    seed : int
        Nothing is random here; present because all methods are called alike.

    Returns
    -------
    IdenticalProtocolsResult
        The headline is the number of units at the most conspicuous percentage of a region beyond
        those expected; its low end leaves to chance what chance makes at some percentage of some
        region in 5 of 100 elections. `p_value` is the smallest p-value of the looks, times their
        number.

    Raises
    ------
    NotApplicable
        If fewer than 30 units are left.

    Notes
    -----
    Formulas in :mod:`~tallyscope.stats.equal_counts`, :mod:`~tallyscope.stats.equal_neighbours` and
    :mod:`~tallyscope.stats.target_percentage`. Two equal protocols of one district are told and not
    tested: whoever types protocols in types one twice now and then, for a neighbour; the second is
    left out of the other looks. Three and more of a district are tested, whatever their lists of
    voters. Neighbours follow each other by the numbers in their names within the smallest level; a
    file whose units have no numbers is not asked.
    """
    choice = tally.choice(choice)
    votes, base = tally.votes_for(choice), tally.came
    size = tally.unit_size
    _, place = tally.groups(tally.levels[-1] if tally.levels else None)
    equal, results = equal_protocols(
        tally.votes,
        {name: tally.counts(name) for name in COUNT_NAMES if tally.has(name)},
        place,
        size >= min_registered,
        least=MIN_COUNT,
        reach=REACH,
    )
    order, numbered = _standing(tally, place, votes, base)
    copy = equal.copies(order)
    used, excluded = select_in_turn(
        {
            "no ballots": base == 0,
            f"fewer than {min_registered} voters": size < min_registered,
            "copy of another unit": copy,
            f"share below {LOWEST}%": 100 * votes < LOWEST * base,
            f"share above {HIGHEST}%": 100 * votes > HIGHEST * base,
        }
    )
    if used.sum() < MIN_UNITS:
        raise NotApplicable(
            f"identical_protocols needs {MIN_UNITS} units with at least {min_registered} voters and"
            f" a share from {LOWEST}% to {HIGHEST}%; {int(used.sum())} of {len(tally):,} are left"
        )
    sound = (base > 0) & (size >= min_registered) & ~copy
    scans = [_scan(tally, "share", votes, base, sound)]
    if tally.registered is not None:
        came = tally.counts("issued" if tally.has("issued") else tally.came_by)
        scans.append(_scan(tally, "turnout", came, tally.registered, sound))
    scans.sort(key=lambda scan: scan.p_value)
    beside = equal_neighbours(votes, base, place, order[(used & numbered)[order]])
    looks = _looks(equal, results, beside, scans)
    counted = looks.filter("counts")["p_value"].to_numpy()
    return IdenticalProtocolsResult(
        method="identical_protocols",
        choice=choice,
        headline=_headline(scans[0]),
        p_value=float(min(1.0, len(counted) * counted.min())),
        null="a few votes more or fewer were as likely in every unit as what was counted there",
        n_units=int(used.sum()),
        excluded=excluded,
        seed=None,
        settings={"share_of": tally.came_by, "min_registered": min_registered},
        cautions=_cautions(looks),
        unit_scores=_unit_scores(tally, equal, results, beside, scans),
        looks=looks,
        targets=pl.concat(scan.table for scan in scans).sort("p_adjusted", maintain_order=True),
        window=scans[0].window,
        runs=_runs(tally, beside, votes, base),
    )


def _standing(tally: Tally, place: Counts, votes: Counts, base: Counts) -> tuple[Counts, Mask]:
    """Return the units in the order of their numbers within the smallest level, and who has one.

    The numbers are the first two and the last in the unit's own name; its id plays no part.
    """
    named = [c for c, role in tally.source.mapping.items() if role == "unit"]
    known = [c for c in (*named, "station") if c in tally.units.columns and c != "unit"]
    if not known:
        return np.lexsort((votes, base, place)), np.zeros(len(tally), dtype=np.bool_)
    numbers = tally.units[known[0]].cast(pl.String).str.extract_all(r"\d{1,18}").to_frame("n")
    first, second, last = (
        numbers["n"].list.get(k, null_on_oob=True).cast(pl.Int64).fill_null(-1).to_numpy()
        for k in (0, 1, -1)
    )
    return np.lexsort((votes, base, last, second, first, place)), first >= 0


@dataclass(frozen=True, eq=False)
class _Scan:
    """All windows of all regions, the table of the most conspicuous ones, and the units in them."""

    found: Crowds
    table: pl.DataFrame
    window: pl.DataFrame
    members: pl.DataFrame

    @property
    def p_value(self) -> float:
        return float(self.table["p_adjusted"].head(1).sum()) if self.table.height else 1.0


def _scan(tally: Tally, quantity: str, part: Counts, whole: Counts, sound: Mask) -> _Scan:
    """Look at all regions; units beyond the ends lend what they might have been to the ends."""
    unit = np.flatnonzero(sound & (part > 0) & (part < whole))
    names, region = tally.groups(tally.levels[0] if tally.levels else None)
    part, whole, region = part[unit], whole[unit], region[unit]
    looked_at = slice(10 * LOWEST, 10 * HIGHEST + 1)
    found = crowds(part, whole, region, len(names), looked_at=looked_at)
    place = found.first(KEPT)
    table = pl.DataFrame(
        {
            "quantity": pl.Series([quantity] * len(place[0]), dtype=pl.String),
            "region": pl.Series([names[code] for code in place[0]], dtype=pl.String),
            "percent": place[1] / 10,
            "units": found.observed[place],
            "expected": found.expected[place],
            "p_adjusted": np.array([found.adjusted(float(p)) for p in found.tail[place]]),
        }
    )
    top, middle = (int(codes[0]) if len(codes) else 0 for codes in place)
    shown = np.arange(max(middle - AROUND, 0), min(middle + AROUND + 1, 1001))
    window = {"units": found.observed[top, shown], "expected": found.expected[top, shown]}
    members = {"region": np.array(names)[region], "percent": tenth(part, whole) / 10}
    return _Scan(
        found,
        table,
        pl.DataFrame({"percent": shown / 10} | window),
        pl.DataFrame({"unit": tally.units["unit"].gather(unit)} | members),
    )


def _headline(scan: _Scan) -> Estimate:
    row = scan.table.row(0, named=True)
    units, expected = row["units"], row["expected"]
    return Estimate(
        value=units - expected,
        low=units - scan.found.allowance(expected, CHANCE),
        high=units - expected + NORMAL_95 * math.sqrt(expected),
        level=1 - CHANCE,
        unit="units",
        how=(
            f"units of {row['region']} with a {row['quantity']} of {row['percent']:.1f}%, the most"
            " conspicuous percentage of all, beyond those expected from the units nearby; the low"
            " end leaves to chance what it makes somewhere among all percentages and regions"
        ),
    )


def _looks(
    equal: EqualRows, results: EqualRows, beside: EqualNeighbours, scans: list[_Scan]
) -> pl.DataFrame:
    pairs = [("copies in a district", results.groups), ("doubles in a district", equal.within)]
    if equal.place.any():  # one district has nothing across
        pairs.insert(0, ("copies across districts", equal.across))
    rows = [
        (look, found.equal, found.expected, found.p_value, found is not equal.within)
        for look, found in pairs
    ]
    if len(beside.hit):
        hits, expected = int(beside.hit.sum()), float(beside.chance.sum())
        rows.append(("neighbours", hits, expected, upper_tail(beside.chance, hits), True))
    for scan in scans:
        top = scan.table.head(1).select("quantity", "units", "expected", "p_adjusted")
        rows += [(*row, True) for row in top.iter_rows()]
    names = ["look", "observed", "expected", "p_value", "counts"]
    return pl.DataFrame(rows, schema=names, orient="row")


def _runs(tally: Tally, beside: EqualNeighbours, votes: Counts, base: Counts) -> pl.DataFrame:
    names, place = tally.groups(tally.levels[-1] if tally.levels else None)
    first = np.argsort(beside.log_p, kind="stable")[:KEPT]
    begin = beside.begin[first]
    return pl.DataFrame(
        {
            "place": pl.Series([names[code] for code in place[begin]], dtype=pl.String),
            "n_units": beside.length[first],
            "percent": tenth(votes[begin], base[begin]) / 10,
            "p_adjusted": 10 ** np.minimum(beside.log_p[first], 0.0),
        }
    )


def _unit_scores(
    tally: Tally,
    equal: EqualRows,
    results: EqualRows,
    beside: EqualNeighbours,
    scans: list[_Scan],
) -> pl.DataFrame:
    """List the members of copies, runs and crowds that stand out; a unit stands there once."""
    units = tally.units.select("unit")
    p, length = 10 ** np.append(beside.log_p, 0.0), np.append(beside.length, 0)
    row = pl.format(
        "one of {} units in a row with one share to 0.1 point", pl.Series(length[beside.run])
    )
    crowd = pl.format(
        "{} {}%, where its region has {} units and {} are expected",
        *("quantity", "percent", "units", pl.col("expected").round(1)),
    )
    three = np.where(results.together() > 2, results.groups.p_value, 1.0)
    listed = [
        units.with_columns(p=three, reason=pl.lit("equals units of its district but for the list")),
        units.with_columns(p=equal.p_values(), reason=pl.lit("equals another unit in all counts")),
        units.with_columns(p=p[beside.run], reason=row),
        *(
            scan.members.join(scan.table, on=["region", "percent"]).select(
                "unit", p="p_adjusted", reason=crowd
            )
            for scan in scans
        ),
    ]
    return (
        pl.concat(listed)
        .filter(pl.col("p") <= LISTED_P)
        .group_by("unit", maintain_order=True)
        .agg(score=-pl.col("p").min().log10(), reason=pl.col("reason").str.join("; "))
        .select(*unit_scores_schema())
        .sort("unit")
    )


def _cautions(looks: pl.DataFrame) -> tuple[str, ...]:
    double = looks.row(by_predicate=pl.col("look") == "doubles in a district", named=True)
    cautions = [
        "It counts units with equal results, not votes that were changed.",
        "Two equal protocols of one district are told and listed, not counted in the test: one"
        f" protocol typed in twice looks the same. {double['observed']:,} pairs were found,"
        f" {double['expected']:,.1f} would be by chance.",
    ]
    if "neighbours" not in looks["look"]:
        cautions.append("The units have no numbers, so that nobody's neighbours are known.")
    return tuple(cautions)


def _spoken(result: IdenticalProtocolsResult) -> str:
    top = result.targets.row(0, named=True)
    beside = result.looks.filter(look="neighbours").rows()
    return (
        f"{top['units']:,} units of {top['region']} have a {top['quantity']} of"
        f" {top['percent']:.1f}%, where {top['expected']:.1f} are expected"
    ) + "".join(
        f", and {found:,} neighbours have the share of the one before, where {due:,.0f} would by"
        " chance"
        for _, found, due, *_ in beside
    )


def _surprise(result: IdenticalProtocolsResult) -> float:
    return 0.0 - math.log10(result.p_value or 1.0)


METHOD = Method(
    name="identical_protocols",
    title="Identical results",
    question="Are results equal more often than nearly equal ones allow?",
    run=identical_protocols,
    result=IdenticalProtocolsResult,
    family="identical results",
    primary=True,
    counting_null=True,
    needs=("votes",),
    statistic=Statistic(
        "surprise at equal results", "zeros of the chance", of=_surprise, at_least=_surprise
    ),
    spoken=_spoken,
    min_units=MIN_UNITS,
    cites=(
        "Kobak, Shpilkin, Pshenichnikov (2016), Integer percentages as electoral falsification"
        " fingerprints, Annals of Applied Statistics 10(1):54-73",
        "Meduza, 22 September 2016, on stations of Saratov region with the same 62.2%",
    ),
    detects=(
        "a result that was ordered for many stations of a region",
        "protocols filled in alike in neighbouring stations",
        "one protocol copied to several stations, or to another district",
    ),
    assumes=(
        "A few votes more or fewer are as likely as what was counted, in every honest station.",
        "Each station stands in the file once.",
    ),
    innocent=(
        "One protocol typed in twice, or one station listed under two districts.",
        "Counts worked out again from published percentages.",
        "Stations with a fixed number of ballots, all of which were used.",
    ),
    blind_to=(
        "invented results that differ from each other by more than a tenth of a point",
        "copies with a few changed digits",
        "single copies within one district, which are told and not tested",
        "how many votes were changed",
    ),
)
