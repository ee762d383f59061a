"""What does a well-known model of stuffed elections say, and how sure can it be?

Klimek and others drew elections by a recipe: honest stations around one turnout and one share, some
of them with ballots added and votes moved, a few filled up. The parts for which the drawn
election looks most like the real one are their estimate of stuffed stations. Published estimates
for one and the same election differ by a factor of five and more: the recipe does not say how
widely honest stations spread, and that decides. This is a contested method: it runs only when
asked for, describes, and grades nothing.

Klimek, Yegorov, Hanel, Thurner (2012), PNAS 109(41):16469-16473, and its logarithmic vote rate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tallyscope.errors import NotApplicable
from tallyscope.result import Estimate, Method, Result, Statistic
from tallyscope.stats.klimek_model import (
    ALPHA,
    DIMENSIONS,
    EXTREME,
    INCREMENTAL,
    REGULAR_DRAWS,
    Core,
    Fit,
    components,
    core_of,
    fit,
    log_vote_rate,
    regular_draws,
    share_histogram,
)
from tallyscope.stats.randomness import stream
from tallyscope.stats.selection import select_in_turn
from tallyscope.tally import Tally

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

MIN_REGISTERED = 100  # Klimek et al. 2012: smaller units are left out
MIN_UNITS = 100  # our choice: a histogram of 101 cells needs some
REPETITIONS = 20  # our choice: their spread is steady to a sixth
MOST_DRAWN = 20_000  # our choice: stations of a repetition
POOR_FIT = 0.1  # our choice: part of the units that the model puts elsewhere

# The paper's spread of the share has a plain mean square; its program, as ported in the Election
# Forensics Toolkit (R/ComputeKlimekModel.R), twice that.
READINGS: Mapping[str, float] = {"as in the paper": 1.0, "as in the toolkit": 2.0}

# Part of stations with incremental additions in published fits of this model to one election.
# Klimek et al. 2012 and Mebane, Kalinin, both in github.com/dkobak/elections (meduza2018).
PUBLISHED = (
    ("Russia 2003", 0.31, 0.1573),
    ("Russia 2007", 0.636, 0.0399),
    ("Russia 2011", 0.64, 0.1209),
    ("Russia 2012", 0.39, 0.0844),
)


@dataclass(frozen=True, kw_only=True, eq=False)
class KlimekModelResult(Result):
    """The fitted model in two readings, and what it was fitted to.

    Attributes
    ----------
    fits : polars.DataFrame
        ``reading`` ("as in the paper", "as in the toolkit"), ``incremental``, ``extreme`` (parts of
        the stations), ``alpha``, each with ``_sd`` over repetitions, ``distance``, ``misplaced``
        (part of the units that the fitted histogram puts elsewhere).
    core : polars.DataFrame
        ``reading``, ``turnout``, ``share``, ``sd_turnout``, ``sd_share``, ``theta``.
    histogram : polars.DataFrame
        ``percent``, ``observed``, ``fitted``, ``alone`` (the model without additions), in the
        paper's reading.
    profile : polars.DataFrame
        ``reading``, ``incremental``, ``distance`` (least over all else).
    log_vote_rate : polars.DataFrame
        ``of`` ("registered", "valid"), ``n``, ``mean``, ``sd``, ``skewness``, ``kurtosis``.
    published : polars.DataFrame
        ``election``, ``klimek``, ``mebane_kalinin``: published fits to the same elections.
    """

    fits: pl.DataFrame
    core: pl.DataFrame
    histogram: pl.DataFrame
    profile: pl.DataFrame
    log_vote_rate: pl.DataFrame
    published: pl.DataFrame


def klimek_model(
    tally: Tally,
    *,
    choice: str | None = None,
    min_registered: int = MIN_REGISTERED,
    seed: int = 0,
) -> KlimekModelResult:
    """Fit the model of Klimek et al. to the histogram of the choice's share.

    Parameters
    ----------
    tally : Tally
        Results by unit, with registered voters.
    choice : str, optional
        Whose share; default as in :meth:`Tally.choice`.
    min_registered : int
        Units with fewer voters are left out.
    seed : int
        Of the repetitions; the fit itself takes evenly spread points.

    Returns
    -------
    KlimekModelResult
        The headline is the part of stations with incremental additions that fits best; its interval
        spans both readings and their repetitions. It holds neither sampling nor model error.

    Raises
    ------
    NotApplicable
        Without registered voters, with fewer than 100 usable units, or if turnout or share has no
        peak with units on both sides.

    Notes
    -----
    Formulas in :mod:`tallyscope.stats.klimek_model`. Turnout is ballots issued (else ballots, else
    valid votes) per registered voter, the share is of ballots (else of valid votes). Where the
    paper averages over simulated elections, the expectation over them is taken.
    """
    choice = tally.choice(choice)  # now, since the units used may have another winner
    used, excluded, turnout, share = _rates(tally, choice, min_registered)
    if used.sum() < MIN_UNITS:
        raise NotApplicable(
            f"klimek_model needs {MIN_UNITS} units with at least {min_registered} registered"
            f" voters; {int(used.sum())} of {len(tally):,} are left"
        )
    cores = {
        reading: core_of(turnout, share, share_factor=factor)
        for reading, factor in READINGS.items()
    }
    if not all(core.known for core in cores.values()):
        raise NotApplicable(
            "klimek_model needs a peak of turnout and of the share with units on both sides of it"
        )
    observed, rng = share_histogram(share), stream(seed, "klimek_model")
    fitted = {reading: _fitted(core, observed) for reading, core in cores.items()}
    repeated = {reading: _repeated(core, observed, rng) for reading, core in cores.items()}
    fits = _fits(fitted, repeated, observed)
    first, *_ = fitted.values()
    spread = np.concatenate([values[:, 0] for values in repeated.values()])
    all_found = [*spread, *(found.incremental for found in fitted.values())]
    return KlimekModelResult(
        method="klimek_model",
        choice=choice,
        headline=Estimate(
            value=first.incremental,
            low=float(min(all_found)),
            high=float(max(all_found)),
            level=0.95,
            unit="of the stations with incremental additions",
            how=(
                f"lowest and highest of {REPETITIONS} simulated elections in each of two published"
                " readings of one formula; it says how the fit scatters, not how far the model is"
                " from the country"
            ),
        ),
        p_value=None,
        null="",
        n_units=int(used.sum()),
        excluded=excluded,
        seed=seed,
        settings={
            "turnout_from": next(n for n in ("issued", "ballots", "valid") if tally.has(n)),
            "share_of": tally.came_by,
            "min_registered": min_registered,
            "repetitions": REPETITIONS,
        },
        cautions=_cautions(first, float(fits["misplaced"][0])),
        unit_scores=None,
        fits=fits,
        core=pl.DataFrame([{"reading": name} | vars(core) for name, core in cores.items()]),
        histogram=_histogram(observed, first, next(iter(cores.values()))),
        profile=pl.concat(_profile(name, found) for name, found in fitted.items()),
        log_vote_rate=_log_vote_rates(tally.where(used), choice),
        published=pl.DataFrame(
            PUBLISHED, schema=["election", "klimek", "mebane_kalinin"], orient="row"
        ),
    )


def _rates(
    tally: Tally, choice: str, min_registered: int
) -> tuple[Mask, dict[str, int], Floats, Floats]:
    ballots = tally.came
    came = tally.counts("issued") if tally.has("issued") else ballots
    registered, votes = tally.counts("registered"), tally.votes_for(choice)
    used, excluded = select_in_turn(
        {
            "no ballots": ballots == 0,
            f"fewer than {min_registered} registered voters": registered < max(min_registered, 1),
            "turnout above 100%": came > registered,
            "votes above ballots": votes > ballots,
        }
    )
    return used, excluded, came[used] / registered[used], votes[used] / ballots[used]


def _fitted(core: Core, observed: Floats) -> Fit:
    units = round(float(observed.sum()))
    return fit(observed, components(core, regular_draws(REGULAR_DRAWS), units))


def _repeated(core: Core, observed: Floats, rng: np.random.Generator) -> Floats:
    """Fit to repeated simulations; return incremental, extreme and alpha, (repetitions, 3)."""
    units = round(float(observed.sum()))
    found = np.empty((REPETITIONS, 3))
    for row in found:
        drawn = rng.random((DIMENSIONS, min(units, MOST_DRAWN)))
        one = fit(observed, components(core, drawn, units))
        row[:] = one.incremental, one.extreme, one.alpha
    return found


def _fits(
    fitted: Mapping[str, Fit], repeated: Mapping[str, Floats], observed: Floats
) -> pl.DataFrame:
    rows = []
    for reading, found in fitted.items():
        spread = repeated[reading].std(axis=0)
        row: dict[str, str | float] = {"reading": reading}
        for name, sd in zip(("incremental", "extreme", "alpha"), spread, strict=True):
            row |= {name: getattr(found, name), f"{name}_sd": float(sd)}
        misplaced = np.abs(found.fitted - observed).sum() / 2 / observed.sum()
        rows.append(row | {"distance": found.distance, "misplaced": float(misplaced)})
    return pl.DataFrame(rows)


def _histogram(observed: Floats, found: Fit, core: Core) -> pl.DataFrame:
    units = round(float(observed.sum()))
    alone = components(core, regular_draws(REGULAR_DRAWS), units, ALPHA[:1]).alone
    return pl.DataFrame(
        {
            "percent": np.arange(len(observed)),
            "observed": observed,
            "fitted": found.fitted,
            "alone": alone,
        }
    )


def _profile(reading: str, found: Fit) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "reading": [reading] * len(INCREMENTAL),
            "incremental": INCREMENTAL,
            "distance": found.profile,
        }
    )


def _log_vote_rates(kept: Tally, choice: str) -> pl.DataFrame:
    """Return moments over units with votes for the choice and for others."""
    votes, valid = kept.votes_for(choice), kept.counts("valid")
    both = (votes > 0) & (votes < valid)
    totals = {"registered": kept.counts("registered"), "valid": valid}
    rows = [
        (name, *log_vote_rate(votes[both].astype(np.float64), total[both].astype(np.float64)))
        for name, total in totals.items()
    ]
    names = ["of", "n", "mean", "sd", "skewness", "kurtosis"]
    return pl.DataFrame(rows, schema=names, orient="row").fill_nan(None)


def _cautions(found: Fit, misplaced: float) -> tuple[str, ...]:
    cautions = [
        "A contested method: how widely honest stations are taken to spread decides, one reading of"
        " the formula finds stuffed stations in clean elections, and published fits to the same"
        " election differ by a factor of five and more.",
        f"The fitted model puts {misplaced:.0%} of the units at another share than they have.",
    ]
    if misplaced > POOR_FIT:
        cautions.append(
            "That is a poor fit: the country is not of the kind that the model can draw, and its"
            " parts mean nothing here."
        )
    edges = {
        "incremental additions": found.incremental in (INCREMENTAL[-1],),
        "extreme additions": found.extreme in (EXTREME[-1],),
        "exponent": found.alpha in (ALPHA[0], ALPHA[-1]) and found.incremental > 0,
    }
    at_edge = [name for name, there in edges.items() if there]
    if at_edge:
        cautions.append(f"The best fit lies at the edge of what was tried: {', '.join(at_edge)}.")
    return tuple(cautions)


def _spoken(result: KlimekModelResult) -> str:
    low, value, high = (
        f"{100 * part:.0f}%"
        for part in (result.headline.low, result.headline.value, result.headline.high)
    )
    return (
        f"the model looks most like the country with additions in {value} of the stations, and"
        f" with {low} to {high} over repetitions and two readings of its formula; it cannot tell"
        " unlike places from stuffed ones"
    )


METHOD = Method(
    name="klimek_model",
    title="A model of stuffed elections",
    question="Which part of stuffed stations would make Klimek's model look like the country?",
    run=klimek_model,
    result=KlimekModelResult,
    family="fitted models",
    primary=False,
    contested=True,
    needs=("registered", "votes"),
    statistic=Statistic(
        "stations with incremental additions in the fitted model",
        "percent",
        of=lambda result: 100 * result.headline.value,
        at_least=lambda result: 100 * result.headline.low,
    ),
    spoken=_spoken,
    min_units=MIN_UNITS,
    cites=(
        "Klimek, Yegorov, Hanel, Thurner (2012), Statistical detection of systematic election"
        " irregularities, PNAS 109(41):16469-16473, with supporting text",
        "Kobak, Pshenichnikov (2018), notebook meduza.ipynb of github.com/dkobak/elections, for the"
        " formulas as they were used",
        "Kalinin, Mebane, Election Forensics Toolkit, R/ComputeKlimekModel.R",
    ),
    detects=("a tail of stations towards a full share, if the country is of one kind otherwise",),
    assumes=(
        "All honest stations lie around one turnout and one share, normally spread.",
        "Those to the left of the first peak are honest.",
        "Turnout and share of an honest station have nothing to do with each other.",
    ),
    innocent=(
        "Regions, towns and villages that differ: any second hump is taken for additions.",
        "Lopsided spreads of honest shares near 0 or 100%.",
    ),
    blind_to=(
        "stuffed stations in a country whose places differ much: the model then needs none",
        "tampering everywhere, which moves the peaks themselves",
        "which stations are meant",
    ),
)
