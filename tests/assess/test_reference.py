"""Ranks among clean elections, and the packaged table of them."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib.metadata import version
from importlib.resources import files

import polars as pl
import pytest
from scipy.stats import poisson

from tallyscope.assess import reference
from tallyscope.assess.reference import FEWEST, Kind, Rank, clean_elections
from tallyscope.methods import METHODS, card
from tallyscope.result import Result, unit_scores_schema
from tests.assess.outcomes import (
    a_rank,
    a_result,
    turnout_and_share,
    votes_in_excess,
    whole_percentages,
)
from tests.tallies import small_tally


def test_the_table_has_every_statistic_of_enough_elections() -> None:
    table = clean_elections()
    assert table.columns == [
        *("election", "country", "n_units", "unit_size", "register", "published"),
        *("method", "statistic", "value", "p_value"),
    ]
    compared = {method.name: method.statistic for method in METHODS if method.statistic}
    assert set(table["method"]) <= set(compared)
    for name, statistic in compared.items():
        rows = table.filter(method=name)
        assert set(rows["statistic"]) <= {statistic.name}
        assert not rows.select("election", "register").is_duplicated().any()
    assert table["value"].is_finite().all()
    assert (table["n_units"] >= 30).all()


def test_the_table_says_what_made_it() -> None:
    text = files("tallyscope.assess").joinpath("reference.csv").read_text("utf-8")
    head = text.splitlines()[0]
    assert re.match(
        r"# made by python -m tallyscope\.benchmark\.reference, tallyscope \S+, seed 0", head
    )
    assert f"tallyscope {version('tallyscope')}," in head


STATIONS = Kind(register=True, unit_size=1_000)


def rank(result: Result, kind: Kind = STATIONS) -> Rank | None:
    return reference.rank(card(result.method), result, kind)


@pytest.mark.parametrize("name", ["integer_percentages", "fingerprint", "excess_votes"])
def test_enough_elections_to_rank_among(name: str) -> None:
    assert clean_elections().filter(method=name, register=True).height >= FEWEST


def test_z_of_whole_percentages() -> None:
    result = whole_percentages()
    found = rank(result)
    assert found is not None
    row = result.counts.filter(criterion="either", period=1, weight="stations")
    assert found.value == found.at_least == row["z"][0]
    values = clean_elections().filter(method="integer_percentages", register=True)["value"]
    assert (found.lowest, found.highest) == (values.min(), values.max())
    assert found.elections == values.len()
    assert found.reached == (values >= found.value).sum()


def test_z_of_the_share_where_there_is_no_turnout() -> None:
    result = replace(whole_percentages(), criterion="share")
    found = rank(result)
    assert found is not None
    row = result.counts.filter(criterion="share", period=1, weight="stations")
    assert found.value == row["z"][0]


def with_far_out_units(listed: int, n_units: int) -> Result:
    scores = pl.DataFrame(
        {"unit": [str(i) for i in range(listed)], "score": 3.0, "reason": "far out"},
        schema=unit_scores_schema(),
    )
    return replace(turnout_and_share(), unit_scores=scores, n_units=n_units)


def test_far_out_units_by_hand() -> None:
    # 20 of 10,000; the smallest Poisson mean that has 20 or more in one count of twenty is 13.25
    found = rank(with_far_out_units(20, 10_000))
    assert found is not None
    assert found.value == 20.0
    assert found.at_least == pytest.approx(13.25, abs=0.01)
    assert poisson.sf(19, found.at_least) == pytest.approx(0.05)


def test_one_far_out_unit_among_few_is_not_beyond() -> None:
    # one of 300 are 33 per 10,000, more than in any clean election, but it may well be chance
    found = rank(with_far_out_units(1, 300))
    assert found is not None
    assert found.value > found.highest
    assert found.reached == 0
    assert not found.beyond


def test_no_far_out_unit() -> None:
    found = rank(with_far_out_units(0, 300))
    assert found is not None
    assert (found.value, found.at_least) == (0.0, 0.0)
    without_scores = rank(replace(turnout_and_share(), unit_scores=None))
    assert without_scores is not None
    assert without_scores.value == 0.0


@pytest.mark.parametrize(("low", "beyond"), [(-0.03, False), (0.0, False), (0.001, True)])
def test_a_range_that_reaches_zero_is_never_beyond(low: float, beyond: bool) -> None:
    # clean elections all reach below zero; that alone makes a range from -3% not remarkable
    found = rank(replace(votes_in_excess(), relative=(low, 0.1, 0.2)))
    assert found is not None
    assert found.value == 100 * low
    assert found.highest < 0
    assert found.beyond == beyond


def test_beyond_is_above_all_of_enough_elections() -> None:
    assert a_rank(1.91).beyond
    assert not a_rank(1.9).beyond
    assert not a_rank(1.91, outside="it is unlike them").beyond
    assert not a_rank(-0.5, highest=-1.0).beyond  # below the floor


def test_a_method_without_a_reference_has_no_rank() -> None:
    without = replace(card("integer_percentages"), statistic=None)
    assert reference.rank(without, a_result(), STATIONS) is None
    untabulated = replace(card("integer_percentages"), name="another")
    assert reference.rank(untabulated, a_result(), STATIONS) is None


def test_in_words() -> None:
    assert str(a_rank(3.25)) == (
        "z of the excess: 3.2 standard deviations; in 14 elections widely regarded as clean -1.9"
        " to 1.9, and 0 of them reached this value (conformal p 0.067)"
    )


def test_an_election_unlike_all_of_them_is_outside() -> None:
    result = whole_percentages()
    for kind, why in (
        (Kind(True, 3.0), "its units have 3 voters, theirs "),
        (Kind(True, 1e9), "its units have 1,000,000,000 voters, theirs "),
    ):
        found = rank(result, kind)
        assert found is not None
        assert found.outside.startswith(why)
        assert not found.beyond
        assert found.conformal_p is None
        assert "outside the reference of clean elections, because its units" in str(found)
    few = rank(replace(result, n_units=3))
    assert few is not None
    assert few.outside.startswith("it has 3 units, they have ")


def test_too_few_of_its_kind() -> None:
    # votes beyond proportionality need a register, so no clean election has them without one
    assert rank(votes_in_excess(), Kind(False, 1_000)) is None
    few = clean_elections().filter(method="integer_percentages", register=False).height
    assert few >= FEWEST  # elections with a register stand there a second time without it


def test_the_conformal_p_value() -> None:
    # 14 elections, none above: 1 of 15
    assert a_rank(3.2).conformal_p == pytest.approx(1 / 15)


def test_the_kind_of_a_tally() -> None:
    full = small_tally([[3, 1], [5, 5], [9, 1]], registered=[10, 20, 90], ballots=[4, 10, 10])
    assert Kind.of(full) == Kind(True, 20.0)
    assert Kind.of(replace(full, registered=None)) == Kind(False, 10.0)
    assert Kind.of(full.where(full.votes[:, 0] < 0)) == Kind(True, 0.0)


def test_clean_elections_with_a_register_stand_there_without_it_too() -> None:
    table = clean_elections().filter(method="integer_percentages")
    published = table.filter("published")
    again = table.filter(~pl.col("published"))
    assert set(again["election"]) == set(published.filter("register")["election"])
    assert not again["register"].any()
