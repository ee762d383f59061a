"""Do the smallest stations of a district have both more turnout and a larger share?

Where few people vote and nobody watches, voters are more easily pressed and ballots more easily
added. Then the small stations of a district stand out among their neighbours in both at once:
higher turnout and a larger share of whoever gains. But small stations are often villages, and
villages are honestly different. The p-value is about sizes dealt out anew inside districts, a world
without villages; it is small in clean elections, too. What counts is whether the small
stations stand out further than in any of those.

Jimenez, Hidalgo, Klimek (2017), Science Advances 3:e1602363. They standardise by mean and standard
deviation and rank sizes over the country; we use medians, and rank inside each district.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic
from tallyscope.stats.randomness import stream
from tallyscope.stats.selection import select_in_turn
from tallyscope.stats.small_against_large import (
    Contrasts,
    chance_of_both,
    contrasts,
    dealt_anew,
    smallest,
)
from tallyscope.stats.within_groups import robust_z
from tallyscope.tally import Tally

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

MIN_REGISTERED = 100  # as in the other methods: below it are ships, wards and barracks
MIN_UNITS = 100  # our choice: fewer have hardly any small ones
MIN_GROUP = 10  # our choice: fewer units give no middle worth standardising by
PARTS = (0.05, 0.10, 0.20, 0.30)  # our choice: which part of a district counts as small
MIN_SMALL = 10.0  # our choice: a part with fewer small units is not looked at
REACH = 4.0  # our choice: units further out count as so far, lest a few make the mean
MIN_BLOCKS = 30  # our choice: with fewer districts the interval is that of dealing
PERMUTATIONS = 1_999  # p down to 0.0005, half of what ten adjusted tests need for 0.01
DRAWS = 1_000  # our choice: the interval reads quantiles beyond 1%
TAIL = 0.025 / len(PARTS)  # Bonferroni: the part is chosen after looking at all
NORMAL_TAIL = 2.497705474412341  # quantile of the standard normal at 1 - TAIL
CELL = 0.5  # steps; our choice
NAMES = ("turnout", "share")


@dataclass(frozen=True, kw_only=True, eq=False)
class SmallUnitsResult(Result):
    """Small units against the others of their district, in steps of the district's spread.

    Attributes
    ----------
    parts : polars.DataFrame
        One row per part looked at: ``part`` (of a district's units, the smallest), ``n_small``,
        ``votes`` (the choice's in them), and for ``turnout`` and ``share`` the difference of means,
        small less large, with ``_low`` and ``_high`` and ``_z`` (in standard deviations of
        dealing). Null where a part has too few units.
    regions : polars.DataFrame
        ``region``, ``n_units``, ``n_small``, ``turnout``, ``share`` at the part of the headline.
    cells : polars.DataFrame
        ``size`` ("small", "large"), ``z_turnout``, ``z_share`` (middles of cells of half a step),
        ``percent`` of the units of that size.
    part : float
        The part of the headline: the one whose difference is certain furthest.
    """

    parts: pl.DataFrame
    regions: pl.DataFrame
    cells: pl.DataFrame
    part: float


def small_units(
    tally: Tally,
    *,
    choice: str | None = None,
    min_registered: int = MIN_REGISTERED,
    seed: int = 0,
) -> SmallUnitsResult:
    """Compare small units with the others of their district in turnout and share at once.

    Parameters
    ----------
    tally : Tally
        Results by unit, with registered voters.
    choice : str, optional
        Whose share; default as in :meth:`Tally.choice`.
    min_registered : int
        Units with fewer voters are left out.
    seed : int
        Of the bootstrap over districts and of dealing.

    Returns
    -------
    SmallUnitsResult
        The headline is the smaller of the two differences (turnout, share) at the part whose
        difference is certain furthest; its interval allows for choosing among the parts.
        `p_value` allows for it, too, and needs both differences to be unlikely.

    Raises
    ------
    NotApplicable
        Without registered voters, with fewer than 100 units in districts of ten that differ, or
        if the units of a district are all of one size.

    Notes
    -----
    Formulas in :mod:`tallyscope.stats.small_against_large`. Turnout (ballots, else valid votes, per
    registered voter) and the share of valid votes are standardised by the district's median and
    median absolute deviation, and cut off at four steps.
    """
    choice = tally.choice(choice)  # now, since the units used may have another winner
    points = _points(tally, choice, min_registered)
    group, value = points.group, points.value
    label = np.stack([smallest(points.registered, group, part) for part in PARTS], axis=1)
    found = contrasts(label, value, group)
    enough = np.isfinite(found.differences()).all(axis=1) & (label.sum(axis=0) >= MIN_SMALL)
    if not enough.any():
        raise NotApplicable("small_units needs districts whose units differ in size")
    rng = stream(seed, "small_units")
    dealt = found.z(dealt_anew(found, label, value, group, rng, draws=PERMUTATIONS))
    low, high, both = _intervals(found, rng)
    certain = np.where(enough, low.min(axis=1), -np.inf)
    at = int(certain.argmax())
    difference = float(found.differences()[at].min())
    return SmallUnitsResult(
        method="small_units",
        choice=choice,
        headline=Estimate(
            value=difference,
            low=min(float(both[at, 0]), difference),
            high=max(float(both[at, 1]), difference),
            level=0.95,
            unit="steps",
            how=(
                f"the smallest {PARTS[at]:.0%} of each district's units less the others, in"
                " turnout or in share, whichever is less; a step is 1.48 median absolute"
                " deviations of the district; the interval allows for choosing among"
                f" {len(PARTS)} parts"
            ),
        ),
        p_value=chance_of_both(found.z(found.cross.sum(axis=0))[enough], dealt[:, enough]),
        null=(
            "the size of a unit had nothing to do with its turnout or its share among the units of"
            " its district"
        ),
        n_units=len(group),
        excluded=points.excluded,
        seed=seed,
        settings={
            "turnout_from": tally.came_by,
            "min_registered": min_registered,
            "district": points.district,
            "parts": list(PARTS),
            "permutations": PERMUTATIONS,
        },
        cautions=_cautions(tally),
        unit_scores=None,
        parts=_parts(found, label, points.votes, low, high, enough),
        regions=_regions(points, label[:, at]),
        cells=_cells(label[:, at], value),
        part=PARTS[at],
    )


@dataclass(frozen=True)
class _Points:
    """The units used, in an order that names do not make."""

    excluded: dict[str, int]
    district: str | None
    region_names: tuple[str, ...]
    region: Codes
    group: Codes
    value: Floats
    registered: Codes
    votes: Codes


def _points(tally: Tally, choice: str, min_registered: int) -> _Points:
    """Standardise within districts."""
    came = tally.came
    registered, valid = tally.counts("registered"), tally.counts("valid")
    votes = tally.votes_for(choice)
    reasons = {
        "no valid votes": valid == 0,
        f"fewer than {min_registered} registered voters": registered < min_registered,
        "turnout above 100%": came > registered,
        "votes above valid votes": votes > valid,
    }
    sound, _ = select_in_turn(reasons)
    _refuse_few(sound, f"with at least {min_registered} registered voters")
    district = tally.where(sound).neighbourhood(MIN_GROUP)
    _, group = tally.where(sound).groups(district)
    rates = (came[sound] / registered[sound], votes[sound] / valid[sound])
    z = np.full((len(tally), 2), np.nan)
    z[sound] = np.stack([robust_z(rate, group, min_size=MIN_GROUP) for rate in rates], axis=1)
    alike = f"in a district of fewer than {MIN_GROUP} units, or where most are equal"
    used, excluded = select_in_turn(reasons | {alike: ~np.isfinite(z).all(axis=1)})
    _refuse_few(used, f"in districts of {MIN_GROUP} that differ")
    kept = tally.where(used)
    _, group = kept.groups(district)
    names, region = kept.groups(tally.levels[0] if tally.levels else None)
    order = np.lexsort((votes[used], valid[used], came[used], registered[used], group))
    return _Points(
        excluded,
        district,
        names,
        region[order],
        group[order],
        z[used][order].clip(-REACH, REACH),
        registered[used][order],
        votes[used][order],
    )


def _refuse_few(used: Mask, what: str) -> None:
    if used.sum() < MIN_UNITS:
        raise NotApplicable(
            f"small_units needs {MIN_UNITS} units {what};"
            f" {int(used.sum())} of {len(used):,} are left"
        )


def _intervals(found: Contrasts, rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """Return low and high ends (p, 2), and those of the smaller difference (p, 2: low, high)."""
    difference = found.differences()
    if len(found.weight) < MIN_BLOCKS:
        half_width = NORMAL_TAIL * found.errors()
        low, high = difference - half_width, difference + half_width
        return low, high, np.stack([low.min(axis=1), high.min(axis=1)], axis=1)
    samples = np.nan_to_num(found.resampled(rng, DRAWS))
    low, high = np.quantile(samples, [TAIL, 1 - TAIL], axis=0)
    both = np.quantile(samples.min(axis=2), [TAIL, 1 - TAIL], axis=0).T
    return low, high, both


def _parts(
    found: Contrasts, label: Floats, votes: Codes, low: Floats, high: Floats, enough: Mask
) -> pl.DataFrame:
    z = found.z(found.cross.sum(axis=0))
    columns: dict[str, Floats] = {
        "part": np.array(PARTS),
        "n_small": label.sum(axis=0),
        "votes": votes @ label,
    }
    for j, name in enumerate(NAMES):
        told = {"": found.differences(), "_low": low, "_high": high, "_z": z}
        columns |= {
            f"{name}{end}": np.where(enough, value[:, j], np.nan) for end, value in told.items()
        }
    return pl.DataFrame(columns).fill_nan(None)


def _regions(points: _Points, label: Floats) -> pl.DataFrame:
    """Return the differences by region, at one part."""
    own = points.region
    sums = contrasts(label[:, np.newaxis], points.value, points.group)
    of_group = np.zeros(len(sums.weight), dtype=np.int64)
    of_group[points.group] = own  # districts lie in one region each
    names = points.region_names
    weight = np.bincount(of_group, weights=sums.weight[:, 0], minlength=len(names))
    table = {
        "region": pl.Series(names),
        "n_units": pl.Series(np.bincount(own, minlength=len(names))),
        "n_small": pl.Series(np.bincount(own, weights=label, minlength=len(names))),
    }
    for j, name in enumerate(NAMES):
        cross = np.bincount(of_group, weights=sums.cross[:, 0, j], minlength=len(names))
        with np.errstate(invalid="ignore"):
            table[name] = pl.Series(np.where(weight > 0, cross / weight, np.nan))
    return pl.DataFrame(table).fill_nan(None)


def _cells(label: Floats, value: Floats) -> pl.DataFrame:
    """Return where small and large units lie, each in percent of its own number."""
    cell = np.rint(value / CELL).astype(np.int64)
    side = round(2 * REACH / CELL) + 1
    place = (cell[:, 0] + side // 2) * side + cell[:, 1] + side // 2
    frames = []
    for size, weight in (("small", label), ("large", 1 - label)):
        percent = 100 * np.bincount(place, weights=weight, minlength=side**2) / weight.sum()
        filled = np.flatnonzero(percent)
        frames.append(
            pl.DataFrame(
                {
                    "size": [size] * len(filled),
                    "z_turnout": (filled // side - side // 2) * CELL,
                    "z_share": (filled % side - side // 2) * CELL,
                    "percent": percent[filled],
                }
            )
        )
    return pl.concat(frames)


def _cautions(tally: Tally) -> tuple[str, ...]:
    cautions = [
        "Small stations are often villages, which honestly vote more and otherwise than towns: the"
        " p-value is small in many clean elections, too, and only the rank among them counts.",
    ]
    if not tally.levels:
        cautions.append(
            "The file names no districts: small units are compared with those of the whole country."
        )
    return tuple(cautions)


def _spoken(result: SmallUnitsResult) -> str:
    row = result.parts.row(by_predicate=pl.col("part") == result.part, named=True)
    return (
        f"the smallest {result.part:.0%} of each district's units lie {row['turnout']:+.2f} steps"
        f" from the others in turnout and {row['share']:+.2f} in the share of {result.choice}"
        " (a step is the district's usual spread)"
    )


METHOD = Method(
    name="small_units",
    title="Small stations against large ones",
    question=(
        "Do the smallest stations of a district have both a higher turnout and a larger share than"
        " the others?"
    ),
    run=small_units,
    result=SmallUnitsResult,
    family="small stations",
    primary=False,
    needs=("registered", "votes"),
    statistic=Statistic(
        "how far small units lie above the others in both, low end",
        "hundredths of a step",
        of=lambda result: 100 * result.headline.low,
        at_least=lambda result: 100 * result.headline.low,
    ),
    spoken=_spoken,
    min_units=MIN_UNITS,
    cites=(
        "Jimenez, Hidalgo, Klimek (2017), Testing for voter rigging in small polling stations,"
        " Science Advances 3:e1602363",
        "Hoeffding (1951), A combinatorial central limit theorem, Annals of Mathematical Statistics"
        " 22:558-566",
    ),
    detects=("ballots added, or voters pressed, in the small stations of a district",),
    assumes=(
        "Small and large stations of one district have voters of much the same kind.",
        "The lists were not lengthened or cut where turnout was tampered with.",
    ),
    innocent=(
        "Villages beside a town: smaller lists, higher turnout, another taste.",
        "Hospitals, barracks and homes with lists of just above a hundred voters.",
        "Lists from which people who moved away were struck off in some places only.",
    ),
    blind_to=(
        "tampering that does not go by size, or goes on in large stations",
        "votes moved from one option to another without added ballots",
        "why small stations are different",
    ),
)
