"""Outcomes made by hand, so that grades and words can be tried on every number."""

from __future__ import annotations

from collections.abc import Callable

from tallyscope.assess.reference import Rank
from tallyscope.methods import card
from tallyscope.methods.excess_votes import ExcessVotesResult, excess_votes
from tallyscope.methods.fingerprint import FingerprintResult, fingerprint
from tallyscope.methods.integer_percentages import IntegerPercentagesResult, integer_percentages
from tallyscope.result import Estimate, Method, Result
from tallyscope.simulate.honest import country
from tallyscope.tally import Tally

TESTING, DESCRIBING, COUNTING = map(card, ("integer_percentages", "fingerprint", "excess_votes"))


def small_country() -> Tally:
    return country(n_units=400, n_regions=3, n_districts=12, seed=1)


def whole_percentages() -> IntegerPercentagesResult:
    return integer_percentages(small_country())


def turnout_and_share() -> FingerprintResult:
    return fingerprint(small_country())


def votes_in_excess() -> ExcessVotesResult:
    return excess_votes(small_country())


def a_result(value: float = 120.0, p_value: float | None = 0.5) -> Result:
    return Result(
        method="integer_percentages",
        choice="A",
        headline=Estimate(value, value - 20, value + 20, 0.95, "units", ""),
        p_value=p_value,
        null="dice were thrown",
        n_units=100,
        excluded={},
        seed=None,
        settings={},
        cautions=(),
        unit_scores=None,
    )


def a_rank(at_least: float, *, highest: float = 1.9, outside: str = "") -> Rank:
    assert TESTING.statistic is not None
    return Rank(TESTING.statistic, at_least, at_least, 14, 0, -1.9, highest, outside)


def primary(
    name: str,
    run: Callable[..., Result],
    family: str = "round numbers",
    *,
    counting_null: bool = True,
    contested: bool = False,
    takes: tuple[str, ...] = (),
) -> Method:
    """Return a card of a further primary test."""
    return Method(
        name=name,
        title=name.title(),
        question="?",
        run=run,
        result=Result,
        family=family,
        primary=True,
        counting_null=counting_null,
        contested=contested,
        takes=takes,
        needs=("votes",),
        min_units=1,
        cites=(),
        detects=(),
        assumes=(),
        innocent=(),
        blind_to=(),
    )
