r"""An honest country: people who differ in the wish to vote and in whom they prefer.

Every station has its own chance of turnout and its own preference. On the logit scale both are
sums of independent normal effects of its region, its district and itself,

.. math:: \operatorname{logit} p = \mu + a_{region} + b_{district} + c_{station} + d_{kind},

and everything that is counted is then drawn: ballots issued, ballots carried away, invalid ballots
and votes are binomial or multinomial. Nothing is rounded and nothing is added, so whatever a method
finds here is a false alarm.

The defaults imitate the run-off of the Polish presidential election of 2020 (26,791 stations of at
least 50 voters, published by the National Electoral Commission), which is widely regarded as clean.
Standard deviations of logit turnout and logit share were measured on it; what comes from elsewhere
says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.special import expit, logit, ndtr, ndtri

from tallyscope.errors import DataError, Fault
from tallyscope.stats.randomness import stream
from tallyscope.tally import Contest, Counts, Source, Tally

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """How honest places of one level differ.

    Attributes
    ----------
    turnout, preference : float
        Standard deviations of the effects on logit turnout and on the logit of the first choice's
        share, at least 0.
    correlation : float
        Between the two effects of a place, -1 to 1. Above 0, eager places prefer the first choice:
        honest turnout then goes with preference, as methods that look at it must withstand.
    """

    turnout: float
    preference: float
    correlation: float = 0.0


# Measured in Poland 2020: regions (0.15, 0.46, correlation 0.19), districts (0.17, 0.43, -0.33) and
# stations of more than 300 voters, less the noise of counting (0.27, 0.45, -0.27).
REGIONS = Spread(0.15, 0.46, 0.2)
# Our choice for the correlation below the region: clean elections go either way there (districts:
# -0.49 in Poland's first round; stations: +0.16 in Canada 2011 and in Georgia 2013).
DISTRICTS = Spread(0.17, 0.43, 0.0)
STATIONS = Spread(0.27, 0.45, 0.0)

# Voters on a station's list: medians and standard deviations of the logarithm, chosen so that the
# quartiles are Poland's (676, 1,074, 1,519). Our choice: no station below 50 or above 3,000, about
# the first and the last hundredth of Poland's (68 and 2,652).
TOWN_LIST = (1400.0, 0.32)
VILLAGE_LIST = (500.0, 0.7)
VILLAGES = 0.35
SMALLEST_LIST, LONGEST_LIST = 50, 3000

# Our choice: half of what sets stations of up to 700 voters apart from larger ones in Poland (-0.2
# and +0.7), which is a country of unusually strong contrast between town and village.
VILLAGE_TURNOUT, VILLAGE_PREFERENCE = -0.1, 0.35

# Poland 2020: mean and standard deviation of the logit of the invalid share (0.86% in all).
INVALID_LOGIT = (-4.79, 0.56)
# Ballots issued that are not found in the boxes: 83,901 of 73,107,907 in Russia 2020, whose
# protocols publish both numbers; Poland publishes one.
CARRIED_AWAY = 0.00115
# Our choice: districts differ in size by this standard deviation of the logarithm.
DISTRICT_SIZES = 0.5


def country(
    *,
    n_units: int = 20_000,
    n_regions: int = 20,
    n_districts: int = 300,
    choices: tuple[str, ...] = ("leader", "second", "third"),
    shares: tuple[float, ...] = (0.46, 0.34, 0.20),
    turnout: float = 0.65,
    regions: Spread = REGIONS,
    districts: Spread = DISTRICTS,
    stations: Spread = STATIONS,
    seed: int = 0,
) -> Tally:
    """Draw one honest election.

    Parameters
    ----------
    n_units, n_regions, n_districts : int
        Stations, regions and districts, ``1 <= n_regions <= n_districts <= n_units``. The default
        of 67 stations in a district is Poland's 70, rounded.
    choices : tuple of str, length k >= 2
        Options; ``regions``, ``districts`` and ``stations`` act on the first one's share. Among the
        others every district has its own taste.
    shares : tuple of float, length k
        Shares of valid votes in a town station without effects, positive, summing to 1. The default
        is a contested election with a clear winner (our choice).
    turnout : float
        Chance of a voter on the list to take a ballot in such a station, in (0, 1); Poland's first
        round had 0.645.
    regions, districts, stations : Spread
        Honest differences between the places of each level.
    seed : int
        Same arguments and seed, same election.

    Returns
    -------
    Tally
        With the levels "region" and "district", the columns ``station`` and ``kind`` ("town" or
        "village"), and all counts: registered, issued >= ballots = valid + invalid, votes. The id
        of a unit is the names of its levels and its own, as reading a results file makes it.

    Raises
    ------
    DataError
        If an argument is outside its range.

    Examples
    --------
    >>> country(n_units=500, n_regions=5, n_districts=10, seed=1)
    <Tally simulated election: 500 units, 3 choices, 0 set aside>
    """
    _refuse_arguments(n_units, n_regions, n_districts, choices, shares, turnout)
    rng = stream(seed, "country")
    district = _districts_of_units(rng, n_units, n_districts)
    region = np.arange(n_districts) * n_regions // n_districts
    village = rng.random(n_units) < VILLAGES
    wish, lean = _effects(rng, n_units, stations)
    for spread, place in ((districts, district), (regions, region[district])):
        of_turnout, of_preference = _effects(rng, int(place.max()) + 1, spread)
        wish, lean = wish + of_turnout[place], lean + of_preference[place]
    wish += logit(turnout) + VILLAGE_TURNOUT * village
    lean += logit(shares[0]) + VILLAGE_PREFERENCE * village
    taste = _taste_among_others(rng, shares[1:], districts.preference, n_districts)

    registered = _lists(rng, village)
    issued = rng.binomial(registered, expit(wish))
    ballots = issued - rng.binomial(issued, CARRIED_AWAY)
    invalid = rng.binomial(ballots, expit(rng.normal(*INVALID_LOGIT, size=n_units)))
    valid = ballots - invalid
    first = expit(lean)[:, np.newaxis]
    votes = rng.multinomial(valid, np.hstack([first, (1 - first) * taste[district]]))
    return Tally(
        contest=Contest(name="simulated election", levels=("region", "district")),
        units=_units(region, district, village),
        choices=choices,
        votes=votes,
        registered=registered,
        issued=issued,
        ballots=ballots,
        valid=valid,
        invalid=invalid,
        source=Source(what=f"simulated, seed {seed}", rows=n_units),
    )


def _refuse_arguments(
    n_units: int,
    n_regions: int,
    n_districts: int,
    choices: tuple[str, ...],
    shares: tuple[float, ...],
    turnout: float,
) -> None:
    faults = []
    if not 1 <= n_regions <= n_districts <= n_units:
        faults.append(
            Fault(
                f"{n_units:,} units in {n_districts:,} districts in {n_regions:,} regions",
                expected="at least one unit in each district and one district in each region",
            )
        )
    if len(choices) < 2 or len(choices) != len(shares):
        faults.append(
            Fault(
                f"{len(choices)} choices and {len(shares)} shares",
                expected="two choices or more, and one share for each",
            )
        )
    if min(shares, default=0) <= 0 or abs(sum(shares) - 1) > 1e-9:
        faults.append(Fault(f"the shares are {shares}", expected="positive shares that sum to 1"))
    if not 0 < turnout < 1:
        faults.append(Fault(f"turnout is {turnout}", expected="a share between 0 and 1"))
    if faults:
        raise DataError(faults, source="simulated country")


def _districts_of_units(rng: np.random.Generator, units: int, districts: int) -> Counts:
    """Return the district of each unit, sorted, int64 of shape (units,); no district is empty."""
    weight = rng.lognormal(0.0, DISTRICT_SIZES, districts)
    further = rng.multinomial(units - districts, weight / weight.sum())
    return np.repeat(np.arange(districts), further + 1)


def _effects(rng: np.random.Generator, places: int, spread: Spread) -> tuple[Floats, Floats]:
    """Return the effects of the places on logit turnout and logit preference."""
    own, shared = rng.standard_normal((2, places))
    rho = spread.correlation
    return spread.turnout * shared, spread.preference * (rho * shared + np.sqrt(1 - rho**2) * own)


def _taste_among_others(
    rng: np.random.Generator, shares: tuple[float, ...], spread: float, districts: int
) -> Floats:
    """Return how those who do not prefer the first choice divide, float64 (districts, k - 1)."""
    weight = np.array(shares) * np.exp(rng.normal(0.0, spread, (districts, len(shares))))
    taste: Floats = weight / weight.sum(axis=1, keepdims=True)
    return taste


def _lists(rng: np.random.Generator, village: npt.NDArray[np.bool_]) -> Counts:
    """Return voters on each list: log-normal, drawn inside the bounds and not cut off at them.

    Cutting off would put many stations on the round number 3,000, where whole percentages are
    likelier than elsewhere.
    """
    median, sd = np.where(village, *np.array([VILLAGE_LIST, TOWN_LIST])[:, :, np.newaxis])
    low, high = (ndtr(np.log(bound / median) / sd) for bound in (SMALLEST_LIST, LONGEST_LIST))
    z = ndtri(low + (high - low) * rng.random(len(village)))
    lists: Counts = np.rint(median * np.exp(sd * z)).astype(np.int64)
    return lists


def _units(region: Counts, district: Counts, village: npt.NDArray[np.bool_]) -> pl.DataFrame:
    names = pl.DataFrame(
        {
            "region": _numbered("Region", region)[district],
            "district": _numbered("District", np.arange(len(region)))[district],
            "station": _numbered("Station", np.arange(len(district))),
        }
    )
    unit = pl.concat_str(names.columns, separator=" / ")
    kind = pl.Series(np.where(village, "village", "town"))
    return names.select(unit.alias("unit"), *names.columns, kind=kind)


def _numbered(what: str, index: Counts) -> npt.NDArray[np.object_]:
    """Return names that sort like their numbers: Region 01, ..., Region 20."""
    width = len(str(int(index.max()) + 1))
    return np.array([f"{what} {i + 1:0{width}d}" for i in index], dtype=object)
